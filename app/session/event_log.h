#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "broker/observe/event.h"

namespace app {

/// The last events of a session, oldest first. A value of the GUI thread.
class EventLog {
public:
    static constexpr std::size_t kMaxEvents = 10'000;

    /// Sources of a session that has a past begin to count here, so that earlier events have numbers too.
    static constexpr std::uint64_t kFirstNumber = std::uint64_t{1} << 32;
    /// Of earlier ones, as many are kept as leave most of the room to this session's.
    static constexpr std::size_t kMaxEarlier = 3'000;

    void append(std::vector<broker::observe::Event> events);
    /// Puts events of earlier sessions, oldest first, before all others, and numbers them anew.
    void prepend(const std::vector<broker::observe::Event>& earlier);

    const std::deque<broker::observe::Event>& events() const { return m_events; }
    /// Null when it was never seen or is already forgotten.
    const broker::observe::Event* find(std::uint64_t number) const;
    /// 0 before the first event.
    std::uint64_t lastNumber() const { return m_lastNumber; }
    /// How many events were forgotten to stay within the limit.
    std::uint64_t forgotten() const { return m_forgotten; }

private:
    std::deque<broker::observe::Event> m_events;
    std::uint64_t m_lastNumber = 0;
    std::uint64_t m_forgotten = 0;
};

}  // namespace app
