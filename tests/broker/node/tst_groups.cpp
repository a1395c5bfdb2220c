#include <QtTest/QtTest>

#include <algorithm>
#include <chrono>

#include "broker/wire/messages/api_versions.h"
#include "broker/wire/messages/delete_groups.h"
#include "broker/wire/messages/describe_configs.h"
#include "broker/wire/messages/describe_groups.h"
#include "broker/wire/messages/find_coordinator.h"
#include "broker/wire/messages/leave_group.h"
#include "broker/wire/messages/list_groups.h"
#include "broker/wire/messages/metadata.h"
#include "tests/broker/node/group_peer.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using tests::GroupPeer;

namespace {

/// One broker, and no wait for more members.
struct Served {
    explicit Served(
        tests::SimulatedBrokers::SettingValues settings = {{"offsets.topic.replication.factor", "1"},
                                                           {"group.initial.rebalance.delay.ms", "0"}})
        : brokers(1, settings)
        , isReady(brokers.areServing()) {}

    bool hasCoordinator() { return tests::coordinatorOf(brokers, 1, "g") == 1; }
    std::shared_ptr<const observe::GroupSnapshot> shown(const std::string& group) {
        brokers.simulator.runFor(200ms);
        for (const auto& candidate : brokers.told.snapshots.at(1)->groups)
            if (candidate->id == group) return candidate;
        return nullptr;
    }

    tests::SimulatedBrokers brokers;
    bool isReady = false;
};

wire::FindCoordinatorResponse::Coordinator find(tests::FrameClient& client, const std::string& key,
                                                std::int8_t type = 0) {
    const auto found =
        client.call(wire::FindCoordinatorRequest{.keyType = type, .coordinatorKeys = {key}}, 6);
    return found ? found->coordinators.at(0) : wire::FindCoordinatorResponse::Coordinator{};
}

}  // namespace

class TestGroups : public QObject {
    Q_OBJECT

private slots:
    void theOffsetsTopicIsMadeWhenSomebodyFirstAsksForACoordinator() {
        Served served;
        QVERIFY(served.isReady);
        tests::FrameClient client(served.brokers);
        const auto first = find(client, "g");
        QCOMPARE(first.errorCode, ErrorCode::kCoordinatorNotAvailable);
        QCOMPARE(first.nodeId, kNoBroker);
        QVERIFY(served.hasCoordinator());
        const auto found = find(client, "g");
        QCOMPARE(found.nodeId.value(), 1);
        QCOMPARE(found.host, tests::SimulatedBrokers::addressOf(1).host);
        QCOMPARE(found.port, 9092);

        wire::MetadataRequest metadata;
        metadata.topics.emplace().push_back({.name = "__consumer_offsets"});
        const auto topic = client.call(metadata, 9);
        QCOMPARE(topic->topics.at(0).partitions.size(), std::size_t{50});
        QVERIFY(topic->topics[0].isInternal);
        wire::DescribeConfigsRequest configs;
        configs.resources = {{.resourceType = 2, .resourceName = "__consumer_offsets"}};
        const auto settings = client.call(configs, 4);
        const auto valueOf = [&](const std::string& name) {
            for (const auto& row : settings->results.at(0).configs)
                if (row.name == name) return row.value.value_or("");
            return std::string();
        };
        QCOMPARE(valueOf("cleanup.policy"), std::string("compact"));
        QCOMPARE(valueOf("segment.bytes"), std::string("104857600"));
        QCOMPARE(valueOf("compression.type"), std::string("producer"));
    }

    void metadataMakesTheOffsetsTopicAsAGroupDoes() {
        Served served;
        QVERIFY(served.isReady);
        tests::FrameClient client(served.brokers);
        wire::MetadataRequest metadata{.allowAutoTopicCreation = true};
        metadata.topics.emplace().push_back({.name = "__consumer_offsets"});
        const auto made = client.call(metadata, 9);
        QCOMPARE(made->topics.at(0).partitions.size(), std::size_t{50});
    }

    void oneQuestionForManyCoordinatorsIsAnsweredForEach() {
        Served served;
        QVERIFY(served.isReady && served.hasCoordinator());
        tests::FrameClient client(served.brokers);
        const auto found = client.call(wire::FindCoordinatorRequest{.coordinatorKeys = {"a", "b", "c"}}, 4);
        QCOMPARE(found->coordinators.size(), std::size_t{3});
        for (const auto& row : found->coordinators) QCOMPARE(row.errorCode, ErrorCode::kNone);
        QCOMPARE(found->coordinators[2].key, std::string("c"));
        const auto old = client.call(wire::FindCoordinatorRequest{.key = "a"}, 0);
        QCOMPARE(old->nodeId.value(), 1);
        // Neither transactions nor share groups are coordinated.
        QCOMPARE(find(client, "t", 1).errorCode, ErrorCode::kCoordinatorNotAvailable);
        QCOMPARE(find(client, "s", 2).errorCode, ErrorCode::kInvalidRequest);
        QCOMPARE(find(client, "x", 9).errorCode, ErrorCode::kInvalidRequest);
    }

