#include <QApplication>
#include <QDataStream>
#include <QDir>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "app/desktop/language.h"
#include "app/desktop/preferences.h"
#include "app/desktop/system_theme.h"
#include "app/messages/messages_view.h"
#include "app/session/recorded_session.h"
#include "app/window/main_window.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/app/sample/sample_faults.h"
#include "tests/app/sample/sample_messages.h"
#include "tests/app/sample/sample_quorum.h"
#include "tests/gui/layout_check.h"
#include "tests/support/test_registry.h"
#include "tests/widgets/segments/sample.h"
#include "widgets/segments/parts.h"
#include "widgets/segments/segments_view.h"

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kIsSanitized = true;
#elif defined(__has_feature)
constexpr bool kIsSanitized = __has_feature(address_sanitizer);
#else
constexpr bool kIsSanitized = false;
#endif

using namespace app;
using namespace std::chrono_literals;

/// Pictures of every page in both themes, languages and sizes, into the folder BROKERSCOPE_PICTURES or a
/// temporary one. In none of them a text is wider than its place, and none has an empty area.
class TestPictures : public QObject {
    Q_OBJECT
    QTemporaryDir m_temporary;
    QString m_folder;
    Languages m_languages;

    QString m_replica;
    broker::Offset m_wanted{0};
    std::uint64_t m_position = 0;

    static void fill(RecordedSession& session, sample::Options options) {
        session.add(sample::events());
        // A rebalance that is under way began a moment ago.
        sample::Options before = options;
        if (options.groups == sample::Groups::kPreparing) before.groups = sample::Groups::kStable;
        // What is charted over time has to have been seen.
        for (int second = 5; options.groups != sample::Groups::kNone && second < options.second;
             second += 5) {
            before.second = second;
            session.show(sample::cluster(before));
            session.pull();
        }
        if (options.groups != sample::Groups::kNone)
            session.add(sample::groupEvents(sample::events().back().number + 1));
        if (options.hasFaults) session.add(sample::faultEvents(sample::events().back().number + 1));
        before.second = options.second;
        session.show(sample::cluster(before));
        session.pull();
        session.advance(1s);
        ++options.second;
        session.show(sample::cluster(options));
        session.pull();
    }

    static sample::Groups groupsOf(const QString& page) {
        if (!page.startsWith("group") || page == "groups-none") return sample::Groups::kNone;
        return page == "group-empty"       ? sample::Groups::kEmpty
               : page == "group-preparing" ? sample::Groups::kPreparing
                                           : sample::Groups::kStable;
    }

    static void fillQuorum(RecordedSession& session, const QString& page) {
        const auto scene = page == "quorum-alone"  ? sample::QuorumScene::kAlone
                           : page == "quorum-well" ? sample::QuorumScene::kWell
                                                   : sample::QuorumScene::kFailover;
        session.add(sample::quorumEvents(scene));
        session.show(sample::quorum(scene));
        session.pull();
    }

    static Place placeOf(const QString& page) {
        Place place;
        if (page == "groups" || page == "groups-none") return groupPlace();
        if (page.startsWith("group")) return groupPlace("billing");
        if (page == "quorum-log") return quorumPlace(Tab::kMetadataLog);
        if (page == "quorum-zookeeper") return quorumPlace(Tab::kZookeeper);
        if (page.startsWith("quorum")) return quorumPlace(Tab::kElection);
        if (page == "brokers") return brokerPlace(broker::BrokerId(2), Tab::kReplicas);
        if (page == "broker-requests") return brokerPlace(broker::BrokerId(2), Tab::kRequests);
        if (page == "broker-connections") return brokerPlace(broker::BrokerId(2), Tab::kConnections);
        if (page == "broker-settings") return brokerPlace(broker::BrokerId(2), Tab::kBrokerSettings);
        if (page == "topic-partitions") return topicPlace("orders", Tab::kPartitions);
        if (page.startsWith("topic-replicas")) return topicPlace("orders", Tab::kTopicReplicas);
        if (page.startsWith("messages") || page == "past-messages")
            return topicPlace("orders", Tab::kMessages);
        if (page == "topic-osr") return topicPlace("orders", Tab::kPartitions);
        if (page == "topic-segments") return topicPlace("orders", Tab::kSegments);
        if (page == "topic-settings") return topicPlace("orders", Tab::kTopicSettings);
        if (page == "segments")
            return segmentsPlace({"orders", broker::PartitionIndex(0)}, broker::BrokerId(1));
        return place;
    }

