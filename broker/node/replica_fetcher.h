#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "broker/config/settings.h"
#include "broker/node/fetcher_session.h"
#include "broker/node/partitions.h"
#include "broker/replication/follower_replica.h"
#include "broker/rpc/peer.h"
#include "broker/wire/messages/fetch.h"
#include "broker/world/world.h"

namespace broker::node {

/// By its client id a leader's window tells a broker from a client; nothing is allowed because of it.
std::string fetchersClientId(BrokerId broker);
bool isFetchersClientId(std::string_view clientId);

/// Fetches from one leader all partitions that follow it (KIP-595, KIP-903): one Fetch at a time, which waits
/// at the leader until there are records, in a session, so that it names only what changed. What a partition
/// does with its part of the answer, Partitions decides.
///
/// On the node's loop. Destroying it closes the connection.
class ReplicaFetcher {
public:
    struct Context {
        BrokerId self;
        BrokerId leader;
        const config::Settings& settings;
        world::World& world;
        Partitions& partitions;
        std::function<BrokerEpoch()> epoch;  ///< of this uptime
    };
    ReplicaFetcher(Context context, world::Address leader);

    /// The leader may have come back with another address.
    void setAddress(const world::Address& leader);
    /// A fetch under way is given up, so that the partition does not wait for its end.
    void add(const TopicPartition& partition);
    void remove(const TopicPartition& partition);
    /// It may go on at once.
    void hurry(const TopicPartition& partition);
    bool contains(const TopicPartition& partition) const { return m_partitions.contains(partition); }
    bool empty() const { return m_partitions.empty(); }

private:
    struct Followed {
        world::Moment notBefore;
        world::Duration pause{};  ///< the last one; none since the last success
    };
    struct Asked {
        TopicPartition name;
        replication::FetchPlan plan;
    };

    void connect();
    void sendSoon(world::Duration delay);
    void send();
    /// Fills the request; how long it may wait, or nothing if there is nothing to ask for now.
    std::optional<world::Duration> plan(wire::FetchRequest& request);
    void onReply(Result<rpc::Reply<wire::FetchRequest>> reply);
    void onRow(const Asked& asked, const Uuid& topicId, const wire::FetchResponse::Partition& row);
    void rest(Followed& followed);
    world::Duration longestPause() const;
    world::Moment now() const { return m_context.world.clock.now(); }

    Context m_context;
    world::Address m_address;
    std::map<TopicPartition, Followed> m_partitions;
    world::Duration m_pause{};  ///< after failures of the whole
    std::unique_ptr<rpc::Peer> m_peer;
    FetcherSession m_session;
    std::map<std::pair<Uuid, PartitionIndex>, Asked> m_asked;  ///< all that the fetch under way is about
    bool m_isFetching = false;
    world::Call m_call;
    world::Timer m_timer;
};

}  // namespace broker::node
