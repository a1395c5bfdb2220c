#include "broker/wire/messages/leave_group.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& LeaveGroupRequest::Member::describe() {
    static constexpr Field kFields[] = {
        field<&Member::memberId>("memberId").since(3),
        field<&Member::groupInstanceId>("groupInstanceId").since(3).nullable(),
        field<&Member::reason>("reason").since(5).nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Member>("MemberIdentity", kFields);
    return kInfo;
}

const StructInfo& LeaveGroupRequest::describe() {
    static constexpr Field kFields[] = {
        field<&LeaveGroupRequest::groupId>("groupId"),
        field<&LeaveGroupRequest::memberId>("memberId").until(2),
        field<&LeaveGroupRequest::members>("members").since(3),
    };
    static constexpr StructInfo kInfo = structInfo<LeaveGroupRequest>("LeaveGroupRequest", kFields);
    return kInfo;
}

const StructInfo& LeaveGroupResponse::Member::describe() {
    static constexpr Field kFields[] = {
        field<&Member::memberId>("memberId").since(3),
        field<&Member::groupInstanceId>("groupInstanceId").since(3).nullable(),
        field<&Member::errorCode>("errorCode").since(3),
    };
    static constexpr StructInfo kInfo = structInfo<Member>("MemberResponse", kFields);
    return kInfo;
}

const StructInfo& LeaveGroupResponse::describe() {
    static constexpr Field kFields[] = {
        field<&LeaveGroupResponse::throttleTimeMs>("throttleTimeMs").since(1),
        field<&LeaveGroupResponse::errorCode>("errorCode"),
        field<&LeaveGroupResponse::members>("members").since(3),
    };
    static constexpr StructInfo kInfo = structInfo<LeaveGroupResponse>("LeaveGroupResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
