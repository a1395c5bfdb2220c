#include "app/group_page/group_words.h"

#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

#include "app/groups/standstill.h"
#include "app/pages/state_words.h"
#include "app/words/amounts.h"
#include "app/words/engine_words.h"

namespace app {
namespace {

using namespace broker::observe;
using broker::kNoTimestamp;
using broker::Timestamp;

constexpr std::size_t kMostNamed = 6;

class GroupWords {
    Q_DECLARE_TR_FUNCTIONS(GroupWords)
public:
    static QString meaning(GroupState state) {
        switch (state) {
            case GroupState::kEmpty:
                return tr("It has no members. What it committed stays, so that whoever joins goes on there.");
            case GroupState::kPreparingRebalance:
                return tr("The coordinator waits until every member has asked to join again.");
            case GroupState::kCompletingRebalance:
                return tr("All have joined; the leading member divides the partitions, the others wait.");
            case GroupState::kStable:
                return tr("Everybody has its partitions and reads them.");
            case GroupState::kDead:
                return tr("It was deleted, or another broker coordinates it.");
        }
        return {};
    }

    static QString group(const ClusterSnapshot& snapshot, const GroupSnapshot& group, const GroupLag* lag,
                         Timestamp now) {
        QStringList sentences{state(group, now)};
        if (group.state == GroupState::kStable && group.rebalance) sentences << rebalance(group, now);
        if (!snapshot.coordinator(group.partition))
            sentences << tr("Nobody coordinates it at the moment: its members cannot commit or rebalance.");
        if (lag) sentences << lagging(*lag);
        sentences.removeAll(QString());
        return sentences.join(u' ');
    }

    static QString member(const GroupSnapshot& group, const GroupMemberSnapshot& member, Timestamp now) {
        QStringList sentences{reads(member)};
        if (member.waitsFor == MemberWait::kJoin)
            sentences << tr("It stands still until all members have joined.");
        if (member.waitsFor == MemberWait::kSync)
            sentences << tr("It stands still until it is told its share.");
        if (member.isLeader)
            sentences << tr("It leads the group: after each rebalance it divides the partitions among all.");
        if (!member.instanceId.empty())
            sentences << tr("It is static member %1: it may go and come back within %2 without a rebalance.")
                             .arg(QString::fromStdString(member.instanceId), span(member.sessionTimeoutMs));
        else if (member.lastHeard != kNoTimestamp)
            sentences << tr("The coordinator heard of it %1 ago; after %2 of silence it is expelled.")
                             .arg(ageWords(std::max<std::int64_t>(0, now - member.lastHeard), false),
                                  span(member.sessionTimeoutMs));
        if (group.state == GroupState::kPreparingRebalance && member.waitsFor == MemberWait::kNothing)
            sentences << tr("The group waits for it to join again.");
        return sentences.join(u' ');
    }

    static QString ofRebalance(const RebalanceSnapshot& one) {
        QStringList sentences;
        const QString reason = rebalanceReason(one);
        if (!reason.isEmpty()) sentences << tr("It began for this: %1.").arg(reason);
        if (!one.isUnderWay() && one.assigned == kNoTimestamp)
            sentences << tr("When it ended, nobody was left in the group.");
        else if (one.joined == kNoTimestamp)
            sentences << tr("The coordinator was waiting for all members to join again.");
        else if (one.assigned == kNoTimestamp)
            sentences << tr("All had joined; the leading member was dividing the partitions.");
        else if (one.isUnderWay())
            sentences << tr("The partitions were divided, and were being handed out.");
        else
            sentences << tr("After %1 all members had joined, the leading one divided the partitions in %2, "
                            "and %3 later everybody knew its share.")
                             .arg(span(one.joined - one.began), span(one.assigned - one.joined),
                                  span(one.completed - one.assigned));
        if (!one.isUnderWay())
            sentences << (one.moved == 0
                              ? tr("No partition changed its owner.")
                              : tr("%n partition(s) changed their owner.", nullptr, count(one.moved)));
        return sentences.join(u' ');
    }

private:
    static int count(std::size_t number) { return static_cast<int>(number); }

    static QString state(const GroupSnapshot& group, Timestamp now) {
        const QString since =
            group.stateSince == kNoTimestamp ? QString() : span(now.value() - group.stateSince.value());
        const QString reason = group.rebalance ? rebalanceReason(*group.rebalance) : QString();
        switch (group.state) {
            case GroupState::kEmpty:
                return empty(group);
            case GroupState::kStable:
                return reason.isEmpty() ? tr("Stable for %1.").arg(since)
                                        : tr("Stable for %1, since this: %2.").arg(since, reason);
            case GroupState::kPreparingRebalance:
                return preparing(group, reason);
            case GroupState::kCompletingRebalance:
                return tr("All %n member(s) joined, and wait for the partitions to be divided among them.",
                          nullptr, count(group.members.size()));
            case GroupState::kDead:
                return meaning(group.state);
        }
        return {};
    }

