#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct DescribeClusterResponse;

/// Asks for the brokers or, through `endpointType` 2, the controllers (KIP-700, KIP-919).
struct DescribeClusterRequest {
    static constexpr ApiKey kKey = ApiKey::kDescribeCluster;
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 0;
    using Response = DescribeClusterResponse;

    bool includeClusterAuthorizedOperations = false;
    std::int8_t endpointType = 1;
    bool includeFencedBrokers = false;

    bool operator==(const DescribeClusterRequest&) const = default;
    static const StructInfo& describe();
};

struct DescribeClusterResponse {
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 0;

    struct Broker {
        BrokerId brokerId;
        std::string host;
        std::int32_t port = 0;
        std::optional<std::string> rack;
        bool isFenced = false;

        bool operator==(const Broker&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    std::optional<std::string> errorMessage;
    std::int8_t endpointType = 1;
    std::string clusterId;
    BrokerId controllerId{-1};
    std::vector<Broker> brokers;
    std::int32_t clusterAuthorizedOperations = std::numeric_limits<std::int32_t>::min();

    bool operator==(const DescribeClusterResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
