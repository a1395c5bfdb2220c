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
