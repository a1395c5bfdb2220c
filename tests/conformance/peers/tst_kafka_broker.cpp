#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <array>

#include "tests/conformance/kcat.h"
#include "tests/conformance/peers/peers.h"
#include "tests/conformance/sample_lines.h"
#include "tests/support/test_registry.h"

using namespace tests;

namespace {

/// One broker of Apache Kafka, its own controller, on a data folder. The destructor kills it.
class KafkaBroker {
public:
    ~KafkaBroker() {
        m_process.kill();
        m_process.waitForFinished(conformance::kDeadlineMs);
    }

    /// Returns once it says that it runs.
    bool start(const QString& data) {
        if (!takePorts() || !writeSettings(data)) return false;
        QStringList arguments = peers::javaArguments("kafka.Kafka", {m_folder.filePath("properties")});
        arguments.prepend(QStringLiteral("-Dorg.slf4j.simpleLogger.log.kafka.server=info"));
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(peers::javaProgram(), arguments);
        return conformance::waitUntil(m_process, [this] {
            m_told += m_process.readAllStandardOutput();
            return m_told.contains("Kafka Server started");
        });
    }

    /// Asks it to stop, and waits until it has.
    bool stop() {
        m_process.terminate();
        return m_process.waitForFinished(conformance::kDeadlineMs);
    }

    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(m_ports[0]); }
    const QByteArray& told() const { return m_told; }

private:
    /// Two free ports: its settings name the controller's, so that it cannot choose one itself.
    bool takePorts() {
        std::array<QTcpServer, 2> servers;
        for (std::size_t i = 0; i < servers.size(); ++i) {
            if (!servers[i].listen(QHostAddress::LocalHost)) return false;
            m_ports[i] = servers[i].serverPort();
        }
        return true;
    }

    bool writeSettings(const QString& data) {
        const QString text = QStringLiteral(
                                 "process.roles=broker,controller\n"
                                 "node.id=1\n"
                                 "controller.quorum.voters=1@127.0.0.1:%2\n"
                                 "controller.listener.names=CONTROLLER\n"
                                 "listeners=PLAINTEXT://127.0.0.1:%1,CONTROLLER://127.0.0.1:%2\n"
                                 "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT\n"
                                 "log.dirs=%3\n")
                                 .arg(m_ports[0])
                                 .arg(m_ports[1])
                                 .arg(data);
        QFile file(m_folder.filePath("properties"));
        return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) > 0;
    }

    QTemporaryDir m_folder;
    std::array<quint16, 2> m_ports{};
    QProcess m_process;
    QByteArray m_told;
};

conformance::Ended kcatWith(const KafkaBroker& broker, const QStringList& arguments,
                            const QByteArray& input = {}) {
    return conformance::runProgram(QStandardPaths::findExecutable("kcat"),
                                   QStringList{"-F", "/dev/null", "-b", broker.address()} + arguments, input);
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

    KafkaBroker kafka;
    QVERIFY2(kafka.start(data.filePath("broker-1")), kafka.told().right(4'000).constData());
    const QStringList reads{"-C", "-q", "-e", "-o", "beginning", "-t", "lines"};
    QCOMPARE(kcatWith(kafka, reads).output, first);
    VERIFY_RAN(kcatWith(kafka, {"-P", "-t", "lines", "-z", "lz4"}, second));
    QVERIFY(kafka.stop());

    QVERIFY2(ours.start(), qPrintable(ours.errors()));
    QCOMPARE(conformance::consume(ours, "lines"), first + second);
}

BROKERSCOPE_TEST(TestKafkaBroker)
#include "tst_kafka_broker.moc"
