#include "tests/benchmark/sample_snapshots.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

namespace tests::benchmark {

using namespace broker;
using namespace broker::observe;

namespace {

constexpr int kBrokers = 3;
constexpr int kEveryHundredth = 100;
constexpr int kSegmentsOfOne = 3;
constexpr std::uint64_t kRecordBytes = 1024;
constexpr std::int64_t kRecords = 50'000;

std::vector<BrokerId> replicasOf(int partition) {
    std::vector<BrokerId> ids;
    for (int i = 0; i < kBrokers; ++i) ids.emplace_back((partition + i) % kBrokers + 1);
    return ids;
}

ReplicaSnapshot replicaOf(const TopicPartition& name, const Uuid& topicId, BrokerId broker) {
    const bool isLeader = replicasOf(name.partition.value()).front() == broker;
    ReplicaSnapshot replica;
    replica.partition = name;
    replica.topicId = topicId;
    replica.broker = broker;
    replica.isLeader = isLeader;
    replica.leaderEpoch = LeaderEpoch(1);
    replica.highWatermark = replica.logEnd = Offset(kRecords);
    replica.sizeBytes = kRecords * kRecordBytes;
    replica.segments = kSegmentsOfOne;
    replica.folder = fmt::format("/data/broker-{}/{}-{}", broker.value(), name.topic, name.partition.value());
    return replica;
}

std::shared_ptr<const TopicSnapshot> topicOf(int number, int partitions) {
    auto topic = std::make_shared<TopicSnapshot>();
    topic->name = fmt::format("topic-{:04}", number);
    for (int index = 0; index < partitions; ++index) {
        PartitionSnapshot partition;
        partition.index = PartitionIndex(index);
        partition.replicas = replicasOf(index);
        partition.leader = partition.preferredLeader = partition.replicas.front();
        partition.leaderEpoch = LeaderEpoch(1);
        partition.isr = partition.replicas;
        topic->partitions.push_back(std::make_shared<const PartitionSnapshot>(std::move(partition)));
    }
    return topic;
}

std::shared_ptr<const GroupSnapshot> groupOf(int number, const TopicSnapshot& topic, BrokerId coordinator) {
    auto group = std::make_shared<GroupSnapshot>();
    group->id = fmt::format("group-{:04}", number);
    group->coordinator = coordinator;
    group->partition = PartitionIndex(number % 50);
    group->state = GroupState::kStable;
    group->protocolType = "consumer";
    group->protocol = "range";
    group->generation = GenerationId(1);
    auto member = std::make_shared<GroupMemberSnapshot>();
    member->id = group->leader = group->id + "-member";
    member->clientId = group->id;
    member->isLeader = true;
    member->topics = {topic.name};
    auto owned = std::make_shared<PartitionList>();
    auto committed = std::make_shared<CommittedTopicSnapshot>();
    committed->topic = topic.name;
    for (const auto& partition : topic.partitions) {
        owned->push_back({topic.name, partition->index});
        committed->partitions.push_back({.partition = partition->index, .offset = Offset(kRecords - 10)});
    }
    member->assignment = std::move(owned);
    group->members.push_back(std::move(member));
    group->offsets.push_back(std::move(committed));
    return group;
}

std::shared_ptr<const GroupSnapshot> afterCommit(const GroupSnapshot& before) {
    auto group = std::make_shared<GroupSnapshot>(before);
    auto committed = std::make_shared<CommittedTopicSnapshot>(*group->offsets.front());
    for (CommittedOffsetSnapshot& one : committed->partitions) one.offset = one.offset + 1;
    group->offsets.front() = std::move(committed);
    ++group->commits;
    return group;
}

std::shared_ptr<const BrokerSnapshot> brokerOf(BrokerId id, const MetadataSnapshot& metadata, int groups) {
    auto broker = std::make_shared<BrokerSnapshot>();
    broker->id = id;
    broker->state = BrokerState::kRunning;
    broker->host = "127.0.0.1";
    broker->isVoter = true;
    broker->activeController = BrokerId(1);
    for (const auto& topic : metadata.topics)
        for (const auto& partition : topic->partitions) {
            broker->replicas.push_back(std::make_shared<const ReplicaSnapshot>(
                replicaOf({topic->name, partition->index}, topic->id, id)));
            broker->logBytes += broker->replicas.back()->sizeBytes;
        }
    for (int i = 0; i < groups; ++i)
        if (BrokerId(i % kBrokers + 1) == id)
            broker->groups.push_back(
                groupOf(i, *metadata.topics[static_cast<std::size_t>(i) % metadata.topics.size()], id));
    return broker;
}

bool isTouched(std::size_t place, int round) {
    return place % kEveryHundredth == static_cast<std::size_t>(round % kEveryHundredth);
}

std::shared_ptr<const BrokerSnapshot> afterTraffic(const BrokerSnapshot& before, int round) {
    constexpr std::uint64_t kMore = 100;
    auto broker = std::make_shared<BrokerSnapshot>(before);
    for (std::size_t i = 0; i < broker->replicas.size(); ++i) {
        if (!isTouched(i, round)) continue;
        auto replica = std::make_shared<ReplicaSnapshot>(*broker->replicas[i]);
        replica->logEnd = replica->highWatermark = replica->logEnd + static_cast<std::int64_t>(kMore);
        replica->sizeBytes += kMore * kRecordBytes;
        broker->logBytes += kMore * kRecordBytes;
        if (replica->isLeader)
            for (TrafficCounters* counters : {&replica->traffic, &broker->traffic}) {
                counters->recordsIn += kMore;
                counters->bytesIn += kMore * kRecordBytes;
                ++counters->batchesIn;
            }
        broker->replicas[i] = std::move(replica);
    }
    for (std::size_t i = 0; i < broker->groups.size(); ++i)
        if (isTouched(i, round)) broker->groups[i] = afterCommit(*broker->groups[i]);
    return broker;
}

/// A touched partition's last replica leaves the ISR, or is back in it.
std::shared_ptr<const MetadataSnapshot> afterTraffic(const MetadataSnapshot& before, int round) {
    auto metadata = std::make_shared<MetadataSnapshot>(before);
    metadata->end = metadata->end + 1;
    std::size_t place = 0;
    for (auto& topic : metadata->topics) {
        std::shared_ptr<TopicSnapshot> changed;
        for (std::size_t i = 0; i < topic->partitions.size(); ++i, ++place) {
            if (!isTouched(place, round)) continue;
            if (!changed) changed = std::make_shared<TopicSnapshot>(*topic);
            auto partition = std::make_shared<PartitionSnapshot>(*topic->partitions[i]);
            if (partition->isr.size() == partition->replicas.size())
                partition->isr.pop_back();
            else
                partition->isr = partition->replicas;
            partition->partitionEpoch = partition->partitionEpoch + 1;
            changed->partitions[i] = std::move(partition);
        }
        if (changed) topic = std::move(changed);
    }
    return metadata;
}

}  // namespace

std::shared_ptr<const ClusterSnapshot> largeCluster(const ClusterSize& size) {
    auto metadata = std::make_shared<MetadataSnapshot>();
    for (int i = 0; i < size.topics; ++i) metadata->topics.push_back(topicOf(i, size.partitions));
    auto cluster = std::make_shared<ClusterSnapshot>();
    cluster->number = 1;
    cluster->time = Timestamp(1'767'225'600'000);
    cluster->name = "large";
    cluster->bootstrapServers = "127.0.0.1:9092";
    cluster->activeController = BrokerId(1);
    cluster->metadata = metadata;
    for (int i = 1; i <= kBrokers; ++i)
        cluster->brokers.push_back(brokerOf(BrokerId(i), *metadata, size.groups));
    return cluster;
}

std::shared_ptr<const ClusterSnapshot> afterTraffic(const ClusterSnapshot& before, int round,
                                                    std::int64_t millisLater) {
    auto cluster = std::make_shared<ClusterSnapshot>(before);
    ++cluster->number;
    cluster->time = cluster->time + millisLater;
    cluster->metadata = afterTraffic(*before.metadata, round);
    for (auto& broker : cluster->brokers) broker = afterTraffic(*broker, round);
    return cluster;
}

}  // namespace tests::benchmark
