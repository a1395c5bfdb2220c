#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "tests/conformance/failover/hurt_served_cluster.h"
#include "tests/conformance/failover/writing.h"
#include "tests/conformance/kcat.h"
#include "tests/conformance/peers/java_writer.h"
#include "tests/conformance/peers/peers.h"
#include "tests/support/test_registry.h"

using namespace tests;
using namespace tests::conformance;

/// The Java producer while brokers die.
class TestFailoverJava : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        REQUIRE_PEER("kafka");
        REQUIRE_KCAT();
        QCOMPARE(peers::compileJava(m_classes.path()), QByteArray());
    }

    void whatWasAcknowledgedIsThereOnceAndInOrder() {
        constexpr int kSeconds = 40;
        HurtServedCluster cluster({"--profile", "classroom"});
        QCOMPARE(cluster.start(), QString());
        QCOMPARE(peers::runLedger(cluster, kSeconds, m_classes.path()), QString());
    }

    void whatIsRefusedHoldsUpWhatFollowsWhereThereIsOneSlot();

private:
    QTemporaryDir m_classes;
};

/// Worked example W8 with one slot. (librdkafka lets what follows pass a batch that waits for its next try.)
void TestFailoverJava::whatIsRefusedHoldsUpWhatFollowsWhereThereIsOneSlot() {
    HurtServedCluster cluster({"--profile", "classroom", "--set", "auto.leader.rebalance.enable=false"});
    QCOMPARE(cluster.start(), QString());
    QCOMPARE(createWhole(cluster, "t", 1, 2, {{"min.insync.replicas", "2"}}), QString());
    const PartitionSight sight = lookAt(cluster, "t", 0);
    const int follower = sight.leader == sight.replicas[0] ? sight.replicas[1] : sight.replicas[0];
    const auto leaderSees = [&](std::size_t inSync) {
        return eventually([&] {
            const std::vector<PartitionSight> seen = lookAtTopic(cluster.port(sight.leader), "t");
            return !seen.empty() && seen[0].isr.size() == inSync;
        });
    };
    QProcess producer;
    QByteArray told;
    const auto says = [&](const QByteArray& word) {
        return eventually([&] {
            told += producer.readAllStandardOutput();
            return told.contains(word);
        });
    };
    producer.start(
        peers::javaProgram(),
        peers::javaArguments("Peer", {"one-slot", cluster.bootstrapServers(), "t"}, m_classes.path()));
    QVERIFY2(says("acknowledged 2"), producer.readAllStandardError().constData());

    QCOMPARE(cluster.harm(follower, Harm::kFreeze), QString());
    QVERIFY(leaderSees(1));
    producer.write("\n");
    QVERIFY(eventually([&] { return !cluster.served().lines().filter("NOT_ENOUGH_REPLICAS:").isEmpty(); }));
    QCOMPARE(cluster.mend(follower, Harm::kFreeze), QString());
    QVERIFY2(says("acknowledged 5"), producer.readAllStandardError().constData());
    QVERIFY(producer.waitForFinished());
    QCOMPARE(valuesOf(cluster, "t", 0), (QByteArrayList{"1", "2", "3", "4", "5"}));
}

BROKERSCOPE_TEST(TestFailoverJava)
#include "tst_failover_java.moc"
