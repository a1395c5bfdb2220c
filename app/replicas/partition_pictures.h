#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "broker/observe/snapshot.h"
#include "widgets/replicas/replicas_view.h"

namespace app {

using ClusterSnapshotPointer = std::shared_ptr<const broker::observe::ClusterSnapshot>;

/// What the replicas' view shows of a topic. The contents hold the snapshot for as long as they are shown;
/// `topic` must be in it. `now` is the cluster's time.
widgets::ReplicasContents replicasOf(const ClusterSnapshotPointer& snapshot, const std::string& topic,
                                     broker::Timestamp now);

/// One partition's replicas, the leader first, with all words.
widgets::PartitionPicture partitionPicture(const broker::observe::ClusterSnapshot& snapshot,
                                           const broker::observe::TopicSnapshot& topic, std::size_t index,
                                           broker::Timestamp now);

/// A topic's replicas, counted.
struct ReplicaCounts {
    std::int64_t partitions = 0;
    std::int64_t replicas = 0;
    std::int64_t down = 0;
    std::int64_t inSync = 0;
    std::int64_t underReplicated = 0;  ///< partitions with a leader and too few in sync
    std::int64_t offline = 0;          ///< partitions without a leader
    std::int64_t underMinIsr = 0;
    std::int64_t cut = 0;  ///< replicas that were cut lately
    std::int64_t cutRecords = 0;
    std::int64_t lostRecords = 0;  ///< of these, known to have been committed
    std::int64_t toCatchUp = 0;    ///< records that living replicas out of sync have to fetch
};
ReplicaCounts countReplicas(const broker::observe::ClusterSnapshot& snapshot,
                            const broker::observe::TopicSnapshot& topic, broker::Timestamp now);

}  // namespace app
