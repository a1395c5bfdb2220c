#include "broker/node/handlers/elect_leaders.h"

#include <algorithm>
#include <chrono>

#include "broker/node/handlers/handlers.h"

namespace broker::node {

wire::ElectLeadersResponse refuseElections(const wire::ElectLeadersRequest& request, ErrorCode error,
                                           const std::optional<std::string>& message) {
    wire::ElectLeadersResponse response{.errorCode = error};
    if (!request.topicPartitions) return response;
    for (const auto& topic : *request.topicPartitions) {
        auto& results = response.replicaElectionResults.emplace_back();
        results.topic = topic.topic;
        for (const PartitionIndex partition : topic.partitions)
            results.partitionResult.push_back(
                {.partitionId = partition, .errorCode = error, .errorMessage = message});
    }
    return response;
}

void handleElectLeaders(BrokerContext& broker, Exchange<wire::ElectLeadersRequest> exchange) {
    const std::int64_t most = broker.options.settings.integer("request.timeout.ms");
    const auto longest =
        std::chrono::milliseconds(std::clamp<std::int64_t>(exchange.request.timeoutMs, 0, most));
    const std::int16_t version = exchange.version();
    const wire::ElectLeadersRequest request = exchange.request;
    broker.controller.forward<wire::ElectLeadersRequest>(
        request, version, exchange.peer.clientId, longest,
        [exchange = std::move(exchange)](Result<wire::ElectLeadersResponse> elected) mutable {
            const wire::ElectLeadersResponse response =
                elected
                    ? std::move(*elected)
                    : refuseElections(exchange.request, toWire(elected.error().code), elected.error().detail);
            const bool isRefused =
                response.errorCode != ErrorCode::kNone ||
                std::ranges::any_of(response.replicaElectionResults, [](const auto& topic) {
                    return std::ranges::any_of(topic.partitionResult, [](const auto& partition) {
                        return partition.errorCode != ErrorCode::kNone;
                    });
                });
            exchange.reply.send(response, isRefused);
        });
}

}  // namespace broker::node
