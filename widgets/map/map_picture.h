#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <QString>

#include "broker/base/ids.h"
#include "widgets/shared_value.h"

namespace widgets {

/// What the map shows, as values in the window's language: made from a snapshot and its rates by whoever has
/// them, without sizes or places.
struct MapPicture {
    enum class Tone : std::uint8_t { kPlain, kDim, kGood, kWarning, kBad };
    enum class CellKind : std::uint8_t { kLeader, kInSync, kOutOfSync, kOffline };
    struct Cell {
        broker::PartitionIndex partition{-1};  ///< of the group's topic; -1: none, as in a legend
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
    /// The worse, the greater.
    enum class LinkTrouble : std::uint8_t { kNone, kSlow, kResetting, kCut };
    struct Broker {
        broker::BrokerId id = broker::kNoBroker;
        QString title;           ///< "Broker 2"
        QString shortTitle;      ///< "2", for cards that have no room; may be empty
        QString subtitle;        ///< "rack b · 0.8 MB/s in", or what is wrong
        QString why;             ///< the longer story of the subtitle; may be empty
        Tone tone = Tone::kDim;  ///< of the subtitle; a warning colours the card's edge too
        bool isAlive = true;
        bool isFrozen = false;  ///< alive, and answers nobody
        bool isController = false;
        double logShare = 0;  ///< of the largest broker's log, 0 to 1
        QString disk;         ///< what is wrong with its disk; empty: nothing
        Tone diskTone = Tone::kDim;
        LinkTrouble fromClients = LinkTrouble::kNone;
        LinkTrouble toClients = LinkTrouble::kNone;
        QString clients;  ///< what is wrong between it and its clients; empty: nothing
        QString foot;     ///< "5 leaders · 10 replicas"
        QString secondFoot;
        QString whyNoRestart;               ///< of a dead one; empty: it can be restarted
        std::vector<Shared<Group>> groups;  ///< those of the picture before that are as they were are shared
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
    /// The line between two brokers, `from` before `to`: indices into brokers. What is copied runs along it.
    struct Link {
        std::size_t from = 0;
        std::size_t to = 0;
        bool isBroken = false;                      ///< one of the two is dead
        LinkTrouble forward = LinkTrouble::kNone;   ///< of what goes from `from` to `to`
        LinkTrouble backward = LinkTrouble::kNone;  ///< of what goes from `to` to `from`
        QString title;                              ///< "Broker 1 – broker 2"
        QString badge;                              ///< what is wrong, in a few words; empty: nothing
        QString line;                               ///< what runs along it
        double bytesPerSecond = 0;                  ///< copied, both ways together
        std::uint64_t forwardBytes = 0;             ///< copied so far; when it grows, batches went by
        std::uint64_t backwardBytes = 0;

        LinkTrouble worst() const { return std::max(forward, backward); }
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
/// What lies between two brokers, or, with kNoBroker as `to`, between a broker and its clients.
struct MapLink {
    broker::BrokerId from;
    broker::BrokerId to;
    friend bool operator==(const MapLink&, const MapLink&) = default;
};
using MapSelection = std::variant<std::monostate, MapBroker, MapReplica, MapTopic, MapClient, MapLink>;

}  // namespace widgets
