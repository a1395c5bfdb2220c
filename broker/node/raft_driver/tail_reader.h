#pragma once

#include <map>
#include <memory>
#include <string>

#include "broker/base/ids.h"
#include "broker/base/uuid.h"
#include "broker/log/partition_log.h"
#include "broker/metadata/image.h"
#include "broker/observe/quorum_snapshot.h"
#include "broker/wire/record_batch.h"

namespace broker::node {

/// The newest records of the metadata log in words, for whoever looks. It reads only what the log has grown
/// by since the last look, and of that only what is shown: the driver's own way through the log stays as it
/// is.
class TailReader {
public:
    /// The log was cut so that it ends here.
    void truncate(Offset end);
    /// The log was emptied for a snapshot.
    void clear();

    /// The same pointer as before if nothing changed. What cannot be read stays away until the next look.
    std::shared_ptr<const observe::MetadataTail> read(const log::PartitionLog& log,
                                                      const metadata::ImagePointer& image);
    std::shared_ptr<const observe::MetadataTail> last() const { return m_tail; }

private:
    Result<void> readUpTo(const log::PartitionLog& log, Offset first, Offset end,
                          observe::MetadataTail& lines);
    Result<void> takeBatch(const wire::BatchView& batch, Offset first, observe::MetadataTail& lines);
    observe::MetadataLine lineOf(const wire::BatchView& batch, const wire::RecordView& record);
    std::string nameOf(const Uuid& topic) const;

    std::shared_ptr<const observe::MetadataTail> m_tail = std::make_shared<const observe::MetadataTail>();
    Offset m_next{0};  ///< the first offset that is not in words yet
    // Topics that a record names by its id: what was there at this look and at the last one, which may be
    // before a topic was deleted, and what the records themselves say that are not committed yet.
    metadata::ImagePointer m_image;
    metadata::ImagePointer m_imageBefore;
    std::map<Uuid, std::string> m_named;
};

}  // namespace broker::node
