#include "broker/client/producer.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "broker/base/check.h"
#include "broker/client/key_hash.h"
#include "broker/client/producer_parts.h"
#include "broker/wire/record_batch_builder.h"

namespace broker::client {
namespace {

/// The record as the builder takes it, and what it borrows for that.
struct Borrowed {
    explicit Borrowed(const OutgoingRecord& record) {
        for (const auto& [key, value] : record.headers) {
            wire::RecordHeader header{.key = asBytes(key), .value = {}};
            if (value) header.value = ByteView(*value);
            headers.push_back(header);
        }
        view.timestamp = record.timestamp;
        if (record.key) view.key = ByteView(*record.key);
        if (record.value) view.value = ByteView(*record.value);
        view.headers = headers;
    }

    std::vector<wire::RecordHeader> headers;
    wire::NewRecord view;
};

}  // namespace

Producer::Producer(ClientOptions client, ProducerOptions options, const world::World& world)
    : m_options(options)
    , m_world(world)
    , m_brokers(std::move(client), world, this)
    , m_idBackoff(m_brokers.options().retry, m_world.random) {
    CHECK(!m_options.idempotent || m_options.acks == -1);
}

Producer::~Producer() { *m_alive = false; }

world::Call Producer::send(OutgoingRecord record, DeliveryCompletion done) {
    auto waiter = std::make_shared<Waiter>(Waiter{.done = std::move(done)});
    auto handle = std::make_unique<Handle>(waiter);
    if (record.timestamp == kNoTimestamp) record.timestamp = m_world.clock.wallTime();
    const std::size_t size = wire::BatchBuilder::sizeOf(Borrowed(record).view);
    wake();
    if (size + wire::kBatchHeaderSize > m_options.maxRequestBytes) {
        m_completed.emplace_back(std::move(waiter), failure(ErrorCode::kMessageTooLarge,
                                                            "a record of {} bytes, at most {} are sent", size,
                                                            m_options.maxRequestBytes));
        return handle;
    }
    if (m_bufferedBytes + size > m_options.maxBufferedBytes) {
        m_completed.emplace_back(
            std::move(waiter),
            failure(ErrorCode::kInUse, "{} bytes wait already to be sent", m_bufferedBytes));
        return handle;
    }
    ++m_bufferedRecords;
    m_bufferedBytes += size;
    m_brokers.follow(record.topic);
    auto& queue = m_unrouted[record.topic];
    queue.push_back({.content = std::move(record),
                     .size = size,
                     .given = m_world.clock.now(),
                     .waiter = std::move(waiter)});
    return handle;
}

void Producer::flush() {
    m_flushed = m_world.clock.now();
    wake();
}

void Producer::wake() {
    if (std::exchange(m_turnIsDue, true)) return;
    m_turn = m_world.timers.after(world::Duration::zero(), [this] {
        m_turnIsDue = false;
        turn();
    });
}

void Producer::turn() {
    route();
    expire();
    maybeAskForId();
    sendReady();
    armTimer();
    runCompletions();
}

void Producer::route() {
    for (auto& [topic, records] : m_unrouted) {
        const TopicPlaces* places = m_brokers.topic(topic);
        if (!places || records.empty()) continue;
        if (places->error != ErrorCode::kNone && !isRetriable(places->error)) {
            for (Record& record : std::exchange(records, {}))
                complete(record, failure(places->error, "topic {}: {}", topic, errorName(places->error)));
        } else if (places->error == ErrorCode::kNone && !places->partitions.empty()) {
            for (Record& record : std::exchange(records, {})) routeRecord(topic, *places, std::move(record));
        }
    }
    std::erase_if(m_unrouted, [](const auto& entry) { return entry.second.empty(); });
}

void Producer::routeRecord(const std::string& topic, const TopicPlaces& places, Record record) {
    const OutgoingRecord& content = record.content;
    PartitionIndex index;
    if (content.partition)
        index = *content.partition;
    else if (content.key)
        index = std::next(places.partitions.begin(), keyHash(*content.key) % places.partitions.size())->first;
    else
        index = stickyPartition(topic, places);
    if (!places.partitions.contains(index)) {
        complete(record, failure(ErrorCode::kUnknownTopicOrPartition, "topic {} has {} partitions, no {}",
                                 topic, places.partitions.size(), index));
        return;
    }
    append({.topic = topic, .partition = index}, std::move(record));
}

/// Records without a key fill one batch after another, each in a partition drawn among those with a leader.
PartitionIndex Producer::stickyPartition(const std::string& topic, const TopicPlaces& places) {
    const auto current = m_sticky.find(topic);
    if (current != m_sticky.end() && places.partitions.contains(current->second)) return current->second;
    std::vector<PartitionIndex> choices;
    for (const auto& [index, place] : places.partitions)
        if (place.leader != kNoBroker) choices.push_back(index);
    const PartitionIndex chosen =
        choices.empty() ? places.partitions.begin()->first : choices[m_world.random.below(choices.size())];
    m_sticky[topic] = chosen;
    return chosen;
}

void Producer::append(const TopicPartition& place, Record record) {
    std::unique_ptr<Partition>& partition = m_partitions[place];
    if (!partition)
        partition =
            std::make_unique<Partition>(place, rpc::Backoff(m_brokers.options().retry, m_world.random));
    auto& batches = partition->batches;
    const bool fits = !batches.empty() && !batches.back().sealed &&
                      batches.back().bytes + record.size <= m_options.batchBytes;
    if (!fits) batches.push_back({.records = {}, .bytes = wire::kBatchHeaderSize, .sealed = nullptr});
    batches.back().bytes += record.size;
    batches.back().records.push_back(std::move(record));
    if (batches.back().bytes >= m_options.batchBytes || (!fits && batches.size() > 1))
        m_sticky.erase(place.topic);
}

void Producer::expire() {
    const world::Moment oldest = m_world.clock.now() - m_options.deliveryDeadline;
    const auto late = [this](const std::string& what) {
        return Error{ErrorCode::kTimedOut,
                     fmt::format("sending to {}: not acknowledged within {} ms", what,
                                 m_options.deliveryDeadline / std::chrono::milliseconds(1))};
    };
    for (auto& [topic, records] : m_unrouted) {
        while (!records.empty() && records.front().given <= oldest) {
            complete(records.front(), failure(late(topic)));
            records.pop_front();
        }
    }
    for (const auto& [place, partition] : m_partitions) {
        const std::size_t first = partition->inFlight ? 1 : 0;
        while (partition->batches.size() > first && partition->batches[first].opened() <= oldest)
            giveUp(*partition, first, late(fmt::format("{}", place)));
    }
}

void Producer::complete(const Record& record, Result<Delivered> outcome) {
    --m_bufferedRecords;
    m_bufferedBytes -= record.size;
    if (record.waiter->done) m_completed.emplace_back(record.waiter, std::move(outcome));
}

void Producer::runCompletions() {
    const std::shared_ptr<bool> alive = m_alive;
    while (*alive && !m_completed.empty()) {
        auto [waiter, outcome] = std::move(m_completed.front());
        m_completed.pop_front();
        if (auto done = std::exchange(waiter->done, nullptr)) done(std::move(outcome));
    }
}

world::Moment Producer::lingersUntil(const Batch& batch) const {
    return batch.opened() <= m_flushed ? batch.opened() : batch.opened() + m_options.linger;
}

void Producer::armTimer() {
    const world::Moment now = m_world.clock.now();
    std::optional<world::Moment> next;
    // What is due already waits for something else, which will wake us.
    const auto consider = [&](world::Moment moment) {
        if (moment > now && (!next || moment < *next)) next = moment;
    };
    for (const auto& [place, partition] : m_partitions) {
        if (partition->batches.empty()) continue;
        const Batch& front = partition->batches.front();
        consider(front.opened() + m_options.deliveryDeadline);
        if (partition->inFlight) continue;
        consider(partition->notBefore);
        consider(lingersUntil(front));
    }
    for (const auto& [topic, records] : m_unrouted)
        if (!records.empty()) consider(records.front().given + m_options.deliveryDeadline);
    if (m_bufferedRecords > 0) consider(m_idNotBefore);
    m_timer.reset();
    if (next) m_timer = m_world.timers.after(*next - now, [this] { wake(); });
}

bool Producer::hasSealedBatches() const {
    return std::any_of(m_partitions.begin(), m_partitions.end(), [](const auto& entry) {
        return !entry.second->batches.empty() && entry.second->batches.front().sealed;
    });
}

void Producer::maybeAskForId() {
    if (!m_options.idempotent || m_bufferedRecords == 0 || m_isAskingForId) return;
    if (m_producerId != kNoProducerId && !m_idIsStale) return;
    // Batches numbered with the old id may have arrived: they are settled under it first.
    if (hasSealedBatches() || m_world.clock.now() < m_idNotBefore) return;
    m_isAskingForId = true;
    wire::InitProducerIdRequest request;
    request.transactionTimeoutMs = 60'000;
    m_askingForId =
        m_brokers.any().send(std::move(request), {.deadline = m_brokers.options().requestDeadline},
                             [this](auto answer) { onId(answer); });
}

void Producer::onId(const Result<rpc::Reply<wire::InitProducerIdRequest>>& answer) {
    m_isAskingForId = false;
    wake();
    const ErrorCode code = answer ? answer->response.errorCode : answer.error().code;
    if (code == ErrorCode::kNone) {
        m_producerId = answer->response.producerId;
        m_producerEpoch = answer->response.producerEpoch;
        m_idIsStale = false;
        m_idBackoff.reset();
        for (const auto& [place, partition] : m_partitions) partition->nextSequence = Sequence(0);
        return;
    }
    m_brokers.tryAnother();
    m_idNotBefore = m_world.clock.now() + m_idBackoff.next();
    if (isRetriable(code)) return;
    const Error error{code, fmt::format("asking for a producer id: {}",
                                        answer ? std::string(errorName(code)) : answer.error().detail)};
    for (const auto& [place, partition] : m_partitions)
        while (!partition->batches.empty()) giveUp(*partition, 0, error);
}

bool Producer::isReady(const Partition& partition) const {
    if (partition.batches.empty() || partition.inFlight) return false;
    const world::Moment now = m_world.clock.now();
    if (now < partition.notBefore) return false;
    const Batch& front = partition.batches.front();
    if (front.sealed) return true;
    if (m_options.idempotent && (m_producerId == kNoProducerId || m_idIsStale)) return false;
    return partition.batches.size() > 1 || front.bytes >= m_options.batchBytes || now >= lingersUntil(front);
}

void Producer::sendReady() {
    std::map<BrokerId, std::vector<Partition*>> byLeader;
    for (const auto& [place, partition] : m_partitions) {
        if (!isReady(*partition)) continue;
        const PartitionPlace* leader = m_brokers.leaderOf(place);
        if (!leader) {
            m_brokers.refresh();
            continue;
        }
        if (const auto sealed = seal(*partition); !sealed) {
            giveUp(*partition, 0, sealed.error());
            continue;
        }
        byLeader[leader->leader].push_back(partition.get());
    }
    for (const auto& [leader, partitions] : byLeader) {
        std::vector<Partition*> request;
        std::size_t bytes = 0;
        for (Partition* partition : partitions) {
            const std::size_t size = partition->batches.front().sealed->size();
            if (!request.empty() && bytes + size > m_options.maxRequestBytes) {
                transmit(leader, std::exchange(request, {}));
                bytes = 0;
            }
            request.push_back(partition);
            bytes += size;
        }
        transmit(leader, request);
    }
}

Result<void> Producer::seal(Partition& partition) {
    Batch& batch = partition.batches.front();
    if (batch.sealed) return {};
    wire::BatchBuilder::Options options{.codec = m_options.codec};
    if (m_options.idempotent) {
        options.producerId = m_producerId;
        options.producerEpoch = m_producerEpoch;
        options.baseSequence = partition.nextSequence;
    }
    wire::BatchBuilder builder(options);
    for (const Record& record : batch.records) builder.append(Borrowed(record.content).view);
    const std::int64_t next = std::int64_t{partition.nextSequence.value()} + builder.count();
    ASSIGN_OR_RETURN(Bytes bytes, builder.build());
    batch.sealed = std::make_shared<const Bytes>(std::move(bytes));
    partition.nextSequence = Sequence(static_cast<std::int32_t>(next & INT32_MAX));
    return {};
}

}  // namespace broker::client
