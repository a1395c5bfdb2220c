#include <QRegularExpression>
#include <QTest>

#include "tests/conformance/peers/peers.h"
#include "tests/support/test_registry.h"

using namespace tests;

/// Apache Kafka's command-line tools with a cluster.
class TestKafkaTools : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void apiVersionsAreUsable();
    void compatibilityTestIsContent();
    void performanceTestReachesEveryRecord();
    void topicsAreListedAndDescribed();

private:
    conformance::Ended tool(const QString& name, const QStringList& arguments = {}) const {
        return peers::runJava("org.apache.kafka.tools." + name,
                              QStringList{"--bootstrap-server", m_cluster.bootstrapServers()} + arguments);
    }

    conformance::ServedCluster m_cluster;
};

void TestKafkaTools::initTestCase() {
    REQUIRE_PEER("kafka");
    QVERIFY2(m_cluster.start(), qPrintable(m_cluster.errors()));
}

/// Topics of one test are no concern of the next.
void TestKafkaTools::cleanup() {
    if (m_cluster.isRunning()) tool("TopicCommand", {"--delete", "--if-exists", "--topic", ".*"});
}

void TestKafkaTools::apiVersionsAreUsable() {
    const conformance::Ended ended = tool("BrokerApiVersionsCommand");
    VERIFY_RAN(ended);
    for (int broker = 1; broker <= 3; ++broker)
        QVERIFY(ended.output.contains("(id: " + QByteArray::number(broker) + " rack: rack-"));
    for (const char* api : {"Produce(0): 0 to 13 [usable: 13]", "Fetch(1): 4 to ", "ListOffsets(2): 1 to ",
                            "Metadata(3): 0 to 13 [usable: 13]", "CreateTopics(19): 2 to 7 [usable: 7]"})
        QCOMPARE(ended.output.count(api), 3);
    // What both sides know and cannot agree on is shown as unusable.
    QVERIFY2(!ended.output.contains("[unusable"), ended.output.constData());
}

void TestKafkaTools::compatibilityTestIsContent() {
    QStringList arguments{"--topic", "compatibility", "--num-cluster-nodes", "3"};
    for (const char* supported :
         {"--offsets-for-times-supported", "--cluster-id-supported", "--create-topics-supported",
          "--describe-configs-supported", "--idempotent-producer-supported"})
        arguments << supported << "true";
    // Since Fetch version 3 a record larger than what was asked for comes all the same.
    arguments << "--expect-record-too-large-exception" << "false";
    arguments << "--describe-acls-supported" << "false";
    VERIFY_RAN(tool("ClientCompatibilityTest", arguments));
}

void TestKafkaTools::performanceTestReachesEveryRecord() {
    const conformance::Ended produced =
        tool("ProducerPerformance", {"--topic", "speed", "--num-records", "50000", "--record-size", "200",
                                     "--throughput", "-1", "--command-property", "compression.type=lz4"});
    VERIFY_RAN(produced);
    QVERIFY2(produced.output.contains("50000 records sent"), produced.output.constData());

    const conformance::Ended ends = tool("GetOffsetShell", {"--topic", "speed"});
    VERIFY_RAN(ends);
    int count = 0;
    for (const QByteArray& line : ends.output.trimmed().split('\n')) {
        QVERIFY2(line.startsWith("speed:"), line.constData());
        count += line.split(':').value(2).toInt();
    }
    QCOMPARE(count, 50'000);
}

void TestKafkaTools::topicsAreListedAndDescribed() {
    VERIFY_RAN(tool("TopicCommand", {"--create", "--topic", "told", "--partitions", "2",
                                     "--replication-factor", "1", "--config", "retention.ms=60000"}));
    const conformance::Ended listed = tool("TopicCommand", {"--list"});
    VERIFY_RAN(listed);
    QCOMPARE(listed.output, QByteArray("told\n"));

    const conformance::Ended described = tool("TopicCommand", {"--describe", "--topic", "told"});
    VERIFY_RAN(described);
    QVERIFY2(
        described.output.contains(
            "PartitionCount: 2\tReplicationFactor: 1\tConfigs: min.insync.replicas=2,retention.ms=60000"),
        described.output.constData());
    const QRegularExpression partition(
        QStringLiteral("Partition: [01]\tLeader: ([123])\tReplicas: \\1\tIsr: \\1\t"));
    QCOMPARE(QString(described.output).count(partition), 2);

    // In pages of one partition, by DescribeTopicPartitions: only that API knows of eligible leader replicas.
    const conformance::Ended paged =
        tool("TopicCommand", {"--describe", "--topic", "told", "--partition-size-limit-per-response", "1"});
    VERIFY_RAN(paged);
    QCOMPARE(QString(paged.output).count(partition), 2);
    QCOMPARE(paged.output.count("\tElr: \tLastKnownElr: "), 2);

    VERIFY_RAN(tool("TopicCommand", {"--delete", "--topic", "told"}));
    QCOMPARE(tool("TopicCommand", {"--list"}).output.trimmed(), QByteArray());
}

BROKERSCOPE_TEST(TestKafkaTools)
#include "tst_kafka_tools.moc"
