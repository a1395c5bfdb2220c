#include <algorithm>
#include <chrono>

#include "broker/node/handlers/handlers.h"

namespace broker::node {
namespace {

using Request = wire::FetchRequest;
using Response = wire::FetchResponse;

constexpr std::int32_t kLongestWaitMs = 300'000;
/// Kafka's number for whoever compares replicas: it is no replica itself and may read from any of them.
constexpr BrokerId kDebuggingConsumer{-2};

/// A fetch that is owed an answer, and what it is about.
struct PendingFetch {
    Exchange<Request> exchange;
    FetchContext context;
};

/// One attempt to answer a fetch: reads every partition that it is about, within the limits.
class FetchAttempt {
public:
    FetchAttempt(BrokerContext& broker, const PendingFetch& fetch)
        : m_broker(broker)
        , m_exchange(fetch.exchange)
        , m_context(fetch.context) {
        const std::int64_t most = broker.options.settings.integer("fetch.max.bytes");
        m_left = static_cast<std::uint64_t>(std::clamp<std::int64_t>(m_exchange.request.maxBytes, 0, most));
    }

    /// `isFirst`: what a replica says of itself is noted once.
    void run(bool isFirst) {
        m_isFirst = isFirst;
        for (const Request::Topic& topic : m_context.topics) readTopic(topic);
    }

    /// Whether the client need not wait: it gets what it wanted at least, or an error.
    bool isEnough() const {
        return m_hasError || m_hasDiverged ||
               m_read >= static_cast<std::uint64_t>(std::max(m_exchange.request.minBytes, 0)) ||
               m_keys.empty();
    }
    std::vector<DelayedOperations::Key> takeKeys() { return std::move(m_keys); }

    void send(Reply<Request>& reply) {
        m_broker.fetchSessions.finish(m_context, m_response, m_broker.world.clock.now());
        if (m_response.errorCode != ErrorCode::kNone) return reply.send(m_response, true);
        for (const Counted& counted : m_counted) {
            if (isReplica()) {
                m_broker.connections.noteCopied(m_exchange.peer.connection, replica(),
                                                counted.partition.topic, counted.bytes);
                continue;
            }
            HostedPartition* hosted = m_broker.partitions.find(counted.partition);
            m_broker.partitions.looksDifferent(*hosted);
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
        ASSIGN_OR_RETURN(HostedPartition* const hosted, findReadable(name, asked.currentLeaderEpoch));
        const log::PartitionLog& log = *hosted->log;
        row.highWatermark = hosted->highWatermark;
        row.logStartOffset = log.start();
        m_keys.push_back(hosted->key);
        ASSIGN_OR_RETURN(const auto divergence, checkPosition(*hosted, asked));
        if (divergence) {
            row.divergingEpoch = {divergence->epoch, divergence->endOffset};
            m_hasDiverged = true;
            return {};
        }
        row.highWatermark = hosted->highWatermark;
        row.lastStableOffset = std::min(
            hosted->highWatermark, log.producers().firstOpenTransaction().value_or(hosted->highWatermark));

        const bool committedOnly = m_exchange.request.isolationLevel == 1;
        const std::uint64_t most = static_cast<std::uint64_t>(std::max(asked.partitionMaxBytes, 0));
        ASSIGN_OR_RETURN(const log::FetchSlice found,
                         log.read(asked.fetchOffset, {.maxBytes = std::min(most, m_left),
                                                      .upperBound = isReplica()     ? log.end()
                                                                    : committedOnly ? row.lastStableOffset
                                                                                    : row.highWatermark,
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

    Result<HostedPartition*> findReadable(const TopicPartition& name, LeaderEpoch epoch) const {
        HostedPartition* const hosted = m_broker.partitions.find(name);
        if (replica() == kDebuggingConsumer && hosted && hosted->log && hosted->following) return hosted;
        return m_broker.partitions.findLed(*m_broker.image, name, epoch);
    }

    BrokerId replica() const {
        return m_exchange.version() >= 15 ? m_exchange.request.replicaState.replicaId
                                          : m_exchange.request.replicaId;
    }
    bool isReplica() const { return replica() >= BrokerId(0); }

    /// Whether the asker's log agrees with this one up to where it wants to read, and where they part if not.
    Result<std::optional<log::EpochEnd>> checkPosition(HostedPartition& hosted,
                                                       const Request::Partition& asked) {
        const replication::LogPosition position{asked.fetchOffset, asked.lastFetchedEpoch};
        if (!isReplica()) {
            const auto divergence = replication::divergenceOf(position, hosted.view());
            if (!divergence || divergence->isKnown()) return divergence;
            return failure(ErrorCode::kOffsetOutOfRange, "leader epoch {} is newer than all of {}",
                           asked.lastFetchedEpoch, hosted.name);
        }
        // Only brokers may fetch as replicas, and they say in which uptime (CVE-2018-1288).
        const BrokerEpoch uptime = m_exchange.request.replicaState.replicaEpoch;
        if (m_exchange.version() < 15 || uptime == kNoBrokerEpoch)
            return failure(ErrorCode::kClusterAuthorizationFailed, "a client cannot fetch as a replica");
        const replication::FollowerFetch fetch{.replica = replica(),
                                               .brokerEpoch = uptime,
                                               .leaderEpoch = asked.currentLeaderEpoch,
                                               .position = position,
                                               .logStart = asked.logStartOffset};
        ASSIGN_OR_RETURN(const auto divergence,
                         hosted.leading->judge(fetch, hosted.view(), m_broker.image->brokers()));
        if (!divergence && m_isFirst) m_broker.partitions.noted(hosted, fetch);
        return divergence;
    }

    BrokerContext& m_broker;
    const Exchange<Request>& m_exchange;
    const FetchContext& m_context;
    Response m_response;
    std::vector<world::FileSlice> m_slices;
    std::vector<Counted> m_counted;
    std::vector<DelayedOperations::Key> m_keys;
    std::uint64_t m_left = 0;
    std::uint64_t m_read = 0;
    bool m_hasError = false;
    bool m_hasDiverged = false;
    bool m_isFirst = false;
};

}  // namespace

void handleFetch(BrokerContext& broker, Exchange<wire::FetchRequest> exchange) {
    Result<FetchContext> context =
        broker.fetchSessions.begin(exchange.request, exchange.version(), broker.world.clock.now());
    if (!context) {
        Response response;
        response.errorCode = toWire(context.error().code);
        return exchange.reply.send(response, true);
    }
    const std::int32_t waitMs = std::clamp(exchange.request.maxWaitMs, 0, kLongestWaitMs);
    PendingFetch fetch{.exchange = std::move(exchange), .context = std::move(*context)};
    FetchAttempt first(broker, fetch);
    first.run(true);
    if (first.isEnough() || waitMs == 0) return first.send(fetch.exchange.reply);
    broker.delayed.add(first.takeKeys(), std::chrono::milliseconds(waitMs),
                       [&broker, fetch = std::move(fetch)](bool expired) mutable {
                           FetchAttempt attempt(broker, fetch);
                           attempt.run(false);
                           if (!attempt.isEnough() && !expired) return false;
                           attempt.send(fetch.exchange.reply);
                           return true;
                       });
}

}  // namespace broker::node
