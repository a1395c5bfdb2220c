#include <algorithm>
#include <limits>

#include "broker/base/check.h"
#include "broker/quorum/quorum.h"

namespace broker::quorum {

bool Quorum::wantsToFetch() const {
    const bool follows = m_role == Role::kFollower || (m_role == Role::kUnattached && !isVoter());
    return follows && !m_fetching && !m_appending && isPersisted();
}

void Quorum::maybeFetch(world::Moment now) {
    if (!wantsToFetch() || now < m_fetchAt) return;
    BrokerId to = m_state.leader;
    if (m_role == Role::kUnattached) to = m_options.voters[m_nextVoter++ % m_options.voters.size()];
    m_fetching = true;
    m_fetchSent = now;
    m_effects.push_back(SendFetch{.to = to,
                                  .request = {.replica = m_options.self,
                                              .clusterId = m_options.clusterId,
                                              .epoch = m_state.epoch,
                                              .offset = m_end,
                                              .lastFetchedEpoch = m_epochs.last(),
                                              .highWatermark = m_highWatermark},
                                  .timeout = m_options.requestTimeout});
}

void Quorum::becomeUnattached(LeaderEpoch epoch) {
    CHECK(epoch >= m_state.epoch);
    leaveLeadership("a newer epoch has begun");
    m_role = Role::kUnattached;
    const bool isNewer = epoch > m_state.epoch;
    m_state.epoch = epoch;
    m_state.leader = kNoBroker;
    m_leaderHighWatermark = Offset{-1};
    if (isNewer) {
        m_state.voted = kNoBroker;
        persist();
    }
    m_effects.push_back(LeaderIs{kNoBroker, epoch});
}

void Quorum::becomeFollower(LeaderEpoch epoch, BrokerId leader, world::Moment now) {
    CHECK(epoch >= m_state.epoch && leader != m_options.self);
    leaveLeadership("a newer epoch has begun");
    m_role = Role::kFollower;
    if (epoch > m_state.epoch) m_state.voted = kNoBroker;
    m_state.epoch = epoch;
    m_state.leader = leader;
    m_leaderHighWatermark = Offset{-1};
    m_followDeadline = now + m_options.fetchTimeout;
    m_fetchAt = now;
    m_failures = 0;
    persist();
    m_effects.push_back(LeaderIs{leader, epoch});
}

bool Quorum::adopt(const FetchResponse& response, world::Moment now) {
    const bool namesLeader = response.leader.value() >= 0 && response.leader != m_options.self;
    constexpr LeaderEpoch kNoRoom{std::numeric_limits<std::int32_t>::max()};
    if (response.epoch < m_state.epoch || response.epoch == kNoRoom) return false;
    if (response.epoch > m_state.epoch) {
        if (namesLeader)
            becomeFollower(response.epoch, response.leader, now);
        else
            becomeUnattached(response.epoch);
        return true;
    }
    if (m_state.leader == kNoBroker && namesLeader) {
        becomeFollower(response.epoch, response.leader, now);
        return true;
    }
    return m_state.leader != kNoBroker && response.leader == m_state.leader;
}

Effects Quorum::fetchResponse(const FetchResponse& response, world::Moment now) {
    CHECK(m_fetching);
    m_fetching = false;
    if (m_role != Role::kFollower && m_role != Role::kUnattached) return take();
    const bool ledBefore = m_role == Role::kFollower;
    const LeaderEpoch epochBefore = m_state.epoch;
    const bool agrees = adopt(response, now);
    const bool learned = m_state.epoch != epochBefore || (!ledBefore && m_role == Role::kFollower);
    const bool isOfLeader = agrees && m_role == Role::kFollower && response.from == m_state.leader &&
                            response.error == ErrorCode::kNone;
    // What a fetch with an older epoch brought is not taken: the answer was judged by that epoch.
    if (isOfLeader && m_state.epoch == epochBefore)
        onFetched(response, now);
    else if (!learned || m_role != Role::kFollower)
        backOff(now);
    maybeFetch(now);
    return take();
}

void Quorum::onFetched(const FetchResponse& response, world::Moment now) {
    if (response.diverging) {
        if (!truncateTo(*response.diverging)) return backOff(now);
    } else if (response.hasRecords) {
        m_appending = true;
        m_effects.push_back(AppendFetched{});
    } else if (std::min(response.highWatermark, m_end) <= m_highWatermark) {
        // An answer that says nothing was held back by its sender; one that was not must not make us spin.
        m_fetchAt = m_fetchSent + m_options.retryBackoff;
    }
    m_failures = 0;
    m_followDeadline = now + m_options.fetchTimeout;
    if (response.diverging) return;
    m_leaderHighWatermark = response.highWatermark;
    if (!response.hasRecords) moveHighWatermark(std::min(m_leaderHighWatermark, m_end));
}

Result<void> Quorum::checkFetched(std::span<const EpochStart> epochs) const {
    EpochStart last{m_epochs.last(), m_end - 1};
    for (const EpochStart& next : epochs) {
        if (next.epoch < last.epoch || next.start <= last.start || next.epoch > m_state.epoch)
            return failure(ErrorCode::kInvalidRecord,
                           "fetched metadata: epoch {} at offset {} cannot follow epoch {} in epoch {}",
                           next.epoch, next.start, last.epoch, m_state.epoch);
        last = next;
    }
    return {};
}

Effects Quorum::appendRefused(world::Moment now) {
    m_appending = false;
    backOff(now);
    return take();
}

/// False, and nothing is cut, if that would cut nothing or what is committed.
bool Quorum::truncateTo(const EpochEnd& diverging) {
    const EpochEnd ours = m_epochs.endOf(diverging.epoch, m_end);
    const Offset end = ours.epoch == diverging.epoch ? std::min(ours.end, diverging.end) : ours.end;
    if (end >= m_end || end < m_highWatermark || end.value() < 0) return false;
    m_end = end;
    m_synced = std::min(m_synced, end);
    m_epochs.truncate(end);
    m_effects.push_back(TruncateLog{end});
    return true;
}

Effects Quorum::fetchFailed(world::Moment now) {
    CHECK(m_fetching);
    m_fetching = false;
    if (m_role == Role::kFollower || m_role == Role::kUnattached) backOff(now);
    maybeFetch(now);
    return take();
}

void Quorum::backOff(world::Moment now) {
    constexpr std::uint32_t kMostDoublings = 10;
    const auto base = m_options.retryBackoff.count() << std::min(m_failures++, kMostDoublings);
    const auto capped = std::min<std::int64_t>(base, m_options.retryBackoffMost.count());
    // A fifth more or less, so that brokers that lost the same leader do not come back in step.
    const auto jittered = m_random.between(capped - capped / 5, capped + capped / 5);
    m_fetchAt = now + world::Duration(jittered);
}

}  // namespace broker::quorum
