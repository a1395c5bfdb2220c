#include <QtTest/QtTest>

#include <algorithm>
#include <chrono>

#include "broker/log/checkpoint.h"
#include "broker/wire/messages/create_topics.h"
#include "broker/wire/messages/fetch.h"
#include "broker/wire/messages/list_offsets.h"
#include "broker/wire/messages/offset_for_leader_epoch.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using tests::batchOf;
using tests::kProduceVersion;
using tests::produceRequest;

namespace {

constexpr std::int16_t kFetchVersion = 16;

/// Three brokers, the first the controller, a topic "t" that broker 2 leads and 3 and 1 follow, and a client
/// of the leader.
struct Served {
    explicit Served(tests::SimulatedBrokers::SettingValues topic = {})
        : brokers(3, {{"replica.lag.time.max.ms", "1000"},
                      {"broker.session.timeout.ms", "2000"},
                      {"broker.heartbeat.interval.ms", "200"},
                      {"log.flush.offset.checkpoint.interval.ms", "1000"},
                      {"auto.leader.rebalance.enable", "false"}}) {
        if (!brokers.areServing()) return;
        client = std::make_unique<tests::FrameClient>(brokers, 2);
        wire::CreateTopicsRequest request{.timeoutMs = 10'000};
        auto& row = request.topics.emplace_back(
            wire::CreateTopicsRequest::Topic{.name = "t", .numPartitions = -1, .replicationFactor = -1});
        row.assignments.push_back(
            {.partitionIndex = PartitionIndex(0), .brokerIds = {BrokerId(2), BrokerId(3), BrokerId(1)}});
        for (const auto& [key, value] : topic) row.configs.push_back({.name = key, .value = value});
        const auto created = client->call(request, 7);
        if (!created || created->topics.at(0).errorCode != ErrorCode::kNone) return;
        topicId = created->topics.at(0).topicId;
        isReady = brokers.simulator.runUntil([this] { return inSync(2) == 3; }, {.time = 1min});
    }

    const observe::ReplicaSnapshot* replica(int broker) const {
        const auto snapshot = brokers.told.snapshots.find(broker);
        if (snapshot == brokers.told.snapshots.end()) return nullptr;
        for (const auto& row : snapshot->second->replicas)
            if (row->partition.topic == "t") return row.get();
        return nullptr;
    }
    /// As that broker sees it; 0 unless it leads.
    int inSync(int leader) const {
        const observe::ReplicaSnapshot* row = replica(leader);
        if (!row || !row->isLeader) return 0;
        return 1 + static_cast<int>(
                       std::ranges::count(row->followers, true, &observe::FollowerSnapshot::isInSync));
    }
    wire::ProduceResponse::Partition produce(const Bytes& batch, std::int16_t acks, std::int32_t timeoutMs) {
        wire::ProduceRequest request = produceRequest("t", batch, 0, acks);
        request.timeoutMs = timeoutMs;
        const auto response = client->call(request, kProduceVersion);
        return response ? response->responses.at(0).partitionResponses.at(0)
                        : wire::ProduceResponse::Partition{.errorCode = ErrorCode::kNetworkException};
    }
    wire::FetchResponse::Partition fetch(BrokerId replica, BrokerEpoch uptime, LeaderEpoch lastEpoch,
                                         Offset offset = Offset(0)) {
        wire::FetchRequest request;
        request.replicaState = {.replicaId = replica, .replicaEpoch = uptime};
        wire::FetchRequest::Partition row;
        row.partition = PartitionIndex(0);
        row.currentLeaderEpoch = LeaderEpoch(0);
        row.lastFetchedEpoch = lastEpoch;
        row.fetchOffset = offset;
        row.partitionMaxBytes = 1 << 20;
        request.topics.push_back({.topicId = topicId, .partitions = {row}});
        const auto response = client->call(request, kFetchVersion);
        return response ? response->responses.at(0).partitions.at(0)
                        : wire::FetchResponse::Partition{.errorCode = ErrorCode::kNetworkException};
    }
    ErrorCode latest(Offset& offset) {
        wire::ListOffsetsRequest request;
        wire::ListOffsetsRequest::Partition row;
        row.partitionIndex = PartitionIndex(0);
        row.timestamp = Timestamp(-1);
        request.topics.push_back({.name = "t", .partitions = {row}});
        const auto response = client->call(request, 6);
        if (!response) return ErrorCode::kNetworkException;
        offset = response->topics.at(0).partitions.at(0).offset;
        return response->topics.at(0).partitions.at(0).errorCode;
    }

    tests::SimulatedBrokers brokers;
    std::unique_ptr<tests::FrameClient> client;
    Uuid topicId;
    bool isReady = false;
};

}  // namespace

class TestReplication : public QObject {
    Q_OBJECT

private slots:
    void acksAllWaitsForEveryReplicaInSync() {
        Served served;
        QVERIFY(served.isReady);
        served.brokers.machine(3).freeze();
        QCOMPARE(served.produce(batchOf({"a"}), 1, 1000).errorCode, ErrorCode::kNone);
        QCOMPARE(served.produce(batchOf({"b"}), -1, 300).errorCode, ErrorCode::kRequestTimedOut);
        Offset latest;
        QCOMPARE(served.latest(latest), ErrorCode::kNone);
        QCOMPARE(latest.value(), 0);
        served.brokers.machine(3).thaw();
        const auto answer = served.produce(batchOf({"c"}), -1, 5000);
        QCOMPARE(answer.errorCode, ErrorCode::kNone);
        QCOMPARE(answer.baseOffset.value(), 2);
        QCOMPARE(served.latest(latest), ErrorCode::kNone);
        QCOMPARE(latest.value(), 3);
    }

