#include "broker/metadata/image.h"

#include <utility>

#include "broker/metadata/content_hash.h"
#include "broker/metadata/image_builder.h"

namespace broker::metadata {

const PartitionImage* TopicImage::partition(PartitionIndex index) const {
    if (index.value() < 0 || static_cast<std::size_t>(index.value()) >= partitions.size()) return nullptr;
    return partitions[static_cast<std::size_t>(index.value())].get();
}

ConfigResource ConfigResource::topic(std::string name) {
    return {static_cast<std::int8_t>(ResourceType::kTopic), std::move(name)};
}
ConfigResource ConfigResource::broker(BrokerId id) {
    return {static_cast<std::int8_t>(ResourceType::kBroker), fmt::format("{}", id)};
}
ConfigResource ConfigResource::allBrokers() { return {static_cast<std::int8_t>(ResourceType::kBroker), ""}; }

ImagePointer MetadataImage::empty() {
    static const ImagePointer kEmpty = std::make_shared<const MetadataImage>();
    return kEmpty;
}

const PartitionImage* MetadataImage::partition(const Uuid& topicId, PartitionIndex index) const {
    const TopicImage* found = topic(topicId);
    return found ? found->partition(index) : nullptr;
}

const ConfigValues& MetadataImage::config(const ConfigResource& resource) const {
    static const ConfigValues kNone;
    const auto& values = m_configs.find(resource);
    return values ? *values : kNone;
}

std::uint64_t MetadataImage::hash() const {
    ContentHash hash;
    hash.add(m_brokers.hash()).add(m_topics.hash()).add(m_configs.hash()).add(m_nextProducerId);
    for (const auto& [name, level] : *m_features) hash.add(name).add(static_cast<std::uint64_t>(level));
    return hash.value();
}

Result<ImagePointer> MetadataImage::apply(std::span<const Record> records, Offset end,
                                          LeaderEpoch epoch) const {
    ImageBuilder builder(*this);
    for (const Record& record : records)
        if (auto added = builder.add(record); !added)
            return failure(added.error().code, "metadata record {} before offset {}: {}", nameOf(record), end,
                           added.error().detail);
    return builder.build(end, epoch);
}

}  // namespace broker::metadata
