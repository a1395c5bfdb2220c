#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "broker/checking/checker.h"
#include "broker/node/internal_topics.h"

// L1 to L5, M6 to M8 and T1: what replicas hold.
namespace broker::checking {
namespace {

using metadata::PartitionImage;

/// What a checker keeps of each replica of each broker.
template <class Kept>
class PerReplica {
public:
    explicit PerReplica(const Plan& plan)
        : m_brokers(static_cast<std::size_t>(plan.brokers)) {}
    /// Valid until the next call.
    Kept& at(int broker, int partition) {
        const std::size_t first = static_cast<std::size_t>(partition) * m_brokers;
        if (m_kept.size() < first + m_brokers) m_kept.resize(first + m_brokers);
        return m_kept[first + static_cast<std::size_t>(broker) - 1];
    }

private:
    std::size_t m_brokers;
    std::vector<Kept> m_kept;
};

/// Hears of each open replica at each look.
class ReplicaChecker : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) final {
        for (const BrokerLook& broker : look.brokers)
            for (const ReplicaLook& replica : broker.replicas)
                if (replica.log && !m_truth.partition(replica.partition).isExempt)
                    onReplica(look, broker, replica);
    }

protected:
    virtual void onReplica(const ClusterLook& look, const BrokerLook& broker, const ReplicaLook& replica) = 0;
    const TopicPartition& nameOf(int partition) const { return m_truth.partition(partition).name; }
    const PartitionImage* imageOf(int partition) const { return m_truth.newestImage(partition); }
};

/// L1: below their high watermarks all replicas hold the same bytes. T1 on what they hold: for each producer
/// and epoch the sequences follow one another without gap or repeat. What it finds committed the truth keeps.
class SameBytes final : public ReplicaChecker {
public:
    explicit SameBytes(const Context& context)
        : ReplicaChecker(context)
        , m_compared(context.plan) {}

private:
    struct Compared {
        int life = 0;
        Offset upTo{0};
    };

    void onReplica(const ClusterLook&, const BrokerLook& broker, const ReplicaLook& replica) override {
        auto& [life, upTo] = m_compared.at(broker.number, replica.partition);
        if (std::exchange(life, broker.life) != broker.life) upTo = Offset(0);
        const Offset committed = std::min(replica.hosted->highWatermark, replica.log->end());
        if (committed <= upTo) return;
        Truth::Partition& truth = m_truth.partition(replica.partition);
        truth.highWatermark = std::max(truth.highWatermark, committed);
        const Result<Offset> compared = truth.log.compare(
            *replica.log, upTo, committed, [&](const wire::BatchView& batch, bool isAfterGap) {
                if (isAfterGap) forgetSequences(replica.partition);
                if (truth.name.topic == node::kOffsetsTopic)
                    m_truth.freshOffsets.push_back({replica.partition, toBytes(batch.bytes)});
                if (batch.header.hasProducerId()) checkSequence(replica.partition, batch.header);
            });
        if (compared)
            upTo = *compared;
        else if (compared.error().code == ErrorCode::kMalformed)
            violated("L1",
                     fmt::format("{} on broker {}: {}", truth.name, broker.number, compared.error().detail));
    }

    /// What was in the gap nobody knows.
    void forgetSequences(int partition) {
        for (auto& [name, known] : m_sequences)
            if (name.first == partition) known.isAny = true;
    }

    void checkSequence(int partition, const wire::BatchHeader& batch) {
        const auto [known, isNew] = m_sequences.try_emplace({partition, batch.producerId});
        auto& [epoch, last, mayBeAny] = known->second;
        if (isNew) epoch = batch.producerEpoch;
        if (batch.producerEpoch < epoch)
            violated("T1", fmt::format("{} offset {}: producer {} has epoch {} after {}", nameOf(partition),
                                       batch.baseOffset, batch.producerId, batch.producerEpoch, epoch));
        // A topic that came back under its name knows nothing of a producer that was there before.
        const bool isAny =
            std::exchange(mayBeAny, false) || (isNew && !m_truth.partition(partition).topicId.isZero());
        const Sequence expected = isNew || batch.producerEpoch != epoch ? Sequence(0) : last + 1;
        if (batch.baseSequence != expected && !isAny)
            violated("T1", fmt::format("{} offset {}: producer {} epoch {} has sequence {} where {} is next",
                                       nameOf(partition), batch.baseOffset, batch.producerId,
                                       batch.producerEpoch, batch.baseSequence, expected));
        epoch = batch.producerEpoch;
        last = batch.lastSequence();
    }

