#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "broker/assignors/assignors.h"

namespace broker::assignors {

/// Members and topics by number, for what would be slow by name. Topics are those that exist and that
/// somebody subscribes to, ascending; partitions of all of them have one row of numbers.
class MemberTable {
public:
    enum class Order {
        kInstanceThenId,  ///< static members first: as range and round-robin go through them
        kId,
    };
    MemberTable(std::span<const MemberSubscription> members, const TopicSizes& topics, Order order);

    std::size_t memberCount() const { return m_members.size(); }
    std::size_t topicCount() const { return m_topics.size(); }
    std::size_t partitionCount() const { return m_partitionCount; }
    const MemberSubscription& member(std::size_t index) const { return *m_members[index]; }
    /// Ascending.
    const std::vector<std::size_t>& subscribers(std::size_t topic) const {
        return m_topics[topic].subscribers;
    }
    const std::vector<std::size_t>& topicsOf(std::size_t member) const { return m_topicsOf[member]; }
    bool isSubscribed(std::size_t member, std::size_t topic) const;
    std::size_t firstPartition(std::size_t topic) const { return m_topics[topic].first; }
    std::size_t size(std::size_t topic) const { return m_topics[topic].size; }
    std::size_t topicOf(std::size_t partition) const { return m_topicOf[partition]; }
    bool haveAllTheSameTopics() const;

    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    /// kNone: there is no such partition.
    std::size_t find(const TopicPartition& partition) const;
    TopicPartition name(std::size_t partition) const;
    /// `owners[partition]` is a member, or kNone.
    Assignment named(const std::vector<std::size_t>& owners) const;

private:
    struct Topic {
        std::string name;
        std::size_t first = 0;
        std::size_t size = 0;
        std::vector<std::size_t> subscribers;
    };

    std::vector<const MemberSubscription*> m_members;
    std::vector<Topic> m_topics;
    std::vector<std::vector<std::size_t>> m_topicsOf;
    std::vector<std::size_t> m_topicOf;
    std::size_t m_partitionCount = 0;
};

}  // namespace broker::assignors
