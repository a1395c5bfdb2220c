#pragma once

#include <vector>

#include "broker/assignors/assignors.h"
#include "broker/observe/snapshot.h"

namespace app {

/// What one of the assignors makes of a group: of the members that it has, of what they read before the last
/// rebalance, and of the topics as they are.
struct WhatIf {
    broker::assignors::Strategy strategy = broker::assignors::Strategy::kRange;
    bool isInUse = false;
    bool isOffered = false;  ///< by all members, so that it could be chosen
    broker::assignors::Assignment assignment;
    int partitions = 0;  ///< that somebody subscribes to
    int moved = 0;       ///< had an owner, and get another one
    int stopped = 0;     ///< are not read for a while: all that were, or those that move
    int most = 0;        ///< partitions of the member with the most
    int least = 0;
    int rounds = 1;  ///< rebalances until everything is handed out

    friend bool operator==(const WhatIf&, const WhatIf&) = default;
};

/// All strategies, in their order; empty: the group is no consumers', or has no members.
std::vector<WhatIf> whatIf(const broker::observe::ClusterSnapshot& snapshot,
                           const broker::observe::GroupSnapshot& group);

}  // namespace app
