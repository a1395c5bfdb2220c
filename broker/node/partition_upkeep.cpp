#include <algorithm>
#include <chrono>
#include <utility>

#include "broker/node/partitions.h"

namespace broker::node {

std::shared_ptr<const observe::ReplicaSnapshot> Partitions::snapshotOf(
    const HostedPartition& partition) const {
    const log::PartitionLog* log = partition.log.get();
    observe::ReplicaSnapshot replica{.partition = partition.name,
                                     .topicId = partition.topicId,
                                     .broker = m_context.self,
                                     .isLeader = partition.leader == m_context.self,
                                     .leaderEpoch = partition.leaderEpoch,
                                     .logStart = log ? log->start() : Offset(0),
                                     .highWatermark = partition.highWatermark,
                                     .logEnd = log ? log->end() : Offset(0),
                                     .sizeBytes = log ? log->sizeBytes() : 0,
                                     .segments = log ? log->segmentCount() : 0,
                                     .folder = log ? log->folder() : std::string(),
                                     .failure = partition.failure ? partition.failure->detail : std::string(),
                                     .traffic = partition.traffic,
                                     .roleSince = partition.roleSince,
                                     .isTruncating = partition.isHeld,
                                     .lastTruncation = partition.lastTruncation};
    if (partition.following) replica.follows = partition.following->leader();
    if (partition.leading) {
        replica.epochStart = partition.leading->epochStart();
        replica.followers = followersOf(partition);
    }
    return std::make_shared<const observe::ReplicaSnapshot>(std::move(replica));
}

void Partitions::looksDifferent(HostedPartition& partition) {
    if (std::exchange(partition.isShown, false)) m_different.push_back(&partition);
}

const Partitions::Shown& Partitions::show() {
    if (!m_isShownWhole) showAnew();
    for (HostedPartition* partition : std::exchange(m_different, {})) {
        if (std::exchange(partition->isShown, true)) continue;
        auto& leaf = m_shown.replicas[partition->place];
        const auto before = std::exchange(leaf, snapshotOf(*partition));
        m_shown.traffic += leaf->traffic - before->traffic;
        m_shown.bytes += leaf->sizeBytes - before->sizeBytes;
    }
    return m_shown;
}

void Partitions::showAnew() {
    const Shown before = std::exchange(m_shown, {});
    m_shown.replicas.reserve(m_partitions.size());
    for (auto& [name, partition] : m_partitions) {
        const std::size_t place = std::exchange(partition->place, m_shown.replicas.size());
        const bool isSame = std::exchange(partition->isShown, true);
        m_shown.replicas.push_back(isSame ? before.replicas[place] : snapshotOf(*partition));
        m_shown.traffic += m_shown.replicas.back()->traffic;
        m_shown.bytes += m_shown.replicas.back()->sizeBytes;
    }
    m_different.clear();
    m_isShownWhole = true;
}

log::OffsetCheckpoint Partitions::offsets(CheckpointKind kind) const {
    log::OffsetCheckpoint checkpoint;
    for (const auto& [name, partition] : m_partitions) {
        if (!partition->log) continue;
        switch (kind) {
            case CheckpointKind::kRecoveryPoint:
                checkpoint[name] = partition->log->recoveryPoint();
                break;
            case CheckpointKind::kHighWatermark:
                checkpoint[name] = partition->highWatermark;
                break;
            case CheckpointKind::kLogStart:
                checkpoint[name] = partition->log->start();
                break;
            case CheckpointKind::kCleaner:
                if (partition->log->config().compacted) checkpoint[name] = partition->log->cleanedTo();
                break;
        }
    }
    return checkpoint;
}

/// A follower that becomes leader begins with the high watermark that it knows, so it is noted often.
void Partitions::noteHighWatermarks() {
    const auto interval = std::chrono::milliseconds(
        m_context.settings.integer("replica.high.watermark.checkpoint.interval.ms"));
    m_noting = m_context.world.timers.after(interval, [this] {
        noteHighWatermarks();
        log::OffsetCheckpoint present = offsets(CheckpointKind::kHighWatermark);
        if (present == m_notedHighWatermarks) return;
        m_notedHighWatermarks = std::move(present);
        m_checkpoints.write({CheckpointKind::kHighWatermark}, [this](const Result<void>& written) {
            if (!written)
                m_context.observer.diagnostics().write(observe::Level::kWarning, written.error().detail);
        });
    });
}

void Partitions::retain() {
    const Timestamp now = m_context.world.clock.wallTime();
    bool hasMoved = false;
    for (auto& [name, partition] : m_partitions) {
        if (!partition->isOpen()) continue;
        Result<bool> retained = false;
        if (const Result<void> rolled = partition->log->maybeRoll(now); !rolled)
            retained = failure(rolled.error());
        else
            retained = partition->log->retain(now, partition->highWatermark);
        if (!retained) {
            fail(*partition, retained.error());
            continue;
        }
        reportNotes(*partition);
        if (!*retained) continue;
        hasMoved = true;
        looksDifferent(*partition);
        m_context.delayed.touched(partition->key);
        m_context.onChanged();
    }
    if (hasMoved) noteStarts();
}

/// Else a crash would bring back what was deleted, as far as its files are still there.
void Partitions::noteStarts() {
    m_checkpoints.write({CheckpointKind::kLogStart}, [this](const Result<void>& written) {
        if (!written)
            m_context.observer.diagnostics().write(observe::Level::kWarning, written.error().detail);
    });
}

void Partitions::cleaned(HostedPartition& partition, const log::CleanReport& done) {
    looksDifferent(partition);
    m_context.onChanged();
    report(observe::EventKind::kLogCompacted, partition,
           {{"offset", std::to_string(done.upTo.value())},
            {"records", std::to_string(done.records)},
            {"recordsBefore", std::to_string(done.recordsBefore)},
            {"bytes", std::to_string(done.bytes)},
            {"bytesBefore", std::to_string(done.bytesBefore)}});
    m_checkpoints.write({CheckpointKind::kCleaner}, [this](const Result<void>& written) {
        if (!written)
            m_context.observer.diagnostics().write(observe::Level::kWarning, written.error().detail);
    });
}

void Partitions::notCleaned(HostedPartition& partition, const Error& why) {
    report(observe::EventKind::kLogUncleanable, partition, {{"reason", why.detail}});
    reportNotes(partition);
}

Result<Offset> Partitions::deleteRecords(HostedPartition& partition, Offset offset) {
    log::PartitionLog& log = *partition.log;
    if (!log.config().deleted)
        return failure(ErrorCode::kPolicyViolation,
                       "cleanup.policy of {} does not let records be deleted, only compacted",
                       partition.name);
    const Offset start = offset == Offset(-1) ? partition.highWatermark : offset;
    if (start < Offset(0) || start > partition.highWatermark)
        return failure(ErrorCode::kOffsetOutOfRange, "{} can begin at 0 to {}, its high watermark, not at {}",
                       partition.name, partition.highWatermark, start);
    if (start <= log.start()) return start;
    looksDifferent(partition);
    if (const Result<void> advanced = log.advanceStart(start, "a client asked for it"); !advanced) {
        fail(partition, advanced.error());
        return failure(advanced.error());
    }
    reportNotes(partition);
    m_context.delayed.touched(partition.key);
    m_context.onChanged();
    noteStarts();
    return start;
}

void Partitions::maintain() {
    const Timestamp now = m_context.world.clock.wallTime();
    for (auto& [name, partition] : m_partitions) {
        if (!partition->isOpen()) continue;
        partition->log->expireProducers(now);
        if (const Result<void> rolled = partition->log->maybeRoll(now); !rolled)
            fail(*partition, rolled.error());
        reportNotes(*partition);
        flushIfDue(*partition);
    }
    const std::set<CheckpointKind> all{CheckpointKind::kRecoveryPoint, CheckpointKind::kHighWatermark,
                                       CheckpointKind::kLogStart};
    m_checkpoints.write(all, [this](const Result<void>& written) {
        if (!written)
            m_context.observer.diagnostics().write(observe::Level::kWarning, written.error().detail);
    });
}

namespace {

/// Logs on their way through a job that closes them, and back to their loop to be destroyed.
struct Closing {
    std::vector<std::unique_ptr<log::PartitionLog>> logs;
    Result<void> result;
};

Result<void> closeAll(const std::vector<std::unique_ptr<log::PartitionLog>>& logs, world::Files& files,
                      const std::string& folder, const log::OffsetCheckpoint& highWatermarks,
                      const log::OffsetCheckpoint& starts) {
    log::OffsetCheckpoint recovery;
    for (const auto& log : logs) {
        RETURN_IF_ERROR(log->close());
        recovery[log->partition()] = log->recoveryPoint();
    }
    RETURN_IF_ERROR(Checkpoints::writeFile(files, folder, CheckpointKind::kRecoveryPoint, recovery));
    RETURN_IF_ERROR(Checkpoints::writeFile(files, folder, CheckpointKind::kHighWatermark, highWatermarks));
    return Checkpoints::writeFile(files, folder, CheckpointKind::kLogStart, starts);
}

}  // namespace

void Partitions::close(world::Completion<Result<void>> done) {
    m_noting = nullptr;
    m_watching = nullptr;
    // A checkpoint that is being written is older than the last one.
    m_checkpoints.whenIdle([this, done = std::move(done)]() mutable { closeLogs(std::move(done)); });
}

void Partitions::closeLogs(world::Completion<Result<void>> done) {
    show();  // for the last time; they stay as they are while the logs are away
    Closing closing;
    std::optional<Error> failure;
    const log::OffsetCheckpoint highWatermarks = offsets(CheckpointKind::kHighWatermark);
    const log::OffsetCheckpoint starts = offsets(CheckpointKind::kLogStart);
    for (auto& [name, partition] : m_partitions) {
        partition->flushing = nullptr;
        partition->holding = nullptr;
        becomeNothing(*partition);
        partition->isShown = true;
        m_context.delayed.touched(partition->key);
        if (partition->isOpen()) {
            partition->log->prepareToClose();
            closing.logs.push_back(std::move(partition->log));
        }
        if (partition->failure) failure = partition->failure;
    }
    m_closing = m_context.world.work.run<Closing>(
        [closing = std::move(closing), &files = m_context.world.files, folder = m_context.folder,
         highWatermarks, starts]() mutable {
            closing.result = closeAll(closing.logs, files, folder, highWatermarks, starts);
            return std::move(closing);
        },
        [done = std::move(done), failure](Closing closed) mutable {
            if (failure) closed.result = broker::failure(*failure);
            done(std::move(closed.result));
        });
}

}  // namespace broker::node
