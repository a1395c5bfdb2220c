#include <QtTest/QtTest>

#include "tests/broker/replication/leader_fixture.h"
#include "tests/support/test_registry.h"

using namespace tests;

namespace {

ErrorCode codeOf(const Result<std::optional<log::EpochEnd>>& judged) {
    return judged ? ErrorCode::kNone : judged.error().code;
}

}  // namespace

class TestLeaderReplica : public QObject {
    Q_OBJECT

private slots:
    void theHighWatermarkIsWhatAllInSyncHave() {
        LeaderFixture f;
        LeaderReplica leader = f.lead();
        f.append(leader, 120);
        QVERIFY(!f.noted(leader, 2, 120).highWatermarkMoved);
        QVERIFY(f.noted(leader, 3, 110).highWatermarkMoved);
        QCOMPARE(leader.highWatermark().value(), 110);
        QVERIFY(f.noted(leader, 3, 120).highWatermarkMoved);
        QCOMPARE(leader.highWatermark().value(), 120);
    }

    void aFollowerOutOfSyncDoesNotHoldItBack() {
        LeaderFixture f({1, 2});
        LeaderReplica leader = f.lead();
        f.append(leader, 120);
        f.noted(leader, 3, 40);
        f.noted(leader, 2, 120);
        QCOMPARE(leader.highWatermark().value(), 120);
    }

    void aMemberThatHasNotFetchedInThisEpochHoldsIt() {
        LeaderFixture f;
        LeaderReplica leader = f.lead();
        f.append(leader, 120);
        f.noted(leader, 2, 120);
        QCOMPARE(leader.highWatermark().value(), 90);
    }

    void aLeaderAloneInSyncCommitsByAppending() {
        LeaderFixture f({1});
        LeaderReplica leader = f.lead();
        QCOMPARE(leader.highWatermark().value(), 100);
        QVERIFY(f.append(leader, 130).highWatermarkMoved);
        QCOMPARE(leader.highWatermark().value(), 130);
    }

    void itNeverFallsAlsoIfAFollowerComesBackWithLess() {
        LeaderFixture f;
        LeaderReplica leader = f.lead();
        f.noted(leader, 2, 100);
        f.noted(leader, 3, 100);
        QCOMPARE(leader.highWatermark().value(), 100);
        QVERIFY(!f.noted(leader, 3, 60).highWatermarkMoved);
        QCOMPARE(leader.highWatermark().value(), 100);
    }

    void withTooFewInSyncItStandsStill() {
        LeaderFixture f({1});
        LeaderReplica leader = f.lead({.minInSync = 2});
        QVERIFY(!f.append(leader, 130).highWatermarkMoved);
        QCOMPARE(leader.highWatermark().value(), 90);
        QVERIFY(leader.setMinInSync(1).highWatermarkMoved);
        QCOMPARE(leader.highWatermark().value(), 130);
    }

    void withoutEligibleLeaderReplicasItMovesAllTheSame() {
        LeaderFixture f({1});
        LeaderReplica leader = f.lead({.minInSync = 2, .isStrict = false});
        QVERIFY(f.append(leader, 130).highWatermarkMoved);
    }

    void moreInSyncThanThereAreReplicasIsNotAskedFor() {
        LeaderFixture f;
        LeaderReplica leader = f.lead({.minInSync = 5});
        QCOMPARE(leader.effectiveMinInSync(), 3);
        QVERIFY(leader.checkEnoughInSync());
    }

    void theLatestOffsetIsNotToldBeforeTheEpochsStartIsCommitted() {
        LeaderFixture f;
        LeaderReplica leader = f.lead();
        QVERIFY(!leader.isLatestKnown());
        f.noted(leader, 2, 100);
        QVERIFY(!leader.isLatestKnown());
        f.noted(leader, 3, 100);
        QVERIFY(leader.isLatestKnown());
    }

    void acksAllIsRefusedBeforeTheAppendWithTooFewInSync() {
        LeaderFixture f({1});
        const Result<void> enough = f.lead({.minInSync = 2}).checkEnoughInSync();
        QVERIFY(!enough && enough.error().code == ErrorCode::kNotEnoughReplicas);
        QVERIFY(f.lead({.minInSync = 1}).checkEnoughInSync());
    }

    void acksAllWaitsForTheHighWatermark() {
        LeaderFixture f;
        LeaderReplica leader = f.lead({.minInSync = 2});
        f.append(leader, 120);
        f.noted(leader, 2, 120);
        QVERIFY(!leader.acknowledgement(LeaderEpoch(5), Offset(120)));
        f.noted(leader, 3, 120);
        QVERIFY(leader.acknowledgement(LeaderEpoch(5), Offset(120)) == ErrorCode::kNone);
    }

