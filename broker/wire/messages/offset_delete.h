#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct OffsetDeleteResponse;

/// Deletes committed offsets of topics that no member subscribes to (KIP-496).
struct OffsetDeleteRequest {
    static constexpr ApiKey kKey = ApiKey::kOffsetDelete;
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = kNeverFlexible;
    using Response = OffsetDeleteResponse;

    struct Partition {
        PartitionIndex partitionIndex;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string name;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::string groupId;
    std::vector<Topic> topics;

    bool operator==(const OffsetDeleteRequest&) const = default;
    static const StructInfo& describe();
};

struct OffsetDeleteResponse {
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = kNeverFlexible;

    struct Partition {
        PartitionIndex partitionIndex;
        ErrorCode errorCode = ErrorCode::kNone;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string name;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    ErrorCode errorCode = ErrorCode::kNone;
    std::int32_t throttleTimeMs = 0;
    std::vector<Topic> topics;

    bool operator==(const OffsetDeleteResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
