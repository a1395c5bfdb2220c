#include <QtTest/QtTest>

#include <algorithm>

#include "tests/broker/groups/coordinator_player.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::groups;
using Joining = CoordinatorPlayer::Joining;
using observe::EventKind;

class TestJoining : public QObject {
    Q_OBJECT

private slots:
    void aNewMemberIsGivenAnIdFirst() {
        CoordinatorPlayer player;
        const Ticket ticket = player.join({.client = "c0"});
        QCOMPARE(player.joined(ticket).errorCode, ErrorCode::kMemberIdRequired);
        const std::string id = player.joined(ticket).memberId;
        QVERIFY(id.starts_with("c0-"));
        QCOMPARE(id.size(), std::string("c0-").size() + 36);
        QVERIFY(player.group()->members.empty());
        const Ticket again = player.join({.client = "c0", .member = id});
        player.pass(0);
        QCOMPARE(player.joined(again).errorCode, ErrorCode::kNone);
        QCOMPARE(player.joined(again).memberId, id);
    }

    void theIdOfAClientThatDoesNotComeAgainIsForgottenWithItsSession() {
        CoordinatorPlayer player;
        const std::string id = player.joined(player.join({})).memberId;
        player.pass(CoordinatorPlayer::kSession);
        QCOMPARE(player.joined(player.join({.member = id})).errorCode, ErrorCode::kUnknownMemberId);
    }

    void anOldClientJoinsWithoutBeingGivenAnId() {
        CoordinatorPlayer player;
        const Ticket ticket = player.join({.version = 3});
        QVERIFY(!player.isAnswered(ticket));
        player.pass(0);
        QCOMPARE(player.joined(ticket).errorCode, ErrorCode::kNone);
        QVERIFY(player.joined(ticket).memberId.starts_with("c0-"));
        QCOMPARE(player.group()->members[0]->rebalanceTimeoutMs, CoordinatorPlayer::kRebalance);
    }

    void aRequestOfVersion0HasNoRebalanceTimeout() {
        CoordinatorPlayer player;
        player.join({.version = 0, .rebalance = -1});
        QCOMPARE(player.group()->members[0]->rebalanceTimeoutMs, CoordinatorPlayer::kSession);
    }

    void aGroupIsWrittenDownBeforeAnybodyIsInIt() {
        CoordinatorPlayer player;
        const Ticket ticket = player.join({});
        QCOMPARE(player.log().size(), std::size_t{1});
        QCOMPARE(player.waitsFor(ticket), Offset{1});
        player.reload();
        QCOMPARE(player.state(), GroupState::kEmpty);
    }

    void whatIsRefusedAtOnce_data() {
        QTest::addColumn<QString>("group");
        QTest::addColumn<int>("session");
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("error");
        QTest::newRow("no group id") << "" << 10'000 << "" << "consumer" << int(ErrorCode::kInvalidGroupId);
        QTest::newRow("session too short")
            << "g" << 5'999 << "" << "consumer" << int(ErrorCode::kInvalidSessionTimeout);
        QTest::newRow("session too long")
            << "g" << 1'800'001 << "" << "consumer" << int(ErrorCode::kInvalidSessionTimeout);
        QTest::newRow("an id of nobody")
            << "g" << 10'000 << "c9-1" << "consumer" << int(ErrorCode::kUnknownMemberId);
        QTest::newRow("no protocol type")
            << "g" << 10'000 << "" << "" << int(ErrorCode::kInconsistentGroupProtocol);
    }
    void whatIsRefusedAtOnce() {
        QFETCH(QString, group);
        QFETCH(int, session);
        QFETCH(QString, member);
        QFETCH(QString, type);
        QFETCH(int, error);
        CoordinatorPlayer player;
        const Ticket ticket = player.join({.group = group.toStdString(),
                                           .member = member.toStdString(),
                                           .session = session,
                                           .type = type.toStdString()});
        QCOMPARE(int(player.joined(ticket).errorCode), error);
        QCOMPARE(player.joined(ticket).memberId, member.toStdString());
        QVERIFY(player.log().empty());
        QCOMPARE(player->groupCount(), std::size_t{0});
    }

    void aMemberThatSaysTooMuchOfItselfIsRefused() {
        CoordinatorPlayer player;
        // Each name has two bytes of length and its own.
        const std::vector<std::string> topics(GroupCoordinator::kMaxMemberMetadata / 12, "a-topic-42");
        const Ticket ticket = player.join({.topics = topics});
        QCOMPARE(player.joined(ticket).errorCode, ErrorCode::kMessageTooLarge);
        QVERIFY(player.log().empty());
        const std::vector<std::string> fewer(topics.size() - 100, "a-topic-42");
        QCOMPARE(player.joined(player.join({.topics = fewer})).errorCode, ErrorCode::kMemberIdRequired);
    }

