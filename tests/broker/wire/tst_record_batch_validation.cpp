#include <QtTest/QtTest>

#include "broker/base/byte_writer.h"
#include "broker/wire/record_batch_builder.h"
#include "broker/wire/record_batch_validation.h"
#include "tests/broker/wire/allocation_counter.h"
#include "tests/broker/wire/record_batch_samples.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::wire;

namespace {

constexpr ProduceRules kRules{.now = Timestamp(5000)};

ErrorCode codeOf(ByteView batch, const ProduceRules& rules = kRules) {
    const auto produced = validateProducedBatch(batch, rules);
    return produced.has_value() ? ErrorCode::kNone : produced.error().error.code;
}

/// The sample with some of its header's bytes replaced, and its CRC right again.
Bytes sampleWith(std::size_t position, std::initializer_list<std::uint8_t> bytes) {
    Bytes batch = tests::sampleBatch(Codec::kNone);
    std::copy(bytes.begin(), bytes.end(), batch.begin() + static_cast<std::ptrdiff_t>(position));
    tests::reseal(batch);
    return batch;
}

Bytes batchAt(std::initializer_list<std::int64_t> timestamps) {
    BatchBuilder builder({});
    for (const std::int64_t timestamp : timestamps)
        builder.append({.timestamp = Timestamp(timestamp), .key = asBytes("k")});
    return builder.build().value();
}

}  // namespace

class TestRecordBatchValidation : public QObject {
    Q_OBJECT

private slots:
    void aGoodBatchSaysWhereItsGreatestTimestampIs_data() { tests::addCodecs(); }
    void aGoodBatchSaysWhereItsGreatestTimestampIs() {
        QFETCH(int, number);
        const Bytes batch = tests::sampleBatch(static_cast<Codec>(number));
        const auto produced = validateProducedBatch(batch, kRules);
        QVERIFY2(produced.has_value(), produced.has_value() ? "" : produced.error().error.detail.c_str());
        QVERIFY(produced->maxTimestamp == Timestamp(1002));
        QCOMPARE(produced->offsetDeltaOfMaxTimestamp, 1);
        QCOMPARE(produced->uncompressedSize, tests::sampleBatch(Codec::kNone).size() - kBatchHeaderSize);
        QCOMPARE(produced->batch.bytes.size(), batch.size());
    }

    void theFirstOfEqualTimestampsCounts() {
        const Bytes batch = batchAt({4000, 4500, 4500, 4200});
        QCOMPARE(validateProducedBatch(batch, kRules)->offsetDeltaOfMaxTimestamp, 1);
    }

    void aWrongMaximumInTheHeaderIsFoundOut() {
        const Bytes batch = sampleWith(batch_position::kMaxTimestamp, {0, 0, 0, 0, 0, 0, 0, 1});
        QVERIFY(validateProducedBatch(batch, kRules)->maxTimestamp == Timestamp(1002));
    }

    void logAppendTimeIsTheLeadersClock() {
        ProduceRules rules = kRules;
        rules.timestampType = TimestampType::kLogAppendTime;
        rules.timestampBeforeMaxMs = 1;
        const Bytes batch = tests::sampleBatch(Codec::kNone);
        const auto produced = validateProducedBatch(batch, rules);
        QVERIFY(produced.has_value());
        QVERIFY(produced->maxTimestamp == Timestamp(5000));
        QCOMPARE(produced->offsetDeltaOfMaxTimestamp, 0);
    }

    void exactlyOneBatchIsExpected() {
        Bytes batch = tests::sampleBatch(Codec::kNone);
        QCOMPARE(codeOf({}), ErrorCode::kInvalidRecord);
        const std::size_t size = batch.size();
        batch.push_back(0);
        QCOMPARE(codeOf(batch), ErrorCode::kInvalidRecord);
        batch.resize(size);
        batch.insert(batch.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(size));
        QCOMPARE(codeOf(batch), ErrorCode::kInvalidRecord);
        QCOMPARE(codeOf(ByteView(batch).first(size - 1)), ErrorCode::kCorruptMessage);
        QCOMPARE(codeOf(ByteView(batch).first(20)), ErrorCode::kCorruptMessage);
    }

    void theSizeLimitIsExact() {
        const Bytes batch = tests::sampleBatch(Codec::kNone);
        ProduceRules rules = kRules;
        rules.maxMessageBytes = batch.size();
        QCOMPARE(codeOf(batch, rules), ErrorCode::kNone);
        rules.maxMessageBytes = batch.size() - 1;
        QCOMPARE(codeOf(batch, rules), ErrorCode::kMessageTooLarge);
    }

