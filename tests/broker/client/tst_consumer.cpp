#include <QtTest/QtTest>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/client/consumer.h"
#include "broker/simulation/simulator.h"
#include "broker/wire/record_batch_builder.h"
#include "broker/wire/record_control.h"
#include "tests/broker/client/scripted_cluster.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using client::ConsumedRecord;
using client::Consumer;
using client::ConsumerOptions;
using wire::ApiKey;

namespace {

const TopicPartition kFirst{.topic = "t", .partition = PartitionIndex(0)};
const TopicPartition kSecond{.topic = "t", .partition = PartitionIndex(1)};

/// A cluster with a topic of two partitions, and a consumer that writes down what it is told.
struct Rig final : Consumer::Observer {
    explicit Rig(const ConsumerOptions& options = {}, std::uint64_t seed = 1)
        : simulator(seed)
        , cluster(simulator, 3)
        , machine(simulator.addMachine("client")) {
        cluster.addTopic("t", 2);
        consumer = std::make_unique<Consumer>(cluster.clientOptions(), options, machine.world(), *this);
    }

    void onRecord(const TopicPartition& partition, const ConsumedRecord& record) override {
        const std::string value(record.value ? asText(*record.value) : "<null>");
        heard[partition].push_back(value);
        offsets[partition].push_back(record.offset.value());
        if (onValue) onValue(value);
    }
    void onPosition(const TopicPartition& partition, Offset next, Offset highWatermark) override {
        ends[partition] = {next, highWatermark};
    }
    void onProblem(const TopicPartition& partition, const Error& error) override {
        problems[partition] = error.code;
    }

    /// A batch of values "from" to "to", excluding it, with the timestamps 1000 + number.
    void append(int partition, int from, int to, wire::Codec codec = wire::Codec::kNone) {
        append(partition, from, to, wire::BatchBuilder::Options{.codec = codec});
    }
    void append(int partition, int from, int to, const wire::BatchBuilder::Options& options) {
        wire::BatchBuilder builder(options);
        for (int i = from; i < to; ++i)
            builder.append({.timestamp = Timestamp(1000 + i),
                            .key = {},
                            .value = asBytes(std::to_string(i)),
                            .headers = {}});
        cluster.append(cluster.partition("t", partition), builder.build().value());
    }
    bool hears(const TopicPartition& partition, std::size_t count) {
        return simulator.runUntil([&] { return heard[partition].size() >= count; }, {.time = 60s});
    }

    simulation::Simulator simulator;
    tests::ScriptedCluster cluster;
    simulation::SimulatedMachine& machine;
    std::unique_ptr<Consumer> consumer;
    std::map<TopicPartition, std::vector<std::string>> heard;
    std::map<TopicPartition, std::vector<std::int64_t>> offsets;
    std::map<TopicPartition, std::pair<Offset, Offset>> ends;
    std::map<TopicPartition, ErrorCode> problems;
    std::function<void(const std::string&)> onValue;
};

std::vector<std::string> numbers(int from, int to) {
    std::vector<std::string> values;
    for (int i = from; i < to; ++i) values.push_back(std::to_string(i));
    return values;
}

}  // namespace

class TestConsumer : public QObject {
    Q_OBJECT

private slots:
    void everyRecordIsReadOnceInOrderAndThenWhatIsNew() {
        Rig rig({.partitionMaxBytes = 300});
        for (int i = 0; i < 20; ++i) rig.append(0, i * 10, i * 10 + 10, wire::Codec(i % 5));
        rig.consumer->assign(kFirst, client::Earliest{});
        QVERIFY(!rig.consumer->position(kFirst));
        QVERIFY(rig.hears(kFirst, 200));
        rig.append(0, 200, 203);
        QVERIFY(rig.hears(kFirst, 203));
        rig.simulator.runFor(5s);
        QCOMPARE(rig.heard[kFirst], numbers(0, 203));
        QCOMPARE(rig.offsets[kFirst].back(), std::int64_t{202});
        QVERIFY(rig.ends[kFirst] == std::pair(Offset(203), Offset(203)));
        QVERIFY(rig.consumer->position(kFirst) == Offset(203));
    }

