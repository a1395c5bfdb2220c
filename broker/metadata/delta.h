#pragma once

#include <vector>

#include "broker/metadata/image.h"

namespace broker::metadata {

/// What differs between two images of one log, however many batches lie between them. It holds leaves of
/// both, so it stays valid by itself. Null `before`: came to be; null `after`: is gone. Sorted by key.
struct ImageDelta {
    struct Broker {
        BrokerId id;
        std::shared_ptr<const BrokerImage> before;
        std::shared_ptr<const BrokerImage> after;
    };
    struct Partition {
        PartitionIndex index;
        std::shared_ptr<const PartitionImage> before;
        std::shared_ptr<const PartitionImage> after;
    };
    /// A name that was deleted and created again stands here twice: the old id gone, then the new one.
    struct Topic {
        std::shared_ptr<const TopicImage> before;
        std::shared_ptr<const TopicImage> after;
        std::vector<Partition> partitions;  ///< those that differ; all of a topic that came or went

        const TopicImage& topic() const { return after ? *after : *before; }
    };
    struct Config {
        ConfigResource resource;
        std::shared_ptr<const ConfigValues> before;
        std::shared_ptr<const ConfigValues> after;
    };

    std::vector<Broker> brokers;
    std::vector<Topic> topics;  ///< by name
    std::vector<Config> configs;
    bool featuresChanged = false;
    bool producerIdsChanged = false;

    bool empty() const;
};

/// Costs what changed, and a pointer comparison per shard.
ImageDelta compare(const MetadataImage& before, const MetadataImage& after);

}  // namespace broker::metadata
