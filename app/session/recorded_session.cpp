#include "app/session/recorded_session.h"

#include <algorithm>
#include <utility>

namespace app {

RecordedSession::RecordedSession(QObject* parent)
    : ClusterSession(parent) {
    m_next = snapshot();
}

void RecordedSession::show(SnapshotPointer snapshot) { m_next = std::move(snapshot); }

void RecordedSession::add(std::vector<broker::observe::Event> events) {
    std::ranges::move(events, std::back_inserter(m_recorded));
}

std::vector<broker::observe::Event> RecordedSession::eventsAfter(std::uint64_t number) {
    std::vector<broker::observe::Event> later;
    std::ranges::copy_if(m_recorded, std::back_inserter(later),
                         [number](const broker::observe::Event& event) { return event.number > number; });
    return later;
}

broker::Result<ClusterSession::RecordSource> RecordedSession::read(broker::reading::Plan plan) {
    m_plans.push_back(plan);
    if (!m_reading) return broker::failure(broker::ErrorCode::kNotFound, "nothing was recorded");
    return m_reading(plan);
}

void RecordedSession::carryOut(Command command, broker::cluster::OutcomeHandler done) {
    m_commands.push_back(std::move(command));
    m_handlers.push_back(std::move(done));
}

void RecordedSession::answer(Outcome outcome) {
    if (m_handlers.empty()) return;
    broker::cluster::OutcomeHandler done = std::move(m_handlers.front());
    m_handlers.pop_front();
    m_commands.erase(m_commands.begin());
    done(std::move(outcome));
}

}  // namespace app
