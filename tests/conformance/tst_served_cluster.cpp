#include <QtTest/QtTest>

#include "tests/conformance/kcat.h"
#include "tests/conformance/sample_lines.h"
#include "tests/support/test_registry.h"

using namespace tests::conformance;

/// A short life of a whole cluster, for the thread sanitizer above all: a race makes the program's exit code
/// differ from 0 and stands on its standard error.
class TestServedCluster : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { REQUIRE_KCAT(); }

    void servesThroughACrashAndStops() {
        ServedCluster cluster({"--profile", "classroom", "--set", "num.partitions=3"});
        QVERIFY2(cluster.start(), qPrintable(cluster.errors()));
        const QByteArrayList before = sampleLines(200);
        QVERIFY(produce(cluster, "life", asText(before)));
        QVERIFY(!cluster.waitForLine("event TopicAutoCreated Topic life").isEmpty());

        QCOMPARE(cluster.command("kill 2"), QString("ok Killed broker 2."));
        QVERIFY(cluster.waitForStatus("offline=1"));
        QVERIFY(cluster.command("restart 2").startsWith("ok Restarted broker 2."));
        QVERIFY(cluster.waitForStatus("1:running,2:running,3:running"));
        QVERIFY(cluster.waitForStatus("offline=0"));

        QVERIFY(produce(cluster, "life", "afterwards\n", {"-z", "zstd", "-X", "enable.idempotence=true"}));
        QByteArrayList expected = before + QByteArrayList{"afterwards"};
        QByteArrayList received = consume(cluster, "life").split('\n');
        received.removeAll(QByteArray());
        std::ranges::sort(expected);
        std::ranges::sort(received);
        QCOMPARE(received, expected);
        QCOMPARE(cluster.stop(), 0);
        QCOMPARE(cluster.errors(), QString());
    }
};

BROKERSCOPE_TEST(TestServedCluster)
#include "tst_served_cluster.moc"
