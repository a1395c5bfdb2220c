#include <chrono>

#include "broker/metadata/publish.h"
#include "broker/node/handlers/handlers.h"

namespace broker::node {
namespace {

using Request = wire::ProduceRequest;
using Response = wire::ProduceResponse;

constexpr std::int16_t kAcksNone = 0;
constexpr std::int16_t kAcksLeader = 1;
constexpr std::int16_t kAcksAll = -1;

/// The client id that Apache Kafka lets write to internal topics, for tools that repair them.
constexpr std::string_view kKafkasOwnAdmin = "__admin_client";

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
            if (hosted && hosted->isBeingOpened()) keys.push_back(hosted->key);
        }
    }
    return keys;
}

/// One produce request on its way: what is wrong with it at first sight, the validation of its batches, then
/// the append to every log, with acks=all the wait for the replicas in sync, and the answer. The connection's
/// next request waits until its records are in the logs, so that however long validation takes, a client's
/// batches keep their order.
class ProduceCall {
public:
    ProduceCall(BrokerContext& broker, Exchange<Request> exchange)
        : m_broker(broker)
        , m_exchange(std::move(exchange)) {}

    const std::shared_ptr<Bytes>& frame() const { return m_exchange.frame; }
    std::uint64_t connection() const { return m_exchange.peer.connection; }

    /// One for every partition, in the order of the request.
    std::vector<BatchToValidate> batches() const {
        std::vector<BatchToValidate> batches;
        for (const Request::Topic& topic : m_exchange.request.topicData)
            for (const Request::Partition& partition : topic.partitionData)
                batches.push_back(toValidate(topic, partition));
        return batches;
    }

    void append(std::vector<BatchToValidate>& validated) {
        auto batch = validated.begin();
        for (const Request::Topic& topic : m_exchange.request.topicData) {
            const metadata::TopicImage* known = find(topic);
            m_response.responses.push_back({.name = known ? known->name : topic.name,
                                            .topicId = topic.topicId,
                                            .partitionResponses = {}});
            for (const Request::Partition& partition : topic.partitionData)
                appendPartition({known ? known->name : topic.name, partition.index}, topic, partition,
                                *batch++);
        }
    }

    /// The logs have them: the request's bytes are not held while it waits.
    void letRecordsGo() {
        m_exchange.request.topicData.clear();
        m_exchange.frame = nullptr;
    }

    /// What the answer waits for. Empty: it can be sent.
    std::vector<DelayedOperations::Key> awaited() const {
        std::vector<DelayedOperations::Key> keys;
        for (const Unacknowledged& write : m_unacknowledged) keys.push_back(write.key);
        return keys;
    }
    world::Duration patience() const {
        return std::chrono::milliseconds(std::max(m_exchange.request.timeoutMs, 0));
    }
    /// Looks again at what is not acknowledged. True if all of it is settled.
    bool settle() {
        std::erase_if(m_unacknowledged, [this](const Unacknowledged& write) { return settle(write); });
        return m_unacknowledged.empty();
    }
    void send() {
        for (const Unacknowledged& write : m_unacknowledged)
            refuse(write, {ErrorCode::kRequestTimedOut, "not all replicas in sync have it in time"});
        // Without an answer, closing the connection is the only way to say no.
        if (m_exchange.request.acks == kAcksNone) return m_exchange.reply.sendNothing(m_hasRefused);
        m_exchange.reply.send(m_response, m_hasRefused);
    }

private:
    /// Records that wait for the replicas in sync, and the row of the answer that speaks of them.
    struct Unacknowledged {
        DelayedOperations::Key key = 0;
        TopicPartition where;
        LeaderEpoch epoch;
        Offset required{0};  ///< all before it must be committed
        std::size_t topicRow = 0;
        std::size_t row = 0;
    };

