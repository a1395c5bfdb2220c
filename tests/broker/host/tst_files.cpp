#include <QtTest/QtTest>

#include "tests/broker/host/host_harness.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::world;
using tests::HostHarness;

class TestFiles : public QObject {
    Q_OBJECT

    std::unique_ptr<HostHarness> m_harness;

    Files& files() { return m_harness->loop().world().files; }
    std::string path(std::string_view name) { return joinPath(m_harness->folder(), name); }

private slots:
    void init() { m_harness = std::make_unique<HostHarness>(); }
    void cleanup() { m_harness.reset(); }

    void aFullDiskIsToldWithWhatWasWrittenWhere() {
        const auto file = files().open("/dev/full", OpenMode::kReadWrite);
        QVERIFY(file);
        const Result<void> result = (*file)->writeAt(0, Bytes(123));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::kNoSpace);
        QCOMPARE(result.error().detail,
                 std::string("writing 123 bytes to /dev/full: No space left on device"));
    }

    void aPathUnderAFileIsNotFound() {
        QVERIFY(files().open(path("file"), OpenMode::kCreate));
        const auto under = files().open(path("file/under"), OpenMode::kCreate);
        QVERIFY(!under);
        QCOMPARE(under.error().code, ErrorCode::kNotFound);
        QCOMPARE(under.error().detail, "opening " + path("file/under") + ": Not a directory");
        QCOMPARE(files().list(path("file")).error().code, ErrorCode::kNotFound);
        QCOMPARE(files().makeFolders(path("file/a/b")).error().code, ErrorCode::kNotFound);
    }

    void aFolderWhereAFileIsAlreadyExists() {
        QVERIFY(files().open(path("file"), OpenMode::kCreate));
        QCOMPARE(files().makeFolders(path("file")).error().code, ErrorCode::kAlreadyExists);
    }

    void aFolderIsNoFile() {
        QVERIFY(files().makeFolders(path("folder")));
        for (const OpenMode mode : {OpenMode::kRead, OpenMode::kReadWrite, OpenMode::kCreate}) {
            const auto opened = files().open(path("folder"), mode);
            QVERIFY(!opened);
            QVERIFY(opened.error().detail.find("Is a directory") != std::string::npos);
        }
        QVERIFY(!files().remove(path("folder")));
        QVERIFY(files().exists(path("folder")));
    }

    void aReadOnlyFileRefusesWriting() {
        QVERIFY(files().open(path("file"), OpenMode::kCreate));
        const auto file = files().open(path("file"), OpenMode::kRead);
        QCOMPARE((*file)->writeAt(0, asBytes("x")).error().code, ErrorCode::kInputOutput);
        QVERIFY(!(*file)->resize(10));
    }

    void aFailedSyncIsNeverFollowedByAGoodOne() {
        // A device has nothing to sync, so the system refuses.
        const auto file = files().open("/dev/full", OpenMode::kReadWrite);
        const Result<void> first = (*file)->syncNow();
        QVERIFY(!first);
        const Result<void> second = (*file)->syncNow();
        QVERIFY(!second);
        QCOMPARE(second.error().detail, std::string("syncing /dev/full: an earlier sync of it failed"));
    }

    void aFailedSyncIsToldOnTheLoop() {
        Call call;
        std::optional<ErrorCode> code;
        bool isOnLoop = false;
        m_harness->onLoop([&](World& world) {
            call = world.files.sync(*world.files.open("/dev/full", OpenMode::kReadWrite),
                                    [&](Result<void> result) {
                                        code = result ? ErrorCode::kNone : result.error().code;
                                        isOnLoop = m_harness->loop().isOnLoop();
                                    });
        });
        QVERIFY(m_harness->runUntil([&] { return code.has_value(); }));
        QCOMPARE(*code, ErrorCode::kInputOutput);
        QVERIFY(isOnLoop);
        m_harness->onLoop([&](World&) { call.reset(); });
    }

    void syncsOfOneLoopCompleteInOrder() {
        std::vector<Call> calls;
        std::vector<int> order;
        m_harness->onLoop([&](World& world) {
            for (int i = 0; i < 20; ++i) {
                const auto file = world.files.open(path("file-" + std::to_string(i)), OpenMode::kCreate);
                (void)(*file)->writeAt(0, Bytes(1000));
                calls.push_back(world.files.sync(*file, [&order, i](Result<void> result) {
                    if (result) order.push_back(i);
                }));
            }
        });
        QVERIFY(m_harness->runUntil([&] { return order.size() == 20; }));
        QVERIFY(std::ranges::is_sorted(order));
        m_harness->onLoop([&](World&) { calls.clear(); });
    }

    void thousandsOfPiecesAreOneWrite() {
        const auto file = files().open(path("file"), OpenMode::kCreate);
        const Bytes one(777, 'x');
        const std::vector<ByteView> pieces(3000, ByteView(one));
        QVERIFY((*file)->writeAt(10, pieces));
        QCOMPARE((*file)->size().value(), std::uint64_t{10 + 777 * 3000});
    }

    void linksInAFolderAreNotFollowedWhenItIsRemoved() {
        QVERIFY(files().makeFolders(path("kept")));
        QVERIFY(files().open(path("kept/file"), OpenMode::kCreate));
        QVERIFY(files().makeFolders(path("removed")));
        QVERIFY(
            QFile::link(QString::fromStdString(path("kept")), QString::fromStdString(path("removed/link"))));
        QVERIFY(files().removeAll(path("removed")));
        QVERIFY(files().exists(path("kept/file")));
    }

    void freeSpaceIsToldWhereThereIsADisk() {
        QVERIFY(files().freeBytes(m_harness->folder()) > 0);
        QCOMPARE(files().freeBytes("/no/such/place"), std::uint64_t{0});
    }
};

BROKERSCOPE_TEST(TestFiles)
#include "tst_files.moc"
