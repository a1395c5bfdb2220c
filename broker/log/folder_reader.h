#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/base/uuid.h"
#include "broker/log/epoch_cache.h"
#include "broker/log/index_entry.h"
#include "broker/log/producer_state.h"
#include "broker/wire/record.h"
#include "broker/wire/record_batch.h"
#include "broker/world/files.h"

namespace broker::log {

/// A file of a partition's folder.
struct FolderFile {
    std::string name;
    std::uint64_t bytes = 0;
};

struct SegmentInfo {
    Offset baseOffset;
    std::uint64_t bytes = 0;
    std::uint64_t indexEntries = 0;  ///< by the size of the file; a live broker of Kafka preallocates it
    std::uint64_t timeIndexEntries = 0;
    bool hasIndex = false;
    bool hasTimeIndex = false;
};

/// A batch as it lies in a segment.
struct BatchInfo {
    wire::BatchHeader header;
    std::uint64_t position = 0;
    bool crcIsRight = false;
};
struct BatchList {
    std::vector<BatchInfo> batches;
    /// Where the walk ended: the next batch's position, for the next page.
    std::uint64_t nextPosition = 0;
    /// Bytes from `nextPosition` on that are no batch, and why; 0 while there is more or all is well. An
    /// unfinished append looks like that.
    std::uint64_t tailBytes = 0;
    std::string tailReason;
};

/// One record of a batch. Everything points into `RecordList::bytes`.
struct RecordInfo {
    Offset offset;
    Timestamp timestamp;
    wire::RecordView view;
    std::uint64_t position = 0;  ///< within the batch's uncompressed records
};
struct RecordList {
    wire::BatchHeader header;
    Bytes batch;    ///< as it lies in the file
    Bytes records;  ///< uncompressed; empty if the batch is plain: views point into `batch` then
    std::vector<RecordInfo> infos;
    bool truncated = false;  ///< more records than `maxRecords`
    std::string problem;     ///< why the records end early; empty if all is well
};

/// How an offset is found, in Kafka's four steps, with what each cost.
struct OffsetSearch {
    Offset wanted;
    /// 1. The segment with the greatest base offset not after the wanted one, by binary search.
    std::vector<Offset> segments;
    std::optional<std::size_t> segment;  ///< index into `segments`; nothing: before the first one
    std::uint32_t segmentLooks = 0;
    /// 2. The greatest index entry not after it, by binary search.
    std::uint64_t indexEntries = 0;
    std::vector<std::uint64_t> indexLooks;  ///< entries looked at, in order
    std::optional<IndexEntry> entry;        ///< nothing: begin at the segment's start
    /// 3. The position to seek.
    std::uint64_t seekPosition = 0;
    /// 4. Headers read from there until the batch that ends at or after it.
    std::vector<BatchInfo> scanned;  ///< the last one is the batch that was looked for, if it was found
    bool found = false;
    bool atGap = false;  ///< found, but the batch begins after the wanted offset
    std::uint64_t indexBytesRead = 0;
    std::uint64_t logBytesRead = 0;
};

/// Reads a partition's folder without touching it: of this cluster's brokers or of Kafka's own, alive or
/// dead, while it is being written or after a crash. An incomplete tail is normal. Blocks on the disk: call
/// it as Work. Keeps nothing open between calls; lists are bounded by what the caller asks for.
class FolderReader {
public:
    FolderReader(const world::Files& files, std::string folder);

    Result<std::vector<FolderFile>> listFiles() const;
    /// Ascending by base offset.
    Result<std::vector<SegmentInfo>> segments() const;

    struct BatchRange {
        Offset segment;              ///< its base offset
        std::uint64_t position = 0;  ///< where a batch begins
        std::size_t maxBatches = 1000;
        bool checkCrc = true;
    };
    Result<BatchList> batches(const BatchRange& range) const;

    struct RecordRange {
        Offset segment;
        std::uint64_t position = 0;  ///< of the batch
        std::size_t maxRecords = 1000;
        std::size_t maxBytes = std::size_t{64} * 1024 * 1024;  ///< of the batch, compressed and not
    };
    /// By pointer because the views point into it.
    Result<std::unique_ptr<const RecordList>> records(const RecordRange& range) const;

    struct EntryRange {
        Offset segment;
        std::uint64_t first = 0;
        std::size_t maxEntries = 10000;
    };
    /// Ends before the unused zeros of a preallocated file.
    Result<std::vector<IndexEntry>> indexEntries(const EntryRange& range) const;
    Result<std::vector<TimeIndexEntry>> timeIndexEntries(const EntryRange& range) const;
    /// Empty if there is no checkpoint.
    Result<std::vector<EpochEntry>> epochs() const;
    Result<std::vector<ProducerEntry>> producerSnapshot(const std::string& name) const;
    Result<Uuid> topicId() const;

    /// OFFSET_OUT_OF_RANGE never: a search that fails says where.
    Result<OffsetSearch> find(Offset wanted) const;

private:
    const world::Files& m_files;
    std::string m_folder;
};

/// Entries of an `.index` file's content that belong to a segment; stops at the unused tail.
std::vector<IndexEntry> decodeIndex(ByteView content, Offset segmentBase);
std::vector<TimeIndexEntry> decodeTimeIndex(ByteView content, Offset segmentBase);

}  // namespace broker::log
