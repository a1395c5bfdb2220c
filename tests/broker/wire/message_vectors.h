#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace broker::wire {

/// A message body as the serializers of Apache Kafka 4.3.1 write it, and what its own JSON converter says is
/// in it: sorted "path=value" words. Of bytes and records the value is their size.
struct MessageVector {
    const char* name;
    std::int16_t version;
    const char* hex;
    const char* fields;
};

/// Of all messages.
std::span<const MessageVector> messageVectors();
/// Those of consumer groups, topic settings and `__consumer_offsets`, which are among the others.
std::span<const MessageVector> groupMessageVectors();

}  // namespace broker::wire
