#include "broker/simulation/scheduler.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"

namespace broker::simulation {
namespace {

class ScheduledOperation final : public world::Operation {
public:
    ScheduledOperation(Scheduler& scheduler, EventId id)
        : m_scheduler(scheduler)
        , m_id(id) {}
    ~ScheduledOperation() override { m_scheduler.cancel(m_id); }

private:
    Scheduler& m_scheduler;
    EventId m_id;
};

}  // namespace

Scheduler::~Scheduler() {
    // A callback may own handles of other events, so each is taken out before it is destroyed.
    while (!m_queue.empty()) m_queue.extract(m_queue.begin());
    while (!m_held.empty()) m_held.extract(m_held.begin());
}

EventId Scheduler::schedule(Duration delay, EventKind kind, MachineId machine, Callback callback) {
    const EventId id{m_now + std::max(delay, Duration::zero()), m_nextSequence++};
    m_queue.emplace(id, Event{kind, machine, std::move(callback)});
    return id;
}

world::Pending Scheduler::pend(Duration delay, EventKind kind, MachineId machine, Callback callback) {
    return std::make_unique<ScheduledOperation>(*this, schedule(delay, kind, machine, std::move(callback)));
}

void Scheduler::cancel(EventId id) {
    const auto queued = m_queue.extract(id);
    const auto held = m_held.extract(id);
}

void Scheduler::freeze(MachineId machine) {
    CHECK(machine != kNoMachine);
    m_frozen.insert(machine);
}

void Scheduler::thaw(MachineId machine) {
    m_frozen.erase(machine);
    for (auto it = m_held.begin(); it != m_held.end();) {
        const auto here = it++;
        if (here->second.machine == machine) m_queue.insert(m_held.extract(here));
    }
}

void Scheduler::forget(MachineId machine) {
    thaw(machine);
    std::vector<EventId> gone;
    for (const auto& [id, event] : m_queue)
        if (event.machine == machine) gone.push_back(id);
    for (const EventId& id : gone) cancel(id);
    ++m_lives[machine];
}

std::uint32_t Scheduler::life(MachineId machine) const {
    const auto found = m_lives.find(machine);
    return found == m_lives.end() ? 0 : found->second;
}

void Scheduler::setAsideFrozen() {
    while (!m_frozen.empty() && !m_queue.empty() && m_frozen.contains(m_queue.begin()->second.machine))
        m_held.insert(m_queue.extract(m_queue.begin()));
}

bool Scheduler::step() {
    setAsideFrozen();
    if (m_queue.empty()) return false;
    auto node = m_queue.extract(m_queue.begin());
    // What was held while its machine was frozen is overdue; time never goes back.
    m_now = std::max(m_now, node.key().due);
    ++m_steps;
    Event& event = node.mapped();
    m_trace.mix(static_cast<std::uint64_t>(m_now.sinceStart().count()));
    m_trace.mix(static_cast<std::uint64_t>(event.kind) << 32 |
                static_cast<std::uint32_t>(event.machine.value()));
    event.callback();
    return true;
}

Moment Scheduler::nextDue() {
    setAsideFrozen();
    return m_queue.empty() ? Moment(Duration::max()) : m_queue.begin()->first.due;
}

void Scheduler::advanceTo(Moment moment) {
    CHECK(nextDue() > moment);
    m_now = std::max(m_now, moment);
}

}  // namespace broker::simulation
