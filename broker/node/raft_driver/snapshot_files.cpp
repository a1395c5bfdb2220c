#include "broker/node/raft_driver/snapshot_files.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "broker/metadata/snapshot_records.h"
#include "broker/wire/message.h"
#include "broker/wire/messages/control_records.h"
#include "broker/wire/record_batch_builder.h"
#include "broker/wire/record_control.h"
#include "broker/wire/record_reader.h"

namespace broker::node {
namespace {

constexpr std::string_view kSuffix = ".checkpoint";
constexpr std::string_view kUnfinishedSuffix = ".checkpoint.part";
constexpr std::size_t kOffsetDigits = 20;
constexpr std::size_t kEpochDigits = 10;
/// A snapshot is held in memory whole while it is read.
constexpr std::size_t kMaxSnapshot = std::size_t{1} << 30;
constexpr std::size_t kBatchBytes = 512 * 1024;

template <class T>
std::optional<T> parseDigits(std::string_view digits) {
    T value{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || value < 0) return std::nullopt;
    return value;
}

template <class Message>
Bytes controlBatch(const Message& message, wire::ControlRecordType type, wire::ControlBatch batch) {
    ByteWriter value;
    wire::encodeMessage(value, message, 0);
    return wire::buildControlBatch(batch, type, value.view());
}

void append(Bytes& to, const Bytes& batch) { to.insert(to.end(), batch.begin(), batch.end()); }

std::string pathOf(const std::string& folder, const quorum::SnapshotId& id) {
    return world::joinPath(folder, snapshotFileName(id));
}

/// What of a snapshot has been read.
struct Reading {
    std::vector<metadata::Record> records;
    bool hasHeader = false;
    bool hasFooter = false;

