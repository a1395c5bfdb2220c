#include <algorithm>
#include <limits>

#include "broker/base/check.h"
#include "broker/quorum/quorum.h"

namespace broker::quorum {
namespace {

/// No snapshot of metadata is larger; a leader that says otherwise is not believed.
constexpr std::uint64_t kMaxSnapshotBytes = 4ULL * 1024 * 1024 * 1024;

}  // namespace

bool Quorum::wantsToFetch() const {
    const bool follows = m_role == Role::kFollower || (m_role == Role::kUnattached && !isVoter());
    // What a voter asks for tells how much of its log the leader may count.
    const bool isDurable = !isVoter() || m_synced == m_end || m_options.mutant == Mutant::kFetchBeforeSync;
    return follows && isDurable && !m_fetching && !m_appending && !m_installing && isPersisted();
}

void Quorum::maybeFetch(world::Moment now) {
    if (!wantsToFetch() || now < m_fetchAt) return;
    BrokerId to = m_state.leader;
    if (m_role == Role::kUnattached) to = m_options.voters[m_nextVoter++ % m_options.voters.size()];
    m_fetching = true;
    m_fetchSent = now;
    if (m_download && m_role == Role::kFollower) {
        m_effects.push_back(SendFetchSnapshot{.to = to,
                                              .request = {.replica = m_options.self,
                                                          .clusterId = m_options.clusterId,
                                                          .epoch = m_state.epoch,
                                                          .id = m_download->id,
                                                          .position = m_download->position},
                                              .timeout = m_options.requestTimeout});
        return;
    }
    m_effects.push_back(SendFetch{.to = to,
                                  .request = {.replica = m_options.self,
                                              .clusterId = m_options.clusterId,
                                              .epoch = m_state.epoch,
                                              .offset = m_end,
                                              .lastFetchedEpoch = lastEpoch(),
                                              .highWatermark = m_highWatermark},
                                  .timeout = m_options.requestTimeout});
}

void Quorum::becomeUnattached(LeaderEpoch epoch, world::Moment now, std::string reason) {
    CHECK(epoch >= m_state.epoch);
    leaveLeadership(std::move(reason));
    m_role = Role::kUnattached;
    const bool isNewer = epoch > m_state.epoch;
    m_state.epoch = epoch;
    m_state.leader = m_silentLeader = kNoBroker;
    m_leaderHighWatermark = Offset{-1};
    m_download.reset();
    if (isVoter()) m_deadline = now + randomElectionTimeout();
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
    m_silentLeader = kNoBroker;
    m_leaderHighWatermark = Offset{-1};
    m_download.reset();
    m_heardLeader = false;
    m_lastLeader = {.id = leader, .heardAt = now};
    m_deadline = now + m_options.fetchTimeout;
    m_fetching = false;  // an answer of whoever was asked before is not waited for
    m_fetchAt = now;
    m_failures = 0;
    persist();
    m_effects.push_back(LeaderIs{leader, epoch});
}

bool Quorum::adopt(BrokerId leader, LeaderEpoch epoch, world::Moment now) {
    const bool namesLeader = isVoter(leader) && leader != m_options.self;
    constexpr LeaderEpoch kNoRoom{std::numeric_limits<std::int32_t>::max()};
    if (epoch < m_state.epoch || epoch == kNoRoom) return false;
    if (epoch > m_state.epoch) {
        learn(epoch, leader, now);
        return true;
    }
    if (m_role != Role::kFollower && m_role != Role::kLeader && namesLeader) {
        becomeFollower(epoch, leader, now);
        return true;
    }
    return m_state.leader != kNoBroker && leader == m_state.leader;
}

/// Whether an answer to a fetch is one of the leader that it was asked of, and worth a look at what it
/// brought. If not, what it says of leader and epoch has been taken in.
bool Quorum::isOfLeader(BrokerId from, ErrorCode error, BrokerId leader, LeaderEpoch epoch,
                        world::Moment now) {
    const bool ledBefore = m_role == Role::kFollower;
    const LeaderEpoch epochBefore = m_state.epoch;
    // Others still hear the leader that this voter has stopped hearing: that alone is for the vote to find.
    if (m_role == Role::kProspective && epoch == epochBefore && from != leader) return false;
    const bool agrees = adopt(leader, epoch, now);
    const bool learned = m_state.epoch != epochBefore || (!ledBefore && m_role == Role::kFollower);
    // What a fetch with an older epoch brought is not taken: the answer was judged by that epoch.
    if (agrees && m_role == Role::kFollower && from == m_state.leader && error == ErrorCode::kNone &&
        m_state.epoch == epochBefore)
        return true;
    const bool isLooking = m_role == Role::kUnattached && !isVoter();
    if ((m_role == Role::kFollower && !learned) || isLooking) backOff(now);
    return false;
}

Effects Quorum::fetchResponse(const FetchResponse& response, world::Moment now) {
    if (!m_fetching || m_role == Role::kResigned) return take();
    m_fetching = false;
    if (isOfLeader(response.from, response.error, response.leader, response.epoch, now))
        onFetched(response, now);
    maybeReachOut(now);
    maybeFetch(now);
    return take();
}

void Quorum::onFetched(const FetchResponse& response, world::Moment now) {
    if (response.snapshot) {
        // What is committed here is not given up for a snapshot that has less.
        if (response.snapshot->end <= m_highWatermark || response.snapshot->end.value() < 0 ||
            response.snapshot->epoch > m_state.epoch)
            return backOff(now);
        m_download = Download{.id = *response.snapshot};
        return heardLeader(now);
    }
    if (response.diverging) {
        if (!truncateTo(*response.diverging)) return backOff(now);
        return heardLeader(now);
    }
    if (response.hasRecords) {
        m_appending = true;
        m_effects.push_back(AppendFetched{});
    } else if (std::min(response.highWatermark, m_end) <= m_highWatermark) {
        // An answer that says nothing was held back by its sender; one that was not must not make us spin.
        m_fetchAt = m_fetchSent + m_options.retryBackoff;
    }
    heardLeader(now);
    m_leaderHighWatermark = response.highWatermark;
    if (!response.hasRecords) moveHighWatermark(std::min(m_leaderHighWatermark, m_end));
}

void Quorum::heardLeader(world::Moment now) {
    m_failures = 0;
    m_heardLeader = true;
    m_lastLeader = {.id = m_state.leader, .heardAt = now};
    m_deadline = now + m_options.fetchTimeout;
}

Effects Quorum::snapshotResponse(const SnapshotResponse& response, world::Moment now) {
    if (!m_fetching || m_role == Role::kResigned) return take();
    m_fetching = false;
    if (isOfLeader(response.from, response.error, response.leader, response.epoch, now)) {
        const bool fits = m_download && response.id == m_download->id &&
                          response.position == m_download->position && response.count > 0 &&
                          response.size <= kMaxSnapshotBytes && response.position < response.size &&
                          response.count <= response.size - response.position &&
                          (response.position == 0 || response.size == m_download->size);
        if (fits) {
            heardLeader(now);
            m_installing = true;
            m_effects.push_back(WriteSnapshotPart{response.id, response.position});
            m_download->position += response.count;
            m_download->size = response.size;
        } else {
            m_download.reset();
            backOff(now);
        }
    } else if (response.error != ErrorCode::kNone) {
        // A snapshot that is gone: the log is asked for again, and says which one is there.
        m_download.reset();
    }
    maybeReachOut(now);
    maybeFetch(now);
    return take();
}

Effects Quorum::partWritten(world::Moment now) {
    CHECK(m_installing);
    m_installing = false;
    if (m_download && m_download->position == m_download->size) {
        CHECK(m_role == Role::kFollower);
        m_installing = true;
        m_effects.push_back(InstallSnapshot{m_download->id});
        m_download.reset();
    }
    maybeFetch(now);
    return take();
}

Effects Quorum::snapshotInstalled(const SnapshotId& id, world::Moment now) {
    CHECK(m_installing && m_role != Role::kLeader);
    m_installing = false;
    m_snapshots = {id};
    m_start = m_end = m_synced = id.end;
    m_epochs = EpochHistory();
    moveHighWatermark(id.end);
    maybeFetch(now);
    return take();
}

Effects Quorum::snapshotRefused(world::Moment now) {
    m_installing = false;
    m_download.reset();
    backOff(now);
    return take();
}

Result<void> Quorum::checkFetched(std::span<const EpochStart> epochs) const {
    EpochStart last{lastEpoch(), m_end - 1};
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
    EpochEnd ours = m_epochs.endOf(diverging.epoch, m_end);
    // Before what is left of the log everything is committed, and so alike.
    if (ours.epoch == kNoLeaderEpoch) ours.end = m_start;
    Offset end = ours.epoch == diverging.epoch ? std::min(ours.end, diverging.end) : ours.end;
    if (m_options.mutant == Mutant::kTruncateToHighWatermark) end = std::max(m_highWatermark, m_start);
    if (end >= m_end || end < m_highWatermark || end.value() < 0) return false;
    m_end = end;
    m_synced = std::min(m_synced, end);
    m_epochs.truncate(end);
    m_effects.push_back(TruncateLog{end});
    return true;
}

Effects Quorum::fetchFailed(world::Moment now) {
    if (!m_fetching || m_role == Role::kResigned) return take();
    m_fetching = false;
    if (m_role == Role::kFollower || m_role == Role::kUnattached) backOff(now);
    maybeFetch(now);
    return take();
}

void Quorum::backOff(world::Moment now) { m_fetchAt = now + backoffOf(m_failures++); }

}  // namespace broker::quorum
