#include "broker/node/handlers/handlers.h"

namespace broker::node {

using Request = wire::OffsetForLeaderEpochRequest;
using Response = wire::OffsetForLeaderEpochResponse;

/// Where the greatest epoch up to the asked one ended (KIP-101, KIP-279, KIP-320).
void handleOffsetForLeaderEpoch(BrokerContext& broker, Exchange<wire::OffsetForLeaderEpochRequest> exchange) {
    Response response;
    bool hasError = false;
    for (const Request::Topic& topic : exchange.request.topics) {
        Response::Topic& answer = response.topics.emplace_back();
        answer.topic = topic.topic;
        for (const Request::Partition& asked : topic.partitions) {
            Response::Partition row;
            row.partition = asked.partition;
            const Result<HostedPartition*> led = broker.partitions.findLed(
                *broker.image, {topic.topic, asked.partition}, asked.currentLeaderEpoch);
            if (led) {
                const log::EpochEnd end = (*led)->log->endOffsetForEpoch(asked.leaderEpoch);
                row.leaderEpoch = end.epoch;
                row.endOffset = end.endOffset;
            } else {
                row.errorCode = toWire(led.error().code);
                hasError = true;
            }
            answer.partitions.push_back(row);
        }
    }
    exchange.reply.send(response, hasError);
}

}  // namespace broker::node
