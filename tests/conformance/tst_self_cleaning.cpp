#include <QtTest/QtTest>

#include <chrono>

#include "tests/conformance/kcat.h"
#include "tests/conformance/rdkafka_client.h"
#include "tests/support/test_registry.h"

using namespace tests::conformance;

namespace {

QStringList serving() {
    return {"--profile", "classroom",
            "--set",     "log.cleaner.backoff.ms=100",
            "--set",     "log.retention.check.interval.ms=200"};
}

std::int64_t nowMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// Reads the topic again and again until it holds what it should; what it held last.
QByteArray consumeUntil(const ServedCluster& cluster, const QString& topic, const QByteArray& expected) {
    QByteArray received;
    for (const QDeadlineTimer deadline(kDeadlineMs); !deadline.hasExpired();) {
        received = consume(cluster, topic, {"-o", "beginning", "-f", "%k=%s@%o "});
        if (received == expected) break;
    }
    return received;
}

}  // namespace

/// Topics that keep themselves small, as kcat and librdkafka's admin requests see them.
class TestSelfCleaning : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        REQUIRE_KCAT();
        QVERIFY2(m_cluster.start(serving()), qPrintable(m_cluster.errors()));
    }

    void aCompactedTopicIsReadWithItsLastValues() {
        RdkafkaClient client(m_cluster.bootstrapServers(), {{"enable.idempotence", "true"}});
        QCOMPARE(
            client.createTopic(
                "compacted", 1,
                {{"cleanup.policy", "compact"}, {"segment.ms", "100"}, {"min.cleanable.dirty.ratio", "0.01"}},
                3),
            QString());
        // Each record a segment by its age.
        for (int i = 0; i < 20; ++i) {
            QVERIFY(client.send("compacted", {.number = i,
                                              .value = QByteArray::number(i),
                                              .timestamp = nowMs() - 100'000 + i * 1000,
                                              .key = "k" + QByteArray::number(i % 3)}));
            QVERIFY(client.flush(kDeadlineMs));
        }
        QCOMPARE(client.trouble(), QString());
        const QByteArray expected("k2=17@17 k0=18@18 k1=19@19 ");
        QCOMPARE(consumeUntil(m_cluster, "compacted", expected), expected);
        QVERIFY(!m_cluster.waitForLine("compacted compacted-0 up to offset").isEmpty());
        const QByteArray atGap = consume(m_cluster, "compacted", {"-o", "6", "-c", "1", "-f", "%o"});
        QCOMPARE(atGap, QByteArray("17"));
        RdkafkaClient keyless(m_cluster.bootstrapServers(), {});
        QVERIFY(keyless.send("compacted", {.value = "keyless"}));
        QVERIFY(keyless.flush(kDeadlineMs));
        QVERIFY(!keyless.trouble().isEmpty());
    }

    void recordsAreDeletedByAdminRequestAndByAge() {
        RdkafkaClient client(m_cluster.bootstrapServers(), {});
        QCOMPARE(client.createTopic("deleted", 1, {}, 3), QString());
        QVERIFY(produce(m_cluster, "deleted", "a\nb\nc\nd\n"));
        QCOMPARE(client.deleteRecords("deleted", 0, 2), QString());
        QCOMPARE(consume(m_cluster, "deleted"), QByteArray("c\nd\n"));
        QCOMPARE(client.deleteRecords("deleted", 0, 9), QString("OFFSET_OUT_OF_RANGE"));
        QCOMPARE(client.alterTopic("deleted", {{"retention.ms", "1"}}), QString());
        QCOMPARE(client.describeTopic("deleted")["retention.ms"], QString("1"));
        QCOMPARE(consumeUntil(m_cluster, "deleted", {}), QByteArray());
        QVERIFY(m_cluster.waitForLine("older than retention.ms").contains("RecordsDeleted"));
        QCOMPARE(client.alterTopic("deleted", {{"retention.ms", "soon"}}), QString("INVALID_CONFIG"));
    }

    void aTopicGrows() {
        RdkafkaClient client(m_cluster.bootstrapServers(), {});
        QCOMPARE(client.createTopic("growing", 2, {}, 3), QString());
        QCOMPARE(client.growTopic("growing", 5), QString());
        QVERIFY(kcat(m_cluster, {"-L", "-t", "growing"}).output.contains("\"growing\" with 5 partitions"));
        QVERIFY(produce(m_cluster, "growing", "v\n", {"-p", "4"}));
        QCOMPARE(consume(m_cluster, "growing", {"-p", "4"}), QByteArray("v\n"));
        QCOMPARE(client.growTopic("growing", 4), QString("INVALID_PARTITIONS"));
    }

private:
    ServedCluster m_cluster;
};

BROKERSCOPE_TEST(TestSelfCleaning)
#include "tst_self_cleaning.moc"
