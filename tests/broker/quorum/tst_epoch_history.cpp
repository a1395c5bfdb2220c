#include <QtTest/QtTest>

#include "broker/quorum/epoch_history.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::quorum;

namespace {

EpochStart from(int epoch, int start) { return {LeaderEpoch{epoch}, Offset{start}}; }
EpochEnd ending(int epoch, int end) { return {LeaderEpoch{epoch}, Offset{end}}; }
/// Epochs 1, 3 and 7 of a log that ends at 100.
EpochHistory history() { return EpochHistory::of({from(1, 0), from(3, 40), from(7, 90)}).value(); }

}  // namespace

class TestEpochHistory : public QObject {
    Q_OBJECT

private slots:
    void anEpochEndsWhereTheNextBegins() {
        QVERIFY(history().endOf(LeaderEpoch{1}, Offset{100}) == ending(1, 40));
        QVERIFY(history().endOf(LeaderEpoch{3}, Offset{100}) == ending(3, 90));
    }
    void theLastEpochEndsWithTheLog() {
        QVERIFY(history().endOf(LeaderEpoch{7}, Offset{100}) == ending(7, 100));
        QVERIFY(history().endOf(LeaderEpoch{9}, Offset{100}) == ending(7, 100));
    }
    void ofAnUnknownEpochTheOneBelowIsTold() {
        QVERIFY(history().endOf(LeaderEpoch{5}, Offset{100}) == ending(3, 90));
    }
    void belowTheFirstEpochNothingIsKnown() {
        QVERIFY(history().endOf(LeaderEpoch{0}, Offset{100}) == ending(-1, 0));
        QVERIFY(EpochHistory().endOf(LeaderEpoch{4}, Offset{0}) == ending(-1, 0));
    }
    void truncationForgetsEpochsThatBeginBehindIt() {
        EpochHistory cut = history();
        cut.truncate(Offset{91});
        QCOMPARE(cut.last().value(), 7);
        cut.truncate(Offset{90});
        QCOMPARE(cut.last().value(), 3);
        cut.truncate(Offset{0});
        QCOMPARE(cut.last().value(), -1);
    }
    void moreOfTheLastEpochChangesNothing() {
        EpochHistory grown = history();
        grown.append(LeaderEpoch{7}, Offset{95});
        QCOMPARE(grown.starts().size(), std::size_t{3});
        grown.append(LeaderEpoch{8}, Offset{100});
        QVERIFY(grown.starts().back() == from(8, 100));
    }
    void historiesThatDoNotIncreaseAreRefused() {
        QVERIFY(!EpochHistory::of({from(1, 0), from(1, 5)}));
        QVERIFY(!EpochHistory::of({from(2, 0), from(1, 5)}));
        QVERIFY(!EpochHistory::of({from(1, 5), from(2, 5)}));
        QVERIFY(!EpochHistory::of({from(-2, 0)}));
        QVERIFY(!EpochHistory::of({from(0, -3)}));
    }
};

BROKERSCOPE_TEST(TestEpochHistory)
#include "tst_epoch_history.moc"
