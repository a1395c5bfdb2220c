#include <set>

#include <QTest>

#include "app/groups/what_if.h"
#include "tests/app/groups/sample_group.h"
#include "tests/support/test_registry.h"

using namespace app;
using namespace broker;
using broker::assignors::Strategy;
using sample::at;

namespace {

/// One member had six partitions, and another one joined.
sample::GroupCluster oneJoined() {
    sample::GroupCluster cluster;
    cluster.topic("orders", 6);
    std::vector<std::pair<TopicPartition, std::string>> before;
    for (int i = 0; i < 6; ++i) before.emplace_back(at("orders", i), "a");
    cluster.member({"a", {"orders"}, {}}, {"range", "cooperative-sticky"})
        .member({"b", {"orders"}, {}}, {"range"})
        .before(before);
    cluster.group.protocolType = "consumer";
    cluster.group.protocol = "range";
    return cluster;
}

}  // namespace

/// What each assignor would make of a group.
class TestWhatIf : public QObject {
    Q_OBJECT
private slots:
    void everyStrategyHandsOutEverythingOnce() {
        const auto cluster = oneJoined();
        const auto all = whatIf(cluster.snapshot(), cluster.group);
        QCOMPARE(all.size(), std::size_t{4});
        for (const WhatIf& one : all) {
            QCOMPARE(one.partitions, 6);
            std::multiset<TopicPartition> given;
            for (const auto& [member, partitions] : one.assignment)
                given.insert(partitions.begin(), partitions.end());
            QCOMPARE(given.size(), std::size_t{6});
            QCOMPARE(std::set<TopicPartition>(given.begin(), given.end()).size(), std::size_t{6});
            QCOMPARE(one.most, 3);
            QCOMPARE(one.least, 3);
            QCOMPARE(one.moved, 3);
        }
    }

    void onlyCooperativeMembersGoOnReading() {
        const auto cluster = oneJoined();
        for (const WhatIf& one : whatIf(cluster.snapshot(), cluster.group)) {
            const bool isCooperative = one.strategy == Strategy::kCooperativeSticky;
            QCOMPARE(one.stopped, isCooperative ? 3 : 6);
            QCOMPARE(one.rounds, isCooperative ? 2 : 1);
            QCOMPARE(one.isInUse, one.strategy == Strategy::kRange);
            QCOMPARE(one.isOffered, one.strategy == Strategy::kRange);
        }
    }

    void stickyMovesNoMoreThanRoundRobin() {
        sample::GroupCluster cluster;
        cluster.topic("orders", 7).topic("payments", 5);
        std::vector<std::pair<TopicPartition, std::string>> before;
        for (int i = 0; i < 7; ++i) before.emplace_back(at("orders", i), i < 4 ? "a" : "c");
        for (int i = 0; i < 5; ++i) before.emplace_back(at("payments", i), i < 2 ? "a" : "c");
        for (const char* id : {"a", "b", "c"}) cluster.member({id, {"orders", "payments"}, {}});
        cluster.before(before);
        cluster.group.protocolType = "consumer";
        const auto all = whatIf(cluster.snapshot(), cluster.group);
        QVERIFY(all[2].moved <= all[1].moved);
        QCOMPARE(all[2].moved, 4);
        QCOMPARE(all[3].moved, 4);
    }

    void withoutConsumersThereIsNothingToAssign() {
        auto cluster = oneJoined();
        cluster.group.protocolType = "connect";
        QVERIFY(whatIf(cluster.snapshot(), cluster.group).empty());
        cluster.group.protocolType = "consumer";
        cluster.group.members.clear();
        QVERIFY(whatIf(cluster.snapshot(), cluster.group).empty());
    }
};

BROKERSCOPE_TEST(TestWhatIf)
#include "tst_what_if.moc"
