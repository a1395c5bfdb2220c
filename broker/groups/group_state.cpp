#include "broker/groups/group_state.h"

#include <algorithm>
#include <array>

namespace broker::groups {
namespace {

using S = GroupState;

constexpr auto kTransitions = std::to_array<Transition>({
    {S::kEmpty, S::kPreparingRebalance, "the first member joins"},
    {S::kEmpty, S::kDead, "the group is deleted, its last offset has expired, or its partition moves away"},
    {S::kPreparingRebalance, S::kCompletingRebalance, "all members joined, or the rest is out of time"},
    {S::kPreparingRebalance, S::kEmpty, "the last member left"},
    {S::kPreparingRebalance, S::kDead, "its partition moves away"},
    {S::kCompletingRebalance, S::kStable, "the leader's assignment is in the log"},
    {S::kCompletingRebalance, S::kPreparingRebalance, "someone joins or goes before the assignment is there"},
    {S::kCompletingRebalance, S::kDead, "its partition moves away"},
    {S::kStable, S::kPreparingRebalance, "someone joins, goes, or wants something else"},
    {S::kStable, S::kDead, "its partition moves away"},
});

}  // namespace

std::span<const Transition> legalTransitions() { return kTransitions; }

bool isLegal(GroupState from, GroupState to) {
    return std::ranges::any_of(kTransitions,
                               [&](const Transition& t) { return t.from == from && t.to == to; });
}

}  // namespace broker::groups
