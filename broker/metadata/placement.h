#pragma once

#include <span>
#include <string>
#include <vector>

#include "broker/base/ids.h"
#include "broker/base/random.h"
#include "broker/base/result.h"

namespace broker::metadata {

/// A broker that may be given replicas. A fenced one is used only when the others do not suffice, and never
/// first.
struct PlaceableBroker {
    BrokerId id = kNoBroker;
    std::string rack;  ///< brokers without a rack share the rack ""
    bool fenced = false;
};

struct PlacementRequest {
    std::span<const PlaceableBroker> brokers;  ///< sorted by id
    std::int32_t partitions = 1;
    std::int16_t replicationFactor = 1;
};

/// Replicas of each partition, the preferred leader first: striped over racks, and within a rack over its
/// brokers, from a drawn start, each partition one further than the last (KIP-631's striped placement). Never
/// two of a partition on one broker. With one broker per rack, or all in one rack, the brokers' numbers of
/// preferred leaders differ by at most one, and those of replicas are equal after each full round.
/// kInvalidReplicationFactor: more replicas than brokers, or all brokers fenced.
Result<std::vector<std::vector<BrokerId>>> placeReplicas(const PlacementRequest& request, Random& random);

}  // namespace broker::metadata
