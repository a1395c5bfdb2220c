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

struct OffsetCommitResponse;

/// Commits offsets of a group. Topics stand by name, since version 10 by id (KIP-848).
struct OffsetCommitRequest {
    static constexpr ApiKey kKey = ApiKey::kOffsetCommit;
    static constexpr VersionRange kVersions{2, 10};
    static constexpr std::int16_t kFlexibleFrom = 8;
    using Response = OffsetCommitResponse;

    struct Partition {
        PartitionIndex partitionIndex;
        Offset committedOffset;
        LeaderEpoch committedLeaderEpoch = kNoLeaderEpoch;
        std::optional<std::string> committedMetadata;

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

    std::string groupId;
    GenerationId generationIdOrMemberEpoch = kNoGeneration;  ///< kNoGeneration: by nobody's member
    std::string memberId;
    std::optional<std::string> groupInstanceId;
    std::int64_t retentionTimeMs = -1;  ///< -1: the broker's
    std::vector<Topic> topics;

    bool operator==(const OffsetCommitRequest&) const = default;
    static const StructInfo& describe();
};

struct OffsetCommitResponse {
    static constexpr VersionRange kVersions{2, 10};
    static constexpr std::int16_t kFlexibleFrom = 8;

    struct Partition {
        PartitionIndex partitionIndex;
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

    std::int32_t throttleTimeMs = 0;
    std::vector<Topic> topics;

    bool operator==(const OffsetCommitResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
