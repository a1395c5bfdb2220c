#include "broker/node/coordinator_runtime/coordinator_log.h"

#include <utility>

#include "broker/base/check.h"
#include "broker/node/raft_driver/log_reading.h"
#include "broker/wire/record_batch_builder.h"
#include "broker/wire/record_reader.h"

namespace broker::node {
namespace {

/// Some milliseconds of replaying.
constexpr std::uint64_t kBytesPerStep = 256 * 1024;

wire::NewRecord recordOf(const CoordinatorRecord& record, Timestamp now) {
    return {.timestamp = now,
            .key = ByteView(record.key),
            .value = record.value ? std::optional<ByteView>(*record.value) : std::nullopt};
}

}  // namespace

CoordinatorLog::CoordinatorLog(Context context, const HostedPartition& led)
    : m_context(context)
    , m_led{led.name, led.key, led.leading->ledSince()}
    , m_endAtBeginning(led.log->end()) {}

HostedPartition* CoordinatorLog::findLed(Partitions& partitions, const Leadership& led) {
    HostedPartition* hosted = partitions.find(led.name);
    const bool isLed =
        hosted && hosted->key == led.key && hosted->leading && hosted->leading->ledSince() == led.since;
    return isLed ? hosted : nullptr;
}

Result<HostedPartition*> CoordinatorLog::find() const {
    if (HostedPartition* led = findLed(m_context.partitions, m_led)) return led;
    return failure(ErrorCode::kNotCoordinator, "this broker no longer leads {}", m_led.name);
}

Result<CoordinatorLog::Step> CoordinatorLog::readOn(Offset from, Offset to, const Replay& replay) const {
    ASSIGN_OR_RETURN(const HostedPartition* const led, find());
    const Offset first = std::max(from, led->log->start());
    if (first >= to) return Step{.next = to};
    ASSIGN_OR_RETURN(const Bytes bytes, readBatches(*led->log, first, to, kBytesPerStep));
    Step step{.next = to};
    wire::BatchCursor cursor(bytes);
    for (;;) {
        ASSIGN_OR_RETURN(const std::optional<wire::BatchView> batch, cursor.next());
        if (!batch) return step;
        step.next = batch->header.nextOffset();
        if (batch->header.isControl()) continue;
        ASSIGN_OR_RETURN(wire::RecordReader reader, wire::RecordReader::open(*batch));
        wire::RecordView record;
        for (;;) {
            ASSIGN_OR_RETURN(const bool more, reader.next(record));
            if (!more) break;
            const Offset offset = batch->header.baseOffset + record.offsetDelta;
            if (offset < first) continue;  // the log begins inside this batch
            ++step.records;
            RETURN_IF_ERROR(replay(record, offset));
        }
    }
}

Result<void> CoordinatorLog::append(std::span<const CoordinatorRecord> records, bool isAtomic,
                                    const Accepted& accepted) {
    ASSIGN_OR_RETURN(const HostedPartition* const led, find());
    const std::size_t most = led->log->config().maxMessageBytes;
    std::size_t begin = 0;
    std::size_t size = wire::kBatchHeaderSize;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const std::size_t more = wire::BatchBuilder::sizeOf(recordOf(records[i], Timestamp(0)));
        if (size + more > most && (isAtomic || i == begin))
            return failure(ErrorCode::kRecordListTooLarge,
                           "{} records are more than the {} bytes of a batch of {}", records.size(), most,
                           m_led.name);
        if (size + more > most) {
            RETURN_IF_ERROR(appendBatch(records.subspan(begin, i - begin), begin, accepted));
            begin = i;
            size = wire::kBatchHeaderSize;
        }
        size += more;
    }
    return appendBatch(records.subspan(begin), begin, accepted);
}

Result<void> CoordinatorLog::appendBatch(std::span<const CoordinatorRecord> records, std::size_t firstIndex,
                                         const Accepted& accepted) {
    ASSIGN_OR_RETURN(HostedPartition* const led, find());
    RETURN_IF_ERROR(led->leading->checkEnoughInSync());
    const Timestamp now = m_context.world.clock.wallTime();
    wire::BatchBuilder builder(wire::BatchBuilder::Options{});
    for (const CoordinatorRecord& record : records) builder.append(recordOf(record, now));
    ASSIGN_OR_RETURN(Bytes batch, builder.build());
    ASSIGN_OR_RETURN(const log::AppendResult appended,
                     led->log->appendAsLeader(batch, {.leaderEpoch = led->leaderEpoch, .now = now}));
    for (std::size_t i = 0; i < records.size(); ++i)
        accepted(firstIndex + i, appended.firstOffset + static_cast<std::int64_t>(i));
    m_context.partitions.appended(*led, appended);
    return {};
}

std::optional<Result<void>> CoordinatorLog::isCommitted(Partitions& partitions, const Leadership& led,
                                                        Offset required) {
    const HostedPartition* hosted = findLed(partitions, led);
    if (!hosted)
        return failure(ErrorCode::kNotCoordinator, "another broker may coordinate from {}", led.name);
    if (hosted->leading->highWatermark() < required) return std::nullopt;
    return Result<void>();
}

void CoordinatorLog::whenCommitted(Offset required, world::Duration patience,
                                   world::Completion<Result<void>> done) const {
    if (const auto known = isCommitted(m_context.partitions, m_led, required)) return done(*known);
    m_context.delayed.add({m_led.key}, patience,
                          [&partitions = m_context.partitions, led = m_led, required,
                           done = std::move(done)](bool expired) mutable {
                              const auto known = isCommitted(partitions, led, required);
                              if (!known && !expired) return false;
                              done(known ? *known
                                         : failure(ErrorCode::kRequestTimedOut,
                                                   "not all replicas in sync have {} in time", led.name));
                              return true;
                          });
}

}  // namespace broker::node
