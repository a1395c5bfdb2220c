#include <QApplication>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <deque>

#include "app/desktop/language.h"
#include "app/desktop/preferences.h"
#include "app/desktop/system_theme.h"
#include "app/session/local_session.h"
#include "app/session/recorded_session.h"
#include "app/window/main_window.h"
#include "tests/gui/layout_check.h"
#include "tests/support/test_registry.h"

using namespace app;
using broker::BrokerId;
using broker::kNoBroker;
using broker::TopicPartition;
using broker::observe::BrokerState;
using broker::observe::ClusterSnapshot;
using broker::observe::PartitionSnapshot;
using broker::observe::ReplicaSnapshot;
namespace cluster = broker::cluster;

/// A failover in six moments on a real cluster that kcat writes to: each is reached by what the snapshot
/// says, its facts are checked, and it is kept; afterwards each is shown in both themes and languages, into
/// the folder BROKERSCOPE_PICTURES or a temporary one.
class TestFailoverPictures : public QObject {
    Q_OBJECT
    static constexpr int kPatience = 60'000;
    static constexpr int kLines = 20;  ///< every kPause, of kLineLength
    static constexpr std::chrono::milliseconds kPause{50};
    static constexpr int kLineLength = 500;
    /// Long enough to see the time before a death is noticed.
    static constexpr const char* kSessionTimeout = "2500";

    struct Moment {
        QString name;
        TopicPartition which;
        ClusterSession::SnapshotPointer before;  ///< about a second earlier, for the rates
        ClusterSession::SnapshotPointer now;
        std::vector<broker::observe::Event> events;
    };

    QTemporaryDir m_temporary;
    QString m_folder;
    Languages m_languages;
    std::unique_ptr<LocalSession> m_session;
    std::vector<std::unique_ptr<QProcess>> m_clients;
    QTimer m_writing;
    std::deque<ClusterSession::SnapshotPointer> m_seen;
    std::vector<Moment> m_moments;

    TopicPartition m_which{"orders", broker::PartitionIndex(0)};
    BrokerId m_victim = kNoBroker;
    BrokerId m_heir = kNoBroker;   ///< leads after the victim
    BrokerId m_third = kNoBroker;  ///< the one that is left
    broker::LeaderEpoch m_firstEpoch{0};

    const ClusterSnapshot& now() const { return *m_session->snapshot(); }
    const PartitionSnapshot* partition() const {
        const auto* topic = now().topic(m_which.topic);
        const auto index = static_cast<std::size_t>(m_which.partition.value());
        return topic && index < topic->partitions.size() ? topic->partitions[index].get() : nullptr;
    }
    const ReplicaSnapshot* replica(BrokerId id) const { return now().replica(m_which, id); }
    bool isInSync(BrokerId id) const { return std::ranges::count(partition()->isr, id) > 0; }
    bool everyIsrHas(std::size_t count) const {
        const auto* topic = now().topic(m_which.topic);
        return topic && !topic->partitions.empty() &&
               std::ranges::all_of(topic->partitions, [&](const auto& p) {
                   return p->isr.size() == count && p->leader != kNoBroker;
               });
    }
    bool isRunning(BrokerId id) const {
        const auto* found = now().broker(id);
        return found && found->state == BrokerState::kRunning;
    }
    std::int64_t committed() const {
        const auto* leader = replica(partition()->leader);
        return leader ? leader->highWatermark.value() : -1;
    }
    std::int64_t waiting(BrokerId leader) const {
        const auto* found = replica(leader);
        return found ? found->logEnd - found->highWatermark : -1;
    }

    /// For how long the leader knows that a follower has not had all of it; 0: it has.
    std::int64_t behind(BrokerId follower) const {
        const auto* leader = replica(m_heir);
        if (!leader) return 0;
        for (const auto& one : leader->followers)
            if (one.broker == follower && one.lastCaughtUp != broker::kNoTimestamp)
                return now().time - one.lastCaughtUp;
        return 0;
    }

