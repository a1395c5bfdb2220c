#include <algorithm>
#include <utility>

#include "broker/replication/leader_replica.h"

namespace broker::replication {

std::set<BrokerId> LeaderReplica::maximalIsr() const {
    std::set<BrokerId> all = m_isr;
    if (m_options.mutant != Mutant::kNoMaximalIsr) all.insert(m_maybeAdded.begin(), m_maybeAdded.end());
    return all;
}

/// A newer partition epoch: no request made for an older one can be accepted any more.
/// Whoever joins has the full time to keep up, for until here it only had to reach the high watermark.
void LeaderReplica::adopt(const std::vector<BrokerId>& isr, PartitionEpoch epoch, world::Moment now,
                          LeaderDecisions& decisions) {
    std::set<BrokerId> members(isr.begin(), isr.end());
    for (auto& [id, follower] : m_followers)
        if (members.contains(id) && !m_isr.contains(id)) follower.lastCaughtUp = now;
    decisions.isrChanged = members != m_isr;
    m_isr = std::move(members);
    m_partitionEpoch = epoch;
    m_asked.reset();
    m_maybeAdded.clear();
    m_mustConfirm = false;
}

bool LeaderReplica::mayJoin(const Follower& follower, const Brokers& brokers) const {
    if (m_isr.contains(follower.id) || !follower.end || *follower.end < m_highWatermark) return false;
    if (*follower.end < m_epochStart && m_options.mutant != Mutant::kJoinBeforeEpochStart) return false;
    const auto& broker = brokers.find(follower.id);
    return broker && broker->isActive() && broker->epoch == follower.brokerEpoch;
}

void LeaderReplica::maybeGrow(const Follower& follower, const Brokers& brokers, LeaderDecisions& decisions) {
    if (m_asked || !mayJoin(follower, brokers)) return;
    std::set<BrokerId> isr = m_isr;
    isr.insert(follower.id);
    ask(IsrProposal::Kind::kGrow, std::move(isr), brokers, decisions);
    m_maybeAdded.insert(follower.id);
}

/// One that has everything is never behind, however long nothing was written.
bool LeaderReplica::isTooFarBehind(const Follower& follower, world::Moment now) const {
    if (follower.end == m_end) return false;
    return !follower.lastCaughtUp || now - *follower.lastCaughtUp > m_options.lagTimeMax;
}

LeaderDecisions LeaderReplica::tick(const Brokers& brokers, world::Moment now) {
    LeaderDecisions decisions;
    if (m_asked) return decisions;
    std::set<BrokerId> staying = m_isr;
    for (const auto& [id, follower] : m_followers)
        if (isTooFarBehind(follower, now)) staying.erase(id);
    if (staying != m_isr)
        ask(IsrProposal::Kind::kShrink, std::move(staying), brokers, decisions);
    else if (m_mustConfirm)
        ask(IsrProposal::Kind::kConfirm, m_isr, brokers, decisions);
    return decisions;
}

std::optional<world::Moment> LeaderReplica::nextTick() const {
    if (m_asked) return std::nullopt;
    if (m_mustConfirm) return world::Moment{};
    std::optional<world::Moment> next;
    for (const auto& [id, follower] : m_followers) {
        if (!m_isr.contains(id) || follower.end == m_end) continue;
        const world::Moment due = follower.lastCaughtUp
                                      ? *follower.lastCaughtUp + m_options.lagTimeMax + world::Duration(1)
                                      : world::Moment{};
        next = next ? std::min(*next, due) : due;
    }
    return next;
}

void LeaderReplica::ask(IsrProposal::Kind kind, std::set<BrokerId> isr, const Brokers& brokers,
                        LeaderDecisions& decisions) {
    IsrProposal proposal{.kind = kind,
                         .leaderEpoch = m_leaderEpoch,
                         .partitionEpoch = m_partitionEpoch,
                         .isr = {},
                         .changed = {}};
    for (const BrokerId id : isr) {
        const auto follower = m_followers.find(id);
        const bool hasFetched = follower != m_followers.end() && follower->second.end;
        const auto& broker = brokers.find(id);
        const BrokerEpoch registered = broker ? broker->epoch : kNoBrokerEpoch;
        proposal.isr.push_back({id, hasFetched ? follower->second.brokerEpoch : registered});
    }
    std::ranges::set_symmetric_difference(isr, m_isr, std::back_inserter(proposal.changed));
    m_asked = proposal;
    m_wasSentTwice = false;
    decisions.ask = std::move(proposal);
}

LeaderDecisions LeaderReplica::answered(const IsrProposal& asked, const IsrAnswer& answer,
                                        world::Moment now) {
    LeaderDecisions decisions;
    if (m_asked != asked) return decisions;  // the metadata was faster
    switch (answer.error) {
        case ErrorCode::kNone:
            // A newer leader epoch has its own leader replica, made when the metadata arrives.
            if (answer.leaderEpoch != m_leaderEpoch || answer.partitionEpoch < m_partitionEpoch) break;
            adopt(answer.isr, answer.partitionEpoch, now, decisions);
            moveHighWatermark(decisions);
            break;
        case ErrorCode::kOperationNotAttempted:
        case ErrorCode::kIneligibleReplica:
            refused(decisions);
            break;
        case ErrorCode::kInvalidUpdateVersion:
        case ErrorCode::kFencedLeaderEpoch:
        case ErrorCode::kNewLeaderElected:
        case ErrorCode::kUnknownTopicOrPartition:
        case ErrorCode::kUnknownTopicId:
        case ErrorCode::kInvalidRequest:
            break;  // the controller knows more; until the metadata tells what, it stays asked
        default:
            return unanswered(asked);
    }
    return decisions;
}

void LeaderReplica::refused(LeaderDecisions& decisions) {
    m_asked.reset();
    // Another copy may still arrive and be accepted where this one was not.
    if (m_wasSentTwice)
        m_mustConfirm = true;
    else if (!m_mustConfirm)
        m_maybeAdded.clear();
    moveHighWatermark(decisions);
}

LeaderDecisions LeaderReplica::unanswered(const IsrProposal& asked) {
    LeaderDecisions decisions;
    if (m_asked != asked) return decisions;
    m_wasSentTwice = true;
    decisions.ask = m_asked;
    return decisions;
}

}  // namespace broker::replication
