#include "broker/log/checkpoint.h"

#include <limits>
#include <optional>

#include <fmt/format.h>

#include "broker/log/text_lines.h"

namespace broker::log {
namespace {

constexpr std::int64_t kVersion = 0;

/// Checks the first two lines and gives the count of entries, which the rest can hold.
Result<std::size_t> readHead(TextLines& lines, std::size_t leastEntry) {
    const auto version = lines.next();
    if (!version) return failure(ErrorCode::kMalformed, "a checkpoint without a version");
    ASSIGN_OR_RETURN(const std::int64_t number, lines.number(*version));
    if (number != kVersion)
        return failure(ErrorCode::kMalformed, "a checkpoint of unknown version {}", number);
    const auto countLine = lines.next();
    if (!countLine) return failure(ErrorCode::kMalformed, "a checkpoint without a count");
    ASSIGN_OR_RETURN(const std::int64_t count, lines.number(*countLine));
    if (count < 0 || static_cast<std::uint64_t>(count) > lines.remaining() / leastEntry + 1)
        return failure(ErrorCode::kMalformed, "a checkpoint of {} entries with {} bytes for them", count,
                       lines.remaining());
    return static_cast<std::size_t>(count);
}

Result<void> checkEnd(TextLines& lines, std::size_t found, std::size_t announced) {
    if (found != announced)
        return failure(ErrorCode::kMalformed, "a checkpoint of {} entries that announces {}", found,
                       announced);
    while (const auto line = lines.next())
        if (!line->empty())
            return failure(ErrorCode::kMalformed, "line {} of a checkpoint: more entries than announced",
                           lines.lineNumber());
    return {};
}

}  // namespace

Bytes encodeOffsetCheckpoint(const OffsetCheckpoint& offsets) {
    std::string text = fmt::format("{}\n{}\n", kVersion, offsets.size());
    for (const auto& [partition, offset] : offsets)
        text += fmt::format("{} {} {}\n", partition.topic, partition.partition, offset);
    return toBytes(asBytes(text));
}

Result<OffsetCheckpoint> decodeOffsetCheckpoint(ByteView text) {
    TextLines lines(asText(text));
    ASSIGN_OR_RETURN(const std::size_t count, readHead(lines, 6));
    OffsetCheckpoint offsets;
    std::size_t found = 0;
    for (; found < count; ++found) {
        const auto line = lines.next();
        if (!line) break;
        const auto words = lines.split<3>(*line);
        if (!words || (*words)[0].empty())
            return failure(ErrorCode::kMalformed, "line {} of a checkpoint is no topic, partition and offset",
                           lines.lineNumber());
        ASSIGN_OR_RETURN(const std::int64_t partition, lines.number((*words)[1]));
        ASSIGN_OR_RETURN(const std::int64_t offset, lines.number((*words)[2]));
        if (partition < 0 || partition > std::numeric_limits<std::int32_t>::max() || offset < -1)
            return failure(ErrorCode::kMalformed, "line {} of a checkpoint: partition {}, offset {}",
                           lines.lineNumber(), partition, offset);
        offsets.insert_or_assign(
            TopicPartition{std::string((*words)[0]), PartitionIndex(static_cast<std::int32_t>(partition))},
            Offset(offset));
    }
    RETURN_IF_ERROR(checkEnd(lines, found, count));
    return offsets;
}

Result<OffsetCheckpoint> readOffsetCheckpoint(const world::Files& files, const std::string& path) {
    if (!files.exists(path)) return OffsetCheckpoint{};
    ASSIGN_OR_RETURN(const Bytes text, world::readWhole(files, path, kMaxCheckpointBytes));
    auto offsets = decodeOffsetCheckpoint(text);
    if (!offsets) return failure(offsets.error().code, "reading {}: {}", path, offsets.error().detail);
    return offsets;
}

Result<void> writeOffsetCheckpoint(world::Files& files, const std::string& path,
                                   const OffsetCheckpoint& offsets) {
    return world::replaceWhole(files, path, encodeOffsetCheckpoint(offsets));
}

Bytes encodeEpochCheckpoint(const std::vector<EpochEntry>& entries) {
    std::string text = fmt::format("{}\n{}\n", kVersion, entries.size());
    for (const EpochEntry& entry : entries) text += fmt::format("{} {}\n", entry.epoch, entry.startOffset);
    return toBytes(asBytes(text));
}

Result<std::vector<EpochEntry>> decodeEpochCheckpoint(ByteView text) {
    TextLines lines(asText(text));
    ASSIGN_OR_RETURN(const std::size_t count, readHead(lines, 4));
    std::vector<EpochEntry> entries;
    while (entries.size() < count) {
        const auto line = lines.next();
        if (!line) break;
        const auto words = lines.split<2>(*line);
        if (!words)
            return failure(ErrorCode::kMalformed, "line {} of a checkpoint is no epoch and offset",
                           lines.lineNumber());
        ASSIGN_OR_RETURN(const std::int64_t epoch, lines.number((*words)[0]));
        ASSIGN_OR_RETURN(const std::int64_t offset, lines.number((*words)[1]));
        if (epoch < 0 || epoch > std::numeric_limits<std::int32_t>::max() || offset < 0)
            return failure(ErrorCode::kMalformed, "line {} of a checkpoint: epoch {} at {}",
                           lines.lineNumber(), epoch, offset);
        const EpochEntry entry{LeaderEpoch(static_cast<std::int32_t>(epoch)), Offset(offset)};
        if (!entries.empty() &&
            (entry.epoch <= entries.back().epoch || entry.startOffset <= entries.back().startOffset))
            return failure(ErrorCode::kMalformed, "line {} of a checkpoint: epoch {} at {} does not grow",
                           lines.lineNumber(), epoch, offset);
        entries.push_back(entry);
    }
    RETURN_IF_ERROR(checkEnd(lines, entries.size(), count));
    return entries;
}

Result<std::vector<EpochEntry>> readEpochCheckpoint(const world::Files& files, const std::string& path) {
    ASSIGN_OR_RETURN(const Bytes text, world::readWhole(files, path, kMaxCheckpointBytes));
    auto entries = decodeEpochCheckpoint(text);
    if (!entries) return failure(entries.error().code, "reading {}: {}", path, entries.error().detail);
    return entries;
}

Result<void> writeEpochCheckpoint(world::Files& files, const std::string& path,
                                  const std::vector<EpochEntry>& entries) {
    return world::replaceWhole(files, path, encodeEpochCheckpoint(entries));
}

}  // namespace broker::log
