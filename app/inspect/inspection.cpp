#include "app/inspect/inspection.h"

#include <algorithm>
#include <map>

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

#include "app/inspect/group_inspection.h"
#include "app/inspect/link_inspection.h"
#include "app/inspect/log_inspection.h"
#include "app/inspect/quorum_inspection.h"
#include "app/inspect/replica_inspection.h"
#include "app/inspect/sentences.h"
#include "app/pages/state_words.h"
#include "app/session/sample_text.h"
#include "app/words/amounts.h"
#include "app/words/event_words.h"

namespace app {
namespace {

using namespace broker::observe;
using broker::kNoBroker;

QString number(std::int64_t value) { return wholeNumber(value); }
QString bytes(double value) { return byteAmount(value); }
QString name(const std::string& text) { return QString::fromStdString(text); }
QString moment(broker::Timestamp when) {
    return QDateTime::fromMSecsSinceEpoch(when.value()).toString(QStringLiteral("HH:mm:ss.zzz"));
}
/// Makes the inspection of one subject; one member function per kind.
class Inspector {
    Q_DECLARE_TR_FUNCTIONS(Inspector)
public:
    explicit Inspector(const ClusterSession& session)
        : m_session(session)
        , m_snapshot(*session.snapshot())
        , m_facts{m_snapshot, session.rates(), session.figures()} {}

    Inspection operator()(const ClusterSubject&) const;
    Inspection operator()(const BrokerSubject& subject) const;
    Inspection operator()(const TopicSubject& subject) const;
    Inspection operator()(const PartitionSubject& subject) const;
    Inspection operator()(const ReplicaSubject& subject) const;
    Inspection operator()(const ClientSubject& subject) const;
    Inspection operator()(const LinkSubject& subject) const { return inspectLink(m_session, subject); }
    Inspection operator()(const EventSubject& subject) const;
    Inspection operator()(const BatchSubject& subject) const { return inspectBatch(m_snapshot, subject); }
    Inspection operator()(const RecordSubject& subject) const { return inspectRecord(m_snapshot, subject); }
    Inspection operator()(const GroupSubject& subject) const {
        return inspectGroup(m_session, subject).value_or(gone(name(subject.group)));
    }
    Inspection operator()(const MemberSubject& subject) const {
        return inspectMember(m_session, subject).value_or(gone(name(subject.member)));
    }
    Inspection operator()(const RebalanceSubject& subject) const {
        return inspectRebalance(m_session, subject).value_or(gone(name(subject.group)));
    }
    Inspection operator()(const VoterSubject& subject) const { return inspectVoter(m_session, subject); }
    Inspection operator()(const MetadataLineSubject& subject) const {
        return inspectMetadataLine(m_session, subject);
    }

private:
    using Row = Inspection::Row;
    using Act = Inspection::Act;

    static Inspection gone(const QString& title);
    static QString stateName(BrokerState state);
    QString brokerName(broker::BrokerId id) const {
        return id == kNoBroker ? tr("none") : tr("broker %1").arg(id.value());
    }
    Act command(const QString& text, ClusterSession::Command command, bool isBad = false) const {
        QString why = m_session.whyNot(command);
        return {text, std::move(command), std::move(why), isBad};
    }
    static Act go(const QString& text, Place place, std::optional<Subject> subject = {}) {
        return {text, std::move(place), {}, false, std::move(subject)};
    }
    static Inspection::Section topicSettings(const TopicSnapshot& topic);

