#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/wire/record_batch.h"

namespace broker::log {

/// A batch that a producer wrote, as far as a repeat of it must be recognised.
struct ProducerBatch {
    Sequence lastSequence = kNoSequence;
    Offset lastOffset{-1};
    std::int32_t offsetDelta = 0;  ///< last offset less first
    Timestamp timestamp = kNoTimestamp;

    Offset firstOffset() const { return lastOffset - offsetDelta; }
    Sequence firstSequence() const;
    friend bool operator==(const ProducerBatch&, const ProducerBatch&) = default;
};

/// What a log remembers of one producer (KIP-98, KIP-360).
struct ProducerEntry {
    static constexpr std::size_t kRemembered = 5;  ///< Kafka's limit of requests in flight

    ProducerId id = kNoProducerId;
    ProducerEpoch epoch = kNoProducerEpoch;
    std::int32_t coordinatorEpoch = -1;
    Timestamp lastTimestamp = kNoTimestamp;
    std::optional<Offset> transactionStart;  ///< of the open transaction
    std::vector<ProducerBatch> batches;      ///< oldest first, at most kRemembered, all of `epoch`

    Sequence lastSequence() const { return batches.empty() ? kNoSequence : batches.back().lastSequence; }
    friend bool operator==(const ProducerEntry&, const ProducerEntry&) = default;
};

/// Who appends: a client's batch must follow its producer's last one; what a leader or an earlier run has
/// accepted is believed.
enum class AppendOrigin : std::uint8_t { kClient, kInternal, kReplication };

/// The producers of one log: recognises repeats, refuses gaps and old epochs. Only `apply` changes it, after
/// the batch is in the log.
class ProducerStates {
public:
    /// A batch that this log already has, where a repeat of it starts.
    using Duplicate = ProducerBatch;

    /// Whether the batch may be appended, or is a repeat of one of the last five. Batches without a producer
    /// always may. OUT_OF_ORDER_SEQUENCE_NUMBER: a gap, or a new epoch that does not begin at 0.
    /// INVALID_PRODUCER_EPOCH: older than the newest seen. INVALID_TXN_STATE: a plain batch inside an open
    /// transaction. TRANSACTION_COORDINATOR_FENCED: a marker of an older coordinator. A producer that is not
    /// known may begin at any sequence (KIP-360). Replication is never refused and never a duplicate.
    Result<std::optional<Duplicate>> check(const wire::BatchHeader& batch, AppendOrigin origin) const;

    /// The batch is in the log, its offsets final.
    void apply(const wire::BatchHeader& batch);
    /// The same for a transaction marker, which ends its producer's transaction.
    void applyMarker(const wire::BatchHeader& batch, std::int32_t coordinatorEpoch);
    /// Refuses a marker of an older coordinator epoch.
    Result<void> checkMarker(const wire::BatchHeader& batch, std::int32_t coordinatorEpoch) const;

    /// Puts batches that lie before those known in front of them: a snapshot keeps one of the five only.
    /// `older` ascending by offset, all of this producer and epoch; those that don't connect are left out.
    void recall(ProducerId id, ProducerEpoch epoch, std::span<const ProducerBatch> older);

    /// Producers idle for `expirationMs` without an open transaction go. How many went.
    std::size_t expire(Timestamp now, std::int64_t expirationMs);
    void clear() { m_producers.clear(); }

    const ProducerEntry* find(ProducerId id) const;
    std::size_t size() const { return m_producers.size(); }
    /// Ascending by id.
    const std::map<ProducerId, ProducerEntry>& all() const { return m_producers; }
    /// Start of the earliest open transaction: the last stable offset where there is one.
    std::optional<Offset> firstOpenTransaction() const;

    /// The `.snapshot` file.
    Bytes encodeSnapshot() const;
    static ProducerStates fromEntries(const std::vector<ProducerEntry>& entries);

private:
    std::map<ProducerId, ProducerEntry> m_producers;
};

inline constexpr std::size_t kMaxSnapshotBytes = std::size_t{256} * 1024 * 1024;

/// The entries of a `.snapshot` file in the file's order. kMalformed: length, version or CRC are wrong.
Result<std::vector<ProducerEntry>> decodeProducerSnapshot(ByteView file);

}  // namespace broker::log
