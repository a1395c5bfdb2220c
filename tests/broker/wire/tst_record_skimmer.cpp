#include <QtTest/QtTest>

#include <string>
#include <vector>

#include "broker/base/byte_writer.h"
#include "broker/wire/record_batch_builder.h"
#include "broker/wire/record_batch_validation.h"
#include "broker/wire/record_reader.h"
#include "broker/wire/record_skimmer.h"
#include "tests/broker/wire/allocation_counter.h"
#include "tests/broker/wire/record_batch_samples.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::wire;

namespace {

constexpr std::size_t kWindow = RecordSkimmer::kWindow;
constexpr std::size_t kCap = 128 * kWindow;

struct Walked {
    std::vector<RecordOutline> records;
    std::uint64_t end = 0;
    ErrorCode code = ErrorCode::kNone;
    std::string detail;
};

template <class Reader, class Record, class Outline>
Walked walkWith(Result<Reader> reader, Outline outline) {
    Walked walked;
    Record record;
    while (reader.has_value()) {
        const Result<bool> more = reader->next(record);
        walked.end = reader->position();
        if (!more.has_value()) {
            walked.code = more.error().code;
            walked.detail = more.error().detail;
        }
        if (!more.has_value() || !*more) return walked;
        walked.records.push_back(outline(record));
    }
    walked.code = reader.error().code;
    walked.detail = reader.error().detail;
    return walked;
}

Walked read(ByteView batch) {
    return walkWith<RecordReader, RecordView>(
        RecordReader::open(parseBatch(batch).value(), {.outputCap = kCap}), [](const RecordView& record) {
            return RecordOutline{.timestampDelta = record.timestampDelta,
                                 .offsetDelta = record.offsetDelta,
                                 .hasKey = record.key.has_value()};
        });
}

Walked skim(ByteView batch) {
    return walkWith<RecordSkimmer, RecordOutline>(RecordSkimmer::open(parseBatch(batch).value(), kCap),
                                                  [](const RecordOutline& record) { return record; });
}

bool isSame(const Walked& a, const Walked& b) {
    return a.end == b.end && a.code == b.code && a.detail == b.detail &&
           std::ranges::equal(a.records, b.records, [](const RecordOutline& x, const RecordOutline& y) {
               return x.timestampDelta == y.timestampDelta && x.offsetDelta == y.offsetDelta &&
                      x.hasKey == y.hasKey;
           });
}

/// The fields of one record after its length, which is right unless `lengthError` says otherwise.
struct Fields {
    std::int32_t keyLength = -1;
    std::size_t keyBytes = 0;
    std::int32_t valueLength = -1;
    std::size_t valueBytes = 0;
    std::int32_t headers = 0;
    Bytes headerBytes;
    std::int32_t lengthError = 0;
};

Bytes record(const Fields& fields) {
    ByteWriter body;
    body.int8(0);
    body.varlong(5);
    body.varint(0);
    body.varint(fields.keyLength);
    body.bytes(Bytes(fields.keyBytes, 1));
    body.varint(fields.valueLength);
    body.bytes(Bytes(fields.valueBytes, 2));
    body.varint(fields.headers);
    body.bytes(fields.headerBytes);
    ByteWriter record;
    record.varint(static_cast<std::int32_t>(body.size()) + fields.lengthError);
    record.bytes(body.view());
    return record.take();
}

Fields sound(std::size_t key, std::size_t value) {
    return {.keyLength = static_cast<std::int32_t>(key),
            .keyBytes = key,
            .valueLength = static_cast<std::int32_t>(value),
            .valueBytes = value,
            .headerBytes = {}};
}

Bytes packed(Codec codec, const Bytes& records, std::int32_t count = 1) {
    return tests::batchAround(codec, codec == Codec::kNone ? records : compress(codec, records).value(),
                              count);
}

}  // namespace

class TestRecordSkimmer : public QObject {
    Q_OBJECT

private slots:
    void recordsOfAnySizeAreSeenAsTheReaderSeesThem_data() { tests::addCodecs(); }
    void recordsOfAnySizeAreSeenAsTheReaderSeesThem() {
        QFETCH(int, number);
        const std::string longText(3 * kWindow, 'h');
        const RecordHeader headers[] = {{asBytes("small"), std::nullopt},
                                        {asBytes(longText), asBytes(longText)},
                                        {asBytes(""), asBytes("")}};
        BatchBuilder builder({.codec = static_cast<Codec>(number)});
        std::int64_t time = 1000;
        for (const std::size_t size : {std::size_t{0}, kWindow / 2, kWindow - 20, kWindow - 12, kWindow - 1,
                                       kWindow, kWindow + 1, 3 * kWindow, std::size_t{1}}) {
            const std::string text(size, 'x');
            builder.append({.timestamp = Timestamp(time++), .value = asBytes(text)});
            builder.append({.timestamp = Timestamp(time++), .key = asBytes(text), .value = std::nullopt});
            builder.append({.timestamp = Timestamp(time++), .key = asBytes("k"), .headers = headers});
        }
        const Bytes batch = builder.build().value();
        const Walked expected = read(batch);
        QCOMPARE(expected.records.size(), std::size_t{27});
        QCOMPARE(expected.code, ErrorCode::kNone);
        QVERIFY(isSame(skim(batch), expected));
    }

