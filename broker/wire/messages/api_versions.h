#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct ApiVersionsResponse;

/// The first request of a connection: which APIs and versions the broker speaks (KIP-35, KIP-511).
struct ApiVersionsRequest {
    static constexpr ApiKey kKey = ApiKey::kApiVersions;
    static constexpr VersionRange kVersions{0, 4};
    static constexpr std::int16_t kFlexibleFrom = 3;
    using Response = ApiVersionsResponse;

    std::string clientSoftwareName;
    std::string clientSoftwareVersion;

    bool operator==(const ApiVersionsRequest&) const = default;
    static const StructInfo& describe();
};

struct ApiVersionsResponse {
    static constexpr VersionRange kVersions{0, 4};
    static constexpr std::int16_t kFlexibleFrom = 3;

    struct ApiVersion {
        ApiKey apiKey{};
        std::int16_t minVersion = 0;
        std::int16_t maxVersion = 0;

        bool operator==(const ApiVersion&) const = default;
        static const StructInfo& describe();
    };

    struct SupportedFeature {
        std::string name;
        std::int16_t minVersion = 0;
        std::int16_t maxVersion = 0;

        bool operator==(const SupportedFeature&) const = default;
        static const StructInfo& describe();
    };

    struct FinalizedFeature {
        std::string name;
        std::int16_t maxVersionLevel = 0;
        std::int16_t minVersionLevel = 0;

        bool operator==(const FinalizedFeature&) const = default;
        static const StructInfo& describe();
    };

    ErrorCode errorCode = ErrorCode::kNone;
    std::vector<ApiVersion> apiKeys;
    std::int32_t throttleTimeMs = 0;
    std::vector<SupportedFeature> supportedFeatures;
    std::int64_t finalizedFeaturesEpoch = -1;
    std::vector<FinalizedFeature> finalizedFeatures;
    bool zkMigrationReady = false;

    bool operator==(const ApiVersionsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
