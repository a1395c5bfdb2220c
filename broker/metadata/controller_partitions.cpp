#include <algorithm>
#include <set>
#include <utility>

#include "broker/metadata/controller.h"
#include "broker/metadata/partition_change.h"
#include "broker/metadata/topic_rules.h"

namespace broker::metadata {
namespace {

template <class... Args>
Outcome refused(ErrorCode code, fmt::format_string<Args...> pattern, Args&&... args) {
    return {code, fmt::format(pattern, std::forward<Args>(args)...)};
}

bool contains(const std::vector<BrokerId>& ids, BrokerId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::vector<BrokerId> idsOf(const std::vector<AlterPartition::Member>& members) {
    std::vector<BrokerId> ids;
    for (const AlterPartition::Member& member : members) ids.push_back(member.broker);
    return ids;
}

Outcome tooLong() {
    return refused(ErrorCode::kOperationNotAttempted,
                   "the request changes more than {} partitions in one step; ask again for the rest",
                   kMaxRecordsPerDecision);
}

/// What the leader is told of a partition after `change`.
AlterPartitionReply::Partition answerOf(const AlterPartition::Partition& asked,
                                        const PartitionImage& partition,
                                        const PartitionChangeRecord& change) {
    AlterPartitionReply::Partition answer{.topicId = asked.topicId,
                                          .index = asked.index,
                                          .outcome = {},
                                          .leader = partition.leader,
                                          .leaderEpoch = partition.leaderEpoch,
                                          .isr = partition.isr,
                                          .recovery = partition.recovery,
                                          .partitionEpoch = partition.partitionEpoch + 1};
    if (change.isr) answer.isr = *change.isr;
    if (change.recovery != LeaderRecoveryState::kUnchanged) answer.recovery = change.recovery;
    return answer;
}

}  // namespace

/// KIP-841, KIP-903: who is not there, or not in the uptime that the leader saw, may not be in sync.
Outcome Controller::checkMembers(const AlterPartition::Partition& asked) const {
    for (const AlterPartition::Member& member : asked.isr) {
        const BrokerImage* broker = m_state->broker(member.broker);
        const auto ineligible = [&](std::string_view why) {
            return refused(ErrorCode::kIneligibleReplica, "broker {} {}", member.broker, why);
        };
        if (!broker) return ineligible("is not registered");
        if (broker->fenced) return ineligible("is fenced");
        if (broker->inControlledShutdown) return ineligible("is stopping");
        if (member.epoch != kNoBrokerEpoch && member.epoch != broker->epoch)
            return ineligible("was seen in another uptime than the one that is registered");
    }
    return {};
}

Outcome Controller::checkAlteration(BrokerId leader, const AlterPartition::Partition& asked,
                                    const PartitionImage& partition) const {
    // Whoever knows more than the controller has heard of it from a later one.
    if (asked.leaderEpoch > partition.leaderEpoch || asked.partitionEpoch > partition.partitionEpoch)
        return refused(ErrorCode::kNotController,
                       "the leader knows leader epoch {} and partition epoch {}, this controller {} and {}",
                       asked.leaderEpoch, asked.partitionEpoch, partition.leaderEpoch,
                       partition.partitionEpoch);
    if (asked.leaderEpoch < partition.leaderEpoch)
        return refused(ErrorCode::kFencedLeaderEpoch, "leader epoch {} was followed by {}", asked.leaderEpoch,
                       partition.leaderEpoch);
    if (leader != partition.leader)
        return refused(ErrorCode::kInvalidRequest, "broker {} leads the partition, not broker {}",
                       partition.leader, leader);
    if (asked.partitionEpoch < partition.partitionEpoch)
        return refused(ErrorCode::kInvalidUpdateVersion, "partition epoch {} was followed by {}",
                       asked.partitionEpoch, partition.partitionEpoch);
    const std::vector<BrokerId> isr = idsOf(asked.isr);
    if (std::set<BrokerId>(isr.begin(), isr.end()).size() != isr.size())
        return refused(ErrorCode::kInvalidRequest, "a replica stands twice in the ISR");
    for (const BrokerId id : isr)
        if (!contains(partition.replicas, id))
            return refused(ErrorCode::kInvalidRequest, "broker {} has no replica of the partition", id);
    if (!contains(isr, leader)) return refused(ErrorCode::kInvalidRequest, "the leader is not in the ISR");
    switch (asked.recovery) {
        case LeaderRecoveryState::kRecovered:
            break;
        case LeaderRecoveryState::kRecovering:
            if (isr.size() > 1)
                return refused(ErrorCode::kInvalidRequest,
                               "while the leader recovers it must be alone in the ISR");
            if (partition.recovery == LeaderRecoveryState::kRecovered)
                return refused(ErrorCode::kInvalidRequest, "the partition has recovered already");
            break;
        default:
            return refused(ErrorCode::kInvalidRequest, "there is no leader recovery state {}",
                           static_cast<int>(asked.recovery));
    }
    return checkMembers(asked);
}

Controller::AlteredPartition Controller::alterPartition(BrokerId leader,
                                                        const AlterPartition::Partition& asked,
                                                        std::vector<Record>& records) const {
    AlteredPartition answer{.topicId = asked.topicId, .index = asked.index};
    const TopicImage* topic = m_state->topic(asked.topicId);
    const PartitionImage* partition = topic ? topic->partition(asked.index) : nullptr;
    if (!topic)
        answer.outcome =
            refused(ErrorCode::kUnknownTopicId, "there is no topic with the id {}", asked.topicId);
    else if (!partition)
        answer.outcome = refused(ErrorCode::kUnknownTopicOrPartition, "topic {} has no partition {}",
                                 topic->name, asked.index);
    else
        answer.outcome = checkAlteration(leader, asked, *partition);
    if (!answer.outcome.ok()) return answer;

    std::optional<PartitionChangeRecord> change =
        decideChange(*partition, {.isr = idsOf(asked.isr), .recovery = asked.recovery}, {.image = *m_state},
                     rulesOf(m_options.settings, *m_state, *topic));
    if (records.size() == kMaxRecordsPerDecision) {
        answer.outcome = tooLong();
        return answer;
    }
    // Whoever asks for the ISR as it is wants earlier requests, whose fate it does not know, to become void:
    // that takes another partition epoch.
    if (!change) change.emplace();
    answer = answerOf(asked, *partition, *change);
    change->partition = asked.index;
    change->topicId = asked.topicId;
    records.push_back(*std::move(change));
    return answer;
}

Decision<AlterPartitionReply> Controller::alterPartition(const AlterPartition& command) {
    Decision<AlterPartitionReply> decision;
    if (!checkedBroker(command.broker, command.epoch, decision.reply.outcome)) return decision;
    std::set<std::pair<Uuid, PartitionIndex>> seen;
    for (const AlterPartition::Partition& asked : command.partitions) {
        if (seen.emplace(asked.topicId, asked.index).second) {
            decision.reply.partitions.push_back(alterPartition(command.broker, asked, decision.records));
        } else {
            decision.reply.partitions.push_back({.topicId = asked.topicId, .index = asked.index});
            decision.reply.partitions.back().outcome =
                refused(ErrorCode::kInvalidRequest, "the request names the partition more than once");
        }
    }
    return decision;
}

Outcome Controller::electLeader(const TopicImage& topic, const PartitionImage& partition, ElectionType type,
                                std::vector<Record>& records) const {
    const bool isUnclean = type == ElectionType::kUnclean;
    const bool isNeeded = isUnclean
                              ? partition.leader == kNoBroker
                              : partition.replicas.empty() || partition.leader != partition.replicas.front();
    if (!isNeeded) return refused(ErrorCode::kElectionNotNeeded, "{} leads already", partition.leader);
    std::optional<PartitionChangeRecord> change = decideChange(
        partition, {.isr = partition.isr, .election = isUnclean ? Election::kUnclean : Election::kPreferred},
        {.image = *m_state}, rulesOf(m_options.settings, *m_state, topic));
    if (!change || change->leader < BrokerId(0)) {
        if (isUnclean) return refused(ErrorCode::kEligibleLeadersNotAvailable, "no replica is alive");
        return refused(ErrorCode::kPreferredLeaderNotAvailable,
                       "the preferred leader is not alive and in sync");
    }
    if (records.size() == kMaxRecordsPerDecision) return tooLong();
    change->partition = partition.index;
    change->topicId = topic.id;
    records.push_back(*std::move(change));
    return {};
}

Outcome Controller::electLeader(const TopicPartition& asked, ElectionType type,
                                std::vector<Record>& records) const {
    const TopicImage* topic = m_state->topic(asked.topic);
    const PartitionImage* partition = topic ? topic->partition(asked.partition) : nullptr;
    if (!partition) return refused(ErrorCode::kUnknownTopicOrPartition, "there is no partition {}", asked);
    return electLeader(*topic, *partition, type, records);
}

Decision<ElectLeadersReply> Controller::electLeaders(const ElectLeaders& command) {
    Decision<ElectLeadersReply> decision;
    ElectLeadersReply& reply = decision.reply;
    if (!isActive()) {
        reply.outcome =
            refused(ErrorCode::kNotController, "broker {} is not the active controller", m_options.self);
        return decision;
    }
    if (command.type != ElectionType::kPreferred && command.type != ElectionType::kUnclean) {
        reply.outcome = refused(ErrorCode::kInvalidRequest, "there is no election type {}",
                                static_cast<int>(command.type));
        return decision;
    }
    if (command.partitions) {
        std::set<TopicPartition> seen;
        for (const TopicPartition& asked : *command.partitions)
            if (seen.insert(asked).second)
                reply.partitions.push_back({asked, electLeader(asked, command.type, decision.records)});
        return decision;
    }
    m_state->topics().forEach([&](const std::string& name, const auto& topic) {
        for (const auto& partition : topic->partitions) {
            Outcome outcome = electLeader(*topic, *partition, command.type, decision.records);
            if (outcome.error != ErrorCode::kElectionNotNeeded)
                reply.partitions.push_back({{name, partition->index}, std::move(outcome)});
        }
    });
    return decision;
}

}  // namespace broker::metadata
