#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct OffsetForLeaderEpochResponse;

/// Asks where an epoch ended, to find where two logs part (KIP-101, KIP-320).
struct OffsetForLeaderEpochRequest {
    static constexpr ApiKey kKey = ApiKey::kOffsetForLeaderEpoch;
    static constexpr VersionRange kVersions{2, 4};
    static constexpr std::int16_t kFlexibleFrom = 4;
    using Response = OffsetForLeaderEpochResponse;

    struct Partition {
        PartitionIndex partition;
        LeaderEpoch currentLeaderEpoch{-1};
        LeaderEpoch leaderEpoch;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string topic;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    BrokerId replicaId{-2};
    std::vector<Topic> topics;

    bool operator==(const OffsetForLeaderEpochRequest&) const = default;
    static const StructInfo& describe();
};

struct OffsetForLeaderEpochResponse {
    static constexpr VersionRange kVersions{2, 4};
    static constexpr std::int16_t kFlexibleFrom = 4;

    struct Partition {
        ErrorCode errorCode = ErrorCode::kNone;
        PartitionIndex partition;
        LeaderEpoch leaderEpoch{-1};
        Offset endOffset{-1};

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string topic;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Topic> topics;

    bool operator==(const OffsetForLeaderEpochResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
