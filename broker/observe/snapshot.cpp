#include "broker/observe/snapshot.h"

#include <algorithm>

namespace broker::observe {

TrafficCounters& TrafficCounters::operator+=(const TrafficCounters& more) {
    recordsIn += more.recordsIn;
    bytesIn += more.bytesIn;
    bytesOut += more.bytesOut;
    fetches += more.fetches;
    batchesIn += more.batchesIn;
    return *this;
}

TrafficCounters TrafficCounters::operator-(const TrafficCounters& earlier) const {
    return {.recordsIn = recordsIn - earlier.recordsIn,
            .bytesIn = bytesIn - earlier.bytesIn,
            .bytesOut = bytesOut - earlier.bytesOut,
            .fetches = fetches - earlier.fetches,
            .batchesIn = batchesIn - earlier.batchesIn};
}

const BrokerSnapshot* ClusterSnapshot::broker(BrokerId id) const {
    for (const auto& candidate : brokers)
        if (candidate->id == id) return candidate.get();
    return nullptr;
}

const TopicSnapshot* ClusterSnapshot::topic(std::string_view topicName) const {
    const auto& topics = metadata->topics;
    const auto found = std::ranges::lower_bound(topics, topicName, {},
                                                [](const auto& t) { return std::string_view(t->name); });
    return found != topics.end() && (*found)->name == topicName ? found->get() : nullptr;
}

const ReplicaSnapshot* ClusterSnapshot::replica(const TopicPartition& partition, BrokerId id) const {
    const BrokerSnapshot* holder = broker(id);
    if (!holder) return nullptr;
    const auto& replicas = holder->replicas;
    const auto found = std::ranges::lower_bound(
        replicas, partition, {}, [](const auto& r) -> const TopicPartition& { return r->partition; });
    return found != replicas.end() && (*found)->partition == partition ? found->get() : nullptr;
}

const BrokerSnapshot* ClusterSnapshot::coordinator(PartitionIndex partition) const {
    const TopicSnapshot* offsets = topic("__consumer_offsets");
    const auto index = static_cast<std::size_t>(partition.value());
    if (!offsets || index >= offsets->partitions.size()) return nullptr;
    const BrokerSnapshot* leader = broker(offsets->partitions[index]->leader);
    if (!leader || !isAlive(leader->state)) return nullptr;
    const auto shard =
        std::ranges::lower_bound(leader->coordinates, partition, {}, &CoordinatorShardSnapshot::partition);
    const bool knowsAll =
        shard != leader->coordinates.end() && shard->partition == partition && !shard->isLoading;
    return knowsAll ? leader : nullptr;
}

std::vector<std::shared_ptr<const GroupSnapshot>> ClusterSnapshot::groups() const {
    std::map<std::string_view, std::shared_ptr<const GroupSnapshot>> all;
    // Groups are many, their partitions few.
    std::map<PartitionIndex, const BrokerSnapshot*> coordinators;
    const auto coordinatorOf = [&](PartitionIndex partition) {
        const auto [known, isNew] = coordinators.try_emplace(partition);
        if (isNew) known->second = coordinator(partition);
        return known->second;
    };
    for (const auto& teller : brokers)
        for (const auto& group : teller->groups) {
            const BrokerSnapshot* current = coordinatorOf(group->partition);
            if (current && current != teller.get()) continue;
            auto& known = all[group->id];
            if (!known || known->stateSince < group->stateSince) known = group;
        }
    std::vector<std::shared_ptr<const GroupSnapshot>> list;
    list.reserve(all.size());
    for (auto& [id, group] : all) list.push_back(std::move(group));
    return list;
}

const GroupSnapshot* ClusterSnapshot::group(std::string_view id) const {
    const GroupSnapshot* latest = nullptr;
    for (const auto& teller : brokers) {
        const auto found = std::ranges::lower_bound(teller->groups, id, {},
                                                    [](const auto& g) { return std::string_view(g->id); });
        if (found == teller->groups.end() || (*found)->id != id) continue;
        const BrokerSnapshot* current = coordinator((*found)->partition);
        if (current && current != teller.get()) continue;
        if (!latest || latest->stateSince < (*found)->stateSince) latest = found->get();
    }
    return latest;
}

bool FaultsSnapshot::isFrozen(BrokerId id) const { return std::ranges::binary_search(frozen, id); }

const LinkSnapshot* FaultsSnapshot::link(BrokerId from, BrokerId to) const {
    const auto found = std::ranges::find_if(
        links, [&](const LinkSnapshot& link) { return link.from == from && link.to == to; });
    return found == links.end() ? nullptr : &*found;
}

const DiskSnapshot* FaultsSnapshot::disk(BrokerId id) const {
    const auto found = std::ranges::find(disks, id, &DiskSnapshot::broker);
    return found == disks.end() ? nullptr : &*found;
}

bool isAlive(BrokerState state) { return state != BrokerState::kStopped && state != BrokerState::kDead; }

}  // namespace broker::observe
