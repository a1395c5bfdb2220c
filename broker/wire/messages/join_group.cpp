#include "broker/wire/messages/join_group.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& JoinGroupRequest::Protocol::describe() {
    static constexpr Field kFields[] = {
        field<&Protocol::name>("name"),
        field<&Protocol::metadata>("metadata"),
    };
    static constexpr StructInfo kInfo = structInfo<Protocol>("JoinGroupRequestProtocol", kFields);
    return kInfo;
}

const StructInfo& JoinGroupRequest::describe() {
    static constexpr Field kFields[] = {
        field<&JoinGroupRequest::groupId>("groupId"),
        field<&JoinGroupRequest::sessionTimeoutMs>("sessionTimeoutMs"),
        field<&JoinGroupRequest::rebalanceTimeoutMs>("rebalanceTimeoutMs").since(1),
        field<&JoinGroupRequest::memberId>("memberId"),
        field<&JoinGroupRequest::groupInstanceId>("groupInstanceId").since(5).nullable(),
        field<&JoinGroupRequest::protocolType>("protocolType"),
        field<&JoinGroupRequest::protocols>("protocols"),
        field<&JoinGroupRequest::reason>("reason").since(8).nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<JoinGroupRequest>("JoinGroupRequest", kFields);
    return kInfo;
}

const StructInfo& JoinGroupResponse::Member::describe() {
    static constexpr Field kFields[] = {
        field<&Member::memberId>("memberId"),
        field<&Member::groupInstanceId>("groupInstanceId").since(5).nullable(),
        field<&Member::metadata>("metadata"),
    };
    static constexpr StructInfo kInfo = structInfo<Member>("JoinGroupResponseMember", kFields);
    return kInfo;
}

const StructInfo& JoinGroupResponse::describe() {
    static constexpr Field kFields[] = {
        field<&JoinGroupResponse::throttleTimeMs>("throttleTimeMs").since(2),
        field<&JoinGroupResponse::errorCode>("errorCode"),
        field<&JoinGroupResponse::generationId>("generationId"),
        field<&JoinGroupResponse::protocolType>("protocolType").since(7).nullable(),
        field<&JoinGroupResponse::protocolName>("protocolName").nullableSince(7),
        field<&JoinGroupResponse::leader>("leader"),
        field<&JoinGroupResponse::skipAssignment>("skipAssignment").since(9),
        field<&JoinGroupResponse::memberId>("memberId"),
        field<&JoinGroupResponse::members>("members"),
    };
    static constexpr StructInfo kInfo = structInfo<JoinGroupResponse>("JoinGroupResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
