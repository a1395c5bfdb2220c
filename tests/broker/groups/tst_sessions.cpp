#include <QtTest/QtTest>

#include "tests/broker/groups/coordinator_player.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::groups;
using observe::EventKind;

class TestSessions : public QObject {
    Q_OBJECT

private slots:
    void whoIsNotHeardOfForItsSessionIsExpelled() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        for (int i = 0; i < 3; ++i) {
            player.pass(3000);
            QCOMPARE(player.heartbeat(ids[0], 1), ErrorCode::kNone);
        }
        player.pass(999);
        QCOMPARE(player.state(), GroupState::kStable);
        player.pass(1);
        QCOMPARE(player.state(), GroupState::kPreparingRebalance);
        QCOMPARE(QString::fromStdString(player.told(EventKind::kMemberExpelled)),
                 QString("c1 was expelled from group demo: nothing was heard of it for 10000 ms "
                         "(session.timeout.ms)"));
        QCOMPARE(player.heartbeat(ids[0], 1), ErrorCode::kRebalanceInProgress);
        QCOMPARE(player.heartbeat(ids[1], 1), ErrorCode::kUnknownMemberId);
    }

    // A member with the defaults that is killed right after its last heartbeat, and one killed just before
    // the next would have gone out.
    void aKilledMemberIsOutAfter42To45Seconds() {
        for (const std::int64_t sinceHeartbeat : {0, 3000}) {
            CoordinatorPlayer player;
            const auto killed = player.joinWithId({.client = "c0", .session = 45'000, .rebalance = 300'000});
            player.pass(0);
            player.sync(killed.id, 1, {{killed.id, {0}}});
            QCOMPARE(player.heartbeat(killed.id, 1), ErrorCode::kNone);
            player.pass(sinceHeartbeat);
            const Timestamp death = player.now().wall;
            while (player.state() == GroupState::kStable) player.pass(100);
            QCOMPARE(player.now().wall - death, 45'000 - sinceHeartbeat);
        }
    }

    // With the defaults both times are 5 min.
    void aNewcomerIsInThoughItsTimeEndsWithTheRebalanceThatItWaitsFor() {
        CoordinatorPlayer player;
        const auto stuck = player.joinWithId({.client = "c0", .session = 45'000, .rebalance = 300'000});
        player.pass(0);
        player.sync(stuck.id, 1, {{stuck.id, {0}}});
        const auto newcomer = player.joinWithId({.client = "c1", .session = 45'000, .rebalance = 300'000});
        for (int i = 0; i < 100; ++i) {
            QVERIFY(!player.isAnswered(newcomer.ticket));
            QCOMPARE(player.heartbeat(stuck.id, 1), ErrorCode::kRebalanceInProgress);
            player.pass(3'000);
        }
        QCOMPARE(player.joined(newcomer.ticket).errorCode, ErrorCode::kNone);
        QCOMPARE(player.joined(newcomer.ticket).leader, newcomer.id);
        QCOMPARE(player.heartbeat(stuck.id, 1), ErrorCode::kUnknownMemberId);
    }

    void whoLeavesHandsOnItsPartitionsAtOnce() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        player.leave({{.memberId = ids[1], .reason = "the consumer is being closed"}});
        QCOMPARE(player.state(), GroupState::kPreparingRebalance);
        QCOMPARE(QString::fromStdString(player.told(EventKind::kMemberLeft)),
                 QString("c1 left group demo: the consumer is being closed"));
        const Ticket again = player.join({.client = "c0", .member = ids[0]});
        QCOMPARE(player.joined(again).generationId, GenerationId{2});
        player.sync(ids[0], 2, {{ids[0], {0, 1}}});
        const auto rebalance = player.group()->rebalance;
        QCOMPARE(rebalance->before->size(), std::size_t{2});
        QCOMPARE(rebalance->before->at(1).member, ids[1]);
        QCOMPARE(rebalance->moved, std::uint32_t{1});
    }

    void theLastToGoLeavesAnEmptyGroupBehind() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        const std::size_t before = player.log().size();
        player.leave({{.memberId = ids[0]}});
        QCOMPARE(player.state(), GroupState::kEmpty);
        QCOMPARE(player.generation(), 2);
        QCOMPARE(player.log().size(), before + 1);
        QCOMPARE(player.countOf(EventKind::kGroupEmptied), std::size_t{1});
        player.reload();
        QCOMPARE(player.state(), GroupState::kEmpty);
        QCOMPARE(player.generation(), 2);
    }

    void aLeaveWhoseRecordIsRefusedSaysSo() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        player.refuseNext(ErrorCode::kNotEnoughReplicas);
        const auto response = player.leave({{.memberId = ids[0]}});
        QCOMPARE(response.errorCode, ErrorCode::kCoordinatorNotAvailable);
        QCOMPARE(player.state(), GroupState::kEmpty);
    }

    void leavingAnswersEveryMemberByItself() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        const std::string pending = player.joined(player.join({.client = "c2"})).memberId;
        const auto response =
            player.leave({{.memberId = ids[0]}, {.memberId = "stranger"}, {.memberId = pending}});
        QCOMPARE(response.errorCode, ErrorCode::kNone);
        QCOMPARE(response.members.size(), std::size_t{3});
        QCOMPARE(response.members[0].errorCode, ErrorCode::kNone);
        QCOMPARE(response.members[1].errorCode, ErrorCode::kUnknownMemberId);
        QCOMPARE(response.members[2].errorCode, ErrorCode::kNone);
        const auto unknown = player.leave({{.memberId = ids[0]}}, 5, "nowhere");
        QCOMPARE(unknown.errorCode, ErrorCode::kNone);
        QCOMPARE(unknown.members[0].errorCode, ErrorCode::kUnknownMemberId);
    }

    void oldClientsLeaveWithoutAList() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        QCOMPARE(player.leave({{.memberId = "stranger"}}, 1).errorCode, ErrorCode::kUnknownMemberId);
        QCOMPARE(player.leave({{.memberId = ids[0]}}, 1).errorCode, ErrorCode::kNone);
        QCOMPARE(player.state(), GroupState::kEmpty);
    }

    void whoLeavesWhileItWaitsIsAnswered() {
        CoordinatorPlayer player;
        const auto first = player.joinWithId({.client = "c0"});
        const auto second = player.joinWithId({.client = "c1"});
        player.pass(0);
        const Ticket waiting = player.sync(second.id, 1);
        player.leave({{.memberId = second.id}});
        QCOMPARE(player.synced(waiting).errorCode, ErrorCode::kUnknownMemberId);
        const Ticket joining = player.join({.client = "c0", .member = first.id});
        QCOMPARE(player.joined(joining).generationId, GenerationId{2});
    }

    void whatAHeartbeatIsTold_data() {
        QTest::addColumn<QString>("member");
        QTest::addColumn<int>("generation");
        QTest::addColumn<QString>("group");
        QTest::addColumn<int>("error");
        QTest::newRow("all well") << "" << 1 << "demo" << int(ErrorCode::kNone);
        QTest::newRow("an old generation") << "" << 0 << "demo" << int(ErrorCode::kIllegalGeneration);
        QTest::newRow("an unknown member") << "stranger" << 1 << "demo" << int(ErrorCode::kUnknownMemberId);
        QTest::newRow("an unknown group") << "" << 1 << "other" << int(ErrorCode::kUnknownMemberId);
        QTest::newRow("no group id") << "" << 1 << "" << int(ErrorCode::kInvalidGroupId);
    }
    void whatAHeartbeatIsTold() {
        QFETCH(QString, member);
        QFETCH(int, generation);
        QFETCH(QString, group);
        QFETCH(int, error);
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        const std::string id = member.isEmpty() ? ids[0] : member.toStdString();
        QCOMPARE(int(player.heartbeat(id, generation, std::nullopt, group.toStdString())), error);
    }

    void whoWaitsIsNotExpelledByItsSession() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        player.joinWithId({.client = "c2"});
        const Ticket waiting = player.join({.client = "c0", .member = ids[0]});
        for (int i = 0; i < 11; ++i) {
            player.pass(5000);
            player.heartbeat(ids[1], 1);
        }
        QVERIFY2(!player.isAnswered(waiting), "55 s of a session of 10 s");
        player.pass(5000);
        QCOMPARE(player.joined(waiting).generationId, GenerationId{2});
    }

    void loadedMembersHaveAWholeSessionToBeHeardOf() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        player.pass(9000);
        player.reload();
        QCOMPARE(player.state(), GroupState::kStable);
        QCOMPARE(player.generation(), 1);
        player.pass(9000);
        QCOMPARE(player.heartbeat(ids[0], 1), ErrorCode::kNone);
        QCOMPARE(player.assigned(player.sync(ids[0], 1)), (std::vector<std::int32_t>{0}));
        player.pass(1000);
        QCOMPARE(player.group()->members.size(), std::size_t{1});
        QVERIFY(player.told(EventKind::kMemberExpelled).contains("c1"));
    }

    void aCoordinatorThatGoesTellsWhoWaits() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        const auto third = player.joinWithId({.client = "c2"});
        player.settle(player->unload(player.now()));
        QCOMPARE(player.joined(third.ticket).errorCode, ErrorCode::kNotCoordinator);
        QCOMPARE(player.waitsFor(third.ticket), Offset{0});
    }

    void aDeadlineIsKnownInTime() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        const auto expected = player.now().moment + std::chrono::milliseconds(CoordinatorPlayer::kSession);
        QVERIFY(player->nextDeadline().value() <= expected);
        QCOMPARE(player.group()->members[0]->deadline, player.now().wall + CoordinatorPlayer::kSession);
    }
};

BROKERSCOPE_TEST(TestSessions)
#include "tst_sessions.moc"
