#include "tests/broker/node/simulated_brokers.h"

#include <algorithm>
#include <chrono>

#include "broker/base/check.h"
#include "broker/base/uuid.h"
#include "broker/node/inside.h"
#include "broker/wire/messages/create_topics.h"

using namespace broker;
using namespace std::chrono_literals;

namespace tests {
namespace {

constexpr std::uint16_t kClientPort = 9092;
constexpr std::uint16_t kControllerPort = 9093;
/// A broker's logs of a topic are open after that, however slow its Work.
constexpr world::Duration kOpeningPatience = 20s;

std::string hostOf(int broker) { return "broker-" + std::to_string(broker); }

}  // namespace

void ToldByNodes::publishBroker(std::shared_ptr<const observe::BrokerSnapshot> snapshot) {
    const int broker = snapshot->id.value();
    snapshots[broker] = std::move(snapshot);
}

void ToldByNodes::failed(BrokerId, const Error& reason) { failures.push_back(reason.detail); }

void ToldByNodes::write(observe::Level level, std::string_view line) { lines.emplace_back(level, line); }

bool ToldByNodes::has(observe::EventKind kind) const {
    return std::ranges::count(events, kind, &observe::Event::kind) > 0;
}

std::string ToldByNodes::line(observe::Level level, std::string_view words) const {
    for (const auto& [at, line] : lines)
        if (at == level && line.find(words) != std::string::npos) return line;
    return {};
}

SimulatedBrokers::SimulatedBrokers(int count, SettingValues settings,
                                   const simulation::MachineOptions& machines, std::uint64_t seed, int voters)
    : simulator(seed)
    , m_count(count)
    , m_voters(voters)
    , m_clusterId(Uuid::random(simulator.random()).text()) {
    for (const auto& [name, value] : settings) CHECK(m_settings.set(name, value).has_value());
    for (int broker = 1; broker <= count; ++broker)
        simulator.addMachine(hostOf(broker), machines).start([this, broker](world::World world) {
            return startNode(broker, world);
        });
    simulator.addMachine("client");
}

std::shared_ptr<void> SimulatedBrokers::startNode(int broker, const world::World& world) {
    auto node = std::make_shared<node::Node>(
        node::NodeOptions{.id = BrokerId(broker),
                          .clusterId = m_clusterId,
                          .rack = {},
                          .listen = addressOf(broker),
                          .advertisedHost = {},
                          .controllerListen = {.host = hostOf(broker), .port = kControllerPort},
                          .folder = "data",
                          .settings = m_settings,
                          .maxReplicationFactor = static_cast<std::int16_t>(m_count),
                          .settingSources = {}},
        world, told);
    CHECK(node->bind().has_value());
    std::vector<node::Voter> voters;
    for (int id = 1; id <= m_voters; ++id)
        voters.push_back({.id = BrokerId(id), .address = {.host = hostOf(id), .port = kControllerPort}});
    node->start(std::move(voters));
    m_nodes[broker] = node;
    return node;
}

node::Node* SimulatedBrokers::node(int broker) const {
    const auto found = m_nodes.find(broker);
    return found == m_nodes.end() ? nullptr : found->second.lock().get();
}

bool SimulatedBrokers::stop(int broker) {
    bool hasStopped = false;
    node(broker)->stop([&hasStopped] { hasStopped = true; });
    simulator.runUntil([&hasStopped] { return hasStopped; }, {.time = 1min});
    machine(broker).kill();
    return hasStopped;
}

int SimulatedBrokers::controller() const {
    for (int broker = 1; broker <= m_count; ++broker) {
        const quorum::Quorum* quorum = node(broker) ? node(broker)->inside().quorum : nullptr;
        if (quorum && quorum->isLeader()) return broker;
    }
    return 0;
}

bool SimulatedBrokers::areServing() {
    return simulator.runUntil(
        [this] {
            return std::ranges::count(told.events, observe::EventKind::kBrokerStarted,
                                      &observe::Event::kind) >= m_count;
        },
        {.time = 2min});
}

simulation::SimulatedMachine& SimulatedBrokers::machine(int broker) {
    return simulator.machine(hostOf(broker));
}

world::Address SimulatedBrokers::addressOf(int broker) {
    return {.host = hostOf(broker), .port = kClientPort};
}

FrameClient::FrameClient(SimulatedBrokers& brokers, int broker, const std::string& machine)
    : m_simulator(brokers.simulator) {
    m_connecting = m_simulator.machine(machine).world().network.connect(
        SimulatedBrokers::addressOf(broker), {},
        [this](Result<std::unique_ptr<world::Connection>> connected) {
            if (!connected) {
                m_isClosed = true;
                return;
            }
            m_connection = std::move(*connected);
            m_connection->start(*this);
        });
    m_simulator.runUntil([this] { return m_connection || m_isClosed; }, {.time = 1min});
}

void FrameClient::sendFrame(Bytes frame) {
    if (m_connection) m_connection->send({std::move(frame)});
}

bool FrameClient::awaitAnswer(std::int32_t id) {
    m_simulator.runUntil([&] { return isAnswered(id) || m_isClosed; }, {.time = 1min});
    return isAnswered(id);
}

void FrameClient::onFrame(Bytes frame) {
    ByteReader reader(frame);
    const std::int32_t id = reader.int32();
    m_answers[id] = std::move(frame);
    m_order.push_back(id);
}

void FrameClient::onClosed(const Error&) { m_isClosed = true; }

bool createTopic(FrameClient& client, const std::string& name, int partitions,
                 SimulatedBrokers::SettingValues settings, int replicas) {
    wire::CreateTopicsRequest request{.timeoutMs = 30'000};
    auto& topic = request.topics.emplace_back(
        wire::CreateTopicsRequest::Topic{.name = name, .numPartitions = partitions});
    topic.replicationFactor = static_cast<std::int16_t>(replicas);
    for (const auto& [key, value] : settings) topic.configs.push_back({.name = key, .value = value});
    const auto created = client.call(request, 5);
    client.pause(kOpeningPatience);
    return created && created->topics.at(0).errorCode == ErrorCode::kNone;
}

Bytes batchOf(const std::vector<std::string>& values, const wire::BatchBuilder::Options& options) {
    wire::BatchBuilder builder(options);
    std::int64_t time = simulation::kWallStart.value();
    for (const std::string& value : values)
        builder.append({.timestamp = Timestamp(time++), .value = asBytes(value)});
    return builder.build().value();
}

wire::ProduceRequest produceRequest(const std::string& topic, const Bytes& batch, int partition,
                                    std::int16_t acks) {
    wire::ProduceRequest request{.acks = acks, .timeoutMs = 30'000};
    request.topicData.push_back(
        {.name = topic,
         .partitionData = {{.index = PartitionIndex(partition), .records = wire::Records(batch)}}});
    return request;
}

}  // namespace tests
