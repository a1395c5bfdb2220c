#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/base/uuid.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct BrokerRegistrationResponse;

/// A starting broker makes itself known to the controller (KIP-631).
struct BrokerRegistrationRequest {
    static constexpr ApiKey kKey = ApiKey::kBrokerRegistration;
    static constexpr VersionRange kVersions{0, 4};
    static constexpr std::int16_t kFlexibleFrom = 0;
    using Response = BrokerRegistrationResponse;

    struct Listener {
        std::string name;
        std::string host;
        std::uint16_t port = 0;
        std::int16_t securityProtocol = 0;

        bool operator==(const Listener&) const = default;
        static const StructInfo& describe();
    };

    struct Feature {
        std::string name;
        std::int16_t minSupportedVersion = 0;
        std::int16_t maxSupportedVersion = 0;

        bool operator==(const Feature&) const = default;
        static const StructInfo& describe();
    };

    BrokerId brokerId;
    std::string clusterId;
    Uuid incarnationId;
    std::vector<Listener> listeners;
    std::vector<Feature> features;
    std::optional<std::string> rack;
    bool isMigratingZkBroker = false;
    std::vector<Uuid> logDirs;
    BrokerEpoch previousBrokerEpoch{-1};

    bool operator==(const BrokerRegistrationRequest&) const = default;
    static const StructInfo& describe();
};

struct BrokerRegistrationResponse {
    static constexpr VersionRange kVersions{0, 4};
    static constexpr std::int16_t kFlexibleFrom = 0;

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    BrokerEpoch brokerEpoch{-1};

    bool operator==(const BrokerRegistrationResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
