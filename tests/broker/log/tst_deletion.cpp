#include <QtTest/QtTest>

#include <algorithm>

#include "tests/broker/log/compacted.h"
#include "tests/broker/rpc/fake_world.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;
using namespace std::chrono_literals;
using namespace tests;

namespace {

/// A log of four segments with three records each, whose deleted files stay a minute.
struct DelayedLog {
    DelayedLog() {
        fixture.timers = &timers;
        log = fixture.open();
        for (int i = 0; i < 12; ++i) {
            if (i % 3 == 0 && i > 0) (void)log->roll(kNow);
            (void)produce(*log, {});
        }
        fixture.settle();
    }
    void pass(world::Duration time) {
        timers.run(time);
        fixture.settle();
    }
    /// Files that wait for their removal.
    std::size_t doomed() const {
        return static_cast<std::size_t>(
            std::ranges::count_if(fixture.files->names(kFolder),
                                  [](const std::string& name) { return name.ends_with(".deleted"); }));
    }

    rpc::FakeTimers timers;
    LogFixture fixture;
    std::unique_ptr<PartitionLog> log;
};

constexpr std::size_t kFilesOfASegment = 3;

}  // namespace

/// When what is deleted leaves the disk (`file.delete.delay.ms`).
class TestDeletion : public QObject {
    Q_OBJECT

private slots:
    void deletedSegmentsStayForTheirTimeUnderAnotherName() {
        DelayedLog held;
        QVERIFY(held.log->advanceStart(Offset(7)));
        held.pass(59s);
        QCOMPARE(held.doomed(), 2 * kFilesOfASegment);
        QVERIFY(held.fixture.files->has(std::string(kFolder) + "/00000000000000000003.log.deleted"));
        held.pass(2s);
        QCOMPARE(held.doomed(), std::size_t{0});
        QCOMPARE(held.log->segmentCount(), 2U);
        QCOMPARE(batchBases(*held.log, Offset(7)).size(), std::size_t{5});
    }

    void whatIsTruncatedStaysTooAndItsSuccessorIsLeftAlone() {
        DelayedLog held;
        QVERIFY(held.log->truncateTo(Offset(4)));
        QCOMPARE(held.doomed(), 2 * kFilesOfASegment);
        for (int i = 4; i < 9; ++i) QVERIFY(produce(*held.log, {}));
        QVERIFY(held.log->roll(kNow));
        held.pass(61s);
        QCOMPARE(held.doomed(), std::size_t{0});
        QCOMPARE(batchBases(*held.log, Offset(0)).size(), std::size_t{9});
    }

    void theTimeThatTheTopicSaysAtTheDeletionCounts() {
        DelayedLog held;
        QVERIFY(held.log->advanceStart(Offset(3)));
        LogConfig config = held.log->config();
        config.fileDeleteDelayMs = 5000;
        held.log->configure(config);
        QVERIFY(held.log->advanceStart(Offset(6)));
        held.pass(6s);
        QCOMPARE(held.doomed(), kFilesOfASegment);
        config.fileDeleteDelayMs = 0;
        held.log->configure(config);
        QVERIFY(held.log->advanceStart(Offset(9)));
        held.pass(0s);
        QCOMPARE(held.doomed(), kFilesOfASegment);
        held.pass(60s);
        QCOMPARE(held.doomed(), std::size_t{0});
    }

    void aTimeBeyondAllTimesIsNoOverflow() {
        DelayedLog held;
        LogConfig config = held.log->config();
        config.fileDeleteDelayMs = std::numeric_limits<std::int64_t>::max();
        held.log->configure(config);
        QVERIFY(held.log->advanceStart(Offset(3)));
        held.pass(24h * 365);
        QCOMPARE(held.doomed(), kFilesOfASegment);
    }

    void aSegmentThatIsCompactedTwiceStaysForTheTimeOfTheLater() {
        rpc::FakeTimers timers;
        CompactedLog compacted(1U << 20, &timers);
        const std::string old = std::string(kFolder) + "/00000000000000000000.log.deleted";
        compacted.add("a", "1");
        compacted.add("a", "2");
        compacted.seal();
        QVERIFY(*compacted.clean());
        QVERIFY(compacted.files->has(old));
        timers.run(40s);
        compacted.settle();
        compacted.add("a", "3");
        compacted.seal();
        QVERIFY(*compacted.clean());
        timers.run(40s);
        compacted.settle();
        QVERIFY(compacted.files->has(old));
        timers.run(21s);
        compacted.settle();
        QVERIFY(!compacted.files->has(old));
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("a=3@2"));
    }

    void whatWaitsWhenALogEndsGoesWhenItIsOpened_data() {
        QTest::addColumn<bool>("closes");
        QTest::newRow("closed") << true;
        QTest::newRow("killed") << false;
    }
    void whatWaitsWhenALogEndsGoesWhenItIsOpened() {
        QFETCH(bool, closes);
        DelayedLog held;
        QVERIFY(held.log->advanceStart(Offset(7)));
        if (closes) QVERIFY(held.log->close());
        held.log = nullptr;
        QCOMPARE(held.timers.pending(), std::size_t{0});
        QCOMPARE(held.doomed(), 2 * kFilesOfASegment);
        held.log = held.fixture.open(closes, Offset(closes ? 12 : 0));
        QCOMPARE(held.doomed(), std::size_t{0});
        QCOMPARE(held.log->start(), Offset(6));
        QCOMPARE(held.log->end(), Offset(12));
    }

    void aFolderThatIsDeletedTakesWhatWaitsInIt() {
        DelayedLog held;
        QVERIFY(held.log->advanceStart(Offset(7)));
        const auto folder = held.log->markDeleted(Uuid{});
        QVERIFY(folder);
        QCOMPARE(held.timers.pending(), std::size_t{0});
        held.pass(61s);
        QVERIFY(held.fixture.files->has(*folder + "/00000000000000000003.log.deleted"));
    }
};

BROKERSCOPE_TEST(TestDeletion)
#include "tst_deletion.moc"
