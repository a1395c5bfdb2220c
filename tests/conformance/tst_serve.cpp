#include <QtTest/QtTest>

#include <csignal>

#include <QTcpServer>
#include <QTcpSocket>

#include "tests/conformance/kcat.h"
#include "tests/support/test_registry.h"

using namespace tests::conformance;

namespace {

/// Timings with which a restarted broker is let in again soon.
const QStringList kQuick{"--set", "broker.session.timeout.ms=2500", "--set",
                         "broker.heartbeat.interval.ms=200"};

bool answers(std::uint16_t port) {
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return socket.waitForConnected(kDeadlineMs);
}

QStringList temporaryFolders(const QString& parent) {
    return QDir(parent).entryList({QStringLiteral("brokerscope-*")}, QDir::Dirs | QDir::Hidden);
}

}  // namespace

/// `brokerscope serve` as a person or a script drives it.
class TestServe : public QObject {
    Q_OBJECT

private slots:
    void servesOnFreePortsThatAreTold() {
        ServedCluster cluster({"--brokers", "2"});
        QVERIFY2(cluster.start(), qPrintable(cluster.errors()));
        QCOMPARE(cluster.bootstrapServers().split(',').size(), 2);
        QVERIFY(cluster.port(1) != cluster.port(2));
        QVERIFY(answers(cluster.port(1)));
        QVERIFY(answers(cluster.port(2)));
        QVERIFY(cluster.command("status").contains("brokers=1:running,2:running controller=1"));
    }

    void theFirstLineIsTheBootstrapServers() {
        ServedCluster cluster({"--brokers=1"});
        QVERIFY(cluster.start());
        QVERIFY(cluster.lines().first().startsWith("bootstrap.servers=127.0.0.1:"));
        QCOMPARE(cluster.lines().filter("bootstrap.servers=").size(), 1);
    }

    void tellsClientsTheAdvertisedHost() {
        ServedCluster cluster({"--brokers", "1", "--listen", "0.0.0.0", "--advertise", "localhost"});
        QVERIFY(cluster.start());
        QVERIFY2(cluster.bootstrapServers().startsWith("localhost:"), qPrintable(cluster.bootstrapServers()));
    }

    void aBusyPortThatWasAskedForIsAnErrorWithASentence() {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const QString port = QString::number(other.serverPort());
        const Ended ended = runBrokerscope({"serve", "--brokers", "1", "--port", port});
        QCOMPARE(ended.exitCode, 1);
        QVERIFY2(ended.errors.contains(port.toUtf8()), ended.errors.constData());
        QVERIFY2(ended.errors.contains("in use"), ended.errors.constData());
        QCOMPARE(ended.errors.count('\n'), 1);
        QCOMPARE(ended.output, QByteArray());
    }

    void aBusyDefaultPortMovesTheWholeBlock() {
        // Whoever has it, it is busy then.
        QTcpServer other;
        other.listen(QHostAddress::LocalHost, 9093);
        ServedCluster cluster;
        QVERIFY2(cluster.start({}, ServedCluster::Ports::kDefault), qPrintable(cluster.errors()));
        QVERIFY(cluster.port(1) >= 9095);
        QCOMPARE((cluster.port(1) - 9092) % 3, 0);
        QCOMPARE(cluster.port(2), cluster.port(1) + 1);
        QCOMPARE(cluster.port(3), cluster.port(1) + 2);
    }

    void aFolderInUseIsRefused() {
        const QTemporaryDir folder;
        ServedCluster first({"--brokers", "1", "--data", folder.path()});
        QVERIFY(first.start());
        const Ended second =
            runBrokerscope({"serve", "--brokers", "1", "--port", "0", "--data", folder.path()});
        QCOMPARE(second.exitCode, 1);
        QVERIFY2(second.errors.contains("in use by process " + QByteArray::number(first.processId())),
                 second.errors.constData());
        QVERIFY(first.command("status").startsWith("ok"));
    }

