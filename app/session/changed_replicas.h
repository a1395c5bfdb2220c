#pragma once

#include <cstddef>

#include "broker/observe/snapshot.h"

namespace app {

/// Calls `act(before, after)` for every replica of a broker that differs between two of its snapshots; null
/// for one that was not there, or is not any more. Equal leaves are passed over by their pointers alone, so
/// that what did not change is not even looked at. `before` may be null.
template <class Act>
void forEachChangedReplica(const broker::observe::BrokerSnapshot* before,
                           const broker::observe::BrokerSnapshot& after, const Act& act) {
    using broker::observe::ReplicaSnapshot;
    if (before == &after) return;
    constexpr const ReplicaSnapshot* kNone = nullptr;
    const std::size_t olds = before ? before->replicas.size() : 0;
    std::size_t old = 0;
    for (const auto& replica : after.replicas) {
        if (old < olds && before->replicas[old] == replica) {
            ++old;
            continue;
        }
        while (old < olds && before->replicas[old]->partition < replica->partition)
            act(before->replicas[old++].get(), kNone);
        const bool isKnown = old < olds && before->replicas[old]->partition == replica->partition;
        const ReplicaSnapshot* last = isKnown ? before->replicas[old++].get() : kNone;
        if (last != replica.get()) act(last, replica.get());
    }
    for (; old < olds; ++old) act(before->replicas[old].get(), kNone);
}

}  // namespace app
