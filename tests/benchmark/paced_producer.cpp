#include "tests/benchmark/paced_producer.h"

#include <algorithm>
#include <utility>

#include "tests/benchmark/machine.h"

namespace tests::benchmark {

PacedProducer::PacedProducer(const std::string& bootstrapServers, Traffic traffic, int recordsPerSecond)
    : m_traffic(std::move(traffic))
    , m_between(std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::seconds(1)) /
                recordsPerSecond)
    , m_value(m_traffic.recordBytes, 'x')
    , m_milliseconds(static_cast<std::size_t>(m_traffic.records))
    , m_client(makeRdkafka(RD_KAFKA_PRODUCER, bootstrapServers,
                           {{"linger.ms", "0"}, {"socket.nagle.disable", "true"}},
                           {.onDelivery = noteDelivery, .opaque = this}))
    , m_topic(rd_kafka_topic_new(m_client.get(), m_traffic.topic.c_str(), nullptr)) {
    const rd_kafka_metadata_t* metadata = nullptr;
    if (rd_kafka_metadata(m_client.get(), 0, m_topic.get(), &metadata, kPatienceMs) !=
        RD_KAFKA_RESP_ERR_NO_ERROR)
        giveUp("librdkafka asks for metadata");
    rd_kafka_metadata_destroy(metadata);
    m_begin = std::chrono::steady_clock::now();
    m_poller = std::thread([this] { noteDeliveries(); });
    m_sender = std::thread([this] { send(); });
}

void PacedProducer::send() {
    for (std::int64_t i = 0; i < m_traffic.records && !m_isStopping; ++i) {
        std::this_thread::sleep_until(dueAt(i));
        const auto partition = static_cast<std::int32_t>(i) % m_traffic.partitions;
        // The number of the record travels as its opaque pointer, which is never followed.
        if (rd_kafka_produce(m_topic.get(), partition, 0, m_value.data(), m_value.size(), nullptr, 0,
                             reinterpret_cast<void*>(i)) != 0)
            giveUp("librdkafka takes no record");
        ++m_sent;
    }
    m_isSent = true;
}

void PacedProducer::noteDeliveries() {
    constexpr int kLookAgainMs = 10;
    auto progress = std::chrono::steady_clock::now();
    while (!m_isSent || m_delivered < m_sent) {
        const auto now = std::chrono::steady_clock::now();
        if (rd_kafka_poll(m_client.get(), kLookAgainMs) > 0)
            progress = now;
        else if (now - progress > std::chrono::milliseconds(kPatienceMs))
            giveUp("records are not acknowledged");
    }
}

void PacedProducer::noteDelivery(rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
    if (message->err) giveUp(std::string("a record was not delivered: ") + rd_kafka_err2str(message->err));
    auto& self = *static_cast<PacedProducer*>(opaque);
    const auto record = static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(message->_private));
    self.m_milliseconds[static_cast<std::size_t>(record)] =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - self.dueAt(record))
            .count();
    ++self.m_delivered;
}

void PacedProducer::finish() {
    if (m_sender.joinable()) m_sender.join();
    if (m_poller.joinable()) m_poller.join();
}

void PacedProducer::stop() {
    m_isStopping = true;
    finish();
}

Samples PacedProducer::latencies(Moment from, Moment to) const {
    Samples samples;
    for (std::int64_t i = 0; i < m_delivered; ++i)
        if (dueAt(i) >= from && dueAt(i) < to) samples.add(m_milliseconds[static_cast<std::size_t>(i)]);
    return samples;
}

}  // namespace tests::benchmark
