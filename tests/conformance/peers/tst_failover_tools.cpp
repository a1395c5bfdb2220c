#include <QRegularExpression>
#include <QTest>
#include <algorithm>

#include "tests/conformance/failover/writing.h"
#include "tests/conformance/peers/peers.h"
#include "tests/support/test_registry.h"

using namespace tests;
using namespace tests::conformance;

namespace {

/// Rows of `kafka-topics --describe` and its kind.
qsizetype rows(const Ended& ended) { return ended.output.count("\tPartition: "); }

}  // namespace

/// Apache Kafka's tools for replicas and elections, with a broker dead and back. What they print is what they
/// print of Kafka's own brokers.
class TestFailoverTools : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theQuorumIsDescribed();
    void aDeadBrokersPartitionsAreListedUntilItIsBack();
    void replicasAreVerified();
    void anUncleanElectionOnRequestIsSeenAsATruncation();

private:
    Ended tool(const QString& name, const QStringList& arguments) const {
        return peers::runJava("org.apache.kafka.tools." + name,
                              QStringList{"--bootstrap-server", m_cluster.bootstrapServers()} + arguments);
    }
    Ended describe(const QString& which) const {
        return tool("TopicCommand", {"--describe", "--topic", "kept", which});
    }
    Ended elect(const QString& type, const QString& topic) const {
        return tool("LeaderElectionCommand", {"--election-type", type, "--topic", topic, "--partition", "0"});
    }
    int followerOf(const QString& topic) const;

    QTemporaryDir m_classes;
    HurtServedCluster m_cluster{{"--profile", "classroom", "--set", "auto.leader.rebalance.enable=false"}};
};

void TestFailoverTools::initTestCase() {
    REQUIRE_PEER("kafka");
    QCOMPARE(peers::compileJava(m_classes.path()), QByteArray());
    QCOMPARE(m_cluster.start(), QString());
    QCOMPARE(createWhole(m_cluster, "kept", 3, 3), QString());
}

int TestFailoverTools::followerOf(const QString& topic) const {
    const PartitionSight sight = lookAt(m_cluster, topic, 0);
    return sight.leader == sight.replicas[0] ? sight.replicas[1] : sight.replicas[0];
}

void TestFailoverTools::theQuorumIsDescribed() {
    const Ended status = tool("MetadataQuorumCommand", {"describe", "--status"});
    VERIFY_RAN(status);
    const int controller = activeController(m_cluster.port(1));
    QVERIFY2(QString(status.output)
                 .contains(QRegularExpression(QStringLiteral("LeaderId: +%1\n").arg(controller))),
             status.output.constData());
    for (int voter = 1; voter <= 3; ++voter)
        QVERIFY2(status.output.contains("{\"id\": " + QByteArray::number(voter) +
                                        ", \"endpoints\": [\"CONTROLLER://"),
                 status.output.constData());
    QVERIFY(QString(status.output).contains(QRegularExpression("CurrentObservers: +\\[\\]\n")));
    const Ended replication = tool("MetadataQuorumCommand", {"describe", "--replication"});
    VERIFY_RAN(replication);
    QCOMPARE(replication.output.count("\tLeader"), 1);
    QCOMPARE(replication.output.count("\tFollower"), 2);
}

void TestFailoverTools::aDeadBrokersPartitionsAreListedUntilItIsBack() {
    const PartitionSight before = lookAt(m_cluster, "kept", 0);
    const int dead = before.replicas[0];
    QCOMPARE(before.leader, dead);
    QCOMPARE(m_cluster.harm(dead, Harm::kKill), QString());
    for (int partition = 0; partition < 3; ++partition)
        QVERIFY(waitForPartition(m_cluster, "kept", partition, dead, [&](const PartitionSight& sight) {
            return sight.leader > 0 && sight.leader != dead && sight.isr.size() == 2;
        }));
    QCOMPARE(rows(describe("--under-replicated-partitions")), 3);
    QCOMPARE(rows(describe("--at-min-isr-partitions")), 3);
    QCOMPARE(rows(describe("--under-min-isr-partitions")), 0);
    QCOMPARE(rows(describe("--unavailable-partitions")), 0);

    const Ended early = elect("preferred", "kept");
    QCOMPARE(early.exitCode, 1);
    QVERIFY2((early.output + early.errors).contains("PreferredLeaderNotAvailableException"),
             peers::told(early).constData());
    const Ended needless = elect("unclean", "kept");
    VERIFY_RAN(needless);
    QVERIFY2(needless.output.contains("Valid replica already elected for partitions kept-0"),
             peers::told(needless).constData());

    QCOMPARE(m_cluster.mend(dead, Harm::kKill), QString());
    for (int partition = 0; partition < 3; ++partition)
        QVERIFY(waitForPartition(m_cluster, "kept", partition, dead, &PartitionSight::isWhole));
    QCOMPARE(rows(describe("--under-replicated-partitions")), 0);
    const Ended elected = elect("preferred", "kept");
    VERIFY_RAN(elected);
    QVERIFY2(
        elected.output.contains("Successfully completed leader election (PREFERRED) for partitions kept-0"),
        peers::told(elected).constData());
    QVERIFY(waitForPartition(m_cluster, "kept", 0, -1,
                             [&](const PartitionSight& sight) { return sight.leader == dead; }));
}

