#pragma once

#include <memory>
#include <string>
#include <vector>

#include "broker/observe/snapshot.h"

/// A cluster with a group in it, made step by step by a test.
namespace sample {

struct MemberRow {
    std::string id;
    std::vector<std::string> topics;
    std::vector<broker::TopicPartition> assignment;
};

broker::TopicPartition at(const std::string& topic, int partition);

class GroupCluster {
public:
    /// Topics that broker 1 leads, all replicas there.
    GroupCluster& topic(const std::string& name, int partitions);
    /// The leader's log.
    GroupCluster& log(const broker::TopicPartition& which, std::int64_t start, std::int64_t highWatermark);
    GroupCluster& leaderless(const broker::TopicPartition& which);
    GroupCluster& member(const MemberRow& row, const std::vector<std::string>& protocols = {"range"});
    GroupCluster& committed(const broker::TopicPartition& which, std::int64_t offset);
    /// The last rebalance, over, with what its members had before.
    GroupCluster& before(const std::vector<std::pair<broker::TopicPartition, std::string>>& owners);

    broker::observe::GroupSnapshot group;
    broker::observe::ClusterSnapshot snapshot() const;

private:
    std::vector<std::shared_ptr<broker::observe::TopicSnapshot>> m_topics;
    std::vector<std::shared_ptr<const broker::observe::ReplicaSnapshot>> m_replicas;
};

}  // namespace sample
