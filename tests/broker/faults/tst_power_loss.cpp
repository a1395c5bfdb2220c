#include <QtTest/QtTest>
#include <vector>

#include "tests/broker/faults/faulty_worlds.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::faults;
using world::OpenMode;

namespace {

/// A machine that loses its power when it is told to.
class Machine {
public:
    explicit Machine(tests::FaultyHarness& harness)
        : m_harness(harness) {
        harness.onLoop([this](world::World& world) { m_files = &world.files; });
    }

    world::Files& files() { return *m_files; }
    std::string path(const std::string& name = {}) {
        return name.empty() ? m_harness.folder() : world::joinPath(m_harness.folder(), name);
    }
    std::shared_ptr<world::File> open(const std::string& name, OpenMode mode = OpenMode::kCreate) {
        return files().open(path(name), mode).value();
    }
    /// A file that is on the disk with its name.
    std::shared_ptr<world::File> durable(const std::string& name, std::string_view content) {
        auto file = open(name);
        (void)file->writeAt(0, asBytes(content));
        (void)file->syncNow();
        (void)files().syncFolderNow(world::parentPath(path(name)));
        return file;
    }
    /// "(none)" if there is no such file.
    std::string content(const std::string& name) {
        const Result<Bytes> bytes = world::readWhole(files(), path(name), 1 << 20);
        return bytes ? std::string(asText(*bytes)) : "(none)";
    }
    bool losePower() {
        std::optional<Result<void>> lost;
        world::Call call;
        m_harness.onLoop([&](world::World&) {
            call = m_harness.faults().losePower([&](Result<void> result) { lost = std::move(result); });
        });
        const bool isDone = m_harness.runUntil([&] { return lost.has_value(); });
        m_harness.onLoop([&](world::World&) { call.reset(); });
        return isDone && lost->has_value();
    }

private:
    tests::FaultyHarness& m_harness;
    world::Files* m_files = nullptr;
};

}  // namespace

/// What a disk keeps when the power goes, over the real and the simulated one.
class TestPowerLoss : public QObject {
    Q_OBJECT

private slots:
    void whatWasAppendedSinceTheLastSyncIsGone_data() { BOTH_WORLDS(); }
    void whatWasAppendedSinceTheLastSyncIsGone() {
        FAULTY_WORLD();
        Machine machine(harness);
        const auto file = machine.durable("log", "synced");
        QVERIFY(file->writeAt(6, asBytes(" and not")));
        QVERIFY(machine.losePower());
        QVERIFY(machine.content("log") == "synced");
    }

    void aFileThatIsClosedIsNotForgotten_data() { BOTH_WORLDS(); }
    void aFileThatIsClosedIsNotForgotten() {
        FAULTY_WORLD();
        Machine machine(harness);
        machine.durable("log", "synced");
        QVERIFY(machine.open("log")->writeAt(6, asBytes(" and not")));
        // Opened again, it knows no better what is durable.
        QVERIFY(machine.open("log", OpenMode::kReadWrite)->writeAt(14, asBytes(" either")));
        QVERIFY(machine.losePower());
        QVERIFY(machine.content("log") == "synced");
    }

    void whatWasWrittenOverOrCutComesBack_data() { BOTH_WORLDS(); }
    void whatWasWrittenOverOrCutComesBack() {
        FAULTY_WORLD();
        Machine machine(harness);
        const auto over = machine.durable("over", "0123456789");
        QVERIFY(over->writeAt(2, asBytes("abc")));
        QVERIFY(over->writeAt(4, asBytes("xyz")));
        const auto cut = machine.durable("cut", "0123456789");
        QVERIFY(cut->resize(3));
        QVERIFY(cut->writeAt(3, asBytes("another end")));
        machine.durable("emptied", "0123456789");
        QVERIFY(machine.open("emptied", OpenMode::kTruncate)->writeAt(0, asBytes("new")));
        QVERIFY(machine.losePower());
        QVERIFY(machine.content("over") == "0123456789");
        QVERIFY(machine.content("cut") == "0123456789");
        QVERIFY(machine.content("emptied") == "0123456789");
    }

