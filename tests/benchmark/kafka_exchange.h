#pragma once

#include <cstddef>
#include <cstdint>

#include "tests/benchmark/samples.h"

namespace tests::benchmark {

/// Connects and asks for the cluster's metadata; how many brokers the answer names.
std::size_t brokersToldBy(std::uint16_t port);

/// The broker that leads the metadata quorum.
int quorumLeader(std::uint16_t port);

/// Microseconds of each ApiVersions request over one plain blocking socket: what a broker adds to a loopback
/// round trip when it has nothing to do but to read, decode, answer and send.
Samples apiVersionsRoundTrips(std::uint16_t port, int times);

}  // namespace tests::benchmark
