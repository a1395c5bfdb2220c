#include "app/group_page/group_detail.h"

#include <algorithm>
#include <set>

#include <QScrollArea>
#include <QVBoxLayout>

#include "app/group_page/card.h"
#include "app/group_page/card_rows.h"
#include "app/group_page/group_pictures.h"
#include "app/group_page/group_words.h"
#include "app/group_page/lag_over_time.h"
#include "app/group_page/rebalance_rows.h"
#include "app/groups/coordinator_choice.h"
#include "app/groups/ownership.h"
#include "app/groups/standstill.h"
#include "app/tables/data_table.h"
#include "app/words/amounts.h"
#include "widgets/groups/lag_chart.h"

namespace app {

using namespace broker::observe;

constexpr int kMostHigh = 252;  ///< of what scrolls in its card
constexpr int kAssignors = 4;
constexpr int kMostRebalances = 6;  ///< that are seen at once
constexpr int kReason = 1;          ///< the column that takes what is left

GroupDetail::GroupDetail(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("groupDetail"));
    build();
    connectParts();
    retranslate();
}

void GroupDetail::build() {
    m_states = new widgets::GroupStatesView;
    m_coordinator = new widgets::CoordinatorView;
    m_ownership = new widgets::OwnershipView;
    m_standstill = new widgets::StandstillView;
    m_statesCard = new Card(m_states);
    m_coordinatorCard = new Card(m_coordinator);
    m_ownershipCard = Card::scrolling(m_ownership, kMostHigh);
    m_standstillCard = Card::scrolling(m_standstill, kMostHigh);
    m_lag = new widgets::LagView;
    m_chart = new widgets::LagChart;
    m_rebalances = new DataTable;
    m_rebalances->setObjectName(QStringLiteral("rebalances"));
    m_rebalances->setDense();
    m_rebalances->setStretchColumn(kReason);
    m_rebalancesCard = new Card(m_rebalances);
    m_whatIf = new DataTable;
    m_whatIf->setDense();
    m_whatIf->setMinimumHeight(m_whatIf->heightOfRows(kAssignors));
    m_lagCard = Card::scrolling(m_lag, kMostHigh);
    m_chartCard = new Card(m_chart);
    m_whatIfCard = new Card(m_whatIf);
    m_rows = new CardRows;
    m_rows->addRow({{m_statesCard, 5, 560}, {m_coordinatorCard, 2, 262}});
    m_rows->addRow({{m_ownershipCard, 3, 290}, {m_standstillCard, 5, 430}});
    m_rows->addRow({{m_rebalancesCard, 1, 560}});
    m_rows->addRow({{m_lagCard, 1, 210}, {m_chartCard, 1, 236}, {m_whatIfCard, 1, 436}});

    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(m_rows);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(area);
}

void GroupDetail::connectParts() {
    using widgets::DrawingView;
    connect(m_ownership, &DrawingView::chosen, this, [this](std::size_t item) {
        if (item < m_owners.size()) return tellMember(m_owners[item]);
        item -= m_owners.size();
        if (item < m_partitions.size()) emit subjectSelected(PartitionSubject{m_partitions[item]});
    });
    connect(m_standstill, &DrawingView::chosen, this, [this](std::size_t item) {
        if (item < m_joiners.size()) tellMember(m_joiners[item]);
    });
    connect(m_coordinator, &DrawingView::chosen, this, [this](std::size_t item) {
        if (item < m_holders.size()) emit subjectSelected(BrokerSubject{m_holders[item]});
    });
    connect(m_lag, &DrawingView::chosen, this, [this](std::size_t item) {
        if (item < m_lagging.size()) emit subjectSelected(PartitionSubject{m_lagging[item]});
    });
    connect(m_rebalances, &DataTable::subjectSelected, this, &GroupDetail::subjectSelected);
    connect(m_states, &DrawingView::chosen, this, [this] { emit subjectSelected(GroupSubject{m_group}); });
}

void GroupDetail::tellMember(const std::string& member) {
    emit subjectSelected(MemberSubject{m_group, member});
}

void GroupDetail::retranslate() {
    const auto name = [](Card* card, QWidget* view, const QString& title) {
        card->setTitle(title);
        view->setAccessibleName(title);
    };
    name(m_statesCard, m_states, tr("State machine"));
    name(m_coordinatorCard, m_coordinator, tr("Coordinator"));
    name(m_ownershipCard, m_ownership, tr("Who owns what"));
    name(m_standstillCard, m_standstill, tr("Last rebalance, member by member"));
    name(m_rebalancesCard, m_rebalances, tr("Rebalances"));
    m_rebalancesCard->setNote(tr("choose one to see it above"));
    m_rebalances->setColumns(rebalanceColumns());
    name(m_lagCard, m_lag, tr("Lag per partition"));
    name(m_chartCard, m_chart, tr("Lag over time"));
    name(m_whatIfCard, m_whatIf, tr("What if"));
    m_chartCard->setNote(tr("records · seconds"));
    m_whatIfCard->setNote(tr("this group, other assignors"));
    m_whatIf->setColumns({{"assignor", tr("Assignor")},
                          {"moved", tr("Moved")},
                          {"mostMinusLeast", tr("Max/min")},
                          {"stopped", tr("Stop")},
                          {"rounds", tr("Rounds")}});
    m_statesCard->setNote(tr("the current state is lit; arrows are all the moves there are"));
}

