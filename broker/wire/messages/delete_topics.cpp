#include "broker/wire/messages/delete_topics.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& DeleteTopicsRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name").since(6).nullable(),
        field<&Topic::topicId>("topicId").since(6),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("DeleteTopicState", kFields);
    return kInfo;
}

const StructInfo& DeleteTopicsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&DeleteTopicsRequest::topics>("topics").since(6),
        field<&DeleteTopicsRequest::topicNames>("topicNames").until(5),
        field<&DeleteTopicsRequest::timeoutMs>("timeoutMs"),
    };
    static constexpr StructInfo kInfo = structInfo<DeleteTopicsRequest>("DeleteTopicsRequest", kFields);
    return kInfo;
}

const StructInfo& DeleteTopicsResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name").nullableSince(6),
        field<&Topic::topicId>("topicId").since(6),
        field<&Topic::errorCode>("errorCode"),
        field<&Topic::errorMessage>("errorMessage").since(5).nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("DeletableTopicResult", kFields);
    return kInfo;
}

const StructInfo& DeleteTopicsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&DeleteTopicsResponse::throttleTimeMs>("throttleTimeMs"),
        field<&DeleteTopicsResponse::responses>("responses"),
    };
    static constexpr StructInfo kInfo = structInfo<DeleteTopicsResponse>("DeleteTopicsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