    void theInitialDelayGathersMembersAndGrowsWithNewcomers() {
        auto options = CoordinatorPlayer::defaults();
        options.initialRebalanceDelay = std::chrono::seconds(3);
        CoordinatorPlayer player(options);
        const auto first = player.joinWithId({.client = "c0"});
        player.pass(2900);
        const auto second = player.joinWithId({.client = "c1"});
        player.pass(100);
        QVERIFY2(!player.isAnswered(first.ticket), "the newcomer puts it off by another 3 s");
        player.pass(2999);
        QVERIFY(!player.isAnswered(first.ticket));
        player.pass(1);
        QCOMPARE(player.joined(first.ticket).generationId, GenerationId{1});
        QCOMPARE(player.joined(second.ticket).generationId, GenerationId{1});
    }

    void theInitialDelayEndsWithTheRebalanceTimeout() {
        auto options = CoordinatorPlayer::defaults();
        options.initialRebalanceDelay = std::chrono::seconds(3);
        CoordinatorPlayer player(options);
        const auto first = player.joinWithId({.client = "c0", .rebalance = 7000});
        for (int i = 1; i < 4; ++i) {
            player.pass(2000);
            player.joinWithId({.client = "c" + std::to_string(i), .rebalance = 7000});
        }
        player.pass(999);
        QVERIFY(!player.isAnswered(first.ticket));
        player.pass(1);
        QCOMPARE(player.joined(first.ticket).generationId, GenerationId{1});
        QCOMPARE(player.group()->members.size(), std::size_t{4});
    }

    void theFirstToJoinLeadsAndIsToldWhoIsThere() {
        CoordinatorPlayer player;
        const auto first = player.joinWithId({.client = "c1", .topics = {"b"}});
        const auto second = player.joinWithId({.client = "c0", .topics = {"a"}});
        player.pass(0);
        QCOMPARE(player.joined(first.ticket).leader, first.id);
        QCOMPARE(player.joined(second.ticket).leader, first.id);
        QVERIFY(player.joined(second.ticket).members.empty());
        const auto& members = player.joined(first.ticket).members;
        QCOMPARE(members.size(), std::size_t{2});
        QVERIFY(members[0].memberId == second.id &&
                members[0].metadata == CoordinatorPlayer::subscription({"a"}));
        QVERIFY(members[1].memberId == first.id &&
                members[1].metadata == CoordinatorPlayer::subscription({"b"}));
        QCOMPARE(player.joined(first.ticket).protocolType, std::optional<std::string>("consumer"));
        QCOMPARE(player.joined(first.ticket).protocolName, std::optional<std::string>("range"));
    }

    void theProtocolIsVotedForAmongThoseThatAllOffer_data() {
        QTest::addColumn<QStringList>("offers");
        QTest::addColumn<QString>("chosen");
        QTest::newRow("the favourite of most")
            << QStringList{"range,sticky", "sticky,range", "sticky,range"} << "sticky";
        QTest::newRow("not what one lacks")
            << QStringList{"sticky,range", "sticky,range", "range"} << "range";
        // In a hash map of Java sticky comes before range, and both before cooperative-sticky.
        QTest::newRow("a tie") << QStringList{"range,sticky", "sticky,range"} << "sticky";
        QTest::newRow("another tie") << QStringList{"cooperative-sticky,range", "range,cooperative-sticky"}
                                     << "range";
    }
    void theProtocolIsVotedForAmongThoseThatAllOffer() {
        QFETCH(QStringList, offers);
        QFETCH(QString, chosen);
        CoordinatorPlayer player;
        int number = 0;
        for (const QString& offer : offers) {
            Joining joining{.client = "c" + std::to_string(number++), .protocols = {}};
            for (const QString& name : offer.split(',')) joining.protocols.push_back(name.toStdString());
            player.joinWithId(joining);
        }
        player.pass(0);
        QCOMPARE(QString::fromStdString(player.group()->protocol), chosen);
    }

    void protocolsThatNobodySharesAreRefused() {
        CoordinatorPlayer player;
        player.joinWithId({.client = "c0", .protocols = {"range"}});
        const Ticket other = player.join({.client = "c1", .protocols = {"sticky"}});
        QCOMPARE(player.joined(other).errorCode, ErrorCode::kInconsistentGroupProtocol);
        const Ticket connect = player.join({.client = "c2", .protocols = {"range"}, .type = "connect"});
        QCOMPARE(player.joined(connect).errorCode, ErrorCode::kInconsistentGroupProtocol);
        const Ticket none = player.join({.client = "c3", .protocols = {}});
        QCOMPARE(player.joined(none).errorCode, ErrorCode::kInconsistentGroupProtocol);
    }

