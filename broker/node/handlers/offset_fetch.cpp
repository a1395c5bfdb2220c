#include <algorithm>

#include "broker/node/coordinator_runtime/gathering.h"
#include "broker/node/handlers/group_calls.h"

namespace broker::node {
namespace {

using Request = wire::OffsetFetchRequest;
using Response = wire::OffsetFetchResponse;

constexpr std::int16_t kSeveralGroups = 8;
constexpr std::int16_t kTopicIds = 10;
constexpr std::int16_t kTopLevelError = 2;

Response::Partition noOffset(PartitionIndex index, ErrorCode code) {
    return {.partitionIndex = index, .committedOffset = Offset(-1), .metadata = "", .errorCode = code};
}

Response::Topic refused(const Request::Topic& topic, ErrorCode code) {
    Response::Topic answer{.name = topic.name, .topicId = topic.topicId};
    for (const PartitionIndex index : topic.partitionIndexes)
        answer.partitions.push_back(noOffset(index, code));
    return answer;
}

/// Gives the topics names and ids, so that what was committed for an earlier topic of a name does not count.
/// Ids without a name are taken out and answered here.
std::vector<Response::Topic> identify(const metadata::MetadataImage& image, Request::Group& group,
                                      bool areByIds) {
    std::vector<Response::Topic> unknown;
    if (!group.topics) return unknown;
    std::erase_if(*group.topics, [&](Request::Topic& topic) {
        const metadata::TopicImage* known = areByIds ? image.topic(topic.topicId) : image.topic(topic.name);
        if (known) {
            topic.name = known->name;
            topic.topicId = known->id;
        } else if (areByIds) {
            unknown.push_back(refused(topic, ErrorCode::kUnknownTopicId));
        }
        return !known && areByIds;
    });
    return unknown;
}

/// What a group has, where all of it was asked for, as far as it can be told by id.
void addIds(const metadata::MetadataImage& image, Response::Group& group) {
    std::erase_if(group.topics, [&](Response::Topic& topic) {
        const metadata::TopicImage* known = image.topic(topic.name);
        if (topic.topicId.isZero() && known) topic.topicId = known->id;
        return topic.topicId.isZero();
    });
}

/// Consumers before Kafka 3.9 do not expect COORDINATOR_NOT_AVAILABLE from this API.
ErrorCode codeFor(const Error& error) {
    return error.code == ErrorCode::kCoordinatorNotAvailable ? ErrorCode::kNotCoordinator
                                                             : toWire(error.code);
}

void askGroup(BrokerContext& broker, Request::Group group, std::int16_t version,
              world::Completion<Response::Group> done) {
    const bool wantsAll = !group.topics;
    std::vector<Response::Topic> unknown = identify(*broker.image, group, version >= kTopicIds);
    const std::string id = group.groupId;
    broker.groups.ask<Response::Group>(
        id,
        [group = std::move(group)](groups::GroupCoordinator& coordinator, groups::Ticket ticket,
                                   const groups::Now&) { return coordinator.fetchOffsets(ticket, group); },
        [&broker, id, wantsAll, version, unknown = std::move(unknown),
         done = std::move(done)](Result<Response::Group> answer) mutable {
            if (!answer) return done({.groupId = id, .errorCode = codeFor(answer.error())});
            if (answer->errorCode == ErrorCode::kNone) {
                if (wantsAll && version >= kTopicIds) addIds(*broker.image, *answer);
                std::ranges::move(unknown, std::back_inserter(answer->topics));
            }
            done(std::move(*answer));
        });
}

/// Before version 8 there is one group, and it is the whole answer.
void fetchOne(BrokerContext& broker, Exchange<Request> exchange) {
    Request request = takeRequest(exchange);
    Request::Group group{.groupId = request.groupId, .topics = request.topics};
    askGroup(broker, std::move(group), exchange.version(),
             [exchange = std::move(exchange), asked = std::move(request)](Response::Group answer) mutable {
                 Response response;
                 response.errorCode = answer.errorCode;
                 response.topics = std::move(answer.topics);
                 if (response.errorCode != ErrorCode::kNone && exchange.version() < kTopLevelError)
                     for (const Request::Topic& topic : asked.topics.value_or(std::vector<Request::Topic>{}))
                         response.topics.push_back(refused(topic, response.errorCode));
                 exchange.reply.send(response, response.errorCode != ErrorCode::kNone);
             });
}

}  // namespace

void handleOffsetFetch(BrokerContext& broker, Exchange<wire::OffsetFetchRequest> exchange) {
    const std::int16_t version = exchange.version();
    if (version < kSeveralGroups) return fetchOne(broker, std::move(exchange));
    Request request = takeRequest(exchange);
    if (request.groups.empty()) return exchange.reply.send(Response{});
    const auto gathered = std::make_shared<Gathering<Response::Group>>(
        request.groups.size(), [exchange = std::move(exchange)](std::vector<Response::Group> groups) mutable {
            const bool hasError = std::ranges::any_of(
                groups, [](const Response::Group& group) { return group.errorCode != ErrorCode::kNone; });
            Response response;
            response.groups = std::move(groups);
            exchange.reply.send(response, hasError);
        });
    for (std::size_t i = 0; i < request.groups.size(); ++i)
        askGroup(broker, std::move(request.groups[i]), version,
                 [gathered, i](Response::Group answer) { gathered->put(i, std::move(answer)); });
}

}  // namespace broker::node
