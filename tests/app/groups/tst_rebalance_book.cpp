#include <QTest>

#include "app/groups/ownership.h"
#include "app/groups/rebalance_book.h"
#include "tests/app/groups/sample_group.h"
#include "tests/support/test_registry.h"

using namespace app;
using namespace broker;
using namespace broker::observe;
using sample::at;

/// The rebalances that a group had.
class TestRebalanceBook : public QObject {
    Q_OBJECT

    struct Step {
        std::int64_t began = 0;
        std::int64_t completed = kNoTimestamp.value();
        std::size_t owned = 0;  ///< partitions, before and after
    };

    static std::shared_ptr<const RebalanceSnapshot> rebalance(const Step& step) {
        auto made = std::make_shared<RebalanceSnapshot>();
        made->began = Timestamp(step.began);
        made->completed = Timestamp(step.completed);
        Ownership owned;
        for (std::size_t i = 0; i < step.owned; ++i)
            owned.push_back({at("orders", static_cast<int>(i)), "a", "a"});
        made->before = made->after = std::make_shared<const Ownership>(std::move(owned));
        return made;
    }
    static GroupSnapshot group(const std::string& id, std::shared_ptr<const RebalanceSnapshot> last) {
        GroupSnapshot made;
        made.id = id;
        made.rebalance = std::move(last);
        return made;
    }
    static RebalanceBook::SnapshotPointer cluster(std::vector<GroupSnapshot> groups) {
        auto snapshot = std::make_shared<ClusterSnapshot>();
        snapshot->metadata = std::make_shared<MetadataSnapshot>();
        auto broker = std::make_shared<BrokerSnapshot>();
        broker->id = BrokerId(1);
        for (GroupSnapshot& one : groups)
            broker->groups.push_back(std::make_shared<const GroupSnapshot>(std::move(one)));
        snapshot->brokers.push_back(std::move(broker));
        return snapshot;
    }
    static std::vector<std::int64_t> begins(const std::vector<RebalanceBook::Pointer>& list) {
        std::vector<std::int64_t> times;
        for (const auto& one : list) times.push_back(one->began.value());
        return times;
    }

private slots:
    void theNewestComesFirst() {
        RebalanceBook book;
        for (const std::int64_t began : {1'000, 2'000, 3'000})
            book.learn(cluster({group("g", rebalance({began, began + 100}))}));
        const GroupSnapshot now = group("g", rebalance({4'000}));
        QCOMPARE(begins(book.of(now, Timestamp(4'100))),
                 (std::vector<std::int64_t>{4'000, 3'000, 2'000, 1'000}));
        QVERIFY(book.of(group("other", nullptr), Timestamp(9'000)).empty());
    }

    void whatWasToldLastOfARebalanceIsKept() {
        RebalanceBook book;
        book.learn(cluster({group("g", rebalance({1'000}))}));
        book.learn(cluster({group("g", rebalance({1'000, 1'400}))}));
        book.learn(cluster({group("g", rebalance({2'000}))}));
        const auto list = book.of(group("g", rebalance({2'000})), Timestamp(2'100));
        QCOMPARE(list.size(), std::size_t{2});
        QCOMPARE(list[1]->completed, Timestamp(1'400));
    }

    void anEarlierMomentKnowsNothingOfWhatCameLater() {
        RebalanceBook book;
        const auto first = rebalance({1'000, 1'100});
        book.learn(cluster({group("g", first)}));
        book.learn(cluster({group("g", rebalance({2'000, 2'100}))}));
        QCOMPARE(begins(book.of(group("g", first), Timestamp(1'500))), (std::vector<std::int64_t>{1'000}));
        // A coordinator that just took the group over has none to tell of.
        QCOMPARE(begins(book.of(group("g", nullptr), Timestamp(1'500))), (std::vector<std::int64_t>{1'000}));
        QCOMPARE(begins(book.of(group("g", nullptr), Timestamp(2'500))),
                 (std::vector<std::int64_t>{2'000, 1'000}));
    }

    void ofAGroupOnlyTheLastOnesAreKept() {
        RebalanceBook book;
        const auto many = static_cast<std::int64_t>(RebalanceBook::kMostOfOne) + 5;
        for (std::int64_t i = 1; i <= many; ++i) book.learn(cluster({group("g", rebalance({i * 1'000}))}));
        const auto list = book.of(group("g", nullptr), Timestamp(many * 2'000));
        QCOMPARE(list.size(), RebalanceBook::kMostOfOne);
        QCOMPARE(list.front()->began, Timestamp(many * 1'000));
    }

    void ofAllGroupsTheOldestGoFirst() {
        RebalanceBook book;
        const std::size_t half = RebalanceBook::kMostEntries / 4;
        const auto old = rebalance({1'000, 1'100, half});
        const auto later = rebalance({2'000, 2'100, half});
        book.learn(cluster({group("a", old)}));
        QVERIFY(!book.of(group("a", nullptr), Timestamp(9'000)).empty());
        book.learn(cluster({group("a", old), group("b", later)}));
        QVERIFY(book.of(group("a", nullptr), Timestamp(9'000)).empty());
        QVERIFY(!book.of(group("b", nullptr), Timestamp(9'000)).empty());
    }

    void whoOwnedWhatIsToldOfAnEarlierRebalanceToo() {
        RebalanceSnapshot was;
        was.completed = Timestamp(1'400);
        was.members = {{.member = "a", .clientId = "A"}, {.member = "c", .clientId = "C"}};
        was.before = std::make_shared<const Ownership>(
            Ownership{{at("orders", 0), "a", "A"}, {at("orders", 1), "b", "B"}, {at("orders", 2), "b", "B"}});
        was.after = std::make_shared<const Ownership>(
            Ownership{{at("orders", 0), "a", "A"}, {at("orders", 1), "c", "C"}});
        const GroupOwnership ownership = ownershipIn(was);
        QCOMPARE(ownership.members.size(), std::size_t{3});
        QCOMPARE(ownership.members[0].id, std::string("a"));
        QVERIFY(ownership.members[1].isNew && !ownership.members[1].isGone);
        QVERIFY(ownership.members[2].isGone && ownership.members[2].id == "b");
        QCOMPARE(ownership.rows.size(), std::size_t{3});
        QVERIFY(!ownership.rows[0].hasMoved());
        QCOMPARE(ownership.rows[1].after, std::optional<std::size_t>(1));
        QVERIFY(ownership.rows[2].hasMoved() && !ownership.rows[2].after);
    }
};

BROKERSCOPE_TEST(TestRebalanceBook)
#include "tst_rebalance_book.moc"
