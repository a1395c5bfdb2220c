#include <QElapsedTimer>
#include <QTest>
#include <algorithm>

#include "tests/conformance/failover/writing.h"
#include "tests/conformance/kcat.h"
#include "tests/conformance/segment_files.h"
#include "tests/support/test_registry.h"

using namespace tests::conformance;

namespace {

const QStringList kQuick{"--profile", "classroom", "--set", "auto.leader.rebalance.enable=false"};
const Settings kOnce{{"acks", "all"}, {"retries", "0"}};
const QString kNotEnough = QStringLiteral("Not enough in-sync replicas");

/// How many partitions of a topic each broker holds, the fullest first.
std::vector<int> spread(const HurtServedCluster& cluster, const QString& topic) {
    std::vector<int> counts(static_cast<std::size_t>(cluster.brokers()), 0);
    for (const PartitionSight& one : lookAtTopic(cluster.port(1), topic))
        for (const int broker : one.replicas) ++counts[static_cast<std::size_t>(broker - 1)];
    std::ranges::sort(counts, std::greater{});
    return counts;
}

std::vector<int> followersOf(const PartitionSight& sight) {
    std::vector<int> followers = sight.replicas;
    std::erase(followers, sight.leader);
    return followers;
}

auto isrOf(std::size_t count) {
    return [count](const PartitionSight& sight) { return sight.leader >= 0 && sight.isr.size() == count; };
}

}  // namespace

/// Worked examples on replicas, as a person with librdkafka would try them.
class TestWorkedExamples : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { REQUIRE_KCAT(); }

    // W6
    void partitionsSpreadOverBrokers_data();
    void partitionsSpreadOverBrokers();
    void nFailuresTakeOneMoreCopyAndAQuorumOfTwiceAsManyAndOne();
    // W7
    void belowTheLeastInSyncWritesAreRefusedAndReadsAreNot();
    void twoCopiesOfWhichTwoMustBeInSyncEndWithOneBroker();
    // W8
    void aLostAnswerRepeatsARecordUnlessItIsNumbered_data();
    void aLostAnswerRepeatsARecordUnlessItIsNumbered();
    // W9
    void fewRetriesAreUsedUpByAShortOutage();
};

void TestWorkedExamples::partitionsSpreadOverBrokers_data() {
    QTest::addColumn<int>("partitions");
    QTest::addColumn<int>("brokers");
    QTest::addColumn<std::vector<int>>("expected");
    QTest::newRow("3 on 3") << 3 << 3 << std::vector{1, 1, 1};
    QTest::newRow("3 on 5") << 3 << 5 << std::vector{1, 1, 1, 0, 0};
    QTest::newRow("5 on 3") << 5 << 3 << std::vector{2, 2, 1};
}

void TestWorkedExamples::partitionsSpreadOverBrokers() {
    QFETCH(int, partitions);
    QFETCH(int, brokers);
    QFETCH(std::vector<int>, expected);
    HurtServedCluster cluster(kQuick, brokers);
    QCOMPARE(cluster.start(), QString());
    QCOMPARE(createWhole(cluster, "spread", partitions, 1), QString());
    QCOMPARE(spread(cluster, "spread"), expected);
}

