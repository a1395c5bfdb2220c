#include "broker/quorum/quorum.h"

#include <algorithm>
#include <limits>

#include "broker/base/check.h"

namespace broker::quorum {

std::string_view roleName(Role role) {
    switch (role) {
        case Role::kUnattached:
            return "unattached";
        case Role::kCandidate:
            return "candidate";
        case Role::kLeader:
            return "leader";
        case Role::kFollower:
            return "follower";
        case Role::kResigned:
            return "resigned";
    }
    return "?";
}

Quorum::Quorum(QuorumOptions options)
    : m_options(std::move(options))
    , m_random(m_options.seed) {
    std::sort(m_options.voters.begin(), m_options.voters.end());
}

bool Quorum::isVoter() const {
    return std::binary_search(m_options.voters.begin(), m_options.voters.end(), m_options.self);
}

Result<Effects> Quorum::start(const StoredLog& stored, world::Moment now) {
    if (m_options.voters.empty() || (isVoter() && m_options.voters.size() > 1))
        return failure(ErrorCode::kInconsistentVoterSet, "the metadata quorum has one voter, not {}",
                       m_options.voters.size());
    m_state = stored.state.value_or(QuorumState{});
    if (!m_state.clusterId.empty() && m_state.clusterId != m_options.clusterId)
        return failure(ErrorCode::kInconsistentClusterId, "quorum-state is of cluster {}, this is cluster {}",
                       m_state.clusterId, m_options.clusterId);
    if (!m_state.voters.empty() && m_state.voters != m_options.voters)
        return failure(ErrorCode::kInconsistentVoterSet,
                       "quorum-state knows {} voters that are not the {} configured ones",
                       m_state.voters.size(), m_options.voters.size());
    ASSIGN_OR_RETURN(m_epochs, EpochHistory::of(stored.epochs));
    if (stored.end.value() < 0 || (!stored.epochs.empty() && stored.epochs.back().start >= stored.end))
        return failure(ErrorCode::kMalformed, "the metadata log ends at {}, before its last epoch begins",
                       stored.end);
    if (stored.state) m_lastPersisted = m_state;
    m_state.clusterId = m_options.clusterId;
    m_state.voters = m_options.voters;
    m_end = m_synced = stored.end;
    if (m_epochs.last() > m_state.epoch) {
        m_state.epoch = m_epochs.last();
        m_state.leader = m_state.voted = kNoBroker;
    }
    if (m_state.epoch.value() == std::numeric_limits<std::int32_t>::max())
        return failure(ErrorCode::kMalformed, "epoch {} leaves no room for another one", m_state.epoch);

    if (isVoter()) {
        becomeCandidate();
    } else if (m_state.leader != kNoBroker && m_state.leader != m_options.self) {
        becomeFollower(m_state.epoch, m_state.leader, now);
    } else {
        becomeUnattached(m_state.epoch);
    }
    maybeFetch(now);
    return take();
}

void Quorum::persist() {
    if (m_lastPersisted == m_state) return;
    m_lastPersisted = m_state;
    m_effects.push_back(PersistState{++m_persistNumber, m_state});
}

Effects Quorum::statePersisted(std::uint64_t number, world::Moment now) {
    CHECK(number > m_persistedNumber && number <= m_persistNumber);
    m_persistedNumber = number;
    if (isPersisted() && m_role == Role::kCandidate) becomeLeader();
    maybeFetch(now);
    return take();
}

Effects Quorum::appended(Offset end, std::span<const EpochStart> epochs, world::Moment now) {
    CHECK(end >= m_end);
    if (m_role == Role::kLeader && end > m_end) m_epochs.append(m_state.epoch, m_end);
    if (m_appending) {
        CHECK(checkFetched(epochs).has_value());
        for (const EpochStart& start : epochs) m_epochs.append(start.epoch, start.start);
    }
    m_end = end;
    m_appending = false;
    if (m_role == Role::kFollower) moveHighWatermark(std::min(m_leaderHighWatermark, m_end));
    maybeFetch(now);
    return take();
}

Effects Quorum::synced(Offset end) {
    // A truncation may have overtaken the sync.
    m_synced = std::max(m_synced, std::min(end, m_end));
    if (m_role == Role::kLeader) maybeMoveHighWatermark();
    return take();
}

void Quorum::moveHighWatermark(Offset to) {
    if (to <= m_highWatermark) return;
    m_highWatermark = to;
    m_effects.push_back(HighWatermarkMoved{to});
}

void Quorum::leaveLeadership(std::string reason) {
    if (m_role != Role::kLeader) return;
    m_effects.push_back(LeadershipLost{m_state.epoch, std::move(reason)});
    m_replicas.clear();
    m_epochStart = Offset{-1};
}

Effects Quorum::resign() {
    leaveLeadership("it is stopping");
    m_role = Role::kResigned;
    m_state.leader = kNoBroker;
    m_effects.push_back(LeaderIs{kNoBroker, m_state.epoch});
    return take();
}

Effects Quorum::tick(world::Moment now) {
    if (m_role == Role::kFollower && now >= m_followDeadline) becomeUnattached(m_state.epoch);
    maybeFetch(now);
    return take();
}

std::optional<world::Moment> Quorum::nextTick() const {
    std::optional<world::Moment> next;
    if (m_role == Role::kFollower) next = m_followDeadline;
    if (wantsToFetch() && (!next || m_fetchAt < *next)) next = m_fetchAt;
    return next;
}

}  // namespace broker::quorum
