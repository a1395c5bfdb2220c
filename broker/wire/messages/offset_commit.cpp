#include "broker/wire/messages/offset_commit.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& OffsetCommitRequest::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::committedOffset>("committedOffset"),
        field<&Partition::committedLeaderEpoch>("committedLeaderEpoch").since(6),
        field<&Partition::committedMetadata>("committedMetadata").nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("OffsetCommitRequestPartition", kFields);
    return kInfo;
}

const StructInfo& OffsetCommitRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name").until(9),
        field<&Topic::topicId>("topicId").since(10),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("OffsetCommitRequestTopic", kFields);
    return kInfo;
}

const StructInfo& OffsetCommitRequest::describe() {
    static constexpr Field kFields[] = {
        field<&OffsetCommitRequest::groupId>("groupId"),
        field<&OffsetCommitRequest::generationIdOrMemberEpoch>("generationIdOrMemberEpoch"),
        field<&OffsetCommitRequest::memberId>("memberId"),
        field<&OffsetCommitRequest::groupInstanceId>("groupInstanceId").since(7).nullable(),
        field<&OffsetCommitRequest::retentionTimeMs>("retentionTimeMs").between(2, 4),
        field<&OffsetCommitRequest::topics>("topics"),
    };
    static constexpr StructInfo kInfo = structInfo<OffsetCommitRequest>("OffsetCommitRequest", kFields);
    return kInfo;
}

const StructInfo& OffsetCommitResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::errorCode>("errorCode"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("OffsetCommitResponsePartition", kFields);
    return kInfo;
}

const StructInfo& OffsetCommitResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name").until(9),
        field<&Topic::topicId>("topicId").since(10),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("OffsetCommitResponseTopic", kFields);
    return kInfo;
}

const StructInfo& OffsetCommitResponse::describe() {
    static constexpr Field kFields[] = {
        field<&OffsetCommitResponse::throttleTimeMs>("throttleTimeMs").since(3),
        field<&OffsetCommitResponse::topics>("topics"),
    };
    static constexpr StructInfo kInfo = structInfo<OffsetCommitResponse>("OffsetCommitResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