    void aBadOptionIsASentenceAndExitCodeTwo_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("unknown") << QStringList{"serve", "--nonsense"} << QByteArray("--nonsense");
        QTest::newRow("brokers") << QStringList{"serve", "--brokers", "10"} << QByteArray("--brokers 10");
        QTest::newRow("no value") << QStringList{"serve", "--port"} << QByteArray("--port needs a value");
        QTest::newRow("port") << QStringList{"serve", "--port=65536"} << QByteArray("--port 65536");
        QTest::newRow("profile") << QStringList{"serve", "--profile", "x"} << QByteArray("--profile x");
        QTest::newRow("setting") << QStringList{"serve", "--set", "no.such.name=1"}
                                 << QByteArray("no.such.name");
        QTest::newRow("value") << QStringList{"serve", "--set", "num.partitions=many"}
                               << QByteArray("num.partitions");
        QTest::newRow("file") << QStringList{"serve", "--config", "/no/such/file"}
                              << QByteArray("/no/such/file");
    }
    void aBadOptionIsASentenceAndExitCodeTwo() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        const Ended ended = runBrokerscope(arguments);
        QCOMPARE(ended.exitCode, 2);
        QVERIFY2(ended.errors.contains(named), ended.errors.constData());
        QCOMPARE(ended.errors.count('\n'), 1);
        QCOMPARE(ended.output, QByteArray());
    }

    void helpAndVersionAreAnswered() {
        const Ended help = runBrokerscope({"--help"});
        QCOMPARE(help.exitCode, 0);
        for (const char* option : {"--brokers", "--port", "--listen", "--advertise", "--data", "--profile",
                                   "--set", "--config", "--version"})
            QVERIFY2(help.output.contains(option), option);
        const Ended version = runBrokerscope({"--version"});
        QCOMPARE(version.exitCode, 0);
        QVERIFY(QRegularExpression("^brokerscope \\d+\\.\\d+\\.\\d+\\n$").match(version.output).hasMatch());
    }

    void settingsOfALineWinOverThoseOfAFile() {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("# a comment\nnum.partitions=5\nauto.create.topics.enable = true\n");
        file.close();
        ServedCluster cluster({"--brokers", "1", "--config", file.fileName(), "--set", "num.partitions=2"});
        QVERIFY2(cluster.start(), qPrintable(cluster.errors()));
        REQUIRE_KCAT();
        QVERIFY(produce(cluster, "parted", "x\n"));
        QVERIFY(cluster.waitForStatus("topics=1 partitions=2"));
    }

    void everyCommandIsAnsweredByOneLine() {
        ServedCluster cluster(kQuick);
        QVERIFY(cluster.start());
        QVERIFY(cluster.command("help").startsWith("ok commands: status, kill N, restart N"));
        QCOMPARE(cluster.command("kill 2"), QString("ok Killed broker 2."));
        QVERIFY(!cluster.waitForLine("event BrokerKilled Broker 2").isEmpty());
        QVERIFY(cluster.command("status").contains("1:running,2:dead,3:running"));
        QVERIFY(cluster.command("kill 2").startsWith("error Broker 2 is not running"));
        QVERIFY(cluster.command("kill 7").startsWith("error There is no broker 7"));
        QVERIFY(cluster.command("kill").startsWith("error kill needs the number"));
        QVERIFY(cluster.command("kill two").startsWith("error kill needs the number"));
        QVERIFY(cluster.command("dance").startsWith("error there is no command 'dance'"));
        QVERIFY(cluster.command("restart 2").startsWith("ok Restarted broker 2."));
        QVERIFY(cluster.waitForStatus("1:running,2:running,3:running"));
        // Early, so that it was refused until its session ended: that is told once.
        QVERIFY(cluster.lines().filter("event RegistrationRefused The controller refused broker 2").size() <=
                1);
        QVERIFY(cluster.command("restart 2").startsWith("error Broker 2 is running already"));
        QCOMPARE(cluster.command("stop 3"), QString("ok Stopped broker 3."));
        QVERIFY(cluster.command("status").contains("3:stopped"));
    }

    void whatIsMadeWrongIsToldAndStandsInTheStatus() {
        ServedCluster cluster(kQuick);
        QVERIFY(cluster.start());
        for (const char* word : {"freeze N", "powerloss N", "cut LINK", "heal", "disk N"})
            QVERIFY2(cluster.command("help").contains(word), word);
        QCOMPARE(cluster.command("freeze 3"), QString("ok Froze broker 3."));
        QVERIFY(!cluster.waitForLine("event BrokerFrozen Broker 3").isEmpty());
        QVERIFY(cluster.command("status").contains("3:frozen"));
        QVERIFY(cluster.command("shutdown 3").startsWith("error Broker 3 is frozen"));
        QCOMPARE(cluster.command("thaw 3"), QString("ok Thawed broker 3."));
        QCOMPARE(cluster.command("cut 1 > 2"), QString("ok Cut the link from broker 1 to broker 2."));
        QCOMPARE(cluster.command("slow 2 clients 50"),
                 QString("ok Slowed the link between broker 2 and clients."));
        QCOMPARE(cluster.command("disk 2 full 1000000"),
                 QString("ok The disk of broker 2 is full: it has room for 1000000 bytes more."));
        QVERIFY(
            cluster.command("status").endsWith("links=clients>2:slow,1>2:cut,2>clients:slow disks=2:full"));
        QCOMPARE(cluster.command("heal"), QString("ok Healed all links."));
        QCOMPARE(cluster.command("disk 2 well"), QString("ok The disk of broker 2 is well again."));
        QVERIFY(cluster.command("status").contains(QRegularExpression("offline=\\d+$")));
        QCOMPARE(cluster.command("powerloss 2"), QString("ok Cut the power of broker 2."));
        QVERIFY(cluster.command("status").contains("2:dead"));
        QVERIFY(cluster.command("restart 2").startsWith("ok Restarted broker 2."));
        QVERIFY(cluster.waitForStatus("1:running,2:running,3:running"));
    }

    void aFaultThatIsNotUnderstoodIsAnErrorWithASentence() {
        ServedCluster cluster({"--brokers", "1"});
        QVERIFY(cluster.start());
        const std::pair<const char*, const char*> lines[] = {
            {"freeze", "freeze needs the number of a broker"},
            {"powerloss two", "powerloss needs the number of a broker"},
            {"cut 1", "cut needs both ends"},
            {"cut 1 everybody", "cut needs both ends"},
            {"cut 1 2 3", "'3'"},
            {"cut 1 1", "two ends"},
            {"slow 1 9", "no broker 9"},
            {"slow 1 clients -5", "'-5'"},
            {"disk 1", "disk needs a broker"},
            {"disk 1 sleepy", "disk needs a broker"},
            {"disk 1 well now", "'now'"},
        };
        for (const auto& [line, named] : lines) {
            const QString answer = cluster.command(line);
            QVERIFY2(answer.startsWith("error ") && answer.contains(named), qPrintable(answer));
        }
    }

    void withoutAMajorityOfItsVotersTheClusterHasNoController() {
        ServedCluster cluster(kQuick);
        QVERIFY(cluster.start());
        QCOMPARE(cluster.command("kill 1"), QString("ok Killed broker 1."));
        QCOMPARE(cluster.command("kill 2"), QString("ok Killed broker 2."));
        QVERIFY(cluster.waitForStatus("controller=none"));
        QVERIFY(!cluster.waitForLine("event ControllerLost").isEmpty());
        QVERIFY(cluster.command("restart 1").startsWith("ok Restarted broker 1."));
        QVERIFY(cluster.command("restart 2").startsWith("ok Restarted broker 2."));
        QVERIFY(cluster.waitForStatus("1:running,2:running,3:running"));
        QVERIFY(!cluster.command("status").contains("controller=none"));
    }

    void theEndOfInputDoesNotStopIt() {
        ServedCluster cluster({"--brokers", "1"});
        QVERIFY(cluster.start());
        QVERIFY(cluster.command("status").startsWith("ok"));
        cluster.closeInput();
        // It still prints what happens afterwards.
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, cluster.port(1));
        QVERIFY(socket.waitForConnected(kDeadlineMs));
        socket.write(QByteArray::fromHex("ffffffff"));
        socket.flush();
        QVERIFY(!cluster.waitForLine("event ClientRefused").isEmpty());
        QVERIFY(cluster.isRunning());
    }

    void aSignalStopsItCleanly_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }
    void aSignalStopsItCleanly() {
        QFETCH(int, signal);
        ServedCluster cluster;
        QVERIFY(cluster.start());
        QCOMPARE(temporaryFolders(cluster.temporary()).size(), 1);
        QCOMPARE(cluster.stop(signal), 0);
        QCOMPARE(temporaryFolders(cluster.temporary()), QStringList());
        QCOMPARE(cluster.errors(), QString());
    }

    void aKeptFolderIsMarkedAsStoppedCleanly() {
        const QTemporaryDir folder;
        ServedCluster cluster({"--data", folder.path()});
        QVERIFY(cluster.start());
        for (int broker = 1; broker <= 3; ++broker)
            QVERIFY(!QFile::exists(folder.filePath(QString("broker-%1/.kafka_cleanshutdown").arg(broker))));
        QCOMPARE(cluster.stop(), 0);
        for (int broker = 1; broker <= 3; ++broker)
            QVERIFY(QFile::exists(folder.filePath(QString("broker-%1/.kafka_cleanshutdown").arg(broker))));
    }

    void leftoversOfAKilledInstanceAreSweptAtTheNextStart() {
        ServedCluster cluster({"--brokers", "1"});
        QVERIFY(cluster.start());
        const QStringList left = temporaryFolders(cluster.temporary());
        QCOMPARE(left.size(), 1);
        cluster.kill();
        QCOMPARE(temporaryFolders(cluster.temporary()), left);
        QVERIFY(cluster.start());
        const QStringList after = temporaryFolders(cluster.temporary());
        QCOMPARE(after.size(), 1);
        QVERIFY(after != left);
    }
};

BROKERSCOPE_TEST(TestServe)
#include "tst_serve.moc"
