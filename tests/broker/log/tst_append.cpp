#include <QtTest/QtTest>

#include "broker/log/producer_state.h"
#include "broker/wire/record_control.h"
#include "tests/broker/log/log_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;
using namespace tests;

class TestAppend : public QObject {
    Q_OBJECT

private slots:
    void nothingIsOnDiskBeforeTheFirstAppend() {
        LogFixture fixture;
        const auto log = fixture.open();
        QCOMPARE(log->segmentCount(), 0U);
        QVERIFY(fixture.files->names(kFolder).empty());
        QVERIFY(log->read(Offset(0), {.maxBytes = 100, .upperBound = Offset(10)})->empty());
    }

    void offsetsFollowAndOnlyOffsetAndEpochArePatched() {
        LogFixture fixture;
        const auto log = fixture.open();
        QCOMPARE(produce(*log, {.records = 3})->lastOffset.value(), std::int64_t{2});
        const auto second = produce(*log, {.records = 2, .timestamp = kNow.value() + 9});
        QCOMPARE(second->firstOffset.value(), std::int64_t{3});
        QCOMPARE(second->records, 2U);
        QVERIFY(second->logAppendTime == kNoTimestamp);
        Bytes expected = makeBatch({.records = 2, .timestamp = kNow.value() + 9});
        wire::patchBaseOffset(expected, Offset(3));
        wire::patchLeaderEpoch(expected, kEpoch);
        const auto fetched = log->read(Offset(3), {.maxBytes = 1000, .upperBound = Offset(5)});
        QVERIFY(bytesOf(*fetched) == expected);
        QVERIFY((log->epochs().entries() == std::vector{EpochEntry{kEpoch, Offset(0)}}));
    }

    void aRefusedBatchLeavesNoTrace() {
        LogFixture fixture;
        fixture.config.maxMessageBytes = 500;
        const auto log = fixture.open();
        Bytes corrupt = makeBatch();
        corrupt.back() ^= 1;
        const auto crc = log->appendProduced(corrupt, {.leaderEpoch = kEpoch, .now = kNow});
        QCOMPARE(crc.error().error.code, ErrorCode::kCorruptMessage);
        QCOMPARE(produce(*log, {.valueSize = 1000}).error().error.code, ErrorCode::kMessageTooLarge);
        QCOMPARE(log->end().value(), std::int64_t{0});
        QCOMPARE(log->segmentCount(), 0U);
    }

    void aBatchLargerThanASegmentIsRefused() {
        LogFixture fixture;
        fixture.config.segmentBytes = 400;
        const auto log = fixture.open();
        QCOMPARE(produce(*log, {.valueSize = 600}).error().error.code, ErrorCode::kRecordListTooLarge);
    }

    void logAppendTimeIsSetAndReturnedForRepeatsToo() {
        LogFixture fixture;
        fixture.config.timestampType = wire::TimestampType::kLogAppendTime;
        const auto log = fixture.open();
        const auto first = produce(*log, {.timestamp = 5, .producerId = 1}, kEpoch, Timestamp(7000));
        QCOMPARE(first->logAppendTime.value(), std::int64_t{7000});
        const auto repeat = produce(*log, {.timestamp = 5, .producerId = 1}, kEpoch, Timestamp(9000));
        QVERIFY(repeat->duplicate);
        QCOMPARE(repeat->logAppendTime.value(), std::int64_t{7000});
        QCOMPARE(repeat->firstOffset.value(), std::int64_t{0});
        QCOMPARE(log->end().value(), std::int64_t{1});
        QCOMPARE(log->offsetForTimestamp(Timestamp(6000), log->end())->value().timestamp.value(),
                 std::int64_t{7000});
    }

