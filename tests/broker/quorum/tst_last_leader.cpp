#include <QtTest/QtTest>

#include <chrono>
#include <stdexcept>
#include <string>
#include <variant>

#include "broker/quorum/quorum.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::quorum;
using namespace std::chrono_literals;
using world::Moment;

/// When a voter last heard from whom it followed: what a new controller knows of its predecessor.
class TestLastLeader : public QObject {
    Q_OBJECT

    /// States are durable at once. The round of the last vote that was asked for, while there was one.
    static void settle(Quorum& quorum, const Effects& effects, Moment now) {
        for (const Effect& effect : effects) {
            if (const auto* vote = std::get_if<SendVote>(&effect)) m_round = vote->round;
            if (const auto* state = std::get_if<PersistState>(&effect))
                settle(quorum, quorum.statePersisted(state->number, now), now);
        }
    }

    /// Voter 1 of three, which broker 2 tells at one second that it leads epoch 1.
    static Quorum follower() {
        Quorum quorum(
            {.self = BrokerId(1), .clusterId = "cluster", .voters = {BrokerId(1), BrokerId(2), BrokerId(3)}});
        if (const auto started = quorum.start({}, Moment()); !started)
            throw std::runtime_error(started.error().detail);
        settle(quorum,
               quorum.onBeginEpoch(1,
                                   {.clusterId = "cluster",
                                    .voter = BrokerId(1),
                                    .leader = BrokerId(2),
                                    .epoch = LeaderEpoch(1)},
                                   Moment(1s)),
               Moment(1s));
        return quorum;
    }

    static void answerFetch(Quorum& quorum, Moment now) {
        settle(quorum,
               quorum.fetchResponse({.from = BrokerId(2),
                                     .error = ErrorCode::kNone,
                                     .leader = BrokerId(2),
                                     .epoch = LeaderEpoch(1),
                                     .highWatermark = Offset(0)},
                                    now),
               now);
    }

    static void answerVote(Quorum& quorum, int from, Moment now) {
        settle(quorum,
               quorum.electionAnswer(
                   BrokerId(from), m_round,
                   {.error = ErrorCode::kNone, .leader = kNoBroker, .epoch = quorum.epoch(), .granted = true},
                   now),
               now);
    }

    static inline std::uint64_t m_round = 0;

private slots:
    void whoLedNobodyKnowsNone() {
        Quorum quorum(
            {.self = BrokerId(1), .clusterId = "cluster", .voters = {BrokerId(1), BrokerId(2), BrokerId(3)}});
        QVERIFY(quorum.start({}, Moment()).has_value());
        QVERIFY(!quorum.lastLeader());
    }
    void anAnnouncedLeaderHasBeenHeardFrom() {
        const Quorum quorum = follower();
        QVERIFY(quorum.lastLeader());
        QCOMPARE(quorum.lastLeader()->id, BrokerId(2));
        QVERIFY(quorum.lastLeader()->heardAt == Moment(1s));
    }
    void anAnsweredFetchIsAWordOfIt() {
        Quorum quorum = follower();
        answerFetch(quorum, Moment(1500ms));
        QVERIFY(quorum.lastLeader()->heardAt == Moment(1500ms));
    }
    void standingAgainstItKeepsTheMoment() {
        Quorum quorum = follower();
        answerFetch(quorum, Moment(1500ms));
        settle(quorum, quorum.tick(Moment(4s)), Moment(4s));
        QCOMPARE(quorum.role(), Role::kProspective);
        QCOMPARE(quorum.lastLeader()->id, BrokerId(2));
        QVERIFY(quorum.lastLeader()->heardAt == Moment(1500ms));
    }
    void itsVoteIsAWordOfItAndAnothersIsNot() {
        Quorum quorum = follower();
        settle(quorum, quorum.tick(Moment(4s)), Moment(4s));
        answerVote(quorum, 3, Moment(4100ms));
        QVERIFY(quorum.lastLeader()->heardAt == Moment(1s));
        QCOMPARE(quorum.role(), Role::kCandidate);
        answerVote(quorum, 2, Moment(4200ms));
        QVERIFY(quorum.lastLeader()->heardAt == Moment(4200ms));
    }
};

BROKERSCOPE_TEST(TestLastLeader)
#include "tst_last_leader.moc"
