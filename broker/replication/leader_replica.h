#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/metadata/image.h"
#include "broker/replication/divergence.h"
#include "broker/replication/mutant.h"
#include "broker/world/time.h"

namespace broker::replication {

/// The brokers of the cluster as the metadata has them.
using Brokers = metadata::ShardedMap<BrokerId, metadata::BrokerImage>;

/// A replica's fetch, one partition of it.
struct FollowerFetch {
    BrokerId replica = kNoBroker;
    BrokerEpoch brokerEpoch = kNoBrokerEpoch;  ///< of the uptime that asks (KIP-903)
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;  ///< in which it believes to follow
    LogPosition position;                      ///< all before it is in the follower's log
    Offset logStart{-1};                       ///< where the follower's log begins; -1: not told
};

/// What the leader asks of the controller: another set of in-sync replicas (KIP-497).
struct IsrProposal {
    enum class Kind : std::uint8_t {
        kGrow,    ///< one replica has caught up
        kShrink,  ///< replicas fell behind for too long
        kConfirm  ///< the same set again, so that no earlier request can be accepted any more
    };
    struct Member {
        BrokerId id;
        BrokerEpoch epoch;  ///< the uptime that is known to have the records

        friend bool operator==(const Member&, const Member&) = default;
    };

    Kind kind = Kind::kGrow;
    LeaderEpoch leaderEpoch;
    PartitionEpoch partitionEpoch;  ///< the state that it changes
    std::vector<Member> isr;        ///< ascending
    std::vector<BrokerId> changed;  ///< who joins or leaves, ascending

    friend bool operator==(const IsrProposal&, const IsrProposal&) = default;
};

/// The controller's answer. Everything but `error` counts only with kNone.
struct IsrAnswer {
    ErrorCode error = ErrorCode::kNone;
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    PartitionEpoch partitionEpoch{0};
    std::vector<BrokerId> isr;
};

/// What follows from an input and is for others to carry out.
struct LeaderDecisions {
    bool highWatermarkMoved = false;  ///< wake whoever waits for it
    bool isrChanged = false;          ///< as the controller has accepted it
    /// Send it to the controller, after a pause if this follows from an answer, and tell what came of it by
    /// `answered` or `unanswered`.
    std::optional<IsrProposal> ask;
};

/// A replica that leads its partition for one leader epoch: how far its followers are, which of them are in
/// sync, and how far the log is committed (KIP-101, KIP-320, KIP-497, KIP-841, KIP-903, KIP-966).
///
/// Made when the metadata names this broker leader, after its epoch was assigned to the log; replaced by
/// another for the next epoch, dropped when someone else leads. It knows neither log nor clock: log ends and
/// times come in with each input, decisions go out.
///
/// Invariants: the high watermark never falls and never passes a member of the maximal ISR, which is the
/// accepted ISR and whoever a request under way may have added to it (M8); it stands still while fewer than
/// min.insync.replicas are in sync (KIP-966). One request to the controller is under way at a time. A
/// follower is proposed only after it fetched in this epoch and reached the high watermark and the epoch's
/// start (M7).
class LeaderReplica {
public:
    struct Options {
        BrokerId self = kNoBroker;
        world::Duration lagTimeMax{30'000'000};  ///< replica.lag.time.max.ms
        std::int32_t minInSync = 1;  ///< min.insync.replicas; at most the number of replicas counts
        /// Eligible leader replicas are on, and with them the strict rule for the high watermark.
        bool isStrict = true;
        Mutant mutant = Mutant::kNone;
    };
    struct Start {
        Offset logEnd{0};  ///< where the epoch begins (LESO)
        Offset highWatermark{0};
        LeaderEpoch ledSince;  ///< the first epoch of this broker's unbroken leadership
        world::Moment now;
    };
    LeaderReplica(Options options, const metadata::PartitionImage& partition, const Start& start);

    /// The setting changed.
    LeaderDecisions setMinInSync(std::int32_t count);
    /// What the metadata says of this leader epoch's partition; an older partition epoch changes nothing.
    LeaderDecisions onMetadata(const metadata::PartitionImage& partition, world::Moment now);
    /// The log grew. Also to be called once after construction, with where it stands.
    LeaderDecisions appended(Offset logEnd);

    /// Whether the fetch may be served, before anything is read. FENCED_LEADER_EPOCH, UNKNOWN_LEADER_EPOCH:
    /// it is of another epoch than this one. NOT_LEADER_OR_FOLLOWER: the asker holds no replica, or is not
    /// the uptime that the metadata knows. OFFSET_OUT_OF_RANGE: before the log's start, or there is nothing
    /// in common. A position beyond what both logs share gives where they part: nothing is read then, and the
    /// follower cuts its log.
    Result<std::optional<log::EpochEnd>> judge(const FollowerFetch& fetch, const LogView& log,
                                               const Brokers& brokers) const;
    /// Takes note of a fetch that `judge` passed without a divergence.
    LeaderDecisions noted(const FollowerFetch& fetch, const Brokers& brokers, world::Moment now);

