#include <QtTest/QtTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "broker/client/key_hash.h"
#include "broker/client/producer.h"
#include "broker/simulation/simulator.h"
#include "broker/wire/record_batch.h"
#include "tests/broker/client/scripted_cluster.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using client::Delivered;
using client::OutgoingRecord;
using client::Producer;
using client::ProducerOptions;
using wire::ApiKey;

namespace {

/// A cluster, and a producer on a machine of its own.
struct Rig {
    explicit Rig(const ProducerOptions& options = {}, std::uint64_t seed = 1, int brokers = 3)
        : simulator(seed)
        , cluster(simulator, brokers)
        , machine(simulator.addMachine("client")) {
        makeProducer(options);
    }

    void makeProducer(const ProducerOptions& options) {
        producer = std::make_unique<Producer>(cluster.clientOptions(), options, machine.world());
    }

    /// Its outcome lands in `outcomes` at this place.
    std::size_t send(OutgoingRecord record) {
        const std::size_t place = outcomes.size();
        outcomes.emplace_back();
        calls.push_back(producer->send(std::move(record), [this, place](Result<Delivered> outcome) {
            if (outcomes[place]) qFatal("completed twice");
            outcomes[place] = std::move(outcome);
        }));
        return place;
    }
    std::size_t send(const std::string& topic, const std::string& value, std::optional<int> partition = 0) {
        OutgoingRecord record{
            .topic = topic, .partition = {}, .key = {}, .value = toBytes(asBytes(value)), .headers = {}};
        if (partition) record.partition = PartitionIndex(*partition);
        return send(std::move(record));
    }
    bool finish() {
        return simulator.runUntil([this] {
            return std::all_of(outcomes.begin(), outcomes.end(), [](const auto& o) { return o.has_value(); });
        });
    }
    Offset offset(std::size_t place) { return outcomes.at(place)->value().offset; }
    ErrorCode error(std::size_t place) {
        return outcomes.at(place)->has_value() ? ErrorCode::kNone : outcomes[place]->error().code;
    }

    simulation::Simulator simulator;
    tests::ScriptedCluster cluster;
    simulation::SimulatedMachine& machine;
    std::unique_ptr<Producer> producer;
    std::vector<std::optional<Result<Delivered>>> outcomes;
    std::vector<world::Call> calls;
};

std::vector<std::string> numbered(int count) {
    std::vector<std::string> values;
    for (int i = 0; i < count; ++i) values.push_back("value " + std::to_string(i));
    return values;
}

}  // namespace

class TestProducer : public QObject {
    Q_OBJECT

private slots:
    void recordsOfAPartitionKeepTheirOrderAndLearnTheirOffsets() {
        Rig rig;
        rig.cluster.addTopic("t", 2);
        const auto values = numbered(1000);
        for (const auto& value : values) rig.send("t", value, 1);
        QVERIFY(rig.finish());
        QCOMPARE(rig.cluster.values("t", 1), values);
        QVERIFY(rig.cluster.values("t", 0).empty());
        for (std::size_t i = 0; i < values.size(); ++i) QCOMPARE(rig.offset(i).value(), std::int64_t(i));
        QCOMPARE(rig.producer->bufferedRecords(), std::size_t{0});
        QCOMPARE(rig.producer->bufferedBytes(), std::size_t{0});
    }

    void nothingCompletesInsideSend() {
        Rig rig({.maxBufferedBytes = 100, .maxRequestBytes = 1000});
        rig.cluster.addTopic("t", 1);
        rig.send("t", "fits");
        rig.send("t", std::string(200, 'x'));
        rig.send("t", std::string(2000, 'x'));
        for (const auto& outcome : rig.outcomes) QVERIFY(!outcome);
        QVERIFY(rig.finish());
        QCOMPARE(rig.error(0), ErrorCode::kNone);
        QCOMPARE(rig.error(1), ErrorCode::kInUse);
        QCOMPARE(rig.error(2), ErrorCode::kMessageTooLarge);
    }

    void recordsThatLingerTogetherShareABatch() {
        Rig rig({.linger = 100ms});
        rig.cluster.addTopic("t", 1);
        rig.send("t", "first");
        rig.simulator.runFor(50ms);
        rig.send("t", "second");
        rig.simulator.runFor(40ms);
        QVERIFY(rig.cluster.partition("t", 0).batches.empty());
        QVERIFY(rig.finish());
        QCOMPARE(rig.cluster.partition("t", 0).batches.size(), std::size_t{1});
        QVERIFY(rig.simulator.now() < world::Moment(150ms));
    }

    void aFullBatchDoesNotLingerAndNeitherDoesAFlushedOne() {
        Rig rig({.batchBytes = 1000, .linger = 1h});
        rig.cluster.addTopic("t", 1);
        for (int i = 0; i < 20; ++i) rig.send("t", std::string(90, 'x'));
        QVERIFY(rig.simulator.runFor(5s));
        const std::size_t sent = rig.cluster.values("t", 0).size();
        QVERIFY(sent > 0 && sent < 20);
        for (const Bytes& batch : rig.cluster.partition("t", 0).batches) QVERIFY(batch.size() <= 1000);
        rig.producer->flush();
        QVERIFY(rig.simulator.runFor(5s));
        QCOMPARE(rig.cluster.values("t", 0).size(), std::size_t{20});
    }

