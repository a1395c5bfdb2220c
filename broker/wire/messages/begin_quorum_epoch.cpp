#include "broker/wire/messages/begin_quorum_epoch.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& BeginQuorumEpochRequest::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::voterDirectoryId>("voterDirectoryId").since(1),
        field<&Partition::leaderId>("leaderId"),
        field<&Partition::leaderEpoch>("leaderEpoch"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionData", kFields);
    return kInfo;
}

const StructInfo& BeginQuorumEpochRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topicName>("topicName"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicData", kFields);
    return kInfo;
}

const StructInfo& BeginQuorumEpochRequest::LeaderEndpoint::describe() {
    static constexpr Field kFields[] = {
        field<&LeaderEndpoint::name>("name").since(1),
        field<&LeaderEndpoint::host>("host").since(1),
        field<&LeaderEndpoint::port>("port").since(1),
    };
    static constexpr StructInfo kInfo = structInfo<LeaderEndpoint>("LeaderEndpoint", kFields);
    return kInfo;
}

const StructInfo& BeginQuorumEpochRequest::describe() {
    static constexpr Field kFields[] = {
        field<&BeginQuorumEpochRequest::clusterId>("clusterId").nullable(),
        field<&BeginQuorumEpochRequest::voterId>("voterId").since(1),
        field<&BeginQuorumEpochRequest::topics>("topics"),
        field<&BeginQuorumEpochRequest::leaderEndpoints>("leaderEndpoints").since(1),
    };
    static constexpr StructInfo kInfo =
        structInfo<BeginQuorumEpochRequest>("BeginQuorumEpochRequest", kFields);
    return kInfo;
}

const StructInfo& BeginQuorumEpochResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::errorCode>("errorCode"),
        field<&Partition::leaderId>("leaderId"),
        field<&Partition::leaderEpoch>("leaderEpoch"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionData", kFields);
    return kInfo;
}

const StructInfo& BeginQuorumEpochResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topicName>("topicName"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicData", kFields);
    return kInfo;
}

const StructInfo& BeginQuorumEpochResponse::NodeEndpoint::describe() {
    static constexpr Field kFields[] = {
        field<&NodeEndpoint::nodeId>("nodeId").since(1),
        field<&NodeEndpoint::host>("host").since(1),
        field<&NodeEndpoint::port>("port").since(1),
    };
    static constexpr StructInfo kInfo = structInfo<NodeEndpoint>("NodeEndpoint", kFields);
    return kInfo;
}

const StructInfo& BeginQuorumEpochResponse::describe() {
    static constexpr Field kFields[] = {
        field<&BeginQuorumEpochResponse::errorCode>("errorCode"),
        field<&BeginQuorumEpochResponse::topics>("topics"),
        taggedField<&BeginQuorumEpochResponse::nodeEndpoints>("nodeEndpoints", 0).since(1),
    };
    static constexpr StructInfo kInfo =
        structInfo<BeginQuorumEpochResponse>("BeginQuorumEpochResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
