#include <QtTest/QtTest>

#include "tests/broker/groups/coordinator_player.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::groups;
using Joining = CoordinatorPlayer::Joining;
using observe::EventKind;

namespace {

/// Static members i0 and i1, stable; i0 leads.
struct StaticGroup {
    CoordinatorPlayer player;
    std::vector<std::string> ids;

    explicit StaticGroup(const std::vector<std::string>& protocols = {"range"}) {
        std::vector<Ticket> tickets;
        for (const char* instance : {"i0", "i1"})
            tickets.push_back(player.join({.client = "c", .instance = instance, .protocols = protocols}));
        player.pass(0);
        for (const Ticket ticket : tickets) ids.push_back(player.joined(ticket).memberId);
        player.sync(ids[1], 1, {}, "i1");
        player.sync(ids[0], 1, {{ids[0], {0}}, {ids[1], {1}}}, "i0");
    }
};

}  // namespace

class TestStaticMembers : public QObject {
    Q_OBJECT

private slots:
    void aStaticMemberJoinsWithoutBeingGivenAnIdFirst() {
        CoordinatorPlayer player;
        const Ticket ticket = player.join({.instance = "i0"});
        player.pass(0);
        QCOMPARE(player.joined(ticket).errorCode, ErrorCode::kNone);
        QVERIFY(player.joined(ticket).memberId.starts_with("i0-"));
        QCOMPARE(player.group()->members[0]->instanceId, std::string("i0"));
    }

    void oneThatComesBackKeepsItsAssignmentWithoutARebalance() {
        StaticGroup group;
        CoordinatorPlayer& player = group.player;
        const Ticket ticket = player.join({.client = "c", .instance = "i1"});
        const auto& response = player.joined(ticket);
        QCOMPARE(response.errorCode, ErrorCode::kNone);
        QCOMPARE(response.generationId, GenerationId{1});
        QVERIFY(response.memberId != group.ids[1]);
        QVERIFY(!response.skipAssignment && response.members.empty());
        QCOMPARE(player.state(), GroupState::kStable);
        QCOMPARE(player.assigned(player.sync(response.memberId, 1, {}, "i1")),
                 (std::vector<std::int32_t>{1}));
        QCOMPARE(player.countOf(EventKind::kMemberReplaced), std::size_t{1});
        // Its new id is stored, and what the earlier instance asks is refused.
        QCOMPARE(player.waitsFor(ticket).value(), static_cast<std::int64_t>(player.log().size()));
        QCOMPARE(player.heartbeat(group.ids[1], 1, "i1"), ErrorCode::kFencedInstanceId);
        QCOMPARE(player.synced(player.sync(group.ids[1], 1, {}, "i1")).errorCode,
                 ErrorCode::kFencedInstanceId);
        QCOMPARE(player.commit({.member = group.ids[1], .generation = 1, .instance = "i1"}),
                 ErrorCode::kFencedInstanceId);
        player.reload();
        QCOMPARE(player.heartbeat(response.memberId, 1, "i1"), ErrorCode::kNone);
    }

    void aLeaderThatComesBackNeedNotAssign() {
        StaticGroup group;
        const Ticket ticket = group.player.join({.client = "c", .instance = "i0", .version = 9});
        const auto& response = group.player.joined(ticket);
        QVERIFY(response.skipAssignment);
        QCOMPARE(response.leader, response.memberId);
        QCOMPARE(response.members.size(), std::size_t{2});
    }

    void anOldClientThatWasLeaderIsToldTheIdItHad() {
        StaticGroup group;
        const Ticket ticket = group.player.join({.client = "c", .instance = "i0", .version = 8});
        const auto& response = group.player.joined(ticket);
        QCOMPARE(response.leader, group.ids[0]);
        QVERIFY(response.members.empty() && !response.skipAssignment);
        QCOMPARE(group.player.group()->leader, response.memberId);
    }

    void oneThatComesBackWithOtherTopicsOnlyIsStoredWithThem() {
        StaticGroup group;
        CoordinatorPlayer& player = group.player;
        player.join({.client = "c", .instance = "i1", .topics = {"orders", "payments"}});
        QCOMPARE(player.state(), GroupState::kStable);
        player.reload();
        QCOMPARE(player.group()->members[1]->topics, (std::vector<std::string>{"orders", "payments"}));
        QVERIFY(player.replayedState() == player->durableState());
    }

    void oneThatComesBackWithOtherProtocolsStartsARebalance() {
        StaticGroup group({"range", "sticky"});
        CoordinatorPlayer& player = group.player;
        player.join({.client = "c", .instance = "i1", .protocols = {"sticky"}});
        QCOMPARE(player.state(), GroupState::kPreparingRebalance);
        const Ticket again = player.join(
            {.client = "c", .member = group.ids[0], .instance = "i0", .protocols = {"range", "sticky"}});
        QCOMPARE(player.joined(again).protocolName, std::optional<std::string>("sticky"));
    }

