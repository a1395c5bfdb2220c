#pragma once

#include <memory>
#include <string>
#include <vector>

#include "broker/checking/plan.h"
#include "broker/checking/story.h"
#include "broker/client/brokers.h"
#include "broker/faults/address_book.h"
#include "broker/faults/faults.h"
#include "broker/node/inside.h"
#include "broker/node/node.h"
#include "broker/simulation/simulator.h"

namespace broker::checking {

/// Real nodes on simulated machines, and what can be done to them. Brokers count from 1.
class SimulatedCluster {
public:
    enum class Presence : std::uint8_t {
        kUp,
        kStopping,  ///< in controlled shutdown
        kDark,      ///< its power is gone, and its disk is still losing what was not synced
        kDown
    };

    explicit SimulatedCluster(const Plan& plan);
    ~SimulatedCluster();
    SimulatedCluster(const SimulatedCluster&) = delete;
    SimulatedCluster& operator=(const SimulatedCluster&) = delete;

    /// Hears of deaths between events.
    class Observer {
    public:
        virtual ~Observer() = default;
        /// All is still as it was.
        virtual void onDeath(int broker, bool isLossy) = 0;
        /// The node is destroyed.
        virtual void onGone(int broker) = 0;
        /// Its disk is as its next life will find it.
        virtual void onDead(int broker) = 0;
    };
    void setObserver(Observer& observer) { m_observer = &observer; }

    simulation::Simulator& simulator() { return m_simulator; }
    Story& story() { return m_story; }
    int size() const { return static_cast<int>(m_brokers.size()); }
    static std::string hostOf(int broker);
    static constexpr const char* kClientHost = "client";
    static constexpr const char* kFolder = "data";  ///< on each machine

    // What can be done. A broker that is down is started only, one that is up all but started.
    void start(int broker);
    void kill(int broker);
    void losePower(int broker);
    void stop(int broker);
    void freeze(int broker);
    void thaw(int broker);
    void setDisk(int broker, const faults::DiskFault& fault);
    /// Of the wall clock, against everybody else's.
    void setClock(int broker, Duration skew);
    /// One direction, by the decorators; 0: the clients. Only if the plan uses them.
    void setLink(int from, int to, const faults::LinkFault& fault);
    void healLinks();
    /// Takes brokers down that have stopped or failed on their own. To be called between events.
    void bury();

    Presence presence(int broker) const;
    /// Its node exists.
    bool isUp(int broker) const;
    bool isFrozen(int broker) const;
    bool hasDiskFault(int broker) const;
    /// It told that it cannot go on.
    bool hasFailed(int broker) const;
    /// How often it was started.
    int life(int broker) const;
    /// Null while it is down.
    const node::Node* node(int broker) const;
    simulation::SimulatedMachine& machine(int broker) { return m_simulator.machine(hostOf(broker)); }

    world::World clientWorld() { return m_simulator.machine(kClientHost).world(); }
    client::ClientOptions clientOptions(const std::string& clientId) const;

private:
    struct Broker;
    struct Program;
    class Watcher;

    enum class Death : std::uint8_t { kOfProgram, kOfPower };
    void die(int broker, Death death);
    void dieDecorated(Broker& broker, Death death);
    std::unique_ptr<node::Node> makeNode(int broker, const world::World& world);
    Broker& at(int broker) const { return *m_brokers.at(static_cast<std::size_t>(broker) - 1); }

    const Plan m_plan;
    Observer* m_observer = nullptr;
    simulation::Simulator m_simulator;
    Story m_story;
    std::string m_clusterId;
    Offset m_metadataTold{-1};
    faults::AddressBook m_addresses;
    std::vector<std::unique_ptr<Broker>> m_brokers;
};

}  // namespace broker::checking
