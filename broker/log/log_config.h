#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "broker/log/mutant.h"
#include "broker/wire/record_batch.h"

namespace broker::log {

/// What a partition's log obeys; the values of Kafka's topic settings, whose names stand beside. May change
/// while the log is open. Times in milliseconds.
struct LogConfig {
    std::uint32_t segmentBytes = 1073741824;        ///< `segment.bytes`
    std::int64_t segmentMs = 604800000;             ///< `segment.ms`
    std::uint32_t indexIntervalBytes = 4096;        ///< `index.interval.bytes`
    std::uint32_t segmentIndexBytes = 10485760;     ///< `segment.index.bytes`, of each of the two indexes
    std::uint32_t maxMessageBytes = 1048588;        ///< `max.message.bytes`
    std::uint64_t maxDecompressedBytes = 67108864;  ///< `max.decompressed.message.bytes`
    std::optional<wire::Codec> codec;               ///< `compression.type`, none: `producer`
    bool compacted = false;                         ///< `cleanup.policy` includes compact
    bool deleted = true;                            ///< `cleanup.policy` includes delete
    std::int64_t retentionMs = 604800000;           ///< `retention.ms`, -1: for ever
    std::int64_t retentionBytes = -1;               ///< `retention.bytes`, -1: no bound
    double minCleanableDirtyRatio = 0.5;            ///< `min.cleanable.dirty.ratio`
    std::int64_t minCompactionLagMs = 0;            ///< `min.compaction.lag.ms`
    /// `max.compaction.lag.ms`; `segmentMs` is at most this where the log is compacted.
    std::int64_t maxCompactionLagMs = std::numeric_limits<std::int64_t>::max();
    std::int64_t deleteRetentionMs = 86400000;       ///< `delete.retention.ms`
    std::int64_t fileDeleteDelayMs = 60000;          ///< `file.delete.delay.ms`
    std::int64_t producerIdExpirationMs = 86400000;  ///< `producer.id.expiration.ms`
    std::int64_t timestampAfterMaxMs = 3600000;      ///< `message.timestamp.after.max.ms`
    wire::TimestampType timestampType = wire::TimestampType::kCreateTime;  ///< `message.timestamp.type`
    /// `message.timestamp.before.max.ms`
    std::int64_t timestampBeforeMaxMs = std::numeric_limits<std::int64_t>::max();
    /// `flush.messages` and `flush.ms`: `isFlushDue` says when one of them is reached.
    std::int64_t flushMessages = std::numeric_limits<std::int64_t>::max();
    std::int64_t flushMs = std::numeric_limits<std::int64_t>::max();
    Mutant mutant = Mutant::kNone;  ///< for checking
};

}  // namespace broker::log
