#include <QtTest/QtTest>

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <limits>

#include "broker/wire/messages/create_topics.h"
#include "broker/wire/messages/delete_topics.h"
#include "broker/wire/messages/describe_cluster.h"
#include "broker/wire/messages/describe_configs.h"
#include "broker/wire/messages/describe_topic_partitions.h"
#include "broker/wire/messages/metadata.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;

namespace {

constexpr std::int8_t kTopicResource = 2;
constexpr std::int8_t kBrokerResource = 4;
constexpr std::int8_t kFromTopic = 1;
constexpr std::int8_t kFromDefault = 5;

wire::MetadataRequest metadataOf(const std::string& topic, bool mayCreate = false) {
    wire::MetadataRequest request{.allowAutoTopicCreation = mayCreate};
    request.topics.emplace().push_back({.name = topic});
    return request;
}

wire::DescribeTopicPartitionsRequest partitionsOf(
    std::initializer_list<const char*> topics, std::int32_t limit = 2000,
    std::optional<wire::DescribeTopicPartitionsCursor> cursor = std::nullopt) {
    wire::DescribeTopicPartitionsRequest request{.responsePartitionLimit = limit,
                                                 .cursor = std::move(cursor)};
    for (const char* topic : topics) request.topics.push_back({.name = topic});
    return request;
}

/// "a0 a1 b!3 > b 2": partitions, a topic with its error, the cursor.
std::string told(const std::optional<wire::DescribeTopicPartitionsResponse>& response) {
    if (!response) return "no answer";
    std::string text;
    for (const auto& topic : response->topics) {
        if (topic.errorCode != ErrorCode::kNone)
            text += *topic.name + "!" + std::to_string(static_cast<int>(topic.errorCode)) + " ";
        for (const auto& partition : topic.partitions)
            text += *topic.name + std::to_string(partition.partitionIndex.value()) + " ";
    }
    if (response->nextCursor)
        text += "> " + response->nextCursor->topicName + " " +
                std::to_string(response->nextCursor->partitionIndex.value());
    return text;
}

/// Three brokers, the first the controller, and a client of another one.
struct Served {
    explicit Served(tests::SimulatedBrokers::SettingValues settings = {})
        : brokers(3, settings) {
        isReady = brokers.areServing();
        client = std::make_unique<tests::FrameClient>(brokers, 2);
    }
    tests::SimulatedBrokers brokers;
    std::unique_ptr<tests::FrameClient> client;
    bool isReady = false;
};

}  // namespace

