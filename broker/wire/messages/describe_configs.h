#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct DescribeConfigsResponse;

/// Asks for the parameters of topics and brokers; null `configurationKeys` means all.
struct DescribeConfigsRequest {
    static constexpr ApiKey kKey = ApiKey::kDescribeConfigs;
    static constexpr VersionRange kVersions{1, 4};
    static constexpr std::int16_t kFlexibleFrom = 4;
    using Response = DescribeConfigsResponse;

    struct Resource {
        std::int8_t resourceType = 0;
        std::string resourceName;
        std::optional<std::vector<std::string>> configurationKeys;

        bool operator==(const Resource&) const = default;
        static const StructInfo& describe();
    };

    std::vector<Resource> resources;
    bool includeSynonyms = false;
    bool includeDocumentation = false;

    bool operator==(const DescribeConfigsRequest&) const = default;
    static const StructInfo& describe();
};

struct DescribeConfigsResponse {
    static constexpr VersionRange kVersions{1, 4};
    static constexpr std::int16_t kFlexibleFrom = 4;

    struct Synonym {
        std::string name;
        std::optional<std::string> value;
        std::int8_t source = 0;

        bool operator==(const Synonym&) const = default;
        static const StructInfo& describe();
    };

    struct Config {
        std::string name;
        std::optional<std::string> value;
        bool readOnly = false;
        std::int8_t configSource = -1;
        bool isSensitive = false;
        std::vector<Synonym> synonyms;
        std::int8_t configType = 0;
        std::optional<std::string> documentation;

        bool operator==(const Config&) const = default;
        static const StructInfo& describe();
    };

    struct Resource {
        ErrorCode errorCode = ErrorCode::kNone;
        std::optional<std::string> errorMessage;
        std::int8_t resourceType = 0;
        std::string resourceName;
        std::vector<Config> configs;

        bool operator==(const Resource&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Resource> results;

    bool operator==(const DescribeConfigsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
