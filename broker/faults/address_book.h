#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "broker/base/ids.h"
#include "broker/world/network.h"

namespace broker::faults {

/// Who is where in a cluster: the addresses at which brokers listen, and the connections that brokers have
/// dialled. One for all brokers of a cluster, whose loops may run on different threads: each call is safe on
/// any of them.
class AddressBook {
public:
    /// The broker listens there. Port 0: whatever is dialled at that host is the broker, as on a simulated
    /// machine.
    void addBroker(BrokerId broker, const world::Address& address);
    std::optional<BrokerId> brokerAt(const world::Address& address) const;

    /// A broker dialled a connection: `local` is its own end, `remotePort` the one dialled. Noted before
    /// the first frame is sent, so whoever receives a frame finds it.
    void addDialled(const world::Address& local, std::uint16_t remotePort);
    void removeDialled(const world::Address& local, std::uint16_t remotePort);
    /// Whether the caller of an accepted connection is a broker.
    bool isDialled(const world::Address& peer, std::uint16_t localPort) const;

private:
    using Dialled = std::pair<world::Address, std::uint16_t>;

    mutable std::mutex m_mutex;
    std::map<world::Address, BrokerId> m_brokers;
    std::multiset<Dialled> m_dialled;
};

}  // namespace broker::faults
