#pragma once

#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"

namespace sample {

/// Which groups a sample cluster has. "billing" reads orders and payments with three members; broker 3, which
/// holds a replica of its partition of `__consumer_offsets`, may be dead.
enum class Groups : std::uint8_t {
    kNone,
    kStable,     ///< billing after consumer-2 joined, and two others
    kPreparing,  ///< consumer-2 just asked to join, consumer-3 has not come back yet
    kEmpty,      ///< the members of billing are gone, its offsets are there
    kMany,       ///< 2,000 groups more
};

/// Adds them and the topic that keeps them to a cluster of three brokers.
void addGroups(broker::observe::ClusterSnapshot& snapshot, Groups groups, int second);
/// What happened to billing, numbered from there on.
std::vector<broker::observe::Event> groupEvents(std::uint64_t number);

}  // namespace sample
