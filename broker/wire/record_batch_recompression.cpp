#include "broker/wire/record_batch_recompression.h"

#include <limits>

#include "broker/base/byte_writer.h"

namespace broker::wire {
namespace {

Result<Bytes> packed(const BatchView& batch, Codec codec, std::size_t cap) {
    const std::optional<Codec> before = batch.header.codec();
    if (!before) return failure(ErrorCode::kUnsupportedCompressionType, "the batch names no codec");
    ASSIGN_OR_RETURN(Bytes records, decompress(*before, batch.records(), cap));
    if (codec == Codec::kNone) return records;
    return compress(codec, records);
}

}  // namespace

Result<Bytes> recompress(const BatchView& batch, Codec codec, std::size_t cap) {
    using namespace batch_position;
    ASSIGN_OR_RETURN(const Bytes records, packed(batch, codec, cap));
    const std::size_t length = kBatchHeaderSize - kBatchPrefixSize + records.size();
    if (length > std::size_t{std::numeric_limits<std::int32_t>::max()})
        return failure(ErrorCode::kTooLarge, "a batch of {} bytes", length);
    const auto attributes = static_cast<std::uint16_t>(
        (batch.header.attributes & ~batch_attribute::kCodecMask) | static_cast<std::uint16_t>(codec));
    ByteWriter writer;
    writer.reserve(kBatchPrefixSize + length);
    writer.bytes(batch.bytes.first(kAttributes));
    writer.uint16(attributes);
    writer.bytes(batch.bytes.subspan(kLastOffsetDelta, kRecords - kLastOffsetDelta));
    writer.bytes(records);
    writer.patchInt32(kBatchLength, static_cast<std::int32_t>(length));
    writer.patchUint32(kCrc, computeCrc(writer.view()));
    return writer.take();
}

}  // namespace broker::wire