void TestWorkedExamples::nFailuresTakeOneMoreCopyAndAQuorumOfTwiceAsManyAndOne() {
    constexpr int kBrokers = 5;
    HurtServedCluster cluster(kQuick, kBrokers);
    QCOMPARE(cluster.start(), QString());
    QCOMPARE(createWhole(cluster, "three", 1, 3, {{"min.insync.replicas", "1"}}), QString());
    QCOMPARE(sendAll(cluster, "three", 0, "a", 1, {{"acks", "all"}}), QString());
    // Twice its leader dies: three copies survive two deaths, and so does a quorum of five.
    std::vector<int> dead;
    for (int deaths = 0; deaths < 2; ++deaths) {
        const PartitionSight before = lookAt(cluster, "three", 0);
        QCOMPARE(cluster.harm(before.leader, Harm::kKill), QString());
        dead.push_back(before.leader);
        QVERIFY(waitForPartition(cluster, "three", 0, before.leader, [&](const PartitionSight& sight) {
            return sight.epoch > before.epoch && sight.leader >= 0;
        }));
        QCOMPARE(sendAll(cluster, "three", 0, "b", 1, {{"acks", "all"}}), QString());
    }
    QCOMPARE(valuesOf(cluster, "three", 0), (QByteArrayList{"a 0", "b 0", "b 0"}));
    int living = 1;
    while (std::ranges::find(dead, living) != dead.end()) ++living;
    QVERIFY(eventually([&] { return activeController(cluster.port(living)) > 0; }));
    // The third death takes the majority: nobody decides any more, but what is led is still served.
    int last = kBrokers;
    while (std::ranges::find(dead, last) != dead.end()) --last;
    const int leader = lookAt(cluster, "three", 0, dead[1]).leader;
    const int third = last == leader ? living : last;
    QCOMPARE(cluster.harm(third, Harm::kKill), QString());
    QVERIFY(eventually([&] { return activeController(cluster.port(leader)) < 0; }));
    QCOMPARE(valuesOf(cluster, "three", 0), (QByteArrayList{"a 0", "b 0", "b 0"}));
}

void TestWorkedExamples::belowTheLeastInSyncWritesAreRefusedAndReadsAreNot() {
    HurtServedCluster cluster(kQuick, 5);
    QCOMPARE(cluster.start(), QString());
    QCOMPARE(createWhole(cluster, "t", 1, 3, {{"min.insync.replicas", "2"}}), QString());
    const PartitionSight whole = lookAt(cluster, "t", 0);
    const std::vector<int> followers = followersOf(whole);
    QCOMPARE(sendAll(cluster, "t", 0, "all", 1, kOnce), QString());

    QCOMPARE(cluster.harm(followers[0], Harm::kKill), QString());
    QVERIFY(waitForPartition(cluster, "t", 0, followers[0], isrOf(2)));
    QCOMPARE(sendAll(cluster, "t", 0, "one dead", 1, kOnce), QString());

    QCOMPARE(cluster.harm(followers[1], Harm::kKill), QString());
    QVERIFY(waitForPartition(cluster, "t", 0, followers[1], isrOf(1)));
    const QString refusal = sendAll(cluster, "t", 0, "two dead", 1, kOnce);
    QVERIFY2(refusal.contains(kNotEnough), qPrintable(refusal));
    QCOMPARE(valuesOf(cluster, "t", 0), (QByteArrayList{"all 0", "one dead 0"}));
}

void TestWorkedExamples::twoCopiesOfWhichTwoMustBeInSyncEndWithOneBroker() {
    HurtServedCluster cluster(kQuick);
    QCOMPARE(cluster.start(), QString());
    QCOMPARE(createWhole(cluster, "t", 1, 2, {{"min.insync.replicas", "2"}}), QString());
    QCOMPARE(sendAll(cluster, "t", 0, "both", 1, kOnce), QString());
    const int follower = followersOf(lookAt(cluster, "t", 0))[0];
    QCOMPARE(cluster.harm(follower, Harm::kKill), QString());
    QVERIFY(waitForPartition(cluster, "t", 0, follower, isrOf(1)));
    const QString refusal = sendAll(cluster, "t", 0, "one dead", 1, kOnce);
    QVERIFY2(refusal.contains(kNotEnough), qPrintable(refusal));
    QCOMPARE(valuesOf(cluster, "t", 0), QByteArrayList{"both 0"});
}

void TestWorkedExamples::aLostAnswerRepeatsARecordUnlessItIsNumbered_data() {
    QTest::addColumn<QString>("idempotence");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("not numbered") << "false" << QByteArrayList{"first", "second", "second"};
    QTest::newRow("numbered") << "true" << QByteArrayList{"first", "second"};
}

