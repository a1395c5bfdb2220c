#include <QtTest/QtTest>

#include <functional>

#include "tests/broker/metadata/controller_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;
using namespace std::chrono_literals;
using tests::ControllerFixture;

namespace {

using Assignment = NewTopic::Assignment;

NewTopic assigned(std::vector<Assignment> assignments) {
    return {.name = "t", .assignments = std::move(assignments)};
}
Assignment on(int partition, std::initializer_list<int> brokers) {
    Assignment assignment{PartitionIndex{partition}, {}};
    for (const int id : brokers) assignment.replicas.push_back(BrokerId{id});
    return assignment;
}

struct Refusal {
    const char* what;
    NewTopic topic;
    ErrorCode error;
};
std::vector<Refusal> refusals() {
    using enum ErrorCode;
    NewTopic withFactor = assigned({on(0, {1})});
    withFactor.replicationFactor = 1;
    NewTopic withCount = assigned({on(0, {1})});
    withCount.partitions = 1;
    return {
        {"bad name", {.name = "a b"}, kInvalidTopicException},
        {"empty name", {.name = ""}, kInvalidTopicException},
        {"the metadata topic", {.name = "__cluster_metadata"}, kTopicAuthorizationFailed},
        {"exists", {.name = "there.is"}, kTopicAlreadyExists},
        {"collides", {.name = "there_is"}, kInvalidTopicException},
        {"no partitions", {.name = "t", .partitions = 0}, kInvalidPartitions},
        {"negative partitions", {.name = "t", .partitions = -2}, kInvalidPartitions},
        {"no replicas", {.name = "t", .replicationFactor = 0}, kInvalidReplicationFactor},
        {"negative replicas", {.name = "t", .replicationFactor = -2}, kInvalidReplicationFactor},
        {"more replicas than are kept", {.name = "t", .replicationFactor = 2}, kInvalidReplicationFactor},
        {"unknown setting", {.name = "t", .settings = {{"no.such", "1"}}}, kInvalidConfig},
        {"bad value", {.name = "t", .settings = {{"retention.ms", "soon"}}}, kInvalidConfig},
        {"null value", {.name = "t", .settings = {{"retention.ms", std::nullopt}}}, kInvalidConfig},
        {"assigned with a factor", withFactor, kInvalidRequest},
        {"assigned with a count", withCount, kInvalidRequest},
        {"assigned with a hole", assigned({on(0, {1}), on(2, {1})}), kInvalidReplicaAssignment},
        {"assigned twice", assigned({on(0, {1}), on(0, {1})}), kInvalidReplicaAssignment},
        {"assigned to nobody", assigned({on(0, {})}), kInvalidReplicaAssignment},
        {"assigned twice to one broker", assigned({on(0, {1, 1})}), kInvalidReplicaAssignment},
        {"assigned to a stranger", assigned({on(0, {7})}), kInvalidReplicaAssignment},
        {"assigned unevenly", assigned({on(0, {1}), on(1, {1, 2})}), kInvalidReplicaAssignment},
        {"assigned to a fenced broker", assigned({on(0, {3})}), kInvalidReplicaAssignment},
        {"assigned to too many", assigned({on(0, {1, 2})}), kInvalidReplicationFactor},
    };
}

}  // namespace

