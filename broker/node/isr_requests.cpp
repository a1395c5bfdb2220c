#include "broker/node/isr_requests.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace broker::node {
namespace {

constexpr world::Duration kRetryAfter = std::chrono::milliseconds(50);
constexpr world::Duration kDeadline = std::chrono::seconds(5);

wire::AlterPartitionRequest::Partition partitionOf(const TopicPartition& name,
                                                   const replication::IsrProposal& proposal) {
    wire::AlterPartitionRequest::Partition partition;
    partition.partitionIndex = name.partition;
    partition.leaderEpoch = proposal.leaderEpoch;
    partition.partitionEpoch = proposal.partitionEpoch;
    for (const replication::IsrProposal::Member& member : proposal.isr) {
        partition.newIsr.push_back(member.id);
        partition.newIsrWithEpochs.push_back({.brokerId = member.id, .brokerEpoch = member.epoch});
    }
    return partition;
}

const wire::AlterPartitionResponse::Partition* rowOf(const wire::AlterPartitionResponse& response,
                                                     const Uuid& topicId, PartitionIndex index) {
    for (const auto& topic : response.topics) {
        if (topic.topicId != topicId) continue;
        for (const auto& row : topic.partitions)
            if (row.partitionIndex == index) return &row;
    }
    return nullptr;
}

}  // namespace

IsrRequests::IsrRequests(Context context)
    : m_context(std::move(context)) {}

void IsrRequests::ask(const TopicPartition& partition, Asked asked, bool afterPause) {
    m_waiting.insert_or_assign(partition, std::move(asked));
    if (!m_isSending) sendSoon(afterPause ? kRetryAfter : world::Duration::zero());
}

void IsrRequests::sendSoon(world::Duration delay) {
    const world::Moment due = m_context.world.clock.now() + delay;
    if (m_timer && m_due <= due) return;
    m_due = due;
    m_timer = m_context.world.timers.after(delay, [this] {
        m_timer = nullptr;
        send();
    });
}

void IsrRequests::send() {
    if (m_isSending || m_waiting.empty()) return;
    m_isSending = true;
    m_sent = std::exchange(m_waiting, {});
    wire::AlterPartitionRequest request{
        .brokerId = m_context.self, .brokerEpoch = m_context.epoch(), .topics = {}};
    for (const auto& [name, asked] : m_sent) {
        if (request.topics.empty() || request.topics.back().topicId != asked.topicId)
            request.topics.push_back({.topicId = asked.topicId, .partitions = {}});
        request.topics.back().partitions.push_back(partitionOf(name, asked.proposal));
    }
    m_context.controller.send(
        std::move(request), kDeadline,
        [this, alive = std::weak_ptr(m_alive)](const Result<wire::AlterPartitionResponse>& response) {
            if (!alive.expired()) onResponse(response);
        });
}

void IsrRequests::onResponse(const Result<wire::AlterPartitionResponse>& response) {
    m_isSending = false;
    const bool isMoreWaiting = !m_waiting.empty();
    for (const auto& [name, asked] : std::exchange(m_sent, {})) {
        const wire::AlterPartitionResponse::Partition* row =
            response ? rowOf(*response, asked.topicId, name.partition) : nullptr;
        if (response && response->errorCode != ErrorCode::kNone)
            m_context.onAnswer(name, asked, {.error = response->errorCode});
        else if (!row)
            m_context.onNoAnswer(name, asked);
        else
            m_context.onAnswer(name, asked,
                               {.error = row->errorCode,
                                .leaderEpoch = row->leaderEpoch,
                                .partitionEpoch = row->partitionEpoch,
                                .isr = row->isr});
    }
    if (isMoreWaiting) sendSoon(response ? world::Duration::zero() : kRetryAfter);
}

}  // namespace broker::node
