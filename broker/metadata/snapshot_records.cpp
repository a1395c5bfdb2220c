#include "broker/metadata/snapshot_records.h"

#include <algorithm>

namespace broker::metadata {
namespace {

RegisterBrokerRecord recordOf(const BrokerImage& broker) {
    return {.broker = broker.id,
            .incarnationId = broker.incarnationId,
            .epoch = broker.epoch,
            .endpoints = broker.endpoints,
            .features = broker.features,
            .rack = broker.rack,
            .fenced = broker.fenced,
            .inControlledShutdown = broker.inControlledShutdown,
            .logDirs = broker.logDirs};
}

/// Absent rather than empty, so that a log that never used them reads alike.
std::optional<std::vector<BrokerId>> unlessEmpty(const std::vector<BrokerId>& ids) {
    if (ids.empty()) return std::nullopt;
    return ids;
}

PartitionRecord recordOf(const Uuid& topic, const PartitionImage& partition) {
    return {.partition = partition.index,
            .topicId = topic,
            .replicas = partition.replicas,
            .isr = partition.isr,
            .removing = partition.removing,
            .adding = partition.adding,
            .leader = partition.leader,
            .recovery = partition.recovery,
            .leaderEpoch = partition.leaderEpoch,
            .partitionEpoch = partition.partitionEpoch,
            .directories = partition.directories,
            .elr = unlessEmpty(partition.elr),
            .lastKnownElr = unlessEmpty(partition.lastKnownElr)};
}

}  // namespace

std::vector<Record> recordsOf(const MetadataImage& image) {
    std::vector<Record> records;
    // First of all the version that says how the rest is to be read.
    const auto addFeature = [&](const std::string& name, std::int16_t level) {
        records.push_back(FeatureLevelRecord{.name = name, .level = level});
    };
    for (const auto& [name, level] : image.features())
        if (name == kMetadataVersionFeature) addFeature(name, level);
    for (const auto& [name, level] : image.features())
        if (name != kMetadataVersionFeature) addFeature(name, level);
    image.brokers().forEach([&](BrokerId, const auto& broker) { records.push_back(recordOf(*broker)); });
    image.topics().forEach([&](const std::string& name, const auto& topic) {
        records.push_back(TopicRecord{.name = name, .id = topic->id});
        for (const auto& partition : topic->partitions) records.push_back(recordOf(topic->id, *partition));
    });
    image.configs().forEach([&](const ConfigResource& resource, const auto& values) {
        for (const auto& [name, value] : *values)
            records.push_back(ConfigRecord{
                .resourceType = resource.type, .resourceName = resource.name, .name = name, .value = value});
    });
    if (image.nextProducerId() != ProducerId{0})
        records.push_back(ProducerIdsRecord{.next = image.nextProducerId()});
    return records;
}

}  // namespace broker::metadata
