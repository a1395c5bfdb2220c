#include <algorithm>
#include <utility>

#include "broker/log/partition_log.h"
#include "broker/log/segment.h"
#include "broker/wire/record_reader.h"

namespace broker::log {
namespace {

/// Larger batches are not searched for timestamps record by record.
constexpr std::size_t kMaxSearchedBatch = std::size_t{256} * 1024 * 1024;

}  // namespace

Result<FetchSlice> PartitionLog::read(Offset offset, const ReadOptions& options) const {
    if (offset < m_start || offset > m_end)
        return broker::failure(ErrorCode::kOffsetOutOfRange, "reading {} at offset {}: it holds {} to {}",
                               m_partition, offset, m_start, m_end);
    FetchSlice fetched;
    fetched.nextOffset = offset;
    const Offset bound = std::min(options.upperBound, m_end);
    if (offset >= bound) return fetched;
    for (std::size_t i = segmentFor(offset); i < m_segments.size(); ++i) {
        if (m_segments[i]->base() >= bound) break;
        const Segment& segment = touched(i);
        ASSIGN_OR_RETURN(const auto found, segment.read(offset, {.bound = bound,
                                                                 .maxBytes = options.maxBytes,
                                                                 .minOneBatch = options.minOneBatch}));
        if (!found) continue;  // The offset lies in a gap at the segment's end.
        fetched.bytesLookedAt += static_cast<std::uint32_t>(found->bytesRead);
        if (found->length == 0) break;
        ASSIGN_OR_RETURN(auto file, segment.logFile());
        fetched.slice = {std::move(file), found->position, found->length};
        fetched.firstOffset = found->firstOffset;
        fetched.nextOffset = found->nextOffset;
        break;
    }
    return fetched;
}

/// The first record of the batch at or after `from` that is not earlier than `least`.
Result<std::optional<OffsetAtTime>> PartitionLog::recordIn(const Segment& segment, const ScannedBatch& batch,
                                                           Timestamp least, Offset from) const {
    ASSIGN_OR_RETURN(const auto file, segment.logFile());
    ASSIGN_OR_RETURN(const Bytes bytes, readBatch(*file, batch, kMaxSearchedBatch));
    const wire::BatchView view{batch.header, bytes};
    ASSIGN_OR_RETURN(auto reader, wire::RecordReader::open(view));
    wire::RecordView record;
    while (true) {
        ASSIGN_OR_RETURN(const bool more, reader.next(record));
        if (!more) return std::nullopt;
        const Offset offset = batch.header.baseOffset + record.offsetDelta;
        const Timestamp timestamp = batch.header.timestampOf(record.timestampDelta);
        if (timestamp >= least && offset >= from)
            return OffsetAtTime{offset, timestamp, batch.header.leaderEpoch};
    }
}

Result<std::optional<OffsetAtTime>> PartitionLog::offsetForTimestamp(Timestamp timestamp,
                                                                     Offset bound) const {
    for (std::size_t i = segmentFor(m_start); i < m_segments.size(); ++i) {
        if (m_segments[i]->maxTimestamp().timestamp < timestamp) continue;
        const Segment& segment = touched(i);
        Offset from = m_start;
        while (true) {
            ASSIGN_OR_RETURN(const auto batch, segment.findTimestamp(timestamp, from));
            if (!batch) break;
            ASSIGN_OR_RETURN(const auto record, recordIn(segment, *batch, timestamp, m_start));
            if (record && record->offset >= bound) return std::nullopt;
            if (record) return record;
            from = batch->header.nextOffset();  // Its latest record lies before the start or was compacted.
        }
    }
    return std::nullopt;
}

Result<std::optional<OffsetAtTime>> PartitionLog::offsetOfMaxTimestamp() const {
    std::optional<std::size_t> best;
    for (std::size_t i = segmentFor(m_start); i < m_segments.size(); ++i) {
        const TimeIndexEntry& max = m_segments[i]->maxTimestamp();
        if (max.timestamp >= Timestamp(0) && max.offset >= m_start &&
            (!best || max.timestamp > m_segments[*best]->maxTimestamp().timestamp))
            best = i;
    }
    if (!best) return std::nullopt;
    return offsetForTimestamp(m_segments[*best]->maxTimestamp().timestamp, m_end);
}

}  // namespace broker::log
