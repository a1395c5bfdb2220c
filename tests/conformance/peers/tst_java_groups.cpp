#include <QTemporaryDir>
#include <QTest>

#include "tests/conformance/peers/peers.h"
#include "tests/support/test_registry.h"

using namespace tests;

/// Consumer groups of Apache Kafka's Java clients, and its tools for them, with the timing `classroom`.
class TestJavaGroups : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void assignorsGiveWhatTheWorkedExamplesSay();
    void membersCommitAreStaticOrStuckAndSeeTopicsGrow();
    void toolsDescribeResetAndDelete();

private:
    QTemporaryDir m_classes;
    conformance::ServedCluster m_cluster;
};

void TestJavaGroups::initTestCase() {
    REQUIRE_PEER("kafka");
    QCOMPARE(peers::compileJava(m_classes.path()), QByteArray());
    QVERIFY2(m_cluster.start({"--profile", "classroom"}), qPrintable(m_cluster.errors()));
}

/// W2 to W5.
void TestJavaGroups::assignorsGiveWhatTheWorkedExamplesSay() {
    VERIFY_RAN(peers::runScenario(m_cluster, m_classes.path(), "assignors"));
}

void TestJavaGroups::membersCommitAreStaticOrStuckAndSeeTopicsGrow() {
    VERIFY_RAN(peers::runScenario(m_cluster, m_classes.path(), "groups"));
}

void TestJavaGroups::toolsDescribeResetAndDelete() {
    // Of its own: all groups are listed.
    conformance::ServedCluster cluster({"--profile", "classroom"});
    QVERIFY2(cluster.start(), qPrintable(cluster.errors()));
    VERIFY_RAN(peers::runScenario(cluster, m_classes.path(), "group-tools"));
}

BROKERSCOPE_TEST(TestJavaGroups)
#include "tst_java_groups.moc"
