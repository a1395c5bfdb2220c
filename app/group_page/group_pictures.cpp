#include "app/group_page/group_pictures.h"

#include <algorithm>

#include <QCoreApplication>

#include "app/group_page/group_words.h"
#include "app/groups/standstill.h"
#include "app/groups/what_if.h"
#include "app/pages/state_words.h"
#include "app/words/amounts.h"
#include "broker/groups/group_state.h"

namespace app {
namespace {

using namespace broker::observe;
using broker::kNoBroker;
using broker::kNoTimestamp;
using broker::Timestamp;
using widgets::CoordinatorPicture;
using widgets::GroupStatesPicture;
using widgets::OwnershipPicture;
using widgets::StandstillPicture;

class GroupPictures {
    Q_DECLARE_TR_FUNCTIONS(GroupPictures)
public:
    static GroupStatesPicture states(const GroupSnapshot& group, Timestamp now);
    static CoordinatorPicture coordinator(const CoordinatorChoice& choice, const std::string& group);
    static OwnershipPicture ownership(const GroupOwnership& ownership, const widgets::HueBook& hues);
    static widgets::LagPicture lag(const GroupLag& lag, const widgets::HueBook& hues);
    static TableRow whatIfRow(const WhatIf& whatIf, const std::string& group);
    static StandstillPicture rebalance(const RebalanceSnapshot& rebalance, Timestamp now);

private:
    static QString noteOf(GroupState state, const GroupSnapshot& group, Timestamp now);
    static QString labelOf(const broker::groups::Transition& move);
    static QString rowTip(const OwnershipPicture& picture, const GroupOwnership::Row& row);
    static StandstillPicture::Member memberOf(const Standstill::Member& member,
                                              const RebalanceSnapshot& rebalance);
};

/// How long it lasts, or lasted in the last rebalance.
QString GroupPictures::noteOf(GroupState state, const GroupSnapshot& group, Timestamp now) {
    if (state == group.state && group.stateSince != kNoTimestamp)
        return tr("for %1").arg(span(now.value() - group.stateSince.value()));
    if (state == GroupState::kEmpty) return tr("no members");
    if (!group.rebalance) return {};
    const RebalanceSnapshot& last = *group.rebalance;
    if (state == GroupState::kPreparingRebalance && last.joined != kNoTimestamp)
        return tr("%1 last time").arg(span(last.joined.value() - last.began.value()));
    if (state == GroupState::kCompletingRebalance && last.joined != kNoTimestamp && !last.isUnderWay())
        return tr("%1 last time").arg(span(last.completed.value() - last.joined.value()));
    return {};
}

QString GroupPictures::labelOf(const broker::groups::Transition& move) {
    if (move.to == GroupState::kDead) {
        if (move.from == GroupState::kEmpty) return tr("deleted, or its offsets expired");
        return move.from == GroupState::kPreparingRebalance ? QString()
                                                            : tr("its coordinator is another broker");
    }
    if (move.from == GroupState::kStable) return tr("a member joins, leaves or fails; topics change");
    if (move.from == GroupState::kEmpty) return tr("joins");
    if (move.to == GroupState::kEmpty) return tr("all left");
    if (move.to == GroupState::kCompletingRebalance) return tr("all in");
    return move.to == GroupState::kStable ? tr("synced") : tr("anew");
}

GroupStatesPicture GroupPictures::states(const GroupSnapshot& group, Timestamp now) {
    GroupStatesPicture picture;
    for (const GroupState state : {GroupState::kEmpty, GroupState::kPreparingRebalance,
                                   GroupState::kCompletingRebalance, GroupState::kStable, GroupState::kDead})
        picture.states.push_back({.state = state,
                                  .name = groupStateWord(state),
                                  .note = noteOf(state, group, now),
                                  .tip = groupStateMeaning(state),
                                  .isNow = group.state == state});
    for (const auto& move : broker::groups::legalTransitions())
        picture.arrows.push_back({move.from, move.to, labelOf(move)});
    return picture;
}

CoordinatorPicture GroupPictures::coordinator(const CoordinatorChoice& choice, const std::string& group) {
    CoordinatorPicture picture;
    const QString hash = QStringLiteral("hash(\"%1\")").arg(QString::fromStdString(group));
    picture.steps = {{hash, QStringLiteral("= ") + wholeNumber(std::int64_t{choice.hash})},
                     {QStringLiteral("abs(hash) mod %1").arg(choice.partitions),
                      QStringLiteral("= %1").arg(choice.partition.value())},
                     {{}, QStringLiteral("→ __consumer_offsets-%1").arg(choice.partition.value())}};
    picture.words = tr("whose leader is the coordinator");
    if (!choice.exists)
        picture.problem = tr("__consumer_offsets is not there yet: it is made when the first group asks.");
    else if (choice.leader == kNoBroker)
        picture.problem = tr("It has no leader: nobody coordinates this group until there is one again.");
    else if (choice.isLoading)
        picture.problem =
            tr("Broker %1 still reads it: %2 of %3 records. Its groups are told to wait.")
                .arg(choice.leader.value())
                .arg(wholeNumber(choice.loadedTo.value()), wholeNumber(choice.loadsUpTo.value()));
    for (const broker::BrokerId id : choice.replicas)
        picture.holders.push_back({.broker = id,
                                   .name = tr("broker %1").arg(id.value()),
                                   .isLeader = id == choice.leader,
                                   .isDown = std::ranges::count(choice.down, id) > 0});
    return picture;
}

QString GroupPictures::rowTip(const OwnershipPicture& picture, const GroupOwnership::Row& row) {
    const auto nameOf = [&picture](std::optional<std::size_t> member) {
        return member ? picture.members[*member].name : tr("nobody");
    };
    const QString name = partitionName(row.partition);
    if (row.before == row.after) return tr("%1 is read by %2").arg(name, nameOf(row.after));
    return tr("%1 was read by %2 and is read by %3").arg(name, nameOf(row.before), nameOf(row.after));
}

OwnershipPicture GroupPictures::ownership(const GroupOwnership& ownership, const widgets::HueBook& hues) {
    OwnershipPicture picture;
    for (const auto& member : ownership.members) {
        OwnershipPicture::Member made{.name = memberName(member.clientId, member.id),
                                      .tip = QString::fromStdString(member.id),
                                      .isNew = member.isNew,
                                      .isGone = member.isGone};
        if (member.isNew) made.tip += QStringLiteral(" · ") + tr("new");
        if (member.isGone) made.tip += QStringLiteral(" · ") + tr("gone");
        picture.members.push_back(std::move(made));
    }
    for (const auto& row : ownership.rows) {
        if (picture.rows.size() == kMostRows) break;
        picture.rows.push_back({.partition = partitionName(row.partition),
                                .hue = hues.of(row.partition.topic),
                                .before = row.before,
                                .after = row.after,
                                .tip = rowTip(picture, row)});
    }
    picture.before = tr("before");
    picture.after = tr("after");
    picture.nobody = tr("nobody");
    if (ownership.rows.size() > kMostRows)
        picture.more =
            tr("and %n more partition(s)", nullptr, static_cast<int>(ownership.rows.size() - kMostRows));
    return picture;
}

widgets::LagPicture GroupPictures::lag(const GroupLag& lag, const widgets::HueBook& hues) {
    widgets::LagPicture picture;
    for (const PartitionLag& one : lag.partitions) {
        if (picture.rows.size() == kMostRows) break;
        const QString name = partitionName(one.partition);
        QString tip = one.clientId.empty()
                          ? tr("%1: nobody reads it").arg(name)
                          : tr("%1: %2 reads it").arg(name, QString::fromStdString(one.clientId));
        if (one.committed)
            tip += QStringLiteral(" · ") + tr("committed %1").arg(wholeNumber(one.committed->value()));
        if (one.end) tip += QStringLiteral(" · ") + tr("end %1").arg(wholeNumber(one.end->value()));
        picture.rows.push_back({.partition = name,
                                .hue = hues.of(one.partition.topic),
                                .records = one.records,
                                .amount = one.records < 0 ? QStringLiteral("–") : wholeNumber(one.records),
                                .age = ageWords(one.age, one.isOlder),
                                .tip = tip});
    }
    if (lag.partitions.size() > kMostRows)
        picture.more =
            tr("and %n more partition(s)", nullptr, static_cast<int>(lag.partitions.size() - kMostRows));
    return picture;
}

TableRow GroupPictures::whatIfRow(const WhatIf& whatIf, const std::string& group) {
    const std::string_view name = broker::assignors::strategyName(whatIf.strategy);
    QString text = QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
    Cell assignor = textCell(text, whatIf.isOffered ? Tone::kPlain : Tone::kDim);
    if (whatIf.isInUse) assignor = textCell(text + QStringLiteral(" · ") + tr("in use"), Tone::kGood);
    if (!whatIf.isOffered) assignor.tip = tr("Not all members offer it, so that it cannot be chosen.");
    const bool stopsFew = whatIf.stopped < whatIf.partitions;
    return {
        std::to_string(static_cast<int>(whatIf.strategy)),
        GroupSubject{group},
        {assignor, numberCell(whatIf.moved),
         namedCell(whatIf.most - whatIf.least, QStringLiteral("%1 / %2").arg(whatIf.most).arg(whatIf.least)),
         Cell{.text = tr("%1 of %2").arg(whatIf.stopped).arg(whatIf.partitions),
              .value = whatIf.stopped,
              .isNumber = true,
              .tone = stopsFew ? Tone::kGood : Tone::kPlain},
         numberCell(whatIf.rounds)}};
}

StandstillPicture::Member GroupPictures::memberOf(const Standstill::Member& member,
                                                  const RebalanceSnapshot& rebalance) {
    StandstillPicture::Member made;
    made.name = memberName(member.clientId, member.id);
    made.isOver = member.isOver;
    for (const auto& part : member.parts)
        made.parts.push_back({static_cast<StandstillPicture::Phase>(part.phase), part.from, part.to});
    made.note = member.never    ? tr("has not come")
                : member.isNew  ? tr("new member")
                : member.isOver ? tr("stood still")
                                : tr("stands still");
    if (!member.isNew) made.before = tr("reads on, generation %1").arg(rebalance.generationBefore.value());
    made.total = member.never ? QStringLiteral("–") : span(member.total());
    made.tip = made.name + QStringLiteral(": ") + made.note;
    if (!member.never) made.tip += QStringLiteral(", ") + made.total;
    return made;
}

StandstillPicture GroupPictures::rebalance(const RebalanceSnapshot& rebalance, Timestamp now) {
    StandstillPicture picture;
    const Standstill all = standstill(rebalance, now);
    picture.span = all.span;
    picture.joined = all.joined;
    picture.phases = {tr("waits for the others to join"), tr("knows the members; the leader divides"),
                      tr("waits for its share")};
    for (const auto& member : all.members) {
        if (picture.members.size() == kMostRows) break;
        picture.members.push_back(memberOf(member, rebalance));
    }
    if (all.members.size() > kMostRows)
        picture.more = tr("and %n more member(s)", nullptr, static_cast<int>(all.members.size() - kMostRows));
    return picture;
}

}  // namespace

GroupStatesPicture groupStatesPicture(const GroupSnapshot& group, Timestamp now) {
    return GroupPictures::states(group, now);
}

CoordinatorPicture coordinatorPicture(const CoordinatorChoice& choice, const std::string& group) {
    return GroupPictures::coordinator(choice, group);
}

OwnershipPicture ownershipPicture(const GroupOwnership& ownership, const widgets::HueBook& hues) {
    return GroupPictures::ownership(ownership, hues);
}

widgets::LagPicture lagPicture(const GroupLag& lag, const widgets::HueBook& hues) {
    return GroupPictures::lag(lag, hues);
}

widgets::LagChartPicture lagChartPicture(const std::vector<LagPoint>& points, const GroupSnapshot& group) {
    widgets::LagChartPicture picture;
    for (const LagPoint& point : points)
        picture.points.push_back({point.time.value(), point.records, point.milliseconds});
    if (group.rebalance) picture.rebalance = group.rebalance->began.value();
    return picture;
}

std::vector<TableRow> whatIfRows(const ClusterSnapshot& snapshot, const GroupSnapshot& group) {
    std::vector<TableRow> rows;
    for (const WhatIf& one : whatIf(snapshot, group)) rows.push_back(GroupPictures::whatIfRow(one, group.id));
    return rows;
}

StandstillPicture standstillPicture(const RebalanceSnapshot& rebalance, Timestamp now) {
    return GroupPictures::rebalance(rebalance, now);
}

}  // namespace app
