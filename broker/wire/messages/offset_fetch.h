#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/base/generation_id.h"
#include "broker/base/ids.h"
#include "broker/base/uuid.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct OffsetFetchResponse;

/// Reads committed offsets: of one group, since version 8 of several (KIP-709). Topics stand by name, since
/// version 10 by id; none given (null) means all that the group has.
struct OffsetFetchRequest {
    static constexpr ApiKey kKey = ApiKey::kOffsetFetch;
    static constexpr VersionRange kVersions{1, 10};
    static constexpr std::int16_t kFlexibleFrom = 6;
    using Response = OffsetFetchResponse;

    struct Topic {
        std::string name;
        Uuid topicId;
        std::vector<PartitionIndex> partitionIndexes;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    struct Group {
        std::string groupId;
        std::optional<std::string> memberId;
        GenerationId memberEpoch = kNoGeneration;
        std::optional<std::vector<Topic>> topics;

        bool operator==(const Group&) const = default;
        static const StructInfo& describe();
    };

    std::string groupId;
    std::optional<std::vector<Topic>> topics;
    std::vector<Group> groups;
    bool requireStable = false;  ///< offsets in open transactions are an error (KIP-447)

    bool operator==(const OffsetFetchRequest&) const = default;
    static const StructInfo& describe();
};

struct OffsetFetchResponse {
    static constexpr VersionRange kVersions{1, 10};
    static constexpr std::int16_t kFlexibleFrom = 6;

    struct Partition {
        PartitionIndex partitionIndex;
        Offset committedOffset;
        LeaderEpoch committedLeaderEpoch = kNoLeaderEpoch;
        std::optional<std::string> metadata;
        ErrorCode errorCode = ErrorCode::kNone;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string name;
        Uuid topicId;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    struct Group {
        std::string groupId;
        std::vector<Topic> topics;
        ErrorCode errorCode = ErrorCode::kNone;

        bool operator==(const Group&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Topic> topics;
    ErrorCode errorCode = ErrorCode::kNone;
    std::vector<Group> groups;

    bool operator==(const OffsetFetchResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
