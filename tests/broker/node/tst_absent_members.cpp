#include <QtTest/QtTest>

#include <chrono>
#include <string>

#include "tests/broker/node/group_peer.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using tests::GroupPeer;

namespace {

/// As clients have it unless they are told otherwise.
constexpr auto kSession = 45s;
constexpr auto kBeatEvery = 3s;
constexpr auto kPollWithin = 300s;
/// What a few round trips and looks take.
constexpr auto kSlack = 50ms;

struct DefaultPeer : GroupPeer {
    explicit DefaultPeer(tests::SimulatedBrokers& brokers)
        : GroupPeer(brokers, 1, "g") {
        sessionTimeoutMs = static_cast<std::int32_t>(kSession / 1ms);
        rebalanceTimeoutMs = static_cast<std::int32_t>(kPollWithin / 1ms);
    }
};

/// Two members with those times: one owns "a" and the other "b".
struct Sharing {
    bool begin() {
        if (!isReady || !a.becomeOnlyMember()) return false;
        b.receiveJoin(b.sendJoin());
        const std::int32_t waiting = b.sendJoin();
        b.client.pause(100ms);
        if (a.heartbeat() != ErrorCode::kRebalanceInProgress || !a.join()) return false;
        b.receiveJoin(waiting);
        const std::int32_t asked = b.sendSync();
        a.sync(
            {{.memberId = a.memberId, .assignment = {'a'}}, {.memberId = b.memberId, .assignment = {'b'}}});
        b.receiveSync(asked);
        return a.assignment == "a" && b.assignment == "b";
    }
    world::Moment now() const { return brokers.simulator.now(); }
    void runUntil(world::Moment moment) { brokers.simulator.runUntil(moment); }
    bool hasExpelled() const { return brokers.told.has(observe::EventKind::kMemberExpelled); }
    /// Nothing is under way, and `a` has what it had.
    bool isIdle() {
        return a.heartbeat() == ErrorCode::kNone && a.sync() == ErrorCode::kNone && a.assignment == "a";
    }
    /// `a` hears with its heartbeat that somebody is gone, and has everything a moment later.
    bool movesToA() {
        const world::Moment since = now();
        return a.heartbeat() == ErrorCode::kRebalanceInProgress && a.becomeOnlyMember("ab") &&
               a.assignment == "ab" && now() - since < kSlack;
    }

    tests::SimulatedBrokers brokers{
        1, {{"offsets.topic.replication.factor", "1"}, {"group.initial.rebalance.delay.ms", "0"}}};
    bool isReady = brokers.areServing() && tests::coordinatorOf(brokers, 1, "g") == 1;
    DefaultPeer a{brokers};
    DefaultPeer b{brokers};
};

}  // namespace

/// W10: who closes, who is killed and who is stuck, with the times that clients have by default.
class TestAbsentMembers : public QObject {
    Q_OBJECT

private slots:
    void aMemberThatClosesGivesItsPartitionsUpAtOnce() {
        Sharing group;
        QVERIFY(group.begin());
        QCOMPARE(group.b.leave(), ErrorCode::kNone);
        QVERIFY(group.movesToA());
        QVERIFY(!group.hasExpelled());
    }

    void aKilledMembersPartitionsStandIdleUntilItsSessionEnds_data() {
        QTest::addColumn<int>("sinceBeat");
        QTest::newRow("right after a heartbeat: 45 s") << 0;
        QTest::newRow("a third on: 44 s") << 1'000;
        QTest::newRow("two thirds on: 43 s") << 2'000;
        QTest::newRow("right before the next: 42 s") << 2'999;
    }
    void aKilledMembersPartitionsStandIdleUntilItsSessionEnds() {
        QFETCH(int, sinceBeat);
        Sharing group;
        QVERIFY(group.begin());
        group.brokers.simulator.runFor(kBeatEvery);
        const world::Moment beat = group.now();
        QCOMPARE(group.b.heartbeat(), ErrorCode::kNone);
        group.runUntil(beat + std::chrono::milliseconds(sinceBeat));
        group.b.client.disconnect();
        const world::Moment killed = group.now();
        for (world::Moment next = killed; !group.hasExpelled(); group.brokers.simulator.runFor(10ms)) {
            QVERIFY(group.now() - killed < 2 * kSession);
            if (group.now() < next) continue;
            QVERIFY(group.isIdle());
            next = next + kBeatEvery;
        }
        const auto out = group.now() - killed;
        const auto expected = kSession - std::chrono::milliseconds(sinceBeat);
        QVERIFY2(out > expected - kSlack && out < expected + kSlack, std::to_string(out / 1ms).c_str());
        QVERIFY(group.movesToA());
    }

