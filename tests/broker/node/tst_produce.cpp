#include <QtTest/QtTest>

#include <algorithm>
#include <chrono>

#include "broker/base/random.h"
#include "broker/node/batch_validation.h"
#include "broker/wire/messages/create_topics.h"
#include "broker/wire/messages/delete_topics.h"
#include "broker/wire/messages/fetch.h"
#include "broker/wire/messages/list_offsets.h"
#include "broker/wire/messages/metadata.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using node::BatchValidation;
using tests::batchOf;
using tests::kProduceVersion;
using tests::produceRequest;

namespace {

/// Work takes so long that what waits for it can be told from what does not.
constexpr simulation::MachineOptions kSlowWork{.disk = {}, .minWork = 2s, .maxWork = 3s};
/// Far below that, and far above what goes without Work.
constexpr world::Duration kSoon = 500ms;

/// Unpacks to far more than a loop may unpack, out of a few hundred bytes.
Bytes smallBomb(std::size_t unpacked = 4 * BatchValidation::kQuickOutput) {
    Bytes batch = batchOf({std::string(unpacked, 'x')}, {.codec = wire::Codec::kZstd});
    CHECK(batch.size() < BatchValidation::kQuickBytes);
    return batch;
}

/// Larger than what a loop tries, and no bomb.
std::string noise() {
    Random random(5);
    std::string text;
    while (text.size() < 2 * BatchValidation::kQuickBytes) text.push_back(static_cast<char>(random.next()));
    return text;
}

ErrorCode codeOf(const std::optional<wire::ProduceResponse>& response) {
    return response ? response->responses.at(0).partitionResponses.at(0).errorCode
                    : ErrorCode::kUnknownServerError;
}

Offset offsetOf(const std::optional<wire::ProduceResponse>& response) {
    return response ? response->responses.at(0).partitionResponses.at(0).baseOffset : Offset(-2);
}

Offset endOf(tests::FrameClient& client, const std::string& topic) {
    wire::ListOffsetsRequest request;
    request.replicaId = kNoBroker;
    request.topics.push_back({.name = topic, .partitions = {{.timestamp = Timestamp(-1)}}});
    const auto response = client.call(request, 7);
    return response ? response->topics.at(0).partitions.at(0).offset : Offset(-2);
}

}  // namespace

class TestProduce : public QObject {
    Q_OBJECT

private slots:
    void aSmallCompressedBatchIsAppendedWithoutWork() {
        tests::SimulatedBrokers brokers(1, {}, kSlowWork);
        QVERIFY(brokers.areServing());
        tests::FrameClient client(brokers);
        QVERIFY(tests::createTopic(client, "t"));
        const world::Moment before = brokers.simulator.now();
        const Bytes batch = batchOf({"a", "b"}, {.codec = wire::Codec::kZstd});
        QCOMPARE(codeOf(client.call(produceRequest("t", batch), kProduceVersion)), ErrorCode::kNone);
        QVERIFY(brokers.simulator.now() - before < kSoon);
    }

    void othersAreAnsweredWhileABombIsUnpacked() {
        tests::SimulatedBrokers brokers(1, {{"max.decompressed.message.bytes", "2097152"}}, kSlowWork);
        QVERIFY(brokers.areServing());
        tests::FrameClient bomber(brokers);
        tests::FrameClient other(brokers);
        QVERIFY(tests::createTopic(other, "t"));
        const Bytes bomb = smallBomb(std::size_t{8} * 1024 * 1024);
        const std::int32_t id = bomber.send(produceRequest("t", bomb), kProduceVersion);
        brokers.simulator.runFor(100ms);

        const world::Moment before = brokers.simulator.now();
        QVERIFY(other.call(wire::MetadataRequest{}, 9));
        const Bytes batch = batchOf({"a"});
        QCOMPARE(offsetOf(other.call(produceRequest("t", batch), kProduceVersion)), Offset(0));
        QVERIFY(brokers.simulator.now() - before < kSoon);
        QVERIFY(!bomber.isAnswered(id));
        QCOMPARE(codeOf(bomber.receive<wire::ProduceRequest>(id, kProduceVersion)),
                 ErrorCode::kMessageTooLarge);
        QVERIFY(brokers.told.has(observe::EventKind::kProduceRefused));
    }

