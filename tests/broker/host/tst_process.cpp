#include <QtTest/QtTest>
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <future>

#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/broker/host/host_harness.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::host;
using tests::HostHarness;

namespace {

namespace fs = std::filesystem;

/// The number of a process that has ended.
pid_t deadProcess() {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    ::waitpid(child, nullptr, 0);
    return child;
}

struct Pipe {
    Pipe() {
        if (::pipe(ends) != 0) std::abort();
    }
    ~Pipe() {
        ::close(ends[0]);
        closeWriter();
    }
    void write(std::string_view text) const {
        for (ssize_t count; !text.empty(); text.remove_prefix(static_cast<std::size_t>(count))) {
            count = ::write(ends[1], text.data(), text.size());
            if (count < 0) std::abort();
        }
    }
    void closeWriter() {
        if (ends[1] >= 0) ::close(ends[1]);
        ends[1] = -1;
    }
    int ends[2];
};

}  // namespace

class TestProcess : public QObject {
    Q_OBJECT

private slots:
    void residentMemoryCountsWhatIsTouched() {
        const std::uint64_t before = residentBytes();
        QVERIFY(before > 1024 * 1024);
        const Bytes touched(64 * 1024 * 1024, 1);
        QVERIFY(residentBytes() >= before + touched.size() / 2);
        // Used afterwards, or the optimiser need not allocate it.
        QCOMPARE(touched[before % touched.size()], std::uint8_t{1});
    }

    void aHostNameBecomesANumber() {
        QCOMPARE(resolveHost("localhost").value(), std::string("127.0.0.1"));
        for (const std::string number : {"127.0.0.1", "0.0.0.0", "::1", ""})
            QCOMPARE(resolveHost(number).value(), number);
        QCOMPARE(resolveHost("no such name").error().code, ErrorCode::kNotFound);
    }

