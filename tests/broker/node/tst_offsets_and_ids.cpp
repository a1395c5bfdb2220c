#include <QtTest/QtTest>

#include <chrono>
#include <set>

#include "broker/wire/messages/create_topics.h"
#include "broker/wire/messages/init_producer_id.h"
#include "broker/wire/messages/list_offsets.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using tests::batchOf;
using tests::kProduceVersion;
using tests::produceRequest;

namespace {

constexpr std::int64_t kLatest = -1;
constexpr std::int64_t kEarliest = -2;
constexpr std::int64_t kGreatest = -3;
constexpr std::int16_t kListVersion = 7;
constexpr std::int64_t kStart = simulation::kWallStart.value();

/// One broker with topic "t".
struct Served {
    explicit Served(tests::SimulatedBrokers::SettingValues topicSettings = {})
        : brokers(1) {
        isReady = brokers.areServing();
        client = std::make_unique<tests::FrameClient>(brokers);
        isReady = isReady && tests::createTopic(*client, "t", 2, topicSettings);
    }

    wire::ListOffsetsResponse::Partition offset(std::int64_t timestamp, int partition = 0,
                                                LeaderEpoch epoch = kNoLeaderEpoch) {
        wire::ListOffsetsRequest request;
        request.replicaId = kNoBroker;
        request.topics.push_back({.name = "t",
                                  .partitions = {{.partitionIndex = PartitionIndex(partition),
                                                  .currentLeaderEpoch = epoch,
                                                  .timestamp = Timestamp(timestamp)}}});
        const auto response = client->call(request, kListVersion);
        return response ? response->topics.at(0).partitions.at(0) : wire::ListOffsetsResponse::Partition{};
    }

    wire::ProduceResponse::Partition produce(const Bytes& batch, int partition = 0, std::int16_t acks = -1,
                                             std::int16_t version = kProduceVersion) {
        const auto response = client->call(produceRequest("t", batch, partition, acks), version);
        return response ? response->responses.at(0).partitionResponses.at(0)
                        : wire::ProduceResponse::Partition{.errorCode = ErrorCode::kUnknownServerError};
    }

    tests::SimulatedBrokers brokers;
    std::unique_ptr<tests::FrameClient> client;
    bool isReady = false;
};

Bytes numbered(int sequence, const std::vector<std::string>& values = {"v"}, int epoch = 0) {
    return batchOf(values, {.producerId = ProducerId(7),
                            .producerEpoch = ProducerEpoch(static_cast<std::int16_t>(epoch)),
                            .baseSequence = Sequence(sequence)});
}

}  // namespace

class TestOffsetsAndIds : public QObject {
    Q_OBJECT

private slots:
    void offsetsOfALogThatIsBeingOpenedAreWaitedFor() {
        Served served;
        QVERIFY(served.isReady);
        wire::CreateTopicsRequest create{.timeoutMs = 10'000};
        create.topics.push_back({.name = "young", .numPartitions = 1, .replicationFactor = 1});
        QCOMPARE(served.client->call(create, 7)->topics.at(0).errorCode, ErrorCode::kNone);
        wire::ListOffsetsRequest request{.replicaId = kNoBroker};
        request.topics.push_back({.name = "young", .partitions = {{.timestamp = Timestamp(kLatest)}}});
        const auto response = served.client->call(request, kListVersion);
        QVERIFY(response);
        QCOMPARE(response->topics.at(0).partitions.at(0).errorCode, ErrorCode::kNone);
        QCOMPARE(response->topics[0].partitions[0].offset, Offset(0));
    }

    void offsetsAreFoundByPlaceAndByTime() {
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.offset(kLatest).offset, Offset(0));
        QCOMPARE(served.offset(kGreatest).offset, Offset(-1));
        // Three records a millisecond apart, in two batches.
        QCOMPARE(served.produce(batchOf({"a", "b", "c"})).errorCode, ErrorCode::kNone);
        QCOMPARE(served.produce(batchOf({"d"})).baseOffset, Offset(3));
        QCOMPARE(served.offset(kEarliest).offset, Offset(0));
        QCOMPARE(served.offset(kLatest).offset, Offset(4));
        QCOMPARE(served.offset(kGreatest).offset, Offset(2));
        const auto found = served.offset(kStart + 1);
        QCOMPARE(found.offset, Offset(1));
        QCOMPARE(found.timestamp, Timestamp(kStart + 1));
        QCOMPARE(served.offset(0).offset, Offset(0));
        QCOMPARE(served.offset(kStart + 60'000).offset, Offset(-1));
    }

    void whatCannotBeLookedUpIsRefused() {
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.offset(kLatest, 9).errorCode, ErrorCode::kUnknownTopicOrPartition);
        QCOMPARE(served.offset(kLatest, 0, LeaderEpoch(77)).errorCode, ErrorCode::kUnknownLeaderEpoch);
        QCOMPARE(served.offset(-77).errorCode, ErrorCode::kUnsupportedVersion);
    }

    void producerIdsAreNeverGivenTwice() {
        tests::SimulatedBrokers brokers(2);
        QVERIFY(brokers.areServing());
        std::set<std::int64_t> given;
        constexpr int kEach = 30;
        for (int round = 0; round < 2; ++round) {
            for (int broker = 1; broker <= 2; ++broker) {
                tests::FrameClient client(brokers, broker);
                for (int i = 0; i < kEach; ++i) {
                    const auto response = client.call(wire::InitProducerIdRequest{}, 4);
                    QVERIFY(response && response->errorCode == ErrorCode::kNone);
                    QCOMPARE(response->producerEpoch, ProducerEpoch(0));
                    given.insert(response->producerId.value());
                }
            }
            // A broker that comes back takes a block of its own.
            brokers.machine(2).kill();
            brokers.machine(2).restart();
            brokers.simulator.runFor(30s);
        }
        QCOMPARE(given.size(), std::size_t{4 * kEach});
    }

    void aTransactionalIdFindsNoCoordinator() {
        Served served;
        QVERIFY(served.isReady);
        const auto response = served.client->call(wire::InitProducerIdRequest{.transactionalId = "mine"}, 4);
        QVERIFY(response && response->errorCode == ErrorCode::kCoordinatorNotAvailable);
    }

    void aRepeatedBatchIsAnsweredWithItsFirstOffset() {
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.produce(numbered(0, {"a", "b"})).baseOffset, Offset(0));
        QCOMPARE(served.produce(numbered(2)).baseOffset, Offset(2));
        const auto repeated = served.produce(numbered(0, {"a", "b"}));
        QCOMPARE(repeated.errorCode, ErrorCode::kNone);
        QCOMPARE(repeated.baseOffset, Offset(0));
        QCOMPARE(served.offset(kLatest).offset, Offset(3));
    }

