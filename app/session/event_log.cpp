#include "app/session/event_log.h"

#include <algorithm>
#include <utility>

namespace app {

void EventLog::append(std::vector<broker::observe::Event> events) {
    for (broker::observe::Event& event : events) {
        if (event.number <= m_lastNumber) continue;
        m_lastNumber = event.number;
        m_events.push_back(std::move(event));
    }
    while (m_events.size() > kMaxEvents) {
        m_events.pop_front();
        ++m_forgotten;
    }
}

void EventLog::prepend(const std::vector<broker::observe::Event>& earlier) {
    std::uint64_t number = kFirstNumber;
    for (auto event = earlier.rbegin(); event != earlier.rend(); ++event) {
        if (kFirstNumber - number == kMaxEarlier || m_events.size() == kMaxEvents) return;
        m_events.push_front(*event);
        m_events.front().number = --number;
    }
}

const broker::observe::Event* EventLog::find(std::uint64_t number) const {
    const auto found = std::ranges::lower_bound(m_events, number, {}, &broker::observe::Event::number);
    return found != m_events.end() && found->number == number ? &*found : nullptr;
}

}  // namespace app
