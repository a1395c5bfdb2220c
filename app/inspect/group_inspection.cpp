#include "app/inspect/group_inspection.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>
#include <QStringList>

#include "app/group_page/group_words.h"
#include "app/group_page/rebalance_rows.h"
#include "app/groups/group_lag.h"
#include "app/groups/standstill.h"
#include "app/pages/state_words.h"
#include "app/words/amounts.h"

namespace app {
namespace {

using namespace broker::observe;
using broker::kNoTimestamp;

QString name(const std::string& text) { return QString::fromStdString(text); }

QString joined(const std::vector<std::string>& texts) {
    QStringList list;
    for (const std::string& text : texts) list << name(text);
    return list.isEmpty() ? QStringLiteral("–") : list.join(QStringLiteral(", "));
}

class GroupInspector {
    Q_DECLARE_TR_FUNCTIONS(GroupInspector)
public:
    GroupInspector(const ClusterSession& session, const GroupSnapshot& group)
        : m_snapshot(*session.snapshot())
        , m_session(session)
        , m_group(group)
        , m_ends(session.past().ends())
        , m_now(session.clusterTime()) {}

    Inspection group() const {
        Inspection inspection;
        inspection.title = name(m_group.id);
        inspection.subtitle = m_group.protocolType.empty()
                                  ? tr("consumer group")
                                  : tr("consumer group") + QStringLiteral(" · ") + tr("classic protocol");
        const GroupLag lag = groupLag(m_snapshot, m_group, m_ends, m_now);
        inspection.words = groupWords(m_snapshot, m_group, &lag, m_now);
        inspection.sections.push_back(state(lag));
        if (Section settings = membersSettings(); !settings.rows.empty())
            inspection.sections.push_back(std::move(settings));
        inspection.acts.push_back({tr("Show"), groupPlace(m_group.id), {}, false, GroupSubject{m_group.id}});
        inspection.acts.push_back({tr("Coordinator"),
                                   brokerPlace(m_group.coordinator),
                                   {},
                                   false,
                                   BrokerSubject{m_group.coordinator}});
        inspection.acts.push_back(
            command(tr("Reset offsets…"), broker::cluster::ResetOffsets{.group = m_group.id,
                                                                        .partitions = {},
                                                                        .rule = broker::client::ToEarliest{},
                                                                        .previewOnly = true}));
        inspection.acts.push_back(
            command(tr("Delete group"), broker::cluster::DeleteGroup{m_group.id}, true));
        return inspection;
    }

    Inspection member(const GroupMemberSnapshot& member) const {
        Inspection inspection;
        inspection.title = memberName(member.clientId, member.id);
        inspection.subtitle = tr("member of %1").arg(name(m_group.id));
        inspection.words = memberWords(m_group, member, m_now);
        inspection.sections.push_back(memberState(member));
        Section settings{tr("Settings"), {}};
        addSettings(settings, member);
        inspection.sections.push_back(std::move(settings));
        inspection.acts.push_back({tr("Group"), groupPlace(m_group.id), {}, false, GroupSubject{m_group.id}});
        inspection.acts.push_back(
            command(tr("Remove member"), broker::cluster::RemoveGroupMember{m_group.id, member.id}, true));
        return inspection;
    }

    Inspection rebalance(const RebalanceSnapshot& rebalance) const {
        Inspection inspection;
        inspection.title = tr("Rebalance of %1").arg(preciseTime(rebalance.began));
        inspection.subtitle = tr("rebalance of group %1").arg(name(m_group.id));
        inspection.words = rebalanceWords(rebalance);
        inspection.sections.push_back(phases(rebalance));
        inspection.sections.push_back(stood(rebalance));
        inspection.acts.push_back({tr("Group"), groupPlace(m_group.id), {}, false, GroupSubject{m_group.id}});
        return inspection;
    }

private:
    using Act = Inspection::Act;
    using Row = Inspection::Row;
    using Section = Inspection::Section;

    static Section phases(const RebalanceSnapshot& rebalance) {
        Section section{tr("Facts"), {}};
        section.rows.push_back({tr("Generation"), generations(rebalance)});
        if (!rebalance.protocol.empty()) section.rows.push_back({tr("Assignor"), name(rebalance.protocol)});
        section.rows.push_back({tr("Members joined in"), phaseSpan(rebalance.began, rebalance.joined)});
        section.rows.push_back({tr("Divided in"), phaseSpan(rebalance.joined, rebalance.assigned)});
        section.rows.push_back({tr("Handed out in"), phaseSpan(rebalance.assigned, rebalance.completed)});
        section.rows.push_back({tr("In all"), phaseSpan(rebalance.began, rebalance.completed)});
        return section;
    }

    /// How long each member stood still.
    Section stood(const RebalanceSnapshot& rebalance) const {
        Section section{tr("Stood still"), {}};
        for (const auto& member : standstill(rebalance, m_now).members)
            section.rows.push_back({memberName(member.clientId, member.id),
                                    member.never ? QStringLiteral("–") : span(member.total())});
        return section;
    }

    Act command(const QString& text, ClusterSession::Command command, bool isBad = false) const {
        QString why = m_session.whyNot(command);
        return {text, std::move(command), std::move(why), isBad};
    }

