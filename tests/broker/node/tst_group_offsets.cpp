#include <QtTest/QtTest>

#include <chrono>

#include "broker/groups/group_partition.h"
#include "broker/wire/message.h"
#include "broker/wire/messages/delete_topics.h"
#include "broker/wire/messages/find_coordinator.h"
#include "broker/wire/messages/metadata.h"
#include "broker/wire/messages/offset_commit.h"
#include "broker/wire/messages/offset_delete.h"
#include "broker/wire/messages/offset_fetch.h"
#include "tests/broker/node/group_peer.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using tests::GroupPeer;

namespace {

/// One broker, a topic "t" of one partition, and somebody of group "g".
struct Served {
    Served()
        : brokers(1, {{"offsets.topic.replication.factor", "1"}, {"group.initial.rebalance.delay.ms", "0"}}) {
        if (!brokers.areServing() || tests::coordinatorOf(brokers, 1, "g") != 1) return;
        peer = std::make_unique<GroupPeer>(brokers, 1, "g");
        isReady = tests::createTopic(peer->client, "t");
    }

    Uuid idOf(const std::string& topic) {
        wire::MetadataRequest request;
        request.topics.emplace().push_back({.name = topic});
        return peer->client.call(request, 12)->topics.at(0).topicId;
    }
    bool deleteTopic(const std::string& topic) {
        wire::DeleteTopicsRequest request{.timeoutMs = 10'000};
        request.topicNames = {topic};
        const auto answer = peer->client.call(request, 5);
        return answer && answer->responses.at(0).errorCode == ErrorCode::kNone;
    }

    tests::SimulatedBrokers brokers;
    std::unique_ptr<GroupPeer> peer;
    bool isReady = false;
};

wire::OffsetCommitRequest commitOf(const std::string& topic, int partition, std::int64_t offset) {
    wire::OffsetCommitRequest request;
    request.groupId = "g";
    request.topics = {{.name = topic,
                       .partitions = {{.partitionIndex = PartitionIndex(partition),
                                       .committedOffset = Offset(offset),
                                       .committedLeaderEpoch = LeaderEpoch(3),
                                       .committedMetadata = "note"}}}};
    return request;
}

}  // namespace

class TestGroupOffsets : public QObject {
    Q_OBJECT

private slots:
    void whatWasCommittedIsFetchedInEveryVersion() {
        Served served;
        QVERIFY(served.isReady);
        tests::FrameClient& client = served.peer->client;
        for (std::int16_t version = 2; version <= 9; ++version) {
            const auto committed = client.call(commitOf("t", 0, 100 + version), version);
            QVERIFY(committed.has_value());
            QCOMPARE(committed->topics.at(0).partitions.at(0).errorCode, ErrorCode::kNone);
            for (std::int16_t fetch = 1; fetch <= 9; ++fetch) {
                wire::OffsetFetchRequest request;
                wire::OffsetFetchRequest::Topic topic{.name = "t", .partitionIndexes = {PartitionIndex(0)}};
                if (fetch >= 8) {
                    wire::OffsetFetchRequest::Group group{.groupId = "g"};
                    group.topics.emplace().push_back(topic);
                    request.groups = {group};
                } else {
                    request.groupId = "g";
                    request.topics.emplace().push_back(topic);
                }
                const auto fetched = client.call(request, fetch);
                QVERIFY(fetched.has_value());
                const auto& topics = fetch >= 8 ? fetched->groups.at(0).topics : fetched->topics;
                const auto& row = topics.at(0).partitions.at(0);
                QCOMPARE(row.committedOffset.value(), 100 + version);
                QCOMPARE(row.metadata.value_or(""), std::string("note"));
                if (fetch >= 5) QCOMPARE(row.committedLeaderEpoch.value(), version >= 6 ? 3 : -1);
            }
        }
    }

