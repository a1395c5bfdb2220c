#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "broker/base/random.h"
#include "broker/quorum/messages.h"
#include "broker/world/time.h"

namespace broker::quorum {

struct QuorumOptions {
    BrokerId self = kNoBroker;
    std::string clusterId;
    std::vector<BrokerId> voters;               ///< the static voter set (controller.quorum.voters)
    world::Duration fetchTimeout{2'000'000};    ///< controller.quorum.fetch.timeout.ms
    world::Duration requestTimeout{2'000'000};  ///< controller.quorum.request.timeout.ms
    world::Duration retryBackoff{20'000};       ///< controller.quorum.retry.backoff.ms
    world::Duration retryBackoffMost{1'000'000};
    std::uint64_t seed = 0;
};

/// What the node finds on disk when it starts.
struct StoredLog {
    std::optional<QuorumState> state;  ///< absent: never started here
    Offset end{0};                     ///< everything below is synced
    std::vector<EpochStart> epochs;
};

enum class Role : std::uint8_t {
    kUnattached,  ///< knows an epoch but no leader in it
    kCandidate,   ///< voted for itself, the vote not yet durable or not yet answered by a majority
    kLeader,
    kFollower,  ///< fetches from the epoch's leader; a voter or an observer
    kResigned,  ///< says goodbye: neither leads nor follows again
};
std::string_view roleName(Role role);

/// Raft in its KRaft form (KIP-595) as a pure state machine: messages and times in, effects out. It has no
/// file, socket or clock, and nothing but its inputs and its seed influences it.
///
///     kUnattached → kCandidate → kLeader           a voter without a leader stands for election
///     kUnattached → kFollower                      a leader was found
///     kFollower → kUnattached                      the leader fell silent, or a newer epoch has none yet
///     kFollower → kFollower                        a newer epoch with its leader
///     kLeader → kUnattached, kFollower             a newer epoch exists
///     any → kResigned                              resign()
///
/// Each input returns the effects to carry out, in order, before the next input. A message goes out only
/// after the state it speaks of is durable.
///
/// Invariants: the epoch and the high watermark never fall (Q5); at most one vote per epoch, durable before
/// anything follows from it (Q2); the high watermark is below what a majority of the voters has synced, and a
/// leader moves it only past a record of its own epoch (Q5, Raft §5.4.2).
///
/// A voter is alone in its voter set: `start` refuses to run a voter among several.
class Quorum {
public:
    explicit Quorum(QuorumOptions options);

    /// Once, first. kInconsistentVoterSet: the stored voters are not the configured ones, or this voter is
    /// not the only one; kInconsistentClusterId: stored for another cluster.
    /// kMalformed: epochs that do not fit the log.
    Result<Effects> start(const StoredLog& stored, world::Moment now);

    Effects tick(world::Moment now);
    /// When `tick` has something to do next.
    std::optional<world::Moment> nextTick() const;

    /// The PersistState of that number is durable.
    Effects statePersisted(std::uint64_t number, world::Moment now);

    /// Whether fetched batches may be appended: `epochs` are those that begin in them. kInvalidRecord: they
    /// fall, or are newer than the leader's own.
    Result<void> checkFetched(std::span<const EpochStart> epochs) const;
    /// The log grew to `end`: by our own batches while leading (LeaderChange included), else by what was
    /// fetched and checked; only then `epochs` matter.
    Effects appended(Offset end, std::span<const EpochStart> epochs, world::Moment now);
    /// What was fetched was not fit to be appended.
    Effects appendRefused(world::Moment now);
    /// Everything below `end` is durable.
    Effects synced(Offset end);

    /// How to answer a replica. Takes note of how far it is.
    FetchAnswer onFetch(const FetchRequest& request, world::Moment now);

    Effects fetchResponse(const FetchResponse& response, world::Moment now);
    /// No answer: the connection broke or the deadline passed.
    Effects fetchFailed(world::Moment now);

    /// The node stops cleanly.
    Effects resign();

    Role role() const { return m_role; }
    LeaderEpoch epoch() const { return m_state.epoch; }
    BrokerId leader() const { return m_state.leader; }
    bool isLeader() const { return m_role == Role::kLeader; }
    bool isVoter() const;
    Offset logEnd() const { return m_end; }
    Offset syncedEnd() const { return m_synced; }
    /// -1: not known yet.
    Offset highWatermark() const { return m_highWatermark; }
    /// While leading: the offset of this epoch's LeaderChange.
    Offset epochStart() const { return m_epochStart; }
    const QuorumState& state() const { return m_state; }
    const EpochHistory& epochs() const { return m_epochs; }

    /// What the leader knows of a replica.
    struct Replica {
        BrokerId id = kNoBroker;
        Offset end{-1};
        world::Moment lastFetch;
        world::Moment lastCaughtUp;  ///< last fetch from the log end of that time
    };
    /// Sorted by id, without this node; empty unless it leads.
    std::vector<Replica> replicas() const;

private:
    /// Replicas the leader keeps in mind; the one silent longest makes room.
    static constexpr std::size_t kMaxReplicas = 1000;

    Effects take() { return std::exchange(m_effects, {}); }
    /// Nothing happens if the state is as it was last time.
    void persist();
    bool isPersisted() const { return m_persistNumber == m_persistedNumber; }
    void leaveLeadership(std::string reason);
    void moveHighWatermark(Offset to);

    // quorum_leader.cpp
    void becomeCandidate();
    void becomeLeader();
    void maybeMoveHighWatermark();
    void noteReplica(const FetchRequest& request, world::Moment now);
    ErrorCode checkFetch(const FetchRequest& request) const;
    std::optional<EpochEnd> divergenceOf(const FetchRequest& request) const;

    // quorum_follower.cpp
    bool wantsToFetch() const;
    void maybeFetch(world::Moment now);
    void becomeUnattached(LeaderEpoch epoch);
    void becomeFollower(LeaderEpoch epoch, BrokerId leader, world::Moment now);
    /// False: the peer knows less than we do, or contradicts us.
    bool adopt(const FetchResponse& response, world::Moment now);
    void onFetched(const FetchResponse& response, world::Moment now);
    bool truncateTo(const EpochEnd& diverging);
    void backOff(world::Moment now);

    QuorumOptions m_options;
    Random m_random;
    Role m_role = Role::kUnattached;
    QuorumState m_state;
    std::optional<QuorumState> m_lastPersisted;
    std::uint64_t m_persistNumber = 0;    ///< of the last PersistState
    std::uint64_t m_persistedNumber = 0;  ///< of the last that is durable
    EpochHistory m_epochs;
    Offset m_end{0};
    Offset m_synced{0};
    Offset m_highWatermark{-1};
    Effects m_effects;

    // Leading.
    Offset m_epochStart{-1};
    std::map<BrokerId, Replica> m_replicas;

    // Following or looking for a leader.
    bool m_fetching = false;
    bool m_appending = false;  ///< fetched records are not appended yet
    Offset m_leaderHighWatermark{-1};
    world::Moment m_fetchSent;
    world::Moment m_fetchAt;         ///< no fetch before this
    world::Moment m_followDeadline;  ///< the leader must have answered by then
    std::uint32_t m_failures = 0;    ///< in a row
    std::size_t m_nextVoter = 0;     ///< whom to ask next
};

}  // namespace broker::quorum
