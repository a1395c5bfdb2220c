#include <QtTest/QtTest>

#include <algorithm>

#include "broker/wire/messages/alter_configs.h"
#include "broker/wire/messages/create_partitions.h"
#include "broker/wire/messages/describe_configs.h"
#include "broker/wire/messages/incremental_alter_configs.h"
#include "broker/wire/messages/metadata.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;

namespace {

constexpr std::int8_t kTopic = 2;
constexpr std::int8_t kBroker = 4;

wire::IncrementalAlterConfigsRequest change(std::int8_t type, const std::string& resource,
                                            const std::string& name, std::optional<std::string> value) {
    wire::IncrementalAlterConfigsRequest request;
    auto& row = request.resources.emplace_back();
    row.resourceType = type;
    row.resourceName = resource;
    row.configs.push_back(
        {.name = name, .configOperation = value ? std::int8_t{0} : std::int8_t{1}, .value = value});
    return request;
}

/// Three brokers, the first the controller, and a client of another one.
struct Served {
    explicit Served(tests::SimulatedBrokers::SettingValues settings = {})
        : brokers(3, settings) {
        isReady = brokers.areServing();
        client = std::make_unique<tests::FrameClient>(brokers, 2);
    }
    ErrorCode alter(const wire::IncrementalAlterConfigsRequest& request) {
        const auto response = client->call(request, 1);
        return response ? response->responses.at(0).errorCode : ErrorCode::kUnknownServerError;
    }
    /// "value source" and, behind it, those of its synonyms.
    std::string described(std::int8_t type, const std::string& resource, const std::string& name) {
        wire::DescribeConfigsRequest request{.includeSynonyms = true};
        auto& row = request.resources.emplace_back();
        row.resourceType = type;
        row.resourceName = resource;
        row.configurationKeys.emplace().push_back(name);
        const auto response = client->call(request, 4);
        if (!response || response->results.at(0).configs.size() != 1) return "none";
        const auto& config = response->results[0].configs[0];
        std::string text = config.value.value_or("null") + " " + std::to_string(config.configSource);
        for (const auto& synonym : config.synonyms)
            text += ", " + synonym.name + " " + synonym.value.value_or("null") + " " +
                    std::to_string(synonym.source);
        return text;
    }
    tests::SimulatedBrokers brokers;
    std::unique_ptr<tests::FrameClient> client;
    bool isReady = false;
};

}  // namespace

