#include <QtTest/QtTest>

#include <limits>
#include <string>
#include <vector>

#include "broker/base/byte_writer.h"
#include "broker/wire/record_batch.h"
#include "broker/wire/record_batch_builder.h"
#include "broker/wire/record_control.h"
#include "broker/wire/record_reader.h"
#include "tests/broker/wire/allocation_counter.h"
#include "tests/broker/wire/record_batch_samples.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::wire;
using tests::fromHex;

namespace {

/// Two records, written down by hand: k = v at 1000 ms, and null = null with a header h = null at 1001 ms.
constexpr const char* kGolden =
    "00 00 00 00 00 00 00 05"  // base offset
    "00 00 00 44"              // length
    "00 00 00 03"              // leader epoch
    "02"                       // magic
    "77 a6 4b 7a"              // CRC
    "00 10"                    // attributes: transactional
    "00 00 00 01"              // last offset delta
    "00 00 00 00 00 00 03 e8"  // base timestamp
    "00 00 00 00 00 00 03 e9"  // max timestamp
    "00 00 00 00 00 00 00 07"  // producer id
    "00 02"                    // producer epoch
    "00 00 00 09"              // base sequence
    "00 00 00 02"              // records
    "10 00 00 00 02 6b 02 76 00"
    "12 00 02 02 01 01 02 02 68 01";

BatchBuilder goldenBuilder() {
    return BatchBuilder({.baseOffset = Offset(5),
                         .leaderEpoch = LeaderEpoch(3),
                         .producerId = ProducerId(7),
                         .producerEpoch = ProducerEpoch(2),
                         .baseSequence = Sequence(9),
                         .transactional = true});
}

std::string describe(const RecordView& record) {
    const auto field = [](const std::optional<ByteView>& bytes) {
        return bytes.has_value() ? "'" + std::string(asText(*bytes)) + "'" : std::string("null");
    };
    std::string words = fmt::format("+{} {}ms {}={}", record.offsetDelta, record.timestampDelta,
                                    field(record.key), field(record.value));
    for (const RecordHeader header : record.headers)
        words += fmt::format(" {}:{}", asText(header.key), field(header.value));
    return words;
}

std::vector<std::string> recordsOf(ByteView batch) {
    std::vector<std::string> all;
    RecordReader reader = RecordReader::open(parseBatch(batch).value()).value();
    RecordView record;
    while (reader.next(record).value()) all.push_back(describe(record));
    return all;
}

/// The error that reading the records ends in, or kNone.
ErrorCode errorOf(ByteView batch, std::size_t cap) {
    Result<RecordReader> reader = RecordReader::open(parseBatch(batch).value(), {.outputCap = cap});
    if (!reader.has_value()) return reader.error().code;
    RecordView record;
    while (true) {
        const Result<bool> more = reader->next(record);
        if (!more.has_value()) return more.error().code;
        if (!*more) return ErrorCode::kNone;
    }
}

}  // namespace

class TestRecordBatch : public QObject {
    Q_OBJECT

private slots:
    void theBuilderWritesWhatTheFormatSays() {
        BatchBuilder builder = goldenBuilder();
        const RecordHeader headers[] = {{asBytes("h"), std::nullopt}};
        builder.append({.timestamp = Timestamp(1000), .key = asBytes("k"), .value = asBytes("v")});
        builder.append({.timestamp = Timestamp(1001), .headers = headers});
        QCOMPARE(builder.count(), 2);
        QCOMPARE(builder.uncompressedSize(), std::size_t{80});
        const Bytes batch = builder.build().value();
        QVERIFY(batch == fromHex(kGolden));
        QVERIFY(builder.empty());
    }

