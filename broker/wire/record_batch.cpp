#include "broker/wire/record_batch.h"

#include <limits>

#include "broker/base/byte_reader.h"
#include "broker/base/check.h"
#include "broker/base/crc32c.h"

namespace broker::wire {
namespace {

template <class T>
void store(MutableByteView batch, std::size_t position, T value) {
    CHECK(batch.size() >= kBatchHeaderSize);
    auto rest = static_cast<std::uint64_t>(value);
    for (std::size_t i = sizeof(T); i-- > 0; rest >>= 8)
        batch[position + i] = static_cast<std::uint8_t>(rest);
}

Result<void> checkMagic(std::int8_t magic) {
    if (magic == kBatchMagic) return {};
    if (magic == 0 || magic == 1)
        return failure(ErrorCode::kInvalidRecord,
                       "a message set of magic {}: only record batches of magic 2 are kept", magic);
    return failure(ErrorCode::kCorruptMessage, "a record batch of unknown magic {}", magic);
}

Result<void> checkNumbers(const BatchHeader& header) {
    if (header.lastOffsetDelta < 0 || header.recordCount < 0)
        return failure(ErrorCode::kInvalidRecord, "a batch of {} records with last offset delta {}",
                       header.recordCount, header.lastOffsetDelta);
    const std::int64_t greatest = std::numeric_limits<std::int64_t>::max() - header.lastOffsetDelta - 1;
    if (header.baseOffset < Offset(0) || header.baseOffset > Offset(greatest))
        return failure(ErrorCode::kInvalidRecord, "a batch at base offset {}", header.baseOffset);
    return {};
}

}  // namespace

Result<BatchHeader> BatchHeader::parse(ByteView bytes) {
    constexpr auto kLeastLength = static_cast<std::int32_t>(kBatchHeaderSize - kBatchPrefixSize);
    if (bytes.size() < kBatchHeaderSize)
        return failure(ErrorCode::kEndOfInput, "a batch's header takes {} bytes, {} are left",
                       kBatchHeaderSize, bytes.size());
    ByteReader reader(bytes.first(kBatchHeaderSize));
    BatchHeader header;
    header.baseOffset = Offset(reader.int64());
    header.batchLength = reader.int32();
    header.leaderEpoch = LeaderEpoch(reader.int32());
    RETURN_IF_ERROR(checkMagic(reader.int8()));
    if (header.batchLength < kLeastLength)
        return failure(ErrorCode::kCorruptMessage,
                       "a batch at offset {} announces {} bytes, its header alone is {}", header.baseOffset,
                       header.batchLength, kLeastLength);
    header.crc = reader.uint32();
    header.attributes = reader.uint16();
    header.lastOffsetDelta = reader.int32();
    header.baseTimestamp = Timestamp(reader.int64());
    header.maxTimestamp = Timestamp(reader.int64());
    header.producerId = ProducerId(reader.int64());
    header.producerEpoch = ProducerEpoch(reader.int16());
    header.baseSequence = Sequence(reader.int32());
    header.recordCount = reader.int32();
    RETURN_IF_ERROR(checkNumbers(header));
    return header;
}

Sequence BatchHeader::lastSequence() const {
    if (baseSequence < Sequence(0)) return kNoSequence;
    constexpr std::uint32_t kWrap = 0x7fffffff;
    const std::uint32_t sum =
        static_cast<std::uint32_t>(baseSequence.value()) + static_cast<std::uint32_t>(lastOffsetDelta);
    return Sequence(static_cast<std::int32_t>(sum <= kWrap ? sum : sum - kWrap - 1));
}

TimestampType BatchHeader::timestampType() const {
    return (attributes & batch_attribute::kLogAppendTime) != 0 ? TimestampType::kLogAppendTime
                                                               : TimestampType::kCreateTime;
}

std::optional<Timestamp> BatchHeader::deleteHorizon() const {
    if (!hasDeleteHorizon()) return std::nullopt;
    return baseTimestamp;
}

Timestamp BatchHeader::timestampOf(std::int64_t timestampDelta) const {
    if (timestampType() == TimestampType::kLogAppendTime) return maxTimestamp;
    // Hostile deltas wrap around instead of overflowing.
    return Timestamp(static_cast<std::int64_t>(static_cast<std::uint64_t>(baseTimestamp.value()) +
                                               static_cast<std::uint64_t>(timestampDelta)));
}

Result<BatchView> parseBatch(ByteView bytes) {
    ASSIGN_OR_RETURN(const BatchHeader header, BatchHeader::parse(bytes));
    if (header.size() > bytes.size())
        return failure(ErrorCode::kEndOfInput, "a batch at offset {} takes {} bytes, {} are left",
                       header.baseOffset, header.size(), bytes.size());
    return BatchView{header, bytes.first(header.size())};
}

std::uint32_t computeCrc(ByteView batch) {
    CHECK(batch.size() >= kBatchHeaderSize);
    return crc32c(batch.subspan(batch_position::kAttributes));
}

Result<void> checkCrc(ByteView batch) {
    const std::uint32_t computed = computeCrc(batch);
    const std::uint32_t stored = ByteReader(batch.subspan(batch_position::kCrc)).uint32();
    if (computed == stored) return {};
    const std::int64_t offset = ByteReader(batch.subspan(batch_position::kBaseOffset)).int64();
    return failure(ErrorCode::kCorruptMessage, "the batch at offset {} has CRC {:08x}, its bytes give {:08x}",
                   offset, stored, computed);
}

Result<std::optional<BatchView>> BatchCursor::next() {
    Result<BatchView> batch = parseBatch(tail());
    if (batch.has_value()) {
        m_position += batch->bytes.size();
        return *batch;
    }
    if (batch.error().code == ErrorCode::kEndOfInput) return std::nullopt;
    return failure(std::move(batch).error());
}

void patchBaseOffset(MutableByteView batch, Offset baseOffset) {
    store(batch, batch_position::kBaseOffset, baseOffset.value());
}

void patchLeaderEpoch(MutableByteView batch, LeaderEpoch leaderEpoch) {
    store(batch, batch_position::kLeaderEpoch, leaderEpoch.value());
}

void patchMaxTimestamp(MutableByteView batch, TimestampType type, Timestamp maxTimestamp) {
    CHECK(batch.size() >= kBatchHeaderSize);
    const std::uint16_t attributes = ByteReader(batch.subspan(batch_position::kAttributes)).uint16();
    const std::int64_t before = ByteReader(batch.subspan(batch_position::kMaxTimestamp)).int64();
    const auto wanted = static_cast<std::uint16_t>(type == TimestampType::kLogAppendTime
                                                       ? attributes | batch_attribute::kLogAppendTime
                                                       : attributes & ~batch_attribute::kLogAppendTime);
    if (attributes == wanted && before == maxTimestamp.value()) return;
    store(batch, batch_position::kAttributes, wanted);
    store(batch, batch_position::kMaxTimestamp, maxTimestamp.value());
    store(batch, batch_position::kCrc, computeCrc(batch));
}

}  // namespace broker::wire
