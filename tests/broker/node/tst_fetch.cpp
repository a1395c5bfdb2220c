#include <QtTest/QtTest>

#include <chrono>

#include "broker/wire/messages/fetch.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using tests::batchOf;
using tests::kProduceVersion;
using tests::produceRequest;

namespace {

constexpr std::int16_t kVersion = 12;
using Row = wire::FetchResponse::Partition;

wire::FetchRequest fetch(std::initializer_list<std::pair<int, std::int64_t>> wanted, int minBytes = 1,
                         int maxWaitMs = 0) {
    wire::FetchRequest request{.maxWaitMs = maxWaitMs, .minBytes = minBytes};
    if (wanted.size() > 0) request.topics.push_back({.topic = "t", .partitions = {}});
    for (const auto& [partition, offset] : wanted)
        request.topics[0].partitions.push_back({.partition = PartitionIndex(partition),
                                                .fetchOffset = Offset(offset),
                                                .partitionMaxBytes = 1 << 20});
    return request;
}

Row rowOf(const std::optional<wire::FetchResponse>& response, std::size_t index = 0) {
    return response && !response->responses.empty() ? response->responses[0].partitions.at(index) : Row{};
}

std::size_t rowsOf(const std::optional<wire::FetchResponse>& response) {
    std::size_t rows = 0;
    for (const auto& topic : response->responses) rows += topic.partitions.size();
    return rows;
}

/// One broker with topic "t".
struct Served {
    explicit Served(int partitions = 1, tests::SimulatedBrokers::SettingValues settings = {})
        : brokers(1, settings) {
        isReady = brokers.areServing();
        client = std::make_unique<tests::FrameClient>(brokers);
        other = std::make_unique<tests::FrameClient>(brokers);
        isReady = isReady && tests::createTopic(*client, "t", partitions);
    }
    void append(int partition = 0, const std::string& value = "value") {
        const Bytes batch = batchOf({value});
        other->call(produceRequest("t", batch, partition), kProduceVersion);
    }

    tests::SimulatedBrokers brokers;
    std::unique_ptr<tests::FrameClient> client;
    std::unique_ptr<tests::FrameClient> other;
    bool isReady = false;
};

}  // namespace

class TestFetch : public QObject {
    Q_OBJECT

private slots:
    void whatWasProducedIsFetched() {
        Served served;
        QVERIFY(served.isReady);
        served.append();
        const auto response = served.client->call(fetch({{0, 0}}), kVersion);
        QCOMPARE(rowOf(response).errorCode, ErrorCode::kNone);
        QVERIFY(rowOf(response).records.size() > 0);
        QCOMPARE(rowOf(response).highWatermark, Offset(1));
        QCOMPARE(rowOf(response).logStartOffset, Offset(0));
    }

