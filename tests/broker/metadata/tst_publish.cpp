#include <QtTest/QtTest>

#include "broker/metadata/publish.h"
#include "broker/metadata/tell.h"
#include "tests/broker/metadata/controller_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;
using namespace std::chrono_literals;
using tests::ControllerFixture;

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
        QVERIFY(told() == Lines{"Topic orders was created: 1 partitions, replication factor 1"});
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
};

BROKERSCOPE_TEST(TestPublish)
#include "tst_publish.moc"
