#include "broker/wire/messages/init_producer_id.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& InitProducerIdRequest::describe() {
    static constexpr Field kFields[] = {
        field<&InitProducerIdRequest::transactionalId>("transactionalId").nullable(),
        field<&InitProducerIdRequest::transactionTimeoutMs>("transactionTimeoutMs"),
        field<&InitProducerIdRequest::producerId>("producerId").since(3),
        field<&InitProducerIdRequest::producerEpoch>("producerEpoch").since(3),
    };
    static constexpr StructInfo kInfo = structInfo<InitProducerIdRequest>("InitProducerIdRequest", kFields);
    return kInfo;
}

const StructInfo& InitProducerIdResponse::describe() {
    static constexpr Field kFields[] = {
        field<&InitProducerIdResponse::throttleTimeMs>("throttleTimeMs"),
        field<&InitProducerIdResponse::errorCode>("errorCode"),
        field<&InitProducerIdResponse::producerId>("producerId"),
        field<&InitProducerIdResponse::producerEpoch>("producerEpoch"),
    };
    static constexpr StructInfo kInfo = structInfo<InitProducerIdResponse>("InitProducerIdResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
