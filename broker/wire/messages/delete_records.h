#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct DeleteRecordsResponse;

/// Deletes the records before an offset (KIP-107).
struct DeleteRecordsRequest {
    static constexpr ApiKey kKey = ApiKey::kDeleteRecords;
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 2;
    using Response = DeleteRecordsResponse;

    struct Partition {
        PartitionIndex partitionIndex;
        Offset offset;  ///< -1: the high watermark

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string name;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::vector<Topic> topics;
    std::int32_t timeoutMs = 0;

    bool operator==(const DeleteRecordsRequest&) const = default;
    static const StructInfo& describe();
};

struct DeleteRecordsResponse {
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 2;

    struct Partition {
        PartitionIndex partitionIndex;
        Offset lowWatermark;  ///< the smallest log start among the replicas
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

    std::int32_t throttleTimeMs = 0;
    std::vector<Topic> topics;

    bool operator==(const DeleteRecordsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
