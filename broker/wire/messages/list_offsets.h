#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct ListOffsetsResponse;

/// Finds an offset by timestamp or by one of the special timestamps below zero.
struct ListOffsetsRequest {
    static constexpr ApiKey kKey = ApiKey::kListOffsets;
    static constexpr VersionRange kVersions{1, 11};
    static constexpr std::int16_t kFlexibleFrom = 6;
    using Response = ListOffsetsResponse;

    struct Partition {
        PartitionIndex partitionIndex;
        LeaderEpoch currentLeaderEpoch{-1};
        Timestamp timestamp;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string name;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    BrokerId replicaId;
    std::int8_t isolationLevel = 0;
    std::vector<Topic> topics;
    std::int32_t timeoutMs = 0;

    bool operator==(const ListOffsetsRequest&) const = default;
    static const StructInfo& describe();
};

struct ListOffsetsResponse {
    static constexpr VersionRange kVersions{1, 11};
    static constexpr std::int16_t kFlexibleFrom = 6;

    struct Partition {
        PartitionIndex partitionIndex;
        ErrorCode errorCode = ErrorCode::kNone;
        Timestamp timestamp{-1};
        Offset offset{-1};
        LeaderEpoch leaderEpoch{-1};

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string name;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Topic> topics;

    bool operator==(const ListOffsetsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
