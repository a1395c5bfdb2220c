#include "app/groups/ownership.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace app {
namespace {

using namespace broker::observe;
using broker::TopicPartition;

using Rows = std::map<TopicPartition, GroupOwnership::Row>;

/// The members that there are, then those that only had something before.
std::vector<GroupOwnership::Member> membersOf(const GroupSnapshot& group) {
    std::vector<GroupOwnership::Member> members;
    for (const auto& member : group.members)
        members.push_back({.id = member->id, .clientId = member->clientId});
    std::ranges::sort(members, {}, [](const auto& m) { return std::tie(m.clientId, m.id); });
    if (!group.rebalance) return members;
    std::map<std::string, std::string> before;
    for (const auto& owned : *group.rebalance->before) before.emplace(owned.member, owned.clientId);
    for (auto& member : members)
        member.isNew = before.erase(member.id) == 0 && !group.rebalance->before->empty();
    for (const auto& [id, clientId] : before)
        members.push_back({.id = id, .clientId = clientId, .isGone = true});
    return members;
}

GroupOwnership::Row& rowOf(Rows& rows, const TopicPartition& partition) {
    return rows.try_emplace(partition, GroupOwnership::Row{.partition = partition}).first->second;
}

/// What somebody subscribes to and nobody reads is there as well.
void addSubscribed(Rows& rows, const ClusterSnapshot& snapshot, const GroupSnapshot& group) {
    std::set<std::string> topics;
    for (const auto& member : group.members) topics.insert(member->topics.begin(), member->topics.end());
    for (const std::string& name : topics)
        if (const TopicSnapshot* topic = snapshot.topic(name))
            for (const auto& partition : topic->partitions) rowOf(rows, {name, partition->index});
}

/// By member id.
std::map<std::string, std::size_t> columnsOf(const std::vector<GroupOwnership::Member>& members) {
    std::map<std::string, std::size_t> columns;
    for (std::size_t i = 0; i < members.size(); ++i) columns.emplace(members[i].id, i);
    return columns;
}

}  // namespace

GroupOwnership groupOwnership(const ClusterSnapshot& snapshot, const GroupSnapshot& group) {
    GroupOwnership ownership;
    ownership.members = membersOf(group);
    ownership.isUnderWay = group.rebalance && group.rebalance->isUnderWay();
    const std::map<std::string, std::size_t> columns = columnsOf(ownership.members);
    Rows rows;
    addSubscribed(rows, snapshot, group);
    if (group.rebalance)
        for (const auto& owned : *group.rebalance->before)
            rowOf(rows, owned.partition).before = columns.at(owned.member);
    if (!ownership.isUnderWay)
        for (const auto& member : group.members)
            for (const auto& partition : *member->assignment) {
                GroupOwnership::Row& row = rowOf(rows, partition);
                row.after = columns.at(member->id);
                if (!group.rebalance) row.before = row.after;
            }
    ownership.rows.reserve(rows.size());
    for (auto& [partition, row] : rows) ownership.rows.push_back(std::move(row));
    return ownership;
}

GroupOwnership ownershipIn(const RebalanceSnapshot& rebalance) {
    GroupOwnership ownership;
    ownership.isUnderWay = rebalance.isUnderWay();
    std::map<std::string, GroupOwnership::Member> members;
    for (const auto& member : rebalance.members)
        members.try_emplace(member.member, GroupOwnership::Member{.id = member.member,
                                                                  .clientId = member.clientId,
                                                                  .isNew = !rebalance.before->empty()});
    for (const auto& owned : *rebalance.before) {
        const auto [known, isGone] = members.try_emplace(
            owned.member,
            GroupOwnership::Member{.id = owned.member, .clientId = owned.clientId, .isGone = true});
        if (!isGone) known->second.isNew = false;
    }
    for (const auto& owned : *rebalance.after)
        members.try_emplace(owned.member,
                            GroupOwnership::Member{.id = owned.member, .clientId = owned.clientId});
    for (auto& [id, member] : members) ownership.members.push_back(std::move(member));
    std::ranges::sort(ownership.members, {},
                      [](const auto& m) { return std::tie(m.isGone, m.clientId, m.id); });
    const std::map<std::string, std::size_t> columns = columnsOf(ownership.members);
    Rows rows;
    for (const auto& owned : *rebalance.before)
        rowOf(rows, owned.partition).before = columns.at(owned.member);
    for (const auto& owned : *rebalance.after) rowOf(rows, owned.partition).after = columns.at(owned.member);
    for (auto& [partition, row] : rows) ownership.rows.push_back(std::move(row));
    return ownership;
}

}  // namespace app