    void badHeadersAreRefused_data() {
        QTest::addColumn<QByteArray>("batch");
        QTest::addColumn<ErrorCode>("code");
        using namespace batch_position;
        const auto row = [](const char* name, ErrorCode code, std::size_t position,
                            std::initializer_list<std::uint8_t> bytes) {
            const Bytes batch = sampleWith(position, bytes);
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(batch.data()),
                                              static_cast<qsizetype>(batch.size()))
                                << code;
        };
        const ErrorCode invalid = ErrorCode::kInvalidRecord;
        row("magic 1", invalid, kMagic, {1});
        row("magic 3", ErrorCode::kCorruptMessage, kMagic, {3});
        row("base offset not 0", invalid, kBaseOffset + 7, {1});
        row("codec 5", ErrorCode::kUnsupportedCompressionType, kAttributes + 1, {5});
        row("LogAppendTime", ErrorCode::kInvalidTimestamp, kAttributes + 1, {0x08});
        row("control bit", invalid, kAttributes + 1, {0x20});
        row("delete horizon", invalid, kAttributes + 1, {0x40});
        row("unused bit 7", invalid, kAttributes + 1, {0x80});
        row("unused bit 15", invalid, kAttributes, {0x80});
        row("no records", invalid, kRecordCount, {0, 0, 0, 0});
        row("fewer records than offsets", invalid, kRecordCount, {0, 0, 0, 2});
        row("more offsets than records", invalid, kLastOffsetDelta, {0, 0, 0, 3});
        row("producer id without sequence", invalid, kBaseSequence, {0xff, 0xff, 0xff, 0xff});
        row("producer id without epoch", invalid, kProducerEpoch, {0xff, 0xff});
        row("producer id -2", invalid, kProducerId, {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe});
    }
    void badHeadersAreRefused() {
        QFETCH(QByteArray, batch);
        QFETCH(ErrorCode, code);
        QCOMPARE(codeOf(asBytes({batch.constData(), static_cast<std::size_t>(batch.size())})), code);
    }

    void transactionalBatchesNeedAProducerId() {
        const auto built = [](ProducerId id) {
            BatchBuilder builder({.producerId = id,
                                  .producerEpoch = ProducerEpoch(0),
                                  .baseSequence = Sequence(0),
                                  .transactional = true});
            builder.append({.timestamp = Timestamp(4000)});
            return builder.build().value();
        };
        QCOMPARE(codeOf(built(ProducerId(3))), ErrorCode::kNone);
        QCOMPARE(codeOf(built(kNoProducerId)), ErrorCode::kInvalidRecord);
    }

    void everyByteUnderTheCrcIsGuarded() {
        const Bytes batch = tests::sampleBatch(Codec::kNone);
        for (std::size_t i = batch_position::kCrc; i < batch.size(); ++i) {
            Bytes bent = batch;
            bent[i] ^= 1;
            const ErrorCode code = codeOf(bent);
            // Counts out of range are found before the sum is made.
            if (code != ErrorCode::kCorruptMessage && code != ErrorCode::kInvalidRecord)
                QFAIL(fmt::format("byte {} gives {}", i, errorName(code)).c_str());
        }
        Bytes bent = batch;
        bent.back() ^= 1;
        QCOMPARE(codeOf(bent), ErrorCode::kCorruptMessage);
    }

    void zstdNeedsProduceVersion7() {
        const Bytes batch = tests::sampleBatch(Codec::kZstd);
        ProduceRules rules = kRules;
        rules.produceVersion = 7;
        QCOMPARE(codeOf(batch, rules), ErrorCode::kNone);
        rules.produceVersion = 6;
        QCOMPARE(codeOf(batch, rules), ErrorCode::kUnsupportedCompressionType);
        QCOMPARE(codeOf(tests::sampleBatch(Codec::kLz4), rules), ErrorCode::kNone);
    }

    void offsetDeltasMustFollowOneAnother_data() { tests::addCodecs(); }
    void offsetDeltasMustFollowOneAnother() {
        QFETCH(int, number);
        const Codec codec = static_cast<Codec>(number);
        BatchBuilder builder({});
        builder.append({.timestamp = Timestamp(4000)});
        builder.appendAt(2, {.timestamp = Timestamp(4000)});
        const Bytes gap = builder.build().value();
        const Bytes records = compress(codec, ByteView(gap).subspan(kBatchHeaderSize)).value();
        const auto produced = validateProducedBatch(tests::batchAround(codec, records, 2), kRules);
        QVERIFY(!produced.has_value());
        QCOMPARE(produced.error().error.code, ErrorCode::kInvalidRecord);
        QVERIFY(produced.error().error.detail == "record 1 has offset delta 2");
    }

    void compactedTopicsNeedKeysAndEveryCulpritIsNamed_data() { tests::addCodecs(); }
    void compactedTopicsNeedKeysAndEveryCulpritIsNamed() {
        QFETCH(int, number);
        BatchBuilder builder({.codec = static_cast<Codec>(number)});
        builder.append({.timestamp = Timestamp(4000), .key = asBytes("")});
        builder.append({.timestamp = Timestamp(4000), .value = asBytes("v")});
        builder.append({.timestamp = Timestamp(4000), .key = asBytes("k")});
        builder.append({.timestamp = Timestamp(4000), .value = asBytes("v")});
        const Bytes batch = builder.build().value();
        QCOMPARE(codeOf(batch), ErrorCode::kNone);
        ProduceRules rules = kRules;
        rules.compacted = true;
        const auto produced = validateProducedBatch(batch, rules);
        QCOMPARE(produced.error().error.code, ErrorCode::kInvalidRecord);
        QVERIFY(produced.error().error.detail.find("record 1 has no key") == 0);
        QCOMPARE(produced.error().records.size(), std::size_t{2});
        QCOMPARE(produced.error().records[1].index, 3);
    }

    void noMoreThanSomeCulpritsAreListed() {
        BatchBuilder builder({});
        for (int i = 0; i < 1000; ++i) builder.append({.timestamp = Timestamp(4000)});
        ProduceRules rules = kRules;
        rules.compacted = true;
        const Bytes batch = builder.build().value();
        const auto produced = validateProducedBatch(batch, rules);
        QCOMPARE(produced.error().records.size(), ProduceRejection::kMaxRecords);
        QVERIFY(produced.error().error.detail.find("999 more") != std::string::npos);
    }

    void timestampsMustLieWithinTheirBounds() {
        ProduceRules rules = kRules;
        rules.timestampBeforeMaxMs = 100;
        rules.timestampAfterMaxMs = 50;
        QCOMPARE(codeOf(batchAt({4900, 5050}), rules), ErrorCode::kNone);
        QCOMPARE(codeOf(batchAt({5000, 4899}), rules), ErrorCode::kInvalidTimestamp);
        QCOMPARE(codeOf(batchAt({5000, 5051}), rules), ErrorCode::kInvalidTimestamp);
        QCOMPARE(codeOf(batchAt({-1}), rules), ErrorCode::kNone);
        const Bytes batch = batchAt({5000, 5051});
        QCOMPARE(validateProducedBatch(batch, rules).error().records.at(0).index, 1);
    }

    void farTimestampsDoNotOverflow() {
        constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
        constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
        QCOMPARE(codeOf(batchAt({kLeast})), ErrorCode::kInvalidTimestamp);
        QCOMPARE(codeOf(batchAt({kMost})), ErrorCode::kInvalidTimestamp);
        QCOMPARE(codeOf(batchAt({kMost, kLeast})), ErrorCode::kInvalidTimestamp);
        QCOMPARE(codeOf(batchAt({-62135596800000})), ErrorCode::kNone);
    }

    void aKeylessRecordOutweighsABadTimestamp() {
        BatchBuilder builder({});
        builder.append({.timestamp = Timestamp(99999999), .key = asBytes("k")});
        builder.append({.timestamp = Timestamp(4000)});
        ProduceRules rules = kRules;
        rules.compacted = true;
        QCOMPARE(codeOf(builder.build().value(), rules), ErrorCode::kInvalidRecord);
    }

    void bombsAreTooLarge_data() { tests::addCodecs(); }
    void bombsAreTooLarge() {
        QFETCH(int, number);
        const Codec codec = static_cast<Codec>(number);
        if (codec == Codec::kNone) return;
        Bytes record = tests::recordAnnouncing(8 << 20);
        record.resize(record.size() + (8 << 20) + 1, 0);
        const Bytes batch = tests::batchAround(codec, compress(codec, record).value(), 1);
        ProduceRules rules = kRules;
        rules.outputCap = 1 << 20;
        QCOMPARE(codeOf(batch, rules), ErrorCode::kMessageTooLarge);
        rules.outputCap = record.size();
        QCOMPARE(codeOf(batch, rules), ErrorCode::kNone);
    }

    void plainBatchesCostNoAllocation() {
        BatchBuilder builder({});
        const RecordHeader headers[] = {{asBytes("h"), asBytes("v")}};
        for (int i = 0; i < 5000; ++i)
            builder.append({.timestamp = Timestamp(4000),
                            .key = asBytes("k"),
                            .value = asBytes("v"),
                            .headers = headers});
        const Bytes batch = builder.build().value();
        const tests::AllocationCounter counter;
        const auto produced = validateProducedBatch(batch, kRules);
        QCOMPARE(counter.allocations(), std::size_t{0});
        QVERIFY(produced.has_value());
        QVERIFY(produced->batch.bytes.data() == batch.data());
    }
};

BROKERSCOPE_TEST(TestRecordBatchValidation)
#include "tst_record_batch_validation.moc"
