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

struct BeginQuorumEpochResponse;

/// A new leader of the metadata quorum makes itself known to the voters (KIP-595, KIP-853).
struct BeginQuorumEpochRequest {
    static constexpr ApiKey kKey = ApiKey::kBeginQuorumEpoch;
    static constexpr VersionRange kVersions{0, 1};
    static constexpr std::int16_t kFlexibleFrom = 1;
    using Response = BeginQuorumEpochResponse;

    struct Partition {
        PartitionIndex partitionIndex;
        Uuid voterDirectoryId;
        BrokerId leaderId;
        LeaderEpoch leaderEpoch;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string topicName;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    struct LeaderEndpoint {
        std::string name;
        std::string host;
        std::uint16_t port = 0;

        bool operator==(const LeaderEndpoint&) const = default;
        static const StructInfo& describe();
    };

    std::optional<std::string> clusterId;
    BrokerId voterId{-1};
    std::vector<Topic> topics;
    std::vector<LeaderEndpoint> leaderEndpoints;

    bool operator==(const BeginQuorumEpochRequest&) const = default;
    static const StructInfo& describe();
};

struct BeginQuorumEpochResponse {
    static constexpr VersionRange kVersions{0, 1};
    static constexpr std::int16_t kFlexibleFrom = 1;

    struct Partition {
        PartitionIndex partitionIndex;
        ErrorCode errorCode = ErrorCode::kNone;
        BrokerId leaderId;
        LeaderEpoch leaderEpoch;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string topicName;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    struct NodeEndpoint {
        BrokerId nodeId;
        std::string host;
        std::uint16_t port = 0;

        bool operator==(const NodeEndpoint&) const = default;
        static const StructInfo& describe();
    };

    ErrorCode errorCode = ErrorCode::kNone;
    std::vector<Topic> topics;
    std::vector<NodeEndpoint> nodeEndpoints;

    bool operator==(const BeginQuorumEpochResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
