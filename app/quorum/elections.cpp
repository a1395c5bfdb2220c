#include "app/quorum/elections.h"

#include <algorithm>
#include <charconv>

namespace app {
namespace {

using broker::BrokerId;
using broker::LeaderEpoch;
using broker::observe::Event;
using broker::observe::EventKind;

int numberOf(const Event& event, std::string_view name) {
    const std::string_view text = event.argument(name);
    int value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

LeaderEpoch epochOf(const Event& event) { return LeaderEpoch(numberOf(event, "epoch")); }

bool isOfElections(EventKind kind) {
    switch (kind) {
        case EventKind::kPreVoteAsked:
        case EventKind::kPreVoteGranted:
        case EventKind::kPreVoteRefused:
        case EventKind::kVoteAsked:
        case EventKind::kVoteGranted:
        case EventKind::kVoteRefused:
        case EventKind::kControllerFollowed:
        case EventKind::kControllerElected:
            return true;
        default:
            return false;
    }
}

/// Whether the event begins another election than the last one: what belongs to an epoch that is decided
/// comes late, and belongs to it.
bool begins(const Event& event, const Election& last) {
    if (!last.isDecided() || epochOf(event) <= last.epoch) return false;
    return event.kind == EventKind::kPreVoteAsked || event.kind == EventKind::kVoteAsked ||
           event.kind == EventKind::kControllerElected;
}

}  // namespace

std::int64_t Election::millis() const {
    const auto decided = std::ranges::find(events, EventKind::kControllerElected, &Event::kind);
    const Event& last = decided == events.end() ? events.back() : *decided;
    return std::max<std::int64_t>(0, last.time.value() - begin().value());
}

std::vector<BrokerId> Election::votes() const {
    std::vector<BrokerId> voters;
    if (!isDecided()) return voters;
    voters.push_back(winner);
    for (const Event& event : events)
        if (event.kind == EventKind::kVoteGranted && epochOf(event) == epoch &&
            numberOf(event, "candidate") == winner.value() && std::ranges::count(voters, event.broker) == 0)
            voters.push_back(event.broker);
    std::ranges::sort(voters);
    return voters;
}

bool Election::has(std::uint64_t eventNumber) const {
    return std::ranges::find(events, eventNumber, &Event::number) != events.end();
}

bool ElectionBook::learn(const EventLog& log) {
    if (log.lastNumber() == m_last) return false;
    const auto& events = log.events();
    bool hasLearned = false;
    for (auto at = std::ranges::upper_bound(events, m_last, {}, &Event::number); at != events.end(); ++at) {
        if (!isOfElections(at->kind)) continue;
        take(*at);
        hasLearned = true;
    }
    m_last = log.lastNumber();
    return hasLearned;
}

void ElectionBook::take(const Event& event) {
    const bool isAnswer = event.kind != EventKind::kPreVoteAsked && event.kind != EventKind::kVoteAsked &&
                          event.kind != EventKind::kControllerElected;
    if (m_elections.empty() && isAnswer) return;  // of an election that began before the window looked
    if (m_elections.empty() || begins(event, m_elections.back())) m_elections.emplace_back();
    if (m_elections.size() > kMaxElections) m_elections.pop_front();
    Election& election = m_elections.back();
    election.events.push_back(event);
    if (election.events.size() > kMaxEvents) election.events.erase(election.events.begin());
    election.epoch = std::max(election.epoch, epochOf(event));
    if (event.kind == EventKind::kControllerElected) election.winner = event.broker;
}

}  // namespace app
