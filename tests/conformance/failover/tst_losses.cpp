#include <QTest>
#include <algorithm>

#include "tests/conformance/failover/writing.h"
#include "tests/conformance/kcat.h"
#include "tests/support/test_registry.h"

using namespace tests::conformance;

namespace {

const Settings kAll{{"acks", "all"}};
const Settings kLeaderOnly{{"acks", "1"}};

QByteArrayList records(const QByteArray& word, int count) {
    QByteArrayList values;
    for (int i = 0; i < count; ++i) values << word + ' ' + QByteArray::number(i);
    return values;
}

}  // namespace

/// What may be lost is lost, exactly that, and it is said.
class TestLosses : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { REQUIRE_KCAT(); }
    void whatOnlyTheLeaderHadIsGoneWithIt();
    void anUncleanElectionLosesWhatItsWinnerDidNotHave();
};

void TestLosses::whatOnlyTheLeaderHadIsGoneWithIt() {
    constexpr int kPartitions = 6;
    HurtServedCluster cluster({"--profile", "classroom", "--set", "auto.leader.rebalance.enable=false",
                               "--set", "replica.lag.time.max.ms=60000"});
    QCOMPARE(cluster.start(), QString());
    QCOMPARE(createWhole(cluster, "t", kPartitions, 2, {{"min.insync.replicas", "1"}}), QString());
    // One whose replicas can be cut apart while both still hear the controller.
    const int controller = activeController(cluster.port(1));
    const std::vector<PartitionSight> all = lookAtTopic(cluster.port(1), "t");
    const auto chosen = std::ranges::find_if(all, [&](const PartitionSight& sight) {
        return std::ranges::find(sight.replicas, controller) == sight.replicas.end();
    });
    QVERIFY(chosen != all.end());
    const int partition = static_cast<int>(chosen - all.begin());
    const int leader = chosen->leader;
    const int follower = leader == chosen->replicas[0] ? chosen->replicas[1] : chosen->replicas[0];

    QCOMPARE(sendAll(cluster, "t", partition, "safe", 10, kAll), QString());
    const QString link = QStringLiteral("%1 %2").arg(leader).arg(follower);
    QVERIFY(cluster.served().command("cut " + link).startsWith("ok"));
    QCOMPARE(sendAll(cluster, "t", partition, "lost", 7, kLeaderOnly), QString());
    QCOMPARE(cluster.harm(leader, Harm::kKill), QString());
    QVERIFY(waitForPartition(cluster, "t", partition, leader,
                             [&](const PartitionSight& sight) { return sight.leader == follower; }));
    QVERIFY(cluster.served().command("heal " + link).startsWith("ok"));
    QCOMPARE(sendAll(cluster, "t", partition, "later", 1, kAll), QString());
    QCOMPARE(cluster.mend(leader, Harm::kKill), QString());
    QVERIFY(waitForPartition(cluster, "t", partition, leader, &PartitionSight::isWhole));
    QCOMPARE(valuesOf(cluster, "t", partition), records("safe", 10) + records("later", 1));

    // Of the old leader, and of nobody else.
    const QString told = cluster.served().waitForLine("event LogTruncated");
    QVERIFY2(told.contains(QStringLiteral("Broker %1 cut").arg(leader)), qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("t-%1 at offset 10").arg(partition)), qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("offsets 10 to 16 are gone")), qPrintable(told));
    QCOMPARE(cluster.served().lines().filter("event LogTruncated").size(), 1);
    QVERIFY(cluster.served().lines().filter("event UncleanElection").isEmpty());
}

void TestLosses::anUncleanElectionLosesWhatItsWinnerDidNotHave() {
    HurtServedCluster cluster({"--profile", "classroom", "--set", "auto.leader.rebalance.enable=false"});
    QCOMPARE(cluster.start(), QString());
    QCOMPARE(createWhole(cluster, "t", 1, 2,
                         {{"min.insync.replicas", "1"}, {"unclean.leader.election.enable", "true"}}),
             QString());
    const PartitionSight whole = lookAt(cluster, "t", 0);
    const int leader = whole.leader;
    const int follower = leader == whole.replicas[0] ? whole.replicas[1] : whole.replicas[0];
    QCOMPARE(sendAll(cluster, "t", 0, "safe", 10, kAll), QString());
    QCOMPARE(cluster.harm(follower, Harm::kFreeze), QString());
    QVERIFY(waitForPartition(cluster, "t", 0, follower,
                             [](const PartitionSight& sight) { return sight.isr.size() == 1; }));
    QCOMPARE(sendAll(cluster, "t", 0, "lost", 7, kAll), QString());
    QCOMPARE(cluster.harm(leader, Harm::kKill), QString());
    QCOMPARE(cluster.mend(follower, Harm::kFreeze), QString());
    QVERIFY(waitForPartition(cluster, "t", 0, leader,
                             [&](const PartitionSight& sight) { return sight.leader == follower; }));
    const QString unclean = cluster.served().waitForLine("event UncleanElection");
    QVERIFY2(unclean.contains(QStringLiteral("Broker %1 leads t-0").arg(follower)), qPrintable(unclean));

    // Whoever had read further is told.
    const Ended further = kcat(cluster.bootstrapServers(), {"-C", "-q", "-e", "-t", "t", "-p", "0", "-o",
                                                            "17", "-X", "auto.offset.reset=error"});
    QVERIFY2(further.errors.contains("Offset out of range"), further.errors.constData());

    QCOMPARE(sendAll(cluster, "t", 0, "later", 1, kAll), QString());
    QCOMPARE(cluster.mend(leader, Harm::kKill), QString());
    QVERIFY(waitForPartition(cluster, "t", 0, leader, &PartitionSight::isWhole));
    const QString cut = cluster.served().waitForLine("event LogTruncated");
    QVERIFY2(cut.contains(QStringLiteral("Broker %1 cut").arg(leader)), qPrintable(cut));
    QVERIFY2(cut.contains(QStringLiteral("offsets 10 to 16 are gone")), qPrintable(cut));
    QCOMPARE(valuesOf(cluster, "t", 0), records("safe", 10) + records("later", 1));
}

BROKERSCOPE_TEST(TestLosses)
#include "tst_losses.moc"
