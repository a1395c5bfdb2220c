#include <QtTest/QtTest>

#include "tests/broker/groups/coordinator_player.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::groups;
using observe::EventKind;

namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kRetention = 10'080 * kMinute;

wire::OffsetDeleteRequest deletion(const std::string& topic, std::int32_t partition,
                                   const std::string& group = "demo") {
    wire::OffsetDeleteRequest request;
    request.groupId = group;
    request.topics.push_back({topic, {{PartitionIndex{partition}}}});
    return request;
}

}  // namespace

class TestGroupOffsets : public QObject {
    Q_OBJECT

private slots:
    void whatAMemberCommitsIsFetched() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        QCOMPARE(player.commit({.member = ids[0], .generation = 1, .partition = 3, .offset = 42}),
                 ErrorCode::kNone);
        QCOMPARE(player.committed("orders", 3), std::int64_t{42});
        QCOMPARE(player.committed("orders", 4), std::int64_t{-1});
        QCOMPARE(player.committed("orders", 3, "other"), std::int64_t{-1});
        QCOMPARE(player.group()->committed({"orders", PartitionIndex{3}})->offset, Offset{42});
        player.reload();
        QCOMPARE(player.committed("orders", 3), std::int64_t{42});
    }

    void anAnswerWaitsUntilWhatItSawIsCommitted() {
        CoordinatorPlayer player;
        player.commit({.offset = 1});
        wire::OffsetFetchRequest::Group request;
        request.groupId = "demo";
        player.settle(player->fetchOffsets(Ticket{9'000}, request));
        QCOMPARE(player.waitsFor(Ticket{9'000}), Offset{1});
        const auto* reply = player.reply<wire::OffsetFetchResponse::Group>(Ticket{9'000});
        QCOMPARE(reply->topics.size(), std::size_t{1});
        QCOMPARE(reply->topics[0].partitions[0].committedOffset, Offset{1});
        QCOMPARE(reply->topics[0].partitions[0].committedLeaderEpoch, LeaderEpoch{2});
    }

    void aGroupWithoutMembersIsCommittedToByAnybody() {
        CoordinatorPlayer player;
        QCOMPARE(player.commit({.group = "simple", .offset = 7}), ErrorCode::kNone);
        QCOMPARE(player.committed("orders", 0, "simple"), std::int64_t{7});
        QCOMPARE(player.state("simple"), GroupState::kEmpty);
        QCOMPARE(player.group("simple")->protocolType, std::string());
    }

    void whoMayNotCommitChangesNothing_data() {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("member");
        QTest::addColumn<int>("generation");
        QTest::addColumn<int>("version");
        QTest::addColumn<int>("error");
        using E = ErrorCode;
        QTest::newRow("an old generation") << "demo" << "" << 0 << 9 << int(E::kIllegalGeneration);
        QTest::newRow("a generation to come") << "demo" << "" << 2 << 9 << int(E::kIllegalGeneration);
        QTest::newRow("a stranger") << "demo" << "x-1" << 1 << 9 << int(E::kUnknownMemberId);
        QTest::newRow("nobody") << "demo" << "none" << -1 << 9 << int(E::kUnknownMemberId);
        QTest::newRow("a group that is not there") << "other" << "" << 1 << 9 << int(E::kGroupIdNotFound);
        QTest::newRow("the same of an old client") << "other" << "" << 1 << 8 << int(E::kIllegalGeneration);
    }
    void whoMayNotCommitChangesNothing() {
        QFETCH(QString, group);
        QFETCH(QString, member);
        QFETCH(int, generation);
        QFETCH(int, version);
        QFETCH(int, error);
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        const std::size_t before = player.log().size();
        const std::string id = member.isEmpty() ? ids[0] : member == "none" ? "" : member.toStdString();
        QCOMPARE(int(player.commit({.group = group.toStdString(),
                                    .member = id,
                                    .generation = generation,
                                    .offset = 9,
                                    .version = static_cast<std::int16_t>(version)})),
                 error);
        QCOMPARE(player.log().size(), before);
        QCOMPARE(player.committed("orders", 0), std::int64_t{-1});
        QCOMPARE(player.countOf(EventKind::kCommitRefused), std::size_t{1});
    }

    void aMemberMayCommitWhileOthersJoinButNotBeforeTheAssignment() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        player.joinWithId({.client = "c1"});
        QCOMPARE(player.commit({.member = ids[0], .generation = 1, .offset = 1}), ErrorCode::kNone);
        player.join({.client = "c0", .member = ids[0]});
        QCOMPARE(player.state(), GroupState::kCompletingRebalance);
        QCOMPARE(player.commit({.member = ids[0], .generation = 2, .offset = 2}),
                 ErrorCode::kRebalanceInProgress);
        QCOMPARE(player.commit({.member = ids[0], .generation = 1, .offset = 2}),
                 ErrorCode::kIllegalGeneration);
        QCOMPARE(player.committed("orders", 0), std::int64_t{1});
    }

    void aCommitKeepsItsMemberAlive() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        for (int i = 0; i < 5; ++i) {
            player.pass(8000);
            QCOMPARE(player.commit({.member = ids[0], .generation = 1, .offset = i}), ErrorCode::kNone);
        }
        QCOMPARE(player.state(), GroupState::kStable);
    }

    void aCommitThatCannotBeStoredChangesNothing() {
        CoordinatorPlayer player;
        player.commit({.offset = 1});
        player.refuseNext(ErrorCode::kNotEnoughReplicas);
        QCOMPARE(player.commit({.offset = 2}), ErrorCode::kCoordinatorNotAvailable);
        QCOMPARE(player.committed("orders", 0), std::int64_t{1});
    }

    void textBesideAnOffsetIsBounded() {
        CoordinatorPlayer player;
        QCOMPARE(player.commit({.offset = 1, .metadata = std::string(4096, 'x')}), ErrorCode::kNone);
        QCOMPARE(player.commit({.offset = 2, .metadata = std::string(4097, 'x')}),
                 ErrorCode::kOffsetMetadataTooLarge);
        QCOMPARE(player.committed("orders", 0), std::int64_t{1});
    }

    void anOffsetOfAnEarlierTopicOfThatNameIsNone() {
        CoordinatorPlayer player;
        Random random(3);
        const Uuid first = Uuid::random(random), second = Uuid::random(random);
        player.commit({.offset = 5, .topicId = first});
        QCOMPARE(player.committed("orders", 0, "demo", first), std::int64_t{5});
        QCOMPARE(player.committed("orders", 0, "demo", second), std::int64_t{-1});
        QCOMPARE(player.committed("orders", 0), std::int64_t{5});
    }

    void whatWasCommittedForADeletedTopicEnds() {
        CoordinatorPlayer player;
        Random random(3);
        const Uuid first = Uuid::random(random), second = Uuid::random(random);
        player.commit({.group = "a", .offset = 5, .topicId = first});
        player.commit({.group = "b", .offset = 6});
        player.commit({.group = "c", .offset = 7, .topicId = second});
        player.commit({.group = "a", .topic = "payments", .offset = 8});
        player.settle(player->topicDeleted("orders", first, player.now()));
        QCOMPARE(player.committed("orders", 0, "a"), std::int64_t{-1});
        QCOMPARE(player.committed("orders", 0, "b"), std::int64_t{-1});
        QCOMPARE(player.committed("orders", 0, "c"), std::int64_t{7});
        QCOMPARE(player.committed("payments", 0, "a"), std::int64_t{8});
        QVERIFY(player.replayedState() == player->durableState());
        QVERIFY(player.told(EventKind::kOffsetsExpired).contains("topic orders was deleted"));
    }

    void offsetsOfASubscribedTopicAreNotDeleted() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        player.commit({.member = ids[0], .generation = 1, .offset = 1});
        player.commit({.member = ids[0], .generation = 1, .topic = "payments", .offset = 1});
        player.settle(player->deleteOffsets(Ticket{9'000}, deletion("orders", 0), player.now()));
        const auto* refused = player.reply<wire::OffsetDeleteResponse>(Ticket{9'000});
        QCOMPARE(refused->topics[0].partitions[0].errorCode, ErrorCode::kGroupSubscribedToTopic);
        player.settle(player->deleteOffsets(Ticket{9'001}, deletion("payments", 0), player.now()));
        const auto* done = player.reply<wire::OffsetDeleteResponse>(Ticket{9'001});
        QCOMPARE(done->topics[0].partitions[0].errorCode, ErrorCode::kNone);
        QCOMPARE(player.committed("payments", 0), std::int64_t{-1});
        QCOMPARE(player.committed("orders", 0), std::int64_t{1});
    }

    void deletingOffsetsOfNobodyIsAnError() {
        CoordinatorPlayer player;
        player.settle(player->deleteOffsets(Ticket{9'000}, deletion("orders", 0, "other"), player.now()));
        QCOMPARE(player.reply<wire::OffsetDeleteResponse>(Ticket{9'000})->errorCode,
                 ErrorCode::kGroupIdNotFound);
        player.joinWithId({.group = "connect", .type = "connect"});
        player.settle(player->deleteOffsets(Ticket{9'001}, deletion("orders", 0, "connect"), player.now()));
        QCOMPARE(player.reply<wire::OffsetDeleteResponse>(Ticket{9'001})->errorCode,
                 ErrorCode::kNonEmptyGroup);
    }

    void offsetsOfAnEmptyGroupExpireFromWhenItBecameEmpty() {
        CoordinatorPlayer player;
        const auto ids = player.stableGroup({"c0"});
        player.commit({.member = ids[0], .generation = 1, .offset = 1});
        player.leave({{.memberId = ids[0]}});
        player.pass(kRetention - 1);
        QCOMPARE(player.committed("orders", 0), std::int64_t{1});
        player.pass(20 * kMinute);
        QVERIFY2(!player.group(), "with its last offset the group goes");
        QVERIFY(player->durableState().empty() && player.replayedState().empty());
        QVERIFY(player.told(EventKind::kOffsetsExpired).contains("1 committed offset"));
        QCOMPARE(player.countOf(EventKind::kGroupDeleted), std::size_t{1});
    }

    void offsetsOfASimpleGroupExpireFromTheirCommit() {
        CoordinatorPlayer player;
        player.commit({.offset = 1});
        player.pass(kRetention / 2);
        player.commit({.partition = 1, .offset = 2});
        player.pass(kRetention / 2 + 10 * kMinute);
        QCOMPARE(player.committed("orders", 0), std::int64_t{-1});
        QCOMPARE(player.committed("orders", 1), std::int64_t{2});
    }

    void whatAStableGroupReadsDoesNotExpireButTheRestDoes() {
        auto options = CoordinatorPlayer::defaults();
        options.offsetsRetentionMs = 5000;
        options.offsetsCheckInterval = std::chrono::seconds(6);
        CoordinatorPlayer player(options);
        const auto ids = player.stableGroup({"c0"});
        player.commit({.member = ids[0], .generation = 1, .offset = 1});
        player.commit({.member = ids[0], .generation = 1, .topic = "payments", .offset = 2});
        for (int i = 0; i < 3; ++i) {
            player.pass(9000);
            QCOMPARE(player.heartbeat(ids[0], 1), ErrorCode::kNone);
        }
        QCOMPARE(player.committed("orders", 0), std::int64_t{1});
        QCOMPARE(player.committed("payments", 0), std::int64_t{-1});
    }

    void aRetentionThatCameWithTheCommitHolds() {
        CoordinatorPlayer player;
        player.commit({.offset = 1, .retentionMs = 30 * kMinute, .version = 4});
        player.pass(29 * kMinute);
        QCOMPARE(player.committed("orders", 0), std::int64_t{1});
        player.pass(11 * kMinute);
        QCOMPARE(player.committed("orders", 0), std::int64_t{-1});
    }

    void expiryThatCannotBeStoredIsTriedAgain() {
        CoordinatorPlayer player;
        player.commit({.offset = 1});
        player.pass(kRetention - 30 * kMinute);
        QCOMPARE(player.committed("orders", 0), std::int64_t{1});
        player.refuseNext(ErrorCode::kNotEnoughReplicas);
        player.pass(31 * kMinute);
        QCOMPARE(player.committed("orders", 0), std::int64_t{1});
        player.pass(10 * kMinute);
        QCOMPARE(player.committed("orders", 0), std::int64_t{-1});
    }
};

BROKERSCOPE_TEST(TestGroupOffsets)
#include "tst_group_offsets.moc"
