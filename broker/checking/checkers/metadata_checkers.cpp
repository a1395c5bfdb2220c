#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "broker/checking/checker.h"

// M1 to M3, M5, M9, M10: what the committed metadata says.
namespace broker::checking {
namespace {

using metadata::BrokerImage;
using metadata::MetadataImage;
using metadata::PartitionImage;

bool contains(const std::vector<BrokerId>& list, BrokerId id) { return std::ranges::count(list, id) > 0; }

std::string names(const std::vector<BrokerId>& list) {
    std::string text;
    for (const BrokerId id : list) text += fmt::format("{}{}", text.empty() ? "" : ", ", id);
    return "{" + text + "}";
}

/// M1: equal prefixes of the metadata log give equal images.
class SameImages final : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) override {
        m_last.resize(look.brokers.size());
        for (const BrokerLook& broker : look.brokers) {
            const MetadataImage*& last = m_last[static_cast<std::size_t>(broker.number) - 1].first;
            if (!broker.image || broker.image.get() == last) continue;
            last = broker.image.get();
            m_last[static_cast<std::size_t>(broker.number) - 1].second = broker.image;
            const auto [known, isNew] = m_hashes.try_emplace(broker.image->end(), broker.image->hash());
            if (known->second != broker.image->hash())
                violated("M1",
                         fmt::format("broker {} made another image of the metadata up to {} than others did",
                                     broker.number, known->first));
        }
    }

private:
    /// Kept, so that no later image can have the same address.
    std::vector<std::pair<const MetadataImage*, metadata::ImagePointer>> m_last;
    std::map<Offset, std::uint64_t> m_hashes;
};

/// Hears how the partitions of the newest image changed since the look before.
class PartitionChangeChecker : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) final {
        if (look.newestMoved) {
            const MetadataImage& newest = *m_truth.newest;
            for (std::size_t i = 0; i < m_truth.partitions.size(); ++i) {
                const PartitionImage* now = m_truth.imageIn(newest, static_cast<int>(i));
                const PartitionImage* before = m_truth.imageIn(*m_before, static_cast<int>(i));
                // Each node has leaves of its own, so content counts.
                if (now && !(before && *now == *before))
                    onChange(static_cast<int>(i), before, *now, *m_before, newest);
            }
            onNewest(*m_before, newest);
            m_before = m_truth.newest;
        }
        onEveryLook(look);
    }

protected:
    virtual void onChange(int partition, const PartitionImage* before, const PartitionImage& now,
                          const MetadataImage& imageBefore, const MetadataImage& image) = 0;
    virtual void onNewest(const MetadataImage&, const MetadataImage&) {}
    virtual void onEveryLook(const ClusterLook&) {}
    const TopicPartition& nameOf(int partition) const { return m_truth.partition(partition).name; }
    std::size_t effectiveMinInSync(const PartitionImage& partition) const {
        return std::min(static_cast<std::size_t>(m_plan.minInSync), partition.replicas.size());
    }

private:
    metadata::ImagePointer m_before = MetadataImage::empty();
};

/// M2: ISR and ELR are disjoint subsets of the replicas; ELR is empty while enough are in sync; whoever is in
/// sync is not fenced, unless there is no leader; the leader is in sync.
class SetsFit final : public PartitionChangeChecker {
public:
    using PartitionChangeChecker::PartitionChangeChecker;

private:
    void onChange(int partition, const PartitionImage*, const PartitionImage& now, const MetadataImage&,
                  const MetadataImage& image) override {
        const auto wrong = [&](const char* what) {
            violated("M2",
                     fmt::format("{}: {} (replicas {}, ISR {}, ELR {}, leader {})", nameOf(partition), what,
                                 names(now.replicas), names(now.isr), names(now.elr), now.leader));
        };
        for (const BrokerId id : now.isr) {
            if (!contains(now.replicas, id)) wrong("an in-sync replica is none of its replicas");
            if (contains(now.elr, id)) wrong("a replica is in sync and eligible at once");
            const BrokerImage* broker = image.broker(id);
            if (now.leader != kNoBroker && (!broker || broker->fenced)) wrong("a fenced broker is in sync");
        }
        for (const BrokerId id : now.elr)
            if (!contains(now.replicas, id)) wrong("an eligible replica is none of its replicas");
        if (now.isr.size() >= effectiveMinInSync(now) && !now.elr.empty())
            wrong("enough replicas are in sync, and yet some are eligible");
        if (now.leader != kNoBroker && !contains(now.isr, now.leader)) wrong("the leader is not in sync");
    }
};

