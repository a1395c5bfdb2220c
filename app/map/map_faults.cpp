#include "app/map/map_faults.h"

#include <algorithm>

#include <QCoreApplication>

#include "app/inspect/fault_facts.h"
#include "app/pages/state_words.h"
#include "app/words/amounts.h"
#include "app/words/engine_words.h"

namespace app {
namespace {

using namespace broker::observe;
using broker::BrokerId;
using broker::kNoBroker;
using widgets::MapPicture;

class MapFaults {
    Q_DECLARE_TR_FUNCTIONS(MapFaults)
public:
    static QString link(int from, int to) { return tr("Broker %1 – broker %2").arg(from).arg(to); }
    static QString copied(const QString& rate) { return tr("%1 copied").arg(rate); }
    static QString killed(const QString& time) { return tr("killed %1 ago").arg(time); }
    static QString stopped(const QString& time) { return tr("stopped %1 ago").arg(time); }
    static QString powerless(const QString& time) { return tr("power lost %1 ago").arg(time); }
    static QString failed(const QString& time) { return tr("failed %1 ago").arg(time); }
    static QString frozen(const QString& time) {
        return time.isEmpty() ? tr("frozen") : tr("frozen %1 ago").arg(time);
    }
    static QString whyFrozen() {
        return tr("Its loop stands still: connections stay open, and nobody is answered.");
    }
    static QString cutOff(const QString& time) {
        return time.isEmpty() ? tr("cut off") : tr("cut off %1 ago").arg(time);
    }
    static QString whyCutOff() { return tr("Nothing passes between it and any other broker."); }
    static QString refused() { return tr("old session still open"); }
    static QString whyRefused() {
        return tr("It came back before the controller ended its old session, and is refused until then.");
    }
    static QString clients(const QString& trouble) { return tr("clients: %1").arg(trouble); }
    static QString fromClients(const QString& trouble) { return tr("from clients: %1").arg(trouble); }
    static QString toClients(const QString& trouble) { return tr("to clients: %1").arg(trouble); }
};

MapPicture::LinkTrouble shown(const LinkSnapshot* link) {
    using Shown = MapPicture::LinkTrouble;
    if (!link) return Shown::kNone;
    if (link->trouble == LinkTrouble::kSlow) return Shown::kSlow;
    return link->trouble == LinkTrouble::kCut ? Shown::kCut : Shown::kResetting;
}

/// Both ways the same, but for the ends.
bool areAlike(const LinkSnapshot* one, const LinkSnapshot* other) {
    return one && other && linkTroubleName(one) == linkTroubleName(other);
}

QString badgeOf(int from, int to, const LinkSnapshot* forward, const LinkSnapshot* backward) {
    if (areAlike(forward, backward)) return linkTroubleTag(*forward);
    QStringList parts;
    const QString way = QStringLiteral("%1→%2 %3");
    if (forward) parts << way.arg(from).arg(to).arg(linkTroubleTag(*forward));
    if (backward) parts << way.arg(to).arg(from).arg(linkTroubleTag(*backward));
    return parts.join(QStringLiteral(" · "));
}

QString clientsBadge(const LinkSnapshot* from, const LinkSnapshot* to) {
    if (areAlike(from, to)) return MapFaults::clients(linkTroubleTag(*from));
    QStringList parts;
    if (from) parts << MapFaults::fromClients(linkTroubleTag(*from));
    if (to) parts << MapFaults::toClients(linkTroubleTag(*to));
    return parts.join(QStringLiteral(" · "));
}

class Linker {
public:
    explicit Linker(const ClusterSession& session)
        : m_session(session)
        , m_snapshot(*session.snapshot()) {}

    std::vector<MapPicture::Link> make() {
        const auto& brokers = m_snapshot.brokers;
        for (std::size_t from = 0; from < brokers.size(); ++from)
            for (std::size_t to = from + 1; to < brokers.size(); ++to) addLink(from, to);
        for (std::size_t leader = 0; leader < brokers.size(); ++leader)
            if (isAlive(brokers[leader]->state)) countCopies(leader);
        for (MapPicture::Link& link : m_links)
            if (link.bytesPerSecond > 0) link.line = MapFaults::copied(byteRate(link.bytesPerSecond));
        return std::move(m_links);
    }

private:
    void addLink(std::size_t from, std::size_t to) {
        const BrokerSnapshot& one = *m_snapshot.brokers[from];
        const BrokerSnapshot& other = *m_snapshot.brokers[to];
        const LinkSnapshot* forward = m_snapshot.faults.link(one.id, other.id);
        const LinkSnapshot* backward = m_snapshot.faults.link(other.id, one.id);
        MapPicture::Link link;
        link.from = from;
        link.to = to;
        link.isBroken = !isAlive(one.state) || !isAlive(other.state);
        link.forward = shown(forward);
        link.backward = shown(backward);
        link.title = MapFaults::link(one.id.value(), other.id.value());
        if (forward || backward) link.badge = badgeOf(one.id.value(), other.id.value(), forward, backward);
        m_links.push_back(std::move(link));
    }

