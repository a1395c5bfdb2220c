#include "broker/wire/messages/alter_partition.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& AlterPartitionRequest::BrokerState::describe() {
    static constexpr Field kFields[] = {
        field<&BrokerState::brokerId>("brokerId").since(3),
        field<&BrokerState::brokerEpoch>("brokerEpoch").since(3),
    };
    static constexpr StructInfo kInfo = structInfo<BrokerState>("BrokerState", kFields);
    return kInfo;
}

const StructInfo& AlterPartitionRequest::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::leaderEpoch>("leaderEpoch"),
        field<&Partition::newIsr>("newIsr").until(2),
        field<&Partition::newIsrWithEpochs>("newIsrWithEpochs").since(3),
        field<&Partition::leaderRecoveryState>("leaderRecoveryState"),
        field<&Partition::partitionEpoch>("partitionEpoch"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionData", kFields);
    return kInfo;
}

const StructInfo& AlterPartitionRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topicId>("topicId"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicData", kFields);
    return kInfo;
}

const StructInfo& AlterPartitionRequest::describe() {
    static constexpr Field kFields[] = {
        field<&AlterPartitionRequest::brokerId>("brokerId"),
        field<&AlterPartitionRequest::brokerEpoch>("brokerEpoch"),
        field<&AlterPartitionRequest::topics>("topics"),
    };
    static constexpr StructInfo kInfo = structInfo<AlterPartitionRequest>("AlterPartitionRequest", kFields);
    return kInfo;
}

const StructInfo& AlterPartitionResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::errorCode>("errorCode"),
        field<&Partition::leaderId>("leaderId"),
        field<&Partition::leaderEpoch>("leaderEpoch"),
        field<&Partition::isr>("isr"),
        field<&Partition::leaderRecoveryState>("leaderRecoveryState"),
        field<&Partition::partitionEpoch>("partitionEpoch"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionData", kFields);
    return kInfo;
}

const StructInfo& AlterPartitionResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topicId>("topicId"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicData", kFields);
    return kInfo;
}

const StructInfo& AlterPartitionResponse::describe() {
    static constexpr Field kFields[] = {
        field<&AlterPartitionResponse::throttleTimeMs>("throttleTimeMs"),
        field<&AlterPartitionResponse::errorCode>("errorCode"),
        field<&AlterPartitionResponse::topics>("topics"),
    };
    static constexpr StructInfo kInfo = structInfo<AlterPartitionResponse>("AlterPartitionResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
