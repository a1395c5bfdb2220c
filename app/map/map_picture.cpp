#include "app/map/map_picture.h"

#include <algorithm>

#include <QCoreApplication>

#include "app/pages/state_words.h"
#include "app/words/amounts.h"

namespace app {
namespace {

using broker::kNoBroker;
using namespace broker::observe;

class MapWords {
    Q_DECLARE_TR_FUNCTIONS(MapWords)
public:
    static QString broker(int id) { return tr("Broker %1").arg(id); }
    static QString rack(const QString& rack) { return tr("rack %1").arg(rack); }
    static QString in(const QString& rate) { return tr("%1 in").arg(rate); }
    static QString down(const QString& time, bool isClean) {
        return isClean ? tr("stopped %1 ago").arg(time) : tr("killed %1 ago").arg(time);
    }
    static QString leads(int leaders, int replicas) {
        return tr("%1 of %n replica(s) lead", nullptr, replicas).arg(leaders);
    }
    static QString unreachable(int replicas) { return tr("%n replica(s) offline", nullptr, replicas); }
    static QString connections(int count) { return tr("%n connection(s)", nullptr, count); }
    static QString others(int count) { return tr("and %n more", nullptr, count); }
};

/// One client of one side, over all its connections.
struct Side {
    std::map<std::string, std::uint64_t> bytesByTopic;
    double rate = 0;
    QString software;
};

struct FlowKey {
    std::string client;
    std::size_t broker;
    bool isProducer;
    auto operator<=>(const FlowKey&) const = default;
};

class Maker {
public:
    Maker(const ClusterSession& session, TopicHues& hues)
        : m_session(session)
        , m_snapshot(*session.snapshot())
        , m_hues(hues) {}

    MapPicture make() {
        for (const auto& topic : m_snapshot.metadata->topics)
            if (!topic->isInternal) m_hues.of(topic->name);
        std::uint64_t largest = 1;
        for (const auto& member : m_snapshot.brokers) largest = std::max(largest, member->logBytes);
        for (const auto& member : m_snapshot.brokers) addBroker(*member, largest);
        for (std::size_t i = 0; i < m_snapshot.brokers.size(); ++i) collectClients(*m_snapshot.brokers[i], i);
        addClients(m_producers, true, m_picture.producers);
        addClients(m_consumers, false, m_picture.consumers);
        return std::move(m_picture);
    }

private:
    void addBroker(const BrokerSnapshot& broker, std::uint64_t largest);
    std::vector<MapPicture::Group> groupsOf(const BrokerSnapshot& broker);
    void collectClients(const BrokerSnapshot& broker, std::size_t at);
    void addClients(const std::map<std::string, Side>& sides, bool areProducers,
                    std::vector<MapPicture::Client>& into);