    Section state(const GroupLag& lag) const {
        Section section{tr("State"), {}};
        section.rows.push_back(
            {tr("State"), groupStateWord(m_group.state), {}, groupStateTone(m_group.state)});
        section.rows.push_back({tr("Coordinator"), tr("broker %1").arg(m_group.coordinator.value())});
        section.rows.push_back({tr("Generation"), wholeNumber(std::int64_t{m_group.generation.value()})});
        if (const GroupMemberSnapshot* leader = m_group.member(m_group.leader))
            section.rows.push_back({tr("Leader of the group"), memberName(leader->clientId, leader->id)});
        if (!m_group.protocol.empty()) section.rows.push_back({tr("Assignor"), name(m_group.protocol)});
        section.rows.push_back(
            {tr("Members"), wholeNumber(static_cast<std::int64_t>(m_group.members.size()))});
        section.rows.push_back({tr("Lag"), wholeNumber(lag.records)});
        section.rows.push_back({tr("Last commit"), lastCommit()});
        section.rows.push_back(
            {tr("Rebalances"), wholeNumber(static_cast<std::int64_t>(m_group.rebalances))});
        section.rows.push_back({tr("Commits"), wholeNumber(static_cast<std::int64_t>(m_group.commits))});
        return section;
    }

    QString lastCommit() const {
        broker::Timestamp last = kNoTimestamp;
        for (const auto& topic : m_group.offsets)
            for (const auto& offset : topic->partitions) last = std::max(last, offset.time);
        return last == kNoTimestamp
                   ? QStringLiteral("–")
                   : tr("%1 ago").arg(ageWords(std::max<std::int64_t>(0, m_now - last), false));
    }

    /// One value where all members have the same.
    Section membersSettings() const {
        Section section{tr("Settings of the members"), {}};
        for (const auto& member : m_group.members) {
            Section of;
            addSettings(of, *member);
            if (section.rows.empty()) section.rows = std::move(of.rows);
            for (Row& row : section.rows) {
                const auto same = std::ranges::find(of.rows, row.label, &Row::label);
                if (same != of.rows.end() && same->value != row.value) row.value = tr("they differ");
            }
        }
        std::erase_if(section.rows,
                      [](const Row& row) { return row.label == QStringLiteral("group.instance.id"); });
        return section;
    }

    static void addSettings(Inspection::Section& section, const GroupMemberSnapshot& member) {
        const auto add = [&section](const char* key, const QString& value) {
            section.rows.push_back({QString::fromLatin1(key), value, {}, Tone::kPlain, true});
        };
        add("partition.assignment.strategy", joined(member.protocols));
        add("session.timeout.ms", wholeNumber(member.sessionTimeoutMs));
        add("max.poll.interval.ms", wholeNumber(member.rebalanceTimeoutMs));
        if (!member.instanceId.empty()) add("group.instance.id", name(member.instanceId));
    }

    Section memberState(const GroupMemberSnapshot& member) const {
        Section section{tr("State"), {}};
        section.rows.push_back({tr("Doing"),
                                doing(member),
                                {},
                                member.waitsFor == MemberWait::kNothing ? Tone::kPlain : Tone::kWarning});
        section.rows.push_back({tr("Subscribed to"), joined(member.topics)});
        section.rows.push_back(
            {tr("Partitions"), wholeNumber(static_cast<std::int64_t>(member.assignment->size()))});
        section.rows.push_back({tr("Address"), name(member.host)});
        if (member.joined != kNoTimestamp) section.rows.push_back({tr("Joined"), clockTime(member.joined)});
        if (member.lastHeard != kNoTimestamp)
            section.rows.push_back(
                {tr("Last heard"),
                 tr("%1 ago").arg(ageWords(std::max<std::int64_t>(0, m_now - member.lastHeard), false))});
        if (member.deadline != kNoTimestamp)
            section.rows.push_back({tr("Expelled in"), span(member.deadline.value() - m_now.value())});
        section.rows.push_back({tr("Member id"), name(member.id)});
        return section;
    }

    static QString doing(const GroupMemberSnapshot& member) {
        switch (member.waitsFor) {
            case MemberWait::kNothing:
                return tr("reads");
            case MemberWait::kJoin:
                return tr("waits for the others");
            case MemberWait::kSync:
                return tr("waits for its share");
        }
        return {};
    }

    const ClusterSnapshot& m_snapshot;
    const ClusterSession& m_session;
    const GroupSnapshot& m_group;
    const LogEnds& m_ends;
    const broker::Timestamp m_now;
};

}  // namespace

std::optional<Inspection> inspectGroup(const ClusterSession& session, const GroupSubject& subject) {
    const GroupSnapshot* group = session.snapshot()->group(subject.group);
    if (!group) return std::nullopt;
    return GroupInspector(session, *group).group();
}

std::optional<Inspection> inspectRebalance(const ClusterSession& session, const RebalanceSubject& subject) {
    const GroupSnapshot* group = session.snapshot()->group(subject.group);
    if (!group) return std::nullopt;
    const auto known = session.past().rebalances().of(*group, session.clusterTime());
    const auto found =
        std::ranges::find(known, subject.began, [](const auto& rebalance) { return rebalance->began; });
    if (found == known.end()) return std::nullopt;
    return GroupInspector(session, *group).rebalance(**found);
}

std::optional<Inspection> inspectMember(const ClusterSession& session, const MemberSubject& subject) {
    const GroupSnapshot* group = session.snapshot()->group(subject.group);
    const GroupMemberSnapshot* member = group ? group->member(subject.member) : nullptr;
    if (!member) return std::nullopt;
    return GroupInspector(session, *group).member(*member);
}

}  // namespace app
