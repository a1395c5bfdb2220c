#include "app/inspect/replica_facts.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace app {

using namespace broker::observe;
using broker::BrokerId;
using broker::kNoBroker;
using broker::Offset;
using broker::Timestamp;
using broker::TopicPartition;

namespace {

bool contains(const std::vector<BrokerId>& ids, BrokerId id) {
    return std::ranges::find(ids, id) != ids.end();
}

std::optional<std::int64_t> numberIn(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

const BrokerSnapshot::Setting* settingOf(const ClusterSnapshot& snapshot, BrokerId id,
                                         std::string_view name) {
    const BrokerSnapshot* broker = snapshot.broker(id);
    if (!broker) return nullptr;
    const auto found = std::ranges::find(broker->settings, name, &BrokerSnapshot::Setting::name);
    return found == broker->settings.end() ? nullptr : &*found;
}

/// Whoever can tell of the cluster's settings: the leader, else the first broker that says something.
const BrokerSnapshot::Setting* settingNear(const ClusterSnapshot& snapshot, BrokerId id,
                                           std::string_view name) {
    if (const auto* setting = settingOf(snapshot, id, name)) return setting;
    for (const auto& broker : snapshot.brokers)
        if (const auto* setting = settingOf(snapshot, broker->id, name)) return setting;
    return nullptr;
}

void measure(ReplicaFacts& facts, Timestamp now) {
    if (!facts.leader || !facts.replica || facts.leader == facts.replica) return;
    // The two were published at different moments, so a follower may seem to be further.
    facts.behind = std::max<std::int64_t>(0, facts.leader->logEnd - facts.replica->logEnd);
    if (!facts.asKnown) return;
    const bool hasAll = facts.asKnown->logEnd >= facts.leader->logEnd;
    if (hasAll && facts.behind == 0) return;
    // Never since the leader began to lead: not for that long, at least.
    const Timestamp since = facts.asKnown->lastCaughtUp != broker::kNoTimestamp ? facts.asKnown->lastCaughtUp
                                                                                : facts.leader->roleSince;
    if (since != broker::kNoTimestamp && !hasAll)
        facts.lateFor = std::max<std::int64_t>(0, now.value() - since.value());
}

}  // namespace

ReplicaFacts replicaFacts(const ClusterSnapshot& snapshot, const TopicPartition& which,
                          const PartitionSnapshot& partition, BrokerId id, Timestamp now) {
    ReplicaFacts facts{.broker = id};
    facts.holder = snapshot.broker(id);
    facts.replica = snapshot.replica(which, id);
    facts.leader = snapshot.replica(which, partition.leader);
    facts.isInSync = contains(partition.isr, id);
    facts.isEligible = contains(partition.eligible, id);
    facts.isFrozen = snapshot.faults.isFrozen(id);
    facts.isDown =
        !facts.holder || !isAlive(facts.holder->state) || (facts.replica && !facts.replica->failure.empty());
    facts.state = facts.isEligible         ? ReplicaState::kEligible
                  : facts.isDown           ? ReplicaState::kOffline
                  : partition.leader == id ? ReplicaState::kLeader
                  : facts.isInSync         ? ReplicaState::kInSync
                                           : ReplicaState::kOutOfSync;
    if (facts.leader) {
        const auto& followers = facts.leader->followers;
        const auto found = std::ranges::find(followers, id, &FollowerSnapshot::broker);
        if (found != followers.end()) facts.asKnown = &*found;
    }
    measure(facts, now);
    if (facts.replica && facts.replica->lastTruncation &&
        now.value() - facts.replica->lastTruncation->time.value() < kRecentCutMillis)
        facts.cut = &*facts.replica->lastTruncation;
    return facts;
}

std::optional<BrokerSnapshot::Setting> lagLimit(const ClusterSnapshot& snapshot, BrokerId leader) {
    const auto* setting = settingNear(snapshot, leader, "replica.lag.time.max.ms");
    if (!setting) return std::nullopt;
    return *setting;
}

std::optional<std::int64_t> lagLimitMillis(const ClusterSnapshot& snapshot, BrokerId leader) {
    const auto* setting = settingNear(snapshot, leader, "replica.lag.time.max.ms");
    return setting ? numberIn(setting->value) : std::nullopt;
}

std::int64_t minInSyncSetting(const ClusterSnapshot& snapshot, const TopicSnapshot& topic, BrokerId leader) {
    std::optional<std::int64_t> count;
    if (const auto own = topic.settings.find("min.insync.replicas"); own != topic.settings.end())
        count = numberIn(own->second);
    if (!count)
        if (const auto* setting = settingNear(snapshot, leader, "min.insync.replicas"))
            count = numberIn(setting->value);
    return count.value_or(1);
}

std::int64_t minInSync(const ClusterSnapshot& snapshot, const TopicSnapshot& topic,
                       const PartitionSnapshot& partition) {
    return std::min(minInSyncSetting(snapshot, topic, partition.leader),
                    static_cast<std::int64_t>(partition.replicas.size()));
}

bool isUnderMinIsr(const ClusterSnapshot& snapshot, const TopicSnapshot& topic,
                   const PartitionSnapshot& partition) {
    return partition.leader != kNoBroker &&
           static_cast<std::int64_t>(partition.isr.size()) < minInSync(snapshot, topic, partition);
}

std::span<const std::shared_ptr<const ReplicaSnapshot>> replicasOfTopic(const BrokerSnapshot& broker,
                                                                        const std::string& topic) {
    const auto topicOf = [](const auto& replica) -> const std::string& { return replica->partition.topic; };
    const auto range = std::ranges::equal_range(broker.replicas, topic, {}, topicOf);
    return {range.begin(), range.end()};
}

std::optional<LostOffsets> lostOffsets(const ClusterSnapshot& snapshot, const TopicPartition& which,
                                       const PartitionSnapshot& partition) {
    const ReplicaSnapshot* leader = snapshot.replica(which, partition.leader);
    if (!leader) return std::nullopt;
    std::optional<LostOffsets> lost;
    const auto add = [&lost](Offset from, Offset to) {
        if (from >= to) return;
        lost = lost ? LostOffsets{std::min(lost->from, from), std::max(lost->to, to)} : LostOffsets{from, to};
    };
    for (const BrokerId id : partition.replicas) {
        const ReplicaSnapshot* replica = snapshot.replica(which, id);
        if (!replica || replica == leader) continue;
        if (const auto& cut = replica->lastTruncation; cut && cut->losesCommitted())
            add(cut->to, cut->committedEnd);
        // It has not met the leader of this epoch yet, and what it knows to be committed goes further than
        // where that leader began.
        if (leader->isLeader && leader->epochStart >= Offset(0) && replica->leaderEpoch < leader->leaderEpoch)
            add(leader->epochStart, std::min(replica->highWatermark, replica->logEnd));
    }
    return lost;
}

}  // namespace app