class TestControllerTopics : public QObject {
    Q_OBJECT

private slots:
    void whatCannotBeCreatedIsRefusedWithItsOwnError_data() {
        QTest::addColumn<int>("row");
        int row = 0;
        for (const Refusal& refusal : refusals()) QTest::newRow(refusal.what) << row++;
    }
    void whatCannotBeCreatedIsRefusedWithItsOwnError() {
        QFETCH(int, row);
        const Refusal refusal = refusals()[static_cast<std::size_t>(row)];
        ControllerFixture cluster;
        cluster.join(1);
        cluster.join(2);
        cluster.run(cluster.controller.registerBroker(cluster.registration(3), cluster.now));
        QVERIFY(cluster.create("there.is").outcome.ok());
        const auto decision = cluster.controller.createTopics({.topics = {refusal.topic}});
        QVERIFY(decision.records.empty());
        QCOMPARE(errorName(decision.reply.topics.at(0).outcome.error).data(),
                 errorName(refusal.error).data());
        QVERIFY(!decision.reply.topics[0].outcome.detail.empty());
    }
    void withoutUnfencedBrokersThereIsNoTopic() {
        ControllerFixture cluster;
        QCOMPARE(cluster.create("t").outcome.error, ErrorCode::kInvalidReplicationFactor);
        cluster.join(1);
        cluster.pass(9s);
        cluster.settle();
        QCOMPARE(cluster.create("t").outcome.error, ErrorCode::kInvalidReplicationFactor);
    }

