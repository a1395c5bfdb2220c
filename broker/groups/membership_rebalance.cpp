#include <algorithm>

#include <fmt/format.h>

#include "broker/groups/membership.h"

namespace broker::groups {
namespace {

using namespace std::chrono_literals;
using observe::EventKind;

/// A rebalance that nobody came to is tried again after this long at least.
constexpr world::Duration kLeastJoinRetry = 100ms;

std::int64_t millisecondsBetween(Timestamp from, Timestamp to) {
    return from == kNoTimestamp || to == kNoTimestamp ? 0 : to - from;
}

}  // namespace

void Membership::rebalanceOrCompleteJoin(ClassicGroup& group, const Reason& reason, Turn& turn) {
    if (canRebalance(group.state()))
        prepare(group, reason, turn);
    else
        completeJoinIfAllAreThere(group, turn);
}

void Membership::prepare(ClassicGroup& group, const Reason& reason, Turn& turn) {
    if (group.is(GroupState::kCompletingRebalance)) {
        // Whoever waits for an assignment of this generation is sent to join again.
        propagate(group, ErrorCode::kRebalanceInProgress, turn);
    }
    group.pendingSync.clear();
    group.syncTimer.reset();

    const bool isInitial = group.is(GroupState::kEmpty);
    group.diary.began(reason.text, group.generation(), group.members(), turn.now.wall);
    for (const auto& [id, member] : group.members())
        if (member.awaitsJoin) group.diary.askedToJoin(member, turn.now.wall);
    turn.tell(EventKind::kGroupRebalancing, {{"group", group.id()}, {"reason", reason.text}});
    group.transitionTo(GroupState::kPreparingRebalance, turn.now.wall);
    if (isInitial) {
        // Others are likely to come in a moment: it would be a pity to assign everything to the first.
        const world::Duration delay = m_options.initialRebalanceDelay;
        group.hasNewcomers = false;
        armJoin(group, {.due = turn.now.moment + delay,
                        .isInitial = true,
                        .delay = delay,
                        .remaining = std::max(group.rebalanceTimeout() - delay, world::Duration{0})});
    } else if (group.haveAllJoined()) {
        completeJoin(group, turn);
    } else {
        armJoin(group, {.due = turn.now.moment + group.rebalanceTimeout()});
    }
}

void Membership::initialDelayEnded(ClassicGroup& group, const ClassicGroup::JoinTimer& timer, Turn& turn) {
    if (!group.hasNewcomers || timer.remaining == world::Duration{0}) return completeJoin(group, turn);
    group.hasNewcomers = false;
    const world::Duration delay = std::min(m_options.initialRebalanceDelay, timer.remaining);
    armJoin(group, {.due = turn.now.moment + delay,
                    .isInitial = true,
                    .delay = delay,
                    .remaining = std::max(timer.remaining - timer.delay, world::Duration{0})});
}

void Membership::completeJoinIfAllAreThere(ClassicGroup& group, Turn& turn) {
    // The initial delay is waited for in any case.
    if (!group.is(GroupState::kPreparingRebalance) || group.previousState() == GroupState::kEmpty) return;
    if (group.haveAllJoined()) completeJoin(group, turn);
}

void Membership::completeJoin(ClassicGroup& group, Turn& turn) {
    group.joinTimer.reset();
    expelWhoDidNotJoin(group, turn);
    if (!group.electJoinedLeader() && !group.members().empty()) {
        // Static members all, and none of them is here: their sessions decide.
        armJoin(group, {.due = turn.now.moment + std::max(group.rebalanceTimeout(), kLeastJoinRetry)});
        return;
    }
    group.beginNextGeneration(turn.now.wall);
    group.diary.joined(group.generation(), group.protocol().value_or(""), group.members(), turn.now.wall);
    if (group.is(GroupState::kEmpty))
        becomeEmpty(group, turn);
    else
        announceGeneration(group, turn);
}

void Membership::expelWhoDidNotJoin(ClassicGroup& group, Turn& turn) {
    std::vector<std::string> missing;
    for (const auto& [id, member] : group.members())
        if (!member.awaitsJoin && !member.isStatic()) missing.push_back(id);
    for (const std::string& id : missing) {
        const GroupMember& member = *group.member(id);
        turn.tell(EventKind::kMemberExpelled,
                  {{"client", member.name()},
                   {"group", group.id()},
                   {"reason", fmt::format("it did not join again within {} ms (max.poll.interval.ms)",
                                          group.rebalanceTimeout() / std::chrono::milliseconds(1))}});
        group.remove(id);
    }
}

void Membership::becomeEmpty(ClassicGroup& group, Turn& turn) {
    group.diary.completed(group.members(), turn.now.wall);
    group.touch();
    // If this is not stored, the generation before comes back with the next coordinator, and its members are
    // expelled there when nobody hears of them.
    turn.out.records.push_back(wire::GroupMetadataRecord{.key = {group.id()}, .value = group.metadata({})});
    turn.tell(EventKind::kGroupEmptied, {{"group", group.id()}});
}

void Membership::assign(ClassicGroup& group, const std::map<std::string, Bytes>& assignments, Turn& turn) {
    for (const auto& [id, unused] : group.members()) {
        const auto found = assignments.find(id);
        group.assign(*group.member(id), found == assignments.end() ? Bytes{} : found->second);
    }
    propagate(group, ErrorCode::kNone, turn);
    group.transitionTo(GroupState::kStable, turn.now.wall);
    group.diary.completed(group.members(), turn.now.wall);
    group.touch();
    const observe::RebalanceSnapshot& last = group.diary.last();
    turn.tell(EventKind::kGroupRebalanced,
              {{"group", group.id()},
               {"generation", fmt::format("{}", group.generation())},
               {"members", fmt::format("{}", group.members().size())},
               {"moved", fmt::format("{}", last.moved)},
               {"joining", fmt::format("{}", millisecondsBetween(last.began, last.joined))},
               {"assigning", fmt::format("{}", millisecondsBetween(last.joined, last.completed))}});
}

void Membership::refuseAssignment(ClassicGroup& group, ErrorCode error, Turn& turn) {
    propagate(group, toGroupError(error), turn);
    rebalanceOrCompleteJoin(group, {fmt::format("the assignment could not be stored: {}", errorName(error))},
                            turn);
}

/// Answers everybody who waits for an assignment; an error takes back what they had.
void Membership::propagate(ClassicGroup& group, ErrorCode error, Turn& turn) {
    for (const auto& [id, unused] : group.members()) {
        GroupMember& member = *group.member(id);
        if (error != ErrorCode::kNone) group.assign(member, {});
        if (!member.awaitsSync) continue;
        answerSync(group, member, error, turn);
        // Its session stood still while it waited.
        startSession(group, member, std::chrono::milliseconds(member.sessionTimeoutMs), turn);
    }
}

void Membership::answerSync(ClassicGroup& group, GroupMember& member, ErrorCode error, Turn& turn) {
    wire::SyncGroupResponse response;
    response.errorCode = error;
    if (error == ErrorCode::kNone) {
        response.protocolType = group.protocolType();
        response.protocolName = group.protocol();
        response.assignment = member.assignment();
        group.diary.handedOut(member, turn.now.wall);
    }
    const Ticket ticket = *member.awaitsSync;
    member.awaitsSync.reset();
    group.touch(member);
    if (error == ErrorCode::kNone)
        turn.reply(ticket, std::move(response));
    else
        turn.refuse(ticket, std::move(response));
}

void Membership::syncTimeEnded(ClassicGroup& group, Turn& turn) {
    group.syncTimer.reset();
    const bool matters = group.is(GroupState::kCompletingRebalance) || group.is(GroupState::kStable);
    if (!matters || group.pendingSync.empty()) return;
    const std::set<std::string> missing = group.pendingSync;
    std::vector<std::string> names;
    for (const std::string& id : missing) {
        const GroupMember& member = *group.member(id);
        names.push_back(member.name());
        turn.tell(EventKind::kMemberExpelled,
                  {{"client", member.name()},
                   {"group", group.id()},
                   {"reason", fmt::format("it did not ask for its assignment within {} ms "
                                          "(max.poll.interval.ms)",
                                          group.rebalanceTimeout() / std::chrono::milliseconds(1))}});
        group.remove(id);
    }
    prepare(group, {fmt::format("{} did not ask for an assignment", fmt::join(names, ", "))}, turn);
}

ErrorCode toGroupError(ErrorCode appendError) {
    switch (appendError) {
        case ErrorCode::kUnknownTopicOrPartition:
        case ErrorCode::kNotEnoughReplicas:
        case ErrorCode::kNotEnoughReplicasAfterAppend:
        case ErrorCode::kRequestTimedOut:
            return ErrorCode::kCoordinatorNotAvailable;
        case ErrorCode::kNotLeaderOrFollower:
        case ErrorCode::kKafkaStorageError:
            return ErrorCode::kNotCoordinator;
        case ErrorCode::kMessageTooLarge:
        case ErrorCode::kRecordListTooLarge:
        case ErrorCode::kInvalidFetchSize:
            return ErrorCode::kUnknownServerError;
        default:
            return appendError;
    }
}

}  // namespace broker::groups
