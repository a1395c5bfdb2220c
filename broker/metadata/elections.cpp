#include "broker/metadata/elections.h"

#include <algorithm>
#include <optional>

namespace broker::metadata {
namespace {

bool contains(const std::vector<BrokerId>& ids, BrokerId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool isActive(const MetadataImage& image, BrokerId id) {
    const BrokerImage* broker = image.broker(id);
    return broker && broker->isActive();
}

/// The first replica, in the order of preference, that is in sync and active.
template <class Active>
BrokerId firstEligible(const PartitionImage& partition, const std::vector<BrokerId>& isr, Active&& active) {
    for (const BrokerId id : partition.replicas)
        if (contains(isr, id) && active(id)) return id;
    return kNoBroker;
}

/// Calls `decide(partition)` for each partition until the limit is reached and one more was wanted.
template <class Decide>
bool forEachPartition(const MetadataImage& image, std::size_t limit, std::vector<Record>& records,
                      Decide&& decide) {
    std::size_t made = 0;
    bool all = true;
    image.topics().forEach([&](const std::string&, const auto& topic) {
        for (const auto& partition : topic->partitions) {
            if (!all) return;
            std::optional<PartitionChangeRecord> change = decide(*partition);
            if (!change) continue;
            if (made++ == limit) {
                all = false;
                return;
            }
            change->partition = partition->index;
            change->topicId = topic->id;
            records.push_back(*std::move(change));
        }
    });
    return all;
}

}  // namespace

bool removeFromPartitions(const MetadataImage& image, BrokerId leaving, std::size_t limit,
                          std::vector<Record>& records) {
    const auto decide = [&](const PartitionImage& partition) -> std::optional<PartitionChangeRecord> {
        if (partition.leader != leaving && !contains(partition.isr, leaving)) return std::nullopt;
        PartitionChangeRecord change;
        std::vector<BrokerId> isr = partition.isr;
        std::erase(isr, leaving);
        if (partition.leader == leaving)
            change.leader = firstEligible(partition, isr,
                                          [&](BrokerId id) { return id != leaving && isActive(image, id); });
        if (!isr.empty() && isr != partition.isr) change.isr = std::move(isr);
        if (!change.isr && change.leader == kLeaderUnchanged) return std::nullopt;
        return change;
    };
    return forEachPartition(image, limit, records, decide);
}

bool electMissingLeaders(const MetadataImage& image, BrokerId returning, std::size_t limit,
                         std::vector<Record>& records) {
    const auto decide = [&](const PartitionImage& partition) -> std::optional<PartitionChangeRecord> {
        if (partition.leader != kNoBroker) return std::nullopt;
        const BrokerId leader = firstEligible(
            partition, partition.isr, [&](BrokerId id) { return id == returning || isActive(image, id); });
        if (leader == kNoBroker) return std::nullopt;
        PartitionChangeRecord change;
        change.leader = leader;
        return change;
    };
    return forEachPartition(image, limit, records, decide);
}

bool leadsAny(const MetadataImage& image, BrokerId broker) {
    bool leads = false;
    image.topics().forEach([&](const std::string&, const auto& topic) {
        if (leads) return;
        leads = std::any_of(topic->partitions.begin(), topic->partitions.end(),
                            [&](const auto& partition) { return partition->leader == broker; });
    });
    return leads;
}

}  // namespace broker::metadata
