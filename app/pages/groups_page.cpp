#include "app/pages/groups_page.h"

#include <algorithm>

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QVBoxLayout>

#include "app/group_page/first_group_panel.h"
#include "app/group_page/group_detail.h"
#include "app/group_page/group_words.h"
#include "app/tables/data_table.h"
#include "app/window/figure_strip.h"
#include "app/words/amounts.h"
#include "widgets/elided_label.h"

namespace app {

using broker::kNoBroker;
using broker::kNoTimestamp;
using broker::observe::GroupSnapshot;
using broker::observe::GroupState;

/// Rows of the list that a low window leaves, one of them perhaps below a scroll bar.
constexpr int kLeastRows = 3;

GroupsPage::GroupsPage(ClusterSession& session, QWidget* parent)
    : Page(session, parent) {
    setObjectName(QStringLiteral("groupsPage"));
    build();
    connectParts();
    retranslate();
}

void GroupsPage::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(12);
    m_figures = new FigureStrip;
    column->addWidget(m_figures);

    m_list = new QFrame;
    m_list->setProperty("role", "card");
    auto* inside = new QVBoxLayout(m_list);
    inside->setContentsMargins(4, 8, 4, 6);
    inside->setSpacing(4);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 0, 8, 0);
    m_filter = new QLineEdit;
    m_filter->setObjectName(QStringLiteral("filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(240);
    m_hint = new widgets::ElidedLabel;
    m_hint->setProperty("tone", "dim");
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    bar->addWidget(m_filter);
    bar->addSpacing(8);
    bar->addWidget(m_hint, 1);
    inside->addLayout(bar);
    m_table = new DataTable;
    m_table->setObjectName(QStringLiteral("groups"));
    m_table->setMinimumHeight(m_table->heightOfRows(kLeastRows));
    inside->addWidget(m_table);

    m_detail = new GroupDetail;
    m_halves = new QSplitter(Qt::Vertical);
    m_halves->setHandleWidth(10);
    m_halves->addWidget(m_list);
    m_halves->addWidget(m_detail);
    m_halves->setStretchFactor(0, 2);
    m_halves->setStretchFactor(1, 3);
    m_halves->setChildrenCollapsible(false);
    column->addWidget(m_halves, 1);

    // In the middle, as high as its lines need: an alignment would ask for its usual height.
    m_none = new QWidget;
    auto* rows = new QVBoxLayout(m_none);
    rows->setContentsMargins(0, 0, 0, 0);
    auto* middle = new QHBoxLayout;
    m_first = new FirstGroupPanel;
    middle->addStretch(1);
    middle->addWidget(m_first, 100);
    middle->addStretch(1);
    rows->addStretch(1);
    rows->addLayout(middle);
    rows->addStretch(1);
    column->addWidget(m_none, 1);
    m_gone = new QLabel;
    m_gone->setWordWrap(true);
    m_gone->setAlignment(Qt::AlignCenter);
    m_gone->setProperty("tone", "dim");
    column->addWidget(m_gone, 1);
}

void GroupsPage::connectParts() {
    connect(m_filter, &QLineEdit::textChanged, m_table, &DataTable::setFilter);
    connect(m_table, &DataTable::subjectSelected, this, [this](const Subject& subject) {
        m_group = std::get<GroupSubject>(subject).group;
        refresh();
        emit subjectSelected(subject);
    });
    connect(m_table, &DataTable::subjectOpened, this, [this](const Subject& subject) {
        emit goRequested(groupPlace(std::get<GroupSubject>(subject).group));
    });
    connect(m_detail, &GroupDetail::subjectSelected, this, &Page::subjectSelected);
    connect(m_first, &FirstGroupPanel::copied, this, &GroupsPage::copied);
}

void GroupsPage::retranslate() {
    m_groupRows.forget();
    m_filter->setPlaceholderText(tr("Filter groups  /"));
    m_hint->setText(tr("Enter or a double click: the whole page"));
    m_table->setAccessibleName(tr("Consumer groups"));
    m_table->setColumns({{"group", tr("Group")},
                         {"state", tr("State")},
                         {"members", tr("Members")},
                         {"coordinator", tr("Coordinator")},
                         {"generation", tr("Generation")},
                         {"lag", tr("Lag")},
                         {"lastRebalanceMillis", tr("Last rebalance")}});
    m_detail->retranslate();
    m_first->retranslate();
}

void GroupsPage::focusFilter() {
    m_filter->setFocus();
    m_filter->selectAll();
}

void GroupsPage::open(const Place& place) {
    m_isWhole = !place.group.empty();
    if (m_isWhole) m_group = place.group;
    refresh();
}

void GroupsPage::select(const Subject& subject) {
    const auto* group = std::get_if<GroupSubject>(&subject);
    const auto* member = std::get_if<MemberSubject>(&subject);
    const auto* rebalance = std::get_if<RebalanceSubject>(&subject);
    const std::string& named = group       ? group->group
                               : member    ? member->group
                               : rebalance ? rebalance->group
                                           : m_group;
    const bool isOther = !m_isWhole && named != m_group;
    if (isOther) m_group = named;
    if (isOther) refresh();
    m_detail->mark(subject);
    if (group || rebalance) refresh();
}

/// A group that is gone gives way to the first one, unless the place names it.
void GroupsPage::chooseGroup(const Groups& groups) {
    if (m_isWhole) return;
    const auto known =
        std::ranges::lower_bound(groups, m_group, {}, [](const auto& group) { return group->id; });
    if (known != groups.end() && (*known)->id == m_group) return;
    m_group = groups.empty() ? std::string() : groups.front()->id;
}

const GroupLag* GroupsPage::lagOf(const std::string& group) const {
    return group == m_group ? &m_lag : session().lags().of(group);
}

void GroupsPage::refresh() {
    const auto& snapshot = *session().snapshot();
    const Groups groups = snapshot.groups();
    chooseGroup(groups);
    const GroupSnapshot* group = snapshot.group(m_group);
    const broker::Timestamp now = session().clusterTime();
    if (group) m_lag = groupLag(snapshot, *group, session().past().ends(), now);
    m_figures->setVisible(!groups.empty());
    m_list->setVisible(!groups.empty() && !m_isWhole);
    m_detail->setVisible(group != nullptr);
    m_halves->setVisible(!groups.empty() && (group || !m_isWhole));
    m_none->setVisible(groups.empty());
    m_gone->setVisible(!groups.empty() && !group);
    if (groups.empty()) return showFirstGroup();
    if (m_list->isVisibleTo(this)) {
        m_table->showShared(groupRows(groups));
        m_table->markSubject(GroupSubject{m_group});
    }
    if (group)
        m_detail->show(snapshot, *group,
                       {m_lag, session().past().lag(), session().past().rebalances().of(*group, now)}, now);
    m_gone->setText(tr("There is no group %1 any more.").arg(QString::fromStdString(m_group)));
    if (group && m_isWhole)
        showGroupFigures(*group);
    else
        showFigures(groups);
}

void GroupsPage::showFirstGroup() {
    const auto& snapshot = *session().snapshot();
    QString topic;
    for (const auto& one : snapshot.metadata->topics)
        if (topic.isEmpty() && !one->isInternal) topic = QString::fromStdString(one->name);
    m_first->show(QString::fromStdString(snapshot.bootstrapServers).section(u',', 0, 0), topic);
}

void GroupsPage::showFigures(const Groups& groups) {
    const auto count = [&groups](auto... states) {
        return std::ranges::count_if(groups, [&](const auto& g) { return ((g->state == states) || ...); });
    };
    std::int64_t members = 0;
    std::int64_t lag = 0;
    for (const auto& group : groups) {
        members += static_cast<std::int64_t>(group->members.size());
        if (const GroupLag* known = lagOf(group->id)) lag += known->records;
    }
    const auto rebalancing = count(GroupState::kPreparingRebalance, GroupState::kCompletingRebalance);
    m_figures->show({{tr("Groups"), wholeNumber(static_cast<std::int64_t>(groups.size()))},
                     {tr("Stable"), wholeNumber(std::int64_t{count(GroupState::kStable)})},
                     {tr("Rebalancing"),
                      wholeNumber(std::int64_t{rebalancing}),
                      {},
                      rebalancing > 0 ? Tone::kWarning : Tone::kPlain},
                     {tr("Empty"), wholeNumber(std::int64_t{count(GroupState::kEmpty)})},
                     {tr("Members"), wholeNumber(members)},
                     {tr("Lag"), wholeNumber(lag), tr("records")}});
}

void GroupsPage::showGroupFigures(const GroupSnapshot& group) {
    const std::int64_t now = session().clusterTime().value();
    const bool isRebalancing =
        group.state == GroupState::kPreparingRebalance || group.state == GroupState::kCompletingRebalance;
    const auto idle =
        std::ranges::count_if(group.members, [](const auto& m) { return m->assignment->empty(); });
    const auto* last = group.rebalance.get();
    const bool isCoordinated = session().snapshot()->coordinator(group.partition) != nullptr;
    m_figures->show(
        {{tr("State"), isRebalancing ? tr("Rebalancing") : groupStateWord(group.state),
          group.stateSince == kNoTimestamp ? QString() : ago(now - group.stateSince.value()),
          group.state == GroupState::kEmpty ? Tone::kPlain : groupStateTone(group.state)},
         {tr("Members"), wholeNumber(static_cast<std::int64_t>(group.members.size())),
          group.members.empty() || isRebalancing ? QString()
          : idle == 0                            ? tr("none idle")
                                                 : tr("%1 idle").arg(idle),
          Tone::kPlain},
         {tr("Generation"), wholeNumber(std::int64_t{std::max(0, group.generation.value())})},
         {tr("Coordinator"), isCoordinated ? QString::number(group.coordinator.value()) : tr("none"),
          isCoordinated ? tr("broker") : QString(), isCoordinated ? Tone::kPlain : Tone::kBad},
         {tr("Last rebalance"),
          !last                ? tr("none")
          : last->isUnderWay() ? tr("under way")
                               : wholeNumber(last->completed.value() - last->began.value()),
          last && !last->isUnderWay() ? QStringLiteral("ms") : QString(),
          !last                ? Tone::kDim
          : last->isUnderWay() ? Tone::kWarning
                               : Tone::kPlain},
         {tr("Lag"), wholeNumber(m_lag.records), tr("records")},
         {tr("Oldest unread"), ageWords(m_lag.age, m_lag.isOlder)}});
}

std::vector<SharedRow> GroupsPage::groupRows(const Groups& groups) {
    m_groupRows.begin();
    for (const auto& group : groups) {
        const GroupLag* lag = lagOf(group->id);
        const GroupFacts facts{
            .group = group, .lag = lag ? lag->records : -1, .isLagPartial = lag && lag->unknown > 0};
        m_groupRows.add(group->id, facts, [&] { return groupRow(facts); });
    }
    return m_groupRows.take();
}

TableRow GroupsPage::groupRow(const GroupFacts& facts) const {
    const GroupSnapshot& group = *facts.group;
    const bool isCoordinated = group.coordinator != kNoBroker;
    Cell lag = facts.lag < 0 ? unknownCell() : numberCell(facts.lag);
    if (facts.isLagPartial) lag.tip = tr("Of some partitions it is not known.");
    Cell rebalance = textCell(QStringLiteral("–"), Tone::kDim);
    if (const auto* last = group.rebalance.get()) {
        const QString took =
            last->isUnderWay() ? tr("under way") : span(last->completed.value() - last->began.value());
        rebalance = namedCell(last->began.value(), clockTime(last->began) + QStringLiteral(" · ") + took);
        rebalance.tip = rebalanceReason(*last);
    }
    return {
        group.id,
        GroupSubject{group.id},
        {textCell(QString::fromStdString(group.id)),
         textCell(groupStateWord(group.state), groupStateTone(group.state)),
         numberCell(static_cast<std::int64_t>(group.members.size())),
         isCoordinated ? namedCell(group.coordinator.value(), tr("broker %1").arg(group.coordinator.value()))
                       : textCell(tr("none"), Tone::kBad),
         numberCell(std::max(0, group.generation.value())), lag, rebalance}};
}

}  // namespace app
