#include <QtTest/QtTest>

#include "broker/checking/run.h"
#include "tests/broker/checking/seeds.h"
#include "tests/support/test_registry.h"

using namespace broker::checking;
using namespace std::chrono_literals;

class TestSwarm : public QObject {
    Q_OBJECT

private slots:
    void noSeedBreaksAnInvariantAndEveryClusterComesToRest() {
        std::size_t faults = 0;
        std::size_t acked = 0;
        for (std::uint64_t seed = 1; seed <= static_cast<std::uint64_t>(tests::seeds(40)); ++seed) {
            const RunResult result = run(drawPlan(seed, {.safety = 20s}));
            if (result.finding)
                QFAIL(qPrintable(QString("simulate --seed %1 --minutes 0.3333333333333333 --tell: %2: %3")
                                     .arg(seed)
                                     .arg(QString::fromStdString(result.finding->invariant),
                                          QString::fromStdString(result.finding->what))));
            faults += result.faults;
            acked += result.acked;
            QVERIFY(result.acked > 0);
            QVERIFY(result.reads >= result.acked);
        }
        QVERIFY(faults > 0);
        qInfo("%zu faults, %zu records acknowledged", faults, acked);
    }
};

BROKERSCOPE_TEST(TestSwarm)
#include "tst_swarm.moc"
