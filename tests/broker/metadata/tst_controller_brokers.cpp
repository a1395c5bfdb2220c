#include <QtTest/QtTest>

#include "tests/broker/metadata/controller_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;
using namespace std::chrono_literals;
using tests::ControllerFixture;

class TestControllerBrokers : public QObject {
    Q_OBJECT

private slots:
    void aFreshClusterIsBornWithItsFeatures() {
        ControllerFixture cluster;
        QCOMPARE(cluster.log.size(), std::size_t{2});
        QCOMPARE(cluster.image().features().at("metadata.version"), kMetadataVersion);
        QCOMPARE(cluster.image().features().at("eligible.leader.replicas.version"), std::int16_t{1});
        cluster.failOver();
        QCOMPARE(cluster.log.size(), std::size_t{3});  // the LeaderChange, and nothing to bootstrap
    }
    void anInactiveControllerDecidesNothing() {
        Controller controller(ControllerFixture::defaults());
        const auto registered = controller.registerBroker({.broker = BrokerId{1}}, {});
        QCOMPARE(registered.reply.outcome.error, ErrorCode::kNotController);
        QVERIFY(registered.records.empty() && registered.events.empty());
        QCOMPARE(controller.heartbeat({}, {}).reply.outcome.error, ErrorCode::kNotController);
        QCOMPARE(controller.allocateProducerIds({}).reply.outcome.error, ErrorCode::kNotController);
        QCOMPARE(controller.createTopics({.topics = {{.name = "a"}}}).reply.topics[0].outcome.error,
                 ErrorCode::kNotController);
        QCOMPARE(controller.deleteTopics({.topics = {{.name = "a"}}}).reply.topics[0].outcome.error,
                 ErrorCode::kNotController);
        QVERIFY(controller.tick({}).records.empty() && !controller.nextTick());
    }

