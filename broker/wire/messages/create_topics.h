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

struct CreateTopicsResponse;

/// Creates topics. -1 for `numPartitions` or `replicationFactor` is the broker's default.
struct CreateTopicsRequest {
    static constexpr ApiKey kKey = ApiKey::kCreateTopics;
    static constexpr VersionRange kVersions{2, 7};
    static constexpr std::int16_t kFlexibleFrom = 5;
    using Response = CreateTopicsResponse;

    struct Assignment {
        PartitionIndex partitionIndex;
        std::vector<BrokerId> brokerIds;

        bool operator==(const Assignment&) const = default;
        static const StructInfo& describe();
    };

    struct Config {
        std::string name;
        std::optional<std::string> value;

        bool operator==(const Config&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string name;
        std::int32_t numPartitions = 0;
        std::int16_t replicationFactor = 0;
        std::vector<Assignment> assignments;
        std::vector<Config> configs;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::vector<Topic> topics;
    std::int32_t timeoutMs = 60000;
    bool validateOnly = false;

    bool operator==(const CreateTopicsRequest&) const = default;
    static const StructInfo& describe();
};

struct CreateTopicsResponse {
    static constexpr VersionRange kVersions{2, 7};
    static constexpr std::int16_t kFlexibleFrom = 5;

    struct Config {
        std::string name;
        std::optional<std::string> value;
        bool readOnly = false;
        std::int8_t configSource = -1;
        bool isSensitive = false;

        bool operator==(const Config&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string name;
        Uuid topicId;
        ErrorCode errorCode = ErrorCode::kNone;
        std::optional<std::string> errorMessage;
        ErrorCode topicConfigErrorCode = ErrorCode::kNone;
        std::int32_t numPartitions = -1;
        std::int16_t replicationFactor = -1;
        std::optional<std::vector<Config>> configs;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Topic> topics;

    bool operator==(const CreateTopicsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
