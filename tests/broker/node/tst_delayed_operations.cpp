#include <QtTest/QtTest>

#include "broker/node/delayed_operations.h"
#include "broker/simulation/machine.h"
#include "broker/simulation/simulator.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using node::DelayedOperations;

namespace {

/// Lives on a simulated machine and counts how often its operation was asked.
struct Waiting {
    explicit Waiting(world::World world)
        : operations(world.timers) {}

    void add(std::vector<DelayedOperations::Key> keys, world::Duration timeout) {
        operations.add(std::move(keys), timeout, [this](bool hasExpired) {
            ++asked;
            expired = expired || hasExpired;
            return isReady;
        });
    }

    DelayedOperations operations;
    int asked = 0;
    bool expired = false;
    bool isReady = false;
};

}  // namespace

class TestDelayedOperations : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_simulator = std::make_unique<simulation::Simulator>(7);
        m_simulator->addMachine("broker-1").start([this](world::World world) {
            auto waiting = std::make_shared<Waiting>(world);
            m_waiting = waiting.get();
            return waiting;
        });
    }

    void touchingOnlyMarksAndTheTurnsEndAsks() {
        m_waiting->add({1}, 10s);
        m_waiting->isReady = true;
        m_waiting->operations.touched(1);
        QCOMPARE(m_waiting->asked, 0);
        m_simulator->runFor(1ms);
        QCOMPARE(m_waiting->asked, 1);
        QCOMPARE(m_waiting->operations.size(), std::size_t{0});
    }

    void anOperationOfTwoTouchedKeysIsAskedOnce() {
        m_waiting->add({1, 2}, 10s);
        m_waiting->operations.touched(1);
        m_waiting->operations.touched(2);
        m_waiting->operations.touched(3);
        m_simulator->runFor(1ms);
        QCOMPARE(m_waiting->asked, 1);
        QCOMPARE(m_waiting->operations.size(), std::size_t{1});
    }

    void itsTimeOverItIsAskedALastTime() {
        m_waiting->add({1}, 1s);
        m_simulator->runFor(999ms);
        QCOMPARE(m_waiting->asked, 0);
        m_simulator->runFor(2ms);
        QVERIFY(m_waiting->expired);
        QCOMPARE(m_waiting->operations.size(), std::size_t{0});
        m_waiting->operations.touched(1);
        m_simulator->runFor(10s);
        QCOMPARE(m_waiting->asked, 1);
    }

    void anAttemptMayAddAnother() {
        bool second = false;
        m_waiting->operations.add({1}, 10s, [&](bool) {
            m_waiting->operations.add({2}, 10s, [&](bool) { return second = true; });
            return true;
        });
        m_waiting->operations.touched(1);
        m_simulator->runFor(1ms);
        QVERIFY(!second);
        m_waiting->operations.touched(2);
        m_simulator->runFor(1ms);
        QVERIFY(second);
    }

private:
    std::unique_ptr<simulation::Simulator> m_simulator;
    Waiting* m_waiting = nullptr;
};

BROKERSCOPE_TEST(TestDelayedOperations)
#include "tst_delayed_operations.moc"
