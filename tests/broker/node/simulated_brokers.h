#pragma once

#include <cstdint>
#include <deque>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "broker/node/node.h"
#include "broker/observe/event.h"
#include "broker/simulation/simulator.h"
#include "broker/wire/message.h"
#include "broker/wire/messages/produce.h"
#include "broker/wire/record_batch_builder.h"

/// Whole brokers on simulated machines, and a client that speaks in single frames.
namespace tests {

/// Notes what nodes tell.
class ToldByNodes final : public broker::node::NodeObserver, broker::observe::DiagnosticSink {
public:
    void publishBroker(std::shared_ptr<const broker::observe::BrokerSnapshot> snapshot) override;
    void publishMetadata(broker::BrokerId,
                         std::shared_ptr<const broker::observe::MetadataSnapshot>) override {}
    void reportMetadata(broker::Offset, std::vector<broker::observe::Event>) override {}
    void report(broker::observe::Event event) override { events.push_back(std::move(event)); }
    void failed(broker::BrokerId, const broker::Error& reason) override;
    broker::observe::DiagnosticSink& diagnostics() override { return *this; }
    bool wants(broker::observe::Level) const override { return true; }
    void write(broker::observe::Level level, std::string_view line) override;

    bool has(broker::observe::EventKind kind) const;
    /// The first line of this level with these words in it, empty if there is none.
    std::string line(broker::observe::Level level, std::string_view words) const;

    std::vector<broker::observe::Event> events;
    std::vector<std::pair<broker::observe::Level, std::string>> lines;
    std::vector<std::string> failures;
    std::map<int, std::shared_ptr<const broker::observe::BrokerSnapshot>> snapshots;
};

/// `count` brokers, the first `voters` of them voters, with settings that are given by name.
class SimulatedBrokers {
public:
    using SettingValues = std::initializer_list<std::pair<const char*, const char*>>;

    explicit SimulatedBrokers(int count = 1, SettingValues settings = {},
                              const broker::simulation::MachineOptions& machines = {},
                              std::uint64_t seed = 2024, int voters = 1);

    /// Until all of them serve; false if they don't.
    bool areServing();
    broker::simulation::SimulatedMachine& machine(int broker);
    /// Null: it was killed or has stopped.
    broker::node::Node* node(int broker) const;
    /// Asks it to stop; false if it has not after a minute. Its machine can be started again.
    bool stop(int broker);
    /// A voter that leads the quorum, as it believes; 0: none.
    int controller() const;
    static broker::world::Address addressOf(int broker);

    broker::simulation::Simulator simulator;
    ToldByNodes told;

private:
    std::shared_ptr<void> startNode(int broker, const broker::world::World& world);

    int m_count;
    int m_voters;
    std::map<int, std::weak_ptr<broker::node::Node>> m_nodes;
    std::string m_clusterId;
    broker::config::Settings m_settings;
};

/// A connection that sends requests and takes the answers as they come.
class FrameClient final : broker::world::Connection::Observer {
public:
    /// Connects at once; a failure counts as closed.
    FrameClient(SimulatedBrokers& brokers, int broker = 1, const std::string& machine = "client");

    /// Sends and returns the correlation id.
    template <broker::wire::Request T>
    std::int32_t send(const T& request, std::int16_t version) {
        const std::int32_t id = ++m_lastId;
        sendFrame(broker::wire::encodeRequest(request, version, id, "test-client").bytes);
        return id;
    }
    /// Sends and waits for the answer; nothing if the connection ends or nothing comes.
    template <broker::wire::Request T>
    std::optional<typename T::Response> call(const T& request, std::int16_t version) {
        return receive<T>(send(request, version), version);
    }
    template <broker::wire::Request T>
    std::optional<typename T::Response> receive(std::int32_t id, std::int16_t version) {
        if (!awaitAnswer(id)) return std::nullopt;
        auto response = broker::wire::decodeResponse<T>(m_answers.at(id), version);
        if (!response) return std::nullopt;
        return std::move(*response);
    }
    void sendFrame(broker::Bytes frame);
    bool awaitAnswer(std::int32_t id);
    bool isAnswered(std::int32_t id) const { return m_answers.contains(id); }
    bool isClosed() const { return m_isClosed; }
    /// In the order in which they came.
    const std::vector<std::int32_t>& answered() const { return m_order; }
    /// Lets the world go on for a while.
    void pause(broker::world::Duration duration) { m_simulator.runFor(duration); }
    void disconnect() { m_connection = nullptr; }

private:
    void onFrame(broker::Bytes frame) override;
    void onClosed(const broker::Error& reason) override;

    broker::simulation::Simulator& m_simulator;
    std::unique_ptr<broker::world::Connection> m_connection;
    broker::world::Call m_connecting;
    std::int32_t m_lastId = 0;
    bool m_isClosed = false;
    std::map<std::int32_t, broker::Bytes> m_answers;  ///< responses borrow their records from them
    std::vector<std::int32_t> m_order;
};

/// A topic of so many partitions and replicas; true once its logs are open.
bool createTopic(FrameClient& client, const std::string& name, int partitions = 1,
                 SimulatedBrokers::SettingValues settings = {}, int replicas = 1);
/// A batch of records with these values, from the time at which simulations begin, a millisecond apart.
broker::Bytes batchOf(const std::vector<std::string>& values,
                      const broker::wire::BatchBuilder::Options& options = {});
/// Borrows the batch.
broker::wire::ProduceRequest produceRequest(const std::string& topic, const broker::Bytes& batch,
                                            int partition = 0, std::int16_t acks = -1);
inline constexpr std::int16_t kProduceVersion = 9;

}  // namespace tests
