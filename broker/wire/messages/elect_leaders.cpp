#include "broker/wire/messages/elect_leaders.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& ElectLeadersRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topic>("topic"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicPartitions", kFields);
    return kInfo;
}

const StructInfo& ElectLeadersRequest::describe() {
    static constexpr Field kFields[] = {
        field<&ElectLeadersRequest::electionType>("electionType").since(1),
        field<&ElectLeadersRequest::topicPartitions>("topicPartitions").nullable(),
        field<&ElectLeadersRequest::timeoutMs>("timeoutMs"),
    };
    static constexpr StructInfo kInfo = structInfo<ElectLeadersRequest>("ElectLeadersRequest", kFields);
    return kInfo;
}

const StructInfo& ElectLeadersResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionId>("partitionId"),
        field<&Partition::errorCode>("errorCode"),
        field<&Partition::errorMessage>("errorMessage").nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionResult", kFields);
    return kInfo;
}

const StructInfo& ElectLeadersResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topic>("topic"),
        field<&Topic::partitionResult>("partitionResult"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("ReplicaElectionResult", kFields);
    return kInfo;
}

const StructInfo& ElectLeadersResponse::describe() {
    static constexpr Field kFields[] = {
        field<&ElectLeadersResponse::throttleTimeMs>("throttleTimeMs"),
        field<&ElectLeadersResponse::errorCode>("errorCode").since(1),
        field<&ElectLeadersResponse::replicaElectionResults>("replicaElectionResults"),
    };
    static constexpr StructInfo kInfo = structInfo<ElectLeadersResponse>("ElectLeadersResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
