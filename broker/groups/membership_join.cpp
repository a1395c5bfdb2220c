#include <fmt/format.h>

#include "broker/groups/membership.h"

namespace broker::groups {
namespace {

using observe::EventKind;
using wire::JoinGroupRequest;
using wire::JoinGroupResponse;

JoinGroupResponse joinError(std::string memberId, ErrorCode error) {
    JoinGroupResponse response;
    response.memberId = std::move(memberId);
    response.errorCode = error;
    return response;
}

/// The generation as the member shall know it; members, for the leader, are the caller's.
JoinGroupResponse generationFor(const ClassicGroup& group, const std::string& memberId) {
    JoinGroupResponse response;
    response.memberId = memberId;
    response.generationId = group.generation();
    response.protocolType = group.protocolType();
    response.protocolName = group.protocol();
    response.leader = group.leader().value_or("");
    return response;
}

std::vector<JoinGroupResponse::Member> membersOf(const ClassicGroup& group) {
    std::vector<JoinGroupResponse::Member> members;
    members.reserve(group.members().size());
    for (const auto& [id, member] : group.members())
        members.push_back({.memberId = id,
                           .groupInstanceId = member.instanceId,
                           .metadata = toBytes(member.metadata(group.protocol().value_or("")))});
    return members;
}

std::string withClientsReason(std::string text, const JoinGroupRequest& request) {
    if (request.reason && !request.reason->empty()) text += fmt::format(" ({})", *request.reason);
    return text;
}

std::int32_t rebalanceTimeoutOf(const Caller& caller, const JoinGroupRequest& request) {
    return caller.version == 0 ? request.sessionTimeoutMs : request.rebalanceTimeoutMs;
}

}  // namespace

void Membership::join(ClassicGroup& group, Ticket ticket, const Caller& caller,
                      const JoinGroupRequest& request, Turn& turn) {
    group.touch();
    if (!accepts(group, request.memberId)) {
        if (const GroupMember* member = group.member(request.memberId))
            turn.tell(EventKind::kMemberExpelled,
                      {{"client", member->name()},
                       {"group", group.id()},
                       {"reason", fmt::format("the group has {} members already (group.max.size)",
                                              m_options.maxSize)}});
        group.remove(request.memberId);
        turn.reply(ticket, joinError("", ErrorCode::kGroupMaxSizeReached));
    } else if (!group.supports(request.protocolType, withUniqueNames(request.protocols))) {
        turn.reply(ticket, joinError(request.memberId, ErrorCode::kInconsistentGroupProtocol));
    } else if (request.memberId.empty()) {
        joinAsNew(group, ticket, caller, request, turn);
    } else {
        joinAgain(group, ticket, caller, request, turn);
    }
}

bool Membership::accepts(const ClassicGroup& group, const std::string& memberId) const {
    const auto most = static_cast<std::size_t>(m_options.maxSize);
    const GroupMember* member = group.member(memberId);
    switch (group.state()) {
        case GroupState::kEmpty:
        case GroupState::kDead:
            return true;
        case GroupState::kPreparingRebalance:
            // Of a group that is too large, as after the setting was lowered, the last to come again go.
            return (member != nullptr && member->awaitsJoin) || group.awaitingJoin() < most;
        case GroupState::kCompletingRebalance:
        case GroupState::kStable:
            return member != nullptr || group.members().size() < most;
    }
    return false;
}

void Membership::joinAsNew(ClassicGroup& group, Ticket ticket, const Caller& caller,
                           const JoinGroupRequest& request, Turn& turn) {
    const std::string newId = newMemberId(caller, request.groupInstanceId);
    if (request.groupInstanceId) {
        if (const std::string* known = group.staticMember(*request.groupInstanceId))
            staticMemberReturns(group, ticket, caller, request, std::string(*known), newId, turn);
        else
            addMember(group, ticket, caller, request, newId, turn);
    } else if (caller.version >= 4) {
        askForMemberId(group, ticket, newId, request, turn);
    } else {
        addMember(group, ticket, caller, request, newId, turn);
    }
}

void Membership::askForMemberId(ClassicGroup& group, Ticket ticket, const std::string& newId,
                                const JoinGroupRequest& request, Turn& turn) {
    if (group.pendingJoin.size() >= GroupCoordinator::kMaxPendingMembers)
        return turn.reply(ticket, joinError("", ErrorCode::kGroupMaxSizeReached));
    const world::Moment due = turn.now.moment + std::chrono::milliseconds(request.sessionTimeoutMs);
    group.pendingJoin[newId] = due;
    m_deadlines.arm(group, due);
    turn.reply(ticket, joinError(newId, ErrorCode::kMemberIdRequired));
}

void Membership::joinAgain(ClassicGroup& group, Ticket ticket, const Caller& caller,
                           const JoinGroupRequest& request, Turn& turn) {
    const std::string& id = request.memberId;
    if (group.pendingJoin.contains(id)) {
        // Ids are given out to dynamic members only.
        if (request.groupInstanceId) return turn.reply(ticket, joinError(id, ErrorCode::kUnknownServerError));
        return addMember(group, ticket, caller, request, id, turn);
    }
    if (const ErrorCode error = group.validate(id, request.groupInstanceId); error != ErrorCode::kNone)
        return turn.reply(ticket, joinError(id, error));
    GroupMember& member = *group.member(id);
    const bool isSame = member.matches(withUniqueNames(request.protocols));
    const bool isLeader = group.isLeader(id);
    if (group.is(GroupState::kPreparingRebalance))
        return updateAndRebalance(group, member, ticket, caller, request, {""}, turn);
    if (group.is(GroupState::kStable) && isLeader) {
        // So the leader has topics that grew assigned anew.
        return updateAndRebalance(
            group, member, ticket, caller, request,
            {withClientsReason(fmt::format("{}, which assigns, asks for it", member.name()), request)}, turn);
    }
    if (!isSame)
        return updateAndRebalance(
            group, member, ticket, caller, request,
            {withClientsReason(fmt::format("{} changed its subscription or what it owns", member.name()),
                               request)},
            turn);
    // It has missed the answer: the generation as it is.
    JoinGroupResponse response = generationFor(group, id);
    if (isLeader) response.members = membersOf(group);
    turn.reply(ticket, std::move(response));
}

void Membership::addMember(ClassicGroup& group, Ticket ticket, const Caller& caller,
                           const JoinGroupRequest& request, const std::string& id, Turn& turn) {
    GroupMember fresh;
    fresh.id = id;
    fresh.instanceId = request.groupInstanceId;
    fresh.clientId = caller.clientId;
    fresh.host = caller.host;
    fresh.rebalanceTimeoutMs = rebalanceTimeoutOf(caller, request);
    fresh.sessionTimeoutMs = request.sessionTimeoutMs;
    fresh.isNew = true;
    fresh.joined = fresh.lastHeard = turn.now.wall;
    fresh.offer(withUniqueNames(request.protocols), request.protocolType);
    if (group.is(GroupState::kPreparingRebalance) && group.previousState() == GroupState::kEmpty)
        group.hasNewcomers = true;
    GroupMember& member = group.add(std::move(fresh), request.protocolType);
    group.park(member, ticket);
    // It has no id yet to send heartbeats with, so that a client that gave up is forgotten in the end.
    startSession(group, member, m_options.newMemberJoinTimeout, turn);
    group.diary.askedToJoin(member, turn.now.wall);
    turn.tell(EventKind::kMemberJoined, {{"client", member.name()}, {"group", group.id()}, {"member", id}});
    rebalanceOrCompleteJoin(group, {withClientsReason(fmt::format("{} joined", member.name()), request)},
                            turn);
}

void Membership::updateMember(ClassicGroup& group, GroupMember& member, Ticket ticket, const Caller& caller,
                              const JoinGroupRequest& request, const Turn& turn) {
    group.offer(member, withUniqueNames(request.protocols));
    member.rebalanceTimeoutMs = rebalanceTimeoutOf(caller, request);
    member.sessionTimeoutMs = request.sessionTimeoutMs;
    member.lastHeard = turn.now.wall;
    group.park(member, ticket);
    group.diary.askedToJoin(member, turn.now.wall);
}

void Membership::updateAndRebalance(ClassicGroup& group, GroupMember& member, Ticket ticket,
                                    const Caller& caller, const JoinGroupRequest& request,
                                    const Reason& reason, Turn& turn) {
    // A client that asks again on the same connection gave up its first question.
    if (member.awaitsJoin)
        turn.refuse(*member.awaitsJoin, joinError(member.id, ErrorCode::kRebalanceInProgress));
    updateMember(group, member, ticket, caller, request, turn);
    rebalanceOrCompleteJoin(group, reason, turn);
}

void Membership::staticMemberReturns(ClassicGroup& group, Ticket ticket, const Caller& caller,
                                     const JoinGroupRequest& request, const std::string& oldId,
                                     const std::string& newId, Turn& turn) {
    const GroupMember& known = *group.member(oldId);
    const Protocols offers = withUniqueNames(request.protocols);
    if (group.is(GroupState::kStable) && group.selectProtocol(&known, &offers) == group.protocol() &&
        m_options.mutant != Mutant::kRebalanceForReturning) {
        // Nobody else needs to know: it goes on where it was, once its new id is stored.
        wire::GroupMetadataValue value = group.metadata(group.assignments());
        for (auto& row : value.members) {
            if (row.memberId != oldId) continue;
            row.memberId = newId;
            row.clientId = caller.clientId;
            row.clientHost = caller.host;
            row.rebalanceTimeout = rebalanceTimeoutOf(caller, request);
            row.sessionTimeout = request.sessionTimeoutMs;
            for (const auto& offer : offers)
                if (offer.name == group.protocol()) row.subscription = offer.metadata;
        }
        if (value.leader == oldId) value.leader = newId;
        turn.out.records.push_back(wire::GroupMetadataRecord{.key = {group.id()}, .value = std::move(value)});
        turn.after.what = AfterAppend::Replace{group.id(), oldId, newId, ticket, caller, request};
        return;
    }
    GroupMember& member = renameStatic(group, oldId, newId, turn);
    member.clientId = caller.clientId;
    member.host = caller.host;
    updateMember(group, member, ticket, caller, request, turn);
    startSession(group, member, std::chrono::milliseconds(member.sessionTimeoutMs), turn);
    const std::string reason = withClientsReason(
        fmt::format("static member {} came back", request.groupInstanceId.value_or("")), request);
    if (group.is(GroupState::kPreparingRebalance))
        completeJoinIfAllAreThere(group, turn);
    else
        prepare(group, {reason}, turn);
}

GroupMember& Membership::renameStatic(ClassicGroup& group, const std::string& oldId, const std::string& newId,
                                      Turn& turn) {
    dismiss(group, *group.member(oldId), ErrorCode::kFencedInstanceId, turn);
    GroupMember& member = group.rename(oldId, newId);
    member.isNew = false;
    member.joined = member.lastHeard = turn.now.wall;
    turn.tell(EventKind::kMemberReplaced, {{"client", member.name()},
                                           {"instance", member.instanceId.value_or("")},
                                           {"group", group.id()},
                                           {"member", newId}});
    return member;
}

void Membership::replace(ClassicGroup& group, const AfterAppend::Replace& replace, Turn& turn) {
    const std::string leaderBefore = group.leader().value_or("");
    GroupMember& member = renameStatic(group, replace.oldId, replace.newId, turn);
    member.clientId = replace.caller.clientId;
    member.host = replace.caller.host;
    group.offer(member, withUniqueNames(replace.request.protocols));
    member.rebalanceTimeoutMs = rebalanceTimeoutOf(replace.caller, replace.request);
    member.sessionTimeoutMs = replace.request.sessionTimeoutMs;
    heard(group, member, turn);
    JoinGroupResponse response = generationFor(group, replace.newId);
    if (replace.caller.version >= 9) {
        // The leader may look at the members for changes, but assigns nothing (KIP-814).
        response.skipAssignment = group.isLeader(replace.newId);
        if (response.skipAssignment) response.members = membersOf(group);
    } else {
        // An old client that read its own id here would assign: it is told the id that it had.
        response.leader = leaderBefore;
    }
    turn.reply(replace.ticket, std::move(response));
}

void Membership::refuseReplacement(const ClassicGroup& group, Ticket ticket, ErrorCode error,
                                   Turn& turn) const {
    JoinGroupResponse response = generationFor(group, "");
    response.errorCode = toGroupError(error);
    turn.refuse(ticket, std::move(response));
}

std::string Membership::newMemberId(const Caller& caller, const std::optional<std::string>& instanceId) {
    std::string id = (instanceId ? *instanceId : caller.clientId) + "-";
    const Uuid uuid = Uuid::random(m_random);
    for (std::size_t i = 0; i < uuid.bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
        fmt::format_to(std::back_inserter(id), "{:02x}", uuid.bytes[i]);
    }
    return id;
}

void Membership::announceGeneration(ClassicGroup& group, Turn& turn) {
    const std::vector<JoinGroupResponse::Member> members = membersOf(group);
    for (const auto& [id, unused] : group.members()) {
        GroupMember& member = *group.member(id);
        if (const std::optional<Ticket> ticket = group.takeJoin(member)) {
            JoinGroupResponse response = generationFor(group, id);
            if (group.isLeader(id)) response.members = members;
            turn.reply(*ticket, std::move(response));
        }
        startSession(group, member, std::chrono::milliseconds(member.sessionTimeoutMs), turn);
        member.isNew = false;
        group.pendingSync.insert(id);
    }
    const world::Moment due = turn.now.moment + group.rebalanceTimeout();
    group.syncTimer = ClassicGroup::SyncTimer{due};
    m_deadlines.arm(group, due);
}

void Membership::dismiss(ClassicGroup& group, GroupMember& member, ErrorCode error, Turn& turn) {
    if (const std::optional<Ticket> ticket = group.takeJoin(member)) {
        const bool keepsItsId = error != ErrorCode::kUnknownMemberId;
        turn.refuse(*ticket, joinError(keepsItsId ? member.id : "", error));
    }
    if (member.awaitsSync) answerSync(group, member, error, turn);
}

}  // namespace broker::groups
