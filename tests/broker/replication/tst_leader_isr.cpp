#include <QtTest/QtTest>

#include "tests/broker/replication/leader_fixture.h"
#include "tests/support/test_registry.h"

using namespace tests;
using Kind = IsrProposal::Kind;

namespace {

const LeaderReplica::Options kLagOfASecond{.lagTimeMax = world::Duration(1'000'000)};

}  // namespace

class TestLeaderIsr : public QObject {
    Q_OBJECT

private slots:
    void whoReachedHighWatermarkAndEpochStartIsProposed() {
        LeaderFixture f({1, 2});
        LeaderReplica leader = f.lead();
        QVERIFY(!f.noted(leader, 3, 95).ask);  // past the high watermark, before the epoch's start
        const auto ask = f.noted(leader, 3, 100).ask;
        QVERIFY(ask);
        QCOMPARE(ask->kind, Kind::kGrow);
        QVERIFY(ask->changed == ids({3}));
        QCOMPARE(ask->partitionEpoch.value(), 7);
        const std::vector<IsrProposal::Member> members{
            {BrokerId(1), BrokerEpoch(10)}, {BrokerId(2), BrokerEpoch(20)}, {BrokerId(3), BrokerEpoch(30)}};
        QVERIFY(ask->isr == members);
    }

    void whoIsBehindTheHighWatermarkIsNot() {
        LeaderFixture f({1, 2});
        LeaderReplica leader = f.lead();
        f.append(leader, 120);
        f.noted(leader, 2, 120);
        QVERIFY(!f.noted(leader, 3, 119).ask);
        QVERIFY(f.noted(leader, 3, 120).ask);
    }

    void aFencedOrLeavingOrRestartedBrokerIsNotProposed() {
        LeaderFixture f({1, 2});
        LeaderReplica leader = f.lead();
        f.setBroker(3, 30, true);
        QVERIFY(!f.noted(leader, 3, 100).ask);
        f.setBroker(3, 30, false, true);
        QVERIFY(!f.noted(leader, 3, 100).ask);
        f.setBroker(3, 31);
        QVERIFY(!f.noted(leader, 3, 100).ask);
        f.setBroker(3, 30);
        QVERIFY(f.noted(leader, 3, 100).ask);
    }

    void theMaximalIsrCountsFromTheRequestOn() {
        LeaderFixture f({1, 2});
        LeaderReplica leader = f.lead();
        QVERIFY(f.noted(leader, 3, 100).ask);
        QCOMPARE(leader.isr().size(), std::size_t(2));
        QCOMPARE(leader.maximalIsr().size(), std::size_t(3));
        f.append(leader, 120);
        QVERIFY(!f.noted(leader, 2, 120).highWatermarkMoved || leader.highWatermark() == Offset(100));
        QCOMPARE(leader.highWatermark().value(), 100);
    }

