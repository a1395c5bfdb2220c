#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "broker/base/random.h"
#include "broker/simulation/scheduler.h"
#include "broker/world/network.h"

namespace broker::simulation {

/// `unsentBytes` from which a connection is congested.
inline constexpr std::size_t kCongestedBytes = 1024 * 1024;
/// What a receiver takes in unread before the sender has to wait.
inline constexpr std::size_t kWindowBytes = 1024 * 1024;
/// After which unanswered data breaks a connection, and an unanswered handshake is given up.
inline constexpr Duration kTransmissionTimeout = std::chrono::seconds(60);

/// One direction between two machines.
struct LinkOptions {
    Duration minLatency{50};
    Duration maxLatency{500};
    /// One frame in so many takes up to sixteen times as long; 0: none.
    std::uint32_t slowOneIn = 64;
    std::uint64_t bytesPerSecond = 1'000'000'000;
    /// One frame in so many breaks its connection on the way; 0: none.
    std::uint32_t resetOneIn = 0;
    /// Nothing passes. What is on its way waits, as TCP retransmits, up to kTransmissionTimeout.
    bool cut = false;
};

struct NetworkState;

/// The network between machines, known by host name; each also answers to "localhost" and "127.0.0.1" for
/// itself. Inside a connection frames arrive whole and in order; between connections anything reorders.
class SimulatedNetwork {
public:
    SimulatedNetwork(Scheduler& scheduler, Random random);
    ~SimulatedNetwork();

    /// The endpoint of a machine, alive as long as the network. A host name is used once.
    world::Network& addHost(const std::string& name, MachineId machine);

    /// For all links that were not set themselves.
    void setDefaultLink(const LinkOptions& options);
    void setLink(const std::string& from, const std::string& to, const LinkOptions& options);
    LinkOptions link(const std::string& from, const std::string& to) const;
    void cut(const std::string& from, const std::string& to);  ///< one way
    void heal(const std::string& from, const std::string& to);
    /// Cuts both ways between every host of `some` and every host of `others`.
    void partition(const std::vector<std::string>& some, const std::vector<std::string>& others);
    void healAll();
    /// Breaks every connection between the two hosts: of the frames on their way a random number still
    /// arrives, then both ends hear of it.
    void resetConnections(const std::string& one, const std::string& other);

    /// The program on the host died: its listeners and connections are gone and its peers hear of it.
    void killHost(const std::string& name);
    /// The machine lost its power: nobody hears anything, and connections stay half open.
    void powerOffHost(const std::string& name);
    void powerOnHost(const std::string& name);

    std::size_t connectionCount() const;

private:
    std::unique_ptr<NetworkState> m_state;
};

}  // namespace broker::simulation
