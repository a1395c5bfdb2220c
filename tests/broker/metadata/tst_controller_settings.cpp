#include <QtTest/QtTest>

#include "broker/metadata/delta.h"
#include "broker/metadata/tell.h"
#include "tests/broker/metadata/controller_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;
using tests::ControllerFixture;
using Act = AlterConfigs::Act;

namespace {

AlterConfigs change(const ConfigResource& resource, std::vector<AlterConfigs::Change> changes) {
    return {.resources = {{.resource = resource, .changes = std::move(changes)}}};
}
ConfigResource topic() { return ConfigResource::topic("t"); }

struct Refusal {
    const char* what;
    AlterConfigs command;
    ErrorCode error;
};
std::vector<Refusal> refusals() {
    using enum ErrorCode;
    AlterConfigs twice = change(topic(), {});
    twice.resources.push_back(twice.resources.front());
    return {
        {"unknown topic", change(ConfigResource::topic("no"), {}), kUnknownTopicOrPartition},
        {"unknown broker", change(ConfigResource::broker(BrokerId(9)), {}), kBrokerIdNotRegistered},
        {"no broker's number", change({4, "one"}, {}), kInvalidRequest},
        {"a type without settings", change({8, "x"}, {}), kInvalidRequest},
        {"unknown setting", change(topic(), {{"retention.mss", Act::kSet, "1"}}), kInvalidConfig},
        {"a broker's setting", change(topic(), {{"log.retention.ms", Act::kSet, "1"}}), kInvalidConfig},
        {"value out of range", change(topic(), {{"retention.ms", Act::kSet, "-2"}}), kInvalidConfig},
        {"no value", change(topic(), {{"retention.ms", Act::kSet, std::nullopt}}), kInvalidRequest},
        {"no such act", change(topic(), {{"retention.ms", Act{4}, "1"}}), kInvalidRequest},
        {"appending to a number", change(topic(), {{"retention.ms", Act::kAppend, "1"}}), kInvalidConfig},
        {"appending what the list may not hold",
         change(topic(), {{"cleanup.policy", Act::kAppend, "shrink"}}), kInvalidConfig},
        {"a setting twice", change(topic(), {{"retention.ms", Act::kSet, "1"}, {"retention.ms"}}),
         kInvalidRequest},
        {"a resource twice", twice, kInvalidRequest},
        {"a setting of a broker's start",
         change(ConfigResource::allBrokers(), {{"num.partitions", Act::kSet, "2"}}), kInvalidRequest},
        {"min.insync.replicas of one broker",
         change(ConfigResource::broker(BrokerId(1)), {{"min.insync.replicas", Act::kSet, "2"}}),
         kInvalidRequest},
    };
}

/// Three brokers and a topic t of two partitions and three replicas.
struct Cluster : ControllerFixture {
    Cluster()
        : ControllerFixture(options()) {
        for (const int id : {1, 2, 3}) join(id);
        create("t", 2);
    }
    static ControllerOptions options() {
        ControllerOptions options = defaults();
        options.maxReplicationFactor = 3;
        (void)options.settings.set("default.replication.factor", "3");
        return options;
    }
    Outcome alter(const AlterConfigs& command) {
        return run(controller.alterConfigs(command)).resources.at(0).outcome;
    }
    Outcome grow(const CreatePartitions::Topic& asked, bool validateOnly = false) {
        return run(controller.createPartitions({.topics = {asked}, .validateOnly = validateOnly}))
            .topics.at(0)
            .outcome;
    }
    std::string setting(const char* name) const {
        const auto& values = image().config(topic());
        return values.contains(name) ? values.at(name) : std::string("unset");
    }
};

}  // namespace

class TestControllerSettings : public QObject {
    Q_OBJECT

private slots:
    void whatCannotBeChangedIsRefusedWithItsOwnErrorAndChangesNothing_data() {
        QTest::addColumn<int>("row");
        int row = 0;
        for (const Refusal& refusal : refusals()) QTest::newRow(refusal.what) << row++;
    }
    void whatCannotBeChangedIsRefusedWithItsOwnErrorAndChangesNothing() {
        QFETCH(int, row);
        const Refusal refusal = refusals().at(static_cast<std::size_t>(row));
        Cluster cluster;
        const auto decision = cluster.controller.alterConfigs(refusal.command);
        QCOMPARE(decision.reply.resources.size(), std::size_t{1});
        QCOMPARE(decision.reply.resources[0].outcome.error, refusal.error);
        QVERIFY(!decision.reply.resources[0].outcome.detail.empty());
        QVERIFY(decision.records.empty());
    }

