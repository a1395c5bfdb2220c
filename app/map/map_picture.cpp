#include "app/map/map_picture.h"

#include <algorithm>
#include <map>
#include <set>

#include <QCoreApplication>

#include "app/inspect/fault_facts.h"
#include "app/map/map_faults.h"
#include "app/words/amounts.h"

namespace app {
namespace {

using broker::kNoBroker;
using namespace broker::observe;

using widgets::MapPicture;

class MapWords {
    Q_DECLARE_TR_FUNCTIONS(MapWords)
public:
    static QString broker(int id) { return tr("Broker %1").arg(id); }
    /// Racks are often named "rack-a" already.
    static QString rack(const QString& rack) {
        return rack.startsWith(QStringLiteral("rack")) ? rack : tr("rack %1").arg(rack);
    }
    static QString in(const QString& rate) { return tr("%1 in").arg(rate); }
    static QString leads(int leaders, int replicas) {
        return tr("%1 of %n replica(s) lead", nullptr, replicas).arg(leaders);
    }
    static QString unreachable(int replicas) { return tr("%n replica(s) offline", nullptr, replicas); }
    static QString unnoticed() { return tr("not noticed yet"); }
    static QString connections(int count) { return tr("%n connection(s)", nullptr, count); }
    static QString others(int count) { return tr("and %n more", nullptr, count); }
};

/// The clients of one id on one side, over all their connections.
struct Side {
    /// Connections from a host to a broker. A client has one to each broker for its records, so that several
    /// from one host to one broker are several clients that call themselves alike.
    std::map<std::pair<std::string, std::size_t>, int> connections;
    std::map<std::string, std::uint64_t> bytesByTopic;
    double rate = 0;
    QString software;
};

/// How many clients there are at least.
int leastClients(const Side& side) {
    std::map<std::string, int> byHost;
    for (const auto& [from, count] : side.connections)
        byHost[from.first] = std::max(byHost[from.first], count);
    int all = 0;
    for (const auto& [host, count] : byHost) all += count;
    return all;
}

struct FlowKey {
    std::string client;
    std::size_t broker;
    bool isProducer;
    auto operator<=>(const FlowKey&) const = default;
};

class Maker {
public:
    Maker(const ClusterSession& session, const MapGroups& groups)
        : m_session(session)
        , m_snapshot(*session.snapshot())
        , m_groups(groups) {}

    MapPicture make() {
        std::uint64_t largest = 1;
        for (const auto& member : m_snapshot.brokers) largest = std::max(largest, member->logBytes);
        for (std::size_t i = 0; i < m_snapshot.brokers.size(); ++i) addBroker(i, largest);
        for (std::size_t i = 0; i < m_snapshot.brokers.size(); ++i) collectClients(*m_snapshot.brokers[i], i);
        collectGroups();
        m_picture.moreProducers = addClients(m_producers, true, m_picture.producers);
        m_picture.moreConsumers = addClients(m_consumers, false, m_picture.consumers);
        m_picture.links = mapLinks(m_session);
        return std::move(m_picture);
    }

private:
    int hueOf(const std::string& topic) const { return m_groups.hueOf(topic); }
    void addBroker(std::size_t at, std::uint64_t largest);
    void collectClients(const BrokerSnapshot& broker, std::size_t at);
    void collectGroups();
    /// How many had no room.
    int addClients(const std::map<std::string, Side>& sides, bool areProducers,
                   std::vector<MapPicture::Client>& into);