    const ClusterSession& m_session;
    const ClusterSnapshot& m_snapshot;
    TopicHues& m_hues;
    MapPicture m_picture;
    std::map<std::string, Side> m_producers;
    std::map<std::string, Side> m_consumers;
    std::map<FlowKey, MapPicture::Flow> m_flows;
};

void Maker::addBroker(const BrokerSnapshot& broker, std::uint64_t largest) {
    MapPicture::Broker card;
    card.id = broker.id;
    card.title = MapWords::broker(broker.id.value());
    card.isAlive = isAlive(broker.state);
    card.isController = m_snapshot.activeController == broker.id && card.isAlive;
    const TrafficRate rate = m_session.rates().broker(broker.id);
    if (!card.isAlive) {
        card.subtitle =
            MapWords::down(ago(m_snapshot.time - broker.stateSince), broker.state == BrokerState::kStopped);
        card.tone = Tone::kBad;
    } else if (broker.state != BrokerState::kRunning) {
        card.subtitle = brokerStateName(broker.state);
        card.tone = Tone::kWarning;
    } else {
        card.subtitle = MapWords::in(byteRate(rate.bytesIn));
        if (!broker.rack.empty())
            card.subtitle =
                MapWords::rack(QString::fromStdString(broker.rack)) + QStringLiteral(" · ") + card.subtitle;
    }
    card.logShare = static_cast<double>(broker.logBytes) / static_cast<double>(largest);
    card.groups = groupsOf(broker);
    const auto leads = std::ranges::count_if(broker.replicas, [](const auto& r) { return r->isLeader; });
    const int replicas = static_cast<int>(broker.replicas.size());
    card.foot =
        card.isAlive ? MapWords::leads(static_cast<int>(leads), replicas) : MapWords::unreachable(replicas);
    const auto clients = std::ranges::count_if(broker.clients, [](const auto& c) { return !c->isBroker; });
    card.secondFoot = byteAmount(static_cast<double>(broker.logBytes));
    if (card.isAlive)
        card.secondFoot += QStringLiteral(" · ") + MapWords::connections(static_cast<int>(clients));
    m_picture.brokers.push_back(std::move(card));
}

std::vector<MapPicture::Group> Maker::groupsOf(const BrokerSnapshot& broker) {
    std::vector<MapPicture::Group> groups;
    const bool isUp = isAlive(broker.state);
    for (const auto& topic : m_snapshot.metadata->topics) {
        if (topic->isInternal) continue;
        MapPicture::Group group{QString::fromStdString(topic->name), m_hues.of(topic->name), {}};
        for (const auto& partition : topic->partitions) {
            if (std::ranges::find(partition->replicas, broker.id) == partition->replicas.end()) continue;
            const bool isInSync = std::ranges::find(partition->isr, broker.id) != partition->isr.end();
            const bool isLeader = partition->leader == broker.id;
            const auto kind = !isUp      ? MapPicture::CellKind::kOffline
                              : isLeader ? MapPicture::CellKind::kLeader
                              : isInSync ? MapPicture::CellKind::kInSync
                                         : MapPicture::CellKind::kOutOfSync;
            group.cells.push_back({{topic->name, partition->index},
                                   kind,
                                   isUp && partition->preferredLeader == broker.id && !isLeader});
        }
        if (!group.cells.empty()) groups.push_back(std::move(group));
    }
    return groups;
}

void Maker::collectClients(const BrokerSnapshot& broker, std::size_t at) {
    if (!isAlive(broker.state)) return;
    for (const auto& client : broker.clients) {
        if (client->isBroker || client->clientId.empty()) continue;
        const auto collect = [&](const std::map<std::string, std::uint64_t>& topics,
                                 std::map<std::string, Side>& sides, bool isProducer) {
            for (const auto& [topic, bytes] : topics) {
                Side& side = sides[client->clientId];
                side.bytesByTopic[topic] += bytes;
                const double rate = isProducer
                                        ? m_session.rates().produced(broker.id, client->connection, topic)
                                        : m_session.rates().consumed(broker.id, client->connection, topic);
                side.rate += rate;
                side.software = QString::fromStdString(client->software);
                MapPicture::Flow& flow = m_flows[{client->clientId, at, isProducer}];
                flow.broker = at;
                flow.isProducer = isProducer;
                flow.hue = m_hues.of(topic);
                flow.bytesPerSecond += rate;
                flow.bytes += bytes;
            }
        };
        collect(client->producedTo, m_producers, true);
        collect(client->consumedFrom, m_consumers, false);
    }
}

void Maker::addClients(const std::map<std::string, Side>& sides, bool areProducers,
                       std::vector<MapPicture::Client>& into) {
    std::vector<std::pair<std::string, const Side*>> order;
    for (const auto& [name, side] : sides) order.emplace_back(name, &side);
    // The busiest stay when there is no room for all; those that stay stand by name.
    std::ranges::stable_sort(order,
                             [](const auto& a, const auto& b) { return a.second->rate > b.second->rate; });
    if (order.size() > MapPicture::kMaxClients) order.resize(MapPicture::kMaxClients);
    std::ranges::sort(order, {}, [](const auto& one) { return one.first; });
    for (const auto& [name, side] : order) {
        MapPicture::Client card;
        card.name = name;
        card.title = QString::fromStdString(name);
        const auto& first = *side->bytesByTopic.begin();
        card.hue = m_hues.of(first.first);
        const QString arrow = areProducers ? QStringLiteral("→ ") : QStringLiteral("← ");
        card.line = arrow + QString::fromStdString(first.first);
        const int others = static_cast<int>(side->bytesByTopic.size()) - 1;
        if (others > 0) card.line += u' ' + MapWords::others(others);
        card.secondLine = byteRate(side->rate);
        for (auto& [key, flow] : m_flows) {
            if (key.client != name || key.isProducer != areProducers) continue;
            flow.client = into.size();
            m_picture.flows.push_back(flow);
        }
        into.push_back(std::move(card));
    }
}

}  // namespace

int TopicHues::of(const std::string& topic) {
    const auto [found, isNew] = m_hues.try_emplace(topic, 0);
    if (isNew) found->second = static_cast<int>((m_hues.size() - 1) % 8);
    return found->second;
}

MapPicture MapPicture::of(const ClusterSession& session, TopicHues& hues) {
    return Maker(session, hues).make();
}

}  // namespace app
