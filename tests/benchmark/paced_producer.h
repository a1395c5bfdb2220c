#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "tests/benchmark/rdkafka_handles.h"
#include "tests/benchmark/rdkafka_traffic.h"
#include "tests/benchmark/samples.h"

namespace tests::benchmark {

/// Sends records with acks=all and without lingering, each at its own moment, on threads of its own from the
/// construction on. A record that is not delivered ends the program.
class PacedProducer {
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// So many records a second until `traffic.records` are sent or `stop` is called.
    PacedProducer(const std::string& bootstrapServers, Traffic traffic, int recordsPerSecond);
    ~PacedProducer() { stop(); }

    Moment dueAt(std::int64_t record) const { return m_begin + m_between * record; }

    /// Until all records are acknowledged.
    void finish();
    /// No more are sent; until those that were are acknowledged.
    void stop();

    /// After that: milliseconds of each record that was due in [from, to), from the moment in which it was
    /// due until it was acknowledged. A delay thus counts for every record that it holds up.
    Samples latencies(Moment from, Moment to) const;

private:
    void send();
    void noteDeliveries();
    static void noteDelivery(rd_kafka_t*, const rd_kafka_message_t* message, void* opaque);

    const Traffic m_traffic;
    const std::chrono::steady_clock::duration m_between;
    std::string m_value;
    std::vector<double> m_milliseconds;  ///< by record; written by the poller only
    RdkafkaHandle m_client;
    RdkafkaTopic m_topic;
    Moment m_begin;
    std::atomic<bool> m_isStopping = false;
    std::atomic<bool> m_isSent = false;
    std::atomic<std::int64_t> m_sent = 0;
    std::int64_t m_delivered = 0;
    std::thread m_sender;
    std::thread m_poller;
};

}  // namespace tests::benchmark
