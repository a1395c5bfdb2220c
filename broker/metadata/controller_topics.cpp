#include <algorithm>
#include <set>
#include <utility>

#include "broker/base/check.h"
#include "broker/metadata/controller.h"
#include "broker/metadata/placement.h"
#include "broker/metadata/topic_names.h"

namespace broker::metadata {
namespace {

template <class... Args>
Outcome refused(ErrorCode code, fmt::format_string<Args...> pattern, Args&&... args) {
    return {code, fmt::format(pattern, std::forward<Args>(args)...)};
}

Outcome refused(const Error& error) { return {toWire(error.code), error.detail}; }

/// Names that the request gives more than once.
std::set<std::string> repeatedNames(const CreateTopics& command) {
    std::set<std::string> seen, repeated;
    for (const NewTopic& topic : command.topics)
        if (!seen.insert(topic.name).second) repeated.insert(topic.name);
    return repeated;
}

/// The partitions that a request asks for in all, as far as it says.
std::size_t totalPartitions(const CreateTopics& command, std::int64_t byDefault) {
    std::size_t total = 0;
    for (const NewTopic& topic : command.topics) {
        if (!topic.assignments.empty())
            total += topic.assignments.size();
        else
            total += static_cast<std::size_t>(
                std::max<std::int64_t>(topic.partitions == -1 ? byDefault : topic.partitions, 0));
    }
    return total;
}

/// The directory of a broker that has only one; zero, so "not known yet", otherwise.
Uuid directoryOf(const BrokerImage* broker) {
    return broker && broker->logDirs.size() == 1 ? broker->logDirs.front() : Uuid{};
}

}  // namespace

/// A topic whose request has been checked.
struct Controller::TopicPlan {
    std::string name;
    Uuid id;
    std::int32_t partitions = 0;
    std::int16_t replicationFactor = 0;
    config::Values settings;
    std::vector<std::vector<BrokerId>> replicas;  ///< of each partition
};

Outcome Controller::checkName(const std::string& name) const {
    if (name == kMetadataTopic)
        return refused(ErrorCode::kTopicAuthorizationFailed, "the topic {} belongs to the controllers", name);
    if (auto valid = checkTopicName(name); !valid) return refused(valid.error());
    if (m_state->topic(name)) return refused(ErrorCode::kTopicAlreadyExists, "topic {} exists already", name);
    if (const auto other = m_collisions.find(collisionKey(name));
        mayCollide(name) && other != m_collisions.end())
        return refused(ErrorCode::kInvalidTopicException,
                       "topic {} collides with topic {}: names must differ in more than '.' and '_'", name,
                       other->second);
    return {};
}

Outcome Controller::planByHand(const NewTopic& topic, TopicPlan& plan) const {
    if (topic.replicationFactor != -1 || topic.partitions != -1)
        return refused(ErrorCode::kInvalidRequest,
                       "replicas were assigned by hand, so partitions and replication factor must be -1");
    std::vector<NewTopic::Assignment> assignments = topic.assignments;
    std::sort(assignments.begin(), assignments.end(),
              [](const auto& a, const auto& b) { return a.partition < b.partition; });
    const std::size_t factor = assignments.front().replicas.size();
    for (std::size_t i = 0; i < assignments.size(); ++i) {
        const auto& [partition, replicas] = assignments[i];
        if (partition.value() != static_cast<std::int32_t>(i))
            return refused(
                ErrorCode::kInvalidReplicaAssignment,
                "partitions must be numbered from 0 without holes, and number {} is missing or repeated", i);
        if (replicas.empty())
            return refused(ErrorCode::kInvalidReplicaAssignment, "partition {} has no replica", partition);
        if (replicas.size() != factor)
            return refused(ErrorCode::kInvalidReplicaAssignment,
                           "partition {} has {} replicas, partition 0 has {}", partition, replicas.size(),
                           factor);
        if (std::set<BrokerId>(replicas.begin(), replicas.end()).size() != replicas.size())
            return refused(ErrorCode::kInvalidReplicaAssignment,
                           "partition {} has two replicas on one broker", partition);
        bool hasActive = false;
        for (const BrokerId id : replicas) {
            const BrokerImage* broker = m_state->broker(id);
            if (!broker)
                return refused(ErrorCode::kInvalidReplicaAssignment,
                               "partition {} has a replica on broker {}, which is not registered", partition,
                               id);
            hasActive |= broker->isActive();
        }
        if (!hasActive)
            return refused(ErrorCode::kInvalidReplicaAssignment,
                           "all brokers of partition {} are fenced or stopping", partition);
        plan.replicas.push_back(replicas);
    }
    plan.partitions = static_cast<std::int32_t>(assignments.size());
    plan.replicationFactor = static_cast<std::int16_t>(factor);
    return {};
}

Outcome Controller::plan(const NewTopic& topic, TopicPlan& plan) const {
    plan.name = topic.name;
    if (Outcome outcome = checkName(topic.name); !outcome.ok()) return outcome;
    for (const NewTopic::Setting& setting : topic.settings) {
        if (!setting.value)
            return refused(ErrorCode::kInvalidConfig, "the setting {} has no value", setting.name);
        if (auto valid = config::validate(config::Scope::kTopic, setting.name, *setting.value); !valid)
            return refused(valid.error());
        plan.settings.insert_or_assign(setting.name, *setting.value);
    }
    if (!topic.assignments.empty()) {
        if (Outcome outcome = planByHand(topic, plan); !outcome.ok()) return outcome;
    } else {
        if (topic.partitions < -1 || topic.partitions == 0)
            return refused(ErrorCode::kInvalidPartitions, "a topic needs at least one partition, not {}",
                           topic.partitions);
        if (topic.replicationFactor < -1 || topic.replicationFactor == 0)
            return refused(ErrorCode::kInvalidReplicationFactor, "a topic needs at least one replica, not {}",
                           topic.replicationFactor);
        const config::Settings& settings = m_options.settings;
        plan.partitions = topic.partitions != -1
                              ? topic.partitions
                              : static_cast<std::int32_t>(settings.integer("num.partitions"));
        plan.replicationFactor =
            topic.replicationFactor != -1
                ? topic.replicationFactor
                : static_cast<std::int16_t>(settings.integer("default.replication.factor"));
    }
    if (plan.replicationFactor > m_options.maxReplicationFactor)
        return refused(ErrorCode::kInvalidReplicationFactor,
                       "a replication factor of {} was asked for, and this cluster keeps at most {} {} of a "
                       "partition: it does not copy records between brokers",
                       plan.replicationFactor, m_options.maxReplicationFactor,
                       m_options.maxReplicationFactor == 1 ? "replica" : "replicas");
    return {};
}

Outcome Controller::place(TopicPlan& plan) {
    if (!plan.replicas.empty()) return {};
    std::vector<PlaceableBroker> brokers;
    m_state->brokers().forEach([&](BrokerId id, const auto& broker) {
        brokers.push_back({.id = id, .rack = broker->rack.value_or(""), .fenced = !broker->isActive()});
    });
    auto placed = placeReplicas(
        {.brokers = brokers, .partitions = plan.partitions, .replicationFactor = plan.replicationFactor},
        m_random);
    if (!placed) return refused(placed.error());
    plan.replicas = *std::move(placed);
    return {};
}

std::vector<Record> Controller::recordsOf(const TopicPlan& plan) const {
    std::vector<Record> records;
    records.reserve(1 + plan.settings.size() + plan.replicas.size());
    records.push_back(TopicRecord{.name = plan.name, .id = plan.id});
    for (const auto& [name, value] : plan.settings)
        records.push_back(ConfigRecord{.resourceType = static_cast<std::int8_t>(ResourceType::kTopic),
                                       .resourceName = plan.name,
                                       .name = name,
                                       .value = value});
    for (std::size_t i = 0; i < plan.replicas.size(); ++i) {
        PartitionRecord partition;
        partition.partition = PartitionIndex{static_cast<std::int32_t>(i)};
        partition.topicId = plan.id;
        partition.replicas = plan.replicas[i];
        for (const BrokerId id : partition.replicas) {
            const BrokerImage* broker = m_state->broker(id);
            partition.directories.push_back(directoryOf(broker));
            if (broker && broker->isActive()) partition.isr.push_back(id);
        }
        CHECK(!partition.isr.empty());
        partition.leader = partition.isr.front();
        records.push_back(std::move(partition));
    }
    return records;
}

CreatedTopic Controller::createTopic(const NewTopic& topic, bool validateOnly, std::vector<Record>& records) {
    CreatedTopic created{.name = topic.name};
    TopicPlan draft;
    created.outcome = plan(topic, draft);
    if (created.outcome.ok() &&
        records.size() + 1 + draft.settings.size() + static_cast<std::size_t>(draft.partitions) >
            kMaxRecordsPerDecision)
        created.outcome =
            refused(ErrorCode::kPolicyViolation,
                    "the request needs more than {} records in one step; ask for less at a time",
                    kMaxRecordsPerDecision);
    if (created.outcome.ok()) created.outcome = place(draft);
    if (!created.outcome.ok()) return created;

    do draft.id = Uuid::random(m_random);
    while (m_state->topic(draft.id));
    std::vector<Record> fresh = recordsOf(draft);
    if (!validateOnly) created.id = draft.id;
    created.partitions = draft.partitions;
    created.replicationFactor = draft.replicationFactor;
    for (const config::Parameter& parameter : config::parameters(config::Scope::kTopic))
        created.settings.push_back(m_options.settings.resolveTopic(parameter, draft.settings));
    records.insert(records.end(), std::make_move_iterator(fresh.begin()),
                   std::make_move_iterator(fresh.end()));
    return created;
}

Decision<CreateTopicsReply> Controller::createTopics(const CreateTopics& command) {
    Decision<CreateTopicsReply> decision;
    std::vector<CreatedTopic>& answers = decision.reply.topics;
    const std::set<std::string> repeated = repeatedNames(command);
    Outcome forAll;
    if (!isActive())
        forAll = refused(ErrorCode::kNotController, "broker {} is not the active controller", m_options.self);
    else if (totalPartitions(command, m_options.settings.integer("num.partitions")) > kMaxRecordsPerDecision)
        forAll = refused(ErrorCode::kPolicyViolation,
                         "the request asks for more than {} partitions in one step; ask for less at a time",
                         kMaxRecordsPerDecision);

    std::set<std::string> answered;
    std::set<std::string> collisions;  // of this request's own topics
    for (const NewTopic& topic : command.topics) {
        if (!answered.insert(topic.name).second) continue;
        if (!forAll.ok()) {
            answers.push_back({.name = topic.name, .outcome = forAll});
        } else if (repeated.contains(topic.name)) {
            answers.push_back({.name = topic.name,
                               .outcome = refused(ErrorCode::kInvalidRequest,
                                                  "the request names topic {} more than once", topic.name)});
        } else if (mayCollide(topic.name) && collisions.contains(collisionKey(topic.name))) {
            answers.push_back({.name = topic.name,
                               .outcome = refused(ErrorCode::kInvalidTopicException,
                                                  "topic {} collides with another one of this request: names "
                                                  "must differ in more than '.' and '_'",
                                                  topic.name)});
        } else {
            answers.push_back(createTopic(topic, command.validateOnly, decision.records));
            if (answers.back().outcome.ok()) collisions.insert(collisionKey(topic.name));
        }
    }
    if (command.validateOnly) decision.records.clear();
    return decision;
}

DeletedTopic Controller::deleteTopic(const TopicReference& reference, std::set<Uuid>& taken) const {
    DeletedTopic deleted{.name = reference.name, .id = reference.id};
    if (reference.name.has_value() == !reference.id.isZero()) {
        deleted.outcome =
            refused(ErrorCode::kInvalidRequest, "a topic is named either by its name or by its id");
        return deleted;
    }
    const TopicImage* topic = reference.name ? m_state->topic(*reference.name) : m_state->topic(reference.id);
    if (!topic) {
        deleted.outcome =
            reference.name
                ? refused(ErrorCode::kUnknownTopicOrPartition, "there is no topic {}", *reference.name)
                : refused(ErrorCode::kUnknownTopicId, "there is no topic with the id {}", reference.id);
        return deleted;
    }
    deleted.name = topic->name;
    deleted.id = topic->id;
    if (taken.contains(topic->id))
        deleted.outcome =
            refused(ErrorCode::kInvalidRequest, "the request names topic {} more than once", topic->name);
    else if (taken.size() == kMaxRecordsPerDecision)
        deleted.outcome = refused(ErrorCode::kPolicyViolation, "at most {} topics are deleted in one step",
                                  kMaxRecordsPerDecision);
    else
        taken.insert(topic->id);
    return deleted;
}

Decision<DeleteTopicsReply> Controller::deleteTopics(const DeleteTopics& command) {
    Decision<DeleteTopicsReply> decision;
    Outcome forAll;
    if (!isActive())
        forAll = refused(ErrorCode::kNotController, "broker {} is not the active controller", m_options.self);
    else if (!m_options.settings.boolean("delete.topic.enable"))
        forAll = refused(ErrorCode::kTopicDeletionDisabled, "deleting topics is switched off");
    std::set<Uuid> taken;
    for (const TopicReference& reference : command.topics) {
        if (!forAll.ok())
            decision.reply.topics.push_back({.name = reference.name, .id = reference.id, .outcome = forAll});
        else
            decision.reply.topics.push_back(deleteTopic(reference, taken));
    }
    for (const Uuid& id : taken) decision.records.push_back(RemoveTopicRecord{.id = id});
    return decision;
}

}  // namespace broker::metadata