    void aStuckMemberKeepsItsPartitionsUntilItsPollIntervalEnds() {
        Sharing group;
        QVERIFY(group.begin());
        QVERIFY(tests::createTopic(group.b.client, "t"));
        const world::Moment polled = group.now();
        // Its heartbeats go on, and when the interval is over they end with a goodbye.
        for (world::Moment next = polled; next < polled + kPollWithin; next = next + kBeatEvery) {
            group.runUntil(next);
            QCOMPARE(group.b.heartbeat(), ErrorCode::kNone);
            QVERIFY(group.isIdle());
        }
        group.runUntil(polled + kPollWithin);
        QCOMPARE(group.b.leave(), ErrorCode::kNone);
        QVERIFY(group.movesToA());
        QVERIFY(!group.hasExpelled());
        QCOMPARE(group.b.commit("t", 1), ErrorCode::kUnknownMemberId);
    }

    void aStuckMemberIsWaitedForUntilItsPollIntervalEnds_data() {
        QTest::addColumn<int>("joinsAfter");
        QTest::addColumn<bool>("saysGoodbye");
        QTest::newRow("its heartbeats end with a goodbye") << 100 << true;
        QTest::newRow("they go on for ever") << 0 << false;
    }
    void aStuckMemberIsWaitedForUntilItsPollIntervalEnds() {
        QFETCH(int, joinsAfter);
        QFETCH(bool, saysGoodbye);
        Sharing group;
        QVERIFY(group.begin());
        const world::Moment polled = group.now();
        for (; group.now() < polled + std::chrono::seconds(joinsAfter);
             group.brokers.simulator.runFor(kBeatEvery)) {
            QVERIFY(group.isIdle());
            QCOMPARE(group.b.heartbeat(), ErrorCode::kNone);
        }
        DefaultPeer c(group.brokers);
        QCOMPARE(c.receiveJoin(c.sendJoin())->errorCode, ErrorCode::kMemberIdRequired);
        const world::Moment asked = group.now();
        const std::int32_t cWaits = c.sendJoin();
        c.client.pause(10ms);
        QCOMPARE(group.a.heartbeat(), ErrorCode::kRebalanceInProgress);
        const std::int32_t aWaits = group.a.sendJoin();
        const world::Moment end = (saysGoodbye ? polled : asked) + kPollWithin;
        while (group.now() < end - kBeatEvery) {
            QCOMPARE(group.b.heartbeat(), ErrorCode::kRebalanceInProgress);
            group.brokers.simulator.runFor(kBeatEvery);
        }
        group.runUntil(end - kSlack);
        QVERIFY(!c.client.isAnswered(cWaits));
        group.runUntil(end);
        if (saysGoodbye) QCOMPARE(group.b.leave(), ErrorCode::kNone);
        group.runUntil(end + kSlack);
        QVERIFY(c.client.isAnswered(cWaits) && group.a.client.isAnswered(aWaits));
        QCOMPARE(c.receiveJoin(cWaits)->errorCode, ErrorCode::kNone);
        const auto joined = group.a.receiveJoin(aWaits);
        QCOMPARE(joined->errorCode, ErrorCode::kNone);
        QCOMPARE(joined->members.size(), std::size_t{2});
        QCOMPARE(group.a.generation, c.generation);
        QCOMPARE(group.b.heartbeat(), ErrorCode::kUnknownMemberId);
    }
};

BROKERSCOPE_TEST(TestAbsentMembers)
#include "tst_absent_members.moc"
