#include <QtTest/QtTest>

#include "broker/replication/divergence.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::replication;

namespace {

log::EpochCache cache(std::initializer_list<std::pair<int, int>> entries) {
    log::EpochCache epochs;
    for (const auto& [epoch, start] : entries) epochs.assign(LeaderEpoch(epoch), Offset(start));
    return epochs;
}

log::EpochEnd end(int epoch, int offset) { return {LeaderEpoch(epoch), Offset(offset)}; }
LogPosition position(int offset, int epoch) { return {Offset(offset), LeaderEpoch(epoch)}; }

}  // namespace

class TestDivergence : public QObject {
    Q_OBJECT

private slots:
    void aPrefixOfTheLeadersLogDoesNotDiverge() {
        const auto epochs = cache({{1, 0}, {4, 10}});
        const LogView leader{Offset(0), Offset(20), epochs};
        QVERIFY(!divergenceOf(position(10, 1), leader));
        QVERIFY(!divergenceOf(position(7, 1), leader));
        QVERIFY(!divergenceOf(position(20, 4), leader));
        QVERIFY(!divergenceOf(position(0, -1), leader));
    }

    void moreOfAnEpochThanTheLeaderHasDiverges() {
        const auto epochs = cache({{1, 0}, {4, 10}});
        const LogView leader{Offset(0), Offset(20), epochs};
        QVERIFY(divergenceOf(position(12, 1), leader) == end(1, 10));
        QVERIFY(divergenceOf(position(21, 4), leader) == end(4, 20));
    }

    void anEpochThatTheLeaderNeverHadDivergesHoweverShortItIs() {
        const auto epochs = cache({{1, 0}, {4, 10}});
        const LogView leader{Offset(0), Offset(20), epochs};
        QVERIFY(divergenceOf(position(8, 2), leader) == end(1, 10));
        QVERIFY(divergenceOf(position(10, 2), leader) == end(1, 10));
    }

    void anEpochNewerThanAllOfTheLeadersIsNotKnown() {
        const auto epochs = cache({{1, 0}, {4, 10}});
        const auto divergence = divergenceOf(position(12, 6), {Offset(0), Offset(20), epochs});
        QVERIFY(divergence && !divergence->isKnown());
    }

    void whatRetentionRemovedOnTheLeaderDoesNotDiverge() {
        const auto epochs = cache({{7, 1000}});
        QVERIFY(!divergenceOf(position(500, 5), {Offset(1000), Offset(1200), epochs}));
    }

    void theLogIsCutWhereTheCommonEpochEndsFirst_data() {
        QTest::addColumn<log::EpochEnd>("leaders");
        QTest::addColumn<Offset>("cut");
        QTest::newRow("the leader has less of it") << end(3, 25) << Offset(25);
        QTest::newRow("the leader has more of it") << end(3, 60) << Offset(40);
        QTest::newRow("none of it here: what came before") << end(2, 35) << Offset(20);
        QTest::newRow("older than all here") << end(0, 7) << Offset(5);
        QTest::newRow("newer than all here") << end(9, 30) << Offset(30);
    }

    void theLogIsCutWhereTheCommonEpochEndsFirst() {
        QFETCH(log::EpochEnd, leaders);
        QFETCH(Offset, cut);
        const auto epochs = cache({{1, 5}, {3, 20}, {8, 40}});
        QCOMPARE(truncationPoint(leaders, {Offset(5), Offset(50), epochs}).value(), cut.value());
    }
};

BROKERSCOPE_TEST(TestDivergence)
#include "tst_divergence.moc"
