#include "app/groups/coordinator_choice.h"

#include <algorithm>

#include "broker/groups/group_partition.h"

namespace app {

using namespace broker::observe;

constexpr std::int32_t kUsualPartitions = 50;  ///< offsets.topic.num.partitions

CoordinatorChoice coordinatorChoice(const ClusterSnapshot& snapshot, std::string_view groupId) {
    CoordinatorChoice choice;
    choice.hash = broker::groups::javaHashCode(groupId);
    const TopicSnapshot* offsets = snapshot.topic("__consumer_offsets");
    choice.exists = offsets && !offsets->partitions.empty();
    choice.partitions =
        choice.exists ? static_cast<std::int32_t>(offsets->partitions.size()) : kUsualPartitions;
    choice.partition = broker::groups::partitionOfGroup(groupId, choice.partitions);
    if (!choice.exists) return choice;
    const PartitionSnapshot& partition =
        *offsets->partitions[static_cast<std::size_t>(choice.partition.value())];
    choice.leader = partition.leader;
    choice.replicas = partition.replicas;
    for (const broker::BrokerId id : partition.replicas)
        if (const BrokerSnapshot* holder = snapshot.broker(id); !holder || !isAlive(holder->state))
            choice.down.push_back(id);
    const BrokerSnapshot* leader = snapshot.broker(partition.leader);
    if (!leader) return choice;
    const auto shard =
        std::ranges::find(leader->coordinates, choice.partition, &CoordinatorShardSnapshot::partition);
    if (shard == leader->coordinates.end()) return choice;
    choice.isLoading = shard->isLoading;
    choice.loadedTo = shard->loadedTo;
    choice.loadsUpTo = shard->loadsUpTo;
    return choice;
}

}  // namespace app
