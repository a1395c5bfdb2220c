#include <QtTest/QtTest>
#include <atomic>
#include <future>
#include <thread>

#include <pthread.h>

#include "tests/broker/host/host_harness.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::world;
using host::HostLoop;
using tests::HostHarness;

class TestHostLoop : public QObject {
    Q_OBJECT

private slots:
    void theThreadBearsTheLoopsName() {
        const auto loop = HostLoop::start({.name = "broker-1"}).value();
        char name[16] = "";
        loop->runAndWait([&] { pthread_getname_np(pthread_self(), name, sizeof(name)); });
        QCOMPARE(std::string_view(name), std::string_view("broker-1"));
        QVERIFY(!loop->isOnLoop());
    }

    void whatIsPostedRunsInOrderFromEveryThread() {
        constexpr int kThreads = 4;
        constexpr int kEach = 5'000;
        std::vector<std::vector<int>> seen(kThreads);
        {
            const auto loop = HostLoop::start().value();
            std::vector<std::jthread> threads;
            for (int t = 0; t < kThreads; ++t)
                threads.emplace_back([&, t] {
                    for (int i = 0; i < kEach; ++i)
                        loop->post([&seen, t, i] { seen[static_cast<std::size_t>(t)].push_back(i); });
                });
            threads.clear();
        }
        // What was posted before the end has run.
        for (const std::vector<int>& one : seen) {
            QCOMPARE(one.size(), std::size_t{kEach});
            QVERIFY(std::ranges::is_sorted(one));
        }
    }

    void theEndWaitsForAJobThatHasBegunAndDropsItsCompletion() {
        std::promise<void> begun;
        std::promise<void> mayEnd;
        std::atomic<bool> hasEnded = false;
        std::atomic<int> later = 0;
        bool completed = false;
        std::vector<Call> calls;
        auto loop = HostLoop::start().value();
        loop->runAndWait([&] {
            calls.push_back(loop->world().work.run(
                [&] {
                    begun.set_value();
                    mayEnd.get_future().wait();
                    hasEnded = true;
                },
                [&] { completed = true; }));
            // Behind it on the only helper.
            calls.push_back(loop->world().work.run([&] { ++later; }, [&] { completed = true; }));
        });
        begun.get_future().wait();
        loop->runAndWait([&] { calls.clear(); });
        std::jthread release([&] { mayEnd.set_value(); });
        loop.reset();
        QVERIFY(hasEnded);
        QCOMPARE(later.load(), 0);
        QVERIFY(!completed);
    }

    void jobsRunBesideOneAnotherOnSeveralHelpers() {
        HostHarness harness({.name = "wide", .workThreads = 2});
        std::promise<void> first;
        std::promise<void> second;
        std::vector<Call> calls;
        int done = 0;
        // Each waits for the other, so that one thread alone would never end.
        harness.onLoop([&](World& world) {
            calls.push_back(world.work.run(
                [&] {
                    first.set_value();
                    second.get_future().wait();
                },
                [&] { ++done; }));
            calls.push_back(world.work.run(
                [&] {
                    second.set_value();
                    first.get_future().wait();
                },
                [&] { ++done; }));
        });
        QVERIFY(harness.runUntil([&] { return done == 2; }));
        harness.onLoop([&](World&) { calls.clear(); });
    }

    void aLongJobHoldsUpNoSync() {
        HostHarness harness;
        std::promise<void> mayEnd;
        Call job;
        Call sync;
        bool isSynced = false;
        harness.onLoop([&](World& world) {
            job = world.work.run([&] { mayEnd.get_future().wait(); }, [] {});
            const auto file = world.files.open(joinPath(harness.folder(), "file"), OpenMode::kCreate);
            sync = world.files.sync(*file, [&](Result<void>) { isSynced = true; });
        });
        const bool wasSynced = harness.runUntil([&] { return isSynced; });
        mayEnd.set_value();
        harness.onLoop([&](World&) {
            job.reset();
            sync.reset();
        });
        QVERIFY(wasSynced);
    }

    void aFrozenLoopRunsOnlyWhatIsPosted() {
        HostHarness harness;
        HostLoop& loop = harness.loop();
        std::vector<std::string> heard;
        std::vector<Pending> pending;
        std::promise<void> jobRan;
        loop.setFrozen(true);
        harness.onLoop([&](World& world) {
            pending.push_back(world.timers.after(Duration(0), [&] { heard.push_back("timer"); }));
            pending.push_back(world.work.run([&] { jobRan.set_value(); }, [&] { heard.push_back("work"); }));
        });
        jobRan.get_future().wait();
        // The mailbox goes round many times; neither the timer nor the completion may slip through.
        bool isFrozen = false;
        for (int i = 0; i < 100; ++i) loop.runAndWait([&] { isFrozen = loop.isFrozen(); });
        QVERIFY(isFrozen);
        bool wasSilent = false;
        loop.runAndWait([&] { wasSilent = heard.empty(); });
        QVERIFY(wasSilent);
        loop.setFrozen(false);
        QVERIFY(harness.runUntil([&] { return heard.size() == 2; }));
        harness.onLoop([&](World&) { pending.clear(); });
    }

    void aNodeCanBeDestroyedWhileItsLoopIsFrozen() {
        HostHarness harness;
        std::vector<Pending> pending;
        bool heard = false;
        std::promise<void> jobRan;
        harness.onLoop([&](World& world) {
            pending.push_back(world.timers.after(Duration(0), [&] { heard = true; }));
            pending.push_back(world.work.run([&] { jobRan.set_value(); }, [&] { heard = true; }));
        });
        harness.loop().setFrozen(true);
        jobRan.get_future().wait();
        harness.onLoop([&](World&) {
            heard = false;
            pending.clear();
        });
        harness.loop().setFrozen(false);
        // A timer asked for later comes after all that was held.
        bool after = false;
        harness.onLoop([&](World& world) {
            pending.push_back(world.timers.after(std::chrono::milliseconds(5), [&] { after = true; }));
        });
        QVERIFY(harness.runUntil([&] { return after; }));
        QVERIFY(!heard);
        harness.onLoop([&](World&) { pending.clear(); });
    }

    void theSameSeedGivesTheSameNumbers() {
        std::uint64_t numbers[3];
        const std::uint64_t seeds[3] = {5, 5, 0};
        for (int i = 0; i < 3; ++i) {
            const auto loop = HostLoop::start({.seed = seeds[i]}).value();
            loop->runAndWait([&] { numbers[i] = loop->world().random.next(); });
        }
        QCOMPARE(numbers[0], numbers[1]);
        QVERIFY(numbers[2] != numbers[0]);
    }

    void clocksGoForward() {
        const auto loop = HostLoop::start().value();
        loop->runAndWait([&] {
            const Moment before = loop->world().clock.now();
            QVERIFY(loop->world().clock.now() >= before);
            const std::int64_t wall = loop->world().clock.wallTime().value();
            QVERIFY(std::abs(wall - QDateTime::currentMSecsSinceEpoch()) < 60'000);
        });
    }
};

BROKERSCOPE_TEST(TestHostLoop)
#include "tst_host_loop.moc"
