#include <QtTest/QtTest>

#include "broker/log/checkpoint.h"
#include "broker/log/data_folder.h"
#include "broker/log/folder_reader.h"
#include "tests/broker/log/log_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;
using namespace tests;

namespace {

std::string inFolder(const std::string& name) { return std::string(kFolder) + "/" + name; }
const std::string kFirst = "00000000000000000000";

/// Nine batches of two records, three segments, producer 1, an index entry per batch.
std::unique_ptr<PartitionLog> filled(LogFixture& fixture) {
    fixture.config.indexIntervalBytes = 1;
    auto log = fixture.open();
    for (int i = 0; i < 9; ++i) {
        if (i % 3 == 0 && i > 0) (void)log->roll(kNow);
        (void)produce(*log,
                      {.records = 2, .timestamp = kNow.value() + i * 2, .producerId = 1, .sequence = i * 2},
                      LeaderEpoch(1 + i / 4));
    }
    return log;
}

/// That what lies on disk fits together, by Kafka's dump tool's rules.
void verifyIndexes(const MemoryFiles& files) {
    const FolderReader reader(files, kFolder);
    const auto segments = reader.segments();
    QVERIFY(segments);
    for (const SegmentInfo& segment : *segments) {
        const auto list = reader.batches({.segment = segment.baseOffset});
        QVERIFY(list && list->tailBytes == 0);
        QVERIFY(segment.hasIndex && segment.hasTimeIndex);
        const auto entries = reader.indexEntries({.segment = segment.baseOffset}).value();
        for (const IndexEntry& entry : entries) {
            const auto batch = std::find_if(list->batches.begin(), list->batches.end(),
                                            [&](const BatchInfo& b) { return b.position == entry.position; });
            QVERIFY(batch != list->batches.end());
            QVERIFY(batch->crcIsRight && batch->header.lastOffset() == entry.offset);
        }
        Timestamp last = kNoTimestamp;
        const auto times = reader.timeIndexEntries({.segment = segment.baseOffset}).value();
        for (const TimeIndexEntry& entry : times) {
            const auto batch =
                std::find_if(list->batches.begin(), list->batches.end(),
                             [&](const BatchInfo& b) { return b.header.lastOffset() == entry.offset; });
            QVERIFY(batch != list->batches.end());
            QVERIFY(batch->header.maxTimestamp == entry.timestamp && entry.timestamp > last);
            last = entry.timestamp;
        }
    }
}

}  // namespace

class TestRecovery : public QObject {
    Q_OBJECT

private slots:
    void aCleanStopNeedsNoScan() {
        LogFixture fixture;
        auto log = filled(fixture);
        const auto epochs = log->epochs().entries();
        QVERIFY(log->close());
        QCOMPARE(log->recoveryPoint().value(), std::int64_t{18});
        QVERIFY(fixture.files->has(inFolder("00000000000000000018.snapshot")));
        log = fixture.open(true, Offset(18));
        QVERIFY(log->recovery().clean);
        QCOMPARE(log->recovery().scannedSegments, 0U);
        QVERIFY(log->recovery().rebuilt.empty());
        QCOMPARE(log->end().value(), std::int64_t{18});
        QVERIFY(log->epochs().entries() == epochs);
        QCOMPARE(batchBases(*log, Offset(0)).size(), std::size_t{9});
        verifyIndexes(*fixture.files);
    }

    void theLastFiveBatchesStayKnownOverARestart_data() {
        QTest::addColumn<bool>("clean");
        QTest::newRow("clean") << true;
        QTest::newRow("killed") << false;
    }
    void theLastFiveBatchesStayKnownOverARestart() {
        QFETCH(bool, clean);
        LogFixture fixture;
        auto log = filled(fixture);
        if (clean) QVERIFY(log->close());
        log = fixture.open(clean, clean ? Offset(18) : Offset(0));
        for (int i = 4; i < 9; ++i) {
            const auto repeat = produce(
                *log, {.records = 2, .timestamp = kNow.value() + i * 2, .producerId = 1, .sequence = i * 2});
            QVERIFY(repeat && repeat->duplicate);
            QCOMPARE(repeat->firstOffset.value(), std::int64_t{i * 2});
        }
        QVERIFY(produce(*log, {.producerId = 1, .sequence = 18}));
    }

