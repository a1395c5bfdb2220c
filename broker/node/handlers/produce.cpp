#include <chrono>

#include "broker/node/handlers/handlers.h"

namespace broker::node {
namespace {

using Request = wire::ProduceRequest;
using Response = wire::ProduceResponse;

constexpr std::int16_t kAcksNone = 0;
constexpr std::int16_t kAcksLeader = 1;
constexpr std::int16_t kAcksAll = -1;

/// How long a request may wait for its topic and logs before it is refused.
constexpr world::Duration kReadyPatience = std::chrono::milliseconds(500);

Response::Partition refused(PartitionIndex index, const Error& error) {
    Response::Partition answer;
    answer.index = index;
    answer.errorCode = toWire(error.code);
    answer.errorMessage = error.detail;
    answer.baseOffset = Offset(-1);
    return answer;
}

/// Where the client finds the leader, if it has come to the wrong broker (KIP-951).
void nameLeader(const metadata::MetadataImage& image, const TopicPartition& name, Response::Partition& answer,
                Response& response) {
    const metadata::TopicImage* topic = image.topic(name.topic);
    const metadata::PartitionImage* partition = topic ? topic->partition(name.partition) : nullptr;
    if (!partition || answer.errorCode != ErrorCode::kNotLeaderOrFollower) return;
    answer.currentLeader = {.leaderId = partition->leader, .leaderEpoch = partition->leaderEpoch};
    const metadata::BrokerImage* leader = image.broker(partition->leader);
    if (!leader || leader->endpoints.empty()) return;
    response.nodeEndpoints.push_back({.nodeId = leader->id,
                                      .host = leader->endpoints.front().host,
                                      .port = leader->endpoints.front().port,
                                      .rack = leader->rack});
}

Result<void> checkInSync(const BrokerContext& broker, const TopicPartition& name, std::int16_t acks) {
    if (acks != kAcksAll) return {};
    const metadata::PartitionImage* partition = broker.image->topic(name.topic)->partition(name.partition);
    const std::int64_t least = broker.options.settings.topicInteger(
        "min.insync.replicas", broker.image->config(metadata::ConfigResource::topic(name.topic)));
    if (static_cast<std::int64_t>(partition->isr.size()) >= least) return {};
    return failure(ErrorCode::kNotEnoughReplicas, "{} has {} in-sync replicas and needs {}", name,
                   partition->isr.size(), least);
}

/// What must happen before the request can be judged: a topic that its client learned of from another broker
/// reaches this one, or a log that is being opened is open. Waiting instead of refusing keeps the order of a
/// producer that has several batches in flight and no sequence numbers. Empty: judge now.
std::vector<DelayedOperations::Key> notReadyYet(BrokerContext& broker, const Exchange<Request>& exchange) {
    std::vector<DelayedOperations::Key> keys;
    for (const Request::Topic& topic : exchange.request.topicData) {
        const metadata::TopicImage* known =
            exchange.version() >= 13 ? broker.image->topic(topic.topicId) : broker.image->topic(topic.name);
        if (!known) {
            keys.push_back(kImageKey);
            continue;
        }
        for (const Request::Partition& partition : topic.partitionData) {
            const HostedPartition* hosted = broker.partitions.find({known->name, partition.index});
            if (hosted && !hosted->log && !hosted->failure) keys.push_back(hosted->key);
        }
    }
    return keys;
}

class ProduceCall {
public:
    ProduceCall(BrokerContext& broker, Exchange<Request>& exchange)
        : m_broker(broker)
        , m_exchange(exchange) {}

    Response run() {
        for (const Request::Topic& topic : m_exchange.request.topicData) appendTopic(topic);
        return std::move(m_response);
    }
    bool hasRefused() const { return m_hasRefused; }

private:
    void appendTopic(const Request::Topic& topic) {
        const metadata::MetadataImage& image = *m_broker.image;
        const bool byId = m_exchange.version() >= 13;
        const metadata::TopicImage* known = byId ? image.topic(topic.topicId) : image.topic(topic.name);
        const std::string name = known ? known->name : topic.name;
        Response::Topic answer{.name = name, .topicId = topic.topicId};
        for (const Request::Partition& partition : topic.partitionData) {
            const TopicPartition where{name, partition.index};
            Response::Partition row =
                byId && !known
                    ? refused(partition.index, {ErrorCode::kUnknownTopicId, "there is no topic with this id"})
                    : appendPartition(where, partition);
            nameLeader(image, where, row, m_response);
            if (row.errorCode != ErrorCode::kNone) reportRefusal(where, row);
            answer.partitionResponses.push_back(std::move(row));
        }
        m_response.responses.push_back(std::move(answer));
    }

