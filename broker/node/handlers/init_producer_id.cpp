#include "broker/node/handlers/handlers.h"

namespace broker::node {

void handleInitProducerId(BrokerContext& broker, Exchange<wire::InitProducerIdRequest> exchange) {
    wire::InitProducerIdResponse response;
    if (exchange.request.transactionalId) {
        // Transactions need a coordinator, and there is none: FindCoordinator says the same.
        response.errorCode = exchange.request.transactionalId->empty() ? ErrorCode::kInvalidRequest
                                                                       : ErrorCode::kCoordinatorNotAvailable;
        return exchange.reply.send(response, true);
    }
    broker.producerIds.next(broker.lifecycle.epoch(),
                            [reply = std::move(exchange.reply)](const Result<ProducerId>& given) mutable {
                                wire::InitProducerIdResponse answer;
                                answer.producerEpoch = kNoProducerEpoch;
                                if (given) {
                                    answer.producerId = *given;
                                    answer.producerEpoch = ProducerEpoch(0);
                                } else {
                                    answer.errorCode = toWire(given.error().code);
                                }
                                reply.send(answer, !given);
                            });
}

}  // namespace broker::node
