#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/config/settings.h"
#include "broker/node/node_observer.h"
#include "broker/world/world.h"

namespace broker::groups {
enum class Mutant : std::uint8_t;
}
namespace broker::log {
enum class Mutant : std::uint8_t;
}
namespace broker::quorum {
enum class Mutant : std::uint8_t;
}
namespace broker::replication {
enum class Mutant : std::uint8_t;
}

namespace broker::node {

struct Inside;

/// Mistakes that are built in. Only checking sets any, to show that it catches them.
struct Mutants {
    quorum::Mutant quorum{};
    replication::Mutant replication{};
    groups::Mutant groups{};
    log::Mutant log{};
};

/// A voter of the metadata quorum and the address of its controller listener.
struct Voter {
    BrokerId id;
    world::Address address;
};

struct NodeOptions {
    BrokerId id;
    std::string clusterId;  ///< text of a Uuid, the same for all nodes
    std::string rack;
    world::Address listen;            ///< for clients; port 0: any free one
    std::string advertisedHost;       ///< what clients are told; empty: the host of `listen`
    world::Address controllerListen;  ///< for the other nodes; port 0: any free one
    std::string folder;               ///< `log.dirs`; created if absent
    config::Settings settings;
    /// More replicas than this are refused with INVALID_REPLICATION_FACTOR.
    std::int16_t maxReplicationFactor = std::numeric_limits<std::int16_t>::max();
    /// How settings that were given are shown: where they were given, by name ("command line").
    std::map<std::string, std::string> settingSources;
    Mutants mutants{};
};

/// One broker put together: listeners, dispatch, a handler per API, partitions, the metadata log, and, where
/// it is a voter, the controller.
///
/// Life: constructed, `bind`, `start`, and either `stop` and then destroyed, or just destroyed. `stop` says
/// goodbye: no new requests, logs closed with the clean-shutdown mark. The destructor does not: destroying a
/// running node is the crash of a process, and what it had not synced is in the page cache at best.
/// Thread: one loop, that of its world, for everything.
class Node {
public:
    /// World and observer outlive the node.
    Node(NodeOptions options, world::World world, NodeObserver& observer);
    ~Node();

    /// Opens both listeners, refusing nobody yet but answering nobody either, so that the ports are known
    /// before any node starts. kAddressInUse and what else world::Network::listen gives.
    Result<void> bind();
    const world::Address& clientAddress() const;
    const world::Address& controllerAddress() const;

    /// Opens the folder and its logs, then registers with the controller, catches up and serves; all of it in
    /// the background. What stands in the way for good, such as a folder of another cluster, is told by
    /// NodeObserver::failed.
    void start(std::vector<Voter> voters);

    /// `done` runs once everything is closed and marked clean; the node is then to be destroyed.
    void stop(world::Callback done);

    /// For checking; see inside.h.
    Inside inside() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace broker::node