    void topicsStandByIdSinceVersionTen() {
        Served served;
        QVERIFY(served.isReady);
        tests::FrameClient& client = served.peer->client;
        wire::OffsetCommitRequest commit = commitOf("", 0, 7);
        commit.topics[0].topicId = served.idOf("t");
        QCOMPARE(client.call(commit, 10)->topics.at(0).partitions.at(0).errorCode, ErrorCode::kNone);
        wire::OffsetFetchRequest fetch;
        wire::OffsetFetchRequest::Group group{.groupId = "g"};
        Random random(1);
        const Uuid unknown = Uuid::random(random);
        group.topics.emplace() = {{.topicId = served.idOf("t"), .partitionIndexes = {PartitionIndex(0)}},
                                  {.topicId = unknown, .partitionIndexes = {PartitionIndex(0)}}};
        fetch.groups = {group, {.groupId = "g"}};
        const auto fetched = client.call(fetch, 10);
        QVERIFY(fetched.has_value());
        const auto& some = fetched->groups.at(0).topics;
        QCOMPARE(some.size(), std::size_t{2});
        QCOMPARE(some[0].topicId, served.idOf("t"));
        QCOMPARE(some[0].partitions.at(0).committedOffset.value(), 7);
        QCOMPARE(some[1].topicId, unknown);
        QCOMPARE(some[1].partitions.at(0).errorCode, ErrorCode::kUnknownTopicId);
        const auto& all = fetched->groups.at(1).topics;
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all[0].topicId, served.idOf("t"));

        commit.topics[0].topicId = unknown;
        QCOMPARE(client.call(commit, 10)->topics.at(0).partitions.at(0).errorCode,
                 ErrorCode::kUnknownTopicId);
    }

    void whatDoesNotExistIsRefusedAndTheRestIsCommitted() {
        Served served;
        QVERIFY(served.isReady);
        wire::OffsetCommitRequest request = commitOf("nowhere", 0, 1);
        request.topics.push_back(
            {.name = "t",
             .partitions = {{.partitionIndex = PartitionIndex(9), .committedOffset = Offset(2)},
                            {.partitionIndex = PartitionIndex(0), .committedOffset = Offset(3)}}});
        const auto answer = served.peer->client.call(request, 8);
        QCOMPARE(answer->topics.at(0).partitions.at(0).errorCode, ErrorCode::kUnknownTopicOrPartition);
        QCOMPARE(answer->topics.at(1).partitions.at(0).errorCode, ErrorCode::kUnknownTopicOrPartition);
        QCOMPARE(answer->topics.at(1).partitions.at(1).errorCode, ErrorCode::kNone);
        QCOMPARE(served.peer->committed("t"), 3);
        const auto nothing = served.peer->client.call(commitOf("nowhere", 0, 1), 8);
        QCOMPARE(nothing->topics.at(0).partitions.at(0).errorCode, ErrorCode::kUnknownTopicOrPartition);
    }

