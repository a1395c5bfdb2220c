#include "broker/simulation/machine.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"
#include "broker/simulation/simulator.h"

namespace broker::simulation {
namespace {

class MachineClock final : public world::Clock {
public:
    MachineClock(const Scheduler& scheduler, Duration initialSkew)
        : skew(initialSkew)
        , m_scheduler(scheduler) {}

    Moment now() const override { return m_scheduler.now(); }
    Timestamp wallTime() const override {
        using std::chrono::milliseconds;
        const Duration sinceStart = m_scheduler.now().sinceStart() + skew;
        return kWallStart + std::chrono::floor<milliseconds>(sinceStart).count();
    }

    Duration skew;

private:
    const Scheduler& m_scheduler;
};

class MachineTimers final : public world::Timers {
public:
    MachineTimers(Scheduler& scheduler, MachineId machine)
        : m_scheduler(scheduler)
        , m_machine(machine) {}

    world::Timer after(Duration delay, Callback callback) override {
        return m_scheduler.pend(delay, EventKind::kTimer, m_machine, std::move(callback));
    }

private:
    Scheduler& m_scheduler;
    MachineId m_machine;
};

/// A job that waits, runs in one event and completes in a later one. The handle withdraws what has not
/// happened yet; the job's result is dropped with it.
class JobOperation final : public world::Operation {
public:
    struct Step {
        world::Pending pending;
    };

    explicit JobOperation(std::shared_ptr<Step> step)
        : m_step(std::move(step)) {}
    ~JobOperation() override { const world::Pending last = std::move(m_step->pending); }

private:
    std::shared_ptr<Step> m_step;
};

class MachineWork final : public world::Work {
public:
    MachineWork(Scheduler& scheduler, MachineId machine, SimulatedDisk& disk, const MachineOptions& options,
                Random random)
        : m_scheduler(scheduler)
        , m_machine(machine)
        , m_disk(disk)
        , m_min(options.minWork)
        , m_max(std::max(options.minWork, options.maxWork))
        , m_random(random) {}

    world::Call run(Callback job, Callback done) override {
        auto step = std::make_shared<JobOperation::Step>();
        auto begin = [this, weak = std::weak_ptr(step), job = std::move(job),
                      done = std::move(done)]() mutable {
            m_disk.takeBlockedTime();
            job();
            const Duration took = draw() + m_disk.takeBlockedTime();
            const auto alive = weak.lock();
            if (!alive) return;
            alive->pending = m_scheduler.pend(took, EventKind::kJobDone, m_machine, std::move(done));
        };
        step->pending = m_scheduler.pend(draw(), EventKind::kJob, m_machine, std::move(begin));
        return std::make_unique<JobOperation>(std::move(step));
    }

private:
    Duration draw() { return Duration(m_random.between(m_min.count(), m_max.count())); }

    Scheduler& m_scheduler;
    MachineId m_machine;
    SimulatedDisk& m_disk;
    Duration m_min;
    Duration m_max;
    Random m_random;
};

}  // namespace

struct SimulatedMachine::State {
    State(Scheduler& theScheduler, SimulatedNetwork& theNetwork, MachineId theId, std::string theHost,
          const MachineOptions& options, Random theRandom)
        : scheduler(theScheduler)
        , network(theNetwork)
        , id(theId)
        , host(std::move(theHost))
        , random(theRandom)
        , programRandom(random.fork())
        , clock(scheduler, options.clockSkew)
        , timers(scheduler, id)
        , disk(scheduler, id, options.disk, random.fork())
        , work(scheduler, id, disk, options, random.fork())
        , endpoint(network.addHost(host, id)) {}

    void endProgram(bool keepPower) {
        scheduler.trace().mix(static_cast<std::uint64_t>(id.value()) << 1 | (keepPower ? 1 : 0));
        // Destroying the program closes its connections, so the network is told first how they end.
        if (keepPower)
            network.killHost(host);
        else
            network.powerOffHost(host);
        poweredOn = keepPower;
        std::exchange(running, nullptr).reset();
        scheduler.forget(id);
    }

    Scheduler& scheduler;
    SimulatedNetwork& network;
    MachineId id;
    std::string host;
    Random random;
    Random programRandom;
    MachineClock clock;
    MachineTimers timers;
    SimulatedDisk disk;
    MachineWork work;
    world::Network& endpoint;
    Program program;
    std::shared_ptr<void> running;
    bool poweredOn = true;
};

SimulatedMachine::SimulatedMachine(Scheduler& scheduler, SimulatedNetwork& network, MachineId id,
                                   std::string host, const MachineOptions& options, Random random)
    : m_state(std::make_unique<State>(scheduler, network, id, std::move(host), options, random)) {}

SimulatedMachine::~SimulatedMachine() = default;

MachineId SimulatedMachine::id() const { return m_state->id; }
const std::string& SimulatedMachine::host() const { return m_state->host; }
SimulatedDisk& SimulatedMachine::disk() { return m_state->disk; }

world::World SimulatedMachine::world() {
    return {.clock = m_state->clock,
            .timers = m_state->timers,
            .network = m_state->endpoint,
            .files = m_state->disk,
            .work = m_state->work,
            .random = m_state->programRandom};
}

void SimulatedMachine::start(Program program) {
    m_state->program = std::move(program);
    restart();
}

void SimulatedMachine::restart() {
    CHECK(m_state->program && !m_state->running);
    if (!m_state->poweredOn) m_state->network.powerOnHost(m_state->host);
    m_state->poweredOn = true;
    m_state->programRandom = m_state->random.fork();
    m_state->running = m_state->program(world());
}

bool SimulatedMachine::isRunning() const { return m_state->running != nullptr; }

void SimulatedMachine::kill() {
    if (m_state->poweredOn) m_state->endProgram(true);
}

void SimulatedMachine::losePower() {
    m_state->endProgram(false);
    m_state->disk.losePower();
}

void SimulatedMachine::freeze() { m_state->scheduler.freeze(m_state->id); }
void SimulatedMachine::thaw() { m_state->scheduler.thaw(m_state->id); }
bool SimulatedMachine::isFrozen() const { return m_state->scheduler.isFrozen(m_state->id); }

void SimulatedMachine::setClockSkew(Duration skew) { m_state->clock.skew = skew; }

}  // namespace broker::simulation
