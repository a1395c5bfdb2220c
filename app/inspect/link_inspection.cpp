#include "app/inspect/link_inspection.h"

#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

#include "app/inspect/fault_facts.h"
#include "app/words/amounts.h"
#include "app/words/engine_words.h"

namespace app {
namespace {

using namespace broker::observe;
using broker::BrokerId;
using broker::kNoBroker;

/// Makes the inspection of one link.
class LinkInspector {
    Q_DECLARE_TR_FUNCTIONS(LinkInspector)
public:
    LinkInspector(const ClusterSession& session, const LinkSubject& subject)
        : m_session(session)
        , m_snapshot(*session.snapshot())
        , m_from(subject.from)
        , m_to(subject.to)
        , m_forth(m_snapshot.faults.link(m_from, m_to))
        , m_back(m_snapshot.faults.link(m_to, m_from)) {}

    Inspection make() const {
        Inspection inspection;
        inspection.title = toClients() ? tr("Broker %1 – clients").arg(m_from.value())
                                       : tr("Broker %1 – broker %2").arg(m_from.value()).arg(m_to.value());
        if (!m_snapshot.broker(m_from) || (!toClients() && !m_snapshot.broker(m_to))) {
            inspection.subtitle = tr("no longer there");
            inspection.words = tr("One of its ends does not belong to this cluster.");
            return inspection;
        }
        inspection.subtitle = toClients() ? tr("link between a broker and all that are no brokers")
                                          : tr("link between two brokers");
        inspection.words = words();
        inspection.sections.push_back(state());
        for (const FaultAct& act : linkActs(m_session, m_from, m_to)) {
            Inspection::Act made{act.text, act, act.whyNot, act.isBad};
            inspection.acts.push_back(std::move(made));
        }
        return inspection;
    }

private:
    bool toClients() const { return m_to == kNoBroker; }
    bool isCut(const LinkSnapshot* link) const { return link && link->trouble == LinkTrouble::kCut; }
    bool isDown(BrokerId id) const {
        const BrokerSnapshot* found = m_snapshot.broker(id);
        return !found || !isAlive(found->state);
    }
    int copiedFrom(BrokerId leader, BrokerId follower) const {
        int count = 0;
        for (const auto& topic : m_snapshot.metadata->topics)
            count += static_cast<int>(std::ranges::count_if(topic->partitions, [&](const auto& p) {
                return p->leader == leader && std::ranges::find(p->replicas, follower) != p->replicas.end();
            }));
        return count;
    }

    QString words() const {
        QStringList words;
        words << (toClients() ? tr("Everything that producers, consumers and tools say to broker %1, and its "
                                   "answers, go this way.")
                                    .arg(m_from.value())
                              : tr("What broker %1 and broker %2 copy of each other's partitions goes this "
                                   "way, and what they say as members of the cluster.")
                                    .arg(m_from.value())
                                    .arg(m_to.value()));
        for (const BrokerId end : {m_from, m_to})
            if (end != kNoBroker && isDown(end))
                words << tr("Broker %1 is down, so that nothing passes.").arg(end.value());
        if (!m_forth && !m_back) return words.join(u' ');
        if (m_forth && m_back && linkTroubleName(m_forth) == linkTroubleName(m_back))
            words << bothWays(*m_forth);
        else
            for (const auto& [link, from, to] :
                 {std::tuple(m_forth, m_from, m_to), std::tuple(m_back, m_to, m_from)})
                if (link) words << oneWay(*link, from, to);
        words << consequence();
        return words.join(u' ');
    }

    static QString bothWays(const LinkSnapshot& link) {
        if (link.trouble == LinkTrouble::kCut)
            return tr("It is cut: nothing passes, and nobody is told, as with an unplugged cable.");
        if (link.trouble == LinkTrouble::kResetting)
            return tr("It breaks each connection after %1; both ends see it and connect again.")
                .arg(byteAmount(static_cast<double>(link.resetAfterBytes)));
        return tr("It is slow: %1.").arg(linkTroubleName(&link));
    }
    static QString oneWay(const LinkSnapshot& link, BrokerId from, BrokerId to) {
        const QString ends = tr("from %1 to %2", "a direction").arg(linkEndName(from), linkEndName(to));
        if (link.trouble == LinkTrouble::kCut)
            return tr("What goes %1 gets lost on the way, and nobody is told.").arg(ends);
        if (link.trouble == LinkTrouble::kResetting)
            return tr("What goes %1 breaks its connection after %2.")
                .arg(ends, byteAmount(static_cast<double>(link.resetAfterBytes)));
        return tr("What goes %1 is slow: %2.").arg(ends, linkTroubleName(&link));
    }

