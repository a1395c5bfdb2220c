#include <QtTest/QtTest>

#include "broker/replication/follower_replica.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::replication;

namespace {

/// Follows broker 1 in epoch 5; its log has epochs 2 and 4 and ends at 50; committed up to 30.
struct Fixture {
    log::EpochCache epochs{{{LeaderEpoch(2), Offset(0)}, {LeaderEpoch(4), Offset(20)}}};
    FollowerReplica follower{{.leader = BrokerId(1), .leaderEpoch = LeaderEpoch(5)}, Offset(30)};
    Offset start{0};
    Offset end{50};

    LogView log() const { return {start, end, epochs}; }
    FetchPlan plan() const { return follower.plan(log()); }
    FollowerStep on(const LeaderAnswer& answer) const { return follower.onAnswer(plan(), answer, log()); }
};

LeaderAnswer diverging(int epoch, int endOffset) {
    return {.highWatermark = Offset(60),
            .logStart = Offset(0),
            .divergence = log::EpochEnd{LeaderEpoch(epoch), Offset(endOffset)}};
}

}  // namespace

class TestFollowerReplica : public QObject {
    Q_OBJECT

private slots:
    void itFetchesFromItsEndWithItsLastEpoch() {
        const Fixture f;
        const FetchPlan expected{
            .leaderEpoch = LeaderEpoch(5), .position = {Offset(50), LeaderEpoch(4)}, .logStart = Offset(0)};
        QVERIFY(f.plan() == expected);
    }

    void itDoesNotCutItsLogForItsOwnHighWatermark() {
        const Fixture f;
        QVERIFY(!f.follower.start(f.log()));
    }

    void aLogOfUnknownEpochsIsCutToTheHighWatermark() {
        Fixture f;
        f.epochs.clear();
        QCOMPARE(f.follower.start(f.log())->offset.value(), 30);
        f.end = Offset(30);
        QVERIFY(!f.follower.start(f.log()));
    }

    void recordsAreAppended() {
        const Fixture f;
        QVERIFY(std::holds_alternative<AppendRecords>(f.on({.highWatermark = Offset(50)})));
    }

    void aDivergenceCutsTheLog() {
        const Fixture f;
        const auto step = std::get<TruncateTo>(f.on(diverging(4, 40)));
        QCOMPARE(step.offset.value(), 40);
        QVERIFY(!step.isBelowHighWatermark);
    }

    void aCutBelowWhatWasCommittedIsSaid() {
        const Fixture f;
        const auto step = std::get<TruncateTo>(f.on(diverging(3, 25)));
        QCOMPARE(step.offset.value(), 20);
        QVERIFY(step.isBelowHighWatermark);
    }

    void whereTheLeaderBeginsLaterTheLogBeginsAnew() {
        const Fixture f;
        const auto step = f.on(
            {.error = ErrorCode::kOffsetOutOfRange, .highWatermark = Offset(90), .logStart = Offset(80)});
        QCOMPARE(std::get<TruncateFully>(step).newStart.value(), 80);
        QVERIFY(std::holds_alternative<TryLater>(f.on({.error = ErrorCode::kOffsetOutOfRange})));
    }

    void otherErrorsAreTriedAgain() {
        const Fixture f;
        QVERIFY(std::holds_alternative<TryLater>(f.on({.error = ErrorCode::kUnknownLeaderEpoch})));
        QVERIFY(std::holds_alternative<TryLater>(f.on({.error = ErrorCode::kFencedLeaderEpoch})));
    }

    void anAnswerToAnEarlierQuestionIsIgnored() {
        Fixture f;
        const FetchPlan asked = f.plan();
        f.end = Offset(45);
        QVERIFY(std::holds_alternative<Ignore>(f.follower.onAnswer(asked, {}, f.log())));
        FetchPlan older = f.plan();
        older.leaderEpoch = LeaderEpoch(4);
        QVERIFY(std::holds_alternative<Ignore>(f.follower.onAnswer(older, {}, f.log())));
    }

    void theHighWatermarkFollowsTheLeadersUpToTheOwnEnd() {
        Fixture f;
        QVERIFY(f.follower.settle({.highWatermark = Offset(70)}, f.log()));
        QCOMPARE(f.follower.highWatermark().value(), 50);
        f.end = Offset(80);
        QVERIFY(f.follower.settle({.highWatermark = Offset(70)}, f.log()));
        QCOMPARE(f.follower.highWatermark().value(), 70);
    }

    void aNewLeaderThatKnowsLessDoesNotLowerIt() {
        Fixture f;
        QVERIFY(!f.follower.settle({.highWatermark = Offset(10)}, f.log()));
        QCOMPARE(f.follower.highWatermark().value(), 30);
    }

    void whileLogsDivergeItDoesNotGrow() {
        Fixture f;
        QVERIFY(!f.follower.settle(diverging(4, 40), f.log()));
        QCOMPARE(f.follower.highWatermark().value(), 30);
    }

    void aTruncationBelowItTakesItAlong() {
        Fixture f;
        f.end = Offset(20);
        QVERIFY(f.follower.settle(diverging(2, 20), f.log()));
        QCOMPARE(f.follower.highWatermark().value(), 20);
    }

    void anEmptiedLogIsCommittedWhereItBegins() {
        Fixture f;
        f.start = f.end = Offset(80);
        f.epochs.clear();
        QVERIFY(f.follower.settle({.error = ErrorCode::kOffsetOutOfRange, .logStart = Offset(80)}, f.log()));
        QCOMPARE(f.follower.highWatermark().value(), 80);
        QVERIFY(f.plan().position == (LogPosition{Offset(80), kNoLeaderEpoch}));
    }

    void theLogBeginsWhereTheLeadersDoes() {
        Fixture f;
        const LeaderAnswer answer{.highWatermark = Offset(40), .logStart = Offset(35)};
        f.follower.settle(answer, f.log());
        QVERIFY(f.follower.newLogStart(answer, f.log()) == Offset(35));
        QVERIFY(!f.follower.newLogStart({.highWatermark = Offset(40), .logStart = Offset(0)}, f.log()));
        QVERIFY(f.follower.newLogStart({.highWatermark = Offset(40), .logStart = Offset(90)}, f.log()) ==
                Offset(40));
    }
};

BROKERSCOPE_TEST(TestFollowerReplica)
#include "tst_follower_replica.moc"