    void theBrokerEpochIsTheOffsetOfTheRegistration() {
        ControllerFixture cluster;
        const std::size_t end = cluster.log.size();
        QCOMPARE(cluster.join(1).value(), static_cast<std::int64_t>(end));
        QVERIFY(std::holds_alternative<RegisterBrokerRecord>(decode(cluster.log[end]).value()));
    }
    void aBrokerIsUnfencedOnceItHasReplayedItsRegistration() {
        ControllerFixture cluster;
        const auto reply =
            cluster.run(cluster.controller.registerBroker(cluster.registration(1), cluster.now));
        QVERIFY(cluster.brokerOf(1).fenced);
        const auto beat = [&](std::int64_t offset, bool wantFence) {
            return cluster.run(cluster.controller.heartbeat({.broker = BrokerId{1},
                                                             .epoch = reply.epoch,
                                                             .metadataOffset = Offset{offset},
                                                             .wantFence = wantFence},
                                                            cluster.now));
        };
        QVERIFY(!beat(reply.epoch.value() - 1, false).isCaughtUp);
        QVERIFY(cluster.brokerOf(1).fenced);
        QVERIFY(beat(reply.epoch.value(), true).isFenced);
        QVERIFY(!beat(reply.epoch.value(), false).isFenced);
        QVERIFY(!cluster.brokerOf(1).fenced);
        const std::size_t end = cluster.log.size();
        QVERIFY(!beat(reply.epoch.value(), false).isFenced);
        QCOMPARE(cluster.log.size(), end);
    }
    void whoStoodStillIsUnfencedOnceItKnowsWhatItMissed() {
        ControllerFixture cluster;
        const BrokerEpoch epoch = cluster.join(1);
        cluster.join(2);
        const auto stoodAt = static_cast<std::int64_t>(cluster.log.size()) - 1;
        for (int second = 0; second < 10; second += 2) {
            cluster.pass(2s);
            cluster.beat(2);
            cluster.settle();
        }
        QVERIFY(cluster.brokerOf(1).fenced);
        const auto missed = static_cast<std::int64_t>(cluster.log.size()) - 1;
        const auto beat = [&](std::int64_t offset) {
            return cluster.run(cluster.controller.heartbeat(
                {.broker = BrokerId{1}, .epoch = epoch, .metadataOffset = Offset{offset}}, cluster.now));
        };
        // It has its registration, and does not know that it was fenced.
        QVERIFY(beat(stoodAt).isFenced);
        QVERIFY(beat(missed - 1).isFenced);
        // What comes after it first asked need not be waited for.
        QVERIFY(cluster.create("later").outcome.ok());
        QVERIFY(!beat(missed).isFenced);
    }
    void aSecondIncarnationIsRefusedUntilTheFirstOnesSessionEnds() {
        ControllerFixture cluster;
        const BrokerEpoch first = cluster.join(1);
        cluster.pass(8s);
        const auto early = cluster.controller.registerBroker(cluster.registration(1, 2), cluster.now);
        QCOMPARE(early.reply.outcome.error, ErrorCode::kDuplicateBrokerRegistration);
        QVERIFY(early.records.empty());
        QVERIFY(early.events.at(0).kind == observe::EventKind::kRegistrationRefused);
        QVERIFY(observe::tell(early.events[0]).find("broker 1") != std::string::npos);
        // It asks again and again; that is told once in an uptime.
        const auto again = cluster.controller.registerBroker(cluster.registration(1, 2), cluster.now);
        QCOMPARE(again.reply.outcome.error, ErrorCode::kDuplicateBrokerRegistration);
        QVERIFY(again.events.empty());
        QCOMPARE(cluster.controller.registerBroker(cluster.registration(1, 3), cluster.now).events.size(),
                 std::size_t{1});
        cluster.pass(1s);
        const BrokerEpoch second = cluster.join(1, 2);
        QVERIFY(second > first);
        QCOMPARE(
            cluster.run(cluster.controller.heartbeat({.broker = BrokerId{1}, .epoch = first}, cluster.now))
                .outcome.error,
            ErrorCode::kStaleBrokerEpoch);
    }
    void theSameIncarnationMayAskAgain() {
        ControllerFixture cluster;
        const BrokerEpoch first = cluster.join(1);
        const std::size_t end = cluster.log.size();
        QCOMPARE(cluster.join(1), first);
        QCOMPARE(cluster.log.size(), end);
        RegisterBroker moved = cluster.registration(1);
        moved.endpoints[0].port = 1;
        QCOMPARE(cluster.run(cluster.controller.registerBroker(moved, cluster.now)).epoch, first);
        QCOMPARE(cluster.brokerOf(1).endpoints[0].port, std::uint16_t{1});
        QVERIFY(!cluster.brokerOf(1).fenced);
    }
    void strangersAreRefused() {
        ControllerFixture cluster;
        const auto refusal = [&](auto change) {
            RegisterBroker command = cluster.registration(1);
            change(command);
            const auto decision = cluster.controller.registerBroker(command, cluster.now);
            return decision.records.empty() ? decision.reply.outcome.error : ErrorCode::kNone;
        };
        QCOMPARE(refusal([](RegisterBroker& r) { r.clusterId = "other"; }),
                 ErrorCode::kInconsistentClusterId);
        QCOMPARE(refusal([](RegisterBroker& r) { r.endpoints.clear(); }), ErrorCode::kInvalidRegistration);
        QCOMPARE(refusal([](RegisterBroker& r) { r.broker = kNoBroker; }), ErrorCode::kInvalidRegistration);
        QCOMPARE(refusal([](RegisterBroker& r) { r.incarnationId = {}; }), ErrorCode::kInvalidRegistration);
        QCOMPARE(refusal([](RegisterBroker& r) { r.features.clear(); }), ErrorCode::kUnsupportedVersion);
        QCOMPARE(refusal([](RegisterBroker& r) { r.features[0].most = 0; }), ErrorCode::kUnsupportedVersion);
        QCOMPARE(refusal([](RegisterBroker& r) { r.features[1].most = 28; }), ErrorCode::kUnsupportedVersion);
        QCOMPARE(cluster.controller.heartbeat({.broker = BrokerId{9}}, cluster.now).reply.outcome.error,
                 ErrorCode::kStaleBrokerEpoch);
    }

