#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct DeleteGroupsResponse;

/// Deletes groups that have no member (KIP-229).
struct DeleteGroupsRequest {
    static constexpr ApiKey kKey = ApiKey::kDeleteGroups;
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 2;
    using Response = DeleteGroupsResponse;

    std::vector<std::string> groupsNames;

    bool operator==(const DeleteGroupsRequest&) const = default;
    static const StructInfo& describe();
};

struct DeleteGroupsResponse {
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 2;

    struct Result {
        std::string groupId;
        ErrorCode errorCode = ErrorCode::kNone;

        bool operator==(const Result&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Result> results;

    bool operator==(const DeleteGroupsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
