#include "broker/log/recovery.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "broker/log/checkpoint.h"
#include "broker/log/data_folder.h"
#include "broker/log/file_names.h"
#include "broker/log/segment.h"

namespace broker::log {

Result<void> LogOpener::run() {
    m_log.m_recovery.clean = m_options.cleanShutdown;
    if (m_options.logStart < Offset(0) || m_options.recoveryPoint < Offset(0))
        return failure(ErrorCode::kInvalidArgument, "opening {}: start {}, recovery point {}", m_log.m_folder,
                       m_options.logStart, m_options.recoveryPoint);
    RETURN_IF_ERROR(prepareFolder());
    RETURN_IF_ERROR(prepareTopicId());
    RETURN_IF_ERROR(finishSwaps());
    ASSIGN_OR_RETURN(const std::vector<Offset> bases, tidy());
    RETURN_IF_ERROR(openSegments(bases));
    RETURN_IF_ERROR(settleEnds());
    RETURN_IF_ERROR(syncCuts());
    RETURN_IF_ERROR(loadEpochs());
    RETURN_IF_ERROR(m_log.rebuildProducers(true));
    RETURN_IF_ERROR(restoreFirstEpochs());
    if (m_log.m_epochsDisagree) {
        RETURN_IF_ERROR(m_log.rebuildEpochs());
        m_log.m_recovery.rebuilt.emplace_back(kLeaderEpochCheckpoint);
    }
    if (m_log.m_epochs.truncateFromEnd(m_log.m_end)) ++m_log.m_epochVersion;
    if (m_log.m_epochs.truncateFromStart(m_log.m_start)) ++m_log.m_epochVersion;
    if (m_log.m_epochVersion == m_log.m_epochVersionDurable) return {};
    RETURN_IF_ERROR(writeEpochCheckpoint(m_log.m_files, m_log.epochFile(), m_log.m_epochs.entries()));
    m_log.m_epochVersionDurable = m_log.m_epochVersion;
    return {};
}

Result<void> LogOpener::prepareFolder() {
    if (m_log.m_files.exists(m_log.m_folder)) return {};
    RETURN_IF_ERROR(m_log.m_files.makeFolders(m_log.m_folder));
    return m_log.m_files.syncFolderNow(world::parentPath(m_log.m_folder));
}

Result<void> LogOpener::prepareTopicId() {
    auto stored = readPartitionMetadata(m_log.m_files, m_log.m_folder);
    if (stored) {
        if (m_log.m_topicId.isZero()) m_log.m_topicId = *stored;
        if (*stored == m_log.m_topicId) return {};
        return failure(ErrorCode::kInconsistentTopicId, "opening {}: it is of topic {}, not of {}",
                       m_log.m_folder, *stored, m_log.m_topicId);
    }
    if (stored.error().code != ErrorCode::kNotFound) return failure(std::move(stored).error());
    if (m_log.m_topicId.isZero()) return {};
    return writePartitionMetadata(m_log.m_files, m_log.m_folder, m_log.m_topicId);
}

Result<void> LogOpener::removeFile(const std::string& name) {
    RETURN_IF_ERROR(m_log.m_files.remove(world::joinPath(m_log.m_folder, name)));
    m_log.m_recovery.removed.push_back(name);
    m_log.m_folderDirty = true;
    return {};
}

/// A log file that compaction has given its swap name is durable and takes the place of the segments that it
/// covers; whatever else has such a name is a left-over.
Result<void> LogOpener::finishSwaps() {
    ASSIGN_OR_RETURN(const auto entries, m_log.m_files.list(m_log.m_folder));
    const std::string swapName = std::string(kLogSuffix) + std::string(kSwapSuffix);
    std::vector<Offset> bases;
    std::vector<Offset> swaps;
    for (const world::FolderEntry& entry : entries) {
        if (entry.isFolder) continue;
        if (const auto base = parseOffsetFileName(entry.name, kLogSuffix)) bases.push_back(*base);
        if (const auto base = parseOffsetFileName(entry.name, swapName)) swaps.push_back(*base);
    }
    for (const Offset base : swaps) RETURN_IF_ERROR(finishSwap(base, bases));
    return {};
}

Result<void> LogOpener::finishSwap(Offset base, const std::vector<Offset>& bases) {
    world::Files& files = m_log.m_files;
    const std::string& folder = m_log.m_folder;
    const auto pathOf = [&](Offset of, std::string_view suffix) {
        return world::joinPath(folder, offsetFileName(of, suffix));
    };
    const std::string swapped = pathOf(base, std::string(kLogSuffix) + std::string(kSwapSuffix));
    ASSIGN_OR_RETURN(const auto log, files.open(swapped, world::OpenMode::kRead));
    ASSIGN_OR_RETURN(const std::uint64_t size, log->size());
    BatchScanner scanner(*log, {.begin = 0, .end = size, .leastOffset = base});
    Offset end = base;
    while (true) {
        ASSIGN_OR_RETURN(const auto batch, scanner.next());
        if (!batch) break;
        end = batch->header.nextOffset();
    }
    const bool isThere = std::ranges::find(bases, base) != bases.end();
    // It was durable before it got its name, so only a disk that rots gets here; better the old ones then.
    if (!scanner.problem().empty() && isThere) return files.remove(swapped);
    for (const Offset replaced : bases) {
        if (replaced < base || replaced >= std::max(end, base + 1)) continue;
        for (const std::string_view suffix : {kLogSuffix, kIndexSuffix, kTimeIndexSuffix})
            RETURN_IF_ERROR(files.remove(pathOf(replaced, suffix)));
        m_log.m_recovery.removed.push_back(offsetFileName(replaced, kLogSuffix));
    }
    // Which segment these are of is not known; they are made anew.
    RETURN_IF_ERROR(files.remove(pathOf(base, kIndexSuffix)));
    RETURN_IF_ERROR(files.remove(pathOf(base, kTimeIndexSuffix)));
    RETURN_IF_ERROR(files.syncFolderNow(folder));
    RETURN_IF_ERROR(files.rename(swapped, pathOf(base, kLogSuffix)));
    return files.syncFolderNow(folder);
}

/// Removes what a crash left lying about and gives the segments' bases, ascending.
Result<std::vector<Offset>> LogOpener::tidy() {
    ASSIGN_OR_RETURN(const auto entries, m_log.m_files.list(m_log.m_folder));
    std::vector<Offset> bases;
    for (const world::FolderEntry& entry : entries)
        if (const auto base = parseOffsetFileName(entry.name, kLogSuffix); base && !entry.isFolder)
            bases.push_back(*base);
    std::sort(bases.begin(), bases.end());
    for (const world::FolderEntry& entry : entries) {
        if (entry.isFolder) continue;
        bool leftOver = entry.name.ends_with(kDeletedSuffix) || entry.name.ends_with(kCleanedSuffix) ||
                        entry.name.ends_with(kSwapSuffix) || entry.name.ends_with(kTemporarySuffix);
        for (const std::string_view suffix : {kIndexSuffix, kTimeIndexSuffix, kTransactionIndexSuffix}) {
            const auto base = parseOffsetFileName(entry.name, suffix);
            leftOver |= base && !std::binary_search(bases.begin(), bases.end(), *base);
        }
        // A snapshot behind the recovery point may be of a log that has been truncated since.
        const auto snapshot = parseOffsetFileName(entry.name, kSnapshotSuffix);
        leftOver |= snapshot && !m_options.cleanShutdown && *snapshot > m_options.recoveryPoint;
        if (leftOver) {
            RETURN_IF_ERROR(removeFile(entry.name));
        } else if (snapshot) {
            m_snapshots.push_back(*snapshot);
        }
    }
    std::sort(m_snapshots.begin(), m_snapshots.end());
    return bases;
}

Result<void> LogOpener::openSegments(const std::vector<Offset>& bases) {
    m_log.m_recovery.segments = static_cast<std::uint32_t>(bases.size());
    for (std::size_t i = 0; i < bases.size(); ++i) {
        const bool isLast = i + 1 == bases.size();
        const Offset end = isLast ? Offset(std::numeric_limits<std::int64_t>::max()) : bases[i + 1];
        // The segment that the recovery point lies in, or the last one before it, and all behind.
        const bool scan = !m_options.cleanShutdown && (isLast || end > m_options.recoveryPoint);
        ASSIGN_OR_RETURN(const bool whole, openSegment(bases[i], end, scan));
        if (!whole) return removeFrom(bases, i + 1, "the segment before it ends otherwise");
        if (isLast) continue;
        RETURN_IF_ERROR(m_log.m_segments.back()->seal(end));
    }
    return {};
}

/// False if nothing behind the segment can stay.
Result<bool> LogOpener::openSegment(Offset base, Offset end, bool scan) {
    RecoveryReport& report = m_log.m_recovery;
    ASSIGN_OR_RETURN(auto segment, Segment::open(m_log.m_files, m_log.m_folder, base, m_options.now));
    auto found = Result<Segment::Scan>(failure(ErrorCode::kMalformed, "not believed"));
    if (!scan) {
        found = segment->believe();
        const bool rebuilds = !found && (found.error().code == ErrorCode::kMalformed ||
                                         found.error().code == ErrorCode::kNotFound);
        if (!found && !rebuilds) return failure(std::move(found).error());
        if (rebuilds) report.rebuilt.push_back(offsetFileName(base, kIndexSuffix));
        scan = rebuilds;
    }
    if (scan) {
        found = segment->rebuild(m_log.m_config.indexIntervalBytes, true);
        if (!found) return failure(std::move(found).error());
        ++report.scannedSegments;
        report.scannedBytes += found->bytes;
        report.scannedBatches += found->batches;
    }
    if (found->cut) report.cuts.push_back({segment->next(), found->cut->bytes, found->cut->reason});
    // A segment grows past the next one's base only after that one was truncated away.
    const bool supersedes = segment->next() > end;
    // Nor may it end before, unless compaction or a gap was made durable: then its last batches never reached
    // the disk although what came behind them did.
    const bool isLast = end == Offset(std::numeric_limits<std::int64_t>::max());
    const bool fallsShort =
        !isLast && !m_options.cleanShutdown && end > m_options.recoveryPoint && segment->next() < end;
    // What a crash left may be in the page cache only.
    if (scan || found->cut || (!m_options.cleanShutdown && end > m_options.recoveryPoint))
        segment->dirt() = {.log = true, .indexes = true};
    m_log.m_segments.push_back(std::move(segment));
    return !found->cut && !supersedes && !fallsShort;
}

Result<void> LogOpener::removeFrom(const std::vector<Offset>& bases, std::size_t first,
                                   const std::string& reason) {
    // The last one first: a crash in between leaves a log without holes.
    for (std::size_t i = bases.size(); i > first; --i) {
        ASSIGN_OR_RETURN(const auto segment,
                         Segment::open(m_log.m_files, m_log.m_folder, bases[i - 1], m_options.now));
        if (segment->size() > 0) m_log.m_recovery.cuts.push_back({bases[i - 1], segment->size(), reason});
        ASSIGN_OR_RETURN(const auto gone, segment->markDeleted());
        for (const std::string& path : gone) RETURN_IF_ERROR(m_log.m_files.remove(path));
        m_log.m_folderDirty = true;
    }
    return {};
}

/// Start, end and recovery point from what the segments hold.
Result<void> LogOpener::settleEnds() {
    auto& segments = m_log.m_segments;
    if (!segments.empty() && segments.back()->next() < m_log.m_start) {
        std::vector<Offset> bases;
        for (const auto& segment : segments) bases.push_back(segment->base());
        segments.clear();
        RETURN_IF_ERROR(removeFrom(bases, 0, fmt::format("the log starts at {}", m_log.m_start)));
    }
    if (!segments.empty()) {
        m_log.m_start = std::max(m_log.m_start, segments.front()->base());
        m_log.m_end = segments.back()->next();
        RETURN_IF_ERROR(segments.back()->unseal());
    }
    m_log.m_recoveryPoint =
        m_options.cleanShutdown ? m_log.m_end : std::min(m_log.m_recoveryPoint, m_log.m_end);
    constexpr Offset kEver{std::numeric_limits<std::int64_t>::max()};
    return m_log.removeSnapshots(m_log.m_end + 1, kEver);
}

/// What was cut off must not come back behind what is appended next, should the power fail again: batches of
/// both could stand in a row with sums that are right. And an owner may count on what is left.
Result<void> LogOpener::syncCuts() {
    if (m_log.m_recovery.cuts.empty() && !m_options.makesDurable) return {};
    for (const auto& segment : m_log.m_segments) {
        if (!segment->dirt().log) continue;
        ASSIGN_OR_RETURN(const auto log, segment->logFile());
        RETURN_IF_ERROR(log->syncNow());
    }
    RETURN_IF_ERROR(m_log.m_files.syncFolderNow(m_log.m_folder));
    if (m_options.makesDurable) m_log.m_recoveryPoint = m_log.m_end;
    return {};
}

Result<void> LogOpener::loadEpochs() {
    const std::string path = world::joinPath(m_log.m_folder, kLeaderEpochCheckpoint);
    auto entries = readEpochCheckpoint(m_log.m_files, path);
    if (entries) {
        m_log.m_epochs = EpochCache(*entries);
        m_log.m_epochs.truncateFromEnd(m_log.m_end);
        if (m_log.m_epochs.entries() == *entries) m_log.m_epochVersionDurable = m_log.m_epochVersion;
        return {};
    }
    const ErrorCode code = entries.error().code;
    if (code != ErrorCode::kNotFound && code != ErrorCode::kMalformed && code != ErrorCode::kTooLarge)
        return failure(std::move(entries).error());
    if (m_log.m_segments.empty() && code == ErrorCode::kNotFound) {
        m_log.m_epochVersionDurable = m_log.m_epochVersion;
        return {};
    }
    m_log.m_recovery.rebuilt.emplace_back(kLeaderEpochCheckpoint);
    return m_log.rebuildEpochs();
}

/// The epochs are written whenever they change, the log's start now and then. After a crash just behind a
/// move of the start the log begins where it did before, and the epochs behind its first records.
Result<void> LogOpener::restoreFirstEpochs() {
    const std::vector<EpochEntry> kept = m_log.m_epochs.entries();
    if (kept.empty() || kept.front().startOffset <= m_log.m_start) return {};
    EpochCache epochs;
    for (const auto& segment : m_log.m_segments) {
        if (segment->base() >= kept.front().startOffset) break;
        ASSIGN_OR_RETURN(const auto log, segment->logFile());
        BatchScanner scanner(*log, {.begin = 0, .end = segment->size(), .leastOffset = segment->base()});
        while (true) {
            ASSIGN_OR_RETURN(const auto batch, scanner.next());
            if (!batch || batch->header.baseOffset >= kept.front().startOffset) break;
            epochs.assign(batch->header.leaderEpoch, batch->header.baseOffset);
        }
    }
    if (epochs.entries().empty()) return {};
    for (const EpochEntry& entry : kept) epochs.assign(entry.epoch, entry.startOffset);
    m_log.m_epochs = std::move(epochs);
    ++m_log.m_epochVersion;
    return {};
}

}  // namespace broker::log
