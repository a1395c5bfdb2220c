#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "broker/observe/snapshot.h"

namespace app {

/// The replicas of one topic on all brokers of a snapshot, which must outlive it: where all of a topic's are
/// asked for, they need not be looked for among those of all topics.
class TopicReplicas {
public:
    using Pointer = std::shared_ptr<const broker::observe::ReplicaSnapshot>;

    TopicReplicas(const broker::observe::ClusterSnapshot& snapshot, const std::string& topic) {
        const auto topicOf = [](const Pointer& replica) -> const std::string& {
            return replica->partition.topic;
        };
        for (const auto& broker : snapshot.brokers)
            m_brokers.push_back({broker->id, std::ranges::equal_range(broker->replicas, topic, {}, topicOf)});
    }

    /// Null: the broker holds none.
    Pointer find(broker::PartitionIndex partition, broker::BrokerId broker) const {
        const auto holder = std::ranges::find(m_brokers, broker, &Holder::id);
        if (holder == m_brokers.end()) return nullptr;
        const auto indexOf = [](const Pointer& replica) { return replica->partition.partition; };
        const auto found = std::ranges::lower_bound(holder->replicas, partition, {}, indexOf);
        return found != holder->replicas.end() && indexOf(*found) == partition ? *found : nullptr;
    }

private:
    struct Holder {
        broker::BrokerId id = broker::kNoBroker;
        std::span<const Pointer> replicas;  ///< ascending by partition
    };
    std::vector<Holder> m_brokers;
};

}  // namespace app
