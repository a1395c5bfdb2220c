#include <QtTest/QtTest>

#include "tests/broker/replication/replication_model.h"
#include "tests/support/test_registry.h"

using namespace tests;

namespace {

constexpr int kSteps = 2500;

std::string run(std::uint64_t seed, Mutant mutant) {
    ReplicationModel model(seed, mutant);
    for (int i = 0; i < kSteps && model.broken().empty(); ++i) model.step();
    return model.broken();
}

}  // namespace

class TestReplicationRandom : public QObject {
    Q_OBJECT

private slots:
    void nothingCommittedIsLostWhateverHappens() {
        std::size_t acknowledged = 0;
        std::size_t elections = 0;
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            ReplicationModel model(seed, Mutant::kNone);
            for (int i = 0; i < kSteps && model.broken().empty(); ++i) model.step();
            QVERIFY2(model.broken().empty(), fmt::format("seed {}: {}", seed, model.broken()).c_str());
            QVERIFY2(model.converges(),
                     fmt::format("seed {} does not heal: {}", seed, model.broken()).c_str());
            acknowledged += model.acknowledged();
            elections += model.elections();
        }
        // A model in which nothing happens would pass as well.
        QVERIFY2(acknowledged > 1000, std::to_string(acknowledged).c_str());
        QVERIFY2(elections > 1000, std::to_string(elections).c_str());
    }

    void knownMistakesAreCaught_data() {
        QTest::addColumn<Mutant>("mutant");
        QTest::newRow("truncating to the own high watermark") << Mutant::kTruncateToOwnHighWatermark;
        QTest::newRow("epoch end without its epoch") << Mutant::kEpochEndWithoutEpoch;
        QTest::newRow("joining before the epoch's start") << Mutant::kJoinBeforeEpochStart;
        QTest::newRow("counting only the accepted ISR") << Mutant::kNoMaximalIsr;
        QTest::newRow("committing with too few in sync") << Mutant::kIgnoreMinInSync;
    }

    void knownMistakesAreCaught() {
        QFETCH(Mutant, mutant);
        for (std::uint64_t seed = 1; seed <= 500; ++seed) {
            const std::string broken = run(seed, mutant);
            if (broken.empty()) continue;
            qInfo("seed %d: %s", static_cast<int>(seed), broken.c_str());
            return;
        }
        QFAIL("no seed caught it");
    }
};

BROKERSCOPE_TEST(TestReplicationRandom)
#include "tst_replication_random.moc"
