#include <QtTest/QtTest>

#include "tests/broker/log/log_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;
using namespace tests;

namespace {

/// Twelve batches of one record over four segments, of producer 1 and epochs 1 to 4.
std::unique_ptr<PartitionLog> filled(LogFixture& fixture) {
    auto log = fixture.open();
    for (int i = 0; i < 12; ++i) {
        if (i % 3 == 0 && i > 0) (void)log->roll(kNow);
        (void)produce(*log, {.timestamp = kNow.value() + 100 + i, .producerId = 1, .sequence = i},
                      LeaderEpoch(1 + i / 3));
    }
    return log;
}

}  // namespace

class TestTruncation : public QObject {
    Q_OBJECT

private slots:
    void everyOffsetCanBeTheNewEnd() {
        for (int end = 0; end <= 12; ++end) {
            LogFixture fixture;
            fixture.config.indexIntervalBytes = 1;
            auto log = filled(fixture);
            QVERIFY(log->truncateTo(Offset(end)));
            QCOMPARE(log->end().value(), std::int64_t{end});
            QCOMPARE(batchBases(*log, Offset(0)).size(), std::size_t(end));
            for (const EpochEntry& entry : log->epochs().entries()) QVERIFY(entry.startOffset < Offset(end));
            const auto max = log->offsetOfMaxTimestamp();
            QCOMPARE(max->has_value(), end > 0);
            if (end > 0) QCOMPARE((*max)->offset.value(), std::int64_t{end - 1});
            // It goes on from there, and the same is found again.
            QVERIFY(produce(*log, {.timestamp = kNow.value() + 500, .producerId = 1, .sequence = end},
                            LeaderEpoch(9)));
            const auto reopened = fixture.open();
            QCOMPARE(reopened->end().value(), std::int64_t{end + 1});
            QVERIFY(reopened->recovery().cuts.empty());
            QVERIFY(reopened->epochs().entries() == log->epochs().entries());
        }
    }

    void producersKnowOnlyWhatIsLeft() {
        LogFixture fixture;
        const auto log = filled(fixture);
        QVERIFY(log->truncateTo(Offset(7)));
        QCOMPARE(log->producers().find(ProducerId(1))->lastSequence().value(), 6);
        const auto known = produce(*log, {.timestamp = kNow.value() + 106, .producerId = 1, .sequence = 6});
        QVERIFY(known->duplicate);
        QCOMPARE(known->firstOffset.value(), std::int64_t{6});
        // What was cut off is no repeat any more.
        const auto again = produce(*log, {.timestamp = kNow.value() + 107, .producerId = 1, .sequence = 7});
        QVERIFY(again && !again->duplicate);
        QCOMPARE(again->firstOffset.value(), std::int64_t{7});
    }

    void repeatsOfTheLastFiveAreKnownAfterTruncation() {
        LogFixture fixture;
        const auto log = filled(fixture);
        QVERIFY(log->truncateTo(Offset(10)));
        for (int i = 5; i < 10; ++i) {
            const auto repeat =
                produce(*log, {.timestamp = kNow.value() + 100 + i, .producerId = 1, .sequence = i});
            QVERIFY(repeat && repeat->duplicate);
            QCOMPARE(repeat->firstOffset.value(), std::int64_t{i});
        }
    }

