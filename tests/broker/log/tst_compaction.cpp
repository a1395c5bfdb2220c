#include <QtTest/QtTest>

#include "broker/wire/record_control.h"
#include "tests/broker/log/compacted.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;
using namespace tests;

class TestCompaction : public QObject {
    Q_OBJECT

private slots:
    void theLastValueOfEachKeyStaysAtItsOffset() {
        CompactedLog compacted;
        for (const char* key : {"a", "b", "a", "c", "b", "a"})
            compacted.add(key, std::to_string(compacted.log->end().value()));
        compacted.seal();
        compacted.add("a", "active");
        const auto report = compacted.clean();
        QVERIFY(report && *report);
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("c=3@3 b=4@4 a=5@5 a=active@6"));
        QCOMPARE((*report)->upTo, Offset(6));
        QCOMPARE((*report)->recordsBefore, std::uint64_t{6});
        QCOMPARE((*report)->records, std::uint64_t{3});
        QVERIFY((*report)->bytes < (*report)->bytesBefore);
        QCOMPARE(compacted.log->cleanedTo(), Offset(6));
        compacted.reopen();
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("c=3@3 b=4@4 a=5@5 a=active@6"));
        QVERIFY(compacted.log->recovery().cuts.empty());
    }

    void aFetchAtAnOffsetThatWasCompactedAwayGivesTheNext() {
        CompactedLog compacted;
        for (int i = 0; i < 6; ++i) compacted.add("k" + std::to_string(i), "v");
        compacted.add("x", "old");  // at 6
        compacted.add("x", "new");  // at 7
        compacted.seal();
        QVERIFY(*compacted.clean());
        const auto fetched = compacted.log->read(Offset(6), {.maxBytes = 1, .upperBound = Offset(8)});
        QVERIFY(fetched && !fetched->empty());
        QCOMPARE(fetched->firstOffset, Offset(7));
    }

    void segmentsAreGroupedIntoFewer() {
        CompactedLog compacted;
        for (int segment = 0; segment < 5; ++segment) {
            for (int i = 0; i < 4; ++i) compacted.add("k" + std::to_string(i), std::to_string(segment));
            compacted.seal();
        }
        QCOMPARE(compacted.log->segmentCount(), 6U);
        const auto report = compacted.clean();
        QVERIFY(report && *report);
        QCOMPARE((*report)->segmentsBefore, 5U);
        QCOMPARE((*report)->segments, 1U);
        QCOMPARE(compacted.log->segmentCount(), 2U);
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("k0=4@16 k1=4@17 k2=4@18 k3=4@19"));
        for (const std::string& name : compacted.files->names(kFolder))
            QVERIFY2(!name.ends_with(".swap") && !name.ends_with(".cleaned") && !name.ends_with(".deleted"),
                     name.c_str());
    }

    void whatWasReplacedIsClosedBeforeItIsRemoved() {
        CompactedLog compacted;
        for (int segment = 0; segment < 3; ++segment) {
            compacted.add("k", std::to_string(segment));
            compacted.seal();
        }
        // A reader has them all open for a while.
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("k=0@0 k=1@1 k=2@2"));
        int removed = 0;
        long open = 0;
        compacted.files->judge([&](DiskAct act, const std::string& path) -> std::optional<MemoryFiles::Fate> {
            if (act == DiskAct::kRemove && path.ends_with(".log.deleted")) {
                ++removed;
                open += compacted.files->openHandles(path);
            }
            return std::nullopt;
        });
        QVERIFY(*compacted.clean());
        QCOMPARE(removed, 3);
        QCOMPARE(open, 0L);
    }

    void whatIsCleanIsCleanedAgainOnlyByWhatIsDirty() {
        CompactedLog compacted;
        compacted.add("a", "1");
        compacted.add("b", "1");
        compacted.seal();
        QVERIFY(*compacted.clean());
        compacted.add("a", "2");
        compacted.seal();
        const Cleanability found = compacted.log->cleanability(compacted.log->end(), kNow);
        QCOMPARE(found.firstDirty, Offset(2));
        QCOMPARE(found.firstUncleanable, Offset(3));
        QVERIFY(found.ratio() > 0 && found.ratio() < 1);
        QVERIFY(*compacted.clean());
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("b=1@1 a=2@2"));
        QCOMPARE(compacted.log->cleanability(compacted.log->end(), kNow).dirtyBytes, std::uint64_t{0});
    }

    void aTombstoneStaysUntilItsHorizonHasPassed() {
        CompactedLog compacted;
        compacted.config.deleteRetentionMs = 1000;
        compacted.log->configure(compacted.config);
        compacted.add("a", "1");
        compacted.add("a", std::nullopt);
        compacted.add("z", "1");
        compacted.seal();
        QVERIFY(*compacted.clean());
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("a@1 z=1@2"));
        const auto header = wire::BatchHeader::parse(batchesOf(*compacted.log).front()).value();
        QCOMPARE(header.deleteHorizon(), std::optional(Timestamp(kNow.value() + 1000)));
        QCOMPARE(header.maxTimestamp, kNow);
        QVERIFY(*compacted.clean(1000));
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("a@1 z=1@2"));
        QVERIFY(*compacted.clean(1001));
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("z=1@2"));
    }

    void compressedBatchesKeepTheirCodecAndTimes_data() {
        QTest::addColumn<int>("codec");
        for (const int codec : {0, 1, 2, 3, 4}) QTest::newRow(std::to_string(codec).c_str()) << codec;
    }
    void compressedBatchesKeepTheirCodecAndTimes() {
        QFETCH(int, codec);
        CompactedLog compacted;
        QVERIFY(put(*compacted.log, {.records = {{"a", "1"}, {"b", "1"}, {"a", "2"}},
                                     .timestamp = kNow.value() - 77,
                                     .options = {.codec = wire::Codec(codec)}}));
        compacted.seal();
        QVERIFY(*compacted.clean());
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("b=1@1 a=2@2"));
        const auto header = wire::BatchHeader::parse(batchesOf(*compacted.log).front()).value();
        QCOMPARE(int(*header.codec()), codec);
        QCOMPARE(header.baseOffset, Offset(0));
        QCOMPARE(header.lastOffsetDelta, 2);
        QCOMPARE(header.maxTimestamp.value(), kNow.value() - 77);
        QCOMPARE(header.leaderEpoch, kEpoch);
        const auto found = compacted.log->offsetForTimestamp(Timestamp(kNow.value() - 77), Offset(3));
        QVERIFY(found && *found);
        QCOMPARE((*found)->offset, Offset(1));
    }

    void aProducersLastSequenceIsRemembered() {
        CompactedLog compacted;
        const wire::BatchBuilder::Options seven{
            .producerId = ProducerId(7), .producerEpoch = ProducerEpoch(0), .baseSequence = Sequence(0)};
        const KeyedBatch first{.records = {{"a", "1"}, {"b", "1"}}, .options = seven};
        QVERIFY(put(*compacted.log, first));
        compacted.add("a", "2");
        compacted.add("b", "2");
        compacted.seal();
        QVERIFY(*compacted.clean());
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("a=2@2 b=2@3"));
        const auto header = wire::BatchHeader::parse(batchesOf(*compacted.log).front()).value();
        QCOMPARE(header.recordCount, 0);
        QCOMPARE(header.lastOffsetDelta, 1);
        QCOMPARE(header.lastSequence(), Sequence(1));
        compacted.reopen();
        Bytes repeat = makeKeyed(first);
        const auto result = compacted.log->appendProduced(repeat, {.leaderEpoch = kEpoch, .now = kNow});
        QVERIFY(result && result->duplicate);
        QCOMPARE(result->firstOffset, Offset(0));
    }

    void aSegmentEndsWhereTheNextOneBeginsThoughItsLastRecordIsGone() {
        CompactedLog compacted;
        compacted.add("a", "1");
        compacted.add("b", "1");
        compacted.seal();
        compacted.add("b", "2");
        compacted.add("c", "1");
        compacted.seal();
        compacted.config.segmentBytes = 1;  // no two of them go into one
        compacted.log->configure(compacted.config);
        QVERIFY(*compacted.clean());
        QCOMPARE(compacted.log->segmentCount(), 3U);
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("a=1@0 b=2@2 c=1@3"));
        compacted.reopen();
        QCOMPARE(compacted.log->end(), Offset(4));
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("a=1@0 b=2@2 c=1@3"));
        QVERIFY(compacted.log->recovery().cuts.empty());
    }

    void nothingAboveTheHighWatermarkOrTooYoungIsTouched() {
        CompactedLog compacted;
        compacted.add("a", "1");
        compacted.seal();
        compacted.add("a", "2");
        compacted.seal();
        QCOMPARE(compacted.log->cleanability(Offset(1), kNow).firstUncleanable, Offset(1));
        QCOMPARE(compacted.log->cleanability(Offset(2), kNow).firstUncleanable, Offset(2));
        compacted.config.minCompactionLagMs = 500;
        compacted.log->configure(compacted.config);
        QCOMPARE(compacted.log->cleanability(Offset(2), kNow).dirtyBytes, std::uint64_t{0});
        QVERIFY(compacted.log->cleanability(Offset(2), Timestamp(kNow.value() + 500)).dirtyBytes > 0);
        compacted.config.maxCompactionLagMs = 800;
        compacted.log->configure(compacted.config);
        QVERIFY(!compacted.log->cleanability(Offset(2), Timestamp(kNow.value() + 800)).isOverdue);
        QVERIFY(compacted.log->cleanability(Offset(2), Timestamp(kNow.value() + 801)).isOverdue);
    }

    void whatAnOpenTransactionHoldsBackIsLeftAlone() {
        CompactedLog compacted;
        const wire::BatchBuilder::Options open{.producerId = ProducerId(7),
                                               .producerEpoch = ProducerEpoch(0),
                                               .baseSequence = Sequence(0),
                                               .transactional = true};
        compacted.add("a", "1");
        compacted.seal();
        QVERIFY(put(*compacted.log, {.records = {{"a", "2"}}, .options = open}));
        compacted.seal();
        QCOMPARE(compacted.log->cleanability(compacted.log->end(), kNow).firstUncleanable, Offset(1));
    }

    void recordsOfAbortedTransactionsGoAndTheirMarkersLater() {
        CompactedLog compacted;
        compacted.config.deleteRetentionMs = 1000;
        compacted.log->configure(compacted.config);
        const auto within = [](std::int64_t producer) {
            return wire::BatchBuilder::Options{.producerId = ProducerId(producer),
                                               .producerEpoch = ProducerEpoch(0),
                                               .baseSequence = Sequence(0),
                                               .transactional = true};
        };
        compacted.add("a", "1");                                                                // 0
        compacted.add("b", "1");                                                                // 1
        QVERIFY(put(*compacted.log, {.records = {{"a", "aborted"}}, .options = within(7)}));    // 2
        QVERIFY(put(*compacted.log, {.records = {{"b", "committed"}}, .options = within(8)}));  // 3
        QVERIFY(mark(*compacted.log, 7, wire::ControlRecordType::kAbort));                      // 4
        QVERIFY(mark(*compacted.log, 8, wire::ControlRecordType::kCommit));                     // 5
        compacted.add("z", "1");
        compacted.seal();
        QVERIFY(*compacted.clean());
        QCOMPARE(tell(recordsOf(*compacted.log)), std::string("a=1@0 b=committed@3 z=1@6"));
        const auto controls = [&] {
            std::string found;
            for (const Bytes& bytes : batchesOf(*compacted.log))
                if (const auto header = wire::BatchHeader::parse(bytes).value(); header.isControl())
                    found += fmt::format("{}@{}{} ", header.producerId, header.baseOffset,
                                         header.hasDeleteHorizon() ? "h" : "");
            return found;
        };
        QCOMPARE(controls(), std::string("7@4h 8@5 "));
        compacted.log->expireProducers(Timestamp(kNow.value() + 100'000'000'000));
        QVERIFY(*compacted.clean(2000));
        QCOMPARE(controls(), std::string("8@5 "));
    }

    void keysThatFindNoRoomAreLeftForTheNextRound() {
        CompactedLog compacted;
        for (int round = 0; round < 2; ++round)
            for (int i = 0; i < 600; ++i) compacted.add("k" + std::to_string(i), std::to_string(round));
        compacted.seal();
        const auto first = compacted.clean(0, 24 * 1024);
        QVERIFY(first && *first);
        QVERIFY((*first)->upTo > Offset(0) && (*first)->upTo < Offset(1200));
        for (int i = 0; i < 20 && compacted.log->cleanedTo() < Offset(1200); ++i)
            QVERIFY(*compacted.clean(0, 24 * 1024));
        QCOMPARE(compacted.log->cleanedTo(), Offset(1200));
        const std::vector<Keyed> records = recordsOf(*compacted.log);
        QCOMPARE(records.size(), std::size_t{600});
        for (const Keyed& record : records) QCOMPARE(*record.value, std::string("1"));
    }

    void aReaderOfAReplacedSegmentReadsOn() {
        CompactedLog compacted;
        for (int i = 0; i < 20; ++i) compacted.add("a", std::to_string(i));
        compacted.seal();
        const auto fetched = compacted.log->read(Offset(0), {.maxBytes = 1U << 20, .upperBound = Offset(20)});
        const Bytes before = bytesOf(*fetched);
        QVERIFY(*compacted.clean());
        QVERIFY(bytesOf(*fetched) == before);
        QCOMPARE(recordsOf(*compacted.log).size(), std::size_t{1});
    }

    void aTruncationMeanwhileEndsTheRoundAndLeavesNothingBehind() {
        for (int jobs = 0; jobs < 6; ++jobs) {
            CompactedLog compacted;
            for (int segment = 0; segment < 3; ++segment) {
                compacted.add("a", std::to_string(segment));
                compacted.add("b", std::to_string(segment));
                compacted.seal();
            }
            std::optional<Result<CleanReport>> result;
            compacted.log->clean({.highWatermark = Offset(6), .now = kNow, .mapBytes = 1 << 20},
                                 [&](Result<CleanReport> report) { result = std::move(report); });
            for (int i = 0; i < jobs; ++i) compacted.work.runNext();
            QVERIFY(compacted.log->truncateTo(Offset(3)).has_value());
            compacted.settle();
            QVERIFY(result.has_value());
            if (!*result) QCOMPARE(result->error().code, ErrorCode::kOperationNotAttempted);
            QVERIFY(compacted.log->end() <= Offset(3));
            QVERIFY(compacted.log->cleanedTo() <= compacted.log->end());
            compacted.add("c", "new");
            const std::string records = tell(recordsOf(*compacted.log));
            compacted.reopen();
            QCOMPARE(tell(recordsOf(*compacted.log)), records);
            for (const std::string& name : compacted.files->names(kFolder))
                QVERIFY2(!name.ends_with(".swap") && !name.ends_with(".cleaned"), name.c_str());
        }
    }

    void whenNothingCanBeWrittenTheLogStaysAsItIs() {
        CompactedLog compacted;
        for (int i = 0; i < 20; ++i) compacted.add("a", std::to_string(i));
        compacted.seal();
        const std::string before = tell(recordsOf(*compacted.log));
        compacted.files->judge([](DiskAct act, const std::string& path) -> std::optional<MemoryFiles::Fate> {
            if (act != DiskAct::kWrite || !path.ends_with(".cleaned")) return std::nullopt;
            return MemoryFiles::Fate{{ErrorCode::kNoSpace, "writing " + path + ": no space left"}, 3};
        });
        const auto report = compacted.clean();
        QVERIFY(report && !*report);
        QCOMPARE(report->error().code, ErrorCode::kNoSpace);
        QVERIFY(!compacted.log->failure() && !compacted.log->isCleaning());
        QCOMPARE(tell(recordsOf(*compacted.log)), before);
        compacted.files->judge(nullptr);
        QVERIFY(*compacted.clean());
        QCOMPARE(recordsOf(*compacted.log).size(), std::size_t{1});
    }

    void aBatchThatRottedIsNotWrittenAnewAsIfItWereSound() {
        CompactedLog compacted;
        compacted.add("a", "1");
        compacted.add("a", "2");
        compacted.seal();
        compacted.files->content(std::string(kFolder) + "/00000000000000000000.log")[65] ^= 1;
        const auto report = compacted.clean();
        QVERIFY(report && !*report);
        QCOMPARE(report->error().code, ErrorCode::kCorruptMessage);
    }
};

BROKERSCOPE_TEST(TestCompaction)
#include "tst_compaction.moc"
