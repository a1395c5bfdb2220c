#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "app/session/event_log.h"
#include "broker/observe/event.h"

namespace app {

/// One election of the quorum as its events tell it: from who noticed that there was no controller to who
/// follows the one that was elected, with every attempt in between.
struct Election {
    std::vector<broker::observe::Event> events;  ///< oldest first, never empty
    broker::LeaderEpoch epoch =
        broker::kNoLeaderEpoch;                   ///< the newest that anyone asked for, or that was won
    broker::BrokerId winner = broker::kNoBroker;  ///< kNoBroker: nobody has won yet

    bool isDecided() const { return winner != broker::kNoBroker; }
    broker::Timestamp begin() const { return events.front().time; }
    /// From the first event to the one that decided it, or to the last.
    std::int64_t millis() const;
    /// Who voted for the winner in its epoch, itself among them.
    std::vector<broker::BrokerId> votes() const;
    bool has(std::uint64_t eventNumber) const;
};

/// The last elections, gathered from the session's events. A value of the GUI thread.
class ElectionBook {
public:
    static constexpr std::size_t kMaxElections = 20;
    /// Of one election; a voter that nobody elects asks again and again, and the first attempts go.
    static constexpr std::size_t kMaxEvents = 80;

    /// Takes what is newer than the last. True: something is.
    bool learn(const EventLog& log);
    const std::deque<Election>& elections() const { return m_elections; }

private:
    void take(const broker::observe::Event& event);

    std::deque<Election> m_elections;  ///< oldest first
    std::uint64_t m_last = 0;
};

}  // namespace app
