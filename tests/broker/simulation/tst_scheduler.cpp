#include <QtTest/QtTest>

#include <string>
#include <vector>

#include "broker/simulation/scheduler.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::simulation;
using namespace std::chrono_literals;

class TestScheduler : public QObject {
    Q_OBJECT

private slots:
    void eventsRunInTheOrderOfTheirTimesAndThenOfAsking() {
        Scheduler scheduler;
        std::string order;
        const auto note = [&order](char c) { return [&order, c] { order += c; }; };
        scheduler.schedule(20us, EventKind::kTimer, kNoMachine, note('c'));
        scheduler.schedule(10us, EventKind::kTimer, kNoMachine, note('a'));
        scheduler.schedule(10us, EventKind::kTimer, kNoMachine, note('b'));
        scheduler.schedule(-5us, EventKind::kTimer, kNoMachine, note('0'));
        while (scheduler.step()) {
        }
        QCOMPARE(order, std::string("0abc"));
        QVERIFY(scheduler.now() == Moment(20us));
        QCOMPARE(scheduler.stepNumber(), std::uint64_t{4});
    }

    void aDestroyedHandleTakesItsEventAlong() {
        Scheduler scheduler;
        int ran = 0;
        world::Pending kept = scheduler.pend(1us, EventKind::kTimer, kNoMachine, [&ran] { ++ran; });
        world::Pending dropped = scheduler.pend(1us, EventKind::kTimer, kNoMachine, [&ran] { ran += 10; });
        dropped.reset();
        while (scheduler.step()) {
        }
        QCOMPARE(ran, 1);
        QCOMPARE(scheduler.stepNumber(), std::uint64_t{1});
    }

    void aCallbackMayOwnItsOwnHandle() {
        Scheduler scheduler;
        auto handle = std::make_shared<world::Pending>();
        int ran = 0;
        *handle = scheduler.pend(1us, EventKind::kTimer, kNoMachine, [&ran, handle] {
            handle->reset();
            ++ran;
        });
        QVERIFY(scheduler.step());
        QCOMPARE(ran, 1);
        QCOMPARE(handle.use_count(), 1L);
    }

    void aFrozenMachinesEventsWaitAndThenRunInTheirOldOrder() {
        Scheduler scheduler;
        std::string order;
        const MachineId one(1);
        const auto note = [&order](char c) { return [&order, c] { order += c; }; };
        scheduler.freeze(one);
        scheduler.schedule(1us, EventKind::kTimer, one, note('a'));
        world::Pending cancelled = scheduler.pend(2us, EventKind::kTimer, one, note('x'));
        scheduler.schedule(3us, EventKind::kTimer, one, note('b'));
        scheduler.schedule(4us, EventKind::kTimer, MachineId(2), note('-'));
        while (scheduler.step()) {
        }
        QCOMPARE(order, std::string("-"));
        cancelled.reset();
        scheduler.schedule(1us, EventKind::kTimer, MachineId(2), note('+'));
        scheduler.thaw(one);
        while (scheduler.step()) {
        }
        QCOMPARE(order, std::string("-ab+"));
        QVERIFY(scheduler.now() == Moment(5us));
    }

    void aForgottenMachinesEventsNeverRun() {
        Scheduler scheduler;
        int ran = 0;
        scheduler.freeze(MachineId(1));
        scheduler.schedule(1us, EventKind::kTimer, MachineId(1), [&ran] { ++ran; });
        scheduler.schedule(1us, EventKind::kTimer, MachineId(2), [&ran] { ran += 10; });
        scheduler.forget(MachineId(1));
        while (scheduler.step()) {
        }
        QCOMPARE(ran, 10);
        QVERIFY(!scheduler.isFrozen(MachineId(1)));
        QCOMPARE(scheduler.life(MachineId(1)), 1U);
    }

    void theTraceTellsOrderTimeAndKindApart() {
        const auto run = [](Duration delay, EventKind kind, int machine) {
            Scheduler scheduler;
            scheduler.schedule(delay, kind, MachineId(machine), [] {});
            scheduler.step();
            return scheduler.trace().value();
        };
        const std::uint64_t base = run(1us, EventKind::kTimer, 1);
        QCOMPARE(run(1us, EventKind::kTimer, 1), base);
        QVERIFY(run(2us, EventKind::kTimer, 1) != base);
        QVERIFY(run(1us, EventKind::kJob, 1) != base);
        QVERIFY(run(1us, EventKind::kTimer, 2) != base);
    }
};

BROKERSCOPE_TEST(TestScheduler)
#include "tst_scheduler.moc"
