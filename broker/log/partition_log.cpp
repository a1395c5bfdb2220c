#include "broker/log/partition_log.h"

#include <algorithm>
#include <utility>

#include "broker/log/checkpoint.h"
#include "broker/log/data_folder.h"
#include "broker/log/file_names.h"
#include "broker/log/log_cleaning.h"
#include "broker/log/recovery.h"
#include "broker/log/segment.h"

namespace broker::log {
namespace {

/// Sealed segments of one log that keep their files open.
constexpr std::size_t kMaxWarm = 4;

}  // namespace

Result<std::unique_ptr<PartitionLog>> PartitionLog::open(world::Files& files, world::Work& work,
                                                         const OpenOptions& options) {
    std::unique_ptr<PartitionLog> log(new PartitionLog(files, work, options));
    RETURN_IF_ERROR(LogOpener(*log, options).run());
    log->m_opened = true;
    return log;
}

PartitionLog::PartitionLog(world::Files& files, world::Work& work, const OpenOptions& options)
    : m_files(files)
    , m_work(work)
    , m_partition(options.partition)
    , m_folder(options.folder)
    , m_topicId(options.topicId)
    , m_config(options.config)
    , m_start(options.logStart)
    , m_end(options.logStart)
    , m_lastTime(options.now)
    , m_recoveryPoint(options.recoveryPoint)
    , m_lastFlush(options.now)
    , m_doomed(files, work, options.timers)
    , m_flusher(std::make_unique<LogFlusher>(files, work, static_cast<FlushSource&>(*this)))
    , m_cleanedTo(options.cleanedTo) {}

PartitionLog::~PartitionLog() = default;

std::vector<LogNote> PartitionLog::takeNotes() { return std::exchange(m_notes, {}); }

std::uint64_t PartitionLog::sizeBytes() const {
    std::uint64_t size = 0;
    for (const auto& segment : m_segments) size += segment->size();
    return size;
}

std::uint32_t PartitionLog::segmentCount() const { return static_cast<std::uint32_t>(m_segments.size()); }

Offset PartitionLog::activeBase() const { return m_segments.empty() ? m_end : m_segments.back()->base(); }

Result<void> PartitionLog::checkUsable(const char* act) const {
    if (m_failure)
        return broker::failure(ErrorCode::kKafkaStorageError, "{} {}: {}", act, m_folder, m_failure->detail);
    if (m_closed)
        return broker::failure(ErrorCode::kKafkaStorageError, "{} {}: the log is closed", act, m_folder);
    return {};
}

/// What the files hold is not known any more: the log is offline until it is opened anew.
Error PartitionLog::fail(const Error& error) {
    if (!m_failure) {
        m_failure = Error{ErrorCode::kKafkaStorageError, error.detail};
        m_notes.push_back({.kind = LogNote::Kind::kFailed, .offset = m_end, .reason = error.detail});
    }
    return *m_failure;
}

void PartitionLog::assignEpoch(LeaderEpoch epoch) {
    if (m_epochs.assign(epoch, m_end)) onEpochsChanged();
}

std::string PartitionLog::epochFile() const { return world::joinPath(m_folder, kLeaderEpochCheckpoint); }

void PartitionLog::onEpochsChanged() {
    ++m_epochVersion;
    if (m_opened) m_flusher->request(FlushScope::kEpochs);
}

void PartitionLog::expireProducers(Timestamp now) {
    m_lastTime = std::max(m_lastTime, now);
    m_producers.expire(now, m_config.producerIdExpirationMs);
}

std::size_t PartitionLog::segmentFor(Offset offset) const {
    const auto after = std::upper_bound(
        m_segments.begin(), m_segments.end(), offset,
        [](Offset wanted, const std::unique_ptr<Segment>& segment) { return wanted < segment->base(); });
    return after == m_segments.begin() ? 0 : static_cast<std::size_t>(after - m_segments.begin()) - 1;
}

/// The segment, about to be read. Sealed ones take turns in keeping their files open.
Segment& PartitionLog::touched(std::size_t index) const {
    Segment& segment = *m_segments[index];
    if (index + 1 == m_segments.size()) return segment;
    std::erase(m_warm, segment.base());
    m_warm.push_back(segment.base());
    if (m_warm.size() > kMaxWarm) {
        const std::size_t coldest = segmentFor(m_warm.front());
        if (m_segments[coldest]->base() == m_warm.front() && coldest + 1 < m_segments.size())
            m_segments[coldest]->release();
        m_warm.erase(m_warm.begin());
    }
    return segment;
}

RetentionPlan PartitionLog::retention(Timestamp now, Offset highWatermark) const {
    RetentionPlan plan{.start = m_start};
    if (!m_config.deleted) return plan;
    std::uint64_t left = sizeBytes();
    bool byAge = false;
    bool bySize = false;
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        const Segment& segment = *m_segments[i];
        const bool isActive = i + 1 == m_segments.size();
        const Offset next = isActive ? m_end : m_segments[i + 1]->base();
        if (next > highWatermark || (isActive && segment.empty())) break;
        const bool old = m_config.retentionMs >= 0 && now - segment.largestTimestamp() > m_config.retentionMs;
        const bool large = m_config.retentionBytes >= 0 &&
                           left - segment.size() >= static_cast<std::uint64_t>(m_config.retentionBytes);
        if (!old && !large) break;
        (old ? byAge : bySize) = true;
        left -= segment.size();
        plan.start = std::max(plan.start, next);
        plan.rolls = isActive;
    }
    if (byAge) plan.reason = fmt::format("older than retention.ms, {} ms", m_config.retentionMs);
    if (bySize)
        plan.reason +=
            fmt::format("{}beyond retention.bytes, {} bytes", byAge ? ", and " : "", m_config.retentionBytes);
    return plan;
}

