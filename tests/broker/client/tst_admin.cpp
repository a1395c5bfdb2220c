#include <QtTest/QtTest>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/client/admin.h"
#include "broker/simulation/simulator.h"
#include "tests/broker/client/scripted_cluster.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using client::Admin;
using client::ResourceType;
using wire::ApiKey;

namespace {

struct Rig {
    Rig()
        : simulator(1)
        , cluster(simulator, 3)
        , admin(std::make_unique<Admin>(cluster.clientOptions(), simulator.addMachine("client").world())) {}

    /// The answer to a command, waited for.
    template <class T, class Ask>
    Result<T> ask(Ask command) {
        std::optional<Result<T>> answer;
        const world::Call call = command([&answer](Result<T> result) { answer = std::move(result); });
        if (answer) qFatal("completed inside the call");
        if (!simulator.runUntil([&answer] { return answer.has_value(); })) qFatal("never answered");
        return std::move(*answer);
    }
    Result<wire::CreateTopicsResponse> create(const client::NewTopic& topic, bool validateOnly = false) {
        return ask<wire::CreateTopicsResponse>(
            [&](auto done) { return admin->createTopics({topic}, validateOnly, std::move(done)); });
    }
    Result<wire::DeleteTopicsResponse> remove(const std::string& name) {
        return ask<wire::DeleteTopicsResponse>(
            [&](auto done) { return admin->deleteTopics({name}, std::move(done)); });
    }
    Result<wire::DescribeConfigsResponse> describe(ResourceType type, const std::string& name) {
        return ask<wire::DescribeConfigsResponse>(
            [&](auto done) { return admin->describeConfigs(type, name, std::move(done)); });
    }

    simulation::Simulator simulator;
    tests::ScriptedCluster cluster;
    std::unique_ptr<Admin> admin;
};

}  // namespace

class TestAdmin : public QObject {
    Q_OBJECT

private slots:
    void topicsAreCreatedListedDescribedAndDeleted() {
        Rig rig;
        const auto created =
            rig.create({.name = "t", .partitions = 4, .settings = {{"retention.ms", "1000"}}});
        QVERIFY(created && created->topics.at(0).errorCode == ErrorCode::kNone);
        QCOMPARE(rig.cluster.topics.at("t").partitions.size(), std::size_t{4});

        const auto listed = rig.ask<wire::MetadataResponse>(
            [&](auto done) { return rig.admin->metadata({}, std::move(done)); });
        QCOMPARE(listed->brokers.size(), std::size_t{3});
        QCOMPARE(listed->topics.size(), std::size_t{1});
        QCOMPARE(listed->topics[0].partitions.size(), std::size_t{4});

        const auto described = rig.describe(ResourceType::kTopic, "t");
        QCOMPARE(described->results.at(0).configs.at(0).value.value(), std::string("1000"));

        const auto removed = rig.remove("t");
        QVERIFY(removed && removed->responses.at(0).errorCode == ErrorCode::kNone);
        QVERIFY(rig.cluster.topics.empty());
    }

    void whatOnlyValidatesCreatesNothingAndRefusalsAreTold() {
        Rig rig;
        QVERIFY(rig.create({.name = "t"}, true));
        QVERIFY(rig.cluster.topics.empty());
        QVERIFY(rig.create({.name = "t"}));
        const auto again = rig.create({.name = "t"});
        QCOMPARE(again->topics.at(0).errorCode, ErrorCode::kTopicAlreadyExists);
        const auto missing = rig.remove("other");
        QCOMPARE(missing->responses.at(0).errorCode, ErrorCode::kUnknownTopicOrPartition);
    }

    void theControllerIsAskedWhereverItIs() {
        Rig rig;
        rig.cluster.controller = BrokerId(3);
        QVERIFY(rig.create({.name = "one"}));
        // It moves between the question who it is and the command.
        rig.cluster.faults.push_back({.key = ApiKey::kCreateTopics, .code = ErrorCode::kNotController});
        const auto moved = rig.create({.name = "two"});
        QVERIFY(moved && moved->topics.at(0).errorCode == ErrorCode::kNone);
        QCOMPARE(rig.cluster.topics.size(), std::size_t{2});
    }

