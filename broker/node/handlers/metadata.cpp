#include <algorithm>
#include <chrono>
#include <set>

#include "broker/metadata/publish.h"
#include "broker/metadata/topic_names.h"
#include "broker/node/handlers/authorized_operations.h"
#include "broker/node/handlers/handlers.h"

namespace broker::node {
namespace {

using Response = wire::MetadataResponse;

/// How long a client waits for a topic that is being created for it; afterwards it is told to ask again.
constexpr world::Duration kCreationPatience = std::chrono::seconds(2);

bool isUp(const metadata::MetadataImage& image, BrokerId id) {
    const metadata::BrokerImage* broker = image.broker(id);
    return broker && !broker->fenced;
}

Response::Partition describePartition(const metadata::MetadataImage& image,
                                      const metadata::PartitionImage& partition) {
    Response::Partition row;
    row.partitionIndex = partition.index;
    row.leaderId = partition.leader;
    row.leaderEpoch = partition.leaderEpoch;
    row.replicaNodes = partition.replicas;
    row.isrNodes = partition.isr;
    for (const BrokerId replica : partition.replicas)
        if (!isUp(image, replica)) row.offlineReplicas.push_back(replica);
    if (partition.leader == kNoBroker) row.errorCode = ErrorCode::kLeaderNotAvailable;
    return row;
}

Response::Topic describeTopic(const metadata::MetadataImage& image, const metadata::TopicImage& topic) {
    Response::Topic row;
    row.name = topic.name;
    row.topicId = topic.id;
    row.isInternal = metadata::isInternalTopic(topic.name);
    for (const auto& partition : topic.partitions)
        row.partitions.push_back(describePartition(image, *partition));
    return row;
}

Response::Topic unknownTopic(const wire::MetadataRequest::Topic& asked, ErrorCode code) {
    Response::Topic row;
    row.errorCode = code;
    row.name = asked.name;
    row.topicId = asked.topicId;
    return row;
}

/// Names that are asked for, could exist, and do not.
std::vector<std::string> missingTopics(const BrokerContext& broker, const wire::MetadataRequest& request) {
    std::vector<std::string> missing;
    for (const auto& asked : request.topics.value_or(std::vector<wire::MetadataRequest::Topic>{}))
        if (asked.name && asked.topicId.isZero() && !broker.image->topic(*asked.name) &&
            metadata::checkTopicName(*asked.name))
            missing.push_back(*asked.name);
    return missing;
}

Response::Topic answerTopic(const BrokerContext& broker, const wire::MetadataRequest::Topic& asked,
                            const std::set<std::string>& beingCreated) {
    if (!asked.topicId.isZero()) {
        const metadata::TopicImage* topic = broker.image->topic(asked.topicId);
        return topic ? describeTopic(*broker.image, *topic) : unknownTopic(asked, ErrorCode::kUnknownTopicId);
    }
    if (!asked.name) return unknownTopic(asked, ErrorCode::kInvalidRequest);
    if (const metadata::TopicImage* topic = broker.image->topic(*asked.name))
        return describeTopic(*broker.image, *topic);
    if (!metadata::checkTopicName(*asked.name)) return unknownTopic(asked, ErrorCode::kInvalidTopicException);
    return unknownTopic(asked, beingCreated.contains(*asked.name) ? ErrorCode::kLeaderNotAvailable
                                                                  : ErrorCode::kUnknownTopicOrPartition);
}

void answer(BrokerContext& broker, Exchange<wire::MetadataRequest>& exchange,
            const std::set<std::string>& beingCreated) {
    const metadata::MetadataImage& image = *broker.image;
    Response response;
    image.brokers().forEach([&](BrokerId id, const auto& registered) {
        if (registered->fenced || registered->endpoints.empty()) return;
        response.brokers.push_back({.nodeId = id,
                                    .host = registered->endpoints.front().host,
                                    .port = registered->endpoints.front().port,
                                    .rack = registered->rack});
    });
    response.clusterId = broker.options.clusterId;
    response.controllerId =
        isUp(image, broker.controller.controller()) ? broker.controller.controller() : kNoBroker;

    // Version 0 asks for all topics with an empty list, later ones with null.
    const auto& asked = exchange.request.topics;
    if (!asked || (exchange.version() == 0 && asked->empty())) {
        image.topics().forEach([&](const std::string&, const auto& topic) {
            response.topics.push_back(describeTopic(image, *topic));
        });
    } else {
        for (const auto& topic : *asked) response.topics.push_back(answerTopic(broker, topic, beingCreated));
    }
    if (exchange.request.includeClusterAuthorizedOperations)
        response.clusterAuthorizedOperations = kAllClusterOperations;
    if (exchange.request.includeTopicAuthorizedOperations)
        for (Response::Topic& topic : response.topics)
            if (topic.errorCode == ErrorCode::kNone) topic.topicAuthorizedOperations = kAllTopicOperations;
    exchange.reply.send(response);
}

void reportAutoCreated(BrokerContext& broker, const std::string& topic, const Peer& peer) {
    broker.observer.report({.time = broker.world.clock.wallTime(),
                            .kind = observe::EventKind::kTopicAutoCreated,
                            .broker = broker.options.id,
                            .partition = TopicPartition{topic, PartitionIndex(-1)},
                            .arguments = {{"topic", topic}, {"client", peer.name()}}});
}

/// Asks the controller for the topics and lets the client wait until this broker knows them.
void createThenAnswer(BrokerContext& broker, Exchange<wire::MetadataRequest> exchange,
                      const std::vector<std::string>& missing) {
    wire::CreateTopicsRequest creation;
    creation.timeoutMs = static_cast<std::int32_t>(kCreationPatience / std::chrono::milliseconds(1));
    for (const std::string& name : missing)
        creation.topics.push_back(broker.internalTopics.creationOf(name).value_or(
            wire::CreateTopicsRequest::Topic{.name = name, .numPartitions = -1, .replicationFactor = -1}));
    broker.controller.forward<wire::CreateTopicsRequest>(
        creation, 7, exchange.peer.clientId, kCreationPatience,
        [&broker, peer = exchange.peer](const Result<wire::CreateTopicsResponse>& created) {
            if (!created) return;
            for (const auto& topic : created->topics)
                if (topic.errorCode == ErrorCode::kNone) reportAutoCreated(broker, topic.name, peer);
        });

    broker.delayed.add({kImageKey}, kCreationPatience,
                       [&broker, exchange = std::move(exchange),
                        names = std::set(missing.begin(), missing.end())](bool expired) mutable {
                           const bool areAllThere = std::ranges::all_of(names, [&](const std::string& name) {
                               return broker.image->topic(name) != nullptr;
                           });
                           if (!areAllThere && !expired) return false;
                           answer(broker, exchange, names);
                           return true;
                       });
}

}  // namespace

void handleMetadata(BrokerContext& broker, Exchange<wire::MetadataRequest> exchange) {
    const bool mayCreate = broker.options.settings.boolean("auto.create.topics.enable") &&
                           (exchange.version() < 4 || exchange.request.allowAutoTopicCreation);
    const std::vector<std::string> missing =
        mayCreate ? missingTopics(broker, exchange.request) : std::vector<std::string>{};
    if (missing.empty()) return answer(broker, exchange, {});
    createThenAnswer(broker, std::move(exchange), missing);
}

}  // namespace broker::node
