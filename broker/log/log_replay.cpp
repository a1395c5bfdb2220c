#include <algorithm>
#include <map>
#include <utility>

#include "broker/log/control.h"
#include "broker/log/file_names.h"
#include "broker/log/partition_log.h"
#include "broker/log/segment.h"

namespace broker::log {
namespace {

constexpr std::size_t kMaxMarkerBatch = 4096;
/// How far before a snapshot the batches are looked for that it had no room for.
constexpr std::uint64_t kRecalledBytes = std::uint64_t{1} << 20;

Result<std::optional<std::int32_t>> markerAt(const world::File& file, const ScannedBatch& batch) {
    const wire::BatchHeader& header = batch.header;
    if (!header.isControl() || !header.hasProducerId() || header.size() > kMaxMarkerBatch)
        return std::nullopt;
    ASSIGN_OR_RETURN(const Bytes bytes, readBatch(file, batch, kMaxMarkerBatch));
    return markerCoordinatorEpoch({header, bytes});
}

}  // namespace

/// A batch that is in the log: what it means for producers and epochs.
void PartitionLog::replay(const wire::BatchHeader& header, std::optional<std::int32_t> markerEpoch) {
    if (markerEpoch)
        m_producers.applyMarker(header, *markerEpoch);
    else if (!header.isControl())
        m_producers.apply(header);
    if (header.leaderEpoch < LeaderEpoch(0)) return;
    const auto latest = m_epochs.latest();
    if (!latest || header.leaderEpoch > latest->epoch) {
        if (m_epochs.assign(header.leaderEpoch, header.baseOffset)) onEpochsChanged();
    } else if (m_epochs.epochFor(header.baseOffset) != header.leaderEpoch) {
        m_epochsDisagree = true;
    }
}

/// The newest snapshot that can be read; where it stands, or the log's first offset without one.
Result<Offset> PartitionLog::loadSnapshot() {
    m_producers.clear();
    ASSIGN_OR_RETURN(const auto entries, m_files.list(m_folder));
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        const auto offset = parseOffsetFileName(entry->name, kSnapshotSuffix);
        if (!offset || *offset > m_end) continue;
        const std::string path = world::joinPath(m_folder, entry->name);
        const auto content = world::readWhole(m_files, path, kMaxSnapshotBytes);
        if (!content && content.error().code == ErrorCode::kInputOutput)
            return broker::failure(content.error());
        const auto producers = content ? decodeProducerSnapshot(*content) : broker::failure(content.error());
        if (producers) {
            m_producers = ProducerStates::fromEntries(*producers);
            return *offset;
        }
        RETURN_IF_ERROR(m_files.remove(path));
        m_recovery.removed.push_back(entry->name);
    }
    return m_segments.empty() ? m_start : m_segments.front()->base();
}

/// A snapshot keeps a producer's last batch only; the ones before it are found in the log, so that their
/// repeats are recognised after a restart as before it.
Result<void> PartitionLog::recallBatches(Offset before) {
    if (m_producers.size() == 0 || m_segments.empty() || before <= m_segments.front()->base()) return {};
    std::uint64_t budget = kRecalledBytes;
    for (std::size_t i = segmentFor(before - 1) + 1; i > 0 && budget > 0; --i) {
        const Segment& segment = touched(i - 1);
        ASSIGN_OR_RETURN(const auto first, segment.find(before));
        const std::uint64_t end = first ? first->position : segment.size();
        ASSIGN_OR_RETURN(const auto entry, segment.index().floorPosition(end > budget ? end - budget : 0));
        const std::uint64_t begin = entry ? entry->position : 0;
        if (begin < end) RETURN_IF_ERROR(recallFrom(segment, begin, end));
        budget -= std::min(budget, end - std::min(begin, end));
    }
    return {};
}

/// The producers' batches in a piece of a segment, put before those that are known.
Result<void> PartitionLog::recallFrom(const Segment& segment, std::uint64_t begin, std::uint64_t end) {
    ASSIGN_OR_RETURN(const auto log, segment.logFile());
    BatchScanner scanner(*log, {.begin = begin, .end = end, .leastOffset = segment.base()});
    std::map<ProducerId, std::vector<ProducerBatch>> found;
    while (true) {
        ASSIGN_OR_RETURN(const auto batch, scanner.next());
        if (!batch) break;
        const wire::BatchHeader& header = batch->header;
        if (!header.hasProducerId() || header.isControl()) continue;
        const ProducerEntry* producer = m_producers.find(header.producerId);
        if (!producer || producer->epoch != header.producerEpoch) continue;
        std::vector<ProducerBatch>& batches = found[header.producerId];
        if (batches.size() == ProducerEntry::kRemembered) batches.erase(batches.begin());
        batches.push_back(
            {header.lastSequence(), header.lastOffset(), header.lastOffsetDelta, header.maxTimestamp});
    }
    for (const auto& [id, batches] : found) m_producers.recall(id, m_producers.find(id)->epoch, batches);
    return {};
}

Result<void> PartitionLog::replayFrom(Offset from, bool takeSnapshots) {
    for (std::size_t i = segmentFor(from); i < m_segments.size(); ++i) {
        const Segment& segment = touched(i);
        if (segment.next() <= from) continue;
        if (takeSnapshots && segment.base() > from) RETURN_IF_ERROR(takeSnapshot(segment.base()));
        ASSIGN_OR_RETURN(const auto log, segment.logFile());
        ASSIGN_OR_RETURN(const auto first, segment.find(from));
        if (!first) continue;
        BatchScanner scanner(
            *log, {.begin = first->position, .end = segment.size(), .leastOffset = segment.base()});
        while (true) {
            ASSIGN_OR_RETURN(const auto batch, scanner.next());
            if (!batch) break;
            ASSIGN_OR_RETURN(const auto marker, markerAt(*log, *batch));
            replay(batch->header, marker);
        }
    }
    return {};
}

Result<void> PartitionLog::rebuildProducers(bool takeSnapshots) {
    ASSIGN_OR_RETURN(const Offset from, loadSnapshot());
    RETURN_IF_ERROR(recallBatches(from));
    RETURN_IF_ERROR(replayFrom(from, takeSnapshots));
    if (m_lastTime >= Timestamp(0)) m_producers.expire(m_lastTime, m_config.producerIdExpirationMs);
    return {};
}

/// From the headers of all batches: only where the checkpoint is missing or wrong.
Result<void> PartitionLog::rebuildEpochs() {
    m_epochs.clear();
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        const Segment& segment = touched(i);
        ASSIGN_OR_RETURN(const auto log, segment.logFile());
        BatchScanner scanner(*log, {.begin = 0, .end = segment.size(), .leastOffset = segment.base()});
        while (true) {
            ASSIGN_OR_RETURN(const auto batch, scanner.next());
            if (!batch) break;
            m_epochs.assign(batch->header.leaderEpoch, batch->header.baseOffset);
        }
    }
    ++m_epochVersion;
    m_epochsDisagree = false;
    return {};
}

}  // namespace broker::log