    static void write(const QString& path, const QByteArray& bytes) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    /// The folder of a replica with one segment of real batches and its index.
    void writeReplica() {
        const sample::Segment segment = sample::orders();
        m_replica = m_temporary.filePath("broker-1/orders-0");
        QVERIFY(QDir().mkpath(m_replica));
        const QString stem = m_replica + '/' + QString("%1").arg(segment.base.value(), 20, 10, QChar('0'));
        write(stem + ".log", QByteArray(reinterpret_cast<const char*>(segment.bytes.data()),
                                        static_cast<qsizetype>(segment.bytes.size())));
        QByteArray index;
        QDataStream out(&index, QIODevice::WriteOnly);
        for (const auto& entry : segment.index)
            out << static_cast<quint32>(entry.offset - segment.base) << static_cast<quint32>(entry.position);
        write(stem + ".index", index);
        write(stem + ".timeindex", {});
        write(m_replica + "/leader-epoch-checkpoint", "0\n1\n5 0\n");
        write(m_replica + "/partition.metadata", "version: 0\ntopic_id: AAAAAAAAAAAAAAAAAAAAAQ\n");
        const auto& middle = segment.infos[segment.infos.size() / 2];
        m_wanted = middle.header.baseOffset + 1;
        m_position = middle.position;
    }

    /// What a reading of the page brings in each of its states.
    static broker::reading::Delivery messagesOf(const QString& page) {
        using broker::reading::State;
        if (page == "messages-live") return sample::delivery(State::kLive, 24);
        if (page == "messages-reading") return sample::delivery(State::kReading, 0);
        if (page == "messages-filter") return sample::delivery(State::kDone, 0);
        if (page == "messages") return sample::delivery(State::kPageFull, 500);
        broker::reading::Delivery none;
        none.progress.state = page == "messages-refused" ? State::kFailed : State::kDone;
        if (page == "messages-refused")
            for (const int partition : {0, 1, 2})
                none.progress.problems.emplace(
                    broker::PartitionIndex(partition),
                    broker::Error{broker::ErrorCode::kLeaderNotAvailable,
                                  "finding an offset of orders-" + std::to_string(partition) +
                                      ": the partition has no leader"});
        return none;
    }

    static void openMessages(MainWindow& window, const QString& page) {
        auto* view = window.findChild<MessagesView*>();
        QVERIFY(view);
        if (page == "messages-filter") {
            auto* filter = view->findChild<QLineEdit*>("filter");
            filter->setText("nobody-made-it");
            QTest::keyClick(filter, Qt::Key_Return);
        }
        auto* table = view->findChild<widgets::SegmentsTable*>("messages");
        if (page == "messages") table->setCurrentIndex(table->model()->index(480, 0));
        if (page == "messages-live") table->setCurrentIndex(table->model()->index(14, 0));
    }

    static broker::cluster::CommandOutcome settingsAnswer() {
        return {.sentence = {},
                .settings = {{"cleanup.policy", "delete", "default", "", false},
                             {"min.insync.replicas", "2", "topic", "", false},
                             {"retention.ms", "604800000", "default", "", false},
                             {"segment.bytes", "16777216", "topic", "", false}}};
    }

private slots:
    void initTestCase() {
        const QString wanted = qEnvironmentVariable("BROKERSCOPE_PICTURES");
        m_folder = wanted.isEmpty() ? m_temporary.path() : wanted;
        QVERIFY(QDir().mkpath(m_folder));
        writeReplica();
    }

    void everyPageFitsAndIsFilled_data() {
        QTest::addColumn<QString>("page");
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<bool>("isChinese");
        QTest::addColumn<QSize>("size");
        const QStringList pages{"overview-faults",
                                "overview",
                                "overview-empty",
                                "overview-dead",
                                "brokers",
                                "broker-requests",
                                "broker-connections",
                                "broker-settings",
                                "topic-partitions",
                                "topic-segments",
                                "topic-settings",
                                "segments",
                                "topic-replicas",
                                "topic-replicas-few",
                                "topic-osr",
                                "quorum",
                                "quorum-well",
                                "quorum-alone",
                                "quorum-log",
                                "quorum-zookeeper",
                                "messages",
                                "messages-live",
                                "messages-reading",
                                "messages-empty",
                                "messages-refused",
                                "messages-filter",
                                "groups",
                                "groups-none",
                                "group",
                                "group-preparing",
                                "group-empty",
                                "past-overview",
                                "past-messages"};
        for (const QString& page : pages)
            for (const bool isDark : {true, false})
                for (const bool isChinese : {false, true})
                    for (const QSize size : {QSize(1440, 900), QSize(1024, 700)}) {
                        // A sanitizer is slow, and looks at memory and not at texts.
                        if (kIsSanitized && isDark != isChinese) continue;
                        const QString name =
                            QString("%1-%2-%3-%4")
                                .arg(page, isDark ? "dark" : "light", isChinese ? "zh" : "en")
                                .arg(size.width());
                        QTest::newRow(qPrintable(name)) << page << isDark << isChinese << size;
                    }
    }

