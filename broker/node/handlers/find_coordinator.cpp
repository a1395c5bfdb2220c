#include "broker/node/handlers/handlers.h"

namespace broker::node {

// Groups and transactions have no coordinator in this cluster, and clients are told so in the protocol's
// words; librdkafka offers lz4 only to brokers that have this API.
void handleFindCoordinator(BrokerContext& broker, Exchange<wire::FindCoordinatorRequest> exchange) {
    static_cast<void>(broker);
    constexpr auto kCode = ErrorCode::kCoordinatorNotAvailable;
    const std::string reason = "this cluster has no coordinators";
    wire::FindCoordinatorResponse response;
    response.nodeId = kNoBroker;
    response.port = -1;
    if (exchange.version() >= 4) {
        for (const std::string& key : exchange.request.coordinatorKeys)
            response.coordinators.push_back(
                {.key = key, .nodeId = kNoBroker, .port = -1, .errorCode = kCode, .errorMessage = reason});
    } else {
        response.errorCode = kCode;
        response.errorMessage = reason;
    }
    exchange.reply.send(response, true);
}

}  // namespace broker::node
