#include <QTemporaryDir>
#include <QTest>

#include "tests/conformance/kcat.h"
#include "tests/conformance/peers/kafka_broker.h"
#include "tests/conformance/peers/peers.h"
#include "tests/conformance/sample_lines.h"
#include "tests/support/test_registry.h"

using namespace tests;

namespace {

/// Of one broker that is its own controller.
QByteArray settingsFor(const QString& data, const std::vector<std::uint16_t>& ports) {
    return QStringLiteral(
               "process.roles=broker,controller\n"
               "node.id=1\n"
               "controller.quorum.voters=1@127.0.0.1:%2\n"
               "controller.listener.names=CONTROLLER\n"
               "listeners=PLAINTEXT://127.0.0.1:%1,CONTROLLER://127.0.0.1:%2\n"
               "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT\n"
               "log.dirs=%3\n")
        .arg(ports[0])
        .arg(ports[1])
        .arg(data)
        .toUtf8();
}

}  // namespace

/// Apache Kafka's broker takes over a data folder, and gives it back.
class TestKafkaBroker : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aFolderGoesToKafkaAndComesBack_data();
    void aFolderGoesToKafkaAndComesBack();
};

void TestKafkaBroker::initTestCase() {
    REQUIRE_PEER("kafka");
    REQUIRE_KCAT();
}

void TestKafkaBroker::aFolderGoesToKafkaAndComesBack_data() {
    QTest::addColumn<bool>("isKilled");
    QTest::newRow("stopped") << false;
    QTest::newRow("killed") << true;
}

void TestKafkaBroker::aFolderGoesToKafkaAndComesBack() {
    QFETCH(bool, isKilled);
    const QByteArrayList lines = conformance::sampleLines(20'000);
    const QByteArray first = conformance::asText(lines.first(10'000));
    const QByteArray second = conformance::asText(lines.last(10'000));
    QTemporaryDir data;
    conformance::ServedCluster ours({"--data", data.path(), "--brokers", "1", "--set", "num.partitions=1",
                                     "--set", "log.segment.bytes=1048576"});
    QVERIFY2(ours.start(), qPrintable(ours.errors()));
    QVERIFY(conformance::produce(ours, "lines", first, {"-X", "enable.idempotence=true"}));
    if (isKilled)
        ours.kill();
    else
        QCOMPARE(ours.stop(), 0);

    const std::vector<std::uint16_t> ports = peers::freePorts(2);
    const QString address = QStringLiteral("127.0.0.1:%1").arg(ports[0]);
    peers::KafkaBroker kafka;
    QVERIFY2(kafka.start(settingsFor(data.filePath("broker-1"), ports)),
             kafka.told().right(4'000).constData());
    const QStringList reads{"-C", "-q", "-e", "-o", "beginning", "-t", "lines"};
    QCOMPARE(conformance::kcat(address, reads).output, first);
    VERIFY_RAN(conformance::kcat(address, {"-P", "-t", "lines", "-z", "lz4"}, second));
    QVERIFY(kafka.stop());

    QVERIFY2(ours.start(), qPrintable(ours.errors()));
    QCOMPARE(conformance::consume(ours, "lines"), first + second);
}

BROKERSCOPE_TEST(TestKafkaBroker)
#include "tst_kafka_broker.moc"
