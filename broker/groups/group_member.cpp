#include "broker/groups/group_member.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"
#include "broker/wire/consumer_protocol.h"

namespace broker::groups {
namespace {

observe::PartitionList partitionsOf(ByteView assignment) {
    observe::PartitionList list;
    const auto decoded = wire::decodeAssignment(assignment);
    if (!decoded) return list;
    for (const auto& topic : decoded->assignedPartitions)
        for (const PartitionIndex partition : topic.partitions) list.push_back({topic.topic, partition});
    std::ranges::sort(list);
    return list;
}

}  // namespace

Protocols withUniqueNames(const Protocols& offered) {
    Protocols unique;
    std::set<std::string_view> names;
    for (const auto& protocol : offered)
        if (names.insert(protocol.name).second) unique.push_back(protocol);
    return unique;
}

void GroupMember::offer(Protocols protocols, std::string_view protocolType) {
    m_protocols = std::move(protocols);
    m_topics.clear();
    if (protocolType != wire::kConsumerProtocolType || m_protocols.empty()) return;
    if (auto subscription = wire::decodeSubscription(m_protocols.front().metadata))
        m_topics = std::move(subscription->topics);
    std::ranges::sort(m_topics);
}

void GroupMember::assign(Bytes assignment, std::string_view protocolType) {
    if (assignment == m_assignment) return;
    m_assignment = std::move(assignment);
    observe::PartitionList list;
    if (protocolType == wire::kConsumerProtocolType) list = partitionsOf(m_assignment);
    m_partitions = std::make_shared<const observe::PartitionList>(std::move(list));
}

ByteView GroupMember::metadata(std::string_view protocol) const {
    for (const auto& offered : m_protocols)
        if (offered.name == protocol) return offered.metadata;
    return {};
}

bool GroupMember::matches(const Protocols& protocols) const { return m_protocols == protocols; }

const std::string& GroupMember::vote(const std::set<std::string>& candidates) const {
    const auto found = std::ranges::find_if(
        m_protocols, [&](const auto& protocol) { return candidates.contains(protocol.name); });
    CHECK(found != m_protocols.end());
    return found->name;
}

}  // namespace broker::groups
