#include <QtTest/QtTest>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "broker/simulation/simulator.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::simulation;
using namespace std::chrono_literals;
using world::OpenMode;

namespace {

/// A machine and its disk.
struct Rig {
    explicit Rig(std::uint64_t seed = 1, const MachineOptions& options = {})
        : simulator(seed)
        , machine(simulator.addMachine("m", options))
        , disk(machine.disk()) {
        CHECK_OK(disk.makeFolders("data"));
        CHECK_OK(disk.syncFolderNow("."));
    }

    static void CHECK_OK(const Result<void>& result) {
        if (!result) qFatal("%s", result.error().detail.c_str());
    }

    std::shared_ptr<world::File> file(const std::string& path) { return *disk.open(path, OpenMode::kCreate); }
    std::string content(const std::string& path) {
        const auto bytes = world::readWhole(disk, path, 1 << 30);
        return bytes ? std::string(asText(*bytes)) : "<" + bytes.error().detail + ">";
    }

    Simulator simulator;
    SimulatedMachine& machine;
    SimulatedDisk& disk;
};

}  // namespace

class TestSimulatedDisk : public QObject {
    Q_OBJECT

private slots:
    void whatWasSyncedSurvivesALossOfPower() {
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            Rig rig(seed);
            const auto file = rig.file("data/a");
            QVERIFY(file->writeAt(0, asBytes(std::string(10'000, 's'))));
            QVERIFY(file->syncNow());
            QVERIFY(rig.disk.syncFolderNow("data"));
            rig.machine.losePower();
            QCOMPARE(rig.content("data/a"), std::string(10'000, 's'));
        }
    }

    void aLossOfPowerKeepsASubsetOfSectorsAndInventsNothing() {
        std::set<std::string> outcomes;
        std::set<std::size_t> sizes;
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            Rig rig(seed);
            const auto file = rig.file("data/a");
            QVERIFY(file->writeAt(0, asBytes(std::string(2048, 'o'))));
            QVERIFY(file->syncNow());
            QVERIFY(rig.disk.syncFolderNow("data"));
            QVERIFY(file->writeAt(1024, asBytes(std::string(3000, 'n'))));
            rig.machine.losePower();
            const std::string after = rig.content("data/a");
            QVERIFY(after.size() >= 2048 && after.size() <= 4024);
            QCOMPARE(after.substr(0, 1024), std::string(1024, 'o'));
            for (std::size_t i = 1024; i < after.size(); ++i) {
                const char c = after[i];
                QVERIFY(c == 'n' || (i < 2048 ? c == 'o' : c == '\0'));
                // Inside a sector all bytes share one fate.
                if (i % kSectorBytes != 0 && i != 2048) QCOMPARE(c, after[i - 1]);
            }
            outcomes.insert(after);
            sizes.insert(after.size());
        }
        QVERIFY(outcomes.size() > 20);
        QVERIFY(sizes.contains(2048) && sizes.contains(4024) && sizes.size() > 3);
    }

    void unsyncedNamesAreKeptAsAPrefixOfTheirOrder() {
        std::set<std::size_t> kept;
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            Rig rig(seed);
            for (const char* name : {"data/a", "data/b", "data/c"}) QVERIFY(rig.file(name)->syncNow());
            rig.machine.losePower();
            const bool a = rig.disk.exists("data/a");
            const bool b = rig.disk.exists("data/b");
            const bool c = rig.disk.exists("data/c");
            QVERIFY((!b || a) && (!c || b));
            kept.insert(static_cast<std::size_t>(a) + b + c);
        }
        QCOMPARE(kept, (std::set<std::size_t>{0, 1, 2, 3}));
    }

    void aReplacedFileIsOldOrNewAfterALossOfPower() {
        std::set<std::string> seen;
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            Rig rig(seed);
            QVERIFY(world::replaceWhole(rig.disk, "data/checkpoint", asBytes("old")));
            // The same by hand, without the last step.
            const auto file = rig.file("data/checkpoint.tmp");
            QVERIFY(file->writeAt(0, asBytes("new!")));
            QVERIFY(file->syncNow());
            QVERIFY(rig.disk.rename("data/checkpoint.tmp", "data/checkpoint"));
            rig.machine.losePower();
            seen.insert(rig.content("data/checkpoint"));
        }
        QCOMPARE(seen, (std::set<std::string>{"old", "new!"}));
    }

    void aKilledProgramLeavesThePageCacheAlone() {
        Rig rig;
        const auto file = rig.file("data/a");
        QVERIFY(file->writeAt(0, asBytes("never synced")));
        rig.machine.kill();
        QCOMPARE(rig.content("data/a"), std::string("never synced"));
    }

    void aRemovalThatWasNotSyncedMayComeBackWithItsContent() {
        std::set<std::string> seen;
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            Rig rig(seed);
            QVERIFY(world::replaceWhole(rig.disk, "data/a", asBytes("content")));
            QVERIFY(rig.disk.removeAll("data"));
            QVERIFY(!rig.disk.exists("data"));
            rig.machine.losePower();
            seen.insert(!rig.disk.exists("data")     ? "no folder"
                        : !rig.disk.exists("data/a") ? "no file"
                                                     : rig.content("data/a"));
        }
        QCOMPARE(seen, (std::set<std::string>{"no folder", "no file", "content"}));
    }

    void aPendingSyncIsDurableOnlyWhenItCompletes() {
        std::set<std::string> before;
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            Rig rig(seed);
            const auto file = rig.file("data/a");
            QVERIFY(rig.disk.syncFolderNow("data"));
            QVERIFY(file->writeAt(0, asBytes("first")));
            bool synced = false;
            world::Call call = rig.disk.sync(file, [&synced](Result<void> r) { synced = r.has_value(); });
            QVERIFY(!synced);
            if (seed % 2 == 0) {
                rig.machine.losePower();
                QVERIFY(rig.simulator.runFor(1s));
                QVERIFY(!synced);
                before.insert(rig.content("data/a"));
                continue;
            }
            QVERIFY(rig.simulator.runUntil([&synced] { return synced; }));
            QVERIFY(rig.simulator.now() >= Moment(DiskOptions{}.minSync));
            rig.machine.losePower();
            QCOMPARE(rig.content("data/a"), std::string("first"));
        }
        QVERIFY(before.contains("first") && before.size() > 1);
    }

