#include <QtTest/QtTest>

#include <future>
#include <vector>

#include "tests/broker/faults/faulty_worlds.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::faults;
using namespace std::chrono_literals;
using world::OpenMode;

namespace {

template <class T>
ErrorCode codeOf(const Result<T>& result) {
    return result ? ErrorCode::kNone : result.error().code;
}

/// The disk of one harness, used on its loop.
class Disk {
public:
    explicit Disk(tests::FaultyHarness& harness)
        : m_harness(harness) {
        harness.onLoop([this](world::World& world) { m_world = &world; });
    }

    world::Files& files() { return m_world->files; }
    world::World& world() { return *m_world; }
    std::string path(const std::string& name) { return world::joinPath(m_harness.folder(), name); }
    std::shared_ptr<world::File> open(const std::string& name) {
        return files().open(path(name), OpenMode::kCreate).value();
    }
    void set(const DiskFault& fault) {
        m_harness.onLoop([&](world::World&) { m_harness.faults().setDisk(fault); });
    }

private:
    tests::FaultyHarness& m_harness;
    world::World* m_world = nullptr;
};

}  // namespace

/// Slow, full and failing disks, over the real and the simulated one.
class TestDiskFaults : public QObject {
    Q_OBJECT

private slots:
    void aFullDiskTakesTheBytesItHasRoomFor_data() { BOTH_WORLDS(); }
    void aFullDiskTakesTheBytesItHasRoomFor() {
        FAULTY_WORLD();
        Disk disk(harness);
        const auto file = disk.open("file");
        disk.set({.trouble = DiskTrouble::kFull, .bytesLeft = 10});
        QVERIFY(file->writeAt(0, asBytes("123456")));
        const ByteView pieces[] = {asBytes("ab"), asBytes("cdefgh")};
        const Result<void> torn = file->writeAt(6, pieces);
        QCOMPARE(codeOf(torn), ErrorCode::kNoSpace);
        QVERIFY(torn.error().detail.find("file") != std::string::npos);
        QCOMPARE(file->size().value(), std::uint64_t{10});
        QVERIFY(asText(world::readWhole(disk.files(), disk.path("file"), 100).value()) == "123456abcd");
        // Writing over needs no room.
        QVERIFY(file->writeAt(0, asBytes("654321")));
        QCOMPARE(disk.files().freeBytes(harness.folder()), std::uint64_t{0});
    }

    void whatIsRemovedOrCutGivesRoom_data() { BOTH_WORLDS(); }
    void whatIsRemovedOrCutGivesRoom() {
        FAULTY_WORLD();
        Disk disk(harness);
        QVERIFY(disk.files().makeFolders(disk.path("sub")));
        QVERIFY(disk.open("old")->writeAt(0, asBytes("12345")));
        QVERIFY(disk.open("sub/old")->writeAt(0, asBytes("12")));
        const auto file = disk.open("file");
        QVERIFY(file->writeAt(0, asBytes("123")));
        disk.set({.trouble = DiskTrouble::kFull});
        QCOMPARE(codeOf(file->writeAt(3, asBytes("4"))), ErrorCode::kNoSpace);
        QCOMPARE(codeOf(file->resize(10)), ErrorCode::kNoSpace);
        QVERIFY(disk.files().remove(disk.path("old")));
        QVERIFY(disk.files().removeAll(disk.path("sub")));
        QVERIFY(file->resize(1));
        QCOMPARE(disk.files().freeBytes(harness.folder()), std::uint64_t{9});
        QVERIFY(file->writeAt(1, asBytes("234567890")));
        QCOMPARE(codeOf(file->writeAt(10, asBytes("1"))), ErrorCode::kNoSpace);
        disk.set({});
        QVERIFY(file->writeAt(10, asBytes("1")));
    }

    void aFailingDiskFailsWhatItSays_data() { BOTH_WORLDS(); }
    void aFailingDiskFailsWhatItSays() {
        FAULTY_WORLD();
        Disk disk(harness);
        const auto file = disk.open("00.log");
        QVERIFY(file->writeAt(0, asBytes("content")));
        Bytes into(7);
        disk.set({.trouble = DiskTrouble::kFailing, .failsWrites = false, .failsSyncs = false});
        QCOMPARE(codeOf(file->readAt(0, into)), ErrorCode::kInputOutput);
        QVERIFY(file->writeAt(0, asBytes("changed")));
        QVERIFY(file->syncNow());
        disk.set({.trouble = DiskTrouble::kFailing, .failsReads = false, .failsSyncs = false});
        QCOMPARE(codeOf(file->writeAt(0, asBytes("lost"))), ErrorCode::kInputOutput);
        QCOMPARE(codeOf(file->resize(1)), ErrorCode::kInputOutput);
        QCOMPARE(codeOf(disk.files().rename(disk.path("00.log"), disk.path("a"))), ErrorCode::kInputOutput);
        QCOMPARE(codeOf(disk.files().remove(disk.path("00.log"))), ErrorCode::kInputOutput);
        QCOMPARE(codeOf(disk.files().open(disk.path("new"), OpenMode::kCreate)), ErrorCode::kInputOutput);
        QCOMPARE(codeOf(disk.files().makeFolders(disk.path("folder"))), ErrorCode::kInputOutput);
        QVERIFY(file->readAt(0, into));
        QVERIFY(asText(into) == "changed");
    }

    void onlyTheChosenFilesFail_data() { BOTH_WORLDS(); }
    void onlyTheChosenFilesFail() {
        FAULTY_WORLD();
        Disk disk(harness);
        const auto log = disk.open("00.log");
        const auto index = disk.open("00.index");
        disk.set({.trouble = DiskTrouble::kFailing, .pathPart = ".index"});
        QVERIFY(log->writeAt(0, asBytes("content")));
        QCOMPARE(codeOf(index->writeAt(0, asBytes("entry"))), ErrorCode::kInputOutput);
    }

