#include <algorithm>
#include <utility>

#include "broker/base/check.h"
#include "broker/node/raft_driver/raft_driver.h"
#include "broker/node/raft_driver/snapshot_files.h"

namespace broker::node {
namespace {

/// Whether what the log holds goes on where the snapshot ends. A crash may leave a snapshot of another node
/// beside a log that was to be emptied for it.
bool continues(const log::PartitionLog& log, const quorum::SnapshotId& snapshot) {
    if (log.end() < snapshot.end || log.start() > snapshot.end) return false;
    if (log.start() == snapshot.end) return true;
    if (const auto epoch = log.epochs().epochFor(snapshot.end - 1)) return *epoch == snapshot.epoch;
    // No checkpoint keeps this log's start, but the epochs begin where it was: at this snapshot.
    const auto earliest = log.epochs().earliest();
    return earliest && earliest->startOffset == snapshot.end;
}

}  // namespace

Result<quorum::StoredLog> RaftDriver::storedLog() {
    ASSIGN_OR_RETURN(std::vector<quorum::SnapshotId> snapshots, loadSnapshots());
    quorum::StoredLog stored{.state = std::nullopt, .end = m_log->end(), .epochs = {}, .snapshots = {}};
    // The cache keeps the last epoch even if nothing of it is left.
    for (const log::EpochEntry& entry : m_log->epochs().entries())
        if (entry.startOffset < stored.end) stored.epochs.push_back({entry.epoch, entry.startOffset});
    stored.snapshots = std::move(snapshots);
    m_historyEnd = m_log->end();
    return stored;
}

/// Takes the newest snapshot's content for the image, and sees to it that the log goes on from there. Gives
/// those that the log reaches back to.
Result<std::vector<quorum::SnapshotId>> RaftDriver::loadSnapshots() {
    world::Files& files = m_context.world.files;
    removeUnfinishedSnapshots(files, m_context.folder);
    ASSIGN_OR_RETURN(std::vector<quorum::SnapshotId> found, listSnapshots(files, m_context.folder));
    while (!found.empty()) {
        Result<metadata::ImagePointer> image = readSnapshot(files, m_context.folder, found.back());
        if (image) {
            m_image = std::move(*image);
            break;
        }
        m_context.diagnostics.write(observe::Level::kWarning, image.error().detail);
        found.pop_back();
    }
    if (found.empty()) {
        if (m_log->start() == Offset(0)) return found;
        return failure(ErrorCode::kMalformed, "{} begins at offset {}, and no snapshot holds what was before",
                       m_log->folder(), m_log->start());
    }
    const quorum::SnapshotId newest = found.back();
    if (!continues(*m_log, newest)) {
        RETURN_IF_ERROR(m_log->truncateFullyTo(newest.end));
        found = {newest};
    }
    std::erase_if(found, [&](const quorum::SnapshotId& id) { return id.end < m_log->start(); });
    RETURN_IF_ERROR(m_log->advanceStart(found.front().end));
    m_highWatermark = newest.end;
    m_isImageTold = newest.end == Offset(0);
    return found;
}

void RaftDriver::maybeTakeSnapshot() {
    const auto limit = static_cast<std::uint64_t>(
        m_context.settings.integer("metadata.log.max.record.bytes.between.snapshots"));
    const quorum::SnapshotId id{m_image->end(), m_image->epoch()};
    // What is not synced here could be gone after a crash that the snapshot survives.
    if (m_hasFailed || m_snapshotting || m_installing || m_bytesSinceSnapshot < limit ||
        m_quorum.syncedEnd() < id.end)
        return;
    m_bytesSinceSnapshot = 0;
    m_snapshotting = m_context.world.work.run<Result<void>>(
        [&files = m_context.world.files, folder = m_context.folder, image = m_image, time = m_lastTimestamp] {
            return writeSnapshot(files, folder, *image, time);
        },
        [this, id](const Result<void>& written) {
            m_snapshotting = nullptr;
            if (!written) return fail(written.error());
            // Whole segments are what the log's start can leave behind.
            const Result<void> rolled = m_log->roll(m_context.world.clock.wallTime());
            if (!rolled) return fail(rolled.error());
            carryOut(m_quorum.snapshotTaken(id));
        });
}

void RaftDriver::perform(quorum::MoveLogStart& effect) {
    if (const Result<void> moved = m_log->advanceStart(effect.start); !moved) return fail(moved.error());
    removeSnapshotsBefore(m_context.world.files, m_context.folder, effect.start);
}

void RaftDriver::perform(quorum::WriteSnapshotPart& effect) {
    const SharedBytes frame = std::exchange(m_fetchedFrame, nullptr);
    const ByteView part = std::exchange(m_fetched, {});
    if (effect.position == 0) {
        const std::string path = world::joinPath(m_context.folder, unfinishedSnapshotFileName(effect.id));
        Result<std::shared_ptr<world::File>> file =
            m_context.world.files.open(path, world::OpenMode::kTruncate);
        if (!file) return fail(file.error());
        m_part = std::move(*file);
    }
    if (const Result<void> written = m_part->writeAt(effect.position, part); !written)
        return fail(written.error());
    m_reports.push_back([this] { return m_quorum.partWritten(now()); });
}

void RaftDriver::perform(quorum::InstallSnapshot& effect) {
    m_part = nullptr;
    m_installing = m_context.world.work.run<Result<metadata::ImagePointer>>(
        [&files = m_context.world.files, folder = m_context.folder, id = effect.id] {
            return finishSnapshot(files, folder, id);
        },
        [this, id = effect.id](Result<metadata::ImagePointer> image) {
            m_installing = nullptr;
            onInstalled(id, std::move(image));
        });
}

void RaftDriver::onInstalled(const quorum::SnapshotId& id, Result<metadata::ImagePointer> image) {
    if (m_hasFailed) return;
    if (!image) {
        if (image.error().code == ErrorCode::kNoSpace || image.error().code == ErrorCode::kInputOutput)
            return fail(image.error());
        m_context.diagnostics.write(observe::Level::kWarning, image.error().detail);
        return carryOut(m_quorum.snapshotRefused(now()));
    }
    if (const Result<void> emptied = m_log->truncateFullyTo(id.end); !emptied) return fail(emptied.error());
    m_tail.clear();
    removeSnapshotsBefore(m_context.world.files, m_context.folder, id.end);
    m_image = std::move(*image);
    m_isImageTold = false;
    m_bytesSinceSnapshot = 0;
    carryOut(m_quorum.snapshotInstalled(id, now()));
}

}  // namespace broker::node
