#include "tests/benchmark/cluster_view.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <thread>

#include <fmt/core.h>

#include "tests/benchmark/rdkafka_handles.h"

namespace tests::benchmark {
namespace {

using std::chrono::steady_clock;

constexpr int kReplicas = 3;
constexpr auto kPatience = std::chrono::seconds(30);
constexpr auto kBetweenLooks = std::chrono::milliseconds(25);

bool waitUntil(const std::function<bool()>& isDone) {
    const auto end = steady_clock::now() + kPatience;
    while (!isDone()) {
        if (steady_clock::now() > end) return false;
        std::this_thread::sleep_for(kBetweenLooks);
    }
    return true;
}

/// Null while nobody answers.
using Metadata = std::unique_ptr<const rd_kafka_metadata_t, Destroyer<rd_kafka_metadata_destroy>>;
Metadata metadataOf(rd_kafka_t* client, rd_kafka_topic_t* topic) {
    constexpr int kOnceMs = 2'000;
    const rd_kafka_metadata_t* metadata = nullptr;
    if (rd_kafka_metadata(client, 0, topic, &metadata, kOnceMs) != RD_KAFKA_RESP_ERR_NO_ERROR) return nullptr;
    return Metadata(metadata);
}

}  // namespace

ClusterView::ClusterView(const std::string& bootstrapServers)
    : m_client(makeRdkafka(
                   RD_KAFKA_PRODUCER, bootstrapServers,
                   {{"log_level", "0"}, {"reconnect.backoff.ms", "20"}, {"reconnect.backoff.max.ms", "200"}})
                   .release(),
               &rd_kafka_destroy) {}

void ClusterView::waitForBrokers(int count) const {
    const bool haveCome = waitUntil([&] {
        const Metadata metadata = metadataOf(m_client.get(), nullptr);
        return metadata && metadata->broker_cnt == count;
    });
    if (!haveCome) giveUp(fmt::format("there are no {} brokers", count));
}

std::vector<ClusterView::Partition> ClusterView::partitionsOf(const std::string& topic) const {
    std::vector<Partition> partitions;
    const RdkafkaTopic handle(rd_kafka_topic_new(m_client.get(), topic.c_str(), nullptr));
    const Metadata metadata = metadataOf(m_client.get(), handle.get());
    if (!metadata || metadata->topic_cnt != 1) return partitions;
    const rd_kafka_metadata_topic_t& told = metadata->topics[0];
    partitions.resize(static_cast<std::size_t>(told.partition_cnt));
    for (int i = 0; i < told.partition_cnt; ++i) {
        const rd_kafka_metadata_partition_t& row = told.partitions[i];
        const auto index = static_cast<std::size_t>(row.id);
        if (index < partitions.size()) partitions[index] = {.leader = row.leader, .inSync = row.isr_cnt};
    }
    return partitions;
}

bool ClusterView::waitForInSync(const std::string& topic, int replicas) const {
    return waitUntil([&] {
        const std::vector<Partition> partitions = partitionsOf(topic);
        return !partitions.empty() && std::ranges::all_of(partitions, [&](const Partition& partition) {
            return partition.leader >= 0 && partition.inSync >= replicas;
        });
    });
}

std::vector<int> ClusterView::leadersOf(const std::string& topic) const {
    std::vector<int> leaders;
    for (const Partition& partition : partitionsOf(topic)) leaders.push_back(partition.leader);
    return leaders;
}

std::string ClusterView::createTopic(const std::string& topic, int partitions) const {
    const RdkafkaQueue queue(rd_kafka_queue_new(m_client.get()));
    rd_kafka_NewTopic_t* request = rd_kafka_NewTopic_new(topic.c_str(), partitions, kReplicas, nullptr, 0);
    rd_kafka_NewTopic_set_config(request, "min.insync.replicas", "2");
    // What is deleted shall not lie about while others are measured.
    rd_kafka_NewTopic_set_config(request, "file.delete.delay.ms", "0");
    rd_kafka_CreateTopics(m_client.get(), &request, 1, nullptr, queue.get());
    const RdkafkaEvent event(rd_kafka_queue_poll(queue.get(), kPatienceMs));
    rd_kafka_NewTopic_destroy(request);
    std::size_t count = 0;
    const auto* topics =
        event ? rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count)
              : nullptr;
    if (count != 1) return "no answer to creating topic " + topic;
    if (const auto error = rd_kafka_topic_result_error(topics[0]))
        return fmt::format("creating topic {}: {}", topic, rd_kafka_err2str(error));
    return waitForInSync(topic, kReplicas) ? "" : "not all replicas come into sync of " + topic;
}

void ClusterView::deleteTopic(const std::string& topic) const {
    const RdkafkaQueue queue(rd_kafka_queue_new(m_client.get()));
    rd_kafka_DeleteTopic_t* request = rd_kafka_DeleteTopic_new(topic.c_str());
    rd_kafka_DeleteTopics(m_client.get(), &request, 1, nullptr, queue.get());
    const RdkafkaEvent event(rd_kafka_queue_poll(queue.get(), kPatienceMs));
    rd_kafka_DeleteTopic_destroy(request);
    if (!event || rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
        giveUp("deleting topic " + topic);
}

}  // namespace tests::benchmark