    void aLeaderThatMovesIsFoundAndNothingIsReordered() {
        Rig rig({.batchBytes = 200});
        rig.cluster.addTopic("t", 1);
        const auto values = numbered(200);
        for (std::size_t i = 0; i < values.size(); ++i) {
            rig.send("t", values[i]);
            if (i % 50 == 25) {
                rig.simulator.runFor(3ms);
                rig.cluster.moveLeader("t", 0, 1 + int(i / 50) % 3);
            }
        }
        QVERIFY(rig.finish());
        QCOMPARE(rig.cluster.values("t", 0), values);
    }

    void aBatchWhoseAnswerIsLostIsStoredOnce() {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            Rig rig({.batchBytes = 100}, seed);
            rig.cluster.addTopic("t", 1);
            rig.cluster.faults.push_back({.key = ApiKey::kProduce, .losesAnswer = true, .count = 3});
            const auto values = numbered(30);
            for (const auto& value : values) rig.send("t", value);
            QVERIFY(rig.finish());
            QCOMPARE(rig.cluster.values("t", 0), values);
            for (std::size_t i = 0; i < values.size(); ++i) QCOMPARE(rig.offset(i).value(), std::int64_t(i));
        }
    }

    void resetsInTheNetworkNeitherLoseNorDoubleNorReorder() {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            Rig rig({.batchBytes = 100}, seed);
            rig.cluster.addTopic("t", 3);
            rig.simulator.network().setDefaultLink({.resetOneIn = 10});
            const auto values = numbered(60);
            for (const auto& value : values)
                for (int partition = 0; partition < 3; ++partition) rig.send("t", value, partition);
            QVERIFY(rig.finish());
            for (int partition = 0; partition < 3; ++partition)
                QCOMPARE(rig.cluster.values("t", partition), values);
        }
    }

    void whatCannotBeDeliveredTimesOutAndTheNextRecordsGetANewId() {
        Rig rig({.deliveryDeadline = 20s});
        rig.cluster.addTopic("t", 2);
        const auto first = rig.send("t", "settles");
        QVERIFY(rig.finish());
        QCOMPARE(rig.error(first), ErrorCode::kNone);
        const ProducerId before = rig.producer->producerId();
        rig.cluster.faults.push_back(
            {.key = ApiKey::kProduce, .code = ErrorCode::kNotEnoughReplicas, .count = 1000});
        const world::Moment begin = rig.simulator.now();
        const auto late = rig.send("t", "late");
        QVERIFY(rig.finish());
        QCOMPARE(rig.error(late), ErrorCode::kTimedOut);
        QVERIFY(rig.simulator.now() - begin < 22s);
        rig.cluster.faults.clear();
        const auto next = rig.send("t", "next");
        QVERIFY(rig.finish());
        QCOMPARE(rig.error(next), ErrorCode::kNone);
        QVERIFY(rig.producer->producerId() != before);
        QCOMPARE(rig.cluster.values("t", 0), (std::vector<std::string>{"settles", "next"}));
    }

    void aRefusalThatWillNotPassIsToldAtOnce() {
        Rig rig;
        rig.cluster.addTopic("t", 1);
        rig.cluster.faults.push_back({.key = ApiKey::kProduce, .code = ErrorCode::kTopicAuthorizationFailed});
        const auto refused = rig.send("t", "refused");
        QVERIFY(rig.finish());
        QCOMPARE(rig.error(refused), ErrorCode::kTopicAuthorizationFailed);
        const auto next = rig.send("t", "taken");
        QVERIFY(rig.finish());
        QCOMPARE(rig.error(next), ErrorCode::kNone);
        QCOMPARE(rig.cluster.count(ApiKey::kProduce), 2);
    }

    void aTopicThatAppearsLaterIsWaitedFor() {
        Rig rig;
        const auto early = rig.send("t", "early");
        rig.simulator.runFor(3s);
        QVERIFY(!rig.outcomes[early]);
        rig.cluster.addTopic("t", 1);
        QVERIFY(rig.finish());
        QCOMPARE(rig.error(early), ErrorCode::kNone);
        const auto nowhere = rig.send("t", "no such partition", 7);
        QVERIFY(rig.finish());
        QCOMPARE(rig.error(nowhere), ErrorCode::kUnknownTopicOrPartition);
    }

    void keysChooseTheirPartitionAsKafkasClientsDo() {
        // The values of Kafka's own hash, sign bit cleared.
        QCOMPARE(client::keyHash(asBytes("21")), std::uint32_t(-973932308) & 0x7fffffff);
        QCOMPARE(client::keyHash(asBytes("foobar")), std::uint32_t(-790332482) & 0x7fffffff);
        QCOMPARE(client::keyHash(asBytes("a-little-bit-long-string")),
                 std::uint32_t(-985981536) & 0x7fffffff);
        QCOMPARE(client::keyHash(asBytes("a-little-bit-longer-string")),
                 std::uint32_t(-1486304829) & 0x7fffffff);
        QCOMPARE(client::keyHash(asBytes("abc")), 479470107U);
        Rig rig;
        rig.cluster.addTopic("t", 5);
        const auto place = rig.send(
            {.topic = "t", .partition = {}, .key = toBytes(asBytes("abc")), .value = {}, .headers = {}});
        QVERIFY(rig.finish());
        QCOMPARE(rig.outcomes[place]->value().partition.partition.value(), 479470107 % 5);
        QCOMPARE(rig.cluster.values("t", 479470107 % 5), std::vector<std::string>{"<null>"});
    }

    void recordsWithoutAKeySpreadBatchByBatch() {
        Rig rig({.batchBytes = 500});
        rig.cluster.addTopic("t", 4);
        for (int i = 0; i < 400; ++i) rig.send("t", std::string(90, 'x'), std::nullopt);
        QVERIFY(rig.finish());
        std::size_t batches = 0;
        std::size_t records = 0;
        for (int partition = 0; partition < 4; ++partition) {
            QVERIFY(!rig.cluster.values("t", partition).empty());
            batches += rig.cluster.partition("t", partition).batches.size();
            records += rig.cluster.values("t", partition).size();
        }
        QCOMPARE(records, std::size_t{400});
        QVERIFY(batches < 150);
    }

    void everyAcksAndCodecArrives_data() {
        QTest::addColumn<int>("acks");
        QTest::addColumn<int>("codec");
        QTest::addColumn<bool>("withIds");
        QTest::newRow("acks 0") << 0 << 0 << true;
        QTest::newRow("acks 1, zstd") << 1 << 4 << true;
        QTest::newRow("acks all, lz4, a broker without topic ids") << -1 << 3 << false;
    }
    void everyAcksAndCodecArrives() {
        QFETCH(int, acks);
        QFETCH(int, codec);
        QFETCH(bool, withIds);
        Rig rig({.acks = std::int16_t(acks), .codec = wire::Codec(codec), .idempotent = acks == -1});
        rig.cluster.addTopic("t", 1, withIds);
        const auto values = numbered(50);
        for (const auto& value : values) rig.send("t", value);
        QVERIFY(rig.finish());
        QVERIFY(rig.simulator.runFor(1s));
        QCOMPARE(rig.cluster.values("t", 0), values);
        QCOMPARE(rig.offset(49).value(), acks == 0 ? std::int64_t{-1} : std::int64_t{49});
        const auto header = wire::BatchHeader::parse(rig.cluster.partition("t", 0).batches[0]);
        QVERIFY(header->codec() == wire::Codec(codec));
        QCOMPARE(header->hasProducerId(), acks == -1);
    }

    void aDroppedHandleSilencesAndTheRecordStillGoes() {
        Rig rig;
        rig.cluster.addTopic("t", 1);
        rig.send("t", "silent");
        rig.calls.clear();
        rig.send("t", "heard");
        QVERIFY(rig.simulator.runFor(5s));
        QVERIFY(!rig.outcomes[0] && rig.outcomes[1]);
        QCOMPARE(rig.cluster.values("t", 0), (std::vector<std::string>{"silent", "heard"}));
    }

    void aCompletionMayDestroyTheProducer() {
        Rig rig;
        rig.cluster.addTopic("t", 1);
        int completed = 0;
        std::vector<world::Call> calls;
        for (int i = 0; i < 3; ++i) {
            calls.push_back(rig.producer->send(
                {.topic = "t", .partition = {}, .key = {}, .value = Bytes{1}, .headers = {}},
                [&](Result<Delivered>) {
                    ++completed;
                    rig.producer.reset();
                }));
        }
        QVERIFY(rig.simulator.runFor(10s));
        QCOMPARE(completed, 1);
        QVERIFY(!rig.producer);
    }

    void deadBrokersOfTheBootstrapListAreSteppedOver() {
        Rig rig;
        rig.cluster.addTopic("t", 3);
        rig.cluster.machine(1).kill();
        const auto alive = rig.send("t", "to the third", 2);
        QVERIFY(rig.simulator.runFor(5s));
        QCOMPARE(rig.error(alive), ErrorCode::kNone);
        const auto dead = rig.send("t", "to the first", 0);
        QVERIFY(rig.simulator.runFor(5s));
        QVERIFY(!rig.outcomes[dead]);
        rig.cluster.machine(1).restart();
        QVERIFY(rig.finish());
        QCOMPARE(rig.error(dead), ErrorCode::kNone);
    }

    void theSameSeedGivesTheSameTrace() {
        const auto run = [](std::uint64_t seed) {
            Rig rig({.batchBytes = 300}, seed);
            rig.cluster.addTopic("t", 3);
            rig.simulator.network().setDefaultLink({.resetOneIn = 30});
            for (int i = 0; i < 200; ++i) rig.send("t", "v" + std::to_string(i), std::nullopt);
            if (!rig.finish()) qFatal("not finished");
            return rig.simulator.traceHash();
        };
        QCOMPARE(run(7), run(7));
        QVERIFY(run(7) != run(8));
    }
};

BROKERSCOPE_TEST(TestProducer)
#include "tst_producer.moc"
