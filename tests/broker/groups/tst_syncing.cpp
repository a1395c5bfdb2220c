#include <QtTest/QtTest>

#include "tests/broker/groups/coordinator_player.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::groups;
using observe::EventKind;

class TestSyncing : public QObject {
    Q_OBJECT

private slots:
    void theLeadersAssignmentReachesEverybody() {
        CoordinatorPlayer player;
        const auto first = player.joinWithId({.client = "c0"});
        const auto second = player.joinWithId({.client = "c1"});
        player.pass(0);
        const Ticket waiting = player.sync(second.id, 1);
        QVERIFY(!player.isAnswered(waiting));
        const std::size_t before = player.log().size();
        const Ticket leaders = player.sync(first.id, 1, {{first.id, {0, 1}}, {second.id, {2}}});
        QCOMPARE(player.assigned(leaders), (std::vector<std::int32_t>{0, 1}));
        QCOMPARE(player.assigned(waiting), (std::vector<std::int32_t>{2}));
        QCOMPARE(player.synced(waiting).protocolName, std::optional<std::string>("range"));
        // It is stored, and nobody hears of it before that is committed.
        QCOMPARE(player.log().size(), before + 1);
        QCOMPARE(player.waitsFor(waiting).value(), static_cast<std::int64_t>(player.log().size()));
        QCOMPARE(player.state(), GroupState::kStable);
    }

    void whoIsNotMentionedIsAssignedNothing() {
        CoordinatorPlayer player;
        const auto first = player.joinWithId({.client = "c0"});
        const auto second = player.joinWithId({.client = "c1"});
        player.pass(0);
        player.sync(first.id, 1, {{first.id, {0}}, {"stranger", {1}}});
        const Ticket late = player.sync(second.id, 1);
        QCOMPARE(player.synced(late).errorCode, ErrorCode::kNone);
        QVERIFY(player.synced(late).assignment.empty());
        QVERIFY(player.group()->member("stranger") == nullptr);
    }

