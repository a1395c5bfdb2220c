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

struct CreatePartitionsResponse;

/// Adds partitions to topics (KIP-195).
struct CreatePartitionsRequest {
    static constexpr ApiKey kKey = ApiKey::kCreatePartitions;
    static constexpr VersionRange kVersions{0, 3};
    static constexpr std::int16_t kFlexibleFrom = 2;
    using Response = CreatePartitionsResponse;

    struct Assignment {
        std::vector<BrokerId> brokerIds;

        bool operator==(const Assignment&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string name;
        std::int32_t count = 0;  ///< partitions that it shall have in all
        std::optional<std::vector<Assignment>>
            assignments;  ///< of the new ones; null: the controller places them

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::vector<Topic> topics;
    std::int32_t timeoutMs = 0;
    bool validateOnly = false;

    bool operator==(const CreatePartitionsRequest&) const = default;
    static const StructInfo& describe();
};

struct CreatePartitionsResponse {
    static constexpr VersionRange kVersions{0, 3};
    static constexpr std::int16_t kFlexibleFrom = 2;

    struct Result {
        std::string name;
        ErrorCode errorCode = ErrorCode::kNone;
        std::optional<std::string> errorMessage;

        bool operator==(const Result&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Result> results;

    bool operator==(const CreatePartitionsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
