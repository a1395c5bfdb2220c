#include <algorithm>
#include <functional>

#include "broker/base/check.h"
#include "broker/quorum/quorum.h"

namespace broker::quorum {

/// Its own vote is durable, and a majority's.
void Quorum::becomeLeader(world::Moment now) {
    CHECK(m_role == Role::kCandidate && m_state.voted == m_options.self && isPersisted());
    CHECK(!m_appending && !m_installing);
    m_role = Role::kLeader;
    m_state.leader = m_options.self;
    m_epochStart = m_end;
    m_leadsSince = now;
    persist();
    m_effects.push_back(LeaderIs{m_options.self, m_state.epoch});
    m_effects.push_back(AppendLeaderChange{.epoch = m_state.epoch,
                                           .leader = m_options.self,
                                           .voters = m_options.voters,
                                           .grantingVoters = {m_granted.begin(), m_granted.end()}});
    beginRound(now);
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
    const Offset majoritysEnd = ends[majority() - 1];
    if (majoritysEnd > m_epochStart || m_options.mutant == Mutant::kCommitOlderEpochs)
        moveHighWatermark(majoritysEnd);
}

/// When a majority of the voters, this one included, will have been silent for too long.
world::Moment Quorum::majorityDeadline() const {
    std::vector<world::Moment> heard;
    for (const BrokerId voter : m_options.voters) {
        if (voter == m_options.self) continue;
        const auto replica = m_replicas.find(voter);
        heard.push_back(replica == m_replicas.end() ? m_leadsSince
                                                    : std::max(m_leadsSince, replica->second.lastFetch));
    }
    std::sort(heard.begin(), heard.end(), std::greater<>());
    return heard[majority() - 2] + m_options.fetchTimeout * 3 / 2;
}

void Quorum::checkMajority(world::Moment now) {
    if (isAlone() || now < majorityDeadline()) return;
    endEpoch();
    becomeUnattached(m_state.epoch, now, "a majority of the voters has fallen silent");
}

/// Tells the other voters, those with the longest logs first, that they may elect someone.
void Quorum::endEpoch() {
    std::vector<std::pair<Offset, BrokerId>> known;
    for (const BrokerId voter : m_options.voters) {
        if (voter == m_options.self) continue;
        const auto replica = m_replicas.find(voter);
        known.emplace_back(replica == m_replicas.end() ? Offset{-1} : replica->second.end, voter);
    }
    std::sort(known.begin(), known.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::vector<BrokerId> successors;
    for (const auto& [end, voter] : known) successors.push_back(voter);
    for (const BrokerId voter : successors)
        m_effects.push_back(SendEndEpoch{.to = voter,
                                         .request = {.clusterId = m_options.clusterId,
                                                     .leader = m_options.self,
                                                     .epoch = m_state.epoch,
                                                     .successors = successors},
                                         .timeout = m_options.requestTimeout});
}

/// A voter that follows needs no telling that the epoch has begun.
void Quorum::hearReplica(BrokerId id, world::Moment now) {
    m_replicas[id].id = id;
    m_replicas[id].lastFetch = now;
    const auto outreach = m_outreach.find(id);
    if (outreach != m_outreach.end()) outreach->second.nextAt = now + m_options.fetchTimeout / 2;
}

void Quorum::noteReplica(const FetchRequest& request, world::Moment now) {
    if (request.replica.value() < 0 || request.replica == m_options.self || request.epoch != m_state.epoch ||
        (request.lastFetchedEpoch == kNoLeaderEpoch && request.offset.value() > 0))
        return;
    if (m_replicas.size() >= kMaxReplicas && !m_replicas.contains(request.replica)) {
        const auto silentLonger = [this](const auto& a, const auto& b) {
            if (isVoter(a.first) != isVoter(b.first)) return isVoter(b.first);
            return a.second.lastFetch < b.second.lastFetch;
        };
        m_replicas.erase(std::min_element(m_replicas.begin(), m_replicas.end(), silentLonger));
    }
    hearReplica(request.replica, now);
    Replica& replica = m_replicas[request.replica];
    replica.end = request.offset;
    if (request.offset >= m_end) replica.lastCaughtUp = now;
    maybeMoveHighWatermark();
}

std::vector<Quorum::Replica> Quorum::replicas() const {
    std::vector<Replica> all;
    for (const auto& [id, replica] : m_replicas) all.push_back(replica);
    return all;
}

ErrorCode Quorum::checkReplica(const std::optional<std::string>& clusterId, LeaderEpoch epoch) const {
    if (clusterId && *clusterId != m_options.clusterId) return ErrorCode::kInconsistentClusterId;
    if (epoch.value() >= 0 && epoch < m_state.epoch) return ErrorCode::kFencedLeaderEpoch;
    if (epoch > m_state.epoch) return ErrorCode::kUnknownLeaderEpoch;
    if (m_role != Role::kLeader) return ErrorCode::kNotLeaderOrFollower;
    return ErrorCode::kNone;
}

ErrorCode Quorum::checkFetch(const FetchRequest& request) const {
    const ErrorCode error = checkReplica(request.clusterId, request.epoch);
    if (error != ErrorCode::kNone) return error;
    if (request.offset.value() < 0) return ErrorCode::kOffsetOutOfRange;
    const bool saysEpoch = request.lastFetchedEpoch != kNoLeaderEpoch;
    if (!saysEpoch && request.offset > m_end) return ErrorCode::kOffsetOutOfRange;
    return ErrorCode::kNone;
}

/// What a replica needs that asks for records before the log's start, or whose log cannot be compared because
/// it ends in an epoch before all that is left of this one.
std::optional<SnapshotId> Quorum::snapshotFor(const FetchRequest& request) const {
    if (m_snapshots.empty()) return std::nullopt;
    const SnapshotId asked{request.offset, request.lastFetchedEpoch};
    if (std::ranges::find(m_snapshots, asked) != m_snapshots.end()) return std::nullopt;
    const bool saysEpoch = request.lastFetchedEpoch != kNoLeaderEpoch;
    const SnapshotId& oldest = m_snapshots.front();
    const bool isBefore =
        request.offset < m_start || (m_start == oldest.end && saysEpoch &&
                                     (request.offset == m_start || request.lastFetchedEpoch < oldest.epoch));
    return isBefore ? std::optional(m_snapshots.back()) : std::nullopt;
}

std::optional<EpochEnd> Quorum::divergenceOf(const FetchRequest& request) const {
    if (request.offset.value() == 0 || request.lastFetchedEpoch == kNoLeaderEpoch) return std::nullopt;
    if (std::ranges::find(m_snapshots, SnapshotId{request.offset, request.lastFetchedEpoch}) !=
        m_snapshots.end())
        return std::nullopt;
    EpochEnd ours = m_epochs.endOf(request.lastFetchedEpoch, m_end);
    if (ours.epoch == request.lastFetchedEpoch && request.offset <= ours.end) return std::nullopt;
    // All that is left of the log is of later epochs: up to the snapshot that it begins with they agree.
    if (ours.epoch == kNoLeaderEpoch && m_start.value() > 0)
        ours = {m_snapshots.front().epoch, m_snapshots.front().end};
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
    answer.snapshot = snapshotFor(request);
    if (!answer.snapshot) answer.diverging = divergenceOf(request);
    if (answer.snapshot || answer.diverging) {
        // It is alive, and that is all that is known of it.
        if (isVoter(request.replica) && request.replica != m_options.self && request.epoch == m_state.epoch)
            hearReplica(request.replica, now);
    } else {
        noteReplica(request, now);
        answer.readUpTo = m_end;
        const bool knowsWatermark = !request.highWatermark || *request.highWatermark >= m_highWatermark;
        answer.mayWait = request.offset == m_end && knowsWatermark;
    }
    answer.highWatermark = m_highWatermark;
    answer.effects = take();
    return answer;
}

SnapshotAnswer Quorum::onFetchSnapshot(const SnapshotRequest& request, world::Moment now) {
    SnapshotAnswer answer{.error = checkReplica(request.clusterId, request.epoch),
                          .leader = m_state.leader,
                          .epoch = m_state.epoch};
    if (answer.error != ErrorCode::kNone) return answer;
    if (isVoter(request.replica) && request.replica != m_options.self && request.epoch == m_state.epoch)
        hearReplica(request.replica, now);
    if (std::ranges::find(m_snapshots, request.id) == m_snapshots.end())
        answer.error = ErrorCode::kSnapshotNotFound;
    return answer;
}

}  // namespace broker::quorum
