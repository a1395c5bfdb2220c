#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/benchmark/samples.h"

namespace tests::benchmark {

/// Records of one size, spread evenly over the partitions of a topic that exists.
struct Traffic {
    std::string topic;
    int partitions = 1;
    std::size_t recordBytes = 0;
    std::int64_t records = 0;
    /// Each record has one of so many keys, drawn; none: no record has one.
    std::uint64_t keys = 0;

    std::size_t bytes() const { return recordBytes * static_cast<std::size_t>(records); }
};

/// Seconds until librdkafka, with its own defaults and acks=all, has all records acknowledged. Connecting
/// does not count. A record that is not delivered ends the program.
double produceAll(const std::string& bootstrapServers, const Traffic& traffic);

/// Seconds until librdkafka has handed over all records from the beginning; connecting does not count.
double consumeAll(const std::string& bootstrapServers, const Traffic& traffic);

/// Microseconds of each record of `recordBytes` bytes, sent alone and without lingering, until acks=all has
/// acknowledged it.
Samples produceRoundTrips(const std::string& bootstrapServers, const Traffic& traffic);

/// Milliseconds of each record, sent at so many a second and without lingering, from the moment in which it
/// was due until acks=all has acknowledged it. A delay thus counts for every record that it holds up. The
/// first tenth is left out.
Samples produceAtRate(const std::string& bootstrapServers, const Traffic& traffic, int recordsPerSecond);

std::string rdkafkaVersion();

}  // namespace tests::benchmark
