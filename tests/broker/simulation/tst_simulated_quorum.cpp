#include <QtTest/QtTest>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "broker/base/uuid.h"
#include "broker/client/admin.h"
#include "broker/node/node.h"
#include "broker/observe/event.h"
#include "broker/rpc/peer.h"
#include "broker/simulation/simulator.h"
#include "broker/wire/messages/describe_quorum.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;

namespace {

constexpr int kBrokers = 3;
constexpr std::uint16_t kClientPort = 9092;
constexpr std::uint16_t kControllerPort = 9093;

std::string hostOf(int broker) { return "broker-" + std::to_string(broker); }

/// All that a broker's metadata says, as text.
std::string tellMetadata(const observe::MetadataSnapshot& metadata) {
    std::string text = fmt::format("end {}\n", metadata.end);
    for (const auto& broker : metadata.brokers)
        text += fmt::format("broker {} epoch {}{}\n", broker->id, broker->epoch,
                            broker->isFenced ? " fenced" : "");
    for (const auto& topic : metadata.topics) {
        text += fmt::format("topic {} {}\n", topic->name, topic->id.text());
        for (const auto& partition : topic->partitions)
            text += fmt::format(" {}: leader {} epoch {} {}\n", partition->index, partition->leader,
                                partition->leaderEpoch, partition->partitionEpoch);
    }
    return text;
}

/// What the nodes tell, and whether two ever led the quorum in one epoch.
class Watcher final : public node::NodeObserver, observe::DiagnosticSink {
public:
    void publishBroker(std::shared_ptr<const observe::BrokerSnapshot> snapshot) override {
        brokers[snapshot->id.value()] = snapshot;
        if (snapshot->activeController == kNoBroker) return;
        const auto [known, isFirst] =
            m_controllers.try_emplace(snapshot->controllerEpoch, snapshot->activeController);
        if (!isFirst && known->second != snapshot->activeController)
            failures.push_back(fmt::format("epoch {} has two controllers", snapshot->controllerEpoch));
    }
    void publishMetadata(BrokerId broker,
                         std::shared_ptr<const observe::MetadataSnapshot> snapshot) override {
        metadata[broker.value()] = std::move(snapshot);
    }
    void reportMetadata(Offset, std::vector<observe::Event> events) override {
        for (const observe::Event& event : events) report(event);
    }
    void report(observe::Event event) override { write(observe::Level::kInfo, observe::tell(event)); }
    void failed(BrokerId broker, const Error& reason) override {
        failures.push_back(fmt::format("{}: {}", broker, reason.detail));
        write(observe::Level::kError, failures.back());
    }
    observe::DiagnosticSink& diagnostics() override { return *this; }
    bool wants(observe::Level) const override { return m_tells; }
    void write(observe::Level, std::string_view line) override {
        if (m_tells) qInfo("%.*s", static_cast<int>(line.size()), line.data());
    }

    std::map<int, std::shared_ptr<const observe::BrokerSnapshot>> brokers;
    std::map<int, std::shared_ptr<const observe::MetadataSnapshot>> metadata;
    std::vector<std::string> failures;

private:
    std::map<LeaderEpoch, BrokerId> m_controllers;
    /// For whoever looks for a fault.
    bool m_tells = qEnvironmentVariableIsSet("BROKERSCOPE_TEST_TELLS");
};

/// Three whole nodes, each of them broker and voter, and a machine for clients.
class Cluster {
public:
    explicit Cluster(std::uint64_t seed, const char* snapshotBytes = "20971520")
        : simulator(seed)
        , m_clusterId(Uuid::random(simulator.random()).text()) {
        const bool known =
            m_settings.set("metadata.log.max.record.bytes.between.snapshots", snapshotBytes).has_value();
        if (!known) qFatal("no such setting");
        for (int broker = 1; broker <= kBrokers; ++broker)
            simulator.addMachine(hostOf(broker)).start([this, broker](world::World world) {
                return startNode(broker, world);
            });
        simulator.addMachine("client");
    }

    simulation::SimulatedMachine& machine(int broker) { return simulator.machine(hostOf(broker)); }
    bool isUp(int broker) { return machine(broker).isRunning() && !machine(broker).isFrozen(); }

    /// Whom a majority of the brokers that are up takes for the controller, if it is up itself; 0: nobody.
    int controller() {
        std::map<int, int> votes;
        for (int broker = 1; broker <= kBrokers; ++broker)
            if (isUp(broker) && watcher.brokers.contains(broker))
                ++votes[watcher.brokers[broker]->activeController.value()];
        for (const auto& [id, count] : votes)
            if (id > 0 && count * 2 > kBrokers && isUp(id)) return id;
        return 0;
    }
    bool awaitController() {
        return simulator.runUntil([this] { return controller() != 0; }, {.time = 60s});
    }