    void insideABatchTheWholeBatchGoes() {
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {.records = 10}));
        QVERIFY(produce(*log, {.records = 10}));
        QVERIFY(log->truncateTo(Offset(15)));
        QCOMPARE(log->end().value(), std::int64_t{10});
        const auto notes = log->takeNotes();
        QCOMPARE(notes.size(), std::size_t{1});
        QVERIFY(notes.front().kind == LogNote::Kind::kTruncated && notes.front().bytes > 0);
    }

    void atTheEndOnlyEpochsWithoutRecordsGo() {
        LogFixture fixture;
        const auto log = filled(fixture);
        log->assignEpoch(LeaderEpoch(7));
        QVERIFY(log->epochs().latest()->epoch == LeaderEpoch(7));
        QVERIFY(log->truncateTo(Offset(12)));
        QVERIFY(log->epochs().latest()->epoch == LeaderEpoch(4));
        QCOMPARE(log->end().value(), std::int64_t{12});
    }

    void anEmptiedLogBeginsWhereItWasToldAlsoWhenOpenedAgain() {
        LogFixture fixture;
        auto log = filled(fixture);
        QVERIFY(log->truncateFullyTo(Offset(1000)));
        QCOMPARE(log->start().value(), std::int64_t{1000});
        QCOMPARE(log->end().value(), std::int64_t{1000});
        QVERIFY(log->epochs().entries().empty());
        QCOMPARE(log->producers().size(), std::size_t{0});
        log = fixture.open();
        QCOMPARE(log->start().value(), std::int64_t{1000});
        QCOMPARE(produce(*log, {})->firstOffset.value(), std::int64_t{1000});
    }

    void truncationLowersTheRecoveryPointOfAFlushUnderWay() {
        LogFixture fixture;
        const auto log = filled(fixture);
        fixture.settle();
        Offset flushed{-1};
        const auto call = log->flush([&](Result<Offset> upTo) { flushed = upTo.value(); });
        QVERIFY(log->truncateTo(Offset(4)));
        QVERIFY(produce(*log, {}, LeaderEpoch(9)));
        fixture.settle();
        QCOMPARE(flushed.value(), std::int64_t{4});
        QVERIFY(log->recoveryPoint() <= log->end());
    }

    void theStartAdvancesAndWholeSegmentsGo() {
        LogFixture fixture;
        const auto log = filled(fixture);
        QCOMPARE(log->advanceStart(Offset(13)).error().code, ErrorCode::kOffsetOutOfRange);
        QVERIFY(log->advanceStart(Offset(7)));
        QCOMPARE(log->start().value(), std::int64_t{7});
        QCOMPARE(log->segmentCount(), 2U);
        QVERIFY((log->epochs().earliest() == EpochEntry{LeaderEpoch(3), Offset(7)}));
        QVERIFY(log->advanceStart(Offset(3)));
        QCOMPARE(log->start().value(), std::int64_t{7});
        fixture.settle();
        for (const std::string& name : fixture.files->names(kFolder)) QVERIFY(!name.ends_with(".deleted"));
    }

    void retentionGoesByAgeAndSizeAndNeverAboveTheHighWatermark_data() {
        QTest::addColumn<qlonglong>("ms");
        QTest::addColumn<qlonglong>("bytes");
        QTest::addColumn<qlonglong>("watermark");
        QTest::addColumn<qlonglong>("start");
        QTest::newRow("for ever") << qlonglong{-1} << qlonglong{-1} << qlonglong{12} << qlonglong{0};
        QTest::newRow("all old") << qlonglong{1} << qlonglong{-1} << qlonglong{12} << qlonglong{12};
        QTest::newRow("the active one is not committed")
            << qlonglong{1} << qlonglong{-1} << qlonglong{11} << qlonglong{9};
        QTest::newRow("two old") << qlonglong{894} << qlonglong{-1} << qlonglong{12} << qlonglong{6};
        QTest::newRow("never above the high watermark")
            << qlonglong{1} << qlonglong{-1} << qlonglong{5} << qlonglong{3};
        QTest::newRow("no bytes") << qlonglong{-1} << qlonglong{0} << qlonglong{12} << qlonglong{12};
        QTest::newRow("old and too large")
            << qlonglong{894} << qlonglong{0} << qlonglong{12} << qlonglong{12};
    }
    void retentionGoesByAgeAndSizeAndNeverAboveTheHighWatermark() {
        QFETCH(qlonglong, ms);
        QFETCH(qlonglong, bytes);
        QFETCH(qlonglong, watermark);
        QFETCH(qlonglong, start);
        LogFixture fixture;
        fixture.config.retentionMs = ms;
        fixture.config.retentionBytes = bytes;
        const auto log = filled(fixture);
        QCOMPARE(log->retention(Timestamp(kNow.value() + 1000), Offset(watermark)).start.value(),
                 std::int64_t{start});
    }

    void whenAllIsOldTheActiveSegmentEndsAndGoesToo() {
        LogFixture fixture;
        fixture.config.retentionMs = 1;
        const auto log = filled(fixture);
        log->takeNotes();
        QVERIFY(log->retain(Timestamp(kNow.value() + 1000), Offset(12)).value());
        QCOMPARE(log->start(), Offset(12));
        QCOMPARE(log->end(), Offset(12));
        QCOMPARE(log->segmentCount(), 1U);
        QCOMPARE(log->sizeBytes(), std::uint64_t{0});
        const std::vector<LogNote> notes = log->takeNotes();
        QCOMPARE(notes.size(), std::size_t{2});
        QVERIFY(notes[0].kind == LogNote::Kind::kRolled && notes[1].kind == LogNote::Kind::kDeleted);
        QCOMPARE(notes[1].offset, Offset(12));
        QCOMPARE(notes[1].segments, 4U);
        QVERIFY(notes[1].bytes > 0);
        QCOMPARE(notes[1].reason, std::string("older than retention.ms, 1 ms"));
        QVERIFY(!log->retain(Timestamp(kNow.value() + 2000), Offset(12)).value());
        QCOMPARE(produce(*log, {}).value().firstOffset, Offset(12));
    }

    void aDeletedFolderIsRenamedAndRemovedLater() {
        LogFixture fixture;
        const auto log = filled(fixture);
        const auto folder = log->markDeleted(kMetadataTopicId);
        QVERIFY(folder);
        QVERIFY(!fixture.files->exists(kFolder));
        QVERIFY(fixture.files->exists(*folder));
        QCOMPARE(batchBases(*log, Offset(0)).size(), std::size_t{12});
        QCOMPARE(produce(*log, {}).error().error.code, ErrorCode::kKafkaStorageError);
        bool removed = false;
        const auto call = removeFolder(*fixture.files, fixture.work, *folder,
                                       [&](Result<void> result) { removed = result.has_value(); });
        fixture.settle();
        QVERIFY(removed && !fixture.files->exists(*folder));
    }
};

BROKERSCOPE_TEST(TestTruncation)
#include "tst_truncation.moc"
