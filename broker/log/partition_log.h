#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/base/uuid.h"
#include "broker/log/clean_report.h"
#include "broker/log/doomed_files.h"
#include "broker/log/epoch_cache.h"
#include "broker/log/log_config.h"
#include "broker/log/log_flusher.h"
#include "broker/log/offset_map.h"
#include "broker/log/producer_state.h"
#include "broker/log/recovery_report.h"
#include "broker/wire/record_batch_validation.h"
#include "broker/world/files.h"
#include "broker/world/pending.h"
#include "broker/world/work.h"

namespace broker::log {

class Segment;
struct CleanPlan;
struct CleanedGroup;
struct ScannedBatch;

/// Opening a log.
struct OpenOptions {
    std::string folder;  ///< "…/topic-0", made if absent
    TopicPartition partition;
    /// Written to `partition.metadata` if there is none; INCONSISTENT_TOPIC_ID if another one is there. Zero:
    /// take what is there.
    Uuid topicId;
    LogConfig config;
    Timestamp now = kNoTimestamp;
    /// A clean-shutdown mark was found: files are believed after a look at their ends.
    bool cleanShutdown = false;
    Offset recoveryPoint{0};  ///< all before it is durable; of the checkpoint, 0 if it is not there
    Offset logStart{0};       ///< of the checkpoint; also where a log without files begins
    Offset cleanedTo{0};      ///< of the checkpoint: before it no key occurs twice
    /// All that is found is synced before the log is open: for an owner who counts on it from the start, as
    /// the page cache may hold what a program wrote before it was killed.
    bool makesDurable = false;
    /// With them what is deleted leaves the disk `file.delete.delay.ms` later, without at once.
    world::Timers* timers = nullptr;
};

/// What a log did to itself, for events.
struct LogNote {
    enum class Kind : std::uint8_t { kRolled, kTruncated, kDeleted, kFailed };
    Kind kind = Kind::kRolled;
    Offset offset{0};         ///< the new segment's base; where the log ends; where it begins; where it stood
    std::uint64_t bytes = 0;  ///< truncated, or deleted
    std::uint32_t segments = 0;  ///< deleted
    std::string reason;
};

struct AppendResult {
    Offset firstOffset{-1};
    Offset lastOffset{-1};
    /// With LogAppendTime what the records got; of a repeat the original's. -1 with CreateTime.
    Timestamp logAppendTime = kNoTimestamp;
    bool duplicate = false;     ///< a repeat: nothing was appended, the offsets are the original's
    std::uint64_t bytes = 0;    ///< appended
    std::uint32_t records = 0;  ///< appended, by the batches' own counts
    std::uint32_t batches = 0;
};

/// Whole batches of one segment.
struct FetchSlice {
    world::FileSlice slice;  ///< length 0, file null: nothing below the bound
    Offset firstOffset{-1};  ///< base offset of the first batch, at most what was asked for or at a gap
    Offset nextOffset{-1};   ///< the first offset after the last batch; what was asked for if empty
    std::uint32_t bytesLookedAt = 0;  ///< of index and headers, to find the place

    bool empty() const { return slice.length == 0; }
};

struct ReadOptions {
    std::uint64_t maxBytes = 0;
    /// Exclusive; only batches that end before it are read. The log's end if it lies beyond.
    Offset upperBound{0};
    /// A first batch larger than `maxBytes` is read all the same, so that a reader gets on (KIP-74).
    bool minOneBatch = true;
};

/// What retention asks for.
struct RetentionPlan {
    Offset start{0};     ///< where the log is to begin
    bool rolls = false;  ///< the active segment goes too, so another one is begun first
    std::string reason;  ///< empty: nothing goes
};

/// What compaction would work on.
struct Cleanability {
    Offset firstDirty{0};
    Offset firstUncleanable{0};
    std::uint64_t cleanBytes = 0;
    std::uint64_t dirtyBytes = 0;
    bool isOverdue = false;  ///< a dirty record is older than max.compaction.lag.ms