    /// The code with which a client's request to create it was answered.
    std::optional<ErrorCode> createTopic(const std::string& name, world::Duration patience = 30s) {
        client::ClientOptions options;
        for (int broker = 1; broker <= kBrokers; ++broker)
            options.bootstrap.push_back({.host = hostOf(broker), .port = kClientPort});
        client::Admin admin(options, simulator.machine("client").world());
        std::optional<ErrorCode> answer;
        const world::Call call =
            admin.createTopics({{.name = name, .partitions = 1, .replicationFactor = 1}}, false,
                               [&answer](Result<wire::CreateTopicsResponse> created) {
                                   answer = created ? created->topics.at(0).errorCode : created.error().code;
                               });
        simulator.runUntil([&answer] { return answer.has_value(); }, {.time = patience});
        return answer;
    }
    /// As this listener of the broker describes the quorum.
    std::optional<wire::DescribeQuorumResponse> describe(int broker, std::uint16_t port) {
        const world::World world = simulator.machine("client").world();
        rpc::Peer peer({.address = {.host = hostOf(broker), .port = port}}, world.network, world.timers,
                       world.random);
        wire::DescribeQuorumRequest request;
        request.topics.push_back({.topicName = "__cluster_metadata", .partitions = {{PartitionIndex(0)}}});
        std::optional<wire::DescribeQuorumResponse> answer;
        const world::Call call =
            peer.send(std::move(request), {}, [&](Result<rpc::Reply<wire::DescribeQuorumRequest>> reply) {
                if (reply) answer = std::move(reply->response);
            });
        simulator.runUntil([&answer] { return answer.has_value(); }, {.time = 5s});
        return answer;
    }
    bool hasTopic(int broker, const std::string& name) {
        const auto metadata = watcher.metadata.find(broker);
        return metadata != watcher.metadata.end() &&
               std::ranges::any_of(metadata->second->topics,
                                   [&name](const auto& topic) { return topic->name == name; });
    }
    /// Whether all brokers come to serve, and to have the same metadata.
    bool awaitEqualImages() {
        simulator.runFor(500ms);  // snapshots are published a little later
        return simulator.runUntil(
            [this] {
                std::set<std::string> different;
                for (int broker = 1; broker <= kBrokers; ++broker) {
                    if (!watcher.metadata.contains(broker) || !isServing(broker)) return false;
                    different.insert(tellMetadata(*watcher.metadata[broker]));
                }
                return different.size() == 1;
            },
            {.time = 120s});
    }
    /// A clean stop, and then the end of the program; false if it did not come.
    bool stop(int broker) {
        bool isStopped = false;
        const std::shared_ptr<node::Node> node = m_nodes.at(broker).lock();
        node->stop([&isStopped] { isStopped = true; });
        return simulator.runUntil([&isStopped] { return isStopped; }, {.time = 30s});
    }
    std::size_t snapshotsOf(int broker) {
        const auto entries = machine(broker).world().files.list("data/__cluster_metadata-0");
        return static_cast<std::size_t>(std::ranges::count_if(
            *entries, [](const world::FolderEntry& entry) { return entry.name.ends_with(".checkpoint"); }));
    }

    simulation::Simulator simulator;
    Watcher watcher;

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
                              .settings = m_settings,
                              .settingSources = {}},
            world, watcher);
        if (const auto bound = node->bind(); !bound) qFatal("%s", bound.error().detail.c_str());
        std::vector<node::Voter> voters;
        for (int voter = 1; voter <= kBrokers; ++voter)
            voters.push_back(
                {.id = BrokerId(voter), .address = {.host = hostOf(voter), .port = kControllerPort}});
        node->start(std::move(voters));
        m_nodes[broker] = node;
        return node;
    }
    bool isServing(int broker) {
        return watcher.brokers.contains(broker) &&
               watcher.brokers[broker]->state == observe::BrokerState::kRunning;
    }

    std::string m_clusterId;
    config::Settings m_settings;
    std::map<int, std::weak_ptr<node::Node>> m_nodes;
};

}  // namespace

class TestSimulatedQuorum : public QObject {
    Q_OBJECT

private slots:
    void threeVotersElectAControllerThatServes() {
        Cluster cluster(1);
        QVERIFY(cluster.awaitController());
        QVERIFY(cluster.simulator.now() < world::Moment(1s));
        QVERIFY(cluster.awaitEqualImages());
        QCOMPARE(cluster.createTopic("t"), ErrorCode::kNone);
        QVERIFY(cluster.awaitEqualImages());
        QVERIFY(cluster.hasTopic(1, "t") && cluster.hasTopic(2, "t") && cluster.hasTopic(3, "t"));
        QVERIFY(cluster.watcher.failures.empty());
    }

