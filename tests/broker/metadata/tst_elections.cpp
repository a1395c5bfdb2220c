#include <QtTest/QtTest>

#include "broker/metadata/features.h"
#include "tests/broker/metadata/replicated_cluster.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;
using namespace std::chrono_literals;
using tests::ids;
using tests::replicated;
using Cluster = tests::ReplicatedCluster;

class TestElections : public QObject {
    Q_OBJECT

private slots:
    void aFencedBrokerLeavesEveryIsrAndWhatItLed() {
        Cluster cluster;
        cluster.create("led", ids({1, 2, 3}));
        cluster.create("followed", ids({2, 1, 3}));
        cluster.create("elsewhere", ids({2, 3}));
        cluster.silence({1});
        QVERIFY(cluster.brokerOf(1).fenced);
        QCOMPARE(cluster.partition("led").leader.value(), 2);
        QCOMPARE(cluster.partition("led").leaderEpoch.value(), 1);
        QVERIFY(cluster.partition("led").isr == ids({2, 3}));
        QCOMPARE(cluster.partition("followed").leader.value(), 2);
        QCOMPARE(cluster.partition("followed").leaderEpoch.value(), 0);
        QVERIFY(cluster.partition("followed").isr == ids({2, 3}));
        QCOMPARE(cluster.partition("elsewhere").partitionEpoch.value(), 0);
        cluster.silence({1, 2});
        QVERIFY(cluster.partition("led").isr == ids({3}) && cluster.partition("led").elr == ids({2}));
        cluster.silence({1, 2, 3});
        QCOMPARE(cluster.partition("led").leader, kNoBroker);
        QVERIFY(cluster.partition("led").elr == ids({3, 2}));
        cluster.beat(2);  // it was only silent
        QCOMPARE(cluster.partition("led").leader.value(), 2);
        QVERIFY(cluster.partition("led").elr == ids({3}));
        QCOMPARE(cluster.partition("led").recovery, LeaderRecoveryState::kRecovered);
    }
    void aBrokerThatStopsHandsOverBeforeItMayGo() {
        Cluster cluster;
        cluster.create("t", ids({1, 2, 3}));
        QVERIFY(!cluster.beat(1, true).shouldShutDown);
        QCOMPARE(cluster.partition("t").leader.value(), 2);
        QVERIFY(cluster.partition("t").isr == ids({2, 3}));
        QCOMPARE(cluster.alter(cluster.asking("t", {2, 3, 1})).outcome.error, ErrorCode::kIneligibleReplica);
        // The others have not replayed it yet.
        QVERIFY(!cluster.beat(1, true).shouldShutDown);
        cluster.beat(2);
        QVERIFY(!cluster.beat(1, true).shouldShutDown);
        cluster.beat(3);
        QVERIFY(cluster.beat(1, true).shouldShutDown);
        QVERIFY(cluster.brokerOf(1).fenced);
        cluster.join(1, 2);
        QVERIFY(cluster.alter(cluster.asking("t", {2, 3, 1})).outcome.ok());
    }
    void whoIsEligibleIsForgottenWhenFewerNeedToBeInSync_data() {
        QTest::addColumn<bool>("failsOver");
        QTest::newRow("at once") << false;
        QTest::newRow("by the next controller") << true;
    }
    void whoIsEligibleIsForgottenWhenFewerNeedToBeInSync() {
        QFETCH(bool, failsOver);
        Cluster cluster;
        cluster.create("t", ids({1, 2, 3}), {{"min.insync.replicas", "3"}});
        cluster.create("other", ids({1, 2, 3}), {{"min.insync.replicas", "3"}});
        cluster.silence({3});
        QVERIFY(cluster.partition("t").isr == ids({1, 2}) && cluster.partition("t").elr == ids({3}));
        const PartitionEpoch before = cluster.partition("t").partitionEpoch;
        cluster.append({ConfigRecord{.resourceType = static_cast<std::int8_t>(ResourceType::kTopic),
                                     .resourceName = "t",
                                     .name = "min.insync.replicas",
                                     .value = "2"}});
        if (failsOver) cluster.failOver();
        // From here on two commit without the third.
        cluster.settle();
        QVERIFY(cluster.partition("t").isr == ids({1, 2}) && cluster.partition("t").elr.empty());
        QCOMPARE(cluster.partition("t").partitionEpoch, before + 1);
        QCOMPARE(cluster.partition("t").leader.value(), 1);
        QVERIFY(cluster.partition("other").elr == ids({3}));
    }
    void topicsAreDeletedWhoeverIsThere() {
        Cluster cluster;
        cluster.create("t", ids({1, 2}));
        cluster.silence({1, 2});
        QCOMPARE(cluster.partition("t").leader, kNoBroker);
        QVERIFY(
            cluster.run(cluster.controller.deleteTopics({.topics = {{.name = "t"}}})).topics[0].outcome.ok());
        cluster.join(1, 2);
        QVERIFY(!cluster.image().topic("t"));
    }

