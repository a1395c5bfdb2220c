#include "broker/node/handlers/handlers.h"

namespace broker::node {
namespace {

using Response = wire::FindCoordinatorResponse;

/// What keys stand for.
constexpr std::int8_t kGroup = 0;
constexpr std::int8_t kTransaction = 1;
constexpr std::int8_t kShare = 2;
constexpr std::int16_t kSeveralKeys = 4;

/// The broker that leads the group's partition, as the metadata says.
Result<const metadata::BrokerImage*> coordinatorOf(BrokerContext& broker, const std::string& group) {
    ASSIGN_OR_RETURN(const PartitionIndex partition, broker.groups.partitionOf(group));
    const metadata::TopicImage* topic = broker.image->topic(std::string(kOffsetsTopic));
    const metadata::PartitionImage* known = topic->partition(partition);
    const metadata::BrokerImage* leader = known ? broker.image->broker(known->leader) : nullptr;
    if (!leader || leader->fenced || leader->endpoints.empty())
        return failure(ErrorCode::kCoordinatorNotAvailable, "{}-{} has no leader", kOffsetsTopic, partition);
    return leader;
}

Result<const metadata::BrokerImage*> find(BrokerContext& broker, std::int8_t keyType,
                                          const std::string& key) {
    switch (keyType) {
        case kGroup:
            return coordinatorOf(broker, key);
        case kTransaction:
            return failure(ErrorCode::kCoordinatorNotAvailable, "transactions have no coordinator here");
        case kShare:
            return failure(ErrorCode::kInvalidRequest, "share groups are not enabled");
        default:
            return failure(ErrorCode::kInvalidRequest, "nothing is coordinated by keys of type {}", keyType);
    }
}

Response::Coordinator answerFor(BrokerContext& broker, std::int8_t keyType, const std::string& key) {
    Response::Coordinator row{.key = key, .nodeId = kNoBroker, .port = -1};
    const Result<const metadata::BrokerImage*> found = find(broker, keyType, key);
    if (!found) {
        row.errorCode = toWire(found.error().code);
        row.errorMessage = found.error().detail;
        return row;
    }
    row.nodeId = (*found)->id;
    row.host = (*found)->endpoints.front().host;
    row.port = (*found)->endpoints.front().port;
    return row;
}

}  // namespace

void handleFindCoordinator(BrokerContext& broker, Exchange<wire::FindCoordinatorRequest> exchange) {
    const wire::FindCoordinatorRequest& request = exchange.request;
    Response response;
    bool hasError = false;
    if (exchange.version() < kSeveralKeys) {
        Response::Coordinator row = answerFor(broker, request.keyType, request.key);
        hasError = row.errorCode != ErrorCode::kNone;
        response.errorCode = row.errorCode;
        response.errorMessage = std::move(row.errorMessage);
        response.nodeId = row.nodeId;
        response.host = std::move(row.host);
        response.port = row.port;
        return exchange.reply.send(response, hasError);
    }
    for (const std::string& key : request.coordinatorKeys) {
        response.coordinators.push_back(answerFor(broker, request.keyType, key));
        hasError = hasError || response.coordinators.back().errorCode != ErrorCode::kNone;
    }
    exchange.reply.send(response, hasError);
}

}  // namespace broker::node
