#include <QtTest/QtTest>

#include <set>

#include "tests/broker/groups/coordinator_player.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::groups;

namespace {

using Described = std::vector<wire::DescribeGroupsResponse::Group>;
using Listed = std::vector<wire::ListGroupsResponse::Group>;

std::vector<std::string> listed(CoordinatorPlayer& player, const wire::ListGroupsRequest& request,
                                Ticket ticket) {
    player.settle(player->list(ticket, request));
    std::vector<std::string> ids;
    for (const auto& group : *player.reply<Listed>(ticket)) ids.push_back(group.groupId);
    return ids;
}

}  // namespace

class TestGroupQueries : public QObject {
    Q_OBJECT

private slots:
    void aStableGroupIsDescribed() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        player.settle(player->describe(Ticket{9'000}, {"admin", "/1", 6}, {"demo"}));
        const auto& group = player.reply<Described>(Ticket{9'000})->at(0);
        QCOMPARE(group.errorCode, ErrorCode::kNone);
        QCOMPARE(group.groupState, std::string("Stable"));
        QCOMPARE(group.protocolType, std::string("consumer"));
        QCOMPARE(group.protocolData, std::string("range"));
        QCOMPARE(group.members.size(), std::size_t{2});
        QCOMPARE(group.members[1].memberId, ids[1]);
        QCOMPARE(group.members[1].clientId, std::string("c1"));
        QCOMPARE(group.members[1].clientHost, std::string("/127.0.0.1"));
        QVERIFY(group.members[1].memberMetadata == CoordinatorPlayer::subscription({"orders"}));
        QVERIFY(group.members[1].memberAssignment == CoordinatorPlayer::assignment({1}));
    }

    void aRebalancingGroupIsDescribedWithoutMetadata() {
        CoordinatorPlayer player;
        player.stableGroup({"c0", "c1"});
        player.joinWithId({.client = "c2"});
        player.settle(player->describe(Ticket{9'000}, {"admin", "/1", 5}, {"demo"}));
        const auto& group = player.reply<Described>(Ticket{9'000})->at(0);
        QCOMPARE(group.groupState, std::string("PreparingRebalance"));
        QCOMPARE(group.protocolData, std::string());
        QVERIFY(group.members[0].memberMetadata.empty());
    }

    void anUnknownGroupIsDeadAndSinceVersion6AnError() {
        CoordinatorPlayer player;
        player.settle(player->describe(Ticket{9'000}, {"admin", "/1", 5}, {"other"}));
        QCOMPARE(player.reply<Described>(Ticket{9'000})->at(0).groupState, std::string("Dead"));
        QCOMPARE(player.reply<Described>(Ticket{9'000})->at(0).errorCode, ErrorCode::kNone);
        player.settle(player->describe(Ticket{9'001}, {"admin", "/1", 6}, {"other"}));
        QCOMPARE(player.reply<Described>(Ticket{9'001})->at(0).errorCode, ErrorCode::kGroupIdNotFound);
        QVERIFY(player.reply<Described>(Ticket{9'001})->at(0).errorMessage.has_value());
    }

    void groupsAreListedByStateAndType() {
        CoordinatorPlayer player;
        player.stableGroup({"c0"}, "b");
        player.commit({.group = "a", .offset = 1});
        using Ids = std::vector<std::string>;
        QCOMPARE(listed(player, {}, Ticket{9'000}), (Ids{"a", "b"}));
        QCOMPARE(listed(player, {.statesFilter = {"Stable"}}, Ticket{9'001}), (Ids{"b"}));
        QCOMPARE(listed(player, {.statesFilter = {"empty", "dead"}}, Ticket{9'002}), (Ids{"a"}));
        QCOMPARE(listed(player, {.typesFilter = {"Classic"}}, Ticket{9'003}), (Ids{"a", "b"}));
        QCOMPARE(listed(player, {.typesFilter = {"consumer"}}, Ticket{9'004}), Ids{});
        const auto& row = player.reply<Listed>(Ticket{9'000})->at(1);
        QCOMPARE(row.protocolType, std::string("consumer"));
        QCOMPARE(row.groupState, std::string("Stable"));
        QCOMPARE(row.groupType, std::string("classic"));
    }

    void onlyGroupsWithoutMembersAreDeleted() {
        CoordinatorPlayer player;
        player.stableGroup({"c0"}, "busy");
        player.commit({.group = "idle", .offset = 1});
        player.settle(
            player->deleteGroups(Ticket{9'000}, {"busy", "idle", "other", "", "idle"}, player.now()));
        const auto& results = player.reply<wire::DeleteGroupsResponse>(Ticket{9'000})->results;
        QCOMPARE(results.size(), std::size_t{4});
        QCOMPARE(results[0].errorCode, ErrorCode::kNonEmptyGroup);
        QCOMPARE(results[1].errorCode, ErrorCode::kNone);
        QCOMPARE(results[2].errorCode, ErrorCode::kGroupIdNotFound);
        QCOMPARE(results[3].errorCode, ErrorCode::kInvalidGroupId);
        QVERIFY(!player.group("idle"));
        QVERIFY(player.replayedState() == player->durableState());
        QCOMPARE(player.committed("orders", 0, "idle"), std::int64_t{-1});
    }

    void aDeletionThatCannotBeStoredSaysSo() {
        CoordinatorPlayer player;
        player.commit({.group = "idle", .offset = 1});
        player.refuseNext(ErrorCode::kNotEnoughReplicas);
        player.settle(player->deleteGroups(Ticket{9'000}, {"idle"}, player.now()));
        QCOMPARE(player.reply<wire::DeleteGroupsResponse>(Ticket{9'000})->results[0].errorCode,
                 ErrorCode::kCoordinatorNotAvailable);
        QCOMPARE(player.committed("orders", 0, "idle"), std::int64_t{1});
        QCOMPARE(player.countOf(observe::EventKind::kGroupDeleted), std::size_t{0});
    }

    void snapshotsShareWhatDidNotChange() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"}, "a");
        player.stableGroup({"c2"}, "b");
        player.commit({.group = "a", .member = ids[0], .generation = 1, .topic = "x", .offset = 1});
        player.commit({.group = "a", .member = ids[0], .generation = 1, .topic = "y", .offset = 1});
        const auto before = player->snapshot(player.now());
        QVERIFY(before == player->snapshot(player.now()));
        player.commit({.group = "a", .member = ids[0], .generation = 1, .topic = "y", .offset = 2});
        const auto after = player->snapshot(player.now());
        QVERIFY(before[0] != after[0] && before[1] == after[1]);
        QVERIFY(before[0]->members[0] != after[0]->members[0]);  // it was heard of
        QVERIFY(before[0]->members[1] == after[0]->members[1]);
        QVERIFY(before[0]->offsets[0] == after[0]->offsets[0]);
        QVERIFY(before[0]->offsets[1] != after[0]->offsets[1]);
        QVERIFY(before[0]->rebalance == after[0]->rebalance);
    }

    void aSnapshotTellsWhoWaitsForWhat() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        player.joinWithId({.client = "c2"});
        player.join({.client = "c0", .member = ids[0]});
        QCOMPARE(player.group()->member(ids[0])->waitsFor, observe::MemberWait::kJoin);
        QCOMPARE(player.group()->member(ids[0])->deadline, kNoTimestamp);
        QCOMPARE(player.group()->member(ids[1])->waitsFor, observe::MemberWait::kNothing);
        player.join({.client = "c1", .member = ids[1]});
        player.sync(ids[1], 2);
        QCOMPARE(player.group()->member(ids[1])->waitsFor, observe::MemberWait::kSync);
    }
};

BROKERSCOPE_TEST(TestGroupQueries)
#include "tst_group_queries.moc"
