#include "broker/node/handlers/authorized_operations.h"
#include "broker/node/handlers/handlers.h"

namespace broker::node {

void handleDescribeCluster(BrokerContext& broker, Exchange<wire::DescribeClusterRequest> exchange) {
    constexpr std::int8_t kBrokers = 1;
    const wire::DescribeClusterRequest& request = exchange.request;
    wire::DescribeClusterResponse response;
    response.clusterId = broker.options.clusterId;
    if (request.includeClusterAuthorizedOperations)
        response.clusterAuthorizedOperations = kAllClusterOperations;
    if (request.endpointType != kBrokers) {
        response.errorCode = ErrorCode::kMismatchedEndpointType;
        response.errorMessage = "this is a broker's listener; controllers have their own";
        return exchange.reply.send(response, true);
    }
    broker.image->brokers().forEach([&](BrokerId id, const auto& registered) {
        if (registered->endpoints.empty() || (registered->fenced && !request.includeFencedBrokers)) return;
        if (id == broker.controller.controller() && !registered->fenced) response.controllerId = id;
        response.brokers.push_back({.brokerId = id,
                                    .host = registered->endpoints.front().host,
                                    .port = registered->endpoints.front().port,
                                    .rack = registered->rack,
                                    .isFenced = registered->fenced});
    });
    exchange.reply.send(response);
}

}  // namespace broker::node
