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
#include "broker/wire/records.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct FetchResponse;

/// Reads record batches; consumers, followers and the metadata quorum use it (KIP-227 sessions, KIP-595).
struct FetchRequest {
    static constexpr ApiKey kKey = ApiKey::kFetch;
    static constexpr VersionRange kVersions{4, 18};
    static constexpr std::int16_t kFlexibleFrom = 12;
    using Response = FetchResponse;

    struct ReplicaState {
        BrokerId replicaId{-1};
        BrokerEpoch replicaEpoch{-1};

        bool operator==(const ReplicaState&) const = default;
        static const StructInfo& describe();
    };

    struct Partition {
        PartitionIndex partition;
        LeaderEpoch currentLeaderEpoch{-1};
        Offset fetchOffset;
        LeaderEpoch lastFetchedEpoch{-1};
        Offset logStartOffset{-1};
        std::int32_t partitionMaxBytes = 0;
        Uuid replicaDirectoryId;
        Offset highWatermark{std::numeric_limits<std::int64_t>::max()};

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string topic;
        Uuid topicId;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    struct ForgottenTopic {
        std::string topic;
        Uuid topicId;
        std::vector<PartitionIndex> partitions;

        bool operator==(const ForgottenTopic&) const = default;
        static const StructInfo& describe();
    };

    std::optional<std::string> clusterId;
    BrokerId replicaId{-1};
    ReplicaState replicaState;
    std::int32_t maxWaitMs = 0;
    std::int32_t minBytes = 0;
    std::int32_t maxBytes = std::numeric_limits<std::int32_t>::max();
    std::int8_t isolationLevel = 0;
    std::int32_t sessionId = 0;
    std::int32_t sessionEpoch = -1;
    std::vector<Topic> topics;
    std::vector<ForgottenTopic> forgottenTopicsData;
    std::string rackId;

    bool operator==(const FetchRequest&) const = default;
    static const StructInfo& describe();
};

struct FetchResponse {
    static constexpr VersionRange kVersions{4, 18};
    static constexpr std::int16_t kFlexibleFrom = 12;

    struct EpochEndOffset {
        LeaderEpoch epoch{-1};
        Offset endOffset{-1};

        bool operator==(const EpochEndOffset&) const = default;
        static const StructInfo& describe();
    };

    struct LeaderIdAndEpoch {
        BrokerId leaderId{-1};
        LeaderEpoch leaderEpoch{-1};

        bool operator==(const LeaderIdAndEpoch&) const = default;
        static const StructInfo& describe();
    };

    struct SnapshotId {
        Offset endOffset{-1};
        LeaderEpoch epoch{-1};

        bool operator==(const SnapshotId&) const = default;
        static const StructInfo& describe();
    };

    struct AbortedTransaction {
        ProducerId producerId;
        Offset firstOffset;

        bool operator==(const AbortedTransaction&) const = default;
        static const StructInfo& describe();
    };

    struct Partition {
        PartitionIndex partitionIndex;
        ErrorCode errorCode = ErrorCode::kNone;
        Offset highWatermark;
        Offset lastStableOffset{-1};
        Offset logStartOffset{-1};
        EpochEndOffset divergingEpoch;
        LeaderIdAndEpoch currentLeader;
        SnapshotId snapshotId;
        std::optional<std::vector<AbortedTransaction>> abortedTransactions;
        BrokerId preferredReadReplica{-1};
        Records records;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string topic;
        Uuid topicId;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    struct NodeEndpoint {
        BrokerId nodeId;
        std::string host;
        std::int32_t port = 0;
        std::optional<std::string> rack;

        bool operator==(const NodeEndpoint&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    std::int32_t sessionId = 0;
    std::vector<Topic> responses;
    std::vector<NodeEndpoint> nodeEndpoints;

    bool operator==(const FetchResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