    void afterTheControllersDeathAnotherServesAndTheOldOneCatchesUp() {
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            Cluster cluster(seed);
            QVERIFY(cluster.awaitController() && cluster.awaitEqualImages());
            const int before = cluster.controller();
            QCOMPARE(cluster.createTopic("before"), ErrorCode::kNone);
            cluster.machine(before).kill();
            QVERIFY(cluster.awaitController());
            QVERIFY(cluster.controller() != before);
            QCOMPARE(cluster.createTopic("meanwhile"), ErrorCode::kNone);
            cluster.machine(before).restart();
            QVERIFY(cluster.awaitEqualImages());
            QVERIFY(cluster.hasTopic(before, "before") && cluster.hasTopic(before, "meanwhile"));
            QVERIFY(cluster.watcher.failures.empty());
        }
    }

    void withoutAMajorityNothingIsElectedOrAccepted() {
        Cluster cluster(7);
        QVERIFY(cluster.awaitController() && cluster.awaitEqualImages());
        const int first = cluster.controller();
        const int second = first % kBrokers + 1;
        const int last = second % kBrokers + 1;
        cluster.machine(first).kill();
        cluster.machine(second).kill();
        cluster.simulator.runFor(20s);
        QCOMPARE(cluster.watcher.brokers[last]->activeController, kNoBroker);
        QVERIFY(cluster.createTopic("refused", 5s) != ErrorCode::kNone);
        QVERIFY(!cluster.hasTopic(last, "refused"));

        cluster.machine(second).restart();
        QVERIFY(cluster.awaitController());
        QCOMPARE(cluster.createTopic("accepted"), ErrorCode::kNone);
        cluster.machine(first).restart();
        QVERIFY(cluster.awaitEqualImages());
        QVERIFY(cluster.hasTopic(first, "accepted"));
    }

    void aControllerThatLosesItsMajorityAcceptsNothing() {
        Cluster cluster(8);
        QVERIFY(cluster.awaitController() && cluster.awaitEqualImages());
        const int leader = cluster.controller();
        for (int broker = 1; broker <= kBrokers; ++broker)
            if (broker != leader) cluster.machine(broker).kill();
        QVERIFY(cluster.createTopic("refused", 10s) != ErrorCode::kNone);
        QCOMPARE(cluster.watcher.brokers[leader]->activeController, kNoBroker);
        QVERIFY(!cluster.hasTopic(leader, "refused"));
    }

    void aControllerThatStopsIsSucceededAtOnce() {
        Cluster cluster(3);
        QVERIFY(cluster.awaitController() && cluster.awaitEqualImages());
        const int before = cluster.controller();
        QVERIFY(cluster.stop(before));
        const world::Moment stopped = cluster.simulator.now();
        cluster.machine(before).kill();
        QVERIFY(cluster.awaitController());
        QVERIFY(cluster.simulator.now() < stopped + 500ms);
        QVERIFY(cluster.controller() != before);
    }

    void aFrozenControllerFollowsWhenItThaws() {
        Cluster cluster(4);
        QVERIFY(cluster.awaitController() && cluster.awaitEqualImages());
        const int before = cluster.controller();
        cluster.machine(before).freeze();
        QVERIFY(cluster.awaitController());
        const int after = cluster.controller();
        QVERIFY(after != before);
        QCOMPARE(cluster.createTopic("meanwhile"), ErrorCode::kNone);
        cluster.machine(before).thaw();
        QVERIFY(cluster.awaitEqualImages());
        QCOMPARE(cluster.watcher.brokers[before]->activeController.value(),
                 cluster.watcher.brokers[after]->activeController.value());
    }

    void whoMissedTooMuchLoadsASnapshot() {
        Cluster cluster(5, "3000");
        QVERIFY(cluster.awaitController() && cluster.awaitEqualImages());
        const int absent = cluster.controller() % kBrokers + 1;
        cluster.machine(absent).kill();
        for (int i = 0; i < 60; ++i) QCOMPARE(cluster.createTopic("t" + std::to_string(i)), ErrorCode::kNone);
        const int leader = cluster.controller();
        QVERIFY(cluster.snapshotsOf(leader) == 2);
        cluster.machine(absent).restart();
        QVERIFY(cluster.awaitEqualImages());
        QVERIFY(cluster.hasTopic(absent, "t0") && cluster.hasTopic(absent, "t59"));
        QVERIFY(cluster.snapshotsOf(absent) > 0);
        // What it loaded also brings it up again, and makes it fit to lead.
        for (int i = 0; i < 3; ++i) {
            const int victim = cluster.controller();
            cluster.machine(victim).losePower();
            QVERIFY(cluster.awaitController());
            QCOMPARE(cluster.createTopic("again" + std::to_string(i)), ErrorCode::kNone);
            cluster.machine(victim).restart();
            QVERIFY(cluster.awaitEqualImages());
        }
        QVERIFY(cluster.hasTopic(absent, "t0") && cluster.hasTopic(absent, "again2"));
        QVERIFY(cluster.watcher.failures.empty());
    }

    void aQuietLogThatEndsWithItsSnapshotComesUpAgain() {
        for (const bool losesPower : {false, true}) {
            Cluster cluster(6, "3000");
            QVERIFY(cluster.awaitController() && cluster.awaitEqualImages());
            int topics = 0;
            while (cluster.snapshotsOf(1) == 0 && topics < 100)
                QCOMPARE(cluster.createTopic("t" + std::to_string(topics++)), ErrorCode::kNone);
            QVERIFY(cluster.awaitEqualImages());
            for (int round = 0; round < 2; ++round) {
                for (int broker = 1; broker <= kBrokers; ++broker)
                    losesPower ? cluster.machine(broker).losePower() : cluster.machine(broker).kill();
                for (int broker = 1; broker <= kBrokers; ++broker) cluster.machine(broker).restart();
                QVERIFY(cluster.awaitController() && cluster.awaitEqualImages());
            }
            for (int topic = 0; topic < topics; ++topic)
                QVERIFY(cluster.hasTopic(3, "t" + std::to_string(topic)));
            QVERIFY(cluster.watcher.failures.empty());
        }
    }

    void theQuorumIsDescribedByItsLeaderToWhomeverAsks() {
        Cluster cluster(9);
        QVERIFY(cluster.awaitController() && cluster.awaitEqualImages());
        for (int broker = 1; broker <= kBrokers; ++broker)
            for (const std::uint16_t port : {kClientPort, kControllerPort}) {
                const std::optional<wire::DescribeQuorumResponse> answer = cluster.describe(broker, port);
                QVERIFY(answer && answer->errorCode == ErrorCode::kNone);
                const auto& partition = answer->topics.at(0).partitions.at(0);
                QCOMPARE(partition.leaderId.value(), cluster.controller());
                if (port == kControllerPort && broker != cluster.controller()) {
                    QCOMPARE(partition.errorCode, ErrorCode::kNotLeaderOrFollower);
                    continue;
                }
                QCOMPARE(partition.errorCode, ErrorCode::kNone);
                QCOMPARE(partition.currentVoters.size(), std::size_t{3});
                QVERIFY(partition.observers.empty());
                for (const auto& voter : partition.currentVoters) {
                    QVERIFY(voter.logEndOffset >= partition.highWatermark);
                    QVERIFY(voter.lastFetchTimestamp > Timestamp(0));
                    QVERIFY(voter.lastCaughtUpTimestamp > Timestamp(0));
                }
                QCOMPARE(answer->nodes.size(), std::size_t{3});
                QVERIFY(answer->nodes[0].listeners.at(0).port == kControllerPort);
            }
    }

    void whatWasAcceptedSurvivesWhateverHappensToOneAtATime() {
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            Cluster cluster(100 + seed, "2000");
            simulation::Simulator& simulator = cluster.simulator;
            QVERIFY(cluster.awaitController());
            std::vector<std::string> accepted;
            for (int i = 0; i < 25; ++i) {
                const int victim = 1 + static_cast<int>(simulator.random().below(kBrokers));
                const std::uint64_t blow = simulator.random().below(3);
                if (blow == 0)
                    cluster.machine(victim).kill();
                else if (blow == 1)
                    cluster.machine(victim).losePower();
                else
                    cluster.machine(victim).freeze();
                for (int n = 0; n < 3; ++n) {
                    const std::string name = fmt::format("t{}-{}", i, n);
                    if (cluster.createTopic(name, 8s) == ErrorCode::kNone) accepted.push_back(name);
                    simulator.runFor(world::Duration(simulator.random().between(0, 500'000)));
                }
                if (blow == 2)
                    cluster.machine(victim).thaw();
                else
                    cluster.machine(victim).restart();
                simulator.runFor(world::Duration(simulator.random().between(0, 3'000'000)));
            }
            const bool areEqual = cluster.awaitEqualImages();
            if (!areEqual)
                for (const auto& [id, metadata] : cluster.watcher.metadata)
                    qInfo("seed %d, broker %d: %s", static_cast<int>(seed), id,
                          tellMetadata(*metadata).c_str());
            QVERIFY(areEqual);
            for (const std::string& failure : cluster.watcher.failures) qWarning("%s", failure.c_str());
            QVERIFY(cluster.watcher.failures.empty());
            QVERIFY(accepted.size() > 25);
            for (const std::string& name : accepted)
                if (!cluster.hasTopic(1, name)) QFAIL(qPrintable(QString::fromStdString(name + " is lost")));
        }
    }
};

BROKERSCOPE_TEST(TestSimulatedQuorum)
#include "tst_simulated_quorum.moc"