    void aRebalanceWaitsForAllAndThenGoesOnWithoutTheMissing() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        const auto third = player.joinWithId({.client = "c2"});
        player.join({.client = "c0", .member = ids[0]});
        QCOMPARE(player.state(), GroupState::kPreparingRebalance);
        // c1 heartbeats on but does not join: it is told so, and goes when the rebalance timeout ends.
        for (int i = 0; i < 11; ++i) {
            player.pass(5000);
            QCOMPARE(player.heartbeat(ids[1], 1), ErrorCode::kRebalanceInProgress);
        }
        QVERIFY(!player.isAnswered(third.ticket));
        player.pass(5000);
        QCOMPARE(player.joined(third.ticket).generationId, GenerationId{2});
        QCOMPARE(player.group()->members.size(), std::size_t{2});
        QVERIFY(player.told(EventKind::kMemberExpelled).contains("did not join again within 60000 ms"));
        QCOMPARE(player.heartbeat(ids[1], 1), ErrorCode::kUnknownMemberId);
    }

    void aGroupIsNoLargerThanItMayBe() {
        auto options = CoordinatorPlayer::defaults();
        options.maxSize = 2;
        CoordinatorPlayer player(options);
        const auto ids = player.stableGroup({"c0", "c1"});
        const Ticket third = player.join({.client = "c2"});
        QCOMPARE(player.joined(third).errorCode, ErrorCode::kGroupMaxSizeReached);
        QCOMPARE(player.joined(third).memberId, std::string());
        QCOMPARE(player.state(), GroupState::kStable);
    }

    void aGroupThatIsLoadedTooLargeRebalancesAndTheLastToComeGo() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1", "c2"});
        auto options = CoordinatorPlayer::defaults();
        options.maxSize = 2;
        CoordinatorPlayer smaller(options);
        smaller.log() = player.log();
        smaller.reload();
        QCOMPARE(smaller.state(), GroupState::kPreparingRebalance);
        smaller.join({.client = "c2", .member = ids[2]});
        smaller.join({.client = "c1", .member = ids[1]});
        const Ticket last = smaller.join({.client = "c0", .member = ids[0]});
        QCOMPARE(smaller.joined(last).errorCode, ErrorCode::kGroupMaxSizeReached);
        QCOMPARE(smaller.group()->members.size(), std::size_t{2});
        QVERIFY(smaller.told(EventKind::kMemberExpelled).contains("group.max.size"));
    }

    void idsThatNobodyUsesAreBounded() {
        CoordinatorPlayer player;
        for (std::size_t i = 0; i < GroupCoordinator::kMaxPendingMembers; ++i) player.join({});
        QCOMPARE(player.joined(player.join({})).errorCode, ErrorCode::kGroupMaxSizeReached);
    }

    void aFollowerThatMissedTheAnswerIsToldTheGenerationAgain() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        const Ticket again = player.join({.client = "c1", .member = ids[1]});
        QCOMPARE(player.joined(again).generationId, GenerationId{1});
        QVERIFY(player.joined(again).members.empty());
        QCOMPARE(player.state(), GroupState::kStable);
    }

    void aLeaderThatMissedTheAnswerIsToldTheMembersAgain() {
        CoordinatorPlayer player;
        const auto first = player.joinWithId({.client = "c0"});
        player.pass(0);
        const Ticket again = player.join({.client = "c0", .member = first.id});
        QCOMPARE(player.joined(again).generationId, GenerationId{1});
        QCOMPARE(player.joined(again).members.size(), std::size_t{1});
        QCOMPARE(player.state(), GroupState::kCompletingRebalance);
    }

    void theLeaderOfAStableGroupAsksForARebalanceByJoining() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        player.join({.client = "c0", .member = ids[0], .reason = "orders has more partitions"});
        QCOMPARE(player.state(), GroupState::kPreparingRebalance);
        QVERIFY(player.told(EventKind::kGroupRebalancing).contains("orders has more partitions"));
    }

    void otherTopicsAskForARebalance() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        player.join({.client = "c1", .member = ids[1], .topics = {"orders", "payments"}});
        QCOMPARE(player.state(), GroupState::kPreparingRebalance);
        QVERIFY(player.told(EventKind::kGroupRebalancing).contains("c1 changed its subscription"));
    }

    void whoJoinsTwiceIsAnsweredTwice() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0", "c1"});
        player.joinWithId({.client = "c2"});
        const Ticket first = player.join({.client = "c0", .member = ids[0]});
        const Ticket second = player.join({.client = "c0", .member = ids[0]});
        QCOMPARE(player.joined(first).errorCode, ErrorCode::kRebalanceInProgress);
        player.join({.client = "c1", .member = ids[1]});
        QCOMPARE(player.joined(second).generationId, GenerationId{2});
    }

    void aFirstJoinThatNobodyWaitsForAnyMoreIsForgotten() {
        CoordinatorPlayer player;
        player.stableGroup({"c0"});
        const Ticket gone = player.join({.client = "c1", .version = 3, .rebalance = 600'000});
        for (int i = 0; i < 60; ++i) {
            player.pass(5000);
            player.heartbeat(player.group()->members[0]->id, 1);
        }
        QCOMPARE(player.joined(gone).errorCode, ErrorCode::kUnknownMemberId);
        QVERIFY(player.told(EventKind::kMemberExpelled).contains("its first JoinGroup waited for 300000 ms"));
    }

    void aNewGroupThatCannotBeStoredDoesNotExist() {
        CoordinatorPlayer player;
        player.refuseNext(ErrorCode::kNotEnoughReplicas);
        const Ticket ticket = player.join({});
        QCOMPARE(player.joined(ticket).errorCode, ErrorCode::kCoordinatorNotAvailable);
        QCOMPARE(player->groupCount(), std::size_t{0});
    }
};

BROKERSCOPE_TEST(TestJoining)
#include "tst_joining.moc"