    void settingsAreSetAndDeletedOneByOne() {
        Cluster cluster;
        QVERIFY(
            cluster.alter(change(topic(), {{"retention.ms", Act::kSet, "5"}, {"flush.ms", Act::kSet, "6"}}))
                .ok());
        QVERIFY(cluster.alter(change(topic(), {{"retention.ms", Act::kDelete, std::nullopt}})).ok());
        QCOMPARE(cluster.setting("retention.ms"), std::string("unset"));
        QCOMPARE(cluster.setting("flush.ms"), std::string("6"));
    }

    void whatIsSetAlreadyMakesNoRecord() {
        Cluster cluster;
        const AlterConfigs command = change(topic(), {{"retention.ms", Act::kSet, "5"}});
        QVERIFY(cluster.alter(command).ok());
        QVERIFY(cluster.controller.alterConfigs(command).records.empty());
    }

    void itemsAreAppendedToAListAndSubtractedFromItsDefault() {
        Cluster cluster;
        QVERIFY(cluster.alter(change(topic(), {{"cleanup.policy", Act::kAppend, "compact"}})).ok());
        QCOMPARE(cluster.setting("cleanup.policy"), std::string("delete,compact"));
        QVERIFY(cluster.alter(change(topic(), {{"cleanup.policy", Act::kSubtract, "delete"}})).ok());
        QCOMPARE(cluster.setting("cleanup.policy"), std::string("compact"));
    }

    void theOlderRequestReplacesAllSettings() {
        Cluster cluster;
        QVERIFY(cluster.alter(change(topic(), {{"retention.ms", Act::kSet, "5"}})).ok());
        AlterConfigs command = change(topic(), {{"flush.ms", Act::kSet, "6"}});
        command.replacesAll = true;
        QVERIFY(cluster.alter(command).ok());
        QCOMPARE(cluster.setting("retention.ms"), std::string("unset"));
        QCOMPARE(cluster.setting("flush.ms"), std::string("6"));
    }

    void whatIsOnlyValidatedChangesNothing() {
        Cluster cluster;
        AlterConfigs command = change(topic(), {{"retention.ms", Act::kSet, "5"}});
        command.validateOnly = true;
        QVERIFY(cluster.alter(command).ok());
        QCOMPARE(cluster.setting("retention.ms"), std::string("unset"));
    }

    void oneResourceIsRefusedAndAnotherChanged() {
        Cluster cluster;
        AlterConfigs command = change(topic(), {{"retention.ms", Act::kSet, "5"}});
        command.resources.push_back({ConfigResource::topic("no"), {}});
        const AlterConfigsReply reply = cluster.run(cluster.controller.alterConfigs(command));
        QVERIFY(reply.resources.at(0).outcome.ok() && !reply.resources.at(1).outcome.ok());
        QCOMPARE(cluster.setting("retention.ms"), std::string("5"));
    }

    void aLowerMinInSyncTakesEligibilityInTheSameStep() {
        Cluster cluster;
        QVERIFY(cluster.alter(change(ConfigResource::allBrokers(), {{"min.insync.replicas", Act::kSet, "3"}}))
                    .ok());
        const int gone = cluster.partition("t").leader == BrokerId(3) ? 2 : 3;
        cluster.pass(std::chrono::seconds(5));
        for (const int id : {1, 2, 3})
            if (id != gone) cluster.beat(id);
        cluster.pass(std::chrono::seconds(5));
        cluster.settle();
        QCOMPARE(cluster.partition("t").elr, std::vector{BrokerId(gone)});
        QVERIFY(cluster.alter(change(topic(), {{"min.insync.replicas", Act::kSet, "2"}})).ok());
        QVERIFY(cluster.partition("t").elr.empty());
    }

