#include "broker/node/replica_fetcher.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace broker::node {
namespace {

constexpr world::Duration kShortestPause = std::chrono::milliseconds(20);
/// Beyond what the leader may take to answer.
constexpr world::Duration kPatience = std::chrono::seconds(10);

constexpr std::string_view kIdBegin = "broker-";
constexpr std::string_view kIdEnd = "-fetcher";

replication::LeaderAnswer answerOf(const wire::FetchResponse::Partition& row) {
    replication::LeaderAnswer answer{
        .error = row.errorCode, .highWatermark = row.highWatermark, .logStart = row.logStartOffset};
    if (row.divergingEpoch.endOffset >= Offset(0))
        answer.divergence = log::EpochEnd{row.divergingEpoch.epoch, row.divergingEpoch.endOffset};
    return answer;
}

}  // namespace

std::string fetchersClientId(BrokerId broker) { return fmt::format("{}{}{}", kIdBegin, broker, kIdEnd); }

bool isFetchersClientId(std::string_view clientId) {
    return clientId.starts_with(kIdBegin) && clientId.ends_with(kIdEnd);
}

ReplicaFetcher::ReplicaFetcher(Context context, world::Address leader)
    : m_context(std::move(context))
    , m_address(std::move(leader)) {
    connect();
}

void ReplicaFetcher::connect() {
    m_call = nullptr;
    m_isFetching = false;
    m_session.restart();
    m_peer = std::make_unique<rpc::Peer>(
        rpc::PeerOptions{.address = m_address, .clientId = fetchersClientId(m_context.self)},
        m_context.world.network, m_context.world.timers, m_context.world.random);
}

void ReplicaFetcher::setAddress(const world::Address& leader) {
    if (leader == m_address) return;
    m_address = leader;
    connect();
    sendSoon(world::Duration::zero());
}

void ReplicaFetcher::add(const TopicPartition& partition) {
    m_partitions[partition] = {};
    if (m_isFetching) connect();
    sendSoon(world::Duration::zero());
}

void ReplicaFetcher::remove(const TopicPartition& partition) { m_partitions.erase(partition); }

void ReplicaFetcher::hurry(const TopicPartition& partition) {
    Followed& followed = m_partitions.at(partition);
    followed.notBefore = {};
    followed.pause = {};
    sendSoon(world::Duration::zero());
}

world::Duration ReplicaFetcher::longestPause() const {
    return std::chrono::milliseconds(m_context.settings.integer("replica.fetch.backoff.ms"));
}

void ReplicaFetcher::rest(Followed& followed) {
    followed.pause = std::min(std::max(followed.pause * 2, kShortestPause), longestPause());
    followed.notBefore = now() + followed.pause;
}

void ReplicaFetcher::sendSoon(world::Duration delay) {
    m_timer = m_context.world.timers.after(delay, [this] { send(); });
}

std::optional<world::Duration> ReplicaFetcher::plan(wire::FetchRequest& request) {
    const world::Moment present = now();
    const auto most = static_cast<std::int32_t>(m_context.settings.integer("replica.fetch.max.bytes"));
    std::optional<world::Moment> nextDue;
    m_asked.clear();
    for (auto& [name, followed] : m_partitions) {
        const HostedPartition* hosted = m_context.partitions.find(name);
        if (!hosted || !hosted->following || !hosted->isOpen() || hosted->isHeld) continue;
        if (followed.notBefore > present) {
            nextDue = nextDue ? std::min(*nextDue, followed.notBefore) : followed.notBefore;
            continue;
        }
        const replication::FetchPlan plan = hosted->following->plan(hosted->view());
        m_asked[{hosted->topicId, name.partition}] = {name, plan};
        if (request.topics.empty() || request.topics.back().topicId != hosted->topicId)
            request.topics.push_back({.topic = name.topic, .topicId = hosted->topicId, .partitions = {}});
        wire::FetchRequest::Partition row;
        row.partition = name.partition;
        row.currentLeaderEpoch = plan.leaderEpoch;
        row.fetchOffset = plan.position.offset;
        row.lastFetchedEpoch = plan.position.lastEpoch;
        row.logStartOffset = plan.logStart;
        row.partitionMaxBytes = most;
        request.topics.back().partitions.push_back(row);
    }
    if (request.topics.empty()) {
        if (nextDue) sendSoon(*nextDue - present);
        return std::nullopt;
    }
    const world::Duration wait =
        std::chrono::milliseconds(m_context.settings.integer("replica.fetch.wait.max.ms"));
    return nextDue ? std::min(wait, *nextDue - present) : wait;
}

void ReplicaFetcher::send() {
    if (m_isFetching) return;
    wire::FetchRequest request;
    const std::optional<world::Duration> wait = plan(request);
    if (!wait) return;
    request.replicaState = {.replicaId = m_context.self, .replicaEpoch = m_context.epoch()};
    request.maxWaitMs =
        static_cast<std::int32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(*wait).count());
    request.minBytes = 1;
    request.maxBytes =
        static_cast<std::int32_t>(m_context.settings.integer("replica.fetch.response.max.bytes"));
    m_session.fill(request);
    m_isFetching = true;
    // From version 15 on a fetch names the uptime that asks.
    m_call = m_peer->send(
        std::move(request),
        {.deadline = *wait + kPatience, .versions = {15, wire::FetchRequest::kVersions.last}, .payloads = {}},
        [this](Result<rpc::Reply<wire::FetchRequest>> reply) { onReply(std::move(reply)); });
}

void ReplicaFetcher::onReply(Result<rpc::Reply<wire::FetchRequest>> reply) {
    m_isFetching = false;
    if (!reply) m_session.restart();
    if (reply && !m_session.onAnswer(reply->response)) return send();
    if (!reply || reply->response.errorCode != ErrorCode::kNone) {
        m_pause = std::min(std::max(m_pause * 2, kShortestPause), longestPause());
        return sendSoon(m_pause);
    }
    m_pause = {};
    const auto asked = std::exchange(m_asked, {});
    for (const wire::FetchResponse::Topic& topic : reply->response.responses)
        for (const wire::FetchResponse::Partition& row : topic.partitions)
            if (const auto known = asked.find({topic.topicId, row.partitionIndex}); known != asked.end())
                onRow(known->second, topic.topicId, row);
    send();
}

void ReplicaFetcher::onRow(const Asked& asked, const Uuid& topicId,
                           const wire::FetchResponse::Partition& row) {
    const auto followed = m_partitions.find(asked.name);
    HostedPartition* hosted = m_context.partitions.find(asked.name);
    if (followed == m_partitions.end() || !hosted || hosted->topicId != topicId) return;
    switch (m_context.partitions.fetched(*hosted, asked.plan, answerOf(row), row.records.bytes())) {
        case Partitions::FetchNext::kGoOn:
            followed->second.pause = {};
            break;
        case Partitions::FetchNext::kPause:
            rest(followed->second);
            break;
        case Partitions::FetchNext::kWait:
            break;
    }
}

}  // namespace broker::node