    double ratio() const {
        const auto total = static_cast<double>(cleanBytes + dirtyBytes);
        return dirtyBytes == 0 ? 0 : static_cast<double>(dirtyBytes) / total;
    }
};

struct CleanOptions {
    Offset highWatermark{0};
    Timestamp now = kNoTimestamp;
    std::size_t mapBytes = 0;  ///< log.cleaner.dedupe.buffer.size
    KeySecret secret;          ///< drawn for this round
};

/// Answer to ListOffsets.
struct OffsetAtTime {
    Offset offset{-1};
    Timestamp timestamp = kNoTimestamp;
    LeaderEpoch epoch = kNoLeaderEpoch;
};

/// A partition's log on disk: segments of whole batches, sparse indexes, leader epochs, producers; Kafka's
/// names and bytes (see README.md).
///
/// Lives on its broker's loop; no locks. Appends, reads and truncations are quick and go through the page
/// cache; only `flush` makes anything durable, and only `open` and `close` block. Its destructor does nothing
/// to the files: destroying it is what a crash leaves.
///
/// Invariants: logStart ≤ end; offsets grow; nothing is acknowledged by a failed append: it leaves the log
/// as it was, or, if even that can't be done, failed: then every append and truncation gives
/// KAFKA_STORAGE_ERROR and `failure()` says why.
class PartitionLog : private FlushSource {
public:
    /// Blocks: recovers. Call from a Work job or at start-up; the log may then be used on the loop whose
    /// `files` and `work` these are. A hostile folder gives a log or an error, never a crash.
    static Result<std::unique_ptr<PartitionLog>> open(world::Files& files, world::Work& work,
                                                      const OpenOptions& options);
    ~PartitionLog() override;
    PartitionLog(const PartitionLog&) = delete;
    PartitionLog& operator=(const PartitionLog&) = delete;

    const TopicPartition& partition() const { return m_partition; }
    const std::string& folder() const { return m_folder; }
    const Uuid& topicId() const { return m_topicId; }
    const LogConfig& config() const { return m_config; }
    void configure(const LogConfig& config) { m_config = config; }
    const RecoveryReport& recovery() const { return m_recovery; }
    const std::optional<Error>& failure() const { return m_failure; }
    /// What happened since the last call.
    std::vector<LogNote> takeNotes();

    Offset start() const { return m_start; }
    Offset end() const { return m_end; }
    /// Everything before it is durable.
    Offset recoveryPoint() const { return m_recoveryPoint; }
    std::uint64_t sizeBytes() const;
    std::uint32_t segmentCount() const;
    /// Base offset of the segment that is appended to; the log's end if there is none yet.
    Offset activeBase() const;

    struct ProduceContext {
        LeaderEpoch leaderEpoch;
        Timestamp now;
        std::int16_t produceVersion = 9;
    };
    /// A client's batch, the `records` of a Produce request: validated as the log's config says, its offset
    /// and epoch (and time, where the log sets it) patched in place. Codes: those of
    /// wire::validateProducedBatch and ProducerStates::check, RECORD_LIST_TOO_LARGE, a disk's.
    std::expected<AppendResult, wire::ProduceRejection> appendProduced(MutableByteView batch,
                                                                       const ProduceContext& context);
    /// The two halves of `appendProduced`, for a batch that is validated elsewhere meanwhile: what the log
    /// demands of it, and the append of one that wire::validateProducedBatch has let pass. `produced` is of
    /// these very bytes, which nobody has changed since.
    wire::ProduceRules produceRules(const ProduceContext& context) const;
    std::expected<AppendResult, wire::ProduceRejection> appendValidated(MutableByteView batch,
                                                                        const wire::ProducedBatch& produced,
                                                                        const ProduceContext& context);

    struct LeaderContext {
        LeaderEpoch leaderEpoch;
        Timestamp now;
    };
    /// Our own batches, one or several, control batches too: coordinators, transaction markers, the metadata
    /// quorum. Not validated beyond their form; offsets and epoch are patched in place.
    Result<AppendResult> appendAsLeader(MutableByteView batches, const LeaderContext& context);

    struct FollowerContext {
        LeaderEpoch leaderEpoch;  ///< batches of a later epoch are left out, and all after them
        Timestamp now;
    };
    /// A leader's batches as they are. Half a batch at the end is left out. CORRUPT_MESSAGE: a CRC is wrong;
    /// OFFSET_OUT_OF_RANGE: they begin before the log's end or don't grow; INVALID_REQUEST: an epoch falls.
    /// An error may leave the batches before the bad one appended: look at `end()`.
    Result<AppendResult> appendAsFollower(ByteView batches, const FollowerContext& context);

    /// Batches from the one that holds `offset` (or, at a gap, the next) on. OFFSET_OUT_OF_RANGE: before the
    /// start or after the end. At the end or from the bound on: an empty slice.
    Result<FetchSlice> read(Offset offset, const ReadOptions& options) const;

