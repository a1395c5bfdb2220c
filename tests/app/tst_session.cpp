#include <QSignalSpy>

#include "app/session/recorded_session.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/support/test_registry.h"

using namespace app;
using namespace broker;
using namespace std::chrono_literals;

/// A session between a source and the window: what is pulled, answered and refused.
class TestSession : public QObject {
    Q_OBJECT
private slots:
    void beginsWithAnEmptyClusterInsteadOfNothing() {
        const RecordedSession session;
        QVERIFY(session.snapshot());
        QVERIFY(session.snapshot()->metadata);
        QVERIFY(session.snapshot()->brokers.empty());
    }

    void tellsOnlyWhenSomethingDiffers() {
        RecordedSession session;
        QSignalSpy changed(&session, &ClusterSession::changed);
        session.show(sample::cluster({}));
        session.pull();
        session.advance(33ms);
        session.pull();
        QCOMPARE(changed.count(), 1);
    }

    void ratesAreDifferencesOverASecond() {
        RecordedSession session;
        session.show(sample::cluster({.second = 10}));
        session.pull();
        session.advance(1s);
        session.show(sample::cluster({.second = 11}));
        session.pull();
        const TrafficRate rate = session.rates().topic("orders");
        QCOMPARE(rate.recordsIn, 800.0);
        QCOMPARE(rate.bytesIn, 800.0 * 1240);
        QVERIFY(session.rates().broker(BrokerId(1)).recordsIn > 0);
    }

    void ratesFallToZeroWhenNothingMoves() {
        RecordedSession session;
        session.show(sample::cluster({.second = 10}));
        session.pull();
        session.advance(500ms);
        session.show(sample::cluster({.second = 11}));
        session.pull();
        QVERIFY(session.rates().cluster().recordsIn > 0);
        QSignalSpy changed(&session, &ClusterSession::changed);
        for (int i = 0; i < 10; ++i) {
            session.advance(200ms);
            session.pull();
        }
        QVERIFY(session.rates().cluster().isZero());
        // The flow, and once more its end; then it is calm.
        QVERIFY2(changed.count() <= 6, qPrintable(QString::number(changed.count())));
    }

    void aRestartedBrokersCountersNeverGiveNegativeRates() {
        RecordedSession session;
        session.show(sample::cluster({.second = 100}));
        session.pull();
        session.advance(1s);
        session.show(sample::cluster({.second = 1}));
        session.pull();
        QVERIFY(session.rates().cluster().recordsIn >= 0);
        QVERIFY(session.rates().cluster().bytesIn >= 0);
    }

