#include "app/window/main_window.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QMenu>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "app/desktop/look.h"
#include "app/inspect/inspection.h"
#include "app/navigation/crumbs.h"
#include "app/navigation/event_place.h"
#include "app/pages/brokers_page.h"
#include "app/pages/groups_page.h"
#include "app/pages/overview_page.h"
#include "app/pages/quorum_page.h"
#include "app/pages/segments_page.h"
#include "app/pages/topics_page.h"
#include "app/saving/saver.h"
#include "app/window/acts.h"
#include "app/window/cluster_tree.h"
#include "app/window/dock_title.h"
#include "app/window/inspector_dock.h"
#include "app/window/jump_field.h"
#include "app/window/key_list.h"
#include "app/window/notice.h"
#include "app/window/past_bar.h"
#include "app/window/status_bar.h"
#include "app/window/top_bar.h"
#include "app/window/view_menu.h"
#include "app/words/event_words.h"
#include "widgets/timeline/timeline_view.h"

namespace app {

constexpr QSize kFirstSize{1440, 900};
constexpr int kTreeWidth = 196;
constexpr int kInspectorWidth = 292;
constexpr int kTimelineHeight = 144;
constexpr int kNarrow = 1200;
constexpr int kNarrowTree = 150;
constexpr int kNarrowInspector = 250;
constexpr int kLowTimeline = 122;
constexpr int kReadEvery = 200;  ///< ms between two fillings of tables and words

MainWindow::MainWindow(ClusterSession& session, Desktop desktop, QWidget* parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_desktop(desktop)
    , m_breakMenu(session, [this](const FaultAct& act) { m_acts->breakBy(act); }) {
    setObjectName(QStringLiteral("mainWindow"));
    setDockNestingEnabled(true);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    applyTheme();
    m_acts = new Acts(session, this);
    m_saver = new Saver(this);
    m_jump = new JumpField(m_jumpIndex);
    m_topBar = new TopBar(m_jump);
    m_pastBar = new PastBar;
    auto* top = new QWidget;
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_topBar);
    column->addWidget(m_pastBar);
    setMenuWidget(top);
    buildPages();
    buildDocks();
    buildActions();
    buildViewMenu();
    connectParts();
    connectOverview();
    applyMovement();
    m_laterRead.setSingleShot(true);
    m_laterRead.setInterval(kReadEvery);
    connect(&m_laterRead, &QTimer::timeout, this, &MainWindow::refreshRead);
    retranslate();

    resize(kFirstSize);
    m_firstDocks = saveState();
    restoreGeometry(m_desktop.preferences.geometry());
    restoreState(m_desktop.preferences.docks());
    arrive();
    refresh();
    showEvents();
    m_stack->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPages() {
    m_stack = new QStackedWidget;
    m_stack->setObjectName(QStringLiteral("pages"));
    setCentralWidget(m_stack);
    m_pages = {{PageId::kOverview, new OverviewPage(m_session)},
               {PageId::kBrokers, new BrokersPage(m_session)},
               {PageId::kTopics, new TopicsPage(m_session, m_desktop.preferences)},
               {PageId::kSegments, new SegmentsPage(m_session)},
               {PageId::kGroups, new GroupsPage(m_session)},
               {PageId::kQuorum, new QuorumPage(m_session)}};
    for (const auto& [id, page] : m_pages) {
        m_stack->addWidget(page);
        connect(page, &Page::goRequested, this, &MainWindow::go);
        connect(page, &Page::subjectSelected, this, &MainWindow::select);
        connect(page, &Page::commandRequested, m_acts, &Acts::carryOut);
        connect(page, &Page::newTopicRequested, m_acts, &Acts::newTopic);
    }
    m_notice = new Notice(m_stack);
}

void MainWindow::buildDocks() {
    const auto dock = [this](const QString& name, QWidget* content, Qt::DockWidgetArea area) {
        auto* made = new QDockWidget(this);
        made->setObjectName(name);
        made->setTitleBarWidget(new DockTitle);
        made->setWidget(content);
        addDockWidget(area, made);
        return made;
    };
    m_tree = new ClusterTree;
    m_inspector = new InspectorDock;
    m_timeline = new widgets::TimelineView;
    using broker::observe::Lane;
    m_timeline->setLanes({Lane::kElections, Lane::kIsr, Lane::kRebalances, Lane::kFaults, Lane::kClients,
                          Lane::kTopics, Lane::kPerson});
    m_docks = {dock(QStringLiteral("treeDock"), m_tree, Qt::LeftDockWidgetArea),
               dock(QStringLiteral("inspectorDock"), m_inspector, Qt::RightDockWidgetArea),
               dock(QStringLiteral("timelineDock"), m_timeline, Qt::BottomDockWidgetArea)};
    resizeDocks({m_docks[0], m_docks[1]}, {kTreeWidth, kInspectorWidth}, Qt::Horizontal);
    resizeDocks({m_docks[2]}, {kTimelineHeight}, Qt::Vertical);
    m_status = new StatusBar;
    setStatusBar(m_status);
}

void MainWindow::buildActions() {
    const auto action = [this](const QKeySequence& key, auto slot) {
        auto* shortcut = new QShortcut(key, this);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    action(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { m_jump->begin(); });
    action(QKeySequence(Qt::Key_Slash), [this] { m_pages.at(place().page)->focusFilter(); });
    action(QKeySequence(Qt::Key_F5), [this] { m_session.pull(); });
    action(QKeySequence(Qt::Key_K), [this] { breakSelected(BrokerActs::kKill); });
    action(QKeySequence(Qt::SHIFT | Qt::Key_K), [this] { breakSelected(BrokerActs::kCutPower); });
    action(QKeySequence(Qt::Key_S), [this] { breakSelected(BrokerActs::kStop); });
    action(QKeySequence(Qt::Key_R), [this] { breakSelected(BrokerActs::kRestart); });
    action(QKeySequence(Qt::Key_F), [this] { freezeOrThawSelected(); });
    action(QKeySequence(Qt::Key_X), [this] { cutSelected(); });
    action(QKeySequence(Qt::SHIFT | Qt::Key_X), [this] { healSelected(); });
    action(QKeySequence::New, [this] { m_acts->newTopic(); });
    action(QKeySequence::Delete, [this] { deleteSelected(); });
    action(QKeySequence(Qt::Key_Escape), [this] { goBack(); });
    action(QKeySequence::Back, [this] { goBack(); });
    action(QKeySequence::Forward, [this] {
        m_history.forward();
        arrive();
    });
    action(QKeySequence(Qt::Key_Question), [this] { showKeyList(this); });
    action(QKeySequence(Qt::CTRL | Qt::Key_E), [this] { savePage(); });
}

void MainWindow::buildViewMenu() {
    auto* menu = new ViewMenu(m_desktop.preferences, {m_docks.begin(), m_docks.end()}, this);
    m_topBar->setViewMenu(menu);
    connect(menu, &ViewMenu::themeChosen, this, &MainWindow::setTheme);
    connect(menu, &ViewMenu::languageChosen, this, &MainWindow::setLanguage);
    connect(menu, &ViewMenu::movementChosen, this, [this](bool moves) {
        m_desktop.preferences.setMovement(moves);
        applyMovement();
    });
    connect(menu, &ViewMenu::docksWanted, this, &MainWindow::resetDocks);
    connect(menu, &ViewMenu::saveRequested, this, &MainWindow::savePage);
    connect(menu, &ViewMenu::keysRequested, this, [this] { showKeyList(this); });
    connect(m_topBar->breakMenu(), &QMenu::aboutToShow, this, &MainWindow::showBreakMenu);
}

void MainWindow::connectParts() {
    connect(m_topBar, &TopBar::backClicked, this, &MainWindow::goBack);
    connect(m_topBar, &TopBar::forwardClicked, this, [this] {
        m_history.forward();
        arrive();
    });
    connect(m_topBar, &TopBar::crumbClicked, this, &MainWindow::go);
    connect(m_topBar, &TopBar::newTopicClicked, m_acts, &Acts::newTopic);
    connect(m_jump, &JumpField::chosen, this, [this](const JumpTarget& target) {
        go(target.place);
        select(target.subject);
    });
    connect(m_tree, &ClusterTree::goRequested, this, &MainWindow::go);
    connect(m_tree, &ClusterTree::subjectSelected, this, &MainWindow::select);
    connect(m_inspector, &InspectorDock::goRequested, this, &MainWindow::go);
    connect(m_inspector, &InspectorDock::subjectSelected, this, &MainWindow::select);
    connect(m_inspector, &InspectorDock::commandRequested, m_acts, &Acts::carryOut);
    connect(m_inspector, &InspectorDock::faultRequested, this,
            [this](const FaultAct& act) { m_acts->breakBy(act); });
    connect(m_inspector, &InspectorDock::copied, this, &MainWindow::tellCopied);
    connect(m_timeline, &widgets::TimelineView::eventActivated, this, &MainWindow::goToEvent);
    connect(m_timeline, &widgets::TimelineView::momentChosen, this, &MainWindow::lookAt);
    connect(m_pastBar, &PastBar::presentRequested, m_timeline, &widgets::TimelineView::follow);
    connect(m_acts, &Acts::told, m_notice, &Notice::tell);
    connect(m_saver, &Saver::told, m_notice, &Notice::tell);
    connect(m_acts, &Acts::topicCreated, this, [this](const QString& topic) {
        go(topicPlace(topic.toStdString()));
        select(TopicSubject{topic.toStdString()});
    });
    connect(&m_session, &ClusterSession::changed, this, &MainWindow::refresh);
    connect(&m_session, &ClusterSession::ticked, this, &MainWindow::refresh);
    connect(&m_session, &ClusterSession::eventsArrived, this, &MainWindow::showEvents);
    connect(&m_session, &ClusterSession::earlierEventsArrived, this, &MainWindow::tellTimeline);
    connect(&m_session, &ClusterSession::momentChanged, this, &MainWindow::refresh);
    connect(&m_session.past(), &Past::failed, this,
            [this](const QString& problem) { m_notice->tell(false, engineWords(problem.toStdString())); });
    connect(&m_desktop.systemTheme, &SystemTheme::changed, this, &MainWindow::applyTheme);
}

void MainWindow::connectOverview() {
    auto* overview = static_cast<OverviewPage*>(m_pages.at(PageId::kOverview));
    connect(overview, &OverviewPage::sampleTextRequested, m_acts, &Acts::sendSampleText);
    connect(overview, &OverviewPage::copied, this, &MainWindow::tellCopied);
    connect(overview, &OverviewPage::menuRequested, this, &MainWindow::showSubjectMenu);
    connect(overview, &OverviewPage::cutRequested, this, &MainWindow::cut);
    auto* groups = static_cast<GroupsPage*>(m_pages.at(PageId::kGroups));
    connect(groups, &GroupsPage::copied, this, &MainWindow::tellCopied);
    connect(m_status, &StatusBar::copied, this, &MainWindow::tellCopied);
}

void MainWindow::tellCopied(const QString& text) { m_notice->tell(true, tr("Copied: %1").arg(text)); }

void MainWindow::go(const Place& place) {
    if (place == m_history.current()) return;
    m_history.go(place);
    arrive();
}

void MainWindow::goBack() {
    if (m_notice->isVisible()) {
        m_notice->hide();
        return;
    }
    if (m_session.moment()) return m_timeline->follow();
    m_history.back();
    arrive();
}

/// The page, the tree, the crumbs and the arrows follow the history's current place.
void MainWindow::arrive() {
    Page* page = m_pages.at(place().page);
    page->open(place());
    // A page that is not shown has no say in how small the window may be.
    for (const auto& [id, other] : m_pages)
        other->setSizePolicy(other == page ? QSizePolicy::Preferred : QSizePolicy::Ignored,
                             other == page ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    m_stack->setCurrentWidget(page);
    if (const std::optional<Subject> named = newlyNamed())
        select(*named);
    else
        page->select(m_subject);
    m_tree->markPlace(place());
    m_topBar->showHistory(m_history.canGoBack(), m_history.canGoForward());
    m_topBar->showCrumbs(crumbsOf(place()));
    showPastBar();
}

/// What the place names, unless it or a part of it is selected already.
std::optional<Subject> MainWindow::newlyNamed() const {
    const Place& at = place();
    if (at.page == PageId::kBrokers && at.broker != broker::kNoBroker &&
        !std::holds_alternative<ReplicaSubject>(m_subject))
        return BrokerSubject{at.broker};
    if (at.page == PageId::kTopics && !at.topic.empty() && topicOf(m_subject) != at.topic)
        return TopicSubject{at.topic};
    if (at.page == PageId::kGroups && !at.group.empty() && groupOf(m_subject) != at.group)
        return GroupSubject{at.group};
    if (at.page == PageId::kSegments && topicOf(m_subject) != at.topic)
        return ReplicaSubject{{at.topic, at.partition}, at.broker};
    return std::nullopt;
}

std::string MainWindow::topicOf(const Subject& subject) {
    if (const auto* topic = std::get_if<TopicSubject>(&subject)) return topic->topic;
    if (const auto* partition = std::get_if<PartitionSubject>(&subject)) return partition->partition.topic;
    if (const auto* replica = std::get_if<ReplicaSubject>(&subject)) return replica->partition.topic;
    if (const auto* batch = std::get_if<BatchSubject>(&subject)) return batch->partition.topic;
    if (const auto* record = std::get_if<RecordSubject>(&subject)) return record->batch.partition.topic;
    return {};
}

std::string MainWindow::groupOf(const Subject& subject) {
    if (const auto* group = std::get_if<GroupSubject>(&subject)) return group->group;
    if (const auto* member = std::get_if<MemberSubject>(&subject)) return member->group;
    if (const auto* rebalance = std::get_if<RebalanceSubject>(&subject)) return rebalance->group;
    return {};
}

void MainWindow::select(const Subject& subject) {
    m_subject = subject;
    m_pages.at(place().page)->select(subject);
    const auto* event = std::get_if<EventSubject>(&subject);
    if (event)
        m_timeline->selectEvent(event->number);
    else
        m_timeline->clearSelection();
    m_inspector->show(inspect(m_session, m_subject));
}

void MainWindow::goToEvent(std::uint64_t number) {
    const broker::observe::Event* event = m_session.events().find(number);
    const std::optional<Place> where = event ? eventPlace(*event) : std::nullopt;
    if (where && (where->topic.empty() || m_session.snapshot()->topic(where->topic))) go(*where);
    select(EventSubject{number});
}

/// The timeline asks for a moment; the session shows it, and so does everything that shows the session.
void MainWindow::lookAt(broker::Timestamp moment) {
    if (moment == broker::kNoTimestamp)
        m_session.showPresent();
    else
        m_session.showMoment(moment);
}

void MainWindow::showPastBar() {
    m_pastBar->show(m_session, place().page == PageId::kSegments || place().tab == Tab::kMessages);
}

void MainWindow::refresh() {
    m_timeline->setPastBegin(m_session.past().begin());
    m_timeline->setNow(m_session.presentTime());
    m_timeline->setMoment(m_session.moment().value_or(broker::kNoTimestamp));
    showPastBar();
    m_status->show(m_session);
    // Tables and words are read, not watched: they need fewer frames than the map.
    const bool isWatched = place().page == PageId::kOverview;
    if (isWatched) m_pages.at(place().page)->refresh();
    if (m_sinceRead.isValid() && m_sinceRead.elapsed() < kReadEvery) {
        m_laterRead.start();
        return;
    }
    refreshRead();
}

void MainWindow::refreshRead() {
    m_sinceRead.start();
    m_jumpIndex.show(m_session.snapshot());
    m_tree->show(m_session);
    m_topBar->showNewTopic(m_session.whyNot(broker::cluster::CreateTopic{}));
    if (place().page != PageId::kOverview) m_pages.at(place().page)->refresh();
    m_inspector->show(inspect(m_session, m_subject));
    setWindowTitle(
        QStringLiteral("%1 – Brokerscope").arg(QString::fromStdString(m_session.snapshot()->name)));
}

void MainWindow::showEvents() {
    const auto& events = m_session.events().events();
    m_timeline->append({events.begin(), events.end()});
}

/// Everything anew, in the language of the moment.
void MainWindow::tellTimeline() {
    m_timeline->setTeller({.label = [](const broker::observe::Event& event) { return eventLabel(event); },
                           .sentence = [](const broker::observe::Event& event) { return tellEvent(event); },
                           .laneName = [](broker::observe::Lane lane) { return laneName(lane); }});
    m_timeline->clear();
    showEvents();
}

void MainWindow::showBreakMenu() {
    QMenu* menu = m_topBar->breakMenu();
    menu->clear();
    m_breakMenu.addAll(menu, m_subject);
}

void MainWindow::showSubjectMenu(const Subject& subject, const QPoint& at) {
    const auto* link = std::get_if<LinkSubject>(&subject);
    const auto* one = std::get_if<BrokerSubject>(&subject);
    if (!link && !one) return;
    select(subject);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (link) {
        m_breakMenu.addLink(menu, link->from, link->to);
    } else {
        menu->addAction(tr("Show broker %1").arg(one->broker.value()), this,
                        [this, id = one->broker] { go(brokerPlace(id)); });
        menu->addSeparator();
        m_breakMenu.addBroker(menu, one->broker);
    }
    menu->popup(at);
}

broker::BrokerId MainWindow::selectedBroker() const {
    if (const auto* broker = std::get_if<BrokerSubject>(&m_subject)) return broker->broker;
    if (const auto* replica = std::get_if<ReplicaSubject>(&m_subject)) return replica->broker;
    if (const auto* voter = std::get_if<VoterSubject>(&m_subject)) return voter->broker;
    if (const auto* partition = std::get_if<PartitionSubject>(&m_subject)) {
        const auto* topic = m_session.snapshot()->topic(partition->partition.topic);
        const auto index = static_cast<std::size_t>(partition->partition.partition.value());
        if (topic && index < topic->partitions.size()) return topic->partitions[index]->leader;
    }
    return broker::kNoBroker;
}

void MainWindow::breakSelected(std::size_t brokerAct) {
    const broker::BrokerId id = selectedBroker();
    if (id != broker::kNoBroker) m_acts->breakBy(brokerActs(m_session, id)[brokerAct]);
}

void MainWindow::freezeOrThawSelected() {
    const bool isFrozen = m_session.snapshot()->faults.isFrozen(selectedBroker());
    breakSelected(isFrozen ? BrokerActs::kThaw : BrokerActs::kFreeze);
}

void MainWindow::cutSelected() {
    if (std::holds_alternative<LinkSubject>(m_subject)) return cut(m_subject);
    if (const auto id = selectedBroker(); id != broker::kNoBroker) cut(BrokerSubject{id});
}

void MainWindow::cut(const Subject& subject) {
    if (const auto* link = std::get_if<LinkSubject>(&subject))
        m_acts->breakBy(cutAct(m_session, link->from, link->to));
    if (const auto* one = std::get_if<BrokerSubject>(&subject))
        m_acts->breakBy(cutOffAct(m_session, one->broker));
}

void MainWindow::healSelected() {
    if (const auto* link = std::get_if<LinkSubject>(&m_subject))
        m_acts->breakBy(healAct(m_session, link->from, link->to));
    else if (const auto id = selectedBroker(); id != broker::kNoBroker)
        m_acts->breakBy(reconnectAct(m_session, id));
}

void MainWindow::deleteSelected() {
    if (const auto* topic = std::get_if<TopicSubject>(&m_subject))
        m_acts->carryOut(broker::cluster::DeleteTopic{topic->topic});
    if (const auto* group = std::get_if<GroupSubject>(&m_subject))
        m_acts->carryOut(broker::cluster::DeleteGroup{group->group});
}

void MainWindow::savePage() {
    Page* page = m_pages.at(place().page);
    std::vector<Saveable> list;
    addPicture(list, tr("Picture of the page"), page);
    addContents(list, *page);
    addPicture(list, m_timeline->accessibleName(), m_timeline);
    addPicture(list, tr("Picture of the window"), this);
    m_saver->ask(std::move(list));
}

void MainWindow::setTheme(ThemeChoice choice) {
    m_desktop.preferences.setTheme(choice);
    applyTheme();
}

void MainWindow::applyTheme() {
    const ThemeChoice choice = m_desktop.preferences.theme();
    applyLook(choice == ThemeChoice::kDark ||
              (choice == ThemeChoice::kSystem && m_desktop.systemTheme.isDark()));
}

void MainWindow::setLanguage(Language language) {
    m_desktop.preferences.setLanguage(language);
    m_desktop.languages.use(language);
}

void MainWindow::applyMovement() {
    m_timeline->setAnimated(m_desktop.preferences.movement());
    for (const auto& [id, page] : m_pages) page->setMoves(m_desktop.preferences.movement());
}

void MainWindow::retranslate() {
    m_topBar->retranslate();
    m_jump->retranslate();
    m_jumpIndex.forget();
    m_tree->retranslate();
    m_pastBar->retranslate();
    tellTimeline();
    m_status->retranslate();
    for (const auto& [id, page] : m_pages) page->retranslate();
    m_docks[0]->setWindowTitle(tr("Tree"));
    m_docks[1]->setWindowTitle(tr("Inspector"));
    m_docks[2]->setWindowTitle(tr("Timeline"));
    m_topBar->showCrumbs(crumbsOf(place()));
    refresh();
    refreshRead();
}

void MainWindow::resetDocks() {
    restoreState(m_firstDocks);
    for (QDockWidget* dock : m_docks) dock->show();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_status) retranslate();
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    m_session.setVisible(true);
}

void MainWindow::hideEvent(QHideEvent* event) {
    QMainWindow::hideEvent(event);
    m_session.setVisible(false);
}

/// The docks give room to the page when the window becomes narrow, and take it again.
void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    const bool isNarrow = width() < kNarrow;
    if (isNarrow == m_isNarrow) return;
    m_isNarrow = isNarrow;
    resizeDocks(
        {m_docks[0], m_docks[1]},
        isNarrow ? QList<int>{kNarrowTree, kNarrowInspector} : QList<int>{kTreeWidth, kInspectorWidth},
        Qt::Horizontal);
    resizeDocks({m_docks[2]}, {isNarrow ? kLowTimeline : kTimelineHeight}, Qt::Vertical);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_desktop.preferences.setWindow(saveGeometry(), saveState());
    QMainWindow::closeEvent(event);
}

}  // namespace app