    void aTopicStoresItsOwnCodecWhateverComes_data() {
        QTest::addColumn<QByteArray>("compressionType");
        QTest::addColumn<int>("stored");
        QTest::newRow("zstd") << QByteArray("zstd") << static_cast<int>(wire::Codec::kZstd);
        QTest::newRow("uncompressed") << QByteArray("uncompressed") << static_cast<int>(wire::Codec::kNone);
    }
    void aTopicStoresItsOwnCodecWhateverComes() {
        QFETCH(QByteArray, compressionType);
        QFETCH(int, stored);
        tests::SimulatedBrokers brokers;
        QVERIFY(brokers.areServing());
        tests::FrameClient client(brokers);
        QVERIFY(tests::createTopic(client, "t", 1, {{"compression.type", compressionType.constData()}}));
        int sequence = 0;
        std::vector<Bytes> sent;
        for (const wire::Codec codec : {wire::Codec::kNone, wire::Codec::kLz4, wire::Codec::kZstd})
            sent.push_back(batchOf({std::string(500, 'x')}, {.codec = codec,
                                                             .producerId = ProducerId(7),
                                                             .producerEpoch = ProducerEpoch(0),
                                                             .baseSequence = Sequence(sequence++)}));
        for (std::size_t i = 0; i < sent.size(); ++i)
            QCOMPARE(offsetOf(client.call(produceRequest("t", sent[i]), kProduceVersion)),
                     Offset(static_cast<std::int64_t>(i)));
        // A repeat is still known for one.
        QCOMPARE(offsetOf(client.call(produceRequest("t", sent[1]), kProduceVersion)), Offset(1));

        wire::FetchRequest fetch{.maxWaitMs = 0, .minBytes = 0, .maxBytes = 1024 * 1024};
        fetch.topics.push_back({.topic = "t", .partitions = {{.partitionMaxBytes = 1024 * 1024}}});
        const auto response = client.call(fetch, 11);
        QVERIFY(response);
        wire::BatchCursor cursor(response->responses.at(0).partitions.at(0).records.bytes());
        for (std::size_t i = 0; i < sent.size(); ++i) {
            const auto batch = cursor.next();
            QVERIFY(batch && *batch);
            QCOMPARE(static_cast<int>((*batch)->header.codec().value()), stored);
            QVERIFY(wire::checkCrc((*batch)->bytes).has_value());
        }
    }

    void aBatchThatGrowsTooLargeInTheTopicsCodecIsRefused() {
        tests::SimulatedBrokers brokers;
        QVERIFY(brokers.areServing());
        tests::FrameClient client(brokers);
        QVERIFY(tests::createTopic(client, "t", 1,
                                   {{"compression.type", "uncompressed"}, {"max.message.bytes", "1000"}}));
        const Bytes batch = batchOf({std::string(2000, 'x')}, {.codec = wire::Codec::kLz4});
        QVERIFY(batch.size() < 1000);
        QCOMPARE(codeOf(client.call(produceRequest("t", batch), kProduceVersion)),
                 ErrorCode::kMessageTooLarge);
        QCOMPARE(endOf(client, "t"), Offset(0));
    }

    /// Sequence numbers of an idempotent producer find every change of order.
    void batchesOfAConnectionKeepTheirOrderWhereverTheyAreValidated() {
        tests::SimulatedBrokers brokers(1, {}, kSlowWork);
        QVERIFY(brokers.areServing());
        tests::FrameClient client(brokers);
        QVERIFY(tests::createTopic(client, "t"));
        const std::vector<std::string> values{"small", noise(), "small", noise(), "small"};
        std::vector<Bytes> batches;
        std::vector<std::int32_t> sent;
        for (std::size_t i = 0; i < values.size(); ++i)
            batches.push_back(batchOf({values[i]}, {.codec = wire::Codec::kGzip,
                                                    .producerId = ProducerId(7),
                                                    .producerEpoch = ProducerEpoch(0),
                                                    .baseSequence = Sequence(static_cast<int>(i))}));
        for (const Bytes& batch : batches)
            sent.push_back(client.send(produceRequest("t", batch), kProduceVersion));
        for (std::size_t i = 0; i < sent.size(); ++i)
            QCOMPARE(offsetOf(client.receive<wire::ProduceRequest>(sent[i], kProduceVersion)),
                     Offset(static_cast<std::int64_t>(i)));
        const auto& answered = client.answered();
        QVERIFY(std::ranges::equal(sent, std::span(answered).last(sent.size())));
    }

