#include <QtTest/QtTest>

#include <algorithm>
#include <map>
#include <set>

#include "broker/metadata/placement.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;

namespace {

using Brokers = std::vector<PlaceableBroker>;
using Placed = std::vector<std::vector<BrokerId>>;

Brokers brokers(int count, int racks = 1) {
    Brokers all;
    for (int i = 1; i <= count; ++i)
        all.push_back({.id = BrokerId{i}, .rack = racks > 1 ? "r" + std::to_string(i % racks) : ""});
    return all;
}

Placed place(const Brokers& all, int partitions, int factor, std::uint64_t seed = 1) {
    Random random(seed);
    return placeReplicas({.brokers = all,
                          .partitions = partitions,
                          .replicationFactor = static_cast<std::int16_t>(factor)},
                         random)
        .value();
}

/// How many partitions each broker holds, largest first.
std::vector<int> loads(const Brokers& all, const Placed& placed, bool leadersOnly = false) {
    std::map<BrokerId, int> count;
    for (const PlaceableBroker& broker : all) count[broker.id] = 0;
    for (const auto& replicas : placed)
        for (const BrokerId id : leadersOnly ? std::vector{replicas.front()} : replicas) ++count[id];
    std::vector<int> sorted;
    for (const auto& [id, n] : count) sorted.push_back(n);
    std::sort(sorted.rbegin(), sorted.rend());
    return sorted;
}

}  // namespace

class TestPlacement : public QObject {
    Q_OBJECT

private slots:
    void partitionsSpreadEvenlyOverBrokers_data() {
        QTest::addColumn<int>("partitions");
        QTest::addColumn<int>("brokerCount");
        QTest::addColumn<QList<int>>("expected");
        QTest::newRow("3 on 3") << 3 << 3 << QList<int>{1, 1, 1};
        QTest::newRow("3 on 5: two stay empty") << 3 << 5 << QList<int>{1, 1, 1, 0, 0};
        QTest::newRow("5 on 3") << 5 << 3 << QList<int>{2, 2, 1};
        QTest::newRow("1 on 1") << 1 << 1 << QList<int>{1};
    }
    void partitionsSpreadEvenlyOverBrokers() {
        QFETCH(int, partitions);
        QFETCH(int, brokerCount);
        QFETCH(QList<int>, expected);
        for (std::uint64_t seed = 0; seed < 50; ++seed)
            for (const int racks : {1, brokerCount}) {
                const Brokers all = brokers(brokerCount, racks);
                const std::vector<int> was = loads(all, place(all, partitions, 1, seed));
                QCOMPARE(QList<int>(was.begin(), was.end()), expected);
            }
    }

    void replicasOfAPartitionNeverShareABroker() {
        for (int count = 1; count <= 6; ++count)
            for (int racks = 1; racks <= count; ++racks)
                for (int factor = 1; factor <= count; ++factor) {
                    const Brokers all = brokers(count, racks);
                    for (const auto& replicas : place(all, 13, factor)) {
                        QCOMPARE(static_cast<int>(replicas.size()), factor);
                        QCOMPARE(std::set<BrokerId>(replicas.begin(), replicas.end()).size(),
                                 replicas.size());
                    }
                }
    }
    void leadersDifferByAtMostOneAndReplicasNotAtAllAfterAFullRound() {
        for (const int racks : {1, 5})
            for (int factor = 1; factor <= 5; ++factor)
                for (int partitions = 1; partitions <= 20; ++partitions) {
                    const Brokers all = brokers(5, racks);
                    const Placed placed =
                        place(all, partitions, factor, static_cast<std::uint64_t>(partitions));
                    const auto leaders = loads(all, placed, true);
                    QVERIFY(leaders.front() - leaders.back() <= 1);
                    const auto replicas = loads(all, placed);
                    if (partitions % 5 == 0) QCOMPARE(replicas.front(), replicas.back());
                }
    }
    void replicasUseAsManyRacksAsThereAre() {
        const Brokers all = brokers(6, 3);
        for (const auto& replicas : place(all, 20, 3)) {
            std::set<int> racks;
            for (const BrokerId id : replicas) racks.insert(id.value() % 3);
            QCOMPARE(racks.size(), std::size_t{3});
        }
    }
    void aFencedBrokerIsTheLastChoiceAndNeverLeads() {
        Brokers all = brokers(4, 2);
        all[0].fenced = true;
        for (const auto& replicas : place(all, 12, 3)) {
            QVERIFY(std::find(replicas.begin(), replicas.end(), BrokerId{1}) == replicas.end());
        }
        for (const auto& replicas : place(all, 12, 4)) QCOMPARE(replicas.back().value(), 1);
        all[1].fenced = all[2].fenced = true;
        for (const auto& replicas : place(all, 12, 2)) QCOMPARE(replicas.front().value(), 4);
    }
    void theStartIsDrawn() {
        std::set<BrokerId> first;
        for (std::uint64_t seed = 0; seed < 40; ++seed) first.insert(place(brokers(3), 1, 1, seed)[0][0]);
        QCOMPARE(first.size(), std::size_t{3});
        QVERIFY(place(brokers(5, 2), 9, 2, 3) == place(brokers(5, 2), 9, 2, 3));
    }
    void whatCannotBePlacedIsRefused() {
        Random random(1);
        Brokers all = brokers(2);
        const auto code = [&](int factor) {
            return placeReplicas({.brokers = all, .replicationFactor = static_cast<std::int16_t>(factor)},
                                 random)
                .error()
                .code;
        };
        QCOMPARE(code(3), ErrorCode::kInvalidReplicationFactor);
        QCOMPARE(code(0), ErrorCode::kInvalidReplicationFactor);
        all[0].fenced = all[1].fenced = true;
        QCOMPARE(code(1), ErrorCode::kInvalidReplicationFactor);
        all.clear();
        QCOMPARE(code(1), ErrorCode::kInvalidReplicationFactor);
    }
};

BROKERSCOPE_TEST(TestPlacement)
#include "tst_placement.moc"
