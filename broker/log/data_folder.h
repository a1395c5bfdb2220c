#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/base/uuid.h"
#include "broker/world/files.h"

/// The small files of a broker's data folder (`log.dirs`) and how its partition folders are called. All
/// writers are atomic, durable and blocking: from Work jobs, at start-up and at shutdown only.
namespace broker::log {

/// `meta.properties`: whose folder this is.
struct MetaProperties {
    std::string clusterId;
    BrokerId nodeId = kNoBroker;
    Uuid directoryId;

    friend bool operator==(const MetaProperties&, const MetaProperties&) = default;
};

Bytes encodeMetaProperties(const MetaProperties& properties);
/// Version 1; keys it does not know are passed over. kMalformed: a key is missing or wrong.
Result<MetaProperties> decodeMetaProperties(ByteView text);
/// kNotFound: the folder is not formatted yet.
Result<MetaProperties> readMetaProperties(const world::Files& files, const std::string& dataFolder);
Result<void> writeMetaProperties(world::Files& files, const std::string& dataFolder,
                                 const MetaProperties& properties);

/// `.kafka_cleanshutdown`: every log below was closed. Written last of all, and taken away before anything
/// else is touched, so that it never vouches for what a crash left behind.
struct CleanShutdownMark {
    BrokerEpoch brokerEpoch = kNoBrokerEpoch;
};
/// The mark, already removed durably; nothing if the last stop was not clean. A mark that cannot be read
/// still tells that the stop was clean; its broker epoch is -1 then.
Result<std::optional<CleanShutdownMark>> takeCleanShutdownMark(world::Files& files,
                                                               const std::string& dataFolder);
Result<void> writeCleanShutdownMark(world::Files& files, const std::string& dataFolder,
                                    const CleanShutdownMark& mark);

/// `partition.metadata` in a partition's folder: the topic's id.
Bytes encodePartitionMetadata(const Uuid& topicId);
Result<Uuid> decodePartitionMetadata(ByteView text);
/// kNotFound if there is none.
Result<Uuid> readPartitionMetadata(const world::Files& files, const std::string& partitionFolder);
Result<void> writePartitionMetadata(world::Files& files, const std::string& partitionFolder,
                                    const Uuid& topicId);

/// What a partition's folder is there for.
enum class FolderPurpose : std::uint8_t {
    kCurrent,  ///< "topic-0"
    kDelete,   ///< "topic-0.<32 hex>-delete": to be removed
    kFuture,   ///< "topic-0.<32 hex>-future": a move between folders
    kStray,    ///< "topic-0.<32 hex>-stray": no longer ours by the metadata
};
struct PartitionFolderName {
    TopicPartition partition;
    FolderPurpose purpose = FolderPurpose::kCurrent;
};
/// At most 255 characters: the topic's name is cut where the suffix leaves no room, as Kafka does.
std::string partitionFolderName(const TopicPartition& partition);
std::string partitionFolderName(const TopicPartition& partition, FolderPurpose purpose, const Uuid& unique);
/// Nothing if no partition's folder is called that.
std::optional<PartitionFolderName> parsePartitionFolderName(std::string_view name);

}  // namespace broker::log
