#include "broker/quorum/quorum.h"

#include <algorithm>
#include <limits>

#include "broker/base/check.h"

namespace broker::quorum {

std::string_view roleName(Role role) {
    switch (role) {
        case Role::kUnattached:
            return "unattached";
        case Role::kProspective:
            return "prospective";
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

bool Quorum::isVoter(BrokerId id) const {
    return std::binary_search(m_options.voters.begin(), m_options.voters.end(), id);
}

Result<Effects> Quorum::start(const StoredLog& stored, world::Moment now) {
    RETURN_IF_ERROR(takeStored(stored));
    if (isAlone()) {
        becomeCandidate(now);
    } else if (isVoter(m_state.leader) && m_state.leader != m_options.self) {
        becomeFollower(m_state.epoch, m_state.leader, now);
    } else {
        becomeUnattached(m_state.epoch, now, {});
        if (!stored.state && isVoter()) m_deadline = now + firstPatience();
    }
    maybeFetch(now);
    return take();
}

/// A cluster that is born has no leader whom anyone could disturb: the first voter asks at once.
world::Duration Quorum::firstPatience() const {
    const auto self = std::ranges::find(m_options.voters, m_options.self);
    return m_options.retryBackoff * (1 + 4 * (self - m_options.voters.begin()));
}

Result<void> Quorum::takeStored(const StoredLog& stored) {
    if (m_options.voters.empty())
        return failure(ErrorCode::kInconsistentVoterSet, "the metadata quorum has no voters");
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
    if (!std::is_sorted(stored.snapshots.begin(), stored.snapshots.end()) ||
        (!stored.snapshots.empty() && stored.snapshots.back().end > stored.end))
        return failure(ErrorCode::kMalformed, "the metadata log ends at {}, before its last snapshot",
                       stored.end);
    if (stored.state) m_lastPersisted = m_state;
    m_state.clusterId = m_options.clusterId;
    m_state.voters = m_options.voters;
    m_end = m_synced = stored.end;
    m_snapshots = stored.snapshots;
    if (!m_snapshots.empty()) {
        // A snapshot holds only what was committed.
        m_highWatermark = m_snapshots.back().end;
        m_start = m_snapshots.front().end;
        m_epochs.beginAt(m_start, m_end);
    }
    if (lastEpoch() > m_state.epoch) {
        m_state.epoch = lastEpoch();
        m_state.leader = m_state.voted = kNoBroker;
    }
    if (m_state.epoch.value() == std::numeric_limits<std::int32_t>::max())
        return failure(ErrorCode::kMalformed, "epoch {} leaves no room for another one", m_state.epoch);
    return {};
}

void Quorum::persist() {
    if (m_lastPersisted == m_state) return;
    m_lastPersisted = m_state;
    m_effects.push_back(PersistState{++m_persistNumber, m_state});
}

Effects Quorum::statePersisted(std::uint64_t number, world::Moment now) {
    CHECK(number > m_persistedNumber && number <= m_persistNumber);
    m_persistedNumber = number;
    std::erase_if(m_held, [this](HeldAnswer& held) {
        if (held.afterPersisted > m_persistedNumber) return false;
        m_effects.push_back(std::move(held.answer));
        return true;
    });
    if (isPersisted() && m_role == Role::kCandidate && m_granted.size() >= majority()) becomeLeader(now);
    maybeReachOut(now);
    maybeFetch(now);
    return take();
}

void Quorum::answerWhenDurable(std::uint64_t number, const ElectionAnswer& answer) {
    Answer effect{number, answer};
    if (isPersisted() || m_options.mutant == Mutant::kVoteBeforeDurable)
        m_effects.push_back(std::move(effect));
    else
        m_held.push_back({m_persistNumber, std::move(effect)});
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

Effects Quorum::synced(Offset end, world::Moment now) {
    // A truncation may have overtaken the sync.
    m_synced = std::max(m_synced, std::min(end, m_end));
    if (m_role == Role::kLeader) maybeMoveHighWatermark();
    maybeFetch(now);
    return take();
}

LeaderEpoch Quorum::lastEpoch() const {
    if (m_epochs.last() != kNoLeaderEpoch || m_snapshots.empty()) return m_epochs.last();
    return m_snapshots.back().epoch;
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
    m_lastLeader.reset();
}

Effects Quorum::resign() {
    if (m_role == Role::kLeader) endEpoch();
    leaveLeadership("it is stopping");
    m_role = Role::kResigned;
    m_state.leader = kNoBroker;
    m_effects.push_back(LeaderIs{kNoBroker, m_state.epoch});
    return take();
}

Effects Quorum::snapshotTaken(const SnapshotId& id) {
    if (!m_snapshots.empty() && id <= m_snapshots.back()) return take();
    CHECK(id.end <= m_highWatermark && id.end <= m_synced);
    m_snapshots.push_back(id);
    if (m_snapshots.size() > kKeptSnapshots) m_snapshots.erase(m_snapshots.begin());
    if (m_snapshots.size() == kKeptSnapshots) {
        m_start = m_snapshots.front().end;
        m_epochs.beginAt(m_start, m_end);
        m_effects.push_back(MoveLogStart{m_start});
    }
    return take();
}

Effects Quorum::tick(world::Moment now) {
    if (m_role == Role::kLeader)
        checkMajority(now);
    else if (m_role != Role::kResigned && !isAlone() && now >= m_deadline)
        onSilence(now);
    maybeReachOut(now);
    maybeFetch(now);
    return take();
}

std::optional<world::Moment> Quorum::nextTick() const {
    std::optional<world::Moment> next;
    const auto sooner = [&next](world::Moment moment) {
        if (!next || moment < *next) next = moment;
    };
    if (m_role == Role::kFollower) sooner(m_deadline);
    if (isVoter() && !isAlone()) {
        if (m_role == Role::kLeader)
            sooner(majorityDeadline());
        else if (m_role != Role::kResigned)
            sooner(m_deadline);
    }
    if (wantsToFetch()) sooner(m_fetchAt);
    if (isPersisted() &&
        (m_role == Role::kProspective || m_role == Role::kCandidate || m_role == Role::kLeader))
        for (const auto& [voter, outreach] : m_outreach)
            if (!outreach.isAsking && (m_role == Role::kLeader || !outreach.isAnswered))
                sooner(outreach.nextAt);
    return next;
}

world::Duration Quorum::backoffOf(std::uint32_t failures) {
    constexpr std::uint32_t kMostDoublings = 10;
    const auto base = m_options.retryBackoff.count() << std::min(failures, kMostDoublings);
    const auto capped = std::min<std::int64_t>(base, m_options.retryBackoffMost.count());
    // A fifth more or less, so that brokers that lost the same leader do not come back in step.
    return world::Duration(m_random.between(capped - capped / 5, capped + capped / 5));
}

}  // namespace broker::quorum
