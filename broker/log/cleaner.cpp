#include "broker/log/cleaner.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "broker/base/check.h"
#include "broker/log/index_entry.h"
#include "broker/log/segment.h"
#include "broker/wire/record_batch_builder.h"
#include "broker/wire/record_control.h"

namespace broker::log {
namespace {

/// Batches are written in pieces of about this size.
constexpr std::size_t kPiece = std::size_t{1} << 20;

wire::BatchBuilder::Options optionsOf(const wire::BatchHeader& header, std::optional<Timestamp> horizon) {
    return {.baseOffset = header.baseOffset,
            .leaderEpoch = header.leaderEpoch,
            .codec = header.codec().value_or(wire::Codec::kNone),
            .timestampType = header.timestampType(),
            .producerId = header.producerId,
            .producerEpoch = header.producerEpoch,
            .baseSequence = header.baseSequence,
            .transactional = header.isTransactional(),
            .control = header.isControl(),
            .deleteHorizon = horizon};
}

/// As the record says it; a batch of LogAppendTime has another one for all.
Timestamp ownTimestamp(const wire::BatchHeader& header, const wire::RecordView& record) {
    return Timestamp(static_cast<std::int64_t>(static_cast<std::uint64_t>(header.baseTimestamp.value()) +
                                               static_cast<std::uint64_t>(record.timestampDelta)));
}

}  // namespace

Cleaner::Cleaner(world::Files& files, CleanPlan plan)
    : m_files(files)
    , m_plan(std::move(plan))
    , m_map(m_plan.mapBytes) {
    while (m_source < m_plan.sources.size() && m_plan.sources[m_source].next <= m_plan.firstDirty) ++m_source;
}

Cleaner::~Cleaner() = default;

Result<Cleaner::Step> Cleaner::step(std::uint64_t budget) {
    CHECK(!m_isGroupReady);
    return m_isNoting ? note(budget) : clean(budget);
}

CleanedGroup Cleaner::takeGroup() {
    CHECK(std::exchange(m_isGroupReady, false));
    CleanedGroup group = std::exchange(m_group, {});
    beginGroup();
    return group;
}

// Which record of each key is the last
// ----------------------------------------------------------------------

Result<Cleaner::Step> Cleaner::note(std::uint64_t budget) {
    std::uint64_t read = 0;
    while (read < budget) {
        if (m_source == m_plan.sources.size()) {
            endNoting(m_plan.sources.empty() ? m_plan.firstDirty : m_plan.sources.back().next);
            return Step::kMore;
        }
        const CleanPlan::Source& source = m_plan.sources[m_source];
        if (!m_walk) m_walk.emplace(source.log, source.size);
        ASSIGN_OR_RETURN(const auto batch, m_walk->next());
        if (!batch) {
            m_walk.reset();
            ++m_source;
            continue;
        }
        read += batch->bytes.size();
        if (batch->header.nextOffset() <= m_plan.firstDirty) continue;
        ASSIGN_OR_RETURN(const bool hadRoom, noteKeys(*batch));
        if (hadRoom) continue;
        if (batch->header.baseOffset <= m_plan.firstDirty)
            return failure(ErrorCode::kTooLarge,
                           "the keys of one batch of {} find no room in log.cleaner.dedupe.buffer.size",
                           m_plan.folder);
        endNoting(batch->header.baseOffset);
        return Step::kMore;
    }
    return Step::kMore;
}

/// What belongs to a transaction that is not decided within the part is left for the next round.
void Cleaner::endNoting(Offset end) {
    for (const auto& [id, undecided] : m_undecided) end = std::min(end, undecided.first);
    m_undecided.clear();
    m_end = m_report.upTo = end;
    m_isNoting = false;
    m_walk.reset();
    m_source = 0;
    beginGroup();
}

/// False: there is no room for the batch's keys.
Result<bool> Cleaner::noteKeys(const wire::BatchView& batch) {
    if (batch.header.isControl()) {
        RETURN_IF_ERROR(noteMarker(batch));
        return true;
    }
    const auto records = static_cast<std::size_t>(batch.header.recordCount);
    if (m_map.size() + m_undecidedKeys + records > m_map.capacity()) return false;
    return noteRecords(batch);
}

Result<bool> Cleaner::noteRecords(const wire::BatchView& batch) {
    const wire::BatchHeader& header = batch.header;
    Undecided* undecided = nullptr;
    if (header.isTransactional() && header.hasProducerId()) {
        undecided =
            &m_undecided.try_emplace(header.producerId, Undecided{header.baseOffset, {}}).first->second;
    }
    ASSIGN_OR_RETURN(auto reader, wire::RecordReader::open(batch));
    wire::RecordView record;
    while (true) {
        ASSIGN_OR_RETURN(const bool more, reader.next(record));
        if (!more) return true;
        if (!record.key) continue;
        const Offset offset = header.baseOffset + record.offsetDelta;
        const KeyPrint print = printOf(*record.key, m_plan.secret);
        if (undecided) {
            undecided->keys.emplace_back(print, offset);
            ++m_undecidedKeys;
        } else if (!m_map.put(print, offset)) {
            return false;
        }
    }
}

Result<void> Cleaner::noteMarker(const wire::BatchView& batch) {
    const auto at = m_undecided.find(batch.header.producerId);
    if (!batch.header.hasProducerId() || at == m_undecided.end()) return {};
    ASSIGN_OR_RETURN(auto reader, wire::RecordReader::open(batch));
    wire::RecordView record;
    ASSIGN_OR_RETURN(const bool has, reader.next(record));
    if (!has) return {};
    ASSIGN_OR_RETURN(const wire::ControlRecordType type, wire::controlTypeOf(record));
    if (type == wire::ControlRecordType::kAbort)
        m_aborted.push_back({batch.header.producerId, at->second.first, batch.header.lastOffset()});
    else
        for (const auto& [print, offset] : at->second.keys) m_map.put(print, offset);
    m_undecidedKeys -= at->second.keys.size();
    m_undecided.erase(at);
    return {};
}

// The segments without what has been superseded
// -------------------------------------------------------------

/// As many segments as go into one.
void Cleaner::beginGroup() {
    const std::uint64_t mostBytes =
        std::min<std::uint64_t>(m_plan.config.segmentBytes, std::numeric_limits<std::int32_t>::max());
    const std::uint64_t mostEntries = m_plan.config.segmentIndexBytes / kTimeIndexEntrySize;
    m_group = {};
    m_groupEnd = m_source;
    std::uint64_t bytes = 0;
    for (; m_groupEnd < m_plan.sources.size(); ++m_groupEnd) {
        const CleanPlan::Source& source = m_plan.sources[m_groupEnd];
        if (source.base >= m_end) break;
        bytes += source.size;
        const bool isFirst = m_groupEnd == m_source;
        const std::uint64_t entries =
            bytes / std::max<std::uint32_t>(m_plan.config.indexIntervalBytes, 1) + 2;
        if (!isFirst &&
            (bytes > mostBytes || entries > mostEntries ||
             source.next - m_plan.sources[m_source].base > std::numeric_limits<std::int32_t>::max()))
            break;
        m_group.replaced.push_back(source.base);
        m_group.next = source.next;
    }
}

Result<Cleaner::Step> Cleaner::clean(std::uint64_t budget) {
    if (m_group.replaced.empty()) return Step::kDone;
    std::uint64_t read = 0;
    while (read < budget) {
        const CleanPlan::Source& source = m_plan.sources[m_source];
        if (!m_group.segment) {
            ASSIGN_OR_RETURN(m_group.segment, Segment::create(m_files, m_plan.folder, source.base,
                                                              source.created, m_plan.ending));
        }
        if (!m_walk) {
            m_walk.emplace(source.log, source.size);
            m_report.bytesBefore += source.size;
            ++m_report.segmentsBefore;
        }
        ASSIGN_OR_RETURN(const auto batch, m_walk->next());
        if (batch) {
            read += batch->bytes.size();
            RETURN_IF_ERROR(cleanBatch(*batch, m_walk->isAtEnd() && m_source + 1 == m_groupEnd));
            continue;
        }
        m_walk.reset();
        // While it has a name: the last one to close a file without a name also frees all of it, which takes
        // its time, and that would be the loop.
        m_plan.sources[m_source].log = nullptr;
        if (++m_source < m_groupEnd) continue;
        RETURN_IF_ERROR(finishGroup());
        return Step::kGroup;
    }
    return Step::kMore;
}

Result<void> Cleaner::cleanBatch(const wire::BatchView& batch, bool isLast) {
    const wire::BatchHeader& header = batch.header;
    m_report.recordsBefore += static_cast<std::uint64_t>(header.recordCount);
    if (header.baseOffset >= m_end) {
        m_report.records += static_cast<std::uint64_t>(header.recordCount);
        return write(batch.bytes);
    }
    const bool staysEmpty = isLast || isLastOfProducer(header);
    if (header.isControl() && header.hasProducerId()) {
        const bool hasData = m_withData.erase(header.producerId) > 0;
        const bool isOver = !hasData && header.hasDeleteHorizon() && *header.deleteHorizon() < m_plan.now;
        if (header.recordCount == 0 || isOver) return staysEmpty ? keep(batch, true, false) : Result<void>();
        if (!hasData && !header.hasDeleteHorizon()) return keep(batch, isLast, true);
    }
    if (header.isControl()) {
        m_report.records += static_cast<std::uint64_t>(header.recordCount);
        return write(batch.bytes);
    }
    return keep(batch, staysEmpty, true);
}

/// Writes what stays of the batch: as it is, if all of it stays. `staysEmpty`: even if that is nothing.
Result<void> Cleaner::keep(const wire::BatchView& batch, bool staysEmpty, bool keepsRecords) {
    const wire::BatchHeader& header = batch.header;
    std::optional<Timestamp> horizon = header.deleteHorizon();
    const bool drops = !keepsRecords || isAborted(header);
    std::vector<std::int32_t> kept;  // offset deltas
    bool isPassing = header.isControl();
    if (!drops) {
        ASSIGN_OR_RETURN(auto reader, wire::RecordReader::open(batch));
        wire::RecordView record;
        while (true) {
            ASSIGN_OR_RETURN(const bool more, reader.next(record));
            if (!more) break;
            if (header.isControl() || isKept(batch, record, isPassing)) kept.push_back(record.offsetDelta);
        }
    }
    const bool getsHorizon = isPassing && !kept.empty() && !horizon;
    if (kept.empty() && !staysEmpty) return {};
    m_report.records += kept.size();
    if (!kept.empty() && header.isTransactional() && !header.isControl())
        m_withData.insert(header.producerId);
    if (kept.size() == static_cast<std::size_t>(header.recordCount) && !getsHorizon)
        return write(batch.bytes);

    if (getsHorizon) horizon = m_plan.now + m_plan.deleteRetentionMs;
    if (kept.empty()) horizon.reset();
    wire::BatchBuilder builder(optionsOf(header, horizon));
    ASSIGN_OR_RETURN(auto reader, wire::RecordReader::open(batch));
    wire::RecordView record;
    std::vector<wire::RecordHeader> headers;
    for (auto next = kept.begin(); next != kept.end();) {
        ASSIGN_OR_RETURN(const bool more, reader.next(record));
        CHECK(more);
        if (record.offsetDelta != *next) continue;
        ++next;
        headers.clear();
        for (const wire::RecordHeader& own : record.headers) headers.push_back(own);
        builder.appendAt(record.offsetDelta, {.timestamp = ownTimestamp(header, record),
                                              .key = record.key,
                                              .value = record.value,
                                              .headers = headers});
    }
    builder.keepLastOffsetDelta(header.lastOffsetDelta);
    if (kept.empty() || header.timestampType() == wire::TimestampType::kLogAppendTime)
        builder.keepMaxTimestamp(header.maxTimestamp);
    ASSIGN_OR_RETURN(const Bytes rewritten, builder.build());
    return write(rewritten);
}

/// `isPassing`: it is a tombstone, which will go some day.
bool Cleaner::isKept(const wire::BatchView& batch, const wire::RecordView& record, bool& isPassing) const {
    if (!record.key) return false;
    const Offset offset = batch.header.baseOffset + record.offsetDelta;
    const Offset latest = m_map.latest(printOf(*record.key, m_plan.secret));
    if (offset < m_end && offset < latest) return false;
    if (m_plan.config.mutant == Mutant::kDropLatestValues && offset < m_end) return false;
    if (record.value) return true;
    const std::optional<Timestamp> horizon = batch.header.deleteHorizon();
    if (horizon && *horizon < m_plan.now) return false;
    isPassing = true;
    return true;
}

bool Cleaner::isAborted(const wire::BatchHeader& header) const {
    if (!header.isTransactional() || header.isControl()) return false;
    return std::ranges::any_of(m_aborted, [&](const Aborted& aborted) {
        return aborted.producer == header.producerId && aborted.first <= header.baseOffset &&
               header.lastOffset() <= aborted.last;
    });
}

bool Cleaner::isLastOfProducer(const wire::BatchHeader& header) const {
    const auto known = m_plan.producers.find(header.producerId);
    if (!header.hasProducerId() || known == m_plan.producers.end()) return false;
    if (known->second.lastData) return *known->second.lastData == header.lastOffset();
    return header.isControl() && header.producerEpoch == known->second.epoch;
}

Result<void> Cleaner::write(ByteView batch) {
    m_out.insert(m_out.end(), batch.begin(), batch.end());
    return m_out.size() < kPiece ? Result<void>() : flushOut();
}

Result<void> Cleaner::flushOut() {
    if (m_out.empty()) return {};
    if (m_group.segment->size() + m_out.size() > std::numeric_limits<std::int32_t>::max())
        return failure(ErrorCode::kTooLarge, "compacting {}: the segment at {} would pass 2 GiB",
                       m_plan.folder, m_group.segment->base());
    RETURN_IF_ERROR(m_group.segment->append(m_out, m_plan.config.indexIntervalBytes));
    m_out.clear();
    return {};
}

Result<void> Cleaner::finishGroup() {
    RETURN_IF_ERROR(flushOut());
    Segment& segment = *m_group.segment;
    m_report.bytes += segment.size();
    ++m_report.segments;
    RETURN_IF_ERROR(segment.noteMaxTimestamp());
    ASSIGN_OR_RETURN(const auto files, segment.allFiles());
    const bool isHasty = m_plan.config.mutant == Mutant::kSwapBeforeDurable;
    for (const auto& file : files)
        if (!isHasty) RETURN_IF_ERROR(file->syncNow());
    segment.dirt() = {};
    m_isGroupReady = true;
    return {};
}

}  // namespace broker::log
