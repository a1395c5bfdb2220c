#include <QtTest/QtTest>

#include <algorithm>
#include <chrono>

#include "broker/node/inside.h"
#include "broker/wire/messages/create_topics.h"
#include "broker/wire/messages/elect_leaders.h"
#include "broker/wire/messages/heartbeat.h"
#include "broker/wire/messages/list_groups.h"
#include "tests/broker/node/group_peer.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using tests::GroupPeer;

namespace {

/// Three brokers, the first the controller, and one partition of group records that `replicas` hold, the
/// first of them as its leader; a topic "t".
struct Served {
    explicit Served(std::vector<BrokerId> replicas = {BrokerId(2), BrokerId(3), BrokerId(1)})
        : brokers(3, {{"group.initial.rebalance.delay.ms", "0"},
                      {"replica.lag.time.max.ms", "1000"},
                      {"broker.session.timeout.ms", "2000"},
                      {"broker.heartbeat.interval.ms", "200"},
                      {"offsets.commit.timeout.ms", "1000"},
                      {"auto.leader.rebalance.enable", "false"}}) {
        if (!brokers.areServing()) return;
        tests::FrameClient client(brokers, 1);
        wire::CreateTopicsRequest request{.timeoutMs = 10'000};
        auto& topic = request.topics.emplace_back(wire::CreateTopicsRequest::Topic{
            .name = "__consumer_offsets", .numPartitions = -1, .replicationFactor = -1});
        topic.assignments.push_back({.partitionIndex = PartitionIndex(0), .brokerIds = std::move(replicas)});
        topic.configs = {{.name = "cleanup.policy", .value = "compact"},
                         {.name = "min.insync.replicas", .value = "2"}};
        const auto made = client.call(request, 7);
        isReady = made && made->topics.at(0).errorCode == ErrorCode::kNone &&
                  tests::createTopic(client, "t", 1, {}, 3) && tests::coordinatorOf(brokers, 1, "g") == 2;
    }

    /// Until that broker coordinates, as broker 1 says.
    bool moves(int broker) {
        for (int i = 0; i < 60; ++i) {
            if (tests::coordinatorOf(brokers, 1, "g") == broker) return true;
            brokers.simulator.runFor(500ms);
        }
        return false;
    }
    static wire::ElectLeadersRequest preferredElection() {
        wire::ElectLeadersRequest request{.timeoutMs = 10'000};
        request.topicPartitions.emplace().push_back(
            {.topic = "__consumer_offsets", .partitions = {PartitionIndex(0)}});
        return request;
    }
    /// Gives the leadership of the group's partition back to its preferred leader.
    ErrorCode electPreferred() {
        tests::FrameClient client(brokers, 1);
        const auto answer = client.call(preferredElection(), 2);
        return answer ? answer->replicaElectionResults.at(0).partitionResult.at(0).errorCode
                      : ErrorCode::kNetworkException;
    }
    bool leads(int broker) const {
        const auto& partitions = brokers.node(broker)->inside().partitions.all();
        const auto found = partitions.find({"__consumer_offsets", PartitionIndex(0)});
        return found != partitions.end() && found->second->leading != nullptr;
    }
    int countOf(observe::EventKind kind, int broker) const {
        return static_cast<int>(std::ranges::count_if(brokers.told.events, [&](const observe::Event& event) {
            return event.kind == kind && event.broker == BrokerId(broker);
        }));
    }

    tests::SimulatedBrokers brokers;
    bool isReady = false;
};

}  // namespace

class TestGroupFailover : public QObject {
    Q_OBJECT

private slots:
    void aGroupGoesOnAtTheNextCoordinator() {
        Served served;
        QVERIFY(served.isReady);
        GroupPeer member(served.brokers, 2, "g");
        QVERIFY(member.becomeOnlyMember("mine"));
        QCOMPARE(member.commit("t", 17, "here"), ErrorCode::kNone);
        served.brokers.machine(2).kill();
        QVERIFY(served.moves(3));
        GroupPeer again(served.brokers, 3, "g");
        again.memberId = member.memberId;
        again.generation = member.generation;
        QCOMPARE(again.heartbeat(), ErrorCode::kNone);
        QCOMPARE(again.committed("t"), 17);
        QCOMPARE(again.sync(), ErrorCode::kNone);
        QCOMPARE(again.assignment, std::string("mine"));
        QCOMPARE(again.commit("t", 18), ErrorCode::kNone);
        QCOMPARE(served.countOf(observe::EventKind::kCoordinatorLoaded, 3), 1);
        // Who lives is expelled by the new coordinator too once it is silent.
        served.brokers.simulator.runFor(11s);
        QCOMPARE(again.heartbeat(), ErrorCode::kUnknownMemberId);
    }

    void othersSendTheirClientsAway() {
        Served served;
        QVERIFY(served.isReady);
        GroupPeer astray(served.brokers, 3, "g");
        QCOMPARE(astray.receiveJoin(astray.sendJoin())->errorCode, ErrorCode::kNotCoordinator);
        QCOMPARE(astray.commit("t", 1), ErrorCode::kNotCoordinator);
        ErrorCode code{};
        astray.committed("t", &code);
        QCOMPARE(code, ErrorCode::kNotCoordinator);
        // What another broker coordinates is no error of a list.
        const auto listed = astray.client.call(wire::ListGroupsRequest{}, 5);
        QCOMPARE(listed->errorCode, ErrorCode::kNone);
    }