    bool settle(const Unacknowledged& write) {
        const HostedPartition* hosted = m_broker.partitions.find(write.where);
        // A partition that was deleted and made again has another key.
        if (!hosted || hosted->key != write.key || !hosted->leading) {
            refuse(write, {ErrorCode::kNotLeaderOrFollower, "this broker no longer leads it"});
            return true;
        }
        const auto answer = hosted->leading->acknowledgement(write.epoch, write.required);
        if (!answer) return false;
        if (*answer == ErrorCode::kNotEnoughReplicasAfterAppend)
            refuse(write, {*answer, "it was written while fewer than min.insync.replicas were in sync"});
        else if (*answer != ErrorCode::kNone)
            refuse(write, {*answer, "another broker has led it since"});
        return true;
    }

    void refuse(const Unacknowledged& write, Error error) {
        Response::Partition& row = m_response.responses[write.topicRow].partitionResponses[write.row];
        row = rejected(write.where.partition, {std::move(error), {}});
        nameLeader(*m_broker.image, write.where, row, m_response);
        reportRefusal(write.where, row);
    }

    const metadata::TopicImage* find(const Request::Topic& topic) const {
        const metadata::MetadataImage& image = *m_broker.image;
        return m_exchange.version() >= 13 ? image.topic(topic.topicId) : image.topic(topic.name);
    }

    /// The partition, if this broker may append to it at this moment.
    Result<HostedPartition*> findOpen(const Request::Topic& topic, PartitionIndex index) const {
        const std::int16_t acks = m_exchange.request.acks;
        if (acks != kAcksNone && acks != kAcksLeader && acks != kAcksAll)
            return failure(ErrorCode::kInvalidRequiredAcks, "acks = {}", acks);
        const metadata::TopicImage* known = find(topic);
        if (!known && m_exchange.version() >= 13)
            return failure(ErrorCode::kUnknownTopicId, "there is no topic with this id");
        const TopicPartition where{known ? known->name : topic.name, index};
        if (metadata::isInternalTopic(where.topic) && m_exchange.peer.clientId != kKafkasOwnAdmin)
            return failure(ErrorCode::kInvalidTopicException, "only the cluster itself writes to {}",
                           where.topic);
        ASSIGN_OR_RETURN(HostedPartition* const led, m_broker.partitions.findLed(*m_broker.image, where));
        if (acks == kAcksAll) RETURN_IF_ERROR(led->leading->checkEnoughInSync());
        return led;
    }

    log::PartitionLog::ProduceContext contextOf(const HostedPartition& hosted) const {
        return {.leaderEpoch = hosted.leaderEpoch,
                .now = m_broker.world.clock.wallTime(),
                .produceVersion = m_exchange.version()};
    }

    BatchToValidate toValidate(const Request::Topic& topic, const Request::Partition& partition) const {
        BatchToValidate batch{
            .records = m_exchange.mutableBytes(partition.records), .rules = {}, .verdict = {}};
        if (const Result<HostedPartition*> hosted = findOpen(topic, partition.index); hosted)
            batch.rules = (*hosted)->log->produceRules(contextOf(**hosted));
        else
            batch.verdict = std::unexpected(wire::ProduceRejection{hosted.error(), {}});
        return batch;
    }

    void appendPartition(const TopicPartition& where, const Request::Topic& topic,
                         const Request::Partition& partition, BatchToValidate& batch) {
        auto& rows = m_response.responses.back().partitionResponses;
        auto appended = tryAppend(where, topic, partition, batch);
        if (!appended) {
            Response::Partition refusal = rejected(where.partition, appended.error());
            nameLeader(*m_broker.image, where, refusal, m_response);
            reportRefusal(where, refusal);
            rows.push_back(std::move(refusal));
            return;
        }
        rows.push_back(std::move(*appended));
    }

