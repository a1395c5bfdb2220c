#include <QtTest/QtTest>

#include "app/history/lag_memory.h"
#include "tests/support/test_registry.h"

using namespace app;
using broker::PartitionIndex;
using broker::Timestamp;
using broker::TopicPartition;

namespace {

const TopicPartition kFirst{"orders", PartitionIndex(0)};
const TopicPartition kSecond{"orders", PartitionIndex(1)};

LagPoint at(int time, int records) { return {.time = Timestamp(time), .records = records}; }

LagQuestion about(std::vector<TopicPartition> partitions, int from, int to) {
    return {
        .group = "demo", .partitions = std::move(partitions), .from = Timestamp(from), .to = Timestamp(to)};
}

}  // namespace

/// The lag of a session, as charts ask for it.
class TestLagMemory : public QObject {
    Q_OBJECT
private slots:
    void aSeriesIsWhatWasNotedBetweenTwoMoments() {
        LagMemory memory;
        for (int time = 0; time < 5; ++time) memory.note("demo", kFirst, at(time * 1000, time));
        memory.note("other", kFirst, at(2000, 99));
        const auto series = memory.series(about({kFirst, kSecond}, 1000, 3000));
        QCOMPARE(series.size(), std::size_t{2});
        QCOMPARE(series[0].points, std::vector<LagPoint>({at(1000, 1), at(2000, 2), at(3000, 3)}));
        QVERIFY(series[1].points.empty());
    }

    void aLagThatStaysTheSameCostsTwoPoints() {
        LagMemory memory;
        for (int time = 0; time <= 60; ++time)
            memory.note("demo", kFirst, at(time * 1000, time < 50 ? 7 : 8));
        QCOMPARE(memory.points(), std::size_t{4});
        // Within the stretch it is known all the same.
        QCOMPARE(memory.series(about({kFirst}, 10'500, 20'500))[0].points,
                 std::vector<LagPoint>({at(10'500, 7), at(20'500, 7)}));
        QCOMPARE(memory.series(about({kFirst}, 40'500, 55'500))[0].points,
                 std::vector<LagPoint>({at(40'500, 7), at(49'000, 7), at(50'000, 8), at(55'500, 8)}));
        // After a gap it is not said to have stayed the same.
        memory.note("demo", kFirst, at(90'000, 8));
        QCOMPARE(memory.points(), std::size_t{5});
    }

    void aPeakSurvivesThinning() {
        LagMemory memory;
        for (int time = 0; time < 1000; ++time)
            memory.note("demo", kFirst, at(time, time == 567 ? 50 : time % 3));
        LagQuestion question = about({kFirst}, 0, 999);
        question.mostPoints = 10;
        const auto points = memory.series(question)[0].points;
        QCOMPARE(points.size(), std::size_t{10});
        QCOMPARE(std::ranges::count(points, at(567, 50)), 1);
    }

    void theOldestPointsOfAllSeriesGoFirst() {
        LagMemory memory(3);
        memory.note("demo", kFirst, at(1, 1));
        memory.note("demo", kSecond, at(2, 2));
        memory.note("demo", kSecond, at(3, 3));
        QCOMPARE(memory.begin(), Timestamp(1));
        memory.note("demo", kSecond, at(4, 4));
        QCOMPARE(memory.points(), std::size_t{3});
        QCOMPARE(memory.begin(), Timestamp(2));
        QVERIFY(memory.series(about({kFirst}, 0, 9))[0].points.empty());
        memory.note("demo", kFirst, at(5, 5));
        QCOMPARE(memory.series(about({kFirst}, 0, 9))[0].points, std::vector<LagPoint>({at(5, 5)}));
    }

    void aClockThatGoesBackAddsNothing() {
        LagMemory memory;
        memory.note("demo", kFirst, at(5, 1));
        memory.note("demo", kFirst, at(5, 2));
        memory.note("demo", kFirst, at(4, 3));
        QCOMPARE(memory.points(), std::size_t{1});
    }
};

BROKERSCOPE_TEST(TestLagMemory)
#include "tst_lag_memory.moc"
