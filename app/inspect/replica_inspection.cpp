#include "app/inspect/replica_inspection.h"

#include <algorithm>

#include <QCoreApplication>

#include "app/inspect/replica_facts.h"
#include "app/inspect/sentences.h"
#include "app/pages/state_words.h"
#include "app/replicas/replica_words.h"
#include "app/words/amounts.h"

namespace app {
namespace {

using namespace broker::observe;
using broker::BrokerId;
using broker::kNoBroker;
using broker::TopicPartition;

class ReplicaInspection {
    Q_DECLARE_TR_FUNCTIONS(Inspector)
public:
    explicit ReplicaInspection(const ClusterSession& session, const TopicPartition& which)
        : m_session(session)
        , m_snapshot(*session.snapshot())
        , m_which(which)
        , m_topic(m_snapshot.topic(which.topic)) {
        const auto index = static_cast<std::size_t>(which.partition.value());
        if (m_topic && index < m_topic->partitions.size()) m_partition = m_topic->partitions[index].get();
    }

    std::optional<Inspection> partition();
    std::optional<Inspection> replica(BrokerId id);

private:
    using Row = Inspection::Row;
    using Act = Inspection::Act;

    Inspection::Section partitionState() const;
    Inspection::Section replicaState(const ReplicaFacts& facts) const;
    /// How the follower found out where to cut, with the names of the protocol.
    static Inspection::Section cutSection(const TruncationSnapshot& cut);
    Inspection::Section settings() const;
    void addSize(Inspection::Section& section, const ReplicaSnapshot& replica) const;
    Act killOrRestart(const BrokerSnapshot& broker, const QString& kill) const;
    static Act go(const QString& text, Place place, std::optional<Subject> subject) {
        return {text, std::move(place), {}, false, std::move(subject)};
    }
    QString brokerName(BrokerId id) const {
        return id == kNoBroker ? tr("none") : tr("broker %1").arg(id.value());
    }

