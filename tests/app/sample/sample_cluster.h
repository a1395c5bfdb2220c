#pragma once

#include <memory>
#include <vector>

#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"
#include "tests/app/sample/sample_groups.h"

/// A small busy cluster as values, for tests of the window: three brokers, four topics and the internal one,
/// producers and consumers whose counters grow with `second`.
namespace sample {

struct Options {
    int second = 0;  ///< since the cluster's start; counters grow with it
    bool brokerThreeDead = false;
    bool withoutController = false;  ///< broker 1, the only voter, is dead too
    bool withoutTopics = false;
    /// Of "orders", after broker 3 came back from its death: partition 1 had 64 records cut there, 2 catches
    /// up, and of 3 only the leader is in sync while broker 2 is eligible.
    bool afterFailover = false;
    bool hasFaults = false;     ///< addFaults of sample_faults.h
    Groups groups = Groups::kNone;
    int manyPartitions = 0;     ///< one more topic with as many partitions
    std::string replicaFolder;  ///< of the first replica of orders-0, so that Segments finds files
};

using SnapshotPointer = std::shared_ptr<const broker::observe::ClusterSnapshot>;

SnapshotPointer cluster(const Options& options);
std::vector<broker::observe::Event> events();
/// When second 0 is.
broker::Timestamp start();

}  // namespace sample