    void consumersSeeOnlyWhatIsCommitted() {
        Served served;
        QVERIFY(served.isReady);
        served.brokers.machine(3).freeze();
        QCOMPARE(served.produce(batchOf({"a"}), 1, 1000).errorCode, ErrorCode::kNone);
        const auto row = served.fetch(kNoBroker, kNoBrokerEpoch, kNoLeaderEpoch);
        QCOMPARE(row.errorCode, ErrorCode::kNone);
        QVERIFY(row.records.isEmpty());
        QCOMPARE(row.highWatermark.value(), 0);
        served.brokers.machine(3).thaw();
        QCOMPARE(served.produce(batchOf({"b"}), -1, 5000).errorCode, ErrorCode::kNone);
        QVERIFY(!served.fetch(kNoBroker, kNoBrokerEpoch, kNoLeaderEpoch).records.isEmpty());
    }

    void whoFetchesAsAReplicaMustBeInTheUptimeThatIsRegistered() {
        Served served;
        QVERIFY(served.isReady);
        served.brokers.machine(3).freeze();
        QCOMPARE(served.produce(batchOf({"a"}), 1, 1000).errorCode, ErrorCode::kNone);
        const BrokerEpoch uptime = served.brokers.told.snapshots.at(3)->epoch;
        QCOMPARE(served.fetch(BrokerId(3), kNoBrokerEpoch, kNoLeaderEpoch).errorCode,
                 ErrorCode::kClusterAuthorizationFailed);
        QCOMPARE(served.fetch(BrokerId(3), uptime + 1, kNoLeaderEpoch).errorCode,
                 ErrorCode::kNotLeaderOrFollower);
        QCOMPARE(served.fetch(BrokerId(7), uptime, kNoLeaderEpoch).errorCode,
                 ErrorCode::kNotLeaderOrFollower);
        // A lie about how far it is would commit what nobody has.
        Offset latest;
        QCOMPARE(served.latest(latest), ErrorCode::kNone);
        QCOMPARE(latest.value(), 0);
    }

    void aPositionThatTheLeaderNeverHadIsToldWhereTheLogsPart() {
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.produce(batchOf({"a", "b"}), -1, 5000).errorCode, ErrorCode::kNone);
        const auto row = served.fetch(kNoBroker, kNoBrokerEpoch, LeaderEpoch(0), Offset(5));
        QCOMPARE(row.errorCode, ErrorCode::kNone);
        QCOMPARE(row.divergingEpoch.epoch.value(), 0);
        QCOMPARE(row.divergingEpoch.endOffset.value(), 2);
        QCOMPARE(served.fetch(kNoBroker, kNoBrokerEpoch, LeaderEpoch(9), Offset(1)).errorCode,
                 ErrorCode::kOffsetOutOfRange);

        wire::OffsetForLeaderEpochRequest request;
        wire::OffsetForLeaderEpochRequest::Partition asked;
        asked.partition = PartitionIndex(0);
        asked.leaderEpoch = LeaderEpoch(0);
        request.topics.push_back({.topic = "t", .partitions = {asked}});
        request.topics.push_back({.topic = "nowhere", .partitions = {asked}});
        for (std::int16_t version = 2; version <= 4; ++version) {
            const auto response = served.client->call(request, version);
            QVERIFY(response);
            QCOMPARE(response->topics.at(0).partitions.at(0).endOffset.value(), 2);
            QCOMPARE(response->topics.at(1).partitions.at(0).errorCode, ErrorCode::kUnknownTopicOrPartition);
        }
    }

