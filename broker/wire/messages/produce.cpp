#include "broker/wire/messages/produce.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& ProduceRequest::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::index>("index"),
        field<&Partition::records>("records").nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionProduceData", kFields);
    return kInfo;
}

const StructInfo& ProduceRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name").until(12),
        field<&Topic::topicId>("topicId").since(13),
        field<&Topic::partitionData>("partitionData"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicProduceData", kFields);
    return kInfo;
}

const StructInfo& ProduceRequest::describe() {
    static constexpr Field kFields[] = {
        field<&ProduceRequest::transactionalId>("transactionalId").nullable(),
        field<&ProduceRequest::acks>("acks"),
        field<&ProduceRequest::timeoutMs>("timeoutMs"),
        field<&ProduceRequest::topicData>("topicData"),
    };
    static constexpr StructInfo kInfo = structInfo<ProduceRequest>("ProduceRequest", kFields);
    return kInfo;
}

const StructInfo& ProduceResponse::RecordError::describe() {
    static constexpr Field kFields[] = {
        field<&RecordError::batchIndex>("batchIndex").since(8),
        field<&RecordError::batchIndexErrorMessage>("batchIndexErrorMessage").since(8).nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<RecordError>("BatchIndexAndErrorMessage", kFields);
    return kInfo;
}

const StructInfo& ProduceResponse::LeaderIdAndEpoch::describe() {
    static constexpr Field kFields[] = {
        field<&LeaderIdAndEpoch::leaderId>("leaderId").since(10),
        field<&LeaderIdAndEpoch::leaderEpoch>("leaderEpoch").since(10),
    };
    static constexpr StructInfo kInfo = structInfo<LeaderIdAndEpoch>("LeaderIdAndEpoch", kFields);
    return kInfo;
}

const StructInfo& ProduceResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::index>("index"),
        field<&Partition::errorCode>("errorCode"),
        field<&Partition::baseOffset>("baseOffset"),
        field<&Partition::logAppendTimeMs>("logAppendTimeMs"),
        field<&Partition::logStartOffset>("logStartOffset").since(5),
        field<&Partition::recordErrors>("recordErrors").since(8),
        field<&Partition::errorMessage>("errorMessage").since(8).nullable(),
        taggedField<&Partition::currentLeader>("currentLeader", 0).since(10),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionProduceResponse", kFields);
    return kInfo;
}

const StructInfo& ProduceResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name").until(12),
        field<&Topic::topicId>("topicId").since(13),
        field<&Topic::partitionResponses>("partitionResponses"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicProduceResponse", kFields);
    return kInfo;
}

const StructInfo& ProduceResponse::NodeEndpoint::describe() {
    static constexpr Field kFields[] = {
        field<&NodeEndpoint::nodeId>("nodeId").since(10),
        field<&NodeEndpoint::host>("host").since(10),
        field<&NodeEndpoint::port>("port").since(10),
        field<&NodeEndpoint::rack>("rack").since(10).nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<NodeEndpoint>("NodeEndpoint", kFields);
    return kInfo;
}

const StructInfo& ProduceResponse::describe() {
    static constexpr Field kFields[] = {
        field<&ProduceResponse::responses>("responses"),
        field<&ProduceResponse::throttleTimeMs>("throttleTimeMs"),
        taggedField<&ProduceResponse::nodeEndpoints>("nodeEndpoints", 0).since(10),
    };
    static constexpr StructInfo kInfo = structInfo<ProduceResponse>("ProduceResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
