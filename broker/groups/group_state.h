#pragma once

#include <span>

#include "broker/observe/group_snapshot.h"

namespace broker::groups {

using observe::GroupState;

struct Transition {
    GroupState from;
    GroupState to;
    const char* when;  ///< in words
};

/// Every transition that a group of the classic protocol may make; all others are a mistake of ours.
std::span<const Transition> legalTransitions();
bool isLegal(GroupState from, GroupState to);
/// Whether a rebalance may begin here.
inline bool canRebalance(GroupState state) { return isLegal(state, GroupState::kPreparingRebalance); }

}  // namespace broker::groups