    void aSilentBrokerIsFencedAndItsPartitionsGoOfflineUntilItIsBack() {
        ControllerFixture cluster;
        cluster.join(1);
        cluster.join(2);
        QVERIFY(cluster.create("orders", 4).outcome.ok());
        cluster.pass(5s);
        cluster.beat(1);
        QCOMPARE(cluster.controller.nextTick()->sinceStart(), world::Duration(9s));
        cluster.pass(3999ms);
        cluster.settle();
        QVERIFY(!cluster.brokerOf(2).fenced);
        cluster.pass(1ms);
        cluster.settle();
        QVERIFY(cluster.brokerOf(2).fenced && !cluster.brokerOf(1).fenced);
        int offline = 0;
        for (int i = 0; i < 4; ++i) {
            const PartitionImage& partition = cluster.partition("orders", i);
            if (partition.replicas[0] != BrokerId{2}) {
                QCOMPARE(partition.leaderEpoch.value(), 0);
                continue;
            }
            ++offline;
            QCOMPARE(partition.leader, kNoBroker);
            QVERIFY(partition.isr.empty() && partition.elr == std::vector{BrokerId{2}});
            QVERIFY(partition.lastKnownElr == std::vector{BrokerId{2}});
            QCOMPARE(partition.leaderEpoch.value(), 1);
        }
        QCOMPARE(offline, 2);

        cluster.join(2, 2);
        for (int i = 0; i < 4; ++i) {
            const PartitionImage& partition = cluster.partition("orders", i);
            QCOMPARE(partition.leader, partition.replicas[0]);
            QCOMPARE(partition.leaderEpoch.value(), partition.leader == BrokerId{2} ? 2 : 0);
        }
    }
    void aControllerThatTakesOverGivesEveryoneAFullSession() {
        ControllerFixture cluster;
        cluster.join(1);
        cluster.pass(8s);
        cluster.failOver();
        cluster.pass(8s);
        cluster.settle();
        QVERIFY(!cluster.brokerOf(1).fenced);
        cluster.pass(1s);
        cluster.settle();
        QVERIFY(cluster.brokerOf(1).fenced);
    }
    void thePredecessorsSessionBeganWhenItWasLastHeardFrom() {
        ControllerFixture cluster;
        cluster.join(1);
        cluster.join(2);
        const world::Moment heardAt = cluster.now;
        cluster.pass(8s);
        cluster.failOver(BrokerId{1}, heardAt);
        QVERIFY(!cluster.brokerOf(1).fenced);
        cluster.pass(1s);
        cluster.settle();
        QVERIFY(cluster.brokerOf(1).fenced);
        QVERIFY(!cluster.brokerOf(2).fenced);
    }
    void aPredecessorThatLivesKeepsItsSession() {
        ControllerFixture cluster;
        const BrokerEpoch epoch = cluster.join(1);
        const world::Moment heardAt = cluster.now;
        cluster.pass(8s);
        cluster.failOver(BrokerId{1}, heardAt);
        cluster.beat(1);
        cluster.pass(8s);
        cluster.settle();
        QVERIFY(!cluster.brokerOf(1).fenced);
        QCOMPARE(cluster.brokerOf(1).epoch, epoch);
    }
    void aLeaderWithoutOthersInSyncHandsOverWhenItIsFenced() {
        // Replicas on two brokers, as an image from elsewhere may have them.
        ControllerFixture cluster;
        cluster.join(1);
        cluster.join(2);
        Uuid topic;
        topic.bytes[0] = 5;
        PartitionRecord partition{.topicId = topic};
        partition.replicas = partition.isr = {BrokerId{2}, BrokerId{1}};
        partition.leader = BrokerId{2};
        cluster.append({TopicRecord{.name = "two", .id = topic}, partition});
        cluster.pass(5s);
        cluster.beat(1);
        cluster.pass(5s);
        cluster.settle();
        QCOMPARE(cluster.partition("two").leader.value(), 1);
        QCOMPARE(cluster.partition("two").leaderEpoch.value(), 1);
        QVERIFY(cluster.partition("two").isr == std::vector{BrokerId{1}});
    }

