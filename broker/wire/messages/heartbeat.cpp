#include "broker/wire/messages/heartbeat.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& HeartbeatRequest::describe() {
    static constexpr Field kFields[] = {
        field<&HeartbeatRequest::groupId>("groupId"),
        field<&HeartbeatRequest::generationId>("generationId"),
        field<&HeartbeatRequest::memberId>("memberId"),
        field<&HeartbeatRequest::groupInstanceId>("groupInstanceId").since(3).nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<HeartbeatRequest>("HeartbeatRequest", kFields);
    return kInfo;
}

const StructInfo& HeartbeatResponse::describe() {
    static constexpr Field kFields[] = {
        field<&HeartbeatResponse::throttleTimeMs>("throttleTimeMs").since(1),
        field<&HeartbeatResponse::errorCode>("errorCode"),
    };
    static constexpr StructInfo kInfo = structInfo<HeartbeatResponse>("HeartbeatResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
