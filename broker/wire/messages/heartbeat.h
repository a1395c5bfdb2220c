#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "broker/base/error_code.h"
#include "broker/base/generation_id.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct HeartbeatResponse;

/// Keeps a member of a group of the classic protocol alive; the answer tells it to join again.
struct HeartbeatRequest {
    static constexpr ApiKey kKey = ApiKey::kHeartbeat;
    static constexpr VersionRange kVersions{0, 4};
    static constexpr std::int16_t kFlexibleFrom = 4;
    using Response = HeartbeatResponse;

    std::string groupId;
    GenerationId generationId;
    std::string memberId;
    std::optional<std::string> groupInstanceId;

    bool operator==(const HeartbeatRequest&) const = default;
    static const StructInfo& describe();
};

struct HeartbeatResponse {
    static constexpr VersionRange kVersions{0, 4};
    static constexpr std::int16_t kFlexibleFrom = 4;

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;

    bool operator==(const HeartbeatResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
