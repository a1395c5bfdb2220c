#include "app/inspect/quorum_inspection.h"

#include <algorithm>

#include <QCoreApplication>

#include "app/inspect/link_inspection.h"
#include "app/pages/state_words.h"
#include "app/quorum/quorum_facts.h"
#include "app/quorum/quorum_words.h"
#include "app/words/amounts.h"
#include "app/words/engine_words.h"

namespace app {
namespace {

using namespace broker::observe;
using broker::kNoBroker;

constexpr const char* kPrefix = "controller.quorum.";  ///< of the settings that matter here

class QuorumInspector {
    Q_DECLARE_TR_FUNCTIONS(QuorumInspector)
public:
    explicit QuorumInspector(const ClusterSession& session)
        : m_session(session)
        , m_snapshot(*session.snapshot()) {}

    Inspection voter(const VoterSubject& subject) const;
    Inspection line(const MetadataLineSubject& subject) const;

private:
    static Inspection gone(const QString& title) {
        Inspection inspection;
        inspection.title = title;
        inspection.subtitle = tr("no longer there");
        inspection.words = tr("The window keeps the newest records of each log only.");
        return inspection;
    }
    static QString offset(broker::Offset offset) {
        return offset.value() < 0 ? QStringLiteral("–") : wholeNumber(offset.value());
    }
    QString moment(broker::Timestamp when) const {
        if (when == broker::kNoTimestamp) return QStringLiteral("–");
        const std::int64_t millis = m_session.clusterTime().value() - when.value();
        return millis < 1000 ? tr("just now") : tr("%1 ago").arg(ago(millis));
    }
    QString brokerName(broker::BrokerId id) const {
        return id == kNoBroker ? tr("nobody") : tr("broker %1").arg(id.value());
    }
    Inspection::Section state(const BrokerSnapshot& broker) const;
    Inspection::Section asLeaderSees(const QuorumReplica& replica) const;
    static Inspection::Section settings(const BrokerSnapshot& broker);

