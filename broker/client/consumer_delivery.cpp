#include <utility>

#include <fmt/format.h>

#include "broker/client/consumer.h"
#include "broker/client/consumer_parts.h"
#include "broker/wire/record_control.h"

namespace broker::client {

bool Consumer::deliver(const TopicPartition& place, std::uint64_t assignment,
                       const wire::FetchResponse::Partition& fetched) {
    const std::shared_ptr<bool> alive = m_alive;
    AbortedFilter filter(fetched);
    wire::BatchCursor cursor(fetched.records.bytes());
    for (;;) {
        Partition* partition = find(place, assignment);
        if (!partition || partition->resting) return true;
        const auto batch = cursor.next();
        if (!batch) {
            rest(place, *partition, batch.error());
            return true;
        }
        if (!*batch) break;
        const wire::BatchHeader& header = (*batch)->header;
        const bool passes = filter.passes(header);
        if (header.nextOffset() <= *partition->position) continue;
        const auto crc = m_options.checkCrcs ? wire::checkCrc((*batch)->bytes) : Result<void>();
        if (!crc) {
            rest(place, *partition, crc.error());
            return true;
        }
        if (header.isControl() && !deliverMarker(place, **batch)) return false;
        if (passes && !deliverBatch(place, assignment, **batch, fetched.lastStableOffset)) return false;
        partition = find(place, assignment);
        if (partition && !partition->resting) partition->position = header.nextOffset();
    }
    Partition& partition = *find(place, assignment);
    if (cursor.position() == 0 && !cursor.tail().empty()) {
        rest(place, partition,
             {ErrorCode::kMessageTooLarge,
              fmt::format("a batch is larger than the {} bytes that were asked for",
                          m_options.partitionMaxBytes)});
        return true;
    }
    partition.backoff.reset();
    m_observer.onPosition(place, *partition.position, fetched.highWatermark);
    return *alive;
}

/// A control batch that is no marker, or none that can be read, is passed over as all control batches are.
bool Consumer::deliverMarker(const TopicPartition& place, const wire::BatchView& batch) {
    const std::shared_ptr<bool> alive = m_alive;
    auto reader = wire::RecordReader::open(batch, {.outputCap = m_options.maxBatchOutput});
    wire::RecordView record;
    if (!reader || !reader->next(record).value_or(false)) return true;
    const auto type = wire::controlTypeOf(record);
    if (type && (*type == wire::ControlRecordType::kAbort || *type == wire::ControlRecordType::kCommit))
        m_observer.onMarker(place, batch.header.baseOffset, batch.header.producerId,
                            *type == wire::ControlRecordType::kCommit);
    return *alive;
}

bool Consumer::deliverBatch(const TopicPartition& place, std::uint64_t assignment,
                            const wire::BatchView& batch, Offset lastStableOffset) {
    const std::shared_ptr<bool> alive = m_alive;
    auto reader = wire::RecordReader::open(batch, {.outputCap = m_options.maxBatchOutput});
    if (!reader) {
        rest(place, *find(place, assignment), reader.error());
        return true;
    }
    wire::RecordView record;
    for (;;) {
        Partition* partition = find(place, assignment);
        if (!partition) return true;
        const auto more = reader->next(record);
        if (!more) {
            rest(place, *partition, more.error());
            return true;
        }
        if (!*more) return true;
        const Offset offset = batch.header.baseOffset + record.offsetDelta;
        if (offset < *partition->position) continue;
        // In order, each once, and gone before it is looked at: the callback may ask for the position.
        partition->position = offset + 1;
        m_observer.onRecord(place, {.offset = offset,
                                    .timestamp = batch.header.timestampOf(record.timestampDelta),
                                    .timestampType = batch.header.timestampType(),
                                    .leaderEpoch = batch.header.leaderEpoch,
                                    .producerId = batch.header.producerId,
                                    .isTransactional = batch.header.isTransactional(),
                                    .lastStableOffset = lastStableOffset,
                                    .key = record.key,
                                    .value = record.value,
                                    .headers = record.headers});
        if (!*alive) return false;
    }
}

bool Consumer::tellProblems() {
    const std::shared_ptr<bool> alive = m_alive;
    while (*alive && !m_problems.empty()) {
        const Problem problem = std::move(m_problems.front());
        m_problems.pop_front();
        if (find(problem.place, problem.assignment)) m_observer.onProblem(problem.place, problem.error);
    }
    return *alive;
}

}  // namespace broker::client
