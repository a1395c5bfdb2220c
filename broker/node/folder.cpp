#include "broker/node/folder.h"

#include <utility>

namespace broker::node {
namespace {

/// The folder's own name survives a loss of power, and those of the folders above it, which may be as new.
Result<void> keepName(world::Files& files, std::string folder) {
    for (std::string parent = world::parentPath(folder); parent != folder;
         parent = world::parentPath(folder)) {
        const Result<void> synced = files.syncFolderNow(parent);
        // Whoever may not read a folder did not make this one's name in it.
        if (!synced && synced.error().code != ErrorCode::kPermissionDenied) return synced;
        folder = std::move(parent);
    }
    return {};
}

Result<log::MetaProperties> readOrFormat(world::Files& files, const FolderOptions& options, bool& isNew) {
    Result<log::MetaProperties> found = log::readMetaProperties(files, options.folder);
    if (!found && found.error().code != ErrorCode::kNotFound) return found;
    isNew = !found;
    if (isNew) {
        RETURN_IF_ERROR(keepName(files, options.folder));
        const log::MetaProperties fresh{
            .clusterId = options.clusterId, .nodeId = options.node, .directoryId = options.directoryId};
        RETURN_IF_ERROR(log::writeMetaProperties(files, options.folder, fresh));
        return fresh;
    }
    if (found->clusterId != options.clusterId)
        return failure(ErrorCode::kInconsistentClusterId, "{} belongs to cluster {}, not to {}",
                       options.folder, found->clusterId, options.clusterId);
    if (found->nodeId != options.node)
        return failure(ErrorCode::kInUse, "{} belongs to broker {}, not to {}", options.folder, found->nodeId,
                       options.node);
    return found;
}

Offset offsetOf(const log::OffsetCheckpoint& checkpoint, const TopicPartition& partition) {
    const auto found = checkpoint.find(partition);
    return found == checkpoint.end() ? Offset(0) : found->second;
}

/// A checkpoint that cannot be read costs time, not data: its logs are scanned from their start.
log::OffsetCheckpoint readCheckpoint(const world::Files& files, const std::string& folder,
                                     std::string_view name) {
    return log::readOffsetCheckpoint(files, world::joinPath(folder, name)).value_or(log::OffsetCheckpoint{});
}

}  // namespace

Result<OpenedFolder> openFolder(world::Files& files, world::Work& work, const FolderOptions& options) {
    OpenedFolder opened;
    RETURN_IF_ERROR(files.makeFolders(options.folder));
    ASSIGN_OR_RETURN(opened.properties, readOrFormat(files, options, opened.isNew));
    ASSIGN_OR_RETURN(const std::optional<log::CleanShutdownMark> mark,
                     log::takeCleanShutdownMark(files, options.folder));
    opened.wasStoppedCleanly = mark.has_value();
    if (mark) opened.cleanEpoch = mark->brokerEpoch;
    opened.highWatermarks = readCheckpoint(files, options.folder, log::kHighWatermarkCheckpoint);
    opened.recoveryPoints = readCheckpoint(files, options.folder, log::kRecoveryPointCheckpoint);
    opened.logStarts = readCheckpoint(files, options.folder, log::kLogStartCheckpoint);
    opened.cleaned = readCheckpoint(files, options.folder, log::kCleanerCheckpoint);

    const auto openLog = [&](const TopicPartition& partition, const Uuid& topicId,
                             const log::LogConfig& config, bool makesDurable) {
        return log::PartitionLog::open(
            files, work,
            {.folder = world::joinPath(options.folder, log::partitionFolderName(partition)),
             .partition = partition,
             .topicId = topicId,
             .config = config,
             .now = options.now,
             .cleanShutdown = opened.wasStoppedCleanly,
             .recoveryPoint = offsetOf(opened.recoveryPoints, partition),
             .logStart = offsetOf(opened.logStarts, partition),
             .cleanedTo = offsetOf(opened.cleaned, partition),
             .makesDurable = makesDurable,
             .timers = &options.timers});
    };
    ASSIGN_OR_RETURN(opened.metadataLog,
                     openLog(kMetadataPartition, kMetadataTopicId, options.metadataConfig, true));

    ASSIGN_OR_RETURN(const std::vector<world::FolderEntry> entries, files.list(options.folder));
    for (const world::FolderEntry& entry : entries) {
        if (!entry.isFolder) continue;
        const auto name = log::parsePartitionFolderName(entry.name);
        if (!name || name->partition == kMetadataPartition) continue;
        if (name->purpose == log::FolderPurpose::kDelete) {
            // Its name must last before anything in it goes; see log::removeFolder.
            RETURN_IF_ERROR(files.syncFolderNow(options.folder));
            RETURN_IF_ERROR(files.removeAll(world::joinPath(options.folder, entry.name)));
        } else if (name->purpose == log::FolderPurpose::kCurrent) {
            opened.replicas.push_back(
                {name->partition, openLog(name->partition, Uuid{}, options.replicaConfig, false)});
        }
    }
    return opened;
}

}  // namespace broker::node
