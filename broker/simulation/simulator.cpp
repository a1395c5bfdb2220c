#include "broker/simulation/simulator.h"

#include "broker/base/check.h"

namespace broker::simulation {

Simulator::Simulator(std::uint64_t seed)
    : m_random(seed)
    , m_network(m_scheduler, m_random.fork()) {
    m_scheduler.trace().mix(seed);
}

Simulator::~Simulator() {
    // Programs first: they hold connections, files and handles of everything else.
    for (const auto& machine : m_machines) machine->kill();
}

SimulatedMachine& Simulator::addMachine(const std::string& host, const MachineOptions& options) {
    const MachineId id(static_cast<std::int32_t>(m_machines.size()) + 1);
    m_machines.push_back(
        std::make_unique<SimulatedMachine>(m_scheduler, m_network, id, host, options, m_random.fork()));
    return *m_machines.back();
}

SimulatedMachine& Simulator::machine(const std::string& host) {
    for (const auto& machine : m_machines)
        if (machine->host() == host) return *machine;
    CHECK(false && "no machine of this name");
    std::abort();
}

Timestamp Simulator::wallTime() const {
    return kWallStart + std::chrono::duration_cast<std::chrono::milliseconds>(now().sinceStart()).count();
}

world::Call Simulator::at(Moment moment, Callback callback) {
    return m_scheduler.pend(moment - now(), EventKind::kCommand, kNoMachine, std::move(callback));
}

bool Simulator::step() { return m_scheduler.step(); }

bool Simulator::runUntil(Moment moment, std::uint64_t steps) {
    while (m_scheduler.nextDue() <= moment) {
        if (steps-- == 0) return false;
        m_scheduler.step();
    }
    m_scheduler.advanceTo(moment);
    return true;
}

bool Simulator::runUntil(const std::function<bool()>& predicate, const RunLimits& limits) {
    const Moment end = now() + limits.time;
    std::uint64_t steps = limits.steps;
    while (!predicate()) {
        if (steps-- == 0 || m_scheduler.nextDue() > end || !m_scheduler.step()) return false;
    }
    return true;
}

bool Simulator::runUntilStep(std::uint64_t wanted) {
    while (stepNumber() < wanted)
        if (!m_scheduler.step()) return false;
    return stepNumber() == wanted;
}

}  // namespace broker::simulation
