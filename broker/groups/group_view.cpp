#include <chrono>

#include "broker/groups/classic_group.h"

namespace broker::groups {
namespace {

/// A moment to come as the wall clock will show it.
Timestamp onTheWall(world::Moment moment, Now now) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(moment - now.moment);
    return now.wall + left.count();
}

}  // namespace

void ClassicGroup::touch(const GroupMember& member) {
    m_memberLeaves.erase(member.id);
    m_leaf.reset();
}

std::shared_ptr<const observe::GroupMemberSnapshot> ClassicGroup::memberSnapshot(const GroupMember& member,
                                                                                 Now now) const {
    std::shared_ptr<const observe::GroupMemberSnapshot>& leaf = m_memberLeaves[member.id];
    if (leaf) return leaf;
    auto row = std::make_shared<observe::GroupMemberSnapshot>();
    row->id = member.id;
    row->instanceId = member.instanceId.value_or("");
    row->clientId = member.clientId;
    row->host = member.host;
    row->isLeader = isLeader(member.id);
    for (const auto& protocol : member.protocols()) row->protocols.push_back(protocol.name);
    row->topics = member.topics();
    row->assignment = member.partitions();
    row->subscriptionBytes = member.metadata(m_protocol.value_or("")).size();
    if (row->subscriptionBytes == 0 && !member.protocols().empty())
        row->subscriptionBytes = member.protocols().front().metadata.size();
    row->assignmentBytes = member.assignment().size();
    if (member.awaitsSync) row->waitsFor = observe::MemberWait::kSync;
    if (member.awaitsJoin) row->waitsFor = observe::MemberWait::kJoin;
    row->joined = member.joined;
    row->lastHeard = member.lastHeard;
    if (member.deadline && (member.isNew || !member.isWaiting()))
        row->deadline = onTheWall(*member.deadline, now);
    row->sessionTimeoutMs = member.sessionTimeoutMs;
    row->rebalanceTimeoutMs = member.rebalanceTimeoutMs;
    leaf = std::move(row);
    return leaf;
}

std::shared_ptr<const observe::GroupSnapshot> ClassicGroup::snapshot(BrokerId coordinator,
                                                                     PartitionIndex partition,
                                                                     Now now) const {
    if (m_leaf) return m_leaf;
    auto group = std::make_shared<observe::GroupSnapshot>();
    group->id = m_id;
    group->coordinator = coordinator;
    group->partition = partition;
    group->state = m_state;
    group->stateSince = m_since;
    group->protocolType = m_protocolType.value_or("");
    group->protocol = m_protocol.value_or("");
    group->generation = m_generation;
    group->leader = m_leader.value_or("");
    group->members.reserve(m_members.size());
    for (const auto& [id, member] : m_members) group->members.push_back(memberSnapshot(member, now));
    group->offsets = offsets.snapshot();
    group->rebalance = diary.snapshot();
    group->rebalances = diary.count();
    group->commits = commits;
    m_leaf = std::move(group);
    return m_leaf;
}

}  // namespace broker::groups