class TestSettingsApis : public QObject {
    Q_OBJECT

private slots:
    void aTopicsSettingIsChangedByAnyBrokerAndFoundThereAtOnce() {
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "t"));
        QCOMPARE(served.described(kTopic, "t", "max.message.bytes"),
                 std::string("1048588 5, message.max.bytes 1048588 5"));
        QCOMPARE(served.alter(change(kTopic, "t", "max.message.bytes", "100")), ErrorCode::kNone);
        QCOMPARE(served.described(kTopic, "t", "max.message.bytes"),
                 std::string("100 1, max.message.bytes 100 1, message.max.bytes 1048588 5"));
        QCOMPARE(served.alter(change(kTopic, "t", "max.message.bytes", std::nullopt)), ErrorCode::kNone);
        QCOMPARE(served.described(kTopic, "t", "max.message.bytes"),
                 std::string("1048588 5, message.max.bytes 1048588 5"));
    }

    void theLeaderObeysWithoutBeingOpenedAnew() {
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "t", 3));
        const Bytes batch = tests::batchOf({std::string(200, 'x')});
        const auto refused = [&] {
            // Each broker leads one of the three.
            int count = 0;
            for (int broker = 1; broker <= 3; ++broker) {
                tests::FrameClient client(served.brokers, broker);
                for (int partition = 0; partition < 3; ++partition) {
                    const auto response =
                        client.call(tests::produceRequest("t", batch, partition), tests::kProduceVersion);
                    if (response && response->responses.at(0).partitionResponses.at(0).errorCode ==
                                        ErrorCode::kMessageTooLarge)
                        ++count;
                }
            }
            return count;
        };
        QCOMPARE(refused(), 0);
        QCOMPARE(served.alter(change(kTopic, "t", "max.message.bytes", "100")), ErrorCode::kNone);
        served.client->pause(1s);
        QCOMPARE(refused(), 3);
        QCOMPARE(served.alter(change(kTopic, "t", "max.message.bytes", std::nullopt)), ErrorCode::kNone);
        QCOMPARE(served.alter(change(kBroker, "", "message.max.bytes", "100")), ErrorCode::kNone);
        served.client->pause(1s);
        QCOMPARE(refused(), 3);
    }

    void settingsOfBrokersComeFromTheStrongestPlace() {
        Served served({{"log.retention.ms", "7"}});
        QVERIFY(served.isReady);
        QCOMPARE(served.described(kBroker, "2", "log.retention.ms"),
                 std::string("7 4, log.retention.ms 7 4, log.retention.hours 168 5"));
        QCOMPARE(served.alter(change(kBroker, "", "log.retention.ms", "8")), ErrorCode::kNone);
        QCOMPARE(served.alter(change(kBroker, "2", "log.retention.ms", "9")), ErrorCode::kNone);
        QCOMPARE(served.described(kBroker, "2", "log.retention.ms"),
                 std::string("9 2, log.retention.ms 9 2, log.retention.ms 8 3, log.retention.ms 7 4, "
                             "log.retention.hours 168 5"));
        QCOMPARE(served.described(kBroker, "", "log.retention.ms"), std::string("8 3, log.retention.ms 8 3"));
        QCOMPARE(served.alter(change(kBroker, "2", "num.partitions", "9")), ErrorCode::kInvalidRequest);
        QCOMPARE(served.alter(change(kBroker, "9", "log.retention.ms", "9")),
                 ErrorCode::kBrokerIdNotRegistered);
    }

    void theOlderRequestReplacesAllSettingsAndValidatesOnly() {
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "t", 1, {{"flush.ms", "5"}}));
        wire::AlterConfigsRequest request{.validateOnly = true};
        auto& row = request.resources.emplace_back();
        row.resourceType = kTopic;
        row.resourceName = "t";
        row.configs.push_back({.name = "retention.ms", .value = "6"});
        QCOMPARE(served.client->call(request, 2)->responses.at(0).errorCode, ErrorCode::kNone);
        QVERIFY(served.described(kTopic, "t", "flush.ms").starts_with("5 1"));
        request.validateOnly = false;
        QCOMPARE(served.client->call(request, 2)->responses.at(0).errorCode, ErrorCode::kNone);
        QVERIFY(served.described(kTopic, "t", "retention.ms").starts_with("6 1"));
        QVERIFY(!served.described(kTopic, "t", "flush.ms").starts_with("5 1"));
        request.resources[0].configs[0].value = "soon";
        const auto response = served.client->call(request, 2);
        QCOMPARE(response->responses.at(0).errorCode, ErrorCode::kInvalidConfig);
        QVERIFY(response->responses[0].errorMessage->find("retention.ms = soon") != std::string::npos);
    }

    void aTopicGrowsAndItsNewPartitionsTakeRecordsAtOnce() {
        Served served;
        QVERIFY(served.isReady && tests::createTopic(*served.client, "t", 2));
        wire::CreatePartitionsRequest request{.timeoutMs = 10'000};
        request.topics.push_back({.name = "t", .count = 4});
        const auto response = served.client->call(request, 3);
        QVERIFY(response.has_value());
        QCOMPARE(response->results.at(0).name, std::string("t"));
        QCOMPARE(response->results[0].errorCode, ErrorCode::kNone);
        wire::MetadataRequest asked;
        asked.topics.emplace().push_back({.name = "t"});
        const auto metadata = served.client->call(asked, 9);
        QCOMPARE(metadata->topics.at(0).partitions.size(), std::size_t{4});
        served.client->pause(1s);
        const auto& newest = *std::ranges::find(metadata->topics[0].partitions, PartitionIndex(3),
                                                &wire::MetadataResponse::Partition::partitionIndex);
        tests::FrameClient leader(served.brokers, newest.leaderId.value());
        const Bytes batch = tests::batchOf({"v"});
        const auto produced = leader.call(tests::produceRequest("t", batch, 3), tests::kProduceVersion);
        QVERIFY(produced.has_value());
        QCOMPARE(produced->responses.at(0).partitionResponses.at(0).errorCode, ErrorCode::kNone);
        request.topics[0].count = 3;
        const auto refused = served.client->call(request, 3);
        QCOMPARE(refused->results.at(0).errorCode, ErrorCode::kInvalidPartitions);
        QVERIFY(!refused->results[0].errorMessage.value_or("").empty());
    }
};

BROKERSCOPE_TEST(TestSettingsApis)
#include "tst_settings_apis.moc"
