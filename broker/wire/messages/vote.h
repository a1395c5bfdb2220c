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

struct VoteResponse;

/// A candidate asks a voter; `preVote` only asks whether it would win (KIP-595, KIP-996).
struct VoteRequest {
    static constexpr ApiKey kKey = ApiKey::kVote;
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 0;
    using Response = VoteResponse;

    struct Partition {
        PartitionIndex partitionIndex;
        LeaderEpoch replicaEpoch;
        BrokerId replicaId;
        Uuid replicaDirectoryId;
        Uuid voterDirectoryId;
        LeaderEpoch lastOffsetEpoch;
        Offset lastOffset;
        bool preVote = false;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string topicName;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::optional<std::string> clusterId;
    BrokerId voterId{-1};
    std::vector<Topic> topics;

    bool operator==(const VoteRequest&) const = default;
    static const StructInfo& describe();
};

struct VoteResponse {
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 0;

    struct Partition {
        PartitionIndex partitionIndex;
        ErrorCode errorCode = ErrorCode::kNone;
        BrokerId leaderId;
        LeaderEpoch leaderEpoch;
        bool voteGranted = false;

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

    bool operator==(const VoteResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
