#include <QtTest/QtTest>

#include "broker/cluster/collector.h"
#include "tests/support/test_registry.h"

using namespace broker;
using observe::EventKind;

namespace {

std::shared_ptr<observe::BrokerSnapshot> running(int id) {
    auto broker = std::make_shared<observe::BrokerSnapshot>();
    broker->id = BrokerId(id);
    broker->state = observe::BrokerState::kRunning;
    return broker;
}

/// Stands still until a test moves it.
class FixedClock : public world::Clock {
public:
    world::Moment now() const override { return world::Moment(); }
    Timestamp wallTime() const override { return wall; }

    Timestamp wall{0};
};

observe::Event eventOf(EventKind kind) { return {.kind = kind}; }

}  // namespace

class TestCollector : public QObject {
    Q_OBJECT
    FixedClock m_clock;

private slots:
    void aSnapshotCarriesTheTimeWhenItWasMade() {
        cluster::Collector collector({}, m_clock, 10, nullptr);
        m_clock.wall = Timestamp(1'700'000'000'000);
        QCOMPARE(collector.snapshot()->time.value(), m_clock.wall.value());
        m_clock.wall = Timestamp(1'700'000'000'900);
        collector.setBootstrapServers("127.0.0.1:9092");
        QCOMPARE(collector.snapshot()->time.value(), m_clock.wall.value());
    }

    void anUnchangedClusterIsTheSamePointer() {
        cluster::Collector collector({}, m_clock, 10, nullptr);
        collector.publishBroker(running(1));
        const auto first = collector.snapshot();
        QVERIFY(collector.snapshot() == first);
        collector.publishBroker(running(2));
        const auto second = collector.snapshot();
        QVERIFY(second != first);
        QVERIFY(second->number > first->number);
        QCOMPARE(second->brokers.size(), std::size_t{2});
        QVERIFY(second->brokers.front() == first->brokers.front());
    }

    void aFullRingDropsTheOldestAndCountsThem() {
        cluster::Collector collector({}, m_clock, 3, nullptr);
        for (int i = 0; i < 5; ++i) collector.report(eventOf(EventKind::kBrokerStarted));
        const auto events = collector.eventsAfter(0);
        QCOMPARE(events.size(), std::size_t{3});
        QCOMPARE(events.front().number, std::uint64_t{3});
        QCOMPARE(collector.eventsAfter(4).size(), std::size_t{1});
        QCOMPARE(collector.snapshot()->eventsDropped, std::uint64_t{2});
    }

    void whatTheMetadataMeansIsToldOnceHoweverManyNodesTellIt() {
        cluster::Collector collector({}, m_clock, 10, nullptr);
        collector.reportMetadata(Offset(5), {eventOf(EventKind::kTopicCreated)});
        collector.reportMetadata(Offset(5), {eventOf(EventKind::kTopicCreated)});
        collector.reportMetadata(Offset(3), {eventOf(EventKind::kTopicCreated)});
        collector.reportMetadata(Offset(6), {eventOf(EventKind::kTopicDeleted)});
        QCOMPARE(collector.eventsAfter(0).size(), std::size_t{2});
    }

    void olderMetadataDoesNotReplaceNewer() {
        cluster::Collector collector({}, m_clock, 10, nullptr);
        auto newer = std::make_shared<observe::MetadataSnapshot>();
        newer->end = Offset(9);
        collector.publishMetadata(BrokerId(1), newer);
        collector.publishMetadata(BrokerId(2), std::make_shared<observe::MetadataSnapshot>());
        QCOMPARE(collector.snapshot()->metadata->end, Offset(9));
    }

    void theControllerIsWhoLivesAndSaysSoInTheNewestEpoch() {
        cluster::Collector collector({}, m_clock, 10, nullptr);
        auto former = running(1);
        former->activeController = BrokerId(1);
        former->controllerEpoch = LeaderEpoch(3);
        former->isVoter = true;
        auto newer = running(2);
        newer->activeController = BrokerId(2);
        newer->controllerEpoch = LeaderEpoch(4);
        newer->isVoter = true;
        collector.publishBroker(former);
        collector.publishBroker(newer);
        QCOMPARE(collector.snapshot()->activeController, BrokerId(2));
        collector.markGone(BrokerId(2), observe::BrokerState::kDead, "killed", Timestamp(1));
        QCOMPARE(collector.snapshot()->activeController, BrokerId(1));
        collector.markGone(BrokerId(1), observe::BrokerState::kDead, "killed", Timestamp(2));
        QCOMPARE(collector.snapshot()->activeController, kNoBroker);
        QVERIFY(collector.snapshot()->noControllerReason.starts_with(
            "the metadata quorum needs 2 of its 2 voters and has 0:"));
    }

    void aBrokerThatIsGoneKeepsItsReplicasButNotItsClients() {
        cluster::Collector collector({}, m_clock, 10, nullptr);
        auto broker = running(1);
        broker->replicas.push_back(std::make_shared<observe::ReplicaSnapshot>());
        broker->clients.push_back(std::make_shared<observe::ClientSnapshot>());
        collector.publishBroker(broker);
        collector.markGone(BrokerId(1), observe::BrokerState::kDead, "killed", Timestamp(7));
        const auto* gone = collector.snapshot()->broker(BrokerId(1));
        QCOMPARE(gone->state, observe::BrokerState::kDead);
        QCOMPARE(gone->replicas.size(), std::size_t{1});
        QVERIFY(gone->clients.empty());
        QCOMPARE(gone->stateSince, Timestamp(7));
    }
};

BROKERSCOPE_TEST(TestCollector)
#include "tst_collector.moc"
