#include "app/history/snapshot_builder.h"

#include <utility>
#include <vector>

#include "app/history/leaf_bytes.h"

namespace app {

using namespace broker::observe;
using broker::BrokerId;
using Kind = LeafPlace::Kind;

void SnapshotBuilder::add(const LeafPlace& place, const QByteArray& bytes) {
    m_leaves.insert_or_assign(place, bytes);
}

template <class Leaf>
std::shared_ptr<Leaf> SnapshotBuilder::read(const LeafPlace& place) const {
    const auto found = m_leaves.find(place);
    if (found == m_leaves.end()) return nullptr;
    auto leaf = std::make_shared<Leaf>();
    return decodeLeaf(found->second, *leaf) ? leaf : nullptr;
}

template <class Leaf>
std::vector<std::shared_ptr<const Leaf>> SnapshotBuilder::all(Kind kind, BrokerId broker) const {
    std::vector<std::shared_ptr<const Leaf>> leaves;
    const LeafPlace first{.kind = kind, .broker = broker, .name = {}};
    for (auto at = m_leaves.lower_bound(first);
         at != m_leaves.end() && at->first.kind == kind && at->first.broker == broker; ++at)
        if (auto leaf = read<Leaf>(at->first)) leaves.push_back(std::move(leaf));
    return leaves;
}

std::shared_ptr<const TopicSnapshot> SnapshotBuilder::topic(const LeafPlace& place) const {
    auto topic = read<TopicSnapshot>(place);
    if (!topic) return nullptr;
    LeafPlace part{.kind = Kind::kPartition, .name = place.name};
    // Partitions stand at their index: one that can't be read ends the list.
    for (std::shared_ptr<const PartitionSnapshot> one; (one = read<PartitionSnapshot>(part)); ++part.number)
        topic->partitions.push_back(std::move(one));
    return topic;
}

std::shared_ptr<const MetadataSnapshot> SnapshotBuilder::metadata() const {
    auto metadata = read<MetadataSnapshot>({.kind = Kind::kMetadata, .name = {}});
    if (!metadata) metadata = std::make_shared<MetadataSnapshot>();
    for (auto at = m_leaves.lower_bound({.kind = Kind::kTopic, .name = {}});
         at != m_leaves.end() && at->first.kind == Kind::kTopic; ++at)
        if (auto one = topic(at->first)) metadata->topics.push_back(std::move(one));
    for (auto at = m_leaves.lower_bound({.kind = Kind::kRegistration, .name = {}});
         at != m_leaves.end() && at->first.kind == Kind::kRegistration; ++at)
        if (auto one = read<RegisteredBroker>(at->first)) metadata->brokers.push_back(std::move(one));
    return metadata;
}

std::shared_ptr<const BrokerSnapshot> SnapshotBuilder::broker(const LeafPlace& place) const {
    auto broker = read<BrokerSnapshot>(place);
    if (!broker) return nullptr;
    broker->replicas = all<ReplicaSnapshot>(Kind::kReplica, place.broker);
    broker->clients = all<ClientSnapshot>(Kind::kClient, place.broker);
    broker->groups = all<GroupSnapshot>(Kind::kGroup, place.broker);
    if (!broker->quorum) return broker;
    auto quorum = std::make_shared<QuorumSnapshot>(*broker->quorum);
    if (auto tail = read<MetadataTail>({.kind = Kind::kMetadataTail, .broker = place.broker, .name = {}}))
        quorum->tail = std::move(tail);
    broker->quorum = std::move(quorum);
    return broker;
}

std::shared_ptr<const ClusterSnapshot> SnapshotBuilder::build() const {
    auto cluster = read<ClusterSnapshot>(LeafPlace{});
    if (!cluster) return nullptr;
    cluster->metadata = metadata();
    for (auto at = m_leaves.lower_bound({.kind = Kind::kBroker, .name = {}});
         at != m_leaves.end() && at->first.kind == Kind::kBroker; ++at)
        if (auto one = broker(at->first)) cluster->brokers.push_back(std::move(one));
    return cluster;
}

}  // namespace app
