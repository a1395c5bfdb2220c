#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "broker/client/brokers.h"
#include "broker/wire/codec.h"
#include "broker/wire/messages/init_producer_id.h"
#include "broker/wire/messages/produce.h"

namespace broker::client {

struct ProducerOptions {
    std::int16_t acks = -1;                   ///< -1: all in-sync replicas, 1: the leader, 0: nobody
    std::size_t batchBytes = 16 * 1024;       ///< `batch.size`, before compression
    world::Duration linger = 5ms;             ///< `linger.ms`
    wire::Codec codec = wire::Codec::kNone;   ///< `compression.type`
    bool idempotent = true;                   ///< `enable.idempotence`; needs acks -1
    std::size_t maxBufferedBytes = 32 << 20;  ///< `buffer.memory`; more is refused with kInUse
    std::size_t maxRequestBytes = 1 << 20;    ///< `max.request.size`, of a record and of a request
    world::Duration deliveryDeadline = 2min;  ///< `delivery.timeout.ms`, of each record
};

/// A record to be sent; owned, for it waits.
struct OutgoingRecord {
    std::string topic;
    /// None: by the key's hash as Kafka's clients do, and without a key one partition per batch.
    std::optional<PartitionIndex> partition;
    std::optional<Bytes> key;
    std::optional<Bytes> value;  ///< none: a tombstone
    std::vector<std::pair<std::string, std::optional<Bytes>>> headers;
    Timestamp timestamp = kNoTimestamp;  ///< none: when it was given
};

/// Where a record went. The offset is -1 with acks 0, and when the broker knows only that it has the batch.
struct Delivered {
    TopicPartition partition;
    Offset offset;
};

using DeliveryCompletion = world::Completion<Result<Delivered>>;

/// Sends records in batches, per partition in the order given. A batch waits for `linger` or until it is
/// full; each partition has one request under way, so nothing overtakes, and a batch that failed in a way
/// that may pass is sent again until its deadline. An idempotent producer numbers its batches, and a batch
/// sent twice is stored once; when a batch with a number is given up, it takes a new id, because what was
/// numbered after it would be refused.
///
/// Every record that is not cancelled completes exactly once, from the loop and never inside `send`. Errors:
/// kInUse (buffer full), kMessageTooLarge, kTimedOut (deadline; it may have been stored), and what the broker
/// answers. On one loop; the world outlives it. Destroying it drops what is not sent, and calls nobody.
class Producer final : private Brokers::Observer {
public:
    Producer(ClientOptions client, ProducerOptions options, const world::World& world);
    ~Producer() override;

    /// Destroying the handle drops the completion, not the record.
    [[nodiscard]] world::Call send(OutgoingRecord record, DeliveryCompletion done);
    /// What is buffered does not linger.
    void flush();
    std::size_t bufferedRecords() const { return m_bufferedRecords; }
    std::size_t bufferedBytes() const { return m_bufferedBytes; }
    ProducerId producerId() const { return m_producerId; }

private:
    struct Waiter;
    struct Record;
    struct Batch;
    struct Partition;
    struct InFlight;
    class Handle;
    using Answer = Result<rpc::Reply<wire::ProduceRequest>>;

    void onMetadata() override { wake(); }
    /// Everything that changed is looked at in one turn, later in the loop.
    void wake();
    void turn();

    // Towards partitions.
    void route();
    void routeRecord(const std::string& topic, const TopicPlaces& places, Record record);
    PartitionIndex stickyPartition(const std::string& topic, const TopicPlaces& places);
    void append(const TopicPartition& place, Record record);
    void expire();

    // Towards brokers.
    void sendReady();
    bool isReady(const Partition& partition) const;
    Result<void> seal(Partition& partition);
    void transmit(BrokerId leader, const std::vector<Partition*>& partitions);
    void onAnswer(std::uint64_t request, const Answer& answer);
    void settle(Partition& partition, const Error& error, Offset baseOffset);
    void succeed(Partition& partition, Offset baseOffset);
    void giveUp(Partition& partition, std::size_t batch, const Error& error);
    void retryLater(Partition& partition);

    // The producer id.
    bool hasSealedBatches() const;
    void maybeAskForId();
    void onId(const Result<rpc::Reply<wire::InitProducerIdRequest>>& answer);

    void complete(const Record& record, Result<Delivered> outcome);
    /// Last in a turn: a completion may destroy the producer.
    void runCompletions();
    world::Moment lingersUntil(const Batch& batch) const;
    void armTimer();

    ProducerOptions m_options;
    world::World m_world;
    Brokers m_brokers;
    rpc::Backoff m_idBackoff;

    std::map<std::string, std::deque<Record>> m_unrouted;
    std::map<TopicPartition, std::unique_ptr<Partition>> m_partitions;
    std::map<std::string, PartitionIndex> m_sticky;
    std::size_t m_bufferedRecords = 0;
    std::size_t m_bufferedBytes = 0;
    world::Moment m_flushed{world::Duration(-1)};  ///< what was given until then does not linger

    ProducerId m_producerId = kNoProducerId;
    ProducerEpoch m_producerEpoch = kNoProducerEpoch;
    /// A numbered batch was given up: nothing more is numbered with this id.
    bool m_idIsStale = false;
    bool m_isAskingForId = false;
    world::Moment m_idNotBefore;

    std::uint64_t m_nextRequest = 1;
    std::map<std::uint64_t, std::unique_ptr<InFlight>> m_inFlight;
    std::deque<std::pair<std::shared_ptr<Waiter>, Result<Delivered>>> m_completed;
    bool m_turnIsDue = false;
    /// Set to false by the destructor; whoever runs completions looks at it after each.
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);

    world::Call m_askingForId;
    world::Timer m_turn;
    world::Timer m_timer;
};

}  // namespace broker::client
