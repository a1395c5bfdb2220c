#include "broker/assignors/member_table.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace broker::assignors {
namespace {

bool comesFirst(const MemberSubscription& a, const MemberSubscription& b) {
    if (a.instanceId && b.instanceId) return *a.instanceId < *b.instanceId;
    if (a.instanceId.has_value() != b.instanceId.has_value()) return a.instanceId.has_value();
    return a.id < b.id;
}

}  // namespace

MemberTable::MemberTable(std::span<const MemberSubscription> members, const TopicSizes& topics, Order order) {
    for (const MemberSubscription& member : members) m_members.push_back(&member);
    std::ranges::sort(m_members, [&](const auto* a, const auto* b) {
        return order == Order::kId ? a->id < b->id : comesFirst(*a, *b);
    });
    // Only looked up in: nothing depends on its order.
    std::unordered_map<std::string_view, std::size_t> wanted;
    for (const MemberSubscription& member : members)
        for (const std::string& name : member.topics) wanted.emplace(name, kNone);
    for (const auto& [name, size] : topics) {
        const auto found = wanted.find(name);
        if (size <= 0 || found == wanted.end()) continue;
        found->second = m_topics.size();
        m_topics.push_back({.name = name,
                            .first = m_partitionCount,
                            .size = static_cast<std::size_t>(size),
                            .subscribers = {}});
        m_topicOf.insert(m_topicOf.end(), m_topics.back().size, m_topics.size() - 1);
        m_partitionCount += m_topics.back().size;
    }
    m_topicsOf.resize(m_members.size());
    for (std::size_t member = 0; member < m_members.size(); ++member) {
        for (const std::string& name : m_members[member]->topics) {
            const std::size_t topic = wanted.at(name);
            if (topic != kNone) m_topicsOf[member].push_back(topic);
        }
        std::vector<std::size_t>& own = m_topicsOf[member];
        std::ranges::sort(own);
        own.erase(std::ranges::unique(own).begin(), own.end());
        for (const std::size_t topic : own) m_topics[topic].subscribers.push_back(member);
    }
}

bool MemberTable::isSubscribed(std::size_t member, std::size_t topic) const {
    return std::ranges::binary_search(m_topicsOf[member], topic);
}

bool MemberTable::haveAllTheSameTopics() const {
    return std::ranges::all_of(
        m_topics, [&](const Topic& topic) { return topic.subscribers.size() == m_members.size(); });
}

std::size_t MemberTable::find(const TopicPartition& partition) const {
    const auto found = std::ranges::lower_bound(m_topics, partition.topic, {}, &Topic::name);
    if (found == m_topics.end() || found->name != partition.topic) return kNone;
    const std::int32_t number = partition.partition.value();
    if (number < 0 || static_cast<std::size_t>(number) >= found->size) return kNone;
    return found->first + static_cast<std::size_t>(number);
}

TopicPartition MemberTable::name(std::size_t partition) const {
    const Topic& topic = m_topics[m_topicOf[partition]];
    return {topic.name, PartitionIndex{static_cast<std::int32_t>(partition - topic.first)}};
}

Assignment MemberTable::named(const std::vector<std::size_t>& owners) const {
    Assignment assignment;
    std::vector<std::vector<TopicPartition>*> lists;
    for (const MemberSubscription* member : m_members) lists.push_back(&assignment[member->id]);
    for (std::size_t partition = 0; partition < owners.size(); ++partition)
        if (owners[partition] != kNone) lists[owners[partition]]->push_back(name(partition));
    return assignment;
}

}  // namespace broker::assignors
