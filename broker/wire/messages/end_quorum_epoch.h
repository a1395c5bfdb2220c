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

struct EndQuorumEpochResponse;

/// A resigning leader names whom it would like as its successors (KIP-595, KIP-853).
struct EndQuorumEpochRequest {
    static constexpr ApiKey kKey = ApiKey::kEndQuorumEpoch;
    static constexpr VersionRange kVersions{0, 1};
    static constexpr std::int16_t kFlexibleFrom = 1;
    using Response = EndQuorumEpochResponse;

    struct ReplicaInfo {
        BrokerId candidateId;
        Uuid candidateDirectoryId;

        bool operator==(const ReplicaInfo&) const = default;
        static const StructInfo& describe();
    };

    struct Partition {
        PartitionIndex partitionIndex;
        BrokerId leaderId;
        LeaderEpoch leaderEpoch;
        std::vector<BrokerId> preferredSuccessors;
        std::vector<ReplicaInfo> preferredCandidates;

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
    std::vector<Topic> topics;
    std::vector<LeaderEndpoint> leaderEndpoints;

    bool operator==(const EndQuorumEpochRequest&) const = default;
    static const StructInfo& describe();
};

struct EndQuorumEpochResponse {
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

    bool operator==(const EndQuorumEpochResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
