#include <algorithm>
#include <limits>
#include <utility>

#include "broker/log/file_names.h"
#include "broker/log/partition_log.h"
#include "broker/log/segment.h"

namespace broker::log {

Result<void> PartitionLog::truncateTo(Offset offset) {
    RETURN_IF_ERROR(checkUsable("truncating"));
    if (offset >= m_end) {
        // An epoch that wrote nothing may still conflict with the leader's (KAFKA-10706).
        if (m_epochs.truncateFromEnd(offset)) onEpochsChanged();
        return {};
    }
    if (m_segments.empty() || m_segments.front()->base() > offset) return truncateFullyTo(offset);
    cancelCleaning();
    const std::uint64_t sizeBefore = sizeBytes();
    auto done = cutTo(offset);
    if (done) done = afterTruncation(sizeBefore, fmt::format("truncated to offset {}", offset));
    if (!done) return broker::failure(fail(done.error()));
    return {};
}

/// Last segments first: a crash in between leaves a log without holes.
Result<void> PartitionLog::cutTo(Offset offset) {
    const std::size_t last = segmentFor(offset);
    while (m_segments.size() > last + 1) RETURN_IF_ERROR(removeLastSegment());
    RETURN_IF_ERROR(m_segments.back()->unseal());
    RETURN_IF_ERROR(m_segments.back()->truncateTo(offset));
    m_end = m_segments.back()->next();
    return {};
}

Result<void> PartitionLog::truncateFullyTo(Offset newStart) {
    RETURN_IF_ERROR(checkUsable("truncating"));
    cancelCleaning();
    const std::uint64_t sizeBefore = sizeBytes();
    const auto removeAll = [&]() -> Result<void> {
        while (!m_segments.empty()) RETURN_IF_ERROR(removeLastSegment());
        m_start = m_end = newStart;
        m_epochs.clear();
        RETURN_IF_ERROR(removeSnapshots(Offset(0), Offset(std::numeric_limits<std::int64_t>::max())));
        // Made at once, so that the log begins there when it is opened again.
        return addSegment(newStart, m_lastTime, "the log was emptied");
    };
    auto done = removeAll();
    if (done) done = afterTruncation(sizeBefore, fmt::format("emptied, to begin at offset {}", newStart));
    if (!done) return broker::failure(fail(done.error()));
    m_recoveryPoint = newStart;
    return {};
}

Result<void> PartitionLog::afterTruncation(std::uint64_t sizeBefore, const std::string& reason) {
    m_folderDirty = true;
    m_start = std::min(m_start, m_end);
    m_recoveryPoint = std::min(m_recoveryPoint, m_end);
    m_cleanedTo = std::min(m_cleanedTo, m_end);
    m_flusher->onTruncated(m_end);
    m_epochs.truncateFromEnd(m_end);
    onEpochsChanged();
    m_notes.push_back({.kind = LogNote::Kind::kTruncated,
                       .offset = m_end,
                       .bytes = sizeBefore - sizeBytes(),
                       .reason = reason});
    constexpr Offset kEver{std::numeric_limits<std::int64_t>::max()};
    RETURN_IF_ERROR(removeSnapshots(m_end + 1, kEver));
    return rebuildProducers(false);
}

Result<void> PartitionLog::removeLastSegment() {
    ASSIGN_OR_RETURN(auto gone, m_segments.back()->markDeleted());
    m_segments.pop_back();
    m_folderDirty = true;
    removeFiles(std::move(gone));
    return {};
}

void PartitionLog::removeFiles(std::vector<std::string> paths) {
    m_doomed.add(std::move(paths), m_config.fileDeleteDelayMs);
}

Result<void> PartitionLog::advanceStart(Offset start, const std::string& reason) {
    RETURN_IF_ERROR(checkUsable("advancing the start of"));
    if (start > m_end)
        return broker::failure(ErrorCode::kOffsetOutOfRange, "advancing the start of {} to {}: it ends at {}",
                               m_partition, start, m_end);
    const Offset front = m_segments.empty() ? start : m_segments.front()->base();
    if (start <= m_start && (m_segments.size() < 2 || m_segments[1]->base() > m_start)) return {};
    m_start = std::max(m_start, start);
    LogNote note{.kind = LogNote::Kind::kDeleted, .offset = m_start, .reason = reason};
    if (m_epochs.truncateFromStart(m_start)) onEpochsChanged();
    while (m_segments.size() > 1 && m_segments[1]->base() <= m_start) {
        const std::uint64_t size = m_segments.front()->size();
        ASSIGN_OR_RETURN(auto gone, m_segments.front()->markDeleted());
        note.bytes += size;
        ++note.segments;
        m_segments.erase(m_segments.begin());
        m_folderDirty = true;
        removeFiles(std::move(gone));
    }
    const bool removed = note.segments > 0;
    m_notes.push_back(std::move(note));
    if (removed) return removeSnapshots(front, m_segments.front()->base() - 1);
    return {};
}

Result<void> PartitionLog::takeSnapshot(Offset offset) {
    const std::string path = world::joinPath(m_folder, offsetFileName(offset, kSnapshotSuffix));
    ASSIGN_OR_RETURN(auto file, m_files.open(path, world::OpenMode::kTruncate));
    RETURN_IF_ERROR(file->writeAt(0, m_producers.encodeSnapshot()));
    m_unsyncedSnapshots.push_back(std::move(file));
    m_folderDirty = true;
    return {};
}

Result<void> PartitionLog::removeSnapshots(Offset first, Offset last) {
    ASSIGN_OR_RETURN(const auto entries, m_files.list(m_folder));
    for (const world::FolderEntry& entry : entries) {
        const auto offset = parseOffsetFileName(entry.name, kSnapshotSuffix);
        if (!offset || *offset < first || *offset > last) continue;
        RETURN_IF_ERROR(m_files.remove(world::joinPath(m_folder, entry.name)));
        m_folderDirty = true;
    }
    return {};
}

}  // namespace broker::log
