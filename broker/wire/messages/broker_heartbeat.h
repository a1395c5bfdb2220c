#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/base/uuid.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct BrokerHeartbeatResponse;

/// A broker tells the controller that it lives and what it wants (KIP-631).
struct BrokerHeartbeatRequest {
    static constexpr ApiKey kKey = ApiKey::kBrokerHeartbeat;
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 0;
    using Response = BrokerHeartbeatResponse;

    BrokerId brokerId;
    BrokerEpoch brokerEpoch{-1};
    Offset currentMetadataOffset;
    bool wantFence = false;
    bool wantShutDown = false;
    std::vector<Uuid> offlineLogDirs;
    std::optional<std::vector<Uuid>> cordonedLogDirs;

    bool operator==(const BrokerHeartbeatRequest&) const = default;
    static const StructInfo& describe();
};

struct BrokerHeartbeatResponse {
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 0;

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    bool isCaughtUp = false;
    bool isFenced = true;
    bool shouldShutDown = false;

    bool operator==(const BrokerHeartbeatResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
