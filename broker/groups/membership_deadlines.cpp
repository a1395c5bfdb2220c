#include <algorithm>
#include <compare>

#include <fmt/format.h>

#include "broker/groups/membership.h"

namespace broker::groups {

using observe::EventKind;

/// A deadline of a group. Equal moments expire in the order of these kinds, then of ids. A rebalance ends
/// before sessions do: by default its time is as long as a newcomer may wait, who is then in and not out.
struct Membership::Due {
    enum class Kind : std::uint8_t { kPendingMember, kJoin, kSession, kSync };

    world::Moment moment;
    Kind kind;
    std::string member;

    friend auto operator<=>(const Due&, const Due&) = default;
};

void Membership::startSession(ClassicGroup& group, GroupMember& member, world::Duration length,
                              const Turn& turn) {
    const world::Moment due = turn.now.moment + length;
    member.deadline = due;
    group.touch(member);
    m_deadlines.arm(group, due);
}

void Membership::armJoin(ClassicGroup& group, ClassicGroup::JoinTimer timer) {
    group.joinTimer = timer;
    m_deadlines.arm(group, timer.due);
}

std::vector<Membership::Due> Membership::dueIn(const ClassicGroup& group, world::Moment now) const {
    std::vector<Due> due;
    const auto consider = [&](world::Moment moment, Due::Kind kind, const std::string& member) {
        if (moment <= now) due.push_back({moment, kind, member});
    };
    for (const auto& [id, moment] : group.pendingJoin) consider(moment, Due::Kind::kPendingMember, id);
    for (const auto& [id, member] : group.members())
        if (member.deadline) consider(*member.deadline, Due::Kind::kSession, id);
    if (group.joinTimer) consider(group.joinTimer->due, Due::Kind::kJoin, "");
    if (group.syncTimer) consider(group.syncTimer->due, Due::Kind::kSync, "");
    std::ranges::sort(due);
    return due;
}

void Membership::tick(ClassicGroup& group, Turn& turn) {
    // What expires may make something else due at once, such as a delay of 0.
    for (std::vector<Due> due = dueIn(group, turn.now.moment); !due.empty();
         due = dueIn(group, turn.now.moment)) {
        group.touch();
        for (const Due& one : due) expire(group, one, turn);
    }
    armNext(group);
}

void Membership::expire(ClassicGroup& group, const Due& due, Turn& turn) {
    switch (due.kind) {
        case Due::Kind::kPendingMember: {
            const auto found = group.pendingJoin.find(due.member);
            if (found == group.pendingJoin.end() || found->second > turn.now.moment) return;
            group.remove(due.member);
            if (group.is(GroupState::kPreparingRebalance) && group.haveAllJoined()) completeJoin(group, turn);
            return;
        }
        case Due::Kind::kSession: {
            GroupMember* member = group.member(due.member);
            if (member == nullptr || !member->deadline || *member->deadline > turn.now.moment) return;
            return sessionEnded(group, *member, turn);
        }
        case Due::Kind::kJoin: {
            if (!group.joinTimer || group.joinTimer->due > turn.now.moment) return;
            const ClassicGroup::JoinTimer timer = *group.joinTimer;
            if (timer.isInitial)
                initialDelayEnded(group, timer, turn);
            else
                completeJoin(group, turn);
            return;
        }
        case Due::Kind::kSync:
            if (group.syncTimer && group.syncTimer->due <= turn.now.moment) syncTimeEnded(group, turn);
            return;
    }
}

void Membership::sessionEnded(ClassicGroup& group, GroupMember& member, Turn& turn) {
    member.deadline.reset();
    // Who waits for us need not be heard of, unless it is its very first question.
    if (!member.isNew && member.isWaiting()) return;
    const std::string name = member.name();
    const std::string why =
        member.isNew
            ? fmt::format("its first JoinGroup waited for {} ms",
                          m_options.newMemberJoinTimeout / std::chrono::milliseconds(1))
            : fmt::format("nothing was heard of it for {} ms (session.timeout.ms)", member.sessionTimeoutMs);
    turn.tell(EventKind::kMemberExpelled, {{"client", name}, {"group", group.id()}, {"reason", why}});
    removeAndRebalance(group, std::string(member.id), {fmt::format("{} was expelled: {}", name, why)}, turn);
}

void Membership::armNext(ClassicGroup& group) {
    for (const auto& [id, moment] : group.pendingJoin) m_deadlines.arm(group, moment);
    for (const auto& [id, member] : group.members())
        if (member.deadline) m_deadlines.arm(group, *member.deadline);
    if (group.joinTimer) m_deadlines.arm(group, group.joinTimer->due);
    if (group.syncTimer) m_deadlines.arm(group, group.syncTimer->due);
}

void Membership::loaded(ClassicGroup& group, Turn& turn) {
    for (const auto& [id, unused] : group.members()) {
        GroupMember& member = *group.member(id);
        startSession(group, member, std::chrono::milliseconds(member.sessionTimeoutMs), turn);
    }
    if (group.members().size() > static_cast<std::size_t>(m_options.maxSize))
        prepare(group,
                {fmt::format("it was loaded with {} members and may have {} (group.max.size)",
                             group.members().size(), m_options.maxSize)},
                turn);
}

void Membership::unload(ClassicGroup& group, Turn& turn) {
    for (const auto& [id, unused] : group.members())
        dismiss(group, *group.member(id), ErrorCode::kNotCoordinator, turn);
    group.transitionTo(GroupState::kDead, turn.now.wall);
    m_deadlines.remove(group);
}

}  // namespace broker::groups
