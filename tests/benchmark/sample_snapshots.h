#pragma once

#include <memory>

#include "broker/observe/snapshot.h"

namespace tests::benchmark {

/// Three brokers with 100 topics of 100 partitions, three replicas each: 10,000 partitions.
std::shared_ptr<const broker::observe::ClusterSnapshot> largeCluster();

/// What a round of traffic makes of it: of every hundredth partition, another one each `round`, all replicas
/// have more records and one of them has left or joined the ISR. All other leaves are the same.
std::shared_ptr<const broker::observe::ClusterSnapshot> afterTraffic(
    const broker::observe::ClusterSnapshot& before, int round);

}  // namespace tests::benchmark
