#include <QtTest/QtTest>

#include "broker/wire/record_batch_recompression.h"
#include "tests/broker/wire/record_batch_samples.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::wire;

namespace {

constexpr std::size_t kCap = 1'000'000;

}  // namespace

class TestRecordBatchRecompression : public QObject {
    Q_OBJECT

private slots:
    void recordsAndHeaderStayButForTheCodec_data() { tests::addCodecs(); }
    void recordsAndHeaderStayButForTheCodec() {
        QFETCH(int, number);
        const Bytes plain = tests::sampleBatch(Codec::kNone);
        for (const Codec wanted : tests::kAllCodecs) {
            const Bytes before = tests::sampleBatch(static_cast<Codec>(number));
            const Result<Bytes> copy = recompress(parseBatch(before).value(), wanted, kCap);
            QVERIFY(copy.has_value());
            const Result<BatchView> after = parseBatch(*copy);
            QVERIFY(after.has_value());
            QCOMPARE(after->bytes.size(), copy->size());
            QVERIFY(checkCrc(*copy).has_value());
            QVERIFY(after->header.codec() == wanted);

            BatchHeader expected = parseBatch(before)->header;
            expected.attributes = after->header.attributes;
            expected.batchLength = after->header.batchLength;
            expected.crc = after->header.crc;
            QVERIFY(after->header == expected);
            const Result<Bytes> records = decompress(wanted, after->records(), kCap);
            QVERIFY(records.has_value());
            QVERIFY(std::ranges::equal(*records, parseBatch(plain)->records()));
        }
    }

    void aBombIsNotUnpackedBeyondTheCap() {
        const Bytes bomb = tests::batchAround(Codec::kZstd, tests::zstdBomb(100, 0x11), 1);
        const Result<Bytes> copy = recompress(parseBatch(bomb).value(), Codec::kLz4, kCap);
        QVERIFY(!copy.has_value());
        QVERIFY(copy.error().code == ErrorCode::kTooLarge);
    }
};

BROKERSCOPE_TEST(TestRecordBatchRecompression)
#include "tst_record_batch_recompression.moc"
