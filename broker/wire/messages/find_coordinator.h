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

struct FindCoordinatorResponse;

/// Finds the broker that coordinates a group or a transactional id (KIP-699 for many at once).
struct FindCoordinatorRequest {
    static constexpr ApiKey kKey = ApiKey::kFindCoordinator;
    static constexpr VersionRange kVersions{0, 6};
    static constexpr std::int16_t kFlexibleFrom = 3;
    using Response = FindCoordinatorResponse;

    std::string key;
    std::int8_t keyType = 0;
    std::vector<std::string> coordinatorKeys;

    bool operator==(const FindCoordinatorRequest&) const = default;
    static const StructInfo& describe();
};

struct FindCoordinatorResponse {
    static constexpr VersionRange kVersions{0, 6};
    static constexpr std::int16_t kFlexibleFrom = 3;

    struct Coordinator {
        std::string key;
        BrokerId nodeId;
        std::string host;
        std::int32_t port = 0;
        ErrorCode errorCode = ErrorCode::kNone;
        std::optional<std::string> errorMessage;

        bool operator==(const Coordinator&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    std::optional<std::string> errorMessage;
    BrokerId nodeId;
    std::string host;
    std::int32_t port = 0;
    std::vector<Coordinator> coordinators;

    bool operator==(const FindCoordinatorResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
