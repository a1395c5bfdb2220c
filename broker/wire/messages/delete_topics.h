#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/base/uuid.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct DeleteTopicsResponse;

/// Deletes topics by name, since version 6 also by id.
struct DeleteTopicsRequest {
    static constexpr ApiKey kKey = ApiKey::kDeleteTopics;
    static constexpr VersionRange kVersions{1, 6};
    static constexpr std::int16_t kFlexibleFrom = 4;
    using Response = DeleteTopicsResponse;

    struct Topic {
        std::optional<std::string> name;
        Uuid topicId;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::vector<Topic> topics;
    std::vector<std::string> topicNames;
    std::int32_t timeoutMs = 0;

    bool operator==(const DeleteTopicsRequest&) const = default;
    static const StructInfo& describe();
};

struct DeleteTopicsResponse {
    static constexpr VersionRange kVersions{1, 6};
    static constexpr std::int16_t kFlexibleFrom = 4;

    struct Topic {
        std::optional<std::string> name;
        Uuid topicId;
        ErrorCode errorCode = ErrorCode::kNone;
        std::optional<std::string> errorMessage;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Topic> responses;

    bool operator==(const DeleteTopicsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
