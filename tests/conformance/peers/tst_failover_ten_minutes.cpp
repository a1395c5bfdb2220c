#include <QTemporaryDir>
#include <QTest>

#include "tests/conformance/failover/hurt_served_cluster.h"
#include "tests/conformance/kcat.h"
#include "tests/conformance/peers/hurt_kafka_cluster.h"
#include "tests/conformance/peers/java_writer.h"
#include "tests/conformance/peers/peers.h"
#include "tests/support/test_registry.h"

using namespace tests;
using namespace tests::conformance;

/// Ten minutes of dying leaders under the Java producer and librdkafka's; then the same script with Apache
/// Kafka's brokers and the same timing. The tables that both print are for people.
class TestFailoverTenMinutes : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        REQUIRE_PEER("kafka");
        REQUIRE_KCAT();
        QCOMPARE(peers::compileJava(m_classes.path()), QByteArray());
    }

    void ours() {
        constexpr int kSeconds = 600;
        HurtServedCluster cluster({"--profile", "classroom"});
        QCOMPARE(cluster.start(), QString());
        QCOMPARE(peers::runLedger(cluster, kSeconds, m_classes.path()), QString());
    }

    void kafkas() {
        constexpr int kSeconds = 180;
        // Those of the profile classroom, where Kafka has them.
        peers::HurtKafkaCluster cluster(
            "broker.heartbeat.interval.ms=100\n"
            "broker.session.timeout.ms=600\n"
            "controller.quorum.fetch.timeout.ms=400\n"
            "controller.quorum.election.timeout.ms=200\n"
            "controller.quorum.election.backoff.max.ms=200\n"
            "controller.quorum.request.timeout.ms=1000\n"
            "replica.lag.time.max.ms=1500\n"
            "replica.fetch.wait.max.ms=100\n"
            "replica.fetch.backoff.ms=100\n");
        QCOMPARE(cluster.start(), QString());
        QCOMPARE(peers::runLedger(cluster, kSeconds, m_classes.path()), QString());
    }

private:
    QTemporaryDir m_classes;
};

BROKERSCOPE_TEST(TestFailoverTenMinutes)
#include "tst_failover_ten_minutes.moc"