    void aSyncSavesWhatWasWrittenBeforeItBegan_data() { BOTH_WORLDS(); }
    void aSyncSavesWhatWasWrittenBeforeItBegan() {
        FAULTY_WORLD();
        Machine machine(harness);
        const auto file = machine.durable("log", "one");
        QVERIFY(file->writeAt(3, asBytes(" two")));
        bool isSynced = false;
        world::Call call;
        harness.onLoop([&](world::World& world) {
            call = world.files.sync(file, [&](const Result<void>& result) { isSynced = result.has_value(); });
            (void)file->writeAt(7, asBytes(" three"));
            (void)file->writeAt(0, asBytes("ONE"));
        });
        WAIT_UNTIL(isSynced);
        harness.onLoop([&](world::World&) { call.reset(); });
        QVERIFY(machine.losePower());
        QVERIFY(machine.content("log") == "one two");
    }

    void aSyncThatNobodyWaitedForSavesNothing_data() { BOTH_WORLDS(); }
    void aSyncThatNobodyWaitedForSavesNothing() {
        FAULTY_WORLD();
        Machine machine(harness);
        const auto file = machine.durable("log", "one");
        QVERIFY(file->writeAt(3, asBytes(" two")));
        harness.onLoop([&](world::World& world) {
            const world::Call dropped = world.files.sync(file, [](const Result<void>&) {});
        });
        QVERIFY(machine.losePower());
        QVERIFY(machine.content("log") == "one");
    }

    void afterAFailedSyncLaterOnesSaveNothing_data() { BOTH_WORLDS(); }
    void afterAFailedSyncLaterOnesSaveNothing() {
        FAULTY_WORLD();
        Machine machine(harness);
        auto file = machine.durable("log", "one");
        QVERIFY(file->writeAt(3, asBytes(" two")));
        harness.onLoop([&](world::World&) { harness.faults().setDisk({.trouble = DiskTrouble::kFailing}); });
        QVERIFY(!file->syncNow());
        harness.onLoop([&](world::World&) { harness.faults().setDisk({}); });
        file = machine.open("log");
        QVERIFY(file->syncNow());
        QVERIFY(machine.losePower());
        QVERIFY(machine.content("log") == "one");
    }

    void namesThatWereNotSyncedAreGone_data() { BOTH_WORLDS(); }
    void namesThatWereNotSyncedAreGone() {
        FAULTY_WORLD();
        Machine machine(harness);
        const auto file = machine.open("new");
        QVERIFY(file->writeAt(0, asBytes("content")));
        QVERIFY(file->syncNow());
        QVERIFY(machine.files().makeFolders(machine.path("a/b")));
        QVERIFY(machine.open("a/b/inside")->writeAt(0, asBytes("content")));
        QVERIFY(machine.files().syncFolderNow(machine.path("a/b")));
        QVERIFY(machine.losePower());
        QVERIFY(!machine.files().exists(machine.path("new")));
        QVERIFY(!machine.files().exists(machine.path("a")));
    }

    void namesThatWereSyncedStay_data() { BOTH_WORLDS(); }
    void namesThatWereSyncedStay() {
        FAULTY_WORLD();
        Machine machine(harness);
        QVERIFY(machine.files().makeFolders(machine.path("a")));
        QVERIFY(machine.files().syncFolderNow(machine.path()));
        const auto file = machine.open("a/kept");
        QVERIFY(file->writeAt(0, asBytes("not synced")));
        QVERIFY(machine.files().syncFolderNow(machine.path("a")));
        QVERIFY(machine.losePower());
        QVERIFY(machine.content("a/kept") == "");
    }

