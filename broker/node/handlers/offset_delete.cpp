#include "broker/node/handlers/group_calls.h"

namespace broker::node {
namespace {

using Request = wire::OffsetDeleteRequest;
using Response = wire::OffsetDeleteResponse;

/// Takes out partitions that do not exist, and gives their rows of the answer.
std::vector<Response::Topic> takeUnknown(const metadata::MetadataImage& image, Request& request) {
    std::vector<Response::Topic> unknown;
    for (Request::Topic& topic : request.topics) {
        const metadata::TopicImage* known = image.topic(topic.name);
        Response::Topic refused{.name = topic.name};
        std::erase_if(topic.partitions, [&](const Request::Partition& partition) {
            if (known && known->partition(partition.partitionIndex)) return false;
            refused.partitions.push_back({.partitionIndex = partition.partitionIndex,
                                          .errorCode = ErrorCode::kUnknownTopicOrPartition});
            return true;
        });
        if (!refused.partitions.empty()) unknown.push_back(std::move(refused));
    }
    std::erase_if(request.topics, [](const Request::Topic& topic) { return topic.partitions.empty(); });
    return unknown;
}

/// A topic stands once in the answer, as in the request.
void add(Response& response, Response::Topic more) {
    for (Response::Topic& topic : response.topics) {
        if (topic.name != more.name) continue;
        topic.partitions.insert(topic.partitions.end(), more.partitions.begin(), more.partitions.end());
        return;
    }
    response.topics.push_back(std::move(more));
}

}  // namespace

void handleOffsetDelete(BrokerContext& broker, Exchange<wire::OffsetDeleteRequest> exchange) {
    Request request = takeRequest(exchange);
    if (request.groupId.empty()) return exchange.reply.send({.errorCode = ErrorCode::kInvalidGroupId}, true);
    std::vector<Response::Topic> unknown = takeUnknown(*broker.image, request);
    broker.groups.ask<Response>(
        request.groupId,
        [request](groups::GroupCoordinator& coordinator, groups::Ticket ticket, const groups::Now& now) {
            return coordinator.deleteOffsets(ticket, request, now);
        },
        [exchange = std::move(exchange), unknown = std::move(unknown)](Result<Response> answer) mutable {
            if (!answer) return exchange.reply.send({.errorCode = toWire(answer.error().code)}, true);
            if (answer->errorCode == ErrorCode::kNone)
                for (Response::Topic& topic : unknown) add(*answer, std::move(topic));
            exchange.reply.send(*answer, answer->errorCode != ErrorCode::kNone);
        });
}

}  // namespace broker::node