    const ClusterSession& m_session;
    const ClusterSnapshot& m_snapshot;
    Facts m_facts;
};

Inspection Inspector::gone(const QString& title) {
    Inspection inspection;
    inspection.title = title;
    inspection.subtitle = tr("no longer there");
    inspection.words = tr("It was there before. The timeline below tells when it went.");
    return inspection;
}

QString Inspector::stateName(BrokerState state) {
    switch (state) {
        case BrokerState::kStarting:
            return tr("starting");
        case BrokerState::kFenced:
            return tr("fenced");
        case BrokerState::kRunning:
            return tr("running");
        case BrokerState::kStopping:
            return tr("stopping");
        case BrokerState::kStopped:
            return tr("stopped");
        case BrokerState::kDead:
            return tr("dead");
    }
    return {};
}

Inspection::Section Inspector::topicSettings(const TopicSnapshot& topic) {
    Inspection::Section section{tr("Settings"), {}};
    for (const auto& [key, value] : topic.settings)
        section.rows.push_back({name(key), name(value), tr("topic"), Tone::kPlain, true});
    return section;
}

Inspection Inspector::operator()(const ClusterSubject&) const {
    Inspection inspection;
    inspection.title = m_snapshot.name.empty() ? tr("Cluster") : name(m_snapshot.name);
    inspection.subtitle = tr("local cluster");
    inspection.words = clusterWords(m_facts);
    Inspection::Section state{tr("State"), {}};
    state.rows.push_back({tr("Active controller"),
                          brokerName(m_snapshot.activeController),
                          {},
                          m_snapshot.activeController == kNoBroker ? Tone::kBad : Tone::kPlain});
    state.rows.push_back({tr("Controller epoch"), number(m_snapshot.controllerEpoch.value())});
    state.rows.push_back({tr("Metadata log end"), number(m_snapshot.metadata->end.value())});
    state.rows.push_back(
        {tr("Topics"), number(static_cast<std::int64_t>(m_snapshot.metadata->topics.size()))});
    state.rows.push_back({tr("Data"), m_snapshot.folderIsTemporary ? tr("temporary") : tr("kept")});
    state.rows.push_back({tr("Cluster id"), name(m_snapshot.clusterId)});
    inspection.sections.push_back(std::move(state));
    return inspection;
}

Inspection Inspector::operator()(const BrokerSubject& subject) const {
    const BrokerSnapshot* found = m_snapshot.broker(subject.broker);
    const QString title = tr("Broker %1").arg(subject.broker.value());
    if (!found) return gone(title);
    const BrokerSnapshot& broker = *found;
    Inspection inspection;
    inspection.title = title;
    inspection.subtitle = stateName(broker.state);
    if (!broker.rack.empty())
        inspection.subtitle +=
            QStringLiteral(" · ") +
            (broker.rack.starts_with("rack") ? name(broker.rack) : tr("rack %1").arg(name(broker.rack)));
    inspection.words = brokerWords(m_facts, broker);
    if (const QString faults = brokerFaultWords(m_session, broker); !faults.isEmpty())
        inspection.words += u' ' + faults;

    const TrafficRate rate = m_facts.rates.broker(broker.id);
    const std::int64_t leads = m_facts.figures.ledBy(broker.id);
    const auto clients = std::ranges::count_if(broker.clients, [](const auto& c) { return !c->isBroker; });
    const Tone tone = isAlive(broker.state)
                          ? (broker.state == BrokerState::kRunning ? Tone::kGood : Tone::kWarning)
                          : Tone::kBad;
    Inspection::Section state{tr("State"), {}};
    if (m_snapshot.faults.isFrozen(broker.id) && isAlive(broker.state))
        state.rows.push_back({tr("State"), tr("frozen"), {}, Tone::kWarning});
    else
        state.rows.push_back({tr("State"), stateName(broker.state), {}, tone});
    if (!broker.stateReason.empty()) state.rows.push_back({tr("Why"), engineWords(broker.stateReason)});
    state.rows.push_back({tr("Address"), name(broker.host) + u':' + QString::number(broker.port)});
    state.rows.push_back({tr("Broker epoch"), number(broker.epoch.value())});
    state.rows.push_back({tr("Voter"), broker.isVoter ? tr("yes") : tr("no, observer")});
    state.rows.push_back({tr("Metadata applied to"), number(broker.metadataEnd.value())});
    state.rows.push_back(
        {tr("Leads"),
         tr("%1 of %n replica(s)", nullptr, static_cast<int>(broker.replicas.size())).arg(leads)});
    state.rows.push_back({tr("In"), tr("%1/s").arg(bytes(rate.bytesIn))});
    state.rows.push_back({tr("Out"), tr("%1/s").arg(bytes(rate.bytesOut))});
    state.rows.push_back({tr("Log size"), bytes(static_cast<double>(broker.logBytes))});
    state.rows.push_back({tr("Client connections"), number(clients)});
    inspection.sections.push_back(std::move(state));
    if (auto rows = brokerFaultRows(m_snapshot, broker.id); !rows.empty())
        inspection.sections.push_back({tr("Made wrong"), std::move(rows)});

    if (!broker.settings.empty()) {
        Inspection::Section settings{tr("Settings"), {}};
        for (const auto& setting : broker.settings)
            settings.rows.push_back(
                {name(setting.name), name(setting.value), settingSource(setting.source), Tone::kPlain, true});
        inspection.sections.push_back(std::move(settings));
    }
    inspection.acts.push_back(go(tr("Show"), brokerPlace(broker.id), subject));
    for (Act& act : brokerFaultActs(m_session, broker.id)) inspection.acts.push_back(std::move(act));
    return inspection;
}

Inspection Inspector::operator()(const TopicSubject& subject) const {
    const TopicSnapshot* topic = m_snapshot.topic(subject.topic);
    if (!topic) return gone(name(subject.topic));
    Inspection inspection;
    inspection.title = name(topic->name);
    inspection.subtitle = topic->isInternal ? tr("internal topic") : tr("topic");
    inspection.words = topicWords(m_facts, *topic);

    const auto lost =
        std::ranges::count_if(topic->partitions, [](const auto& p) { return p->leader == kNoBroker; });
    std::int64_t records = 0;
    double size = 0;
    for (const auto& one : topic->partitions) {
        const auto* leader = m_snapshot.replica({topic->name, one->index}, one->leader);
        if (!leader) continue;
        records += leader->logEnd - leader->logStart;
        size += static_cast<double>(leader->sizeBytes);
    }
    const TrafficRate rate = m_facts.rates.topic(topic->name);
    Inspection::Section state{tr("State"), {}};
    state.rows.push_back({tr("Partitions"), number(static_cast<std::int64_t>(topic->partitions.size()))});
    state.rows.push_back({tr("Replication factor"), topic->partitions.empty()
                                                        ? QStringLiteral("–")
                                                        : number(static_cast<std::int64_t>(
                                                              topic->partitions.front()->replicas.size()))});
    state.rows.push_back({tr("Offline"), number(lost), {}, lost > 0 ? Tone::kBad : Tone::kPlain});
    state.rows.push_back({tr("Offsets held"), number(records)});
    state.rows.push_back({tr("Size"), bytes(size)});
    state.rows.push_back({tr("In"), tr("%1 rec/s").arg(number(static_cast<std::int64_t>(rate.recordsIn)))});
    state.rows.push_back({tr("Topic id"), name(topic->id.text())});
    inspection.sections.push_back(std::move(state));
    if (!topic->settings.empty()) inspection.sections.push_back(topicSettings(*topic));

    inspection.acts.push_back(go(tr("Partitions"), topicPlace(topic->name, Tab::kPartitions), subject));
    inspection.acts.push_back(go(tr("Settings"), topicPlace(topic->name, Tab::kTopicSettings), subject));
    inspection.acts.push_back(
        command(tr("Send sample text"), broker::cluster::SendText{topic->name, sampleText(kSampleLines)}));
    inspection.acts.push_back(command(tr("Delete topic"), broker::cluster::DeleteTopic{topic->name}, true));
    return inspection;
}

Inspection Inspector::operator()(const PartitionSubject& subject) const {
    return inspectPartition(m_session, subject).value_or(gone(partitionName(subject.partition)));
}

Inspection Inspector::operator()(const ReplicaSubject& subject) const {
    return inspectReplica(m_session, subject)
        .value_or(
            gone(tr("%1 on broker %2").arg(partitionName(subject.partition)).arg(subject.broker.value())));
}

Inspection Inspector::operator()(const ClientSubject& subject) const {
    Inspection inspection;
    inspection.title = name(subject.clientId);
    inspection.words = clientWords(m_facts, subject.clientId);
    std::uint64_t requests = 0;
    std::uint64_t in = 0;
    std::uint64_t out = 0;
    bool produces = false;
    bool consumes = false;
    Inspection::Section connections{tr("Connections"), {}};
    for (const auto& member : m_snapshot.brokers)
        for (const auto& client : member->clients) {
            if (client->clientId != subject.clientId || client->isBroker) continue;
            requests += client->requests;
            in += client->bytesIn;
            out += client->bytesOut;
            produces = produces || client->isProducer;
            consumes = consumes || client->isConsumer;
            connections.rows.push_back({tr("to broker %1").arg(member->id.value()), name(client->address)});
        }
    if (connections.rows.empty()) return gone(inspection.title);
    inspection.subtitle = produces && consumes ? tr("producer and consumer")
                          : produces           ? tr("producer")
                          : consumes           ? tr("consumer")
                                               : tr("client");
    Inspection::Section state{tr("State"), {}};
    state.rows.push_back({tr("Requests"), number(static_cast<std::int64_t>(requests))});
    state.rows.push_back({tr("Sent by it"), bytes(static_cast<double>(in))});
    state.rows.push_back({tr("Sent to it"), bytes(static_cast<double>(out))});
    inspection.sections.push_back(std::move(state));
    inspection.sections.push_back(std::move(connections));
    return inspection;
}

Inspection Inspector::operator()(const EventSubject& subject) const {
    const Event* event = m_session.events().find(subject.number);
    if (!event) return gone(tr("Event %1").arg(subject.number));
    Inspection inspection;
    inspection.title = eventTitle(event->kind);
    inspection.subtitle = moment(event->time);
    inspection.words = tellEvent(*event) + QStringLiteral(". ") + eventMeaning(event->kind);
    Inspection::Section state{tr("Facts"), {}};
    state.rows.push_back({tr("Number"), number(static_cast<std::int64_t>(event->number))});
    state.rows.push_back({tr("Lane"), laneName(describe(event->kind).lane)});
    for (const EventArgument& argument : event->arguments)
        state.rows.push_back({name(argument.name), engineWords(argument.value), {}, Tone::kPlain, true});
    inspection.sections.push_back(std::move(state));
    if (event->broker != kNoBroker && m_snapshot.broker(event->broker))
        inspection.acts.push_back(go(tr("Broker %1").arg(event->broker.value()), brokerPlace(event->broker),
                                     BrokerSubject{event->broker}));
    if (event->partition && m_snapshot.topic(event->partition->topic))
        inspection.acts.push_back(go(name(event->partition->topic), topicPlace(event->partition->topic),
                                     TopicSubject{event->partition->topic}));
    return inspection;
}

}  // namespace

Inspection inspect(const ClusterSession& session, const Subject& subject) {
    return std::visit(Inspector(session), subject);
}

}  // namespace app