    const ClusterSession& m_session;
    const ClusterSnapshot& m_snapshot;
    const MapGroups& m_groups;
    MapPicture m_picture;
    /// The groups that a client of that name is a member of, by name.
    std::map<std::string, std::set<std::string>> m_groupsOf;
    std::map<std::string, Side> m_producers;
    std::map<std::string, Side> m_consumers;
    std::map<FlowKey, MapPicture::Flow> m_flows;
};

void Maker::addBroker(std::size_t at, std::uint64_t largest) {
    const BrokerSnapshot& broker = *m_snapshot.brokers[at];
    MapPicture::Broker card;
    card.id = broker.id;
    card.title = MapWords::broker(broker.id.value());
    card.shortTitle = QString::number(broker.id.value());
    card.isAlive = isAlive(broker.state);
    card.isController = m_snapshot.activeController == broker.id && card.isAlive;
    tellState(m_session, broker, card);
    if (card.subtitle.isEmpty()) {
        const TrafficRate rate = m_session.rates().broker(broker.id);
        card.subtitle = MapWords::in(byteRate(rate.bytesIn));
        if (!broker.rack.empty())
            card.subtitle =
                MapWords::rack(QString::fromStdString(broker.rack)) + QStringLiteral(" · ") + card.subtitle;
    }
    card.logShare = static_cast<double>(broker.logBytes) / static_cast<double>(largest);
    card.groups = m_groups.groups(at);
    const int replicas = static_cast<int>(broker.replicas.size());
    card.foot = card.isAlive                      ? MapWords::leads(m_groups.leaders(at), replicas)
                : isUnnoticed(m_snapshot, broker) ? MapWords::unnoticed()
                                                  : MapWords::unreachable(replicas);
    const auto clients = std::ranges::count_if(broker.clients, [](const auto& c) { return !c->isBroker; });
    card.secondFoot = byteAmount(static_cast<double>(broker.logBytes));
    if (card.isAlive)
        card.secondFoot += QStringLiteral(" · ") + MapWords::connections(static_cast<int>(clients));
    m_picture.brokers.push_back(std::move(card));
}

void Maker::collectClients(const BrokerSnapshot& broker, std::size_t at) {
    if (!isAlive(broker.state)) return;
    for (const auto& client : broker.clients) {
        if (client->isBroker || client->clientId.empty()) continue;
        const auto collect = [&](const std::map<std::string, std::uint64_t>& topics,
                                 std::map<std::string, Side>& sides, bool isProducer) {
            if (!topics.empty())
                ++sides[client->clientId]
                      .connections[{client->address.substr(0, client->address.rfind(':')), at}];
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
                flow.hue = hueOf(topic);
                flow.bytesPerSecond += rate;
                flow.bytes += bytes;
            }
        };
        collect(client->producedTo, m_producers, true);
        collect(client->consumedFrom, m_consumers, false);
    }
}

/// Groups and connections know each other by the client's name alone. A member that has read nothing yet is a
/// consumer all the same.
void Maker::collectGroups() {
    for (const auto& broker : m_snapshot.brokers)
        for (const auto& group : broker->groups)
            for (const auto& member : group->members) {
                if (member->topics.empty() && !m_consumers.contains(member->clientId)) continue;
                Side& side = m_consumers[member->clientId];
                if (side.bytesByTopic.empty())
                    for (const std::string& topic : member->topics) side.bytesByTopic.emplace(topic, 0);
                m_groupsOf[member->clientId].insert(group->id);
            }
}

int Maker::addClients(const std::map<std::string, Side>& sides, bool areProducers,
                      std::vector<MapPicture::Client>& into) {
    std::vector<std::pair<std::string, const Side*>> order;
    for (const auto& [name, side] : sides) order.emplace_back(name, &side);
    // The busiest stay when there is no room for all; those that stay stand by name.
    std::ranges::sort(order, [](const auto& a, const auto& b) {
        return a.second->rate != b.second->rate ? a.second->rate > b.second->rate : a.first < b.first;
    });
    const std::size_t hidden = order.size() - std::min(order.size(), MapPicture::kMaxClients);
    order.resize(order.size() - hidden);
    std::ranges::sort(order, {}, [](const auto& one) { return one.first; });
    for (const auto& [name, side] : order) {
        MapPicture::Client card;
        card.name = name;
        card.title = QString::fromStdString(name);
        if (const int count = leastClients(*side); count > 1) card.title += QStringLiteral(" ×%1").arg(count);
        const auto& first = *side->bytesByTopic.begin();
        card.hue = hueOf(first.first);
        const QString arrow = areProducers ? QStringLiteral("→ ") : QStringLiteral("← ");
        card.line = arrow + QString::fromStdString(first.first);
        const int others = static_cast<int>(side->bytesByTopic.size()) - 1;
        if (others > 0) card.line += u' ' + MapWords::others(others);
        card.secondLine = byteRate(side->rate);
        if (const auto member = m_groupsOf.find(name); !areProducers && member != m_groupsOf.end())
            card.secondLine =
                QString::fromStdString(*member->second.begin()) + QStringLiteral(" · ") + card.secondLine;
        for (auto& [key, flow] : m_flows) {
            if (key.client != name || key.isProducer != areProducers) continue;
            flow.client = into.size();
            m_picture.flows.push_back(flow);
        }
        into.push_back(std::move(card));
    }
    return static_cast<int>(hidden);
}

const PartitionSnapshot* findPartition(const ClusterSnapshot& snapshot, const broker::TopicPartition& which) {
    const TopicSnapshot* topic = snapshot.topic(which.topic);
    const auto index = static_cast<std::size_t>(which.partition.value());
    return topic && index < topic->partitions.size() ? topic->partitions[index].get() : nullptr;
}

}  // namespace

widgets::MapPicture mapPicture(const ClusterSession& session, MapGroups& groups) {
    groups.show(session.snapshot());
    return Maker(session, groups).make();
}

widgets::MapSelection mapSelection(const ClusterSnapshot& snapshot, const Subject& subject) {
    if (const auto* broker = std::get_if<BrokerSubject>(&subject)) return widgets::MapBroker{broker->broker};
    if (const auto* topic = std::get_if<TopicSubject>(&subject)) return widgets::MapTopic{topic->topic};
    if (const auto* link = std::get_if<LinkSubject>(&subject)) return widgets::MapLink{link->from, link->to};
    if (const auto* client = std::get_if<ClientSubject>(&subject))
        return widgets::MapClient{client->clientId};
    if (const auto* replica = std::get_if<ReplicaSubject>(&subject))
        return widgets::MapReplica{replica->partition, replica->broker};
    if (const auto* partition = std::get_if<PartitionSubject>(&subject))
        if (const auto* found = findPartition(snapshot, partition->partition))
            return widgets::MapReplica{partition->partition,
                                       found->leader != kNoBroker ? found->leader : found->preferredLeader};
    return {};
}

Subject subjectOf(const ClusterSnapshot& snapshot, const widgets::MapSelection& selection) {
    if (const auto* broker = std::get_if<widgets::MapBroker>(&selection)) return BrokerSubject{broker->id};
    if (const auto* topic = std::get_if<widgets::MapTopic>(&selection)) return TopicSubject{topic->topic};
    if (const auto* client = std::get_if<widgets::MapClient>(&selection)) return ClientSubject{client->name};
    if (const auto* link = std::get_if<widgets::MapLink>(&selection))
        return LinkSubject{link->from, link->to};
    if (const auto* replica = std::get_if<widgets::MapReplica>(&selection)) {
        const auto* found = findPartition(snapshot, replica->partition);
        if (found && found->leader == replica->broker) return PartitionSubject{replica->partition};
        return ReplicaSubject{replica->partition, replica->broker};
    }
    return ClusterSubject{};
}

}  // namespace app