    /// Requests need both ways, so that one that is cut stops both.
    QString consequence() const {
        const bool stops = isCut(m_forth) || isCut(m_back);
        if (toClients())
            return stops
                       ? tr("Partitions that it leads have a leader and still cannot be written or read: the "
                            "brokers hear each other, so that no other leader is elected.")
                       : tr("Clients wait longer or connect again; the cluster itself notices nothing.");
        const QString limit = brokerSetting(m_snapshot, m_from, "replica.lag.time.max.ms");
        if (!stops)
            return tr("A follower that is behind for longer than replica.lag.time.max.ms, %1 ms, leaves the "
                      "in-sync replicas.")
                .arg(limit);
        QString told = tr("A follower that gets nothing stays in the in-sync replicas for "
                          "replica.lag.time.max.ms, %1 ms, and so long the high watermark waits for it.")
                           .arg(limit);
        const BrokerId controller = m_snapshot.activeController;
        if (controller == m_from || controller == m_to)
            told += u' ' + tr("Broker %1 is the active controller: when it hears nothing from broker %2, it "
                              "fences it and lets others lead.")
                               .arg(controller.value())
                               .arg((controller == m_from ? m_to : m_from).value());
        return told;
    }

    Inspection::Section state() const;
    double copyRate(BrokerId leader, BrokerId follower) const {
        double rate = 0;
        for (const auto& client : m_snapshot.broker(leader)->clients)
            if (client->follower == follower)
                for (const auto& [topic, bytes] : client->consumedFrom)
                    rate += m_session.rates().consumed(leader, client->connection, topic);
        return rate;
    }

    const ClusterSession& m_session;
    const ClusterSnapshot& m_snapshot;
    BrokerId m_from;
    BrokerId m_to;
    const LinkSnapshot* m_forth;
    const LinkSnapshot* m_back;
};

Inspection::Section LinkInspector::state() const {
    Inspection::Section section{tr("State"), {}};
    const auto tone = [](const LinkSnapshot* link) {
        if (!link) return Tone::kGood;
        return link->trouble == LinkTrouble::kSlow ? Tone::kWarning : Tone::kBad;
    };
    const auto way = [](BrokerId from, BrokerId to) {
        return tr("%1 → %2").arg(linkEndName(from), linkEndName(to));
    };
    section.rows.push_back({way(m_from, m_to), linkTroubleName(m_forth), {}, tone(m_forth)});
    section.rows.push_back({way(m_to, m_from), linkTroubleName(m_back), {}, tone(m_back)});
    if (toClients()) {
        const auto& clients = m_snapshot.broker(m_from)->clients;
        section.rows.push_back(
            {tr("Connections"),
             QString::number(std::ranges::count_if(clients, [](const auto& c) { return !c->isBroker; }))});
        return section;
    }
    for (const auto& [leader, follower] : {std::pair(m_from, m_to), std::pair(m_to, m_from)}) {
        section.rows.push_back({tr("Broker %1 copies").arg(follower.value()),
                                tr("%n partition(s)", nullptr, copiedFrom(leader, follower))});
        section.rows.push_back({tr("… at"), byteRate(copyRate(leader, follower))});
    }
    return section;
}

class BrokerFaults {
    Q_DECLARE_TR_FUNCTIONS(BrokerFaults)
public:
    static QString words(const ClusterSnapshot& snapshot, const BrokerSnapshot& broker) {
        QStringList words;
        const int id = broker.id.value();
        const bool lives = isAlive(broker.state);
        if (lives && snapshot.faults.isFrozen(broker.id))
            words << tr("It is frozen: its connections stay open and nobody is answered, so that the others "
                        "notice it only by its silence. The controller fences it after "
                        "broker.session.timeout.ms, %1 ms.")
                         .arg(brokerSetting(snapshot, broker.id, "broker.session.timeout.ms"));
        if (isUnnoticed(snapshot, broker))
            words << tr("The controller has not noticed yet: it still counts it as a member, and what it led "
                        "has no other leader until its session ends, %1 ms after its last heartbeat.")
                         .arg(brokerSetting(snapshot, broker.id, "broker.session.timeout.ms"));
        if (isRefused(snapshot, broker))
            words
                << tr("It came back before the controller ended its old session, and is refused until then: "
                      "otherwise two brokers %1 could hold the same partitions.")
                       .arg(id);
        if (isCutOff(snapshot, broker.id))
            words << tr(
                "It is cut off from all other brokers: it may go on believing that it leads, but "
                "nothing that needs a second replica is acknowledged any more.");
        if (const DiskSnapshot* disk = snapshot.faults.disk(broker.id)) words << diskWords(*disk);
        return words.join(u' ');
    }

