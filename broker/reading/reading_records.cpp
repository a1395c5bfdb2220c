#include <algorithm>
#include <utility>

#include "broker/reading/reading.h"

/// What a Reading makes of what its consumer reads.
namespace broker::reading {
namespace {

std::uint64_t sizeOf(const std::optional<ByteView>& bytes) { return bytes ? bytes->size() : 0; }

std::optional<ReadBytes> frontOf(const std::optional<ByteView>& bytes, std::size_t most) {
    if (!bytes) return std::nullopt;
    return ReadBytes{.front = toBytes(bytes->first(std::min(bytes->size(), most))), .size = bytes->size()};
}

TransactionState transactionOf(const client::ConsumedRecord& record) {
    if (!record.isTransactional) return TransactionState::kNone;
    return record.offset >= record.lastStableOffset ? TransactionState::kOpen : TransactionState::kDecided;
}

}  // namespace

void Reading::onRecord(const TopicPartition& partition, const client::ConsumedRecord& record) {
    Span& span = m_spans.at(partition.partition);
    if (!span.isOpen) return;
    if (!isLive() && record.offset >= span.end) {
        close(partition.partition);
        return drainLater();
    }
    ++m_progress.scannedRecords;
    m_progress.scannedBytes += sizeOf(record.key) + sizeOf(record.value) + record.headers.bytes().size();
    if (m_plan.filter.keeps(record.key, record.value, record.headers))
        m_merge.push(keep(partition.partition, record));
    else
        m_merge.pass(partition.partition, record.timestamp);
}

std::unique_ptr<ReadRecord> Reading::keep(PartitionIndex partition,
                                          const client::ConsumedRecord& record) const {
    auto kept = std::make_unique<ReadRecord>();
    kept->partition = partition;
    kept->offset = record.offset;
    kept->timestamp = record.timestamp;
    kept->timestampType = record.timestampType;
    kept->leaderEpoch = record.leaderEpoch;
    kept->producerId = record.producerId;
    kept->transaction = transactionOf(record);
    kept->key = frontOf(record.key, m_plan.frontBytes);
    kept->value = frontOf(record.value, m_plan.frontBytes);
    // Hostile records have many headers; what they take is what a value may take.
    std::size_t left = m_plan.frontBytes;
    for (const wire::RecordHeader header : record.headers) {
        const std::size_t key = std::min(header.key.size(), left);
        left -= key;
        kept->headers.push_back(
            {.key = std::string(asText(header.key.first(key))), .value = frontOf(header.value, left)});
        left -= header.value ? std::min(header.value->size(), left) : 0;
        if (left == 0) break;
    }
    return kept;
}

void Reading::onPosition(const TopicPartition& partition, Offset next, Offset) {
    const Span& span = m_spans.at(partition.partition);
    if (span.isOpen && !isLive() && next >= span.end) close(partition.partition);
    drain();
}

void Reading::onMarker(const TopicPartition& partition, Offset offset, ProducerId producer,
                       bool isCommitted) {
    const Settled settled{.partition = partition.partition,
                          .offset = offset,
                          .producer = producer,
                          .state = isCommitted ? TransactionState::kCommitted : TransactionState::kAborted};
    m_merge.settle(settled);
    if (m_unsettled.erase({partition.partition, producer}) > 0) m_observer.onSettled(settled);
}

void Reading::onProblem(const TopicPartition& partition, const Error& error) {
    m_progress.problems.insert_or_assign(partition.partition, error);
    close(partition.partition);
    const bool nothingLeft =
        std::ranges::none_of(m_spans, [](const auto& span) { return span.second.isOpen; });
    if (nothingLeft && m_progress.scannedRecords == 0 && m_progress.state == State::kReading)
        m_progress.state = State::kFailed;
    drain();
}

}  // namespace broker::reading