class TestMetadataApis : public QObject {
    Q_OBJECT

private slots:
    void metadataOfEveryVersionNamesBrokersAndPartitions() {
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "t", 4));
        for (std::int16_t version = 0; version <= 13; ++version) {
            const auto response = served.client->call(metadataOf("t"), version);
            QVERIFY2(response, std::to_string(version).c_str());
            QCOMPARE(response->brokers.size(), std::size_t{3});
            QCOMPARE(response->brokers[1].host, std::string("broker-2"));
            QCOMPARE(response->brokers[1].port, 9092);
            QCOMPARE(response->topics.at(0).errorCode, ErrorCode::kNone);
            QCOMPARE(response->topics[0].partitions.size(), std::size_t{4});
            for (const auto& partition : response->topics[0].partitions) {
                QVERIFY(partition.leaderId >= BrokerId(1) && partition.leaderId <= BrokerId(3));
                QCOMPARE(partition.isrNodes, std::vector{partition.leaderId});
            }
            QCOMPARE(response->topics[0].topicId.isZero(), version < 10);
            if (version >= 1) QCOMPARE(response->controllerId, BrokerId(1));
        }
    }

    /// All there are, as codes of AclOperation, but only where they are asked for.
    void withoutAnAuthorizerEverythingIsAllowed() {
        constexpr std::int32_t kNotAsked = std::numeric_limits<std::int32_t>::min();
        const auto bits = [](std::initializer_list<int> operations) {
            std::int32_t sum = 0;
            for (const int operation : operations) sum |= 1 << operation;
            return sum;
        };
        const std::int32_t ofATopic = bits({3, 4, 5, 6, 7, 8, 10, 11});
        const std::int32_t ofTheCluster = bits({5, 7, 8, 9, 10, 11, 12});
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "t"));
        wire::MetadataRequest request = metadataOf("t");
        auto metadata = served.client->call(request, 8);
        QVERIFY(metadata);
        QCOMPARE(metadata->topics.at(0).topicAuthorizedOperations, kNotAsked);
        QCOMPARE(metadata->clusterAuthorizedOperations, kNotAsked);
        request.includeTopicAuthorizedOperations = true;
        request.includeClusterAuthorizedOperations = true;
        request.topics->push_back({.name = "missing"});
        metadata = served.client->call(request, 8);
        QVERIFY(metadata);
        QCOMPARE(metadata->topics.at(0).topicAuthorizedOperations, ofATopic);
        QCOMPARE(metadata->topics.at(1).topicAuthorizedOperations, kNotAsked);
        QCOMPARE(metadata->clusterAuthorizedOperations, ofTheCluster);

        wire::DescribeClusterRequest describe;
        QCOMPARE(served.client->call(describe, 1)->clusterAuthorizedOperations, kNotAsked);
        describe.includeClusterAuthorizedOperations = true;
        QCOMPARE(served.client->call(describe, 1)->clusterAuthorizedOperations, ofTheCluster);
    }

    void whatFollowsTheBodyOfARequestIsLeftAlone() {
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "t"));
        constexpr std::int32_t kCorrelationId = 77;
        wire::MetadataRequest all{.allowAutoTopicCreation = false};
        all.topics.reset();
        Bytes frame = wire::encodeRequest(all, 13, kCorrelationId, "librdkafka").bytes;
        frame.insert(frame.end(), {1, 0, 0});
        served.client->sendFrame(frame);
        const auto response = served.client->receive<wire::MetadataRequest>(kCorrelationId, 13);
        QVERIFY(response);
        QCOMPARE(response->topics.size(), std::size_t{1});
    }

    void allTopicsAreAskedForWithNullOrInTheFirstVersionWithNone() {
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "a"));
        QVERIFY(tests::createTopic(*served.client, "b"));
        wire::MetadataRequest none;
        none.topics.emplace();
        wire::MetadataRequest all;
        all.topics.reset();
        QCOMPARE(served.client->call(none, 0)->topics.size(), std::size_t{2});
        QCOMPARE(served.client->call(none, 9)->topics.size(), std::size_t{0});
        QCOMPARE(served.client->call(all, 9)->topics.size(), std::size_t{2});
    }

    void aTopicIsFoundByItsId() {
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "t"));
        const Uuid id = served.client->call(metadataOf("t"), 12)->topics.at(0).topicId;
        wire::MetadataRequest request;
        request.topics.emplace().push_back({.topicId = id});
        request.topics->push_back({.topicId = Uuid::random(served.brokers.simulator.random())});
        const auto response = served.client->call(request, 12);
        QVERIFY(response);
        QCOMPARE(response->topics.at(0).name, std::optional<std::string>("t"));
        QCOMPARE(response->topics.at(1).errorCode, ErrorCode::kUnknownTopicId);
    }

    void anUnknownTopicIsCreatedOnlyForWhoeverAsksForIt() {
        Served served({{"num.partitions", "2"}, {"default.replication.factor", "1"}});
        QVERIFY(served.isReady);
        QCOMPARE(served.client->call(metadataOf("t"), 9)->topics.at(0).errorCode,
                 ErrorCode::kUnknownTopicOrPartition);
        QCOMPARE(served.client->call(metadataOf("a/b", true), 9)->topics.at(0).errorCode,
                 ErrorCode::kInvalidTopicException);
        const auto created = served.client->call(metadataOf("t", true), 9);
        QCOMPARE(created->topics.at(0).errorCode, ErrorCode::kNone);
        QCOMPARE(created->topics[0].partitions.size(), std::size_t{2});
        QVERIFY(served.brokers.told.has(observe::EventKind::kTopicAutoCreated));
    }

    void partitionsAreDescribedPageByPage() {
        Served served({{"max.request.partition.size.limit", "4"}});
        QVERIFY(served.isReady && tests::createTopic(*served.client, "b", 3));
        QVERIFY(tests::createTopic(*served.client, "a", 2));
        const auto page = [&](const wire::DescribeTopicPartitionsRequest& request) {
            return told(served.client->call(request, 0));
        };
        using Cursor = wire::DescribeTopicPartitionsCursor;
        QCOMPARE(page(partitionsOf({"b", "a", "b"})), std::string("a0 a1 b0 b1 > b 2"));
        QCOMPARE(page(partitionsOf({"b", "a"}, 2000, Cursor{"b", PartitionIndex(2)})), std::string("b2 "));
        QCOMPARE(page(partitionsOf({"b", "a"}, 2)), std::string("a0 a1 > b 0"));
        QCOMPARE(page(partitionsOf({"b", "a"}, 1)), std::string("a0 > a 1"));
        QCOMPARE(page(partitionsOf({"b", "a"}, 0)), std::string("a0 > a 1"));
        QCOMPARE(page(partitionsOf({"b"}, -1, Cursor{"b", PartitionIndex(1)})), std::string("b1 > b 2"));
        QCOMPARE(page(partitionsOf({}, 3)), std::string("a0 a1 b0 > b 1"));
        QCOMPARE(page(partitionsOf({}, 3, Cursor{"aa", PartitionIndex(1)})), std::string("b0 b1 b2 "));
        QCOMPARE(page(partitionsOf({"b"}, 9, Cursor{"b", PartitionIndex(INT32_MAX)})), std::string());
    }

    void topicsThatAreNotThereAndCursorsThatAreNotOursAreRefused() {
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "a", 1));
        const auto page = [&](const wire::DescribeTopicPartitionsRequest& request) {
            return told(served.client->call(request, 0));
        };
        using Cursor = wire::DescribeTopicPartitionsCursor;
        const std::string unknown = std::to_string(static_cast<int>(ErrorCode::kUnknownTopicOrPartition));
        const std::string invalid = std::to_string(static_cast<int>(ErrorCode::kInvalidTopicException));
        const std::string refused = std::to_string(static_cast<int>(ErrorCode::kInvalidRequest));
        QCOMPARE(page(partitionsOf({"nowhere", "a", "x/y"})),
                 "a0 nowhere!" + unknown + " x/y!" + invalid + " ");
        QCOMPARE(page(partitionsOf({"a"}, 9, Cursor{"b", PartitionIndex(0)})), "a!" + refused + " ");
        QCOMPARE(page(partitionsOf({"a"}, 9, Cursor{"a", PartitionIndex(-1)})), "a!" + refused + " ");
    }

    void partitionsAreDescribedWithWhoMayLeadThem() {
        Served served;
        QVERIFY(served.isReady &&
                tests::createTopic(*served.client, "t", 1, {{"min.insync.replicas", "3"}}, 3));
        served.client->pause(2s);
        served.brokers.machine(3).kill();
        served.client->pause(30s);
        const auto response = served.client->call(partitionsOf({"t"}), 0);
        QVERIFY(response);
        const auto& topic = response->topics.at(0);
        QVERIFY(!topic.topicId.isZero() && !topic.isInternal);
        const auto& partition = topic.partitions.at(0);
        QCOMPARE(partition.errorCode, ErrorCode::kNone);
        QCOMPARE(partition.replicaNodes.size(), std::size_t{3});
        QCOMPARE(partition.isrNodes.size(), std::size_t{2});
        QCOMPARE(partition.eligibleLeaderReplicas, std::optional(std::vector{BrokerId(3)}));
        QCOMPARE(partition.lastKnownElr, std::optional(std::vector<BrokerId>{}));
        QCOMPARE(partition.offlineReplicas, std::vector{BrokerId(3)});
    }

    void withoutAutoCreationNobodyCreatesByAsking() {
        Served served({{"auto.create.topics.enable", "false"}});
        QVERIFY(served.isReady);
        QCOMPARE(served.client->call(metadataOf("t", true), 9)->topics.at(0).errorCode,
                 ErrorCode::kUnknownTopicOrPartition);
    }

    void aRefusedTopicSaysWhyAndWhich() {
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "there"));
        wire::CreateTopicsRequest request{.timeoutMs = 10'000};
        for (const char* name : {"a/b", "there", "fine"})
            request.topics.push_back({.name = name, .numPartitions = 1, .replicationFactor = 1});
        request.topics.push_back({.name = "none", .numPartitions = 0, .replicationFactor = 1});
        const auto response = served.client->call(request, 5);
        QVERIFY(response);
        const auto codeOf = [&](const std::string& name) {
            return std::ranges::find(response->topics, name, &wire::CreateTopicsResponse::Topic::name)
                ->errorCode;
        };
        QCOMPARE(codeOf("a/b"), ErrorCode::kInvalidTopicException);
        QVERIFY(response->topics.at(0).errorMessage.value_or("").find("a/b") != std::string::npos);
        QCOMPARE(codeOf("there"), ErrorCode::kTopicAlreadyExists);
        QCOMPARE(codeOf("none"), ErrorCode::kInvalidPartitions);
        QCOMPARE(codeOf("fine"), ErrorCode::kNone);
    }

    void topicsAreDeletedByNameAndById() {
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "a"));
        QVERIFY(tests::createTopic(*served.client, "b"));
        const auto byName = served.client->call(
            wire::DeleteTopicsRequest{.topicNames = {"a", "nowhere"}, .timeoutMs = 10'000}, 5);
        QVERIFY(byName && byName->responses.size() == 2);
        for (const auto& row : byName->responses)
            QCOMPARE(row.errorCode, row.name == "a" ? ErrorCode::kNone : ErrorCode::kUnknownTopicOrPartition);
        const Uuid id = served.client->call(metadataOf("b"), 12)->topics.at(0).topicId;
        const auto byId = served.client->call(
            wire::DeleteTopicsRequest{
                .topics = {{.topicId = id}, {.topicId = Uuid::random(served.brokers.simulator.random())}},
                .timeoutMs = 10'000},
            6);
        QVERIFY(byId && byId->responses.size() == 2);
        for (const auto& row : byId->responses)
            QCOMPARE(row.errorCode, row.topicId == id ? ErrorCode::kNone : ErrorCode::kUnknownTopicId);
        wire::MetadataRequest all;
        all.topics.reset();
        QCOMPARE(served.client->call(all, 9)->topics.size(), std::size_t{0});
    }

    void aDeletedTopicLeavesTheDisk() {
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "gone", 3));
        const auto folders = [&] {
            std::ptrdiff_t count = 0;
            for (int broker = 1; broker <= 3; ++broker) {
                const auto entries = served.brokers.machine(broker).world().files.list("data").value();
                count += std::ranges::count_if(
                    entries, [](const auto& entry) { return entry.name.find("gone") != std::string::npos; });
            }
            return count;
        };
        QCOMPARE(folders(), 3);
        served.client->call(wire::DeleteTopicsRequest{.topicNames = {"gone"}, .timeoutMs = 10'000}, 5);
        served.client->pause(2min);
        QCOMPARE(folders(), 0);
    }

    void settingsSayWhereTheyComeFrom() {
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "t", 1, {{"retention.ms", "5000"}}));
        wire::DescribeConfigsRequest request{.includeSynonyms = true, .includeDocumentation = true};
        request.resources.push_back({.resourceType = kTopicResource,
                                     .resourceName = "t",
                                     .configurationKeys = {{"retention.ms", "segment.bytes"}}});
        request.resources.push_back({.resourceType = kBrokerResource, .resourceName = "2"});
        request.resources.push_back({.resourceType = kBrokerResource, .resourceName = "1"});
        request.resources.push_back({.resourceType = kTopicResource, .resourceName = "nowhere"});
        const auto response = served.client->call(request, 4);
        QVERIFY(response);
        const auto& topic = response->results.at(0);
        QCOMPARE(topic.configs.size(), std::size_t{2});
        for (const auto& row : topic.configs) {
            const bool isSet = row.name == "retention.ms";
            QCOMPARE(row.configSource, isSet ? kFromTopic : kFromDefault);
            if (isSet) QCOMPARE(row.value, std::optional<std::string>("5000"));
            QVERIFY(!row.documentation.value_or("").empty() && !row.synonyms.empty());
        }
        QVERIFY(response->results.at(1).configs.size() > 20);
        QCOMPARE(response->results.at(2).errorCode, ErrorCode::kInvalidRequest);
        QCOMPARE(response->results.at(3).errorCode, ErrorCode::kUnknownTopicOrPartition);
    }

    void theClusterIsDescribedWithoutBrokersThatAreGone() {
        Served served;
        QVERIFY(served.isReady);
        wire::DescribeClusterRequest request;
        const auto whole = served.client->call(request, 1);
        QVERIFY(whole && whole->brokers.size() == 3 && whole->controllerId == BrokerId(1));
        served.brokers.machine(3).kill();
        served.client->pause(1min);
        QCOMPARE(served.client->call(request, 1)->brokers.size(), std::size_t{2});
        request.endpointType = 2;
        QCOMPARE(served.client->call(request, 1)->errorCode, ErrorCode::kMismatchedEndpointType);
    }
};

BROKERSCOPE_TEST(TestMetadataApis)
#include "tst_metadata_apis.moc"
