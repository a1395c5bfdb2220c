#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "broker/wire/record_control.h"
#include "broker/wire/record_reader.h"
#include "tests/broker/log/log_fixture.h"

namespace tests {

/// A record with a key, as tests of compaction write and read it.
struct Keyed {
    std::string key;
    std::optional<std::string> value;
    std::int64_t offset = -1;

    friend bool operator==(const Keyed&, const Keyed&) = default;
};

struct KeyedBatch {
    std::vector<Keyed> records;
    std::int64_t timestamp = kNow.value();
    broker::wire::BatchBuilder::Options options;
};

inline broker::Bytes makeKeyed(const KeyedBatch& spec) {
    broker::wire::BatchBuilder builder(spec.options);
    for (const Keyed& record : spec.records) {
        broker::wire::NewRecord made{.timestamp = broker::Timestamp(spec.timestamp),
                                     .key = broker::asBytes(record.key)};
        if (record.value) made.value = broker::asBytes(*record.value);
        builder.append(made);
    }
    return builder.build().value();
}

inline bool put(broker::log::PartitionLog& log, const KeyedBatch& spec, broker::LeaderEpoch epoch = kEpoch) {
    broker::Bytes batch = makeKeyed(spec);
    return log.appendAsLeader(batch, {.leaderEpoch = epoch, .now = kNow}).has_value();
}

/// A transaction marker.
inline bool mark(broker::log::PartitionLog& log, std::int64_t producer,
                 broker::wire::ControlRecordType type) {
    broker::Bytes batch = broker::wire::buildEndTransactionBatch(
        {.timestamp = kNow}, {.type = type}, broker::ProducerId(producer), broker::ProducerEpoch(0));
    return log.appendAsLeader(batch, {.leaderEpoch = kEpoch, .now = kNow}).has_value();
}

/// Every batch from the log's start on; empty and one of a CRC of 0 if reading fails.
inline std::vector<broker::Bytes> batchesOf(const broker::log::PartitionLog& log) {
    std::vector<broker::Bytes> batches;
    for (broker::Offset from = log.start(); from < log.end();) {
        const auto fetched = log.read(from, {.maxBytes = 1U << 30, .upperBound = log.end()});
        if (!fetched || fetched->empty()) break;
        const broker::Bytes bytes = bytesOf(*fetched);
        broker::wire::BatchCursor cursor(bytes);
        while (const auto batch = cursor.next().value()) {
            if (!broker::wire::checkCrc(batch->bytes)) return {{}};
            batches.emplace_back(batch->bytes.begin(), batch->bytes.end());
        }
        from = fetched->nextOffset;
    }
    return batches;
}

/// Every record but control records.
inline std::vector<Keyed> recordsOf(const broker::log::PartitionLog& log) {
    std::vector<Keyed> records;
    for (const broker::Bytes& bytes : batchesOf(log)) {
        const auto batch = broker::wire::parseBatch(bytes).value();
        if (batch.header.isControl()) continue;
        auto reader = broker::wire::RecordReader::open(batch).value();
        broker::wire::RecordView record;
        while (reader.next(record).value()) {
            Keyed& found = records.emplace_back();
            found.offset = (batch.header.baseOffset + record.offsetDelta).value();
            if (record.key) found.key.assign(record.key->begin(), record.key->end());
            if (record.value) found.value.emplace(record.value->begin(), record.value->end());
        }
    }
    return records;
}

/// "a=3@7 b@9": key, value, offset; a tombstone has no value.
inline std::string tell(const std::vector<Keyed>& records) {
    std::string text;
    for (const Keyed& record : records)
        text += (text.empty() ? "" : " ") + record.key +
                (record.value ? "=" + *record.value : std::string()) + "@" + std::to_string(record.offset);
    return text;
}

/// A log whose sealed segments may all be compacted, and rounds of compaction.
struct CompactedLog : LogFixture {
    explicit CompactedLog(std::uint32_t segmentBytes = 1U << 20,
                          broker::world::Timers* givenTimers = nullptr) {
        timers = givenTimers;
        config.compacted = true;
        config.deleted = false;
        config.segmentBytes = segmentBytes;
        config.indexIntervalBytes = 100;
        log = open();
    }
    void add(const std::string& key, std::optional<std::string> value) {
        (void)put(*log, {.records = {{key, std::move(value)}}});
    }
    /// Everything so far becomes sealed and durable.
    void seal() {
        (void)log->roll(kNow);
        settle();
        const auto call = log->flush([](const broker::Result<broker::Offset>&) {});
        settle();
    }
    std::optional<broker::Result<broker::log::CleanReport>> clean(std::int64_t later = 0,
                                                                  std::size_t mapBytes = 1U << 20) {
        std::optional<broker::Result<broker::log::CleanReport>> result;
        log->clean({.highWatermark = log->end(),
                    .now = broker::Timestamp(kNow.value() + later),
                    .mapBytes = mapBytes,
                    .secret = {1, 2}},
                   [&](broker::Result<broker::log::CleanReport> report) { result = std::move(report); });
        settle();
        return result;
    }
    void reopen(bool clean = false) {
        log = nullptr;
        log = open(clean);
    }

    std::unique_ptr<broker::log::PartitionLog> log;
};

}  // namespace tests