    void manyGroupsAreFetchedAtOnce() {
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.peer->commit("t", 5), ErrorCode::kNone);
        wire::OffsetFetchRequest request;
        request.groups = {{.groupId = "other"}, {.groupId = "g"}};
        const auto answer = served.peer->client.call(request, 8);
        QCOMPARE(answer->groups.size(), std::size_t{2});
        QCOMPARE(answer->groups[0].groupId, std::string("other"));
        QVERIFY(answer->groups[0].topics.empty());
        QCOMPARE(answer->groups[1].topics.at(0).partitions.at(0).committedOffset.value(), 5);
        QVERIFY(served.peer->client.call(wire::OffsetFetchRequest{}, 8)->groups.empty());
    }

    void aMemberOfAnOldGenerationCannotCommit() {
        Served served;
        QVERIFY(served.isReady);
        QVERIFY(served.peer->becomeOnlyMember());
        QCOMPARE(served.peer->commit("t", 1), ErrorCode::kNone);
        served.peer->generation = GenerationId(served.peer->generation.value() + 1);
        QCOMPARE(served.peer->commit("t", 2), ErrorCode::kIllegalGeneration);
        QVERIFY(served.brokers.told.has(observe::EventKind::kCommitRefused));
        GroupPeer stranger(served.brokers, 1, "g");
        QCOMPARE(stranger.commit("t", 3), ErrorCode::kUnknownMemberId);
        QCOMPARE(served.peer->committed("t"), 1);
    }

    void offsetsAreDeletedUnlessSomebodyReadsTheTopic() {
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.peer->commit("t", 5), ErrorCode::kNone);
        wire::OffsetDeleteRequest request{.groupId = "g"};
        request.topics = {
            {.name = "t",
             .partitions = {{.partitionIndex = PartitionIndex(0)}, {.partitionIndex = PartitionIndex(4)}}},
            {.name = "nowhere", .partitions = {{.partitionIndex = PartitionIndex(0)}}}};
        const auto answer = served.peer->client.call(request, 0);
        QCOMPARE(answer->errorCode, ErrorCode::kNone);
        QCOMPARE(answer->topics.size(), std::size_t{2});
        QCOMPARE(answer->topics[0].partitions.at(0).errorCode, ErrorCode::kNone);
        QCOMPARE(answer->topics[0].partitions.at(1).errorCode, ErrorCode::kUnknownTopicOrPartition);
        QCOMPARE(answer->topics[1].partitions.at(0).errorCode, ErrorCode::kUnknownTopicOrPartition);
        QCOMPARE(served.peer->committed("t"), -1);
        request.groupId = "none";
        QCOMPARE(served.peer->client.call(request, 0)->errorCode, ErrorCode::kGroupIdNotFound);
    }

    void aDeletedTopicTakesItsOffsetsAlong() {
        Served served;
        QVERIFY(served.isReady);
        QVERIFY(tests::createTopic(served.peer->client, "kept"));
        QCOMPARE(served.peer->commit("t", 5), ErrorCode::kNone);
        QCOMPARE(served.peer->commit("kept", 6), ErrorCode::kNone);
        QVERIFY(served.deleteTopic("t"));
        served.brokers.simulator.runFor(1s);
        QCOMPARE(served.peer->committed("t"), -1);
        QCOMPARE(served.peer->committed("kept"), 6);
        QVERIFY(tests::createTopic(served.peer->client, "t"));
        QCOMPARE(served.peer->committed("t"), -1);
    }

    void aRecordThatCannotBeReadIsToldAndItsGroupsAreServedByNobody() {
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.peer->commit("t", 5), ErrorCode::kNone);
        // A key of a committed offset that breaks off, by the client that may write here.
        wire::BatchBuilder builder({});
        builder.append({.timestamp = Timestamp(1),
                        .key = asBytes(std::string_view("\0\1\0", 3)),
                        .value = {},
                        .headers = {}});
        const Bytes batch = builder.build().value();
        const auto partition = groups::partitionOfGroup("g", 50);
        const auto request = tests::produceRequest("__consumer_offsets", batch, partition.value());
        served.peer->client.sendFrame(
            wire::encodeRequest(request, tests::kProduceVersion, 1'000, "__admin_client").bytes);
        QVERIFY(served.peer->client.awaitAnswer(1'000));
        served.brokers.machine(1).kill();
        served.brokers.told.events.clear();
        served.brokers.machine(1).restart();
        QVERIFY(served.brokers.areServing());
        GroupPeer again(served.brokers, 1, "g");
        QCOMPARE(again.commit("t", 6), ErrorCode::kNotCoordinator);
        const auto& events = served.brokers.told.events;
        const auto told =
            std::ranges::find(events, observe::EventKind::kCoordinatorUnloaded, &observe::Event::kind);
        QVERIFY(told != events.end());
        QVERIFY(told->argument("reason").starts_with("the record at offset 1 can't be read: "));
    }

    void aGroupIsLoadedAfterEveryKindOfStop() {
        Served served;
        QVERIFY(served.isReady);
        GroupPeer member(served.brokers, 1, "g");
        QVERIFY(member.becomeOnlyMember("mine"));
        QCOMPARE(member.commit("t", 41), ErrorCode::kNone);
        for (const bool isKilled : {false, true}) {
            if (isKilled)
                served.brokers.machine(1).kill();
            else
                QVERIFY(served.brokers.stop(1));
            served.brokers.told.events.clear();
            served.brokers.machine(1).restart();
            QVERIFY(served.brokers.areServing());
            QCOMPARE(tests::coordinatorOf(served.brokers, 1, "g"), 1);
            GroupPeer again(served.brokers, 1, "g");
            again.memberId = member.memberId;
            again.generation = member.generation;
            QCOMPARE(again.heartbeat(), ErrorCode::kNone);
            QCOMPARE(again.committed("t"), 41);
            QCOMPARE(again.sync(), ErrorCode::kNone);
            QCOMPARE(again.assignment, std::string("mine"));
            QVERIFY(served.brokers.told.has(observe::EventKind::kCoordinatorLoaded));
        }
    }
};

BROKERSCOPE_TEST(TestGroupOffsets)
#include "tst_group_offsets.moc"
