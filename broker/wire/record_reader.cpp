#include "broker/wire/record_reader.h"

#include <utility>

#include "broker/wire/record_cursor.h"

namespace broker::wire {
namespace {

constexpr std::size_t kMostLengthBytes = 5;

}  // namespace

std::unexpected<Error> atRecord(std::int32_t index, const Error& error) {
    const bool tooLarge = error.code == ErrorCode::kTooLarge;
    return failure(tooLarge ? ErrorCode::kTooLarge : ErrorCode::kInvalidRecord, "record {}: {}", index,
                   error.detail);
}

RecordReader::RecordReader(const BatchView& batch, UnpackedBytes bytes)
    : m_announced(batch.header.recordCount)
    , m_bytes(std::move(bytes)) {}

Result<RecordReader> RecordReader::open(const BatchView& batch, Limits limits) {
    Result<UnpackedBytes> bytes = UnpackedBytes::open(batch, limits.outputCap);
    if (bytes.has_value()) return RecordReader(batch, std::move(*bytes));
    if (bytes.error().code == ErrorCode::kUnsupportedCompressionType)
        return failure(std::move(bytes).error());
    return atRecord(0, bytes.error());
}

Result<bool> RecordReader::next(RecordView& record) {
    if (m_given == m_announced) return finish();
    if (Result<void> buffered = bufferRecord(); !buffered.has_value())
        return atRecord(m_given, buffered.error());
    Result<std::size_t> size = parseRecord(m_bytes.rest(), record);
    if (!size.has_value()) return atRecord(m_given, size.error());
    m_bytes.pass(*size);
    m_position += *size;
    ++m_given;
    return true;
}

/// After the last record there must be nothing; a codec's own checksum is checked on the way to its end.
Result<bool> RecordReader::finish() {
    if (Result<void> filled = m_bytes.fill(1); !filled.has_value()) return atRecord(m_given, filled.error());
    if (m_bytes.rest().empty()) return false;
    return failure(ErrorCode::kInvalidRecord, "the batch announces {} records, more bytes follow them",
                   m_announced);
}

/// Sees to it that the next record is at hand, as far as the stream has it.
Result<void> RecordReader::bufferRecord() {
    if (m_bytes.isPlain()) return {};
    RETURN_IF_ERROR(m_bytes.fill(kMostLengthBytes));
    RecordCursor cursor(m_bytes.rest());
    const std::int32_t length = cursor.varint();
    // parseRecord finds the words for what is wrong.
    if (cursor.failed() || length < 0) return {};
    return m_bytes.fill(cursor.position() + static_cast<std::size_t>(length));
}

}  // namespace broker::wire
