#include "tests/broker/world/world_contract.h"

#include <QtTest/QtTest>
#include <vector>

using namespace broker;
using namespace broker::world;
using namespace std::chrono_literals;

#define WAIT_UNTIL(condition) QVERIFY(m_harness->runUntil([&] { return static_cast<bool>(condition); }))

namespace tests {
namespace {

/// What the tests of timers and calls keep on the loop.
struct Desk {
    explicit Desk(World& w)
        : world(w) {}

    World& world;
    std::vector<int> order;
    int runs = 0;
    bool isInside = false;
    bool ranInside = false;
    Moment asked;
    Moment ran;
    Pending first;
    Pending second;
    std::vector<Pending> many;
};

/// An owner of a pending operation with memory that a late touch would hit.
struct Owner {
    Pending pending;
    std::vector<int> memory = std::vector<int>(1000, 7);
};

}  // namespace

void WorldContract::init() { m_harness = makeHarness(); }
void WorldContract::cleanup() { m_harness.reset(); }

// Timers.

void WorldContract::aTimerNeverRunsInsideTheCallThatAskedForIt() {
    OnLoop<Desk> desk(*m_harness);
    m_harness->onLoop([&](World& world) {
        desk->isInside = true;
        desk->first = world.timers.after(0s, [&] {
            desk->ranInside = desk->isInside;
            ++desk->runs;
        });
        desk->isInside = false;
    });
    WAIT_UNTIL(desk->runs == 1);
    QVERIFY(!desk->ranInside);
}

void WorldContract::aTimerRunsNoSoonerThanAskedFor() {
    OnLoop<Desk> desk(*m_harness);
    m_harness->onLoop([&](World& world) {
        desk->asked = world.clock.now();
        desk->first = world.timers.after(20ms, [&] {
            desk->ran = world.clock.now();
            ++desk->runs;
        });
    });
    WAIT_UNTIL(desk->runs == 1);
    QVERIFY(desk->ran - desk->asked >= Duration(20ms));
}

void WorldContract::equalDeadlinesRunInTheOrderAskedFor() {
    OnLoop<Desk> desk(*m_harness);
    m_harness->onLoop([&](World& world) {
        for (int i = 0; i < 100; ++i)
            desk->many.push_back(
                world.timers.after(i < 50 ? 0ms : 5ms, [&desk, i] { desk->order.push_back(i); }));
    });
    WAIT_UNTIL(desk->order.size() == 100);
    for (int i = 0; i < 100; ++i) QCOMPARE(desk->order[static_cast<std::size_t>(i)], i);
}

void WorldContract::earlierDeadlinesRunFirst() {
    OnLoop<Desk> desk(*m_harness);
    m_harness->onLoop([&](World& world) {
        desk->many.push_back(world.timers.after(30ms, [&] { desk->order.push_back(3); }));
        desk->many.push_back(world.timers.after(10ms, [&] { desk->order.push_back(1); }));
        desk->many.push_back(world.timers.after(20ms, [&] { desk->order.push_back(2); }));
    });
    WAIT_UNTIL(desk->order.size() == 3);
    QVERIFY((desk->order == std::vector{1, 2, 3}));
}

void WorldContract::aDestroyedTimerNeverRuns() {
    OnLoop<Desk> desk(*m_harness);
    m_harness->onLoop([&](World& world) {
        desk->first = world.timers.after(1ms, [&] { desk->order.push_back(1); });
        desk->second = world.timers.after(10ms, [&] { desk->order.push_back(2); });
        desk->first.reset();
    });
    WAIT_UNTIL(!desk->order.empty());
    QVERIFY((desk->order == std::vector{2}));
}

void WorldContract::aTimerMayDestroyItself() {
    OnLoop<Desk> desk(*m_harness);
    m_harness->onLoop([&](World& world) {
        desk->first = world.timers.after(0s, [&desk, note = std::vector<int>(100, 1)] {
            desk->first.reset();
            desk->runs += note[99];
        });
    });
    WAIT_UNTIL(desk->runs == 1);
}

void WorldContract::aTimerMayDestroyItsOwner() {
    OnLoop<Desk> desk(*m_harness);
    auto owner = std::make_unique<Owner>();
    m_harness->onLoop([&](World& world) {
        owner->pending = world.timers.after(1ms, [&] {
            owner.reset();
            ++desk->runs;
        });
    });
    WAIT_UNTIL(desk->runs == 1);
}

void WorldContract::aTimerMayDestroyItsSibling() {
    OnLoop<Desk> desk(*m_harness);
    m_harness->onLoop([&](World& world) {
        // Both are due in the same turn; the first to run takes the other away.
        desk->first = world.timers.after(0s, [&] {
            desk->second.reset();
            desk->order.push_back(1);
        });
        desk->second = world.timers.after(0s, [&] { desk->order.push_back(2); });
        desk->many.push_back(world.timers.after(10ms, [&] { desk->order.push_back(3); }));
    });
    WAIT_UNTIL(desk->order.size() >= 2);
    QVERIFY((desk->order == std::vector{1, 3}));
}

void WorldContract::aTimerMayRestartItself() {
    OnLoop<Desk> desk(*m_harness);
    std::function<void()> again = [&] {
        desk->first = desk->world.timers.after(desk->runs % 2 == 0 ? 0ms : 1ms, [&] {
            if (++desk->runs < 10) again();
        });
    };
    m_harness->onLoop([&](World&) { again(); });
    WAIT_UNTIL(desk->runs == 10);
}

void WorldContract::tenThousandTimersAllRun() {
    OnLoop<Desk> desk(*m_harness);
    m_harness->onLoop([&](World& world) {
        for (int i = 0; i < 10'000; ++i) {
            const Duration delay = std::chrono::microseconds(world.random.below(20'000));
            desk->many.push_back(world.timers.after(delay, [&] { ++desk->runs; }));
        }
        // Every fourth is taken away, from all over the queue.
        for (std::size_t i = 0; i < desk->many.size(); i += 4) desk->many[i].reset();
        desk->first = world.timers.after(30ms, [&] { desk->order.push_back(1); });
    });
    WAIT_UNTIL(!desk->order.empty());
    QCOMPARE(desk->runs, 7'500);
}

// Work and syncs.

namespace {

void addKindsOfCall() {
    QTest::addColumn<bool>("isSync");
    QTest::newRow("work") << false;
    QTest::newRow("sync") << true;
}

}  // namespace

Call WorldContract::startCall(World& world, Callback done) {
    QFETCH(bool, isSync);
    if (!isSync) return world.work.run([] {}, std::move(done));
    const std::string path = joinPath(m_harness->folder(), "synced-" + std::to_string(m_callsStarted++));
    auto file = world.files.open(path, OpenMode::kCreate);
    if (!file || !(*file)->writeAt(0, asBytes("to be kept"))) return nullptr;
    return world.files.sync(*file, [done = std::move(done)](Result<void> result) mutable {
        if (result) done();
    });
}

void WorldContract::aJobsResultArrivesOnTheLoop() {
    OnLoop<Desk> desk(*m_harness);
    m_harness->onLoop([&](World& world) {
        desk->first = world.work.run<std::vector<int>>(
            [] { return std::vector{4, 2}; }, [&](std::vector<int> result) { desk->order = result; });
    });
    WAIT_UNTIL(!desk->order.empty());
    QVERIFY((desk->order == std::vector{4, 2}));
}

void WorldContract::pendingCallsNeverCompleteInsideTheCall_data() { addKindsOfCall(); }
void WorldContract::pendingCallsNeverCompleteInsideTheCall() {
    OnLoop<Desk> desk(*m_harness);
    m_harness->onLoop([&](World& world) {
        desk->isInside = true;
        desk->first = startCall(world, [&] {
            desk->ranInside = desk->isInside;
            ++desk->runs;
        });
        desk->isInside = false;
    });
    WAIT_UNTIL(desk->runs == 1);
    QVERIFY(!desk->ranInside);
}

void WorldContract::aDestroyedCallNeverCompletes_data() { addKindsOfCall(); }
void WorldContract::aDestroyedCallNeverCompletes() {
    OnLoop<Desk> desk(*m_harness);
    m_harness->onLoop([&](World& world) {
        desk->first = startCall(world, [&] { desk->order.push_back(1); });
        desk->second = startCall(world, [&] { desk->order.push_back(2); });
        desk->first.reset();
    });
    WAIT_UNTIL(!desk->order.empty());
    m_harness->onLoop(
        [&](World& world) { desk->first = startCall(world, [&] { desk->order.push_back(3); }); });
    WAIT_UNTIL(desk->order.size() >= 2);
    QVERIFY((desk->order == std::vector{2, 3}));
}

void WorldContract::aCompletionMayDestroyItsOwnHandle_data() { addKindsOfCall(); }
void WorldContract::aCompletionMayDestroyItsOwnHandle() {
    OnLoop<Desk> desk(*m_harness);
    m_harness->onLoop([&](World& world) {
        desk->first = startCall(world, [&desk, note = std::vector<int>(100, 1)] {
            desk->first.reset();
            desk->runs += note[99];
        });
    });
    WAIT_UNTIL(desk->runs == 1);
}

void WorldContract::aCompletionMayDestroyItsOwner_data() { addKindsOfCall(); }
void WorldContract::aCompletionMayDestroyItsOwner() {
    OnLoop<Desk> desk(*m_harness);
    auto owner = std::make_unique<Owner>();
    m_harness->onLoop([&](World& world) {
        owner->pending = startCall(world, [&] {
            owner.reset();
            ++desk->runs;
        });
    });
    WAIT_UNTIL(desk->runs == 1);
}

void WorldContract::aCompletionMayDestroyItsSibling_data() { addKindsOfCall(); }
void WorldContract::aCompletionMayDestroyItsSibling() {
    OnLoop<Desk> desk(*m_harness);
    m_harness->onLoop([&](World& world) {
        // Whichever comes first takes the other away.
        desk->first = startCall(world, [&] {
            desk->second.reset();
            ++desk->runs;
        });
        desk->second = startCall(world, [&] {
            desk->first.reset();
            ++desk->runs;
        });
    });
    WAIT_UNTIL(desk->runs >= 1);
    m_harness->onLoop(
        [&](World& world) { desk->many.push_back(startCall(world, [&] { desk->order.push_back(1); })); });
    WAIT_UNTIL(!desk->order.empty());
    QCOMPARE(desk->runs, 1);
}

void WorldContract::aCompletionMayStartTheNext_data() { addKindsOfCall(); }
void WorldContract::aCompletionMayStartTheNext() {
    OnLoop<Desk> desk(*m_harness);
    std::function<void()> again = [&] {
        desk->first = startCall(desk->world, [&] {
            if (++desk->runs < 5) again();
        });
    };
    m_harness->onLoop([&](World&) { again(); });
    WAIT_UNTIL(desk->runs == 5);
}

}  // namespace tests
