#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "broker/client/producer.h"
#include "broker/client/producer_parts.h"

namespace broker::client {
namespace {

constexpr Offset kUnknownOffset{-1};
/// The last version that names topics instead of giving their ids.
constexpr std::int16_t kLastVersionWithNames = 12;

}  // namespace

void Producer::transmit(BrokerId leader, const std::vector<Partition*>& partitions) {
    rpc::Peer* peer = m_brokers.peer(leader);
    if (!peer || partitions.empty()) return;
    wire::ProduceRequest request;
    request.acks = m_options.acks;
    request.timeoutMs =
        static_cast<std::int32_t>(m_brokers.options().requestDeadline / std::chrono::milliseconds(1));
    rpc::SendOptions how{.deadline = m_brokers.options().requestDeadline, .oneWay = m_options.acks == 0};
    for (Partition* partition : partitions) {
        const std::string& name = partition->place.topic;
        if (request.topicData.empty() || request.topicData.back().name != name) {
            const Uuid id = m_brokers.topic(name)->id;
            if (id.isZero()) how.versions.last = kLastVersionWithNames;
            request.topicData.push_back({.name = name, .topicId = id, .partitionData = {}});
        }
        const SharedBytes& batch = partition->batches.front().sealed;
        request.topicData.back().partitionData.push_back(
            {.index = partition->place.partition,
             .records = wire::Records::external(how.payloads.size(), batch->size())});
        how.payloads.emplace_back(batch);
        partition->inFlight = true;
    }
    const std::uint64_t number = m_nextRequest++;
    auto& inFlight = m_inFlight[number];
    inFlight = std::make_unique<InFlight>();
    inFlight->partitions = partitions;
    inFlight->call = peer->send(std::move(request), std::move(how),
                                [this, number](Answer answer) { onAnswer(number, answer); });
}

void Producer::onAnswer(std::uint64_t number, const Answer& answer) {
    const auto found = m_inFlight.extract(number);
    wake();
    std::map<TopicPartition, const wire::ProduceResponse::Partition*> answered;
    if (answer) {
        for (const auto& topic : answer->response.responses) {
            const std::string name = topic.name.empty() ? m_brokers.nameOf(topic.topicId) : topic.name;
            for (const auto& partition : topic.partitionResponses)
                answered[{.topic = name, .partition = partition.index}] = &partition;
        }
    }
    for (Partition* partition : found.mapped()->partitions) {
        const auto part = answered.find(partition->place);
        if (!answer) {
            settle(*partition, answer.error(), kUnknownOffset);
        } else if (part != answered.end()) {
            const wire::ProduceResponse::Partition& told = *part->second;
            settle(*partition,
                   {told.errorCode, told.errorMessage.value_or(std::string(errorName(told.errorCode)))},
                   told.baseOffset);
        } else if (m_options.acks == 0) {
            settle(*partition, {}, kUnknownOffset);
        } else {
            // The topic was deleted and made anew under way, or the broker forgot to answer.
            settle(*partition, {ErrorCode::kUnknownTopicOrPartition, "the answer does not tell"},
                   kUnknownOffset);
        }
    }
}

void Producer::settle(Partition& partition, const Error& error, Offset baseOffset) {
    partition.inFlight = false;
    if (error.code == ErrorCode::kNone) {
        succeed(partition, baseOffset);
    } else if (error.code == ErrorCode::kDuplicateSequenceNumber) {
        succeed(partition, kUnknownOffset);
    } else if (isRetriable(error.code) || error.code == ErrorCode::kCorruptMessage) {
        retryLater(partition);
    } else {
        giveUp(partition, 0, {error.code, fmt::format("sending to {}: {}", partition.place, error.detail)});
    }
}

void Producer::succeed(Partition& partition, Offset baseOffset) {
    partition.backoff.reset();
    partition.notBefore = {};
    std::int64_t delta = 0;
    for (const Record& record : partition.batches.front().records) {
        const Offset offset = baseOffset == kUnknownOffset ? kUnknownOffset : baseOffset + delta++;
        complete(record, Delivered{.partition = partition.place, .offset = offset});
    }
    partition.batches.pop_front();
}

void Producer::retryLater(Partition& partition) {
    partition.notBefore = m_world.clock.now() + partition.backoff.next();
    m_brokers.refresh();
}

void Producer::giveUp(Partition& partition, std::size_t index, const Error& error) {
    const auto batch = partition.batches.begin() + static_cast<std::ptrdiff_t>(index);
    if (m_options.idempotent && batch->sealed) m_idIsStale = true;
    for (const Record& record : batch->records) complete(record, failure(error));
    partition.batches.erase(batch);
}

}  // namespace broker::client
