#pragma once

#include <vector>

#include "broker/observe/snapshot.h"

namespace app {

/// What several places ask of the metadata quorum, as the brokers together tell it. Lives no longer than the
/// snapshot that it is of.
struct QuorumFacts {
    std::vector<broker::BrokerId> voters;     ///< ascending
    std::vector<broker::BrokerId> observers;  ///< the other brokers
    std::vector<broker::BrokerId> upVoters;   ///< alive and not frozen
    broker::BrokerId controller = broker::kNoBroker;
    broker::LeaderEpoch epoch = broker::kNoLeaderEpoch;       ///< the newest that any voter that is up knows
    broker::Offset highWatermark{-1};                         ///< the greatest that anyone knows
    const broker::observe::QuorumSnapshot* leader = nullptr;  ///< the controller's own view

    static QuorumFacts of(const broker::observe::ClusterSnapshot& snapshot);

    std::size_t majority() const { return voters.size() / 2 + 1; }
    bool hasMajority() const { return upVoters.size() >= majority(); }
    bool isVoter(broker::BrokerId id) const;
    /// How the controller sees the log of a replica; null: it does not, or there is no controller.
    const broker::observe::QuorumReplica* replica(broker::BrokerId id) const;
    /// Records that are in the controller's log and not committed.
    std::int64_t open() const;
};

/// Alive, and not frozen.
bool isUp(const broker::observe::ClusterSnapshot& snapshot, broker::BrokerId id);
/// The broker's view; null: it is not known.
const broker::observe::QuorumSnapshot* quorumOf(const broker::observe::ClusterSnapshot& snapshot,
                                                broker::BrokerId id);

}  // namespace app
