#include "broker/wire/messages/create_partitions.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& CreatePartitionsRequest::Assignment::describe() {
    static constexpr Field kFields[] = {
        field<&Assignment::brokerIds>("brokerIds"),
    };
    static constexpr StructInfo kInfo = structInfo<Assignment>("CreatePartitionsAssignment", kFields);
    return kInfo;
}

const StructInfo& CreatePartitionsRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name"),
        field<&Topic::count>("count"),
        field<&Topic::assignments>("assignments").nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("CreatePartitionsTopic", kFields);
    return kInfo;
}

const StructInfo& CreatePartitionsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&CreatePartitionsRequest::topics>("topics"),
        field<&CreatePartitionsRequest::timeoutMs>("timeoutMs"),
        field<&CreatePartitionsRequest::validateOnly>("validateOnly"),
    };
    static constexpr StructInfo kInfo =
        structInfo<CreatePartitionsRequest>("CreatePartitionsRequest", kFields);
    return kInfo;
}

const StructInfo& CreatePartitionsResponse::Result::describe() {
    static constexpr Field kFields[] = {
        field<&Result::name>("name"),
        field<&Result::errorCode>("errorCode"),
        field<&Result::errorMessage>("errorMessage").nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Result>("CreatePartitionsTopicResult", kFields);
    return kInfo;
}

const StructInfo& CreatePartitionsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&CreatePartitionsResponse::throttleTimeMs>("throttleTimeMs"),
        field<&CreatePartitionsResponse::results>("results"),
    };
    static constexpr StructInfo kInfo =
        structInfo<CreatePartitionsResponse>("CreatePartitionsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
