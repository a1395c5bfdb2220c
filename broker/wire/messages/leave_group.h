#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct LeaveGroupResponse;

/// Takes members out of a group: since version 3 several, and static ones by their instance (KIP-345), with a
/// reason (KIP-800).
struct LeaveGroupRequest {
    static constexpr ApiKey kKey = ApiKey::kLeaveGroup;
    static constexpr VersionRange kVersions{0, 5};
    static constexpr std::int16_t kFlexibleFrom = 4;
    using Response = LeaveGroupResponse;

    struct Member {
        std::string memberId;
        std::optional<std::string> groupInstanceId;
        std::optional<std::string> reason;

        bool operator==(const Member&) const = default;
        static const StructInfo& describe();
    };

    std::string groupId;
    std::string memberId;
    std::vector<Member> members;

    bool operator==(const LeaveGroupRequest&) const = default;
    static const StructInfo& describe();
};

struct LeaveGroupResponse {
    static constexpr VersionRange kVersions{0, 5};
    static constexpr std::int16_t kFlexibleFrom = 4;

    struct Member {
        std::string memberId;
        std::optional<std::string> groupInstanceId;
        ErrorCode errorCode = ErrorCode::kNone;

        bool operator==(const Member&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    std::vector<Member> members;

    bool operator==(const LeaveGroupResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