    void afterACleanShutdownABrokerIsTrusted() {
        Cluster cluster;
        cluster.create("t", ids({1, 2}));
        cluster.silence({1});
        cluster.silence({1, 2});
        QVERIFY(cluster.partition("t").elr == ids({2, 1}));
        cluster.join(1, 2);
        QCOMPARE(cluster.partition("t").leader.value(), 1);
        QCOMPARE(cluster.partition("t").recovery, LeaderRecoveryState::kRecovered);
    }
    void withoutACleanShutdownABrokerMustCatchUpBeforeItMayLead() {
        Cluster cluster;
        cluster.create("t", ids({1, 2}));
        cluster.silence({1});
        cluster.silence({1, 2});
        cluster.joinUncleanly(1, 2);
        QCOMPARE(cluster.partition("t").leader, kNoBroker);
        QVERIFY(cluster.partition("t").elr == ids({2}) && cluster.partition("t").isr.empty());
        cluster.join(2, 2);
        QCOMPARE(cluster.partition("t").leader.value(), 2);
        QVERIFY(cluster.alter(cluster.asking("t", {2, 1})).outcome.ok());
        QVERIFY(cluster.partition("t").isr == ids({2, 1}));
    }
    void whenNobodyIsTrustedTheLastLeaderReturnsAndRecovers() {
        Cluster cluster;
        cluster.create("t", ids({1, 2}));
        cluster.silence({1});
        cluster.silence({1, 2});
        QVERIFY(cluster.partition("t").lastKnownElr == ids({2}));
        cluster.joinUncleanly(1, 2);
        cluster.joinUncleanly(2, 2);
        QCOMPARE(cluster.partition("t").leader.value(), 2);
        QVERIFY(cluster.partition("t").isr == ids({2}) && cluster.partition("t").elr.empty());
        QCOMPARE(cluster.partition("t").recovery, LeaderRecoveryState::kRecovering);
        AlterPartition command = cluster.asking("t", {2, 1});
        command.partitions[0].recovery = LeaderRecoveryState::kRecovering;
        QCOMPARE(cluster.alter(command).outcome.error, ErrorCode::kInvalidRequest);
        command.partitions[0].recovery = LeaderRecoveryState::kRecovered;
        QCOMPARE(cluster.alter(command).recovery, LeaderRecoveryState::kRecovered);
        QCOMPARE(cluster.partition("t").recovery, LeaderRecoveryState::kRecovered);
    }
    void onlyATopicThatAllowsItIsLedByWhoIsNotInSync() {
        Cluster cluster;
        cluster.create("strict", ids({1, 2}));
        cluster.create("loose", ids({1, 2}),
                       {{"unclean.leader.election.enable", "true"}, {"min.insync.replicas", "1"}});
        for (const char* topic : {"strict", "loose"}) cluster.alter(cluster.asking(topic, {1}));
        // Broker 2 was eligible in the one, and is nothing in the other.
        cluster.joinUncleanly(2, 1);
        cluster.silence({1});
        QCOMPARE(cluster.partition("loose").leader.value(), 2);
        QVERIFY(cluster.partition("loose").isr == ids({2}) && cluster.partition("loose").elr.empty());
        QCOMPARE(cluster.partition("loose").recovery, LeaderRecoveryState::kRecovering);
        QCOMPARE(cluster.partition("strict").leader.value(), 2);
        QCOMPARE(cluster.partition("strict").recovery, LeaderRecoveryState::kRecovered);
    }
    void theMetadataMaySayForAllBrokersHowManyMustBeInSync() {
        Cluster cluster;
        cluster.append({ConfigRecord{.resourceType = static_cast<std::int8_t>(ResourceType::kBroker),
                                     .resourceName = "",
                                     .name = "min.insync.replicas",
                                     .value = "3"}});
        cluster.create("t", ids({1, 2, 3}), {});
        cluster.alter(cluster.asking("t", {1, 2}));
        QVERIFY(cluster.partition("t").elr == ids({3}));
        cluster.create("own", ids({1, 2, 3}), {{"min.insync.replicas", "1"}});
        cluster.alter(cluster.asking("own", {1, 2}));
        QVERIFY(cluster.partition("own").elr.empty());
    }
    void aClusterWithoutTheFeatureKeepsTheLastInSync() {
        Cluster cluster;
        cluster.append({FeatureLevelRecord{.name = std::string(kElrFeature), .level = 0}});
        cluster.create("t", ids({1, 2}));
        cluster.silence({1});
        QVERIFY(cluster.partition("t").isr == ids({2}) && cluster.partition("t").elr.empty());
        cluster.silence({1, 2});
        QVERIFY(cluster.partition("t").isr == ids({2}) && cluster.partition("t").leader == kNoBroker);
        cluster.joinUncleanly(1, 2);
        QCOMPARE(cluster.partition("t").leader, kNoBroker);
        cluster.joinUncleanly(2, 2);
        QCOMPARE(cluster.partition("t").leader.value(), 2);
        QCOMPARE(cluster.partition("t").recovery, LeaderRecoveryState::kRecovered);
    }

