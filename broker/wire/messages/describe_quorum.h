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

struct DescribeQuorumResponse;

/// Asks the leader of the metadata quorum how far its voters and observers are (KIP-595, KIP-836).
struct DescribeQuorumRequest {
    static constexpr ApiKey kKey = ApiKey::kDescribeQuorum;
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 0;
    using Response = DescribeQuorumResponse;

    struct Partition {
        PartitionIndex partitionIndex;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string topicName;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::vector<Topic> topics;

    bool operator==(const DescribeQuorumRequest&) const = default;
    static const StructInfo& describe();
};

struct DescribeQuorumResponse {
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 0;

    struct ReplicaState {
        BrokerId replicaId;
        Uuid replicaDirectoryId;
        Offset logEndOffset;
        Timestamp lastFetchTimestamp{-1};
        Timestamp lastCaughtUpTimestamp{-1};

        bool operator==(const ReplicaState&) const = default;
        static const StructInfo& describe();
    };

    struct Partition {
        PartitionIndex partitionIndex;
        ErrorCode errorCode = ErrorCode::kNone;
        std::optional<std::string> errorMessage;
        BrokerId leaderId;
        LeaderEpoch leaderEpoch;
        Offset highWatermark;
        std::vector<ReplicaState> currentVoters;
        std::vector<ReplicaState> observers;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string topicName;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    struct Listener {
        std::string name;
        std::string host;
        std::uint16_t port = 0;

        bool operator==(const Listener&) const = default;
        static const StructInfo& describe();
    };

    struct Node {
        BrokerId nodeId;
        std::vector<Listener> listeners;

        bool operator==(const Node&) const = default;
        static const StructInfo& describe();
    };

    ErrorCode errorCode = ErrorCode::kNone;
    std::optional<std::string> errorMessage;
    std::vector<Topic> topics;
    std::vector<Node> nodes;

    bool operator==(const DescribeQuorumResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
