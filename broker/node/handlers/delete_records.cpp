#include <algorithm>
#include <chrono>

#include "broker/metadata/publish.h"
#include "broker/node/handlers/handlers.h"

namespace broker::node {
namespace {

using Request = wire::DeleteRecordsRequest;
using Response = wire::DeleteRecordsResponse;

/// The records are gone here, and the answer waits until they are gone at all replicas that live, so that
/// none that is elected next shows them again (KIP-107).
class Deletion {
public:
    Deletion(BrokerContext& broker, Exchange<Request> exchange)
        : m_broker(broker)
        , m_exchange(std::move(exchange)) {
        for (const Request::Topic& topic : m_exchange.request.topics) {
            Response::Topic& rows = m_response.topics.emplace_back();
            rows.name = topic.name;
            for (const Request::Partition& asked : topic.partitions)
                rows.partitions.push_back(deleteFrom({topic.name, asked.partitionIndex}, asked.offset));
        }
    }

    std::vector<DelayedOperations::Key> keys() const {
        std::vector<DelayedOperations::Key> keys{kImageKey};
        for (const Waiting& waiting : m_waiting) keys.push_back(waiting.key);
        return keys;
    }

    bool isDone() {
        std::erase_if(m_waiting, [this](const Waiting& waiting) { return settle(waiting); });
        return m_waiting.empty();
    }

    void send() {
        for (const Waiting& waiting : m_waiting) {
            row(waiting).errorCode = ErrorCode::kRequestTimedOut;
            row(waiting).lowWatermark = Offset(-1);
        }
        const bool isError = std::ranges::any_of(m_response.topics, [](const Response::Topic& topic) {
            return std::ranges::any_of(topic.partitions, [](const Response::Partition& partition) {
                return partition.errorCode != ErrorCode::kNone;
            });
        });
        m_exchange.reply.send(m_response, isError);
    }

private:
    struct Waiting {
        TopicPartition partition;
        DelayedOperations::Key key = 0;
        Offset start;  ///< of all replicas
        std::size_t topicRow = 0;
        std::size_t partitionRow = 0;
    };

    Response::Partition& row(const Waiting& waiting) {
        return m_response.topics[waiting.topicRow].partitions[waiting.partitionRow];
    }

    Result<Offset> startOf(const TopicPartition& name, Offset offset, DelayedOperations::Key& key) {
        if (metadata::isInternalTopic(name.topic))
            return failure(ErrorCode::kInvalidTopicException, "records of {} are not for clients to delete",
                           name.topic);
        ASSIGN_OR_RETURN(HostedPartition* const partition,
                         m_broker.partitions.findLed(*m_broker.image, name));
        key = partition->key;
        return m_broker.partitions.deleteRecords(*partition, offset);
    }

    Response::Partition deleteFrom(const TopicPartition& name, Offset offset) {
        Response::Partition answer{.partitionIndex = name.partition, .lowWatermark = Offset(-1)};
        Waiting waiting{.partition = name,
                        .start = Offset(-1),
                        .topicRow = m_response.topics.size() - 1,
                        .partitionRow = m_response.topics.back().partitions.size()};
        const Result<Offset> start = startOf(name, offset, waiting.key);
        if (!start) {
            answer.errorCode = toWire(start.error().code);
            return answer;
        }
        waiting.start = *start;
        m_waiting.push_back(std::move(waiting));
        return answer;
    }

    /// Whether there is nothing to wait for any more.
    bool settle(const Waiting& waiting) {
        const auto partition = m_broker.partitions.findLed(*m_broker.image, waiting.partition);
        if (!partition || (*partition)->key != waiting.key) {
            row(waiting).errorCode =
                partition ? ErrorCode::kNotLeaderOrFollower : toWire(partition.error().code);
            return true;
        }
        const Offset low =
            (*partition)->leading->lowWatermark((*partition)->log->start(), m_broker.image->brokers());
        row(waiting).lowWatermark = low;
        return low >= waiting.start;
    }

    BrokerContext& m_broker;
    Exchange<Request> m_exchange;
    Response m_response;
    std::vector<Waiting> m_waiting;
};

}  // namespace

void handleDeleteRecords(BrokerContext& broker, Exchange<wire::DeleteRecordsRequest> exchange) {
    const std::int64_t most = broker.options.settings.integer("request.timeout.ms");
    const auto longest =
        std::chrono::milliseconds(std::clamp<std::int64_t>(exchange.request.timeoutMs, 0, most));
    auto deletion = std::make_unique<Deletion>(broker, std::move(exchange));
    if (deletion->isDone()) return deletion->send();
    std::vector<DelayedOperations::Key> keys = deletion->keys();
    broker.delayed.add(std::move(keys), longest, [deletion = std::move(deletion)](bool expired) {
        if (!deletion->isDone() && !expired) return false;
        deletion->send();
        return true;
    });
}

}  // namespace broker::node
