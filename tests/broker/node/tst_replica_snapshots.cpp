#include <QtTest/QtTest>

#include <algorithm>
#include <chrono>

#include "broker/wire/messages/create_topics.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using observe::ReplicaSnapshot;
using tests::batchOf;

namespace {

/// Three brokers, the first the controller, and a topic "t" with replicas where they are asked for.
struct Replicated {
    explicit Replicated(const std::vector<int>& placement,
                        tests::SimulatedBrokers::SettingValues settings = {})
        : brokers(3, {{"replica.lag.time.max.ms", "1000"},
                      {"broker.session.timeout.ms", "2000"},
                      {"broker.heartbeat.interval.ms", "200"},
                      {"replica.high.watermark.checkpoint.interval.ms", "1000"},
                      {"auto.leader.rebalance.enable", "false"}}) {
        if (!brokers.areServing()) return;
        tests::FrameClient client(brokers);
        wire::CreateTopicsRequest request{.timeoutMs = 10'000};
        auto& row = request.topics.emplace_back(
            wire::CreateTopicsRequest::Topic{.name = "t", .numPartitions = -1, .replicationFactor = -1});
        std::vector<BrokerId> ids;
        for (const int id : placement) ids.emplace_back(id);
        row.assignments.push_back({.partitionIndex = PartitionIndex(0), .brokerIds = ids});
        for (const auto& [key, value] : settings) row.configs.push_back({.name = key, .value = value});
        const auto created = client.call(request, 7);
        if (!created || created->topics.at(0).errorCode != ErrorCode::kNone) return;
        const int count = static_cast<int>(placement.size());
        isReady = waitFor([&, leader = placement.front()] { return inSync(leader) == count; });
    }

    template <class Condition>
    bool waitFor(Condition condition) {
        return brokers.simulator.runUntil(condition, {.time = 1min});
    }
    const ReplicaSnapshot* replica(int broker) const {
        const auto snapshot = brokers.told.snapshots.find(broker);
        if (snapshot == brokers.told.snapshots.end()) return nullptr;
        for (const auto& row : snapshot->second->replicas)
            if (row->partition.topic == "t") return row.get();
        return nullptr;
    }
    int inSync(int leader) const {
        const ReplicaSnapshot* row = replica(leader);
        if (!row || !row->isLeader) return 0;
        return 1 + static_cast<int>(
                       std::ranges::count(row->followers, true, &observe::FollowerSnapshot::isInSync));
    }
    bool leads(int broker) const { return replica(broker) && replica(broker)->isLeader; }
    ErrorCode produce(int leader, const std::vector<std::string>& values, std::int16_t acks) {
        tests::FrameClient client(brokers, leader);
        const Bytes batch = batchOf(values);
        wire::ProduceRequest request = tests::produceRequest("t", batch, 0, acks);
        request.timeoutMs = 5000;
        const auto response = client.call(request, tests::kProduceVersion);
        return response ? response->responses.at(0).partitionResponses.at(0).errorCode
                        : ErrorCode::kNetworkException;
    }
    std::string truncationReason(int broker) const {
        for (const observe::Event& event : brokers.told.events)
            if (event.kind == observe::EventKind::kLogTruncated && event.broker == BrokerId(broker))
                return std::string(event.argument("reason"));
        return {};
    }

    tests::SimulatedBrokers brokers;
    bool isReady = false;
};

}  // namespace

/// What a replica's snapshot tells beyond its offsets: whom it follows, since when, and what was cut from it.
class TestReplicaSnapshots : public QObject {
    Q_OBJECT

private slots:
    void aReplicaTellsItsRoleAndSinceWhen() {
        Replicated cluster({2, 3, 1});
        QVERIFY(cluster.isReady);
        const ReplicaSnapshot* leader = cluster.replica(2);
        QCOMPARE(leader->follows, kNoBroker);
        const Timestamp since = leader->roleSince;
        QVERIFY(cluster.waitFor([&] { return cluster.replica(3)->follows == BrokerId(2); }));
        QVERIFY(since > Timestamp(0));
        QVERIFY(cluster.replica(3)->roleSince > Timestamp(0));
        cluster.brokers.machine(2).kill();
        QVERIFY(cluster.waitFor([&] { return cluster.leads(3); }));
        QVERIFY(cluster.replica(3)->roleSince > since);
        QVERIFY(cluster.waitFor([&] { return cluster.replica(1)->follows == BrokerId(3); }));
        QVERIFY(cluster.replica(1)->roleSince > since);
    }

