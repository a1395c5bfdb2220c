#pragma once

#include <map>
#include <memory>
#include <set>

#include "broker/node/replica_fetcher.h"
#include "broker/replication/leader_replica.h"

namespace broker::node {

/// All fetchers of this broker: one for each leader that some of its replicas follow.
///
/// On the node's loop.
class ReplicaFetchers {
public:
    struct Context {
        BrokerId self;
        const config::Settings& settings;
        world::World& world;
        Partitions& partitions;
        std::function<BrokerEpoch()> epoch;
    };
    explicit ReplicaFetchers(Context context);

    /// Where the leaders are.
    void setBrokers(const replication::Brokers& brokers);
    /// The replica follows another leader, or nobody, or may go on; looked at at the end of the turn.
    void changed(const TopicPartition& partition);

private:
    void update();
    ReplicaFetcher* fetcherOf(BrokerId leader);

    Context m_context;
    replication::Brokers m_brokers;
    std::map<BrokerId, std::unique_ptr<ReplicaFetcher>> m_fetchers;
    /// By the replica, whom it follows and in which epoch.
    struct Following {
        BrokerId leader;
        LeaderEpoch epoch;
    };
    std::map<TopicPartition, Following> m_following;
    std::set<TopicPartition> m_changed;
    world::Timer m_update;
};

}  // namespace broker::node
