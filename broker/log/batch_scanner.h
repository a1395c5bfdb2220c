#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/wire/record_batch.h"
#include "broker/world/files.h"

namespace broker::log {

struct ScannedBatch {
    wire::BatchHeader header;
    std::uint64_t position = 0;

    std::uint64_t endPosition() const { return position + header.size(); }
};

/// Walks over the headers of a segment's batches without reading their records, or over whole batches to
/// check their sums. Memory is bounded whatever the file says: one small window, and one chunk for sums.
/// Where the bytes stop being batches it ends and says why.
class BatchScanner {
public:
    struct Range {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;  ///< no batch passes it: the file's size, or what of it is believed
        /// No batch may begin before it; grows with each batch.
        Offset leastOffset{0};
        bool checkCrc = false;
    };
    /// Borrows the file.
    BatchScanner(const world::File& file, const Range& range);

    /// Nothing at the end, or where the bytes are no batch (then `problem()` is not empty). An error is the
    /// disk's.
    Result<std::optional<ScannedBatch>> next();

    /// Where the next batch would begin.
    std::uint64_t position() const { return m_position; }
    /// Why the walk ended before the range's end; empty if it did not.
    const std::string& problem() const { return m_problem; }
    std::uint64_t bytesRead() const { return m_bytesRead; }

private:
    Result<ByteView> headerBytes();
    Result<std::uint32_t> crcOf(const wire::BatchHeader& header);

    const world::File& m_file;
    std::uint64_t m_position;
    std::uint64_t m_end;
    Offset m_least;
    bool m_checkCrc;
    std::string m_problem;
    std::uint64_t m_bytesRead = 0;
    std::uint64_t m_windowBegin = 0;
    std::size_t m_windowSize = 0;
    std::array<std::uint8_t, 4096> m_window;
    Bytes m_chunk;
};

/// The whole batch, kCorruptMessage if it lies beyond the file's end, kTooLarge beyond `limit`.
Result<Bytes> readBatch(const world::File& file, const ScannedBatch& batch, std::size_t limit);

}  // namespace broker::log
