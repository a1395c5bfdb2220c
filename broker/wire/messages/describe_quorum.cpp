#include "broker/wire/messages/describe_quorum.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& DescribeQuorumRequest::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionData", kFields);
    return kInfo;
}

const StructInfo& DescribeQuorumRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topicName>("topicName"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicData", kFields);
    return kInfo;
}

const StructInfo& DescribeQuorumRequest::describe() {
    static constexpr Field kFields[] = {
        field<&DescribeQuorumRequest::topics>("topics"),
    };
    static constexpr StructInfo kInfo = structInfo<DescribeQuorumRequest>("DescribeQuorumRequest", kFields);
    return kInfo;
}

const StructInfo& DescribeQuorumResponse::ReplicaState::describe() {
    static constexpr Field kFields[] = {
        field<&ReplicaState::replicaId>("replicaId"),
        field<&ReplicaState::replicaDirectoryId>("replicaDirectoryId").since(2),
        field<&ReplicaState::logEndOffset>("logEndOffset"),
        field<&ReplicaState::lastFetchTimestamp>("lastFetchTimestamp").since(1),
        field<&ReplicaState::lastCaughtUpTimestamp>("lastCaughtUpTimestamp").since(1),
    };
    static constexpr StructInfo kInfo = structInfo<ReplicaState>("ReplicaState", kFields);
    return kInfo;
}

const StructInfo& DescribeQuorumResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::errorCode>("errorCode"),
        field<&Partition::errorMessage>("errorMessage").since(2).nullable(),
        field<&Partition::leaderId>("leaderId"),
        field<&Partition::leaderEpoch>("leaderEpoch"),
        field<&Partition::highWatermark>("highWatermark"),
        field<&Partition::currentVoters>("currentVoters"),
        field<&Partition::observers>("observers"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionData", kFields);
    return kInfo;
}

const StructInfo& DescribeQuorumResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topicName>("topicName"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicData", kFields);
    return kInfo;
}

const StructInfo& DescribeQuorumResponse::Listener::describe() {
    static constexpr Field kFields[] = {
        field<&Listener::name>("name").since(2),
        field<&Listener::host>("host").since(2),
        field<&Listener::port>("port").since(2),
    };
    static constexpr StructInfo kInfo = structInfo<Listener>("Listener", kFields);
    return kInfo;
}

const StructInfo& DescribeQuorumResponse::Node::describe() {
    static constexpr Field kFields[] = {
        field<&Node::nodeId>("nodeId").since(2),
        field<&Node::listeners>("listeners").since(2),
    };
    static constexpr StructInfo kInfo = structInfo<Node>("Node", kFields);
    return kInfo;
}

const StructInfo& DescribeQuorumResponse::describe() {
    static constexpr Field kFields[] = {
        field<&DescribeQuorumResponse::errorCode>("errorCode"),
        field<&DescribeQuorumResponse::errorMessage>("errorMessage").since(2).nullable(),
        field<&DescribeQuorumResponse::topics>("topics"),
        field<&DescribeQuorumResponse::nodes>("nodes").since(2),
    };
    static constexpr StructInfo kInfo = structInfo<DescribeQuorumResponse>("DescribeQuorumResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
