#include "broker/wire/messages/list_groups.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& ListGroupsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&ListGroupsRequest::statesFilter>("statesFilter").since(4),
        field<&ListGroupsRequest::typesFilter>("typesFilter").since(5),
    };
    static constexpr StructInfo kInfo = structInfo<ListGroupsRequest>("ListGroupsRequest", kFields);
    return kInfo;
}

const StructInfo& ListGroupsResponse::Group::describe() {
    static constexpr Field kFields[] = {
        field<&Group::groupId>("groupId"),
        field<&Group::protocolType>("protocolType"),
        field<&Group::groupState>("groupState").since(4),
        field<&Group::groupType>("groupType").since(5),
    };
    static constexpr StructInfo kInfo = structInfo<Group>("ListedGroup", kFields);
    return kInfo;
}

const StructInfo& ListGroupsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&ListGroupsResponse::throttleTimeMs>("throttleTimeMs").since(1),
        field<&ListGroupsResponse::errorCode>("errorCode"),
        field<&ListGroupsResponse::groups>("groups"),
    };
    static constexpr StructInfo kInfo = structInfo<ListGroupsResponse>("ListGroupsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
