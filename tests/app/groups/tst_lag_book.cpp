#include <QTest>

#include <set>

#include <fmt/core.h>

#include "app/groups/lag_book.h"
#include "tests/app/groups/sample_group.h"
#include "tests/support/test_registry.h"

using namespace app;
using namespace broker;
using sample::at;

/// The lag of all groups, a number of them at a turn.
class TestLagBook : public QObject {
    Q_OBJECT

    static constexpr int kGroups = 3'000;

    static std::string name(int number) { return fmt::format("group-{:04}", number); }

    /// `groups` of them with one partition each, which they read up to `committed` of 100 records.
    static LagBook::SnapshotPointer cluster(int groups, std::int64_t committed) {
        sample::GroupCluster one;
        one.topic("orders", 1).log(at("orders", 0), 0, 100).committed(at("orders", 0), committed);
        auto snapshot = std::make_shared<observe::ClusterSnapshot>(one.snapshot());
        auto broker = std::make_shared<observe::BrokerSnapshot>(*snapshot->brokers.front());
        broker->groups.clear();
        for (int i = 0; i < groups; ++i) {
            one.group.id = name(i);
            broker->groups.push_back(std::make_shared<const observe::GroupSnapshot>(one.group));
        }
        snapshot->brokers.front() = std::move(broker);
        return snapshot;
    }

    LogEnds m_ends;

private slots:
    void aTurnLearnsABoundedPart() {
        LagBook book;
        const auto learned = book.learn(cluster(kGroups, 90), m_ends, Timestamp(0));
        QVERIFY(!learned.empty());
        QVERIFY(learned.size() <= LagBook::kPartitionsPerTurn);
        QVERIFY(book.isOnRound());
        QVERIFY(book.of(name(0)));
        QVERIFY(!book.of(name(kGroups - 1)));
    }

    void aRoundGoesOnThroughNewSnapshotsAndNewSeconds() {
        LagBook book;
        Timestamp now(0);
        std::set<std::string> met;
        for (int turn = 0; turn == 0 || book.isOnRound(); ++turn) {
            QVERIFY2(turn < kGroups, "the round never ends");
            for (const auto& learned : book.learn(cluster(kGroups, 90 - turn), m_ends, now)) {
                QVERIFY(met.insert(learned.group->id).second);
                // What is learned is that of the turn, not of the round's begin.
                QCOMPARE(learned.lag->records, std::int64_t{10 + turn});
            }
            now = now + 400;
        }
        QCOMPARE(met.size(), std::size_t{kGroups});
        QCOMPARE(book.of(name(0))->records, std::int64_t{10});
    }

    void aGroupIsToldOnceASecondAndLearnedWithEverySnapshot() {
        LagBook book;
        QCOMPARE(book.learn(cluster(2, 90), m_ends, Timestamp(1'000)).size(), std::size_t{2});
        QVERIFY(book.learn(cluster(2, 60), m_ends, Timestamp(1'500)).empty());
        QCOMPARE(book.of(name(1))->records, std::int64_t{40});
        QCOMPARE(book.learn(cluster(2, 60), m_ends, Timestamp(2'000)).size(), std::size_t{2});
    }

    void theSameSnapshotIsLearnedAgainWithTheNextSecondAlone() {
        LagBook book;
        const auto snapshot = cluster(1, 90);
        book.learn(snapshot, m_ends, Timestamp(1'000));
        LogEnds later;
        later.note(at("orders", 0), Offset(100), Timestamp(900));
        book.learn(snapshot, later, Timestamp(1'999));
        QCOMPARE(book.of(name(0))->age, std::int64_t{-1});
        book.learn(snapshot, later, Timestamp(2'000));
        QCOMPARE(book.of(name(0))->age, std::int64_t{1'100});
    }

    void aGroupThatIsGoneIsForgotten() {
        LagBook book;
        book.learn(cluster(2, 90), m_ends, Timestamp(0));
        book.learn(cluster(1, 90), m_ends, Timestamp(100));
        QVERIFY(book.of(name(0)));
        QVERIFY(!book.of(name(1)));
        book.learn(cluster(0, 90), m_ends, Timestamp(200));
        QVERIFY(!book.of(name(0)));
    }
};

BROKERSCOPE_TEST(TestLagBook)
#include "tst_lag_book.moc"
