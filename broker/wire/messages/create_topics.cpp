#include "broker/wire/messages/create_topics.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& CreateTopicsRequest::Assignment::describe() {
    static constexpr Field kFields[] = {
        field<&Assignment::partitionIndex>("partitionIndex"),
        field<&Assignment::brokerIds>("brokerIds"),
    };
    static constexpr StructInfo kInfo = structInfo<Assignment>("CreatableReplicaAssignment", kFields);
    return kInfo;
}

const StructInfo& CreateTopicsRequest::Config::describe() {
    static constexpr Field kFields[] = {
        field<&Config::name>("name"),
        field<&Config::value>("value").nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Config>("CreatableTopicConfig", kFields);
    return kInfo;
}

const StructInfo& CreateTopicsRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name"),
        field<&Topic::numPartitions>("numPartitions"),
        field<&Topic::replicationFactor>("replicationFactor"),
        field<&Topic::assignments>("assignments"),
        field<&Topic::configs>("configs"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("CreatableTopic", kFields);
    return kInfo;
}

const StructInfo& CreateTopicsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&CreateTopicsRequest::topics>("topics"),
        field<&CreateTopicsRequest::timeoutMs>("timeoutMs"),
        field<&CreateTopicsRequest::validateOnly>("validateOnly"),
    };
    static constexpr StructInfo kInfo = structInfo<CreateTopicsRequest>("CreateTopicsRequest", kFields);
    return kInfo;
}

const StructInfo& CreateTopicsResponse::Config::describe() {
    static constexpr Field kFields[] = {
        field<&Config::name>("name").since(5),
        field<&Config::value>("value").since(5).nullable(),
        field<&Config::readOnly>("readOnly").since(5),
        field<&Config::configSource>("configSource").since(5),
        field<&Config::isSensitive>("isSensitive").since(5),
    };
    static constexpr StructInfo kInfo = structInfo<Config>("CreatableTopicConfigs", kFields);
    return kInfo;
}

const StructInfo& CreateTopicsResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name"),
        field<&Topic::topicId>("topicId").since(7),
        field<&Topic::errorCode>("errorCode"),
        field<&Topic::errorMessage>("errorMessage").nullable(),
        field<&Topic::numPartitions>("numPartitions").since(5),
        field<&Topic::replicationFactor>("replicationFactor").since(5),
        field<&Topic::configs>("configs").since(5).nullable(),
        taggedField<&Topic::topicConfigErrorCode>("topicConfigErrorCode", 0).since(5),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("CreatableTopicResult", kFields);
    return kInfo;
}

const StructInfo& CreateTopicsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&CreateTopicsResponse::throttleTimeMs>("throttleTimeMs"),
        field<&CreateTopicsResponse::topics>("topics"),
    };
    static constexpr StructInfo kInfo = structInfo<CreateTopicsResponse>("CreateTopicsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
