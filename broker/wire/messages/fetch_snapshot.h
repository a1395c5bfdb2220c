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

struct FetchSnapshotResponse;

/// Reads a range of bytes of a metadata snapshot (KIP-630).
struct FetchSnapshotRequest {
    static constexpr ApiKey kKey = ApiKey::kFetchSnapshot;
    static constexpr VersionRange kVersions{0, 1};
    static constexpr std::int16_t kFlexibleFrom = 0;
    using Response = FetchSnapshotResponse;

    struct SnapshotId {
        Offset endOffset;
        LeaderEpoch epoch;

        bool operator==(const SnapshotId&) const = default;
        static const StructInfo& describe();
    };

    struct Partition {
        PartitionIndex partition;
        LeaderEpoch currentLeaderEpoch;
        SnapshotId snapshotId;
        std::int64_t position = 0;
        Uuid replicaDirectoryId;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string name;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::optional<std::string> clusterId;
    BrokerId replicaId{-1};
    std::int32_t maxBytes = std::numeric_limits<std::int32_t>::max();
    std::vector<Topic> topics;

    bool operator==(const FetchSnapshotRequest&) const = default;
    static const StructInfo& describe();
};

struct FetchSnapshotResponse {
    static constexpr VersionRange kVersions{0, 1};
    static constexpr std::int16_t kFlexibleFrom = 0;

    struct SnapshotId {
        Offset endOffset;
        LeaderEpoch epoch;

        bool operator==(const SnapshotId&) const = default;
        static const StructInfo& describe();
    };

    struct LeaderIdAndEpoch {
        BrokerId leaderId;
        LeaderEpoch leaderEpoch;

        bool operator==(const LeaderIdAndEpoch&) const = default;
        static const StructInfo& describe();
    };

    struct Partition {
        PartitionIndex index;
        ErrorCode errorCode = ErrorCode::kNone;
        SnapshotId snapshotId;
        LeaderIdAndEpoch currentLeader;
        std::int64_t size = 0;
        std::int64_t position = 0;
        Records unalignedRecords;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string name;
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

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    std::vector<Topic> topics;
    std::vector<NodeEndpoint> nodeEndpoints;

    bool operator==(const FetchSnapshotResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
