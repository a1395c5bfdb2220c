#include <QtTest/QtTest>

#include "tests/broker/log/log_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;
using namespace tests;

namespace {

std::int64_t firstAt(const PartitionLog& log, std::int64_t offset) {
    const auto fetched = log.read(Offset(offset), {.maxBytes = 1, .upperBound = log.end()});
    return fetched && !fetched->empty() ? fetched->firstOffset.value() : -1;
}

}  // namespace

class TestLookup : public QObject {
    Q_OBJECT

private slots:
    void anOffsetInsideABatchGivesTheWholeBatch() {
        LogFixture fixture;
        const auto log = fixture.open();
        for (int i = 0; i < 4; ++i) QVERIFY(produce(*log, {.records = 10}));
        QCOMPARE(firstAt(*log, 17), std::int64_t{10});
        QCOMPARE(firstAt(*log, 20), std::int64_t{20});
    }

    void offsetsOutsideAreOutOfRangeAndTheEndIsEmpty() {
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {.records = 10}));
        QCOMPARE(log->read(Offset(11), {.maxBytes = 1, .upperBound = Offset(10)}).error().code,
                 ErrorCode::kOffsetOutOfRange);
        QVERIFY(log->read(Offset(10), {.maxBytes = 1, .upperBound = Offset(99)})->empty());
        QVERIFY(log->advanceStart(Offset(4)));
        QCOMPARE(log->read(Offset(3), {.maxBytes = 1, .upperBound = Offset(10)}).error().code,
                 ErrorCode::kOffsetOutOfRange);
        QCOMPARE(firstAt(*log, 4), std::int64_t{0});
    }

    void limitsEndAtWholeBatches_data() {
        QTest::addColumn<int>("maxBatches");
        QTest::addColumn<int>("extra");
        QTest::addColumn<int>("bound");
        QTest::addColumn<bool>("least");
        QTest::addColumn<int>("batches");
        QTest::newRow("all") << 100 << 0 << 100 << true << 100;
        QTest::newRow("exactly three") << 3 << 0 << 100 << true << 3;
        QTest::newRow("a byte less than three") << 3 << -1 << 100 << true << 2;
        QTest::newRow("a byte more than forty") << 40 << 1 << 100 << true << 40;
        QTest::newRow("less than one, one at least") << 0 << 5 << 100 << true << 1;
        QTest::newRow("less than one") << 0 << 5 << 100 << false << 0;
        QTest::newRow("bounded") << 100 << 0 << 7 << true << 7;
        QTest::newRow("bounded far") << 100 << 0 << 93 << true << 93;
        QTest::newRow("bytes before the bound") << 50 << 0 << 60 << true << 50;
        QTest::newRow("bound before the bytes") << 60 << 0 << 50 << true << 50;
    }
    void limitsEndAtWholeBatches() {
        QFETCH(int, maxBatches);
        QFETCH(int, extra);
        QFETCH(int, bound);
        QFETCH(bool, least);
        QFETCH(int, batches);
        LogFixture fixture;
        fixture.config.indexIntervalBytes = 500;
        const auto log = fixture.open();
        const int size = int(makeBatch({.valueSize = 100}).size());
        for (int i = 0; i < 100; ++i) QVERIFY(produce(*log, {.valueSize = 100}));
        const auto fetched = log->read(Offset(0), {.maxBytes = std::uint64_t(maxBatches * size + extra),
                                                   .upperBound = Offset(bound),
                                                   .minOneBatch = least});
        QVERIFY(fetched);
        QCOMPARE(int(fetched->slice.length), batches * size);
        QCOMPARE(fetched->nextOffset.value(), std::int64_t{batches});
    }

    void aBoundInsideABatchExcludesIt() {
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {.records = 10}));
        QVERIFY(produce(*log, {.records = 10}));
        const auto fetched = log->read(Offset(0), {.maxBytes = 1U << 20, .upperBound = Offset(15)});
        QCOMPARE(fetched->nextOffset.value(), std::int64_t{10});
        QVERIFY(log->read(Offset(10), {.maxBytes = 1U << 20, .upperBound = Offset(15)})->empty());
    }

    void readingStopsAtTheSegmentsEndAndPassesGaps() {
        LogFixture fixture;
        const auto log = fixture.open();
        const auto append = [&](std::int64_t base, int records) {
            return log->appendAsFollower(makeBatch({.records = records, .baseOffset = base}),
                                         {.leaderEpoch = kEpoch, .now = kNow});
        };
        QVERIFY(append(0, 6));
        QVERIFY(append(7, 1));  // 6 was compacted away
        QVERIFY(log->roll(kNow));
        QVERIFY(append(20, 2));
        QCOMPARE(firstAt(*log, 6), std::int64_t{7});
        QCOMPARE(firstAt(*log, 8), std::int64_t{20});
        QCOMPARE(firstAt(*log, 15), std::int64_t{20});
        const auto first = log->read(Offset(0), {.maxBytes = 1U << 20, .upperBound = log->end()});
        QCOMPARE(first->nextOffset.value(), std::int64_t{8});
    }

    void aLookupReadsLittle() {
        LogFixture fixture;
        const auto log = fixture.open();
        for (int i = 0; i < 5000; ++i) QVERIFY(produce(*log, {.valueSize = 200}));
        const auto fetched = log->read(Offset(4321), {.maxBytes = 100000, .upperBound = Offset(4990)});
        QCOMPARE(fetched->firstOffset.value(), std::int64_t{4321});
        QVERIFY2(fetched->bytesLookedAt < 40000, qPrintable(QString::number(fetched->bytesLookedAt)));
    }

    void anIndexEntryThatHasRottedDoesNotHideRecords() {
        LogFixture fixture;
        fixture.config.indexIntervalBytes = 300;
        auto log = fixture.open();
        for (int i = 0; i < 50; ++i) QVERIFY(produce(*log, {.valueSize = 100}));
        QVERIFY(log->roll(kNow));
        Bytes& index = fixture.files->content(std::string(kFolder) + "/00000000000000000000.index");
        QVERIFY(index.size() > 80);
        index[7 * 8 + 7] ^= 0x55;  // a position in the middle
        for (int i = 0; i < 50; ++i) QCOMPARE(firstAt(*log, i), std::int64_t{i});
    }

    void timestampsAreFoundToTheRecord_data() {
        QTest::addColumn<int>("codec");
        QTest::newRow("plain") << int(wire::Codec::kNone);
        QTest::newRow("zstd") << int(wire::Codec::kZstd);
        QTest::newRow("gzip") << int(wire::Codec::kGzip);
    }
    void timestampsAreFoundToTheRecord() {
        QFETCH(int, codec);
        LogFixture fixture;
        fixture.config.segmentBytes = 1U << 20;
        fixture.config.indexIntervalBytes = 300;
        const auto log = fixture.open();
        // Batches of ten records a millisecond apart, ten milliseconds per batch, over several segments.
        for (int i = 0; i < 60; ++i) {
            QVERIFY(produce(*log, {.records = 10, .timestamp = 1000 + i * 10, .codec = wire::Codec(codec)}));
            if (i % 20 == 19) QVERIFY(log->roll(kNow));
        }
        for (int i = 0; i < 600; ++i) {
            const auto found = log->offsetForTimestamp(Timestamp(1000 + i), log->end());
            QVERIFY(found && *found);
            QCOMPARE((*found)->offset.value(), std::int64_t{i});
            QCOMPARE((*found)->timestamp.value(), std::int64_t{1000 + i});
            QVERIFY((*found)->epoch == kEpoch);
        }
        QCOMPARE(log->offsetForTimestamp(Timestamp(0), log->end())->value().offset.value(), std::int64_t{0});
        QVERIFY(!*log->offsetForTimestamp(Timestamp(1600), log->end()));
        QVERIFY(!*log->offsetForTimestamp(Timestamp(1100), Offset(100)));
        QVERIFY(log->advanceStart(Offset(55)));
        QCOMPARE(log->offsetForTimestamp(Timestamp(0), log->end())->value().offset.value(), std::int64_t{55});
    }

    void theGreatestTimestampNeedNotBeTheLast() {
        LogFixture fixture;
        fixture.config.indexIntervalBytes = 1;
        const auto log = fixture.open();
        QVERIFY(!*log->offsetOfMaxTimestamp());
        for (const std::int64_t time : {10, 50, 900, 30, 900, 40})
            QVERIFY(produce(*log, {.timestamp = time}));
        QVERIFY(log->roll(kNow));
        QVERIFY(produce(*log, {.timestamp = 70}));
        QCOMPARE(log->offsetOfMaxTimestamp()->value().offset.value(), std::int64_t{2});
        QCOMPARE(log->offsetForTimestamp(Timestamp(51), log->end())->value().offset.value(), std::int64_t{2});
        QCOMPARE(log->offsetForTimestamp(Timestamp(20), log->end())->value().offset.value(), std::int64_t{1});
    }

    void aSliceOutlivesTruncationRetentionAndDeletion() {
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {}));
        QVERIFY(log->roll(kNow));
        QVERIFY(produce(*log, {}));
        const auto fetched = log->read(Offset(0), {.maxBytes = 1000, .upperBound = Offset(1)});
        const Bytes before = bytesOf(*fetched);
        QVERIFY(log->advanceStart(Offset(1)));
        fixture.settle();
        QVERIFY(!fixture.files->has(std::string(kFolder) + "/00000000000000000000.log"));
        QVERIFY(bytesOf(*fetched) == before);
    }
};

BROKERSCOPE_TEST(TestLookup)
#include "tst_lookup.moc"
