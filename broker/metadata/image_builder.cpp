#include "broker/metadata/image_builder.h"

#include <limits>
#include <set>
#include <utility>

#include "broker/metadata/content_hash.h"

namespace broker::metadata {
namespace {

template <class... Args>
std::unexpected<Error> misfit(fmt::format_string<Args...> pattern, Args&&... args) {
    return failure(ErrorCode::kInvalidRecordState, pattern, std::forward<Args>(args)...);
}

std::uint64_t contentHash(const BrokerImage& b) {
    ContentHash hash;
    hash.add(b.id).add(b.epoch).add(b.incarnationId);
    hash.add(std::uint64_t{b.endpoints.size()});
    for (const Endpoint& e : b.endpoints)
        hash.add(e.name)
            .add(e.host)
            .add(std::uint64_t{e.port})
            .add(static_cast<std::uint64_t>(e.securityProtocol));
    hash.add(std::uint64_t{b.features.size()});
    for (const SupportedFeature& f : b.features)
        hash.add(f.name).add(static_cast<std::uint64_t>(f.least)).add(static_cast<std::uint64_t>(f.most));
    hash.add(std::uint64_t{b.rack.has_value()}).add(b.rack.value_or(""));
    hash.add(std::uint64_t{b.fenced}).add(std::uint64_t{b.inControlledShutdown}).addAll(b.logDirs);
    return hash.value();
}

std::uint64_t contentHash(const TopicImage& topic) {
    return ContentHash()
        .add(topic.name)
        .add(topic.id)
        .add(std::uint64_t{topic.partitions.size()})
        .add(topic.partitionsHash)
        .value();
}

std::uint64_t contentHash(const ConfigResource& resource, const ConfigValues& values) {
    ContentHash hash;
    hash.add(static_cast<std::uint64_t>(resource.type)).add(resource.name);
    for (const auto& [name, value] : values) hash.add(name).add(value);
    return hash.value();
}

void putPartition(TopicImage& topic, std::shared_ptr<const PartitionImage> partition) {
    const auto index = static_cast<std::size_t>(partition->index.value());
    topic.partitionsHash += contentHash(*partition);
    if (index < topic.partitions.size()) {
        topic.partitionsHash -= contentHash(*topic.partitions[index]);
        topic.partitions[index] = std::move(partition);
    } else {
        topic.partitions.push_back(std::move(partition));
    }
}

}  // namespace

std::uint64_t contentHash(const PartitionImage& p) {
    return ContentHash()
        .add(p.index)
        .addAll(p.replicas)
        .addAll(p.isr)
        .addAll(p.elr)
        .addAll(p.lastKnownElr)
        .addAll(p.removing)
        .addAll(p.adding)
        .addAll(p.directories)
        .add(p.leader)
        .add(static_cast<std::uint64_t>(p.recovery))
        .add(p.leaderEpoch)
        .add(p.partitionEpoch)
        .value();
}

Result<void> ImageBuilder::add(const Record& record) {
    return std::visit([this](const auto& r) { return on(r); }, record);
}

const BrokerImage* ImageBuilder::broker(BrokerId id) const {
    const auto edited = m_brokers.find(id);
    return edited != m_brokers.end() ? edited->second.get() : m_base.broker(id);
}

Result<BrokerImage*> ImageBuilder::editBroker(BrokerId id, BrokerEpoch epoch) {
    const BrokerImage* current = broker(id);
    if (!current) return misfit("broker {} is not registered", id);
    if (current->epoch != epoch)
        return misfit("broker {} has epoch {}, the record says {}", id, current->epoch, epoch);
    auto& edited = m_brokers[id];
    if (!edited) edited = std::make_shared<BrokerImage>(*current);
    return edited.get();
}

Result<void> ImageBuilder::on(const RegisterBrokerRecord& record) {
    const BrokerImage* current = broker(record.broker);
    if (current && record.epoch < current->epoch)
        return misfit("broker {} registers with epoch {} after {}", record.broker, record.epoch,
                      current->epoch);
    m_brokers[record.broker] =
        std::make_shared<BrokerImage>(BrokerImage{.id = record.broker,
                                                  .epoch = record.epoch,
                                                  .incarnationId = record.incarnationId,
                                                  .endpoints = record.endpoints,
                                                  .features = record.features,
                                                  .rack = record.rack,
                                                  .fenced = record.fenced,
                                                  .inControlledShutdown = record.inControlledShutdown,
                                                  .logDirs = record.logDirs});
    return {};
}

Result<void> ImageBuilder::on(const UnregisterBrokerRecord& record) {
    RETURN_IF_ERROR(editBroker(record.broker, record.epoch));
    m_brokers[record.broker] = nullptr;
    return {};
}

Result<void> ImageBuilder::on(const FenceBrokerRecord& record) {
    ASSIGN_OR_RETURN(BrokerImage * edited, editBroker(record.broker, record.epoch));
    edited->fenced = true;
    return {};
}

Result<void> ImageBuilder::on(const UnfenceBrokerRecord& record) {
    ASSIGN_OR_RETURN(BrokerImage * edited, editBroker(record.broker, record.epoch));
    edited->fenced = false;
    return {};
}

Result<void> ImageBuilder::on(const BrokerRegistrationChangeRecord& record) {
    using R = BrokerRegistrationChangeRecord;
    ASSIGN_OR_RETURN(BrokerImage * edited, editBroker(record.broker, record.epoch));
    if (record.fencing != R::Fencing::kUnchanged) edited->fenced = record.fencing == R::Fencing::kFence;
    if (record.shutdown != R::Shutdown::kUnchanged) edited->inControlledShutdown = true;
    if (!record.logDirs.empty()) edited->logDirs = record.logDirs;
    return {};
}

const TopicImage* ImageBuilder::topicNamed(const std::string& name) const {
    const auto changed = m_names.find(name);
    if (changed == m_names.end()) return m_base.topic(name);
    return changed->second ? m_topics.at(*changed->second).get() : nullptr;
}

Result<TopicImage*> ImageBuilder::editTopic(const Uuid& id) {
    const auto edited = m_topics.find(id);
    if (edited != m_topics.end() && edited->second) return edited->second.get();
    const TopicImage* current = edited == m_topics.end() ? m_base.topic(id) : nullptr;
    if (!current) return misfit("topic {} does not exist", id);
    return (m_topics[id] = std::make_shared<TopicImage>(*current)).get();
}

Result<void> ImageBuilder::on(const TopicRecord& record) {
    if (topicNamed(record.name)) return misfit("topic {} exists already", record.name);
    if (m_base.topic(record.id) || m_topics.contains(record.id))
        return misfit("topic {}: its id {} was used before", record.name, record.id);
    auto topic = std::make_shared<TopicImage>();
    topic->name = record.name;
    topic->id = record.id;
    m_topics[record.id] = std::move(topic);
    m_names[record.name] = record.id;
    return {};
}

Result<void> ImageBuilder::on(const RemoveTopicRecord& record) {
    ASSIGN_OR_RETURN(const TopicImage* topic, editTopic(record.id));
    m_names[topic->name] = std::nullopt;
    editConfig(ConfigResource::topic(topic->name)).clear();
    m_topics[record.id] = nullptr;
    return {};
}

Result<void> ImageBuilder::on(const PartitionRecord& record) {
    ASSIGN_OR_RETURN(TopicImage * topic, editTopic(record.topicId));
    const std::int32_t index = record.partition.value();
    if (index < 0 || static_cast<std::size_t>(index) > topic->partitions.size())
        return misfit("topic {} has {} partitions, the record describes number {}", topic->name,
                      topic->partitions.size(), index);
    const std::vector<BrokerId> none;
    putPartition(*topic, std::make_shared<const PartitionImage>(
                             PartitionImage{.index = record.partition,
                                            .replicas = record.replicas,
                                            .isr = record.isr,
                                            .elr = record.elr.value_or(none),
                                            .lastKnownElr = record.lastKnownElr.value_or(none),
                                            .removing = record.removing,
                                            .adding = record.adding,
                                            .directories = record.directories,
                                            .leader = record.leader,
                                            .recovery = record.recovery,
                                            .leaderEpoch = record.leaderEpoch,
                                            .partitionEpoch = record.partitionEpoch}));
    return {};
}

Result<void> ImageBuilder::on(const PartitionChangeRecord& record) {
    ASSIGN_OR_RETURN(TopicImage * topic, editTopic(record.topicId));
    const PartitionImage* current = topic->partition(record.partition);
    if (!current)
        return misfit("topic {} has no partition {}, the record changes it", topic->name, record.partition);
    constexpr std::int32_t kLast = std::numeric_limits<std::int32_t>::max();
    if (current->partitionEpoch.value() == kLast || current->leaderEpoch.value() == kLast)
        return misfit("{}-{} has used up its epochs", topic->name, record.partition);
    auto changed = std::make_shared<PartitionImage>(*current);
    ++changed->partitionEpoch;
    if (record.leader != kLeaderUnchanged) {
        changed->leader = record.leader;
        ++changed->leaderEpoch;
    }
    const auto take = [](auto& target, const auto& source) {
        if (source) target = *source;
    };
    take(changed->isr, record.isr);
    take(changed->replicas, record.replicas);
    take(changed->removing, record.removing);
    take(changed->adding, record.adding);
    take(changed->elr, record.elr);
    take(changed->lastKnownElr, record.lastKnownElr);
    take(changed->directories, record.directories);
    if (record.recovery != LeaderRecoveryState::kUnchanged) changed->recovery = record.recovery;
    putPartition(*topic, std::move(changed));
    return {};
}

ConfigValues& ImageBuilder::editConfig(const ConfigResource& resource) {
    auto& edited = m_configs[resource];
    if (!edited) edited = std::make_shared<ConfigValues>(m_base.config(resource));
    return *edited;
}

Result<void> ImageBuilder::on(const ConfigRecord& record) {
    ConfigValues& values = editConfig({record.resourceType, record.resourceName});
    if (record.value)
        values.insert_or_assign(record.name, *record.value);
    else
        values.erase(record.name);
    return {};
}

Result<void> ImageBuilder::on(const ClearElrRecord& record) {
    if (!record.topicName.empty()) {
        const TopicImage* topic = topicNamed(record.topicName);
        if (!topic)
            return misfit("there is no topic {}, and its eligible replicas are cleared", record.topicName);
        return clearElr(topic->id);
    }
    std::set<Uuid> all;
    m_base.topicsById().forEach([&](const Uuid& id, const auto&) { all.insert(id); });
    for (const auto& [id, topic] : m_topics) {
        if (topic)
            all.insert(id);
        else
            all.erase(id);
    }
    for (const Uuid& id : all) RETURN_IF_ERROR(clearElr(id));
    return {};
}

Result<void> ImageBuilder::clearElr(const Uuid& id) {
    const auto edited = m_topics.find(id);
    const TopicImage* topic = edited != m_topics.end() ? edited->second.get() : m_base.topic(id);
    for (std::size_t i = 0; i < topic->partitions.size(); ++i) {
        const PartitionImage& partition = *topic->partitions[i];
        if (partition.elr.empty() && partition.lastKnownElr.empty()) continue;
        PartitionChangeRecord change{.partition = partition.index, .topicId = id};
        change.elr.emplace();
        change.lastKnownElr.emplace();
        RETURN_IF_ERROR(on(change));
        topic = m_topics.at(id).get();
    }
    return {};
}

Result<void> ImageBuilder::on(const ProducerIdsRecord& record) {
    const ProducerId current = m_nextProducerId.value_or(m_base.nextProducerId());
    if (record.next < current) return misfit("producer ids fall from {} to {}", current, record.next);
    m_nextProducerId = record.next;
    return {};
}

std::map<std::string, std::int16_t>& ImageBuilder::editFeatures() {
    if (!m_features) m_features = std::make_shared<std::map<std::string, std::int16_t>>(m_base.features());
    return *m_features;
}

Result<void> ImageBuilder::on(const FeatureLevelRecord& record) {
    if (record.level < 0) return misfit("feature {} has level {}", record.name, record.level);
    if (record.level == 0)
        editFeatures().erase(record.name);
    else
        editFeatures()[record.name] = record.level;
    return {};
}

void ImageBuilder::buildTopics(MetadataImage& image) const {
    std::vector<ShardedMap<Uuid, TopicImage>::Change> byId;
    for (const auto& [id, topic] : m_topics) byId.push_back({id, topic, topic ? contentHash(*topic) : 0});

    // A topic that was only edited keeps its name; names that came and went say so themselves.
    std::map<std::string, std::shared_ptr<const TopicImage>> named;
    for (const auto& [name, id] : m_names) named[name] = id ? m_topics.at(*id) : nullptr;
    for (const auto& [id, topic] : m_topics)
        if (topic) named[topic->name] = topic;
    std::vector<ShardedMap<std::string, TopicImage>::Change> byName;
    for (const auto& [name, topic] : named) byName.push_back({name, topic, topic ? contentHash(*topic) : 0});

    image.m_topicsById = m_base.m_topicsById.with(std::move(byId));
    image.m_topics = m_base.m_topics.with(std::move(byName));
}

ImagePointer ImageBuilder::build(Offset end, LeaderEpoch epoch) {
    auto image = std::make_shared<MetadataImage>(m_base);
    image->m_end = end;
    image->m_epoch = epoch;
    buildTopics(*image);

    std::vector<ShardedMap<BrokerId, BrokerImage>::Change> brokers;
    for (const auto& [id, edited] : m_brokers)
        brokers.push_back({id, edited, edited ? contentHash(*edited) : 0});
    image->m_brokers = m_base.m_brokers.with(std::move(brokers));

    std::vector<ShardedMap<ConfigResource, ConfigValues>::Change> configs;
    for (const auto& [resource, values] : m_configs) {
        const bool isEmpty = values->empty();
        if (isEmpty && m_base.config(resource).empty()) continue;
        configs.push_back(
            {resource, isEmpty ? nullptr : values, isEmpty ? 0 : contentHash(resource, *values)});
    }
    image->m_configs = m_base.m_configs.with(std::move(configs));

    if (m_features) image->m_features = m_features;
    if (m_nextProducerId) image->m_nextProducerId = *m_nextProducerId;
    return image;
}

}  // namespace broker::metadata
