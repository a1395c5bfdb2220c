#include <QFile>
#include <QTest>

#include "tests/conformance/peers/log_dump.h"
#include "tests/conformance/peers/peers.h"
#include "tests/support/test_registry.h"

using namespace tests;

/// Apache Kafka's tools on topics that change, grow and clean themselves.
class TestSelfCleaningTools : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void settingsAreChangedAndDescribed();
    void partitionsAreAdded();
    void recordsAreDeleted();
    void filesOfACompactedTopicAreSound();

private:
    conformance::Ended tool(const QString& name, const QStringList& arguments = {}) const {
        return peers::runJava(name,
                              QStringList{"--bootstrap-server", m_cluster.bootstrapServers()} + arguments);
    }
    conformance::Ended topics(const QStringList& arguments) const {
        return tool("org.apache.kafka.tools.TopicCommand", arguments);
    }
    conformance::Ended configs(const QStringList& arguments) const {
        return tool("kafka.admin.ConfigCommand", arguments);
    }

    QTemporaryDir m_data;
    conformance::ServedCluster m_cluster;
};

void TestSelfCleaningTools::initTestCase() {
    REQUIRE_PEER("kafka");
    QVERIFY2(m_cluster.start({"--data", m_data.path(), "--profile", "classroom", "--set",
                              "log.cleaner.backoff.ms=100", "--set", "log.retention.check.interval.ms=200"}),
             qPrintable(m_cluster.errors()));
}

void TestSelfCleaningTools::settingsAreChangedAndDescribed() {
    VERIFY_RAN(topics({"--create", "--topic", "set", "--partitions", "1"}));
    VERIFY_RAN(configs({"--alter", "--entity-type", "topics", "--entity-name", "set", "--add-config",
                        "retention.ms=5000,cleanup.policy=[compact,delete]"}));
    const conformance::Ended described =
        configs({"--describe", "--entity-type", "topics", "--entity-name", "set"});
    VERIFY_RAN(described);
    QVERIFY2(described.output.contains("retention.ms=5000") &&
                 described.output.contains("cleanup.policy=compact,delete"),
             described.output.constData());
    VERIFY_RAN(configs(
        {"--alter", "--entity-type", "topics", "--entity-name", "set", "--delete-config", "retention.ms"}));
    QVERIFY(!configs({"--describe", "--entity-type", "topics", "--entity-name", "set"})
                 .output.contains("retention.ms=5000"));

    VERIFY_RAN(configs({"--alter", "--entity-type", "brokers", "--entity-default", "--add-config",
                        "message.max.bytes=2000000"}));
    VERIFY_RAN(configs({"--alter", "--entity-type", "brokers", "--entity-name", "2", "--add-config",
                        "message.max.bytes=3000000"}));
    const conformance::Ended broker =
        configs({"--describe", "--entity-type", "brokers", "--entity-name", "2"});
    VERIFY_RAN(broker);
    QVERIFY2(broker.output.contains("DYNAMIC_BROKER_CONFIG:message.max.bytes=3000000") &&
                 broker.output.contains("DYNAMIC_DEFAULT_BROKER_CONFIG:message.max.bytes=2000000"),
             broker.output.constData());
    const conformance::Ended refused = configs(
        {"--alter", "--entity-type", "topics", "--entity-name", "set", "--add-config", "retention.ms=soon"});
    QVERIFY(refused.exitCode != 0);
    QVERIFY2(peers::told(refused).contains("retention.ms = soon"), peers::told(refused).constData());
}

void TestSelfCleaningTools::partitionsAreAdded() {
    VERIFY_RAN(topics({"--create", "--topic", "grown", "--partitions", "2"}));
    VERIFY_RAN(topics({"--alter", "--topic", "grown", "--partitions", "4"}));
    const conformance::Ended described = topics({"--describe", "--topic", "grown"});
    VERIFY_RAN(described);
    QVERIFY2(described.output.contains("PartitionCount: 4"), described.output.constData());
    QVERIFY(topics({"--alter", "--topic", "grown", "--partitions", "3"}).exitCode != 0);
}

void TestSelfCleaningTools::recordsAreDeleted() {
    VERIFY_RAN(topics({"--create", "--topic", "cut", "--partitions", "1"}));
    VERIFY_RAN(
        tool("org.apache.kafka.tools.ProducerPerformance",
             {"--topic", "cut", "--num-records", "1000", "--record-size", "100", "--throughput", "-1"}));
    QFile asked(m_data.filePath("delete.json"));
    QVERIFY(asked.open(QIODevice::WriteOnly));
    asked.write(R"({"partitions": [{"topic": "cut", "partition": 0, "offset": 400}], "version": 1})");
    asked.close();
    const conformance::Ended deleted =
        tool("org.apache.kafka.tools.DeleteRecordsCommand", {"--offset-json-file", asked.fileName()});
    VERIFY_RAN(deleted);
    QVERIFY2(deleted.output.contains("low_watermark: 400"), deleted.output.constData());
    const conformance::Ended earliest =
        tool("org.apache.kafka.tools.GetOffsetShell", {"--topic", "cut", "--time", "earliest"});
    VERIFY_RAN(earliest);
    QCOMPARE(earliest.output.trimmed(), QByteArray("cut:0:400"));
}

void TestSelfCleaningTools::filesOfACompactedTopicAreSound() {
    VERIFY_RAN(topics({"--create", "--topic", "compact", "--partitions", "1", "--config",
                       "cleanup.policy=compact", "--config", "segment.bytes=1048576", "--config",
                       "min.cleanable.dirty.ratio=0.01", "--config", "compression.type=producer"}));
    // Keys of the numbers from 0 to 99, twenty thousand times, from an idempotent producer.
    QByteArray lines;
    for (int i = 0; i < 20'000; ++i)
        lines +=
            "key " + QByteArray::number(i % 100) + '\t' + QByteArray(200, 'v') + QByteArray::number(i) + '\n';
    VERIFY_RAN(conformance::runProgram(
        peers::javaProgram(),
        peers::javaArguments(
            "org.apache.kafka.tools.ConsoleProducer",
            {"--bootstrap-server", m_cluster.bootstrapServers(), "--topic", "compact", "--reader-property",
             "parse.key=true", "--command-property", "compression.type=zstd", "--command-property",
             "batch.size=4096", "--command-property", "linger.ms=0"}),
        lines));
    VERIFY_RAN(configs(
        {"--alter", "--entity-type", "topics", "--entity-name", "compact", "--add-config", "segment.ms=10"}));
    QVERIFY(!m_cluster.waitForLine("compacted compact-0 up to offset").isEmpty());
    QCOMPARE(m_cluster.stop(), 0);
    const QStringList files = peers::filesBelow(
        m_data.path(), {"*.log", "*.index", "*.timeindex", "*.snapshot"}, peers::Of::kTopics);
    const peers::LogDump dump = peers::dumpFiles(files);
    QByteArrayList complaints = dump.complaints;
    // Gaps are what compaction leaves.
    complaints.removeIf([](const QByteArray& line) {
        return line.contains("Non-consecutive offsets") || line.contains(" is followed by ");
    });
    QCOMPARE(complaints.join('\n'), QByteArray());
    QCOMPARE(dump.files, files.size());
    QVERIFY(QFile::exists(m_data.filePath("broker-1/cleaner-offset-checkpoint")));
}

BROKERSCOPE_TEST(TestSelfCleaningTools)
#include "tst_self_cleaning_tools.moc"
