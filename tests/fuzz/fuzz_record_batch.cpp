#include <cstddef>
#include <cstdint>
#include <limits>

#include "broker/base/byte_writer.h"
#include "broker/base/check.h"
#include "broker/wire/record_batch_builder.h"
#include "broker/wire/record_batch_validation.h"
#include "broker/wire/record_control.h"

/// Input: one byte that chooses, then bytes. They are read as batches as they come, and as the records of a
/// batch whose header and CRC are right, so that every codec and the record parser see them at once.
namespace {

using namespace broker;
using namespace broker::wire;

constexpr std::size_t kCap = std::size_t{4} * 1024 * 1024;

/// The records of what validation accepted read to the end.
void readRecords(const BatchView& batch, bool mustHold) {
    Result<RecordReader> reader = RecordReader::open(batch, {.outputCap = kCap});
    if (!reader.has_value()) {
        CHECK(!mustHold);
        return;
    }
    RecordView record;
    std::uint64_t position = 0;
    while (true) {
        const Result<bool> more = reader->next(record);
        CHECK(more.has_value() || !mustHold);
        if (!more.has_value() || !*more) return;
        position += record.bytes.size();
        CHECK(reader->position() == position);
        std::size_t headers = 0;
        for (const RecordHeader header : record.headers) headers += header.key.size() + 1;
        CHECK(headers <= record.range(RecordField::kHeaders).size());
        if (batch.header.isControl()) (void)decodeEndTransactionMarker(record);
    }
}

void readBatches(ByteView bytes, const ProduceRules& rules) {
    const bool accepted = validateProducedBatch(bytes, rules).has_value();
    BatchCursor cursor(bytes);
    while (true) {
        const Result<std::optional<BatchView>> batch = cursor.next();
        if (!batch.has_value() || !batch->has_value()) break;
        readRecords(**batch, accepted);
    }
    CHECK(!accepted || cursor.tail().empty());
}

Bytes batchAround(ByteView records, Codec codec, std::int32_t count) {
    ByteWriter writer;
    BatchBuilder builder({});
    builder.keepLastOffsetDelta(count - 1);
    Result<Bytes> header = builder.build();
    CHECK(header.has_value());
    writer.bytes(*header);
    writer.bytes(records);
    writer.patchInt32(batch_position::kBatchLength,
                      static_cast<std::int32_t>(writer.size() - kBatchPrefixSize));
    writer.patchInt32(batch_position::kRecordCount, count);
    writer.mutableView()[batch_position::kAttributes + 1] = static_cast<std::uint8_t>(codec);
    writer.patchUint32(batch_position::kCrc, computeCrc(writer.view()));
    return writer.take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::uint8_t choice = data[0];
    const ByteView bytes(data + 1, size - 1);
    const ProduceRules rules{.maxMessageBytes = std::numeric_limits<std::int32_t>::max(),
                             .compacted = (choice & 1) != 0,
                             .outputCap = kCap};
    readBatches(bytes, rules);

    constexpr int kCodecs = 5;
    const Codec codec = *codecFromNumber((choice >> 1) % kCodecs);
    const std::int32_t count = 1 + (choice >> 4);
    readBatches(batchAround(bytes, codec, count), rules);

    // What is compressed here comes back.
    const Result<Bytes> packed = compress(codec, bytes);
    CHECK(packed.has_value());
    const Result<Bytes> unpacked = decompress(codec, *packed, bytes.size());
    CHECK(unpacked.has_value() && asText(*unpacked) == asText(bytes));
    return 0;
}
