#include <QtTest/QtTest>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "broker/base/uuid.h"
#include "broker/client/admin.h"
#include "broker/client/consumer.h"
#include "broker/client/producer.h"
#include "broker/node/node.h"
#include "broker/simulation/simulator.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;

namespace {

constexpr int kBrokers = 3;
constexpr int kPartitions = 6;
constexpr std::uint16_t kClientPort = 9092;
constexpr std::uint16_t kControllerPort = 9093;

std::string hostOf(int broker) { return "broker-" + std::to_string(broker); }

/// Notes what must not happen.
class Watcher final : public node::NodeObserver, observe::DiagnosticSink {
public:
    void publishBroker(std::shared_ptr<const observe::BrokerSnapshot>) override {}
    void publishMetadata(BrokerId, std::shared_ptr<const observe::MetadataSnapshot>) override {}
    void reportMetadata(Offset, std::vector<observe::Event> events) override {
        for (const observe::Event& event : events) report(event);
    }
    void report(observe::Event event) override { write(observe::Level::kInfo, observe::tell(event)); }
    void failed(BrokerId broker, const Error& reason) override {
        failures.push_back(std::to_string(broker.value()) + ": " + reason.detail);
        write(observe::Level::kError, failures.back());
    }
    observe::DiagnosticSink& diagnostics() override { return *this; }
    bool wants(observe::Level) const override { return m_tells; }
    void write(observe::Level, std::string_view line) override {
        if (m_tells) qInfo("%.*s", static_cast<int>(line.size()), line.data());
    }

    std::vector<std::string> failures;

private:
    /// For whoever looks for a fault.
    bool m_tells = qEnvironmentVariableIsSet("BROKERSCOPE_TEST_TELLS");
};

/// Three real nodes, broker 1 the voter, and a machine for clients.
class Cluster {
public:
    explicit Cluster(std::uint64_t seed)
        : simulator(seed)
        , m_clusterId(Uuid::random(simulator.random()).text()) {
        for (int broker = 1; broker <= kBrokers; ++broker)
            simulator.addMachine(hostOf(broker)).start([this, broker](world::World world) {
                return startNode(broker, world);
            });
        simulator.addMachine("client");
    }

    simulation::SimulatedMachine& broker(int number) { return simulator.machine(hostOf(number)); }
    world::World client() { return simulator.machine("client").world(); }
    client::ClientOptions clientOptions() const {
        client::ClientOptions options;
        for (int number = 1; number <= kBrokers; ++number)
            options.bootstrap.push_back({.host = hostOf(number), .port = kClientPort});
        return options;
    }

    /// Once all brokers are there and have a topic "t" of six partitions.
    bool createTopic() {
        client::Admin admin(clientOptions(), client());
        if (!simulator.runUntil([&] { return brokersListed(admin) == kBrokers; }, {.time = 60s}))
            return false;
        std::optional<ErrorCode> answer;
        const world::Call call = admin.createTopics(
            {{.name = "t", .partitions = kPartitions, .replicationFactor = 1}}, false,
            [this, &answer](Result<wire::CreateTopicsResponse> created) {
                answer = created ? created->topics.at(0).errorCode : created.error().code;
                if (*answer != ErrorCode::kNone)
                    watcher.failures.push_back("creating the topic: " + std::string(errorName(*answer)));
            });
        if (!simulator.runUntil([&answer] { return answer.has_value(); }) || *answer != ErrorCode::kNone)
            return false;
        while (leaders.size() < kPartitions && simulator.now() < world::Moment(60s)) brokersListed(admin);
        return leaders.size() == kPartitions;
    }

