#include "broker/wire/messages/describe_groups.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& DescribeGroupsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&DescribeGroupsRequest::groups>("groups"),
        field<&DescribeGroupsRequest::includeAuthorizedOperations>("includeAuthorizedOperations").since(3),
    };
    static constexpr StructInfo kInfo = structInfo<DescribeGroupsRequest>("DescribeGroupsRequest", kFields);
    return kInfo;
}

const StructInfo& DescribeGroupsResponse::Member::describe() {
    static constexpr Field kFields[] = {
        field<&Member::memberId>("memberId"),
        field<&Member::groupInstanceId>("groupInstanceId").since(4).nullable(),
        field<&Member::clientId>("clientId"),
        field<&Member::clientHost>("clientHost"),
        field<&Member::memberMetadata>("memberMetadata"),
        field<&Member::memberAssignment>("memberAssignment"),
    };
    static constexpr StructInfo kInfo = structInfo<Member>("DescribedGroupMember", kFields);
    return kInfo;
}

const StructInfo& DescribeGroupsResponse::Group::describe() {
    static constexpr Field kFields[] = {
        field<&Group::errorCode>("errorCode"),
        field<&Group::errorMessage>("errorMessage").since(6).nullable(),
        field<&Group::groupId>("groupId"),
        field<&Group::groupState>("groupState"),
        field<&Group::protocolType>("protocolType"),
        field<&Group::protocolData>("protocolData"),
        field<&Group::members>("members"),
        field<&Group::authorizedOperations>("authorizedOperations").since(3),
    };
    static constexpr StructInfo kInfo = structInfo<Group>("DescribedGroup", kFields);
    return kInfo;
}

const StructInfo& DescribeGroupsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&DescribeGroupsResponse::throttleTimeMs>("throttleTimeMs").since(1),
        field<&DescribeGroupsResponse::groups>("groups"),
    };
    static constexpr StructInfo kInfo = structInfo<DescribeGroupsResponse>("DescribeGroupsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
