#include "broker/groups/group_coordinator.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"
#include "broker/groups/classic_group.h"
#include "broker/groups/deadline_queue.h"
#include "broker/groups/failed_response.h"
#include "broker/groups/membership.h"
#include "broker/groups/turn.h"

namespace broker::groups {

using observe::EventKind;

GroupCoordinator::GroupCoordinator(Options options, Random random)
    : m_options(options)
    , m_random(random)
    , m_deadlines(std::make_unique<DeadlineQueue>())
    , m_membership(std::make_unique<Membership>(m_options, m_random, *m_deadlines)) {}

GroupCoordinator::~GroupCoordinator() = default;

void GroupCoordinator::configure(const Options& options) { m_options = options; }

// The log.

void GroupCoordinator::replay(const wire::GroupRecord& record, Offset offset) {
    if (const auto* commit = std::get_if<wire::OffsetCommitRecord>(&record)) replayOffset(*commit);
    if (const auto* group = std::get_if<wire::GroupMetadataRecord>(&record)) replayGroup(*group);
    m_replayedEnd = offset + 1;
}

void GroupCoordinator::replayOffset(const wire::OffsetCommitRecord& record) {
    const wire::OffsetCommitKey& key = record.key;
    if (record.value) {
        ClassicGroup& group = findOrCreate(key.group, record.value->commitTimestamp);
        if (m_options.mutant == Mutant::kLoadFirstValues && !m_isLoaded &&
            group.offsets.find(key.topic, key.partition) != nullptr)
            return;
        group.offsets.set(key.topic, key.partition, *record.value);
        group.touch();
    } else if (ClassicGroup* group = find(key.group)) {
        group->offsets.erase(key.topic, key.partition);
        group->touch();
    }
}

void GroupCoordinator::replayGroup(const wire::GroupMetadataRecord& record) {
    const std::string& id = record.key.group;
    if (record.value) {
        findOrCreate(id, record.value->currentStateTimestamp).stored =
            std::make_shared<const wire::GroupMetadataValue>(*record.value);
        return;
    }
    ClassicGroup* group = find(id);
    if (group == nullptr) return;
    m_deadlines->remove(*group);
    // Offsets that are not ended live on without a group.
    CommittedOffsets left = std::move(group->offsets);
    const Timestamp since = group->since();
    m_groups.erase(id);
    if (!left.isEmpty()) findOrCreate(id, since).offsets = std::move(left);
}

Outcome GroupCoordinator::loaded(Now now) {
    CHECK(!m_isLoaded);
    m_isLoaded = true;
    Turn turn = begin(now);
    turn.out.isAtomic = false;
    for (const auto& [id, group] : m_groups) {
        group->load(now.wall);
        m_membership->loaded(*group, turn);
    }
    m_nextOffsetsCheck = now.moment + m_options.offsetsCheckInterval;
    return finish(std::move(turn));
}

Outcome GroupCoordinator::appended() {
    CHECK(m_after);
    const std::unique_ptr<AfterAppend> after = std::move(m_after);
    Turn turn = begin(after->now);
    turn.out.events = std::move(after->events);
    if (auto* join = std::get_if<AfterAppend::Join>(&after->what))
        m_membership->join(*find(join->group), join->ticket, join->caller, join->request, turn);
    if (auto* assign = std::get_if<AfterAppend::Assign>(&after->what))
        m_membership->assign(*find(assign->group), assign->assignments, turn);
    if (auto* replace = std::get_if<AfterAppend::Replace>(&after->what))
        m_membership->replace(*find(replace->group), *replace, turn);
    if (auto* answer = std::get_if<AfterAppend::Answer>(&after->what))
        turn.reply(answer->ticket, std::move(answer->response));
    return finish(std::move(turn));
}

Outcome GroupCoordinator::refused(ErrorCode error) {
    CHECK(m_after && error != ErrorCode::kNone);
    const std::unique_ptr<AfterAppend> after = std::move(m_after);
    Turn turn = begin(after->now);
    if (auto* join = std::get_if<AfterAppend::Join>(&after->what))
        turn.refuse(join->ticket, failed(wire::JoinGroupResponse{}, toGroupError(error)));
    if (auto* assign = std::get_if<AfterAppend::Assign>(&after->what))
        m_membership->refuseAssignment(*find(assign->group), error, turn);
    if (auto* replace = std::get_if<AfterAppend::Replace>(&after->what))
        m_membership->refuseReplacement(*find(replace->group), replace->ticket, error, turn);
    if (auto* answer = std::get_if<AfterAppend::Answer>(&after->what))
        turn.refuse(answer->ticket, failed(std::move(answer->response), toGroupError(error)));
    return finish(std::move(turn));
}

Outcome GroupCoordinator::unload(Now now) {
    Outcome left;
    // What was appended and not settled is the next leader's to tell.
    if (m_after) left = refused(ErrorCode::kNotLeaderOrFollower);
    m_after.reset();
    Turn turn = begin(now);
    for (const auto& [id, group] : m_groups) m_membership->unload(*group, turn);
    Outcome outcome = finish(std::move(turn));
    outcome.replies.insert(outcome.replies.begin(), std::make_move_iterator(left.replies.begin()),
                           std::make_move_iterator(left.replies.end()));
    m_nextOffsetsCheck.reset();
    return outcome;
}

// Requests of members.

Outcome GroupCoordinator::join(Ticket ticket, const Caller& caller, wire::JoinGroupRequest request, Now now) {
    Turn turn = begin(now);
    const auto refuse = [&](ErrorCode error) {
        wire::JoinGroupResponse response;
        response.memberId = request.memberId;
        turn.refuse(ticket, failed(std::move(response), error));
        return finish(std::move(turn));
    };
    if (request.groupId.empty()) return refuse(ErrorCode::kInvalidGroupId);
    const world::Duration session = std::chrono::milliseconds(request.sessionTimeoutMs);
    if (session < m_options.minSessionTimeout || session > m_options.maxSessionTimeout)
        return refuse(ErrorCode::kInvalidSessionTimeout);
    std::size_t metadata = 0;
    for (const auto& protocol : request.protocols)
        metadata += protocol.name.size() + protocol.metadata.size();
    if (metadata > kMaxMemberMetadata) return refuse(ErrorCode::kMessageTooLarge);
    if (ClassicGroup* group = find(request.groupId)) {
        m_membership->join(*group, ticket, caller, request, turn);
        return finish(std::move(turn));
    }
    if (!request.memberId.empty()) return refuse(ErrorCode::kUnknownMemberId);
    if (request.protocolType.empty() || request.protocols.empty())
        return refuse(ErrorCode::kInconsistentGroupProtocol);
    // The group is written down before anybody is in it.
    const std::string id = request.groupId;
    turn.out.records.push_back(
        wire::GroupMetadataRecord{.key = {id}, .value = ClassicGroup(id, now.wall).metadata({})});
    turn.after.what = AfterAppend::Join{id, ticket, caller, std::move(request)};
    return finish(std::move(turn));
}

Outcome GroupCoordinator::sync(Ticket ticket, const wire::SyncGroupRequest& request, Now now) {
    Turn turn = begin(now);
    ClassicGroup* group = find(request.groupId);
    if (request.groupId.empty())
        turn.refuse(ticket, failed(wire::SyncGroupResponse{}, ErrorCode::kInvalidGroupId));
    else if (group == nullptr)
        turn.reply(ticket, failed(wire::SyncGroupResponse{}, ErrorCode::kUnknownMemberId));
    else
        m_membership->sync(*group, ticket, request, turn);
    return finish(std::move(turn));
}

Outcome GroupCoordinator::heartbeat(Ticket ticket, const wire::HeartbeatRequest& request, Now now) {
    Turn turn = begin(now);
    wire::HeartbeatResponse response;
    ClassicGroup* group = find(request.groupId);
    response.errorCode = ErrorCode::kUnknownMemberId;
    if (request.groupId.empty()) response.errorCode = ErrorCode::kInvalidGroupId;
    if (group != nullptr) response.errorCode = m_membership->heartbeat(*group, request, turn);
    turn.reply(ticket, std::move(response));
    return finish(std::move(turn));
}

Outcome GroupCoordinator::leave(Ticket ticket, const Caller& caller, wire::LeaveGroupRequest request,
                                Now now) {
    Turn turn = begin(now);
    wire::LeaveGroupResponse response;
    if (request.groupId.empty()) {
        turn.refuse(ticket, failed(std::move(response), ErrorCode::kInvalidGroupId));
        return finish(std::move(turn));
    }
    const bool isOld = caller.version < 3;
    if (isOld) request.members = {{.memberId = request.memberId}};
    if (ClassicGroup* group = find(request.groupId)) {
        response = m_membership->leave(*group, request, turn);
    } else {
        for (const auto& member : request.members)
            response.members.push_back({.memberId = member.memberId,
                                        .groupInstanceId = member.groupInstanceId,
                                        .errorCode = ErrorCode::kUnknownMemberId});
    }
    if (isOld) response.errorCode = response.members.front().errorCode;
    if (turn.out.records.empty())
        turn.reply(ticket, std::move(response));
    else
        turn.after.what = AfterAppend::Answer{ticket, std::move(response)};
    return finish(std::move(turn));
}

// Time.

Outcome GroupCoordinator::tick(Now now) {
    Turn turn = begin(now);
    turn.out.isAtomic = false;
    if (!m_isLoaded) return finish(std::move(turn));
    while (const std::optional<std::string> due = m_deadlines->takeDue(now.moment)) {
        ClassicGroup* group = find(*due);
        if (group == nullptr) continue;
        group->wake.reset();
        m_membership->tick(*group, turn);
    }
    if (m_nextOffsetsCheck && *m_nextOffsetsCheck <= now.moment) {
        expireOffsets(turn);
        m_nextOffsetsCheck = now.moment + m_options.offsetsCheckInterval;
    }
    return finish(std::move(turn));
}

std::optional<world::Moment> GroupCoordinator::nextDeadline() const {
    const std::optional<world::Moment> next = m_deadlines->next();
    if (!next || !m_nextOffsetsCheck) return next ? next : m_nextOffsetsCheck;
    return std::min(*next, *m_nextOffsetsCheck);
}

// Inside.

ClassicGroup* GroupCoordinator::find(const std::string& id) const {
    const auto found = m_groups.find(id);
    return found == m_groups.end() ? nullptr : found->second.get();
}

ClassicGroup& GroupCoordinator::findOrCreate(const std::string& id, Timestamp since) {
    std::unique_ptr<ClassicGroup>& group = m_groups[id];
    if (!group) group = std::make_unique<ClassicGroup>(id, since);
    return *group;
}

Turn GroupCoordinator::begin(Now now) const {
    CHECK(!m_after);
    Turn turn{.now = now, .seen = m_replayedEnd, .out = {}, .after = {}};
    return turn;
}

Outcome GroupCoordinator::finish(Turn turn) {
    if (turn.out.records.empty()) {
        for (observe::Event& event : turn.after.events) turn.out.events.push_back(std::move(event));
        return std::move(turn.out);
    }
    turn.after.now = turn.now;
    m_after = std::make_unique<AfterAppend>(std::move(turn.after));
    return std::move(turn.out);
}

}  // namespace broker::groups