    void whoAsksLateGetsTheAssignmentOfAStableGroup() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        QCOMPARE(player.assigned(player.sync(ids[1], 1)), (std::vector<std::int32_t>{1}));
    }

    void whatIsRefused_data() {
        QTest::addColumn<QString>("member");
        QTest::addColumn<int>("generation");
        QTest::addColumn<QString>("group");
        QTest::addColumn<int>("error");
        QTest::newRow("an unknown group") << "" << 1 << "other" << int(ErrorCode::kUnknownMemberId);
        QTest::newRow("no group id") << "" << 1 << "" << int(ErrorCode::kInvalidGroupId);
        QTest::newRow("an unknown member") << "stranger" << 1 << "demo" << int(ErrorCode::kUnknownMemberId);
        QTest::newRow("an old generation") << "" << 0 << "demo" << int(ErrorCode::kIllegalGeneration);
        QTest::newRow("a generation to come") << "" << 2 << "demo" << int(ErrorCode::kIllegalGeneration);
    }
    void whatIsRefused() {
        QFETCH(QString, member);
        QFETCH(int, generation);
        QFETCH(QString, group);
        QFETCH(int, error);
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        const std::string id = member.isEmpty() ? ids[0] : member.toStdString();
        const Ticket ticket = player.sync(id, generation, {}, std::nullopt, group.toStdString());
        QCOMPARE(int(player.synced(ticket).errorCode), error);
    }

    void anotherProtocolThanTheGroupsIsRefused() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        wire::SyncGroupRequest request;
        request.groupId = "demo";
        request.memberId = ids[0];
        request.generationId = GenerationId{1};
        request.protocolType = "consumer";
        request.protocolName = "sticky";
        player.settle(player->sync(Ticket{9'000}, request, player.now()));
        QCOMPARE(player.synced(Ticket{9'000}).errorCode, ErrorCode::kInconsistentGroupProtocol);
        request.protocolName = "range";
        player.settle(player->sync(Ticket{9'001}, request, player.now()));
        QCOMPARE(player.synced(Ticket{9'001}).errorCode, ErrorCode::kNone);
    }

    void aMemberThatComesSendsThoseWhoWaitForTheAssignmentToJoinAgain() {
        CoordinatorPlayer player;
        player.joinWithId({.client = "c0"});
        const auto second = player.joinWithId({.client = "c1"});
        player.pass(0);
        const Ticket waiting = player.sync(second.id, 1);
        player.joinWithId({.client = "c2"});
        QCOMPARE(player.synced(waiting).errorCode, ErrorCode::kRebalanceInProgress);
        QCOMPARE(player.synced(player.sync(second.id, 1)).errorCode, ErrorCode::kRebalanceInProgress);
    }

    void whoDoesNotAskForItsAssignmentIsExpelled() {
        CoordinatorPlayer player;
        const auto first = player.joinWithId({.client = "c0", .session = 30'000, .rebalance = 20'000});
        player.joinWithId({.client = "c1", .session = 30'000, .rebalance = 20'000});
        player.pass(0);
        player.sync(first.id, 1, {{first.id, {0}}});
        player.pass(19'999);
        QCOMPARE(player.state(), GroupState::kStable);
        player.pass(1);
        QCOMPARE(player.state(), GroupState::kPreparingRebalance);
        QCOMPARE(player.group()->members.size(), std::size_t{1});
        QVERIFY(player.told(EventKind::kMemberExpelled).contains("c1"));
        QVERIFY(player.told(EventKind::kMemberExpelled).contains("did not ask for its assignment"));
    }

    void aLeaderThatNeverAssignsIsExpelledWithWhoWaitsForItRejoining() {
        CoordinatorPlayer player;
        const auto first = player.joinWithId({.client = "c0", .session = 30'000, .rebalance = 20'000});
        const auto second = player.joinWithId({.client = "c1", .session = 30'000, .rebalance = 20'000});
        player.pass(0);
        const Ticket waiting = player.sync(second.id, 1);
        player.pass(20'000);
        QCOMPARE(player.synced(waiting).errorCode, ErrorCode::kRebalanceInProgress);
        const Ticket again = player.join({.client = "c1", .member = second.id});
        QCOMPARE(player.joined(again).leader, second.id);
        QVERIFY(player.group()->member(first.id) == nullptr);
    }

    void anAssignmentThatCannotBeStoredStartsANewRebalance() {
        CoordinatorPlayer player;
        const auto first = player.joinWithId({.client = "c0"});
        const auto second = player.joinWithId({.client = "c1"});
        player.pass(0);
        const Ticket waiting = player.sync(second.id, 1);
        player.refuseNext(ErrorCode::kNotEnoughReplicas);
        const Ticket leaders = player.sync(first.id, 1, {{first.id, {0}}, {second.id, {1}}});
        QCOMPARE(player.synced(leaders).errorCode, ErrorCode::kCoordinatorNotAvailable);
        QCOMPARE(player.synced(waiting).errorCode, ErrorCode::kCoordinatorNotAvailable);
        QVERIFY(player.synced(waiting).assignment.empty());
        QCOMPARE(player.state(), GroupState::kPreparingRebalance);
        QVERIFY(player.told(EventKind::kGroupRebalancing).contains("could not be stored"));
        QVERIFY(player.group()->member(second.id)->assignment->empty());
        player.join({.client = "c0", .member = first.id});
        player.join({.client = "c1", .member = second.id});
        QCOMPARE(player.generation(), 2);
    }

    void whatTheLogSaysIsToldAsKafkaTellsIt_data() {
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("told");
        using E = ErrorCode;
        QTest::newRow("too few replicas") << int(E::kNotEnoughReplicas) << int(E::kCoordinatorNotAvailable);
        QTest::newRow("timed out") << int(E::kRequestTimedOut) << int(E::kCoordinatorNotAvailable);
        QTest::newRow("leader no more") << int(E::kNotLeaderOrFollower) << int(E::kNotCoordinator);
        QTest::newRow("a disk failed") << int(E::kKafkaStorageError) << int(E::kNotCoordinator);
        QTest::newRow("too large") << int(E::kMessageTooLarge) << int(E::kUnknownServerError);
        QTest::newRow("something else") << int(E::kPolicyViolation) << int(E::kPolicyViolation);
    }
    void whatTheLogSaysIsToldAsKafkaTellsIt() {
        QFETCH(int, error);
        QFETCH(int, told);
        CoordinatorPlayer player;
        const auto first = player.joinWithId({});
        player.pass(0);
        player.refuseNext(static_cast<ErrorCode>(error));
        const Ticket ticket = player.sync(first.id, 1, {{first.id, {0}}});
        QCOMPARE(int(player.synced(ticket).errorCode), told);
    }

    void theSnapshotTellsWhatMovedAndHowLongItTook() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        player.pass(1000);
        const Timestamp began = player.now().wall;
        const auto third = player.joinWithId({.client = "c2"});
        player.pass(100);
        player.join({.client = "c0", .member = ids[0]});
        player.pass(200);
        QVERIFY(player.group()->rebalance->isUnderWay());
        player.join({.client = "c1", .member = ids[1]});
        player.pass(50);
        player.sync(third.id, 2);
        player.sync(ids[0], 2, {{ids[0], {0}}, {third.id, {1}}});
        const auto rebalance = player.group()->rebalance;
        QVERIFY(!rebalance->isUnderWay());
        QCOMPARE(rebalance->began, began);
        QCOMPARE(rebalance->joined - rebalance->began, std::int64_t{300});
        QCOMPARE(rebalance->assigned - rebalance->joined, std::int64_t{50});
        QCOMPARE(rebalance->generationBefore, GenerationId{1});
        QCOMPARE(rebalance->generation, GenerationId{2});
        QCOMPARE(rebalance->moved, std::uint32_t{1});
        QCOMPARE(rebalance->before->size(), std::size_t{2});
        QCOMPARE(rebalance->before->at(1).member, ids[1]);
        QCOMPARE(rebalance->after->at(1).member, third.id);
        QCOMPARE(rebalance->members.size(), std::size_t{3});
        QVERIFY(
            player.told(EventKind::kGroupRebalanced)
                .contains("generation 2: 3 members, 1 partition moved; joining took 300 ms, assigning 50"));
        // c1 has not asked for its assignment yet: it stands still until it does.
        const auto& phases = rebalance->members[1];
        QCOMPARE(phases.member, ids[1]);
        QCOMPARE(phases.askedToJoin - began, std::int64_t{300});
        QCOMPARE(phases.assigned, kNoTimestamp);
        player.pass(70);
        player.sync(ids[1], 2);
        QCOMPARE(player.group()->rebalance->members[1].assigned - began, std::int64_t{420});
    }

    void aRebalanceThatStartsOverIsOneRebalanceForPeople() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        player.joinWithId({.client = "c1"});
        player.join({.client = "c0", .member = ids[0]});
        QCOMPARE(player.state(), GroupState::kCompletingRebalance);
        player.joinWithId({.client = "c2"});
        const auto group = player.group();
        QCOMPARE(group->rebalances, std::uint64_t{2});
        QVERIFY(group->rebalance->isUnderWay());
        QVERIFY(group->rebalance->reason.starts_with("c1 joined"));
        QCOMPARE(group->rebalance->joined, kNoTimestamp);
        QCOMPARE(group->rebalance->before->at(0).member, ids[0]);
    }
};

BROKERSCOPE_TEST(TestSyncing)
#include "tst_syncing.moc"
