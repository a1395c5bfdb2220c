#include <QtTest/QtTest>

#include "broker/metadata/publish.h"
#include "broker/metadata/tell.h"
#include "tests/broker/metadata/replicated_cluster.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;
using namespace std::chrono_literals;
using tests::ControllerFixture;
using tests::ids;

namespace {

std::vector<std::string> toldBetween(const ImagePointer& before, const ImagePointer& after) {
    std::vector<std::string> told;
    for (const observe::Event& event : tellChanges(*after, compare(*before, *after)))
        told.push_back(observe::tell(event));
    return told;
}

using Lines = std::vector<std::string>;

}  // namespace

class TestPublish : public QObject {
    Q_OBJECT

private slots:
    void theSnapshotShowsTopicsBrokersAndSettings() {
        ControllerFixture cluster;
        cluster.join(1);
        cluster.join(2);
        cluster.create("b", 2);
        cluster.run(
            cluster.controller.createTopics({.topics = {{.name = "a", .settings = {{"retention.ms", "5"}}},
                                                        {.name = "__consumer_offsets"}}}));
        cluster.append({ConfigRecord{.resourceType = 4, .resourceName = "2", .name = "x", .value = "y"}});
        SnapshotPublisher publisher("cluster");
        const auto shown = publisher.publish(cluster.controller.workingImage());
        QCOMPARE(shown->topics.size(), std::size_t{3});
        QVERIFY(shown->topics[0]->name == "__consumer_offsets" && shown->topics[0]->isInternal);
        QVERIFY(shown->topics[1]->name == "a" && !shown->topics[1]->isInternal);
        QCOMPARE(shown->topics[1]->settings.at("retention.ms"), std::string("5"));
        QCOMPARE(shown->topics[2]->partitions.size(), std::size_t{2});
        QCOMPARE(shown->topics[2]->partitions[1]->leader, shown->topics[2]->partitions[1]->preferredLeader);
        QVERIFY(shown->brokers.size() == 2 && shown->brokers[1]->port == 9092 &&
                !shown->brokers[1]->isFenced);
        QCOMPARE(shown->brokerSettings.at("2").at("x"), std::string("y"));
        QCOMPARE(shown->end, cluster.image().end());
        QVERIFY(publisher.publish(cluster.controller.workingImage()) == shown);
    }
    void onlyWhatChangedIsShownAnew() {
        ControllerFixture cluster;
        cluster.join(1);
        for (const char* name : {"a", "b", "c"}) cluster.create(name, 3);
        SnapshotPublisher publisher("cluster");
        const auto first = publisher.publish(cluster.controller.workingImage());
        cluster.append({PartitionChangeRecord{
            .partition = PartitionIndex{1}, .topicId = cluster.image().topic("b")->id, .leader = kNoBroker}});
        const auto second = publisher.publish(cluster.controller.workingImage());
        QVERIFY(first->topics[0] == second->topics[0] && first->topics[2] == second->topics[2]);
        QVERIFY(first->topics[1] != second->topics[1]);
        QVERIFY(first->topics[1]->partitions[0] == second->topics[1]->partitions[0]);
        QCOMPARE(second->topics[1]->partitions[1]->leader, kNoBroker);
        QVERIFY(first->brokers[0] == second->brokers[0]);

        cluster.append(
            {ConfigRecord{.resourceType = 2, .resourceName = "c", .name = "retention.ms", .value = "1"}});
        const auto third = publisher.publish(cluster.controller.workingImage());
        QVERIFY(third->topics[1] == second->topics[1] && third->topics[2] != second->topics[2]);
        QVERIFY(third->topics[2]->partitions[0] == second->topics[2]->partitions[0]);
        QCOMPARE(third->topics[2]->settings.size(), std::size_t{1});
    }
    void aNameThatCameBackIsShownOnceWithNothingOfTheOldTopic() {
        ControllerFixture cluster;
        cluster.join(1);
        cluster.create("a");
        cluster.create("b", 3);
        SnapshotPublisher publisher("cluster");
        publisher.publish(cluster.controller.workingImage());
        cluster.run(cluster.controller.deleteTopics({.topics = {{.name = "a"}, {.name = "b"}}}));
        cluster.create("b", 1);
        const auto shown = publisher.publish(cluster.controller.workingImage());
        QCOMPARE(shown->topics.size(), std::size_t{1});
        QVERIFY(shown->topics[0]->id == cluster.image().topic("b")->id);
        QCOMPARE(shown->topics[0]->partitions.size(), std::size_t{1});
    }
    void manySnapshotsInARowEqualOneFromScratch() {
        ControllerFixture cluster;
        cluster.join(1);
        cluster.join(2);
        SnapshotPublisher step("cluster");
        for (int i = 0; i < 60; ++i) {
            cluster.create("t" + std::to_string(i * 7 % 20), 2);
            if (i % 3 == 0)
                cluster.run(
                    cluster.controller.deleteTopics({.topics = {{.name = "t" + std::to_string(i % 20)}}}));
            const auto shown = step.publish(cluster.controller.workingImage());
            const auto fresh = SnapshotPublisher("cluster").publish(cluster.controller.workingImage());
            QCOMPARE(shown->topics.size(), fresh->topics.size());
            for (std::size_t j = 0; j < fresh->topics.size(); ++j) {
                QCOMPARE(shown->topics[j]->name, fresh->topics[j]->name);
                QVERIFY(shown->topics[j]->id == fresh->topics[j]->id);
            }
        }
    }

