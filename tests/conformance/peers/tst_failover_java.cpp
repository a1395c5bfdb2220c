#include <QTemporaryDir>
#include <QTest>

#include "tests/conformance/failover/hurt_served_cluster.h"
#include "tests/conformance/kcat.h"
#include "tests/conformance/peers/java_writer.h"
#include "tests/conformance/peers/peers.h"
#include "tests/support/test_registry.h"

using namespace tests;
using namespace tests::conformance;

/// Forty seconds of dying leaders under two producers at once, the Java one and librdkafka's.
class TestFailoverJava : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        REQUIRE_PEER("kafka");
        REQUIRE_KCAT();
        QCOMPARE(peers::compileJava(m_classes.path()), QByteArray());
    }

    void whatWasAcknowledgedIsThereOnceAndInOrder() {
        constexpr int kSeconds = 40;
        HurtServedCluster cluster({"--profile", "classroom"});
        QCOMPARE(cluster.start(), QString());
        QCOMPARE(peers::runLedger(cluster, kSeconds, m_classes.path()), QString());
    }

private:
    QTemporaryDir m_classes;
};

BROKERSCOPE_TEST(TestFailoverJava)
#include "tst_failover_java.moc"
