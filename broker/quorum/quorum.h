#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "broker/base/random.h"
#include "broker/quorum/messages.h"
#include "broker/world/time.h"

namespace broker::quorum {

/// For checking alone: one rule that the quorum then breaks, so that whoever watches it can be shown to see
/// it.
enum class Mutant : std::uint8_t {
    kNone,
    kCommitOlderEpochs,        ///< the high watermark moves past records of older epochs alone
    kTruncateToHighWatermark,  ///< whoever diverges cuts back to its own high watermark
    kForgetVote,               ///< a second candidate of an epoch is voted for too
    kVoteForShorterLogs,       ///< the logs are not compared
    kFetchBeforeSync,          ///< a voter asks for more before it has synced what it has
    kVoteBeforeDurable,        ///< a vote is told before it is durable
    kPreVoteRaisesEpoch,       ///< whoever asks for a pre-vote begins another epoch
};

struct QuorumOptions {
    BrokerId self = kNoBroker;
    std::string clusterId;
    std::vector<BrokerId> voters;                    ///< the static voter set (controller.quorum.voters)
    world::Duration fetchTimeout{2'000'000};         ///< controller.quorum.fetch.timeout.ms
    world::Duration electionTimeout{1'000'000};      ///< controller.quorum.election.timeout.ms
    world::Duration electionBackoffMost{1'000'000};  ///< controller.quorum.election.backoff.max.ms
    world::Duration requestTimeout{2'000'000};       ///< controller.quorum.request.timeout.ms
    world::Duration retryBackoff{20'000};            ///< controller.quorum.retry.backoff.ms
    world::Duration retryBackoffMost{1'000'000};
    std::uint64_t seed = 0;
    Mutant mutant = Mutant::kNone;
};

/// What the node finds on disk when it starts.
struct StoredLog {
    std::optional<QuorumState> state;  ///< absent: never started here
    Offset end{0};                     ///< everything below is synced
    std::vector<EpochStart> epochs;
    /// Ascending; the log begins where the first one ends, or earlier, and reaches to the last one's end.
    std::vector<SnapshotId> snapshots{};
};

enum class Role : std::uint8_t {
    kUnattached,   ///< knows an epoch but no leader in it
    kProspective,  ///< asks whether it would win an election; its epoch stays
    kCandidate,    ///< voted for itself, the vote not yet durable or not yet answered by a majority
    kLeader,
    kFollower,  ///< fetches from the epoch's leader; a voter or an observer
    kResigned,  ///< says goodbye: neither leads nor follows again
};
std::string_view roleName(Role role);

/// Raft in its KRaft form as a pure state machine: messages and times in, effects out (KIP-595; pre-vote
/// KIP-996; snapshots KIP-630). It has no file, socket or clock, and nothing but its inputs and its seed
/// influences it.
///
///     kUnattached → kProspective → kCandidate → kLeader    a voter without a leader stands for election
///     kFollower → kProspective                             a voter's leader fell silent
///     kProspective → kFollower, kUnattached                others still hear the leader, or nobody answers
///     kCandidate → kProspective                            nobody won in time
///     kUnattached, kProspective, kCandidate → kFollower    a leader was found
///     kFollower → kUnattached                              it resigned; or an observer's leader fell silent
///     any → kUnattached, kFollower                         a newer epoch exists
///     kLeader → kUnattached                                a majority of the voters fell silent
///     any → kResigned                                      resign()
///
/// A voter that is alone skips kProspective and stands at once when it starts.
///
/// Each input returns the effects to carry out, in order, before the next input. A message goes out, and a
/// vote or the beginning or end of an epoch is answered, only after the state it speaks of is durable.
///
/// Invariants: the epoch and the high watermark never fall (Q5); at most one vote per epoch, durable before
/// anything follows from it (Q2); the high watermark is below what a majority of the voters has synced, and a
/// leader moves it only past a record of its own epoch (Q5, Raft §5.4.2); a snapshot ends at or below the
/// high watermark, and a leader never loads one (Q6); asking for a pre-vote changes nothing where a leader is
/// heard (Q7).
class Quorum {
public:
    explicit Quorum(QuorumOptions options);

    /// Once, first. kInconsistentVoterSet: the stored voters are not the configured ones, or there are none;
    /// kInconsistentClusterId: stored for another cluster. kMalformed: epochs or snapshots that do not fit
    /// the log.
    Result<Effects> start(const StoredLog& stored, world::Moment now);

    Effects tick(world::Moment now);
    /// When `tick` has something to do next.
    std::optional<world::Moment> nextTick() const;

    /// The PersistState of that number, and with it every earlier one, is durable.
    Effects statePersisted(std::uint64_t number, world::Moment now);