    void changesAreToldInSentences() {
        ControllerFixture cluster;
        ImagePointer before = cluster.controller.workingImage();
        const auto told = [&] {
            const ImagePointer after = cluster.controller.workingImage();
            const Lines lines = toldBetween(before, after);
            before = after;
            return lines;
        };
        cluster.run(cluster.controller.registerBroker(cluster.registration(1), cluster.now));
        QVERIFY(told() == Lines{"Broker 1 registered with the controller (broker epoch 2)"});
        cluster.beat(1);
        QVERIFY(told() == Lines{"Broker 1 caught up with the metadata and was unfenced"});
        cluster.create("orders", 1);
        QVERIFY(told() == Lines{"Topic orders was created: 1 partition, replication factor 1"});
        cluster.pass(9s);
        cluster.settle();
        QVERIFY((told() == Lines{"Broker 1 was fenced: the controller did not hear from it in time",
                                 "orders-0 has no leader: broker 1 is fenced"}));
        cluster.join(1, 2);
        const Lines back = told();
        QCOMPARE(back.size(), std::size_t{3});
        QVERIFY(back[0].find("registered") != std::string::npos &&
                back[1].find("unfenced") != std::string::npos);
        QCOMPARE(back[2], std::string("Broker 1 leads orders-0 from leader epoch 2: broker 1 is back"));
        cluster.beat(1, true);
        QVERIFY(told() == Lines{"orders-0 has no leader: broker 1 is stopping"});
        cluster.beat(1, true);
        QVERIFY(told() == Lines{"Broker 1 was fenced: it is stopping"});
        cluster.run(cluster.controller.deleteTopics({.topics = {{.name = "orders"}}}));
        QVERIFY(told() == Lines{"Topic orders was deleted"});
    }
    void whatBecomesOfReplicasIsToldWithItsReason() {
        tests::ReplicatedCluster cluster;
        cluster.create("t", ids({1, 2, 3}));
        ImagePointer before = cluster.controller.workingImage();
        const auto told = [&] {
            const ImagePointer after = cluster.controller.workingImage();
            const Lines lines = toldBetween(before, after);
            before = after;
            return lines;
        };
        cluster.alter(cluster.asking("t", {1, 2}));
        QVERIFY(told() == Lines{"In-sync replicas of t-0 shrank to 1, 2: broker 3 fell behind"});
        cluster.alter(cluster.asking("t", {1, 2, 3}));
        QVERIFY(told() == Lines{"In-sync replicas of t-0 grew to 1, 2, 3: broker 3 caught up"});
        cluster.silence({1});
        QVERIFY((told() == Lines{"Broker 1 was fenced: the controller did not hear from it in time",
                                 "In-sync replicas of t-0 shrank to 2, 3: broker 1 is fenced",
                                 "Broker 2 leads t-0 from leader epoch 1: broker 1 is fenced"}));
        cluster.join(1, 2);
        cluster.alter(cluster.asking("t", {2, 3, 1}));
        told();
        cluster.elect("t", ElectionType::kPreferred);
        QVERIFY(told() == Lines{"Broker 1 leads t-0 from leader epoch 2: it is the preferred leader"});
        cluster.beat(1, true);
        QVERIFY((told() == Lines{"In-sync replicas of t-0 shrank to 2, 3: broker 1 is stopping",
                                 "Broker 2 leads t-0 from leader epoch 3: broker 1 is stopping"}));
    }
    void anUncleanElectionIsToldWithWhatItMayLose() {
        tests::ReplicatedCluster cluster;
        cluster.create("strict", ids({1, 2}));
        cluster.create("loose", ids({1, 2}), {{"unclean.leader.election.enable", "true"}});
        for (const char* topic : {"loose", "strict"}) cluster.alter(cluster.asking(topic, {1}));
        ImagePointer before = cluster.controller.workingImage();
        cluster.silence({1});
        Lines lines = toldBetween(before, cluster.controller.workingImage());
        QCOMPARE(lines.size(), std::size_t{3});
        QCOMPARE(lines[1], std::string("Broker 2 leads loose-0 from leader epoch 1 by an unclean election: "
                                       "no replica known to have everything is alive, so that what only "
                                       "broker 1 has is lost"));
        QCOMPARE(lines[2], std::string("Broker 2 leads strict-0 from leader epoch 1: broker 1 is fenced"));

        cluster.silence({1, 2});
        cluster.joinUncleanly(1, 2);
        before = cluster.controller.workingImage();
        cluster.joinUncleanly(2, 2);
        lines = toldBetween(before, cluster.controller.workingImage());
        QVERIFY(
            std::find(lines.begin(), lines.end(),
                      "Broker 2 leads strict-0 from leader epoch 3 by an unclean election: broker 2 led "
                      "last and came back without a clean shutdown, so that what had not reached its disk "
                      "is lost") != lines.end());
    }
    void theSnapshotShowsWhoMayLeadAPartitionWithoutLeader() {
        tests::ReplicatedCluster cluster;
        cluster.create("t", ids({1, 2}));
        cluster.silence({1});
        cluster.silence({1, 2});
        SnapshotPublisher publisher("cluster");
        const auto shown = publisher.publish(cluster.controller.workingImage());
        const observe::PartitionSnapshot& partition = *shown->topics[0]->partitions[0];
        QVERIFY(partition.isr.empty() && partition.leader == kNoBroker && !partition.isRecovering);
        QVERIFY(partition.eligible == ids({2, 1}) && partition.lastKnownLeaders == ids({2}));
    }
};

BROKERSCOPE_TEST(TestPublish)
#include "tst_publish.moc"
