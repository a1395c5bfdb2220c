#include <QtTest/QtTest>

#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "broker/quorum/quorum.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::quorum;
using world::Moment;

/// Why a voter does not vote, in words.
class TestRefusedVotes : public QObject {
    Q_OBJECT

    /// Voter 1 of three, with these epochs in its log.
    static Quorum voter(Offset end, const std::vector<EpochStart>& epochs) {
        Quorum quorum(
            {.self = BrokerId(1), .clusterId = "cluster", .voters = {BrokerId(1), BrokerId(2), BrokerId(3)}});
        const auto started =
            quorum.start({.state = std::nullopt, .end = end, .epochs = epochs, .snapshots = {}}, Moment());
        return started ? quorum : throw std::runtime_error(started.error().detail);
    }

    static VoteRequest request(int candidate, int epoch, int lastEpoch, int end, bool preVote = false) {
        return {.clusterId = "cluster",
                .voter = BrokerId(1),
                .candidate = BrokerId(candidate),
                .epoch = LeaderEpoch(epoch),
                .lastEpoch = LeaderEpoch(lastEpoch),
                .end = Offset(end),
                .preVote = preVote};
    }

    static ElectionAnswer ask(Quorum& quorum, const VoteRequest& request) {
        ElectionAnswer answer;
        const auto take = [&answer](const Effects& effects) {
            for (const Effect& effect : effects)
                if (const auto* given = std::get_if<Answer>(&effect)) answer = given->answer;
        };
        const Effects effects = quorum.onVote(1, request, Moment());
        take(effects);
        for (const Effect& effect : effects)
            if (const auto* state = std::get_if<PersistState>(&effect))
                take(quorum.statePersisted(state->number, Moment()));
        return answer;
    }

private slots:
    void aVoteThatIsGrantedHasNoReason() {
        Quorum quorum = voter(Offset(0), {});
        const ElectionAnswer answer = ask(quorum, request(2, 1, 0, 0));
        QVERIFY(answer.granted);
        QVERIFY(answer.refusal.empty());
    }

    void oneVoteInAnEpochAndNoMore() {
        Quorum quorum = voter(Offset(0), {});
        QVERIFY(ask(quorum, request(2, 1, 0, 0)).granted);
        const ElectionAnswer answer = ask(quorum, request(3, 1, 0, 0));
        QVERIFY(!answer.granted);
        QCOMPARE(answer.refusal, std::string("it has voted for broker 2 in this epoch"));
        QVERIFY(ask(quorum, request(3, 2, 0, 0)).granted);
    }

    void aLogThatIsBehindMayNotWin() {
        Quorum quorum = voter(Offset(10), {{LeaderEpoch(1), Offset(0)}});
        QCOMPARE(ask(quorum, request(2, 2, 1, 5)).refusal,
                 std::string("the log of broker 2 ends at 5, this one at 10"));
        QCOMPARE(ask(quorum, request(2, 3, 0, 90)).refusal,
                 std::string("the log of broker 2 ends in epoch 0, this one in epoch 1"));
        QCOMPARE(ask(quorum, request(2, 3, 1, 9, true)).refusal,
                 std::string("the log of broker 2 ends at 9, this one at 10"));
    }

    void anEpochThatIsOverIsNotVotedIn() {
        Quorum quorum = voter(Offset(0), {});
        QVERIFY(ask(quorum, request(2, 5, 0, 0)).granted);
        const ElectionAnswer answer = ask(quorum, request(3, 4, 0, 0));
        QVERIFY(answer.error == ErrorCode::kFencedLeaderEpoch);
        QCOMPARE(answer.refusal, std::string("it knows of epoch 5"));
    }

    void whoFollowsALeaderOfTheEpochSaysSo() {
        Quorum quorum = voter(Offset(0), {});
        const Effects effects = quorum.onBeginEpoch(
            7, {.clusterId = "cluster", .voter = BrokerId(1), .leader = BrokerId(3), .epoch = LeaderEpoch(4)},
            Moment());
        for (const Effect& effect : effects)
            if (const auto* state = std::get_if<PersistState>(&effect))
                quorum.statePersisted(state->number, Moment());
        QCOMPARE(ask(quorum, request(2, 4, 0, 0)).refusal, std::string("controller 3 leads epoch 4"));
    }
};

BROKERSCOPE_TEST(TestRefusedVotes)
#include "tst_refused_votes.moc"