    const ClusterSession& m_session;
    const ClusterSnapshot& m_snapshot;
    const TopicPartition m_which;
    const TopicSnapshot* m_topic;
    const PartitionSnapshot* m_partition = nullptr;
};

ReplicaInspection::Act ReplicaInspection::killOrRestart(const BrokerSnapshot& broker,
                                                        const QString& kill) const {
    ClusterSession::Command command = broker::cluster::RestartBroker{broker.id};
    if (isAlive(broker.state)) command = broker::cluster::KillBroker{broker.id};
    QString why = m_session.whyNot(command);
    const bool isKill = isAlive(broker.state);
    return {isKill ? kill : tr("Restart broker %1").arg(broker.id.value()), std::move(command),
            std::move(why), isKill};
}

void ReplicaInspection::addSize(Inspection::Section& section, const ReplicaSnapshot& replica) const {
    section.rows.push_back(
        {tr("Size"), byteAmount(static_cast<double>(replica.sizeBytes)) + QStringLiteral(" · ") +
                         tr("%n segment(s)", nullptr, static_cast<int>(replica.segments))});
}

Inspection::Section ReplicaInspection::settings() const {
    Inspection::Section section{tr("Settings"), {}};
    if (const auto limit = lagLimit(m_snapshot, m_partition->leader))
        section.rows.push_back({QString::fromStdString(limit->name), QString::fromStdString(limit->value),
                                settingSource(limit->source), Tone::kPlain, true});
    const auto own = m_topic->settings.find("min.insync.replicas");
    if (own == m_topic->settings.end())
        section.rows.push_back({QStringLiteral("min.insync.replicas"),
                                QString::number(minInSyncSetting(m_snapshot, *m_topic, m_partition->leader)),
                                tr("broker"), Tone::kPlain, true});
    for (const auto& [key, value] : m_topic->settings)
        section.rows.push_back(
            {QString::fromStdString(key), QString::fromStdString(value), tr("topic"), Tone::kPlain, true});
    return section;
}

Inspection::Section ReplicaInspection::partitionState() const {
    const PartitionSnapshot& found = *m_partition;
    const bool isUnder = isUnderMinIsr(m_snapshot, *m_topic, found);
    const bool isBehind = found.isr.size() < found.replicas.size();
    Inspection::Section state{tr("State"), {}};
    state.rows.push_back(
        {tr("Leader"), brokerName(found.leader), {}, found.leader == kNoBroker ? Tone::kBad : Tone::kPlain});
    state.rows.push_back({tr("Preferred leader"), brokerName(found.preferredLeader)});
    state.rows.push_back({tr("Leader epoch"), wholeNumber(std::int64_t{found.leaderEpoch.value()})});
    state.rows.push_back({tr("Replicas"), brokerList(found.replicas)});
    state.rows.push_back({tr("In-sync"), brokerList(found.isr),
                          tr("%1 of %2").arg(found.isr.size()).arg(found.replicas.size()),
                          isUnder    ? Tone::kBad
                          : isBehind ? Tone::kWarning
                                     : Tone::kPlain});
    if (!found.eligible.empty()) state.rows.push_back({tr("Eligible to lead"), brokerList(found.eligible)});
    if (const auto lost = lostOffsets(m_snapshot, m_which, found))
        state.rows.push_back(
            {tr("Lost offsets"),
             wholeNumber(lost->from.value()) + QStringLiteral(" – ") + wholeNumber(lost->to.value() - 1),
             {},
             Tone::kBad});
    if (const auto* leader = m_snapshot.replica(m_which, found.leader)) {
        state.rows.push_back({tr("High watermark"), wholeNumber(leader->highWatermark.value())});
        state.rows.push_back({tr("Log end offset"), wholeNumber(leader->logEnd.value())});
        state.rows.push_back({tr("Log start offset"), wholeNumber(leader->logStart.value())});
        addSize(state, *leader);
    }
    return state;
}

std::optional<Inspection> ReplicaInspection::partition() {
    if (!m_partition) return std::nullopt;
    Inspection inspection;
    inspection.title = partitionName(m_which);
    inspection.subtitle = tr("partition %1 of topic %2")
                              .arg(m_which.partition.value())
                              .arg(QString::fromStdString(m_which.topic));
    inspection.words = partitionWords({m_snapshot, m_session.rates(), m_session.figures()}, *m_topic,
                                      *m_partition, m_session.clusterTime());
    inspection.sections.push_back(partitionState());
    inspection.sections.push_back(settings());

    const BrokerId holder = m_partition->leader != kNoBroker ? m_partition->leader
                            : m_partition->replicas.empty()  ? kNoBroker
                                                             : m_partition->replicas.front();
    if (holder == kNoBroker) return inspection;
    inspection.acts.push_back(
        go(tr("Replicas"), topicPlace(m_which.topic, Tab::kTopicReplicas), PartitionSubject{m_which}));
    inspection.acts.push_back(
        go(tr("Segments"), segmentsPlace(m_which, holder), ReplicaSubject{m_which, holder}));
    if (const BrokerSnapshot* broker = m_snapshot.broker(holder))
        inspection.acts.push_back(killOrRestart(*broker, tr("Kill leader")));
    return inspection;
}

Inspection::Section ReplicaInspection::replicaState(const ReplicaFacts& facts) const {
    const ReplicaSnapshot& replica = *facts.replica;
    Inspection::Section state{tr("State"), {}};
    const Tone tone = replicaTone(facts) == Tone::kDim ? Tone::kPlain : replicaTone(facts);
    state.rows.push_back({tr("State"), replicaStateName(facts), {}, tone});
    if (facts.cut)
        state.rows.push_back({tr("Log end offset"), wholeNumber(facts.cut->from.value()) +
                                                        QStringLiteral(" → ") +
                                                        wholeNumber(facts.cut->to.value())});
    state.rows.push_back(
        {facts.cut ? tr("Log end offset now") : tr("Log end offset"), wholeNumber(replica.logEnd.value())});
    state.rows.push_back({tr("High watermark"), wholeNumber(replica.highWatermark.value())});
    if (facts.behind) {
        QString value = tr("%Ln record(s)", nullptr,
                           static_cast<int>(std::min<std::int64_t>(*facts.behind, 1'000'000'000)));
        if (facts.lateFor) value += QStringLiteral(" · ") + lagTime(*facts.lateFor);
        state.rows.push_back({tr("Behind the leader"), value});
    }
    state.rows.push_back({tr("In sync"),
                          facts.isInSync ? tr("yes") : tr("no, out of sync"),
                          {},
                          facts.isInSync ? Tone::kPlain : Tone::kWarning});
    if (facts.isEligible) state.rows.push_back({tr("May lead"), tr("yes, eligible")});
    if (replica.follows != kNoBroker) state.rows.push_back({tr("Fetches from"), brokerName(replica.follows)});
    if (replica.roleSince != broker::kNoTimestamp)
        state.rows.push_back(
            {replica.isLeader ? tr("Leads since") : tr("Follows since"), clockTime(replica.roleSince)});
    state.rows.push_back({tr("Leader epoch"), wholeNumber(std::int64_t{replica.leaderEpoch.value()})});
    state.rows.push_back({tr("Log start offset"), wholeNumber(replica.logStart.value())});
    addSize(state, replica);
    return state;
}

Inspection::Section ReplicaInspection::cutSection(const TruncationSnapshot& cut) {
    Inspection::Section section{tr("How it found where to cut"), {}};
    const auto fixed = [&section](const char* name, std::int64_t value, Tone tone = Tone::kPlain) {
        section.rows.push_back({QString::fromUtf8(name), wholeNumber(value), {}, tone, true});
    };
    fixed("fetchOffset", cut.from.value());
    fixed("lastFetchedEpoch", cut.lastEpoch.value());
    if (cut.epochEnd >= broker::Offset(0)) {
        fixed("← divergingEpoch", cut.epoch.value());
        fixed("← endOffset", cut.epochEnd.value(), Tone::kBad);
    }
    if (cut.rounds > 1) section.rows.push_back({tr("Rounds until both agreed"), QString::number(cut.rounds)});
    section.rows.push_back({tr("Cut at"), preciseTime(cut.time)});
    return section;
}

std::optional<Inspection> ReplicaInspection::replica(BrokerId id) {
    if (!m_partition) return std::nullopt;
    const ReplicaFacts facts = replicaFacts(m_snapshot, m_which, *m_partition, id, m_session.clusterTime());
    if (!facts.replica) return std::nullopt;
    Inspection inspection;
    inspection.title = tr("%1 on broker %2").arg(partitionName(m_which)).arg(id.value());
    const bool leads = facts.state == ReplicaState::kLeader;
    inspection.subtitle =
        leads || facts.isDown ? replicaStateName(facts) : tr("follower, %1").arg(replicaStateName(facts));
    if (facts.replica->isTruncating) inspection.subtitle = tr("follower, truncating");
    inspection.words = replicaWords({m_snapshot, m_session.rates(), m_session.figures()}, *m_partition,
                                    *facts.replica, m_session.clusterTime());
    inspection.sections.push_back(replicaState(facts));
    if (facts.cut) inspection.sections.push_back(cutSection(*facts.cut));
    inspection.sections.push_back(settings());

    inspection.acts.push_back(go(tr("Segments"), segmentsPlace(m_which, id), ReplicaSubject{m_which, id}));
    inspection.acts.push_back(
        go(tr("Replicas"), topicPlace(m_which.topic, Tab::kTopicReplicas), ReplicaSubject{m_which, id}));
    if (facts.holder)
        inspection.acts.push_back(killOrRestart(*facts.holder, tr("Kill broker %1").arg(id.value())));
    return inspection;
}

}  // namespace

std::optional<Inspection> inspectPartition(const ClusterSession& session, const PartitionSubject& subject) {
    return ReplicaInspection(session, subject.partition).partition();
}

std::optional<Inspection> inspectReplica(const ClusterSession& session, const ReplicaSubject& subject) {
    return ReplicaInspection(session, subject.partition).replica(subject.broker);
}

}  // namespace app