    void faultsOfLargeRecordsAreFoundInTheSameWords_data() {
        QTest::addColumn<Bytes>("records");
        Fields fields = sound(3 * kWindow, 1);
        fields.keyLength = -2;
        QTest::newRow("negative key") << record(fields);
        fields = sound(3 * kWindow, 1);
        fields.keyLength += 10;
        QTest::newRow("key beyond the record") << record(fields);
        fields = sound(1, 3 * kWindow);
        fields.valueLength += 10;
        QTest::newRow("value beyond the record") << record(fields);
        fields = sound(1, 3 * kWindow);
        fields.valueLength = -3;
        QTest::newRow("negative value") << record(fields);
        fields = sound(1, 3 * kWindow);
        fields.headers = -1;
        QTest::newRow("negative number of headers") << record(fields);
        fields.headers = 3;
        fields.headerBytes = {0, 1, 0, 1};
        QTest::newRow("more headers than fit") << record(fields);
        fields.headers = 2;
        fields.headerBytes = {1, 1, 0, 1};
        QTest::newRow("null header key") << record(fields);
        fields.headers = 1;
        fields.headerBytes = {0, 4, 0};
        QTest::newRow("header value beyond the record") << record(fields);
        fields.headers = 1;
        fields.headerBytes = {0, 1, 0, 0, 0};
        QTest::newRow("bytes after the headers") << record(fields);
        fields = sound(1, 3 * kWindow);
        fields.lengthError = -2;
        QTest::newRow("length too small") << record(fields);
        fields.lengthError = 2;
        QTest::newRow("length too large") << record(fields);
    }
    void faultsOfLargeRecordsAreFoundInTheSameWords() {
        QFETCH(Bytes, records);
        for (const Codec codec : {Codec::kGzip, Codec::kZstd}) {
            const Bytes batch = packed(codec, records);
            const Walked expected = read(batch);
            const Walked found = skim(batch);
            QVERIFY(expected.code != ErrorCode::kNone);
            QCOMPARE(found.code, expected.code);
            QCOMPARE(found.detail, expected.detail);
        }
    }

    void aStreamThatEndsInsideALargeRecordIsFoundWhereverItEnds() {
        const Bytes whole = record(sound(2 * kWindow, 2 * kWindow));
        for (const std::size_t size : {std::size_t{1}, std::size_t{4}, std::size_t{8}, kWindow, kWindow + 4,
                                       2 * kWindow + 12, 2 * kWindow + 14, 4 * kWindow, whole.size() - 1}) {
            const Bytes batch =
                packed(Codec::kZstd, Bytes(whole.begin(), whole.begin() + static_cast<long>(size)));
            const Walked expected = read(batch);
            const Walked found = skim(batch);
            QCOMPARE(found.code, ErrorCode::kInvalidRecord);
            QCOMPARE(found.detail, expected.detail);
        }
    }

    void moreOrFewerRecordsThanAnnouncedAreRefused() {
        const Bytes large = record(sound(1, 2 * kWindow));
        Bytes two = large;
        two.insert(two.end(), large.begin(), large.end());
        QVERIFY(isSame(skim(packed(Codec::kGzip, two)), read(packed(Codec::kGzip, two))));
        QCOMPARE(skim(packed(Codec::kGzip, two)).code, ErrorCode::kInvalidRecord);
        QCOMPARE(skim(packed(Codec::kGzip, large, 2)).code, ErrorCode::kInvalidRecord);
    }

    void aBombCostsNoMoreThanTheWindow() {
        const Bytes bomb = packed(Codec::kGzip, record(sound(0, kCap - kWindow)));
        std::size_t peak = 0;
        {
            const tests::AllocationCounter counter;
            const Walked walked = skim(bomb);
            QCOMPARE(walked.code, ErrorCode::kNone);
            peak = counter.peak();
        }
        QVERIFY2(peak < 2 * kWindow, std::to_string(peak).c_str());
        QCOMPARE(skim(packed(Codec::kGzip, record(sound(0, kCap)))).code, ErrorCode::kTooLarge);
    }

    void validationHoldsNoLargeRecord() {
        const Bytes bomb = packed(Codec::kGzip, record(sound(0, kCap)));
        const ProduceRules rules{.now = Timestamp(5000), .outputCap = 2 * kCap};
        const tests::AllocationCounter counter;
        QVERIFY(validateProducedBatch(bomb, rules).has_value());
        QVERIFY(counter.peak() < 2 * kWindow);
    }
};

BROKERSCOPE_TEST(TestRecordSkimmer)
#include "tst_record_skimmer.moc"
