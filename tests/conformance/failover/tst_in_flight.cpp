#include <QTest>

#include "tests/conformance/failover/middleman.h"
#include "tests/conformance/failover/writing.h"
#include "tests/conformance/kcat.h"
#include "tests/support/test_registry.h"

using namespace tests::conformance;

/// Worked example W8: of five batches in flight the third is refused once, because for a moment too few
/// replicas are in sync.
class TestInFlight : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { REQUIRE_KCAT(); }
    void aRefusedBatchComesLaterUnlessItIsNumbered_data();
    void aRefusedBatchComesLaterUnlessItIsNumbered();
};

void TestInFlight::aRefusedBatchComesLaterUnlessItIsNumbered_data() {
    QTest::addColumn<QString>("idempotence");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::addColumn<int>("outOfOrder");
    QTest::newRow("not numbered") << "false" << QByteArrayList{"1", "2", "4", "5", "3"} << 0;
    QTest::newRow("numbered") << "true" << QByteArrayList{"1", "2", "3", "4", "5"} << 2;
}

void TestInFlight::aRefusedBatchComesLaterUnlessItIsNumbered() {
    constexpr int kBatches = 5;
    QFETCH(QString, idempotence);
    QFETCH(QByteArrayList, expected);
    QFETCH(int, outOfOrder);
    HurtServedCluster cluster({"--profile", "classroom", "--set", "auto.leader.rebalance.enable=false"});
    QCOMPARE(cluster.start(), QString());
    QCOMPARE(createWhole(cluster, "t", 1, 2, {{"min.insync.replicas", "2"}}), QString());
    const PartitionSight sight = lookAt(cluster, "t", 0);
    const int follower = sight.leader == sight.replicas[0] ? sight.replicas[1] : sight.replicas[0];
    const std::uint16_t leaderPort = cluster.port(sight.leader);

    Middleman middleman(leaderPort);
    RdkafkaClient producer(cluster.bootstrapServers(),
                           {{"acks", "all"},
                            {"enable.idempotence", idempotence},
                            {"max.in.flight.requests.per.connection", QString::number(kBatches)},
                            {"batch.num.messages", "1"},
                            {"linger.ms", "0"},
                            {"retry.backoff.ms", "100"}},
                           {{leaderPort, middleman.port()}});
    const auto waits = [&](const std::function<bool()>& isTrue) {
        return eventually([&] {
            producer.poll(0);
            return isTrue();
        });
    };
    // Others may know it sooner, and who stood still may know it later.
    const auto leaderSees = [&](std::size_t inSync) {
        return eventually([&] {
            const std::vector<PartitionSight> seen = lookAtTopic(leaderPort, "t");
            return !seen.empty() && seen[0].isr.size() == inSync;
        });
    };
    const auto detains = [&](int count) { return waits([&] { return middleman.waiting() == count; }); };
    for (int i = 0; i < kBatches; ++i)
        QVERIFY(producer.send("t", {.number = i, .value = QByteArray::number(i + 1)}));

    QVERIFY(detains(kBatches));
    for (int batch = 1; batch <= 2; ++batch) {
        middleman.pass();
        QVERIFY(waits([&] { return producer.acknowledged() == batch; }));
    }
    QCOMPARE(cluster.harm(follower, Harm::kFreeze), QString());
    QVERIFY(leaderSees(1));
    // The third is alone in its refusal: the others wait until it is over, and its next try behind them.
    middleman.pass();
    QVERIFY(waits([&] { return cluster.served().lines().filter("NOT_ENOUGH_REPLICAS:").size() == 1; }));
    QCOMPARE(cluster.mend(follower, Harm::kFreeze), QString());
    QVERIFY(leaderSees(2));
    if (idempotence == "false") QVERIFY(detains(kBatches - 2));
    middleman.passAll();
    QVERIFY(waits([&] { return valuesOf(cluster, "t", 0).size() == kBatches; }));
    QCOMPARE(valuesOf(cluster, "t", 0), expected);
    QCOMPARE(cluster.served().lines().filter("NOT_ENOUGH_REPLICAS:").size(), 1);
    QCOMPARE(cluster.served().lines().filter("OUT_OF_ORDER").size(), outOfOrder);
}

BROKERSCOPE_TEST(TestInFlight)
#include "tst_in_flight.moc"
