#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/log/epoch_cache.h"
#include "broker/world/files.h"

/// Kafka's checkpoint files: text, line 1 the version (0), line 2 the count of entries, then an entry a line.
/// Readers believe nothing: kMalformed with the line at fault, kTooLarge beyond kMaxCheckpointBytes,
/// kNotFound if there is none. Writers replace the whole file atomically and durably, so they block: from
/// Work jobs, at start-up and at shutdown only; `encode…` and world::replaceWhole in two steps otherwise.
namespace broker::log {

inline constexpr std::size_t kMaxCheckpointBytes = std::size_t{64} * 1024 * 1024;

inline constexpr std::string_view kRecoveryPointCheckpoint = "recovery-point-offset-checkpoint";
inline constexpr std::string_view kHighWatermarkCheckpoint = "replication-offset-checkpoint";
inline constexpr std::string_view kLogStartCheckpoint = "log-start-offset-checkpoint";
inline constexpr std::string_view kCleanerCheckpoint = "cleaner-offset-checkpoint";
inline constexpr std::string_view kLeaderEpochCheckpoint = "leader-epoch-checkpoint";

/// An offset per partition: "topic partition offset" a line.
using OffsetCheckpoint = std::map<TopicPartition, Offset>;

Bytes encodeOffsetCheckpoint(const OffsetCheckpoint& offsets);
Result<OffsetCheckpoint> decodeOffsetCheckpoint(ByteView text);
/// Empty if the file is absent.
Result<OffsetCheckpoint> readOffsetCheckpoint(const world::Files& files, const std::string& path);
Result<void> writeOffsetCheckpoint(world::Files& files, const std::string& path,
                                   const OffsetCheckpoint& offsets);

/// "epoch startOffset" a line.
Bytes encodeEpochCheckpoint(const std::vector<EpochEntry>& entries);
/// kMalformed also if epochs or offsets do not grow.
Result<std::vector<EpochEntry>> decodeEpochCheckpoint(ByteView text);
Result<std::vector<EpochEntry>> readEpochCheckpoint(const world::Files& files, const std::string& path);
Result<void> writeEpochCheckpoint(world::Files& files, const std::string& path,
                                  const std::vector<EpochEntry>& entries);

}  // namespace broker::log