    void faultsAreToldPerPartition() {
        Served served;
        QVERIFY(served.isReady);
        const auto response = served.client->call(fetch({{0, 5}, {7, 0}, {0, 0}}), kVersion);
        QCOMPARE(rowOf(response, 0).errorCode, ErrorCode::kOffsetOutOfRange);
        QCOMPARE(rowOf(response, 1).errorCode, ErrorCode::kUnknownTopicOrPartition);
        QCOMPARE(rowOf(response, 2).errorCode, ErrorCode::kNone);
        wire::FetchRequest fenced = fetch({{0, 0}});
        fenced.topics[0].partitions[0].currentLeaderEpoch = LeaderEpoch(1'000);
        QCOMPARE(rowOf(served.client->call(fenced, kVersion)).errorCode, ErrorCode::kUnknownLeaderEpoch);
        wire::FetchRequest byId = fetch({{0, 0}});
        byId.topics[0].topicId = Uuid::random(served.brokers.simulator.random());
        QCOMPARE(rowOf(served.client->call(byId, 13)).errorCode, ErrorCode::kUnknownTopicId);
    }

    void aFetchWaitsForRecords() {
        Served served;
        QVERIFY(served.isReady);
        const std::int32_t id = served.client->send(fetch({{0, 0}}, 1, 60'000), kVersion);
        served.client->pause(10s);
        QVERIFY(!served.client->isAnswered(id));
        served.append();
        const auto response = served.client->receive<wire::FetchRequest>(id, kVersion);
        QVERIFY(rowOf(response).records.size() > 0);
    }

    void aFetchWaitsForAsManyBytesAsItWants() {
        Served served(2);
        QVERIFY(served.isReady);
        const std::int32_t id = served.client->send(fetch({{0, 0}, {1, 0}}, 1'500, 60'000), kVersion);
        served.append(0, std::string(1'000, 'x'));
        served.client->pause(1s);
        QVERIFY(!served.client->isAnswered(id));
        served.append(1, std::string(1'000, 'x'));
        const auto response = served.client->receive<wire::FetchRequest>(id, kVersion);
        QVERIFY(rowOf(response, 0).records.size() > 1'000);
        QVERIFY(rowOf(response, 1).records.size() > 1'000);
    }

    void aFetchThatWaitedLongEnoughIsAnsweredWithWhatThereIs() {
        Served served;
        QVERIFY(served.isReady);
        served.append();
        const world::Moment before = served.brokers.simulator.now();
        const auto response = served.client->call(fetch({{0, 0}}, 1 << 20, 3'000), kVersion);
        QVERIFY(rowOf(response).records.size() > 0);
        const world::Duration taken = served.brokers.simulator.now() - before;
        QVERIFY(taken >= 3s && taken < 4s);
    }

    void oneBatchIsGivenHoweverLargeAndNoMoreThanTheLimit() {
        Served served;
        QVERIFY(served.isReady);
        served.append(0, std::string(5'000, 'x'));
        served.append(0, std::string(5'000, 'x'));
        wire::FetchRequest request = fetch({{0, 0}});
        request.maxBytes = 100;
        const auto response = served.client->call(request, kVersion);
        const std::uint64_t size = rowOf(response).records.size();
        QVERIFY2(size > 5'000 && size < 10'000, std::to_string(size).c_str());
    }

    void aClientIsNoReplica() {
        Served served;
        QVERIFY(served.isReady);
        wire::FetchRequest request = fetch({{0, 0}});
        request.replicaId = BrokerId(2);
        QCOMPARE(rowOf(served.client->call(request, kVersion)).errorCode,
                 ErrorCode::kClusterAuthorizationFailed);
    }

    void aSessionNamesOnlyWhatChanges() {
        Served served(3);
        QVERIFY(served.isReady);
        wire::FetchRequest request = fetch({{0, 0}, {1, 0}, {2, 0}});
        request.sessionEpoch = 0;
        const auto first = served.client->call(request, kVersion);
        QVERIFY(first && first->sessionId > 0);
        QCOMPARE(rowsOf(first), std::size_t{3});

        wire::FetchRequest next = fetch({}, 1, 60'000);
        next.sessionId = first->sessionId;
        next.sessionEpoch = 1;
        const std::int32_t id = served.client->send(next, kVersion);
        served.append(1);
        const auto second = served.client->receive<wire::FetchRequest>(id, kVersion);
        QVERIFY(second && second->sessionId == first->sessionId);
        QCOMPARE(rowsOf(second), std::size_t{1});
        QCOMPARE(rowOf(second).partitionIndex, PartitionIndex(1));
        QVERIFY(rowOf(second).records.size() > 0);

        next = fetch({{1, 1}}, 1, 100);
        next.sessionId = first->sessionId;
        next.sessionEpoch = 2;
        const auto third = served.client->call(next, kVersion);
        QVERIFY(third && third->errorCode == ErrorCode::kNone);
        QCOMPARE(rowsOf(third), std::size_t{0});
        // The same epoch again.
        const auto stale = served.client->call(next, kVersion);
        QVERIFY(stale && stale->errorCode == ErrorCode::kInvalidFetchSessionEpoch);
    }

    void withoutRoomForSessionsClientsAreServedWhole() {
        Served served(1, {{"max.incremental.fetch.session.cache.slots", "0"}});
        QVERIFY(served.isReady);
        wire::FetchRequest request = fetch({{0, 0}});
        request.sessionEpoch = 0;
        const auto whole = served.client->call(request, kVersion);
        QVERIFY(whole && whole->sessionId == 0);
        QCOMPARE(rowsOf(whole), std::size_t{1});
        request.sessionId = 17;
        request.sessionEpoch = 1;
        const auto unknown = served.client->call(request, kVersion);
        QVERIFY(unknown && unknown->errorCode == ErrorCode::kFetchSessionIdNotFound);
    }
};

BROKERSCOPE_TEST(TestFetch)
#include "tst_fetch.moc"