Result<bool> PartitionLog::retain(Timestamp now, Offset highWatermark) {
    const RetentionPlan plan = retention(now, highWatermark);
    if (plan.reason.empty()) return false;
    RETURN_IF_ERROR(checkUsable("deleting segments of"));
    if (plan.rolls) RETURN_IF_ERROR(addSegment(m_end, now, "all before is to be deleted"));
    RETURN_IF_ERROR(advanceStart(plan.start, plan.reason));
    return true;
}

world::Call PartitionLog::flush(world::Completion<Result<Offset>> done) {
    return m_flusher->flush(std::move(done));
}

bool PartitionLog::isFlushDue(Timestamp now) const {
    const std::int64_t unflushed = m_end - m_recoveryPoint;
    if (unflushed <= 0) return false;
    return unflushed >= m_config.flushMessages || now - m_lastFlush >= m_config.flushMs;
}

Result<FlushPlan> PartitionLog::planFlush(FlushScope scope) {
    if (m_failure) return broker::failure(*m_failure);
    FlushPlan plan;
    plan.upTo = scope == FlushScope::kAll ? m_end : m_recoveryPoint;
    if (scope == FlushScope::kSealed) plan.upTo = std::max(plan.upTo, activeBase());
    if (scope != FlushScope::kEpochs) {
        for (std::size_t i = 0; i < m_segments.size(); ++i) {
            // The last one's indexes are made anew by recovery, so they wait until it is sealed or closed.
            const bool grows = i + 1 == m_segments.size() && !m_closed;
            Segment::Dirt& dirt = m_segments[i]->dirt();
            if (grows ? scope != FlushScope::kAll || !dirt.log : !dirt.log && !dirt.indexes) continue;
            if (std::exchange(dirt.log, false) && grows) {
                ASSIGN_OR_RETURN(auto log, m_segments[i]->logFile());
                plan.files.push_back(std::move(log));
                continue;
            }
            dirt.indexes = false;
            ASSIGN_OR_RETURN(auto all, m_segments[i]->allFiles());
            plan.files.insert(plan.files.end(), all.begin(), all.end());
        }
        for (auto& snapshot : std::exchange(m_unsyncedSnapshots, {}))
            plan.files.push_back(std::move(snapshot));
        if (std::exchange(m_folderDirty, false)) plan.folder = m_folder;
    }
    if (m_epochVersion != m_epochVersionDurable) {
        plan.epochFile = epochFile();
        plan.epochDraft = fmt::format("{}.{}{}", plan.epochFile, m_epochVersion, kTemporarySuffix);
        plan.epochs = m_epochs.entries();
        m_epochVersionDurable = m_epochVersion;
    }
    return plan;
}

void PartitionLog::onFlushed(const Result<Offset>& upTo) {
    if (!upTo) {
        fail(upTo.error());
        return;
    }
    m_recoveryPoint = std::max(m_recoveryPoint, *upTo);
    m_lastFlush = m_lastTime;
}

void PartitionLog::prepareToClose() {
    if (m_flusher->stop())
        for (const auto& segment : m_segments) segment->dirt() = {.log = true, .indexes = true};
    m_epochVersionDurable = 0;  // What a job under way wrote is not waited for.
    m_doomed.leave();
    m_cleaning = nullptr;
    m_swap = nullptr;  // What has a swap name gets its own when the log is opened.
    m_cancelled.reset();
}

Result<void> PartitionLog::close() {
    if (m_closed) return {};
    RETURN_IF_ERROR(checkUsable("closing"));
    prepareToClose();
    if (!m_segments.empty()) {
        if (m_segments.back()->size() > 0) RETURN_IF_ERROR(m_segments.back()->noteMaxTimestamp());
        RETURN_IF_ERROR(takeSnapshot(m_end));
    }
    m_closed = true;
    ASSIGN_OR_RETURN(const FlushPlan plan, planFlush(FlushScope::kAll));
    for (const auto& file : plan.files) RETURN_IF_ERROR(file->syncNow());
    RETURN_IF_ERROR(writeEpochCheckpoint(m_files, epochFile(), m_epochs.entries()));
    RETURN_IF_ERROR(m_files.syncFolderNow(m_folder));
    m_recoveryPoint = m_end;
    for (const auto& segment : m_segments) segment->release();
    return {};
}

Result<std::string> PartitionLog::markDeleted(const Uuid& unique) {
    m_flusher->stop();
    const std::string renamed = world::joinPath(
        world::parentPath(m_folder), partitionFolderName(m_partition, FolderPurpose::kDelete, unique));
    RETURN_IF_ERROR(m_files.rename(m_folder, renamed));
    m_folder = renamed;
    m_closed = true;
    m_doomed.leave();
    m_cleaning = nullptr;
    m_swap = nullptr;
    m_cancelled.reset();
    for (const auto& segment : m_segments) segment->relocate(m_folder);
    return renamed;
}

world::Call removeFolder(world::Files& files, world::Work& work, std::string folder,
                         world::Completion<Result<void>> done) {
    return work.run<Result<void>>(
        [&files, folder = std::move(folder)]() -> Result<void> {
            // Else a loss of power could bring half a folder back under its old name.
            RETURN_IF_ERROR(files.syncFolderNow(world::parentPath(folder)));
            return files.removeAll(folder);
        },
        std::move(done));
}

}  // namespace broker::log
