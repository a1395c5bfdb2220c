#include <algorithm>
#include <chrono>

#include "broker/node/handlers/handlers.h"

namespace broker::node {
namespace {

using Request = wire::FetchRequest;
using Response = wire::FetchResponse;

constexpr std::int32_t kLongestWaitMs = 300'000;

/// One attempt to answer a fetch: reads every partition that was asked for, within the limits.
class FetchAttempt {
public:
    FetchAttempt(BrokerContext& broker, const Exchange<Request>& exchange)
        : m_broker(broker)
        , m_exchange(exchange) {
        const std::int64_t most = broker.options.settings.integer("fetch.max.bytes");
        m_left = static_cast<std::uint64_t>(std::clamp<std::int64_t>(exchange.request.maxBytes, 0, most));
    }

    void run() {
        if (m_exchange.request.sessionId != 0) {
            // Sessions are not kept: clients then send whole requests, as they do when a cache is full
            // (KIP-227).
            m_response.errorCode = ErrorCode::kFetchSessionIdNotFound;
            m_hasError = true;
            return;
        }
        for (const Request::Topic& topic : m_exchange.request.topics) readTopic(topic);
    }

    /// Whether the client need not wait: it gets what it wanted at least, or an error.
    bool isEnough() const {
        return m_hasError || m_read >= static_cast<std::uint64_t>(std::max(m_exchange.request.minBytes, 0)) ||
               m_keys.empty();
    }
    std::vector<DelayedOperations::Key> takeKeys() { return std::move(m_keys); }

    void send(Reply<Request>& reply) {
        for (const Counted& counted : m_counted) {
            HostedPartition* hosted = m_broker.partitions.find(counted.partition);
            hosted->snapshot = nullptr;
            ++hosted->traffic.fetches;
            hosted->traffic.bytesOut += counted.bytes;
            m_broker.connections.noteConsumed(m_exchange.peer.connection, counted.partition.topic,
                                              counted.bytes);
        }
        reply.send(m_response, m_hasError, m_slices);
    }

private:
    struct Counted {
        TopicPartition partition;
        std::uint64_t bytes;
    };

    void readTopic(const Request::Topic& topic) {
        const bool byId = m_exchange.version() >= 13;
        const metadata::TopicImage* known =
            byId ? m_broker.image->topic(topic.topicId) : m_broker.image->topic(topic.topic);
        Response::Topic answer{.topic = topic.topic, .topicId = topic.topicId};
        for (const Request::Partition& asked : topic.partitions) {
            Response::Partition row;
            row.partitionIndex = asked.partition;
            row.highWatermark = Offset(-1);
            row.records = wire::Records(ByteView{});
            const Result<void> read =
                byId && !known
                    ? failure(ErrorCode::kUnknownTopicId, "there is no topic with this id")
                    : readPartition({known ? known->name : topic.topic, asked.partition}, asked, row);
            if (!read) {
                row.errorCode = toWire(read.error().code);
                m_hasError = true;
            }
            answer.partitions.push_back(std::move(row));
        }
        m_response.responses.push_back(std::move(answer));
    }

    Result<void> readPartition(const TopicPartition& name, const Request::Partition& asked,
                               Response::Partition& row) {
        // Only brokers may fetch as replicas, and they have no reason to come here (CVE-2018-1288).
        const BrokerId replica = m_exchange.version() >= 15 ? m_exchange.request.replicaState.replicaId
                                                            : m_exchange.request.replicaId;
        if (replica >= BrokerId(0))
            return failure(ErrorCode::kClusterAuthorizationFailed, "a client cannot fetch as a replica");
        ASSIGN_OR_RETURN(HostedPartition* const hosted,
                         m_broker.partitions.findLed(*m_broker.image, name, asked.currentLeaderEpoch));
        const log::PartitionLog& log = *hosted->log;
        row.highWatermark = hosted->highWatermark;
        row.lastStableOffset = std::min(
            hosted->highWatermark, log.producers().firstOpenTransaction().value_or(hosted->highWatermark));
        row.logStartOffset = log.start();
        m_keys.push_back(hosted->key);

        const bool committedOnly = m_exchange.request.isolationLevel == 1;
        const std::uint64_t most = static_cast<std::uint64_t>(std::max(asked.partitionMaxBytes, 0));
        ASSIGN_OR_RETURN(const log::FetchSlice found,
                         log.read(asked.fetchOffset,
                                  {.maxBytes = std::min(most, m_left),
                                   .upperBound = committedOnly ? row.lastStableOffset : row.highWatermark,
                                   .minOneBatch = m_read == 0 && m_left > 0}));
        if (committedOnly) row.abortedTransactions.emplace();
        if (found.empty()) return {};
        row.records = wire::Records::external(m_slices.size(), found.slice.length);
        m_slices.push_back(found.slice);
        m_counted.push_back({name, found.slice.length});
        m_read += found.slice.length;
        m_left -= std::min(m_left, found.slice.length);
        return {};
    }

    BrokerContext& m_broker;
    const Exchange<Request>& m_exchange;
    Response m_response;
    std::vector<world::FileSlice> m_slices;
    std::vector<Counted> m_counted;
    std::vector<DelayedOperations::Key> m_keys;
    std::uint64_t m_left = 0;
    std::uint64_t m_read = 0;
    bool m_hasError = false;
};

}  // namespace

void handleFetch(BrokerContext& broker, Exchange<wire::FetchRequest> exchange) {
    FetchAttempt first(broker, exchange);
    first.run();
    const std::int32_t waitMs = std::clamp(exchange.request.maxWaitMs, 0, kLongestWaitMs);
    if (first.isEnough() || waitMs == 0) return first.send(exchange.reply);
    broker.delayed.add(first.takeKeys(), std::chrono::milliseconds(waitMs),
                       [&broker, exchange = std::move(exchange)](bool expired) mutable {
                           FetchAttempt attempt(broker, exchange);
                           attempt.run();
                           if (!attempt.isEnough() && !expired) return false;
                           attempt.send(exchange.reply);
                           return true;
                       });
}

}  // namespace broker::node
