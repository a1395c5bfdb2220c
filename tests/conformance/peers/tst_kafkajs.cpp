#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

#include "tests/conformance/kcat.h"
#include "tests/conformance/peers/peers.h"
#include "tests/conformance/sample_lines.h"
#include "tests/conformance/segment_files.h"
#include "tests/support/test_registry.h"

using namespace tests;
using broker::wire::Codec;

Q_DECLARE_METATYPE(Codec)

/// kafkajs with a cluster; what it produces is read with kcat, byte by byte.
class TestKafkajs : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void adminCreatesDescribesAndDeletesTopics();
    void linesComeBackInOrder_data();
    void linesComeBackInOrder();
    void keysHeadersAndTombstonesComeBack();

private:
    std::unique_ptr<QTemporaryDir> m_data;
    std::unique_ptr<conformance::ServedCluster> m_cluster;
};

void TestKafkajs::initTestCase() {
    REQUIRE_PEER("kafkajs");
    REQUIRE_KCAT();
}

void TestKafkajs::init() {
    m_cluster = nullptr;
    m_data = std::make_unique<QTemporaryDir>();
    m_cluster = std::make_unique<conformance::ServedCluster>(QStringList{"--data", m_data->path()});
    QVERIFY2(m_cluster->start(), qPrintable(m_cluster->errors()));
}

void TestKafkajs::adminCreatesDescribesAndDeletesTopics() {
    VERIFY_RAN(peers::runNode("admin.js", {m_cluster->bootstrapServers()}));
}

void TestKafkajs::linesComeBackInOrder_data() {
    QTest::addColumn<QString>("mode");
    QTest::addColumn<Codec>("codec");
    QTest::addColumn<bool>("isIdempotent");
    QTest::newRow("plain") << "plain" << Codec::kNone << false;
    QTest::newRow("gzip") << "gzip" << Codec::kGzip << false;
    QTest::newRow("idempotent") << "idempotent" << Codec::kNone << true;
}

void TestKafkajs::linesComeBackInOrder() {
    QFETCH(QString, mode);
    QFETCH(Codec, codec);
    QFETCH(bool, isIdempotent);
    const QByteArray text = conformance::asText(conformance::sampleLines(5'000));
    QTemporaryDir scratch;
    QFile file(scratch.filePath("lines"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    file.close();

    VERIFY_RAN(peers::runNode("produce.js", {m_cluster->bootstrapServers(), "lines", mode, file.fileName()}));

    QCOMPARE(conformance::consume(*m_cluster, "lines"), text);
    const auto stored = conformance::readSegments(conformance::replicaFolder(m_data->path(), "lines"));
    QCOMPARE(stored.trouble, QString());
    QCOMPARE(stored.batches.size(), std::size_t(10));
    for (const auto& batch : stored.batches) {
        QVERIFY(batch.crcIsRight);
        QCOMPARE(batch.header.codec().value(), codec);
        QCOMPARE(batch.header.hasProducerId(), isIdempotent);
    }
}

void TestKafkajs::keysHeadersAndTombstonesComeBack() {
    VERIFY_RAN(peers::runNode("produce.js", {m_cluster->bootstrapServers(), "shapes", "shapes"}));
    // %S and %K are the lengths, -1 for none.
    QCOMPARE(conformance::consume(*m_cluster, "shapes", {"-f", "%K %k|%S %s|%h\\n"}),
             QByteArray("3 key|5 value|one=1,two=2,two=II\n"
                        "4 gone|-1 |\n"
                        "-1 |13 without a key|\n"
                        "0 |0 |\n"));
}

BROKERSCOPE_TEST(TestKafkajs)
#include "tst_kafkajs.moc"
