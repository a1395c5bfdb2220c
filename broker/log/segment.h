#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/log/batch_scanner.h"
#include "broker/log/offset_index.h"
#include "broker/log/time_index.h"
#include "broker/world/files.h"

namespace broker::log {

/// A piece of a log: a `.log` file of batches with its two sparse indexes, called by its base offset.
///
/// Life: created or opened; grows while it is the log's last; sealed when the next one is made, after which
/// only truncation and removal change it. A sealed one lets go of its files with `release` and opens them
/// again when it is read.
///
/// Invariants: batches lie one after another from position 0 to `size()`; offsets grow and lie in
/// [base, next); an index entry is (a batch's last offset, its position), never of a batch that is not there.
class Segment {
public:
    /// Makes empty files, whatever was there. `ending` follows their usual names: what compaction writes is
    /// not the log's yet.
    static Result<std::unique_ptr<Segment>> create(world::Files& files, const std::string& folder,
                                                   Offset base, Timestamp now, std::string ending = {});
    /// Opens the `.log` only; `believe` or `rebuild` comes next.
    static Result<std::unique_ptr<Segment>> open(world::Files& files, const std::string& folder, Offset base,
                                                 Timestamp now);

    struct Cut {
        std::uint64_t bytes = 0;
        std::string reason;
    };
    struct Scan {
        std::uint64_t batches = 0;
        std::uint64_t bytes = 0;
        std::optional<Cut> cut;  ///< what is no batch at the end; cut off already
    };
    /// Takes the indexes as they are after a look at their ends, and walks the headers behind the last index
    /// entry; what is no batch there is cut off. kMalformed: an index can't be right; `rebuild` then.
    Result<Scan> believe();
    /// Walks over all batches and makes the indexes anew; the first that is wrong is cut off with all behind
    /// it.
    Result<Scan> rebuild(std::uint32_t indexIntervalBytes, bool checkCrc);

    Offset base() const { return m_base; }
    /// The first offset after the last batch; the base if there is none.
    Offset next() const { return m_next; }
    std::uint64_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    std::uint64_t indexEntries() const { return m_index.count(); }
    std::uint64_t timeIndexEntries() const { return m_timeIndex.count(); }
    /// Of the batch with the greatest one and the last offset of the first such batch.
    const TimeIndexEntry& maxTimestamp() const { return m_max; }
    /// For retention and age: the greatest timestamp or, if no record has one, when the segment was opened.
    Timestamp largestTimestamp() const {
        return m_max.timestamp >= Timestamp(0) ? m_max.timestamp : m_created;
    }
    Timestamp created() const { return m_created; }
    /// The greatest timestamp of the first batch, from which `segment.ms` counts; -1 if there is none.
    Result<Timestamp> firstTimestamp() const;

    /// Whole batches at the end, with one write, and their index entries. `run` fits by `rollReason`. After
    /// an error the segment is as before, or `isBroken`.
    Result<void> append(ByteView run, std::uint32_t indexIntervalBytes);
    /// An append failed and could not be undone: what the files hold is not known.
    bool isBroken() const { return m_broken; }

    struct ReadLimits {
        Offset bound;  ///< batches end before it
        std::uint64_t maxBytes = 0;
        bool minOneBatch = true;
    };
    struct Found {
        std::uint64_t position = 0;
        std::uint64_t length = 0;  ///< 0: the first batch passes a limit
        Offset firstOffset;
        Offset nextOffset;
        std::uint64_t bytesRead = 0;
    };
    /// From the batch that holds `offset`, or the next one. Nothing: the segment holds none.
    Result<std::optional<Found>> read(Offset offset, const ReadLimits& limits) const;
    /// The first batch that ends at or after `offset`.
    Result<std::optional<ScannedBatch>> find(Offset offset, std::uint64_t* bytesRead = nullptr) const;
    /// The first batch with records at or after `timestamp` that ends at or after `start`.
    Result<std::optional<ScannedBatch>> findTimestamp(Timestamp timestamp, Offset start) const;

    /// Removes the batch that holds `offset` and all from there on.
    Result<void> truncateTo(Offset offset);
    /// Notes the greatest timestamp in the time index and lets the files go. The next segment begins at
    /// `next`.
    Result<void> seal(Offset next);
    void release();
    /// Becomes the log's last again, after those behind it went: index entries are kept in memory.
    Result<void> unseal();

    /// What has changed since it was last made durable. Whoever plans a sync clears it.
    struct Dirt {
        bool log = false;
        bool indexes = false;
    };
    Dirt& dirt() { return m_dirt; }

    Result<std::shared_ptr<world::File>> logFile() const;
    /// The three files, to be made durable.
    Result<std::vector<std::shared_ptr<world::File>>> allFiles() const;
    const OffsetIndex& index() const { return m_index; }
    const TimeIndex& timeIndex() const { return m_timeIndex; }
    /// Writes what is known of the greatest timestamp to the time index, as at the end of a segment.
    Result<void> noteMaxTimestamp();

    /// Renames the files to "….deleted" and says their paths; removing them may then take its time.
    Result<std::vector<std::string>> markDeleted();
    /// The folder was renamed.
    void relocate(const std::string& folder);
    /// Gives the names of its files another ending, the log file's last.
    Result<void> rename(const std::string& folder, const std::string& ending);
    /// Removes its files, the log file first.
    Result<void> remove();

private:
    Segment(world::Files& files, const std::string& folder, Offset base, Timestamp now,
            std::string ending = {});
    std::string pathOf(const std::string& folder, std::string_view suffix) const;
    Result<Scan> walkTail(std::uint64_t from, Offset least);
    Result<void> indexRun(ByteView run, std::uint32_t indexIntervalBytes);
    Result<void> noteBatch(const ScannedBatch& batch, std::uint32_t indexIntervalBytes);
    Result<std::uint64_t> endWithin(const ScannedBatch& first, std::uint64_t limit, Found& found) const;
    Result<void> checkIndexes() const;

    world::Files& m_files;
    Offset m_base;
    std::string m_ending;
    std::string m_logPath;
    Timestamp m_created;
    mutable std::shared_ptr<world::File> m_log;
    OffsetIndex m_index;
    TimeIndex m_timeIndex;

    std::uint64_t m_size = 0;
    Offset m_next;
    TimeIndexEntry m_max{kNoTimestamp, Offset(-1)};
    std::uint64_t m_bytesSinceIndexEntry = 0;
    mutable std::optional<Timestamp> m_firstTimestamp;
    bool m_broken = false;
    Dirt m_dirt;
};

}  // namespace broker::log
