#include <QTemporaryDir>
#include <QTest>

#include "tests/conformance/peers/peers.h"
#include "tests/conformance/segment_files.h"
#include "tests/support/test_registry.h"

using namespace tests;
using broker::wire::Codec;

Q_DECLARE_METATYPE(Codec)

/// Apache Kafka's Java clients with a cluster whose segments end at 1 MiB.
class TestJavaClients : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void adminCreatesDescribesAndDeletesTopics();
    void recordsComeBackWholeByOffsetAndByTime_data();
    void recordsComeBackWholeByOffsetAndByTime();

private:
    QTemporaryDir m_classes;
    QTemporaryDir m_data;
    conformance::ServedCluster m_cluster{{"--data", m_data.path(), "--set", "log.segment.bytes=1048576"}};
};

void TestJavaClients::initTestCase() {
    REQUIRE_PEER("kafka");
    QCOMPARE(peers::compileJava(m_classes.path()), QByteArray());
    QVERIFY2(m_cluster.start(), qPrintable(m_cluster.errors()));
}

void TestJavaClients::adminCreatesDescribesAndDeletesTopics() {
    VERIFY_RAN(peers::runScenario(m_cluster, m_classes.path(), "admin"));
}

void TestJavaClients::recordsComeBackWholeByOffsetAndByTime_data() {
    QTest::addColumn<Codec>("codec");
    QTest::newRow("none") << Codec::kNone;
    QTest::newRow("gzip") << Codec::kGzip;
    QTest::newRow("snappy") << Codec::kSnappy;
    QTest::newRow("lz4") << Codec::kLz4;
    QTest::newRow("zstd") << Codec::kZstd;
}

void TestJavaClients::recordsComeBackWholeByOffsetAndByTime() {
    QFETCH(Codec, codec);
    const QString topic = QStringLiteral("records-%1").arg(QTest::currentDataTag());
    VERIFY_RAN(peers::runScenario(m_cluster, m_classes.path(), "records", {QTest::currentDataTag()}));
    for (int partition = 0; partition < 3; ++partition) {
        const auto stored =
            conformance::readSegments(conformance::replicaFolder(m_data.path(), topic, partition));
        QCOMPARE(stored.trouble, QString());
        QVERIFY(stored.segments.size() > 1);
        for (const auto& batch : stored.batches) {
            QVERIFY(batch.crcIsRight);
            QVERIFY(batch.header.hasProducerId());
            QCOMPARE(batch.header.codec().value(), codec);
        }
    }
}

BROKERSCOPE_TEST(TestJavaClients)
#include "tst_java_clients.moc"
