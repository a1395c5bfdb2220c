#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct ElectLeadersResponse;

/// Starts elections of preferred or unclean leaders; null `topicPartitions` means all (KIP-460).
struct ElectLeadersRequest {
    static constexpr ApiKey kKey = ApiKey::kElectLeaders;
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 2;
    using Response = ElectLeadersResponse;

    struct Topic {
        std::string topic;
        std::vector<PartitionIndex> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::int8_t electionType = 0;
    std::optional<std::vector<Topic>> topicPartitions;
    std::int32_t timeoutMs = 60000;

    bool operator==(const ElectLeadersRequest&) const = default;
    static const StructInfo& describe();
};

struct ElectLeadersResponse {
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 2;

    struct Partition {
        PartitionIndex partitionId;
        ErrorCode errorCode = ErrorCode::kNone;
        std::optional<std::string> errorMessage;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string topic;
        std::vector<Partition> partitionResult;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    std::vector<Topic> replicaElectionResults;

    bool operator==(const ElectLeadersResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