    void aTopicGrowsAndItsPartitionsStayWhereTheyWere() {
        Cluster cluster;
        const PartitionImage before = cluster.partition("t");
        QVERIFY(cluster.grow({.name = "t", .count = 5}).ok());
        QCOMPARE(cluster.image().topic("t")->partitions.size(), std::size_t{5});
        QVERIFY(cluster.partition("t") == before);
        for (int i = 2; i < 5; ++i) {
            QCOMPARE(cluster.partition("t", i).replicas.size(), std::size_t{3});
            QCOMPARE(cluster.partition("t", i).leader, cluster.partition("t", i).replicas.front());
        }
    }

    void newPartitionsGoWhereTheyAreAssigned() {
        Cluster cluster;
        const std::vector<BrokerId> replicas{BrokerId(2), BrokerId(3), BrokerId(1)};
        QVERIFY(cluster.grow({.name = "t", .count = 3, .assignments = {{replicas}}}).ok());
        QCOMPARE(cluster.partition("t", 2).replicas, replicas);
    }

    void whatIsNoGrowthIsRefused() {
        Cluster cluster;
        using enum ErrorCode;
        QCOMPARE(cluster.grow({.name = "no", .count = 3}).error, kUnknownTopicOrPartition);
        QCOMPARE(cluster.grow({.name = "t", .count = 2}).error, kInvalidPartitions);
        QCOMPARE(cluster.grow({.name = "t", .count = 1}).error, kInvalidPartitions);
        QCOMPARE(cluster.grow({.name = "t", .count = -1}).error, kInvalidPartitions);
        QCOMPARE(cluster.grow({.name = "t", .count = 20'000}).error, kPolicyViolation);
        const auto byHand = [&](std::vector<std::vector<BrokerId>> assignments) {
            return cluster.grow({.name = "t", .count = 3, .assignments = std::move(assignments)}).error;
        };
        const BrokerId one(1), two(2), three(3), nine(9);
        QCOMPARE(byHand({}), kInvalidReplicaAssignment);
        QCOMPARE(byHand({{one, two}}), kInvalidReplicaAssignment);
        QCOMPARE(byHand({{one, two, two}}), kInvalidReplicaAssignment);
        QCOMPARE(byHand({{one, two, nine}}), kInvalidReplicaAssignment);
        QCOMPARE(byHand({{one, two, three}, {one, two, three}}), kInvalidReplicaAssignment);
        const CreatePartitions twice{.topics = {{.name = "t", .count = 3}, {.name = "t", .count = 4}}};
        const auto decision = cluster.controller.createPartitions(twice);
        QCOMPARE(decision.reply.topics.size(), std::size_t{1});
        QCOMPARE(decision.reply.topics[0].outcome.error, kInvalidRequest);
        QVERIFY(decision.records.empty());
        QVERIFY(cluster.grow({.name = "t", .count = 3}, true).ok());
        QCOMPARE(cluster.image().topic("t")->partitions.size(), std::size_t{2});
    }

    void growthAndSettingsAreToldAndThoseOfAFreshTopicAreNot() {
        Cluster cluster;
        const ImagePointer before = cluster.controller.workingImage();
        QVERIFY(cluster.grow({.name = "t", .count = 3}).ok());
        QVERIFY(cluster.alter(change(topic(), {{"retention.ms", Act::kSet, "5"}})).ok());
        NewTopic fresh{.name = "u", .settings = {{"retention.ms", "7"}}};
        cluster.run(cluster.controller.createTopics({.topics = {fresh}}));
        const ImagePointer after = cluster.controller.workingImage();
        std::vector<std::string> sentences;
        for (const observe::Event& event : tellChanges(*after, compare(*before, *after)))
            sentences.push_back(observe::tell(event));
        const std::vector<std::string> expected{"retention.ms of topic t is 5; it was not set",
                                                "Topic t has 3 partitions; it had 2",
                                                "Topic u was created: 1 partition, replication factor 3"};
        QCOMPARE(sentences, expected);
    }
};

BROKERSCOPE_TEST(TestControllerSettings)
#include "tst_controller_settings.moc"
