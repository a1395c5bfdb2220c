#include "broker/client/brokers.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"

namespace broker::client {

Brokers::Brokers(ClientOptions options, const world::World& world, Observer* observer)
    : m_options(std::move(options))
    , m_world(world)
    , m_observer(observer)
    , m_backoff(m_options.retry, m_world.random) {
    CHECK(!m_options.bootstrap.empty());
    for (const world::Address& address : m_options.bootstrap) m_seeds.push_back(makePeer(address));
}

Brokers::~Brokers() = default;

std::unique_ptr<rpc::Peer> Brokers::makePeer(const world::Address& address) {
    rpc::PeerOptions options{.address = address};
    options.clientId = m_options.clientId;
    options.limits = m_options.limits;
    return std::make_unique<rpc::Peer>(std::move(options), m_world.network, m_world.timers, m_world.random);
}

void Brokers::follow(const std::string& topic) {
    if (m_followed.insert(topic).second) refresh();
}

void Brokers::refresh() {
    if (m_isAsking) {
        m_askAgain = true;
        return;
    }
    if (m_asksSoon) return;
    world::Duration delay{0};
    if (m_lastAsked) delay = std::max(delay, *m_lastAsked + m_options.retry.first - m_world.clock.now());
    askAfter(delay, true);
}

void Brokers::askAfter(world::Duration delay, bool soon) {
    m_asksSoon = soon;
    m_timer = m_world.timers.after(delay, [this] { ask(); });
}

void Brokers::ask() {
    m_asksSoon = false;
    m_askAgain = false;
    m_isAsking = true;
    m_lastAsked = m_world.clock.now();
    wire::MetadataRequest request;
    request.allowAutoTopicCreation = m_options.allowAutoTopicCreation;
    request.topics.emplace();
    for (const std::string& topic : m_followed) request.topics->push_back({.topicId = {}, .name = topic});
    // Version 0 cannot ask for no topic: there an empty list means all.
    rpc::SendOptions how{.deadline = m_options.requestDeadline, .versions = wire::VersionRange::since(1)};
    m_asking =
        any().send(std::move(request), std::move(how), [this](auto answer) { onAnswer(std::move(answer)); });
}

void Brokers::onAnswer(Result<rpc::Reply<wire::MetadataRequest>> answer) {
    m_isAsking = false;
    const bool failed = !answer || answer->response.errorCode != ErrorCode::kNone;
    if (failed)
        tryAnother();
    else
        learn(answer->response);
    if (failed || isTroubled()) {
        askAfter(m_backoff.next(), true);
    } else {
        m_backoff.reset();
        if (m_askAgain)
            refresh();
        else
            askAfter(m_options.metadataMaxAge, false);
    }
    if (m_observer) m_observer->onMetadata();
}

void Brokers::learn(const wire::MetadataResponse& response) {
    if (!response.brokers.empty()) m_addresses.clear();
    for (const auto& broker : response.brokers) {
        if (broker.port < 0 || broker.port > UINT16_MAX) continue;
        m_addresses[broker.nodeId] = {.host = broker.host, .port = static_cast<std::uint16_t>(broker.port)};
    }
    for (const auto& topic : response.topics) learnTopic(topic);
    dropUnusedPeers();
}

void Brokers::learn(BrokerId broker, world::Address address) {
    m_addresses[broker] = std::move(address);
    dropUnusedPeers();
}

void Brokers::learnTopic(const wire::MetadataResponse::Topic& topic) {
    if (!topic.name || !m_followed.contains(*topic.name)) return;
    TopicPlaces places{.error = topic.errorCode, .id = topic.topicId, .partitions = {}};
    const TopicPlaces& before = m_topics[*topic.name];
    for (const auto& partition : topic.partitions) {
        PartitionPlace place{
            .error = partition.errorCode, .leader = partition.leaderId, .epoch = partition.leaderEpoch};
        // A broker that lags behind must not send us back to an old leader (KIP-320).
        const auto known = before.partitions.find(partition.partitionIndex);
        if (known != before.partitions.end() && before.id == topic.topicId &&
            place.epoch < known->second.epoch)
            place = known->second;
        places.partitions[partition.partitionIndex] = place;
    }
    if (!before.id.isZero()) m_names.erase(before.id);
    if (!topic.topicId.isZero()) m_names[topic.topicId] = *topic.name;
    m_topics[*topic.name] = std::move(places);
}

/// Whether asking again soon may tell more.
bool Brokers::isTroubled() const {
    return std::any_of(m_followed.begin(), m_followed.end(), [this](const std::string& name) {
        const TopicPlaces* places = topic(name);
        if (!places) return true;
        if (places->error != ErrorCode::kNone) return isRetriable(places->error);
        return std::any_of(places->partitions.begin(), places->partitions.end(),
                           [](const auto& entry) { return entry.second.leader == kNoBroker; });
    });
}

void Brokers::dropUnusedPeers() {
    std::erase_if(m_peers, [this](const auto& entry) {
        const auto& [known, peer] = entry;
        const auto address = m_addresses.find(known.id);
        const bool isCurrent = address != m_addresses.end() && address->second == known.address;
        return !isCurrent && peer->inFlight() == 0 && peer->waiting() == 0;
    });
}

const TopicPlaces* Brokers::topic(const std::string& name) const {
    const auto found = m_topics.find(name);
    return found == m_topics.end() ? nullptr : &found->second;
}

std::string Brokers::nameOf(const Uuid& id) const {
    const auto found = m_names.find(id);
    return found == m_names.end() ? std::string() : found->second;
}

const PartitionPlace* Brokers::leaderOf(const TopicPartition& partition) const {
    const TopicPlaces* places = topic(partition.topic);
    if (!places) return nullptr;
    const auto found = places->partitions.find(partition.partition);
    const bool known = found != places->partitions.end() && m_addresses.contains(found->second.leader);
    return known ? &found->second : nullptr;
}

rpc::Peer* Brokers::peer(BrokerId broker) {
    const auto address = m_addresses.find(broker);
    if (address == m_addresses.end()) return nullptr;
    auto& peer = m_peers[{.id = broker, .address = address->second}];
    if (!peer) peer = makePeer(address->second);
    return peer.get();
}

rpc::Peer& Brokers::any() {
    const std::size_t chosen = m_attempt % (m_addresses.size() + m_seeds.size());
    if (chosen >= m_addresses.size()) return *m_seeds[chosen - m_addresses.size()];
    return *peer(std::next(m_addresses.begin(), static_cast<std::ptrdiff_t>(chosen))->first);
}

bool isRetriable(ErrorCode code) {
    switch (code) {
        case ErrorCode::kUnknownTopicOrPartition:
        case ErrorCode::kLeaderNotAvailable:
        case ErrorCode::kNotLeaderOrFollower:
        case ErrorCode::kRequestTimedOut:
        case ErrorCode::kBrokerNotAvailable:
        case ErrorCode::kReplicaNotAvailable:
        case ErrorCode::kNetworkException:
        case ErrorCode::kCoordinatorLoadInProgress:
        case ErrorCode::kCoordinatorNotAvailable:
        case ErrorCode::kNotCoordinator:
        case ErrorCode::kNotEnoughReplicas:
        case ErrorCode::kNotEnoughReplicasAfterAppend:
        case ErrorCode::kNotController:
        case ErrorCode::kConcurrentTransactions:
        case ErrorCode::kKafkaStorageError:
        case ErrorCode::kFencedLeaderEpoch:
        case ErrorCode::kUnknownLeaderEpoch:
        case ErrorCode::kOffsetNotAvailable:
        case ErrorCode::kThrottlingQuotaExceeded:
        case ErrorCode::kUnknownTopicId:
        case ErrorCode::kInconsistentTopicId:
        case ErrorCode::kNewLeaderElected:
        case ErrorCode::kUnknownControllerId:
        // Of this machine: the connection, not the request.
        case ErrorCode::kConnectionRefused:
        case ErrorCode::kConnectionClosed:
        case ErrorCode::kTimedOut:
        case ErrorCode::kInUse:
            return true;
        default:
            return false;
    }
}

}  // namespace broker::client
