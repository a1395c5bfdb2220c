#include "broker/wire/messages/vote.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& VoteRequest::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::replicaEpoch>("replicaEpoch"),
        field<&Partition::replicaId>("replicaId"),
        field<&Partition::replicaDirectoryId>("replicaDirectoryId").since(1),
        field<&Partition::voterDirectoryId>("voterDirectoryId").since(1),
        field<&Partition::lastOffsetEpoch>("lastOffsetEpoch"),
        field<&Partition::lastOffset>("lastOffset"),
        field<&Partition::preVote>("preVote").since(2),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionData", kFields);
    return kInfo;
}

const StructInfo& VoteRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topicName>("topicName"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicData", kFields);
    return kInfo;
}

const StructInfo& VoteRequest::describe() {
    static constexpr Field kFields[] = {
        field<&VoteRequest::clusterId>("clusterId").nullable(),
        field<&VoteRequest::voterId>("voterId").since(1),
        field<&VoteRequest::topics>("topics"),
    };
    static constexpr StructInfo kInfo = structInfo<VoteRequest>("VoteRequest", kFields);
    return kInfo;
}

const StructInfo& VoteResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::errorCode>("errorCode"),
        field<&Partition::leaderId>("leaderId"),
        field<&Partition::leaderEpoch>("leaderEpoch"),
        field<&Partition::voteGranted>("voteGranted"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionData", kFields);
    return kInfo;
}

const StructInfo& VoteResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topicName>("topicName"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicData", kFields);
    return kInfo;
}

const StructInfo& VoteResponse::NodeEndpoint::describe() {
    static constexpr Field kFields[] = {
        field<&NodeEndpoint::nodeId>("nodeId").since(1),
        field<&NodeEndpoint::host>("host").since(1),
        field<&NodeEndpoint::port>("port").since(1),
    };
    static constexpr StructInfo kInfo = structInfo<NodeEndpoint>("NodeEndpoint", kFields);
    return kInfo;
}

const StructInfo& VoteResponse::describe() {
    static constexpr Field kFields[] = {
        field<&VoteResponse::errorCode>("errorCode"),
        field<&VoteResponse::topics>("topics"),
        taggedField<&VoteResponse::nodeEndpoints>("nodeEndpoints", 0).since(1),
    };
    static constexpr StructInfo kInfo = structInfo<VoteResponse>("VoteResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