void TestWorkedExamples::aLostAnswerRepeatsARecordUnlessItIsNumbered() {
    QFETCH(QString, idempotence);
    QFETCH(QByteArrayList, expected);
    HurtServedCluster cluster(kQuick);
    QCOMPARE(cluster.start(), QString());
    QCOMPARE(createWhole(cluster, "t", 1, 3), QString());
    RdkafkaClient producer(cluster.bootstrapServers(), {{"acks", "all"},
                                                        {"enable.idempotence", idempotence},
                                                        {"retry.backoff.ms", "50"},
                                                        // Nobody tells it that the answer won't come.
                                                        {"socket.timeout.ms", "3000"},
                                                        {"reconnect.backoff.max.ms", "100"}});
    QVERIFY(producer.send("t", {.number = 0, .value = "first"}));
    QVERIFY(producer.flush(kDeadlineMs));

    // Its requests arrive, its answers don't.
    const PartitionSight sight = lookAt(cluster, "t", 0);
    const QString cut = QStringLiteral("cut %1 > clients").arg(sight.leader);
    QVERIFY(cluster.served().command(cut).startsWith("ok"));
    QVERIFY(producer.send("t", {.number = 1, .value = "second"}));
    QVERIFY(eventually([&] {
        producer.poll(0);
        return std::ranges::all_of(sight.replicas, [&](int broker) {
            return readSegments(cluster.folder(broker) + "/t-0").batches.size() == 2;
        });
    }));
    QCOMPARE(producer.acknowledged(), 1);
    QCOMPARE(cluster.harm(sight.leader, Harm::kKill), QString());
    QVERIFY(cluster.served().command("heal").startsWith("ok"));
    QVERIFY(producer.flush(kDeadlineMs));
    QCOMPARE(producer.trouble(), QString());
    QCOMPARE(valuesOf(cluster, "t", 0), expected);
}

void TestWorkedExamples::fewRetriesAreUsedUpByAShortOutage() {
    constexpr int kOutageMs = 2'000;
    constexpr int kSoonMs = 1'000;
    HurtServedCluster cluster(kQuick);
    QCOMPARE(cluster.start(), QString());
    QCOMPARE(createWhole(cluster, "t", 1, 2, {{"min.insync.replicas", "2"}}), QString());
    const int follower = followersOf(lookAt(cluster, "t", 0))[0];
    // Both know the leader already.
    RdkafkaClient few(cluster.bootstrapServers(),
                      {{"acks", "all"}, {"retry.backoff.ms", "100"}, {"retries", "3"}});
    RdkafkaClient many(cluster.bootstrapServers(), {{"acks", "all"}, {"retry.backoff.ms", "100"}});
    for (RdkafkaClient* producer : {&few, &many}) {
        QVERIFY(producer->send("t", {.number = 0, .value = "before"}));
        QVERIFY(producer->flush(kDeadlineMs));
    }
    QCOMPARE(cluster.harm(follower, Harm::kFreeze), QString());
    QVERIFY(waitForPartition(cluster, "t", 0, follower, isrOf(1)));

    QElapsedTimer clock;
    clock.start();
    QVERIFY(few.send("t", {.number = 1, .value = "few"}));
    QVERIFY(many.send("t", {.number = 1, .value = "many"}));
    QVERIFY(few.flush(kDeadlineMs));
    QVERIFY2(clock.elapsed() < kSoonMs, qPrintable(QString::number(clock.elapsed())));
    QVERIFY2(few.trouble().contains(kNotEnough), qPrintable(few.trouble()));
    while (clock.elapsed() < kOutageMs) many.poll(static_cast<int>(kOutageMs - clock.elapsed()));
    QCOMPARE(many.acknowledged(), 1);
    QCOMPARE(cluster.mend(follower, Harm::kFreeze), QString());
    QVERIFY(many.flush(kDeadlineMs));
    QCOMPARE(many.trouble(), QString());
    QCOMPARE(valuesOf(cluster, "t", 0), (QByteArrayList{"before", "before", "many"}));
}

BROKERSCOPE_TEST(TestWorkedExamples)
#include "tst_worked_examples.moc"
