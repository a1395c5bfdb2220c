#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/generation_id.h"
#include "broker/base/ids.h"
#include "broker/base/uuid.h"
#include "broker/wire/version_range.h"

/// Keys and values of the records of `__consumer_offsets`. A key is its type as int16 and then the body at
/// version 0; a value is its version as int16 and then the body; no value is a tombstone.
namespace broker::wire {

/// Of types 0 and 1.
struct OffsetCommitKey {
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = kNeverFlexible;

    std::string group;
    std::string topic;
    PartitionIndex partition;

    bool operator==(const OffsetCommitKey&) const = default;
    static const StructInfo& describe();
};

/// Of type 0, which early brokers wrote.
struct LegacyOffsetCommitValue {
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = kNeverFlexible;

    Offset offset;
    std::string metadata;
    Timestamp commitTimestamp;

    bool operator==(const LegacyOffsetCommitValue&) const = default;
    static const StructInfo& describe();
};

/// A committed offset. Written at version 4, and at 1 where the commit came with a retention of its own.
struct OffsetCommitValue {
    static constexpr VersionRange kVersions{0, 4};
    static constexpr std::int16_t kFlexibleFrom = 4;

    Offset offset;
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    std::string metadata;
    Timestamp commitTimestamp;
    Timestamp expireTimestamp = kNoTimestamp;
    Uuid topicId;

    bool operator==(const OffsetCommitValue&) const = default;
    static const StructInfo& describe();
};

/// Of type 2.
struct GroupMetadataKey {
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = kNeverFlexible;

    std::string group;

    bool operator==(const GroupMetadataKey&) const = default;
    static const StructInfo& describe();
};

/// A group of the classic protocol: Stable if it has a generation with members, else Empty. Written at
/// version 3.
struct GroupMetadataValue {
    static constexpr VersionRange kVersions{0, 4};
    static constexpr std::int16_t kFlexibleFrom = 4;

    struct Member {
        std::string memberId;
        std::optional<std::string> groupInstanceId;
        std::string clientId;
        std::string clientHost;
        std::int32_t rebalanceTimeout = -1;  ///< ms
        std::int32_t sessionTimeout = 0;     ///< ms
        Bytes subscription;
        Bytes assignment;

        bool operator==(const Member&) const = default;
        static const StructInfo& describe();
    };

    std::string protocolType;
    GenerationId generation;
    std::optional<std::string> protocol;
    std::optional<std::string> leader;
    Timestamp currentStateTimestamp = kNoTimestamp;
    std::vector<Member> members;

    bool operator==(const GroupMetadataValue&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