    void thePreferredLeaderIsElectedOnRequest() {
        Cluster cluster;
        cluster.create("t", ids({1, 2, 3}));
        QCOMPARE(cluster.elect("t", ElectionType::kPreferred).error, ErrorCode::kElectionNotNeeded);
        QCOMPARE(cluster.elect("nothing", ElectionType::kPreferred).error,
                 ErrorCode::kUnknownTopicOrPartition);
        cluster.silence({1});
        QCOMPARE(cluster.elect("t", ElectionType::kPreferred).error, ErrorCode::kPreferredLeaderNotAvailable);
        cluster.join(1, 2);
        QCOMPARE(cluster.elect("t", ElectionType::kPreferred).error,
                 ErrorCode::kPreferredLeaderNotAvailable);  // not in sync yet
        cluster.alter(cluster.asking("t", {2, 3, 1}));
        QVERIFY(cluster.elect("t", ElectionType::kPreferred).ok());
        QCOMPARE(cluster.partition("t").leader.value(), 1);
        QCOMPARE(cluster.partition("t").leaderEpoch.value(), 2);
    }
    void anUncleanLeaderIsElectedOnRequestThoughTheTopicDoesNotAllowIt() {
        Cluster cluster;
        cluster.create("t", ids({1, 2}), {});
        cluster.alter(cluster.asking("t", {1}));
        QCOMPARE(cluster.elect("t", ElectionType::kUnclean).error, ErrorCode::kElectionNotNeeded);
        cluster.silence({1, 2});
        QCOMPARE(cluster.elect("t", ElectionType::kUnclean).error, ErrorCode::kEligibleLeadersNotAvailable);
        cluster.join(2, 2);
        QCOMPARE(cluster.partition("t").leader, kNoBroker);
        QVERIFY(cluster.elect("t", ElectionType::kUnclean).ok());
        QCOMPARE(cluster.partition("t").leader.value(), 2);
        QCOMPARE(cluster.partition("t").recovery, LeaderRecoveryState::kRecovering);
    }
    void anElectionOfAllLeavesOutThoseThatNeedNone() {
        Cluster cluster;
        for (const char* name : {"a", "b", "c"}) cluster.create(name, ids({1, 2, 3}));
        cluster.create("d", ids({3, 2}));
        cluster.silence({1});
        cluster.join(1, 2);
        for (const char* name : {"a", "b"}) cluster.alter(cluster.asking(name, {2, 3, 1}));
        const auto reply = cluster.run(cluster.controller.electLeaders({}));
        QCOMPARE(reply.partitions.size(), std::size_t{3});
        QVERIFY(reply.partitions[0].outcome.ok() && reply.partitions[1].outcome.ok());
        QCOMPARE(reply.partitions[2].outcome.error, ErrorCode::kPreferredLeaderNotAvailable);
        QCOMPARE(reply.partitions[2].partition.topic, std::string("c"));
        QCOMPARE(
            cluster.run(cluster.controller.electLeaders({static_cast<ElectionType>(5), {}})).outcome.error,
            ErrorCode::kInvalidRequest);
    }