    simulation::Simulator simulator;
    Watcher watcher;
    std::map<int, int> leaders;  ///< of the topic's partitions, which have one replica each

private:
    std::shared_ptr<void> startNode(int broker, const world::World& world) {
        auto node = std::make_shared<node::Node>(
            node::NodeOptions{.id = BrokerId(broker),
                              .clusterId = m_clusterId,
                              .rack = {},
                              .listen = {.host = hostOf(broker), .port = kClientPort},
                              .advertisedHost = {},
                              .controllerListen = {.host = hostOf(broker), .port = kControllerPort},
                              .folder = "data",
                              .settings = {},
                              .settingSources = {}},
            world, watcher);
        if (const auto bound = node->bind(); !bound) qFatal("%s", bound.error().detail.c_str());
        node->start({{.id = BrokerId(1), .address = {.host = hostOf(1), .port = kControllerPort}}});
        return node;
    }

    std::size_t brokersListed(client::Admin& admin) {
        std::optional<std::size_t> listed;
        const world::Call call = admin.metadata({}, [&](Result<wire::MetadataResponse> told) {
            listed = told ? told->brokers.size() : 0;
            if (!told || told->topics.empty()) return;
            for (const auto& partition : told->topics[0].partitions)
                if (partition.leaderId != kNoBroker)
                    leaders[partition.partitionIndex.value()] = partition.leaderId.value();
        });
        simulator.runUntil([&listed] { return listed.has_value(); });
        simulator.runFor(100ms);
        return listed.value_or(0);
    }

    std::string m_clusterId;
};

/// Numbered values, one after the other, round the partitions, and which of them were acknowledged.
class Load {
public:
    explicit Load(Cluster& cluster)
        : m_world(cluster.client())
        , m_producer(cluster.clientOptions(), {.batchBytes = 400, .deliveryDeadline = 20s}, m_world) {
        next();
    }
    void stop() { m_timer.reset(); }
    bool isSettled() const { return m_producer.bufferedRecords() == 0; }

    std::set<int> acknowledged;
    int sent = 0;

private:
    void next() {
        m_timer = m_world.timers.after(world::Duration(m_world.random.between(100, 5'000)), [this] {
            const int number = sent++;
            client::OutgoingRecord record{.topic = "t",
                                          .partition = PartitionIndex(number % kPartitions),
                                          .key = {},
                                          .value = toBytes(asBytes(std::to_string(number))),
                                          .headers = {}};
            m_calls.push_back(
                m_producer.send(std::move(record), [this, number](Result<client::Delivered> delivered) {
                    if (delivered) acknowledged.insert(number);
                }));
            next();
        });
    }

    world::World m_world;
    std::vector<world::Call> m_calls;
    client::Producer m_producer;
    world::Timer m_timer;
};

/// Reads the whole topic and notes what is wrong with it.
class Reading final : client::Consumer::Observer {
public:
    explicit Reading(Cluster& cluster)
        : m_consumer(cluster.clientOptions(), {}, cluster.client(), *this) {
        for (int i = 0; i < kPartitions; ++i)
            m_consumer.assign({.topic = "t", .partition = PartitionIndex(i)}, client::Earliest{});
        complete = cluster.simulator.runUntil(
            [this] { return m_ended.size() == kPartitions || !problems.empty(); }, {.time = 60s});
    }

    bool complete = false;
    std::map<int, int> timesRead;
    std::vector<std::string> problems;
    bool isOrdered = true;

private:
    void onRecord(const TopicPartition& partition, const client::ConsumedRecord& record) override {
        const int number = std::stoi(std::string(asText(record.value.value())));
        ++timesRead[number];
        const auto last = m_last.find(partition);
        isOrdered = isOrdered && number % kPartitions == partition.partition.value() &&
                    (last == m_last.end() || last->second < number);
        m_last[partition] = number;
    }
    void onPosition(const TopicPartition& partition, Offset next, Offset highWatermark) override {
        if (next == highWatermark) m_ended.insert(partition);
    }
    void onProblem(const TopicPartition&, const Error& error) override { problems.push_back(error.detail); }