    const ClusterSession& m_session;
    const ClusterSnapshot& m_snapshot;
};

Inspection::Section QuorumInspector::state(const BrokerSnapshot& broker) const {
    Inspection::Section section{tr("State"), {}};
    const bool isDown = !isUp(m_snapshot, broker.id);
    section.rows.push_back(
        {tr("Role"), quorumRole(m_snapshot, broker.id), {}, isDown ? Tone::kBad : Tone::kPlain});
    if (!broker.quorum) return section;
    const QuorumSnapshot& view = *broker.quorum;
    section.rows.push_back({tr("Epoch"), wholeNumber(std::int64_t{view.epoch.value()})});
    section.rows.push_back({tr("Leader it knows"), brokerName(view.leader)});
    if (broker.isVoter) section.rows.push_back({tr("Voted for"), brokerName(view.voted)});
    section.rows.push_back({tr("Log start"), offset(view.logStart)});
    section.rows.push_back({tr("High watermark"), offset(view.highWatermark)});
    section.rows.push_back({tr("Synced up to"),
                            offset(view.syncedEnd),
                            {},
                            view.syncedEnd < view.logEnd ? Tone::kWarning : Tone::kPlain});
    section.rows.push_back({tr("Log end"), offset(view.logEnd)});
    section.rows.push_back({tr("Snapshot up to"), offset(view.snapshotEnd)});
    section.rows.push_back({tr("Like this for"), ago(m_session.clusterTime().value() - view.since.value())});
    return section;
}

Inspection::Section QuorumInspector::asLeaderSees(const QuorumReplica& replica) const {
    Inspection::Section section{tr("As the controller sees it"), {}};
    const QuorumFacts facts = QuorumFacts::of(m_snapshot);
    const std::int64_t lag = facts.leader->logEnd - replica.logEnd;
    section.rows.push_back({tr("Has up to"), offset(replica.logEnd)});
    if (replica.logEnd.value() >= 0)
        section.rows.push_back({tr("Lag"), wholeNumber(lag), {}, lag > 0 ? Tone::kWarning : Tone::kPlain});
    section.rows.push_back({tr("Last fetch"), moment(replica.lastFetch)});
    section.rows.push_back({tr("Last caught up"), moment(replica.lastCaughtUp)});
    return section;
}

Inspection::Section QuorumInspector::settings(const BrokerSnapshot& broker) {
    Inspection::Section section{tr("Settings") + QStringLiteral(" · ") + QLatin1String(kPrefix), {}};
    for (const auto& setting : broker.settings)
        if (setting.name.starts_with(kPrefix) && !setting.value.empty())
            section.rows.push_back(
                {QString::fromStdString(setting.name.substr(std::char_traits<char>::length(kPrefix))),
                 QString::fromStdString(setting.value), settingSource(setting.source), Tone::kPlain, true});
    return section;
}

Inspection QuorumInspector::voter(const VoterSubject& subject) const {
    const BrokerSnapshot* broker = m_snapshot.broker(subject.broker);
    const QString title = tr("Broker %1 in the quorum").arg(subject.broker.value());
    if (!broker) return gone(title);
    Inspection inspection;
    inspection.title = title;
    const QString role = quorumRole(m_snapshot, broker->id);
    inspection.subtitle = broker->isVoter ? tr("voter") + QStringLiteral(" · ") + role : role;
    inspection.words = voterWords(m_snapshot, broker->id);
    inspection.sections.push_back(state(*broker));
    const QuorumFacts facts = QuorumFacts::of(m_snapshot);
    if (const QuorumReplica* replica = facts.replica(broker->id))
        inspection.sections.push_back(asLeaderSees(*replica));
    if (Inspection::Section shown = settings(*broker); broker->isVoter && !shown.rows.empty())
        inspection.sections.push_back(std::move(shown));
    inspection.acts.push_back(
        {tr("Show broker"), brokerPlace(broker->id), {}, false, BrokerSubject{broker->id}});
    for (Inspection::Act& act : brokerFaultActs(m_session, broker->id))
        inspection.acts.push_back(std::move(act));
    return inspection;
}

Inspection QuorumInspector::line(const MetadataLineSubject& subject) const {
    const QuorumSnapshot* view = quorumOf(m_snapshot, subject.broker);
    const QString title = tr("Metadata record %1").arg(wholeNumber(subject.offset.value()));
    if (!view) return gone(title);
    const auto found =
        std::ranges::find(*view->tail, subject.offset, [](const auto& line) { return line->offset; });
    if (found == view->tail->end()) return gone(title);
    const MetadataLine& line = **found;
    const bool isCommitted = line.offset < view->highWatermark;
    Inspection inspection;
    inspection.title = QString::fromStdString(line.type);
    inspection.subtitle = line.subject.empty() ? title : engineWords(line.subject);
    const QString says = recordWords(line);
    inspection.words = recordMeaning(line.type);
    if (!says.isEmpty()) inspection.words += QStringLiteral("\n\n") + tr("It says: %1.").arg(says);
    Inspection::Section section{tr("State"), {}};
    section.rows.push_back({tr("Offset"), wholeNumber(line.offset.value())});
    section.rows.push_back({tr("Epoch"), wholeNumber(std::int64_t{line.epoch.value()})});
    section.rows.push_back({tr("Written"), preciseTime(line.time)});
    section.rows.push_back({tr("Committed"),
                            isCommitted ? tr("yes") : tr("not yet"),
                            {},
                            isCommitted ? Tone::kGood : Tone::kWarning});
    section.rows.push_back({tr("In the log of"), brokerName(subject.broker)});
    inspection.sections.push_back(std::move(section));
    return inspection;
}

}  // namespace

Inspection inspectVoter(const ClusterSession& session, const VoterSubject& subject) {
    return QuorumInspector(session).voter(subject);
}

Inspection inspectMetadataLine(const ClusterSession& session, const MetadataLineSubject& subject) {
    return QuorumInspector(session).line(subject);
}

}  // namespace app
