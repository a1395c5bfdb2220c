#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "broker/metadata/publish.h"
#include "broker/metadata/topic_names.h"
#include "broker/node/handlers/authorized_operations.h"
#include "broker/node/handlers/handlers.h"

namespace broker::node {
namespace {

using Request = wire::DescribeTopicPartitionsRequest;
using Response = wire::DescribeTopicPartitionsResponse;

/// Names that are asked for, from the cursor on, in order. INVALID_REQUEST: the cursor cannot be one of ours.
Result<std::set<std::string>> askedNames(const metadata::MetadataImage& image, const Request& request) {
    const std::string from = request.cursor ? request.cursor->topicName : std::string();
    std::set<std::string> names;
    if (request.topics.empty()) {
        image.topics().forEach([&](const std::string& name, const auto&) {
            if (name >= from) names.insert(name);
        });
    } else {
        for (const Request::Topic& topic : request.topics)
            if (topic.name >= from) names.insert(topic.name);
        // Of all topics the one that the cursor names may have been deleted meanwhile.
        if (request.cursor && !names.contains(from))
            return failure(ErrorCode::kInvalidRequest, "the cursor's topic {} is not asked for", from);
    }
    if (request.cursor && request.cursor->partitionIndex < PartitionIndex(0))
        return failure(ErrorCode::kInvalidRequest, "the cursor's partition {} is negative",
                       request.cursor->partitionIndex);
    return names;
}

Response::Partition rowOf(const metadata::MetadataImage& image, const metadata::PartitionImage& partition) {
    Response::Partition row;
    row.partitionIndex = partition.index;
    row.leaderId = partition.leader;
    row.leaderEpoch = partition.leaderEpoch;
    row.replicaNodes = partition.replicas;
    row.isrNodes = partition.isr;
    row.eligibleLeaderReplicas = partition.elr;
    row.lastKnownElr = partition.lastKnownElr;
    for (const BrokerId replica : partition.replicas) {
        const metadata::BrokerImage* broker = image.broker(replica);
        if (!broker || broker->fenced) row.offlineReplicas.push_back(replica);
    }
    return row;
}

Response::Topic unknownTopic(const std::string& name) {
    Response::Topic row;
    row.errorCode = metadata::checkTopicName(name) ? ErrorCode::kUnknownTopicOrPartition
                                                   : ErrorCode::kInvalidTopicException;
    row.name = name;
    row.isInternal = metadata::isInternalTopic(name);
    row.topicAuthorizedOperations = kAllTopicOperations;
    return row;
}

Response::Topic rowOf(const metadata::TopicImage& topic) {
    Response::Topic row;
    row.name = topic.name;
    row.topicId = topic.id;
    row.isInternal = metadata::isInternalTopic(topic.name);
    row.topicAuthorizedOperations = kAllTopicOperations;
    return row;
}

/// As many partitions as fit, and where those begin that don't.
Response page(const metadata::MetadataImage& image, const Request& request,
              const std::set<std::string>& names, std::size_t limit) {
    Response response;
    for (const std::string& name : names) {
        if (limit == 0) {
            response.nextCursor = {.topicName = name};
            break;
        }
        const metadata::TopicImage* topic = image.topic(name);
        if (!topic) {
            if (!request.topics.empty()) response.topics.push_back(unknownTopic(name));
            continue;
        }
        const bool isCursors = request.cursor && request.cursor->topicName == name;
        const auto& all = topic->partitions;
        const std::size_t begin =
            isCursors ? std::min(static_cast<std::size_t>(request.cursor->partitionIndex.value()), all.size())
                      : 0;
        const std::size_t end = begin + std::min(limit, all.size() - begin);
        Response::Topic& row = response.topics.emplace_back(rowOf(*topic));
        for (std::size_t i = begin; i < end; ++i) row.partitions.push_back(rowOf(image, *all[i]));
        limit -= end - begin;
        if (end == all.size()) continue;
        response.nextCursor = {.topicName = name,
                               .partitionIndex = PartitionIndex(static_cast<std::int32_t>(end))};
        break;
    }
    return response;
}

}  // namespace

void handleDescribeTopicPartitions(BrokerContext& broker,
                                   Exchange<wire::DescribeTopicPartitionsRequest> exchange) {
    const Request& request = exchange.request;
    const metadata::MetadataImage& image = *broker.image;
    const Result<std::set<std::string>> names = askedNames(image, request);
    if (!names) {
        Response refusal;
        for (const Request::Topic& asked : request.topics) {
            Response::Topic& row = refusal.topics.emplace_back();
            row.errorCode = names.error().code;
            row.name = asked.name;
        }
        return exchange.reply.send(refusal, true);
    }
    const std::int64_t most = broker.options.settings.integer("max.request.partition.size.limit");
    const std::int64_t limit = std::clamp<std::int64_t>(request.responsePartitionLimit, 1, most);
    exchange.reply.send(page(image, request, *names, static_cast<std::size_t>(limit)));
}

}  // namespace broker::node
