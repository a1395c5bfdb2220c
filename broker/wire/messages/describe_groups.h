#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/error_code.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct DescribeGroupsResponse;

/// State, members and assignments of classic groups. Unknown groups are an error since version 6 (KIP-1043).
struct DescribeGroupsRequest {
    static constexpr ApiKey kKey = ApiKey::kDescribeGroups;
    static constexpr VersionRange kVersions{0, 6};
    static constexpr std::int16_t kFlexibleFrom = 5;
    using Response = DescribeGroupsResponse;

    std::vector<std::string> groups;
    bool includeAuthorizedOperations = false;

    bool operator==(const DescribeGroupsRequest&) const = default;
    static const StructInfo& describe();
};

struct DescribeGroupsResponse {
    static constexpr VersionRange kVersions{0, 6};
    static constexpr std::int16_t kFlexibleFrom = 5;

    struct Member {
        std::string memberId;
        std::optional<std::string> groupInstanceId;
        std::string clientId;
        std::string clientHost;
        Bytes memberMetadata;
        Bytes memberAssignment;

        bool operator==(const Member&) const = default;
        static const StructInfo& describe();
    };

    struct Group {
        ErrorCode errorCode = ErrorCode::kNone;
        std::optional<std::string> errorMessage;
        std::string groupId;
        std::string groupState;
        std::string protocolType;
        std::string protocolData;  ///< name of the protocol that was chosen
        std::vector<Member> members;
        std::int32_t authorizedOperations =
            -2147483648;  ///< a bit per operation; the least number: not asked for

        bool operator==(const Group&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Group> groups;

    bool operator==(const DescribeGroupsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