    void whoWaitsIsToldWhenTheLeadershipGoes() {
        Served served;
        QVERIFY(served.isReady);
        GroupPeer a(served.brokers, 2, "g");
        QVERIFY(a.becomeOnlyMember());
        GroupPeer b(served.brokers, 2, "g");
        QCOMPARE(b.receiveJoin(b.sendJoin())->errorCode, ErrorCode::kMemberIdRequired);
        const std::int32_t waiting = b.sendJoin();
        b.client.pause(500ms);
        QVERIFY(!b.client.isAnswered(waiting));
        // It leaves: its partitions get other leaders while its clients are still connected.
        bool hasStopped = false;
        served.brokers.node(2)->stop([&] { hasStopped = true; });
        QCOMPARE(b.receiveJoin(waiting)->errorCode, ErrorCode::kNotCoordinator);
        QVERIFY(served.brokers.simulator.runUntil([&] { return hasStopped; }, {.time = 1min}));
        QCOMPARE(served.countOf(observe::EventKind::kCoordinatorUnloaded, 2), 1);
        QVERIFY(served.moves(3));
    }

    void aCoordinatorThatComesBackReadsItsLogAnew() {
        Served served;
        QVERIFY(served.isReady);
        GroupPeer first(served.brokers, 2, "g");
        QCOMPARE(first.commit("t", 1), ErrorCode::kNone);
        served.brokers.machine(2).kill();
        QVERIFY(served.moves(3));
        GroupPeer second(served.brokers, 3, "g");
        QCOMPARE(second.commit("t", 2), ErrorCode::kNone);
        served.brokers.simulator.runFor(10s);
        served.brokers.machine(2).restart();
        served.brokers.simulator.runFor(20s);
        QCOMPARE(served.electPreferred(), ErrorCode::kNone);
        QVERIFY(served.moves(2));
        QCOMPARE(second.commit("t", 3), ErrorCode::kNotCoordinator);
        GroupPeer third(served.brokers, 2, "g");
        QCOMPARE(third.committed("t"), 2);
    }

    void requestsAreToldToWaitWhileTheLogIsRead() {
        Served served;
        QVERIFY(served.isReady);
        GroupPeer before(served.brokers, 2, "g");
        QCOMPARE(before.commit("t", 5), ErrorCode::kNone);
        served.brokers.machine(2).kill();
        QVERIFY(served.moves(3));
        served.brokers.simulator.runFor(5s);
        served.brokers.machine(2).restart();
        served.brokers.simulator.runFor(20s);
        // Frozen between learning that it leads and reading its log, it finds the requests waiting.
        GroupPeer asking(served.brokers, 2, "g");
        GroupPeer member(served.brokers, 2, "g");
        tests::FrameClient elector(served.brokers, 1);
        elector.send(served.preferredElection(), 2);
        QVERIFY(served.brokers.simulator.runUntil([&] { return served.leads(2); }, {.time = 1min}));
        served.brokers.machine(2).freeze();
        const std::int32_t join = asking.sendJoin();
        const std::int32_t heartbeat = member.client.send(
            wire::HeartbeatRequest{.groupId = "g", .generationId = GenerationId(1), .memberId = "m"}, 4);
        served.brokers.simulator.runFor(200ms);
        served.brokers.machine(2).thaw();
        const auto answer = asking.receiveJoin(join);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->errorCode, ErrorCode::kCoordinatorLoadInProgress);
        // A member is given the benefit of the doubt.
        QCOMPARE(member.client.receive<wire::HeartbeatRequest>(heartbeat, 4)->errorCode, ErrorCode::kNone);
        QVERIFY(served.moves(2));
        QCOMPARE(asking.committed("t"), 5);
    }

    void commitsWaitForTheReplicasInSync() {
        Served served;
        QVERIFY(served.isReady);
        GroupPeer member(served.brokers, 2, "g");
        QCOMPARE(member.commit("t", 1), ErrorCode::kNone);
        // Nobody copies any more, but the in-sync replicas have not shrunk yet.
        served.brokers.machine(3).freeze();
        served.brokers.machine(1).freeze();
        QCOMPARE(member.commit("t", 2), ErrorCode::kCoordinatorNotAvailable);
        ErrorCode code{};
        // A read waits too: what it would tell may yet be lost.
        QCOMPARE(member.committed("t", &code), -2);
        QCOMPARE(code, ErrorCode::kNotCoordinator);
        served.brokers.machine(3).thaw();
        served.brokers.machine(1).thaw();
        served.brokers.simulator.runFor(10s);
        const int coordinator = tests::coordinatorOf(served.brokers, 1, "g");
        GroupPeer later(served.brokers, coordinator, "g");
        QCOMPARE(later.commit("t", 3), ErrorCode::kNone);
        QCOMPARE(later.committed("t"), 3);
    }

    void belowTheLeastInSyncNothingIsWritten() {
        Served served({BrokerId(2), BrokerId(3)});
        QVERIFY(served.isReady);
        GroupPeer member(served.brokers, 2, "g");
        QCOMPARE(member.commit("t", 1), ErrorCode::kNone);
        served.brokers.machine(3).kill();
        served.brokers.simulator.runFor(10s);
        QCOMPARE(member.commit("t", 2), ErrorCode::kCoordinatorNotAvailable);
        QCOMPARE(member.committed("t"), 1);
        served.brokers.machine(3).restart();
        served.brokers.simulator.runFor(20s);
        QCOMPARE(member.commit("t", 2), ErrorCode::kNone);
    }
};

BROKERSCOPE_TEST(TestGroupFailover)
#include "tst_group_failover.moc"