    std::expected<Response::Partition, wire::ProduceRejection> tryAppend(const TopicPartition& where,
                                                                         const Request::Topic& topic,
                                                                         const Request::Partition& partition,
                                                                         BatchToValidate& batch) {
        const BatchToValidate::Verdict& verdict = batch.verdict.value();
        if (!verdict) return std::unexpected(verdict.error());
        // Much may have changed while the batch was away.
        const Result<HostedPartition*> found = findOpen(topic, partition.index);
        if (!found) return std::unexpected(wire::ProduceRejection{found.error(), {}});
        HostedPartition& hosted = **found;
        const MutableByteView bytes = batch.recompressed ? MutableByteView(*batch.recompressed)
                                                         : m_exchange.mutableBytes(partition.records);
        const auto appended = hosted.log->appendValidated(bytes, *verdict, contextOf(hosted));
        if (!appended && m_broker.options.mutants.replication == replication::Mutant::kAckBeforeAppend)
            return accepted(where.partition, hosted.log->end());
        if (!appended) return std::unexpected(unlessOvertaken(appended.error()));
        if (!appended->duplicate) {
            m_broker.partitions.appended(hosted, *appended);
            m_broker.connections.noteProduced(m_exchange.peer.connection, where.topic, appended->bytes);
        }
        // A repeat waits too: its first sending may not have been committed yet.
        if (m_exchange.request.acks == kAcksAll)
            m_unacknowledged.push_back({.key = hosted.key,
                                        .where = where,
                                        .epoch = hosted.leading->leaderEpoch(),
                                        .required = appended->lastOffset + 1,
                                        .topicRow = m_response.responses.size() - 1,
                                        .row = m_response.responses.back().partitionResponses.size()});
        Response::Partition answer = accepted(where.partition, appended->firstOffset);
        answer.logAppendTimeMs = appended->logAppendTime;
        answer.logStartOffset = hosted.log->start();
        return answer;
    }

    /// A gap in a producer's numbers is final for clients; but whoever may have been overtaken by another
    /// leader without knowing it may simply not have what came before. (Apache Kafka says it all the same,
    /// and ends librdkafka's producers when a broker that stood still goes on.)
    wire::ProduceRejection unlessOvertaken(const wire::ProduceRejection& rejection) const {
        if (rejection.error.code != ErrorCode::kOutOfOrderSequenceNumber ||
            m_broker.lifecycle.isSureOfItsPlace())
            return rejection;
        return {{ErrorCode::kNotLeaderOrFollower,
                 "another broker may lead it: the controller has not been heard for a session"},
                {}};
    }

    static Response::Partition accepted(PartitionIndex index, Offset baseOffset) {
        Response::Partition answer;
        answer.index = index;
        answer.baseOffset = baseOffset;
        return answer;
    }

    static Response::Partition rejected(PartitionIndex index, const wire::ProduceRejection& rejection) {
        Response::Partition answer;
        answer.index = index;
        answer.errorCode = toWire(rejection.error.code);
        answer.errorMessage = rejection.error.detail;
        answer.baseOffset = Offset(-1);
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
    Exchange<Request> m_exchange;
    Response m_response;
    std::vector<Unacknowledged> m_unacknowledged;
    bool m_hasRefused = false;
};

void finish(BrokerContext& broker, std::unique_ptr<ProduceCall> call,
            std::vector<BatchToValidate>& validated) {
    call->append(validated);
    if (call->settle() || call->patience() == world::Duration::zero()) return call->send();
    std::vector<DelayedOperations::Key> keys = call->awaited();
    const world::Duration patience = call->patience();
    const std::uint64_t connection = call->connection();
    call->letRecordsGo();
    broker.delayed.add(std::move(keys), patience, [call = std::move(call)](bool expired) {
        if (!call->settle() && !expired) return false;
        call->send();
        return true;
    });
    broker.connections.letNextBegin(connection);
}

void judge(BrokerContext& broker, Exchange<Request> exchange) {
    auto call = std::make_unique<ProduceCall>(broker, std::move(exchange));
    std::vector<BatchToValidate> batches = call->batches();
    if (BatchValidation::validateQuickOnes(batches)) return finish(broker, std::move(call), batches);
    const std::shared_ptr<Bytes> frame = call->frame();
    if (!broker.validation.hasRoomFor(*frame)) {
        BatchValidation::refuseRest(batches);
        return finish(broker, std::move(call), batches);
    }
    broker.validation.validateAway(
        frame, std::move(batches),
        [&broker, call = std::move(call)](std::vector<BatchToValidate> validated) mutable {
            finish(broker, std::move(call), validated);
        });
}

}  // namespace

void handleProduce(BrokerContext& broker, Exchange<wire::ProduceRequest> exchange) {
    answerWhenReady(broker, std::move(exchange), notReadyYet, judge);
}

}  // namespace broker::node
