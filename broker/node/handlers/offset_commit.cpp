#include "broker/node/handlers/group_calls.h"

namespace broker::node {
namespace {

using Request = wire::OffsetCommitRequest;
using Response = wire::OffsetCommitResponse;

/// One request on its way: partitions that do not exist are refused here, the rest goes to the coordinator.
struct Commit {
    Request known;      ///< what the coordinator is asked, topics with names and ids
    Response response;  ///< a row for each row of the request, in its order
    std::vector<ErrorCode*>
        open;  ///< rows of the response that the coordinator fills, in the order of `known`

    void settle(ErrorCode code) {
        for (ErrorCode* row : open) *row = code;
    }
    bool hasError() const {
        for (const Response::Topic& topic : response.topics)
            for (const Response::Partition& row : topic.partitions)
                if (row.errorCode != ErrorCode::kNone) return true;
        return false;
    }
};

std::unique_ptr<Commit> sortOut(const metadata::MetadataImage& image, Request request, bool byId) {
    auto commit = std::make_unique<Commit>();
    for (const Request::Topic& topic : request.topics) {
        Response::Topic& answer = commit->response.topics.emplace_back();
        answer.name = topic.name;
        answer.topicId = topic.topicId;
        answer.partitions.reserve(topic.partitions.size());  // `open` points into it
        const metadata::TopicImage* known = byId ? image.topic(topic.topicId) : image.topic(topic.name);
        Request::Topic asked{.name = known ? known->name : topic.name, .topicId = known ? known->id : Uuid{}};
        for (const Request::Partition& partition : topic.partitions) {
            Response::Partition& row = answer.partitions.emplace_back();
            row.partitionIndex = partition.partitionIndex;
            if (!known) {
                row.errorCode = byId ? ErrorCode::kUnknownTopicId : ErrorCode::kUnknownTopicOrPartition;
            } else if (!known->partition(partition.partitionIndex)) {
                row.errorCode = ErrorCode::kUnknownTopicOrPartition;
            } else {
                asked.partitions.push_back(partition);
                commit->open.push_back(&row.errorCode);
            }
        }
        if (!asked.partitions.empty()) commit->known.topics.push_back(std::move(asked));
    }
    request.topics = std::move(commit->known.topics);
    commit->known = std::move(request);
    return commit;
}

}  // namespace

void handleOffsetCommit(BrokerContext& broker, Exchange<wire::OffsetCommitRequest> exchange) {
    std::unique_ptr<Commit> commit = sortOut(*broker.image, takeRequest(exchange), exchange.version() >= 10);
    if (commit->open.empty()) return exchange.reply.send(commit->response, commit->hasError());
    const wire::OffsetCommitRequest known = std::move(commit->known);
    const groups::Caller caller = callerOf(exchange);
    broker.groups.ask<Response>(
        known.groupId,
        [known, caller](groups::GroupCoordinator& coordinator, groups::Ticket ticket,
                        const groups::Now& now) {
            return coordinator.commitOffsets(ticket, caller, known, now);
        },
        [exchange = std::move(exchange), commit = std::move(commit)](Result<Response> answer) mutable {
            if (!answer) {
                commit->settle(toWire(answer.error().code));
            } else {
                auto open = commit->open.begin();
                for (const Response::Topic& topic : answer->topics)
                    for (const Response::Partition& row : topic.partitions) **open++ = row.errorCode;
                CHECK(open == commit->open.end());
            }
            exchange.reply.send(commit->response, commit->hasError());
        });
}

}  // namespace broker::node