    /// The first record at or after `logStart` with a timestamp of at least `timestamp`, below `bound`.
    /// Reads and perhaps decompresses one batch. Nothing if there is none.
    Result<std::optional<OffsetAtTime>> offsetForTimestamp(Timestamp timestamp, Offset bound) const;
    /// The first record among those with the greatest timestamp (KIP-734), below no bound.
    Result<std::optional<OffsetAtTime>> offsetOfMaxTimestamp() const;

    const EpochCache& epochs() const { return m_epochs; }
    EpochEnd endOffsetForEpoch(LeaderEpoch epoch) const { return m_epochs.endOffsetFor(epoch, m_end); }
    /// A leader's epoch begins at the log's end, before it wrote anything.
    void assignEpoch(LeaderEpoch epoch);

    const ProducerStates& producers() const { return m_producers; }
    /// To be called now and then: forgets producers idle for the config's time.
    void expireProducers(Timestamp now);

    /// Removes everything from `offset` on; nothing if it lies at or after the end. Before it appends on, the
    /// owner flushes - else a loss of power may bring back what was cut off between what came after it - and
    /// writes the recovery-point checkpoint anew if `recoveryPoint()` fell.
    Result<void> truncateTo(Offset offset);
    /// Removes everything; the log begins and ends at `newStart`.
    Result<void> truncateFullyTo(Offset newStart);
    /// Offsets before `start` are gone for readers; segments wholly before it are removed. An offset beyond
    /// the end gives OFFSET_OUT_OF_RANGE, one before the start changes nothing. The owner keeps the
    /// log-start checkpoint.
    Result<void> advanceStart(Offset start, const std::string& reason = {});
    /// Ends the active segment if it holds anything.
    Result<void> roll(Timestamp now);
    /// Rolls if the active segment has come of age (`segment.ms`) although nothing is appended.
    Result<void> maybeRoll(Timestamp now);
    /// The start that retention asks for, at most `highWatermark`: segments older than `retention.ms` by
    /// their greatest timestamp, and the oldest while more than `retention.bytes` would stay. As in Apache
    /// Kafka the active segment is no exception, but it ends first. A pure question.
    RetentionPlan retention(Timestamp now, Offset highWatermark) const;
    /// Does what retention asks for. Whether the log begins elsewhere now.
    Result<bool> retain(Timestamp now, Offset highWatermark);

    /// What compaction would find, at most up to the high watermark, the last stable offset, what is durable
    /// and the active segment; of segments younger than min.compaction.lag.ms nothing.
    Cleanability cleanability(Offset highWatermark, Timestamp now) const;
    /// Compacts what `cleanability` says, as Work, one group of segments after another; reads go on, slices
    /// of replaced segments stay valid. What takes their place gets its name only when it is durable, so that
    /// a crash leaves either (see README.md). Calls back once, later, if the log is not closed before: with
    /// an error nothing is lost and the log stays as it is; OPERATION_NOT_ATTEMPTED: it was truncated
    /// meanwhile. Not to be called while `isCleaning`.
    void clean(const CleanOptions& options, world::Completion<Result<CleanReport>> done);
    bool isCleaning() const { return m_cleaning != nullptr || m_swap != nullptr; }
    /// Before it no key occurs twice; the owner keeps the checkpoint.
    Offset cleanedTo() const { return m_cleanedTo; }

    /// Completes with the recovery point when all that was appended before this call is durable, or with the
    /// error after which the log has failed. Waiters share one sync.
    [[nodiscard]] world::Call flush(world::Completion<Result<Offset>> done);
    /// Whether `flush.messages` or `flush.ms` asks for a flush.
    bool isFlushDue(Timestamp now) const;

    /// Gives up what runs beside the log, whose waiters are not called any more. To be called on the log's
    /// loop before `close` is left to a Work job.
    void prepareToClose();
    /// Blocks: writes last index entries and a producer snapshot and makes all durable. The log only reads
    /// afterwards. A failed log gives its failure.
    Result<void> close();
    /// Renames the folder to "…-delete"; reads go on, appends fail. The answer is for `removeFolder`.
    Result<std::string> markDeleted(const Uuid& unique);

private:
    friend class LogOpener;
    using Segments = std::vector<std::unique_ptr<Segment>>;

    PartitionLog(world::Files& files, world::Work& work, const OpenOptions& options);

