#include "app/groups/what_if.h"

#include <algorithm>
#include <map>
#include <string>

namespace app {
namespace {

using namespace broker::assignors;
using namespace broker::observe;
using broker::GenerationId;
using broker::TopicPartition;

using Owners = std::map<TopicPartition, std::string>;

constexpr int kMostRounds = 4;

/// Before the last rebalance; a group that had none has what it has.
Owners ownersBefore(const GroupSnapshot& group) {
    Owners owners;
    if (group.rebalance) {
        for (const auto& owned : *group.rebalance->before) owners.emplace(owned.partition, owned.member);
        return owners;
    }
    for (const auto& member : group.members)
        for (const auto& partition : *member->assignment) owners.emplace(partition, member->id);
    return owners;
}

std::vector<MemberSubscription> subscriptions(const GroupSnapshot& group, const Owners& before) {
    std::vector<MemberSubscription> members;
    for (const auto& member : group.members) {
        MemberSubscription one;
        one.id = member->id;
        if (!member->instanceId.empty()) one.instanceId = member->instanceId;
        one.topics = member->topics;
        for (const auto& [partition, owner] : before)
            if (owner == member->id) one.owned.push_back(partition);
        one.generation = one.owned.empty() ? broker::kNoGeneration : GenerationId(1);
        members.push_back(std::move(one));
    }
    return members;
}

TopicSizes sizesOf(const ClusterSnapshot& snapshot, const GroupSnapshot& group) {
    TopicSizes sizes;
    for (const auto& member : group.members)
        for (const std::string& name : member->topics)
            if (const TopicSnapshot* topic = snapshot.topic(name))
                sizes[name] = static_cast<std::int32_t>(topic->partitions.size());
    return sizes;
}

std::size_t handedOut(const Assignment& assignment) {
    std::size_t count = 0;
    for (const auto& [member, partitions] : assignment) count += partitions.size();
    return count;
}

class Maker {
public:
    Maker(const ClusterSnapshot& snapshot, const GroupSnapshot& group)
        : m_group(group)
        , m_before(ownersBefore(group))
        , m_members(subscriptions(group, m_before))
        , m_sizes(sizesOf(snapshot, group)) {}

    WhatIf make(Strategy strategy) const {
        WhatIf made;
        made.strategy = strategy;
        const std::string_view name = strategyName(strategy);
        made.isInUse = m_group.protocol == name;
        made.isOffered = std::ranges::all_of(m_group.members, [&](const auto& member) {
            return std::ranges::find(member->protocols, name) != member->protocols.end();
        });
        for (const auto& [topic, size] : m_sizes) made.partitions += size;
        made.assignment = assign(strategy, m_members, m_sizes);
        if (strategy == Strategy::kCooperativeSticky) finish(made);
        count(made);
        return made;
    }

private:
    /// What was to be let go first is handed out in a rebalance that follows.
    void finish(WhatIf& made) const {
        std::vector<MemberSubscription> members = m_members;
        while (handedOut(made.assignment) < static_cast<std::size_t>(made.partitions) &&
               made.rounds < kMostRounds) {
            for (MemberSubscription& member : members) {
                member.owned = made.assignment[member.id];
                member.generation = GenerationId(made.rounds + 1);
            }
            made.assignment = assign(made.strategy, members, m_sizes);
            ++made.rounds;
        }
    }

    void count(WhatIf& made) const {
        Owners after;
        made.least = made.partitions;
        for (const auto& [member, partitions] : made.assignment) {
            for (const TopicPartition& partition : partitions) after.emplace(partition, member);
            const int size = static_cast<int>(partitions.size());
            made.most = std::max(made.most, size);
            made.least = std::min(made.least, size);
        }
        int stay = 0;
        for (const auto& [partition, owner] : m_before) {
            const auto found = after.find(partition);
            if (found == after.end()) continue;  // nobody subscribes to it any more
            ++(found->second == owner ? stay : made.moved);
        }
        made.stopped = made.strategy == Strategy::kCooperativeSticky ? made.moved : made.moved + stay;
    }

    const GroupSnapshot& m_group;
    Owners m_before;
    std::vector<MemberSubscription> m_members;
    TopicSizes m_sizes;
};

}  // namespace

std::vector<WhatIf> whatIf(const ClusterSnapshot& snapshot, const GroupSnapshot& group) {
    std::vector<WhatIf> all;
    if (group.protocolType != "consumer" || group.members.empty()) return all;
    const Maker maker(snapshot, group);
    for (const Strategy strategy :
         {Strategy::kRange, Strategy::kRoundRobin, Strategy::kSticky, Strategy::kCooperativeSticky})
        all.push_back(maker.make(strategy));
    return all;
}

}  // namespace app
