#include <QtTest/QtTest>

#include "broker/groups/group_state.h"
#include "tests/broker/groups/coordinator_player.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::groups;
using Joining = CoordinatorPlayer::Joining;

class TestGroupState : public QObject {
    Q_OBJECT

private slots:
    void theTableHoldsEveryLegalTransitionAndNoOther() {
        using S = GroupState;
        constexpr S kAll[] = {S::kEmpty, S::kPreparingRebalance, S::kCompletingRebalance, S::kStable,
                              S::kDead};
        // Rows from, columns to, in the order above.
        constexpr bool kLegal[5][5] = {
            {false, true, false, false, true},   {true, false, true, false, true},
            {false, true, false, true, true},    {false, true, false, false, true},
            {false, false, false, false, false},
        };
        std::size_t count = 0;
        for (int from = 0; from < 5; ++from)
            for (int to = 0; to < 5; ++to) {
                QCOMPARE(isLegal(kAll[from], kAll[to]), kLegal[from][to]);
                count += kLegal[from][to] ? 1 : 0;
            }
        QCOMPARE(legalTransitions().size(), count);
    }

    void aGroupGoesThroughItsStates() {
        auto options = CoordinatorPlayer::defaults();
        options.initialRebalanceDelay = std::chrono::seconds(3);
        CoordinatorPlayer player(options);
        const auto first = player.joinWithId({.client = "c0"});
        QCOMPARE(player.state(), GroupState::kPreparingRebalance);
        player.pass(3000);
        QCOMPARE(player.state(), GroupState::kCompletingRebalance);
        const std::string id = player.joined(first.ticket).memberId;
        player.sync(id, 1, {{id, {0, 1}}});
        QCOMPARE(player.state(), GroupState::kStable);
        // Somebody comes while the group is stable, and somebody else before the assignment is there.
        const auto second = player.joinWithId({.client = "c1"});
        QCOMPARE(player.state(), GroupState::kPreparingRebalance);
        player.join({.client = "c0", .member = id});
        QCOMPARE(player.state(), GroupState::kCompletingRebalance);
        const auto third = player.joinWithId({.client = "c2"});
        QCOMPARE(player.state(), GroupState::kPreparingRebalance);
        player.leave({{.memberId = id}, {.memberId = second.id}, {.memberId = third.id}});
        QCOMPARE(player.state(), GroupState::kEmpty);
        player.settle(player->deleteGroups(Ticket{9'000}, {"demo"}, player.now()));
        QCOMPARE(player.state(), GroupState::kDead);
        QVERIFY(!player.group());
    }
};

BROKERSCOPE_TEST(TestGroupState)
#include "tst_group_state.moc"
