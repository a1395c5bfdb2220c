#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/base/error_code.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct ListGroupsResponse;

/// The groups that a broker coordinates; filters by state KIP-518, by type KIP-848. An empty filter lets all
/// through.
struct ListGroupsRequest {
    static constexpr ApiKey kKey = ApiKey::kListGroups;
    static constexpr VersionRange kVersions{0, 5};
    static constexpr std::int16_t kFlexibleFrom = 3;
    using Response = ListGroupsResponse;

    std::vector<std::string> statesFilter;
    std::vector<std::string> typesFilter;

    bool operator==(const ListGroupsRequest&) const = default;
    static const StructInfo& describe();
};

struct ListGroupsResponse {
    static constexpr VersionRange kVersions{0, 5};
    static constexpr std::int16_t kFlexibleFrom = 3;

    struct Group {
        std::string groupId;
        std::string protocolType;
        std::string groupState;
        std::string groupType;  ///< "classic", "consumer"

        bool operator==(const Group&) const = default;
        static const StructInfo& describe();
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    std::vector<Group> groups;

    bool operator==(const ListGroupsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