    std::map<TopicPartition, int> m_last;
    std::set<TopicPartition> m_ended;
    client::Consumer m_consumer;
};

struct Outcome {
    std::uint64_t traceHash = 0;
    std::size_t acknowledged = 0;
    std::size_t durable = 0;  ///< acknowledged before the operating systems wrote everything back
    std::vector<int> lost;    ///< of those that had to be there
    std::vector<int> doubled;
    std::vector<std::string> problems;
    bool isOrdered = false;
};

enum class Blow { kKill, kPowerLoss };

/// Sends for a while, writes everything back at a random point, strikes one broker at another, brings it
/// back, and reads everything.
Outcome runCluster(std::uint64_t seed, Blow blow) {
    Cluster cluster(seed);
    simulation::Simulator& simulator = cluster.simulator;
    if (!cluster.createTopic())
        return {
            .lost = {},
            .doubled = {},
            .problems = {"no topic", cluster.watcher.failures.empty() ? "" : cluster.watcher.failures[0]}};
    const auto pause = [&simulator] {
        simulator.runFor(world::Duration(simulator.random().between(200'000, 3'000'000)));
    };

    auto load = std::make_unique<Load>(cluster);
    pause();
    for (int broker = 1; broker <= kBrokers; ++broker) cluster.broker(broker).disk().flushAll();
    const std::set<int> durable = load->acknowledged;
    pause();
    const int victim = 1 + static_cast<int>(simulator.random().below(kBrokers));
    if (blow == Blow::kKill)
        cluster.broker(victim).kill();
    else
        cluster.broker(victim).losePower();
    simulator.runFor(3s);
    // With the answers that were on their way.
    const std::set<int> before = load->acknowledged;
    cluster.broker(victim).restart();
    pause();
    load->stop();
    simulator.runUntil([&load] { return load->isSettled(); });

    const Reading reading(cluster);
    Outcome outcome{.traceHash = simulator.traceHash(),
                    .acknowledged = load->acknowledged.size(),
                    .durable = durable.size(),
                    .problems = reading.problems,
                    .isOrdered = reading.isOrdered};
    if (!reading.complete) outcome.problems.push_back("not everything could be read");
    outcome.problems.insert(outcome.problems.end(), cluster.watcher.failures.begin(),
                            cluster.watcher.failures.end());
    for (const int number : load->acknowledged) {
        // On the broker that lost its power only what was written back has to be there.
        const bool mayBeLost = blow == Blow::kPowerLoss &&
                               cluster.leaders.at(number % kPartitions) == victim &&
                               before.contains(number) && !durable.contains(number);
        if (!mayBeLost && !reading.timesRead.contains(number)) outcome.lost.push_back(number);
    }
    for (const auto& [number, times] : reading.timesRead)
        if (times > 1) outcome.doubled.push_back(number);
    return outcome;
}

void verify(const Outcome& outcome) {
    for (const std::string& problem : outcome.problems) qWarning("%s", problem.c_str());
    QVERIFY(outcome.problems.empty());
    QCOMPARE(outcome.lost, std::vector<int>{});
    QCOMPARE(outcome.doubled, std::vector<int>{});
    QVERIFY(outcome.isOrdered);
    QVERIFY(outcome.durable > 0 && outcome.acknowledged > outcome.durable);
}

}  // namespace

class TestSimulatedNodes : public QObject {
    Q_OBJECT

private slots:
    void whatWasAcknowledgedSurvivesTheKillOfAProgram() {
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            verify(runCluster(seed, Blow::kKill));
            if (QTest::currentTestFailed()) QFAIL(qPrintable("seed " + QString::number(seed)));
        }
    }

    void whatWasAcknowledgedAndSyncedSurvivesALossOfPower() {
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            verify(runCluster(seed, Blow::kPowerLoss));
            if (QTest::currentTestFailed()) QFAIL(qPrintable("seed " + QString::number(seed)));
        }
    }

    void twoRunsOfASeedGiveTheSameTraceHash() {
        const std::uint64_t first = runCluster(99, Blow::kPowerLoss).traceHash;
        QCOMPARE(runCluster(99, Blow::kPowerLoss).traceHash, first);
        QVERIFY(runCluster(100, Blow::kPowerLoss).traceHash != first);
    }
};

BROKERSCOPE_TEST(TestSimulatedNodes)
#include "tst_simulated_nodes.moc"