    void aRenamingThatWasNotSyncedIsUndone_data() { BOTH_WORLDS(); }
    void aRenamingThatWasNotSyncedIsUndone() {
        FAULTY_WORLD();
        Machine machine(harness);
        machine.durable("from", "content");
        machine.durable("state", "old");
        machine.durable("state.tmp", "new");
        QVERIFY(machine.files().rename(machine.path("from"), machine.path("to")));
        QVERIFY(machine.files().rename(machine.path("state.tmp"), machine.path("state")));
        QVERIFY(machine.losePower());
        QVERIFY(machine.content("from") == "content");
        QVERIFY(machine.content("to") == "(none)");
        QVERIFY(machine.content("state") == "old");
        QVERIFY(machine.content("state.tmp") == "new");
    }

    void whatIsReplacedWholeIsDurable_data() { BOTH_WORLDS(); }
    void whatIsReplacedWholeIsDurable() {
        FAULTY_WORLD();
        Machine machine(harness);
        QVERIFY(world::replaceWhole(machine.files(), machine.path("state"), asBytes("one")));
        QVERIFY(world::replaceWhole(machine.files(), machine.path("state"), asBytes("two")));
        QVERIFY(machine.losePower());
        QVERIFY(machine.content("state") == "two");
        QVERIFY(machine.content("state.tmp") == "(none)");
    }

    void aRenamedFolderTakesWhatIsInsideWithIt_data() { BOTH_WORLDS(); }
    void aRenamedFolderTakesWhatIsInsideWithIt() {
        FAULTY_WORLD();
        Machine machine(harness);
        QVERIFY(machine.files().makeFolders(machine.path("t-0")));
        QVERIFY(machine.files().syncFolderNow(machine.path()));
        const auto file = machine.durable("t-0/log", "synced");
        QVERIFY(file->writeAt(6, asBytes(" and not")));
        QVERIFY(machine.open("t-0/fresh")->writeAt(0, asBytes("content")));
        QVERIFY(machine.files().rename(machine.path("t-0"), machine.path("t-0-delete")));
        QVERIFY(machine.files().syncFolderNow(machine.path()));
        QVERIFY(machine.losePower());
        QVERIFY(machine.content("t-0-delete/log") == "synced");
        QVERIFY(!machine.files().exists(machine.path("t-0-delete/fresh")));
        QVERIFY(!machine.files().exists(machine.path("t-0")));
    }

    void whatWasRemovedStaysAway_data() { BOTH_WORLDS(); }
    void whatWasRemovedStaysAway() {
        FAULTY_WORLD();
        Machine machine(harness);
        machine.durable("old", "content");
        machine.open("before");
        QVERIFY(machine.files().remove(machine.path("old")));
        machine.open("after");
        QVERIFY(machine.files().remove(machine.path("after")));
        QVERIFY(machine.losePower());
        QVERIFY(!machine.files().exists(machine.path("old")));
        QVERIFY(!machine.files().exists(machine.path("after")));
        // A removal that lasted took with it what came before in its folder.
        QVERIFY(machine.files().exists(machine.path("before")));
    }

    void whatWasOpenBeforeIsDead_data() { BOTH_WORLDS(); }
    void whatWasOpenBeforeIsDead() {
        FAULTY_WORLD();
        Machine machine(harness);
        const auto file = machine.durable("log", "synced");
        QVERIFY(machine.losePower());
        Bytes into(6);
        QCOMPARE(file->writeAt(0, asBytes("x")).error().code, ErrorCode::kInputOutput);
        QCOMPARE(file->readAt(0, into).error().code, ErrorCode::kInputOutput);
        QCOMPARE(file->syncNow().error().code, ErrorCode::kInputOutput);
        // The next life begins with what is there.
        QVERIFY(machine.open("log")->writeAt(6, asBytes(" again")));
        QVERIFY(machine.content("log") == "synced again");
        QVERIFY(machine.losePower());
        QVERIFY(machine.content("log") == "synced");
    }
};

BROKERSCOPE_TEST(TestPowerLoss)
#include "tst_power_loss.moc"