    void oneThatComesBackBeforeTheAssignmentIsThereStartsARebalance() {
        CoordinatorPlayer player;
        const Ticket first = player.join({.client = "c", .instance = "i0"});
        const Ticket second = player.join({.client = "c", .instance = "i1"});
        player.pass(0);
        const std::string old = player.joined(second).memberId;
        const Ticket waiting = player.sync(old, 1, {}, "i1");
        const Ticket back = player.join({.client = "c", .instance = "i1"});
        QCOMPARE(player.synced(waiting).errorCode, ErrorCode::kFencedInstanceId);
        QCOMPARE(player.state(), GroupState::kPreparingRebalance);
        player.join({.client = "c", .member = player.joined(first).memberId, .instance = "i0"});
        QCOMPARE(player.joined(back).generationId, GenerationId{2});
    }

    void oneThatComesBackWhileAllJoinTakesThePlaceOfWhoWaited() {
        StaticGroup group;
        CoordinatorPlayer& player = group.player;
        player.joinWithId({.client = "dynamic"});
        const Ticket old = player.join({.client = "c", .member = group.ids[1], .instance = "i1"});
        QVERIFY(!player.isAnswered(old));
        const Ticket back = player.join({.client = "c", .instance = "i1"});
        QCOMPARE(player.joined(old).errorCode, ErrorCode::kFencedInstanceId);
        player.join({.client = "c", .member = group.ids[0], .instance = "i0"});
        QCOMPARE(player.joined(back).generationId, GenerationId{2});
        QCOMPARE(player.group()->members.size(), std::size_t{3});
    }

    void anIdThatAnotherHasTakenIsFenced() {
        StaticGroup group;
        CoordinatorPlayer& player = group.player;
        player.join({.client = "c", .instance = "i1"});
        const Ticket zombie = player.join({.client = "c", .member = group.ids[1], .instance = "i1"});
        QCOMPARE(player.joined(zombie).errorCode, ErrorCode::kFencedInstanceId);
        QCOMPARE(player.joined(zombie).memberId, group.ids[1]);
        const Ticket unknown = player.join({.client = "c", .member = group.ids[1], .instance = "i7"});
        QCOMPARE(player.joined(unknown).errorCode, ErrorCode::kUnknownMemberId);
    }

    void anInstanceIsRemovedByItsName() {
        StaticGroup group;
        CoordinatorPlayer& player = group.player;
        const auto response = player.leave({{.memberId = "", .groupInstanceId = "i1"},
                                            {.memberId = "", .groupInstanceId = "i9"},
                                            {.memberId = group.ids[1], .groupInstanceId = "i0"}});
        QCOMPARE(response.members[0].errorCode, ErrorCode::kNone);
        QCOMPARE(response.members[1].errorCode, ErrorCode::kUnknownMemberId);
        QCOMPARE(response.members[2].errorCode, ErrorCode::kFencedInstanceId);
        QCOMPARE(player.group()->members.size(), std::size_t{1});
    }

    void missingARebalanceDoesNotExpelAStaticMemberButItsSessionDoes() {
        CoordinatorPlayer player;
        const Ticket first =
            player.join({.client = "c", .instance = "i0", .session = 100'000, .rebalance = 20'000});
        player.pass(0);
        const std::string id = player.joined(first).memberId;
        player.sync(id, 1, {{id, {0}}}, "i0");
        const auto dynamic = player.joinWithId({.client = "d", .rebalance = 20'000});
        player.pass(20'000);
        QCOMPARE(player.joined(dynamic.ticket).generationId, GenerationId{2});
        QCOMPARE(player.joined(dynamic.ticket).leader, dynamic.id);
        QCOMPARE(player.joined(dynamic.ticket).members.size(), std::size_t{2});
    }

    void aReplacementThatCannotBeStoredDidNotHappen() {
        StaticGroup group;
        CoordinatorPlayer& player = group.player;
        player.refuseNext(ErrorCode::kNotEnoughReplicas);
        const Ticket ticket = player.join({.client = "c", .instance = "i1"});
        QCOMPARE(player.joined(ticket).errorCode, ErrorCode::kCoordinatorNotAvailable);
        QCOMPARE(player.joined(ticket).memberId, std::string());
        QCOMPARE(player.heartbeat(group.ids[1], 1, "i1"), ErrorCode::kNone);
        QVERIFY(player.replayedState() == player->durableState());
    }

    void aMemberThatWasGivenAnIdCannotTurnStatic() {
        CoordinatorPlayer player;
        const std::string id = player.joined(player.join({})).memberId;
        const Ticket odd = player.join({.member = id, .instance = "i0"});
        QCOMPARE(player.joined(odd).errorCode, ErrorCode::kUnknownServerError);
    }
};

BROKERSCOPE_TEST(TestStaticMembers)
#include "tst_static_members.moc"
