#include "tests/broker/wire/record_batch_samples.h"

#include <QtTest/QtTest>

#include <string>

#include "broker/base/byte_writer.h"
#include "broker/base/check.h"
#include "broker/wire/record_batch_builder.h"

namespace tests {

using namespace broker;
using namespace broker::wire;

Bytes fromHex(std::string_view hex) {
    const auto digit = [](char c) { return static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10); };
    Bytes bytes;
    std::string_view rest = hex;
    while (!rest.empty()) {
        if (rest.front() == ' ') {
            rest.remove_prefix(1);
            continue;
        }
        CHECK(rest.size() >= 2);
        bytes.push_back(static_cast<std::uint8_t>(digit(rest[0]) << 4 | digit(rest[1])));
        rest.remove_prefix(2);
    }
    return bytes;
}

void addCodecs() {
    QTest::addColumn<int>("number");
    for (const Codec codec : kAllCodecs)
        QTest::newRow(std::string(codecName(codec)).c_str()) << static_cast<int>(codec);
}

Bytes sampleBatch(Codec codec) {
    BatchBuilder builder({.codec = codec,
                          .producerId = ProducerId(7),
                          .producerEpoch = ProducerEpoch(2),
                          .baseSequence = Sequence(9)});
    const RecordHeader headers[] = {{asBytes("trace"), asBytes("abc")}, {asBytes("none"), std::nullopt}};
    builder.append(
        {.timestamp = Timestamp(1000), .key = asBytes("k0"), .value = asBytes("first first first")});
    builder.append(
        {.timestamp = Timestamp(1002), .key = std::nullopt, .value = asBytes(""), .headers = headers});
    builder.append({.timestamp = Timestamp(1001), .key = asBytes("k2"), .value = std::nullopt});
    Result<Bytes> batch = builder.build();
    CHECK(batch.has_value());
    return std::move(*batch);
}

Bytes batchAround(Codec codec, ByteView records, std::int32_t count) {
    Bytes batch = sampleBatch(Codec::kNone);
    batch.resize(kBatchHeaderSize);
    batch.insert(batch.end(), records.begin(), records.end());
    ByteWriter writer;
    writer.bytes(batch);
    writer.patchInt32(batch_position::kBatchLength,
                      static_cast<std::int32_t>(batch.size() - kBatchPrefixSize));
    writer.patchInt32(batch_position::kLastOffsetDelta, count - 1);
    writer.patchInt32(batch_position::kRecordCount, count);
    batch = writer.take();
    batch[batch_position::kAttributes + 1] = static_cast<std::uint8_t>(codec);
    reseal(batch);
    return batch;
}

void reseal(Bytes& batch) {
    ByteWriter writer;
    writer.bytes(batch);
    writer.patchUint32(batch_position::kCrc, computeCrc(batch));
    batch = writer.take();
}

Bytes zstdBomb(std::size_t blocks, std::uint8_t byte) {
    constexpr std::uint32_t kBlockSize = 128 * 1024;
    constexpr std::uint32_t kRunLength = 1U << 1;
    // No content size; a window of 2^17 bytes.
    Bytes frame = fromHex("28 b5 2f fd 00 38");
    for (std::size_t i = 0; i < blocks; ++i) {
        const std::uint32_t last = i + 1 == blocks ? 1 : 0;
        const std::uint32_t header = kBlockSize << 3 | kRunLength | last;
        for (int shift = 0; shift < 24; shift += 8)
            frame.push_back(static_cast<std::uint8_t>(header >> shift));
        frame.push_back(byte);
    }
    return frame;
}

Bytes recordAnnouncing(std::int32_t valueSize) {
    ByteWriter fields;
    fields.int8(0);
    fields.varlong(0);
    fields.varint(0);
    fields.varint(-1);
    fields.varint(valueSize);
    ByteWriter record;
    // One byte more for the number of headers.
    record.varint(static_cast<std::int32_t>(fields.size()) + valueSize + 1);
    record.bytes(fields.view());
    return record.take();
}

}  // namespace tests