    void clientsCannotWriteToTheOffsetsTopic() {
        Served served;
        QVERIFY(served.isReady && served.hasCoordinator());
        tests::FrameClient client(served.brokers);
        const Bytes batch = tests::batchOf({"x"});
        const auto answer = client.call(tests::produceRequest("__consumer_offsets", batch), 9);
        QCOMPARE(answer->responses.at(0).partitionResponses.at(0).errorCode,
                 ErrorCode::kInvalidTopicException);
    }

    void apisAreOfferedAsKafkaOffersThem() {
        Served served;
        QVERIFY(served.isReady);
        tests::FrameClient client(served.brokers);
        const auto offered = client.call(wire::ApiVersionsRequest{}, 0);
        using K = wire::ApiKey;
        const std::vector<std::tuple<K, int, int>> expected{
            {K::kOffsetCommit, 2, 10}, {K::kOffsetFetch, 1, 10},   {K::kFindCoordinator, 0, 6},
            {K::kJoinGroup, 0, 9},     {K::kHeartbeat, 0, 4},      {K::kLeaveGroup, 0, 5},
            {K::kSyncGroup, 0, 5},     {K::kDescribeGroups, 0, 6}, {K::kListGroups, 0, 5},
            {K::kDeleteGroups, 0, 2},  {K::kOffsetDelete, 0, 0}};
        for (const auto& [key, first, last] : expected) {
            const auto row =
                std::ranges::find(offered->apiKeys, key, &wire::ApiVersionsResponse::ApiVersion::apiKey);
            QVERIFY(row != offered->apiKeys.end());
            QCOMPARE(int{row->minVersion}, first);
            QCOMPARE(int{row->maxVersion}, last);
        }
    }

    void aMemberJoinsGetsItsAssignmentAndLeaves() {
        Served served;
        QVERIFY(served.isReady && served.hasCoordinator());
        GroupPeer member(served.brokers, 1, "g");
        const auto first = member.receiveJoin(member.sendJoin());
        QCOMPARE(first->errorCode, ErrorCode::kMemberIdRequired);
        QVERIFY(first->memberId.starts_with("test-client-"));
        const auto joined = member.receiveJoin(member.sendJoin());
        QCOMPARE(joined->errorCode, ErrorCode::kNone);
        QCOMPARE(joined->leader, member.memberId);
        QCOMPARE(joined->members.size(), std::size_t{1});
        QCOMPARE(member.sync({{.memberId = member.memberId, .assignment = {1, 2, 3}}}), ErrorCode::kNone);
        QCOMPARE(member.assignment, std::string("\1\2\3"));
        QCOMPARE(member.heartbeat(), ErrorCode::kNone);

        const auto shown = served.shown("g");
        QVERIFY(shown != nullptr);
        QCOMPARE(shown->state, observe::GroupState::kStable);
        QCOMPARE(shown->coordinator.value(), 1);
        QCOMPARE(shown->members.size(), std::size_t{1});
        QVERIFY(served.brokers.told.has(observe::EventKind::kGroupRebalanced));

        QCOMPARE(member.leave(), ErrorCode::kNone);
        QCOMPARE(member.heartbeat(), ErrorCode::kUnknownMemberId);
        QCOMPARE(served.shown("g")->state, observe::GroupState::kEmpty);
    }

    void aSecondMemberMakesTheFirstJoinAgain() {
        Served served;
        QVERIFY(served.isReady && served.hasCoordinator());
        GroupPeer a(served.brokers, 1, "g");
        GroupPeer b(served.brokers, 1, "g");
        QVERIFY(a.becomeOnlyMember());
        QCOMPARE(b.receiveJoin(b.sendJoin())->errorCode, ErrorCode::kMemberIdRequired);
        const std::int32_t waiting = b.sendJoin();
        b.client.pause(1s);
        QVERIFY(!b.client.isAnswered(waiting));
        QCOMPARE(a.heartbeat(), ErrorCode::kRebalanceInProgress);
        QVERIFY(a.join());
        QCOMPARE(b.receiveJoin(waiting)->errorCode, ErrorCode::kNone);
        QCOMPARE(a.generation, b.generation);
        QCOMPARE(b.leader, a.memberId);
        const std::int32_t asked = b.sendSync();
        QCOMPARE(a.sync({{.memberId = a.memberId, .assignment = {'a'}},
                         {.memberId = b.memberId, .assignment = {'b'}}}),
                 ErrorCode::kNone);
        QCOMPARE(b.receiveSync(asked)->errorCode, ErrorCode::kNone);
        QCOMPARE(a.assignment, std::string("a"));
        QCOMPARE(b.assignment, std::string("b"));
    }

