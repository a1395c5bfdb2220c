#pragma once

#include <cstdint>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/base/uuid.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct AlterPartitionResponse;

/// A partition's leader asks the controller to change its in-sync replicas (KIP-497, KIP-903).
struct AlterPartitionRequest {
    static constexpr ApiKey kKey = ApiKey::kAlterPartition;
    static constexpr VersionRange kVersions{2, 3};
    static constexpr std::int16_t kFlexibleFrom = 0;
    using Response = AlterPartitionResponse;

    struct BrokerState {
        BrokerId brokerId;
        BrokerEpoch brokerEpoch{-1};

        bool operator==(const BrokerState&) const = default;
        static const StructInfo& describe();
    };

    struct Partition {
        PartitionIndex partitionIndex;
        LeaderEpoch leaderEpoch;
        std::vector<BrokerId> newIsr;
        std::vector<BrokerState> newIsrWithEpochs;
        std::int8_t leaderRecoveryState = 0;
        PartitionEpoch partitionEpoch;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        Uuid topicId;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    BrokerId brokerId;
    BrokerEpoch brokerEpoch{-1};
    std::vector<Topic> topics;

    bool operator==(const AlterPartitionRequest&) const = default;
    static const StructInfo& describe();
};

struct AlterPartitionResponse {
    static constexpr VersionRange kVersions{2, 3};
    static constexpr std::int16_t kFlexibleFrom = 0;

    struct Partition {
        PartitionIndex partitionIndex;
        ErrorCode errorCode = ErrorCode::kNone;
        BrokerId leaderId;
        LeaderEpoch leaderEpoch;
        std::vector<BrokerId> isr;
        std::int8_t leaderRecoveryState = 0;
        PartitionEpoch partitionEpoch;

        bool operator==(const Partition&) const = default;
        static const StructInfo& describe();
    };

    struct Topic {
        Uuid topicId;
        std::vector<Partition> partitions;

        bool operator==(const Topic&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    std::vector<Topic> topics;

    bool operator==(const AlterPartitionResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
