#include <algorithm>

#include "broker/log/segment.h"

namespace broker::log {
namespace {

Error broken(const world::File& file, const BatchScanner& scanner) {
    return {ErrorCode::kCorruptMessage,
            fmt::format("reading {} at {}: {}", file.path(), scanner.position(), scanner.problem())};
}

}  // namespace

Result<std::optional<ScannedBatch>> Segment::find(Offset offset, std::uint64_t* bytesRead) const {
    ASSIGN_OR_RETURN(const auto log, logFile());
    ASSIGN_OR_RETURN(auto entry, m_index.floor(offset));
    while (true) {
        BatchScanner scanner(*log,
                             {.begin = entry ? entry->position : 0, .end = m_size, .leastOffset = m_base});
        ASSIGN_OR_RETURN(auto batch, scanner.next());
        if (entry && (!batch || batch->header.lastOffset() != entry->offset)) {
            entry.reset();  // An entry that points to no such batch has rotted: walk from the start instead.
            continue;
        }
        while (batch && batch->header.lastOffset() < offset) {
            ASSIGN_OR_RETURN(batch, scanner.next());
        }
        if (bytesRead) *bytesRead += scanner.bytesRead();
        if (!batch && !scanner.problem().empty()) return failure(broken(*log, scanner));
        return batch;
    }
}

Result<std::optional<Segment::Found>> Segment::read(Offset offset, const ReadLimits& limits) const {
    Found found;
    ASSIGN_OR_RETURN(const auto first, find(offset, &found.bytesRead));
    if (!first) return std::nullopt;
    found.position = first->position;
    found.firstOffset = first->header.baseOffset;
    found.nextOffset = offset;
    if (first->header.nextOffset() > limits.bound) return found;

    std::uint64_t end = m_size;
    found.nextOffset = m_next;
    if (limits.bound < m_next) {
        ASSIGN_OR_RETURN(const auto beyond, find(limits.bound, &found.bytesRead));
        if (beyond) {
            end = beyond->position;
            found.nextOffset = beyond->header.baseOffset;
        }
    }
    if (end - first->position > limits.maxBytes) {
        ASSIGN_OR_RETURN(end, endWithin(*first, first->position + limits.maxBytes, found));
        if (end == first->position && limits.minOneBatch) {
            end = first->endPosition();
            found.nextOffset = first->header.nextOffset();
        }
    }
    found.length = end - first->position;
    return found;
}

/// The end of the last batch that ends at or before `limit`, which lies inside the segment.
Result<std::uint64_t> Segment::endWithin(const ScannedBatch& first, std::uint64_t limit, Found& found) const {
    if (first.endPosition() > limit) {
        found.nextOffset = first.header.baseOffset;
        return first.position;
    }
    ASSIGN_OR_RETURN(const auto log, logFile());
    ASSIGN_OR_RETURN(const auto entry, m_index.floorPosition(limit));
    const bool useEntry = entry && entry->position > first.position;
    const std::uint64_t start = useEntry ? entry->position : first.position;
    BatchScanner scanner(*log, {.begin = start, .end = m_size, .leastOffset = m_base});
    while (true) {
        ASSIGN_OR_RETURN(const auto batch, scanner.next());
        if (batch && batch->endPosition() <= limit) continue;
        found.bytesRead += scanner.bytesRead();
        if (!batch && !scanner.problem().empty()) return failure(broken(*log, scanner));
        found.nextOffset = batch ? batch->header.baseOffset : m_next;
        return batch ? batch->position : m_size;
    }
}

Result<std::optional<ScannedBatch>> Segment::findTimestamp(Timestamp timestamp, Offset start) const {
    ASSIGN_OR_RETURN(const auto time, m_timeIndex.floor(timestamp));
    const Offset from = std::max(start, time ? time->offset : m_base);
    ASSIGN_OR_RETURN(const auto first, find(from));
    if (!first) return std::nullopt;
    ASSIGN_OR_RETURN(const auto log, logFile());
    BatchScanner scanner(*log, {.begin = first->position, .end = m_size, .leastOffset = m_base});
    while (true) {
        ASSIGN_OR_RETURN(auto batch, scanner.next());
        if (!batch && !scanner.problem().empty()) return failure(broken(*log, scanner));
        if (!batch || batch->header.maxTimestamp >= timestamp) return batch;
    }
}

}  // namespace broker::log
