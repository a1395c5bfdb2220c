#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/wire/record_batch.h"

namespace broker::reading {

/// What is known of the transaction that a record belongs to.
enum class TransactionState : std::uint8_t {
    kNone,       ///< not written in a transaction
    kOpen,       ///< beyond the last stable offset when it was read
    kDecided,    ///< its transaction has ended; the marker that says how was not read
    kCommitted,  ///< the marker behind it says so
    kAborted,
};

/// The key, the value or a header's value: its front where it is long, and how much there is of it.
struct ReadBytes {
    Bytes front;
    std::uint64_t size = 0;

    bool isWhole() const { return front.size() == size; }
    friend bool operator==(const ReadBytes&, const ReadBytes&) = default;
};

struct ReadHeader {
    std::string key;
    std::optional<ReadBytes> value;  ///< none: null

    friend bool operator==(const ReadHeader&, const ReadHeader&) = default;
};

/// A record as it is kept for a person to look at. Published, it never changes.
struct ReadRecord {
    PartitionIndex partition;
    Offset offset;
    Timestamp timestamp;
    wire::TimestampType timestampType = wire::TimestampType::kCreateTime;
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    ProducerId producerId = kNoProducerId;
    TransactionState transaction = TransactionState::kNone;  ///< when it was read
    std::optional<ReadBytes> key;                            ///< none: null
    std::optional<ReadBytes> value;                          ///< none: null, a tombstone
    std::vector<ReadHeader> headers;

    bool isWhole() const;
    /// What it takes in memory, about.
    std::size_t heldBytes() const;
};
using RecordPointer = std::shared_ptr<const ReadRecord>;

/// A marker was met: records of the producer before `offset`, so far open or decided, are known.
struct Settled {
    PartitionIndex partition;
    Offset offset;
    ProducerId producer;
    TransactionState state = TransactionState::kCommitted;

    /// What becomes of a record that was in `before`.
    TransactionState after(const ReadRecord& record, TransactionState before) const;
};

inline bool ReadRecord::isWhole() const {
    if ((key && !key->isWhole()) || (value && !value->isWhole())) return false;
    for (const ReadHeader& header : headers)
        if (header.value && !header.value->isWhole()) return false;
    return true;
}

inline std::size_t ReadRecord::heldBytes() const {
    std::size_t bytes = sizeof(ReadRecord);
    if (key) bytes += key->front.size();
    if (value) bytes += value->front.size();
    for (const ReadHeader& header : headers)
        bytes += sizeof(ReadHeader) + header.key.size() + (header.value ? header.value->front.size() : 0);
    return bytes;
}

inline TransactionState Settled::after(const ReadRecord& record, TransactionState before) const {
    const bool isOpen = before == TransactionState::kOpen || before == TransactionState::kDecided;
    const bool isMeant =
        record.partition == partition && record.producerId == producer && record.offset < offset;
    return isOpen && isMeant ? state : before;
}

}  // namespace broker::reading