    void aBrokerThatWantsToStopGivesUpItsPartitionsFirst() {
        ControllerFixture cluster;
        cluster.join(1);
        cluster.join(2);
        cluster.create("orders", 2);
        QVERIFY(!cluster.beat(1, true).shouldShutDown);
        QVERIFY(cluster.brokerOf(1).inControlledShutdown && !cluster.brokerOf(1).fenced);
        // The other one has not yet heard that these partitions have no leader.
        QVERIFY(!cluster.beat(1, true).shouldShutDown);
        cluster.beat(2);
        const BrokerHeartbeatReply last = cluster.beat(1, true);
        QVERIFY(last.shouldShutDown && last.isFenced && cluster.brokerOf(1).fenced);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(cluster.partition("orders", i).leader.value(),
                     cluster.partition("orders", i).replicas[0].value() == 1 ? -1 : 2);
        // It said goodbye, so it may start again at once.
        cluster.join(1, 2);
        QVERIFY(!cluster.brokerOf(1).inControlledShutdown);
        for (int i = 0; i < 2; ++i) QVERIFY(cluster.partition("orders", i).leader != kNoBroker);
    }
    void aBrokerThatLeftIsNotTakenBackInTheSameUptime() {
        ControllerFixture cluster;
        cluster.join(1);
        cluster.create("orders");
        cluster.beat(1, true);
        QVERIFY(cluster.beat(1, true).shouldShutDown);
        QVERIFY(cluster.beat(1).shouldShutDown);
        QVERIFY(cluster.brokerOf(1).fenced && cluster.partition("orders").leader == kNoBroker);
    }
    void aBrokerWithoutPartitionsMayStopAtOnce() {
        ControllerFixture cluster;
        cluster.join(1);
        QVERIFY(cluster.beat(1, true).shouldShutDown);
        QVERIFY(cluster.brokerOf(1).fenced);
        cluster.join(1, 2);
    }
    void whatDoesNotFitIntoOneDecisionIsFinishedByTheNext() {
        ControllerFixture cluster;
        cluster.join(1);
        for (const char* name : {"a", "b", "c"}) QVERIFY(cluster.create(name, 8000).outcome.ok());
        cluster.pass(9s);
        cluster.settle();
        QVERIFY(cluster.brokerOf(1).fenced);
        QCOMPARE(cluster.partition("c", 7999).leader, kNoBroker);
        cluster.join(1, 2);
        cluster.settle();
        for (const char* name : {"a", "b", "c"})
            for (int i = 0; i < 8000; ++i) QCOMPARE(cluster.partition(name, i).leader.value(), 1);
    }

    void producerIdsComeInBlocksThatNobodyElseGets() {
        ControllerFixture cluster;
        const BrokerEpoch epoch = cluster.join(1);
        const auto allocate = [&] {
            return cluster.run(
                cluster.controller.allocateProducerIds({.broker = BrokerId{1}, .epoch = epoch}));
        };
        QCOMPARE(allocate().first.value(), 0);
        cluster.failOver();
        const auto second = allocate();
        QCOMPARE(second.first.value(), 1000);
        QCOMPARE(second.count, 1000);
        QCOMPARE(cluster.controller.allocateProducerIds({.broker = BrokerId{1}, .epoch = epoch + 1})
                     .reply.outcome.error,
                 ErrorCode::kStaleBrokerEpoch);
        cluster.append(
            {ProducerIdsRecord{.next = ProducerId{std::numeric_limits<std::int64_t>::max() - 999}}});
        QVERIFY(!allocate().outcome.ok());
    }
};

BROKERSCOPE_TEST(TestControllerBrokers)
#include "tst_controller_brokers.moc"