    /// Whether fetched batches may be appended: `epochs` are those that begin in them. kInvalidRecord: they
    /// fall, or are newer than the leader's own.
    Result<void> checkFetched(std::span<const EpochStart> epochs) const;
    /// The log grew to `end`: by our own batches while leading (LeaderChange included), else by what was
    /// fetched and checked; only then `epochs` matter.
    Effects appended(Offset end, std::span<const EpochStart> epochs, world::Moment now);
    /// What was fetched was not fit to be appended.
    Effects appendRefused(world::Moment now);
    /// Everything below `end` is durable. A sync that a truncation overtook proves nothing beyond the cut.
    Effects synced(Offset end, world::Moment now);

    /// How to answer a replica. Takes note of how far it is.
    FetchAnswer onFetch(const FetchRequest& request, world::Moment now);
    /// Whether a replica may read from a snapshot; if so the driver answers with the bytes.
    SnapshotAnswer onFetchSnapshot(const SnapshotRequest& request, world::Moment now);

    Effects fetchResponse(const FetchResponse& response, world::Moment now);
    Effects snapshotResponse(const SnapshotResponse& response, world::Moment now);
    /// No answer to either: the connection broke or the deadline passed.
    Effects fetchFailed(world::Moment now);

    /// The WriteSnapshotPart just given is in the file.
    Effects partWritten(world::Moment now);
    Effects snapshotInstalled(const SnapshotId& id, world::Moment now);
    Effects snapshotRefused(world::Moment now);
    /// The driver has written a snapshot, durably, of what is committed and synced here: else a crash could
    /// leave it beside a log that it does not fit. One that is not newer than the last changes nothing.
    Effects snapshotTaken(const SnapshotId& id);

    // Requests of other voters. `number` is the caller's, for the Answer that comes now or later.
    Effects onVote(std::uint64_t number, const VoteRequest& request, world::Moment now);
    Effects onBeginEpoch(std::uint64_t number, const BeginEpochRequest& request, world::Moment now);
    Effects onEndEpoch(std::uint64_t number, const EndEpochRequest& request, world::Moment now);

    /// The answer to a SendVote or SendBeginEpoch of that round.
    Effects electionAnswer(BrokerId from, std::uint64_t round, const ElectionAnswer& answer,
                           world::Moment now);
    /// There was none.
    Effects electionFailed(BrokerId from, std::uint64_t round, world::Moment now);

    /// The node stops cleanly. A leader names its successors.
    Effects resign();

    Role role() const { return m_role; }
    LeaderEpoch epoch() const { return m_state.epoch; }
    BrokerId leader() const { return m_state.leader; }
    bool isLeader() const { return m_role == Role::kLeader; }
    bool isVoter() const { return isVoter(m_options.self); }
    const std::vector<BrokerId>& voters() const { return m_options.voters; }
    Offset logStart() const { return m_start; }
    Offset logEnd() const { return m_end; }
    Offset syncedEnd() const { return m_synced; }
    /// -1: not known yet.
    Offset highWatermark() const { return m_highWatermark; }
    /// While leading: the offset of this epoch's LeaderChange.
    Offset epochStart() const { return m_epochStart; }
    const QuorumState& state() const { return m_state; }
    struct LastLeader {
        BrokerId id = kNoBroker;
        world::Moment heardAt;
    };
    /// The leader that this node followed last, since it last led itself, and when it last heard from it: an
    /// answer to a fetch or to a vote. Nothing: none in this uptime.
    const std::optional<LastLeader>& lastLeader() const { return m_lastLeader; }
    /// Prospective: whom it followed in this epoch and no longer hears.
    BrokerId silentLeader() const { return m_silentLeader; }
    /// Who would vote or has voted for this node, itself among them, and who refused: in the last round that
    /// it began.
    const std::set<BrokerId>& granted() const { return m_granted; }
    const std::set<BrokerId>& refused() const { return m_rejected; }
    const EpochHistory& epochs() const { return m_epochs; }
    const std::vector<SnapshotId>& snapshots() const { return m_snapshots; }

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
    /// Replicas the leader keeps in mind; of those that are no voters the one silent longest makes room.
    static constexpr std::size_t kMaxReplicas = 1000;
    /// Snapshots kept, so that a replica a little behind still finds its records in the log.
    static constexpr std::size_t kKeptSnapshots = 2;

    /// What this node, standing or leading, asks one other voter.
    struct Outreach {
        bool isAsking = false;
        bool isAnswered = false;
        world::Moment nextAt;
        std::uint32_t failures = 0;  ///< in a row
    };
    struct HeldAnswer {
        std::uint64_t afterPersisted = 0;
        Answer answer;
    };

    Effects take() { return std::exchange(m_effects, {}); }
    Result<void> takeStored(const StoredLog& stored);
    world::Duration firstPatience() const;
    /// Nothing happens if the state is as it was last time.
    void persist();
    bool isPersisted() const { return m_persistNumber == m_persistedNumber; }
    bool isVoter(BrokerId id) const;
    /// The only voter: it needs nobody's vote.
    bool isAlone() const { return m_options.voters.size() == 1 && isVoter(); }
    std::size_t majority() const { return m_options.voters.size() / 2 + 1; }
    void leaveLeadership(std::string reason);
    void moveHighWatermark(Offset to);
    LeaderEpoch lastEpoch() const;
    void answerWhenDurable(std::uint64_t number, const ElectionAnswer& answer);
    world::Duration backoffOf(std::uint32_t failures);

