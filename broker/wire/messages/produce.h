#pragma once

#include <cstdint>
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

struct ProduceResponse;

/// Appends record batches to partitions. With `acks` 0 there is no response.
struct ProduceRequest {
    static constexpr ApiKey kKey = ApiKey::kProduce;
    static constexpr VersionRange kVersions{3, 13};
    static constexpr std::int16_t kFlexibleFrom = 9;
    using Response = ProduceResponse;

    struct Partition {
        PartitionIndex index;
        Records records;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string name;
        Uuid topicId;
        std::vector<Partition> partitionData;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::optional<std::string> transactionalId;
    std::int16_t acks = 0;
    std::int32_t timeoutMs = 0;
    std::vector<Topic> topicData;

    bool operator==(const ProduceRequest&) const = default;
    static const StructInfo& describe();
};

struct ProduceResponse {
    static constexpr VersionRange kVersions{3, 13};
    static constexpr std::int16_t kFlexibleFrom = 9;

    struct RecordError {
        std::int32_t batchIndex = 0;
        std::optional<std::string> batchIndexErrorMessage;

        bool operator==(const RecordError&) const = default;
        static const StructInfo& describe();
    };

    struct LeaderIdAndEpoch {
        BrokerId leaderId{-1};
        LeaderEpoch leaderEpoch{-1};

        bool operator==(const LeaderIdAndEpoch&) const = default;
        static const StructInfo& describe();
    };

    struct Partition {
        PartitionIndex index;
        ErrorCode errorCode = ErrorCode::kNone;
        Offset baseOffset;
        Timestamp logAppendTimeMs{-1};
        Offset logStartOffset{-1};
        std::vector<RecordError> recordErrors;
        std::optional<std::string> errorMessage;
        LeaderIdAndEpoch currentLeader;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        std::string name;
        Uuid topicId;
        std::vector<Partition> partitionResponses;

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

    std::vector<Topic> responses;
    std::int32_t throttleTimeMs = 0;
    std::vector<NodeEndpoint> nodeEndpoints;

    bool operator==(const ProduceResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
