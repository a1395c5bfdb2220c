#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/assignors/assignors.h"
#include "broker/base/generation_id.h"
#include "broker/client/brokers.h"
#include "broker/client/group_offsets.h"
#include "broker/wire/messages/find_coordinator.h"
#include "broker/wire/messages/heartbeat.h"
#include "broker/wire/messages/join_group.h"
#include "broker/wire/messages/leave_group.h"
#include "broker/wire/messages/offset_commit.h"
#include "broker/wire/messages/offset_fetch.h"
#include "broker/wire/messages/sync_group.h"

namespace broker::client {

struct GroupMemberOptions {
    std::string group;                      ///< `group.id`
    std::vector<std::string> topics;        ///< of its subscription, at least one
    std::optional<std::string> instanceId;  ///< `group.instance.id`
    /// `partition.assignment.strategy`; not the cooperative one.
    assignors::Strategy strategy = assignors::Strategy::kRange;
    world::Duration sessionTimeout = 45s;     ///< `session.timeout.ms`
    world::Duration rebalanceTimeout = 5min;  ///< `max.poll.interval.ms`
    world::Duration heartbeatInterval = 3s;   ///< `heartbeat.interval.ms`
};

/// A member of a consumer group of the classic protocol, in the eager way: before it joins again it lets go
/// of everything. It finds its coordinator, joins, assigns for all if it is the group's leader, keeps its
/// session alive and says what it may read; reading is a Consumer's business.
///
/// Life: from the constructor on it seeks to join; a coordinator that moved, a lost connection or a session
/// that ended sends it back there, and only a refusal that will not pass (`onProblem`) ends that. Destroying
/// it is a death: the group hears of it when the session ends. On one loop; the world outlives it.
class GroupMember final : private Brokers::Observer {
public:
    /// From the loop, never inside a call to the member. Any callback may destroy it.
    class Observer {
    public:
        virtual ~Observer() = default;
        /// Ascending, perhaps nothing; until `onRevoked`.
        virtual void onAssigned(GenerationId generation, const std::vector<TopicPartition>& partitions) = 0;
        /// What was assigned is no longer, or may be somebody else's by now.
        virtual void onRevoked(std::string_view why) = 0;
        /// It rests for good.
        virtual void onProblem(const Error& error) = 0;
    };

    /// The observer outlives the member.
    GroupMember(ClientOptions client, GroupMemberOptions options, const world::World& world,
                Observer& observer);
    ~GroupMember() override;

    bool isAssigned() const { return m_state == State::kStable; }
    /// Empty before a coordinator has named it.
    const std::string& memberId() const { return m_memberId; }
    GenerationId generation() const { return m_generation; }
    const std::vector<TopicPartition>& assignment() const { return m_assignment; }

    using OffsetsDone = world::Completion<Result<std::vector<GroupOffset>>>;
    /// Commits as this member of this generation, once: a coordinator that moved is an error like others, and
    /// the answer to a request that was lost is not known. Answers the same offsets, each with its code;
    /// kCoordinatorNotAvailable as a whole while it is in no generation.
    [[nodiscard]] world::Call commit(std::vector<GroupOffset> offsets, OffsetsDone done);
    /// What the group has committed, as one request. kCoordinatorNotAvailable while no coordinator is known.
    [[nodiscard]] world::Call committed(const std::vector<TopicPartition>& partitions, OffsetsDone done);
    /// From here on it says nothing of its own accord, as a process that hangs: its session ends, and it does
    /// not know. Commits go on.
    void hang();
    /// Says goodbye and rests; `done` whatever the answer.
    [[nodiscard]] world::Call leave(world::Completion<Result<void>> done);

private:
    enum class State : std::uint8_t { kSeeking, kJoining, kSyncing, kStable, kResting };
    template <class R>
    using Answer = Result<rpc::Reply<R>>;

    void onMetadata() override;
    bool knowsTopics() const;
    /// Does `step` after the back-off.
    void later(void (GroupMember::*step)());
    void seek();
    void onCoordinator(const Answer<wire::FindCoordinatorRequest>& answer);
    rpc::Peer* coordinator();
    void join();
    void onJoined(const Answer<wire::JoinGroupRequest>& answer);
    void sync(const wire::JoinGroupResponse& joined);
    std::vector<wire::SyncGroupRequest::Assignment> assign(const wire::JoinGroupResponse& joined);
    void onSynced(const Answer<wire::SyncGroupRequest>& answer);
    void beatLater();
    void beat();
    void onBeat(const Answer<wire::HeartbeatRequest>& answer);
    /// Goes on after an error of joining or of the session. Calls out, so it is the last thing done.
    void recover(const Error& error, std::string_view doing);
    void becomeUnassigned(std::string_view why);
    world::Call refuse(OffsetsDone done);

    GroupMemberOptions m_options;
    world::World m_world;
    Observer& m_observer;
    Brokers m_brokers;
    rpc::Backoff m_backoff;
    State m_state = State::kSeeking;
    BrokerId m_coordinator = kNoBroker;
    std::string m_memberId;
    GenerationId m_generation = kNoGeneration;
    std::string m_protocol;  ///< of this generation
    std::vector<TopicPartition> m_assignment;
    bool m_holds = false;  ///< it was told of the assignment and not that it ended
    bool m_leads = false;
    assignors::TopicSizes m_sizes;  ///< as it last assigned by, where it leads
    world::Moment m_lastHeard;
    world::Call m_call;
    world::Timer m_timer;
};

}  // namespace broker::client
