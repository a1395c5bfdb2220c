#include <QtTest/QtTest>

#include "broker/reading/time_merge.h"
#include "tests/support/test_registry.h"

using namespace broker;
using reading::ReadRecord;
using reading::TimeMerge;
using reading::TransactionState;

namespace {

constexpr PartitionIndex kFirst{0};
constexpr PartitionIndex kSecond{1};

std::unique_ptr<ReadRecord> record(PartitionIndex partition, int offset, int time) {
    auto made = std::make_unique<ReadRecord>();
    made->partition = partition;
    made->offset = Offset(offset);
    made->timestamp = Timestamp(time);
    return made;
}

/// "0:5" is offset 5 of partition 0.
QStringList takeAll(TimeMerge& merge) {
    QStringList taken;
    while (const auto next = merge.takeNext())
        taken << QString("%1:%2").arg(next->partition.value()).arg(next->offset.value());
    return taken;
}

}  // namespace

/// Partitions merged by time.
class TestTimeMerge : public QObject {
    Q_OBJECT
private slots:
    void theOlderComesFirstAndAPartitionKeepsItsOrder() {
        TimeMerge merge;
        merge.add(kFirst);
        merge.add(kSecond);
        for (const auto& [offset, time] : {std::pair(0, 10), {1, 50}, {2, 30}})
            merge.push(record(kFirst, offset, time));
        for (const auto& [offset, time] : {std::pair(0, 20), {1, 40}, {2, 60}})
            merge.push(record(kSecond, offset, time));
        merge.finish(kFirst);
        merge.finish(kSecond);
        QCOMPARE(takeAll(merge), QStringList({"0:0", "1:0", "1:1", "0:1", "0:2", "1:2"}));
        QVERIFY(merge.isEmpty());
        QCOMPARE(merge.heldBytes(), std::size_t{0});
    }

    void nothingOvertakesAPartitionThatIsStillRead() {
        TimeMerge merge;
        merge.add(kFirst);
        merge.add(kSecond);
        merge.push(record(kFirst, 0, 10));
        QCOMPARE(takeAll(merge), QStringList());
        merge.push(record(kSecond, 0, 5));
        QCOMPARE(takeAll(merge), QStringList({"1:0"}));
        merge.finish(kSecond);
        QCOMPARE(takeAll(merge), QStringList({"0:0"}));
    }

    void whatWasPassedOverLetsTheOthersGo() {
        TimeMerge merge;
        merge.add(kFirst);
        merge.add(kSecond);
        merge.push(record(kFirst, 0, 10));
        merge.pass(kSecond, Timestamp(9));
        QCOMPARE(takeAll(merge), QStringList());
        merge.pass(kSecond, Timestamp(10));
        QCOMPARE(takeAll(merge), QStringList({"0:0"}));
    }

    void aLiveReaderTakesWhatIsThere() {
        TimeMerge merge;
        merge.add(kFirst);
        merge.add(kSecond);
        merge.push(record(kFirst, 0, 10));
        QVERIFY(merge.takeAny());
        QVERIFY(!merge.takeAny());
    }

    void aMarkerSettlesWhatWaits() {
        TimeMerge merge;
        merge.add(kFirst);
        for (const int offset : {0, 5}) {
            auto one = record(kFirst, offset, offset);
            one->producerId = ProducerId(7);
            one->transaction = TransactionState::kOpen;
            merge.push(std::move(one));
        }
        merge.settle({.partition = kFirst,
                      .offset = Offset(3),
                      .producer = ProducerId(7),
                      .state = TransactionState::kAborted});
        QCOMPARE(merge.takeNext()->transaction, TransactionState::kAborted);
        QCOMPARE(merge.takeNext()->transaction, TransactionState::kOpen);
    }
};

BROKERSCOPE_TEST(TestTimeMerge)
#include "tst_time_merge.moc"
