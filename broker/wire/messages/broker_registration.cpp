#include "broker/wire/messages/broker_registration.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& BrokerRegistrationRequest::Listener::describe() {
    static constexpr Field kFields[] = {
        field<&Listener::name>("name"),
        field<&Listener::host>("host"),
        field<&Listener::port>("port"),
        field<&Listener::securityProtocol>("securityProtocol"),
    };
    static constexpr StructInfo kInfo = structInfo<Listener>("Listener", kFields);
    return kInfo;
}

const StructInfo& BrokerRegistrationRequest::Feature::describe() {
    static constexpr Field kFields[] = {
        field<&Feature::name>("name"),
        field<&Feature::minSupportedVersion>("minSupportedVersion"),
        field<&Feature::maxSupportedVersion>("maxSupportedVersion"),
    };
    static constexpr StructInfo kInfo = structInfo<Feature>("Feature", kFields);
    return kInfo;
}

const StructInfo& BrokerRegistrationRequest::describe() {
    static constexpr Field kFields[] = {
        field<&BrokerRegistrationRequest::brokerId>("brokerId"),
        field<&BrokerRegistrationRequest::clusterId>("clusterId"),
        field<&BrokerRegistrationRequest::incarnationId>("incarnationId"),
        field<&BrokerRegistrationRequest::listeners>("listeners"),
        field<&BrokerRegistrationRequest::features>("features"),
        field<&BrokerRegistrationRequest::rack>("rack").nullable(),
        field<&BrokerRegistrationRequest::isMigratingZkBroker>("isMigratingZkBroker").since(1),
        field<&BrokerRegistrationRequest::logDirs>("logDirs").since(2),
        field<&BrokerRegistrationRequest::previousBrokerEpoch>("previousBrokerEpoch").since(3),
    };
    static constexpr StructInfo kInfo =
        structInfo<BrokerRegistrationRequest>("BrokerRegistrationRequest", kFields);
    return kInfo;
}

const StructInfo& BrokerRegistrationResponse::describe() {
    static constexpr Field kFields[] = {
        field<&BrokerRegistrationResponse::throttleTimeMs>("throttleTimeMs"),
        field<&BrokerRegistrationResponse::errorCode>("errorCode"),
        field<&BrokerRegistrationResponse::brokerEpoch>("brokerEpoch"),
    };
    static constexpr StructInfo kInfo =
        structInfo<BrokerRegistrationResponse>("BrokerRegistrationResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
