#pragma once

#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "broker/client/producer.h"

/// What a Producer is made of; for its own sources.
namespace broker::client {

struct Producer::Waiter {
    DeliveryCompletion done;
};

class Producer::Handle final : public world::Operation {
public:
    explicit Handle(std::shared_ptr<Waiter> waiter)
        : m_waiter(std::move(waiter)) {}
    ~Handle() override { const DeliveryCompletion dropped = std::exchange(m_waiter->done, nullptr); }

private:
    std::shared_ptr<Waiter> m_waiter;
};

struct Producer::Record {
    OutgoingRecord content;
    std::size_t size = 0;  ///< encoded
    world::Moment given;
    std::shared_ptr<Waiter> waiter;
};

struct Producer::Batch {
    std::vector<Record> records;
    std::size_t bytes = 0;
    /// Set once it is to be sent: from then on its content and numbers stay, however often it is sent.
    SharedBytes sealed;

    world::Moment opened() const { return records.front().given; }
};

struct Producer::Partition {
    Partition(TopicPartition thePlace, rpc::Backoff theBackoff)
        : place(std::move(thePlace))
        , backoff(theBackoff) {}

    TopicPartition place;
    rpc::Backoff backoff;
    std::deque<Batch> batches;
    Sequence nextSequence{0};
    bool inFlight = false;  ///< the first batch
    world::Moment notBefore;
};

/// A request under way, with the first batch of each partition.
struct Producer::InFlight {
    std::vector<Partition*> partitions;
    world::Call call;
};

}  // namespace broker::client