    void everyPageFitsAndIsFilled() {
        QFETCH(QString, page);
        QFETCH(bool, isDark);
        QFETCH(bool, isChinese);
        QFETCH(QSize, size);
        Preferences preferences(m_temporary.filePath("preferences.ini"));
        preferences.setTheme(isDark ? ThemeChoice::kDark : ThemeChoice::kLight);
        preferences.setMovement(false);
        m_languages.use(isChinese ? Language::kChinese : Language::kEnglish);
        SystemTheme systemTheme;
        RecordedSession session;
        if (page.startsWith("quorum"))
            fillQuorum(session, page);
        else
            fill(session, {.second = 60,
                           .brokerThreeDead = page == "overview-dead",
                           .withoutTopics = page == "overview-empty",
                           .afterFailover = page.startsWith("topic-replicas") || page == "topic-osr",
                           .hasFaults = page == "overview-faults",
                           .groups = groupsOf(page),
                           .replicaFolder = m_replica.toStdString()});
        session.setReading(
            [page](const auto&) { return std::make_unique<sample::RecordedReading>(messagesOf(page)); });
        MainWindow window(session, {preferences, m_languages, systemTheme});
        window.resize(size);
        window.show();
        window.go(placeOf(page));
        if (page.startsWith("messages")) openMessages(window, page);
        if (page == "overview" || page == "overview-dead")
            window.select(PartitionSubject{{"orders", broker::PartitionIndex(1)}});
        if (page == "topic-replicas")
            window.select(ReplicaSubject{{"orders", broker::PartitionIndex(1)}, broker::BrokerId(3)});
        if (page == "topic-replicas-few" || page == "topic-osr")
            window.select(PartitionSubject{{"orders", broker::PartitionIndex(3)}});
        if (page == "group" || page == "groups") window.select(GroupSubject{"billing"});
        if (page == "group-preparing")
            window.select(
                MemberSubject{"billing", session.snapshot()->group("billing")->members.front()->id});
        if (page == "quorum" || page == "quorum-alone") window.select(VoterSubject{broker::BrokerId(3)});
        if (page == "quorum-log") window.select(MetadataLineSubject{broker::BrokerId(2), broker::Offset(61)});
        if (page == "overview-faults") window.select(LinkSubject{broker::BrokerId(1), broker::BrokerId(3)});
        if (page == "topic-settings") session.answer(settingsAnswer());
        session.pull();
        if (page.startsWith("past")) session.showMoment(sample::start() + 60'000);
        if (page == "segments") {
            auto* view = window.findChild<widgets::SegmentsView*>();
            QVERIFY(view);
            QTRY_VERIFY(view->segmentMap().batches().size() > 0);
            view->setAnimated(false);
            view->find(m_wanted);
            QTRY_COMPARE(view->batchPosition(), std::optional(m_position));
            QTRY_VERIFY(std::holds_alternative<RecordSubject>(window.subject()));
        }
        for (int i = 0; i < 3; ++i) QApplication::processEvents();
        // A page that wraps may ask for less now than it did while it was wider.
        window.resize(size);
        for (int i = 0; i < 3; ++i) QApplication::processEvents();

        const QString file = m_folder + '/' + QTest::currentDataTag() + ".png";
        QVERIFY(window.grab().save(file));
        const QString actual = QString("%1 x %2\n").arg(window.width()).arg(window.height());
        QVERIFY2(window.size() == size, qPrintable(actual + layout::tallest(window)));
        const QStringList problems =
            layout::overflows(window) + layout::badPaintedTexts(window) + layout::blanks(window);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join("\n")));
    }
};

BROKERSCOPE_TEST(TestPictures)
#include "tst_pictures.moc"
