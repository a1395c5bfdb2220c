#include "tests/app/groups/sample_group.h"

#include <algorithm>

namespace sample {

using namespace broker;
using namespace broker::observe;

TopicPartition at(const std::string& topic, int partition) { return {topic, PartitionIndex(partition)}; }

GroupCluster& GroupCluster::topic(const std::string& name, int partitions) {
    auto topic = std::make_shared<TopicSnapshot>();
    topic->name = name;
    for (int i = 0; i < partitions; ++i) {
        PartitionSnapshot partition;
        partition.index = PartitionIndex(i);
        partition.leader = partition.preferredLeader = BrokerId(1);
        partition.replicas = partition.isr = {BrokerId(1), BrokerId(2)};
        topic->partitions.push_back(std::make_shared<const PartitionSnapshot>(std::move(partition)));
    }
    m_topics.push_back(std::move(topic));
    std::ranges::sort(m_topics, {}, [](const auto& one) { return one->name; });
    return *this;
}

GroupCluster& GroupCluster::log(const TopicPartition& which, std::int64_t start, std::int64_t highWatermark) {
    ReplicaSnapshot replica;
    replica.partition = which;
    replica.broker = BrokerId(1);
    replica.isLeader = true;
    replica.logStart = Offset(start);
    replica.highWatermark = replica.logEnd = Offset(highWatermark);
    m_replicas.push_back(std::make_shared<const ReplicaSnapshot>(std::move(replica)));
    std::ranges::sort(m_replicas, {}, [](const auto& one) { return one->partition; });
    return *this;
}

GroupCluster& GroupCluster::leaderless(const TopicPartition& which) {
    for (auto& topic : m_topics) {
        if (topic->name != which.topic) continue;
        auto& leaf = topic->partitions[static_cast<std::size_t>(which.partition.value())];
        auto partition = std::make_shared<PartitionSnapshot>(*leaf);
        partition->leader = kNoBroker;
        leaf = std::move(partition);
    }
    return *this;
}

GroupCluster& GroupCluster::member(const MemberRow& row, const std::vector<std::string>& protocols) {
    GroupMemberSnapshot member;
    member.id = row.id;
    member.clientId = "client of " + row.id;
    member.topics = row.topics;
    member.protocols = protocols;
    auto assignment = row.assignment;
    std::ranges::sort(assignment);
    member.assignment = std::make_shared<const PartitionList>(std::move(assignment));
    group.members.push_back(std::make_shared<const GroupMemberSnapshot>(std::move(member)));
    std::ranges::sort(group.members, {}, [](const auto& one) { return one->id; });
    return *this;
}

GroupCluster& GroupCluster::committed(const TopicPartition& which, std::int64_t offset) {
    auto topic = std::make_shared<CommittedTopicSnapshot>();
    topic->topic = which.topic;
    if (!group.offsets.empty() && group.offsets.back()->topic == which.topic) {
        *topic = *group.offsets.back();
        group.offsets.pop_back();
    }
    topic->partitions.push_back({.partition = which.partition, .offset = Offset(offset)});
    group.offsets.push_back(std::move(topic));
    return *this;
}

GroupCluster& GroupCluster::before(const std::vector<std::pair<TopicPartition, std::string>>& owners) {
    auto rebalance = std::make_shared<RebalanceSnapshot>();
    rebalance->began = Timestamp(1000);
    rebalance->completed = Timestamp(1400);
    Ownership before;
    for (const auto& [partition, member] : owners)
        before.push_back({.partition = partition, .member = member, .clientId = "client of " + member});
    rebalance->before = std::make_shared<const Ownership>(std::move(before));
    group.rebalance = std::move(rebalance);
    return *this;
}

ClusterSnapshot GroupCluster::snapshot() const {
    ClusterSnapshot snapshot;
    auto metadata = std::make_shared<MetadataSnapshot>();
    metadata->topics.assign(m_topics.begin(), m_topics.end());
    snapshot.metadata = std::move(metadata);
    auto broker = std::make_shared<BrokerSnapshot>();
    broker->id = BrokerId(1);
    broker->state = BrokerState::kRunning;
    broker->replicas = m_replicas;
    snapshot.brokers.push_back(std::move(broker));
    return snapshot;
}

}  // namespace sample
