#pragma once

#include <functional>
#include <map>
#include <string>

#include "broker/base/random.h"
#include "broker/checking/plan.h"
#include "broker/checking/simulated_cluster.h"
#include "broker/checking/truth.h"

namespace broker::checking {

/// Strikes a cluster with the faults of its plan, each kind at its own pace, and takes each back after a
/// while. It never does what must lose committed records: see `mayLosePower` and `mayKill`.
class Swarm {
public:
    Swarm(const Plan& plan, SimulatedCluster& cluster, const Truth& truth);

    /// Between two events, with a fresh look behind it.
    void act();
    /// Takes everything back and starts whoever is down.
    void healAll();

    std::size_t strikes() const { return m_strikes; }

private:
    bool strike(FaultKind kind);
    bool strikeDisk(FaultKind kind);
    bool strikeLink(FaultKind kind);
    struct LinkChange {
        simulation::LinkOptions inWorld;
        faults::LinkFault decorated;
    };
    LinkChange drawChange(FaultKind kind);
    void setLink(int from, int to, const LinkChange& change);
    /// Some broker of that presence; one in two times one that leads something. 0: none.
    int pickUp();
    int leaderOfSomething();
    /// It is up, the controller knows this uptime of it, and it has lost nothing.
    bool isTrusted(int broker) const;
    /// Of every partition somebody else has what is committed.
    bool isSpare(int broker) const;
    bool mayLosePower(int broker) const;
    bool mayKill(int broker) const;
    void startLater(int broker, Duration lasts);
    void later(Duration lasts, std::function<void()> undo);
    Duration around(Duration mean);

    const Plan& m_plan;
    SimulatedCluster& m_cluster;
    const Truth& m_truth;
    Random m_random;
    std::map<FaultKind, world::Moment> m_next;
    std::multimap<world::Moment, std::function<void()>> m_undo;
    std::size_t m_strikes = 0;
};

}  // namespace broker::checking
