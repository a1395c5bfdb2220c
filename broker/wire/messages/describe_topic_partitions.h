#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/base/uuid.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct DescribeTopicPartitionsResponse;

/// Where the next page of partitions begins.
struct DescribeTopicPartitionsCursor {
    std::string topicName;
    PartitionIndex partitionIndex{0};

    bool operator==(const DescribeTopicPartitionsCursor&) const = default;
    static const StructInfo& describe();
};

/// Asks for topics with their partitions and eligible leader replicas, page by page (KIP-966). No topics:
/// asks for all of them.
struct DescribeTopicPartitionsRequest {
    static constexpr ApiKey kKey = ApiKey::kDescribeTopicPartitions;
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;
    using Response = DescribeTopicPartitionsResponse;

    struct Topic {
        std::string name;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::vector<Topic> topics;
    std::int32_t responsePartitionLimit = 2000;
    std::optional<DescribeTopicPartitionsCursor> cursor;

    bool operator==(const DescribeTopicPartitionsRequest&) const = default;
    static const StructInfo& describe();
};

struct DescribeTopicPartitionsResponse {
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;

    struct Partition {
        ErrorCode errorCode = ErrorCode::kNone;
        PartitionIndex partitionIndex{0};
        BrokerId leaderId{0};
        LeaderEpoch leaderEpoch{-1};
        std::vector<BrokerId> replicaNodes;
        std::vector<BrokerId> isrNodes;
        std::optional<std::vector<BrokerId>> eligibleLeaderReplicas;
        std::optional<std::vector<BrokerId>> lastKnownElr;
        std::vector<BrokerId> offlineReplicas;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        ErrorCode errorCode = ErrorCode::kNone;
        std::optional<std::string> name;
        Uuid topicId;
        bool isInternal = false;
        std::vector<Partition> partitions;
        std::int32_t topicAuthorizedOperations = std::numeric_limits<std::int32_t>::min();

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Topic> topics;
    std::optional<DescribeTopicPartitionsCursor> nextCursor;  ///< none: there is nothing behind this page

    bool operator==(const DescribeTopicPartitionsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