    void thePastIsShownInPlaceOfThePresent() {
        RecordedSession session;
        for (const int second : {10, 11, 12}) {
            session.show(sample::cluster({.second = second}));
            session.pull();
            session.advance(1s);
        }
        const auto present = session.snapshot();
        const Timestamp then = sample::start() + 11'000;
        QSignalSpy changed(&session, &ClusterSession::changed);
        QSignalSpy moved(&session, &ClusterSession::momentChanged);
        session.showMoment(then);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(session.snapshot()->time, then);
        QCOMPARE(session.clusterTime(), then);
        QCOMPARE(session.presentTime(), present->time);
        QCOMPARE(session.rates().topic("orders").recordsIn, 800.0);
        QVERIFY(!session.whyNot(cluster::KillBroker{BrokerId(2)}).isEmpty());
        // What happens meanwhile does not disturb the picture.
        session.show(sample::cluster({.second = 13, .brokerThreeDead = true}));
        session.pull();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(session.snapshot()->time, then);
        session.showPresent();
        QVERIFY(!session.moment());
        QCOMPARE(session.snapshot()->time, sample::start() + 13'000);
        QVERIFY(session.whyNot(cluster::KillBroker{BrokerId(2)}).isEmpty());
    }

    void beforeThePastThereIsNothingToShow() {
        RecordedSession session;
        session.show(sample::cluster({.second = 10}));
        session.pull();
        const auto present = session.snapshot();
        session.showMoment(sample::start());
        QCOMPARE(session.snapshot(), present);
    }

    void earlierEventsComeBeforeAllOthers() {
        EventLog log;
        log.append({{.number = EventLog::kFirstNumber + 1, .time = Timestamp(5000)}});
        log.prepend({{.number = 77, .time = Timestamp(1000)}, {.number = 78, .time = Timestamp(2000)}});
        QCOMPARE(log.events().size(), std::size_t{3});
        QCOMPARE(log.events()[1].time, Timestamp(2000));
        QCOMPARE(log.find(EventLog::kFirstNumber - 2)->time, Timestamp(1000));
        QCOMPARE(log.lastNumber(), EventLog::kFirstNumber + 1);
    }

    void paceFollowsWhatMovesAndWhoLooks() {
        RecordedSession session;
        session.show(sample::cluster({.second = 10}));
        session.pull();
        session.advance(1s);
        session.show(sample::cluster({.second = 11}));
        session.pull();
        QCOMPARE(session.pace(), ClusterSession::kFrame);
        for (int i = 0; i < 30; ++i) {
            session.advance(200ms);
            session.pull();
        }
        QCOMPARE(session.pace(), ClusterSession::kCalm);
        session.setVisible(false);
        QCOMPARE(session.pace(), ClusterSession::kHidden);
    }

    void aCommandIsAnsweredOnceAndLater() {
        RecordedSession session;
        session.show(sample::cluster({}));
        session.pull();
        int answers = 0;
        session.submit(cluster::KillBroker{BrokerId(2)}, this, [&](const ClusterSession::Outcome& outcome) {
            ++answers;
            QVERIFY(outcome.ok());
        });
        QCOMPARE(session.commands().size(), std::size_t{1});
        session.answer({.sentence = "Broker 2 was killed."});
        QCOMPARE(answers, 0);
        session.pull();
        session.pull();
        QCOMPARE(answers, 1);
    }

    void anAnswerForADeadWidgetIsDropped() {
        RecordedSession session;
        session.show(sample::cluster({}));
        session.pull();
        bool called = false;
        {
            QObject context;
            session.submit(cluster::KillBroker{BrokerId(2)}, &context, [&](const auto&) { called = true; });
        }
        session.answer({});
        session.pull();
        QVERIFY(!called);
    }

    void anAnswerAfterTheSessionsEndHarmsNobody() {
        cluster::OutcomeHandler late;
        class Keeping : public RecordedSession {
        public:
            explicit Keeping(cluster::OutcomeHandler& keep)
                : m_keep(keep) {}

        protected:
            void carryOut(Command, cluster::OutcomeHandler done) override { m_keep = std::move(done); }

        private:
            cluster::OutcomeHandler& m_keep;
        };
        {
            Keeping session(late);
            session.show(sample::cluster({}));
            session.pull();
            session.submit(cluster::KillBroker{BrokerId(1)}, this,
                           [](const auto&) { QFAIL("answered too late"); });
        }
        late({.sentence = "too late"});
    }

    void whatIsNotPossibleSaysWhy_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("word");
        QTest::newRow("kill the dead") << 0 << "already down";
        QTest::newRow("restart the living") << 1 << "alive";
        QTest::newRow("unknown broker") << 2 << "no broker 9";
        QTest::newRow("delete what is not there") << 3 << "no topic nothing";
        QTest::newRow("delete an internal topic") << 4 << "itself";
    }

    void whatIsNotPossibleSaysWhy() {
        QFETCH(int, row);
        QFETCH(QString, word);
        const std::vector<cluster::Command> commands{
            cluster::KillBroker{BrokerId(3)}, cluster::RestartBroker{BrokerId(1)},
            cluster::KillBroker{BrokerId(9)}, cluster::DeleteTopic{"nothing"},
            cluster::DeleteTopic{"__consumer_offsets"}};
        RecordedSession session;
        session.show(sample::cluster({.brokerThreeDead = true}));
        session.pull();
        const auto& command = commands[static_cast<std::size_t>(row)];
        QVERIFY2(session.whyNot(command).contains(word), qPrintable(session.whyNot(command)));
        QString answered;
        session.submit(command, this,
                       [&](const auto& outcome) { answered = QString::fromStdString(outcome.sentence); });
        session.pull();
        QVERIFY(answered.contains(word));
        QVERIFY(session.commands().empty());
    }

    void withoutAControllerTopicsCannotChangeAndBrokersStillCan() {
        RecordedSession session;
        session.show(sample::cluster({.withoutController = true}));
        session.pull();
        QVERIFY(!session.whyNot(cluster::CreateTopic{.name = "x", .settings = {}}).isEmpty());
        QVERIFY(!session.whyNot(cluster::DeleteTopic{"orders"}).isEmpty());
        QVERIFY(session.whyNot(cluster::RestartBroker{BrokerId(1)}).isEmpty());
        QVERIFY(session.whyNot(cluster::KillBroker{BrokerId(2)}).isEmpty());
    }

    void eventsAreKeptInOrderWithinTheirLimit() {
        EventLog log;
        std::vector<observe::Event> events(EventLog::kMaxEvents + 5);
        for (std::size_t i = 0; i < events.size(); ++i) events[i].number = i + 1;
        log.append(events);
        QCOMPARE(log.events().size(), EventLog::kMaxEvents);
        QCOMPARE(log.forgotten(), std::uint64_t{5});
        QVERIFY(!log.find(5));
        QVERIFY(log.find(6));
        QCOMPARE(log.find(6)->number, std::uint64_t{6});
        log.append({events.back()});
        QCOMPARE(log.lastNumber(), std::uint64_t{EventLog::kMaxEvents + 5});
        QCOMPARE(log.events().size(), EventLog::kMaxEvents);
    }
};

BROKERSCOPE_TEST(TestSession)
#include "tst_session.moc"
