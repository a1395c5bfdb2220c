#include "broker/metadata/publish.h"

#include <algorithm>
#include <array>
#include <utility>

namespace broker::metadata {
namespace {

using observe::MetadataSnapshot;
using observe::PartitionSnapshot;
using observe::RegisteredBroker;
using observe::TopicSnapshot;
using TopicPointer = std::shared_ptr<const TopicSnapshot>;
using BrokerPointer = std::shared_ptr<const RegisteredBroker>;

std::shared_ptr<const PartitionSnapshot> show(const PartitionImage& image) {
    return std::make_shared<const PartitionSnapshot>(PartitionSnapshot{
        .index = image.index,
        .leader = image.leader,
        .preferredLeader = image.replicas.empty() ? kNoBroker : image.replicas.front(),
        .leaderEpoch = image.leaderEpoch,
        .partitionEpoch = image.partitionEpoch,
        .replicas = image.replicas,
        .isr = image.isr,
        .eligible = image.elr,
        .lastKnownLeaders = image.lastKnownElr,
        .isRecovering = image.recovery == LeaderRecoveryState::kRecovering,
    });
}

BrokerPointer show(const BrokerImage& image) {
    const Endpoint endpoint = image.endpoints.empty() ? Endpoint{} : image.endpoints.front();
    return std::make_shared<const RegisteredBroker>(RegisteredBroker{
        .id = image.id,
        .epoch = image.epoch,
        .isFenced = image.fenced,
        .isLeaving = image.inControlledShutdown,
        .rack = image.rack.value_or(""),
        .host = endpoint.host,
        .port = endpoint.port,
    });
}

/// `last` is what was shown of the same topic before; null if it was not.
TopicPointer show(const ImageDelta::Topic& change, const MetadataImage& image, const TopicSnapshot* last) {
    auto shown = std::make_shared<TopicSnapshot>();
    if (last) *shown = *last;
    shown->name = change.after->name;
    shown->id = change.after->id;
    shown->isInternal = isInternalTopic(change.after->name);
    shown->partitions.resize(change.after->partitions.size());
    for (const ImageDelta::Partition& partition : change.partitions)
        if (partition.after)
            shown->partitions[static_cast<std::size_t>(partition.index.value())] = show(*partition.after);
    const ConfigValues& settings = image.config(ConfigResource::topic(shown->name));
    shown->settings = {settings.begin(), settings.end()};
    return shown;
}

/// Topics whose settings changed, though nothing else of them did, are part of the change.
void includeReconfigured(ImageDelta& delta, const MetadataImage& image) {
    for (const ImageDelta::Config& config : delta.configs) {
        if (config.resource.type != static_cast<std::int8_t>(ResourceType::kTopic)) continue;
        const std::string& name = config.resource.name;
        const auto at = std::lower_bound(
            delta.topics.begin(), delta.topics.end(), name,
            [](const ImageDelta::Topic& t, const std::string& n) { return t.topic().name < n; });
        if (at != delta.topics.end() && at->topic().name == name) continue;
        const auto& topic = image.topics().find(name);
        if (topic) delta.topics.insert(at, ImageDelta::Topic{topic, topic, {}});
    }
}

std::vector<TopicPointer> showTopics(const MetadataImage& image, ImageDelta& delta,
                                     const std::vector<TopicPointer>& last) {
    includeReconfigured(delta, image);
    std::vector<TopicPointer> shown;
    shown.reserve(image.topics().size());
    auto old = last.begin();
    for (const ImageDelta::Topic& change : delta.topics) {
        const std::string& name = change.topic().name;
        for (; old != last.end() && (*old)->name < name; ++old) shown.push_back(*old);
        const TopicSnapshot* before = nullptr;
        if (old != last.end() && (*old)->name == name) {
            before = old->get();
            ++old;
        }
        // A name that came back with another id is changed twice: gone, then shown from nothing.
        if (change.after) shown.push_back(show(change, image, before));
    }
    shown.insert(shown.end(), old, last.end());
    return shown;
}

std::vector<BrokerPointer> showBrokers(const ImageDelta& delta, const std::vector<BrokerPointer>& last) {
    std::vector<BrokerPointer> shown;
    auto old = last.begin();
    for (const ImageDelta::Broker& change : delta.brokers) {
        for (; old != last.end() && (*old)->id < change.id; ++old) shown.push_back(*old);
        if (old != last.end() && (*old)->id == change.id) ++old;
        if (change.after) shown.push_back(show(*change.after));
    }
    shown.insert(shown.end(), old, last.end());
    return shown;
}

}  // namespace

bool isInternalTopic(std::string_view name) {
    constexpr std::array<std::string_view, 3> kInternal{"__consumer_offsets", "__transaction_state",
                                                        "__share_group_state"};
    return std::find(kInternal.begin(), kInternal.end(), name) != kInternal.end();
}

SnapshotPublisher::SnapshotPublisher(std::string clusterId)
    : m_clusterId(std::move(clusterId))
    , m_image(MetadataImage::empty()) {
    auto snapshot = std::make_shared<MetadataSnapshot>();
    snapshot->clusterId = m_clusterId;
    m_snapshot = std::move(snapshot);
}

std::shared_ptr<const MetadataSnapshot> SnapshotPublisher::publish(const ImagePointer& image) {
    if (image == m_image) return m_snapshot;
    ImageDelta delta = compare(*m_image, *image);
    auto shown = std::make_shared<MetadataSnapshot>();
    shown->clusterId = m_clusterId;
    shown->end = image->end();
    shown->epoch = image->epoch();
    shown->brokers = showBrokers(delta, m_snapshot->brokers);
    shown->topics = showTopics(*image, delta, m_snapshot->topics);
    shown->brokerSettings = m_snapshot->brokerSettings;
    for (const ImageDelta::Config& config : delta.configs) {
        if (config.resource.type != static_cast<std::int8_t>(ResourceType::kBroker)) continue;
        if (config.after)
            shown->brokerSettings[config.resource.name] = {config.after->begin(), config.after->end()};
        else
            shown->brokerSettings.erase(config.resource.name);
    }
    m_image = image;
    m_snapshot = std::move(shown);
    return m_snapshot;
}

}  // namespace broker::metadata
