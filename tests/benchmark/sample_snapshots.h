#pragma once

#include <memory>

#include "broker/observe/snapshot.h"

namespace tests::benchmark {

/// How much three brokers hold, with three replicas of each partition. Every group has one member, which
/// reads all partitions of one topic and has committed an offset for each.
struct ClusterSize {
    int topics = 100;
    int partitions = 100;  ///< of each topic
    int groups = 0;
};
std::shared_ptr<const broker::observe::ClusterSnapshot> largeCluster(const ClusterSize& size = {});

/// What a round of traffic makes of it: of every hundredth partition, another one each `round`, all replicas
/// have more records and one of them has left or joined the ISR; every hundredth group commits. All other
/// leaves are the same.
std::shared_ptr<const broker::observe::ClusterSnapshot> afterTraffic(
    const broker::observe::ClusterSnapshot& before, int round, std::int64_t millisLater = 0);

}  // namespace tests::benchmark
