#include <algorithm>
#include <limits>
#include <tuple>

#include <fmt/format.h>

#include "broker/base/check.h"
#include "broker/quorum/quorum.h"

namespace broker::quorum {
namespace {

constexpr LeaderEpoch kNoRoom{std::numeric_limits<std::int32_t>::max()};

}  // namespace

/// Between one and two timeouts, so that voters rarely stand at the same time.
world::Duration Quorum::randomElectionTimeout() {
    const std::int64_t base = m_options.electionTimeout.count();
    return world::Duration(base + m_random.between(0, base));
}

void Quorum::onSilence(world::Moment now) {
    switch (m_role) {
        case Role::kFollower:
        case Role::kUnattached:
            if (isVoter()) return stand(now);
            if (m_role == Role::kFollower) becomeUnattached(m_state.epoch, now, {});
            return;
        case Role::kProspective:
            return giveUpStanding(now);
        case Role::kCandidate:
            return becomeProspective(now);
        case Role::kLeader:
        case Role::kResigned:
            return;
    }
}

void Quorum::stand(world::Moment now) {
    // Its log is about to change: then it would not know what it stands with.
    if (m_appending || m_installing || m_state.epoch + 1 == kNoRoom) {
        m_deadline = now + randomElectionTimeout();
        return;
    }
    becomeProspective(now);
}

void Quorum::becomeProspective(world::Moment now) {
    CHECK(isVoter());
    m_silentLeader = m_state.leader;
    m_state.leader = kNoBroker;
    m_role = Role::kProspective;
    if (m_options.mutant == Mutant::kPreVoteRaisesEpoch) {
        m_state.epoch = m_state.epoch + 1;
        m_state.voted = kNoBroker;
    }
    m_leaderHighWatermark = Offset{-1};
    m_download.reset();
    m_deadline = now + randomElectionTimeout();
    m_effects.push_back(LeaderIs{kNoBroker, m_state.epoch});
    beginRound(now);
    countVotes(now);
}

void Quorum::becomeCandidate(world::Moment now) {
    m_role = Role::kCandidate;
    m_silentLeader = kNoBroker;
    m_state.epoch = m_state.epoch + 1;
    m_state.leader = kNoBroker;
    m_state.voted = m_options.self;
    m_effects.push_back(LeaderIs{kNoBroker, m_state.epoch});
    m_deadline = now + (isAlone() ? world::Duration::zero() : randomElectionTimeout());
    beginRound(now);
    persist();
}

/// Others still hear the leader, or too few answer.
void Quorum::giveUpStanding(world::Moment now) {
    CHECK(m_role == Role::kProspective);
    if (m_silentLeader != kNoBroker)
        becomeFollower(m_state.epoch, m_silentLeader, now);
    else
        becomeUnattached(m_state.epoch, now, {});
}

void Quorum::beginRound(world::Moment now) {
    ++m_round;
    m_granted = {m_options.self};
    m_rejected.clear();
    m_outreach.clear();
    for (const BrokerId voter : m_options.voters)
        if (voter != m_options.self) m_outreach[voter].nextAt = now;
}

void Quorum::maybeReachOut(world::Moment now) {
    const bool stands = m_role == Role::kProspective || m_role == Role::kCandidate;
    if (!isPersisted() || (!stands && m_role != Role::kLeader)) return;
    for (auto& [voter, outreach] : m_outreach) {
        if (outreach.isAsking || now < outreach.nextAt || (stands && outreach.isAnswered)) continue;
        outreach.isAsking = true;
        if (stands)
            m_effects.push_back(SendVote{.to = voter,
                                         .round = m_round,
                                         .request = {.clusterId = m_options.clusterId,
                                                     .voter = voter,
                                                     .candidate = m_options.self,
                                                     .epoch = m_state.epoch,
                                                     .lastEpoch = lastEpoch(),
                                                     .end = m_end,
                                                     .preVote = m_role == Role::kProspective},
                                         .timeout = m_options.requestTimeout});
        else
            m_effects.push_back(SendBeginEpoch{.to = voter,
                                               .round = m_round,
                                               .request = {.clusterId = m_options.clusterId,
                                                           .voter = voter,
                                                           .leader = m_options.self,
                                                           .epoch = m_state.epoch},
                                               .timeout = m_options.requestTimeout});
    }
}

Effects Quorum::electionAnswer(BrokerId from, std::uint64_t round, const ElectionAnswer& answer,
                               world::Moment now) {
    if (m_lastLeader && m_lastLeader->id == from) m_lastLeader->heardAt = now;
    if (m_role == Role::kResigned) return take();
    const bool isLeaderOfEpoch = isVoter(answer.leader) && answer.leader != m_options.self;
    const auto outreach = m_outreach.find(from);
    if (answer.epoch > m_state.epoch && answer.epoch != kNoRoom) {
        learn(answer.epoch, answer.leader, now);
    } else if (round == m_round && outreach != m_outreach.end()) {
        const bool stands = m_role == Role::kProspective || m_role == Role::kCandidate;
        outreach->second.isAsking = false;
        outreach->second.isAnswered = answer.error == ErrorCode::kNone;
        if (!outreach->second.isAnswered) {
            outreach->second.nextAt = now + backoffOf(outreach->second.failures++);
        } else if (m_role == Role::kLeader) {
            // Told again only if it stays silent all the same.
            outreach->second.failures = 0;
            outreach->second.nextAt = now + m_options.fetchTimeout / 2;
        } else if (stands && answer.epoch == m_state.epoch && isLeaderOfEpoch &&
                   answer.leader != m_silentLeader) {
            becomeFollower(m_state.epoch, answer.leader, now);
        } else if (stands) {
            (answer.granted ? m_granted : m_rejected).insert(from);
            countVotes(now);
        }
    }
    maybeReachOut(now);
    maybeFetch(now);
    return take();
}

Effects Quorum::electionFailed(BrokerId from, std::uint64_t round, world::Moment now) {
    const auto outreach = m_outreach.find(from);
    if (round != m_round || outreach == m_outreach.end() || m_role == Role::kResigned) return take();
    outreach->second.isAsking = false;
    outreach->second.nextAt = now + backoffOf(outreach->second.failures++);
    maybeReachOut(now);
    return take();
}

void Quorum::countVotes(world::Moment now) {
    const bool isWon = m_granted.size() >= majority();
    const bool isLost = m_rejected.size() > m_options.voters.size() - majority();
    if (m_role == Role::kProspective) {
        if (isWon)
            becomeCandidate(now);
        else if (isLost)
            giveUpStanding(now);
    } else if (m_role == Role::kCandidate && isPersisted()) {
        if (isWon)
            becomeLeader(now);
        else if (isLost)
            m_deadline =
                std::min(m_deadline,
                         now + world::Duration(m_random.between(0, m_options.electionBackoffMost.count())));
    }
}

/// A peer knows a newer epoch.
void Quorum::learn(LeaderEpoch epoch, BrokerId leader, world::Moment now) {
    if (isVoter(leader) && leader != m_options.self)
        becomeFollower(epoch, leader, now);
    else
        becomeUnattached(epoch, now, "a newer epoch has begun");
}

bool Quorum::hearsLeader() const {
    return m_role == Role::kLeader || (m_role == Role::kFollower && m_heardLeader);
}

ErrorCode Quorum::checkElection(const std::optional<std::string>& clusterId, BrokerId voter, BrokerId sender,
                                LeaderEpoch epoch) const {
    if (clusterId && *clusterId != m_options.clusterId) return ErrorCode::kInconsistentClusterId;
    if (m_role == Role::kResigned) return ErrorCode::kBrokerNotAvailable;
    if (voter != kNoBroker && voter != m_options.self) return ErrorCode::kInvalidVoterKey;
    if (!isVoter() || !isVoter(sender)) return ErrorCode::kInconsistentVoterSet;
    if (sender == m_options.self || epoch.value() < 0 || epoch == kNoRoom) return ErrorCode::kInvalidRequest;
    if (epoch < m_state.epoch) return ErrorCode::kFencedLeaderEpoch;
    return ErrorCode::kNone;
}

ElectionAnswer Quorum::answerOf(ErrorCode error, bool granted) const {
    return {.error = error, .leader = m_state.leader, .epoch = m_state.epoch, .granted = granted};
}

Effects Quorum::onVote(std::uint64_t number, const VoteRequest& request, world::Moment now) {
    answerWhenDurable(number, decideVote(request, now));
    return take();
}

ElectionAnswer Quorum::decideVote(const VoteRequest& request, world::Moment now) {
    const ErrorCode error = checkElection(request.clusterId, request.voter, request.candidate, request.epoch);
    if (error != ErrorCode::kNone) {
        ElectionAnswer answer = answerOf(error);
        if (error == ErrorCode::kFencedLeaderEpoch)
            answer.refusal = fmt::format("it knows of epoch {}", m_state.epoch);
        return answer;
    }
    const LeaderEpoch mostLast = request.preVote ? request.epoch : request.epoch - 1;
    if (request.lastEpoch > mostLast || request.end.value() < 0) return answerOf(ErrorCode::kInvalidRequest);
    const bool isHeard = request.preVote && hearsLeader();
    // Where the leader is heard, whoever does not hear it must not disturb.
    if (!isHeard && request.epoch > m_state.epoch)
        becomeUnattached(request.epoch, now, "a newer epoch has begun");
    const bool isGranted = !isHeard && maybeGrant(request, now);
    ElectionAnswer answer = answerOf(ErrorCode::kNone, isGranted);
    if (!isGranted) answer.refusal = refusalOf(request);
    return answer;
}

/// Of a vote that was not granted, by the first rule that forbids it.
std::string Quorum::refusalOf(const VoteRequest& request) const {
    if (m_role == Role::kLeader) return fmt::format("it leads epoch {} itself", m_state.epoch);
    if (request.preVote && hearsLeader()) return fmt::format("it still hears controller {}", m_state.leader);
    if (!isUpToDate(request) && request.lastEpoch < lastEpoch())
        return fmt::format("the log of broker {} ends in epoch {}, this one in epoch {}", request.candidate,
                           request.lastEpoch, lastEpoch());
    if (!isUpToDate(request))
        return fmt::format("the log of broker {} ends at {}, this one at {}", request.candidate, request.end,
                           m_end);
    if (m_state.leader != kNoBroker)
        return fmt::format("controller {} leads epoch {}", m_state.leader, m_state.epoch);
    if (m_state.voted == m_options.self) return "it stands in this epoch itself";
    if (m_state.voted != kNoBroker && m_state.voted != request.candidate)
        return fmt::format("it has voted for broker {} in this epoch", m_state.voted);
    return fmt::format("epoch {} had a controller already", m_state.epoch);
}

bool Quorum::isUpToDate(const VoteRequest& request) const {
    return std::tie(request.lastEpoch, request.end) >= std::make_tuple(lastEpoch(), m_end) ||
           m_options.mutant == Mutant::kVoteForShorterLogs;
}

bool Quorum::maybeGrant(const VoteRequest& request, world::Moment now) {
    if (!isUpToDate(request)) return false;
    if (request.preVote) return true;
    const bool hadLeader = m_state.leader != kNoBroker || m_silentLeader != kNoBroker;
    const bool isFree = m_role == Role::kUnattached || (m_role == Role::kProspective && !hadLeader);
    const bool mayVote = m_state.voted == kNoBroker || m_state.voted == request.candidate ||
                         m_options.mutant == Mutant::kForgetVote;
    if (!isFree || !mayVote) return false;
    m_role = Role::kUnattached;
    m_state.voted = request.candidate;
    m_deadline = now + randomElectionTimeout();
    persist();
    return true;
}

Effects Quorum::onBeginEpoch(std::uint64_t number, const BeginEpochRequest& request, world::Moment now) {
    answerWhenDurable(number, decideBegin(request, now));
    maybeFetch(now);
    return take();
}

ElectionAnswer Quorum::decideBegin(const BeginEpochRequest& request, world::Moment now) {
    const ErrorCode error = checkElection(request.clusterId, request.voter, request.leader, request.epoch);
    if (error != ErrorCode::kNone) return answerOf(error);
    const bool isSameEpoch = request.epoch == m_state.epoch;
    if (isSameEpoch && m_state.leader == request.leader) return answerOf(ErrorCode::kNone);
    // Two leaders in one epoch there cannot be.
    if (isSameEpoch && m_state.leader != kNoBroker) return answerOf(ErrorCode::kInvalidRequest);
    becomeFollower(request.epoch, request.leader, now);
    return answerOf(ErrorCode::kNone);
}

Effects Quorum::onEndEpoch(std::uint64_t number, const EndEpochRequest& request, world::Moment now) {
    answerWhenDurable(number, decideEnd(request, now));
    return take();
}

ElectionAnswer Quorum::decideEnd(const EndEpochRequest& request, world::Moment now) {
    const ErrorCode error = checkElection(request.clusterId, kNoBroker, request.leader, request.epoch);
    if (error != ErrorCode::kNone) return answerOf(error);
    const bool isSameEpoch = request.epoch == m_state.epoch;
    if (isSameEpoch && m_state.leader != kNoBroker && m_state.leader != request.leader)
        return answerOf(ErrorCode::kInvalidRequest);
    if (isSameEpoch && m_role != Role::kFollower) return answerOf(ErrorCode::kNone);
    becomeUnattached(request.epoch, now, "a newer epoch has begun");
    // The best successor goes first, once the others have heard of it too; the others give it time.
    const auto place = std::ranges::find(request.successors, m_options.self) - request.successors.begin();
    const auto most = m_options.electionBackoffMost.count();
    if (place == 0 && !request.successors.empty())
        m_deadline = now + m_options.retryBackoff;
    else if (place < std::ssize(request.successors))
        m_deadline =
            now + world::Duration(std::max<std::int64_t>(most >> (std::ssize(request.successors) - place),
                                                         2 * m_options.retryBackoff.count()));
    return answerOf(ErrorCode::kNone);
}

}  // namespace broker::quorum
