#include "broker/node/raft_driver/election_teller.h"

#include <fmt/format.h>

namespace broker::node {
namespace {

using observe::EventKind;

constexpr std::size_t kMostRemembered = 256;

std::string text(const auto& value) { return fmt::format("{}", value); }

}  // namespace

ElectionTeller::ElectionTeller(BrokerId self, const quorum::Quorum& quorum, const world::Clock& clock,
                               observe::EventSink& events)
    : m_self(self)
    , m_quorum(quorum)
    , m_clock(clock)
    , m_events(events) {}

void ElectionTeller::begin(BrokerId leader, LeaderEpoch epoch) { m_followed = {leader, epoch}; }

void ElectionTeller::tell(EventKind kind, std::vector<observe::EventArgument> arguments) {
    arguments.push_back({"broker", text(m_self)});
    m_events.report({.time = m_clock.wallTime(),
                     .kind = kind,
                     .broker = m_self,
                     .partition = std::nullopt,
                     .arguments = std::move(arguments)});
}

bool ElectionTeller::isNews(const Key& key, const std::string& detail) {
    if (m_told.size() >= kMostRemembered) m_told.clear();
    const auto [told, isFirst] = m_told.try_emplace(key, Told{detail, m_clock.now()});
    if (!isFirst && told->second.detail == detail && m_clock.now() - told->second.at < kRepeatAfter)
        return false;
    told->second = {detail, m_clock.now()};
    return true;
}

void ElectionTeller::noteLeader(BrokerId leader, LeaderEpoch epoch) {
    if (leader == kNoBroker) return;
    m_gone = kNoBroker;
    if (leader == m_self || !m_quorum.isVoter() || m_followed == std::pair(leader, epoch)) return;
    m_followed = {leader, epoch};
    tell(EventKind::kControllerFollowed, {{"leader", text(leader)}, {"epoch", text(epoch)}});
}

void ElectionTeller::noteFarewell(BrokerId leader) { m_gone = leader; }

std::string ElectionTeller::whyItStands() const {
    if (m_gone != kNoBroker) return fmt::format("controller {} said goodbye", m_gone);
    if (m_quorum.silentLeader() != kNoBroker)
        return fmt::format("it no longer hears controller {}", m_quorum.silentLeader());
    return "it knows of no controller";
}

/// A round goes to all other voters at once, and again to those who did not answer.
void ElectionTeller::noteRequest(const quorum::SendVote& request) {
    if (request.round == m_round) return;
    m_round = request.round;
    const bool isPreVote = request.request.preVote;
    const LeaderEpoch epoch = isPreVote ? request.request.epoch + 1 : request.request.epoch;
    std::vector<BrokerId> asked = m_quorum.voters();
    std::erase(asked, m_self);
    const std::string reason = isPreVote ? whyItStands() : std::string();
    const EventKind kind = isPreVote ? EventKind::kPreVoteAsked : EventKind::kVoteAsked;
    if (!isNews({kind, m_self, epoch}, reason)) return;
    std::vector<observe::EventArgument> arguments{{"epoch", text(epoch)},
                                                  {"voters", fmt::format("{}", fmt::join(asked, ", "))}};
    if (isPreVote) arguments.push_back({"reason", reason});
    tell(kind, std::move(arguments));
}

void ElectionTeller::noteAnswer(const quorum::VoteRequest& request, const quorum::ElectionAnswer& answer) {
    // Refused before it came to a vote: not a message of this quorum's voters.
    if (!answer.granted && answer.refusal.empty()) return;
    const LeaderEpoch epoch = request.preVote ? request.epoch + 1 : request.epoch;
    const EventKind kind = answer.granted
                               ? (request.preVote ? EventKind::kPreVoteGranted : EventKind::kVoteGranted)
                               : (request.preVote ? EventKind::kPreVoteRefused : EventKind::kVoteRefused);
    if (!isNews({kind, request.candidate, epoch}, answer.refusal)) return;
    std::vector<observe::EventArgument> arguments{{"candidate", text(request.candidate)},
                                                  {"epoch", text(epoch)}};
    if (!answer.granted) arguments.push_back({"reason", answer.refusal});
    tell(kind, std::move(arguments));
}

}  // namespace broker::node
