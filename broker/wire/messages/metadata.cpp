#include "broker/wire/messages/metadata.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& MetadataRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topicId>("topicId").since(10),
        field<&Topic::name>("name").nullableSince(10),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("MetadataRequestTopic", kFields);
    return kInfo;
}

const StructInfo& MetadataRequest::describe() {
    static constexpr Field kFields[] = {
        field<&MetadataRequest::topics>("topics").nullableSince(1),
        field<&MetadataRequest::allowAutoTopicCreation>("allowAutoTopicCreation").since(4),
        field<&MetadataRequest::includeClusterAuthorizedOperations>("includeClusterAuthorizedOperations")
            .between(8, 10),
        field<&MetadataRequest::includeTopicAuthorizedOperations>("includeTopicAuthorizedOperations")
            .since(8),
    };
    static constexpr StructInfo kInfo = structInfo<MetadataRequest>("MetadataRequest", kFields);
    return kInfo;
}

const StructInfo& MetadataResponse::Broker::describe() {
    static constexpr Field kFields[] = {
        field<&Broker::nodeId>("nodeId"),
        field<&Broker::host>("host"),
        field<&Broker::port>("port"),
        field<&Broker::rack>("rack").since(1).nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Broker>("MetadataResponseBroker", kFields);
    return kInfo;
}

const StructInfo& MetadataResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::errorCode>("errorCode"),
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::leaderId>("leaderId"),
        field<&Partition::leaderEpoch>("leaderEpoch").since(7),
        field<&Partition::replicaNodes>("replicaNodes"),
        field<&Partition::isrNodes>("isrNodes"),
        field<&Partition::offlineReplicas>("offlineReplicas").since(5),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("MetadataResponsePartition", kFields);
    return kInfo;
}

const StructInfo& MetadataResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::errorCode>("errorCode"),
        field<&Topic::name>("name").nullableSince(12),
        field<&Topic::topicId>("topicId").since(10),
        field<&Topic::isInternal>("isInternal").since(1),
        field<&Topic::partitions>("partitions"),
        field<&Topic::topicAuthorizedOperations>("topicAuthorizedOperations").since(8),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("MetadataResponseTopic", kFields);
    return kInfo;
}

const StructInfo& MetadataResponse::describe() {
    static constexpr Field kFields[] = {
        field<&MetadataResponse::throttleTimeMs>("throttleTimeMs").since(3),
        field<&MetadataResponse::brokers>("brokers"),
        field<&MetadataResponse::clusterId>("clusterId").since(2).nullable(),
        field<&MetadataResponse::controllerId>("controllerId").since(1),
        field<&MetadataResponse::topics>("topics"),
        field<&MetadataResponse::clusterAuthorizedOperations>("clusterAuthorizedOperations").between(8, 10),
        field<&MetadataResponse::errorCode>("errorCode").since(13),
    };
    static constexpr StructInfo kInfo = structInfo<MetadataResponse>("MetadataResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
