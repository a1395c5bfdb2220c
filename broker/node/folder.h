#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/log/checkpoint.h"
#include "broker/log/data_folder.h"
#include "broker/log/partition_log.h"
#include "broker/world/world.h"

namespace broker::node {

/// What a broker finds in its data folder when it starts.
struct OpenedFolder {
    log::MetaProperties properties;
    bool wasStoppedCleanly = false;
    BrokerEpoch cleanEpoch = kNoBrokerEpoch;  ///< of the uptime that stopped cleanly
    bool isNew = false;
    std::unique_ptr<log::PartitionLog> metadataLog;
    struct Replica {
        TopicPartition name;
        Result<std::unique_ptr<log::PartitionLog>> log;
    };
    std::vector<Replica> replicas;
    // As the checkpoints say.
    log::OffsetCheckpoint highWatermarks;
    log::OffsetCheckpoint recoveryPoints;
    log::OffsetCheckpoint logStarts;
    log::OffsetCheckpoint cleaned;
};

struct FolderOptions {
    std::string folder;
    BrokerId node;
    std::string clusterId;
    Uuid directoryId;  ///< of a folder that is new
    log::LogConfig metadataConfig;
    log::LogConfig replicaConfig;  ///< until the metadata says better
    Timestamp now;
    world::Timers& timers;  ///< of the loop that the logs will live on
};

/// Blocks: recovers every log; for a Work job. The clean-shutdown mark is taken away first. A replica that
/// cannot be opened is an error of its own; an error of the whole is a folder that belongs to somebody else
/// or cannot be used: INCONSISTENT_CLUSTER_ID, kInUse (another broker's), kPermissionDenied, kNoSpace,
/// kInputOutput.
Result<OpenedFolder> openFolder(world::Files& files, world::Work& work, const FolderOptions& options);

inline const TopicPartition kMetadataPartition{"__cluster_metadata", PartitionIndex(0)};

}  // namespace broker::node
