#include <QtTest/QtTest>

#include "broker/checking/mutant.h"
#include "broker/checking/run.h"
#include "tests/broker/checking/seeds.h"
#include "tests/support/test_registry.h"

using namespace broker::checking;
using namespace std::chrono_literals;

namespace {

constexpr int kMostSeeds = 150;

}  // namespace

/// A checker is tested by the bug that it must catch: each known mistake, built in, is found.
class TestMutants : public QObject {
    Q_OBJECT

private slots:
    void everyMutantIsFound_data() {
        QTest::addColumn<QString>("name");
        for (const NamedMutant& mutant : allMutants())
            QTest::newRow(std::string(mutant.name).c_str())
                << QString::fromUtf8(mutant.name.data(), static_cast<int>(mutant.name.size()));
    }
    void everyMutantIsFound() {
        if (!tests::kIsQuick) QSKIP("takes minutes in this build");
        QFETCH(QString, name);
        const NamedMutant& mutant = *findMutant(name.toStdString());
        for (std::uint64_t seed = 1; seed <= kMostSeeds; ++seed) {
            const RunResult result = run(drawPlan(seed, {.safety = 20s,
                                                         .leastVoters = mutant.leastVoters,
                                                         .leastReplicas = mutant.leastReplicas,
                                                         .mutants = mutant.mutants}));
            if (!result.finding) continue;
            qInfo("seed %d: %s: %s", static_cast<int>(seed), result.finding->invariant.c_str(),
                  result.finding->what.c_str());
            QVERIFY(result.finding->invariant != "liveness");
            return;
        }
        QFAIL("no seed found it");
    }
};

BROKERSCOPE_TEST(TestMutants)
#include "tst_mutants.moc"
