#include <algorithm>
#include <limits>
#include <utility>

#include "broker/base/check.h"
#include "broker/log/control.h"
#include "broker/log/partition_log.h"
#include "broker/log/segment.h"

namespace broker::log {
namespace {

wire::ProduceRejection rejection(Error error) { return {std::move(error), {}}; }

}  // namespace

wire::ProduceRules PartitionLog::produceRules(const ProduceContext& context) const {
    return {.produceVersion = context.produceVersion,
            .maxMessageBytes = m_config.maxMessageBytes,
            .compacted = m_config.compacted,
            .timestampType = m_config.timestampType,
            .now = context.now,
            .timestampBeforeMaxMs = m_config.timestampBeforeMaxMs,
            .timestampAfterMaxMs = m_config.timestampAfterMaxMs,
            .storedCodec = m_config.codec,
            .outputCap = m_config.maxDecompressedBytes};
}

std::expected<AppendResult, wire::ProduceRejection> PartitionLog::appendProduced(
    MutableByteView batch, const ProduceContext& context) {
    if (auto usable = checkUsable("appending to"); !usable)
        return std::unexpected(rejection(std::move(usable).error()));
    auto produced = wire::validateProducedBatch(batch, produceRules(context));
    if (!produced) return std::unexpected(std::move(produced).error());
    return appendValidated(batch, *produced, context);
}

std::expected<AppendResult, wire::ProduceRejection> PartitionLog::appendValidated(
    MutableByteView batch, const wire::ProducedBatch& produced, const ProduceContext& context) {
    CHECK(produced.batch.bytes.data() == batch.data() && produced.batch.bytes.size() == batch.size());
    if (auto usable = checkUsable("appending to"); !usable)
        return std::unexpected(rejection(std::move(usable).error()));
    if (batch.size() > m_config.segmentBytes)
        return std::unexpected(
            rejection({ErrorCode::kRecordListTooLarge, fmt::format("a batch of {} bytes in segments of {}",
                                                                   batch.size(), m_config.segmentBytes)}));
    const wire::BatchHeader& header = produced.batch.header;
    const bool isLogTime = produced.timestampType == wire::TimestampType::kLogAppendTime;
    auto duplicate = m_producers.check(header, AppendOrigin::kClient);
    if (!duplicate) return std::unexpected(rejection(std::move(duplicate).error()));
    if (const auto& original = *duplicate)
        return AppendResult{.firstOffset = original->firstOffset(),
                            .lastOffset = original->lastOffset,
                            .logAppendTime = isLogTime ? original->timestamp : kNoTimestamp,
                            .duplicate = true};
    wire::patchBaseOffset(batch, m_end);
    wire::patchLeaderEpoch(batch, context.leaderEpoch);
    wire::patchMaxTimestamp(batch, produced.timestampType, produced.maxTimestamp);
    auto appended = appendPrepared(batch, context.now);
    if (!appended) return std::unexpected(rejection(std::move(appended).error()));
    if (isLogTime) appended->logAppendTime = produced.maxTimestamp;
    return *appended;
}

Result<void> PartitionLog::checkOwn(const wire::BatchView& batch) const {
    RETURN_IF_ERROR(m_producers.check(batch.header, AppendOrigin::kInternal));
    if (const auto epoch = markerCoordinatorEpoch(batch))
        return m_producers.checkMarker(batch.header, *epoch);
    return {};
}

Result<AppendResult> PartitionLog::appendAsLeader(MutableByteView batches, const LeaderContext& context) {
    RETURN_IF_ERROR(checkUsable("appending to"));
    const bool isLogTime = m_config.timestampType == wire::TimestampType::kLogAppendTime;
    wire::BatchCursor cursor(batches);
    Offset next = m_end;
    while (true) {
        const std::size_t position = cursor.position();
        ASSIGN_OR_RETURN(const auto batch, cursor.next());
        if (!batch) break;
        RETURN_IF_ERROR(checkOwn(*batch));
        const MutableByteView bytes = batches.subspan(position, batch->bytes.size());
        wire::patchBaseOffset(bytes, next);
        wire::patchLeaderEpoch(bytes, context.leaderEpoch);
        if (isLogTime) wire::patchMaxTimestamp(bytes, wire::TimestampType::kLogAppendTime, context.now);
        next = next + batch->header.lastOffsetDelta + 1;
    }
    if (!cursor.tail().empty() || batches.empty())
        return broker::failure(ErrorCode::kCorruptMessage,
                               "appending to {}: {} bytes at the end are no batch", m_folder,
                               cursor.tail().size());
    ASSIGN_OR_RETURN(AppendResult result, appendPrepared(batches, context.now));
    if (isLogTime) result.logAppendTime = context.now;
    return result;
}

/// The front part of a leader's answer that may be appended: whole batches of epochs up to `newest`.
Result<ByteView> PartitionLog::acceptable(ByteView batches, LeaderEpoch newest) const {
    wire::BatchCursor cursor(batches);
    Offset least = m_end;
    const auto latest = m_epochs.latest();
    LeaderEpoch epoch = latest ? latest->epoch : kNoLeaderEpoch;
    while (true) {
        const std::size_t position = cursor.position();
        ASSIGN_OR_RETURN(const auto batch, cursor.next());
        if (!batch || batch->header.leaderEpoch > newest) return batches.first(position);
        const wire::BatchHeader& header = batch->header;
        if (header.baseOffset < least)
            return broker::failure(ErrorCode::kOffsetOutOfRange,
                                   "appending to {}: a batch at offset {} where {} or more is due", m_folder,
                                   header.baseOffset, least);
        if (header.leaderEpoch < epoch)
            return broker::failure(ErrorCode::kInvalidRequest,
                                   "appending to {}: the batch at offset {} falls from leader epoch {} to {}",
                                   m_folder, header.baseOffset, epoch, header.leaderEpoch);
        RETURN_IF_ERROR(wire::checkCrc(batch->bytes));
        least = header.nextOffset();
        epoch = header.leaderEpoch;
    }
}

Result<AppendResult> PartitionLog::appendAsFollower(ByteView batches, const FollowerContext& context) {
    RETURN_IF_ERROR(checkUsable("appending to"));
    ASSIGN_OR_RETURN(const ByteView accepted, acceptable(batches, context.leaderEpoch));
    if (accepted.empty()) return AppendResult{};
    return appendPrepared(accepted, context.now);
}

/// Writes batches whose offsets are final: as many with one write as go into one segment.
Result<AppendResult> PartitionLog::appendPrepared(ByteView batches, Timestamp now) {
    m_lastTime = std::max(m_lastTime, now);
    AppendResult result;
    wire::BatchCursor cursor(batches);
    std::size_t runBegin = 0;
    while (true) {
        const std::size_t position = cursor.position();
        ASSIGN_OR_RETURN(const auto batch, cursor.next());
        if (!batch) break;
        const std::string reason = rollReason(batch->header, position - runBegin, now);
        if (reason.empty()) continue;
        RETURN_IF_ERROR(write(batches.subspan(runBegin, position - runBegin), result));
        runBegin = position;
        RETURN_IF_ERROR(addSegment(baseFor(batch->header), now, reason));
    }
    RETURN_IF_ERROR(write(batches.subspan(runBegin, cursor.position() - runBegin), result));
    return result;
}

Result<void> PartitionLog::write(ByteView run, AppendResult& result) {
    if (run.empty()) return {};
    Segment& active = *m_segments.back();
    if (auto done = active.append(run, m_config.indexIntervalBytes); !done) {
        if (active.isBroken()) return broker::failure(fail(done.error()));
        return done;
    }
    wire::BatchCursor cursor(run);
    while (true) {
        ASSIGN_OR_RETURN(const auto batch, cursor.next());
        if (!batch) break;
        replay(batch->header, markerCoordinatorEpoch(*batch));
        if (result.batches == 0) result.firstOffset = batch->header.baseOffset;
        result.lastOffset = batch->header.lastOffset();
        result.records += static_cast<std::uint32_t>(batch->header.recordCount);
        ++result.batches;
    }
    result.bytes += run.size();
    m_end = active.next();
    return {};
}

/// A segment begins where the last one ends, even if its first batch comes behind a gap, so that recovery can
/// tell a gap from a loss; only a batch too far away begins its own.
Offset PartitionLog::baseFor(const wire::BatchHeader& batch) const {
    return batch.lastOffset() - m_end > std::numeric_limits<std::int32_t>::max() ? batch.baseOffset : m_end;
}

/// Why a segment has to be begun for the batch, `pendingBytes` behind the active one's end; empty: it fits.
std::string PartitionLog::rollReason(const wire::BatchHeader& batch, std::uint64_t pendingBytes,
                                     Timestamp now) const {
    if (m_segments.empty()) return "the log was empty";
    const Segment& active = *m_segments.back();
    if (batch.lastOffset() - active.base() > std::numeric_limits<std::int32_t>::max())
        return "its offsets reach too far from its base";
    if (active.size() + pendingBytes == 0) return {};
    const std::uint64_t limit =
        std::min<std::uint64_t>(m_config.segmentBytes, std::numeric_limits<std::int32_t>::max());
    if (active.size() + pendingBytes + batch.size() > limit) return "it reached segment.bytes";
    if (active.indexEntries() >= m_config.segmentIndexBytes / kIndexEntrySize ||
        active.timeIndexEntries() + 1 >= m_config.segmentIndexBytes / kTimeIndexEntrySize)
        return "its index is full";
    const auto first = active.firstTimestamp();
    const bool byTimestamps = first && *first >= Timestamp(0) && batch.maxTimestamp >= Timestamp(0);
    const std::int64_t age = byTimestamps ? batch.maxTimestamp - *first : now - active.created();
    if (age > m_config.segmentMs) return "it reached segment.ms";
    return {};
}

Result<void> PartitionLog::addSegment(Offset base, Timestamp now, const std::string& reason) {
    const bool first = m_segments.empty();
    if (!first && m_segments.back()->empty()) RETURN_IF_ERROR(removeLastSegment());
    const bool seals = !m_segments.empty();
    if (seals) RETURN_IF_ERROR(takeSnapshot(base));
    ASSIGN_OR_RETURN(auto segment, Segment::create(m_files, m_folder, base, now));
    if (seals) RETURN_IF_ERROR(m_segments.back()->seal(base));
    m_segments.push_back(std::move(segment));
    m_folderDirty = true;
    if (!seals) return {};
    m_notes.push_back({.kind = LogNote::Kind::kRolled, .offset = base, .reason = reason});
    m_flusher->request(FlushScope::kSealed);
    return {};
}

Result<void> PartitionLog::roll(Timestamp now) {
    RETURN_IF_ERROR(checkUsable("rolling"));
    if (m_segments.empty() || m_segments.back()->empty()) return {};
    return addSegment(m_end, now, "it was asked for");
}

Result<void> PartitionLog::maybeRoll(Timestamp now) {
    RETURN_IF_ERROR(checkUsable("rolling"));
    if (m_segments.empty() || m_segments.back()->empty()) return {};
    const auto first = m_segments.back()->firstTimestamp();
    const Timestamp since = first && *first >= Timestamp(0) ? *first : m_segments.back()->created();
    if (now - since <= m_config.segmentMs) return {};
    return addSegment(m_end, now, "it reached segment.ms");
}

}  // namespace broker::log
