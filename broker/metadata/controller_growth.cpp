#include <algorithm>
#include <set>
#include <utility>

#include "broker/base/check.h"
#include "broker/metadata/controller.h"
#include "broker/metadata/placement.h"
#include "broker/metadata/topic_names.h"

namespace broker::metadata {
namespace {

using Assignments = std::vector<std::vector<BrokerId>>;

template <class... Args>
Outcome refused(ErrorCode code, fmt::format_string<Args...> pattern, Args&&... args) {
    return {code, fmt::format(pattern, std::forward<Args>(args)...)};
}

/// The directory of a broker that has only one; zero, so "not known yet", otherwise.
Uuid directoryOf(const BrokerImage* broker) {
    return broker && broker->logDirs.size() == 1 ? broker->logDirs.front() : Uuid{};
}

PartitionRecord recordOf(const MetadataImage& image, const TopicImage& topic, std::size_t index,
                         const std::vector<BrokerId>& replicas) {
    PartitionRecord partition;
    partition.partition = PartitionIndex{static_cast<std::int32_t>(index)};
    partition.topicId = topic.id;
    partition.replicas = replicas;
    for (const BrokerId id : replicas) {
        const BrokerImage* broker = image.broker(id);
        partition.directories.push_back(directoryOf(broker));
        if (broker && broker->isActive()) partition.isr.push_back(id);
    }
    CHECK(!partition.isr.empty());
    partition.leader = partition.isr.front();
    return partition;
}

}  // namespace

Outcome Controller::growByHand(const TopicImage& topic, const Assignments& assignments) const {
    const std::size_t factor = topic.partitions.front()->replicas.size();
    for (const std::vector<BrokerId>& replicas : assignments) {
        if (replicas.size() != factor)
            return refused(ErrorCode::kInvalidReplicaAssignment,
                           "a partition was given {} replicas, those of topic {} have {}", replicas.size(),
                           topic.name, factor);
        if (std::set<BrokerId>(replicas.begin(), replicas.end()).size() != replicas.size())
            return refused(ErrorCode::kInvalidReplicaAssignment,
                           "a partition was given two replicas on one broker");
        bool hasActive = false;
        for (const BrokerId id : replicas) {
            const BrokerImage* broker = m_state->broker(id);
            if (!broker)
                return refused(ErrorCode::kInvalidReplicaAssignment,
                               "a partition was given a replica on broker {}, which is not registered", id);
            hasActive |= broker->isActive();
        }
        if (!hasActive)
            return refused(ErrorCode::kInvalidReplicaAssignment,
                           "all brokers of a partition are fenced or stopping");
    }
    return {};
}

Outcome Controller::grow(const CreatePartitions::Topic& asked, std::vector<Record>& records) {
    const TopicImage* topic = m_state->topic(asked.name);
    if (!topic) return refused(ErrorCode::kUnknownTopicOrPartition, "there is no topic {}", asked.name);
    const auto before = static_cast<std::int64_t>(topic->partitions.size());
    if (asked.count == before)
        return refused(ErrorCode::kInvalidPartitions, "topic {} has {} partitions already", asked.name,
                       before);
    if (asked.count < before)
        return refused(
            ErrorCode::kInvalidPartitions,
            "topic {} has {} partitions and cannot shrink to {}: the records of those would be lost",
            asked.name, before, asked.count);
    const auto added = static_cast<std::size_t>(asked.count - before);
    if (asked.assignments && asked.assignments->size() != added)
        return refused(ErrorCode::kInvalidReplicaAssignment,
                       "{} partitions are to be added, and replicas were assigned for {}", added,
                       asked.assignments->size());
    if (added > kMaxRecordsPerDecision - std::min(records.size(), kMaxRecordsPerDecision))
        return refused(ErrorCode::kPolicyViolation,
                       "the request asks for more than {} partitions in one step; ask for less at a time",
                       kMaxRecordsPerDecision);
    Assignments replicas = asked.assignments.value_or(Assignments());
    if (asked.assignments) {
        if (Outcome outcome = growByHand(*topic, replicas); !outcome.ok()) return outcome;
    } else {
        std::vector<PlaceableBroker> brokers;
        m_state->brokers().forEach([&](BrokerId id, const auto& broker) {
            brokers.push_back({.id = id, .rack = broker->rack.value_or(""), .fenced = !broker->isActive()});
        });
        const std::size_t factor = topic->partitions.front()->replicas.size();
        auto placed = placeReplicas({.brokers = brokers,
                                     .partitions = static_cast<std::int32_t>(added),
                                     .replicationFactor = static_cast<std::int16_t>(factor)},
                                    m_random);
        if (!placed) return {toWire(placed.error().code), placed.error().detail};
        replicas = *std::move(placed);
    }
    for (std::size_t i = 0; i < added; ++i)
        records.emplace_back(recordOf(*m_state, *topic, topic->partitions.size() + i, replicas[i]));
    return {};
}

Decision<CreatePartitionsReply> Controller::createPartitions(const CreatePartitions& command) {
    Decision<CreatePartitionsReply> decision;
    std::map<std::string, int> times;
    for (const CreatePartitions::Topic& topic : command.topics) ++times[topic.name];
    std::set<std::string> answered;
    for (const CreatePartitions::Topic& topic : command.topics) {
        if (!answered.insert(topic.name).second) continue;
        CreatePartitionsReply::Topic& answer = decision.reply.topics.emplace_back();
        answer.name = topic.name;
        if (!isActive())
            answer.outcome =
                refused(ErrorCode::kNotController, "broker {} is not the active controller", m_options.self);
        else if (times[topic.name] > 1)
            answer.outcome =
                refused(ErrorCode::kInvalidRequest, "the request names topic {} more than once", topic.name);
        else
            answer.outcome = grow(topic, decision.records);
        if (answer.outcome.ok()) answer.partitions = topic.count;
    }
    if (command.validateOnly) decision.records.clear();
    return decision;
}

}  // namespace broker::metadata
