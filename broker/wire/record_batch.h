#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/wire/codec.h"

/// The record batch of magic 2 (KIP-98; https://kafka.apache.org/documentation/#recordbatch). The byte layout
/// stands in the README.
namespace broker::wire {

/// Where each field of a batch's header begins.
namespace batch_position {
inline constexpr std::size_t kBaseOffset = 0;
inline constexpr std::size_t kBatchLength = 8;
inline constexpr std::size_t kLeaderEpoch = 12;
inline constexpr std::size_t kMagic = 16;
inline constexpr std::size_t kCrc = 17;
inline constexpr std::size_t kAttributes = 21;
inline constexpr std::size_t kLastOffsetDelta = 23;
inline constexpr std::size_t kBaseTimestamp = 27;
inline constexpr std::size_t kMaxTimestamp = 35;
inline constexpr std::size_t kProducerId = 43;
inline constexpr std::size_t kProducerEpoch = 51;
inline constexpr std::size_t kBaseSequence = 53;
inline constexpr std::size_t kRecordCount = 57;
inline constexpr std::size_t kRecords = 61;
}  // namespace batch_position

inline constexpr std::size_t kBatchHeaderSize = batch_position::kRecords;
/// Base offset and length field: the length counts what follows them.
inline constexpr std::size_t kBatchPrefixSize = batch_position::kLeaderEpoch;
inline constexpr std::int8_t kBatchMagic = 2;

namespace batch_attribute {
inline constexpr std::uint16_t kCodecMask = 0x07;
inline constexpr std::uint16_t kLogAppendTime = 0x08;
inline constexpr std::uint16_t kTransactional = 0x10;
inline constexpr std::uint16_t kControl = 0x20;
inline constexpr std::uint16_t kDeleteHorizon = 0x40;
inline constexpr std::uint16_t kUnused = 0xff80;
}  // namespace batch_attribute

/// `message.timestamp.type`.
enum class TimestampType : std::uint8_t { kCreateTime, kLogAppendTime };

/// A batch's header, all fields as they stand in the bytes.
struct BatchHeader {
    Offset baseOffset{0};
    /// Bytes after the length field; the whole batch has `size()`.
    std::int32_t batchLength = 0;
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    std::uint32_t crc = 0;
    std::uint16_t attributes = 0;
    /// Of the last record as it was produced: compaction keeps it even when that record goes.
    std::int32_t lastOffsetDelta = 0;
    /// The first record's timestamp, or the delete horizon if the attributes say so; -1 for an empty batch.
    Timestamp baseTimestamp = kNoTimestamp;
    Timestamp maxTimestamp = kNoTimestamp;
    ProducerId producerId = kNoProducerId;
    ProducerEpoch producerEpoch = kNoProducerEpoch;
    Sequence baseSequence = kNoSequence;
    std::int32_t recordCount = 0;

    /// Reads the first 61 bytes; the batch itself need not be complete. kEndOfInput: fewer bytes than a
    /// header. kCorruptMessage: the length is too small for a header or the magic is unknown. kInvalidRecord:
    /// magic 0 or 1 (formats before Kafka 0.11, which nobody may write), or offsets or counts that cannot be.
    /// The CRC is not looked at.
    static Result<BatchHeader> parse(ByteView bytes);

    /// Of the whole batch, at least 61 and at most 2^31 + 11.
    std::size_t size() const { return kBatchPrefixSize + static_cast<std::size_t>(batchLength); }
    Offset lastOffset() const { return baseOffset + lastOffsetDelta; }
    /// The first offset after this batch.
    Offset nextOffset() const { return lastOffset() + 1; }
    /// The sequence of the last record, wrapped after 2147483647; -1 if there is none.
    Sequence lastSequence() const;

    /// Nothing if the number names no codec.
    std::optional<Codec> codec() const { return codecFromNumber(attributes & batch_attribute::kCodecMask); }
    TimestampType timestampType() const;
    bool isTransactional() const { return (attributes & batch_attribute::kTransactional) != 0; }
    bool isControl() const { return (attributes & batch_attribute::kControl) != 0; }
    bool hasProducerId() const { return producerId != kNoProducerId; }
    bool hasDeleteHorizon() const { return (attributes & batch_attribute::kDeleteHorizon) != 0; }
    std::optional<Timestamp> deleteHorizon() const;

    /// A record's own timestamp: with LogAppendTime it is the batch's, whatever the record says.
    Timestamp timestampOf(std::int64_t timestampDelta) const;

    friend bool operator==(const BatchHeader&, const BatchHeader&) = default;
};

/// A whole batch, borrowed.
struct BatchView {
    BatchHeader header;
    /// Exactly the batch, header.size() bytes.
    ByteView bytes;

    /// What follows the header, compressed or not.
    ByteView records() const { return bytes.subspan(kBatchHeaderSize); }
};

/// The batch at the front of `bytes`. Errors as BatchHeader::parse, and kEndOfInput if it is not all there.
Result<BatchView> parseBatch(ByteView bytes);

/// Over the bytes from the attributes on. `batch` is exactly one whole batch, at least a header.
/// kCorruptMessage if the sum is wrong.
Result<void> checkCrc(ByteView batch);
std::uint32_t computeCrc(ByteView batch);

/// Walks over batches that follow one another.
class BatchCursor {
public:
    explicit BatchCursor(ByteView bytes)
        : m_bytes(bytes) {}

    /// The next batch, or nothing where fewer bytes are left than a whole batch (Fetch and an unfinished
    /// append both end like that); `tail()` says what is left. An error as parseBatch gives it leaves the
    /// cursor where the bad batch begins.
    Result<std::optional<BatchView>> next();

    /// Of the batch that `next()` would give.
    std::size_t position() const { return m_position; }
    ByteView tail() const { return m_bytes.subspan(m_position); }

private:
    ByteView m_bytes;
    std::size_t m_position = 0;
};

/// In place, in a batch of at least a header. These two stand outside the CRC.
void patchBaseOffset(MutableByteView batch, Offset baseOffset);
void patchLeaderEpoch(MutableByteView batch, LeaderEpoch leaderEpoch);

/// Sets the maximal timestamp and the timestamp type of one whole batch in place, and its CRC if either
/// changed. A leader calls it for LogAppendTime, and where a producer's own maximum was wrong.
void patchMaxTimestamp(MutableByteView batch, TimestampType type, Timestamp maxTimestamp);

}  // namespace broker::wire