    void preferredLeadersAreGivenBackByThemselves() {
        ControllerOptions options = replicated();
        QVERIFY(options.settings.set("leader.imbalance.check.interval.seconds", "30"));
        Cluster cluster(std::move(options));
        for (const char* name : {"a", "b"}) cluster.create(name, ids({1, 2, 3}));
        cluster.silence({1});  // 10 s
        cluster.join(1, 2);
        cluster.alter(cluster.asking("a", {2, 3, 1}));
        cluster.passHeard(19s);
        QCOMPARE(cluster.partition("a").leader.value(), 2);
        cluster.pass(1s);
        QVERIFY(*cluster.controller.nextTick() <= cluster.now);
        cluster.settle();
        QCOMPARE(cluster.partition("a").leader.value(), 1);
        QCOMPARE(cluster.partition("b").leader.value(), 2);  // broker 1 is not in sync there
        QVERIFY(*cluster.controller.nextTick() > cluster.now);
    }
    void aSmallImbalanceStays() {
        ControllerOptions options = replicated();
        QVERIFY(options.settings.set("leader.imbalance.per.broker.percentage", "50"));
        Cluster cluster(std::move(options));
        for (const char* name : {"a", "b"}) cluster.create(name, ids({1, 2, 3}));
        const auto move = [&](const std::string& topic) {
            cluster.append({PartitionChangeRecord{.partition = PartitionIndex{0},
                                                  .topicId = cluster.image().topic(topic)->id,
                                                  .leader = BrokerId{2}}});
        };
        move("a");
        cluster.passHeard(300s);
        QCOMPARE(cluster.partition("a").leader.value(), 2);
        move("b");
        cluster.passHeard(300s);
        QCOMPARE(cluster.partition("a").leader.value(), 1);
        QCOMPARE(cluster.partition("b").leader.value(), 1);
    }
    void whoSwitchesItOffKeepsHisLeaders() {
        ControllerOptions options = replicated();
        QVERIFY(options.settings.set("auto.leader.rebalance.enable", "false"));
        Cluster cluster(std::move(options));
        cluster.create("a", ids({1, 2, 3}));
        cluster.append({PartitionChangeRecord{.partition = PartitionIndex{0},
                                              .topicId = cluster.image().topic("a")->id,
                                              .leader = BrokerId{2}}});
        cluster.passHeard(1000s);
        QCOMPARE(cluster.partition("a").leader.value(), 2);
    }

    void changesOfManyPartitionsAreContinued() {
        Cluster cluster;
        for (const char* name : {"a", "b"})
            cluster.create(name, ids({1, 2, 3}), {{"min.insync.replicas", "2"}}, 7000);
        cluster.silence({1});
        QVERIFY(cluster.brokerOf(1).fenced);
        QCOMPARE(cluster.partition("b", 6999).leader.value(), 2);
        QVERIFY(cluster.partition("b", 6999).isr == ids({2, 3}));
        // A broker with that many partitions takes more than one heartbeat to leave them.
        cluster.beat(2, true);
        QCOMPARE(cluster.partition("b", 6999).leader.value(), 2);
        cluster.beat(2, true);
        QCOMPARE(cluster.partition("b", 6999).leader.value(), 3);
        // And more than one registration to come back if it just died.
        cluster.silence({2});
        cluster.silence({2, 3});
        QCOMPARE(cluster.partition("b", 6999).leader, kNoBroker);
        RegisterBroker command = cluster.registration(3, 2);
        command.previousEpoch = kNoBrokerEpoch;
        const auto first = cluster.run(cluster.controller.registerBroker(command, cluster.now));
        QCOMPARE(first.outcome.error, ErrorCode::kRequestTimedOut);
        QVERIFY(cluster.run(cluster.controller.registerBroker(command, cluster.now)).outcome.ok());
        QVERIFY(cluster.partition("a", 0).elr == ids({2}) && cluster.partition("b", 6999).elr == ids({2}));
        cluster.beat(3);
        cluster.settle();
        QCOMPARE(cluster.partition("b", 6999).leader, kNoBroker);
        cluster.join(2, 2);
        cluster.settle();
        QCOMPARE(cluster.partition("b", 6999).leader.value(), 2);
    }
};

BROKERSCOPE_TEST(TestElections)
#include "tst_elections.moc"