    void aTailTornAtAnyByteIsCutAtTheLastWholeBatch() {
        LogFixture whole;
        (void)filled(whole);
        const std::string path = inFolder("00000000000000000012.log");
        const std::size_t size = whole.files->content(path).size();
        const std::size_t batch = size / 3;
        for (std::size_t left = 0; left < size; ++left) {
            LogFixture fixture;
            fixture.config.indexIntervalBytes = 1;
            fixture.files = whole.files->copy();
            fixture.files->content(path).resize(left);
            const auto log = fixture.open();
            const auto kept = std::int64_t(left / batch);
            QCOMPARE(log->end().value(), 12 + kept * 2);
            QCOMPARE(log->recovery().cutBytes(), std::uint64_t(left % batch));
            QCOMPARE(log->recovery().cuts.size(), std::size_t(left % batch == 0 ? 0 : 1));
            QCOMPARE(log->producers().find(ProducerId(1))->lastSequence().value(), int(11 + kept * 2));
            verifyIndexes(*fixture.files);
        }
    }

    void aFlippedByteCutsFromItsBatchOn() {
        LogFixture whole;
        (void)filled(whole);
        const std::string path = inFolder("00000000000000000006.log");
        const std::size_t size = whole.files->content(path).size();
        for (std::size_t at = 0; at < size; at += 5) {
            LogFixture fixture;
            fixture.files = whole.files->copy();
            fixture.files->content(path)[at] ^= 0x10;
            const auto log = fixture.open();
            const std::int64_t end = 6 + std::int64_t(at / (size / 3)) * 2;
            const std::size_t inBatch = at % (size / 3);
            // Only the epoch, and a base offset within its bounds, lie outside of the sum.
            if (inBatch >= 16 || (inBatch >= 8 && inBatch < 12)) {
                QCOMPARE(log->end().value(), end);
                QVERIFY(log->recovery().cuts.size() == 2);  // and the segment behind it
            }
            verifyIndexes(*fixture.files);
        }
    }

    void onlySegmentsBehindTheRecoveryPointAreScanned() {
        LogFixture fixture;
        (void)filled(fixture);
        const auto log = fixture.open(false, Offset(12));
        QCOMPARE(log->recovery().scannedSegments, 1U);
        QCOMPARE(log->recovery().scannedBatches, std::uint64_t{3});
        QCOMPARE(log->end().value(), std::int64_t{18});
    }

    void indexesThatAreMissingOrWrongAreMadeAnew_data() {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<int>("change");
        for (const char* suffix : {".index", ".timeindex"}) {
            QTest::addRow("%s missing", suffix) << suffix << 0;
            QTest::addRow("%s of a broken size", suffix) << suffix << 1;
            QTest::addRow("%s of other numbers", suffix) << suffix << 2;
        }
    }
    void indexesThatAreMissingOrWrongAreMadeAnew() {
        QFETCH(QString, suffix);
        QFETCH(int, change);
        LogFixture fixture;
        QVERIFY(filled(fixture)->close());
        const std::string path = inFolder(kFirst + suffix.toStdString());
        const Bytes right = fixture.files->content(path);
        QVERIFY(!right.empty());
        if (change == 0) QVERIFY(fixture.files->remove(path));
        if (change == 1) fixture.files->content(path).pop_back();
        if (change == 2)
            std::fill(fixture.files->content(path).begin(), fixture.files->content(path).end(), 0xff);
        const auto log = fixture.open(true, Offset(18));
        QVERIFY((log->recovery().rebuilt == std::vector<std::string>{kFirst + ".index"}));
        QVERIFY(fixture.files->content(path) == right);
        QCOMPARE(batchBases(*log, Offset(0)).size(), std::size_t{9});
    }