    void gapsAndOldEpochsOfAProducerAreRefused() {
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.produce(numbered(0, {"v"}, 1)).errorCode, ErrorCode::kNone);
        QCOMPARE(served.produce(numbered(5, {"v"}, 1)).errorCode, ErrorCode::kOutOfOrderSequenceNumber);
        QCOMPARE(served.produce(numbered(1, {"v"}, 0)).errorCode, ErrorCode::kInvalidProducerEpoch);
    }

    void produceErrorsSayWhatIsWrong() {
        Served served({{"max.message.bytes", "1000"}});
        QVERIFY(served.isReady);
        Bytes corrupt = batchOf({"a"});
        corrupt.back() ^= 1;
        QCOMPARE(served.produce(corrupt).errorCode, ErrorCode::kCorruptMessage);
        QCOMPARE(served.produce(batchOf({std::string(2'000, 'x')})).errorCode, ErrorCode::kMessageTooLarge);
        QCOMPARE(served.produce({}).errorCode, ErrorCode::kInvalidRecord);
        QCOMPARE(served.produce(batchOf({"a"}), 9).errorCode, ErrorCode::kUnknownTopicOrPartition);
        QCOMPARE(served.produce(batchOf({"a"}), 0, 2).errorCode, ErrorCode::kInvalidRequiredAcks);
        const auto old = served.produce(batchOf({"a"}, {.codec = wire::Codec::kZstd}), 0, -1, 6);
        QCOMPARE(old.errorCode, ErrorCode::kUnsupportedCompressionType);
        QCOMPARE(served.offset(kLatest).offset, Offset(0));
    }

    void recordsAtFaultAreListed() {
        Served served({{"cleanup.policy", "compact"}});
        QVERIFY(served.isReady);
        const auto refused = served.produce(batchOf({"a", "b"}));
        QCOMPARE(refused.errorCode, ErrorCode::kInvalidRecord);
        QCOMPARE(refused.recordErrors.size(), std::size_t{2});
        QCOMPARE(refused.recordErrors[1].batchIndex, 1);
    }

    void theLogsOwnTimeIsTold() {
        Served served({{"message.timestamp.type", "LogAppendTime"}});
        QVERIFY(served.isReady);
        const auto produced = served.produce(batchOf({"a"}));
        QVERIFY(produced.logAppendTimeMs > Timestamp(kStart));
        QCOMPARE(served.offset(kGreatest).timestamp, produced.logAppendTimeMs);
    }

    void whoeverWantsNoAnswerHearsOnlyTheEnd() {
        Served served;
        QVERIFY(served.isReady);
        tests::FrameClient silent(served.brokers);
        const Bytes good = batchOf({"a"});
        const std::int32_t id = silent.send(produceRequest("t", good, 0, 0), kProduceVersion);
        served.brokers.simulator.runFor(1s);
        QVERIFY(!silent.isAnswered(id) && !silent.isClosed());
        QCOMPARE(served.offset(kLatest).offset, Offset(1));
        silent.send(produceRequest("t", good, 9, 0), kProduceVersion);
        served.brokers.simulator.runFor(1s);
        QVERIFY(silent.isClosed());
    }
};

BROKERSCOPE_TEST(TestOffsetsAndIds)
#include "tst_offsets_and_ids.moc"
