#include "broker/log/segment.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "broker/base/check.h"
#include "broker/log/file_names.h"

namespace broker::log {

Segment::Segment(world::Files& files, const std::string& folder, Offset base, Timestamp now,
                 std::string ending)
    : m_files(files)
    , m_base(base)
    , m_ending(std::move(ending))
    , m_logPath(pathOf(folder, kLogSuffix))
    , m_created(now)
    , m_index(files, pathOf(folder, kIndexSuffix), base)
    , m_timeIndex(files, pathOf(folder, kTimeIndexSuffix), base)
    , m_next(base) {}

std::string Segment::pathOf(const std::string& folder, std::string_view suffix) const {
    return world::joinPath(folder, offsetFileName(m_base, suffix) + m_ending);
}

Result<std::unique_ptr<Segment>> Segment::create(world::Files& files, const std::string& folder, Offset base,
                                                 Timestamp now, std::string ending) {
    std::unique_ptr<Segment> segment(new Segment(files, folder, base, now, std::move(ending)));
    // The log file comes last: without it recovery takes the indexes for left-overs.
    segment->m_dirt = {.log = true, .indexes = true};
    RETURN_IF_ERROR(segment->m_index.file().create());
    RETURN_IF_ERROR(segment->m_timeIndex.file().create());
    ASSIGN_OR_RETURN(segment->m_log, files.open(segment->m_logPath, world::OpenMode::kTruncate));
    return segment;
}

Result<std::unique_ptr<Segment>> Segment::open(world::Files& files, const std::string& folder, Offset base,
                                               Timestamp now) {
    std::unique_ptr<Segment> segment(new Segment(files, folder, base, now));
    ASSIGN_OR_RETURN(segment->m_log, files.open(segment->m_logPath, world::OpenMode::kReadWrite));
    ASSIGN_OR_RETURN(segment->m_size, segment->m_log->size());
    return segment;
}

Result<void> Segment::checkIndexes() const {
    ASSIGN_OR_RETURN(const auto entry, m_index.last());
    if (entry && (entry->offset < m_base || entry->position >= m_size))
        return failure(ErrorCode::kMalformed, "{}: its last entry ({}, {}) lies outside of the segment",
                       m_index.file().path(), entry->offset, entry->position);
    ASSIGN_OR_RETURN(const auto time, m_timeIndex.last());
    if (time && (time->offset < m_base || time->timestamp < Timestamp(0)))
        return failure(ErrorCode::kMalformed, "{}: its last entry ({}, {}) can't be",
                       m_timeIndex.file().path(), time->timestamp, time->offset);
    return {};
}

Result<Segment::Scan> Segment::believe() {
    RETURN_IF_ERROR(m_index.file().open());
    RETURN_IF_ERROR(m_timeIndex.file().open());
    RETURN_IF_ERROR(checkIndexes());
    ASSIGN_OR_RETURN(const auto time, m_timeIndex.last());
    if (time) m_max = *time;
    ASSIGN_OR_RETURN(const auto entry, m_index.last());
    const std::uint64_t from = entry ? entry->position : 0;
    if (entry) {
        ASSIGN_OR_RETURN(const auto log, logFile());
        BatchScanner scanner(*log, {.begin = from, .end = m_size, .leastOffset = m_base});
        ASSIGN_OR_RETURN(const auto batch, scanner.next());
        if (!batch || batch->header.lastOffset() != entry->offset)
            return failure(ErrorCode::kMalformed, "{}: no batch that ends at offset {} lies at {}",
                           m_index.file().path(), entry->offset, from);
    }
    return walkTail(from, m_base);
}

/// Finds the end and the greatest timestamp from a batch on; the bytes behind the last batch are cut off.
Result<Segment::Scan> Segment::walkTail(std::uint64_t from, Offset least) {
    ASSIGN_OR_RETURN(const auto log, logFile());
    BatchScanner scanner(*log, {.begin = from, .end = m_size, .leastOffset = least});
    Scan scan;
    m_next = least;
    while (true) {
        ASSIGN_OR_RETURN(const auto batch, scanner.next());
        if (!batch) break;
        m_next = batch->header.nextOffset();
        if (batch->header.recordCount > 0 && batch->header.maxTimestamp > m_max.timestamp)
            m_max = {batch->header.maxTimestamp, batch->header.lastOffset()};
        ++scan.batches;
    }
    m_bytesSinceIndexEntry = scanner.position() - from;
    if (scanner.position() < m_size) {
        scan.cut = Cut{m_size - scanner.position(), scanner.problem()};
        RETURN_IF_ERROR(log->resize(scanner.position()));
        m_size = scanner.position();
    }
    scan.bytes = m_size - from;
    return scan;
}

Result<Segment::Scan> Segment::rebuild(std::uint32_t indexIntervalBytes, bool checkCrc) {
    RETURN_IF_ERROR(m_index.file().create());
    RETURN_IF_ERROR(m_timeIndex.file().create());
    ASSIGN_OR_RETURN(const auto log, logFile());
    m_next = m_base;
    m_max = {kNoTimestamp, Offset(-1)};
    m_bytesSinceIndexEntry = 0;
    m_firstTimestamp.reset();
    const std::uint64_t fileSize = m_size;
    BatchScanner scanner(*log, {.begin = 0, .end = fileSize, .leastOffset = m_base, .checkCrc = checkCrc});
    Scan scan;
    std::string farReason;
    m_size = 0;
    while (true) {
        ASSIGN_OR_RETURN(const auto batch, scanner.next());
        if (!batch) break;
        if (batch->header.lastOffset() - m_base > std::numeric_limits<std::int32_t>::max() ||
            batch->position > std::numeric_limits<std::int32_t>::max()) {
            farReason = fmt::format("the batch at offset {} is too far from the segment's base",
                                    batch->header.baseOffset);
            break;
        }
        RETURN_IF_ERROR(noteBatch(*batch, indexIntervalBytes));
        m_size = batch->endPosition();
        m_next = batch->header.nextOffset();
        ++scan.batches;
    }
    RETURN_IF_ERROR(noteMaxTimestamp());
    if (m_size < fileSize) {
        scan.cut = Cut{fileSize - m_size, farReason.empty() ? scanner.problem() : farReason};
        RETURN_IF_ERROR(log->resize(m_size));
    }
    scan.bytes = m_size;
    return scan;
}

Result<Timestamp> Segment::firstTimestamp() const {
    if (m_firstTimestamp) return *m_firstTimestamp;
    if (empty()) return kNoTimestamp;
    ASSIGN_OR_RETURN(const auto log, logFile());
    BatchScanner scanner(*log, {.begin = 0, .end = m_size, .leastOffset = m_base});
    ASSIGN_OR_RETURN(const auto batch, scanner.next());
    if (!batch)
        return failure(ErrorCode::kCorruptMessage, "reading the first batch of {}: {}", m_logPath,
                       scanner.problem());
    m_firstTimestamp = batch->header.maxTimestamp;
    return *m_firstTimestamp;
}

/// The rules of the sparse indexes: an entry when more than the interval lies behind the last one. Batches
/// that compaction has emptied have no timestamp that could be searched for.
Result<void> Segment::noteBatch(const ScannedBatch& batch, std::uint32_t indexIntervalBytes) {
    const wire::BatchHeader& header = batch.header;
    if (header.recordCount > 0 && header.maxTimestamp > m_max.timestamp)
        m_max = {header.maxTimestamp, header.lastOffset()};
    if (m_bytesSinceIndexEntry > indexIntervalBytes) {
        RETURN_IF_ERROR(m_index.append({header.lastOffset(), static_cast<std::uint32_t>(batch.position)}));
        RETURN_IF_ERROR(m_timeIndex.maybeAppend(m_max));
        m_bytesSinceIndexEntry = 0;
    }
    m_bytesSinceIndexEntry += header.size();
    return {};
}

Result<void> Segment::indexRun(ByteView run, std::uint32_t indexIntervalBytes) {
    wire::BatchCursor cursor(run);
    while (true) {
        const std::uint64_t position = m_size + cursor.position();
        ASSIGN_OR_RETURN(const auto batch, cursor.next());
        if (!batch) return {};
        if (position == 0) m_firstTimestamp = batch->header.maxTimestamp;
        RETURN_IF_ERROR(noteBatch({batch->header, position}, indexIntervalBytes));
        m_next = batch->header.nextOffset();
    }
}

Result<void> Segment::append(ByteView run, std::uint32_t indexIntervalBytes) {
    CHECK(!m_broken);
    m_dirt = {.log = true, .indexes = true};
    ASSIGN_OR_RETURN(const auto log, logFile());
    const auto before = std::make_tuple(m_next, m_max, m_bytesSinceIndexEntry, m_firstTimestamp,
                                        m_index.count(), m_timeIndex.count());
    auto done = log->writeAt(m_size, run);
    if (done) done = indexRun(run, indexIntervalBytes);
    if (done) {
        m_size += run.size();
        return {};
    }
    std::uint64_t indexCount = 0;
    std::uint64_t timeCount = 0;
    std::tie(m_next, m_max, m_bytesSinceIndexEntry, m_firstTimestamp, indexCount, timeCount) = before;
    // An index write that failed may have left bytes behind the count, so the indexes are cut too.
    const bool undone = log->resize(m_size).has_value() && m_index.file().truncate(indexCount).has_value() &&
                        m_timeIndex.file().truncate(timeCount).has_value();
    m_broken = !undone;
    return done;
}

Result<void> Segment::truncateTo(Offset offset) {
    if (offset >= m_next) return {};
    ASSIGN_OR_RETURN(const auto batch, find(offset));
    if (!batch) {
        m_next = std::max(m_base, offset);
        return {};
    }
    ASSIGN_OR_RETURN(const auto log, logFile());
    m_dirt = {.log = true, .indexes = true};
    // Entries first: an index may point to less than there is, never to more.
    RETURN_IF_ERROR(m_index.truncateTo(offset));
    RETURN_IF_ERROR(m_timeIndex.truncateTo(offset));
    RETURN_IF_ERROR(log->resize(batch->position));
    m_size = batch->position;
    m_max = {kNoTimestamp, Offset(-1)};
    if (m_size == 0) m_firstTimestamp.reset();
    ASSIGN_OR_RETURN(const auto time, m_timeIndex.last());
    if (time) m_max = *time;
    ASSIGN_OR_RETURN(const auto entry, m_index.last());
    RETURN_IF_ERROR(walkTail(entry ? entry->position : 0, m_base));
    m_next = std::max(m_base, std::min(offset, batch->header.baseOffset));
    return {};
}

Result<void> Segment::noteMaxTimestamp() {
    m_dirt.indexes = true;
    return m_timeIndex.maybeAppend(m_max);
}

Result<void> Segment::seal(Offset next) {
    RETURN_IF_ERROR(noteMaxTimestamp());
    m_next = next;
    release();
    return {};
}

void Segment::release() {
    m_log.reset();
    m_index.file().release();
    m_timeIndex.file().release();
}

Result<void> Segment::unseal() {
    RETURN_IF_ERROR(m_index.file().load());
    return m_timeIndex.file().load();
}

Result<std::shared_ptr<world::File>> Segment::logFile() const {
    if (!m_log) {
        ASSIGN_OR_RETURN(m_log, m_files.open(m_logPath, world::OpenMode::kReadWrite));
    }
    return m_log;
}

Result<std::vector<std::shared_ptr<world::File>>> Segment::allFiles() const {
    std::vector<std::shared_ptr<world::File>> all;
    ASSIGN_OR_RETURN(auto log, logFile());
    ASSIGN_OR_RETURN(auto index, m_index.file().file());
    ASSIGN_OR_RETURN(auto timeIndex, m_timeIndex.file().file());
    all.push_back(std::move(log));
    all.push_back(std::move(index));
    all.push_back(std::move(timeIndex));
    return all;
}

Result<std::vector<std::string>> Segment::markDeleted() {
    std::vector<std::string> gone;
    // The log file goes first: without it recovery removes the rest.
    for (const std::string& path : {m_logPath, m_index.file().path(), m_timeIndex.file().path()}) {
        std::string renamed = path + std::string(kDeletedSuffix);
        const auto result = m_files.rename(path, renamed);
        if (result)
            gone.push_back(std::move(renamed));
        else if (result.error().code != ErrorCode::kNotFound)
            return failure(result.error());
    }
    return gone;
}

void Segment::relocate(const std::string& folder) {
    m_logPath = pathOf(folder, kLogSuffix);
    m_index.file().relocate(pathOf(folder, kIndexSuffix));
    m_timeIndex.file().relocate(pathOf(folder, kTimeIndexSuffix));
}

Result<void> Segment::rename(const std::string& folder, const std::string& ending) {
    const std::string log = m_logPath;
    const std::string index = m_index.file().path();
    const std::string timeIndex = m_timeIndex.file().path();
    m_ending = ending;
    RETURN_IF_ERROR(m_files.rename(index, pathOf(folder, kIndexSuffix)));
    RETURN_IF_ERROR(m_files.rename(timeIndex, pathOf(folder, kTimeIndexSuffix)));
    RETURN_IF_ERROR(m_files.rename(log, pathOf(folder, kLogSuffix)));
    relocate(folder);
    return {};
}

Result<void> Segment::remove() {
    RETURN_IF_ERROR(m_files.remove(m_logPath));
    RETURN_IF_ERROR(m_files.remove(m_index.file().path()));
    return m_files.remove(m_timeIndex.file().path());
}

}  // namespace broker::log
