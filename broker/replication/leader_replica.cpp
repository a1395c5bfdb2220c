#include "broker/replication/leader_replica.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"

namespace broker::replication {

LeaderReplica::LeaderReplica(Options options, const metadata::PartitionImage& partition, const Start& start)
    : m_options(options)
    , m_leaderEpoch(partition.leaderEpoch)
    , m_ledSince(start.ledSince)
    , m_partitionEpoch(partition.partitionEpoch)
    , m_epochStart(start.logEnd)
    , m_end(start.logEnd)
    , m_highWatermark(std::min(start.highWatermark, start.logEnd))
    , m_isr(partition.isr.begin(), partition.isr.end()) {
    CHECK(partition.leader == options.self);
    setReplicas(partition, start.now);
}

/// Whoever is in sync when the epoch begins has the full time to show it.
void LeaderReplica::setReplicas(const metadata::PartitionImage& partition, world::Moment now) {
    std::map<BrokerId, Follower> followers;
    for (const BrokerId id : partition.replicas) {
        if (id == m_options.self) continue;
        const auto known = m_followers.find(id);
        Follower& follower = followers[id];
        if (known != m_followers.end()) follower = known->second;
        follower.id = id;
        if (known == m_followers.end() && m_isr.contains(id)) follower.lastCaughtUp = now;
    }
    m_followers = std::move(followers);
}

LeaderDecisions LeaderReplica::setMinInSync(std::int32_t count) {
    LeaderDecisions decisions;
    m_options.minInSync = count;
    moveHighWatermark(decisions);
    return decisions;
}

LeaderDecisions LeaderReplica::onMetadata(const metadata::PartitionImage& partition, world::Moment now) {
    CHECK(partition.leaderEpoch == m_leaderEpoch && partition.leader == m_options.self);
    LeaderDecisions decisions;
    if (partition.partitionEpoch <= m_partitionEpoch) return decisions;
    setReplicas(partition, now);
    adopt(partition.isr, partition.partitionEpoch, now, decisions);
    moveHighWatermark(decisions);
    return decisions;
}

LeaderDecisions LeaderReplica::appended(Offset logEnd) {
    LeaderDecisions decisions;
    m_end = logEnd;
    moveHighWatermark(decisions);
    return decisions;
}

Result<std::optional<log::EpochEnd>> LeaderReplica::judge(const FollowerFetch& fetch, const LogView& log,
                                                          const Brokers& brokers) const {
    if (fetch.leaderEpoch < m_leaderEpoch)
        return failure(ErrorCode::kFencedLeaderEpoch, "replica {} follows in epoch {}, and {} has begun",
                       fetch.replica, fetch.leaderEpoch, m_leaderEpoch);
    if (fetch.leaderEpoch > m_leaderEpoch)
        return failure(ErrorCode::kUnknownLeaderEpoch, "replica {} follows in epoch {}, known here is {}",
                       fetch.replica, fetch.leaderEpoch, m_leaderEpoch);
    const auto follower = m_followers.find(fetch.replica);
    if (follower == m_followers.end())
        return failure(ErrorCode::kNotLeaderOrFollower, "broker {} holds no replica of it", fetch.replica);
    const auto& broker = brokers.find(fetch.replica);
    if (!broker || broker->epoch != fetch.brokerEpoch)
        return failure(ErrorCode::kNotLeaderOrFollower,
                       "broker {} asks in its uptime {}, and the metadata knows {}", fetch.replica,
                       fetch.brokerEpoch, broker ? broker->epoch : kNoBrokerEpoch);
    std::optional<log::EpochEnd> divergence = divergenceOf(fetch.position, log);
    if (m_options.mutant == Mutant::kEpochEndWithoutEpoch && divergence) {
        divergence->epoch = fetch.position.lastEpoch;
        if (divergence->endOffset >= fetch.position.offset) divergence.reset();
    }
    if (divergence && divergence->isKnown()) return divergence;
    if (divergence || fetch.position.offset < log.start || fetch.position.offset > log.end)
        return failure(ErrorCode::kOffsetOutOfRange, "replica {} asks for offset {} of a log from {} to {}",
                       fetch.replica, fetch.position.offset, log.start, log.end);
    return std::nullopt;
}

LeaderDecisions LeaderReplica::noted(const FollowerFetch& fetch, const Brokers& brokers, world::Moment now) {
    LeaderDecisions decisions;
    Follower& follower = m_followers.at(fetch.replica);
    // A fetch from where the leader's end was at the fetch before shows that it had everything at that time.
    if (fetch.position.offset >= m_end)
        follower.lastCaughtUp = now;
    else if (follower.lastFetch && fetch.position.offset >= follower.leaderEnd)
        follower.lastCaughtUp =
            std::max(follower.lastCaughtUp.value_or(*follower.lastFetch), *follower.lastFetch);
    follower.brokerEpoch = fetch.brokerEpoch;
    follower.end = fetch.position.offset;
    follower.start = fetch.logStart;
    follower.leaderEnd = m_end;
    follower.lastFetch = now;
    maybeGrow(follower, brokers, decisions);
    moveHighWatermark(decisions);
    return decisions;
}

void LeaderReplica::moveHighWatermark(LeaderDecisions& decisions) {
    const auto inSync = static_cast<std::int32_t>(m_isr.size());
    if (m_options.isStrict && inSync < effectiveMinInSync() && m_options.mutant != Mutant::kIgnoreMinInSync)
        return;
    Offset reached = m_end;
    for (const BrokerId id : maximalIsr()) {
        if (id == m_options.self) continue;
        const auto follower = m_followers.find(id);
        // Of a member that has not fetched in this epoch nothing is known.
        if (follower == m_followers.end() || !follower->second.end) return;
        reached = std::min(reached, *follower->second.end);
    }
    if (reached <= m_highWatermark) return;
    m_highWatermark = reached;
    decisions.highWatermarkMoved = true;
}

std::int32_t LeaderReplica::effectiveMinInSync() const {
    return std::min(m_options.minInSync, static_cast<std::int32_t>(m_followers.size()) + 1);
}

Offset LeaderReplica::lowWatermark(Offset ownStart, const Brokers& brokers) const {
    Offset low = ownStart;
    for (const auto& [id, follower] : m_followers) {
        const auto broker = brokers.find(id);
        if (broker && !broker->fenced) low = std::min(low, follower.start);
    }
    return low;
}

Result<void> LeaderReplica::checkEnoughInSync() const {
    const auto inSync = static_cast<std::int32_t>(m_isr.size());
    if (inSync >= effectiveMinInSync()) return {};
    return failure(ErrorCode::kNotEnoughReplicas, "{} in sync, and min.insync.replicas is {}", inSync,
                   effectiveMinInSync());
}

std::optional<ErrorCode> LeaderReplica::acknowledgement(LeaderEpoch appendedIn, Offset required) const {
    // Led by another in between, the records may have been cut off and others may lie there.
    if (appendedIn < m_ledSince) return ErrorCode::kNotLeaderOrFollower;
    if (m_highWatermark < required) return std::nullopt;
    const auto inSync = static_cast<std::int32_t>(maximalIsr().size());
    return inSync >= effectiveMinInSync() ? ErrorCode::kNone : ErrorCode::kNotEnoughReplicasAfterAppend;
}

}  // namespace broker::replication