    void committedButByTooFewIsSaid() {
        LeaderFixture f;
        LeaderReplica leader = f.lead({.minInSync = 2});
        f.append(leader, 120);
        f.noted(leader, 2, 120);
        f.noted(leader, 3, 120);
        f.partition.isr = ids({1});
        f.partition.partitionEpoch = PartitionEpoch(8);
        leader.onMetadata(f.partition, at(2));
        QVERIFY(leader.acknowledgement(LeaderEpoch(5), Offset(120)) ==
                ErrorCode::kNotEnoughReplicasAfterAppend);
    }

    void whatWasAppendedBeforeAnotherLedIsNeverAcknowledged() {
        LeaderFixture f({1});
        LeaderReplica leader = f.lead();
        QVERIFY(leader.acknowledgement(LeaderEpoch(4), Offset(50)) == ErrorCode::kNotLeaderOrFollower);
    }

    void aFetchOfAnotherEpochIsRefused() {
        LeaderFixture f;
        const LeaderReplica leader = f.lead();
        FollowerFetch fetch = f.fetch(2, 100);
        fetch.leaderEpoch = LeaderEpoch(4);
        QCOMPARE(codeOf(leader.judge(fetch, f.log(), f.brokers)), ErrorCode::kFencedLeaderEpoch);
        fetch.leaderEpoch = LeaderEpoch(6);
        QCOMPARE(codeOf(leader.judge(fetch, f.log(), f.brokers)), ErrorCode::kUnknownLeaderEpoch);
        fetch.leaderEpoch = LeaderEpoch(5);
        QCOMPARE(codeOf(leader.judge(fetch, f.log(), f.brokers)), ErrorCode::kNone);
    }

    void aFetchOfNoReplicaOrOfAnotherUptimeIsRefused() {
        LeaderFixture f;
        const LeaderReplica leader = f.lead();
        QCOMPARE(codeOf(leader.judge(f.fetch(4, 100), f.log(), f.brokers)), ErrorCode::kNotLeaderOrFollower);
        QCOMPARE(codeOf(leader.judge(f.fetch(1, 100), f.log(), f.brokers)), ErrorCode::kNotLeaderOrFollower);
        f.setBroker(2, 55);
        QCOMPARE(codeOf(leader.judge(f.fetch(2, 100), f.log(), f.brokers)), ErrorCode::kNotLeaderOrFollower);
    }

    void aDivergingFetchIsToldWhereTheLogsPart() {
        LeaderFixture f;
        const LeaderReplica leader = f.lead();
        const auto judged = leader.judge(f.fetch(2, 105, 4), f.log(), f.brokers);
        QVERIFY(judged && *judged);
        QVERIFY(**judged == (log::EpochEnd{LeaderEpoch(3), Offset(100)}));
    }

    void aFetchOutsideTheLogIsRefused() {
        LeaderFixture f;
        f.logStart = Offset(50);
        const LeaderReplica leader = f.lead();
        QCOMPARE(codeOf(leader.judge(f.fetch(2, 40, 3), f.log(), f.brokers)), ErrorCode::kOffsetOutOfRange);
        QCOMPARE(codeOf(leader.judge(f.fetch(2, 101, -1), f.log(), f.brokers)), ErrorCode::kOffsetOutOfRange);
        QCOMPARE(codeOf(leader.judge(f.fetch(2, 100, 9), f.log(), f.brokers)), ErrorCode::kOffsetOutOfRange);
    }

    void aChangedAssignmentForgetsWhoLeftAndKeepsWhoStays() {
        LeaderFixture f;
        LeaderReplica leader = f.lead();
        f.noted(leader, 2, 100);
        f.partition.replicas = ids({1, 2, 4});
        f.partition.isr = ids({1, 2});
        f.partition.partitionEpoch = PartitionEpoch(8);
        leader.onMetadata(f.partition, at(5));
        QCOMPARE(leader.followers().size(), std::size_t(2));
        QCOMPARE(leader.followers().at(BrokerId(2)).end->value(), 100);
        QVERIFY(!leader.followers().at(BrokerId(4)).end);
        QCOMPARE(leader.highWatermark().value(), 100);
    }
};

BROKERSCOPE_TEST(TestLeaderReplica)
#include "tst_leader_replica.moc"