    void oneRequestMayHoldQuickAndSlowBatches() {
        tests::SimulatedBrokers brokers;
        QVERIFY(brokers.areServing());
        tests::FrameClient client(brokers);
        QVERIFY(tests::createTopic(client, "t", 3));
        const Bytes quick = batchOf({"a"});
        const Bytes slow = smallBomb();
        Bytes broken = smallBomb();
        broken.back() ^= 1;
        wire::ProduceRequest request = produceRequest("t", quick);
        auto& partitions = request.topicData[0].partitionData;
        partitions.push_back({.index = PartitionIndex(1), .records = wire::Records(slow)});
        partitions.push_back({.index = PartitionIndex(2), .records = wire::Records(broken)});
        const auto response = client.call(request, kProduceVersion);
        QVERIFY(response);
        const auto& rows = response->responses.at(0).partitionResponses;
        QCOMPARE(rows.at(0).errorCode, ErrorCode::kNone);
        QCOMPARE(rows.at(1).errorCode, ErrorCode::kNone);
        QCOMPARE(rows.at(2).errorCode, ErrorCode::kCorruptMessage);
    }

    void manySmallBombsInOneRequestGoAwayTogether() {
        tests::SimulatedBrokers brokers(1, {}, kSlowWork);
        QVERIFY(brokers.areServing());
        tests::FrameClient client(brokers);
        QVERIFY(tests::createTopic(client, "t", 4));
        const Bytes half = smallBomb(BatchValidation::kQuickOutput / 2);
        wire::ProduceRequest request = produceRequest("t", half);
        for (int i = 1; i < 4; ++i)
            request.topicData[0].partitionData.push_back(
                {.index = PartitionIndex(i), .records = wire::Records(half)});
        const world::Moment before = brokers.simulator.now();
        QCOMPARE(codeOf(client.call(request, kProduceVersion)), ErrorCode::kNone);
        QVERIFY(brokers.simulator.now() - before > kSoon);
    }

