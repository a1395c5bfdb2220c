#include <algorithm>
#include <functional>

#include "broker/base/check.h"
#include "broker/quorum/quorum.h"

namespace broker::quorum {

void Quorum::becomeCandidate() {
    m_role = Role::kCandidate;
    m_state.epoch = m_state.epoch + 1;
    m_state.leader = kNoBroker;
    m_state.voted = m_options.self;
    m_effects.push_back(LeaderIs{kNoBroker, m_state.epoch});
    persist();
}

/// Alone in its voter set, its own durable vote is the majority.
void Quorum::becomeLeader() {
    CHECK(m_options.voters.size() == 1 && m_state.voted == m_options.self);
    m_role = Role::kLeader;
    m_state.leader = m_options.self;
    m_epochStart = m_end;
    persist();
    m_effects.push_back(LeaderIs{m_options.self, m_state.epoch});
    m_effects.push_back(AppendLeaderChange{.epoch = m_state.epoch,
                                           .leader = m_options.self,
                                           .voters = m_options.voters,
                                           .grantingVoters = {m_options.self}});
}

void Quorum::maybeMoveHighWatermark() {
    std::vector<Offset> ends;
    for (const BrokerId voter : m_options.voters) {
        const auto replica = m_replicas.find(voter);
        if (voter == m_options.self)
            ends.push_back(m_synced);
        else
            ends.push_back(replica == m_replicas.end() ? Offset{-1} : replica->second.end);
    }
    std::sort(ends.begin(), ends.end(), std::greater<>());
    const Offset majority = ends[ends.size() / 2];
    if (majority > m_epochStart) moveHighWatermark(majority);
}

void Quorum::noteReplica(const FetchRequest& request, world::Moment now) {
    if (request.replica.value() < 0 || request.replica == m_options.self) return;
    if (m_replicas.size() >= kMaxReplicas && !m_replicas.contains(request.replica))
        m_replicas.erase(std::min_element(
            m_replicas.begin(), m_replicas.end(),
            [](const auto& a, const auto& b) { return a.second.lastFetch < b.second.lastFetch; }));
    Replica& replica = m_replicas[request.replica];
    replica.id = request.replica;
    replica.end = request.offset;
    replica.lastFetch = now;
    if (request.offset >= m_end) replica.lastCaughtUp = now;
    maybeMoveHighWatermark();
}

std::vector<Quorum::Replica> Quorum::replicas() const {
    std::vector<Replica> all;
    for (const auto& [id, replica] : m_replicas) all.push_back(replica);
    return all;
}

ErrorCode Quorum::checkFetch(const FetchRequest& request) const {
    if (request.clusterId && *request.clusterId != m_options.clusterId)
        return ErrorCode::kInconsistentClusterId;
    if (request.epoch.value() >= 0 && request.epoch < m_state.epoch) return ErrorCode::kFencedLeaderEpoch;
    if (request.epoch > m_state.epoch) return ErrorCode::kUnknownLeaderEpoch;
    if (m_role != Role::kLeader) return ErrorCode::kNotLeaderOrFollower;
    if (request.offset.value() < 0) return ErrorCode::kOffsetOutOfRange;
    const bool saysEpoch = request.lastFetchedEpoch != kNoLeaderEpoch;
    if (!saysEpoch && request.offset > m_end) return ErrorCode::kOffsetOutOfRange;
    return ErrorCode::kNone;
}

std::optional<EpochEnd> Quorum::divergenceOf(const FetchRequest& request) const {
    if (request.offset.value() == 0 || request.lastFetchedEpoch == kNoLeaderEpoch) return std::nullopt;
    EpochEnd ours = m_epochs.endOf(request.lastFetchedEpoch, m_end);
    if (ours.epoch == request.lastFetchedEpoch && request.offset <= ours.end) return std::nullopt;
    // On the wire an epoch of -1 would say that nothing diverges.
    if (ours.epoch == kNoLeaderEpoch) ours.epoch = LeaderEpoch{0};
    return ours;
}

FetchAnswer Quorum::onFetch(const FetchRequest& request, world::Moment now) {
    FetchAnswer answer;
    answer.error = checkFetch(request);
    answer.leader = m_state.leader;
    answer.epoch = m_state.epoch;
    answer.readUpTo = request.offset;
    if (answer.error != ErrorCode::kNone) return answer;
    answer.diverging = divergenceOf(request);
    if (!answer.diverging) {
        noteReplica(request, now);
        answer.readUpTo = m_end;
        const bool knowsWatermark = !request.highWatermark || *request.highWatermark >= m_highWatermark;
        answer.mayWait = request.offset == m_end && knowsWatermark;
    }
    answer.highWatermark = m_highWatermark;
    answer.effects = take();
    return answer;
}

}  // namespace broker::quorum