/// M3: leader, partition and broker epochs only grow.
class EpochsGrow final : public PartitionChangeChecker {
public:
    using PartitionChangeChecker::PartitionChangeChecker;

private:
    void onChange(int partition, const PartitionImage* before, const PartitionImage& now,
                  const MetadataImage&, const MetadataImage&) override {
        if (!before) return;
        const bool leaderMoved = before->leader != now.leader;
        if (now.leaderEpoch < before->leaderEpoch || (leaderMoved && now.leaderEpoch == before->leaderEpoch))
            violated("M3", fmt::format("the leader of {} changed from {} to {}, its epoch from {} to {}",
                                       nameOf(partition), before->leader, now.leader, before->leaderEpoch,
                                       now.leaderEpoch));
        if (now.partitionEpoch <= before->partitionEpoch)
            violated("M3", fmt::format("{} changed, its partition epoch went from {} to {}",
                                       nameOf(partition), before->partitionEpoch, now.partitionEpoch));
    }
    void onNewest(const MetadataImage& before, const MetadataImage& now) override {
        now.brokers().forEach([&](BrokerId id, const auto& broker) {
            const BrokerImage* earlier = before.broker(id);
            if (earlier && broker->epoch < earlier->epoch)
                violated("M3", fmt::format("the epoch of broker {} fell from {} to {}", id, earlier->epoch,
                                           broker->epoch));
            const auto [known, isNew] =
                m_uptimes.try_emplace(broker->epoch, std::pair(id, broker->incarnationId));
            if (known->second != std::pair(id, broker->incarnationId))
                violated("M3", fmt::format("broker epoch {} was given twice", broker->epoch));
        });
    }

    std::map<BrokerEpoch, std::pair<BrokerId, Uuid>> m_uptimes;
};

/// M5: the leader counts on nobody less than the controller does: the ISR is within the maximal ISR.
class LeaderCountsAll final : public PartitionChangeChecker {
public:
    using PartitionChangeChecker::PartitionChangeChecker;

private:
    void onChange(int, const PartitionImage*, const PartitionImage&, const MetadataImage&,
                  const MetadataImage&) override {}
    void onEveryLook(const ClusterLook& look) override {
        for (const BrokerLook& broker : look.brokers)
            for (const ReplicaLook& replica : broker.replicas)
                if (replica.leading) check(replica);
    }
    void check(const ReplicaLook& replica) {
        const PartitionImage* image = m_truth.newestImage(replica.partition);
        if (!image || image->leaderEpoch != replica.leading->leaderEpoch()) return;
        const std::set<BrokerId> counted = replica.leading->maximalIsr();
        for (const BrokerId id : image->isr)
            if (!counted.contains(id))
                violated(
                    "M5",
                    fmt::format("the controller has broker {} in the ISR of {}, its leader {} does not wait "
                                "for it",
                                id, nameOf(replica.partition), image->leader));
    }
};

/// M9: a broker that came back without what it had not synced is in no ISR or ELR until it has caught up.
class LossIsDistrusted final : public PartitionChangeChecker {
public:
    using PartitionChangeChecker::PartitionChangeChecker;

    void onDeath(const BrokerLook& broker, const world::Files&, bool isLossy) override {
        if (!isLossy) return;
        for (std::size_t i = 0; i < m_truth.partitions.size(); ++i) {
            const PartitionImage* image = m_truth.newestImage(static_cast<int>(i));
            if (image) m_atLoss[{broker.number, static_cast<int>(i)}] = image->partitionEpoch;
        }
        // A registration of the uptime that ends may be in a log and be committed later; its epoch is its
        // offset.
        if (m_truth.newest->broker(BrokerId(broker.number)))
            m_truth.broker(broker.number).epochAtLoss = BrokerEpoch(m_metadataEnd.value() - 1);
    }

private:
    void onChange(int, const PartitionImage*, const PartitionImage&, const MetadataImage&,
                  const MetadataImage&) override {}
    void onNewest(const MetadataImage&, const MetadataImage& now) override {
        std::erase_if(m_atLoss, [&](const auto& entry) {
            const auto& [brokerAndPartition, epoch] = entry;
            const auto [number, partition] = brokerAndPartition;
            const BrokerImage* broker = now.broker(BrokerId(number));
            if (!broker || broker->epoch <= m_truth.broker(number).epochAtLoss) return false;
            const PartitionImage* image = m_truth.imageIn(now, partition);
            const bool isTrusted =
                image && (contains(image->isr, broker->id) || contains(image->elr, broker->id));
            if (isTrusted && image->partitionEpoch == epoch && image->replicas.size() > 1)
                violated(
                    "M9",
                    fmt::format(
                        "broker {} came back after a loss of power and is still trusted with {} (ISR {}, "
                        "ELR {})",
                        number, nameOf(partition), names(image->isr), names(image->elr)));
            return true;
        });
    }

