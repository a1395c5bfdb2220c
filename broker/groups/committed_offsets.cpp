#include "broker/groups/committed_offsets.h"

namespace broker::groups {
namespace {

std::shared_ptr<const observe::CommittedTopicSnapshot> leafOf(
    const std::string& name, const CommittedOffsets::Partitions& partitions) {
    auto leaf = std::make_shared<observe::CommittedTopicSnapshot>();
    leaf->topic = name;
    leaf->partitions.reserve(partitions.size());
    for (const auto& [partition, value] : partitions)
        leaf->partitions.push_back({.partition = partition,
                                    .offset = value.offset,
                                    .leaderEpoch = value.leaderEpoch,
                                    .metadata = value.metadata,
                                    .time = value.commitTimestamp});
    return leaf;
}

}  // namespace

void CommittedOffsets::set(const std::string& topic, PartitionIndex partition,
                           const wire::OffsetCommitValue& value) {
    Topic& row = m_topics[topic];
    row.partitions[partition] = value;
    row.leaf.reset();
}

void CommittedOffsets::erase(const std::string& topic, PartitionIndex partition) {
    const auto found = m_topics.find(topic);
    if (found == m_topics.end()) return;
    found->second.partitions.erase(partition);
    found->second.leaf.reset();
    if (found->second.partitions.empty()) m_topics.erase(found);
}

std::size_t CommittedOffsets::count() const {
    std::size_t count = 0;
    for (const auto& [name, topic] : m_topics) count += topic.partitions.size();
    return count;
}

const wire::OffsetCommitValue* CommittedOffsets::find(const std::string& topic,
                                                      PartitionIndex partition) const {
    const Partitions* partitions = this->topic(topic);
    if (partitions == nullptr) return nullptr;
    const auto found = partitions->find(partition);
    return found == partitions->end() ? nullptr : &found->second;
}

const CommittedOffsets::Partitions* CommittedOffsets::topic(const std::string& topic) const {
    const auto found = m_topics.find(topic);
    return found == m_topics.end() ? nullptr : &found->second.partitions;
}

std::vector<std::shared_ptr<const observe::CommittedTopicSnapshot>> CommittedOffsets::snapshot() const {
    std::vector<std::shared_ptr<const observe::CommittedTopicSnapshot>> leaves;
    leaves.reserve(m_topics.size());
    for (const auto& [name, topic] : m_topics) {
        if (!topic.leaf) topic.leaf = leafOf(name, topic.partitions);
        leaves.push_back(topic.leaf);
    }
    return leaves;
}

}  // namespace broker::groups