    /// Turns to a partition of the heir in which records wait for the third, for so many milliseconds
    /// already.
    bool findWaiting(std::int64_t milliseconds) {
        for (const auto& one : now().topic(m_which.topic)->partitions) {
            if (one->leader != m_heir) continue;
            m_which.partition = one->index;
            if (waiting(m_heir) > 0 && behind(m_third) > milliseconds) return true;
        }
        return false;
    }

    void submit(cluster::Command command) {
        bool isAnswered = false;
        bool isDone = false;
        m_session->submit(std::move(command), this, [&](const cluster::CommandOutcome& outcome) {
            isAnswered = true;
            isDone = outcome.ok();
        });
        QTRY_VERIFY_WITH_TIMEOUT(isAnswered, kPatience);
        QVERIFY(isDone);
    }

    void note() {
        m_seen.push_back(m_session->snapshot());
        while (m_seen.size() > 2 && now().time - m_seen[1]->time >= 1000) m_seen.pop_front();
    }
    void keep(const QString& name) {
        const auto& events = m_session->events().events();
        m_moments.push_back(
            {name, m_which, m_seen.front(), m_session->snapshot(), {events.begin(), events.end()}});
    }

    void startClient(const QStringList& arguments) {
        auto client = std::make_unique<QProcess>();
        client->setStandardOutputFile(QProcess::nullDevice());
        client->setStandardErrorFile(QProcess::nullDevice());
        client->start(
            QStringLiteral("kcat"),
            QStringList{"-b", QString::fromStdString(now().bootstrapServers), "-t", "orders"} + arguments);
        QVERIFY(client->waitForStarted());
        m_clients.push_back(std::move(client));
    }

    void startClients() {
        startClient({"-P", "-X", "acks=all", "-X", "client.id=web-shop", "-X", "linger.ms=20"});
        startClient({"-C", "-o", "end", "-q", "-X", "client.id=billing"});
        connect(&m_writing, &QTimer::timeout, this, [this] {
            QProcess& producer = *m_clients.front();
            // What kcat does not take waits here only so long as it is little.
            if (producer.bytesToWrite() > 100 * kLines * kLineLength) return;
            QByteArray line(kLineLength, 'x');
            line.back() = '\n';
            for (int i = 0; i < kLines; ++i) producer.write(line);
        });
        m_writing.start(kPause);
    }

