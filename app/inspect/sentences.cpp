#include "app/inspect/sentences.h"

#include <algorithm>
#include <set>

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

#include "app/words/amounts.h"

namespace app {
namespace {

using broker::kNoBroker;
using namespace broker::observe;

class Sentences {
    Q_DECLARE_TR_FUNCTIONS(Sentences)
public:
    explicit Sentences(const Facts& facts)
        : m_snapshot(facts.snapshot)
        , m_rates(facts.rates)
        , m_figures(facts.figures) {}

    QString cluster() const;
    QString broker(const BrokerSnapshot& broker) const;
    QString topic(const TopicSnapshot& topic) const;
    QString client(const std::string& id) const;

private:
    static QString number(std::int64_t value) { return wholeNumber(value); }
    static QString name(const std::string& text) { return QString::fromStdString(text); }
    static QString time(broker::Timestamp when) {
        return QDateTime::fromMSecsSinceEpoch(when.value()).toString(QStringLiteral("HH:mm:ss"));
    }
    QString livingBroker(const BrokerSnapshot& broker) const;
    QString deadBroker(const BrokerSnapshot& broker) const;

    const ClusterSnapshot& m_snapshot;
    const Rates& m_rates;
    const Figures& m_figures;
};

QString Sentences::cluster() const {
    QStringList words;
    const auto living =
        std::ranges::count_if(m_snapshot.brokers, [](const auto& b) { return isAlive(b->state); });
    const int all = static_cast<int>(m_snapshot.brokers.size());
    words << (living == all ? tr("All %n broker(s) are up.", nullptr, all)
                            : tr("%1 of %n broker(s) are up.", nullptr, all).arg(living));
    if (m_snapshot.activeController == kNoBroker)
        words << tr(
            "Without an active controller nothing about topics and leaders can change; records still flow "
            "where a leader lives.");
    else
        words << tr("Broker %1 is the active controller: it alone decides who leads what.")
                     .arg(m_snapshot.activeController.value());
    const auto lost = static_cast<int>(m_figures.cluster().offline);
    const auto behind = static_cast<int>(m_figures.cluster().underReplicated);
    if (lost > 0)
        words << tr("%n partition(s) have no leader: nobody can write to them or read from them.", nullptr,
                    lost);
    else if (behind > 0)
        words << tr("%n partition(s) have fewer replicas in sync than they should.", nullptr, behind);
    else if (!m_snapshot.metadata->topics.empty())
        words << tr("Every partition has its leader and all its replicas.");
    return words.join(u' ');
}

QString Sentences::livingBroker(const BrokerSnapshot& broker) const {
    QStringList words;
    const auto id = broker.id.value();
    if (broker.state == BrokerState::kStarting)
        return tr("Broker %1 is opening its logs. After that it registers with the controller.").arg(id);
    if (broker.state == BrokerState::kFenced)
        return tr("Broker %1 is registered but fenced: it must first catch up with the metadata, and leads "
                  "nothing "
                  "until then.")
            .arg(id);
    if (broker.state == BrokerState::kStopping)
        return tr("Broker %1 is saying goodbye: it hands over what it leads and closes its logs cleanly.")
            .arg(id);
    words << tr("Broker %1 has been running since %2.").arg(id).arg(time(broker.stateSince));
    if (m_snapshot.activeController == broker.id)
        words << tr(
            "It is the active controller: it decides who leads what, and the others follow its metadata "
            "log.");
    else if (broker.activeController != kNoBroker)
        words << tr("It takes its metadata from broker %1, the active controller.")
                     .arg(broker.activeController.value());
    else
        words << tr("It knows no active controller and goes on with the metadata it has.");
    const std::int64_t leads = m_figures.ledBy(broker.id);
    if (broker.replicas.empty())
        words << tr("It holds no replica yet.");
    else
        words << tr("Of its %n replica(s) it leads %1.", nullptr, static_cast<int>(broker.replicas.size()))
                     .arg(leads);
    return words.join(u' ');
}

QString Sentences::deadBroker(const BrokerSnapshot& broker) const {
    QStringList words;
    const auto id = broker.id.value();
    const QString since = time(broker.stateSince);
    words << (broker.state == BrokerState::kStopped
                  ? tr("Broker %1 stopped cleanly at %2.").arg(id).arg(since)
                  : tr("Broker %1 died at %2 without a goodbye.").arg(id).arg(since));
    int orphans = 0;
    for (const auto& topic : m_snapshot.metadata->topics)
        for (const auto& partition : topic->partitions)
            if (partition->leader == kNoBroker &&
                std::ranges::find(partition->replicas, broker.id) != partition->replicas.end())
                ++orphans;
    if (orphans > 0)
        words << tr("%n partition(s) wait for it: no other broker can lead them.", nullptr, orphans);
    if (broker.isVoter && m_snapshot.activeController == kNoBroker)
        words << tr(
            "It votes in the metadata quorum, which has no majority now, so there is no active controller "
            "until enough voters are back.");
    words << tr("Its files are still there and can be read under Segments.");
    return words.join(u' ');
}

QString Sentences::broker(const BrokerSnapshot& broker) const {
    return isAlive(broker.state) ? livingBroker(broker) : deadBroker(broker);
}

QString Sentences::topic(const TopicSnapshot& topic) const {
    QStringList words;
    const int partitions = static_cast<int>(topic.partitions.size());
    const int factor =
        topic.partitions.empty() ? 0 : static_cast<int>(topic.partitions.front()->replicas.size());
    if (topic.isInternal) words << tr("The cluster keeps its own records here.");
    words << tr("%1 is split into %n partition(s); order holds within each of them.", nullptr, partitions)
                 .arg(name(topic.name));
    words << (factor == 1 ? tr("Each has a single replica, so a partition is away while its broker is.")
                          : tr("Each has %n replica(s): one leads, the others copy it.", nullptr, factor));
    const auto lost =
        std::ranges::count_if(topic.partitions, [](const auto& p) { return p->leader == kNoBroker; });
    if (lost > 0) {
        words << tr("%n of them have no leader now.", nullptr, static_cast<int>(lost));
    } else if (const TrafficRate rate = m_rates.topic(topic.name); rate.recordsIn >= 1) {
        words << tr("It takes %1 records a second.").arg(number(static_cast<std::int64_t>(rate.recordsIn)));
    }
    return words.join(u' ');
}

QString Sentences::client(const std::string& id) const {
    std::set<std::string> writes;
    std::set<std::string> reads;
    std::string software;
    int connections = 0;
    double bytesIn = 0;
    double bytesOut = 0;
    for (const auto& member : m_snapshot.brokers)
        for (const auto& client : member->clients) {
            if (client->clientId != id) continue;
            ++connections;
            if (!client->software.empty()) software = client->software;
            for (const auto& [topic, bytes] : client->producedTo) {
                writes.insert(topic);
                bytesIn += m_rates.produced(member->id, client->connection, topic);
            }
            for (const auto& [topic, bytes] : client->consumedFrom) {
                reads.insert(topic);
                bytesOut += m_rates.consumed(member->id, client->connection, topic);
            }
        }
    if (connections == 0) return tr("%1 is no longer connected.").arg(name(id));
    const auto listed = [](const std::set<std::string>& topics) {
        QStringList list;
        for (const std::string& topic : topics) list << name(topic);
        return list.join(QStringLiteral(", "));
    };
    QStringList words;
    words << (software.empty() ? tr("%1 holds %n connection(s).", nullptr, connections).arg(name(id))
                               : tr("%1 runs %2 and holds %n connection(s).", nullptr, connections)
                                     .arg(name(id), name(software)));
    if (!writes.empty())
        words << tr("It has written to %1, at %2/s now.").arg(listed(writes), byteAmount(bytesIn));
    if (!reads.empty())
        words << tr("It has read from %1, at %2/s now.").arg(listed(reads), byteAmount(bytesOut));
    if (writes.empty() && reads.empty()) words << tr("It has neither written nor read records yet.");
    return words.join(u' ');
}

}  // namespace

QString clusterWords(const Facts& facts) { return Sentences(facts).cluster(); }
QString brokerWords(const Facts& facts, const BrokerSnapshot& broker) {
    return Sentences(facts).broker(broker);
}
QString topicWords(const Facts& facts, const TopicSnapshot& topic) { return Sentences(facts).topic(topic); }
QString clientWords(const Facts& facts, const std::string& clientId) {
    return Sentences(facts).client(clientId);
}

}  // namespace app
