#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <QString>

#include "broker/base/ids.h"

namespace broker::observe {
struct ClusterSnapshot;
}

namespace widgets {

/// What the map shows, as values in the window's language: made from a snapshot and its rates by whoever has
/// them, without sizes or places.
struct MapPicture {
    enum class Tone : std::uint8_t { kPlain, kDim, kGood, kWarning, kBad };
    enum class CellKind : std::uint8_t { kLeader, kInSync, kOutOfSync, kOffline };
    struct Cell {
        broker::TopicPartition partition;
        CellKind kind = CellKind::kInSync;
        bool isPreferred = false;  ///< should lead and does not
        bool isLost = false;       ///< its partition has no leader at all
        friend bool operator==(const Cell&, const Cell&) = default;
    };
    struct Group {
        QString topic;
        int hue = 0;              ///< into Palette::hues
        std::vector<Cell> cells;  ///< by partition
        friend bool operator==(const Group&, const Group&) = default;
    };
    struct Broker {
        broker::BrokerId id = broker::kNoBroker;
        QString title;           ///< "Broker 2"
        QString shortTitle;      ///< "2", for cards that have no room; may be empty
        QString subtitle;        ///< "rack b · 0.8 MB/s in", or what is wrong
        Tone tone = Tone::kDim;  ///< of the subtitle
        bool isAlive = true;
        bool isController = false;
        double logShare = 0;  ///< of the largest broker's log, 0 to 1
        QString foot;         ///< "5 leaders · 10 replicas"
        QString secondFoot;
        QString whyNoRestart;  ///< of a dead one; empty: it can be restarted
        std::vector<Group> groups;
        friend bool operator==(const Broker&, const Broker&) = default;
    };
    struct Client {
        std::string name;  ///< what identifies it
        QString title;
        QString line;        ///< "→ orders"
        QString secondLine;  ///< "800/s"
        int hue = 0;
        friend bool operator==(const Client&, const Client&) = default;
    };
    struct Flow {
        std::size_t client = 0;  ///< index into producers or consumers
        std::size_t broker = 0;  ///< index into brokers
        bool isProducer = true;
        int hue = 0;
        double bytesPerSecond = 0;
        std::uint64_t bytes = 0;  ///< so far: when it grows, a batch went by
        friend bool operator==(const Flow&, const Flow&) = default;
    };
    /// A broker and the active controller it follows: indices into brokers.
    struct Link {
        std::size_t from = 0;
        std::size_t to = 0;
        bool isBroken = false;  ///< one of the two is dead
        friend bool operator==(const Link&, const Link&) = default;
    };

    std::vector<Client> producers;
    std::vector<Broker> brokers;
    std::vector<Client> consumers;
    std::vector<Flow> flows;
    std::vector<Link> links;
    int moreProducers = 0;  ///< that are not shown
    int moreConsumers = 0;

    static constexpr std::size_t kMaxClients = 8;  ///< a side; the busiest ones
    friend bool operator==(const MapPicture&, const MapPicture&) = default;
};

/// Each broker's connection to the controller that it knows of. What the snapshot does not tell is left out.
std::vector<MapPicture::Link> linksOf(const broker::observe::ClusterSnapshot& snapshot);

/// What can be selected on the map.
struct MapBroker {
    broker::BrokerId id;
    friend bool operator==(const MapBroker&, const MapBroker&) = default;
};
struct MapReplica {
    broker::TopicPartition partition;
    broker::BrokerId broker;
    friend bool operator==(const MapReplica&, const MapReplica&) = default;
};
struct MapTopic {
    std::string topic;
    friend bool operator==(const MapTopic&, const MapTopic&) = default;
};
struct MapClient {
    std::string name;
    friend bool operator==(const MapClient&, const MapClient&) = default;
};
using MapSelection = std::variant<std::monostate, MapBroker, MapReplica, MapTopic, MapClient>;

}  // namespace widgets
