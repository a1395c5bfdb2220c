#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/error_code.h"
#include "broker/base/generation_id.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct SyncGroupResponse;

/// Brings the leader's assignment and fetches the member's own.
struct SyncGroupRequest {
    static constexpr ApiKey kKey = ApiKey::kSyncGroup;
    static constexpr VersionRange kVersions{0, 5};
    static constexpr std::int16_t kFlexibleFrom = 4;
    using Response = SyncGroupResponse;

    struct Assignment {
        std::string memberId;
        Bytes assignment;

        bool operator==(const Assignment&) const = default;
        static const StructInfo& describe();
    };

    std::string groupId;
    GenerationId generationId;
    std::string memberId;
    std::optional<std::string> groupInstanceId;
    std::optional<std::string> protocolType;
    std::optional<std::string> protocolName;
    std::vector<Assignment> assignments;

    bool operator==(const SyncGroupRequest&) const = default;
    static const StructInfo& describe();
};

struct SyncGroupResponse {
    static constexpr VersionRange kVersions{0, 5};
    static constexpr std::int16_t kFlexibleFrom = 4;

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    std::optional<std::string> protocolType;
    std::optional<std::string> protocolName;
    Bytes assignment;

    bool operator==(const SyncGroupResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
