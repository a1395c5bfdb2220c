#include <QtTest/QtTest>

#include "tests/broker/quorum/quorum_cluster.h"
#include "tests/support/test_registry.h"

using namespace broker::quorum;
using tests::ClusterOptions;
using tests::DriverMutant;
using tests::QuorumCluster;

namespace {

constexpr int kSteps = 2'500;

/// What went wrong in that many seeds; empty if nothing.
QString firstFault(ClusterOptions options, std::uint64_t seeds) {
    for (options.seed = 1; options.seed <= seeds; ++options.seed) {
        QuorumCluster cluster(options);
        for (int i = 0; i < kSteps && cluster.broken().empty(); ++i) cluster.step();
        if (!cluster.broken().empty())
            return QString("seed %1: %2").arg(options.seed).arg(QString::fromStdString(cluster.broken()));
    }
    return {};
}

}  // namespace

class TestQuorumRandom : public QObject {
    Q_OBJECT

private slots:
    void nothingCommittedIsLostWhateverHappensAndAllConvergeAfterwards_data() {
        QTest::addColumn<int>("voters");
        QTest::addColumn<int>("observers");
        QTest::newRow("one voter, two observers") << 1 << 2;
        QTest::newRow("two voters") << 2 << 0;
        QTest::newRow("three voters") << 3 << 0;
        QTest::newRow("three voters, one observer") << 3 << 1;
        QTest::newRow("five voters") << 5 << 0;
    }
    void nothingCommittedIsLostWhateverHappensAndAllConvergeAfterwards() {
        QFETCH(int, voters);
        QFETCH(int, observers);
        const std::uint64_t seeds = qEnvironmentVariableIsSet("BROKERSCOPE_TEST_SEEDS")
                                        ? qEnvironmentVariableIntValue("BROKERSCOPE_TEST_SEEDS")
                                        : 300;
        std::size_t committed = 0;
        std::size_t leaderships = 0;
        std::size_t loaded = 0;
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            QuorumCluster cluster({.seed = seed, .voters = voters, .observers = observers});
            for (int i = 0; i < kSteps && cluster.broken().empty(); ++i) cluster.step();
            committed += cluster.committed();
            leaderships += cluster.leaderships();
            loaded += cluster.snapshotsLoaded();
            const bool converges = cluster.broken().empty() && cluster.converges();
            if (!cluster.broken().empty() || !converges)
                QFAIL(qPrintable(QString("seed %1: %2")
                                     .arg(seed)
                                     .arg(cluster.broken().empty()
                                              ? "they did not converge"
                                              : QString::fromStdString(cluster.broken()))));
        }
        qInfo("%zu records committed, %zu leaderships, %zu snapshots loaded", committed, leaderships, loaded);
        QVERIFY(committed > seeds * 5);
        QVERIFY(leaderships > seeds * 3 / 2);
        QVERIFY(voters == 2 || loaded > seeds / 30);
    }

    void aBrokenRuleIsSeen_data() {
        QTest::addColumn<int>("mutant");
        QTest::addColumn<int>("driverMutant");
        QTest::addColumn<int>("voters");
        const auto row = [](const char* name, Mutant mutant, DriverMutant driver, int voters) {
            QTest::newRow(name) << static_cast<int>(mutant) << static_cast<int>(driver) << voters;
        };
        row("a vote leaves before it is durable", Mutant::kNone, DriverMutant::kClaimsToPersist, 3);
        row("what is appended counts as synced", Mutant::kNone, DriverMutant::kClaimsToSync, 3);
        row("a voter asks for more before it synced", Mutant::kFetchBeforeSync, DriverMutant::kNone, 3);
        row("records of older epochs are committed alone", Mutant::kCommitOlderEpochs, DriverMutant::kNone,
            5);
        row("truncation goes to the own high watermark", Mutant::kTruncateToHighWatermark,
            DriverMutant::kNone, 3);
        row("two candidates get a vote", Mutant::kForgetVote, DriverMutant::kNone, 3);
        row("a candidate with a shorter log gets a vote", Mutant::kVoteForShorterLogs, DriverMutant::kNone,
            3);
    }
    void aBrokenRuleIsSeen() {
        QFETCH(int, mutant);
        QFETCH(int, driverMutant);
        QFETCH(int, voters);
        const QString fault = firstFault({.voters = voters,
                                          .mutant = static_cast<Mutant>(mutant),
                                          .driverMutant = static_cast<DriverMutant>(driverMutant)},
                                         5'000);
        qInfo("%s", qPrintable(fault));
        QVERIFY(!fault.isEmpty());
    }
};

BROKERSCOPE_TEST(TestQuorumRandom)
#include "tst_quorum_random.moc"