    void onEveryLook(const ClusterLook& look) override {
        m_metadataEnd = m_truth.newest->end();
        for (const BrokerLook& broker : look.brokers)
            if (broker.metadataLog) m_metadataEnd = std::max(m_metadataEnd, broker.metadataLog->end());
    }

    std::map<std::pair<int, int>, PartitionEpoch> m_atLoss;
    Offset m_metadataEnd{0};  ///< of the longest copy
};

/// M10: who was neither in sync nor eligible leads only where that was allowed.
class NoUncleanElection final : public PartitionChangeChecker {
public:
    using PartitionChangeChecker::PartitionChangeChecker;

private:
    void onChange(int partition, const PartitionImage* before, const PartitionImage& now,
                  const MetadataImage&, const MetadataImage&) override {
        if (!before || now.leaderEpoch == before->leaderEpoch) return;
        const bool hasLed =
            now.leader == kNoBroker && now.recovery == metadata::LeaderRecoveryState::kRecovering;
        // It led between two looks and was gone again.
        if (hasLed && m_plan.allowsUncleanElection) exempt(partition, now);
        if (now.leader == kNoBroker) return;
        const bool wasCandidate = contains(before->isr, now.leader) || contains(before->elr, now.leader);
        const bool isUnclean = now.recovery == metadata::LeaderRecoveryState::kRecovering;
        if (wasCandidate && !isUnclean) return;
        // Who led last has everything, unless it lost what it had not synced.
        const bool wasLastKnown = contains(before->lastKnownElr, now.leader) ||
                                  contains(now.lastKnownElr, now.leader) || before->leader == now.leader;
        const bool hasAll = (wasLastKnown || wasCandidate) && !m_truth.broker(now.leader.value()).lostData;
        if ((isUnclean && !hasAll) || m_plan.allowsUncleanElection) exempt(partition, now);
        if (m_plan.allowsUncleanElection || wasLastKnown) return;
        // What lay between two looks is not known if more than one change did: a candidate may have led in
        // between and been the last.
        if ((isUnclean && !wasCandidate) || now.partitionEpoch == before->partitionEpoch + 1)
            violated("M10", fmt::format("broker {} became leader of {} in epoch {}, before which ISR and ELR "
                                        "were {} and {}",
                                        now.leader, nameOf(partition), now.leaderEpoch, names(before->isr),
                                        names(before->elr)));
    }
    void exempt(int partition, const PartitionImage& now) {
        m_truth.exempt(partition, "an unclean election");
        m_truth.partition(partition).uncleanEpoch = now.leaderEpoch;
        m_overtaken.insert(partition);
    }
    /// Whoever led before, or has yet to hear that it once led, goes on acknowledging until it hears of the
    /// election, and loses that.
    void onEveryLook(const ClusterLook& look) override {
        for (auto at = m_overtaken.begin(); at != m_overtaken.end();) {
            m_truth.excuseWrites(*at);
            const LeaderEpoch since = m_truth.partition(*at).uncleanEpoch;
            const bool mayBeLed = std::ranges::any_of(look.brokers, [&](const BrokerLook& broker) {
                const PartitionImage* known = broker.image ? m_truth.imageIn(*broker.image, *at) : nullptr;
                const ReplicaLook* replica = broker.replica(*at);
                return (known && known->leaderEpoch < since) ||
                       (replica && replica->leading && replica->leading->leaderEpoch() < since);
            });
            at = mayBeLed ? std::next(at) : m_overtaken.erase(at);
        }
    }

    std::set<int> m_overtaken;  ///< partitions of which an unclean election may not be known everywhere
};

}  // namespace

void addMetadataCheckers(const Checker::Context& context, Checkers& checkers) {
    checkers.push_back(std::make_unique<SameImages>(context));
    checkers.push_back(std::make_unique<SetsFit>(context));
    checkers.push_back(std::make_unique<EpochsGrow>(context));
    checkers.push_back(std::make_unique<LeaderCountsAll>(context));
    checkers.push_back(std::make_unique<LossIsDistrusted>(context));
    checkers.push_back(std::make_unique<NoUncleanElection>(context));
}

}  // namespace broker::checking
