#pragma once

#include <vector>

#include "broker/observe/event.h"
#include "tests/app/sample/sample_cluster.h"

/// The sample cluster seen from its quorum: three voters and an observer.
namespace sample {

enum class QuorumScene {
    kWell,      ///< broker 1 leads, everybody has everything
    kFailover,  ///< broker 1 was killed, broker 2 leads the next epoch, two records are not committed yet
    kAlone,     ///< brokers 1 and 2 are dead, broker 3 asks in vain
};

SnapshotPointer quorum(QuorumScene scene);
/// What led there.
std::vector<broker::observe::Event> quorumEvents(QuorumScene scene);

}  // namespace sample
