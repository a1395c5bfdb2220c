#include "broker/wire/messages/allocate_producer_ids.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& AllocateProducerIdsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&AllocateProducerIdsRequest::brokerId>("brokerId"),
        field<&AllocateProducerIdsRequest::brokerEpoch>("brokerEpoch"),
    };
    static constexpr StructInfo kInfo =
        structInfo<AllocateProducerIdsRequest>("AllocateProducerIdsRequest", kFields);
    return kInfo;
}

const StructInfo& AllocateProducerIdsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&AllocateProducerIdsResponse::throttleTimeMs>("throttleTimeMs"),
        field<&AllocateProducerIdsResponse::errorCode>("errorCode"),
        field<&AllocateProducerIdsResponse::producerIdStart>("producerIdStart"),
        field<&AllocateProducerIdsResponse::producerIdLen>("producerIdLen"),
    };
    static constexpr StructInfo kInfo =
        structInfo<AllocateProducerIdsResponse>("AllocateProducerIdsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
