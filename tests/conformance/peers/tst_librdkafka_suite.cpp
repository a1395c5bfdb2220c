#include <QTest>

#include "tests/conformance/peers/librdkafka_suite.h"
#include "tests/conformance/peers/peers.h"
#include "tests/support/test_registry.h"

using namespace tests;
using peers::LibrdkafkaSuite;

namespace {

/// Tests that need what this cluster does not have.
const QStringList kTransactions{"0098", "0103", "0129"};
/// They forbid something to everybody with kafka-acls.sh.
const QStringList kAuthorizer{"0109", "0115", "0119"};
/// Looked at one subtest at a time: its subtests of ACLs and of SCRAM credentials have nothing to talk to.
const QStringList kAdmin{"0081"};
/// Quick, they leave out their subtests with transactions.
const QStringList kQuick{"0055", "0061", "0137"};
/// They break their own sockets, and those of what runs beside them.
const QStringList kBreakingSockets{"0049", "0068", "0075", "0076", "0088", "0094"};

constexpr int kLong = 25 * 60'000;

}  // namespace

/// All of librdkafka's tests that a cluster without transactions, authorizer and SASL can be asked for.
class TestLibrdkafkaSuite : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        REQUIRE_PEER("kafka-javascript");
        REQUIRE_PEER("kafka");
    }

    void allButWhatFollows() {
        check({.leaveOut = kTransactions + kAuthorizer + kAdmin + kQuick + kBreakingSockets,
               .options = {"-E", "-p3"},
               .deadlineMs = kLong});
    }

    void quick() { check({.tests = kQuick, .options = {"-Q", "-E", "-p1"}}); }

    void withSocketsThatBreak_data() { addRows(kBreakingSockets); }
    void withSocketsThatBreak() {
        QFETCH(QString, name);
        check({.tests = {name}, .options = {"-p1"}});
    }

    void administration_data() {
        addRows({"do_test_unclean_destroy", "do_test_options", "do_test_CreateTopics", "do_test_DeleteTopics",
                 "do_test_CreatePartitions", "do_test_AlterConfigs", "do_test_IncrementalAlterConfigs",
                 "do_test_DescribeConfigs", "do_test_DeleteRecords", "do_test_ListConsumerGroups",
                 "do_test_DescribeConsumerGroups", "do_test_DescribeTopics", "do_test_DescribeCluster",
                 "do_test_DeleteGroups", "do_test_DeleteConsumerGroupOffsets", "do_test_ListOffsets",
                 "do_test_AlterConsumerGroupOffsets", "do_test_ListConsumerGroupOffsets"});
    }
    void administration() {
        QFETCH(QString, name);
        check({.tests = kAdmin,
               .subtests = name,
               .options = {"-E", "-p1"},
               .actsAs = LibrdkafkaSuite::kWithoutGroupSettings});
    }

    void withIdempotentProducers() {
        check({.leaveOut = kTransactions + kAuthorizer + kAdmin,
               .options = {"-Q", "-E", "-P", "-p3"},
               .deadlineMs = kLong});
    }

    void withoutAutomaticTopics() {
        check({.tests = {"0045", "0107", "0111"}, .options = {"-E", "-p2"}},
              LibrdkafkaSuite::Scenario::kNoAutoCreate);
    }

private:
    static void addRows(const QStringList& names) {
        QTest::addColumn<QString>("name");
        for (const QString& name : names) QTest::newRow(qPrintable(name)) << name;
    }

    static void check(const LibrdkafkaSuite::Order& order,
                      LibrdkafkaSuite::Scenario scenario = LibrdkafkaSuite::Scenario::kDefault) {
        LibrdkafkaSuite suite;
        QCOMPARE(suite.start(scenario), QString());
        const LibrdkafkaSuite::Outcome outcome = suite.run(order);
        QVERIFY2(outcome.isGood(), outcome.told().constData());
        qInfo("%s", outcome.told().constData());
    }
};

BROKERSCOPE_TEST(TestLibrdkafkaSuite)
#include "tst_librdkafka_suite.moc"
