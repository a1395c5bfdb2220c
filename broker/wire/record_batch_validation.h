#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/wire/codec.h"
#include "broker/wire/record_batch.h"
#include "broker/wire/record_reader.h"

namespace broker::wire {

/// What the topic and the request demand of a produced batch.
struct ProduceRules {
    /// Of the Produce request: zstd needs 7.
    std::int16_t produceVersion = 9;
    /// `max.message.bytes`: of the whole batch as it came, compressed or not.
    std::size_t maxMessageBytes = 1048588;
    /// `cleanup.policy` includes compact: every record needs a key.
    bool compacted = false;
    TimestampType timestampType = TimestampType::kCreateTime;
    /// The leader's wall clock.
    Timestamp now{0};
    /// `message.timestamp.before.max.ms` and `message.timestamp.after.max.ms`, for CreateTime only.
    std::int64_t timestampBeforeMaxMs = std::numeric_limits<std::int64_t>::max();
    std::int64_t timestampAfterMaxMs = 3600000;
    /// `compression.type`: what the batch is to be recompressed with once it is found good; none: `producer`,
    /// it stays as it came.
    std::optional<Codec> storedCodec;
    /// Of the records when decompressed.
    std::size_t outputCap = RecordReader::kDefaultOutputCap;
};

/// A batch that may be appended once base offset and leader epoch are patched in.
struct ProducedBatch {
    BatchView batch;
    /// Of the rules it was validated by.
    TimestampType timestampType = TimestampType::kCreateTime;
    /// What `patchMaxTimestamp` has to write: the greatest timestamp of the records, or the leader's clock
    /// with LogAppendTime. -1 if no record has one.
    Timestamp maxTimestamp = kNoTimestamp;
    /// The first record that has the greatest timestamp (with LogAppendTime the first record of all); what
    /// ListOffsets with -3 answers. The time index takes the batch's last offset instead.
    std::int32_t offsetDeltaOfMaxTimestamp = 0;
    /// Of the records without compression.
    std::uint64_t uncompressedSize = 0;
};

/// Why a batch was refused.
struct ProduceRejection {
    /// A record at fault by its index in the batch, as Produce responses from version 8 on list them.
    struct Record {
        std::int32_t index;
        std::string detail;
    };
    /// Of these no more than this are listed, however many records are at fault.
    static constexpr std::size_t kMaxRecords = 32;

    Error error;
    std::vector<Record> records;
};

/// What Kafka's log validator checks of the `records` field of a Produce request from version 3 on: exactly
/// one batch of magic 2 that begins at offset 0, within the size limit, with a right CRC, no unused, control
/// or delete-horizon bit, an allowed codec, as many records as offsets and at least one, consistent producer
/// fields, and every record well-formed with consecutive offset deltas, a key where one is needed and a
/// timestamp within bounds. Compressed batches stream under the output cap; plain ones cost no allocation and
/// no copy.
///
/// Codes: CORRUPT_MESSAGE (length, CRC), INVALID_RECORD, MESSAGE_TOO_LARGE (also: passes the output cap),
/// UNSUPPORTED_COMPRESSION_TYPE, INVALID_TIMESTAMP (if that is all that is wrong).
std::expected<ProducedBatch, ProduceRejection> validateProducedBatch(ByteView records,
                                                                     const ProduceRules& rules);

}  // namespace broker::wire
