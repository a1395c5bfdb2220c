#include "broker/wire/messages/delete_records.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& DeleteRecordsRequest::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::offset>("offset"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("DeleteRecordsPartition", kFields);
    return kInfo;
}

const StructInfo& DeleteRecordsRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("DeleteRecordsTopic", kFields);
    return kInfo;
}

const StructInfo& DeleteRecordsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&DeleteRecordsRequest::topics>("topics"),
        field<&DeleteRecordsRequest::timeoutMs>("timeoutMs"),
    };
    static constexpr StructInfo kInfo = structInfo<DeleteRecordsRequest>("DeleteRecordsRequest", kFields);
    return kInfo;
}

const StructInfo& DeleteRecordsResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::lowWatermark>("lowWatermark"),
        field<&Partition::errorCode>("errorCode"),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("DeleteRecordsPartitionResult", kFields);
    return kInfo;
}

const StructInfo& DeleteRecordsResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("DeleteRecordsTopicResult", kFields);
    return kInfo;
}

const StructInfo& DeleteRecordsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&DeleteRecordsResponse::throttleTimeMs>("throttleTimeMs"),
        field<&DeleteRecordsResponse::topics>("topics"),
    };
    static constexpr StructInfo kInfo = structInfo<DeleteRecordsResponse>("DeleteRecordsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
