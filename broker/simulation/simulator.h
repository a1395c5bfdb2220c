#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "broker/base/random.h"
#include "broker/simulation/machine.h"
#include "broker/simulation/network.h"
#include "broker/simulation/scheduler.h"

namespace broker::simulation {

/// The wall clock of every simulation starts at 2026-01-01 00:00:00 UTC.
inline constexpr Timestamp kWallStart{1'767'225'600'000};

/// What ends a run that waits for something that may never come.
struct RunLimits {
    Duration time = std::chrono::minutes(10);  ///< virtual
    std::uint64_t steps = 50'000'000;
};

/// A world of its own: machines, the network between them and one virtual clock, all driven by one seed.
/// There is no thread, no real clock and no unordered iteration in it, so the same seed and the same calls
/// give the same trace hash, on any compiler.
class Simulator {
public:
    explicit Simulator(std::uint64_t seed);
    ~Simulator();
    Simulator(const Simulator&) = delete;
    Simulator& operator=(const Simulator&) = delete;

    /// The host name is used once.
    SimulatedMachine& addMachine(const std::string& host, const MachineOptions& options = {});
    SimulatedMachine& machine(const std::string& host);
    const std::vector<std::unique_ptr<SimulatedMachine>>& machines() const { return m_machines; }
    SimulatedNetwork& network() { return m_network; }
    Scheduler& scheduler() { return m_scheduler; }
    /// For whoever drives the simulation: faults, workloads.
    Random& random() { return m_random; }

    Moment now() const { return m_scheduler.now(); }
    Timestamp wallTime() const;
    /// Events run so far. Seed, calls and step number name a state for ever.
    std::uint64_t stepNumber() const { return m_scheduler.stepNumber(); }
    std::uint64_t traceHash() const { return m_scheduler.trace().value(); }

    /// Runs `callback` at the moment, between two events of the world.
    [[nodiscard]] world::Call at(Moment moment, Callback callback);

    /// One event; false if nothing will ever happen.
    bool step();
    /// Everything due up to the moment, and the clock stands there. False if the steps ran out.
    bool runUntil(Moment moment, std::uint64_t steps = RunLimits{}.steps);
    bool runFor(Duration duration) { return runUntil(now() + duration); }
    /// Until the predicate holds, asked after each event and at once; false if it did not within the limits.
    bool runUntil(const std::function<bool()>& predicate, const RunLimits& limits = {});
    bool runUntilStep(std::uint64_t stepNumber);

private:
    Scheduler m_scheduler;
    Random m_random;
    SimulatedNetwork m_network;
    std::vector<std::unique_ptr<SimulatedMachine>> m_machines;
};

}  // namespace broker::simulation
