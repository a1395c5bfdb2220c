#include "broker/node/replica_fetchers.h"

#include <utility>

namespace broker::node {
namespace {

/// Where a broker serves; nothing if the metadata does not know it.
std::optional<world::Address> addressOf(const replication::Brokers& brokers, BrokerId id) {
    const auto& broker = brokers.find(id);
    if (!broker || broker->endpoints.empty()) return std::nullopt;
    const metadata::Endpoint& endpoint = broker->endpoints.front();
    return world::Address{endpoint.host, endpoint.port};
}

}  // namespace

ReplicaFetchers::ReplicaFetchers(Context context)
    : m_context(std::move(context)) {}

void ReplicaFetchers::setBrokers(const replication::Brokers& brokers) {
    m_brokers = brokers;
    for (auto& [leader, fetcher] : m_fetchers)
        if (const auto address = addressOf(m_brokers, leader)) fetcher->setAddress(*address);
}

void ReplicaFetchers::changed(const TopicPartition& partition) {
    m_changed.insert(partition);
    m_update = m_context.world.timers.after(world::Duration::zero(), [this] { update(); });
}

ReplicaFetcher* ReplicaFetchers::fetcherOf(BrokerId leader) {
    std::unique_ptr<ReplicaFetcher>& fetcher = m_fetchers[leader];
    if (fetcher) return fetcher.get();
    const auto address = addressOf(m_brokers, leader);
    if (!address) return nullptr;
    fetcher = std::make_unique<ReplicaFetcher>(ReplicaFetcher::Context{.self = m_context.self,
                                                                       .leader = leader,
                                                                       .settings = m_context.settings,
                                                                       .world = m_context.world,
                                                                       .partitions = m_context.partitions,
                                                                       .epoch = m_context.epoch},
                                               *address);
    return fetcher.get();
}

void ReplicaFetchers::update() {
    for (const TopicPartition& name : std::exchange(m_changed, {})) {
        const HostedPartition* hosted = m_context.partitions.find(name);
        const bool follows = hosted && hosted->following && hosted->isOpen();
        const auto known = m_following.find(name);
        if (known != m_following.end()) {
            ReplicaFetcher& fetcher = *m_fetchers.at(known->second.leader);
            if (follows && known->second.leader == hosted->following->leader() &&
                known->second.epoch == hosted->following->leaderEpoch()) {
                fetcher.hurry(name);
                continue;
            }
            fetcher.remove(name);
            m_following.erase(known);
        }
        if (!follows) continue;
        const BrokerId leader = hosted->following->leader();
        ReplicaFetcher* fetcher = fetcherOf(leader);
        if (!fetcher) continue;
        fetcher->add(name);
        m_following[name] = {leader, hosted->following->leaderEpoch()};
    }
    std::erase_if(m_fetchers, [](const auto& entry) { return !entry.second || entry.second->empty(); });
}

}  // namespace broker::node
