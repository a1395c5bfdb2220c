#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/error_code.h"
#include "broker/base/generation_id.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct JoinGroupResponse;

/// Asks to be, or to remain, a member of a group of the classic protocol; answered when the group has a new
/// generation. Static members KIP-345, a member id first KIP-394, reasons KIP-800, an assignment to skip
/// KIP-814.
struct JoinGroupRequest {
    static constexpr ApiKey kKey = ApiKey::kJoinGroup;
    static constexpr VersionRange kVersions{0, 9};
    static constexpr std::int16_t kFlexibleFrom = 6;
    using Response = JoinGroupResponse;

    struct Protocol {
        std::string name;
        Bytes metadata;

        bool operator==(const Protocol&) const = default;
        static const StructInfo& describe();
    };

    std::string groupId;
    std::int32_t sessionTimeoutMs = 0;
    std::int32_t rebalanceTimeoutMs = -1;  ///< -1: as the session timeout
    std::string memberId;                  ///< empty: it has none yet
    std::optional<std::string> groupInstanceId;
    std::string protocolType;         ///< "consumer"
    std::vector<Protocol> protocols;  ///< the one it likes best first
    std::optional<std::string> reason;

    bool operator==(const JoinGroupRequest&) const = default;
    static const StructInfo& describe();
};

struct JoinGroupResponse {
    static constexpr VersionRange kVersions{0, 9};
    static constexpr std::int16_t kFlexibleFrom = 6;

    struct Member {
        std::string memberId;
        std::optional<std::string> groupInstanceId;
        Bytes metadata;

        bool operator==(const Member&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    GenerationId generationId = kNoGeneration;
    std::optional<std::string> protocolType;
    std::optional<std::string> protocolName;
    std::string leader;
    bool skipAssignment = false;  ///< the leader need not assign: what everybody has stays
    std::string memberId;
    std::vector<Member> members;  ///< the leader is told who is in the group

    bool operator==(const JoinGroupResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
