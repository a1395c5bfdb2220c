#include "broker/wire/messages/offset_for_leader_epoch.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& OffsetForLeaderEpochRequest::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partition>("partition"),
        field<&Partition::currentLeaderEpoch>("currentLeaderEpoch"),
        field<&Partition::leaderEpoch>("leaderEpoch"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("OffsetForLeaderPartition", kFields);
    return kInfo;
}

const StructInfo& OffsetForLeaderEpochRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topic>("topic"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("OffsetForLeaderTopic", kFields);
    return kInfo;
}

const StructInfo& OffsetForLeaderEpochRequest::describe() {
    static constexpr Field kFields[] = {
        field<&OffsetForLeaderEpochRequest::replicaId>("replicaId").since(3),
        field<&OffsetForLeaderEpochRequest::topics>("topics"),
    };
    static constexpr StructInfo kInfo =
        structInfo<OffsetForLeaderEpochRequest>("OffsetForLeaderEpochRequest", kFields);
    return kInfo;
}

const StructInfo& OffsetForLeaderEpochResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::errorCode>("errorCode"),
        field<&Partition::partition>("partition"),
        field<&Partition::leaderEpoch>("leaderEpoch"),
        field<&Partition::endOffset>("endOffset"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("EpochEndOffset", kFields);
    return kInfo;
}

const StructInfo& OffsetForLeaderEpochResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topic>("topic"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("OffsetForLeaderTopicResult", kFields);
    return kInfo;
}

const StructInfo& OffsetForLeaderEpochResponse::describe() {
    static constexpr Field kFields[] = {
        field<&OffsetForLeaderEpochResponse::throttleTimeMs>("throttleTimeMs"),
        field<&OffsetForLeaderEpochResponse::topics>("topics"),
    };
    static constexpr StructInfo kInfo =
        structInfo<OffsetForLeaderEpochResponse>("OffsetForLeaderEpochResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
