#include "broker/wire/messages/offset_delete.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& OffsetDeleteRequest::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("OffsetDeleteRequestPartition", kFields);
    return kInfo;
}

const StructInfo& OffsetDeleteRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("OffsetDeleteRequestTopic", kFields);
    return kInfo;
}

const StructInfo& OffsetDeleteRequest::describe() {
    static constexpr Field kFields[] = {
        field<&OffsetDeleteRequest::groupId>("groupId"),
        field<&OffsetDeleteRequest::topics>("topics"),
    };
    static constexpr StructInfo kInfo = structInfo<OffsetDeleteRequest>("OffsetDeleteRequest", kFields);
    return kInfo;
}

const StructInfo& OffsetDeleteResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::errorCode>("errorCode"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("OffsetDeleteResponsePartition", kFields);
    return kInfo;
}

const StructInfo& OffsetDeleteResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("OffsetDeleteResponseTopic", kFields);
    return kInfo;
}

const StructInfo& OffsetDeleteResponse::describe() {
    static constexpr Field kFields[] = {
        field<&OffsetDeleteResponse::errorCode>("errorCode"),
        field<&OffsetDeleteResponse::throttleTimeMs>("throttleTimeMs"),
        field<&OffsetDeleteResponse::topics>("topics"),
    };
    static constexpr StructInfo kInfo = structInfo<OffsetDeleteResponse>("OffsetDeleteResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
