#pragma once

#include <optional>
#include <string>

#include "broker/checking/checker.h"

namespace broker::checking {

/// What is still missing, in words, for the metadata quorum to have one leader whom all follow.
std::optional<std::string> missingController(const ClusterLook& look);

/// What is still missing for the cluster to have settled: all brokers unfenced with the same metadata, every
/// partition led, all replicas in sync and alike, everything committed. Nothing: it has.
std::optional<std::string> missingForRest(const ClusterLook& look, const Truth& truth);

/// A line about a node's part in the quorum, and one about its replicas: log end, high watermark, and what
/// it is to them.
std::string describeQuorum(const BrokerLook& broker);
std::string describeReplicas(const BrokerLook& broker);

}  // namespace broker::checking