    /// What the others copy from this one.
    void countCopies(std::size_t leader) {
        const BrokerSnapshot& broker = *m_snapshot.brokers[leader];
        for (const auto& client : broker.clients) {
            if (client->follower == kNoBroker) continue;
            const auto follower = std::ranges::find(m_snapshot.brokers, client->follower,
                                                    [](const auto& one) { return one->id; }) -
                                  m_snapshot.brokers.begin();
            const auto [from, to] = std::minmax({leader, static_cast<std::size_t>(follower)});
            const auto link = std::ranges::find_if(
                m_links, [&](const auto& one) { return one.from == from && one.to == to; });
            if (link == m_links.end()) continue;
            std::uint64_t& bytes = from == leader ? link->forwardBytes : link->backwardBytes;
            for (const auto& [topic, count] : client->consumedFrom) {
                bytes += count;
                link->bytesPerSecond += m_session.rates().consumed(broker.id, client->connection, topic);
            }
        }
    }

    const ClusterSession& m_session;
    const ClusterSnapshot& m_snapshot;
    std::vector<MapPicture::Link> m_links;
};

void tellEnd(const ClusterSession& session, const BrokerSnapshot& broker, MapPicture::Broker& card) {
    const QString time = ago(session.clusterTime() - broker.stateSince);
    card.tone = MapPicture::Tone::kBad;
    card.why = engineWords(broker.stateReason);
    card.whyNoRestart = session.whyNot(broker::cluster::RestartBroker{broker.id});
    if (broker.state == BrokerState::kStopped)
        card.subtitle = MapFaults::stopped(time);
    else if (broker.stateReason.empty() || broker.stateReason == "killed")
        card.subtitle = MapFaults::killed(time);
    else if (broker.stateReason == "lost its power")
        card.subtitle = MapFaults::powerless(time);
    else
        card.subtitle = MapFaults::failed(time);
}

/// "12 s", or nothing if the moment is not known any more.
QString since(const ClusterSession& session, EventKind kind, BrokerId id) {
    const broker::Timestamp when = lastTime(session.events(), kind, id);
    return when == broker::kNoTimestamp ? QString() : ago(session.clusterTime() - when);
}

}  // namespace

std::vector<MapPicture::Link> mapLinks(const ClusterSession& session) { return Linker(session).make(); }

void tellState(const ClusterSession& session, const BrokerSnapshot& broker, MapPicture::Broker& card) {
    const ClusterSnapshot& snapshot = *session.snapshot();
    if (const DiskSnapshot* disk = snapshot.faults.disk(broker.id)) {
        card.disk = diskTroubleName(disk);
        card.diskTone =
            disk->trouble == DiskTrouble::kSlow ? MapPicture::Tone::kWarning : MapPicture::Tone::kBad;
    }
    const LinkSnapshot* from = snapshot.faults.link(kNoBroker, broker.id);
    const LinkSnapshot* to = snapshot.faults.link(broker.id, kNoBroker);
    card.fromClients = shown(from);
    card.toClients = shown(to);
    if (from || to) card.clients = clientsBadge(from, to);
    if (!card.isAlive) return tellEnd(session, broker, card);
    if (snapshot.faults.isFrozen(broker.id)) {
        card.isFrozen = true;
        card.subtitle = MapFaults::frozen(since(session, EventKind::kBrokerFrozen, broker.id));
        card.why = MapFaults::whyFrozen();
        card.tone = MapPicture::Tone::kWarning;
    } else if (isRefused(snapshot, broker)) {
        card.subtitle = MapFaults::refused();
        card.why = MapFaults::whyRefused();
        card.tone = MapPicture::Tone::kWarning;
    } else if (broker.state != BrokerState::kRunning) {
        card.subtitle = brokerStateName(broker.state);
        card.tone = MapPicture::Tone::kWarning;
    } else if (isCutOff(snapshot, broker.id)) {
        card.subtitle = MapFaults::cutOff(since(session, EventKind::kLinkCut, broker.id));
        card.why = MapFaults::whyCutOff();
        card.tone = MapPicture::Tone::kBad;
    }
}

}  // namespace app