    void aBrokenConnectionRemovesNobodyBeforeTheSessionEnds() {
        Served served;
        QVERIFY(served.isReady && served.hasCoordinator());
        {
            GroupPeer member(served.brokers, 1, "g");
            QVERIFY(member.becomeOnlyMember());
        }
        served.brokers.simulator.runFor(9s);
        QCOMPARE(served.shown("g")->members.size(), std::size_t{1});
        served.brokers.simulator.runFor(2s);
        QCOMPARE(served.shown("g")->members.size(), std::size_t{0});
        QVERIFY(served.brokers.told.has(observe::EventKind::kMemberExpelled));
    }

    void oldVersionsAreAnsweredInTheirOwnWords() {
        Served served;
        QVERIFY(served.isReady && served.hasCoordinator());
        GroupPeer member(served.brokers, 1, "g");
        // Before version 4 nobody is sent back for a member id.
        const auto joined = member.receiveJoin(member.sendJoin(0), 0);
        QVERIFY(joined.has_value());
        QCOMPARE(joined->errorCode, ErrorCode::kNone);
        wire::LeaveGroupRequest leave{.groupId = "g", .memberId = "nobody"};
        const auto left = member.client.call(leave, 2);
        QCOMPARE(left->errorCode, ErrorCode::kUnknownMemberId);
        leave.memberId = member.memberId;
        QCOMPARE(member.client.call(leave, 0)->errorCode, ErrorCode::kNone);
    }

    void requestsWithoutAGroupAreRefused() {
        Served served;
        QVERIFY(served.isReady && served.hasCoordinator());
        GroupPeer nobody(served.brokers, 1, "");
        QCOMPARE(nobody.receiveJoin(nobody.sendJoin())->errorCode, ErrorCode::kInvalidGroupId);
        // The protocol of version 0 has no null, which some error answers would be.
        QCOMPARE(nobody.receiveJoin(nobody.sendJoin(0), 0)->errorCode, ErrorCode::kInvalidGroupId);
        QCOMPARE(nobody.sync(), ErrorCode::kInvalidGroupId);
        QCOMPARE(nobody.heartbeat(), ErrorCode::kInvalidGroupId);
        QCOMPARE(nobody.leave(), ErrorCode::kInvalidGroupId);
    }

    void groupsAreListedDescribedAndDeletedOnceEmpty() {
        Served served;
        QVERIFY(served.isReady && served.hasCoordinator());
        GroupPeer member(served.brokers, 1, "busy");
        QVERIFY(member.becomeOnlyMember());
        tests::FrameClient& client = member.client;

        const auto all = client.call(wire::ListGroupsRequest{}, 5);
        QCOMPARE(all->errorCode, ErrorCode::kNone);
        QCOMPARE(all->groups.size(), std::size_t{1});
        QCOMPARE(all->groups[0].groupId, std::string("busy"));
        QCOMPARE(all->groups[0].groupState, std::string("Stable"));
        QCOMPARE(all->groups[0].groupType, std::string("classic"));
        QVERIFY(client.call(wire::ListGroupsRequest{.statesFilter = {"Empty"}}, 4)->groups.empty());

        const wire::DescribeGroupsRequest describe{.groups = {"none", "busy"},
                                                   .includeAuthorizedOperations = true};
        const auto described = client.call(describe, 5);
        QCOMPARE(described->groups.size(), std::size_t{2});
        QCOMPARE(described->groups[0].groupState, std::string("Dead"));
        QCOMPARE(described->groups[1].groupState, std::string("Stable"));
        QCOMPARE(described->groups[1].members.size(), std::size_t{1});
        QCOMPARE(described->groups[1].members[0].clientHost, std::string("/client"));
        QCOMPARE(described->groups[1].authorizedOperations, 0xd48);
        QCOMPARE(client.call(describe, 6)->groups[0].errorCode, ErrorCode::kGroupIdNotFound);

        const wire::DeleteGroupsRequest remove{.groupsNames = {"busy", "none"}};
        const auto refused = client.call(remove, 2);
        QCOMPARE(refused->results.at(0).errorCode, ErrorCode::kNonEmptyGroup);
        QCOMPARE(refused->results.at(1).errorCode, ErrorCode::kGroupIdNotFound);
        QCOMPARE(member.leave(), ErrorCode::kNone);
        QCOMPARE(client.call(remove, 2)->results.at(0).errorCode, ErrorCode::kNone);
        QVERIFY(client.call(wire::ListGroupsRequest{}, 0)->groups.empty());
        QVERIFY(served.shown("busy") == nullptr);
    }

    // W13: the hash of the name says which partition has a group.
    void groupsLiveWhereKafkaPutsThem() {
        Served served;
        QVERIFY(served.isReady && served.hasCoordinator());
        for (const auto& [group, partition] :
             {std::pair{"demo", 1}, std::pair{"test", 48}, std::pair{"my-group", 12}}) {
            GroupPeer member(served.brokers, 1, group);
            QVERIFY(member.becomeOnlyMember());
            QCOMPARE(served.shown(group)->partition.value(), partition);
        }
    }
};

BROKERSCOPE_TEST(TestGroups)
#include "tst_groups.moc"
