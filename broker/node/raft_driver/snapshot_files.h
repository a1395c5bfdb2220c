#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/metadata/image.h"
#include "broker/quorum/messages.h"
#include "broker/world/files.h"

/// Snapshots of the metadata log as files beside it (KIP-630), byte for byte as Apache Kafka has them:
///
///     name     := end offset as 20 digits "-" epoch as 10 digits ".checkpoint"; ".part" behind it while
///     unfinished content  := control batch SNAPSHOT_HEADER, batches of records, control batch
///     SNAPSHOT_FOOTER
///
/// Offsets inside count from 0; every batch carries the epoch of the name.
namespace broker::node {

/// "00000000000000000120-0000000003.checkpoint"
std::string snapshotFileName(const quorum::SnapshotId& id);
/// Nothing for any other name, unfinished ones too.
std::optional<quorum::SnapshotId> parseSnapshotFileName(std::string_view name);
std::string unfinishedSnapshotFileName(const quorum::SnapshotId& id);

/// The whole file. `timestamp`: of the last record in the snapshot's prefix of the log, as far as known.
Result<Bytes> encodeSnapshot(const metadata::MetadataImage& image, Timestamp timestamp);
/// kMalformed, or what a batch or a record has wrong: no header, no footer, something behind it, records that
/// do not fit each other.
Result<metadata::ImagePointer> decodeSnapshot(ByteView file, const quorum::SnapshotId& id);

/// Those in the folder, ascending.
Result<std::vector<quorum::SnapshotId>> listSnapshots(const world::Files& files, const std::string& folder);

// These block; for Work jobs and the start.

/// Durable under its name afterwards.
Result<void> writeSnapshot(world::Files& files, const std::string& folder,
                           const metadata::MetadataImage& image, Timestamp timestamp);
Result<metadata::ImagePointer> readSnapshot(const world::Files& files, const std::string& folder,
                                            const quorum::SnapshotId& id);
/// An unfinished file that is complete gets its name, durably. What is none stays away: the error is
/// decodeSnapshot's, and the file is removed.
Result<metadata::ImagePointer> finishSnapshot(world::Files& files, const std::string& folder,
                                              const quorum::SnapshotId& id);

/// Snapshots that end before `end`; no error for what cannot be removed, it is tried again next time.
void removeSnapshotsBefore(world::Files& files, const std::string& folder, Offset end);
void removeUnfinishedSnapshots(world::Files& files, const std::string& folder);

}  // namespace broker::node