    // quorum_election.cpp
    world::Duration randomElectionTimeout();
    void stand(world::Moment now);
    void becomeProspective(world::Moment now);
    void becomeCandidate(world::Moment now);
    void giveUpStanding(world::Moment now);
    void onSilence(world::Moment now);
    void beginRound(world::Moment now);
    void maybeReachOut(world::Moment now);
    void countVotes(world::Moment now);
    void learn(LeaderEpoch epoch, BrokerId leader, world::Moment now);
    bool hearsLeader() const;
    ErrorCode checkElection(const std::optional<std::string>& clusterId, BrokerId voter, BrokerId sender,
                            LeaderEpoch epoch) const;
    ElectionAnswer answerOf(ErrorCode error, bool granted = false) const;
    ElectionAnswer decideVote(const VoteRequest& request, world::Moment now);
    bool maybeGrant(const VoteRequest& request, world::Moment now);
    bool isUpToDate(const VoteRequest& request) const;
    std::string refusalOf(const VoteRequest& request) const;
    ElectionAnswer decideBegin(const BeginEpochRequest& request, world::Moment now);
    ElectionAnswer decideEnd(const EndEpochRequest& request, world::Moment now);

    // quorum_leader.cpp
    void becomeLeader(world::Moment now);
    void maybeMoveHighWatermark();
    void checkMajority(world::Moment now);
    world::Moment majorityDeadline() const;
    void endEpoch();
    void hearReplica(BrokerId id, world::Moment now);
    void noteReplica(const FetchRequest& request, world::Moment now);
    ErrorCode checkReplica(const std::optional<std::string>& clusterId, LeaderEpoch epoch) const;
    ErrorCode checkFetch(const FetchRequest& request) const;
    std::optional<EpochEnd> divergenceOf(const FetchRequest& request) const;
    std::optional<SnapshotId> snapshotFor(const FetchRequest& request) const;

    // quorum_follower.cpp
    bool wantsToFetch() const;
    void maybeFetch(world::Moment now);
    void becomeUnattached(LeaderEpoch epoch, world::Moment now, std::string reason);
    void becomeFollower(LeaderEpoch epoch, BrokerId leader, world::Moment now);
    /// False: the peer knows less than we do, or contradicts us.
    bool adopt(BrokerId leader, LeaderEpoch epoch, world::Moment now);
    bool isOfLeader(BrokerId from, ErrorCode error, BrokerId leader, LeaderEpoch epoch, world::Moment now);
    void onFetched(const FetchResponse& response, world::Moment now);
    void heardLeader(world::Moment now);
    bool truncateTo(const EpochEnd& diverging);
    void backOff(world::Moment now);

    QuorumOptions m_options;
    Random m_random;
    Role m_role = Role::kUnattached;
    QuorumState m_state;
    std::optional<QuorumState> m_lastPersisted;
    std::uint64_t m_persistNumber = 0;    ///< of the last PersistState
    std::uint64_t m_persistedNumber = 0;  ///< of the last that is durable
    std::vector<HeldAnswer> m_held;       ///< they wait for a state to be durable
    EpochHistory m_epochs;
    std::vector<SnapshotId> m_snapshots;  ///< ascending
    Offset m_start{0};
    Offset m_end{0};
    Offset m_synced{0};
    Offset m_highWatermark{-1};
    Effects m_effects;

    /// Follower: the leader must have answered by then. Voter that is neither that nor leader: its patience.
    world::Moment m_deadline;

    // Standing for election, or leading.
    std::uint64_t m_round = 0;
    std::map<BrokerId, Outreach> m_outreach;  ///< the other voters
    std::set<BrokerId> m_granted;
    std::set<BrokerId> m_rejected;
    BrokerId m_silentLeader = kNoBroker;  ///< whom it followed in this epoch before it became prospective

    // Leading.
    Offset m_epochStart{-1};
    world::Moment m_leadsSince;
    std::map<BrokerId, Replica> m_replicas;

    // Following or looking for a leader.
    bool m_fetching = false;
    bool m_appending = false;   ///< fetched records are not appended yet
    bool m_installing = false;  ///< a part is being written, or a snapshot installed
    struct Download {
        SnapshotId id;
        std::uint64_t position = 0;
        std::uint64_t size = 0;
    };
    std::optional<Download> m_download;
    bool m_heardLeader = false;  ///< a fetch from it succeeded
    std::optional<LastLeader> m_lastLeader;
    Offset m_leaderHighWatermark{-1};
    world::Moment m_fetchSent;
    world::Moment m_fetchAt;       ///< no fetch before this
    std::uint32_t m_failures = 0;  ///< in a row
    std::size_t m_nextVoter = 0;   ///< whom to ask next
};

}  // namespace broker::quorum
