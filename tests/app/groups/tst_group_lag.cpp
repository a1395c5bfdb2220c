#include <QTest>

#include "app/groups/group_lag.h"
#include "tests/app/groups/sample_group.h"
#include "tests/support/test_registry.h"

using namespace app;
using namespace broker;
using sample::at;

/// Lag in records and in time.
class TestGroupLag : public QObject {
    Q_OBJECT
private slots:
    void lagIsWhatCanBeReadAndWasNotCommitted() {
        sample::GroupCluster cluster;
        cluster.topic("orders", 3)
            .log(at("orders", 0), 0, 100)
            .log(at("orders", 1), 60, 100)
            .log(at("orders", 2), 0, 10)
            .member({"a", {"orders"}, {at("orders", 0), at("orders", 2)}})
            .committed(at("orders", 0), 70)
            .committed(at("orders", 1), 20);
        const GroupLag lag = groupLag(cluster.snapshot(), cluster.group, {}, Timestamp(0));
        QCOMPARE(lag.partitions.size(), std::size_t{3});
        QCOMPARE(lag.partitions[0].records, std::int64_t{30});
        QCOMPARE(lag.partitions[0].clientId, std::string("client of a"));
        // What was deleted before it was read is not there to be read.
        QCOMPARE(lag.partitions[1].records, std::int64_t{40});
        QVERIFY(lag.partitions[1].clientId.empty());
        QCOMPARE(lag.partitions[2].records, std::int64_t{-1});
        QCOMPARE(lag.records, std::int64_t{70});
        QCOMPARE(lag.unknown, 1);
    }

    void aPartitionWithoutALeaderHasNoKnownLag() {
        sample::GroupCluster cluster;
        cluster.topic("orders", 1)
            .log(at("orders", 0), 0, 100)
            .committed(at("orders", 0), 70)
            .leaderless(at("orders", 0));
        const GroupLag lag = groupLag(cluster.snapshot(), cluster.group, {}, Timestamp(0));
        QCOMPARE(lag.unknown, 1);
        QVERIFY(!lag.partitions[0].end);
    }

    void theAgeIsThatOfTheOldestUnreadRecord() {
        sample::GroupCluster cluster;
        cluster.topic("orders", 2)
            .log(at("orders", 0), 0, 30)
            .log(at("orders", 1), 0, 5)
            .committed(at("orders", 0), 10)
            .committed(at("orders", 1), 5);
        LogEnds ends;
        ends.note(at("orders", 0), Offset(10), Timestamp(1'000));
        ends.note(at("orders", 0), Offset(20), Timestamp(2'000));
        ends.note(at("orders", 0), Offset(30), Timestamp(3'000));
        GroupLag lag = groupLag(cluster.snapshot(), cluster.group, ends, Timestamp(5'000));
        QCOMPARE(lag.partitions[0].age, std::int64_t{3'000});
        QVERIFY(!lag.partitions[0].isOlder);
        QCOMPARE(lag.partitions[1].age, std::int64_t{0});
        QCOMPARE(lag.age, std::int64_t{3'000});
        LogEnds late;
        late.note(at("orders", 0), Offset(30), Timestamp(4'000));
        lag = groupLag(cluster.snapshot(), cluster.group, late, Timestamp(5'000));
        QCOMPARE(lag.age, std::int64_t{1'000});
        QVERIFY(lag.isOlder);
    }

    void aLogThatWasCutForgetsWhatIsGone() {
        LogEnds ends;
        const TopicPartition which = at("orders", 0);
        ends.note(which, Offset(10), Timestamp(1));
        ends.note(which, Offset(20), Timestamp(2));
        ends.note(which, Offset(15), Timestamp(3));
        ends.note(which, Offset(25), Timestamp(4));
        QCOMPARE(ends.appendedBy(which, Offset(12))->time.value(), std::int64_t{3});
        QCOMPARE(ends.appendedBy(which, Offset(16))->time.value(), std::int64_t{4});
        QVERIFY(!ends.appendedBy(which, Offset(25)));
        QVERIFY(!ends.appendedBy(at("orders", 1), Offset(0)));
    }

    void stepsAreBoundedAndTheirBeginningStays() {
        LogEnds ends;
        const TopicPartition which = at("orders", 0);
        for (int i = 1; i <= 10'000; ++i) ends.note(which, Offset(i), Timestamp(i * 10));
        QVERIFY(ends.steps(which) <= LogEnds::kMostSteps);
        QCOMPARE(ends.appendedBy(which, Offset(9'999))->time.value(), std::int64_t{100'000});
        QVERIFY(ends.appendedBy(which, Offset(0))->isAtMost);
        for (int i = 1; i < 9'999; i += 97) {
            const auto moment = ends.appendedBy(which, Offset(i));
            QVERIFY(moment && moment->time.value() > i * 10);
        }
    }
};

BROKERSCOPE_TEST(TestGroupLag)
#include "tst_group_lag.moc"
