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

struct MetadataResponse;

/// Asks for brokers, the controller and topics; null `topics` means all of them.
struct MetadataRequest {
    static constexpr ApiKey kKey = ApiKey::kMetadata;
    static constexpr VersionRange kVersions{0, 13};
    static constexpr std::int16_t kFlexibleFrom = 9;
    using Response = MetadataResponse;

    struct Topic {
        Uuid topicId;
        std::optional<std::string> name;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::optional<std::vector<Topic>> topics;
    bool allowAutoTopicCreation = true;
    bool includeClusterAuthorizedOperations = false;
    bool includeTopicAuthorizedOperations = false;

    bool operator==(const MetadataRequest&) const = default;
    static const StructInfo& describe();
};

struct MetadataResponse {
    static constexpr VersionRange kVersions{0, 13};
    static constexpr std::int16_t kFlexibleFrom = 9;

    struct Broker {
        BrokerId nodeId;
        std::string host;
        std::int32_t port = 0;
        std::optional<std::string> rack;

        bool operator==(const Broker&) const = default;
        static const StructInfo& describe();
    };

    struct Partition {
        ErrorCode errorCode = ErrorCode::kNone;
        PartitionIndex partitionIndex;
        BrokerId leaderId;
        LeaderEpoch leaderEpoch{-1};
        std::vector<BrokerId> replicaNodes;
        std::vector<BrokerId> isrNodes;
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
    std::vector<Broker> brokers;
    std::optional<std::string> clusterId;
    BrokerId controllerId{-1};
    std::vector<Topic> topics;
    std::int32_t clusterAuthorizedOperations = std::numeric_limits<std::int32_t>::min();
    ErrorCode errorCode = ErrorCode::kNone;

    bool operator==(const MetadataResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
