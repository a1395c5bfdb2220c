#include "broker/wire/record_reader.h"

#include <algorithm>
#include <cstring>

#include "broker/wire/record_cursor.h"

namespace broker::wire {
namespace {

/// Room for two xerial blocks, so that most of them are decompressed straight into the buffer.
constexpr std::size_t kFirstBuffer = 64 * 1024;
constexpr std::size_t kMostLengthBytes = 5;

std::unexpected<Error> atRecord(std::int32_t index, Error error) {
    const bool tooLarge = error.code == ErrorCode::kTooLarge;
    return failure(tooLarge ? ErrorCode::kTooLarge : ErrorCode::kInvalidRecord, "record {}: {}", index,
                   error.detail);
}

}  // namespace

RecordReader::RecordReader(const BatchView& batch, std::unique_ptr<Decompressor> decompressor)
    : m_announced(batch.header.recordCount)
    , m_rest(decompressor != nullptr ? ByteView() : batch.records())
    , m_decompressor(std::move(decompressor)) {}

Result<RecordReader> RecordReader::open(const BatchView& batch, Limits limits) {
    const std::optional<Codec> codec = batch.header.codec();
    if (!codec.has_value())
        return failure(ErrorCode::kUnsupportedCompressionType,
                       "the batch at offset {} names codec {}, there is none", batch.header.baseOffset,
                       batch.header.attributes & batch_attribute::kCodecMask);
    // A batch that compaction emptied has no stream, whatever its attributes say.
    const bool emptied = batch.header.recordCount == 0 && batch.records().empty();
    if (*codec == Codec::kNone || emptied) return RecordReader(batch, nullptr);
    Result<std::unique_ptr<Decompressor>> decompressor =
        Decompressor::create(*codec, batch.records(), limits.outputCap);
    if (!decompressor.has_value()) return atRecord(0, std::move(decompressor).error());
    return RecordReader(batch, std::move(*decompressor));
}

Result<bool> RecordReader::next(RecordView& record) {
    if (m_given == m_announced) return finish();
    if (m_decompressor != nullptr) RETURN_IF_ERROR(bufferRecord());
    Result<std::size_t> size = parseRecord(m_rest, record);
    if (!size.has_value()) return atRecord(m_given, std::move(size).error());
    m_rest = m_rest.subspan(*size);
    m_position += *size;
    ++m_given;
    return true;
}

/// After the last record there must be nothing; a codec's own checksum is checked on the way to its end.
Result<bool> RecordReader::finish() {
    if (m_decompressor != nullptr) {
        if (Result<void> filled = fill(m_rest.size() + 1); !filled.has_value())
            return failure(std::move(filled).error());
    }
    if (m_rest.empty()) return false;
    return failure(ErrorCode::kInvalidRecord, "the batch announces {} records, more bytes follow them",
                   m_announced);
}

/// Sees to it that the next record is in the buffer, as far as the stream has it.
Result<void> RecordReader::bufferRecord() {
    RETURN_IF_ERROR(fill(kMostLengthBytes));
    RecordCursor cursor(m_rest);
    const std::int32_t length = cursor.varint();
    // parseRecord finds the words for what is wrong.
    if (cursor.failed() || length < 0) return {};
    return fill(cursor.position() + static_cast<std::size_t>(length));
}

/// Reads until at least `wanted` bytes are at hand or the stream ends. The buffer grows by doubling what has
/// arrived, never to what is merely announced.
Result<void> RecordReader::fill(std::size_t wanted) {
    if (m_rest.size() >= wanted || m_streamEnded) return {};
    if (!m_rest.empty() && m_rest.data() != m_buffer.data())
        std::memmove(m_buffer.data(), m_rest.data(), m_rest.size());
    std::size_t filled = m_rest.size();
    while (filled < wanted && !m_streamEnded) {
        if (filled == m_buffer.size()) m_buffer.resize(std::max(kFirstBuffer, m_buffer.size() * 2));
        const MutableByteView room = MutableByteView(m_buffer).subspan(filled);
        Result<std::size_t> size = m_decompressor->read(room);
        if (!size.has_value()) {
            m_rest = {};
            return atRecord(m_given, std::move(size).error());
        }
        m_streamEnded = *size < room.size();
        filled += *size;
    }
    m_rest = ByteView(m_buffer).first(filled);
    return {};
}

}  // namespace broker::wire
