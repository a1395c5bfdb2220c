#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct IncrementalAlterConfigsResponse;

/// Changes single settings of topics, brokers and groups (KIP-339).
struct IncrementalAlterConfigsRequest {
    static constexpr ApiKey kKey = ApiKey::kIncrementalAlterConfigs;
    static constexpr VersionRange kVersions{0, 1};
    static constexpr std::int16_t kFlexibleFrom = 1;
    using Response = IncrementalAlterConfigsResponse;

    struct Config {
        std::string name;
        std::int8_t configOperation = 0;  ///< 0 set, 1 delete, 2 append, 3 subtract
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

    bool operator==(const IncrementalAlterConfigsRequest&) const = default;
    static const StructInfo& describe();
};

struct IncrementalAlterConfigsResponse {
    static constexpr VersionRange kVersions{0, 1};
    static constexpr std::int16_t kFlexibleFrom = 1;

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

    bool operator==(const IncrementalAlterConfigsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
