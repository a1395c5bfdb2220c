#include "broker/metadata/delta.h"

#include <algorithm>

namespace broker::metadata {
namespace {

using TopicLeaf = std::shared_ptr<const TopicImage>;

ImageDelta::Topic compareTopics(const TopicLeaf& before, const TopicLeaf& after) {
    ImageDelta::Topic change{before, after, {}};
    const std::size_t countBefore = before ? before->partitions.size() : 0;
    const std::size_t countAfter = after ? after->partitions.size() : 0;
    for (std::size_t i = 0; i < std::max(countBefore, countAfter); ++i) {
        const auto old = i < countBefore ? before->partitions[i] : nullptr;
        const auto fresh = i < countAfter ? after->partitions[i] : nullptr;
        if (old != fresh)
            change.partitions.push_back({PartitionIndex{static_cast<std::int32_t>(i)}, old, fresh});
    }
    return change;
}

}  // namespace

bool ImageDelta::empty() const {
    return brokers.empty() && topics.empty() && configs.empty() && !featuresChanged && !producerIdsChanged;
}

ImageDelta compare(const MetadataImage& before, const MetadataImage& after) {
    ImageDelta delta;
    ShardedMap<BrokerId, BrokerImage>::compare(
        before.brokers(), after.brokers(),
        [&](BrokerId id, const auto& a, const auto& b) { delta.brokers.push_back({id, a, b}); });
    ShardedMap<std::string, TopicImage>::compare(
        before.topics(), after.topics(), [&](const std::string&, const TopicLeaf& a, const TopicLeaf& b) {
            if (a && b && a->id != b->id) {
                delta.topics.push_back(compareTopics(a, nullptr));
                delta.topics.push_back(compareTopics(nullptr, b));
            } else {
                delta.topics.push_back(compareTopics(a, b));
            }
        });
    ShardedMap<ConfigResource, ConfigValues>::compare(
        before.configs(), after.configs(), [&](const ConfigResource& resource, const auto& a, const auto& b) {
            delta.configs.push_back({resource, a, b});
        });
    delta.featuresChanged = before.features() != after.features();
    delta.producerIdsChanged = before.nextProducerId() != after.nextProducerId();
    return delta;
}

}  // namespace broker::metadata
