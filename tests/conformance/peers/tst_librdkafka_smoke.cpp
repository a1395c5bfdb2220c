#include <QTest>

#include "tests/conformance/peers/librdkafka_suite.h"
#include "tests/conformance/peers/peers.h"
#include "tests/support/test_registry.h"

using namespace tests;

/// What librdkafka's makers run for a first look, but for transactions; and its admin requests of groups.
class TestLibrdkafkaSmoke : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        REQUIRE_PEER("kafka-javascript");
        QCOMPARE(m_suite.start(), QString());
    }

    void smoke() {
        const auto outcome = m_suite.run(
            {.tests = {"0001", "0012", "0017", "0022", "0030", "0039"}, .options = {"-Q", "-E", "-p2"}});
        QVERIFY2(outcome.isGood(), outcome.told().constData());
        QCOMPARE(outcome.passed.size(), 6);
    }

    void groupsAreAdministered_data() {
        QTest::addColumn<QString>("subtests");
        for (const char* name : {"do_test_DeleteGroups", "do_test_DeleteConsumerGroupOffsets",
                                 "do_test_AlterConsumerGroupOffsets", "do_test_DeleteRecords"})
            QTest::newRow(name) << QString(name);
    }
    void groupsAreAdministered() {
        QFETCH(QString, subtests);
        const auto outcome =
            m_suite.run({.tests = {"0081"}, .subtests = subtests, .options = {"-Q", "-E", "-p1"}});
        QVERIFY2(outcome.isGood(), outcome.told().constData());
    }

private:
    peers::LibrdkafkaSuite m_suite;
};

BROKERSCOPE_TEST(TestLibrdkafkaSmoke)
#include "tst_librdkafka_smoke.moc"
