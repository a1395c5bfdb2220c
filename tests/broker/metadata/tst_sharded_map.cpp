#include <QtTest/QtTest>

#include <map>

#include "broker/base/random.h"
#include "broker/metadata/sharded_map.h"
#include "tests/support/test_registry.h"

using namespace broker;

namespace {

using Map = metadata::ShardedMap<int, std::string>;
using Model = std::map<int, std::string>;

Map::Change put(int key, const std::string& value) {
    return {key, std::make_shared<const std::string>(value),
            static_cast<std::uint64_t>(key) * 31 + value.size()};
}
Map::Change removed(int key) { return {key, nullptr, 0}; }

Map filled(int count) {
    std::vector<Map::Change> changes;
    for (int i = 0; i < count; ++i) changes.push_back(put(i, "x"));
    return Map().with(std::move(changes));
}

}  // namespace

class TestShardedMap : public QObject {
    Q_OBJECT

private slots:
    void itHoldsWhatAnOrdinaryMapHolds() {
        Random random(5);
        Map map;
        Model model;
        for (int round = 0; round < 400; ++round) {
            std::map<int, Map::Change> changes;
            for (std::uint64_t n = random.below(40); n > 0; --n) {
                const int key = static_cast<int>(random.below(700));
                const bool removes = random.oneIn(round > 300 ? 1 : 3);
                changes.insert_or_assign(key,
                                         removes ? removed(key) : put(key, std::to_string(random.below(9))));
            }
            std::vector<Map::Change> sorted;
            for (auto& [key, change] : changes) {
                if (change.leaf)
                    model[key] = *change.leaf;
                else
                    model.erase(key);
                sorted.push_back(change);
            }
            const Map before = map;
            map = map.with(sorted);

            Model seen;
            int last = -1;
            map.forEach([&](int key, const auto& leaf) {
                QVERIFY(key > last);
                last = key;
                seen[key] = *leaf;
            });
            QVERIFY(seen == model);
            QCOMPARE(map.size(), model.size());
            for (int key = 0; key < 700; key += 13) QCOMPARE(map.find(key) != nullptr, model.contains(key));
            std::size_t told = 0;
            Map::compare(before, map, [&](int key, const auto& a, const auto& b) {
                ++told;
                QVERIFY(changes.contains(key) && a == before.find(key) && b == map.find(key) && a != b);
            });
            std::size_t differing = 0;
            for (const auto& [key, change] : changes) differing += before.find(key) != map.find(key);
            QCOMPARE(told, differing);
        }
        std::vector<Map::Change> all;
        for (const auto& [key, value] : model) all.push_back(removed(key));
        QVERIFY(!all.empty() && map.with(all).empty());
    }

    void theHashDependsOnTheContentAlone() {
        const Map atOnce = filled(500);
        Map slowly;
        for (int i = 499; i >= 0; --i) slowly = slowly.with({put(i, "longer")});
        QVERIFY(slowly.hash() != atOnce.hash());
        for (int i = 0; i < 500; ++i) slowly = slowly.with({put(i, "x")});
        QCOMPARE(slowly.hash(), atOnce.hash());
        QVERIFY(atOnce.with({removed(250)}).hash() != atOnce.hash());
        QCOMPARE(filled(0).hash(), std::uint64_t{0});
    }

    void aChangeLeavesOtherLeavesShared() {
        const Map before = filled(1000);
        const Map after = before.with({put(500, "y")});
        int differing = 0;
        before.forEach([&](int key, const auto& leaf) { differing += after.find(key) != leaf; });
        QCOMPARE(differing, 1);
        QCOMPARE(*before.find(500), std::string("x"));
    }

    void removingWhatIsNotThereChangesNothing() {
        const Map before = filled(10);
        const Map after = before.with({removed(77)});
        int differing = 0;
        Map::compare(before, after, [&](int, const auto&, const auto&) { ++differing; });
        QCOMPARE(differing, 0);
        QCOMPARE(after.hash(), before.hash());
    }
};

BROKERSCOPE_TEST(TestShardedMap)
#include "tst_sharded_map.moc"
