#include <algorithm>

#include "broker/node/raft_driver/raft_driver.h"

namespace broker::node {
namespace {

observe::QuorumRole roleOf(const quorum::Quorum& quorum) {
    switch (quorum.role()) {
        case quorum::Role::kUnattached:
            return quorum.isVoter() ? observe::QuorumRole::kUnattached : observe::QuorumRole::kObserver;
        case quorum::Role::kProspective:
            return observe::QuorumRole::kProspective;
        case quorum::Role::kCandidate:
            return observe::QuorumRole::kCandidate;
        case quorum::Role::kLeader:
            return observe::QuorumRole::kLeader;
        case quorum::Role::kFollower:
            return quorum.isVoter() ? observe::QuorumRole::kFollower : observe::QuorumRole::kObserver;
        case quorum::Role::kResigned:
            return observe::QuorumRole::kResigned;
    }
    return observe::QuorumRole::kUnattached;
}

}  // namespace

RaftDriver::Standing RaftDriver::standing() const {
    return {.role = m_quorum.role(),
            .epoch = m_quorum.epoch(),
            .leader = m_quorum.leader(),
            .end = m_quorum.logEnd(),
            .synced = m_quorum.syncedEnd(),
            .highWatermark = m_quorum.highWatermark()};
}

void RaftDriver::noteProgress() {
    const Standing before = std::exchange(m_standing, standing());
    if (before == m_standing) return;
    if (before.role != m_standing.role || before.epoch != m_standing.epoch ||
        before.leader != m_standing.leader)
        m_since = m_context.world.clock.wallTime();
    m_context.observer.onQuorumMoved();
}

/// Times as the wall clock has them are made once for each fetch, so that equal states stay equal.
std::vector<observe::QuorumReplica> RaftDriver::replicasSeen() {
    const Timestamp wall = m_context.world.clock.wallTime();
    const world::Moment monotonic = now();
    const auto wallOf = [&](world::Moment moment) {
        if (moment == world::Moment()) return kNoTimestamp;
        return Timestamp(wall.value() -
                         std::chrono::duration_cast<std::chrono::milliseconds>(monotonic - moment).count());
    };
    std::vector<quorum::Quorum::Replica> replicas = m_quorum.replicas();
    std::vector<observe::QuorumReplica> seen;
    for (const quorum::Quorum::Replica& replica : replicas) {
        const auto known = std::ranges::find(m_replicas, replica.id, &quorum::Quorum::Replica::id);
        const auto last = std::ranges::find(m_view->replicas, replica.id, &observe::QuorumReplica::broker);
        const bool wasSeen = known != m_replicas.end() && last != m_view->replicas.end();
        seen.push_back({.broker = replica.id,
                        .isVoter = std::ranges::count(m_voters, replica.id, &Voter::id) > 0,
                        .logEnd = replica.end,
                        .lastFetch = wasSeen && known->lastFetch == replica.lastFetch
                                         ? last->lastFetch
                                         : wallOf(replica.lastFetch),
                        .lastCaughtUp = wasSeen && known->lastCaughtUp == replica.lastCaughtUp
                                            ? last->lastCaughtUp
                                            : wallOf(replica.lastCaughtUp)});
    }
    m_replicas = std::move(replicas);
    return seen;
}

std::shared_ptr<const observe::QuorumSnapshot> RaftDriver::view() {
    observe::QuorumSnapshot view{.role = roleOf(m_quorum),
                                 .since = m_since,
                                 .epoch = m_quorum.epoch(),
                                 .leader = m_quorum.leader(),
                                 .voted = m_quorum.state().voted,
                                 .silentLeader = m_quorum.silentLeader(),
                                 .voters = m_quorum.voters(),
                                 .logStart = m_quorum.logStart(),
                                 .logEnd = m_quorum.logEnd(),
                                 .syncedEnd = m_quorum.syncedEnd(),
                                 .highWatermark = m_quorum.highWatermark(),
                                 .epochStart = m_quorum.epochStart(),
                                 .replicas = replicasSeen(),
                                 .tail = m_log ? m_tail.read(*m_log, m_image) : m_tail.last()};
    if (!m_quorum.snapshots().empty()) {
        view.snapshotEnd = m_quorum.snapshots().back().end;
        view.snapshotEpoch = m_quorum.snapshots().back().epoch;
    }
    if (m_quorum.isLeader()) {
        view.granted = m_electedBy;
    } else if (m_quorum.role() == quorum::Role::kProspective || m_quorum.role() == quorum::Role::kCandidate) {
        view.granted.assign(m_quorum.granted().begin(), m_quorum.granted().end());
        view.refused.assign(m_quorum.refused().begin(), m_quorum.refused().end());
    }
    if (!(view == *m_view)) m_view = std::make_shared<const observe::QuorumSnapshot>(std::move(view));
    return m_view;
}

}  // namespace broker::node