    Result<void> take(const wire::BatchView& batch) {
        RETURN_IF_ERROR(wire::checkCrc(batch.bytes));
        ASSIGN_OR_RETURN(wire::RecordReader reader, wire::RecordReader::open(batch));
        wire::RecordView view;
        for (;;) {
            ASSIGN_OR_RETURN(const bool more, reader.next(view));
            if (!more) return {};
            if (hasFooter) return failure(ErrorCode::kMalformed, "a record follows the footer");
            if (batch.header.isControl()) {
                ASSIGN_OR_RETURN(const wire::ControlRecordType type, wire::controlTypeOf(view));
                const bool isHeader = type == wire::ControlRecordType::kSnapshotHeader;
                if (isHeader == hasHeader)
                    return failure(ErrorCode::kMalformed, "a header is missing or comes twice");
                hasHeader = true;
                hasFooter = type == wire::ControlRecordType::kSnapshotFooter;
                continue;
            }
            if (!hasHeader) return failure(ErrorCode::kMalformed, "a record comes before the header");
            ASSIGN_OR_RETURN(metadata::Record record, metadata::decode(view.value.value_or(ByteView{})));
            records.push_back(std::move(record));
        }
    }
};

}  // namespace

std::string snapshotFileName(const quorum::SnapshotId& id) {
    return fmt::format("{:020}-{:010}{}", id.end.value(), id.epoch.value(), kSuffix);
}

std::string unfinishedSnapshotFileName(const quorum::SnapshotId& id) {
    return snapshotFileName(id) + ".part";
}

std::optional<quorum::SnapshotId> parseSnapshotFileName(std::string_view name) {
    if (name.size() != kOffsetDigits + 1 + kEpochDigits + kSuffix.size() || name[kOffsetDigits] != '-' ||
        !name.ends_with(kSuffix))
        return std::nullopt;
    const auto end = parseDigits<std::int64_t>(name.substr(0, kOffsetDigits));
    const auto epoch = parseDigits<std::int32_t>(name.substr(kOffsetDigits + 1, kEpochDigits));
    if (!end || !epoch) return std::nullopt;
    return quorum::SnapshotId{Offset(*end), LeaderEpoch(*epoch)};
}

Result<Bytes> encodeSnapshot(const metadata::MetadataImage& image, Timestamp timestamp) {
    const LeaderEpoch epoch = image.epoch();
    Offset next{0};
    wire::SnapshotHeaderRecord header;
    header.lastContainedLogTimestamp = timestamp;
    Bytes file = controlBatch(header, wire::ControlRecordType::kSnapshotHeader,
                              {.baseOffset = next, .leaderEpoch = epoch, .timestamp = timestamp});
    next = next + 1;
    const std::vector<metadata::Record> records = metadata::recordsOf(image);
    for (std::size_t at = 0; at < records.size();) {
        wire::BatchBuilder builder({.baseOffset = next, .leaderEpoch = epoch});
        while (at < records.size() && builder.uncompressedSize() < kBatchBytes &&
               static_cast<std::size_t>(builder.count()) < metadata::kMaxRecordsPerDecision) {
            const Bytes value = metadata::encode(records[at++]);
            builder.append({.timestamp = timestamp, .value = ByteView(value)});
        }
        next = next + builder.count();
        ASSIGN_OR_RETURN(const Bytes batch, builder.build());
        append(file, batch);
    }
    append(file, controlBatch(wire::SnapshotFooterRecord{}, wire::ControlRecordType::kSnapshotFooter,
                              {.baseOffset = next, .leaderEpoch = epoch, .timestamp = timestamp}));
    return file;
}

Result<metadata::ImagePointer> decodeSnapshot(ByteView file, const quorum::SnapshotId& id) {
    Reading reading;
    wire::BatchCursor cursor(file);
    for (;;) {
        ASSIGN_OR_RETURN(const std::optional<wire::BatchView> batch, cursor.next());
        if (!batch) break;
        RETURN_IF_ERROR(reading.take(*batch));
    }
    if (!reading.hasFooter || !cursor.tail().empty())
        return failure(ErrorCode::kMalformed, "the snapshot {} is not whole", snapshotFileName(id));
    return metadata::MetadataImage::empty()->apply(reading.records, id.end, id.epoch);
}

Result<std::vector<quorum::SnapshotId>> listSnapshots(const world::Files& files, const std::string& folder) {
    ASSIGN_OR_RETURN(const std::vector<world::FolderEntry> entries, files.list(folder));
    std::vector<quorum::SnapshotId> found;
    for (const world::FolderEntry& entry : entries)
        if (const auto id = parseSnapshotFileName(entry.name); id && !entry.isFolder) found.push_back(*id);
    std::sort(found.begin(), found.end());
    return found;
}

Result<void> writeSnapshot(world::Files& files, const std::string& folder,
                           const metadata::MetadataImage& image, Timestamp timestamp) {
    ASSIGN_OR_RETURN(const Bytes content, encodeSnapshot(image, timestamp));
    return world::replaceWhole(files, pathOf(folder, {image.end(), image.epoch()}), content);
}

Result<metadata::ImagePointer> readSnapshot(const world::Files& files, const std::string& folder,
                                            const quorum::SnapshotId& id) {
    ASSIGN_OR_RETURN(const Bytes content, world::readWhole(files, pathOf(folder, id), kMaxSnapshot));
    return decodeSnapshot(content, id);
}

Result<metadata::ImagePointer> finishSnapshot(world::Files& files, const std::string& folder,
                                              const quorum::SnapshotId& id) {
    const std::string unfinished = world::joinPath(folder, unfinishedSnapshotFileName(id));
    ASSIGN_OR_RETURN(const auto file, files.open(unfinished, world::OpenMode::kReadWrite));
    ASSIGN_OR_RETURN(const Bytes content, world::readWhole(files, unfinished, kMaxSnapshot));
    Result<metadata::ImagePointer> image = decodeSnapshot(content, id);
    if (!image) {
        RETURN_IF_ERROR(files.remove(unfinished));
        return image;
    }
    RETURN_IF_ERROR(file->syncNow());
    RETURN_IF_ERROR(files.rename(unfinished, pathOf(folder, id)));
    RETURN_IF_ERROR(files.syncFolderNow(folder));
    return image;
}

void removeSnapshotsBefore(world::Files& files, const std::string& folder, Offset end) {
    const auto found = listSnapshots(files, folder);
    if (!found) return;
    for (const quorum::SnapshotId& id : *found)
        if (id.end < end) (void)files.remove(pathOf(folder, id));
}

void removeUnfinishedSnapshots(world::Files& files, const std::string& folder) {
    const auto entries = files.list(folder);
    if (!entries) return;
    for (const world::FolderEntry& entry : *entries)
        if (entry.name.ends_with(kUnfinishedSuffix)) (void)files.remove(world::joinPath(folder, entry.name));
}

}  // namespace broker::node