void TestFailoverTools::replicasAreVerified() {
    for (int partition = 0; partition < 3; ++partition)
        QCOMPARE(sendAll(m_cluster, "kept", partition, "same", 500, {{"acks", "all"}}), QString());
    // It goes on for ever, telling of the greatest lag every so often.
    QProcess verifier;
    verifier.start(peers::javaProgram(),
                   peers::javaArguments("org.apache.kafka.tools.ReplicaVerificationTool",
                                        {"--broker-list", m_cluster.bootstrapServers(), "--topics-include",
                                         "kept", "--time", "-2", "--report-interval-ms", "500"}));
    QByteArray told;
    const bool hasReported = waitUntil(verifier, [&] {
        told += verifier.readAllStandardOutput();
        return told.count("max lag is 0") >= 2;
    });
    verifier.kill();
    verifier.waitForFinished(kDeadlineMs);
    QVERIFY2(hasReported, (told + verifier.readAllStandardError()).constData());
    QVERIFY2(!told.contains("doesn't match"), told.constData());
}

void TestFailoverTools::anUncleanElectionOnRequestIsSeenAsATruncation() {
    const Settings all{{"acks", "all"}};
    QCOMPARE(createWhole(m_cluster, "risked", 1, 2, {{"min.insync.replicas", "1"}}), QString());
    const int follower = followerOf("risked");
    const int leader = lookAt(m_cluster, "risked", 0).leader;
    QCOMPARE(sendAll(m_cluster, "risked", 0, "safe", 10, all), QString());
    QCOMPARE(m_cluster.harm(follower, Harm::kFreeze), QString());
    QVERIFY(waitForPartition(m_cluster, "risked", 0, follower,
                             [](const PartitionSight& sight) { return sight.isr.size() == 1; }));
    QCOMPARE(sendAll(m_cluster, "risked", 0, "lost", 7, all), QString());

    QProcess consumer;
    consumer.start(peers::javaProgram(),
                   peers::javaArguments("Peer", {"truncation", m_cluster.bootstrapServers(), "risked", "17"},
                                        m_classes.path()));
    QByteArray told;
    const auto tells = [&](const QByteArray& what) {
        return waitUntil(consumer, [&] {
            told += consumer.readAllStandardOutput();
            return told.contains(what);
        });
    };
    QVERIFY2(tells("read 17"), (told + consumer.readAllStandardError()).constData());

    QCOMPARE(m_cluster.harm(leader, Harm::kKill), QString());
    QCOMPARE(m_cluster.mend(follower, Harm::kFreeze), QString());
    // Nobody leads it: its last replica in sync is dead, and the other one may not.
    QVERIFY(waitForPartition(m_cluster, "risked", 0, leader, [](const PartitionSight& sight) {
        return sight.leader < 0 && !sight.replicas.empty();
    }));
    const Ended unavailable = tool("TopicCommand", {"--describe", "--unavailable-partitions"});
    QVERIFY2(unavailable.output.contains("Topic: risked\tPartition: 0\tLeader: none"),
             peers::told(unavailable).constData());
    const Ended elected = elect("unclean", "risked");
    VERIFY_RAN(elected);
    QVERIFY2(
        elected.output.contains("Successfully completed leader election (UNCLEAN) for partitions risked-0"),
        peers::told(elected).constData());
    QVERIFY2(tells("truncated at 10"), (told + consumer.readAllStandardError()).constData());
    consumer.waitForFinished(kDeadlineMs);

    QCOMPARE(m_cluster.mend(leader, Harm::kKill), QString());
    QVERIFY(waitForPartition(m_cluster, "risked", 0, leader, &PartitionSight::isWhole));
    QVERIFY(m_cluster.served()
                .waitForLine(QStringLiteral("event LogTruncated Broker %1").arg(leader))
                .contains("offsets 10 to 16 are gone"));
    QCOMPARE(valuesOf(m_cluster, "risked", 0).size(), 10);
}

BROKERSCOPE_TEST(TestFailoverTools)
#include "tst_failover_tools.moc"
