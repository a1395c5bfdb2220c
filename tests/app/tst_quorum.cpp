#include <QtTest/QtTest>

#include <algorithm>

#include "app/inspect/inspection.h"
#include "app/navigation/event_place.h"
#include "app/quorum/elections.h"
#include "app/quorum/quorum_facts.h"
#include "app/quorum/quorum_pictures.h"
#include "app/quorum/quorum_words.h"
#include "app/quorum/zookeeper_rows.h"
#include "app/session/recorded_session.h"
#include "tests/app/sample/sample_quorum.h"
#include "tests/support/test_registry.h"

using namespace app;
using broker::BrokerId;
using broker::LeaderEpoch;
using broker::observe::EventKind;
using sample::QuorumScene;
using widgets::ElectionStep;
using widgets::QuorumRow;

class TestQuorum : public QObject {
    Q_OBJECT

    static ElectionBook bookOf(QuorumScene scene) {
        EventLog log;
        log.append(sample::quorumEvents(scene));
        ElectionBook book;
        book.learn(log);
        return book;
    }

    static broker::observe::Event event(std::uint64_t number, EventKind kind, int broker,
                                        std::vector<broker::observe::EventArgument> arguments) {
        arguments.push_back({"broker", std::to_string(broker)});
        broker::observe::Event made;
        made.number = number;
        made.time = broker::Timestamp(static_cast<std::int64_t>(number) * 10);
        made.kind = kind;
        made.broker = BrokerId(broker);
        made.arguments = std::move(arguments);
        return made;
    }

private slots:
    void majorityIsCountedFromWhoIsUp() {
        const auto snapshot = sample::quorum(QuorumScene::kFailover);
        const QuorumFacts failover = QuorumFacts::of(*snapshot);
        QCOMPARE(failover.voters.size(), 3U);
        QCOMPARE(failover.majority(), 2U);
        QVERIFY(failover.hasMajority());
        QVERIFY(failover.controller == BrokerId(2) && failover.epoch == LeaderEpoch(5));
        QCOMPARE(failover.open(), 2);
        const auto withoutOthers = sample::quorum(QuorumScene::kAlone);
        const QuorumFacts alone = QuorumFacts::of(*withoutOthers);
        QVERIFY(!alone.hasMajority());
        QVERIFY(alone.controller == broker::kNoBroker);
    }

    void aFrozenVoterIsNotUp() {
        auto frozen = *sample::quorum(QuorumScene::kWell);
        frozen.faults.frozen = {BrokerId(2)};
        QCOMPARE(QuorumFacts::of(frozen).upVoters.size(), 2U);
        QCOMPARE(quorumRole(frozen, BrokerId(2)), QStringLiteral("frozen"));
    }

    void whyThereIsNoControllerIsSaid() {
        const ToldTone words = majorityWords(*sample::quorum(QuorumScene::kAlone));
        QVERIFY(words.tone == Tone::kBad);
        QVERIFY2(words.text.contains("No controller can be elected"), qPrintable(words.text));
        QVERIFY(majorityWords(*sample::quorum(QuorumScene::kFailover)).tone == Tone::kWarning);
        QVERIFY(majorityWords(*sample::quorum(QuorumScene::kWell)).tone == Tone::kDim);
    }

    void anElectionIsEverythingFromTheFirstQuestionToWhoFollows() {
        const ElectionBook book = bookOf(QuorumScene::kFailover);
        QCOMPARE(book.elections().size(), 2U);
        const Election& last = book.elections().back();
        QVERIFY(last.winner == BrokerId(2) && last.epoch == LeaderEpoch(5));
        QVERIFY(last.events.front().kind == EventKind::kPreVoteAsked);
        QVERIFY(last.events.back().kind == EventKind::kControllerFollowed);
        QVERIFY(last.votes() == std::vector({BrokerId(2), BrokerId(3)}));
        QCOMPARE(last.millis(), 2'234 - 1'960);
        QVERIFY(!bookOf(QuorumScene::kAlone).elections().back().isDecided());
    }

    void whatComesLateBelongsToTheElectionThatIsOver() {
        EventLog log;
        log.append({event(1, EventKind::kVoteAsked, 1, {{"epoch", "3"}, {"voters", "2"}}),
                    event(2, EventKind::kControllerElected, 1, {{"epoch", "3"}}),
                    event(3, EventKind::kPreVoteAsked, 2, {{"epoch", "3"}, {"voters", "1"}}),
                    event(4, EventKind::kControllerFollowed, 2, {{"epoch", "3"}, {"leader", "1"}})});
        ElectionBook book;
        QVERIFY(book.learn(log));
        QVERIFY(!book.learn(log));
        QCOMPARE(book.elections().size(), 1U);
        QCOMPARE(book.elections().back().events.size(), 4U);
        log.append({event(5, EventKind::kPreVoteAsked, 2, {{"epoch", "4"}, {"voters", "1"}})});
        QVERIFY(book.learn(log));
        QCOMPARE(book.elections().size(), 2U);
        QVERIFY(!book.elections().back().isDecided());
    }