    void withoutAControllerTheCommandFailsInItsTime() {
        Rig rig;
        rig.cluster.controller = kNoBroker;
        const world::Moment begin = rig.simulator.now();
        const auto refused = rig.create({.name = "t"});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::kBrokerNotAvailable);
        QVERIFY(rig.simulator.now() - begin <= 30s);
    }

    void aBrokersParametersAreAskedOfThatBroker() {
        Rig rig;
        const auto described = rig.describe(ResourceType::kBroker, "2");
        QCOMPARE(described->results.at(0).configs.at(0).value.value(), std::string("2"));
        QCOMPARE(rig.cluster.askedBrokerForConfigs, std::set<std::string>{"broker-2"});
    }

    void leadersAreElectedByTopicAndAskedForAgainWhileTheControllerMoves() {
        Rig rig;
        rig.cluster.faults.push_back({.key = ApiKey::kElectLeaders, .code = ErrorCode::kNotController});
        const std::vector<TopicPartition> wanted{
            {"b", PartitionIndex(0)}, {"a", PartitionIndex(1)}, {"b", PartitionIndex(2)}};
        const auto elected = rig.ask<wire::ElectLeadersResponse>(
            [&](auto done) { return rig.admin->electLeaders(false, wanted, std::move(done)); });
        QVERIFY(elected && elected->errorCode == ErrorCode::kNone);
        QCOMPARE(rig.cluster.count(ApiKey::kElectLeaders), 2);
        const wire::ElectLeadersRequest& asked = rig.cluster.elections.at(0);
        QCOMPARE(int(asked.electionType), 0);
        QCOMPARE(asked.topicPartitions->size(), std::size_t{2});
        QCOMPARE(asked.topicPartitions->at(0).topic, std::string("a"));
        QCOMPARE(asked.topicPartitions->at(1).partitions.size(), std::size_t{2});
    }

    void allLeadersAreElectedWithoutNamesAndUncleanlyIfNeedBe() {
        Rig rig;
        QVERIFY(rig.ask<wire::ElectLeadersResponse>(
            [&](auto done) { return rig.admin->electLeaders(true, {}, std::move(done)); }));
        QCOMPARE(int(rig.cluster.elections.at(0).electionType), 1);
        QVERIFY(!rig.cluster.elections.at(0).topicPartitions);
    }

    void aDeadBrokerIsSteppedOver() {
        Rig rig;
        rig.cluster.machine(1).kill();
        const auto listed = rig.ask<wire::MetadataResponse>(
            [&](auto done) { return rig.admin->metadata({}, std::move(done)); });
        QVERIFY(listed.has_value());
        QVERIFY(rig.simulator.now() < world::Moment(2s));
    }

    void aDroppedHandleAndADestroyedAdminCallNobody() {
        Rig rig;
        int called = 0;
        world::Call dropped = rig.admin->metadata({}, [&called](auto) { ++called; });
        world::Call kept = rig.admin->createTopics({{.name = "t"}}, false, [&called](auto) { ++called; });
        dropped.reset();
        rig.cluster.controller = kNoBroker;
        rig.simulator.runFor(1s);
        rig.admin.reset();
        rig.simulator.runFor(60s);
        QCOMPARE(called, 0);
    }

    void aCompletionMayDestroyItsHandleAndTheAdmin() {
        Rig rig;
        int called = 0;
        world::Call call;
        call = rig.admin->metadata({}, [&](auto) {
            ++called;
            call.reset();
            rig.admin.reset();
        });
        rig.simulator.runFor(5s);
        QCOMPARE(called, 1);
    }
};

BROKERSCOPE_TEST(TestAdmin)
#include "tst_admin.moc"