    void aRequestThatTakesLongerThanHalfAMinuteCostsItsSenderTheConnection() {
        tests::SimulatedBrokers brokers;
        QVERIFY(brokers.areServing());
        tests::FrameClient slow(brokers);
        tests::FrameClient other(brokers);
        QVERIFY(tests::createTopic(other, "t"));
        const Bytes batch = batchOf({std::string(100'000, 'x')});
        const auto paced = [&](std::uint64_t seconds) {
            brokers.simulator.network().setLink("client", "broker-1",
                                                {.bytesPerSecond = (batch.size() + 100) / seconds});
        };
        paced(29);
        QCOMPARE(codeOf(slow.call(produceRequest("t", batch), kProduceVersion)), ErrorCode::kNone);
        paced(32);
        slow.send(produceRequest("t", batch), kProduceVersion);
        brokers.simulator.runFor(40s);
        QVERIFY(slow.isClosed());
        QVERIFY(brokers.told.has(observe::EventKind::kClientRefused));
        QVERIFY(!other.isClosed());
    }

    void whatIsHeldForValidationIsBounded() {
        simulation::Simulator simulator(7);
        simulation::SimulatedMachine& machine = simulator.addMachine("broker-1", kSlowWork);
        const auto frame = std::make_shared<const Bytes>(smallBomb());
        const std::vector<node::BatchToValidate> batches{{.records = *frame, .rules = {}, .verdict = {}}};
        BatchValidation validation(machine.world().work, 2 * frame->size());
        int done = 0;
        const auto give = [&] {
            QVERIFY(validation.hasRoomFor(*frame));
            validation.validateAway(frame, batches, [&](const auto& validated) {
                done += validated.at(0).verdict.has_value() ? 1 : 0;
            });
        };
        give();
        give();
        QVERIFY(!validation.hasRoomFor(*frame));
        simulator.runFor(1min);
        QCOMPARE(done, 2);
        QVERIFY(validation.hasRoomFor(*frame));
        std::vector<node::BatchToValidate> refused = batches;
        BatchValidation::refuseRest(refused);
        QCOMPARE(refused[0].verdict->error().error.code, ErrorCode::kRequestTimedOut);
    }

    void aNodeMayDieWhileABatchIsAway() {
        tests::SimulatedBrokers brokers(1, {}, kSlowWork);
        QVERIFY(brokers.areServing());
        tests::FrameClient client(brokers);
        tests::FrameClient second(brokers);
        QVERIFY(tests::createTopic(client, "t"));
        const Bytes bomb = smallBomb();
        const std::int32_t id = client.send(produceRequest("t", bomb), kProduceVersion);
        second.send(produceRequest("t", bomb), kProduceVersion);
        brokers.simulator.runFor(100ms);
        brokers.machine(1).kill();
        brokers.simulator.runFor(10s);
        QVERIFY(!client.isAnswered(id));
        QVERIFY(client.isClosed());
    }

    void whatAClientSentBeforeItWentIsAppended() {
        tests::SimulatedBrokers brokers(1, {}, kSlowWork);
        QVERIFY(brokers.areServing());
        tests::FrameClient other(brokers);
        QVERIFY(tests::createTopic(other, "t"));
        const Bytes bomb = smallBomb();
        {
            tests::FrameClient client(brokers);
            client.send(produceRequest("t", bomb), kProduceVersion);
            brokers.simulator.runFor(100ms);
        }
        brokers.simulator.runFor(10s);
        QCOMPARE(endOf(other, "t"), Offset(1));
    }

    void aTopicMayGoWhileABatchIsAway() {
        tests::SimulatedBrokers brokers(1, {}, kSlowWork);
        QVERIFY(brokers.areServing());
        tests::FrameClient client(brokers);
        tests::FrameClient other(brokers);
        QVERIFY(tests::createTopic(client, "t"));
        const Bytes bomb = smallBomb();
        const std::int32_t id = client.send(produceRequest("t", bomb), kProduceVersion);
        brokers.simulator.runFor(100ms);
        const auto deleted =
            other.call(wire::DeleteTopicsRequest{.topics = {}, .topicNames = {"t"}, .timeoutMs = 30'000}, 5);
        QVERIFY(deleted && deleted->responses.at(0).errorCode == ErrorCode::kNone);
        QVERIFY(!client.isAnswered(id));
        QCOMPARE(codeOf(client.receive<wire::ProduceRequest>(id, kProduceVersion)),
                 ErrorCode::kUnknownTopicOrPartition);
    }

    void aTopicThatComesBackWhileItsFolderIsStillBeingOpenedIsOpenedAllTheSame() {
        tests::SimulatedBrokers brokers(1, {}, kSlowWork);
        QVERIFY(brokers.areServing());
        tests::FrameClient client(brokers);
        wire::CreateTopicsRequest create{.timeoutMs = 30'000};
        create.topics.push_back({.name = "t", .numPartitions = 1, .replicationFactor = 1});
        const wire::DeleteTopicsRequest remove{.topics = {}, .topicNames = {"t"}, .timeoutMs = 30'000};
        for (int life = 1; life <= 3; ++life) {
            const auto created = client.call(create, 5);
            QVERIFY(created && created->topics.at(0).errorCode == ErrorCode::kNone);
            const auto removed = client.call(remove, 5);
            QVERIFY(removed && removed->responses.at(0).errorCode == ErrorCode::kNone);
        }
        const auto created = client.call(create, 5);
        QVERIFY(created && created->topics.at(0).errorCode == ErrorCode::kNone);
        client.pause(30s);
        const Bytes batch = batchOf({"a"});
        QCOMPARE(offsetOf(client.call(produceRequest("t", batch), kProduceVersion)), Offset(0));
        QVERIFY(client.call(remove, 5));
        client.pause(90s);
        const auto entries = brokers.machine(1).disk().list("data");
        QVERIFY(entries.has_value());
        for (const world::FolderEntry& entry : *entries)
            QVERIFY2(!entry.isFolder || entry.name == "__cluster_metadata-0", entry.name.c_str());
    }

    void aFolderThatDoesNotSayItsTopicIsOpenedForTheTopicOfItsName() {
        tests::SimulatedBrokers brokers;
        QVERIFY(brokers.areServing());
        const auto batch = tests::batchOf({"a"});
        {
            tests::FrameClient client(brokers);
            QVERIFY(tests::createTopic(client, "t"));
            QCOMPARE(codeOf(client.call(produceRequest("t", batch), kProduceVersion)), ErrorCode::kNone);
        }
        brokers.machine(1).kill();
        const std::string file = "data/t-0/partition.metadata";
        QVERIFY(brokers.machine(1).world().files.remove(file));
        brokers.told.events.clear();
        brokers.machine(1).restart();
        QVERIFY(brokers.areServing());
        tests::FrameClient client(brokers);
        QCOMPARE(offsetOf(client.call(produceRequest("t", batch), kProduceVersion)), Offset(1));
        QVERIFY(brokers.machine(1).world().files.exists(file));
    }
};

BROKERSCOPE_TEST(TestProduce)
#include "tst_produce.moc"
