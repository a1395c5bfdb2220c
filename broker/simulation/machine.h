#pragma once

#include <functional>
#include <memory>
#include <string>

#include "broker/base/random.h"
#include "broker/simulation/disk.h"
#include "broker/simulation/network.h"
#include "broker/simulation/scheduler.h"
#include "broker/world/world.h"

namespace broker::simulation {

struct MachineOptions {
    DiskOptions disk;
    Duration minWork{10};  ///< how long a job of Work waits and then takes, at least and at most
    Duration maxWork{1'000};
    Duration clockSkew{0};  ///< of the wall clock against everyone else's
};

/// A program on a machine: what it returns lives until the program is killed.
using Program = std::function<std::shared_ptr<void>(world::World)>;

/// A simulated computer: a host name, a disk, and at most one program at a time, which sees nothing but its
/// World. Made by Simulator and alive as long as it.
class SimulatedMachine {
public:
    SimulatedMachine(Scheduler& scheduler, SimulatedNetwork& network, MachineId id, std::string host,
                     const MachineOptions& options, Random random);
    ~SimulatedMachine();

    MachineId id() const;
    const std::string& host() const;
    SimulatedDisk& disk();
    /// The world of what runs here. Whoever uses it without `start` destroys what it made before `kill`, or
    /// is never called again.
    world::World world();

    /// Starts a program on a machine that runs none; `kill` and `losePower` end it.
    void start(Program program);
    /// The last program again, on what the disk holds.
    void restart();
    bool isRunning() const;

    /// The program is destroyed without a goodbye: what it had pending is gone, its connections break for
    /// its peers, its page cache survives.
    void kill();
    /// The machine goes dark: as kill, but peers hear nothing and unsynced data is lost. `start` brings it
    /// back.
    void losePower();
    /// The program makes no step until thawed, while its connections stay open and the world goes on.
    void freeze();
    void thaw();
    bool isFrozen() const;

    void setClockSkew(Duration skew);

private:
    struct State;

    std::unique_ptr<State> m_state;
};

}  // namespace broker::simulation