    /// The partition is one that the active controller does not lead: its own end is another story.
    void choosePartition() {
        for (const auto& one : now().topic(m_which.topic)->partitions)
            if (one->leader != now().activeController) m_which.partition = one->index;
        m_victim = partition()->leader;
        m_firstEpoch = partition()->leaderEpoch;
        QVERIFY(m_victim != kNoBroker);
    }

private slots:
    void initTestCase() {
        const QString wanted = qEnvironmentVariable("BROKERSCOPE_PICTURES");
        m_folder = wanted.isEmpty() ? m_temporary.path() : wanted;
        QVERIFY(QDir().mkpath(m_folder));
        if (QStandardPaths::findExecutable(QStringLiteral("kcat")).isEmpty()) QSKIP("kcat is not installed");
        auto started =
            cluster::LocalCluster::start({.brokers = 3,
                                          .port = 0,
                                          .timing = "classroom",
                                          .settings = {{"broker.session.timeout.ms", kSessionTimeout}}});
        QVERIFY2(started.has_value(), started ? "" : started.error().detail.c_str());
        m_session = std::make_unique<LocalSession>(std::move(*started));
        connect(m_session.get(), &ClusterSession::changed, this, &TestFailoverPictures::note);
        connect(m_session.get(), &ClusterSession::ticked, this, &TestFailoverPictures::note);
        for (int id = 1; id <= 3; ++id) QTRY_VERIFY_WITH_TIMEOUT(isRunning(BrokerId(id)), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(now().activeController != kNoBroker, kPatience);
    }

    void cleanup() {
        if (QTest::currentTestFailed()) m_writing.stop();
    }

    void steady() {
        submit(cluster::CreateTopic{.name = "orders", .partitions = 3});
        QTRY_VERIFY_WITH_TIMEOUT(everyIsrHas(3), kPatience);
        choosePartition();
        startClients();
        QTRY_VERIFY_WITH_TIMEOUT(committed() > 300, kPatience);
        QVERIFY(everyIsrHas(3));
        QVERIFY(partition()->leader == m_victim && partition()->leaderEpoch == m_firstEpoch);
        keep("failover-1-steady");
    }

    void theLeaderIsDeadAndNobodyHasNoticed() {
        QVERIFY(m_victim != kNoBroker);
        submit(cluster::KillBroker{m_victim});
        QTRY_VERIFY_WITH_TIMEOUT(now().broker(m_victim)->state == BrokerState::kDead, kPatience);
        QVERIFY(partition()->leader == m_victim && partition()->leaderEpoch == m_firstEpoch);
        QVERIFY(everyIsrHas(3));
        keep("failover-2-unnoticed");
    }

    void aNewLeaderInTheNextEpochAndAShrunkIsr() {
        QVERIFY(m_victim != kNoBroker);
        QTRY_VERIFY_WITH_TIMEOUT(everyIsrHas(2), kPatience);
        m_heir = partition()->leader;
        QVERIFY(m_heir != m_victim && m_heir != kNoBroker);
        for (int id = 1; id <= 3; ++id)
            if (BrokerId(id) != m_victim && BrokerId(id) != m_heir) m_third = BrokerId(id);
        QVERIFY(partition()->leaderEpoch.value() == m_firstEpoch.value() + 1);
        QVERIFY(!isInSync(m_victim) && isInSync(m_heir) && isInSync(m_third));
        // Writes go on: two of three answer.
        QTRY_VERIFY_WITH_TIMEOUT(replica(m_heir) && replica(m_heir)->isLeader, kPatience);
        const std::int64_t before = committed();
        QTRY_VERIFY_WITH_TIMEOUT(committed() > before + 100, kPatience);
        keep("failover-3-elected");
    }

    void theHighWatermarkWaitsForAFollowerThatIsFrozen() {
        QVERIFY(m_third != kNoBroker);
        const auto before = now().topic(m_which.topic)->partitions;
        submit(cluster::FreezeBroker{m_third});
        QTRY_VERIFY_WITH_TIMEOUT(now().faults.isFrozen(m_third), kPatience);
        // A connection waits with one request at a time: it is one of the heir's partitions that it holds up.
        QTRY_VERIFY_WITH_TIMEOUT(findWaiting(1000), kPatience);
        const std::int64_t stands = committed();
        QTRY_VERIFY_WITH_TIMEOUT(behind(m_third) > 3000, kPatience);
        QCOMPARE(committed(), stands);
        QVERIFY(replica(m_heir)->logEnd > replica(m_heir)->highWatermark);
        // Of three voters one is left, so that nobody can shrink the ISR or elect.
        QVERIFY(isInSync(m_heir) && isInSync(m_third) && partition()->isr.size() == 2);
        const auto& old = *before[static_cast<std::size_t>(m_which.partition.value())];
        QVERIFY(partition()->leader == m_heir && partition()->leaderEpoch == old.leaderEpoch);
        keep("failover-4-waiting");
        m_which = m_moments.front().which;
    }

    void theOldLeaderIsBackAndCatchesUp() {
        QVERIFY(m_third != kNoBroker);
        submit(cluster::ThawBroker{m_third});
        QTRY_VERIFY_WITH_TIMEOUT(now().activeController != kNoBroker && everyIsrHas(2), kPatience);
        m_heir = partition()->leader;
        // What waited is committed; the ISR may have shrunk and grown in between.
        QTRY_VERIFY_WITH_TIMEOUT(everyIsrHas(2) && waiting(m_heir) >= 0 && behind(m_third) < 500, kPatience);
        // Slow enough to be seen.
        submit(cluster::SetLink{.from = m_heir,
                                .to = m_victim,
                                .bothWays = false,
                                .fault = {.trouble = broker::faults::LinkTrouble::kSlow,
                                          .delay = std::chrono::milliseconds(100),
                                          .bytesPerSecond = 40'000}});
        submit(cluster::RestartBroker{m_victim});
        QTRY_VERIFY_WITH_TIMEOUT(isRunning(m_victim) && replica(m_victim), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(replica(m_victim)->leaderEpoch == partition()->leaderEpoch, kPatience);
        QVERIFY(!isInSync(m_victim));
        QVERIFY(replica(m_victim)->logEnd < replica(m_heir)->logEnd);
        keep("failover-5-catching-up");
    }

    void allAreInSyncAgain() {
        QVERIFY(m_third != kNoBroker);
        submit(cluster::HealLinks{});
        QTRY_VERIFY_WITH_TIMEOUT(everyIsrHas(3), kPatience);
        QVERIFY(now().faults.isEmpty());
        QVERIFY(partition()->leaderEpoch.value() > m_firstEpoch.value());
        QTRY_VERIFY_WITH_TIMEOUT(replica(m_victim)->highWatermark > broker::Offset(300), kPatience);
        keep("failover-6-in-sync");
        m_writing.stop();
        m_clients.clear();
        m_session.reset();
    }

    void picturesOfEachMoment_data() {
        QTest::addColumn<std::size_t>("moment");
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<bool>("isChinese");
        for (std::size_t i = 0; i < 6; ++i)
            for (const bool isDark : {true, false})
                for (const bool isChinese : {false, true})
                    QTest::newRow(qPrintable(QString("moment %1 %2 %3")
                                                 .arg(i + 1)
                                                 .arg(isDark ? "dark" : "light", isChinese ? "zh" : "en")))
                        << i << isDark << isChinese;
    }

    void picturesOfEachMoment() {
        QFETCH(std::size_t, moment);
        QFETCH(bool, isDark);
        QFETCH(bool, isChinese);
        QVERIFY(moment < m_moments.size());
        const Moment& shown = m_moments[moment];
        Preferences preferences(m_temporary.filePath("preferences.ini"));
        preferences.setTheme(isDark ? ThemeChoice::kDark : ThemeChoice::kLight);
        preferences.setMovement(false);
        m_languages.use(isChinese ? Language::kChinese : Language::kEnglish);
        SystemTheme systemTheme;
        RecordedSession session;
        session.add(shown.events);
        session.show(shown.before);
        session.pull();
        session.advance(
            std::chrono::milliseconds(std::max<std::int64_t>(1, shown.now->time - shown.before->time)));
        session.show(shown.now);
        session.pull();
        MainWindow window(session, {preferences, m_languages, systemTheme});
        window.resize(1440, 900);
        window.show();
        window.go(overview());
        window.select(PartitionSubject{shown.which});
        for (int i = 0; i < 3; ++i) QApplication::processEvents();
        const QString file =
            QString("%1/%2-%3-%4.png")
                .arg(m_folder, shown.name, isDark ? "dark" : "light", isChinese ? "zh" : "en");
        QVERIFY(window.grab().save(file));
        const QStringList problems =
            layout::overflows(window) + layout::badPaintedTexts(window) + layout::blanks(window);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join("\n")));
    }

    void cleanupTestCase() {
        m_writing.stop();
        m_clients.clear();
        m_session.reset();
        m_languages.use(Language::kEnglish);
    }
};

BROKERSCOPE_TEST(TestFailoverPictures)
#include "tst_failover_pictures.moc"