    /// What time demands: replicas that fell behind leave, a request of unknown fate is made void.
    LeaderDecisions tick(const Brokers& brokers, world::Moment now);
    /// When `tick` has something to do next if nobody fetches until then.
    std::optional<world::Moment> nextTick() const;

    /// The controller answered. What the answer was to must be told, for it may be late.
    LeaderDecisions answered(const IsrProposal& asked, const IsrAnswer& answer, world::Moment now);
    /// There was no answer, so nobody knows whether it was accepted: it is asked again if it still matters.
    LeaderDecisions unanswered(const IsrProposal& asked);

    /// Before an append with acks=all: NOT_ENOUGH_REPLICAS.
    Result<void> checkEnoughInSync() const;
    /// Whether records below `required`, appended in that epoch, may be acknowledged with acks=all: nothing
    /// yet; kNone; NOT_ENOUGH_REPLICAS_AFTER_APPEND, NOT_LEADER_OR_FOLLOWER: perhaps never.
    std::optional<ErrorCode> acknowledgement(LeaderEpoch appendedIn, Offset required) const;
    /// Whether "the latest offset" can be told: before the high watermark reached the epoch's start an
    /// earlier leader may have shown more (KIP-207, L7).
    bool isLatestKnown() const { return m_highWatermark >= m_epochStart; }

    LeaderEpoch leaderEpoch() const { return m_leaderEpoch; }
    LeaderEpoch ledSince() const { return m_ledSince; }
    PartitionEpoch partitionEpoch() const { return m_partitionEpoch; }
    Offset epochStart() const { return m_epochStart; }
    Offset highWatermark() const { return m_highWatermark; }
    /// As accepted by the controller; ascending.
    const std::set<BrokerId>& isr() const { return m_isr; }
    /// With those whom a request may have added.
    std::set<BrokerId> maximalIsr() const;
    std::int32_t effectiveMinInSync() const;
    /// The smallest start among the logs of replicas whose brokers are alive, this one's among them: nobody
    /// has records before it any more (KIP-107). -1 while one of them has not told.
    Offset lowWatermark(Offset ownStart, const Brokers& brokers) const;
    bool isAsking() const { return m_asked.has_value(); }

    /// What the leader knows of another replica.
    struct Follower {
        BrokerId id = kNoBroker;
        BrokerEpoch brokerEpoch = kNoBrokerEpoch;
        std::optional<Offset> end;  ///< nothing: has not fetched in this epoch
        Offset start{-1};           ///< of its log, when it fetched last
        Offset leaderEnd{0};        ///< of the leader at its last fetch
        std::optional<world::Moment> lastFetch;
        /// When it last had all that the leader had; nothing: not since it is known here.
        std::optional<world::Moment> lastCaughtUp;
    };
    /// Ascending by id, without this broker.
    const std::map<BrokerId, Follower>& followers() const { return m_followers; }

private:
    // leader_isr.cpp
    void adopt(const std::vector<BrokerId>& isr, PartitionEpoch epoch, world::Moment now,
               LeaderDecisions& decisions);
    void refused(LeaderDecisions& decisions);
    bool mayJoin(const Follower& follower, const Brokers& brokers) const;
    bool isTooFarBehind(const Follower& follower, world::Moment now) const;
    void maybeGrow(const Follower& follower, const Brokers& brokers, LeaderDecisions& decisions);
    void ask(IsrProposal::Kind kind, std::set<BrokerId> isr, const Brokers& brokers,
             LeaderDecisions& decisions);

    void setReplicas(const metadata::PartitionImage& partition, world::Moment now);
    void moveHighWatermark(LeaderDecisions& decisions);

    Options m_options;
    LeaderEpoch m_leaderEpoch;
    LeaderEpoch m_ledSince;
    PartitionEpoch m_partitionEpoch;
    Offset m_epochStart;
    Offset m_end;
    Offset m_highWatermark;
    std::set<BrokerId> m_isr;
    std::map<BrokerId, Follower> m_followers;

    std::optional<IsrProposal> m_asked;
    bool m_wasSentTwice = false;  ///< so a refusal of one copy does not mean that the other is refused too
    /// Not in the ISR, but a request for this partition epoch that may still be accepted adds them.
    std::set<BrokerId> m_maybeAdded;
    bool m_mustConfirm = false;
};

}  // namespace broker::replication
