#include <QTest>

#include "app/groups/coordinator_choice.h"
#include "app/groups/ownership.h"
#include "tests/app/groups/sample_group.h"
#include "tests/support/test_registry.h"

using namespace app;
using namespace broker;
using sample::at;

/// Who owns what, and who coordinates.
class TestOwnership : public QObject {
    Q_OBJECT
private slots:
    void whoJoinedHasItsShareAndTheOthersHaveLess() {
        sample::GroupCluster cluster;
        cluster.topic("orders", 4)
            .member({"a", {"orders"}, {at("orders", 0), at("orders", 1)}})
            .member({"b", {"orders"}, {at("orders", 2), at("orders", 3)}})
            .before({{at("orders", 0), "a"},
                     {at("orders", 1), "a"},
                     {at("orders", 2), "a"},
                     {at("orders", 3), "a"}});
        const GroupOwnership ownership = groupOwnership(cluster.snapshot(), cluster.group);
        QCOMPARE(ownership.members.size(), std::size_t{2});
        QVERIFY(!ownership.members[0].isNew && ownership.members[1].isNew);
        QCOMPARE(ownership.rows.size(), std::size_t{4});
        QVERIFY(!ownership.rows[1].hasMoved());
        QVERIFY(ownership.rows[2].hasMoved());
        QCOMPARE(*ownership.rows[2].before, std::size_t{0});
        QCOMPARE(*ownership.rows[2].after, std::size_t{1});
    }

    void whoLeftStandsLastWithWhatItHad() {
        sample::GroupCluster cluster;
        cluster.topic("orders", 2)
            .member({"z", {"orders"}, {at("orders", 0), at("orders", 1)}})
            .before({{at("orders", 0), "z"}, {at("orders", 1), "a"}});
        const GroupOwnership ownership = groupOwnership(cluster.snapshot(), cluster.group);
        QCOMPARE(ownership.members.size(), std::size_t{2});
        QVERIFY(ownership.members[1].isGone);
        QCOMPARE(ownership.members[1].clientId, std::string("client of a"));
        QCOMPARE(*ownership.rows[1].before, std::size_t{1});
        QCOMPARE(*ownership.rows[1].after, std::size_t{0});
    }

    void whatNobodyReadsIsThereAsWell() {
        sample::GroupCluster cluster;
        cluster.topic("orders", 3).member({"a", {"orders", "missing"}, {at("orders", 0)}});
        const GroupOwnership ownership = groupOwnership(cluster.snapshot(), cluster.group);
        QCOMPARE(ownership.rows.size(), std::size_t{3});
        QVERIFY(ownership.rows[0].after && !ownership.rows[0].hasMoved());
        QVERIFY(!ownership.rows[2].before && !ownership.rows[2].after);
    }

    void duringARebalanceNobodyHasAnythingYet() {
        sample::GroupCluster cluster;
        cluster.topic("orders", 1)
            .member({"a", {"orders"}, {at("orders", 0)}})
            .before({{at("orders", 0), "a"}});
        auto rebalance = *cluster.group.rebalance;
        rebalance.completed = kNoTimestamp;
        cluster.group.rebalance = std::make_shared<const observe::RebalanceSnapshot>(rebalance);
        const GroupOwnership ownership = groupOwnership(cluster.snapshot(), cluster.group);
        QVERIFY(ownership.isUnderWay);
        QVERIFY(ownership.rows[0].before && !ownership.rows[0].after);
    }

    void theHashOfTheNameChoosesThePartitionAndItsLeaderTheBroker() {
        sample::GroupCluster cluster;
        // "billing".hashCode() is -109829509 in Java.
        CoordinatorChoice choice = coordinatorChoice(cluster.snapshot(), "billing");
        QCOMPARE(choice.hash, -109829509);
        QCOMPARE(choice.partitions, 50);
        QVERIFY(!choice.exists && choice.leader == kNoBroker);
        QCOMPARE(choice.partition.value(), 9);
        cluster.topic("__consumer_offsets", 10);
        choice = coordinatorChoice(cluster.snapshot(), "billing");
        QVERIFY(choice.exists && choice.leader == BrokerId(1));
        QCOMPARE(choice.partition.value(), 9);
        QCOMPARE(choice.down, std::vector<BrokerId>{BrokerId(2)});
        cluster.leaderless(at("__consumer_offsets", 9));
        QVERIFY(coordinatorChoice(cluster.snapshot(), "billing").leader == kNoBroker);
    }
};

BROKERSCOPE_TEST(TestOwnership)
#include "tst_ownership.moc"