    void aDeposedLeaderTellsWhichRecordsItCut() {
        Replicated cluster({2, 3, 1});
        QVERIFY(cluster.isReady);
        QCOMPARE(cluster.produce(2, {"a", "b"}, -1), ErrorCode::kNone);
        QVERIFY(cluster.waitFor([&] { return cluster.replica(2)->highWatermark == Offset(2); }));
        cluster.brokers.simulator.network().partition({"broker-2"}, {"broker-1", "broker-3"});
        QCOMPARE(cluster.produce(2, {"c", "d", "e"}, 1), ErrorCode::kNone);
        QVERIFY(cluster.waitFor([&] { return cluster.leads(3); }));
        QCOMPARE(cluster.produce(3, {"x"}, -1), ErrorCode::kNone);
        QVERIFY(!cluster.replica(2)->lastTruncation);
        cluster.brokers.simulator.network().healAll();
        QVERIFY(cluster.waitFor([&] { return cluster.inSync(3) == 3; }));

        const ReplicaSnapshot* follower = cluster.replica(2);
        QVERIFY(follower->lastTruncation);
        const observe::TruncationSnapshot& cut = *follower->lastTruncation;
        QCOMPARE(cut.leader, BrokerId(3));
        QCOMPARE(cut.lastEpoch, LeaderEpoch(0));
        QCOMPARE(cut.epoch, LeaderEpoch(0));
        QCOMPARE(cut.epochEnd, Offset(2));
        QCOMPARE(cut.rounds, 1);
        QCOMPARE(cut.from, Offset(5));
        QCOMPARE(cut.to, Offset(2));
        QVERIFY(!cut.losesCommitted());
        QVERIFY(cut.time > follower->roleSince || cut.time == follower->roleSince);
        QVERIFY(!follower->isTruncating);
        QCOMPARE(cluster.replica(3)->epochStart, Offset(2));
        QVERIFY(!cluster.replica(3)->lastTruncation);
        QCOMPARE(cluster.truncationReason(2),
                 std::string("it follows broker 3, where leader epoch 0 ends at offset 2; offsets 2 to 4 are "
                             "gone"));
    }

    void whatAnUncleanElectionLosesIsToldByItsOffsets() {
        Replicated cluster({2, 3},
                           {{"unclean.leader.election.enable", "true"}, {"min.insync.replicas", "1"}});
        QVERIFY(cluster.isReady);
        QCOMPARE(cluster.produce(2, {"a"}, -1), ErrorCode::kNone);
        cluster.brokers.machine(3).freeze();
        QVERIFY(cluster.waitFor([&] { return cluster.inSync(2) == 1; }));
        QCOMPARE(cluster.produce(2, {"b", "c", "d"}, -1), ErrorCode::kNone);
        QVERIFY(cluster.waitFor([&] { return cluster.replica(2)->highWatermark == Offset(4); }));
        // Long enough for the checkpoint of the high watermark.
        cluster.brokers.simulator.runFor(5s);
        cluster.brokers.machine(2).kill();
        cluster.brokers.machine(3).thaw();
        QVERIFY(
            cluster.waitFor([&] { return cluster.leads(3) && cluster.replica(3)->epochStart == Offset(1); }));
        cluster.brokers.machine(2).restart();
        QVERIFY(cluster.waitFor([&] { return cluster.inSync(3) == 2; }));

        QVERIFY(cluster.waitFor([&] { return cluster.replica(2)->lastTruncation.has_value(); }));
        const observe::TruncationSnapshot& cut = *cluster.replica(2)->lastTruncation;
        QCOMPARE(cut.from, Offset(4));
        QCOMPARE(cut.to, Offset(1));
        QCOMPARE(cut.committedEnd, Offset(4));
        QVERIFY(cut.losesCommitted());
        QVERIFY(cluster.truncationReason(2).ends_with(
            "; offsets 1 to 3 are gone, and up to 3 they had been committed: these are lost"));
    }
};

BROKERSCOPE_TEST(TestReplicaSnapshots)
#include "tst_replica_snapshots.moc"