    void whatIsWrittenAfterASyncBeganIsNotCoveredByIt() {
        bool lost = false;
        for (std::uint64_t seed = 0; seed < 40 && !lost; ++seed) {
            Rig rig(seed);
            const auto file = rig.file("data/a");
            QVERIFY(rig.disk.syncFolderNow("data"));
            QVERIFY(file->writeAt(0, asBytes("one")));
            bool synced = false;
            world::Call call = rig.disk.sync(file, [&synced](Result<void> r) { synced = r.has_value(); });
            QVERIFY(file->writeAt(0, asBytes("two")));
            QVERIFY(rig.simulator.runUntil([&synced] { return synced; }));
            rig.machine.losePower();
            lost = rig.content("data/a") == "one";
        }
        QVERIFY(lost);
    }

    void aKillDropsTheCompletionAndKeepsTheSync() {
        Rig rig;
        const auto file = rig.file("data/a");
        QVERIFY(rig.disk.syncFolderNow("data"));
        QVERIFY(file->writeAt(0, asBytes("x")));
        bool completed = false;
        world::Call call = rig.disk.sync(file, [&completed](Result<void>) { completed = true; });
        rig.machine.kill();
        QVERIFY(rig.simulator.runFor(1s));
        QVERIFY(!completed);
        rig.machine.losePower();
        QCOMPARE(rig.content("data/a"), std::string("x"));
    }

