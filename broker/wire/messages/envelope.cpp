#include "broker/wire/messages/envelope.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& EnvelopeRequest::describe() {
    static constexpr Field kFields[] = {
        field<&EnvelopeRequest::requestData>("requestData"),
        field<&EnvelopeRequest::requestPrincipal>("requestPrincipal").nullable(),
        field<&EnvelopeRequest::clientHostAddress>("clientHostAddress"),
    };
    static constexpr StructInfo kInfo = structInfo<EnvelopeRequest>("EnvelopeRequest", kFields);
    return kInfo;
}

const StructInfo& EnvelopeResponse::describe() {
    static constexpr Field kFields[] = {
        field<&EnvelopeResponse::responseData>("responseData").nullable(),
        field<&EnvelopeResponse::errorCode>("errorCode"),
    };
    static constexpr StructInfo kInfo = structInfo<EnvelopeResponse>("EnvelopeResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
