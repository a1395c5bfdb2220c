#include "broker/wire/messages/find_coordinator.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& FindCoordinatorRequest::describe() {
    static constexpr Field kFields[] = {
        field<&FindCoordinatorRequest::key>("key").until(3),
        field<&FindCoordinatorRequest::keyType>("keyType").since(1),
        field<&FindCoordinatorRequest::coordinatorKeys>("coordinatorKeys").since(4),
    };
    static constexpr StructInfo kInfo = structInfo<FindCoordinatorRequest>("FindCoordinatorRequest", kFields);
    return kInfo;
}

const StructInfo& FindCoordinatorResponse::Coordinator::describe() {
    static constexpr Field kFields[] = {
        field<&Coordinator::key>("key").since(4),
        field<&Coordinator::nodeId>("nodeId").since(4),
        field<&Coordinator::host>("host").since(4),
        field<&Coordinator::port>("port").since(4),
        field<&Coordinator::errorCode>("errorCode").since(4),
        field<&Coordinator::errorMessage>("errorMessage").since(4).nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Coordinator>("Coordinator", kFields);
    return kInfo;
}

const StructInfo& FindCoordinatorResponse::describe() {
    static constexpr Field kFields[] = {
        field<&FindCoordinatorResponse::throttleTimeMs>("throttleTimeMs").since(1),
        field<&FindCoordinatorResponse::errorCode>("errorCode").until(3),
        field<&FindCoordinatorResponse::errorMessage>("errorMessage").between(1, 3).nullable(),
        field<&FindCoordinatorResponse::nodeId>("nodeId").until(3),
        field<&FindCoordinatorResponse::host>("host").until(3),
        field<&FindCoordinatorResponse::port>("port").until(3),
        field<&FindCoordinatorResponse::coordinators>("coordinators").since(4),
    };
    static constexpr StructInfo kInfo =
        structInfo<FindCoordinatorResponse>("FindCoordinatorResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