    void theBookIsBounded() {
        EventLog log;
        std::vector<broker::observe::Event> events;
        std::uint64_t number = 1;
        for (int epoch = 1; epoch < 40; ++epoch)
            events.push_back(
                event(number++, EventKind::kControllerElected, 1, {{"epoch", std::to_string(epoch)}}));
        for (int i = 0; i < 300; ++i)
            events.push_back(
                event(number++, EventKind::kPreVoteAsked, 2, {{"epoch", "40"}, {"voters", "1"}}));
        log.append(std::move(events));
        ElectionBook book;
        book.learn(log);
        QCOMPARE(book.elections().size(), ElectionBook::kMaxElections);
        QCOMPARE(book.elections().back().events.size(), ElectionBook::kMaxEvents);
    }

    void whoDidNotAnswerIsDrawnSo() {
        const auto snapshot = sample::quorum(QuorumScene::kFailover);
        const ElectionBook book = bookOf(QuorumScene::kFailover);
        const widgets::ElectionPicture picture = electionPicture(book.elections().back(), *snapshot);
        QCOMPARE(picture.lanes.size(), 3U);
        QVERIFY(picture.lanes[0].isDown && picture.lanes[1].isWinner);
        const auto vote = std::ranges::find(picture.steps, ElectionStep::Kind::kVote, &ElectionStep::kind);
        QVERIFY(vote != picture.steps.end());
        QCOMPARE(vote->lane, 1U);
        for (const ElectionStep::Target& target : vote->targets)
            QCOMPARE(target.isAnswered, target.lane == 2);
        QVERIFY2(vote->sentence.contains("no answer from 1"), qPrintable(vote->sentence));
        const auto no = std::ranges::find(picture.steps, ElectionStep::Kind::kNo, &ElectionStep::kind);
        QVERIFY(no != picture.steps.end() && no->sentence.contains("ends at 59"));
    }

    void thePictureIsWhatTheBrokersSaid() {
        const auto snapshot = sample::quorum(QuorumScene::kFailover);
        const widgets::QuorumPicture picture = quorumPicture(*snapshot, snapshot->time);
        QCOMPARE(picture.rows.size(), 4U);
        QVERIFY(picture.rows[0].state == QuorumRow::State::kDown);
        QVERIFY(picture.rows[0].why.startsWith("killed 40 s ago"));
        QVERIFY(picture.rows[1].state == QuorumRow::State::kController);
        QVERIFY(picture.rows[1].end == broker::Offset(65));
        QCOMPARE(picture.rows[2].why, QStringLiteral("2 behind · fetched just now"));
        QVERIFY(!picture.rows[3].isVoter);
        QVERIFY(picture.highWatermark == broker::Offset(63));
    }

    void aVoterIsToldInWordsWithWhatCanBeDone() {
        RecordedSession session;
        session.show(sample::quorum(QuorumScene::kFailover));
        session.pull();
        const Inspection leader = inspect(session, VoterSubject{BrokerId(2)});
        QVERIFY2(leader.words.contains("active controller in epoch 5"), qPrintable(leader.words));
        QVERIFY(!leader.sections.empty() && leader.acts.size() > 2);
        QVERIFY(inspect(session, VoterSubject{BrokerId(1)}).words.contains("is down"));
    }

    void aRecordIsExplained() {
        RecordedSession session;
        session.show(sample::quorum(QuorumScene::kFailover));
        session.pull();
        const Inspection open = inspect(session, MetadataLineSubject{BrokerId(2), broker::Offset(64)});
        QCOMPARE(open.title, QStringLiteral("PartitionRecord"));
        QVERIFY(open.words.contains("leader 3"));
        const auto isOpen = [](const Inspection::Row& row) { return row.value == QStringLiteral("not yet"); };
        QVERIFY(std::ranges::any_of(open.sections.front().rows, isOpen));
        const Inspection done = inspect(session, MetadataLineSubject{BrokerId(2), broker::Offset(61)});
        QVERIFY(std::ranges::none_of(done.sections.front().rows, isOpen));
        QCOMPARE(inspect(session, MetadataLineSubject{BrokerId(2), broker::Offset(3)}).subtitle,
                 QStringLiteral("no longer there"));
    }

    void anElectionIsSeenWithTheQuorum() {
        for (const auto& told : sample::quorumEvents(QuorumScene::kFailover)) {
            const bool isOfBroker = told.kind == EventKind::kBrokerKilled;
            QCOMPARE(eventPlace(told),
                     isOfBroker ? std::nullopt : std::optional(quorumPlace(Tab::kElection)));
        }
    }

    void whatZookeeperKeptStandsBesideWhoKeepsItNow() {
        const std::vector<TableRow> rows = zookeeperRows(*sample::quorum(QuorumScene::kFailover));
        const auto controller = std::ranges::find_if(
            rows, [](const TableRow& row) { return row.cells[0].text == QStringLiteral("/controller"); });
        QVERIFY(controller != rows.end());
        QCOMPARE(controller->cells[3].text, QStringLiteral("broker 2"));
    }
};

BROKERSCOPE_TEST(TestQuorum)
#include "tst_quorum.moc"
