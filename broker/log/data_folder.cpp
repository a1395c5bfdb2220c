#include "broker/log/data_folder.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "broker/log/text_lines.h"

namespace broker::log {
namespace {

constexpr std::string_view kMetaProperties = "meta.properties";
constexpr std::string_view kCleanShutdown = ".kafka_cleanshutdown";
constexpr std::string_view kPartitionMetadata = "partition.metadata";
constexpr std::size_t kMaxSmallFile = std::size_t{64} * 1024;
constexpr std::size_t kMaxFolderName = 255;
constexpr std::size_t kHexDigits = 32;

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// The text behind "key<separator>" of the line, if it is that key's.
std::optional<std::string_view> valueOf(std::string_view line, std::string_view key, char separator) {
    const std::size_t split = line.find(separator);
    if (split == std::string_view::npos || trimmed(line.substr(0, split)) != key) return std::nullopt;
    return trimmed(line.substr(split + 1));
}

template <class T>
Result<T> named(Result<T> result, const std::string& path) {
    if (!result) return failure(result.error().code, "reading {}: {}", path, result.error().detail);
    return result;
}

Result<Uuid> parseUuid(std::string_view text) {
    auto id = Uuid::fromText(text);
    if (!id) return failure(ErrorCode::kMalformed, "{}", id.error().detail);
    return id;
}

std::string_view suffixOf(FolderPurpose purpose) {
    switch (purpose) {
        case FolderPurpose::kDelete:
            return "-delete";
        case FolderPurpose::kFuture:
            return "-future";
        case FolderPurpose::kStray:
            return "-stray";
        case FolderPurpose::kCurrent:
            break;
    }
    return "";
}

std::string hexOf(const Uuid& id) {
    std::string text;
    for (const std::uint8_t byte : id.bytes) text += fmt::format("{:02x}", byte);
    return text;
}

bool isTopicName(std::string_view name) {
    constexpr std::size_t kMaxTopicName = 249;
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    return !name.empty() && name.size() <= kMaxTopicName && name != "." && name != ".." &&
           name.find_first_not_of(kAllowed) == std::string_view::npos;
}

std::optional<TopicPartition> parsePartition(std::string_view name) {
    const std::size_t dash = name.rfind('-');
    if (dash == std::string_view::npos || !isTopicName(name.substr(0, dash))) return std::nullopt;
    const std::string_view digits = name.substr(dash + 1);
    std::int32_t index = -1;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    if (error != std::errc{} || end != digits.data() + digits.size() || index < 0) return std::nullopt;
    // "-0" and "007" are no names that anybody writes.
    if (fmt::format("{}", index) != digits) return std::nullopt;
    return TopicPartition{std::string(name.substr(0, dash)), PartitionIndex(index)};
}

}  // namespace

Bytes encodeMetaProperties(const MetaProperties& properties) {
    const std::string text = fmt::format("#\nversion=1\ncluster.id={}\nnode.id={}\ndirectory.id={}\n",
                                         properties.clusterId, properties.nodeId, properties.directoryId);
    return toBytes(asBytes(text));
}

Result<MetaProperties> decodeMetaProperties(ByteView text) {
    MetaProperties properties;
    std::optional<std::int64_t> version;
    std::optional<std::int64_t> nodeId;
    TextLines lines(asText(text));
    while (const auto line = lines.next()) {
        if (line->starts_with('#') || line->starts_with('!')) continue;
        if (const auto value = valueOf(*line, "version", '=')) {
            ASSIGN_OR_RETURN(version, lines.number(*value));
        } else if (const auto node = valueOf(*line, "node.id", '=')) {
            ASSIGN_OR_RETURN(nodeId, lines.number(*node));
        } else if (const auto cluster = valueOf(*line, "cluster.id", '=')) {
            properties.clusterId = std::string(*cluster);
        } else if (const auto directory = valueOf(*line, "directory.id", '=')) {
            ASSIGN_OR_RETURN(properties.directoryId, parseUuid(*directory));
        }
    }
    if (version != 1) return failure(ErrorCode::kMalformed, "meta.properties are not of version 1");
    if (properties.clusterId.empty()) return failure(ErrorCode::kMalformed, "cluster.id is missing");
    if (!nodeId || *nodeId < 0 || *nodeId > std::numeric_limits<std::int32_t>::max())
        return failure(ErrorCode::kMalformed, "node.id is missing or out of range");
    if (properties.directoryId.isZero()) return failure(ErrorCode::kMalformed, "directory.id is missing");
    properties.nodeId = BrokerId(static_cast<std::int32_t>(*nodeId));
    return properties;
}

Result<MetaProperties> readMetaProperties(const world::Files& files, const std::string& dataFolder) {
    const std::string path = world::joinPath(dataFolder, kMetaProperties);
    ASSIGN_OR_RETURN(const Bytes text, world::readWhole(files, path, kMaxSmallFile));
    return named(decodeMetaProperties(text), path);
}

Result<void> writeMetaProperties(world::Files& files, const std::string& dataFolder,
                                 const MetaProperties& properties) {
    return world::replaceWhole(files, world::joinPath(dataFolder, kMetaProperties),
                               encodeMetaProperties(properties));
}

Result<std::optional<CleanShutdownMark>> takeCleanShutdownMark(world::Files& files,
                                                               const std::string& dataFolder) {
    const std::string path = world::joinPath(dataFolder, kCleanShutdown);
    if (!files.exists(path)) return std::nullopt;
    CleanShutdownMark mark;
    if (const auto content = world::readWhole(files, path, kMaxSmallFile)) {
        constexpr std::string_view kKey = "\"brokerEpoch\"";
        std::string_view text = asText(*content);
        const std::size_t key = text.find(kKey);
        if (key != std::string_view::npos) {
            text.remove_prefix(key + kKey.size());
            text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n:"), text.size()));
            std::int64_t epoch = -1;
            const auto parsed = std::from_chars(text.data(), text.data() + text.size(), epoch);
            if (parsed.ec == std::errc{}) mark.brokerEpoch = BrokerEpoch(epoch);
        }
    }
    RETURN_IF_ERROR(files.remove(path));
    RETURN_IF_ERROR(files.syncFolderNow(dataFolder));
    return mark;
}

Result<void> writeCleanShutdownMark(world::Files& files, const std::string& dataFolder,
                                    const CleanShutdownMark& mark) {
    const std::string text = fmt::format("{{\"version\":0,\"brokerEpoch\":{}}}", mark.brokerEpoch);
    return world::replaceWhole(files, world::joinPath(dataFolder, kCleanShutdown), asBytes(text));
}

Bytes encodePartitionMetadata(const Uuid& topicId) {
    return toBytes(asBytes(fmt::format("version: 0\ntopic_id: {}", topicId)));
}

Result<Uuid> decodePartitionMetadata(ByteView text) {
    TextLines lines(asText(text));
    const auto version = lines.next();
    const auto topic = lines.next();
    if (!version || valueOf(*version, "version", ':') != "0")
        return failure(ErrorCode::kMalformed, "partition.metadata is not of version 0");
    const auto id = topic ? valueOf(*topic, "topic_id", ':') : std::nullopt;
    if (!id) return failure(ErrorCode::kMalformed, "partition.metadata has no topic_id");
    ASSIGN_OR_RETURN(const Uuid topicId, parseUuid(*id));
    if (topicId.isZero()) return failure(ErrorCode::kMalformed, "partition.metadata has a zero topic_id");
    return topicId;
}

Result<Uuid> readPartitionMetadata(const world::Files& files, const std::string& partitionFolder) {
    const std::string path = world::joinPath(partitionFolder, kPartitionMetadata);
    ASSIGN_OR_RETURN(const Bytes text, world::readWhole(files, path, kMaxSmallFile));
    return named(decodePartitionMetadata(text), path);
}

Result<void> writePartitionMetadata(world::Files& files, const std::string& partitionFolder,
                                    const Uuid& topicId) {
    return world::replaceWhole(files, world::joinPath(partitionFolder, kPartitionMetadata),
                               encodePartitionMetadata(topicId));
}

std::string partitionFolderName(const TopicPartition& partition) { return fmt::format("{}", partition); }

std::string partitionFolderName(const TopicPartition& partition, FolderPurpose purpose, const Uuid& unique) {
    if (purpose == FolderPurpose::kCurrent) return partitionFolderName(partition);
    const std::string suffix = fmt::format("-{}.{}{}", partition.partition, hexOf(unique), suffixOf(purpose));
    return partition.topic.substr(0, kMaxFolderName - suffix.size()) + suffix;
}

std::optional<PartitionFolderName> parsePartitionFolderName(std::string_view name) {
    PartitionFolderName parsed;
    for (const FolderPurpose purpose :
         {FolderPurpose::kDelete, FolderPurpose::kFuture, FolderPurpose::kStray}) {
        const std::size_t tail = 1 + kHexDigits + suffixOf(purpose).size();
        if (!name.ends_with(suffixOf(purpose)) || name.size() <= tail) continue;
        const std::size_t dot = name.size() - tail;
        const std::string_view hex = name.substr(dot + 1, kHexDigits);
        if (name[dot] != '.' || hex.find_first_not_of("0123456789abcdef") != std::string_view::npos) continue;
        parsed.purpose = purpose;
        name = name.substr(0, dot);
        break;
    }
    const auto partition = parsePartition(name);
    if (!partition) return std::nullopt;
    parsed.partition = *partition;
    return parsed;
}

}  // namespace broker::log
