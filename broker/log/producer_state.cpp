#include "broker/log/producer_state.h"

#include <algorithm>
#include <limits>

#include "broker/base/byte_reader.h"
#include "broker/base/byte_writer.h"
#include "broker/base/crc32c.h"

namespace broker::log {
namespace {

constexpr std::int16_t kSnapshotVersion = 1;
constexpr std::size_t kSnapshotHeaderSize = 10;
constexpr std::size_t kCrcBegin = 6;
constexpr std::size_t kEntrySize = 46;
constexpr std::int32_t kLastSequence = std::numeric_limits<std::int32_t>::max();

/// Sequences wrap from 2147483647 to 0.
Sequence minus(Sequence sequence, std::int32_t distance) {
    if (sequence < Sequence(0)) return sequence;
    if (sequence.value() >= distance) return sequence - distance;
    return Sequence(kLastSequence - (distance - sequence.value()) + 1);
}

bool follows(Sequence next, Sequence last) {
    return last.value() == kLastSequence ? next == Sequence(0) : next == last + 1;
}

Result<void> checkEpoch(const ProducerEntry& entry, const wire::BatchHeader& batch) {
    if (batch.producerEpoch >= entry.epoch) return {};
    return failure(ErrorCode::kInvalidProducerEpoch, "epoch {} of producer {} is older than its newest, {}",
                   batch.producerEpoch, batch.producerId, entry.epoch);
}

Result<void> checkSequence(const ProducerEntry& entry, const wire::BatchHeader& batch) {
    if (batch.producerEpoch != entry.epoch) {
        if (batch.baseSequence == Sequence(0) || entry.epoch == kNoProducerEpoch) return {};
        return failure(ErrorCode::kOutOfOrderSequenceNumber,
                       "epoch {} of producer {} begins with sequence {} instead of 0", batch.producerEpoch,
                       batch.producerId, batch.baseSequence);
    }
    // After a marker alone the epoch is known and its batches are not: it must begin at 0.
    if (follows(batch.baseSequence, entry.lastSequence())) return {};
    return failure(ErrorCode::kOutOfOrderSequenceNumber, "producer {} sent sequence {} after {}",
                   batch.producerId, batch.baseSequence, entry.lastSequence());
}

}  // namespace

Sequence ProducerBatch::firstSequence() const { return minus(lastSequence, offsetDelta); }

Result<std::optional<ProducerStates::Duplicate>> ProducerStates::check(const wire::BatchHeader& batch,
                                                                       AppendOrigin origin) const {
    if (!batch.hasProducerId() || origin == AppendOrigin::kReplication) return std::nullopt;
    const ProducerEntry* entry = find(batch.producerId);
    if (!entry) return std::nullopt;
    if (origin == AppendOrigin::kClient && batch.producerEpoch == entry->epoch) {
        for (const ProducerBatch& known : entry->batches)
            if (known.firstSequence() == batch.baseSequence && known.lastSequence == batch.lastSequence())
                return known;
    }
    RETURN_IF_ERROR(checkEpoch(*entry, batch));
    if (batch.isControl()) return std::nullopt;
    if (origin == AppendOrigin::kClient) RETURN_IF_ERROR(checkSequence(*entry, batch));
    if (entry->transactionStart && !batch.isTransactional())
        return failure(ErrorCode::kInvalidTxnState,
                       "producer {} sent a batch without a transaction inside its open transaction",
                       batch.producerId);
    return std::nullopt;
}

Result<void> ProducerStates::checkMarker(const wire::BatchHeader& batch,
                                         std::int32_t coordinatorEpoch) const {
    const ProducerEntry* entry = find(batch.producerId);
    if (!entry) return {};
    RETURN_IF_ERROR(checkEpoch(*entry, batch));
    if (coordinatorEpoch >= entry->coordinatorEpoch) return {};
    return failure(ErrorCode::kTransactionCoordinatorFenced,
                   "a marker of coordinator epoch {} for producer {}, whose newest is {}", coordinatorEpoch,
                   batch.producerId, entry->coordinatorEpoch);
}

void ProducerStates::apply(const wire::BatchHeader& batch) {
    if (!batch.hasProducerId()) return;
    ProducerEntry& entry = m_producers[batch.producerId];
    entry.id = batch.producerId;
    if (entry.epoch != batch.producerEpoch) {
        entry.epoch = batch.producerEpoch;
        entry.batches.clear();
    }
    if (entry.batches.size() == ProducerEntry::kRemembered) entry.batches.erase(entry.batches.begin());
    entry.batches.push_back(
        {batch.lastSequence(), batch.lastOffset(), batch.lastOffsetDelta, batch.maxTimestamp});
    entry.lastTimestamp = batch.maxTimestamp;
    if (batch.isTransactional() && !entry.transactionStart) entry.transactionStart = batch.baseOffset;
}

void ProducerStates::applyMarker(const wire::BatchHeader& batch, std::int32_t coordinatorEpoch) {
    if (!batch.hasProducerId()) return;
    ProducerEntry& entry = m_producers[batch.producerId];
    entry.id = batch.producerId;
    if (entry.epoch != batch.producerEpoch) {
        entry.epoch = batch.producerEpoch;
        entry.batches.clear();
    }
    entry.coordinatorEpoch = coordinatorEpoch;
    entry.lastTimestamp = batch.maxTimestamp;
    entry.transactionStart.reset();
}

void ProducerStates::recall(ProducerId id, ProducerEpoch epoch, std::span<const ProducerBatch> older) {
    const auto found = m_producers.find(id);
    if (found == m_producers.end() || found->second.epoch != epoch) return;
    std::vector<ProducerBatch>& batches = found->second.batches;
    for (auto batch = older.rbegin(); batch != older.rend(); ++batch) {
        if (batches.empty() || batches.size() == ProducerEntry::kRemembered) return;
        const ProducerBatch& oldest = batches.front();
        if (batch->lastOffset >= oldest.firstOffset()) continue;
        if (!follows(oldest.firstSequence(), batch->lastSequence)) return;
        batches.insert(batches.begin(), *batch);
    }
}

std::size_t ProducerStates::expire(Timestamp now, std::int64_t expirationMs) {
    return std::erase_if(m_producers, [&](const auto& pair) {
        const ProducerEntry& entry = pair.second;
        return !entry.transactionStart && entry.lastTimestamp < now &&
               static_cast<std::uint64_t>(now.value()) -
                       static_cast<std::uint64_t>(entry.lastTimestamp.value()) >=
                   static_cast<std::uint64_t>(expirationMs);
    });
}

const ProducerEntry* ProducerStates::find(ProducerId id) const {
    const auto found = m_producers.find(id);
    return found == m_producers.end() ? nullptr : &found->second;
}

std::optional<Offset> ProducerStates::firstOpenTransaction() const {
    std::optional<Offset> first;
    for (const auto& [id, entry] : m_producers)
        if (entry.transactionStart && (!first || *entry.transactionStart < *first))
            first = entry.transactionStart;
    return first;
}

Bytes ProducerStates::encodeSnapshot() const {
    ByteWriter writer;
    writer.reserve(kSnapshotHeaderSize + m_producers.size() * kEntrySize);
    writer.int16(kSnapshotVersion);
    writer.uint32(0);
    writer.int32(static_cast<std::int32_t>(m_producers.size()));
    for (const auto& [id, entry] : m_producers) {
        const ProducerBatch last = entry.batches.empty() ? ProducerBatch{} : entry.batches.back();
        writer.int64(id.value());
        writer.int16(entry.epoch.value());
        writer.int32(last.lastSequence.value());
        writer.int64(last.lastOffset.value());
        writer.int32(last.offsetDelta);
        writer.int64(entry.lastTimestamp.value());
        writer.int32(entry.coordinatorEpoch);
        writer.int64(entry.transactionStart ? entry.transactionStart->value() : -1);
    }
    writer.patchUint32(2, crc32c(writer.view().subspan(kCrcBegin)));
    return writer.take();
}

ProducerStates ProducerStates::fromEntries(const std::vector<ProducerEntry>& entries) {
    ProducerStates states;
    for (const ProducerEntry& entry : entries) states.m_producers.insert_or_assign(entry.id, entry);
    return states;
}

Result<std::vector<ProducerEntry>> decodeProducerSnapshot(ByteView file) {
    ByteReader reader(file);
    const std::int16_t version = reader.int16();
    const std::uint32_t crc = reader.uint32();
    const std::int32_t count = reader.int32();
    RETURN_IF_ERROR(reader.status());
    if (version != kSnapshotVersion)
        return failure(ErrorCode::kMalformed, "a producer snapshot of unknown version {}", version);
    if (count < 0 || reader.remaining() != static_cast<std::size_t>(count) * kEntrySize)
        return failure(ErrorCode::kMalformed, "a producer snapshot of {} entries with {} bytes for them",
                       count, reader.remaining());
    if (crc32c(file.subspan(kCrcBegin)) != crc)
        return failure(ErrorCode::kMalformed, "a producer snapshot whose CRC does not match");
    std::vector<ProducerEntry> entries(static_cast<std::size_t>(count));
    for (ProducerEntry& entry : entries) {
        ProducerBatch last;
        entry.id = ProducerId(reader.int64());
        entry.epoch = ProducerEpoch(reader.int16());
        last.lastSequence = Sequence(reader.int32());
        last.lastOffset = Offset(reader.int64());
        last.offsetDelta = reader.int32();
        entry.lastTimestamp = last.timestamp = Timestamp(reader.int64());
        entry.coordinatorEpoch = reader.int32();
        const Offset start(reader.int64());
        if (start >= Offset(0)) entry.transactionStart = start;
        if (last.lastOffset >= Offset(0) && last.offsetDelta >= 0 &&
            last.lastOffset.value() >= last.offsetDelta)
            entry.batches.push_back(last);
    }
    return entries;
}

}  // namespace broker::log
