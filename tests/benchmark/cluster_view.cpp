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

using NewTopic = std::unique_ptr<rd_kafka_NewTopic_t, Destroyer<rd_kafka_NewTopic_destroy>>;
using ConfigResource = std::unique_ptr<rd_kafka_ConfigResource_t, Destroyer<rd_kafka_ConfigResource_destroy>>;

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
    : m_client(
          makeRdkafka(RD_KAFKA_PRODUCER, bootstrapServers,
                      // By asking now and then for topics that were deleted it would have them created again.
                      {{"log_level", "0"},
                       {"reconnect.backoff.ms", "20"},
                       {"reconnect.backoff.max.ms", "200"},
                       {"topic.metadata.refresh.interval.ms", "-1"}})
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

std::string ClusterView::create(rd_kafka_NewTopic_s* request, const std::string& topic) const {
    const RdkafkaQueue queue(rd_kafka_queue_new(m_client.get()));
    rd_kafka_CreateTopics(m_client.get(), &request, 1, nullptr, queue.get());
    const RdkafkaEvent event(rd_kafka_queue_poll(queue.get(), kPatienceMs));
    std::size_t count = 0;
    const auto* topics =
        event ? rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count)
              : nullptr;
    if (count != 1) return "no answer to creating topic " + topic;
    if (const auto error = rd_kafka_topic_result_error(topics[0]))
        return fmt::format("creating topic {}: {}", topic, rd_kafka_err2str(error));
    return {};
}

std::string ClusterView::createTopic(const std::string& topic, int partitions) const {
    const NewTopic request(rd_kafka_NewTopic_new(topic.c_str(), partitions, kReplicas, nullptr, 0));
    rd_kafka_NewTopic_set_config(request.get(), "min.insync.replicas", "2");
    // What is deleted shall not lie about while others are measured.
    rd_kafka_NewTopic_set_config(request.get(), "file.delete.delay.ms", "0");
    if (const std::string reason = create(request.get(), topic); !reason.empty()) return reason;
    return waitForInSync(topic, kReplicas) ? "" : "not all replicas come into sync of " + topic;
}

std::string ClusterView::createTopicOn(int broker, const std::string& topic, const Settings& settings) const {
    const NewTopic request(rd_kafka_NewTopic_new(topic.c_str(), 1, -1, nullptr, 0));
    std::int32_t replica = broker;
    rd_kafka_NewTopic_set_replica_assignment(request.get(), 0, &replica, 1, nullptr, 0);
    rd_kafka_NewTopic_set_config(request.get(), "min.insync.replicas", "1");
    for (const auto& [name, value] : settings)
        rd_kafka_NewTopic_set_config(request.get(), name.c_str(), value.c_str());
    if (const std::string reason = create(request.get(), topic); !reason.empty()) return reason;
    return waitForInSync(topic, 1) ? "" : "there is no leader of " + topic;
}

std::string ClusterView::configureTopic(const std::string& topic, const Settings& settings) const {
    const ConfigResource resource(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str()));
    for (const auto& [name, value] : settings)
        rd_kafka_ConfigResource_set_config(resource.get(), name.c_str(), value.c_str());
    const RdkafkaQueue queue(rd_kafka_queue_new(m_client.get()));
    rd_kafka_ConfigResource_t* one = resource.get();
    rd_kafka_AlterConfigs(m_client.get(), &one, 1, nullptr, queue.get());
    const RdkafkaEvent event(rd_kafka_queue_poll(queue.get(), kPatienceMs));
    std::size_t count = 0;
    const auto* told = event ? rd_kafka_AlterConfigs_result_resources(
                                   rd_kafka_event_AlterConfigs_result(event.get()), &count)
                             : nullptr;
    if (count != 1) return "no answer to configuring topic " + topic;
    const rd_kafka_resp_err_t error = rd_kafka_ConfigResource_error(told[0]);
    return error ? fmt::format("configuring topic {}: {}", topic, rd_kafka_err2str(error)) : "";
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
