#include <QtTest/QtTest>

#include <algorithm>

#include "broker/base/random.h"
#include "broker/wire/codec.h"
#include "tests/broker/wire/allocation_counter.h"
#include "tests/broker/wire/record_batch_samples.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::wire;
using tests::fromHex;

namespace {

constexpr std::size_t kMiB = 1024 * 1024;
constexpr const char* kGzipHello =
    "1f 8b 08 00 00 00 00 00 00 00 01 05 00 fa ff 68 65 6c 6c 6f 86 a6 10 36 05 00 00 00";
constexpr const char* kXerialHeader = "82 53 4e 41 50 50 59 00 00 00 00 01 00 00 00 01";
constexpr const char* kSnappyHello = "05 10 68 65 6c 6c 6f";
constexpr const char* kLz4Hello = "04 22 4d 18 60 40 82 05 00 00 80 68 65 6c 6c 6f 00 00 00 00";
constexpr const char* kZstdHello = "28 b5 2f fd 20 05 29 00 00 68 65 6c 6c 6f";

Bytes concat(std::initializer_list<ByteView> parts) {
    Bytes all;
    for (const ByteView part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// Neither all the same nor noise.
Bytes text(std::size_t size, std::uint64_t seed) {
    static constexpr std::string_view kWords[] = {"offset ", "leader ", "epoch ", "replica ", "segment "};
    Random random(seed);
    Bytes bytes;
    while (bytes.size() < size) {
        const ByteView word = asBytes(kWords[random.below(std::size(kWords))]);
        bytes.insert(bytes.end(), word.begin(), word.end());
        bytes.push_back(static_cast<std::uint8_t>(random.next()));
    }
    bytes.resize(size);
    return bytes;
}

/// A snappy block that gives `size` times 'a' by copying.
Bytes snappyRun(std::uint32_t size) {
    Bytes block;
    for (std::uint32_t rest = size;; rest >>= 7) {
        block.push_back(static_cast<std::uint8_t>(rest < 0x80 ? rest : (rest & 0x7f) | 0x80));
        if (rest < 0x80) break;
    }
    block.push_back(0);  // a literal of one byte
    block.push_back('a');
    for (std::uint32_t done = 1; done < size;) {
        const std::uint32_t length = std::min<std::uint32_t>(64, size - done);
        block.push_back(static_cast<std::uint8_t>((length - 1) << 2 | 2));
        block.push_back(1);
        block.push_back(0);
        done += length;
    }
    return block;
}

}  // namespace

class TestCodec : public QObject {
    Q_OBJECT

private slots:
    void numbersAndNamesAreKafkas() {
        QVERIFY(codecName(Codec::kLz4) == "lz4");
        QCOMPARE(static_cast<int>(Codec::kZstd), 4);
        QVERIFY(codecFromName("snappy") == Codec::kSnappy);
        QVERIFY(!codecFromName("producer").has_value());
        QVERIFY(codecFromNumber(1) == Codec::kGzip);
        QVERIFY(!codecFromNumber(5).has_value() && !codecFromNumber(-1).has_value());
    }

    void everySizeRoundTrips_data() { tests::addCodecs(); }
    void everySizeRoundTrips() {
        QFETCH(int, number);
        const Codec codec = static_cast<Codec>(number);
        for (const std::size_t size : {0UL, 1UL, 100UL, 4096UL, 32768UL, 32769UL, 65536UL, 3 * kMiB + 17}) {
            const Bytes content = text(size, size);
            const Result<Bytes> packed = compress(codec, content);
            QVERIFY(packed.has_value());
            if (codec != Codec::kNone && size > 4096) QVERIFY(packed->size() < size);
            const Result<Bytes> unpacked = decompress(codec, *packed, size);
            QVERIFY2(unpacked.has_value(), unpacked.has_value() ? "" : unpacked.error().detail.c_str());
            QVERIFY(*unpacked == content);
        }
    }

    void piecesOfAnySizeAddUp_data() { tests::addCodecs(); }
    void piecesOfAnySizeAddUp() {
        QFETCH(int, number);
        const Codec codec = static_cast<Codec>(number);
        const Bytes content = text(200000, 5);
        const Bytes packed = compress(codec, content).value();
        for (const std::size_t step : {7UL, 1000UL, 40000UL}) {
            const auto stream = Decompressor::create(codec, packed, content.size()).value();
            Bytes piece(step);
            Bytes all;
            while (true) {
                const std::size_t size = stream->read(piece).value();
                all.insert(all.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(size));
                if (size < step) break;
            }
            QVERIFY(all == content);
            QCOMPARE(stream->produced(), content.size());
            QCOMPARE(stream->read(piece).value(), std::size_t{0});
        }
    }

    void handMadeStreamsAreRead_data() {
        QTest::addColumn<int>("number");
        QTest::addColumn<QByteArray>("stream");
        const auto row = [](const char* name, Codec codec, std::initializer_list<const char*> parts) {
            QByteArray bytes;
            for (const char* part : parts) bytes += QByteArray::fromHex(part);
            QTest::newRow(name) << static_cast<int>(codec) << bytes;
        };
        row("gzip", Codec::kGzip, {kGzipHello});
        row("gzip in two members", Codec::kGzip,
            {"1f 8b 08 00 00 00 00 00 00 00 01 00 00 ff ff 00 00 00 00 00 00 00 00", kGzipHello});
        row("snappy in xerial frames", Codec::kSnappy, {kXerialHeader, "00 00 00 07", kSnappyHello});
        row("snappy in two xerial blocks", Codec::kSnappy,
            {kXerialHeader, "00 00 00 04", "02 04 68 65", "00 00 00 05", "03 08 6c 6c 6f"});
        row("snappy in two xerial streams", Codec::kSnappy,
            {kXerialHeader, "00 00 00 04", "02 04 68 65", kXerialHeader, "00 00 00 05", "03 08 6c 6c 6f"});
        row("snappy as a plain block", Codec::kSnappy, {kSnappyHello});
        row("lz4", Codec::kLz4, {kLz4Hello});
        // The header ends with the second byte of xxh32 over flags, block size and content size.
        row("lz4 with content size", Codec::kLz4,
            {"04 22 4d 18 68 40 05 00 00 00 00 00 00 00 61", "05 00 00 80 68 65 6c 6c 6f 00 00 00 00"});
        row("zstd with content size", Codec::kZstd, {kZstdHello});
        row("zstd without content size", Codec::kZstd, {"28 b5 2f fd 00 00", "29 00 00 68 65 6c 6c 6f"});
        row("zstd in two frames", Codec::kZstd,
            {"28 b5 2f fd 20 02 11 00 00 68 65", "28 b5 2f fd 20 03 19 00 00 6c 6c 6f"});
    }
    void handMadeStreamsAreRead() {
        QFETCH(int, number);
        QFETCH(QByteArray, stream);
        const ByteView bytes = asBytes({stream.constData(), static_cast<std::size_t>(stream.size())});
        const Result<Bytes> content = decompress(static_cast<Codec>(number), bytes, 5);
        QVERIFY2(content.has_value(), content.has_value() ? "" : content.error().detail.c_str());
        QVERIFY(asText(*content) == "hello");
    }

    void snappyIsWrittenAsXerialBlocksOf32KiB() {
        const Bytes packed = compress(Codec::kSnappy, asBytes("hello")).value();
        QVERIFY(packed == concat({fromHex(kXerialHeader), fromHex("00 00 00 07"), fromHex(kSnappyHello)}));
        const Bytes two = compress(Codec::kSnappy, Bytes(32 * 1024 + 1, 'a')).value();
        const Bytes last = fromHex("00 00 00 03 01 00 61");
        QVERIFY(std::equal(last.rbegin(), last.rend(), two.rbegin()));
    }

    void lz4IsWrittenWithIndependentBlocks() {
        const Bytes packed = compress(Codec::kLz4, text(300000, 1)).value();
        QCOMPARE(packed[4] & 0x20, 0x20);
    }

    void whatJavaRefusesIsRefused_data() {
        QTest::addColumn<int>("number");
        QTest::addColumn<QByteArray>("stream");
        const auto row = [](const char* name, Codec codec, std::initializer_list<const char*> parts) {
            QByteArray bytes;
            for (const char* part : parts) bytes += QByteArray::fromHex(part);
            QTest::newRow(name) << static_cast<int>(codec) << bytes;
        };
        row("gzip of nothing", Codec::kGzip, {});
        row("gzip with a wrong checksum", Codec::kGzip,
            {"1f 8b 08 00 00 00 00 00 00 00 01 05 00 fa ff 68 65 6c 6c 6f 86 a6 10 37 05 00 00 00"});
        row("gzip with rubbish behind", Codec::kGzip, {kGzipHello, "00"});
        row("zlib instead of gzip", Codec::kGzip, {"78 9c cb 48 cd c9 c9 07 00 06 2c 02 15"});
        row("snappy of nothing", Codec::kSnappy, {});
        row("xerial header cut short", Codec::kSnappy, {"82 53 4e 41 50 50 59 00 00 00 00 01"});
        row("xerial version 0", Codec::kSnappy, {"82 53 4e 41 50 50 59 00 00 00 00 00 00 00 00 01"});
        row("xerial block length cut short", Codec::kSnappy, {kXerialHeader, "00 00 00"});
        row("xerial block of no bytes", Codec::kSnappy, {kXerialHeader, "00 00 00 00"});
        row("xerial block of negative length", Codec::kSnappy, {kXerialHeader, "ff ff ff ff", kSnappyHello});
        row("xerial block longer than the rest", Codec::kSnappy,
            {kXerialHeader, "7f ff ff ff", kSnappyHello});
        row("snappy literal past the end", Codec::kSnappy, {"05 10 68 65 6c"});
        row("snappy copy from before the beginning", Codec::kSnappy, {"05 00 61 0e 09 00"});
        row("lz4 of nothing", Codec::kLz4, {});
        row("lz4 with a wrong header checksum", Codec::kLz4,
            {"04 22 4d 18 60 40 83 05 00 00 80 68 65 6c 6c 6f 00 00 00 00"});
        row("lz4 with dependent blocks", Codec::kLz4,
            {"04 22 4d 18 40 40 c0 05 00 00 80 68 65 6c 6c 6f 00 00 00 00"});
        row("lz4 with rubbish behind", Codec::kLz4, {kLz4Hello, "00"});
        row("lz4 legacy frame", Codec::kLz4, {"02 21 4c 18 05 00 00 00"});
        row("zstd of nothing", Codec::kZstd, {});
        row("zstd with rubbish behind", Codec::kZstd, {kZstdHello, "00 01 02 03"});
        row("zstd with a window of 2 GiB", Codec::kZstd, {"28 b5 2f fd 00 a8", "29 00 00 68 65 6c 6c 6f"});
    }
    void whatJavaRefusesIsRefused() {
        QFETCH(int, number);
        QFETCH(QByteArray, stream);
        const ByteView bytes = asBytes({stream.constData(), static_cast<std::size_t>(stream.size())});
        const Result<Bytes> content = decompress(static_cast<Codec>(number), bytes, kMiB);
        QVERIFY(!content.has_value());
        QCOMPARE(content.error().code, ErrorCode::kMalformed);
    }

    void theCapIsExact_data() { tests::addCodecs(); }
    void theCapIsExact() {
        QFETCH(int, number);
        const Codec codec = static_cast<Codec>(number);
        const Bytes packed = compress(codec, text(100000, 3)).value();
        QVERIFY(decompress(codec, packed, 100000).has_value());
        const Result<Bytes> beyond = decompress(codec, packed, 99999);
        QVERIFY(!beyond.has_value());
        QCOMPARE(beyond.error().code, ErrorCode::kTooLarge);
    }

    void bombsStopAtTheCapInBoundedMemory_data() { tests::addCodecs(); }
    void bombsStopAtTheCapInBoundedMemory() {
        QFETCH(int, number);
        const Codec codec = static_cast<Codec>(number);
        // zstd: 32 KiB that mean 1 GiB.
        const Bytes packed = codec == Codec::kZstd ? tests::zstdBomb(8192, 'a')
                                                   : compress(codec, Bytes(64 * kMiB, 'a')).value();
        const tests::AllocationCounter counter;
        const auto stream = Decompressor::create(codec, packed, 2 * kMiB).value();
        std::array<std::uint8_t, 4096> piece{};
        std::size_t given = 0;
        Result<std::size_t> size = 0;
        while ((size = stream->read(piece)).has_value()) given += *size;
        QCOMPARE(size.error().code, ErrorCode::kTooLarge);
        QCOMPARE(given, 2 * kMiB);
        QCOMPARE(stream->produced(), 2 * kMiB);
        QVERIFY2(counter.peak() < 128 * 1024, std::to_string(counter.peak()).c_str());
        QVERIFY(!stream->read(piece).has_value());
    }

    void announcedSnappySizesAreCheckedBeforeTheyAreAllocated() {
        const tests::AllocationCounter counter;
        // 4 GiB less one byte, in a block of 7 bytes.
        const Bytes huge = fromHex("ff ff ff ff 0f 00 61");
        QCOMPARE(decompress(Codec::kSnappy, huge, kMiB).error().code, ErrorCode::kTooLarge);
        QCOMPARE(decompress(Codec::kSnappy, huge, std::size_t{1} << 40).error().code, ErrorCode::kMalformed);
        const Bytes xerial = concat({fromHex(kXerialHeader), fromHex("00 00 00 07"), huge});
        QCOMPARE(decompress(Codec::kSnappy, xerial, kMiB).error().code, ErrorCode::kTooLarge);
        QVERIFY(counter.peak() < 64 * 1024);
    }

    void theDensestSnappyBlockIsRead() {
        const Bytes block = snappyRun(kMiB);
        QVERIFY(block.size() * 20 < kMiB);
        QVERIFY(decompress(Codec::kSnappy, block, kMiB).value() == Bytes(kMiB, 'a'));
    }

    void everyTruncationIsAnError_data() { tests::addCodecs(); }
    void everyTruncationIsAnError() {
        QFETCH(int, number);
        const Codec codec = static_cast<Codec>(number);
        if (codec == Codec::kNone) return;
        const Bytes packed = compress(codec, text(70000, 11)).value();
        const std::size_t step = packed.size() > 4000 ? 97 : 1;
        for (std::size_t size = 0; size < packed.size(); size += size < 40 ? 1 : step) {
            const Result<Bytes> content = decompress(codec, ByteView(packed).first(size), kMiB);
            // Between two xerial blocks a stream ends like any other, and has lost its tail.
            if (content.has_value()) QVERIFY(codec == Codec::kSnappy && content->size() < 70000);
        }
    }
};

BROKERSCOPE_TEST(TestCodec)
#include "tst_codec.moc"
