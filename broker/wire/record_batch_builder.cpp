#include "broker/wire/record_batch_builder.h"

#include <algorithm>
#include <limits>

#include "broker/base/check.h"

namespace broker::wire {
namespace {

constexpr std::size_t kMostVarint = 5;
constexpr std::size_t kMostVarlong = 10;

std::size_t varintSize(std::int64_t value) {
    std::uint64_t zigzag = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
    std::size_t size = 1;
    for (; zigzag >= 0x80; zigzag >>= 7) ++size;
    return size;
}

std::int32_t lengthOf(ByteView field) {
    CHECK(field.size() <= static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()));
    return static_cast<std::int32_t>(field.size());
}

std::size_t sizeOfField(const std::optional<ByteView>& field) {
    return field.has_value() ? varintSize(lengthOf(*field)) + field->size() : 1;
}

void writeField(ByteWriter& writer, const std::optional<ByteView>& field) {
    writer.varint(field.has_value() ? lengthOf(*field) : -1);
    if (field.has_value()) writer.bytes(*field);
}

/// Key, value and headers: all but attributes and deltas.
std::size_t sizeOfContent(const NewRecord& record) {
    std::size_t size = sizeOfField(record.key) + sizeOfField(record.value) +
                       varintSize(static_cast<std::int64_t>(record.headers.size()));
    for (const RecordHeader& header : record.headers)
        size += sizeOfField(header.key) + sizeOfField(header.value);
    return size;
}

std::uint16_t attributesOf(const BatchBuilder::Options& options, Codec codec) {
    auto attributes = static_cast<std::uint16_t>(codec);
    if (options.timestampType == TimestampType::kLogAppendTime) attributes |= batch_attribute::kLogAppendTime;
    if (options.transactional) attributes |= batch_attribute::kTransactional;
    if (options.control) attributes |= batch_attribute::kControl;
    if (options.deleteHorizon.has_value()) attributes |= batch_attribute::kDeleteHorizon;
    return attributes;
}

}  // namespace

BatchBuilder::BatchBuilder(const Options& options)
    : m_options(options) {}

std::size_t BatchBuilder::sizeOf(const NewRecord& record) {
    return kMostVarint + 1 + kMostVarlong + kMostVarint + sizeOfContent(record);
}

void BatchBuilder::appendAt(std::int32_t offsetDelta, const NewRecord& record) {
    CHECK(offsetDelta >= m_nextOffsetDelta && offsetDelta < std::numeric_limits<std::int32_t>::max());
    if (m_count == 0) m_baseTimestamp = m_options.deleteHorizon.value_or(record.timestamp);
    m_maxTimestamp = std::max(m_maxTimestamp, record.timestamp);

    // Modulo 2^64, as readers add it up again.
    const auto timestampDelta =
        static_cast<std::int64_t>(static_cast<std::uint64_t>(record.timestamp.value()) -
                                  static_cast<std::uint64_t>(m_baseTimestamp.value()));
    const std::size_t size = 1 + varintSize(timestampDelta) + varintSize(offsetDelta) + sizeOfContent(record);
    CHECK(size <= static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()));
    m_records.varint(static_cast<std::int32_t>(size));
    m_records.int8(0);
    m_records.varlong(timestampDelta);
    m_records.varint(offsetDelta);
    writeField(m_records, record.key);
    writeField(m_records, record.value);
    m_records.varint(static_cast<std::int32_t>(record.headers.size()));
    for (const RecordHeader& header : record.headers) {
        writeField(m_records, header.key);
        writeField(m_records, header.value);
    }

    ++m_count;
    m_nextOffsetDelta = offsetDelta + 1;
    m_lastOffsetDelta = std::max(m_lastOffsetDelta, offsetDelta);
}

Result<Bytes> BatchBuilder::build() {
    const Codec codec = m_count == 0 ? Codec::kNone : m_options.codec;
    Bytes records = m_records.take();
    if (codec != Codec::kNone) {
        ASSIGN_OR_RETURN(records, compress(codec, records));
    }
    const std::size_t length = kBatchHeaderSize - kBatchPrefixSize + records.size();
    if (length > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
        return failure(ErrorCode::kTooLarge, "building a batch of {} bytes: a batch takes 2 GiB at most",
                       length);

    const Timestamp baseTimestamp = m_options.deleteHorizon.value_or(m_baseTimestamp);
    ByteWriter writer;
    writer.reserve(kBatchHeaderSize + records.size());
    writer.int64(m_options.baseOffset.value());
    writer.int32(static_cast<std::int32_t>(length));
    writer.int32(m_options.leaderEpoch.value());
    writer.int8(kBatchMagic);
    writer.uint32(0);
    writer.int16(static_cast<std::int16_t>(attributesOf(m_options, codec)));
    writer.int32(m_lastOffsetDelta);
    writer.int64(baseTimestamp.value());
    writer.int64(m_maxTimestamp.value());
    writer.int64(m_options.producerId.value());
    writer.int16(m_options.producerEpoch.value());
    writer.int32(m_options.baseSequence.value());
    writer.int32(m_count);
    writer.bytes(records);
    writer.patchUint32(batch_position::kCrc, computeCrc(writer.view()));
    *this = BatchBuilder(m_options);
    return writer.take();
}

}  // namespace broker::wire