    void theDescriptorLimitIsRaisedToWhatTheSystemAllows() {
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        rlimit lower = before;
        lower.rlim_cur = std::min<rlim_t>(before.rlim_cur, 200);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &lower), 0);
        QCOMPARE(raiseDescriptorLimit(), std::uint64_t{before.rlim_max});
        rlimit after{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &after), 0);
        QCOMPARE(after.rlim_cur, before.rlim_max);
    }

    void aLockedFolderIsInUseByThisProcess() {
        const auto place = TemporaryFolder::create().value();
        const std::string folder = place.path() + "/data/deep";
        {
            const auto lock = FolderLock::take(folder);
            QVERIFY(lock);
            const auto second = FolderLock::take(folder);
            QVERIFY(!second);
            QCOMPARE(second.error().code, ErrorCode::kInUse);
            QCOMPARE(second.error().detail,
                     "the folder " + folder + " is in use by process " + std::to_string(::getpid()));
        }
        QVERIFY(FolderLock::take(folder));
    }

    void aLockMovesWithItsOwner() {
        const auto place = TemporaryFolder::create().value();
        auto first = FolderLock::take(place.path() + "/a").value();
        auto second = FolderLock::take(place.path() + "/b").value();
        first = std::move(second);
        QVERIFY(FolderLock::take(place.path() + "/a"));
        QVERIFY(!FolderLock::take(place.path() + "/b"));
    }

    void theDeathOfAProcessFreesItsLock() {
        const auto place = TemporaryFolder::create().value();
        const std::string folder = place.path() + "/data";
        Pipe ready;
        Pipe end;
        const pid_t child = ::fork();
        if (child == 0) {
            const auto lock = FolderLock::take(folder);
            char byte = lock ? 'y' : 'n';
            if (::write(ready.ends[1], &byte, 1) == 1 && ::read(end.ends[0], &byte, 1) == 1) ::_exit(0);
            ::_exit(1);
        }
        char answer = 'n';
        QCOMPARE(::read(ready.ends[0], &answer, 1), ssize_t{1});
        QCOMPARE(answer, 'y');
        const auto refused = FolderLock::take(folder);
        QVERIFY(!refused);
        QVERIFY(refused.error().detail.ends_with("is in use by process " + std::to_string(child)));
        end.write("!");
        ::waitpid(child, nullptr, 0);
        QVERIFY(FolderLock::take(folder));
    }

    void aTemporaryFolderIsRemovedWithItsContent() {
        std::string path;
        {
            auto folder = TemporaryFolder::create().value();
            path = folder.path();
            fs::create_directories(path + "/deep/er");
            const TemporaryFolder moved = std::move(folder);
            QVERIFY(fs::exists(path));
        }
        QVERIFY(!fs::exists(path));
    }

    void leftoversOfDeadProcessesAreSwept() {
        const auto place = TemporaryFolder::create().value();
        const std::string dead = fmt::format("{}/brokerscope-{}-abcdef", place.path(), deadProcess());
        const std::string held = fmt::format("{}/brokerscope-{}-ghijkl", place.path(), deadProcess());
        fs::create_directories(dead + "/broker-1/topic-0");
        const auto lock = FolderLock::take(held).value();
        // Left by an earlier process that had our number.
        const std::string sameNumber = fmt::format("{}/brokerscope-{}-mnopqr", place.path(), ::getpid());
        QVERIFY(FolderLock::take(sameNumber));
        const auto own = TemporaryFolder::create(place.path()).value();
        for (const char* other : {"brokerscope-", "brokerscope-x-1", "brokerscope-17", "somebody-17-abc"})
            fs::create_directories(place.path() + "/" + other);
        fs::create_directory_symlink(own.path(),
                                     fmt::format("{}/brokerscope-{}-link", place.path(), deadProcess()));
        std::vector<std::string> removed = sweepTemporaryFolders(place.path());
        std::ranges::sort(removed);
        std::vector<std::string> expected{dead, sameNumber};
        std::ranges::sort(expected);
        QVERIFY(removed == expected);
        QVERIFY(!fs::exists(dead) && fs::exists(held) && fs::exists(own.path()));
        QVERIFY(fs::exists(place.path() + "/brokerscope-17"));
    }

    void signalsArriveOnTheLoopUntilTheWatchIsDestroyed() {
        HostHarness harness;
        std::vector<int> heard;
        std::unique_ptr<world::Operation> watch;
        std::promise<void> hasEnded;
        harness.onLoop([&](world::World&) {
            watch = watchSignals(harness.loop(), [&](int number) {
                        heard.push_back(number);
                        if (number != SIGINT) return;
                        watch.reset();
                        hasEnded.set_value();
                    }).value();
        });
        ::kill(::getpid(), SIGTERM);
        QVERIFY(harness.runUntil([&] { return heard.size() == 1; }));
        harness.loop().setFrozen(true);
        ::kill(::getpid(), SIGINT);
        // A frozen broker must still be told to end.
        const auto status = hasEnded.get_future().wait_for(std::chrono::seconds(60));
        harness.loop().setFrozen(false);
        QVERIFY(status == std::future_status::ready);
        QVERIFY((heard == std::vector{SIGTERM, SIGINT}));
        QVERIFY(watch == nullptr);
    }

    void linesArriveWithoutTheirEnds() {
        HostHarness harness;
        Pipe pipe;
        std::vector<std::string> lines;
        std::unique_ptr<LineReader> reader;
        harness.onLoop([&](world::World&) {
            reader = std::make_unique<LineReader>(
                harness.loop(), pipe.ends[0],
                LineReader::Handlers{.onLine = [&](std::string line) { lines.push_back(std::move(line)); },
                                     .onEnd = [&] { lines.push_back("<end>"); }});
        });
        pipe.write("status\nki");
        pipe.write("ll 1\r\n\nlast");
        QVERIFY(harness.runUntil([&] { return lines.size() == 3; }));
        pipe.closeWriter();
        QVERIFY(harness.runUntil([&] { return lines.size() == 5; }));
        QVERIFY((lines == std::vector<std::string>{"status", "kill 1", "", "last", "<end>"}));
        harness.onLoop([&](world::World&) { reader.reset(); });
    }

    void aLineBeyondTheLimitIsCut() {
        HostHarness harness;
        Pipe pipe;
        std::vector<std::string> lines;
        std::unique_ptr<LineReader> reader;
        harness.onLoop([&](world::World&) {
            reader = std::make_unique<LineReader>(
                harness.loop(), pipe.ends[0],
                LineReader::Handlers{.onLine = [&](std::string line) { lines.push_back(std::move(line)); }});
        });
        pipe.write(std::string(LineReader::kMaxLineBytes + 5'000, 'x') + "\nshort\n");
        QVERIFY(harness.runUntil([&] { return lines.size() == 2; }));
        QCOMPARE(lines[0].size(), LineReader::kMaxLineBytes);
        QCOMPARE(lines[1], std::string("short"));
        harness.onLoop([&](world::World&) { reader.reset(); });
    }

    void aReaderMayBeDestroyedInItsLineAndWhileItsThreadWaits() {
        HostHarness harness;
        Pipe pipe;
        int lines = 0;
        std::unique_ptr<LineReader> reader;
        harness.onLoop([&](world::World&) {
            reader = std::make_unique<LineReader>(harness.loop(), pipe.ends[0],
                                                  LineReader::Handlers{.onLine = [&](std::string) {
                                                      ++lines;
                                                      reader.reset();
                                                  }});
            // More than may wait, so that the thread stands when the first line is delivered.
            std::string text;
            for (std::size_t i = 0; i < 2 * LineReader::kMaxWaitingLines; ++i) text += "line\n";
            pipe.write(text);
        });
        QVERIFY(harness.runUntil([&] { return reader == nullptr; }));
        QCOMPARE(lines, 1);
    }
};

BROKERSCOPE_TEST(TestProcess)
#include "tst_process.moc"
