#include "broker/wire/messages/sync_group.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& SyncGroupRequest::Assignment::describe() {
    static constexpr Field kFields[] = {
        field<&Assignment::memberId>("memberId"),
        field<&Assignment::assignment>("assignment"),
    };
    static constexpr StructInfo kInfo = structInfo<Assignment>("SyncGroupRequestAssignment", kFields);
    return kInfo;
}

const StructInfo& SyncGroupRequest::describe() {
    static constexpr Field kFields[] = {
        field<&SyncGroupRequest::groupId>("groupId"),
        field<&SyncGroupRequest::generationId>("generationId"),
        field<&SyncGroupRequest::memberId>("memberId"),
        field<&SyncGroupRequest::groupInstanceId>("groupInstanceId").since(3).nullable(),
        field<&SyncGroupRequest::protocolType>("protocolType").since(5).nullable(),
        field<&SyncGroupRequest::protocolName>("protocolName").since(5).nullable(),
        field<&SyncGroupRequest::assignments>("assignments"),
    };
    static constexpr StructInfo kInfo = structInfo<SyncGroupRequest>("SyncGroupRequest", kFields);
    return kInfo;
}

const StructInfo& SyncGroupResponse::describe() {
    static constexpr Field kFields[] = {
        field<&SyncGroupResponse::throttleTimeMs>("throttleTimeMs").since(1),
        field<&SyncGroupResponse::errorCode>("errorCode"),
        field<&SyncGroupResponse::protocolType>("protocolType").since(5).nullable(),
        field<&SyncGroupResponse::protocolName>("protocolName").since(5).nullable(),
        field<&SyncGroupResponse::assignment>("assignment"),
    };
    static constexpr StructInfo kInfo = structInfo<SyncGroupResponse>("SyncGroupResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