    static QString diskWords(const DiskSnapshot& disk) {
        switch (disk.trouble) {
            case DiskTrouble::kSlow:
                return tr("Its disk is slow: a sync takes at least %1 ms.").arg(disk.delayMillis);
            case DiskTrouble::kFull:
                return tr("Its disk is full: since then files may grow by %1 and no more.")
                    .arg(byteAmount(static_cast<double>(disk.bytesLeft)));
            case DiskTrouble::kFailing:
                return tr("Its disk fails: %1.").arg(engineWords(disk.what));
        }
        return {};
    }

    static std::vector<Inspection::Row> rows(const ClusterSnapshot& snapshot, BrokerId id) {
        std::vector<Inspection::Row> rows;
        if (const DiskSnapshot* disk = snapshot.faults.disk(id))
            rows.push_back({tr("Disk"),
                            diskTroubleName(disk),
                            {},
                            disk->trouble == DiskTrouble::kSlow ? Tone::kWarning : Tone::kBad});
        for (const BrokerId end : troubledEnds(snapshot, id)) {
            const auto add = [&](const QString& label, const LinkSnapshot* link) {
                if (!link) return;
                const Tone tone = link->trouble == LinkTrouble::kSlow ? Tone::kWarning : Tone::kBad;
                rows.push_back({label.arg(linkEndName(end)), linkTroubleName(link), {}, tone});
            };
            add(tr("To %1"), snapshot.faults.link(id, end));
            add(tr("From %1"), snapshot.faults.link(end, id));
        }
        return rows;
    }

    static QString slowDisk() { return tr("Disk…"); }
    static QString wellDisk() { return tr("Disk well again"); }
};

}  // namespace

Inspection inspectLink(const ClusterSession& session, const LinkSubject& subject) {
    return LinkInspector(session, subject).make();
}

QString brokerFaultWords(const ClusterSession& session, const BrokerSnapshot& broker) {
    return BrokerFaults::words(*session.snapshot(), broker);
}

std::vector<Inspection::Row> brokerFaultRows(const ClusterSnapshot& snapshot, BrokerId id) {
    return BrokerFaults::rows(snapshot, id);
}

std::vector<Inspection::Act> brokerFaultActs(const ClusterSession& session, BrokerId id) {
    const ClusterSnapshot& snapshot = *session.snapshot();
    const BrokerSnapshot* broker = snapshot.broker(id);
    std::vector<Inspection::Act> acts;
    if (!broker) return acts;
    const auto add = [&acts](const FaultAct& act) { acts.push_back({act.text, act, act.whyNot, act.isBad}); };
    const FaultActs all = brokerActs(session, id);
    if (isAlive(broker->state)) {
        for (const std::size_t one : {BrokerActs::kKill, BrokerActs::kCutPower, BrokerActs::kStop})
            add(all[one]);
        add(all[snapshot.faults.isFrozen(id) ? BrokerActs::kThaw : BrokerActs::kFreeze]);
    } else {
        add(all[BrokerActs::kRestart]);
    }
    if (!isCutOff(snapshot, id) && snapshot.brokers.size() > 1) add(cutOffAct(session, id));
    if (!troubledEnds(snapshot, id).empty()) add(reconnectAct(session, id));
    FaultAct disk = diskActs(session, id).front();
    disk.text = BrokerFaults::slowDisk();
    add(disk);
    if (snapshot.faults.disk(id)) {
        FaultAct well = diskActs(session, id).back();
        well.text = BrokerFaults::wellDisk();
        add(well);
    }
    return acts;
}

}  // namespace app