    void aFileWhoseSyncFailedIsNeverSyncedAgain_data() { BOTH_WORLDS(); }
    void aFileWhoseSyncFailedIsNeverSyncedAgain() {
        FAULTY_WORLD();
        Disk disk(harness);
        const auto file = disk.open("file");
        QVERIFY(file->writeAt(0, asBytes("content")));
        disk.set({.trouble = DiskTrouble::kFailing});
        std::optional<ErrorCode> failed;
        bool isInside = true;
        bool ranInside = false;
        world::Call call;
        harness.onLoop([&](world::World& world) {
            call = world.files.sync(file, [&](const Result<void>& result) {
                failed = codeOf(result);
                ranInside = isInside;
            });
            isInside = false;
        });
        WAIT_UNTIL(failed.has_value());
        QCOMPARE(*failed, ErrorCode::kInputOutput);
        QVERIFY(!ranInside);
        disk.set({});
        QCOMPARE(codeOf(file->syncNow()), ErrorCode::kInputOutput);
        QVERIFY(disk.open("file")->syncNow());
        harness.onLoop([&](world::World&) { call.reset(); });
    }

    void aSlowDisksSyncTakesItsTime_data() { BOTH_WORLDS(); }
    void aSlowDisksSyncTakesItsTime() {
        FAULTY_WORLD();
        Disk disk(harness);
        const auto file = disk.open("file");
        disk.set({.trouble = DiskTrouble::kSlow, .delay = 80ms});
        world::Moment began;
        std::optional<world::Moment> ended;
        world::Call call;
        harness.onLoop([&](world::World& world) {
            began = world.clock.now();
            call = world.files.sync(file, [&](const Result<void>& result) {
                call.reset();
                if (result) ended = world.clock.now();
            });
        });
        WAIT_UNTIL(ended.has_value());
        QVERIFY(*ended - began >= 80ms);
    }

    void aJobThatSyncsOnASlowDiskIsDoneLater_data() { BOTH_WORLDS(); }
    void aJobThatSyncsOnASlowDiskIsDoneLater() {
        FAULTY_WORLD();
        Disk disk(harness);
        const auto file = disk.open("file");
        disk.set({.trouble = DiskTrouble::kSlow, .delay = 40ms});
        world::Moment began;
        std::optional<world::Moment> ended;
        bool hasSynced = false;
        world::Call call;
        harness.onLoop([&](world::World& world) {
            began = world.clock.now();
            call = world.work.run<bool>(
                [file, &files = world.files, folder = harness.folder()] {
                    return file->syncNow().has_value() && files.syncFolderNow(folder).has_value();
                },
                [&](bool result) {
                    call.reset();
                    hasSynced = result;
                    ended = world.clock.now();
                });
        });
        WAIT_UNTIL(ended.has_value());
        QVERIFY(hasSynced);
        QVERIFY(*ended - began >= 80ms);
    }

    void aJobDoesNotWaitForADiskThatIsSlowNoLonger_data() { BOTH_WORLDS(); }
    void aJobDoesNotWaitForADiskThatIsSlowNoLonger() {
        FAULTY_WORLD();
        Disk disk(harness);
        const auto file = disk.open("file");
        disk.set({.trouble = DiskTrouble::kSlow, .delay = 1h});
        bool hasEnded = false;
        world::Call call;
        world::Call heal;
        harness.onLoop([&](world::World& world) {
            call = world.work.run<bool>([file] { return file->syncNow().has_value(); },
                                        [&](bool) {
                                            call.reset();
                                            hasEnded = true;
                                        });
            heal = world.timers.after(200ms, [&] { harness.faults().setDisk({}); });
        });
        WAIT_UNTIL(hasEnded);
        harness.onLoop([&](world::World&) { heal.reset(); });
    }

    void aJobThatHasBegunMayUseItsFilesAfterTheFaultsAreGone() {
        tests::FaultyHarness harness(tests::WorldKind::kHost);
        std::promise<void> begun;
        std::promise<void> goOn;
        std::promise<bool> used;
        harness.onLoop([&](world::World& world) {
            const world::Call dropped = world.work.run(
                [&, &files = world.files, folder = harness.folder()] {
                    begun.set_value();
                    goOn.get_future().wait();
                    used.set_value(files.exists(folder) && files.list(folder).has_value());
                },
                [] {});
            begun.get_future().wait();
        });
        harness.endFaults();
        goOn.set_value();
        QVERIFY(used.get_future().get());
    }

    void aSlowSyncThatIsCancelledNeverCompletes_data() { BOTH_WORLDS(); }
    void aSlowSyncThatIsCancelledNeverCompletes() {
        FAULTY_WORLD();
        Disk disk(harness);
        const auto file = disk.open("file");
        disk.set({.trouble = DiskTrouble::kSlow, .delay = 30ms});
        int completed = 0;
        int ticks = 0;
        std::vector<world::Call> calls;
        harness.onLoop([&](world::World& world) {
            for (int i = 0; i < 2; ++i)
                calls.push_back(world.files.sync(file, [&](const Result<void>&) { ++completed; }));
            // One while the disk syncs, one while it is only waited for.
            calls[0].reset();
            calls.push_back(world.timers.after(25ms, [&] { calls[1].reset(); }));
            calls.push_back(world.timers.after(100ms, [&] { ++ticks; }));
        });
        WAIT_UNTIL(ticks == 1);
        QCOMPARE(completed, 0);
        harness.onLoop([&](world::World&) { calls.clear(); });
    }
};

BROKERSCOPE_TEST(TestDiskFaults)
#include "tst_disk_faults.moc"
