#include "app/pages/quorum_page.h"

#include <algorithm>

#include <fmt/core.h>

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/pages/detail_tabs.h"
#include "app/quorum/quorum_facts.h"
#include "app/quorum/quorum_pictures.h"
#include "app/quorum/quorum_words.h"
#include "app/quorum/zookeeper_rows.h"
#include "app/tables/data_table.h"
#include "app/window/figure_strip.h"
#include "app/words/amounts.h"
#include "app/words/engine_words.h"
#include "widgets/elided_label.h"
#include "widgets/quorum/election_view.h"
#include "widgets/quorum/quorum_view.h"

namespace app {

using broker::kNoBroker;
using broker::observe::MetadataLine;
using broker::observe::QuorumSnapshot;

constexpr int kLeastLogs = 120;  ///< pixels
// Of what the figures leave, in percent.
constexpr int kLogsShare = 54;
constexpr int kDetailShare = 46;

QuorumPage::QuorumPage(ClusterSession& session, QWidget* parent)
    : Page(session, parent) {
    setObjectName(QStringLiteral("quorumPage"));
    build();
    connectParts();
    retranslate();
}

void QuorumPage::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(12);
    m_figures = new FigureStrip;
    column->addWidget(m_figures);

    const auto scrolled = [](QWidget* view) {
        auto* area = new QScrollArea;
        area->setWidgetResizable(true);
        area->setFrameShape(QFrame::NoFrame);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        area->setWidget(view);
        return area;
    };
    m_view = new widgets::QuorumView;
    m_logs = new QFrame;
    m_logs->setProperty("role", "card");
    auto* inside = new QVBoxLayout(m_logs);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(scrolled(m_view));
    m_logs->setMinimumHeight(kLeastLogs);
    column->addWidget(m_logs, kLogsShare);

    m_detail = new DetailTabs({Tab::kElection, Tab::kMetadataLog, Tab::kZookeeper},
                              {{Tab::kElection, buildElection()}});
    m_electionScroll->setWidget(m_election);
    m_log = m_detail->table(Tab::kMetadataLog);
    column->addWidget(m_detail, kDetailShare);
}

/// As high as the rows need, but no more than about half of the page: then they scroll.
void QuorumPage::fitLogs() {
    m_logs->setMaximumHeight(std::max(kLeastLogs, m_view->sizeHint().height() + 6));
}

QWidget* QuorumPage::buildElection() {
    auto* card = new QFrame;
    card->setProperty("role", "card");
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(1, 4, 1, 4);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(13, 2, 8, 0);
    head->setSpacing(2);
    m_electionTitle = new widgets::ElidedLabel(nullptr, Qt::ElideRight);
    m_electionTitle->setProperty("role", "title");
    m_electionCount = new QLabel;
    m_electionCount->setProperty("tone", "dim");
    const auto arrow = [](const QString& text) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setAutoRaise(true);
        button->setProperty("role", "arrow");
        return button;
    };
    m_earlier = arrow(QStringLiteral("‹"));
    m_later = arrow(QStringLiteral("›"));
    head->addWidget(m_electionTitle, 1);
    head->addWidget(m_electionCount);
    head->addSpacing(6);
    head->addWidget(m_earlier);
    head->addWidget(m_later);
    column->addLayout(head);
    m_election = new widgets::ElectionView;
    m_electionScroll = new QScrollArea;
    m_electionScroll->setWidgetResizable(true);
    m_electionScroll->setFrameShape(QFrame::NoFrame);
    m_electionScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_electionScroll, 1);
    return card;
}

void QuorumPage::connectParts() {
    connect(m_view, &widgets::QuorumView::selected, this,
            [this](broker::BrokerId id) { emit subjectSelected(VoterSubject{id}); });
    connect(m_view, &widgets::QuorumView::opened, this,
            [this](broker::BrokerId id) { emit goRequested(brokerPlace(id)); });
    connect(m_view, &widgets::QuorumView::heightChanged, this, &QuorumPage::fitLogs);
    connect(m_election, &widgets::ElectionView::selected, this,
            [this](std::uint64_t event) { emit subjectSelected(EventSubject{event}); });
    connect(m_election, &widgets::ElectionView::reached, this, [this](const QRect& step) {
        m_electionScroll->ensureVisible(step.center().x(), step.center().y(), 0, step.height());
    });
    connect(m_earlier, &QToolButton::clicked, this, [this] { this->step(1); });
    connect(m_later, &QToolButton::clicked, this, [this] { this->step(-1); });
    connect(m_log, &DataTable::subjectSelected, this, &Page::subjectSelected);
    connect(m_detail, &DetailTabs::tabChosen, this, [this](Tab tab) { emit goRequested(quorumPlace(tab)); });
}

