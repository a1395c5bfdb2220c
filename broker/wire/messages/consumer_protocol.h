#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/generation_id.h"
#include "broker/base/ids.h"
#include "broker/wire/version_range.h"

/// What consumers tell each other inside JoinGroup and SyncGroup when the group's protocol type is
/// "consumer"; to the classic coordinator it is bytes. Each is an int16 version and then the body; bytes of
/// later versions than these are read as the last known one, for later versions only append fields.
namespace broker::wire {

/// What a member is subscribed to and has; owned partitions KIP-429, their generation KIP-792, rack KIP-881.
struct ConsumerProtocolSubscription {
    static constexpr VersionRange kVersions{0, 3};
    static constexpr std::int16_t kFlexibleFrom = kNeverFlexible;

    struct TopicPartitions {
        std::string topic;
        std::vector<PartitionIndex> partitions;

        bool operator==(const TopicPartitions&) const = default;
        static const StructInfo& describe();
    };

    std::vector<std::string> topics;
    std::optional<Bytes> userData;
    std::vector<TopicPartitions> ownedPartitions;
    GenerationId generationId = kNoGeneration;  ///< in which it got what it owns
    std::optional<std::string> rackId;

    bool operator==(const ConsumerProtocolSubscription&) const = default;
    static const StructInfo& describe();
};

/// What a member shall read.
struct ConsumerProtocolAssignment {
    static constexpr VersionRange kVersions{0, 3};
    static constexpr std::int16_t kFlexibleFrom = kNeverFlexible;

    struct TopicPartitions {
        std::string topic;
        std::vector<PartitionIndex> partitions;

        bool operator==(const TopicPartitions&) const = default;
        static const StructInfo& describe();
    };

    std::vector<TopicPartitions> assignedPartitions;
    std::optional<Bytes> userData;

    bool operator==(const ConsumerProtocolAssignment&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