    void readingBeginsWhereItIsTold_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("first");
        QTest::newRow("the earliest") << 0 << 0 << 0;
        QTest::newRow("an offset inside a batch") << 1 << 7 << 7;
        QTest::newRow("a timestamp inside a batch") << 2 << 1013 << 13;
        QTest::newRow("a timestamp later than all") << 2 << 9999 << 20;
        QTest::newRow("the latest") << 3 << 0 << 20;
    }
    void readingBeginsWhereItIsTold() {
        QFETCH(int, kind);
        QFETCH(int, number);
        QFETCH(int, first);
        Rig rig;
        rig.append(0, 0, 10);
        rig.append(0, 10, 20, wire::Codec::kLz4);
        client::StartAt start = client::Earliest{};
        if (kind == 1) start = Offset(number);
        if (kind == 2) start = Timestamp(number);
        if (kind == 3) start = client::Latest{};
        rig.consumer->assign(kFirst, start);
        QVERIFY(rig.simulator.runUntil([&] { return rig.ends.contains(kFirst); }));
        rig.append(0, 20, 25);
        QVERIFY(rig.simulator.runFor(3s));
        QCOMPARE(rig.heard[kFirst], numbers(first, 25));
    }

    void partitionsOfSeveralLeadersAreReadTogether() {
        Rig rig;
        rig.append(0, 0, 5);
        rig.append(1, 100, 105);
        rig.consumer->assign(kFirst, client::Earliest{});
        rig.consumer->assign(kSecond, client::Earliest{});
        QVERIFY(rig.hears(kFirst, 5) && rig.hears(kSecond, 5));
        QCOMPARE(rig.heard[kSecond], numbers(100, 105));
        // One after the other moves to the same broker.
        rig.cluster.moveLeader("t", 0, 3);
        rig.cluster.moveLeader("t", 1, 3);
        rig.append(0, 5, 9);
        rig.append(1, 105, 109);
        QVERIFY(rig.hears(kFirst, 9) && rig.hears(kSecond, 9));
        QCOMPARE(rig.heard[kFirst], numbers(0, 9));
        QCOMPARE(rig.heard[kSecond], numbers(100, 109));
    }

    void brokenConnectionsCostNoRecord() {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            Rig rig({.partitionMaxBytes = 200}, seed);
            rig.simulator.network().setDefaultLink({.resetOneIn = 8});
            for (int i = 0; i < 30; ++i) rig.append(0, i * 3, i * 3 + 3);
            rig.consumer->assign(kFirst, client::Earliest{});
            QVERIFY(rig.hears(kFirst, 90));
            QCOMPARE(rig.heard[kFirst], numbers(0, 90));
        }
    }

    void anOffsetOutOfRangeBeginsAnewOrIsAProblem() {
        for (const bool resets : {true, false}) {
            ConsumerOptions options;
            if (!resets) options.reset.reset();
            Rig rig(options);
            rig.append(0, 0, 5);
            rig.consumer->assign(kFirst, Offset(1000));
            QVERIFY(rig.simulator.runFor(5s));
            QCOMPARE(rig.heard[kFirst], resets ? numbers(0, 5) : numbers(0, 0));
            QCOMPARE(rig.problems.contains(kFirst), !resets);
            if (resets) continue;
            QCOMPARE(rig.problems[kFirst], ErrorCode::kOffsetOutOfRange);
            rig.consumer->assign(kFirst, Offset(3));
            QVERIFY(rig.simulator.runFor(5s));
            QCOMPARE(rig.heard[kFirst], numbers(3, 5));
        }
    }

    void aCorruptBatchIsAProblemAndWhatStoodBeforeItIsRead() {
        Rig rig;
        rig.append(0, 0, 5);
        rig.append(0, 5, 10);
        rig.append(0, 10, 15);
        rig.cluster.partition("t", 0).batches[1].back() ^= 1;
        rig.consumer->assign(kFirst, client::Earliest{});
        QVERIFY(rig.simulator.runFor(5s));
        QCOMPARE(rig.heard[kFirst], numbers(0, 5));
        QCOMPARE(rig.problems[kFirst], ErrorCode::kCorruptMessage);
        const int fetches = rig.cluster.count(ApiKey::kFetch);
        QVERIFY(rig.simulator.runFor(60s));
        QCOMPARE(rig.cluster.count(ApiKey::kFetch), fetches);
        // Past it there is more.
        rig.consumer->assign(kFirst, Offset(10));
        QVERIFY(rig.hears(kFirst, 10));
    }

    void abortedTransactionsAreLeftOutWhenReadingCommitted() {
        for (const bool committedOnly : {true, false}) {
            Rig rig({.readCommitted = committedOnly});
            auto& partition = rig.cluster.partition("t", 0);
            const auto transactional = [](int producer) {
                return wire::BatchBuilder::Options{.producerId = ProducerId(producer),
                                                   .producerEpoch = ProducerEpoch(0),
                                                   .baseSequence = Sequence(0),
                                                   .transactional = true};
            };
            const auto end = [&](int producer, wire::ControlRecordType type) {
                rig.cluster.append(partition,
                                   wire::buildEndTransactionBatch({}, {.type = type}, ProducerId(producer),
                                                                  ProducerEpoch(0)));
            };
            rig.append(0, 0, 2, transactional(1));  // aborted
            rig.append(0, 2, 4, transactional(2));  // committed
            rig.append(0, 4, 6);                    // no transaction
            end(1, wire::ControlRecordType::kAbort);
            rig.append(0, 6, 8, transactional(1));  // the next one, committed
            end(2, wire::ControlRecordType::kCommit);
            end(1, wire::ControlRecordType::kCommit);
            if (committedOnly) partition.aborted = {{.producerId = ProducerId(1), .firstOffset = Offset(0)}};
            rig.consumer->assign(kFirst, client::Earliest{});
            QVERIFY(rig.simulator.runFor(3s));
            QCOMPARE(rig.heard[kFirst], committedOnly ? numbers(2, 8) : numbers(0, 8));
            // The markers count as read.
            QVERIFY(rig.consumer->position(kFirst) == partition.end);
        }
    }

    void aPausedPartitionKeepsItsPosition() {
        Rig rig;
        rig.append(0, 0, 5);
        rig.consumer->assign(kFirst, client::Earliest{});
        QVERIFY(rig.hears(kFirst, 5));
        rig.consumer->pause(kFirst, true);
        rig.simulator.runFor(2s);
        rig.append(0, 5, 10);
        rig.simulator.runFor(5s);
        QCOMPARE(rig.heard[kFirst], numbers(0, 5));
        rig.consumer->pause(kFirst, false);
        QVERIFY(rig.hears(kFirst, 10));
        QCOMPARE(rig.heard[kFirst], numbers(0, 10));
    }

    void aCallbackMayUnassignReassignOrDestroy() {
        for (int what = 0; what < 3; ++what) {
            Rig rig;
            rig.append(0, 0, 10);
            rig.consumer->assign(kFirst, client::Earliest{});
            rig.onValue = [&rig, what](const std::string& value) {
                if (value != "4") return;
                if (what == 0) rig.consumer->unassign(kFirst);
                if (what == 1) rig.consumer->assign(kFirst, Offset(8));
                if (what == 2) rig.consumer.reset();
            };
            QVERIFY(rig.simulator.runFor(5s));
            std::vector<std::string> expected = numbers(0, 5);
            if (what == 1) expected.insert(expected.end(), {"8", "9"});
            QCOMPARE(rig.heard[kFirst], expected);
        }
    }

    void aTopicThatIsForbiddenIsAProblemAndAnUnknownOneIsWaitedFor() {
        Rig rig;
        const TopicPartition later{.topic = "later", .partition = PartitionIndex(0)};
        rig.consumer->assign(later, client::Earliest{});
        QVERIFY(rig.simulator.runFor(3s));
        QVERIFY(!rig.problems.contains(later));
        rig.cluster.addTopic("later", 1);
        QVERIFY(rig.simulator.runFor(3s));
        QVERIFY(rig.consumer->position(later) == Offset(0));

        rig.cluster.faults.push_back(
            {.key = ApiKey::kListOffsets, .code = ErrorCode::kTopicAuthorizationFailed});
        rig.consumer->assign(kFirst, client::Earliest{});
        QVERIFY(rig.simulator.runFor(3s));
        QCOMPARE(rig.problems[kFirst], ErrorCode::kTopicAuthorizationFailed);
    }

    void aBrokerThatComesBackIsReadOn() {
        Rig rig;
        rig.append(0, 0, 5);
        rig.consumer->assign(kFirst, client::Earliest{});
        QVERIFY(rig.hears(kFirst, 5));
        rig.cluster.machine(1).losePower();
        rig.simulator.runFor(30s);
        rig.append(0, 5, 10);
        rig.cluster.machine(1).restart();
        QVERIFY(rig.hears(kFirst, 10));
        QCOMPARE(rig.heard[kFirst], numbers(0, 10));
    }
};

BROKERSCOPE_TEST(TestConsumer)
#include "tst_consumer.moc"