void GroupDetail::show(const ClusterSnapshot& snapshot, const GroupSnapshot& group, const Known& known,
                       broker::Timestamp now) {
    if (group.id != m_group) m_chosen.reset();
    m_group = group.id;
    std::set<std::string> topics;
    for (const auto& topic : snapshot.metadata->topics)
        if (!topic->isInternal) topics.insert(topic->name);
    m_hues.learn(topics);

    m_states->show(groupStatesPicture(group, now));
    const CoordinatorChoice choice = coordinatorChoice(snapshot, group.id);
    m_coordinator->show(coordinatorPicture(choice, group.id));
    m_holders = choice.replicas;
    m_coordinatorCard->setNote(
        choice.leader == broker::kNoBroker ? QString() : tr("why broker %1").arg(choice.leader.value()));

    const auto& rebalances = known.rebalances;
    const auto found = std::ranges::find(rebalances, m_chosen, [](const auto& one) { return one->began; });
    const auto chosen = found == rebalances.end() ? 0 : static_cast<std::size_t>(found - rebalances.begin());
    // What it chose last is followed: the next rebalance takes its place.
    if (chosen == 0) m_chosen.reset();
    showOwnership(chosen == 0 ? groupOwnership(snapshot, group) : ownershipIn(*rebalances[chosen]),
                  chosen > 0);
    showRebalances(rebalances, chosen, now);
    showLag(group, known, now);
    std::vector<TableRow> rows = whatIfRows(snapshot, group);
    m_whatIfCard->setVisible(!rows.empty());
    m_whatIf->showRows(std::move(rows));
    m_rows->arrange();
}

void GroupDetail::showOwnership(const GroupOwnership& ownership, bool isEarlier) {
    m_owners.clear();
    for (const auto& member : ownership.members) m_owners.push_back(member.id);
    m_partitions.clear();
    for (const auto& row : ownership.rows) m_partitions.push_back(row.partition);
    m_ownership->show(ownershipPicture(ownership, m_hues));
    m_ownershipCard->setVisible(!ownership.rows.empty());
    m_ownershipCard->setNote(isEarlier              ? tr("in the chosen rebalance")
                             : ownership.isUnderWay ? tr("nobody was told yet")
                                                    : QString());
}

void GroupDetail::showLag(const GroupSnapshot& group, const Known& known, broker::Timestamp now) {
    m_lagging.clear();
    for (const PartitionLag& one : known.lag.partitions) m_lagging.push_back(one.partition);
    m_lagCard->setVisible(!m_lagging.empty());
    m_lag->show(lagPicture(known.lag, m_hues));
    const std::vector<LagPoint> points =
        m_lagging.empty()
            ? std::vector<LagPoint>()
            : lagOverTime(known.lags.series({.group = group.id,
                                             .partitions = m_lagging,
                                             .from = broker::Timestamp(now.value() - kChartMillis),
                                             .to = now}));
    // One point is no line.
    m_chartCard->setVisible(points.size() > 1);
    m_chart->show(lagChartPicture(points, group));
}

void GroupDetail::showRebalances(const std::vector<RebalanceBook::Pointer>& rebalances, std::size_t chosen,
                                 broker::Timestamp now) {
    m_joiners.clear();
    m_rebalancesCard->setVisible(!rebalances.empty());
    m_rebalances->showRows(rebalanceRows(m_group, rebalances));
    m_rebalances->setFixedHeight(
        m_rebalances->heightOfRows(std::min(kMostRebalances, static_cast<int>(rebalances.size()))));
    m_standstillCard->setTitle(chosen == 0 ? tr("Last rebalance, member by member")
                                           : tr("Chosen rebalance, member by member"));
    if (!rebalances.empty()) {
        const RebalanceSnapshot& one = *rebalances[chosen];
        m_rebalances->markSubject(RebalanceSubject{m_group, one.began});
        // Of an earlier one nothing is known from when the next one began.
        const broker::Timestamp end = chosen == 0 ? now : rebalances[chosen - 1]->began;
        for (const auto& member : standstill(one, end).members) m_joiners.push_back(member.id);
        m_standstill->show(standstillPicture(one, end));
        m_standstillCard->setNote(preciseTime(one.began) + QStringLiteral(" · ") + rebalanceReason(one));
    }
    m_standstillCard->setVisible(!m_joiners.empty());
}

void GroupDetail::mark(const Subject& subject) {
    if (const auto* rebalance = std::get_if<RebalanceSubject>(&subject)) m_chosen = rebalance->began;
    if (std::holds_alternative<GroupSubject>(subject)) m_chosen.reset();
    const auto* member = std::get_if<MemberSubject>(&subject);
    const auto* partition = std::get_if<PartitionSubject>(&subject);
    const auto* broker = std::get_if<BrokerSubject>(&subject);
    const auto placeOf = [](const auto& list, const auto& wanted) -> std::optional<std::size_t> {
        const auto found = std::ranges::find(list, wanted);
        if (found == list.end()) return std::nullopt;
        return static_cast<std::size_t>(found - list.begin());
    };
    std::optional<std::size_t> owned = member ? placeOf(m_owners, member->member) : std::nullopt;
    if (partition)
        if (const auto row = placeOf(m_partitions, partition->partition)) owned = m_owners.size() + *row;
    m_ownership->select(owned);
    std::optional<std::size_t> lagging;
    if (partition) lagging = placeOf(m_lagging, partition->partition);
    m_lag->select(lagging);
    m_standstill->select(member ? placeOf(m_joiners, member->member) : std::nullopt);
    m_coordinator->select(broker ? placeOf(m_holders, broker->broker) : std::nullopt);
}

}  // namespace app
