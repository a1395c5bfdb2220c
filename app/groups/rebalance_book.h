#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "broker/observe/snapshot.h"

namespace app {

/// The last rebalances of every group, as snapshots told of them: a snapshot itself has only the last one. A
/// rebalance is known by when it began; what is kept of it is what was told last. Costs what changed.
class RebalanceBook {
public:
    using SnapshotPointer = std::shared_ptr<const broker::observe::ClusterSnapshot>;
    using Pointer = std::shared_ptr<const broker::observe::RebalanceSnapshot>;

    /// Of one group.
    static constexpr std::size_t kMostOfOne = 20;
    /// Of all groups, counted in members and owned partitions: some 20 MB. The oldest go first.
    static constexpr std::size_t kMostEntries = 200'000;

    /// The next snapshot in time.
    void learn(SnapshotPointer snapshot);

    /// Newest first: that of the group as it is in a snapshot, and those before it. `now`: of that snapshot.
    std::vector<Pointer> of(const broker::observe::GroupSnapshot& group, broker::Timestamp now) const;

private:
    using Rebalances = std::deque<Pointer>;  ///< ascending by when they began

    void note(const std::string& group, const Pointer& rebalance);
    void dropFirst(Rebalances& rebalances);
    void dropOldest();

    SnapshotPointer m_last;
    std::map<std::string, Rebalances, std::less<>> m_groups;
    std::size_t m_entries = 0;
};

}  // namespace app
