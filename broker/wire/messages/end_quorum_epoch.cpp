#include "broker/wire/messages/end_quorum_epoch.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& EndQuorumEpochRequest::ReplicaInfo::describe() {
    static constexpr Field kFields[] = {
        field<&ReplicaInfo::candidateId>("candidateId").since(1),
        field<&ReplicaInfo::candidateDirectoryId>("candidateDirectoryId").since(1),
    };
    static constexpr StructInfo kInfo = structInfo<ReplicaInfo>("ReplicaInfo", kFields);
    return kInfo;
}

const StructInfo& EndQuorumEpochRequest::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::leaderId>("leaderId"),
        field<&Partition::leaderEpoch>("leaderEpoch"),
        field<&Partition::preferredSuccessors>("preferredSuccessors").until(0),
        field<&Partition::preferredCandidates>("preferredCandidates").since(1),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionData", kFields);
    return kInfo;
}

const StructInfo& EndQuorumEpochRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topicName>("topicName"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicData", kFields);
    return kInfo;
}

const StructInfo& EndQuorumEpochRequest::LeaderEndpoint::describe() {
    static constexpr Field kFields[] = {
        field<&LeaderEndpoint::name>("name").since(1),
        field<&LeaderEndpoint::host>("host").since(1),
        field<&LeaderEndpoint::port>("port").since(1),
    };
    static constexpr StructInfo kInfo = structInfo<LeaderEndpoint>("LeaderEndpoint", kFields);
    return kInfo;
}

const StructInfo& EndQuorumEpochRequest::describe() {
    static constexpr Field kFields[] = {
        field<&EndQuorumEpochRequest::clusterId>("clusterId").nullable(),
        field<&EndQuorumEpochRequest::topics>("topics"),
        field<&EndQuorumEpochRequest::leaderEndpoints>("leaderEndpoints").since(1),
    };
    static constexpr StructInfo kInfo = structInfo<EndQuorumEpochRequest>("EndQuorumEpochRequest", kFields);
    return kInfo;
}

const StructInfo& EndQuorumEpochResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::errorCode>("errorCode"),
        field<&Partition::leaderId>("leaderId"),
        field<&Partition::leaderEpoch>("leaderEpoch"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionData", kFields);
    return kInfo;
}

const StructInfo& EndQuorumEpochResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topicName>("topicName"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicData", kFields);
    return kInfo;
}

const StructInfo& EndQuorumEpochResponse::NodeEndpoint::describe() {
    static constexpr Field kFields[] = {
        field<&NodeEndpoint::nodeId>("nodeId").since(1),
        field<&NodeEndpoint::host>("host").since(1),
        field<&NodeEndpoint::port>("port").since(1),
    };
    static constexpr StructInfo kInfo = structInfo<NodeEndpoint>("NodeEndpoint", kFields);
    return kInfo;
}

const StructInfo& EndQuorumEpochResponse::describe() {
    static constexpr Field kFields[] = {
        field<&EndQuorumEpochResponse::errorCode>("errorCode"),
        field<&EndQuorumEpochResponse::topics>("topics"),
        taggedField<&EndQuorumEpochResponse::nodeEndpoints>("nodeEndpoints", 0).since(1),
    };
    static constexpr StructInfo kInfo = structInfo<EndQuorumEpochResponse>("EndQuorumEpochResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