void QuorumPage::open(const Place& place) {
    m_detail->setTab(place.tab);
    refresh();
}

void QuorumPage::setMoves(bool on) { m_view->setMoves(on); }

void QuorumPage::select(const Subject& subject) {
    const auto* voter = std::get_if<VoterSubject>(&subject);
    const auto* broker = std::get_if<BrokerSubject>(&subject);
    const auto* line = std::get_if<MetadataLineSubject>(&subject);
    m_voter = voter ? voter->broker : broker ? broker->broker : line ? line->broker : kNoBroker;
    m_view->select(m_voter);
    const auto* event = std::get_if<EventSubject>(&subject);
    m_election->select(event ? event->number : 0);
    if (event) {
        // An event of an earlier election brings that one.
        const auto& all = m_book.elections();
        const auto found =
            std::ranges::find_if(all, [&](const Election& one) { return one.has(event->number); });
        if (found != all.end()) m_back = static_cast<std::size_t>(all.end() - found) - 1;
    }
    showDetail();
    if (m_detail->tab() == Tab::kMetadataLog) m_log->markSubject(subject);
}

void QuorumPage::retranslate() {
    m_earlier->setToolTip(tr("The election before"));
    m_earlier->setAccessibleName(m_earlier->toolTip());
    m_later->setToolTip(tr("The next election"));
    m_later->setAccessibleName(m_later->toolTip());
    m_detail->setTabNames({tr("Elections"), tr("Metadata log"), tr("In ZooKeeper's place")});
    m_log->setColumns({{"offset", tr("Offset")},
                       {"epoch", tr("Epoch")},
                       {"timeMillis", tr("Written")},
                       {"state", tr("State")},
                       {"record", tr("Record")},
                       {"subject", tr("About")},
                       {"says", tr("It says")}});
    m_log->setStretchColumn(6);
    DataTable* zookeeper = m_detail->table(Tab::kZookeeper);
    zookeeper->setColumns({{"node", tr("In ZooKeeper")},
                           {"content", tr("What it was")},
                           {"keeper", tr("Who keeps it now")},
                           {"here", tr("Here")}});
    zookeeper->setStretchColumn(1);
    m_election->show(widgets::ElectionPicture{});
    refresh();
}

void QuorumPage::refresh() {
    const bool showsNewest = m_back == 0;
    const std::size_t before = m_book.elections().size();
    m_book.learn(session().events());
    // Whoever looks at an earlier one goes on looking at it.
    if (!showsNewest) m_back += m_book.elections().size() - std::min(before, m_book.elections().size());
    m_back = std::min(m_back, std::max<std::size_t>(1, m_book.elections().size()) - 1);
    showFigures();
    fitLogs();
    m_view->show(quorumPicture(*session().snapshot(), session().clusterTime()));
    showDetail();
}

void QuorumPage::showFigures() {
    const auto& snapshot = *session().snapshot();
    const QuorumFacts facts = QuorumFacts::of(snapshot);
    const bool hasController = facts.controller != kNoBroker;
    const auto all = static_cast<int>(facts.voters.size());
    const auto up = static_cast<int>(facts.upVoters.size());
    const std::int64_t open = facts.open();
    std::int64_t lag = 0;
    if (facts.leader)
        for (const auto& replica : facts.leader->replicas)
            if (isUp(snapshot, replica.broker) && replica.logEnd.value() >= 0)
                lag = std::max(lag, facts.leader->logEnd - replica.logEnd);
    const broker::Offset kept = facts.leader ? facts.leader->snapshotEnd : broker::Offset(-1);
    m_figures->show(
        {{tr("Active controller"), hasController ? QString::number(facts.controller.value()) : tr("none"),
          tr("epoch %1").arg(facts.epoch.value()), hasController ? Tone::kPlain : Tone::kBad},
         {tr("Voters up"), QString::number(up), tr("of %1").arg(all),
          !facts.hasMajority() ? Tone::kBad
          : up < all           ? Tone::kWarning
                               : Tone::kPlain},
         {tr("Majority"), QString::number(facts.majority()), tr("must agree")},
         {tr("Observers"), wholeNumber(static_cast<std::int64_t>(facts.observers.size()))},
         {tr("Committed"),
          wholeNumber(std::max<std::int64_t>(0, facts.highWatermark.value())),
          {},
          hasController ? Tone::kPlain : Tone::kDim},
         {tr("Uncommitted"), wholeNumber(open), {}, open > 0 ? Tone::kWarning : Tone::kPlain},
         {tr("Most behind"), wholeNumber(lag), tr("records"), lag > 0 ? Tone::kWarning : Tone::kPlain},
         {tr("Snapshot"), kept.value() > 0 ? wholeNumber(kept.value()) : tr("none"),
          kept.value() > 0 ? tr("up to") : QString(), kept.value() > 0 ? Tone::kPlain : Tone::kDim}});
}

