#pragma once

#include <cstdint>

#include "broker/base/bytes.h"

namespace broker::client {

/// The hash by which Kafka's clients spread keys over partitions (MurmurHash2 with their seed), so that a key
/// goes to the same partition whoever sends it. The partition is this modulo the topic's partitions.
std::uint32_t keyHash(ByteView key);

}  // namespace broker::client
