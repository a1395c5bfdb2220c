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

    void append(std::vector<broker::observe::Event> events);

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
