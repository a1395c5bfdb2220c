#include "broker/log/batch_scanner.h"

#include <algorithm>
#include <limits>

#include "broker/base/crc32c.h"

namespace broker::log {
namespace {

constexpr std::size_t kChunk = std::size_t{256} * 1024;

}  // namespace

BatchScanner::BatchScanner(const world::File& file, const Range& range)
    : m_file(file)
    , m_position(range.begin)
    , m_end(range.end)
    , m_least(range.leastOffset)
    , m_checkCrc(range.checkCrc) {}

/// The bytes at the position, as many as a header has or as the range still holds.
Result<ByteView> BatchScanner::headerBytes() {
    const std::size_t wanted = std::min<std::uint64_t>(m_end - m_position, wire::kBatchHeaderSize);
    if (m_position < m_windowBegin || m_position + wanted > m_windowBegin + m_windowSize) {
        const std::size_t size = std::min<std::uint64_t>(m_end - m_position, m_window.size());
        ASSIGN_OR_RETURN(m_windowSize, m_file.readAt(m_position, MutableByteView(m_window).first(size)));
        m_windowBegin = m_position;
        m_bytesRead += m_windowSize;
    }
    const std::size_t begin = m_position - m_windowBegin;
    return ByteView(m_window).subspan(begin, std::min(wanted, m_windowSize - begin));
}

Result<std::uint32_t> BatchScanner::crcOf(const wire::BatchHeader& header) {
    std::uint64_t position = m_position + wire::batch_position::kAttributes;
    const std::uint64_t end = m_position + header.size();
    if (m_chunk.empty()) m_chunk.resize(kChunk);
    std::uint32_t crc = 0;
    while (position < end) {
        const MutableByteView into =
            MutableByteView(m_chunk).first(std::min<std::uint64_t>(end - position, m_chunk.size()));
        ASSIGN_OR_RETURN(const std::size_t count, m_file.readAt(position, into));
        if (count == 0) return ~header.crc;  // The file shrank meanwhile: no sum fits.
        crc = crc32c(ByteView(into).first(count), crc);
        position += count;
        m_bytesRead += count;
    }
    return crc;
}

Result<std::optional<ScannedBatch>> BatchScanner::next() {
    if (m_position >= m_end || !m_problem.empty()) return std::nullopt;
    ASSIGN_OR_RETURN(const ByteView bytes, headerBytes());
    if (bytes.size() < wire::kBatchHeaderSize) {
        m_problem = fmt::format("part of a batch: {} bytes, a header has {}", m_end - m_position,
                                wire::kBatchHeaderSize);
        return std::nullopt;
    }
    const auto header = wire::BatchHeader::parse(bytes);
    if (!header) {
        m_problem = header.error().detail;
        return std::nullopt;
    }
    if (header->size() > m_end - m_position) {
        m_problem = fmt::format("part of a batch: {} of {} bytes", m_end - m_position, header->size());
        return std::nullopt;
    }
    constexpr Offset kGreatest{std::numeric_limits<std::int64_t>::max() - 1};
    if (header->baseOffset < m_least || header->baseOffset > kGreatest - header->lastOffsetDelta) {
        m_problem = fmt::format("a batch at offset {} where {} or more was due", header->baseOffset, m_least);
        return std::nullopt;
    }
    if (m_checkCrc) {
        ASSIGN_OR_RETURN(const std::uint32_t crc, crcOf(*header));
        if (crc != header->crc) {
            m_problem = fmt::format("the CRC of the batch at offset {} is {:#010x}, its bytes give {:#010x}",
                                    header->baseOffset, header->crc, crc);
            return std::nullopt;
        }
    }
    const ScannedBatch batch{*header, m_position};
    m_position += header->size();
    m_least = header->nextOffset();
    return batch;
}

Result<Bytes> readBatch(const world::File& file, const ScannedBatch& batch, std::size_t limit) {
    const std::size_t size = batch.header.size();
    if (size > limit)
        return failure(ErrorCode::kTooLarge, "reading a batch of {}: {} bytes, at most {} wanted",
                       file.path(), size, limit);
    ASSIGN_OR_RETURN(const std::uint64_t fileSize, file.size());
    if (batch.position > fileSize || size > fileSize - batch.position)
        return failure(ErrorCode::kCorruptMessage, "reading a batch of {}: it passes the file's end",
                       file.path());
    Bytes bytes(size);
    ASSIGN_OR_RETURN(const std::size_t count, file.readAt(batch.position, bytes));
    if (count != size)
        return failure(ErrorCode::kCorruptMessage, "reading a batch of {}: the file ends within it",
                       file.path());
    return bytes;
}

}  // namespace broker::log
