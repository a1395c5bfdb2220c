#include "broker/groups/rebalance_diary.h"

#include <algorithm>
#include <utility>

namespace broker::groups {

using observe::MemberPhasesSnapshot;

void RebalanceDiary::began(const std::string& reason, GenerationId before, const Members& members,
                           Timestamp now) {
    m_leaf.reset();
    if (m_isUnderWay) {
        m_last.joined = m_last.assigned = kNoTimestamp;
        m_last.generation = kNoGeneration;
        m_last.protocol.clear();
        for (MemberPhasesSnapshot& member : m_last.members)
            member.joined = member.askedToSync = member.assigned = kNoTimestamp;
        return;
    }
    m_isUnderWay = true;
    ++m_count;
    // Whoever's leaving is the reason is a member no longer.
    const bool knows = m_last.completed != kNoTimestamp;
    auto ownedBefore = knows ? m_last.after : ownership(members);
    m_before = knows ? m_owned : owners(members);
    m_last = {};
    m_last.reason = reason;
    m_last.generationBefore = before;
    m_last.began = now;
    m_last.before = std::move(ownedBefore);
    for (const auto& [id, member] : members) phases(member);
}

void RebalanceDiary::askedToJoin(const GroupMember& member, Timestamp now) {
    if (!m_isUnderWay) return;
    MemberPhasesSnapshot& row = phases(member);
    if (row.askedToJoin == kNoTimestamp) row.askedToJoin = now;
}

void RebalanceDiary::joined(GenerationId generation, const std::string& protocol, const Members& members,
                            Timestamp now) {
    if (!m_isUnderWay) return;
    m_last.joined = now;
    m_last.generation = generation;
    m_last.protocol = protocol;
    for (const auto& [id, member] : members) phases(member).joined = now;
}

void RebalanceDiary::askedToSync(const GroupMember& member, Timestamp now) {
    if (m_isUnderWay) phases(member).askedToSync = now;
}

void RebalanceDiary::assignmentCame(Timestamp now) {
    if (!m_isUnderWay) return;
    m_last.assigned = now;
    m_leaf.reset();
}

void RebalanceDiary::handedOut(const GroupMember& member, Timestamp now) {
    // Who asks late is told after the rebalance was completed.
    if (m_count == 0) return;
    MemberPhasesSnapshot& row = phases(member);
    if (row.askedToSync == kNoTimestamp) row.askedToSync = now;
    if (row.assigned == kNoTimestamp) row.assigned = now;
}

void RebalanceDiary::completed(const Members& members, Timestamp now) {
    if (!m_isUnderWay) return;
    m_leaf.reset();
    m_isUnderWay = false;
    m_last.completed = now;
    m_last.after = ownership(members);
    m_owned = owners(members);
    const auto isSame = [&](const Owner& before) {
        const auto found = std::ranges::lower_bound(m_owned, before.partition, {}, &Owner::partition);
        return found != m_owned.end() && found->partition == before.partition &&
               found->identity == before.identity;
    };
    m_last.moved = static_cast<std::uint32_t>(
        std::ranges::count_if(m_before, [&](const Owner& owner) { return !isSame(owner); }));
}

void RebalanceDiary::renamed(const std::string& oldId, const GroupMember& member) {
    const auto row = std::ranges::find(m_last.members, oldId, &MemberPhasesSnapshot::member);
    if (row == m_last.members.end()) return;
    MemberPhasesSnapshot renamed = std::move(*row);
    m_last.members.erase(row);
    phases(member) = std::move(renamed);
    phases(member).member = member.id;
}

std::shared_ptr<const observe::RebalanceSnapshot> RebalanceDiary::snapshot() const {
    if (m_count == 0) return nullptr;
    if (!m_leaf) m_leaf = std::make_shared<const observe::RebalanceSnapshot>(m_last);
    return m_leaf;
}

MemberPhasesSnapshot& RebalanceDiary::phases(const GroupMember& member) {
    m_leaf.reset();
    auto& rows = m_last.members;
    auto row = std::ranges::lower_bound(rows, member.id, {}, &MemberPhasesSnapshot::member);
    if (row == rows.end() || row->member != member.id) {
        row = rows.insert(row, MemberPhasesSnapshot{});
        row->member = member.id;
        row->clientId = member.clientId;
    }
    return *row;
}

std::vector<RebalanceDiary::Owner> RebalanceDiary::owners(const Members& members) {
    std::vector<Owner> owners;
    for (const auto& [id, member] : members)
        for (const TopicPartition& partition : *member.partitions())
            owners.push_back({partition, member.identity()});
    std::ranges::sort(owners, {}, &Owner::partition);
    return owners;
}

std::shared_ptr<const observe::Ownership> RebalanceDiary::ownership(const Members& members) {
    auto list = std::make_shared<observe::Ownership>();
    for (const auto& [id, member] : members)
        for (const TopicPartition& partition : *member.partitions())
            list->push_back({partition, member.id, member.clientId});
    std::ranges::sort(*list, {}, &observe::OwnedPartitionSnapshot::partition);
    return list;
}

}  // namespace broker::groups