    void everyHeaderFieldIsRead() {
        const Bytes bytes = fromHex(kGolden);
        const BatchHeader expected{.baseOffset = Offset(5),
                                   .batchLength = 68,
                                   .leaderEpoch = LeaderEpoch(3),
                                   .crc = 0x77a64b7a,
                                   .attributes = 0x10,
                                   .lastOffsetDelta = 1,
                                   .baseTimestamp = Timestamp(1000),
                                   .maxTimestamp = Timestamp(1001),
                                   .producerId = ProducerId(7),
                                   .producerEpoch = ProducerEpoch(2),
                                   .baseSequence = Sequence(9),
                                   .recordCount = 2};
        const BatchHeader header = BatchHeader::parse(bytes).value();
        QVERIFY(header == expected);
        QCOMPARE(header.size(), bytes.size());
        QVERIFY(header.lastOffset() == Offset(6) && header.nextOffset() == Offset(7));
        QVERIFY(header.lastSequence() == Sequence(10));
        QVERIFY(header.isTransactional() && !header.isControl() && header.codec() == Codec::kNone);
        QVERIFY(checkCrc(bytes).has_value());
    }

    void sequencesWrapToZero() {
        BatchHeader header{.lastOffsetDelta = 2,
                           .baseSequence = Sequence(std::numeric_limits<std::int32_t>::max())};
        QVERIFY(header.lastSequence() == Sequence(1));
        header.baseSequence = kNoSequence;
        QVERIFY(header.lastSequence() == kNoSequence);
    }

    void everyFieldOfARecordHasItsByteRange() {
        const Bytes bytes = fromHex(kGolden);
        RecordReader reader = RecordReader::open(parseBatch(bytes).value()).value();
        RecordView record;
        QVERIFY(reader.next(record).value());
        QVERIFY(describe(record) == "+0 0ms 'k'='v'");
        QVERIFY(record.range(RecordField::kLength) == (ByteRange{0, 1}));
        QVERIFY(record.range(RecordField::kKeyLength) == (ByteRange{4, 5}));
        QVERIFY(record.range(RecordField::kKey) == (ByteRange{5, 6}));
        QVERIFY(record.range(RecordField::kValue) == (ByteRange{7, 8}));
        QVERIFY(record.range(RecordField::kHeaderCount) == (ByteRange{8, 9}));
        QCOMPARE(record.range(RecordField::kHeaders).size(), std::size_t{0});
        QVERIFY(reader.next(record).value());
        QVERIFY(describe(record) == "+1 1ms null=null h:null");
        QVERIFY(record.range(RecordField::kTimestampDelta) == (ByteRange{2, 3}));
        QCOMPARE(record.range(RecordField::kKey).size(), std::size_t{0});
        QVERIFY(record.range(RecordField::kHeaders) == (ByteRange{7, 10}));
        QCOMPARE(reader.position(), std::uint64_t{19});
        QVERIFY(!reader.next(record).value());
        QVERIFY(!reader.next(record).value());
    }

    void rangesOfARecordTileItsBytes() {
        const Bytes batch = tests::sampleBatch(Codec::kNone);
        RecordReader reader = RecordReader::open(parseBatch(batch).value()).value();
        RecordView record;
        while (reader.next(record).value()) {
            std::size_t position = 0;
            for (std::size_t field = 0; field < kRecordFields; ++field) {
                const ByteRange range = record.range(static_cast<RecordField>(field));
                QCOMPARE(range.begin, position);
                position = range.end;
            }
            QCOMPARE(position, record.bytes.size());
        }
    }

    void everyCodecKeepsTheRecords_data() { tests::addCodecs(); }
    void everyCodecKeepsTheRecords() {
        QFETCH(int, number);
        const Bytes batch = tests::sampleBatch(static_cast<Codec>(number));
        QVERIFY(checkCrc(batch).has_value());
        const BatchHeader header = BatchHeader::parse(batch).value();
        QVERIFY(header.codec() == static_cast<Codec>(number));
        QVERIFY(header.baseTimestamp == Timestamp(1000) && header.maxTimestamp == Timestamp(1002));
        const std::vector<std::string> expected{"+0 0ms 'k0'='first first first'",
                                                "+1 2ms null='' trace:'abc' none:null", "+2 1ms 'k2'=null"};
        QVERIFY(recordsOf(batch) == expected);
    }