    void producersAreCheckedBeforeAnythingIsWritten() {
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {.records = 5, .producerId = 1, .producerEpoch = 2}));
        QCOMPARE(produce(*log, {.producerId = 1, .producerEpoch = 2, .sequence = 6}).error().error.code,
                 ErrorCode::kOutOfOrderSequenceNumber);
        QCOMPARE(produce(*log, {.producerId = 1, .producerEpoch = 1, .sequence = 5}).error().error.code,
                 ErrorCode::kInvalidProducerEpoch);
        const auto repeat = produce(*log, {.records = 5, .producerId = 1, .producerEpoch = 2});
        QVERIFY(repeat->duplicate);
        QCOMPARE(repeat->lastOffset.value(), std::int64_t{4});
        QCOMPARE(log->end().value(), std::int64_t{5});
    }

    void ourOwnBatchesMayBeSeveralAndControl() {
        LogFixture fixture;
        const auto log = fixture.open();
        Bytes batches = makeBatch({.records = 2});
        const Bytes control = wire::buildControlBatch(
            {.timestamp = kNow}, wire::ControlRecordType::kLeaderChange, asBytes("value"));
        batches.insert(batches.end(), control.begin(), control.end());
        const auto appended = log->appendAsLeader(batches, {.leaderEpoch = LeaderEpoch(8), .now = kNow});
        QVERIFY(appended);
        QCOMPARE(appended->batches, 2U);
        QCOMPARE(log->end().value(), std::int64_t{3});
        QVERIFY((batchBases(*log, Offset(0)) == std::vector<std::int64_t>{0, 2}));
        batches.pop_back();
        QCOMPARE(log->appendAsLeader(batches, {.leaderEpoch = LeaderEpoch(8), .now = kNow}).error().code,
                 ErrorCode::kCorruptMessage);
        QCOMPARE(log->end().value(), std::int64_t{3});
    }

    void aFollowerTakesWholeBatchesAsTheyAre() {
        LogFixture fixture;
        const auto log = fixture.open();
        Bytes batches = makeBatch({.records = 2, .baseOffset = 10, .leaderEpoch = 1});
        const Bytes second = makeBatch({.records = 3, .baseOffset = 20, .leaderEpoch = 2});
        batches.insert(batches.end(), second.begin(), second.end());
        const std::size_t whole = batches.size();
        batches.insert(batches.end(), second.begin(), second.begin() + 70);
        const auto appended = log->appendAsFollower(batches, {.leaderEpoch = LeaderEpoch(2), .now = kNow});
        QVERIFY(appended);
        QCOMPARE(appended->bytes, std::uint64_t{whole});
        QCOMPARE(appended->firstOffset.value(), std::int64_t{10});
        QCOMPARE(log->end().value(), std::int64_t{23});
        QVERIFY((log->epochs().entries() == std::vector{EpochEntry{LeaderEpoch(1), Offset(10)},
                                                        EpochEntry{LeaderEpoch(2), Offset(20)}}));
    }

    void aFollowerRefusesWhatALeaderCannotHaveSent_data() {
        QTest::addColumn<qlonglong>("baseOffset");
        QTest::addColumn<int>("epoch");
        QTest::addColumn<bool>("corrupt");
        QTest::addColumn<int>("code");
        QTest::newRow("before the end") << qlonglong{4} << 2 << false << int(ErrorCode::kOffsetOutOfRange);
        QTest::newRow("an epoch that falls") << qlonglong{5} << 1 << false << int(ErrorCode::kInvalidRequest);
        QTest::newRow("a wrong sum") << qlonglong{5} << 2 << true << int(ErrorCode::kCorruptMessage);
    }
    void aFollowerRefusesWhatALeaderCannotHaveSent() {
        QFETCH(qlonglong, baseOffset);
        QFETCH(int, epoch);
        QFETCH(bool, corrupt);
        QFETCH(int, code);
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(log->appendAsFollower(makeBatch({.records = 5, .leaderEpoch = 2}),
                                      {.leaderEpoch = LeaderEpoch(2), .now = kNow}));
        Bytes bad = makeBatch({.baseOffset = baseOffset, .leaderEpoch = epoch});
        if (corrupt) bad.back() ^= 1;
        const auto refused = log->appendAsFollower(bad, {.leaderEpoch = LeaderEpoch(2), .now = kNow});
        QVERIFY(!refused);
        QCOMPARE(int(refused.error().code), code);
        QCOMPARE(log->end().value(), std::int64_t{5});
    }

    void batchesOfALaterEpochThanTheLeadersAreLeftOut() {
        LogFixture fixture;
        const auto log = fixture.open();
        Bytes batches = makeBatch({.leaderEpoch = 2});
        const Bytes later = makeBatch({.baseOffset = 1, .leaderEpoch = 3});
        batches.insert(batches.end(), later.begin(), later.end());
        QCOMPARE(log->appendAsFollower(batches, {.leaderEpoch = LeaderEpoch(2), .now = kNow})->batches, 1U);
        QCOMPARE(log->end().value(), std::int64_t{1});
    }

    void segmentsRollBySize() {
        LogFixture fixture;
        fixture.config.segmentBytes = 1000;
        const auto log = fixture.open();
        for (int i = 0; i < 10; ++i) QVERIFY(produce(*log, {.valueSize = 300}));
        QCOMPARE(log->segmentCount(), 5U);
        QCOMPARE(log->activeBase().value(), std::int64_t{8});
        const auto notes = log->takeNotes();
        QCOMPARE(notes.size(), std::size_t{4});
        QVERIFY(notes.front().kind == LogNote::Kind::kRolled && notes.front().offset == Offset(2));
        QVERIFY(log->takeNotes().empty());
        QVERIFY(fixture.files->has(std::string(kFolder) + "/00000000000000000002.snapshot"));
        QCOMPARE(batchBases(*log, Offset(0)).size(), std::size_t{10});
    }

    void segmentsRollByAgeIndexAndDistance() {
        LogFixture fixture;
        fixture.config.segmentMs = 1000;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {}));
        QVERIFY(produce(*log, {.timestamp = kNow.value() + 1000}));
        QCOMPARE(log->segmentCount(), 1U);
        QVERIFY(produce(*log, {.timestamp = kNow.value() + 1001}));
        QCOMPARE(log->segmentCount(), 2U);
        // Without an append it is the clock that counts.
        QVERIFY(log->maybeRoll(Timestamp(kNow.value() + 2001)));
        QCOMPARE(log->segmentCount(), 2U);
        QVERIFY(log->maybeRoll(Timestamp(kNow.value() + 2002)));
        QCOMPARE(log->segmentCount(), 3U);

        LogFixture small;
        small.config.indexIntervalBytes = 1;
        small.config.segmentIndexBytes = 48;  // four entries of the time index
        const auto indexed = small.open();
        for (int i = 0; i < 6; ++i) QVERIFY(produce(*indexed, {.timestamp = kNow.value() + i}));
        QCOMPARE(indexed->segmentCount(), 2U);
        QVERIFY(indexed->takeNotes().front().reason == "its index is full");

        LogFixture far;
        const auto follower = far.open();
        const std::int64_t distant = std::int64_t{1} << 31;
        QVERIFY(follower->appendAsFollower(makeBatch({}), {.leaderEpoch = kEpoch, .now = kNow}));
        QVERIFY(follower->appendAsFollower(makeBatch({.baseOffset = distant - 1}),
                                           {.leaderEpoch = kEpoch, .now = kNow}));
        QCOMPARE(follower->segmentCount(), 1U);
        QVERIFY(follower->appendAsFollower(makeBatch({.baseOffset = distant}),
                                           {.leaderEpoch = kEpoch, .now = kNow}));
        QCOMPARE(follower->activeBase().value(), distant);
    }

    void oneAnswerOfALeaderMayCrossSegments() {
        LogFixture fixture;
        fixture.config.segmentBytes = 400;
        const auto log = fixture.open();
        Bytes batches;
        for (int i = 0; i < 9; ++i) {
            const Bytes one = makeBatch({.baseOffset = i, .leaderEpoch = 1});
            batches.insert(batches.end(), one.begin(), one.end());
        }
        QCOMPARE(log->appendAsFollower(batches, {.leaderEpoch = LeaderEpoch(1), .now = kNow})->batches, 9U);
        QVERIFY(log->segmentCount() > 1);
        QCOMPARE(batchBases(*log, Offset(0)).size(), std::size_t{9});
    }
};

BROKERSCOPE_TEST(TestAppend)
#include "tst_append.moc"
