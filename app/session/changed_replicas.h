#pragma once

#include "broker/observe/changed_elements.h"
#include "broker/observe/snapshot.h"

namespace app {

/// Calls `act(before, after)` for every replica of a broker that differs between two of its snapshots; null
/// for one that was not there, or is not any more. Equal leaves are passed over by their pointers alone, so
/// that what did not change is not even looked at. `before` may be null.
template <class Act>
void forEachChangedReplica(const broker::observe::BrokerSnapshot* before,
                           const broker::observe::BrokerSnapshot& after, const Act& act) {
    static const broker::observe::BrokerSnapshot kNothing;
    if (before == &after) return;
    broker::observe::forEachChanged(
        (before ? *before : kNothing).replicas, after.replicas,
        [](const auto& replica) -> const broker::TopicPartition& { return replica.partition; }, act);
}

}  // namespace app
