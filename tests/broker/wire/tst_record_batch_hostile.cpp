#include <QtTest/QtTest>

#include "broker/base/random.h"
#include "broker/wire/record_batch_validation.h"
#include "tests/broker/wire/record_batch_samples.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::wire;

namespace {

constexpr std::size_t kCap = 1 << 20;

/// Reads all there is to read. What validation accepts must read without an error.
bool holds(ByteView bytes) {
    const auto produced = validateProducedBatch(bytes, {.now = Timestamp(5000), .outputCap = kCap});
    BatchCursor cursor(bytes);
    while (true) {
        const Result<std::optional<BatchView>> batch = cursor.next();
        if (!batch.has_value() || !batch->has_value()) return !produced.has_value() || cursor.tail().empty();
        std::size_t contents = 0;
        Result<RecordReader> reader = RecordReader::open(**batch, {.outputCap = kCap});
        if (!reader.has_value()) return !produced.has_value();
        RecordView record;
        Result<bool> more = true;
        while ((more = reader->next(record)).has_value() && *more) {
            contents += record.bytes.size();
            for (const RecordHeader header : record.headers) contents += header.key.size();
        }
        if (!more.has_value() && produced.has_value()) return false;
        if (contents > 4 * kCap) return false;
    }
}

}  // namespace

/// Run under the address sanitizer to mean anything: whatever the bytes, the answer is a value or an error.
class TestRecordBatchHostile : public QObject {
    Q_OBJECT

private slots:
    void everyTruncationIsRefused_data() { tests::addCodecs(); }
    void everyTruncationIsRefused() {
        QFETCH(int, number);
        const Bytes batch = tests::sampleBatch(static_cast<Codec>(number));
        for (std::size_t size = 0; size < batch.size(); ++size) {
            // A copy of its own, so that a byte too far is seen.
            const Bytes cut(batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(size));
            QVERIFY(holds(cut));
            QVERIFY(!validateProducedBatch(cut, {.now = Timestamp(5000)}).has_value());
        }
    }

    void everyTruncationOfTheRecordsIsRefused_data() { tests::addCodecs(); }
    void everyTruncationOfTheRecordsIsRefused() {
        QFETCH(int, number);
        const Codec codec = static_cast<Codec>(number);
        const Bytes batch = tests::sampleBatch(codec);
        const ByteView records = ByteView(batch).subspan(kBatchHeaderSize);
        QVERIFY(validateProducedBatch(tests::batchAround(codec, records, 3), {.now = Timestamp(5000)})
                    .has_value());
        for (std::size_t size = 0; size < records.size(); ++size) {
            const Bytes cut = tests::batchAround(codec, records.first(size), 3);
            QVERIFY(holds(cut));
            QVERIFY(!validateProducedBatch(cut, {.now = Timestamp(5000)}).has_value());
        }
    }

    void everyFlippedByteIsAnAnswer_data() { tests::addCodecs(); }
    void everyFlippedByteIsAnAnswer() {
        QFETCH(int, number);
        const Bytes batch = tests::sampleBatch(static_cast<Codec>(number));
        for (std::size_t i = 0; i < batch.size(); ++i) {
            for (const int flip : {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff}) {
                Bytes bent = batch;
                bent[i] ^= static_cast<std::uint8_t>(flip);
                QVERIFY(holds(bent));
                // With a right CRC the bent byte is looked at.
                tests::reseal(bent);
                QVERIFY(holds(bent));
            }
        }
    }

    void randomRecordsAreAnAnswer_data() { tests::addCodecs(); }
    void randomRecordsAreAnAnswer() {
        QFETCH(int, number);
        const Codec codec = static_cast<Codec>(number);
        const Bytes batch = tests::sampleBatch(codec);
        Random random(static_cast<std::uint64_t>(number) + 1);
        for (int round = 0; round < 500; ++round) {
            Bytes records(batch.begin() + kBatchHeaderSize, batch.end());
            for (std::uint64_t bends = random.below(6) + 1; bends > 0; --bends)
                records[random.below(records.size())] = static_cast<std::uint8_t>(random.next());
            QVERIFY(
                holds(tests::batchAround(codec, records, static_cast<std::int32_t>(random.below(5)) + 1)));
        }
    }
};

BROKERSCOPE_TEST(TestRecordBatchHostile)
#include "tst_record_batch_hostile.moc"
