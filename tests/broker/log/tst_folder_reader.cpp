#include <QtTest/QtTest>

#include "broker/base/byte_reader.h"
#include "broker/log/folder_reader.h"
#include "tests/broker/log/log_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;
using namespace tests;

namespace {

const std::string kLog = std::string(kFolder) + "/00000000000000000000.log";
const std::string kIndex = std::string(kFolder) + "/00000000000000000000.index";

/// Two segments of forty batches each; an index entry every third batch or so.
std::unique_ptr<PartitionLog> filled(LogFixture& fixture) {
    fixture.config.indexIntervalBytes = 400;
    auto log = fixture.open();
    for (int i = 0; i < 80; ++i) {
        if (i == 40) (void)log->roll(kNow);
        (void)produce(*log, {.records = 2, .timestamp = 1000 + i, .valueSize = 60});
    }
    return log;
}

}  // namespace

class TestFolderReader : public QObject {
    Q_OBJECT

private slots:
    void filesAndSegmentsAreListed() {
        LogFixture fixture;
        const auto log = filled(fixture);
        fixture.settle();
        const FolderReader reader(*fixture.files, kFolder);
        const auto segments = reader.segments();
        QVERIFY(segments && segments->size() == 2);
        QCOMPARE(segments->at(1).baseOffset.value(), std::int64_t{80});
        QCOMPARE(segments->at(0).bytes, std::uint64_t(fixture.files->content(kLog).size()));
        QVERIFY(segments->at(0).indexEntries > 5);
        QCOMPARE(reader.listFiles()->size(), std::size_t{8});
        QCOMPARE(reader.epochs()->size(), std::size_t{1});
        QVERIFY(reader.producerSnapshot("00000000000000000080.snapshot"));
        QCOMPARE(reader.producerSnapshot("../secret").error().code, ErrorCode::kInvalidArgument);
    }

    void batchesComeInPagesAndAnIncompleteTailIsNormal() {
        LogFixture fixture;
        const auto log = filled(fixture);
        fixture.files->content(kLog).resize(fixture.files->content(kLog).size() - 3);
        fixture.files->content(kLog)[100] ^= 1;  // in the records of the first batch
        const FolderReader reader(*fixture.files, kFolder);
        auto page = reader.batches({.segment = Offset(0), .maxBatches = 25});
        QVERIFY(page && page->batches.size() == 25 && page->tailBytes == 0);
        QVERIFY(!page->batches[0].crcIsRight && page->batches[1].crcIsRight);
        page = reader.batches({.segment = Offset(0), .position = page->nextPosition, .maxBatches = 25});
        QVERIFY(page && page->batches.size() == 14);
        QVERIFY(page->tailBytes > 0 && page->tailReason.find("part of a batch") != std::string::npos);
    }

    void recordsAreShownWithTheirBytes_data() {
        QTest::addColumn<int>("codec");
        QTest::newRow("plain") << int(wire::Codec::kNone);
        QTest::newRow("lz4") << int(wire::Codec::kLz4);
    }
    void recordsAreShownWithTheirBytes() {
        QFETCH(int, codec);
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {}));
        QVERIFY(produce(*log, {.records = 5, .timestamp = 1000, .codec = wire::Codec(codec)}));
        const FolderReader reader(*fixture.files, kFolder);
        const auto batches = reader.batches({.segment = Offset(0)});
        const auto list = reader.records({.segment = Offset(0), .position = batches->batches[1].position});
        QVERIFY(list);
        const RecordList& found = **list;
        QVERIFY(found.problem.empty() && !found.truncated);
        QCOMPARE(found.infos.size(), std::size_t{5});
        QCOMPARE(found.infos[3].offset.value(), std::int64_t{4});
        QCOMPARE(found.infos[3].timestamp.value(), std::int64_t{1003});
        QVERIFY(asText(*found.infos[3].view.value) == "dddddddddd");
        const wire::ByteRange value = found.infos[3].view.range(wire::RecordField::kValue);
        QCOMPARE(value.size(), std::size_t{10});
        const auto few =
            reader.records({.segment = Offset(0), .position = batches->batches[1].position, .maxRecords = 2});
        QVERIFY(few && (*few)->truncated && (*few)->infos.size() == 2);
        QCOMPARE(reader.records({.segment = Offset(0), .position = 7}).error().code,
                 ErrorCode::kCorruptMessage);
    }

    void theSearchTellsItsFourSteps() {
        LogFixture fixture;
        const auto log = filled(fixture);
        const FolderReader reader(*fixture.files, kFolder);
        for (const std::int64_t wanted : {0, 1, 37, 79, 80, 121, 159}) {
            const auto search = reader.find(Offset(wanted));
            QVERIFY(search && search->found && !search->atGap);
            QCOMPARE(search->segments.size(), std::size_t{2});
            QCOMPARE(*search->segment, std::size_t(wanted >= 80 ? 1 : 0));
            QVERIFY(search->segmentLooks >= 1 && search->segmentLooks <= 2);
            QVERIFY(search->indexLooks.size() <= 5);
            QCOMPARE(search->indexBytesRead, std::uint64_t{8 * search->indexLooks.size()});
            const wire::BatchHeader& batch = search->scanned.back().header;
            QVERIFY(batch.baseOffset <= Offset(wanted) && batch.lastOffset() >= Offset(wanted));
            QVERIFY(search->scanned.size() <= 6);
            QCOMPARE(search->scanned.front().position, search->seekPosition);
        }
        const auto beyond = reader.find(Offset(160));
        QVERIFY(beyond && !beyond->found);
        const auto before = FolderReader(*fixture.files, kFolder).find(Offset(-1));
        QVERIFY(before && !before->segment && !before->found);
    }

    void aPreallocatedIndexOfKafkaEndsAtItsZeros() {
        LogFixture fixture;
        const auto log = filled(fixture);
        const FolderReader reader(*fixture.files, kFolder);
        const auto right = reader.indexEntries({.segment = Offset(0)});
        const auto search = reader.find(Offset(37));
        fixture.files->content(kIndex).resize(10485760);
        QVERIFY(*reader.indexEntries({.segment = Offset(0)}) == *right);
        const auto padded = reader.find(Offset(37));
        QVERIFY(padded && padded->found && padded->entry == search->entry);
        fixture.files->content(kIndex).assign(800, 0);
        QVERIFY(reader.indexEntries({.segment = Offset(0)})->empty());
        QVERIFY(reader.find(Offset(37))->found);
    }

    void anIndexEntryHasTheBytesOfKafka() {
        LogFixture fixture;
        const auto log = filled(fixture);
        const Bytes& index = fixture.files->content(kIndex);
        const auto entries = FolderReader(*fixture.files, kFolder).indexEntries({.segment = Offset(0)});
        ByteReader reader(index);
        for (const IndexEntry& entry : *entries) {
            QCOMPARE(reader.int32(), std::int32_t(entry.offset.value()));
            QCOMPARE(reader.uint32(), entry.position);
        }
        QVERIFY(reader.atEnd());
    }
};

BROKERSCOPE_TEST(TestFolderReader)
#include "tst_folder_reader.moc"
