#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "broker/client/brokers.h"
#include "broker/wire/messages/fetch.h"
#include "broker/wire/messages/list_offsets.h"
#include "broker/wire/record.h"
#include "broker/wire/record_batch.h"
#include "broker/wire/record_reader.h"

namespace broker::client {

/// Where reading a partition begins.
struct Earliest {
    friend bool operator==(Earliest, Earliest) = default;
};
struct Latest {
    friend bool operator==(Latest, Latest) = default;
};
/// An offset; an end; or a timestamp: the first record that is not older, the end if there is none.
using StartAt = std::variant<Offset, Earliest, Latest, Timestamp>;

struct ConsumerOptions {
    world::Duration maxWait = 500ms;                                     ///< `fetch.max.wait.ms`
    std::int32_t minBytes = 1;                                           ///< `fetch.min.bytes`
    std::int32_t maxBytes = 50 << 20;                                    ///< `fetch.max.bytes`
    std::int32_t partitionMaxBytes = 1 << 20;                            ///< `max.partition.fetch.bytes`
    bool readCommitted = false;                                          ///< `isolation.level`
    bool checkCrcs = true;                                               ///< `check.crcs`
    std::size_t maxBatchOutput = wire::RecordReader::kDefaultOutputCap;  ///< decompressed, per batch
    /// When the position is out of range; none: it is a problem of the partition.
    std::optional<std::variant<Earliest, Latest>> reset = Earliest{};
};

/// A record that was read, borrowed for the time of the call.
struct ConsumedRecord {
    Offset offset;
    Timestamp timestamp;
    wire::TimestampType timestampType = wire::TimestampType::kCreateTime;
    LeaderEpoch leaderEpoch;
    ProducerId producerId = kNoProducerId;
    bool isTransactional = false;
    /// Of the partition when it was fetched; a transactional record from here on is of an open transaction.
    Offset lastStableOffset;
    std::optional<ByteView> key;
    std::optional<ByteView> value;
    wire::RecordHeaders headers;
};

/// Reads partitions that are assigned by hand, in the order of their offsets, each record once. Every leader
/// has one fetch under way for all its partitions. A leader that moved is found again; a partition with a
/// problem that will not pass (a corrupt batch, no permission, an offset out of range without `reset`) tells
/// its observer and rests until it is assigned anew. On one loop; the world outlives it.
class Consumer final : private Brokers::Observer {
public:
    /// From the loop, never inside a call to the consumer. Any callback may assign, unassign, or destroy the
    /// consumer.
    class Observer {
    public:
        virtual ~Observer() = default;
        virtual void onRecord(const TopicPartition& partition, const ConsumedRecord& record) = 0;
        /// After what an answer brought, even nothing: the next offset, and the end that is visible.
        virtual void onPosition(const TopicPartition& partition, Offset next, Offset highWatermark) {
            (void)partition, (void)next, (void)highWatermark;
        }
        /// What ends a producer's transaction: its records before `offset` that no earlier marker ended. It
        /// is met where the log has it, between the records; of no use to readers of what is committed.
        virtual void onMarker(const TopicPartition& partition, Offset offset, ProducerId producer,
                              bool isCommitted) {
            (void)partition, (void)offset, (void)producer, (void)isCommitted;
        }
        virtual void onProblem(const TopicPartition& partition, const Error& error) = 0;
    };

    /// The observer outlives the consumer.
    Consumer(ClientOptions client, ConsumerOptions options, const world::World& world, Observer& observer);
    ~Consumer() override;

    /// Begins to read, or begins anew elsewhere.
    void assign(const TopicPartition& partition, StartAt start);
    void unassign(const TopicPartition& partition);
    /// Keeps the position, fetches nothing.
    void pause(const TopicPartition& partition, bool paused);
    /// The next offset; nothing while it is being found, or if the partition is not assigned.
    std::optional<Offset> position(const TopicPartition& partition) const;

private:
    struct Partition;
    struct Fetching;
    class AbortedFilter;
    using FetchAnswer = Result<rpc::Reply<wire::FetchRequest>>;
    using OffsetsAnswer = Result<rpc::Reply<wire::ListOffsetsRequest>>;

    void onMetadata() override { wake(); }
    /// Everything that changed is looked at in one turn, later in the loop.
    void wake();
    void turn();
    bool mayAct(const TopicPartition& place, Partition& partition);
    void findPosition(const TopicPartition& place, Partition& partition, const PartitionPlace& where);
    void onOffset(const TopicPartition& place, std::uint64_t assignment, const OffsetsAnswer& answer);
    void fetchFrom(BrokerId leader, const std::vector<TopicPartition>& places);
    void onFetched(BrokerId leader, const FetchAnswer& answer);
    void onError(const TopicPartition& place, Partition& partition, Error error);
    void retryLater(Partition& partition);
    void rest(const TopicPartition& place, Partition& partition, Error error);

    // These call out; false: the consumer is gone.
    bool deliver(const TopicPartition& place, std::uint64_t assignment,
                 const wire::FetchResponse::Partition& fetched);
    bool deliverBatch(const TopicPartition& place, std::uint64_t assignment, const wire::BatchView& batch,
                      Offset lastStableOffset);
    bool deliverMarker(const TopicPartition& place, const wire::BatchView& batch);
    bool tellProblems();

    /// Null unless it is still the same assignment.
    Partition* find(const TopicPartition& place, std::uint64_t assignment);
    void armTimer();

    ConsumerOptions m_options;
    world::World m_world;
    Observer& m_observer;
    Brokers m_brokers;
    std::uint64_t m_nextAssignment = 1;
    std::map<TopicPartition, std::unique_ptr<Partition>> m_partitions;
    std::map<BrokerId, std::unique_ptr<Fetching>> m_fetches;
    struct Problem {
        TopicPartition place;
        std::uint64_t assignment = 0;
        Error error;
    };
    std::deque<Problem> m_problems;
    bool m_turnIsDue = false;
    /// Set to false by the destructor; whoever calls out looks at it afterwards.
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    world::Timer m_turn;
    world::Timer m_timer;
};

}  // namespace broker::client
