#include <QtTest/QtTest>

#include <chrono>

#include "broker/wire/messages/create_topics.h"
#include "broker/wire/messages/elect_leaders.h"
#include "broker/wire/messages/metadata.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;

namespace {

constexpr std::int8_t kPreferred = 0;
constexpr std::int8_t kUnclean = 1;

/// Three brokers, the first the controller, a client of the third, and a topic "t" on 2, 3 and 1.
struct Served {
    Served()
        : brokers(3) {
        isReady = brokers.areServing();
        client = std::make_unique<tests::FrameClient>(brokers, 3);
        wire::CreateTopicsRequest request{.timeoutMs = 10'000};
        request.topics.push_back({.name = "t", .numPartitions = -1, .replicationFactor = -1});
        request.topics[0].assignments.push_back(
            {.partitionIndex = PartitionIndex(0), .brokerIds = {BrokerId(2), BrokerId(3), BrokerId(1)}});
        const auto created = client->call(request, 7);
        isReady = isReady && created && created->topics.at(0).errorCode == ErrorCode::kNone;
    }

    std::optional<wire::MetadataResponse::Partition> partition() {
        wire::MetadataRequest request;
        request.topics.emplace().push_back({.name = "t"});
        const auto response = client->call(request, 9);
        if (!response || response->topics.empty() || response->topics[0].partitions.empty())
            return std::nullopt;
        return response->topics[0].partitions[0];
    }
    /// Waits a minute of the simulated time at most.
    template <class Test>
    bool becomes(Test test) {
        for (int i = 0; i < 120; ++i) {
            if (const auto now = partition(); now && test(*now)) return true;
            client->pause(500ms);
        }
        return false;
    }
    ErrorCode elect(std::int8_t type, std::int16_t version = 2, const std::string& topic = "t") {
        wire::ElectLeadersRequest request{.electionType = type, .timeoutMs = 10'000};
        request.topicPartitions.emplace().push_back({.topic = topic, .partitions = {PartitionIndex(0)}});
        const auto response = client->call(request, version);
        if (!response || response->replicaElectionResults.size() != 1) return ErrorCode::kNetworkException;
        return response->replicaElectionResults[0].partitionResult.at(0).errorCode;
    }

    tests::SimulatedBrokers brokers;
    std::unique_ptr<tests::FrameClient> client;
    bool isReady = false;
};

}  // namespace

class TestElectLeaders : public QObject {
    Q_OBJECT

private slots:
    void aBrokerHandsElectionsOnToTheController() {
        Served served;
        QVERIFY(served.isReady);
        for (std::int16_t version = 0; version <= 2; ++version) {
            QCOMPARE(served.elect(kPreferred, version), ErrorCode::kElectionNotNeeded);
            QCOMPARE(served.elect(kPreferred, version, "nowhere"), ErrorCode::kUnknownTopicOrPartition);
        }
        QCOMPARE(served.elect(kUnclean), ErrorCode::kElectionNotNeeded);
        const auto all = served.client->call(wire::ElectLeadersRequest{.timeoutMs = 10'000}, 2);
        QVERIFY(all && all->errorCode == ErrorCode::kNone && all->replicaElectionResults.empty());
    }
    void anElectionOfNoKnownTypeIsRefusedAsAWholeAndForEachPartition() {
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.elect(9), ErrorCode::kInvalidRequest);
        const auto all =
            served.client->call(wire::ElectLeadersRequest{.electionType = 9, .timeoutMs = 10'000}, 2);
        QVERIFY(all);
        QCOMPARE(all->errorCode, ErrorCode::kInvalidRequest);
    }
    void aDeadLeaderIsReplacedAndGetsItsPartitionBackWhenAsked() {
        Served served;
        QVERIFY(served.isReady && served.partition()->leaderId == BrokerId(2));
        served.brokers.machine(2).kill();
        QVERIFY(served.becomes(
            [](const auto& now) { return now.leaderId == BrokerId(3) && now.isrNodes.size() == 2; }));
        QCOMPARE(served.partition()->leaderEpoch.value(), 1);
        QCOMPARE(served.elect(kPreferred), ErrorCode::kPreferredLeaderNotAvailable);
        served.brokers.machine(2).restart();
        QVERIFY(served.becomes([](const auto& now) { return now.isrNodes.size() == 3; }));
        QCOMPARE(served.partition()->leaderId, BrokerId(3));
        QCOMPARE(served.elect(kPreferred), ErrorCode::kNone);
        QVERIFY(served.becomes([](const auto& now) { return now.leaderId == BrokerId(2); }));
        QCOMPARE(served.partition()->leaderEpoch.value(), 2);
    }
};

BROKERSCOPE_TEST(TestElectLeaders)
#include "tst_elect_leaders.moc"
