#include "broker/wire/messages/consumer_protocol.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& ConsumerProtocolSubscription::TopicPartitions::describe() {
    static constexpr Field kFields[] = {
        field<&TopicPartitions::topic>("topic").since(1),
        field<&TopicPartitions::partitions>("partitions").since(1),
    };
    static constexpr StructInfo kInfo = structInfo<TopicPartitions>("TopicPartition", kFields);
    return kInfo;
}

const StructInfo& ConsumerProtocolSubscription::describe() {
    static constexpr Field kFields[] = {
        field<&ConsumerProtocolSubscription::topics>("topics"),
        field<&ConsumerProtocolSubscription::userData>("userData").nullable(),
        field<&ConsumerProtocolSubscription::ownedPartitions>("ownedPartitions").since(1),
        field<&ConsumerProtocolSubscription::generationId>("generationId").since(2),
        field<&ConsumerProtocolSubscription::rackId>("rackId").since(3).nullable(),
    };
    static constexpr StructInfo kInfo =
        structInfo<ConsumerProtocolSubscription>("ConsumerProtocolSubscription", kFields);
    return kInfo;
}

const StructInfo& ConsumerProtocolAssignment::TopicPartitions::describe() {
    static constexpr Field kFields[] = {
        field<&TopicPartitions::topic>("topic"),
        field<&TopicPartitions::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<TopicPartitions>("TopicPartition", kFields);
    return kInfo;
}

const StructInfo& ConsumerProtocolAssignment::describe() {
    static constexpr Field kFields[] = {
        field<&ConsumerProtocolAssignment::assignedPartitions>("assignedPartitions"),
        field<&ConsumerProtocolAssignment::userData>("userData").nullable(),
    };
    static constexpr StructInfo kInfo =
        structInfo<ConsumerProtocolAssignment>("ConsumerProtocolAssignment", kFields);
    return kInfo;
}

}  // namespace broker::wire
