#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct AlterConfigsResponse;

/// Replaces all settings of a topic, broker or group; IncrementalAlterConfigs came after it.
struct AlterConfigsRequest {
    static constexpr ApiKey kKey = ApiKey::kAlterConfigs;
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 2;
    using Response = AlterConfigsResponse;

    struct Config {
        std::string name;
        std::optional<std::string> value;

        bool operator==(const Config&) const = default;
        static const StructInfo& describe();
    };

    struct Resource {
        std::int8_t resourceType = 0;  ///< as in DescribeConfigs
        std::string resourceName;
        std::vector<Config> configs;

        bool operator==(const Resource&) const = default;
        static const StructInfo& describe();
    };

    std::vector<Resource> resources;
    bool validateOnly = false;

    bool operator==(const AlterConfigsRequest&) const = default;
    static const StructInfo& describe();
};

struct AlterConfigsResponse {
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 2;

    struct Resource {
        ErrorCode errorCode = ErrorCode::kNone;
        std::optional<std::string> errorMessage;
        std::int8_t resourceType = 0;
        std::string resourceName;

        bool operator==(const Resource&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Resource> responses;

    bool operator==(const AlterConfigsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