    static QString empty(const GroupSnapshot& group) {
        std::size_t offsets = 0;
        for (const auto& topic : group.offsets) offsets += topic->partitions.size();
        if (offsets == 0) return tr("It has no members, and no offsets: it goes by itself.");
        return tr(
            "Nobody reads for it. It keeps the offsets of %n partition(s), so that whoever joins goes "
            "on there.",
            nullptr, count(offsets));
    }

    static QString preparing(const GroupSnapshot& group, const QString& reason) {
        const auto joined = std::ranges::count(group.members, MemberWait::kJoin,
                                               [](const auto& member) { return member->waitsFor; });
        return tr("A rebalance is under way: %1. %2 of %n member(s) joined so far, and stand still "
                  "meanwhile.",
                  nullptr, count(group.members.size()))
            .arg(reason.isEmpty() ? tr("somebody joined or went") : reason)
            .arg(joined);
    }

    static QString rebalance(const GroupSnapshot& group, Timestamp now) {
        const RebalanceSnapshot& last = *group.rebalance;
        if (last.isUnderWay() || last.after->empty()) return {};
        std::int64_t longest = 0;
        for (const auto& member : standstill(last, now).members)
            if (!member.isNew) longest = std::max(longest, member.total());
        const int moved = static_cast<int>(last.moved);
        const bool isCooperative = group.protocol == "cooperative-sticky";
        if (longest == 0) return tr("%n partition(s) moved.", nullptr, moved);
        return isCooperative
                   ? tr("Members kept reading what they kept; %n partition(s) moved.", nullptr, moved)
                   : tr("All partitions stood still for up to %1, and %n of them really moved.", nullptr,
                        moved)
                         .arg(span(longest));
    }

    static QString lagging(const GroupLag& lag) {
        if (lag.partitions.empty()) return {};
        if (lag.records == 0 && lag.unknown == 0) return tr("It has read everything there is.");
        if (lag.records == 0) return {};
        const QString records = tr("%Ln record(s)", nullptr,
                                   static_cast<int>(std::min<std::int64_t>(lag.records, 1'000'000'000)));
        return lag.age > 0 && (!lag.isOlder || lag.age >= 1000)
                   ? tr("It is %1 behind, and the oldest of them waits for %2.")
                         .arg(records, lag.isOlder ? tr("more than %1").arg(ageWords(lag.age, false))
                                                   : ageWords(lag.age, false))
                   : tr("It is %1 behind.").arg(records);
    }

    static QString reads(const GroupMemberSnapshot& member) {
        const auto& partitions = *member.assignment;
        if (partitions.empty()) return tr("It reads nothing.");
        QStringList names;
        for (const auto& partition : partitions) {
            if (names.size() == static_cast<qsizetype>(kMostNamed)) {
                names << QStringLiteral("…");
                break;
            }
            names << partitionName(partition);
        }
        return tr("It reads %n partition(s): %1.", nullptr, count(partitions.size()))
            .arg(names.join(QStringLiteral(", ")));
    }
};

}  // namespace

QString groupStateWord(GroupState state) {
    const std::string_view name = broker::observe::groupStateName(state);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

Tone groupStateTone(GroupState state) {
    switch (state) {
        case GroupState::kStable:
            return Tone::kGood;
        case GroupState::kPreparingRebalance:
        case GroupState::kCompletingRebalance:
            return Tone::kWarning;
        case GroupState::kDead:
            return Tone::kBad;
        case GroupState::kEmpty:
            return Tone::kDim;
    }
    return Tone::kPlain;
}

QString groupStateMeaning(GroupState state) { return GroupWords::meaning(state); }

QString memberName(const std::string& clientId, const std::string& id) {
    return QString::fromStdString(clientId.empty() ? id : clientId);
}

QString span(std::int64_t milliseconds) {
    const std::int64_t known = std::max<std::int64_t>(0, milliseconds);
    // Coordinators date what happens by the millisecond.
    if (known == 0) return QStringLiteral("< 1 ms");
    if (known < 1'000) return QStringLiteral("%1 ms").arg(known);
    if (known < 10'000) return duration(static_cast<double>(known) * 1000);
    return ago(known);
}

QString ageWords(std::int64_t milliseconds, bool isOlder) {
    // "More than nothing" tells nobody anything.
    if (milliseconds < 0 || (isOlder && milliseconds < 1000)) return QStringLiteral("–");
    if (milliseconds > 0 && milliseconds < 10'000) {
        const QString seconds = inSeconds(static_cast<double>(milliseconds) / 1000);
        return isOlder ? QStringLiteral("> ") + seconds : seconds;
    }
    return isOlder ? QStringLiteral("> ") + ago(milliseconds) : ago(milliseconds);
}

QString rebalanceReason(const RebalanceSnapshot& rebalance) { return engineWords(rebalance.reason); }

QString groupWords(const ClusterSnapshot& snapshot, const GroupSnapshot& group, const GroupLag* lag,
                   Timestamp now) {
    return GroupWords::group(snapshot, group, lag, now);
}

QString rebalanceWords(const RebalanceSnapshot& rebalance) { return GroupWords::ofRebalance(rebalance); }

QString memberWords(const GroupSnapshot& group, const GroupMemberSnapshot& member, Timestamp now) {
    return GroupWords::member(group, member, now);
}

}  // namespace app
