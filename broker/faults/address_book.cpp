#include "broker/faults/address_book.h"

namespace broker::faults {

void AddressBook::addBroker(BrokerId broker, const world::Address& address) {
    const std::scoped_lock lock(m_mutex);
    m_brokers[address] = broker;
}

std::optional<BrokerId> AddressBook::brokerAt(const world::Address& address) const {
    const std::scoped_lock lock(m_mutex);
    auto found = m_brokers.find(address);
    if (found == m_brokers.end()) found = m_brokers.find({.host = address.host, .port = 0});
    if (found == m_brokers.end()) return std::nullopt;
    return found->second;
}

void AddressBook::addDialled(const world::Address& local, std::uint16_t remotePort) {
    const std::scoped_lock lock(m_mutex);
    m_dialled.emplace(local, remotePort);
}

void AddressBook::removeDialled(const world::Address& local, std::uint16_t remotePort) {
    const std::scoped_lock lock(m_mutex);
    if (const auto found = m_dialled.find({local, remotePort}); found != m_dialled.end())
        m_dialled.erase(found);
}

bool AddressBook::isDialled(const world::Address& peer, std::uint16_t localPort) const {
    const std::scoped_lock lock(m_mutex);
    return m_dialled.contains({peer, localPort});
}

}  // namespace broker::faults
