#pragma once

#include <optional>
#include <string>
#include <vector>

#include "broker/base/random.h"
#include "broker/groups/classic_group.h"
#include "broker/groups/deadline_queue.h"
#include "broker/groups/group_coordinator.h"
#include "broker/groups/turn.h"

namespace broker::groups {

/// The classic protocol: what JoinGroup, SyncGroup, Heartbeat, LeaveGroup and deadlines do to one group. It
/// changes the volatile part of a group at once; what must survive goes into the turn as records.
///
/// A rebalance: `prepare` makes everybody join again; once all have, or are out of time, `completeJoin`
/// begins the next generation and answers them; the leader's SyncGroup brings the assignment, which is
/// stored, then handed out (`assign`). A group whose last member goes passes through the same states to
/// Empty.
class Membership {
public:
    Membership(const GroupCoordinator::Options& options, Random& random, DeadlineQueue& deadlines)
        : m_options(options)
        , m_random(random)
        , m_deadlines(deadlines) {}

    // Joining.

    void join(ClassicGroup& group, Ticket ticket, const Caller& caller, const wire::JoinGroupRequest& request,
              Turn& turn);
    /// The static member's new id is in the log.
    void replace(ClassicGroup& group, const AfterAppend::Replace& replace, Turn& turn);
    /// It is not.
    void refuseReplacement(const ClassicGroup& group, Ticket ticket, ErrorCode error, Turn& turn) const;

    // Syncing.

    void sync(ClassicGroup& group, Ticket ticket, const wire::SyncGroupRequest& request, Turn& turn);
    /// The assignment is in the log.
    void assign(ClassicGroup& group, const std::map<std::string, Bytes>& assignments, Turn& turn);
    /// It is not: everybody joins again.
    void refuseAssignment(ClassicGroup& group, ErrorCode error, Turn& turn);

    // Staying and going.

    ErrorCode heartbeat(ClassicGroup& group, const wire::HeartbeatRequest& request, Turn& turn);
    /// The member was heard of: its session begins anew.
    void heard(ClassicGroup& group, GroupMember& member, const Turn& turn);
    wire::LeaveGroupResponse leave(ClassicGroup& group, const wire::LeaveGroupRequest& request, Turn& turn);
    /// The group was read from the log: all sessions begin.
    void loaded(ClassicGroup& group, Turn& turn);
    void unload(ClassicGroup& group, Turn& turn);
    /// Everything that is due, in the order of its deadlines; then arms the next one.
    void tick(ClassicGroup& group, Turn& turn);

private:
    struct Due;
    struct Reason {
        std::string text;
    };

    bool accepts(const ClassicGroup& group, const std::string& memberId) const;
    void joinAsNew(ClassicGroup& group, Ticket ticket, const Caller& caller,
                   const wire::JoinGroupRequest& request, Turn& turn);
    void joinAgain(ClassicGroup& group, Ticket ticket, const Caller& caller,
                   const wire::JoinGroupRequest& request, Turn& turn);
    void askForMemberId(ClassicGroup& group, Ticket ticket, const std::string& newId,
                        const wire::JoinGroupRequest& request, Turn& turn);
    void addMember(ClassicGroup& group, Ticket ticket, const Caller& caller,
                   const wire::JoinGroupRequest& request, const std::string& id, Turn& turn);
    void updateMember(ClassicGroup& group, GroupMember& member, Ticket ticket, const Caller& caller,
                      const wire::JoinGroupRequest& request, const Turn& turn);
    void updateAndRebalance(ClassicGroup& group, GroupMember& member, Ticket ticket, const Caller& caller,
                            const wire::JoinGroupRequest& request, const Reason& reason, Turn& turn);
    void staticMemberReturns(ClassicGroup& group, Ticket ticket, const Caller& caller,
                             const wire::JoinGroupRequest& request, const std::string& oldId,
                             const std::string& newId, Turn& turn);
    GroupMember& renameStatic(ClassicGroup& group, const std::string& oldId, const std::string& newId,
                              Turn& turn);
    std::string newMemberId(const Caller& caller, const std::optional<std::string>& instanceId);

    void rebalanceOrCompleteJoin(ClassicGroup& group, const Reason& reason, Turn& turn);
    void prepare(ClassicGroup& group, const Reason& reason, Turn& turn);
    void completeJoinIfAllAreThere(ClassicGroup& group, Turn& turn);
    void completeJoin(ClassicGroup& group, Turn& turn);
    void expelWhoDidNotJoin(ClassicGroup& group, Turn& turn);
    void becomeEmpty(ClassicGroup& group, Turn& turn);
    void announceGeneration(ClassicGroup& group, Turn& turn);
    void initialDelayEnded(ClassicGroup& group, const ClassicGroup::JoinTimer& timer, Turn& turn);
    void syncTimeEnded(ClassicGroup& group, Turn& turn);

    void propagate(ClassicGroup& group, ErrorCode error, Turn& turn);
    void answerSync(ClassicGroup& group, GroupMember& member, ErrorCode error, Turn& turn);
    void removeAndRebalance(ClassicGroup& group, const std::string& id, const Reason& reason, Turn& turn);
    /// Tells a member that waits that it is none any more.
    void dismiss(ClassicGroup& group, GroupMember& member, ErrorCode error, Turn& turn);
    ErrorCode leaveOne(ClassicGroup& group, const wire::LeaveGroupRequest::Member& member,
                       std::vector<std::string>& gone, Turn& turn);
    void pendingSyncDone(ClassicGroup& group, const std::string& id);

    void startSession(ClassicGroup& group, GroupMember& member, world::Duration length, const Turn& turn);
    void armJoin(ClassicGroup& group, ClassicGroup::JoinTimer timer);
    std::vector<Due> dueIn(const ClassicGroup& group, world::Moment now) const;
    void expire(ClassicGroup& group, const Due& due, Turn& turn);
    void sessionEnded(ClassicGroup& group, GroupMember& member, Turn& turn);
    void armNext(ClassicGroup& group);

    const GroupCoordinator::Options& m_options;
    Random& m_random;
    DeadlineQueue& m_deadlines;
};

/// What Kafka tells a client of an error of the log.
ErrorCode toGroupError(ErrorCode appendError);

}  // namespace broker::groups