    void aBrokenSnapshotIsReplacedByReplay() {
        LogFixture fixture;
        QVERIFY(filled(fixture)->close());
        fixture.files->content(inFolder("00000000000000000018.snapshot"))[20] ^= 1;
        fixture.files->content(inFolder("00000000000000000012.snapshot")).pop_back();
        const auto log = fixture.open(true, Offset(18));
        QCOMPARE(log->producers().find(ProducerId(1))->lastSequence().value(), 17);
        QCOMPARE(log->recovery().removed.size(), std::size_t{2});
    }

    void aBrokenEpochCheckpointIsReplacedByTheBatches_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("garbage") << QByteArray("what?\n");
        QTest::newRow("torn") << QByteArray("0\n3\n1 0\n");
    }
    void aBrokenEpochCheckpointIsReplacedByTheBatches() {
        QFETCH(QByteArray, content);
        LogFixture fixture;
        auto log = filled(fixture);
        const auto epochs = log->epochs().entries();
        QCOMPARE(epochs.size(), std::size_t{3});
        QVERIFY(log->close());
        fixture.files->put(inFolder("leader-epoch-checkpoint"),
                           asBytes({content.constData(), std::size_t(content.size())}));
        log = fixture.open(true, Offset(18));
        QVERIFY(log->epochs().entries() == epochs);
        QVERIFY(readEpochCheckpoint(*fixture.files, inFolder("leader-epoch-checkpoint")) == epochs);
    }

    void epochsThatBeginBehindTheStartAreCompleted() {
        LogFixture fixture;
        auto log = filled(fixture);
        const auto epochs = log->epochs().entries();
        QVERIFY(epochs.front().startOffset == Offset(0));
        // The move of the start is in the epochs, and a crash comes before it is anywhere else.
        QVERIFY(log->advanceStart(Offset(1)));
        fixture.settle();
        QVERIFY(log->epochs().entries().front().startOffset == Offset(1));
        log = fixture.open();
        QCOMPARE(log->start(), Offset(0));
        QVERIFY(log->epochs().entries() == epochs);
        QVERIFY(readEpochCheckpoint(*fixture.files, inFolder("leader-epoch-checkpoint")) == epochs);
    }

    void leftOversAreRemoved() {
        LogFixture fixture;
        QVERIFY(filled(fixture)->close());
        for (const char* name : {"00000000000000000003.log.deleted", "00000000000000000003.log.cleaned",
                                 "leader-epoch-checkpoint.tmp", "00000000000000000099.index"})
            fixture.files->put(inFolder(name), asBytes("x"));
        const auto log = fixture.open(true, Offset(18));
        QCOMPARE(log->recovery().removed.size(), std::size_t{4});
        QVERIFY(!fixture.files->has(inFolder("00000000000000000099.index")));
    }

    void aLogWithoutFilesBeginsAtItsCheckpoint() {
        LogFixture fixture;
        const auto log = std::move(fixture.tryOpen(false, Offset(0), Offset(77))).value();
        QCOMPARE(log->start().value(), std::int64_t{77});
        QCOMPARE(produce(*log, {})->firstOffset.value(), std::int64_t{77});
        QVERIFY(fixture.files->has(inFolder("00000000000000000077.log")));
    }

    void aStartBehindTheEndEmptiesTheLog() {
        LogFixture fixture;
        (void)filled(fixture);
        const auto log = std::move(fixture.tryOpen(false, Offset(0), Offset(500))).value();
        QCOMPARE(log->start().value(), std::int64_t{500});
        QCOMPARE(log->end().value(), std::int64_t{500});
        QCOMPARE(log->recovery().cuts.size(), std::size_t{3});
    }

    void aSegmentThatWasTruncatedAwayAndComesBackIsNotBelieved() {
        LogFixture fixture;
        auto log = filled(fixture);
        const Bytes stale = fixture.files->content(inFolder("00000000000000000012.log"));
        QVERIFY(log->truncateTo(Offset(10)));
        for (int i = 0; i < 4; ++i) QVERIFY(produce(*log, {}, LeaderEpoch(9)));
        QCOMPARE(log->end().value(), std::int64_t{14});
        fixture.files->put(inFolder("00000000000000000012.log"), stale);
        log = fixture.open();
        QCOMPARE(log->end().value(), std::int64_t{14});
        QVERIFY(log->epochs().latest()->epoch == LeaderEpoch(9));
        QCOMPARE(log->segmentCount(), 2U);
    }

    void theTopicIdIsKeptAndChecked() {
        LogFixture fixture;
        OpenOptions options{.folder = kFolder,
                            .partition = {"orders", PartitionIndex(0)},
                            .topicId = kMetadataTopicId,
                            .now = kNow};
        QVERIFY(PartitionLog::open(*fixture.files, fixture.work, options));
        QVERIFY(readPartitionMetadata(*fixture.files, kFolder) == kMetadataTopicId);
        QVERIFY(fixture.open()->topicId() == kMetadataTopicId);
        options.topicId.bytes[0] = 9;
        QCOMPARE(PartitionLog::open(*fixture.files, fixture.work, options).error().code,
                 ErrorCode::kInconsistentTopicId);
    }

    /// The process dies before or in the middle of any change to the disk, in appends, rolls, truncation,
    /// retention and the stop: what was acknowledged is there, in order, and the log can be written on.
    void aCrashAtAnyWriteLeavesAValidPrefix() {
        constexpr int kEnough = 1000;
        for (const std::size_t torn : {std::size_t{0}, std::size_t{1}, std::size_t{37}, std::size_t{70}}) {
            int crashed = 0;
            for (int limit = 0; limit < kEnough; ++limit) {
                LogFixture fixture;
                fixture.config.indexIntervalBytes = 100;
                fixture.config.segmentBytes = 500;
                int acts = 0;
                bool dead = false;
                fixture.files->judge([&](DiskAct, const std::string&) -> std::optional<MemoryFiles::Fate> {
                    if (acts++ < limit) return std::nullopt;
                    const std::size_t part = std::exchange(dead, true) ? 0 : torn;
                    return MemoryFiles::Fate{{ErrorCode::kInputOutput, "killed"}, part};
                });
                std::int64_t acked = 0;
                std::int64_t floor = 0;
                runStory(fixture, dead, acked, floor);
                if (!dead) break;
                ++crashed;
                fixture.files = fixture.files->copy();
                const auto log = fixture.open();
                QVERIFY2(log->end().value() >= acked,
                         qPrintable(QString("limit %1 torn %2").arg(limit).arg(torn)));
                const auto bases = batchBases(*log, log->start());
                for (std::size_t i = 0; i < bases.size(); ++i)
                    QCOMPARE(bases[i], bases.front() + std::int64_t(i));
                QVERIFY(bases.empty() || bases.back() + 1 == log->end().value());
                QVERIFY(log->start().value() <= floor);
                verifyIndexes(*fixture.files);
                QVERIFY(produce(*log, {}, LeaderEpoch(99)));
                QVERIFY(fixture.open()->recovery().cuts.empty());
            }
            QVERIFY(crashed > 50);
        }
    }

private:
    /// `acked`: the end that every reader may count on; `floor`: where the log may begin at most.
    static void runStory(LogFixture& fixture, const bool& dead, std::int64_t& acked, std::int64_t& floor) {
        auto opened = fixture.tryOpen();
        if (!opened) return;
        PartitionLog& log = **opened;
        const auto append = [&](int count, int epoch) {
            for (int i = 0; i < count && !dead; ++i)
                if (const auto done = produce(log, {.valueSize = 60}, LeaderEpoch(epoch)))
                    acked = done->lastOffset.value() + 1;
            if (!dead) fixture.settle();
        };
        append(10, 1);
        if (dead) return;
        acked = 4;
        if (!log.truncateTo(Offset(4))) return;
        append(8, 2);
        if (dead) return;
        floor = 6;
        if (!log.advanceStart(Offset(6))) return;
        append(3, 3);
        if (!dead) (void)log.close();
    }
};

BROKERSCOPE_TEST(TestRecovery)
#include "tst_recovery.moc"