    void oneRequestIsUnderWayAtATime() {
        LeaderFixture f({1});
        LeaderReplica leader = f.lead(kLagOfASecond);
        const auto first = f.noted(leader, 2, 100).ask;
        QVERIFY(first);
        QVERIFY(!f.noted(leader, 3, 100).ask);
        QVERIFY(!leader.tick(f.brokers, at(100'000)).ask);
        QVERIFY(leader.answered(*first, f.accepted(*first), at(2)).isrChanged);
        QVERIFY(leader.isr() == (std::set<BrokerId>{BrokerId(1), BrokerId(2)}));
        QVERIFY(f.noted(leader, 3, 100).ask);
    }

    void whoFallsBehindForTooLongLeaves() {
        LeaderFixture f;
        LeaderReplica leader = f.lead(kLagOfASecond);
        f.noted(leader, 2, 100, 0);
        f.noted(leader, 3, 100, 0);
        f.append(leader, 120);
        f.noted(leader, 2, 120, 900);
        f.noted(leader, 3, 105, 900);  // had everything at 0
        QVERIFY(leader.nextTick() == at(1000) + world::Duration(1));
        QVERIFY(!leader.tick(f.brokers, at(1000)).ask);
        const auto ask = leader.tick(f.brokers, at(1001)).ask;
        QVERIFY(ask);
        QCOMPARE(ask->kind, Kind::kShrink);
        QVERIFY(ask->changed == ids({3}));
        QCOMPARE(leader.highWatermark().value(), 105);
        QVERIFY(leader.answered(*ask, f.accepted(*ask), at(1002)).highWatermarkMoved);
        QCOMPARE(leader.highWatermark().value(), 120);
    }

    void whoHasEverythingIsNeverBehind() {
        LeaderFixture f;
        LeaderReplica leader = f.lead(kLagOfASecond);
        f.noted(leader, 2, 100, 0);
        f.noted(leader, 3, 100, 0);
        QVERIFY(!leader.nextTick());
        QVERIFY(!leader.tick(f.brokers, at(500'000)).ask);
    }

    void whoKeepsUpWithALeaderThatNeverPausesStays() {
        LeaderFixture f;
        LeaderReplica leader = f.lead(kLagOfASecond);
        f.noted(leader, 3, 100, 0);
        std::int64_t end = 100;
        for (std::int64_t ms = 100; ms < 5000; ms += 100) {
            f.append(leader, end + 10);
            f.noted(leader, 2, end, ms);  // always what the leader had at its fetch before
            end += 10;
            f.noted(leader, 3, end, ms);
            QVERIFY2(!leader.tick(f.brokers, at(ms)).ask, qPrintable(QString::number(ms)));
        }
    }

    void whoNeverFetchesLeavesAfterTheFullTime() {
        LeaderFixture f;
        LeaderReplica leader = f.lead(kLagOfASecond);
        f.noted(leader, 2, 100, 0);
        QVERIFY(!leader.tick(f.brokers, at(1000)).ask);
        QVERIFY(leader.tick(f.brokers, at(1001)).ask->changed == ids({3}));
    }

    void whoJustJoinedHasTheFullTime() {
        LeaderFixture f({1, 2});
        LeaderReplica leader = f.lead(kLagOfASecond);
        f.append(leader, 200);
        f.noted(leader, 2, 200, 5000);
        f.append(leader, 300);
        const auto ask = f.noted(leader, 3, 200, 5000).ask;  // at the high watermark, not at the end
        QVERIFY(ask);
        leader.answered(*ask, f.accepted(*ask), at(5001));
        f.noted(leader, 2, 300, 5001);
        QVERIFY(!leader.tick(f.brokers, at(6001)).ask);
        QVERIFY(leader.tick(f.brokers, at(6002)).ask);
    }

    void newerMetadataEndsARequest() {
        LeaderFixture f({1, 2});
        LeaderReplica leader = f.lead();
        const auto ask = f.noted(leader, 3, 100).ask;
        f.partition.isr = ids({1});
        f.partition.partitionEpoch = PartitionEpoch(8);
        QVERIFY(leader.onMetadata(f.partition, at(2)).isrChanged);
        QVERIFY(!leader.isAsking());
        QCOMPARE(leader.maximalIsr().size(), std::size_t(1));
        QVERIFY(!leader.answered(*ask, f.accepted(*ask), at(3)).isrChanged);
        QCOMPARE(leader.isr().size(), std::size_t(1));
    }

    void olderMetadataChangesNothing() {
        LeaderFixture f({1, 2});
        LeaderReplica leader = f.lead();
        const auto ask = f.noted(leader, 3, 100).ask;
        leader.answered(*ask, f.accepted(*ask), at(2));
        QVERIFY(!leader.onMetadata(f.partition, at(3)).isrChanged);
        QCOMPARE(leader.isr().size(), std::size_t(3));
    }

    void aRefusalFreesTheWatermark() {
        LeaderFixture f({1, 2});
        LeaderReplica leader = f.lead();
        const auto ask = f.noted(leader, 3, 100).ask;
        f.append(leader, 120);
        f.noted(leader, 2, 120);
        QCOMPARE(leader.highWatermark().value(), 100);
        QVERIFY(leader.answered(*ask, {.error = ErrorCode::kIneligibleReplica}, at(2)).highWatermarkMoved);
        QCOMPARE(leader.highWatermark().value(), 120);
        QVERIFY(!leader.isAsking());
    }

    void whatTheControllerKnowsBetterStaysAskedUntilTheMetadataTells_data() {
        QTest::addColumn<ErrorCode>("error");
        QTest::newRow("partition epoch") << ErrorCode::kInvalidUpdateVersion;
        QTest::newRow("leader epoch") << ErrorCode::kFencedLeaderEpoch;
        QTest::newRow("elected") << ErrorCode::kNewLeaderElected;
        QTest::newRow("gone") << ErrorCode::kUnknownTopicId;
    }

    void whatTheControllerKnowsBetterStaysAskedUntilTheMetadataTells() {
        QFETCH(ErrorCode, error);
        LeaderFixture f({1, 2});
        LeaderReplica leader = f.lead();
        const auto ask = f.noted(leader, 3, 100).ask;
        QVERIFY(!leader.answered(*ask, {.error = error}, at(2)).ask);
        QVERIFY(leader.isAsking());
        QCOMPARE(leader.maximalIsr().size(), std::size_t(3));
        QVERIFY(!leader.nextTick());
    }

    void withoutAnAnswerTheSameIsAskedAgain() {
        LeaderFixture f({1, 2});
        LeaderReplica leader = f.lead();
        const auto ask = f.noted(leader, 3, 100).ask;
        QVERIFY(leader.unanswered(*ask).ask == ask);
        QVERIFY(leader.answered(*ask, {.error = ErrorCode::kNotController}, at(2)).ask == ask);
        QVERIFY(leader.answered(*ask, f.accepted(*ask), at(3)).isrChanged);
        QVERIFY(!leader.unanswered(*ask).ask);
    }

    void refusedAfterBeingSentTwiceStillCountsUntilConfirmed() {
        LeaderFixture f({1, 2});
        LeaderReplica leader = f.lead();
        const auto ask = f.noted(leader, 3, 100).ask;
        leader.unanswered(*ask);
        leader.answered(*ask, {.error = ErrorCode::kIneligibleReplica}, at(2));
        QCOMPARE(leader.maximalIsr().size(), std::size_t(3));
        QVERIFY(leader.nextTick() == world::Moment{});
        const auto confirm = leader.tick(f.brokers, at(3)).ask;
        QVERIFY(confirm);
        QCOMPARE(confirm->kind, Kind::kConfirm);
        QVERIFY(confirm->changed.empty());
        leader.answered(*confirm, f.accepted(*confirm), at(4));
        QCOMPARE(leader.maximalIsr().size(), std::size_t(2));
        QVERIFY(leader.nextTick() != world::Moment{});
    }

    void acceptedWithANewerLeaderEpochWaitsForTheMetadata() {
        LeaderFixture f({1, 2});
        LeaderReplica leader = f.lead();
        const auto ask = f.noted(leader, 3, 100).ask;
        IsrAnswer answer = f.accepted(*ask);
        answer.leaderEpoch = LeaderEpoch(6);
        QVERIFY(!leader.answered(*ask, answer, at(2)).isrChanged);
        QVERIFY(leader.isAsking());
    }
};

BROKERSCOPE_TEST(TestLeaderIsr)
#include "tst_leader_isr.moc"