    void aTopicIsCreatedWithDefaultsAndTellsItsSettings() {
        ControllerOptions options = ControllerFixture::defaults();
        QVERIFY(options.settings.set("num.partitions", "6"));
        QVERIFY(options.settings.set("log.retention.ms", "77"));
        ControllerFixture cluster(options);
        for (const int id : {1, 2, 3}) cluster.join(id);
        const CreatedTopic created =
            cluster
                .run(cluster.controller.createTopics(
                    {.topics = {{.name = "orders", .settings = {{"cleanup.policy", "compact"}}}}}))
                .topics.at(0);
        QVERIFY2(created.outcome.ok(), created.outcome.detail.c_str());
        QCOMPARE(created.partitions, 6);
        QCOMPARE(created.replicationFactor, std::int16_t{1});
        const TopicImage* topic = cluster.image().topic("orders");
        QVERIFY(topic && topic->id == created.id && topic->partitions.size() == 6);
        QCOMPARE(cluster.image().config(ConfigResource::topic("orders")).at("cleanup.policy"),
                 std::string("compact"));
        std::map<std::string, std::string> settings;
        for (const config::Resolved& resolved : created.settings)
            settings[std::string(resolved.parameter->name)] = resolved.value;
        QCOMPARE(settings.at("cleanup.policy"), std::string("compact"));
        QCOMPARE(settings.at("retention.ms"), std::string("77"));
        QCOMPARE(settings.size(), config::parameters(config::Scope::kTopic).size());
        for (int i = 0; i < 6; ++i) {
            const PartitionImage& partition = cluster.partition("orders", i);
            QVERIFY(partition.replicas == partition.isr && partition.leader == partition.replicas[0]);
            QVERIFY(partition.directories == cluster.brokerOf(partition.leader.value()).logDirs);
        }
    }
    void assignmentsByHandAreTakenAsTheyAre() {
        ControllerFixture cluster;
        cluster.join(1);
        cluster.join(2);
        const auto reply = cluster.run(
            cluster.controller.createTopics({.topics = {assigned({on(2, {1}), on(0, {2}), on(1, {2})})}}));
        QVERIFY2(reply.topics[0].outcome.ok(), reply.topics[0].outcome.detail.c_str());
        QCOMPARE(reply.topics[0].partitions, 3);
        QCOMPARE(cluster.partition("t", 0).leader.value(), 2);
        QCOMPARE(cluster.partition("t", 2).leader.value(), 1);
    }
    void validatingOnlyAnswersAlikeAndChangesNothing() {
        ControllerFixture cluster;
        cluster.join(1);
        const auto decision = cluster.controller.createTopics(
            {.topics = {{.name = "t", .partitions = 3}}, .validateOnly = true});
        QVERIFY(decision.records.empty());
        QVERIFY(decision.reply.topics[0].outcome.ok());
        QCOMPARE(decision.reply.topics[0].partitions, 3);
        QVERIFY(decision.reply.topics[0].id.isZero() && !decision.reply.topics[0].settings.empty());
    }
    void oneRequestMayHoldGoodAndBadTopics() {
        ControllerFixture cluster;
        cluster.join(1);
        const auto reply = cluster.run(cluster.controller.createTopics(
            {.topics = {
                 {.name = "a.b"}, {.name = "twice"}, {.name = "a_b"}, {.name = "twice"}, {.name = "c"}}}));
        QCOMPARE(reply.topics.size(), std::size_t{4});
        QVERIFY(reply.topics[0].outcome.ok());
        QCOMPARE(reply.topics[1].outcome.error, ErrorCode::kInvalidRequest);
        QCOMPARE(reply.topics[2].outcome.error, ErrorCode::kInvalidTopicException);
        QVERIFY(reply.topics[3].outcome.ok());
        QCOMPARE(cluster.image().topics().size(), std::size_t{2});
    }
    void aRequestIsHeldToWhatFitsIntoOneStep() {
        ControllerFixture cluster;
        cluster.join(1);
        QCOMPARE(cluster.create("t", 10'001).outcome.error, ErrorCode::kPolicyViolation);
        QCOMPARE(cluster.create("t", 10'000).outcome.error, ErrorCode::kPolicyViolation);
        QCOMPARE(cluster.create("t", 2'000'000'000).outcome.error, ErrorCode::kPolicyViolation);
        QVERIFY(cluster.create("t", 9'999).outcome.ok());
    }

    void topicsAreDeletedByNameOrById() {
        ControllerFixture cluster;
        cluster.join(1);
        const Uuid id = cluster.create("a").id;
        cluster.create("b");
        const auto reply = cluster.run(cluster.controller.deleteTopics(
            {.topics = {
                 {.id = id}, {.name = "b"}, {.name = "a"}, {.name = "c"}, {.name = "a", .id = id}, {}}}));
        QVERIFY(reply.topics[0].outcome.ok() && reply.topics[0].name == "a");
        QVERIFY(reply.topics[1].outcome.ok());
        QCOMPARE(reply.topics[2].outcome.error, ErrorCode::kInvalidRequest);
        QCOMPARE(reply.topics[3].outcome.error, ErrorCode::kUnknownTopicOrPartition);
        QCOMPARE(reply.topics[4].outcome.error, ErrorCode::kInvalidRequest);
        QCOMPARE(reply.topics[5].outcome.error, ErrorCode::kInvalidRequest);
        QVERIFY(cluster.image().topics().empty());
        const auto again = cluster.controller.deleteTopics({.topics = {{.id = id}}});
        QCOMPARE(again.reply.topics[0].outcome.error, ErrorCode::kUnknownTopicId);
        QVERIFY(!again.reply.topics[0].name && again.records.empty());
    }
    void aDeletedNameIsFreeAgainForItselfAndItsLookalikes() {
        ControllerFixture cluster;
        cluster.join(1);
        const Uuid first = cluster.create("a.b").id;
        cluster.run(cluster.controller.deleteTopics({.topics = {{.name = "a.b"}}}));
        QVERIFY(cluster.create("a_b").outcome.ok());
        QCOMPARE(cluster.create("a.b").outcome.error, ErrorCode::kInvalidTopicException);
        cluster.failOver();
        QCOMPARE(cluster.create("a.b").outcome.error, ErrorCode::kInvalidTopicException);
        QVERIFY(cluster.image().topic("a_b")->id != first);
    }
    void deletingCanBeSwitchedOff() {
        ControllerOptions options = ControllerFixture::defaults();
        QVERIFY(options.settings.set("delete.topic.enable", "false"));
        ControllerFixture cluster(options);
        cluster.join(1);
        cluster.create("a");
        QCOMPARE(cluster.controller.deleteTopics({.topics = {{.name = "a"}}}).reply.topics[0].outcome.error,
                 ErrorCode::kTopicDeletionDisabled);
    }
};

BROKERSCOPE_TEST(TestControllerTopics)
#include "tst_controller_topics.moc"
