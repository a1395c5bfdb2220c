#include "tests/benchmark/rdkafka_traffic.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "broker/base/random.h"
#include "tests/benchmark/paced_producer.h"
#include "tests/benchmark/rdkafka_handles.h"

namespace tests::benchmark {
namespace {

constexpr int kRecordsBetweenPolls = 1000;

void countDelivery(rd_kafka_t*, const rd_kafka_message_t* message, void* delivered) {
    if (message->err) giveUp(std::string("a record was not delivered: ") + rd_kafka_err2str(message->err));
    ++*static_cast<std::int64_t*>(delivered);
}

/// One client of librdkafka with one topic, which knows the topic's leaders.
class Client {
public:
    Client(rd_kafka_type_t type, const std::string& bootstrapServers, const Traffic& traffic,
           const RdkafkaSettings& settings);

    rd_kafka_t* handle() const { return m_client.get(); }
    rd_kafka_topic_t* topic() const { return m_topic.get(); }
    std::int64_t delivered() const { return m_delivered; }

private:
    std::int64_t m_delivered = 0;
    RdkafkaHandle m_client;
    RdkafkaTopic m_topic;
};

Client::Client(rd_kafka_type_t type, const std::string& bootstrapServers, const Traffic& traffic,
               const RdkafkaSettings& settings) {
    m_client = makeRdkafka(
        type, bootstrapServers, settings,
        {.onDelivery = type == RD_KAFKA_PRODUCER ? countDelivery : nullptr, .opaque = &m_delivered});
    m_topic.reset(rd_kafka_topic_new(m_client.get(), traffic.topic.c_str(), nullptr));
    const rd_kafka_metadata_t* metadata = nullptr;
    if (const auto error = rd_kafka_metadata(m_client.get(), 0, m_topic.get(), &metadata, kPatienceMs))
        giveUp(std::string("librdkafka asks for metadata: ") + rd_kafka_err2str(error));
    rd_kafka_metadata_destroy(metadata);
}

/// Without copying: `value` outlives the delivery.
void produceOne(const Client& client, int partition, std::string& value, const std::string& key = {}) {
    while (rd_kafka_produce(client.topic(), partition, 0, value.data(), value.size(),
                            key.empty() ? nullptr : key.data(), key.size(), nullptr) != 0) {
        const rd_kafka_resp_err_t error = rd_kafka_last_error();
        if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL)
            giveUp(std::string("librdkafka takes no record: ") + rd_kafka_err2str(error));
        rd_kafka_poll(client.handle(), kPatienceMs);
    }
}

}  // namespace

double produceAll(const std::string& bootstrapServers, const Traffic& traffic) {
    std::string value(traffic.recordBytes, 'x');
    const Client client(RD_KAFKA_PRODUCER, bootstrapServers, traffic, {});
    broker::Random random(1);
    return secondsOf([&] {
        for (std::int64_t i = 0; i < traffic.records; ++i) {
            const std::string key =
                traffic.keys == 0 ? std::string() : fmt::format("key-{}", random.below(traffic.keys));
            produceOne(client, static_cast<int>(i % traffic.partitions), value, key);
            if (i % kRecordsBetweenPolls == 0) rd_kafka_poll(client.handle(), 0);
        }
        while (client.delivered() < traffic.records)
            if (rd_kafka_poll(client.handle(), kPatienceMs) == 0) giveUp("records are not acknowledged");
    });
}

double consumeAll(const std::string& bootstrapServers, const Traffic& traffic) {
    constexpr std::size_t kMostAtOnce = 1000;
    // A client whose queue is full looks again only after a second, and would be all that is measured.
    const Client client(RD_KAFKA_CONSUMER, bootstrapServers, traffic,
                        {{"queued.min.messages", "10000000"}, {"queued.max.messages.kbytes", "2097151"}});
    const RdkafkaQueue queue(rd_kafka_queue_new(client.handle()));
    std::vector<rd_kafka_message_t*> messages(kMostAtOnce);
    const double seconds = secondsOf([&] {
        for (int partition = 0; partition < traffic.partitions; ++partition)
            if (rd_kafka_consume_start_queue(client.topic(), partition, RD_KAFKA_OFFSET_BEGINNING,
                                             queue.get()) != 0)
                giveUp("librdkafka does not begin to consume");
        for (std::int64_t left = traffic.records; left > 0;) {
            // It waits until it has as many as it may take, so it must not ask for more than will come.
            const std::size_t most = std::min(messages.size(), static_cast<std::size_t>(left));
            const ssize_t count =
                rd_kafka_consume_batch_queue(queue.get(), kPatienceMs, messages.data(), most);
            if (count <= 0) giveUp("records do not come");
            for (ssize_t i = 0; i < count; ++i) {
                rd_kafka_message_t* message = messages[static_cast<std::size_t>(i)];
                if (message->err) giveUp(std::string("consuming: ") + rd_kafka_message_errstr(message));
                if (message->len != traffic.recordBytes) giveUp("a record came back with another size");
                rd_kafka_message_destroy(message);
            }
            left -= count;
        }
    });
    for (int partition = 0; partition < traffic.partitions; ++partition)
        rd_kafka_consume_stop(client.topic(), partition);
    return seconds;
}

Samples produceRoundTrips(const std::string& bootstrapServers, const Traffic& traffic) {
    std::string value(traffic.recordBytes, 'x');
    const Client client(RD_KAFKA_PRODUCER, bootstrapServers, traffic,
                        {{"linger.ms", "0"}, {"socket.nagle.disable", "true"}});
    Samples samples;
    for (std::int64_t i = 0; i < traffic.records; ++i)
        samples.add(1e6 * secondsOf([&] {
                        produceOne(client, 0, value);
                        while (client.delivered() <= i)
                            if (rd_kafka_poll(client.handle(), kPatienceMs) == 0)
                                giveUp("a record is not acknowledged");
                    }));
    return samples;
}

Samples produceAtRate(const std::string& bootstrapServers, const Traffic& traffic, int recordsPerSecond) {
    constexpr int kWarmUpShare = 10;
    PacedProducer producer(bootstrapServers, traffic, recordsPerSecond);
    producer.finish();
    // The first records also wait for connections.
    return producer.latencies(producer.dueAt(traffic.records / kWarmUpShare),
                              producer.dueAt(traffic.records));
}

std::string rdkafkaVersion() { return rd_kafka_version_str(); }

}  // namespace tests::benchmark
