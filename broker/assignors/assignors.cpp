#include "broker/assignors/assignors.h"

#include <algorithm>
#include <array>

#include "broker/assignors/member_table.h"

namespace broker::assignors {
namespace {

using Order = MemberTable::Order;

struct Named {
    Strategy strategy;
    std::string_view name;
};
constexpr auto kNames = std::to_array<Named>({
    {Strategy::kRange, "range"},
    {Strategy::kRoundRobin, "roundrobin"},
    {Strategy::kSticky, "sticky"},
    {Strategy::kCooperativeSticky, "cooperative-sticky"},
});

}  // namespace

std::string_view strategyName(Strategy strategy) {
    return std::ranges::find(kNames, strategy, &Named::strategy)->name;
}

std::optional<Strategy> strategyNamed(std::string_view name) {
    const auto found = std::ranges::find(kNames, name, &Named::name);
    if (found == kNames.end()) return std::nullopt;
    return found->strategy;
}

Assignment assign(Strategy strategy, std::span<const MemberSubscription> members, const TopicSizes& topics) {
    switch (strategy) {
        case Strategy::kRange:
            return assignRange(members, topics);
        case Strategy::kRoundRobin:
            return assignRoundRobin(members, topics);
        case Strategy::kSticky:
            return assignSticky(members, topics);
        case Strategy::kCooperativeSticky:
            return assignCooperativeSticky(members, topics);
    }
    return {};
}

Assignment assignRange(std::span<const MemberSubscription> members, const TopicSizes& topics) {
    const MemberTable table(members, topics, Order::kInstanceThenId);
    std::vector<std::size_t> owners(table.partitionCount(), MemberTable::kNone);
    for (std::size_t topic = 0; topic < table.topicCount(); ++topic) {
        const std::vector<std::size_t>& subscribers = table.subscribers(topic);
        const std::size_t each = table.size(topic) / subscribers.size();
        const std::size_t withOneMore = table.size(topic) % subscribers.size();
        std::size_t next = table.firstPartition(topic);
        for (std::size_t i = 0; i < subscribers.size(); ++i)
            for (std::size_t left = each + (i < withOneMore ? 1 : 0); left > 0; --left)
                owners[next++] = subscribers[i];
    }
    return table.named(owners);
}

Assignment assignRoundRobin(std::span<const MemberSubscription> members, const TopicSizes& topics) {
    const MemberTable table(members, topics, Order::kInstanceThenId);
    std::vector<std::size_t> owners(table.partitionCount(), MemberTable::kNone);
    std::size_t turn = 0;
    for (std::size_t topic = 0; topic < table.topicCount(); ++topic) {
        const std::vector<std::size_t>& subscribers = table.subscribers(topic);
        for (std::size_t i = 0; i < table.size(topic); ++i) {
            // The first subscriber from whose turn it is on; after the last comes the first.
            auto next = std::ranges::lower_bound(subscribers, turn);
            if (next == subscribers.end()) next = subscribers.begin();
            owners[table.firstPartition(topic) + i] = *next;
            turn = *next + 1;
        }
    }
    return table.named(owners);
}

}  // namespace broker::assignors