    Result<FlushPlan> planFlush(FlushScope scope) override;
    void onFlushed(const Result<Offset>& upTo) override;

    Result<void> checkUsable(const char* act) const;
    Result<void> checkOwn(const wire::BatchView& batch) const;
    Result<ByteView> acceptable(ByteView batches, LeaderEpoch newest) const;
    Result<AppendResult> appendPrepared(ByteView batches, Timestamp now);
    Result<void> write(ByteView run, AppendResult& result);
    std::string rollReason(const wire::BatchHeader& batch, std::uint64_t pendingBytes, Timestamp now) const;
    Offset baseFor(const wire::BatchHeader& batch) const;
    Result<void> addSegment(Offset base, Timestamp now, const std::string& reason);
    Error fail(const Error& error);

    /// Of the segment with the greatest base not after the offset; 0 if there is none.
    std::size_t segmentFor(Offset offset) const;
    Segment& touched(std::size_t index) const;
    Result<std::optional<OffsetAtTime>> recordIn(const Segment& segment, const ScannedBatch& batch,
                                                 Timestamp least, Offset from) const;

    Result<void> cutTo(Offset offset);
    Result<void> removeLastSegment();
    void removeFiles(std::vector<std::string> paths);
    Result<void> afterTruncation(std::uint64_t sizeBefore, const std::string& reason);
    // log_cleaning.cpp
    struct Cleaning;
    struct Swap;
    CleanPlan planCleaning(const CleanOptions& options) const;
    std::optional<std::size_t> placeOf(const CleanedGroup& group) const;
    void stepCleaning();
    void onGroupCleaned();
    void replaceGroup();
    void finishSwap(const Result<void>& synced);
    Result<void> discardGroup();
    void endCleaning(Result<CleanReport> result);
    void cancelCleaning();
    void removeCleanedFiles();

    void onEpochsChanged();
    std::string epochFile() const;
    Result<void> takeSnapshot(Offset offset);
    /// Those of [first, last].
    Result<void> removeSnapshots(Offset first, Offset last);

    // Producers and epochs out of what lies on disk; see log_replay.cpp.
    void replay(const wire::BatchHeader& header, std::optional<std::int32_t> markerEpoch);
    Result<Offset> loadSnapshot();
    Result<void> recallBatches(Offset before);
    Result<void> recallFrom(const Segment& segment, std::uint64_t begin, std::uint64_t end);
    Result<void> replayFrom(Offset from, bool takeSnapshots);
    Result<void> rebuildProducers(bool takeSnapshots);
    Result<void> rebuildEpochs();

    world::Files& m_files;
    world::Work& m_work;
    TopicPartition m_partition;
    std::string m_folder;
    Uuid m_topicId;
    LogConfig m_config;
    RecoveryReport m_recovery;
    std::optional<Error> m_failure;
    bool m_opened = false;  ///< before that it may be on a Work thread and starts nothing
    bool m_closed = false;
    bool m_epochsDisagree = false;  ///< a batch on disk has another epoch than the checkpoint says
    std::vector<LogNote> m_notes;

    Segments m_segments;  ///< ascending; the last one grows
    /// Sealed segments that were read lately, newest last: only these keep files open.
    mutable std::vector<Offset> m_warm;
    Offset m_start{0};
    Offset m_end{0};
    EpochCache m_epochs;
    std::uint64_t m_epochVersion = 1;  ///< grows with every change
    std::uint64_t m_epochVersionDurable = 0;
    ProducerStates m_producers;
    Timestamp m_lastTime = kNoTimestamp;  ///< the latest `now` that anyone told

    Offset m_recoveryPoint{0};
    Timestamp m_lastFlush = kNoTimestamp;
    bool m_folderDirty = false;
    std::vector<std::shared_ptr<world::File>> m_unsyncedSnapshots;
    DoomedFiles m_doomed;
    std::unique_ptr<LogFlusher> m_flusher;

    Offset m_cleanedTo{0};
    std::uint64_t m_cleanings = 0;  ///< so that no two rounds write the same files
    std::unique_ptr<Cleaning> m_cleaning;
    std::unique_ptr<Swap> m_swap;  ///< a new segment still has its swap name
    world::Call m_cancelled;
};

/// Removes a folder that `markDeleted` named, as Work. Never fails for the caller: what stays is removed at
/// the next start.
[[nodiscard]] world::Call removeFolder(world::Files& files, world::Work& work, std::string folder,
                                       world::Completion<Result<void>> done);

}  // namespace broker::log
