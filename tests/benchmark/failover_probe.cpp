#include "tests/benchmark/failover_probe.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "tests/benchmark/rdkafka_handles.h"

namespace tests::benchmark {
namespace {

using std::chrono::steady_clock;

constexpr int kBetweenRecordsMs = 2;
/// Acknowledged before the kill, so that all connections are there.
constexpr int kWarmUpAcks = 100;

/// Sends on a thread of its own, until it is destroyed.
class Probe {
public:
    Probe(const std::string& bootstrapServers, const std::string& topic, int partition);
    ~Probe() {
        m_thread.request_stop();
        m_thread.join();
        rd_kafka_purge(m_client.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
        rd_kafka_flush(m_client.get(), kPatienceMs);
    }

    bool waitForAcks(int count) {
        return wait([this, count] { return m_acks >= count; });
    }
    /// The first acknowledgement of a record that was sent later than this.
    std::optional<steady_clock::time_point> waitForAckOfLater(steady_clock::time_point moment) {
        {
            const std::lock_guard lock(m_mutex);
            m_since = moment;
        }
        wait([this] { return m_firstAck.has_value(); });
        const std::lock_guard lock(m_mutex);
        return m_firstAck;
    }

private:
    static void onDelivery(rd_kafka_t*, const rd_kafka_message_t* message, void* self) {
        static_cast<Probe*>(self)->delivered(*message);
    }
    void delivered(const rd_kafka_message_t& message);
    void send();
    template <class Condition>
    bool wait(const Condition& condition) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, kFailoverPatience, condition);
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_acks = 0;
    std::optional<steady_clock::time_point> m_since;
    std::optional<steady_clock::time_point> m_firstAck;

    const int m_partition;
    RdkafkaHandle m_client;
    RdkafkaTopic m_topic;
    std::jthread m_thread;
};

Probe::Probe(const std::string& bootstrapServers, const std::string& topic, int partition)
    : m_partition(partition)
    , m_client(makeRdkafka(RD_KAFKA_PRODUCER, bootstrapServers,
                           {{"acks", "all"},
                            {"linger.ms", "0"},
                            {"max.in.flight", "1"},
                            {"log_level", "0"},
                            {"retry.backoff.ms", "20"},
                            {"reconnect.backoff.ms", "20"},
                            {"reconnect.backoff.max.ms", "100"},
                            {"topic.metadata.refresh.fast.interval.ms", "20"}},
                           {.onDelivery = onDelivery, .opaque = this}))
    , m_topic(rd_kafka_topic_new(m_client.get(), topic.c_str(), nullptr))
    , m_thread([this](const std::stop_token& stopped) {
        while (!stopped.stop_requested()) {
            send();
            rd_kafka_poll(m_client.get(), kBetweenRecordsMs);
            std::this_thread::sleep_for(std::chrono::milliseconds(kBetweenRecordsMs));
        }
    }) {}

/// The moment of sending travels as the record's opaque pointer, which is never followed.
void Probe::send() {
    static char value[] = "failover";
    const auto sent = steady_clock::now().time_since_epoch().count();
    rd_kafka_produce(m_topic.get(), m_partition, 0, value, sizeof value, nullptr, 0,
                     reinterpret_cast<void*>(static_cast<std::intptr_t>(sent)));
}

void Probe::delivered(const rd_kafka_message_t& message) {
    if (message.err) return;
    const steady_clock::time_point sent(
        steady_clock::duration(reinterpret_cast<std::intptr_t>(message._private)));
    const std::lock_guard lock(m_mutex);
    ++m_acks;
    if (m_since && sent > *m_since && !m_firstAck) m_firstAck = steady_clock::now();
    m_changed.notify_all();
}

}  // namespace

std::optional<double> millisecondsToFirstAck(const std::string& bootstrapServers, const std::string& topic,
                                             int partition, const std::function<void()>& kill) {
    Probe probe(bootstrapServers, topic, partition);
    if (!probe.waitForAcks(kWarmUpAcks)) return std::nullopt;
    const auto begin = steady_clock::now();
    kill();
    const auto end = probe.waitForAckOfLater(steady_clock::now());
    if (!end) return std::nullopt;
    return std::chrono::duration<double, std::milli>(*end - begin).count();
}

}  // namespace tests::benchmark