    PerReplica<Compared> m_compared;
    struct Known {
        ProducerEpoch epoch;
        Sequence last{-1};
        bool isAny = false;  ///< what comes next need not follow
    };
    std::map<std::pair<int, ProducerId>, Known> m_sequences;
};

/// L2: log start ≤ high watermark ≤ log end, and epochs grow with their offsets.
class OffsetsInOrder final : public ReplicaChecker {
public:
    using ReplicaChecker::ReplicaChecker;

private:
    void onReplica(const ClusterLook&, const BrokerLook& broker, const ReplicaLook& replica) override {
        const Offset watermark = replica.hosted->highWatermark;
        if (replica.log->start() > watermark || watermark > replica.log->end())
            violated("L2", fmt::format("{} on broker {}: log start {}, high watermark {}, log end {}",
                                       nameOf(replica.partition), broker.number, replica.log->start(),
                                       watermark, replica.log->end()));
        const auto& entries = replica.log->epochs().entries();
        for (std::size_t i = 1; i < entries.size(); ++i)
            if (entries[i].epoch <= entries[i - 1].epoch ||
                entries[i].startOffset <= entries[i - 1].startOffset)
                violated("L2",
                         fmt::format("{} on broker {}: epoch {} begins at {}, epoch {} at {}",
                                     nameOf(replica.partition), broker.number, entries[i - 1].epoch,
                                     entries[i - 1].startOffset, entries[i].epoch, entries[i].startOffset));
    }
};

/// L3 and M6: the leader of the newest epoch, and everyone in sync or eligible, has all that is committed.
class CandidatesHaveAll final : public ReplicaChecker {
public:
    using ReplicaChecker::ReplicaChecker;

private:
    void onReplica(const ClusterLook&, const BrokerLook& broker, const ReplicaLook& replica) override {
        const PartitionImage* image = imageOf(replica.partition);
        if (!image || m_truth.broker(broker.number).lostData) return;
        const Truth::Partition& truth = m_truth.partition(replica.partition);
        const bool leads = replica.leading && replica.leading->leaderEpoch() == image->leaderEpoch;
        const BrokerId id(broker.number);
        const bool isCandidate =
            std::ranges::count(image->isr, id) > 0 || std::ranges::count(image->elr, id) > 0;
        if (!leads && !isCandidate) return;
        const Offset has = replica.shared < truth.log.end() ? replica.shared : replica.log->end();
        if (has < truth.highWatermark)
            violated(leads ? "L3" : "M6",
                     fmt::format("broker {} {} {} in epoch {} and has what is committed up to {} only, of {}",
                                 broker.number, leads ? "leads" : "may lead", truth.name, image->leaderEpoch,
                                 has, truth.highWatermark));
    }
};

/// L5: no replica drops what it had of the committed records, but by a loss of power. S1: and even then it
/// keeps what was synced.
class NothingCommittedIsDropped final : public ReplicaChecker {
public:
    explicit NothingCommittedIsDropped(const Context& context)
        : ReplicaChecker(context)
        , m_held(context.plan) {}

    void onDeath(const BrokerLook& broker, const world::Files&, bool isLossy) override {
        if (!isLossy) return;
        for (int partition = 0; partition < static_cast<int>(m_truth.partitions.size()); ++partition) {
            Held& held = m_held.at(broker.number, partition);
            held.shared = std::min(held.shared, held.synced);
            held.onlySynced = true;
        }
    }

private:
    struct Held {
        Offset shared{0};  ///< of the committed records
        Offset synced{0};
        bool onlySynced = false;
    };

    void onReplica(const ClusterLook&, const BrokerLook& broker, const ReplicaLook& replica) override {
        Held& held = m_held.at(broker.number, replica.partition);
        if (replica.shared < held.shared)
            violated(
                held.onlySynced ? "S1" : "L5",
                fmt::format(
                    "{} on broker {}: it had the committed records up to {}{}, and has them up to {} only",
                    nameOf(replica.partition), broker.number, held.shared, held.onlySynced ? " synced" : "",
                    replica.shared));
        held.shared = std::max(held.shared, replica.shared);
        held.synced = replica.log->recoveryPoint();
        held.onlySynced = false;
    }

