#include "broker/wire/messages/offset_fetch.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& OffsetFetchRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name").until(9),
        field<&Topic::topicId>("topicId").since(10),
        field<&Topic::partitionIndexes>("partitionIndexes"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("OffsetFetchRequestTopic", kFields);
    return kInfo;
}

const StructInfo& OffsetFetchRequest::Group::describe() {
    static constexpr Field kFields[] = {
        field<&Group::groupId>("groupId"),
        field<&Group::memberId>("memberId").since(9).nullable(),
        field<&Group::memberEpoch>("memberEpoch").since(9),
        field<&Group::topics>("topics").nullableSince(8),
    };
    static constexpr StructInfo kInfo = structInfo<Group>("OffsetFetchRequestGroup", kFields);
    return kInfo;
}

const StructInfo& OffsetFetchRequest::describe() {
    static constexpr Field kFields[] = {
        field<&OffsetFetchRequest::groupId>("groupId").until(7),
        field<&OffsetFetchRequest::topics>("topics").until(7).nullableSince(2),
        field<&OffsetFetchRequest::groups>("groups").since(8),
        field<&OffsetFetchRequest::requireStable>("requireStable").since(7),
    };
    static constexpr StructInfo kInfo = structInfo<OffsetFetchRequest>("OffsetFetchRequest", kFields);
    return kInfo;
}

const StructInfo& OffsetFetchResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::committedOffset>("committedOffset"),
        field<&Partition::committedLeaderEpoch>("committedLeaderEpoch").since(5),
        field<&Partition::metadata>("metadata").nullable(),
        field<&Partition::errorCode>("errorCode"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("OffsetFetchResponsePartition", kFields);
    return kInfo;
}

const StructInfo& OffsetFetchResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name").until(9),
        field<&Topic::topicId>("topicId").since(10),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("OffsetFetchResponseTopic", kFields);
    return kInfo;
}

const StructInfo& OffsetFetchResponse::Group::describe() {
    static constexpr Field kFields[] = {
        field<&Group::groupId>("groupId"),
        field<&Group::topics>("topics"),
        field<&Group::errorCode>("errorCode"),
    };
    static constexpr StructInfo kInfo = structInfo<Group>("OffsetFetchResponseGroup", kFields);
    return kInfo;
}

const StructInfo& OffsetFetchResponse::describe() {
    static constexpr Field kFields[] = {
        field<&OffsetFetchResponse::throttleTimeMs>("throttleTimeMs").since(3),
        field<&OffsetFetchResponse::topics>("topics").until(7),
        field<&OffsetFetchResponse::errorCode>("errorCode").between(2, 7),
        field<&OffsetFetchResponse::groups>("groups").since(8),
    };
    static constexpr StructInfo kInfo = structInfo<OffsetFetchResponse>("OffsetFetchResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
