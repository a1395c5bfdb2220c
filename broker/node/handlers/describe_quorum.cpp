#include <chrono>

#include "broker/node/handlers/handlers.h"

namespace broker::node {

/// Only the quorum's leader knows how far the others are: the question goes on to it.
void handleDescribeQuorum(BrokerContext& broker, Exchange<wire::DescribeQuorumRequest> exchange) {
    const auto longest = std::chrono::milliseconds(broker.options.settings.integer("request.timeout.ms"));
    const std::int16_t version = exchange.version();
    const wire::DescribeQuorumRequest request = exchange.request;
    broker.controller.forward<wire::DescribeQuorumRequest>(
        request, version, exchange.peer.clientId, longest,
        [exchange = std::move(exchange)](Result<wire::DescribeQuorumResponse> described) mutable {
            wire::DescribeQuorumResponse response;
            if (described) {
                response = std::move(*described);
            } else {
                response.errorCode = toWire(described.error().code);
                response.errorMessage = described.error().detail;
            }
            exchange.reply.send(response, response.errorCode != ErrorCode::kNone);
        });
}

}  // namespace broker::node
