#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "broker/base/ids.h"
#include "broker/base/uuid.h"
#include "broker/rpc/backoff.h"
#include "broker/rpc/peer.h"
#include "broker/wire/messages/metadata.h"
#include "broker/world/world.h"

namespace broker::client {

using namespace std::chrono_literals;

/// What every client needs to know. Names in comments are Kafka's client properties.
struct ClientOptions {
    std::vector<world::Address> bootstrap;  ///< `bootstrap.servers`, at least one
    std::string clientId = "brokerscope";
    world::Duration requestDeadline = 30s;                  ///< `request.timeout.ms`
    rpc::BackoffOptions retry{.first = 100ms, .most = 1s};  ///< `retry.backoff.ms`, `.max.ms`
    world::Duration metadataMaxAge = 5min;                  ///< `metadata.max.age.ms`
    bool allowAutoTopicCreation = false;                    ///< `allow.auto.create.topics`
    world::ConnectionLimits limits{.idleDeadline = 9min};   ///< `connections.max.idle.ms`
};

/// Where a partition is.
struct PartitionPlace {
    ErrorCode error = ErrorCode::kNone;
    BrokerId leader = kNoBroker;
    LeaderEpoch epoch = kNoLeaderEpoch;
};

/// A topic as the last metadata told it.
struct TopicPlaces {
    ErrorCode error = ErrorCode::kNone;
    Uuid id;  ///< zero from brokers before 3.1
    std::map<PartitionIndex, PartitionPlace> partitions;
};

/// The brokers of a cluster as one client knows them: a connection to each that is used, and where the
/// topics that it cares about are. Asks for metadata when told to, when it grows old, and again with back-off
/// while asking fails. On one loop; the world outlives it.
class Brokers {
public:
    /// Hears of news, from the loop, never inside a call. It may destroy the Brokers.
    class Observer {
    public:
        virtual ~Observer() = default;
        virtual void onMetadata() = 0;
    };

    Brokers(ClientOptions options, const world::World& world, Observer* observer = nullptr);
    ~Brokers();
    Brokers(const Brokers&) = delete;
    Brokers& operator=(const Brokers&) = delete;

    const ClientOptions& options() const { return m_options; }

    /// Cares for the topic from here on, and asks for it if it is not known.
    void follow(const std::string& topic);
    /// Takes over what an answer says, as if it had asked itself.
    void learn(const wire::MetadataResponse& response);
    /// A broker that another answer named, until the next metadata.
    void learn(BrokerId broker, world::Address address);
    /// Asks for metadata as soon as the back-off since the last time allows; does nothing while asking.
    void refresh();

    /// Null while not known; an error in it may pass.
    const TopicPlaces* topic(const std::string& name) const;
    /// The topic's name by its id, for answers that carry ids; empty if not known.
    std::string nameOf(const Uuid& id) const;
    /// Null if the topic, the partition or a leader is not known.
    const PartitionPlace* leaderOf(const TopicPartition& partition) const;
    /// Null if the last metadata did not list it. Valid until the next event of the loop.
    rpc::Peer* peer(BrokerId broker);
    /// Any broker, another one after `tryAnother`: known ones first, then those of `bootstrap`.
    rpc::Peer& any();
    void tryAnother() { ++m_attempt; }

private:
    struct Known {
        BrokerId id;
        world::Address address;

        friend auto operator<=>(const Known&, const Known&) = default;
    };

    std::unique_ptr<rpc::Peer> makePeer(const world::Address& address);
    void ask();
    void onAnswer(Result<rpc::Reply<wire::MetadataRequest>> answer);
    void learnTopic(const wire::MetadataResponse::Topic& topic);
    bool isTroubled() const;
    void dropUnusedPeers();
    void askAfter(world::Duration delay, bool soon);

    ClientOptions m_options;
    world::World m_world;
    Observer* m_observer;
    rpc::Backoff m_backoff;
    std::set<std::string> m_followed;
    std::map<std::string, TopicPlaces> m_topics;
    std::map<Uuid, std::string> m_names;
    std::map<BrokerId, world::Address> m_addresses;
    std::size_t m_attempt = 0;
    std::optional<world::Moment> m_lastAsked;
    bool m_isAsking = false;
    bool m_askAgain = false;  ///< something was asked for after the request under way
    bool m_asksSoon = false;  ///< the timer stands for more than the metadata's age
    std::map<Known, std::unique_ptr<rpc::Peer>> m_peers;
    std::vector<std::unique_ptr<rpc::Peer>> m_seeds;
    world::Timer m_timer;
    world::Call m_asking;
};

/// Whether doing the same again, perhaps after new metadata, may help.
bool isRetriable(ErrorCode code);

}  // namespace broker::client
