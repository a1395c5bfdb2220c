#include <fmt/format.h>

#include "broker/base/check.h"
#include "broker/groups/classic_group.h"
#include "broker/groups/failed_response.h"
#include "broker/groups/group_coordinator.h"
#include "broker/groups/group_partition.h"
#include "broker/groups/membership.h"
#include "broker/groups/turn.h"

// Committed offsets: committing, fetching, deleting, expiring.
namespace broker::groups {
namespace {

using observe::EventKind;
using wire::OffsetCommitRequest;
using wire::OffsetCommitResponse;
using wire::OffsetFetchRequest;
using wire::OffsetFetchResponse;

wire::OffsetCommitRecord endOf(const std::string& group, const std::string& topic, PartitionIndex partition) {
    return {.key = {group, topic, partition}, .value = std::nullopt};
}

wire::OffsetCommitRecord recordOf(const OffsetCommitRequest& request, const OffsetCommitRequest::Topic& topic,
                                  const OffsetCommitRequest::Partition& partition, Timestamp now) {
    wire::OffsetCommitRecord record{.key = {request.groupId, topic.name, partition.partitionIndex},
                                    .value = wire::OffsetCommitValue{}};
    record.value->offset = partition.committedOffset;
    record.value->leaderEpoch = partition.committedLeaderEpoch;
    record.value->metadata = partition.committedMetadata.value_or("");
    record.value->commitTimestamp = now;
    record.value->topicId = topic.topicId;
    if (request.retentionTimeMs != -1) record.value->expireTimestamp = now + request.retentionTimeMs;
    return record;
}

/// Both topics are known, and they are two.
bool isOfAnotherTopic(const Uuid& committed, const Uuid& asked) {
    return !committed.isZero() && !asked.isZero() && committed != asked;
}

OffsetFetchResponse::Partition fetched(PartitionIndex partition, const wire::OffsetCommitValue* value) {
    OffsetFetchResponse::Partition row;
    row.partitionIndex = partition;
    row.committedOffset = value == nullptr ? Offset{-1} : value->offset;
    row.committedLeaderEpoch = value == nullptr ? kNoLeaderEpoch : value->leaderEpoch;
    row.metadata = value == nullptr ? "" : value->metadata;
    return row;
}

std::vector<OffsetFetchResponse::Topic> everything(const ClassicGroup& group) {
    std::vector<OffsetFetchResponse::Topic> topics;
    group.offsets.each([&](const std::string& topic, PartitionIndex partition, const auto& value) {
        if (topics.empty() || topics.back().name != topic)
            topics.push_back({.name = topic, .topicId = value.topicId, .partitions = {}});
        topics.back().partitions.push_back(fetched(partition, &value));
    });
    return topics;
}

OffsetFetchResponse::Topic fetchedTopic(const ClassicGroup* group, const OffsetFetchRequest::Topic& asked) {
    OffsetFetchResponse::Topic topic{.name = asked.name, .topicId = asked.topicId, .partitions = {}};
    for (const PartitionIndex partition : asked.partitionIndexes) {
        const wire::OffsetCommitValue* value =
            group == nullptr ? nullptr : group->offsets.find(asked.name, partition);
        if (value != nullptr && isOfAnotherTopic(value->topicId, asked.topicId)) value = nullptr;
        topic.partitions.push_back(fetched(partition, value));
    }
    return topic;
}

}  // namespace

// Committing.

ErrorCode GroupCoordinator::judgeCommit(const ClassicGroup* group, const Caller& caller,
                                        const OffsetCommitRequest& request) const {
    const GenerationId generation = request.generationIdOrMemberEpoch;
    const bool isNobodys = generation < GenerationId{0};
    if (group == nullptr) {
        if (isNobodys) return ErrorCode::kNone;
        return caller.version >= 9 ? ErrorCode::kGroupIdNotFound : ErrorCode::kIllegalGeneration;
    }
    const bool isEmpty = group->is(GroupState::kEmpty);
    if (isNobodys && isEmpty) return ErrorCode::kNone;
    if (m_options.mutant == Mutant::kAcceptStrangers) return ErrorCode::kNone;
    if (isNobodys && request.memberId.empty() && !request.groupInstanceId) return ErrorCode::kUnknownMemberId;
    if (const ErrorCode error = group->validate(request.memberId, request.groupInstanceId);
        error != ErrorCode::kNone)
        return error;
    if (generation != group->generation()) return ErrorCode::kIllegalGeneration;
    return group->is(GroupState::kCompletingRebalance) ? ErrorCode::kRebalanceInProgress : ErrorCode::kNone;
}

void GroupCoordinator::tellRefusedCommit(const ClassicGroup* group, const Caller& caller,
                                         const OffsetCommitRequest& request, ErrorCode error,
                                         Turn& turn) const {
    std::string reason;
    if (group == nullptr)
        reason = "there is no such group";
    else if (error == ErrorCode::kIllegalGeneration)
        reason = fmt::format("they are of generation {}, and the group is in {}",
                             request.generationIdOrMemberEpoch, group->generation());
    else if (error == ErrorCode::kFencedInstanceId)
        reason = fmt::format("another client is static member {} now", request.groupInstanceId.value_or(""));
    else if (error == ErrorCode::kRebalanceInProgress)
        reason = "the group rebalances";
    else
        reason = "it is no member of the group";
    turn.tell(EventKind::kCommitRefused, {{"broker", fmt::format("{}", m_options.self)},
                                          {"group", request.groupId},
                                          {"client", caller.clientId},
                                          {"reason", reason}});
}

Outcome GroupCoordinator::commitOffsets(Ticket ticket, const Caller& caller,
                                        const OffsetCommitRequest& request, Now now) {
    Turn turn = begin(now);
    ClassicGroup* group = find(request.groupId);
    const ErrorCode error = judgeCommit(group, caller, request);
    const auto most = static_cast<std::size_t>(m_options.maxOffsetMetadata);
    OffsetCommitResponse response;
    for (const auto& topic : request.topics) {
        response.topics.push_back({.name = topic.name, .topicId = topic.topicId, .partitions = {}});
        for (const auto& partition : topic.partitions) {
            const bool isTooLong = javaLength(partition.committedMetadata.value_or("")) > most;
            const ErrorCode own = isTooLong ? ErrorCode::kOffsetMetadataTooLarge : ErrorCode::kNone;
            response.topics.back().partitions.push_back({partition.partitionIndex, own});
            if (error == ErrorCode::kNone && !isTooLong)
                turn.out.records.push_back(recordOf(request, topic, partition, now.wall));
        }
    }
    if (error != ErrorCode::kNone) {
        tellRefusedCommit(group, caller, request, error, turn);
        turn.reply(ticket, failed(std::move(response), error));
        return finish(std::move(turn));
    }
    // A commit says that the member is alive, as a heartbeat does.
    if (GroupMember* member = group == nullptr ? nullptr : group->member(request.memberId))
        m_membership->heard(*group, *member, turn);
    if (turn.out.records.empty()) {
        turn.reply(ticket, std::move(response));
        return finish(std::move(turn));
    }
    turn.after.what = AfterAppend::Answer{ticket, std::move(response)};
    if (group != nullptr) ++group->commits;
    return finish(std::move(turn));
}

// Fetching.

Outcome GroupCoordinator::fetchOffsets(Ticket ticket, const OffsetFetchRequest::Group& request) const {
    const ClassicGroup* group = find(request.groupId);
    OffsetFetchResponse::Group response;
    response.groupId = request.groupId;
    if (request.topics) {
        for (const auto& topic : *request.topics) response.topics.push_back(fetchedTopic(group, topic));
    } else if (group != nullptr) {
        response.topics = everything(*group);
    }
    Outcome outcome;
    outcome.replies.push_back({ticket, std::move(response), m_replayedEnd});
    return outcome;
}

// Deleting.

Outcome GroupCoordinator::deleteOffsets(Ticket ticket, const wire::OffsetDeleteRequest& request, Now now) {
    Turn turn = begin(now);
    wire::OffsetDeleteResponse response;
    const ClassicGroup* group = find(request.groupId);
    if (request.groupId.empty())
        response.errorCode = ErrorCode::kInvalidGroupId;
    else if (group == nullptr)
        response.errorCode = ErrorCode::kGroupIdNotFound;
    else if (!group->is(GroupState::kEmpty) && !group->isConsumerGroup())
        response.errorCode = ErrorCode::kNonEmptyGroup;
    if (response.errorCode != ErrorCode::kNone) {
        turn.reply(ticket, std::move(response));
        return finish(std::move(turn));
    }
    for (const auto& topic : request.topics) {
        const bool isRead = group->isSubscribedTo(topic.name);
        response.topics.push_back({.name = topic.name, .partitions = {}});
        for (const auto& [partition] : topic.partitions) {
            const ErrorCode error = isRead ? ErrorCode::kGroupSubscribedToTopic : ErrorCode::kNone;
            response.topics.back().partitions.push_back({partition, error});
            if (!isRead && group->offsets.find(topic.name, partition) != nullptr)
                turn.out.records.push_back(endOf(group->id(), topic.name, partition));
        }
    }
    if (turn.out.records.empty())
        turn.reply(ticket, std::move(response));
    else
        turn.after.what = AfterAppend::Answer{ticket, std::move(response)};
    return finish(std::move(turn));
}

Outcome GroupCoordinator::topicDeleted(const std::string& topic, const Uuid& id, Now now) {
    Turn turn = begin(now);
    turn.out.isAtomic = false;
    for (const auto& [name, group] : m_groups) {
        const CommittedOffsets::Partitions* partitions = group->offsets.topic(topic);
        if (partitions == nullptr) continue;
        std::size_t count = 0;
        for (const auto& [partition, value] : *partitions) {
            if (isOfAnotherTopic(value.topicId, id)) continue;
            turn.out.records.push_back(endOf(name, topic, partition));
            ++count;
        }
        if (count == 0) continue;
        turn.tellOnceAppended(EventKind::kOffsetsExpired,
                              {{"group", name},
                               {"offsets", fmt::format("{}", count)},
                               {"reason", fmt::format("topic {} was deleted", topic)}});
    }
    return finish(std::move(turn));
}

// Expiring.

void GroupCoordinator::expireOffsets(Turn& turn) {
    for (const auto& [id, group] : m_groups) expireOffsetsOf(*group, turn);
}

void GroupCoordinator::expireOffsetsOf(const ClassicGroup& group, Turn& turn) {
    std::size_t expired = 0;
    group.offsets.each([&](const std::string& topic, PartitionIndex partition, const auto& value) {
        if (group.isSubscribedTo(topic)) return;
        const std::optional<Timestamp> since = group.unusedSince(value);
        if (!since) return;
        const bool isOver = value.expireTimestamp != kNoTimestamp
                                ? turn.now.wall >= value.expireTimestamp
                                : turn.now.wall - *since >= m_options.offsetsRetentionMs;
        if (!isOver) return;
        turn.out.records.push_back(endOf(group.id(), topic, partition));
        ++expired;
    });
    const std::int64_t minutes = m_options.offsetsRetentionMs / 60'000;
    if (expired > 0)
        turn.tellOnceAppended(
            EventKind::kOffsetsExpired,
            {{"group", group.id()},
             {"offsets", fmt::format("{}", expired)},
             {"reason",
              fmt::format("nobody used them for {} minutes (offsets.retention.minutes)", minutes)}});
    if (expired != group.offsets.count() || !group.is(GroupState::kEmpty) || !group.pendingJoin.empty())
        return;
    turn.out.records.push_back(wire::GroupMetadataRecord{.key = {group.id()}, .value = std::nullopt});
    turn.tellOnceAppended(EventKind::kGroupDeleted,
                          {{"group", group.id()}, {"reason", "it has neither members nor offsets"}});
}

}  // namespace broker::groups
