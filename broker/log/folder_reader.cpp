#include "broker/log/folder_reader.h"

#include <algorithm>
#include <utility>

#include "broker/base/byte_reader.h"
#include "broker/log/batch_scanner.h"
#include "broker/log/checkpoint.h"
#include "broker/log/data_folder.h"
#include "broker/log/file_names.h"
#include "broker/log/folder_search.h"
#include "broker/wire/record_reader.h"

namespace broker::log {
namespace {

template <class T>
const T* byBase(const std::vector<std::pair<Offset, T>>& all, Offset base) {
    for (const auto& [offset, value] : all)
        if (offset == base) return &value;
    return nullptr;
}

/// Entries [first, first + most) of an index file as bytes; fewer where it ends.
Result<Bytes> readEntries(const world::Files& files, const std::string& path, std::size_t entrySize,
                          std::uint64_t first, std::size_t most) {
    constexpr std::size_t kMost = std::size_t{1} << 20;
    ASSIGN_OR_RETURN(const auto file, files.open(path, world::OpenMode::kRead));
    ASSIGN_OR_RETURN(const std::uint64_t size, file->size());
    const std::uint64_t count = size / entrySize;
    if (first >= count) return Bytes{};
    Bytes bytes(std::min<std::uint64_t>(count - first, std::min(most, kMost)) * entrySize);
    ASSIGN_OR_RETURN(const std::size_t read, file->readAt(first * entrySize, bytes));
    bytes.resize(read / entrySize * entrySize);
    return bytes;
}

}  // namespace

std::vector<IndexEntry> decodeIndex(ByteView content, Offset segmentBase) {
    std::vector<IndexEntry> entries;
    ByteReader reader(content);
    while (reader.remaining() >= kIndexEntrySize) {
        const std::uint32_t relative = reader.uint32();
        const std::uint32_t position = reader.uint32();
        // An entry never points to the first batch: it comes after the interval's bytes.
        if (position == 0) break;
        entries.push_back({segmentBase + static_cast<std::int64_t>(relative), position});
    }
    return entries;
}

std::vector<TimeIndexEntry> decodeTimeIndex(ByteView content, Offset segmentBase) {
    std::vector<TimeIndexEntry> entries;
    ByteReader reader(content);
    while (reader.remaining() >= kTimeIndexEntrySize) {
        const Timestamp timestamp(reader.int64());
        const std::uint32_t relative = reader.uint32();
        if (timestamp == Timestamp(0) && relative == 0) break;
        entries.push_back({timestamp, segmentBase + static_cast<std::int64_t>(relative)});
    }
    return entries;
}

FolderReader::FolderReader(const world::Files& files, std::string folder)
    : m_files(files)
    , m_folder(std::move(folder)) {}

Result<std::vector<FolderFile>> FolderReader::listFiles() const {
    ASSIGN_OR_RETURN(const auto entries, m_files.list(m_folder));
    std::vector<FolderFile> listed;
    for (const world::FolderEntry& entry : entries)
        if (!entry.isFolder) listed.push_back({entry.name, entry.size});
    return listed;
}

Result<std::vector<SegmentInfo>> FolderReader::segments() const {
    ASSIGN_OR_RETURN(const auto entries, m_files.list(m_folder));
    std::vector<SegmentInfo> found;
    std::vector<std::pair<Offset, std::uint64_t>> indexes;
    std::vector<std::pair<Offset, std::uint64_t>> timeIndexes;
    for (const world::FolderEntry& entry : entries) {
        if (entry.isFolder) continue;
        if (const auto log = parseOffsetFileName(entry.name, kLogSuffix))
            found.push_back({.baseOffset = *log, .bytes = entry.size});
        else if (const auto index = parseOffsetFileName(entry.name, kIndexSuffix))
            indexes.emplace_back(*index, entry.size);
        else if (const auto timeIndex = parseOffsetFileName(entry.name, kTimeIndexSuffix))
            timeIndexes.emplace_back(*timeIndex, entry.size);
    }
    std::sort(found.begin(), found.end(),
              [](const SegmentInfo& a, const SegmentInfo& b) { return a.baseOffset < b.baseOffset; });
    for (SegmentInfo& segment : found) {
        if (const std::uint64_t* size = byBase(indexes, segment.baseOffset)) {
            segment.hasIndex = true;
            segment.indexEntries = *size / kIndexEntrySize;
        }
        if (const std::uint64_t* size = byBase(timeIndexes, segment.baseOffset)) {
            segment.hasTimeIndex = true;
            segment.timeIndexEntries = *size / kTimeIndexEntrySize;
        }
    }
    return found;
}

Result<BatchList> FolderReader::batches(const BatchRange& range) const {
    const std::string path = world::joinPath(m_folder, offsetFileName(range.segment, kLogSuffix));
    ASSIGN_OR_RETURN(const auto file, m_files.open(path, world::OpenMode::kRead));
    ASSIGN_OR_RETURN(const std::uint64_t size, file->size());
    BatchList list;
    BatchScanner scanner(*file, {.begin = range.position, .end = size, .leastOffset = range.segment});
    while (list.batches.size() < range.maxBatches) {
        ASSIGN_OR_RETURN(const auto batch, scanner.next());
        if (!batch) break;
        BatchInfo info{.header = batch->header, .position = batch->position};
        if (range.checkCrc) {
            BatchScanner check(*file, {.begin = batch->position,
                                       .end = batch->endPosition(),
                                       .leastOffset = range.segment,
                                       .checkCrc = true});
            ASSIGN_OR_RETURN(const auto checked, check.next());
            info.crcIsRight = checked.has_value();
        }
        list.batches.push_back(info);
    }
    list.nextPosition = scanner.position();
    if (!scanner.problem().empty()) {
        list.tailBytes = size - scanner.position();
        list.tailReason = scanner.problem();
    }
    return list;
}

namespace {

/// Uncompresses a batch's records into one run of bytes, for a window that shows them.
Result<void> uncompress(const wire::BatchView& batch, const FolderReader::RecordRange& range,
                        RecordList& list) {
    ASSIGN_OR_RETURN(auto reader, wire::RecordReader::open(batch, {.outputCap = range.maxBytes}));
    wire::RecordView record;
    while (static_cast<std::size_t>(reader.count()) < range.maxRecords) {
        auto more = reader.next(record);
        if (!more) {
            list.problem = more.error().detail;
            break;
        }
        if (!*more) break;
        list.records.insert(list.records.end(), record.bytes.begin(), record.bytes.end());
    }
    list.truncated = list.problem.empty() && reader.count() < batch.header.recordCount;
    return {};
}

}  // namespace

Result<std::unique_ptr<const RecordList>> FolderReader::records(const RecordRange& range) const {
    const std::string path = world::joinPath(m_folder, offsetFileName(range.segment, kLogSuffix));
    ASSIGN_OR_RETURN(const auto file, m_files.open(path, world::OpenMode::kRead));
    ASSIGN_OR_RETURN(const std::uint64_t size, file->size());
    BatchScanner scanner(*file, {.begin = range.position, .end = size, .leastOffset = range.segment});
    ASSIGN_OR_RETURN(const auto batch, scanner.next());
    if (!batch)
        return failure(ErrorCode::kCorruptMessage, "reading {} at {}: {}", path, range.position,
                       scanner.problem().empty() ? "the file ends before" : scanner.problem());
    auto list = std::make_unique<RecordList>();
    list->header = batch->header;
    ASSIGN_OR_RETURN(list->batch, readBatch(*file, *batch, range.maxBytes));
    const wire::BatchView view{batch->header, list->batch};
    const bool isPlain = batch->header.codec() == wire::Codec::kNone;
    if (!isPlain) RETURN_IF_ERROR(uncompress(view, range, *list));
    ByteView rest = isPlain ? view.records() : ByteView(list->records);
    const std::size_t whole = rest.size();
    const auto announced = static_cast<std::size_t>(batch->header.recordCount);
    while (!rest.empty() && list->infos.size() < std::min(range.maxRecords, announced)) {
        RecordInfo info;
        const auto taken = wire::parseRecord(rest, info.view);
        if (!taken) {
            list->problem = taken.error().detail;
            break;
        }
        info.offset = batch->header.baseOffset + info.view.offsetDelta;
        info.timestamp = batch->header.timestampOf(info.view.timestampDelta);
        info.position = whole - rest.size();
        rest = rest.subspan(*taken);
        list->infos.push_back(std::move(info));
    }
    list->truncated = list->problem.empty() && list->infos.size() < announced;
    return std::unique_ptr<const RecordList>(std::move(list));
}

Result<std::vector<IndexEntry>> FolderReader::indexEntries(const EntryRange& range) const {
    const std::string path = world::joinPath(m_folder, offsetFileName(range.segment, kIndexSuffix));
    ASSIGN_OR_RETURN(const Bytes content,
                     readEntries(m_files, path, kIndexEntrySize, range.first, range.maxEntries));
    return decodeIndex(content, range.segment);
}

Result<std::vector<TimeIndexEntry>> FolderReader::timeIndexEntries(const EntryRange& range) const {
    const std::string path = world::joinPath(m_folder, offsetFileName(range.segment, kTimeIndexSuffix));
    ASSIGN_OR_RETURN(const Bytes content,
                     readEntries(m_files, path, kTimeIndexEntrySize, range.first, range.maxEntries));
    return decodeTimeIndex(content, range.segment);
}

Result<std::vector<EpochEntry>> FolderReader::epochs() const {
    const std::string path = world::joinPath(m_folder, kLeaderEpochCheckpoint);
    if (!m_files.exists(path)) return std::vector<EpochEntry>{};
    return readEpochCheckpoint(m_files, path);
}

Result<std::vector<ProducerEntry>> FolderReader::producerSnapshot(const std::string& name) const {
    if (!parseOffsetFileName(name, kSnapshotSuffix))
        return failure(ErrorCode::kInvalidArgument, "{} is not the name of a producer snapshot", name);
    ASSIGN_OR_RETURN(const Bytes content,
                     world::readWhole(m_files, world::joinPath(m_folder, name), kMaxSnapshotBytes));
    return decodeProducerSnapshot(content);
}

Result<Uuid> FolderReader::topicId() const { return readPartitionMetadata(m_files, m_folder); }

Result<OffsetSearch> FolderReader::find(Offset wanted) const {
    ASSIGN_OR_RETURN(const auto all, segments());
    return findOffset(m_files, m_folder, all, wanted);
}

}  // namespace broker::log
