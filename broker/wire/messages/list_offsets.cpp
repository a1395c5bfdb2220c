#include "broker/wire/messages/list_offsets.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& ListOffsetsRequest::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::currentLeaderEpoch>("currentLeaderEpoch").since(4),
        field<&Partition::timestamp>("timestamp"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("ListOffsetsPartition", kFields);
    return kInfo;
}

const StructInfo& ListOffsetsRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("ListOffsetsTopic", kFields);
    return kInfo;
}

const StructInfo& ListOffsetsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&ListOffsetsRequest::replicaId>("replicaId"),
        field<&ListOffsetsRequest::isolationLevel>("isolationLevel").since(2),
        field<&ListOffsetsRequest::topics>("topics"),
        field<&ListOffsetsRequest::timeoutMs>("timeoutMs").since(10),
    };
    static constexpr StructInfo kInfo = structInfo<ListOffsetsRequest>("ListOffsetsRequest", kFields);
    return kInfo;
}

const StructInfo& ListOffsetsResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::errorCode>("errorCode"),
        field<&Partition::timestamp>("timestamp"),
        field<&Partition::offset>("offset"),
        field<&Partition::leaderEpoch>("leaderEpoch").since(4),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("ListOffsetsPartitionResponse", kFields);
    return kInfo;
}

const StructInfo& ListOffsetsResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("ListOffsetsTopicResponse", kFields);
    return kInfo;
}

const StructInfo& ListOffsetsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&ListOffsetsResponse::throttleTimeMs>("throttleTimeMs").since(2),
        field<&ListOffsetsResponse::topics>("topics"),
    };
    static constexpr StructInfo kInfo = structInfo<ListOffsetsResponse>("ListOffsetsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
