#pragma once

#include <memory>
#include <string>
#include <vector>

#include "broker/log/partition_log.h"
#include "broker/wire/record_batch_builder.h"
#include "tests/broker/log/memory_files.h"

namespace tests {

inline constexpr const char* kFolder = "/data/orders-0";
inline constexpr broker::LeaderEpoch kEpoch{3};
inline constexpr broker::Timestamp kNow{1'700'000'000'000};

struct BatchSpec {
    int records = 1;
    std::int64_t timestamp = kNow.value();  ///< of the first record; the others follow a millisecond apart
    std::size_t valueSize = 10;
    std::int64_t producerId = -1;
    std::int16_t producerEpoch = 0;
    std::int32_t sequence = 0;
    std::int64_t baseOffset = 0;
    std::int32_t leaderEpoch = 0;
    broker::wire::Codec codec = broker::wire::Codec::kNone;
    std::int32_t lastOffsetDelta = -1;  ///< as compaction would keep it; -1: that of the last record
};

inline broker::Bytes makeBatch(const BatchSpec& spec = {}) {
    const bool idempotent = spec.producerId >= 0;
    broker::wire::BatchBuilder builder(
        {.baseOffset = broker::Offset(spec.baseOffset),
         .leaderEpoch = broker::LeaderEpoch(spec.leaderEpoch),
         .codec = spec.codec,
         .producerId = broker::ProducerId(spec.producerId),
         .producerEpoch = broker::ProducerEpoch(idempotent ? spec.producerEpoch : std::int16_t{-1}),
         .baseSequence = broker::Sequence(idempotent ? spec.sequence : -1)});
    for (int i = 0; i < spec.records; ++i) {
        const std::string value(spec.valueSize, static_cast<char>('a' + i % 26));
        builder.append({.timestamp = broker::Timestamp(spec.timestamp + i),
                        .key = broker::asBytes("key"),
                        .value = broker::asBytes(value)});
    }
    if (spec.lastOffsetDelta >= 0) builder.keepLastOffsetDelta(spec.lastOffsetDelta);
    return builder.build().value();
}

/// A disk, a helper and logs on them.
struct LogFixture {
    std::unique_ptr<MemoryFiles> files = std::make_unique<MemoryFiles>();
    ManualWork work;
    broker::log::LogConfig config;
    broker::world::Timers* timers = nullptr;  ///< null: what is deleted goes at once

    broker::Result<std::unique_ptr<broker::log::PartitionLog>> tryOpen(
        bool clean = false, broker::Offset recoveryPoint = broker::Offset(0),
        broker::Offset logStart = broker::Offset(0)) {
        return broker::log::PartitionLog::open(*files, work,
                                               {.folder = kFolder,
                                                .partition = {"orders", broker::PartitionIndex(0)},
                                                .config = config,
                                                .now = kNow,
                                                .cleanShutdown = clean,
                                                .recoveryPoint = recoveryPoint,
                                                .logStart = logStart,
                                                .timers = timers});
    }
    std::unique_ptr<broker::log::PartitionLog> open(bool clean = false,
                                                    broker::Offset recoveryPoint = broker::Offset(0)) {
        return std::move(tryOpen(clean, recoveryPoint)).value();
    }
    /// Lets all that is under way complete.
    void settle() {
        for (int i = 0; i < 3; ++i) {
            work.runAll();
            files->finishSyncs();
        }
    }
};

inline std::expected<broker::log::AppendResult, broker::wire::ProduceRejection> produce(
    broker::log::PartitionLog& log, const BatchSpec& spec, broker::LeaderEpoch epoch = kEpoch,
    broker::Timestamp now = kNow) {
    broker::Bytes batch = makeBatch(spec);
    return log.appendProduced(batch, {.leaderEpoch = epoch, .now = now});
}

/// What a reader gets, as bytes.
inline broker::Bytes bytesOf(const broker::log::FetchSlice& fetched) {
    broker::Bytes bytes(fetched.slice.length);
    if (fetched.slice.file) (void)fetched.slice.file->readAt(fetched.slice.position, bytes);
    return bytes;
}

/// Base offsets of all batches from `from` to the log's end, read segment by segment.
inline std::vector<std::int64_t> batchBases(const broker::log::PartitionLog& log, broker::Offset from) {
    std::vector<std::int64_t> bases;
    while (from < log.end()) {
        const auto fetched = log.read(from, {.maxBytes = 1U << 30, .upperBound = log.end()});
        if (!fetched || fetched->empty()) break;
        const broker::Bytes bytes = bytesOf(*fetched);
        broker::wire::BatchCursor cursor(bytes);
        while (const auto batch = cursor.next().value()) {
            if (!broker::wire::checkCrc(batch->bytes)) return {-1};
            bases.push_back(batch->header.baseOffset.value());
        }
        from = fetched->nextOffset;
    }
    return bases;
}

}  // namespace tests