    Response::Partition appendPartition(const TopicPartition& where, const Request::Partition& partition) {
        const std::int16_t acks = m_exchange.request.acks;
        if (acks != kAcksNone && acks != kAcksLeader && acks != kAcksAll)
            return refused(where.partition,
                           {ErrorCode::kInvalidRequiredAcks, fmt::format("acks = {}", acks)});
        const Result<HostedPartition*> led = m_broker.partitions.findLed(*m_broker.image, where);
        if (!led) return refused(where.partition, led.error());
        if (const Result<void> inSync = checkInSync(m_broker, where, acks); !inSync)
            return refused(where.partition, inSync.error());

        HostedPartition& hosted = **led;
        const auto appended = hosted.log->appendProduced(m_exchange.mutableBytes(partition.records),
                                                         {.leaderEpoch = hosted.leaderEpoch,
                                                          .now = m_broker.world.clock.wallTime(),
                                                          .produceVersion = m_exchange.version()});
        if (!appended) return rejected(where.partition, appended.error());
        if (!appended->duplicate) {
            m_broker.partitions.appended(hosted, *appended);
            m_broker.connections.noteProduced(m_exchange.peer.connection, where.topic, appended->bytes);
        }
        Response::Partition answer;
        answer.index = where.partition;
        answer.baseOffset = appended->firstOffset;
        answer.logAppendTimeMs = appended->logAppendTime;
        answer.logStartOffset = hosted.log->start();
        return answer;
    }

    static Response::Partition rejected(PartitionIndex index, const wire::ProduceRejection& rejection) {
        Response::Partition answer = refused(index, rejection.error);
        for (const auto& record : rejection.records)
            answer.recordErrors.push_back(
                {.batchIndex = record.index, .batchIndexErrorMessage = record.detail});
        return answer;
    }

    void reportRefusal(const TopicPartition& where, const Response::Partition& row) {
        m_hasRefused = true;
        m_broker.observer.report({.time = m_broker.world.clock.wallTime(),
                                  .kind = observe::EventKind::kProduceRefused,
                                  .broker = m_broker.options.id,
                                  .partition = where,
                                  .arguments = {{"broker", std::to_string(m_broker.options.id.value())},
                                                {"partition", fmt::format("{}", where)},
                                                {"client", m_exchange.peer.name()},
                                                {"reason", fmt::format("{}: {}", errorName(row.errorCode),
                                                                       row.errorMessage.value_or(""))}}});
    }

    BrokerContext& m_broker;
    Exchange<Request>& m_exchange;
    Response m_response;
    bool m_hasRefused = false;
};

}  // namespace

namespace {

void judge(BrokerContext& broker, Exchange<Request>& exchange) {
    ProduceCall call(broker, exchange);
    const Response response = call.run();
    // Without an answer, closing the connection is the only way to say no.
    if (exchange.request.acks == kAcksNone) return exchange.reply.sendNothing(call.hasRefused());
    exchange.reply.send(response, call.hasRefused());
}

}  // namespace

void handleProduce(BrokerContext& broker, Exchange<wire::ProduceRequest> exchange) {
    std::vector<DelayedOperations::Key> keys = notReadyYet(broker, exchange);
    if (keys.empty()) return judge(broker, exchange);
    broker.delayed.add(std::move(keys), kReadyPatience,
                       [&broker, exchange = std::move(exchange)](bool expired) mutable {
                           if (!expired && !notReadyYet(broker, exchange).empty()) return false;
                           judge(broker, exchange);
                           return true;
                       });
}

}  // namespace broker::node