    void afterAFailedSyncThePagesAreCleanAndLost() {
        bool lost = false;
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            Rig rig(seed);
            const auto file = rig.file("data/a");
            QVERIFY(rig.disk.syncFolderNow("data"));
            rig.disk.inject({.operation = DiskOperation::kSync, .pathPart = "data/a"});
            QVERIFY(file->writeAt(0, asBytes("gone")));
            const auto failed = file->syncNow();
            QVERIFY(!failed && failed.error().code == ErrorCode::kInputOutput);
            QVERIFY(file->writeAt(kBlockBytesOfTest, asBytes("kept")));
            QVERIFY(file->syncNow());
            QCOMPARE(rig.content("data/a").substr(0, 4), std::string("gone"));
            rig.machine.losePower();
            const std::string after = rig.content("data/a");
            QCOMPARE(after.substr(kBlockBytesOfTest), std::string("kept"));
            lost = lost || after.substr(0, 4) == std::string(4, '\0');
        }
        QVERIFY(lost);
    }

    void aFullDiskRefusesAndTakesAgainAfterARemoval() {
        Rig rig(1, {.disk = {.capacity = 3 * 4096}});
        const auto file = rig.file("data/a");
        QVERIFY(file->writeAt(0, asBytes(std::string(2 * 4096, 'a'))));
        const auto other = rig.file("data/b");
        const auto refused = other->writeAt(0, asBytes(std::string(2 * 4096, 'b')));
        QVERIFY(!refused && refused.error().code == ErrorCode::kNoSpace);
        QVERIFY(refused.error().detail.find("data/b") != std::string::npos);
        QCOMPARE(rig.disk.freeBytes("data"), std::uint64_t{0});
        QVERIFY(other->resize(0));
        QVERIFY(other->writeAt(0, asBytes("b")));
        QVERIFY(file->writeAt(0, asBytes("overwriting needs no space")));
    }

    void aFileStaysReadableAfterItsRemoval() {
        Rig rig;
        const auto file = rig.file("data/a");
        QVERIFY(file->writeAt(0, asBytes("still here")));
        QVERIFY(rig.disk.remove("data/a"));
        QVERIFY(!rig.disk.exists("data/a"));
        Bytes bytes(10);
        QVERIFY(file->readAt(0, bytes) == 10U);
        QCOMPARE(asText(bytes), std::string_view("still here"));
        QVERIFY(rig.disk.freeBytes("") < DiskOptions{}.capacity);
    }

    void cuttingAndExtendingReadsAsZeros() {
        Rig rig;
        const auto file = rig.file("data/a");
        QVERIFY(file->writeAt(0, asBytes(std::string(6000, 'x'))));
        QVERIFY(file->resize(5000));
        QVERIFY(file->resize(7000));
        QCOMPARE(rig.content("data/a"), std::string(5000, 'x') + std::string(2000, '\0'));
        Bytes beyond(10);
        QVERIFY(file->readAt(7000, beyond) == 0U);
        QVERIFY(file->readAt(6995, beyond) == 5U);
    }

    void theInjectedFaultHitsTheCallsItNames() {
        Rig rig;
        const auto file = rig.file("data/00.log");
        const auto index = rig.file("data/00.index");
        rig.disk.inject({.operation = DiskOperation::kWrite, .pathPart = ".log", .count = 2});
        QVERIFY(index->writeAt(0, asBytes("fine")));
        QVERIFY(!file->writeAt(0, asBytes("fails")));
        QVERIFY(!file->writeAt(0, asBytes("fails")));
        QVERIFY(file->writeAt(0, asBytes("passes")));
        QCOMPARE(rig.content("data/00.log"), std::string("passes"));
    }

    void syncsFinishInTheOrderOfAsking() {
        Rig rig;
        std::string order;
        std::vector<world::Call> calls;
        for (char c = 'a'; c < 'k'; ++c) {
            const auto file = rig.file(std::string("data/") + c);
            calls.push_back(rig.disk.sync(file, [&order, c](Result<void>) { order += c; }));
        }
        QVERIFY(rig.simulator.runFor(1s));
        QCOMPARE(order, std::string("abcdefghij"));
    }

private:
    static constexpr std::size_t kBlockBytesOfTest = 8192;
};

BROKERSCOPE_TEST(TestSimulatedDisk)
#include "tst_simulated_disk.moc"