    PerReplica<Held> m_held;
};

/// M7: who is in sync has fetched in this leader epoch and passed its start. M8: the high watermark is on
/// everybody whom the leader counts, and it moves only while enough are in sync.
class WatermarkIsReplicated final : public ReplicaChecker {
public:
    explicit WatermarkIsReplicated(const Context& context)
        : ReplicaChecker(context)
        , m_before(context.plan) {}

private:
    struct Before {
        LeaderEpoch leaderEpoch = kNoLeaderEpoch;
        PartitionEpoch partitionEpoch{-1};
        Offset highWatermark{0};
        std::set<BrokerId> isr;
        int life = 0;
    };

    void onReplica(const ClusterLook& look, const BrokerLook& broker, const ReplicaLook& replica) override {
        const replication::LeaderReplica* leader = replica.leading;
        const PartitionImage* image = imageOf(replica.partition);
        if (!leader || !image || image->leaderEpoch != leader->leaderEpoch()) return;
        for (const BrokerId id : leader->maximalIsr()) checkMember(look, broker, replica, id);
        Before& before = m_before.at(broker.number, replica.partition);
        const bool isSame = before.life == broker.life && before.leaderEpoch == leader->leaderEpoch();
        if (isSame) {
            checkMinInSync(broker, replica, before);
            checkJoined(look, replica, before);
        }
        if (!isSame || before.partitionEpoch != leader->partitionEpoch()) before.isr = leader->isr();
        before.leaderEpoch = leader->leaderEpoch();
        before.partitionEpoch = leader->partitionEpoch();
        before.highWatermark = leader->highWatermark();
        before.life = broker.life;
    }

    void checkMember(const ClusterLook& look, const BrokerLook& broker, const ReplicaLook& replica,
                     BrokerId member) {
        const ReplicaLook* other = look.broker(member).replica(replica.partition);
        if (!other || !other->log || m_truth.broker(member.value()).lostData) return;
        const Offset watermark = replica.leading->highWatermark();
        if (other->log->end() < watermark)
            violated(
                "M8",
                fmt::format("{}: its leader {} has high watermark {}, in-sync broker {} ends at {}",
                            nameOf(replica.partition), broker.number, watermark, member, other->log->end()));
    }
    void checkMinInSync(const BrokerLook& broker, const ReplicaLook& replica, const Before& before) {
        const replication::LeaderReplica& leader = *replica.leading;
        if (before.partitionEpoch != leader.partitionEpoch()) return;
        const auto least = static_cast<std::size_t>(std::min(m_plan.minInSync, m_plan.replicationFactor));
        if (leader.highWatermark() > before.highWatermark && leader.isr().size() < least)
            violated("M8",
                     fmt::format("{}: its leader {} moved the high watermark from {} to {} with {} in sync",
                                 nameOf(replica.partition), broker.number, before.highWatermark,
                                 leader.highWatermark(), leader.isr().size()));
    }
    void checkJoined(const ClusterLook& look, const ReplicaLook& replica, const Before& before) {
        for (const BrokerId id : replica.leading->isr()) {
            if (before.isr.contains(id) || id == replica.hosted->leader) continue;
            const ReplicaLook* joined = look.broker(id).replica(replica.partition);
            if (!joined || !joined->log || m_truth.broker(id.value()).lostData) continue;
            if (joined->log->end() < replica.leading->epochStart())
                violated(
                    "M7",
                    fmt::format(
                        "{}: broker {} joined the ISR with log end {}, the leader's epoch {} begins at {}",
                        nameOf(replica.partition), id, joined->log->end(), replica.leading->leaderEpoch(),
                        replica.leading->epochStart()));
        }
    }

    PerReplica<Before> m_before;
};

}  // namespace

std::unique_ptr<Checker> makeCommittedTracker(const Checker::Context& context) {
    return std::make_unique<SameBytes>(context);
}

void addReplicaCheckers(const Checker::Context& context, Checkers& checkers) {
    checkers.push_back(std::make_unique<OffsetsInOrder>(context));
    checkers.push_back(std::make_unique<CandidatesHaveAll>(context));
    checkers.push_back(std::make_unique<NothingCommittedIsDropped>(context));
    checkers.push_back(std::make_unique<WatermarkIsReplicated>(context));
}

}  // namespace broker::checking
