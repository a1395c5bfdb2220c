#include <QtTest/QtTest>

#include "tests/conformance/group_member.h"
#include "tests/conformance/kcat.h"
#include "tests/conformance/rdkafka_client.h"
#include "tests/support/test_registry.h"

using namespace tests::conformance;

/// W10 with kcat as it is, session 45 s and heartbeat 3 s, against a cluster with Kafka's times.
class TestDefaultSession : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { REQUIRE_KCAT(); }

    void whoClosesIsOutAtOnceAndWhoIsKilledWhenItsSessionEnds() {
        ServedCluster cluster;
        QVERIFY2(cluster.start(), qPrintable(cluster.errors()));
        {
            RdkafkaClient client(cluster.bootstrapServers(), {});
            QCOMPARE(client.createTopic("orders", 6, {}, 3), QString());
        }
        const GroupMember::Program program = kcatMember(cluster, "readers", {"orders"});
        GroupMember survivor(program);
        GroupMember closed(program);
        GroupMember killed(program);
        QCOMPARE(waitForOwners(cluster, {&survivor, &closed, &killed}, "orders", 6), QString());

        QElapsedTimer since;
        since.start();
        QCOMPARE(closed.leave(), 0);
        QCOMPARE(waitForOwners(cluster, {&survivor, &killed}, "orders", 6), QString());
        // The others hear of it with a heartbeat, and are far from the end of a session.
        QVERIFY2(since.elapsed() < 15'000, QByteArray::number(since.elapsed()).constData());

        const std::set<QString> kept = survivor.owned();
        const int assignments = survivor.assignments();
        since.start();
        killed.kill();
        QVERIFY(!cluster.waitForLine("was expelled from group readers").isEmpty());
        const qint64 out = since.elapsed();
        qInfo("out after %lld ms", out);
        // librdkafka looks at its timers once a second, so a heartbeat may be late by that.
        QVERIFY2(out >= 41'000 && out <= 46'000, QByteArray::number(out).constData());
        QCOMPARE(survivor.owned(), kept);
        QCOMPARE(survivor.assignments(), assignments);
        QCOMPARE(waitForOwners(cluster, {&survivor}, "orders", 6), QString());
        QCOMPARE(survivor.leave(), 0);
    }
};

BROKERSCOPE_TEST(TestDefaultSession)
#include "tst_default_session.moc"
