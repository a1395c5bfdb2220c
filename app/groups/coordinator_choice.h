#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "broker/observe/snapshot.h"

namespace app {

/// Why a group's coordinator is the broker that it is: abs(hash) mod partitions is a partition of
/// `__consumer_offsets`, and that one's leader coordinates the group.
struct CoordinatorChoice {
    std::int32_t hash = 0;        ///< Java's `hashCode` of the group id
    std::int32_t partitions = 0;  ///< of `__consumer_offsets`; what it will have, if it is not there yet
    bool exists = false;          ///< whether it is there
    broker::PartitionIndex partition{0};
    broker::BrokerId leader = broker::kNoBroker;  ///< kNoBroker: nobody can coordinate the group
    std::vector<broker::BrokerId> replicas;       ///< who could take over
    std::vector<broker::BrokerId> down;           ///< which of them are dead
    /// The leader still reads the partition's log; groups are told to wait.
    bool isLoading = false;
    broker::Offset loadedTo{0};
    broker::Offset loadsUpTo{0};

    friend bool operator==(const CoordinatorChoice&, const CoordinatorChoice&) = default;
};

CoordinatorChoice coordinatorChoice(const broker::observe::ClusterSnapshot& snapshot,
                                    std::string_view groupId);

}  // namespace app
