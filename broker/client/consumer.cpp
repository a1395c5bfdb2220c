#include "broker/client/consumer.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "broker/client/consumer_parts.h"

namespace broker::client {
namespace {

/// Special timestamps of ListOffsets.
constexpr Timestamp kLatestTimestamp{-1};
constexpr Timestamp kEarliestTimestamp{-2};
/// The last version of Fetch that names topics instead of giving their ids.
constexpr std::int16_t kLastVersionWithNames = 12;

Timestamp timestampFor(const StartAt& start) {
    if (const auto* time = std::get_if<Timestamp>(&start)) return *time;
    return std::holds_alternative<Earliest>(start) ? kEarliestTimestamp : kLatestTimestamp;
}

std::int32_t milliseconds(world::Duration duration) {
    return static_cast<std::int32_t>(duration / std::chrono::milliseconds(1));
}

}  // namespace

Consumer::Consumer(ClientOptions client, ConsumerOptions options, const world::World& world,
                   Observer& observer)
    : m_options(std::move(options))
    , m_world(world)
    , m_observer(observer)
    , m_brokers(std::move(client), world, this) {}

Consumer::~Consumer() { *m_alive = false; }

void Consumer::assign(const TopicPartition& place, StartAt start) {
    auto partition = std::make_unique<Partition>(m_nextAssignment++, start,
                                                 rpc::Backoff(m_brokers.options().retry, m_world.random));
    if (const auto* offset = std::get_if<Offset>(&start)) partition->position = *offset;
    m_partitions[place] = std::move(partition);
    m_brokers.follow(place.topic);
    wake();
}

void Consumer::unassign(const TopicPartition& place) { m_partitions.erase(place); }

void Consumer::pause(const TopicPartition& place, bool paused) {
    const auto found = m_partitions.find(place);
    if (found == m_partitions.end()) return;
    found->second->paused = paused;
    wake();
}

std::optional<Offset> Consumer::position(const TopicPartition& place) const {
    const auto found = m_partitions.find(place);
    return found == m_partitions.end() ? std::nullopt : found->second->position;
}

Consumer::Partition* Consumer::find(const TopicPartition& place, std::uint64_t assignment) {
    const auto found = m_partitions.find(place);
    const bool same = found != m_partitions.end() && found->second->assignment == assignment;
    return same ? found->second.get() : nullptr;
}

void Consumer::wake() {
    if (std::exchange(m_turnIsDue, true)) return;
    m_turn = m_world.timers.after(world::Duration::zero(), [this] {
        m_turnIsDue = false;
        turn();
    });
}

void Consumer::turn() {
    std::map<BrokerId, std::vector<TopicPartition>> byLeader;
    for (const auto& [place, partition] : m_partitions) {
        if (!mayAct(place, *partition)) continue;
        const PartitionPlace* where = m_brokers.leaderOf(place);
        if (!where)
            m_brokers.refresh();
        else if (!partition->position)
            findPosition(place, *partition, *where);
        else if (!partition->paused && !m_fetches.contains(where->leader))
            byLeader[where->leader].push_back(place);
    }
    for (const auto& [leader, places] : byLeader) fetchFrom(leader, places);
    armTimer();
    tellProblems();
}

bool Consumer::mayAct(const TopicPartition& place, Partition& partition) {
    if (partition.resting || partition.isFinding || m_world.clock.now() < partition.notBefore) return false;
    const TopicPlaces* topic = m_brokers.topic(place.topic);
    if (!topic) return false;
    if (topic->error != ErrorCode::kNone && !isRetriable(topic->error)) {
        rest(place, partition, {topic->error, std::string(errorName(topic->error))});
        return false;
    }
    return true;
}

void Consumer::findPosition(const TopicPartition& place, Partition& partition, const PartitionPlace& where) {
    rpc::Peer* peer = m_brokers.peer(where.leader);
    if (!peer) return;
    wire::ListOffsetsRequest request;
    request.replicaId = kNoBroker;
    request.isolationLevel = m_options.readCommitted ? 1 : 0;
    request.timeoutMs = milliseconds(m_brokers.options().requestDeadline);
    request.topics.push_back({.name = place.topic,
                              .partitions = {{.partitionIndex = place.partition,
                                              .currentLeaderEpoch = where.epoch,
                                              .timestamp = timestampFor(partition.start)}}});
    partition.isFinding = true;
    partition.finding = peer->send(std::move(request), {.deadline = m_brokers.options().requestDeadline},
                                   [this, place, assignment = partition.assignment](OffsetsAnswer answer) {
                                       onOffset(place, assignment, answer);
                                   });
}

void Consumer::onOffset(const TopicPartition& place, std::uint64_t assignment, const OffsetsAnswer& answer) {
    wake();
    Partition* partition = find(place, assignment);
    if (!partition) return;
    partition->isFinding = false;
    if (!answer) {
        onError(place, *partition, answer.error());
        return;
    }
    const auto& topics = answer->response.topics;
    if (topics.size() != 1 || topics[0].partitions.size() != 1) {
        rest(place, *partition, {ErrorCode::kMalformed, "asking for an offset: the answer does not tell"});
        return;
    }
    const auto& told = topics[0].partitions[0];
    if (told.errorCode != ErrorCode::kNone) {
        onError(place, *partition, {told.errorCode, std::string(errorName(told.errorCode))});
    } else if (told.offset < Offset(0)) {
        // No record is that young.
        partition->start = Latest{};
    } else {
        partition->position = told.offset;
        partition->backoff.reset();
    }
}

void Consumer::fetchFrom(BrokerId leader, const std::vector<TopicPartition>& places) {
    rpc::Peer* peer = m_brokers.peer(leader);
    if (!peer) return;
    wire::FetchRequest request;
    request.maxWaitMs = milliseconds(m_options.maxWait);
    request.minBytes = m_options.minBytes;
    request.maxBytes = m_options.maxBytes;
    request.isolationLevel = m_options.readCommitted ? 1 : 0;
    rpc::SendOptions how{.deadline = m_options.maxWait + m_brokers.options().requestDeadline};
    auto fetching = std::make_unique<Fetching>();
    for (const TopicPartition& place : places) {
        const Partition& partition = *m_partitions.at(place);
        if (request.topics.empty() || request.topics.back().topic != place.topic) {
            const Uuid id = m_brokers.topic(place.topic)->id;
            if (id.isZero()) how.versions.last = kLastVersionWithNames;
            request.topics.push_back({.topic = place.topic, .topicId = id, .partitions = {}});
        }
        request.topics.back().partitions.push_back({.partition = place.partition,
                                                    .currentLeaderEpoch = m_brokers.leaderOf(place)->epoch,
                                                    .fetchOffset = *partition.position,
                                                    .partitionMaxBytes = m_options.partitionMaxBytes});
        fetching->asked.emplace(place, partition.assignment);
    }
    fetching->call = peer->send(std::move(request), std::move(how),
                                [this, leader](FetchAnswer answer) { onFetched(leader, answer); });
    m_fetches[leader] = std::move(fetching);
}

void Consumer::onFetched(BrokerId leader, const FetchAnswer& answer) {
    const auto fetching = m_fetches.extract(leader);
    const auto& asked = fetching.mapped()->asked;
    wake();
    const ErrorCode code = answer ? answer->response.errorCode : answer.error().code;
    if (code != ErrorCode::kNone) {
        const Error error{code, answer ? std::string(errorName(code)) : answer.error().detail};
        for (const auto& [place, assignment] : asked)
            if (Partition* partition = find(place, assignment)) onError(place, *partition, error);
        return;
    }
    for (const auto& topic : answer->response.responses) {
        const std::string name = topic.topic.empty() ? m_brokers.nameOf(topic.topicId) : topic.topic;
        for (const auto& fetched : topic.partitions) {
            const TopicPartition place{.topic = name, .partition = fetched.partitionIndex};
            const auto wanted = asked.find(place);
            if (wanted == asked.end()) continue;
            Partition* partition = find(place, wanted->second);
            if (!partition) continue;
            if (fetched.errorCode != ErrorCode::kNone)
                onError(place, *partition, {fetched.errorCode, std::string(errorName(fetched.errorCode))});
            else if (!deliver(place, wanted->second, fetched))
                return;
        }
    }
}

void Consumer::onError(const TopicPartition& place, Partition& partition, Error error) {
    if (error.code == ErrorCode::kOffsetOutOfRange && m_options.reset) {
        std::visit([&partition](auto end) { partition.start = end; }, *m_options.reset);
        partition.position.reset();
    } else if (isRetriable(error.code)) {
        retryLater(partition);
    } else {
        rest(place, partition, std::move(error));
    }
}

void Consumer::retryLater(Partition& partition) {
    partition.notBefore = m_world.clock.now() + partition.backoff.next();
    m_brokers.refresh();
}

void Consumer::rest(const TopicPartition& place, Partition& partition, Error error) {
    partition.resting = true;
    error.detail = fmt::format("reading {}: {}", place, error.detail);
    m_problems.push_back({.place = place, .assignment = partition.assignment, .error = std::move(error)});
    wake();
}

void Consumer::armTimer() {
    const world::Moment now = m_world.clock.now();
    std::optional<world::Moment> next;
    for (const auto& [place, partition] : m_partitions) {
        if (partition->resting || partition->notBefore <= now) continue;
        next = next ? std::min(*next, partition->notBefore) : partition->notBefore;
    }
    m_timer.reset();
    if (next) m_timer = m_world.timers.after(*next - now, [this] { wake(); });
}

}  // namespace broker::client