    void recordsLargerThanTheBufferAreRead_data() { tests::addCodecs(); }
    void recordsLargerThanTheBufferAreRead() {
        QFETCH(int, number);
        BatchBuilder builder({.codec = static_cast<Codec>(number)});
        const std::vector<std::size_t> sizes{10, 300000, 0, 65536, 1000000, 5};
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const Bytes value(sizes[i], static_cast<std::uint8_t>('a' + i));
            builder.append({.timestamp = Timestamp(0), .value = value});
        }
        const Bytes batch = builder.build().value();
        RecordReader reader = RecordReader::open(parseBatch(batch).value()).value();
        RecordView record;
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            QVERIFY(reader.next(record).value());
            QVERIFY(toBytes(*record.value) == Bytes(sizes[i], static_cast<std::uint8_t>('a' + i)));
        }
        QVERIFY(!reader.next(record).value());
    }

    void aBatchOfManyRecordsStreamsThroughASmallBuffer_data() { tests::addCodecs(); }
    void aBatchOfManyRecordsStreamsThroughASmallBuffer() {
        QFETCH(int, number);
        constexpr int kRecords = 20000;
        BatchBuilder builder({.codec = static_cast<Codec>(number)});
        for (int i = 0; i < kRecords; ++i) {
            const std::string value = fmt::format("value number {} of many, all of them alike", i);
            builder.append({.timestamp = Timestamp(i), .value = asBytes(value)});
        }
        const Bytes batch = builder.build().value();
        const tests::AllocationCounter counter;
        RecordReader reader = RecordReader::open(parseBatch(batch).value()).value();
        RecordView record;
        int given = 0;
        for (; reader.next(record).value(); ++given) {
            if (record.offsetDelta != given || record.timestampDelta != given) QFAIL("records out of order");
        }
        QCOMPARE(given, kRecords);
        if (static_cast<Codec>(number) == Codec::kNone)
            QCOMPARE(counter.allocations(), std::size_t{0});
        else
            QVERIFY2(counter.peak() < 256 * 1024, std::to_string(counter.peak()).c_str());
    }

    void bombsStopAtTheCapWithoutTheirMemory() {
        // 33 KB of zstd that mean one record of 1 GiB of a's, and 1 GiB of records without any content.
        Bytes records = tests::zstdBomb(8192, 'a');
        const Bytes oneRecord = tests::batchAround(Codec::kZstd, records, 1);
        const Bytes zeros = tests::batchAround(Codec::kZstd, tests::zstdBomb(8192, 0), 1000000);
        const tests::AllocationCounter counter;
        QCOMPARE(errorOf(zeros, 1 << 20), ErrorCode::kInvalidRecord);
        QVERIFY(errorOf(oneRecord, 1 << 20) != ErrorCode::kNone);
        QVERIFY2(counter.peak() < 512 * 1024, std::to_string(counter.peak()).c_str());
    }

    void aHugeRecordStopsAtTheCap_data() { tests::addCodecs(); }
    void aHugeRecordStopsAtTheCap() {
        QFETCH(int, number);
        const Codec codec = static_cast<Codec>(number);
        if (codec == Codec::kNone) return;
        Bytes record = tests::recordAnnouncing(16 << 20);
        record.resize(record.size() + (16 << 20) + 1, 0);
        const Bytes batch = tests::batchAround(codec, compress(codec, record).value(), 1);
        QCOMPARE(errorOf(batch, record.size()), ErrorCode::kNone);
        QCOMPARE(errorOf(batch, record.size() - 1), ErrorCode::kTooLarge);
        const tests::AllocationCounter counter;
        QCOMPARE(errorOf(batch, 1 << 20), ErrorCode::kTooLarge);
        // The buffer doubles up to the cap; while it moves both halves live.
        QVERIFY2(counter.peak() < 4 << 20, std::to_string(counter.peak()).c_str());
    }

    void anAnnouncedLengthCostsNothing() {
        const Bytes record = tests::recordAnnouncing(std::numeric_limits<std::int32_t>::max() - 100);
        const Bytes plain = tests::batchAround(Codec::kNone, record, 1);
        const Bytes packed = tests::batchAround(Codec::kGzip, compress(Codec::kGzip, record).value(), 1);
        const tests::AllocationCounter counter;
        QCOMPARE(errorOf(plain, 1 << 30), ErrorCode::kInvalidRecord);
        QCOMPARE(errorOf(packed, 1 << 30), ErrorCode::kInvalidRecord);
        QVERIFY(counter.peak() < 256 * 1024);
    }

    void theCountMustBeExact_data() { tests::addCodecs(); }
    void theCountMustBeExact() {
        QFETCH(int, number);
        const Codec codec = static_cast<Codec>(number);
        const Bytes sample = tests::sampleBatch(Codec::kNone);
        const Bytes records = compress(codec, ByteView(sample).subspan(kBatchHeaderSize)).value();
        QCOMPARE(errorOf(tests::batchAround(codec, records, 3), 1 << 20), ErrorCode::kNone);
        QCOMPARE(errorOf(tests::batchAround(codec, records, 2), 1 << 20), ErrorCode::kInvalidRecord);
        QCOMPARE(errorOf(tests::batchAround(codec, records, 4), 1 << 20), ErrorCode::kInvalidRecord);
    }

    void brokenRecordsAreRefused_data() {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("negative length") << QByteArray("01 00 00 00 01 01 00");
        QTest::newRow("length of six bytes") << QByteArray("80 80 80 80 80 01 00");
        QTest::newRow("no fields") << QByteArray("00");
        QTest::newRow("key of length -2") << QByteArray("0c 00 00 00 03 01 00");
        QTest::newRow("key past the end") << QByteArray("0c 00 00 00 7e 01 00");
        QTest::newRow("value past the end") << QByteArray("0c 00 00 00 01 04 00");
        QTest::newRow("headers missing") << QByteArray("0a 00 00 00 01 01");
        QTest::newRow("negative number of headers") << QByteArray("0c 00 00 00 01 01 01");
        QTest::newRow("more headers than bytes") << QByteArray("0c 00 00 00 01 01 02");
        QTest::newRow("header with null key") << QByteArray("10 00 00 00 01 01 02 01 01");
        QTest::newRow("header value past the end") << QByteArray("10 00 00 00 01 01 02 00 02");
        QTest::newRow("more bytes than fields") << QByteArray("0e 00 00 00 01 01 00 00");
        QTest::newRow("offset delta of 33 bits") << QByteArray("14 00 00 ff ff ff ff 1f 01 01 00");
    }
    void brokenRecordsAreRefused() {
        QFETCH(QByteArray, hex);
        const Bytes batch = tests::batchAround(Codec::kNone, fromHex(hex.toStdString()), 1);
        QCOMPARE(errorOf(batch, 1 << 20), ErrorCode::kInvalidRecord);
    }

    void headersThatCannotBeAreRefused() {
        const Bytes golden = fromHex(kGolden);
        const auto with = [&](std::size_t position, std::uint8_t byte) {
            Bytes bytes = golden;
            bytes[position] = byte;
            const Result<BatchHeader> header = BatchHeader::parse(bytes);
            return header.has_value() ? ErrorCode::kNone : header.error().code;
        };
        QCOMPARE(with(batch_position::kMagic, 3), ErrorCode::kCorruptMessage);
        QCOMPARE(with(batch_position::kMagic, 1), ErrorCode::kInvalidRecord);
        QCOMPARE(with(batch_position::kBatchLength, 0xff), ErrorCode::kCorruptMessage);
        QCOMPARE(with(batch_position::kBatchLength + 3, 48), ErrorCode::kCorruptMessage);
        QCOMPARE(with(batch_position::kBatchLength + 3, 49), ErrorCode::kNone);
        QCOMPARE(with(batch_position::kBaseOffset, 0xff), ErrorCode::kInvalidRecord);
        QCOMPARE(with(batch_position::kRecordCount, 0xff), ErrorCode::kInvalidRecord);
        QCOMPARE(with(batch_position::kLastOffsetDelta, 0xff), ErrorCode::kInvalidRecord);
        QCOMPARE(BatchHeader::parse(ByteView(golden).first(60)).error().code, ErrorCode::kEndOfInput);
    }

    void offsetsDoNotOverflow() {
        Bytes batch = fromHex(kGolden);
        patchBaseOffset(batch, Offset(std::numeric_limits<std::int64_t>::max() - 2));
        QVERIFY(BatchHeader::parse(batch).value().nextOffset() ==
                Offset(std::numeric_limits<std::int64_t>::max()));
        patchBaseOffset(batch, Offset(std::numeric_limits<std::int64_t>::max() - 1));
        QCOMPARE(BatchHeader::parse(batch).error().code, ErrorCode::kInvalidRecord);
    }

    void theCursorStopsAtAnUnfinishedBatch() {
        Bytes all = fromHex(kGolden);
        const std::size_t first = all.size();
        const Bytes second = tests::sampleBatch(Codec::kZstd);
        all.insert(all.end(), second.begin(), second.end());
        all.insert(all.end(), second.begin(), second.end() - 1);
        BatchCursor cursor(all);
        QVERIFY(cursor.next().value()->header.baseOffset == Offset(5));
        QCOMPARE(cursor.position(), first);
        QVERIFY(cursor.next().value()->header.codec() == Codec::kZstd);
        QVERIFY(!cursor.next().value().has_value());
        QCOMPARE(cursor.tail().size(), second.size() - 1);
    }

    void theCursorStaysWhereABadBatchBegins() {
        Bytes all = fromHex(kGolden);
        const Bytes again = all;
        all.insert(all.end(), again.begin(), again.end());
        all[again.size() + batch_position::kMagic] = 9;
        BatchCursor cursor(all);
        QVERIFY(cursor.next().value().has_value());
        QCOMPARE(cursor.next().error().code, ErrorCode::kCorruptMessage);
        QCOMPARE(cursor.position(), again.size());
    }

    void offsetAndEpochArePatchedOutsideTheCrc() {
        Bytes batch = fromHex(kGolden);
        patchBaseOffset(batch, Offset(0x0102030405060708));
        patchLeaderEpoch(batch, LeaderEpoch(-1));
        Bytes expected = fromHex("01 02 03 04 05 06 07 08 00 00 00 44 ff ff ff ff");
        QVERIFY(toBytes(ByteView(batch).first(16)) == expected);
        QVERIFY(checkCrc(batch).has_value());
    }

    void logAppendTimeIsPatchedWithItsCrc() {
        Bytes batch = fromHex(kGolden);
        patchMaxTimestamp(batch, TimestampType::kCreateTime, Timestamp(1001));
        QVERIFY(batch == fromHex(kGolden));
        patchMaxTimestamp(batch, TimestampType::kLogAppendTime, Timestamp(9000));
        const BatchHeader header = BatchHeader::parse(batch).value();
        QCOMPARE(header.attributes, std::uint16_t{0x18});
        QVERIFY(header.maxTimestamp == Timestamp(9000));
        QVERIFY(header.timestampOf(1) == Timestamp(9000));
        QVERIFY(checkCrc(batch).has_value());
        patchMaxTimestamp(batch, TimestampType::kCreateTime, Timestamp(1001));
        QVERIFY(batch == fromHex(kGolden));
    }

    void aBatchThatCompactionEmptiedRemembersItsProducer() {
        BatchBuilder builder({.baseOffset = Offset(40),
                              .codec = Codec::kLz4,
                              .producerId = ProducerId(7),
                              .producerEpoch = ProducerEpoch(1),
                              .baseSequence = Sequence(3)});
        builder.keepLastOffsetDelta(4);
        builder.keepMaxTimestamp(Timestamp(77));
        const Bytes batch = builder.build().value();
        QCOMPARE(batch.size(), kBatchHeaderSize);
        const BatchHeader header = BatchHeader::parse(batch).value();
        QVERIFY(header.lastOffset() == Offset(44) && header.lastSequence() == Sequence(7));
        QVERIFY(header.baseTimestamp == kNoTimestamp && header.maxTimestamp == Timestamp(77));
        QVERIFY(recordsOf(batch).empty());
    }

    void compactionLeavesGapsAndADeleteHorizon() {
        BatchBuilder builder({.deleteHorizon = Timestamp(5000)});
        builder.appendAt(2, {.timestamp = Timestamp(4990), .key = asBytes("a")});
        builder.appendAt(7, {.timestamp = Timestamp(5010), .key = asBytes("b")});
        builder.keepLastOffsetDelta(9);
        const Bytes batch = builder.build().value();
        const BatchHeader header = BatchHeader::parse(batch).value();
        QVERIFY(header.deleteHorizon() == Timestamp(5000));
        QCOMPARE(header.lastOffsetDelta, 9);
        QVERIFY(header.timestampOf(-10) == Timestamp(4990));
        QVERIFY(recordsOf(batch) == (std::vector<std::string>{"+2 -10ms 'a'=null", "+7 10ms 'b'=null"}));
    }

    void aRecordNeverTakesMoreThanItsEstimate() {
        const Bytes value(70000, 1);
        const RecordHeader headers[] = {{asBytes("a"), asBytes("b")}};
        const NewRecord record{.timestamp = Timestamp(std::numeric_limits<std::int64_t>::max()),
                               .value = value,
                               .headers = headers};
        BatchBuilder builder({});
        builder.append({.timestamp = Timestamp(0)});
        const std::size_t before = builder.uncompressedSize();
        builder.append(record);
        QVERIFY(builder.uncompressedSize() - before <= BatchBuilder::sizeOf(record));
        QVERIFY(BatchBuilder::sizeOf(record) < value.size() + 64);
    }

    void aTransactionMarkerHasKafkasBytes() {
        const Bytes batch = buildEndTransactionBatch(
            {.baseOffset = Offset(100), .leaderEpoch = LeaderEpoch(4), .timestamp = Timestamp(5000)},
            {.type = ControlRecordType::kCommit, .coordinatorEpoch = 6}, ProducerId(8), ProducerEpoch(1));
        QVERIFY(batch ==
                fromHex("00 00 00 00 00 00 00 64 00 00 00 42 00 00 00 04 02 15 ff f5 5e 00 30 00 00 00 00"
                        "00 00 00 00 00 00 13 88 00 00 00 00 00 00 13 88 00 00 00 00 00 00 00 08 00 01"
                        "ff ff ff ff 00 00 00 01 20 00 00 00 08 00 00 00 01 0c 00 00 00 00 00 06 00"));
        RecordReader reader = RecordReader::open(parseBatch(batch).value()).value();
        RecordView record;
        QVERIFY(reader.next(record).value());
        const EndTransactionMarker expected{.type = ControlRecordType::kCommit, .coordinatorEpoch = 6};
        QVERIFY(decodeEndTransactionMarker(record).value() == expected);
    }

    void controlRecordsOfTheQuorumCarryTheirType() {
        const Bytes batch = buildControlBatch({}, ControlRecordType::kKRaftVoters, asBytes("value"));
        const BatchHeader header = BatchHeader::parse(batch).value();
        QVERIFY(header.isControl() && !header.isTransactional() && !header.hasProducerId());
        RecordReader reader = RecordReader::open(parseBatch(batch).value()).value();
        RecordView record;
        QVERIFY(reader.next(record).value());
        QVERIFY(controlTypeOf(record).value() == ControlRecordType::kKRaftVoters);
        QVERIFY(asText(*record.value) == "value");
        QCOMPARE(decodeEndTransactionMarker(record).error().code, ErrorCode::kInvalidRecord);
    }

    void brokenControlRecordsAreErrors() {
        const Bytes key = fromHex("00 00 00 01");
        QCOMPARE(controlTypeOf(RecordView{}).error().code, ErrorCode::kInvalidRecord);
        RecordView record;
        record.key = ByteView(key).first(3);
        QCOMPARE(controlTypeOf(record).error().code, ErrorCode::kInvalidRecord);
        record.key = key;
        QCOMPARE(decodeEndTransactionMarker(record).error().code, ErrorCode::kInvalidRecord);
        const Bytes value = fromHex("00 00 00 00 00 06 99");
        record.value = ByteView(value).first(5);
        QCOMPARE(decodeEndTransactionMarker(record).error().code, ErrorCode::kInvalidRecord);
        record.value = value;
        QCOMPARE(decodeEndTransactionMarker(record).value().coordinatorEpoch, 6);
    }
};

BROKERSCOPE_TEST(TestRecordBatch)
#include "tst_record_batch.moc"