    void aFollowerFarBehindBeginsWhereItsLeaderDoes() {
        Served served({{"segment.bytes", "1048576"}, {"retention.bytes", "1048576"}});
        QVERIFY(served.isReady);
        QCOMPARE(served.produce(batchOf({"first"}), -1, 5000).errorCode, ErrorCode::kNone);
        served.brokers.machine(3).kill();
        for (int i = 0; i < 40; ++i) {
            const Bytes batch = batchOf({std::string(100'000, static_cast<char>('a' + i % 26))});
            QCOMPARE(served.produce(batch, -1, 20'000).errorCode, ErrorCode::kNone);
        }
        QVERIFY(served.brokers.simulator.runUntil([&] { return served.replica(2)->logStart > Offset(5); },
                                                  {.time = 10min}));
        served.brokers.machine(3).restart();
        QVERIFY(served.brokers.simulator.runUntil(
            [&] {
                const observe::ReplicaSnapshot* one = served.replica(3);
                return served.inSync(2) == 3 && one && one->logEnd == served.replica(2)->logEnd;
            },
            {.time = 1min}));
        QVERIFY(served.replica(3)->logStart > Offset(5));
        QVERIFY(served.brokers.told.has(observe::EventKind::kLogTruncated));
    }

    void theHighWatermarkIsNotedAndFoundAgain() {
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.produce(batchOf({"a", "b", "c"}), -1, 5000).errorCode, ErrorCode::kNone);
        served.brokers.simulator.runFor(20s);
        const auto noted = log::readOffsetCheckpoint(served.brokers.machine(3).world().files,
                                                     "data/replication-offset-checkpoint");
        QVERIFY(noted);
        QCOMPARE(noted->at({"t", PartitionIndex(0)}).value(), 3);
    }

    void fetchingBrokersAreNoClients() {
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.produce(batchOf({"a"}), -1, 5000).errorCode, ErrorCode::kNone);
        served.brokers.simulator.runFor(1s);
        int brokers = 0;
        for (const auto& client : served.brokers.told.snapshots.at(2)->clients)
            if (client->clientId.ends_with("-fetcher")) brokers += client->isBroker ? 1 : 100;
        QCOMPARE(brokers, 2);
        for (const observe::Event& event : served.brokers.told.events)
            if (event.kind == observe::EventKind::kClientConnected)
                QVERIFY(!event.argument("client").ends_with("-fetcher"));
    }

    void whatAFollowerCopiesIsCountedAtItsConnectionAndNotAsRead() {
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.produce(batchOf({"a"}), -1, 5000).errorCode, ErrorCode::kNone);
        served.brokers.simulator.runFor(1s);
        const auto& leader = *served.brokers.told.snapshots.at(2);
        std::map<BrokerId, std::uint64_t> copied;
        for (const auto& client : leader.clients)
            for (const auto& [topic, bytes] : client->consumedFrom) copied[client->follower] += bytes;
        QCOMPARE(copied.size(), std::size_t{2});
        QVERIFY(!copied.contains(kNoBroker));
        for (const auto& [follower, bytes] : copied) QCOMPARE(bytes, leader.traffic.bytesIn);
        QCOMPARE(leader.traffic.bytesOut, std::uint64_t{0});
    }

    void aLeaderThatStoodStillDoesNotCallANumberWrong() {
        Served served;
        QVERIFY(served.isReady);
        const auto numbered = [](int sequence) {
            return batchOf({"a"}, {.producerId = ProducerId(7),
                                   .producerEpoch = ProducerEpoch(0),
                                   .baseSequence = Sequence(sequence)});
        };
        QCOMPARE(served.produce(numbered(0), -1, 5000).errorCode, ErrorCode::kNone);
        QCOMPARE(served.produce(numbered(9), -1, 5000).errorCode, ErrorCode::kOutOfOrderSequenceNumber);
        // What came before it may be at a leader that took over meanwhile.
        served.brokers.machine(2).freeze();
        const Bytes batch = numbered(9);
        const std::int32_t id = served.client->send(produceRequest("t", batch), kProduceVersion);
        served.client->pause(5s);
        served.brokers.machine(2).thaw();
        const auto answer = served.client->receive<wire::ProduceRequest>(id, kProduceVersion);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->responses.at(0).partitionResponses.at(0).errorCode, ErrorCode::kNotLeaderOrFollower);
    }
};

BROKERSCOPE_TEST(TestReplication)
#include "tst_replication.moc"
