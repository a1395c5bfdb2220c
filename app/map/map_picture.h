#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <QString>

#include "app/inspect/inspection.h"
#include "app/session/cluster_session.h"

namespace app {

/// Gives every topic one of the hues, in the order in which they are first seen, and keeps it.
class TopicHues {
public:
    int of(const std::string& topic);

private:
    std::map<std::string, int> m_hues;
};

/// What the map shows, as values: made from a snapshot and its rates, without sizes or places.
struct MapPicture {
    enum class CellKind : std::uint8_t { kLeader, kInSync, kOutOfSync, kOffline };
    struct Cell {
        broker::TopicPartition partition;
        CellKind kind = CellKind::kInSync;
        bool isPreferred = false;  ///< should lead and does not
        friend bool operator==(const Cell&, const Cell&) = default;
    };
    struct Group {
        QString topic;
        int hue = 0;
        std::vector<Cell> cells;
        friend bool operator==(const Group&, const Group&) = default;
    };
    struct Broker {
        broker::BrokerId id = broker::kNoBroker;
        QString title;
        QString subtitle;
        Tone tone = Tone::kDim;  ///< of the subtitle
        bool isAlive = true;
        bool isController = false;
        double logShare = 0;  ///< of the largest broker's log
        QString foot;
        QString secondFoot;
        std::vector<Group> groups;
        friend bool operator==(const Broker&, const Broker&) = default;
    };
    struct Client {
        std::string name;
        QString title;
        QString line;
        QString secondLine;
        int hue = 0;
        friend bool operator==(const Client&, const Client&) = default;
    };
    struct Flow {
        std::size_t client = 0;
        std::size_t broker = 0;
        bool isProducer = true;
        int hue = 0;
        double bytesPerSecond = 0;
        std::uint64_t bytes = 0;  ///< so far: when it grows, a batch went by
        friend bool operator==(const Flow&, const Flow&) = default;
    };

    std::vector<Client> producers;
    std::vector<Broker> brokers;
    std::vector<Client> consumers;
    std::vector<Flow> flows;

    static constexpr std::size_t kMaxClients = 8;  ///< a side; the busiest ones

    static MapPicture of(const ClusterSession& session, TopicHues& hues);
    friend bool operator==(const MapPicture&, const MapPicture&) = default;
};

}  // namespace app
