#include <fmt/format.h>

#include "broker/groups/membership.h"

namespace broker::groups {
namespace {

using observe::EventKind;
using wire::SyncGroupRequest;
using wire::SyncGroupResponse;

bool contradicts(const std::optional<std::string>& asked, const std::optional<std::string>& known) {
    return asked && known && *asked != *known;
}

ErrorCode judge(const ClassicGroup& group, const SyncGroupRequest& request) {
    if (const ErrorCode error = group.validate(request.memberId, request.groupInstanceId);
        error != ErrorCode::kNone)
        return error;
    if (request.generationId != group.generation()) return ErrorCode::kIllegalGeneration;
    if (contradicts(request.protocolType, group.protocolType()) ||
        contradicts(request.protocolName, group.protocol()))
        return ErrorCode::kInconsistentGroupProtocol;
    return group.is(GroupState::kPreparingRebalance) ? ErrorCode::kRebalanceInProgress : ErrorCode::kNone;
}

SyncGroupResponse syncError(ErrorCode error) {
    SyncGroupResponse response;
    response.errorCode = error;
    return response;
}

}  // namespace

void Membership::sync(ClassicGroup& group, Ticket ticket, const SyncGroupRequest& request, Turn& turn) {
    if (const ErrorCode error = judge(group, request); error != ErrorCode::kNone)
        return turn.reply(ticket, syncError(error));
    GroupMember& member = *group.member(request.memberId);
    member.lastHeard = turn.now.wall;
    group.touch(member);
    pendingSyncDone(group, member.id);
    if (group.is(GroupState::kStable)) {
        group.diary.handedOut(member, turn.now.wall);
        member.awaitsSync = ticket;
        return answerSync(group, member, ErrorCode::kNone, turn);
    }
    if (member.awaitsSync) turn.refuse(*member.awaitsSync, syncError(ErrorCode::kRebalanceInProgress));
    member.awaitsSync = ticket;
    group.diary.askedToSync(member, turn.now.wall);
    if (!group.isLeader(member.id)) return;

    group.diary.assignmentCame(turn.now.wall);
    AfterAppend::Assign assign{.group = group.id(), .assignments = {}};
    for (const auto& row : request.assignments) assign.assignments[row.memberId] = row.assignment;
    if (m_options.mutant == Mutant::kKeepAssignments)
        for (const auto& [id, one] : group.members())
            if (!one.assignment().empty()) assign.assignments[id] = one.assignment();
    turn.out.records.push_back(
        wire::GroupMetadataRecord{.key = {group.id()}, .value = group.metadata(assign.assignments)});
    turn.after.what = std::move(assign);
}

void Membership::pendingSyncDone(ClassicGroup& group, const std::string& id) {
    group.pendingSync.erase(id);
    if (group.pendingSync.empty()) group.syncTimer.reset();
}

ErrorCode Membership::heartbeat(ClassicGroup& group, const wire::HeartbeatRequest& request, Turn& turn) {
    if (const ErrorCode error = group.validate(request.memberId, request.groupInstanceId);
        error != ErrorCode::kNone)
        return error;
    if (request.generationId != group.generation()) return ErrorCode::kIllegalGeneration;
    heard(group, *group.member(request.memberId), turn);
    return group.is(GroupState::kPreparingRebalance) ? ErrorCode::kRebalanceInProgress : ErrorCode::kNone;
}

void Membership::heard(ClassicGroup& group, GroupMember& member, const Turn& turn) {
    member.lastHeard = turn.now.wall;
    startSession(group, member, std::chrono::milliseconds(member.sessionTimeoutMs), turn);
}

wire::LeaveGroupResponse Membership::leave(ClassicGroup& group, const wire::LeaveGroupRequest& request,
                                           Turn& turn) {
    wire::LeaveGroupResponse response;
    std::vector<std::string> gone;
    for (const auto& member : request.members) {
        const ErrorCode error = leaveOne(group, member, gone, turn);
        response.members.push_back(
            {.memberId = member.memberId, .groupInstanceId = member.groupInstanceId, .errorCode = error});
    }
    if (gone.empty()) return response;
    group.touch();
    const Reason reason{fmt::format("{} left", fmt::join(gone, ", "))};
    if (group.is(GroupState::kStable) || group.is(GroupState::kCompletingRebalance))
        rebalanceOrCompleteJoin(group, reason, turn);
    else
        completeJoinIfAllAreThere(group, turn);
    return response;
}

ErrorCode Membership::leaveOne(ClassicGroup& group, const wire::LeaveGroupRequest::Member& asked,
                               std::vector<std::string>& gone, Turn& turn) {
    std::string id = asked.memberId;
    if (id.empty()) {
        // An administrator names a static member by its instance.
        const std::string* known =
            asked.groupInstanceId ? group.staticMember(*asked.groupInstanceId) : nullptr;
        if (known == nullptr) return ErrorCode::kUnknownMemberId;
        id = *known;
    } else if (group.pendingJoin.contains(id)) {
        group.remove(id);
        gone.push_back(id);
        return ErrorCode::kNone;
    } else if (const ErrorCode error = group.validate(id, asked.groupInstanceId); error != ErrorCode::kNone) {
        return error;
    }
    GroupMember& member = *group.member(id);
    const std::string reason =
        asked.reason && !asked.reason->empty() ? *asked.reason : std::string("it said so");
    turn.tell(EventKind::kMemberLeft, {{"client", member.name()}, {"group", group.id()}, {"reason", reason}});
    gone.push_back(member.name());
    dismiss(group, member, ErrorCode::kUnknownMemberId, turn);
    group.remove(id);
    return ErrorCode::kNone;
}

void Membership::removeAndRebalance(ClassicGroup& group, const std::string& id, const Reason& reason,
                                    Turn& turn) {
    dismiss(group, *group.member(id), ErrorCode::kUnknownMemberId, turn);
    group.remove(id);
    if (group.is(GroupState::kStable) || group.is(GroupState::kCompletingRebalance))
        rebalanceOrCompleteJoin(group, reason, turn);
    else if (group.is(GroupState::kPreparingRebalance) && group.haveAllJoined())
        completeJoin(group, turn);
}

}  // namespace broker::groups
