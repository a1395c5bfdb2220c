#include "broker/wire/messages/broker_heartbeat.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& BrokerHeartbeatRequest::describe() {
    static constexpr Field kFields[] = {
        field<&BrokerHeartbeatRequest::brokerId>("brokerId"),
        field<&BrokerHeartbeatRequest::brokerEpoch>("brokerEpoch"),
        field<&BrokerHeartbeatRequest::currentMetadataOffset>("currentMetadataOffset"),
        field<&BrokerHeartbeatRequest::wantFence>("wantFence"),
        field<&BrokerHeartbeatRequest::wantShutDown>("wantShutDown"),
        taggedField<&BrokerHeartbeatRequest::offlineLogDirs>("offlineLogDirs", 0).since(1),
        taggedField<&BrokerHeartbeatRequest::cordonedLogDirs>("cordonedLogDirs", 1).since(2).nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<BrokerHeartbeatRequest>("BrokerHeartbeatRequest", kFields);
    return kInfo;
}

const StructInfo& BrokerHeartbeatResponse::describe() {
    static constexpr Field kFields[] = {
        field<&BrokerHeartbeatResponse::throttleTimeMs>("throttleTimeMs"),
        field<&BrokerHeartbeatResponse::errorCode>("errorCode"),
        field<&BrokerHeartbeatResponse::isCaughtUp>("isCaughtUp"),
        field<&BrokerHeartbeatResponse::isFenced>("isFenced"),
        field<&BrokerHeartbeatResponse::shouldShutDown>("shouldShutDown"),
    };
    static constexpr StructInfo kInfo =
        structInfo<BrokerHeartbeatResponse>("BrokerHeartbeatResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
