#pragma once

#include <memory>
#include <string>

#include "broker/metadata/delta.h"
#include "broker/observe/snapshot.h"

namespace broker::metadata {

/// Turns images into what a window is shown. It keeps the last of both and reuses every leaf of the last
/// snapshot whose image leaf is the same. One per broker, on its loop; what it returns may go anywhere.
class SnapshotPublisher {
public:
    explicit SnapshotPublisher(std::string clusterId);

    /// The same pointer as before if the image is the same.
    std::shared_ptr<const observe::MetadataSnapshot> publish(const ImagePointer& image);

private:
    std::string m_clusterId;
    ImagePointer m_image;
    std::shared_ptr<const observe::MetadataSnapshot> m_snapshot;
};

/// `__consumer_offsets` and the like.
bool isInternalTopic(std::string_view name);

}  // namespace broker::metadata
