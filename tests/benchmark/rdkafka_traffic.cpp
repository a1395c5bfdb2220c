#include "tests/benchmark/rdkafka_traffic.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <vector>

#include <librdkafka/rdkafka.h>

#include "tests/benchmark/machine.h"

namespace tests::benchmark {
namespace {

constexpr int kPatienceMs = 60'000;
constexpr int kRecordsBetweenPolls = 1000;
constexpr std::size_t kReasonRoom = 512;

template <auto destroy>
struct Destroyer {
    template <class T>
    void operator()(T* object) const {
        destroy(object);
    }
};
using Topic = std::unique_ptr<rd_kafka_topic_t, Destroyer<rd_kafka_topic_destroy>>;
using Queue = std::unique_ptr<rd_kafka_queue_t, Destroyer<rd_kafka_queue_destroy>>;
using Settings = std::map<std::string, std::string>;

void countDelivery(rd_kafka_t*, const rd_kafka_message_t* message, void* delivered) {
    if (message->err) giveUp(std::string("a record was not delivered: ") + rd_kafka_err2str(message->err));
    ++*static_cast<std::int64_t*>(delivered);
}

/// One client of librdkafka with one topic, which knows the topic's leaders.
class Client {
public:
    Client(rd_kafka_type_t type, const std::string& bootstrapServers, const Traffic& traffic,
           const Settings& settings);

    rd_kafka_t* handle() const { return m_client.get(); }
    rd_kafka_topic_t* topic() const { return m_topic.get(); }
    std::int64_t delivered() const { return m_delivered; }

private:
    std::int64_t m_delivered = 0;
    std::unique_ptr<rd_kafka_t, Destroyer<rd_kafka_destroy>> m_client;
    Topic m_topic;
};

Client::Client(rd_kafka_type_t type, const std::string& bootstrapServers, const Traffic& traffic,
               const Settings& settings) {
    std::array<char, kReasonRoom> reason{};
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    const auto set = [&](const std::string& name, const std::string& value) {
        if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), reason.data(), reason.size()) !=
            RD_KAFKA_CONF_OK)
            giveUp(reason.data());
    };
    set("bootstrap.servers", bootstrapServers);
    for (const auto& [name, value] : settings) set(name, value);
    rd_kafka_conf_set_opaque(conf, &m_delivered);
    if (type == RD_KAFKA_PRODUCER) rd_kafka_conf_set_dr_msg_cb(conf, countDelivery);
    m_client.reset(rd_kafka_new(type, conf, reason.data(), reason.size()));
    if (!m_client) giveUp(reason.data());
    m_topic.reset(rd_kafka_topic_new(m_client.get(), traffic.topic.c_str(), nullptr));
    const rd_kafka_metadata_t* metadata = nullptr;
    if (const auto error = rd_kafka_metadata(m_client.get(), 0, m_topic.get(), &metadata, kPatienceMs))
        giveUp(std::string("librdkafka asks for metadata: ") + rd_kafka_err2str(error));
    rd_kafka_metadata_destroy(metadata);
}

/// Without copying: `value` outlives the delivery.
void produceOne(const Client& client, int partition, std::string& value) {
    while (rd_kafka_produce(client.topic(), partition, 0, value.data(), value.size(), nullptr, 0, nullptr) !=
           0) {
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
    return secondsOf([&] {
        for (std::int64_t i = 0; i < traffic.records; ++i) {
            produceOne(client, static_cast<int>(i % traffic.partitions), value);
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
    const Queue queue(rd_kafka_queue_new(client.handle()));
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

std::string rdkafkaVersion() { return rd_kafka_version_str(); }

}  // namespace tests::benchmark