void QuorumPage::showDetail() {
    const auto owner = logOwner();
    m_detail->setTitle({}, {});
    switch (m_detail->tab()) {
        case Tab::kMetadataLog:
            if (owner != kNoBroker)
                m_detail->setTitle({}, tr("the newest records in the log of broker %1").arg(owner.value()));
            showLog();
            break;
        case Tab::kZookeeper:
            m_detail->setTitle({}, tr("before KRaft, production-ready in 3.3; Kafka 4.0 has no ZooKeeper"));
            m_detail->table(Tab::kZookeeper)->showRows(zookeeperRows(*session().snapshot()));
            break;
        default:
            m_detail->setTitle({}, tr("dashed: binds nobody · solid: a vote"));
            showElection();
    }
}

void QuorumPage::showElection() {
    const auto& all = m_book.elections();
    m_earlier->setEnabled(m_back + 1 < all.size());
    m_later->setEnabled(m_back > 0);
    m_electionCount->setText(all.size() > 1 ? tr("%1 of %2").arg(all.size() - m_back).arg(all.size())
                                            : QString());
    m_electionTitle->setVisible(!all.empty());
    if (all.empty()) {
        m_election->show(widgets::ElectionPicture{});
        return;
    }
    const Election& shown = all[all.size() - 1 - m_back];
    m_electionTitle->setText(electionWords(shown));
    m_election->show(electionPicture(shown, *session().snapshot()));
}

void QuorumPage::step(int elections) {
    if (elections > 0)
        m_back = std::min(m_back + 1, std::max<std::size_t>(1, m_book.elections().size()) - 1);
    else if (m_back > 0)
        --m_back;
    showElection();
}

broker::BrokerId QuorumPage::logOwner() const {
    const auto& snapshot = *session().snapshot();
    if (quorumOf(snapshot, m_voter)) return m_voter;
    if (quorumOf(snapshot, snapshot.activeController)) return snapshot.activeController;
    // Nobody leads: whose log reaches furthest.
    broker::BrokerId furthest = kNoBroker;
    for (const auto& broker : snapshot.brokers) {
        if (!broker->quorum || !isUp(snapshot, broker->id)) continue;
        const QuorumSnapshot* best = quorumOf(snapshot, furthest);
        if (!best || best->logEnd < broker->quorum->logEnd) furthest = broker->id;
    }
    if (furthest == kNoBroker && !snapshot.brokers.empty()) return snapshot.brokers.front()->id;
    return furthest;
}

void QuorumPage::showLog() { m_log->showRows(logRows()); }

/// The newest first.
std::vector<TableRow> QuorumPage::logRows() const {
    std::vector<TableRow> rows;
    const broker::BrokerId owner = logOwner();
    const QuorumSnapshot* view = quorumOf(*session().snapshot(), owner);
    if (!view) return rows;
    constexpr std::int64_t kAfterAll = std::int64_t{1} << 62;
    for (auto at = view->tail->rbegin(); at != view->tail->rend(); ++at) {
        const MetadataLine& line = **at;
        const bool isCommitted = line.offset < view->highWatermark;
        const QString says = recordWords(line);
        rows.push_back({fmt::format("{:020}", kAfterAll - line.offset.value()),
                        MetadataLineSubject{owner, line.offset},
                        {numberCell(line.offset.value()), numberCell(line.epoch.value()),
                         namedCell(line.time.value(), clockTime(line.time)),
                         textCell(isCommitted ? tr("committed") : tr("not yet"),
                                  isCommitted ? Tone::kDim : Tone::kWarning),
                         textCell(engineWords(line.type)),
                         textCell(line.subject.empty() ? QStringLiteral("–") : engineWords(line.subject)),
                         textCell(says.isEmpty() ? QStringLiteral("–") : says)}});
        rows.back().cells.back().tip = says;
    }
    return rows;
}

}  // namespace app
