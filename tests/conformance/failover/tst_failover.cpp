#include <QTest>

#include "tests/conformance/failover/failover_script.h"
#include "tests/conformance/failover/hurt_served_cluster.h"
#include "tests/conformance/failover/rdkafka_writer.h"
#include "tests/conformance/kcat.h"
#include "tests/support/test_registry.h"

using namespace tests::conformance;

/// Leaders die under librdkafka's idempotent producer.
class TestFailover : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { REQUIRE_KCAT(); }

    void whatWasAcknowledgedIsThereOnceAndInOrder() {
        HurtServedCluster cluster({"--profile", "classroom"});
        QCOMPARE(cluster.start(), QString());
        FailoverScript script(cluster);
        QCOMPARE(script.begin(), QString());
        script.add(std::make_unique<RdkafkaWriter>(cluster.bootstrapServers(), script.topic(),
                                                   FailoverScript::kPartitions));
        QCOMPARE(script.waitForWriters(), QString());
        const QString trouble = script.roundsFor(0);
        qInfo("%s", script.table().constData());
        // What happened is the beginning of every search.
        if (!trouble.isEmpty()) qInfo("%s", qPrintable(cluster.served().lines().join('\n')));
        QCOMPARE(trouble, QString());
        QCOMPARE(script.finish(), QString());
        QCOMPARE(script.stopAndCompare(), QString());
    }
};

BROKERSCOPE_TEST(TestFailover)
#include "tst_failover.moc"
