#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "broker/base/byte_writer.h"
#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/wire/codec.h"
#include "broker/wire/record.h"
#include "broker/wire/record_batch.h"

namespace broker::wire {

/// Writes one batch.
///
///     BatchBuilder builder({.baseOffset = Offset(40), .leaderEpoch = epoch});
///     builder.append({.timestamp = now, .key = asBytes("k"), .value = asBytes("v")});
///     ASSIGN_OR_RETURN(Bytes batch, builder.build());
class BatchBuilder {
public:
    struct Options {
        Offset baseOffset{0};
        LeaderEpoch leaderEpoch = kNoLeaderEpoch;
        Codec codec = Codec::kNone;
        TimestampType timestampType = TimestampType::kCreateTime;
        ProducerId producerId = kNoProducerId;
        ProducerEpoch producerEpoch = kNoProducerEpoch;
        Sequence baseSequence = kNoSequence;
        bool transactional = false;
        bool control = false;
        /// Compaction only: stands in the base timestamp's place.
        std::optional<Timestamp> deleteHorizon;
    };

    explicit BatchBuilder(const Options& options);

    /// Appends the record at the next offset delta.
    void append(const NewRecord& record) { appendAt(m_nextOffsetDelta, record); }
    /// Leaves a gap, as compaction does; deltas grow.
    void appendAt(std::int32_t offsetDelta, const NewRecord& record);

    std::int32_t count() const { return m_count; }
    bool empty() const { return m_count == 0; }
    /// Of the batch if it were built without compression; what a record would add is at most `sizeOf` it.
    std::size_t uncompressedSize() const { return kBatchHeaderSize + m_records.size(); }
    static std::size_t sizeOf(const NewRecord& record);

    /// Compaction only: what the batch keeps although the records that had them are gone.
    void keepLastOffsetDelta(std::int32_t delta) { m_lastOffsetDelta = delta; }
    void keepMaxTimestamp(Timestamp timestamp) { m_maxTimestamp = timestamp; }

    /// The batch, CRC included; the builder is empty afterwards and may build another one with the same
    /// options. kTooLarge: it would pass 2 GiB. No record at all is legal: compaction leaves such batches
    /// behind to remember a producer's last sequence.
    Result<Bytes> build();

private:
    Options m_options;
    ByteWriter m_records;
    std::int32_t m_count = 0;
    std::int32_t m_nextOffsetDelta = 0;
    std::int32_t m_lastOffsetDelta = 0;
    Timestamp m_baseTimestamp = kNoTimestamp;
    Timestamp m_maxTimestamp = kNoTimestamp;
};

}  // namespace broker::wire
