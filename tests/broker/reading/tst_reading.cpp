#include <QtTest/QtTest>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/reading/reading.h"
#include "broker/simulation/simulator.h"
#include "broker/wire/record_batch_builder.h"
#include "broker/wire/record_control.h"
#include "tests/broker/client/scripted_cluster.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using reading::Plan;
using reading::Reading;
using reading::State;
using reading::TransactionState;

namespace {

/// A topic of three partitions, and a reader that writes down what it is handed.
struct Rig final : Reading::Observer {
    Rig()
        : simulator(7)
        , cluster(simulator, 3)
        , machine(simulator.addMachine("client")) {
        cluster.addTopic("t", 3);
    }

    void read(Plan plan) {
        plan.topic = "t";
        if (plan.partitions.empty())
            plan.partitions = {PartitionIndex(0), PartitionIndex(1), PartitionIndex(2)};
        client::ClientOptions options = cluster.clientOptions();
        options.requestDeadline = 10s;
        reading = std::make_unique<Reading>(options, machine.world(), std::move(plan), *this);
    }

    void onRecord(reading::RecordPointer record) override { records.push_back(std::move(record)); }
    void onSettled(const reading::Settled& one) override { settled.push_back(one); }
    void onProgress(const reading::Progress& now) override { progress = now; }

    /// One record per batch: its value is its time.
    void append(int partition, std::vector<int> times, int producer = -1) {
        for (const int time : times) {
            wire::BatchBuilder::Options options;
            if (producer >= 0)
                options = {.producerId = ProducerId(producer),
                           .producerEpoch = ProducerEpoch(0),
                           .baseSequence = Sequence(0),
                           .transactional = true};
            wire::BatchBuilder builder(options);
            const std::string value = std::to_string(time);
            builder.append({.timestamp = Timestamp(time), .key = {}, .value = asBytes(value), .headers = {}});
            cluster.append(cluster.partition("t", partition), builder.build().value());
        }
    }
    void end(int partition, int producer, wire::ControlRecordType type) {
        cluster.append(
            cluster.partition("t", partition),
            wire::buildEndTransactionBatch({}, {.type = type}, ProducerId(producer), ProducerEpoch(0)));
    }
    bool reaches(State state) {
        return simulator.runUntil([&] { return progress.state == state; }, {.time = 60s});
    }
    QStringList values() const {
        QStringList list;
        for (const auto& record : records)
            list << QString::fromStdString(std::string(asText(record->value->front)));
        return list;
    }

    simulation::Simulator simulator;
    tests::ScriptedCluster cluster;
    simulation::SimulatedMachine& machine;
    std::unique_ptr<Reading> reading;
    std::vector<reading::RecordPointer> records;
    std::vector<reading::Settled> settled;
    reading::Progress progress;
};

}  // namespace

/// A topic read for a person.
class TestReading : public QObject {
    Q_OBJECT
private slots:
    void theOldestComeMergedByTimeUntilTheEnd() {
        Rig rig;
        rig.append(0, {10, 40, 70});
        rig.append(1, {20, 50, 80});
        rig.append(2, {30, 60, 90});
        rig.read({.from = reading::FromOldest{}});
        QVERIFY(rig.reaches(State::kDone));
        QCOMPARE(rig.values(), QStringList({"10", "20", "30", "40", "50", "60", "70", "80", "90"}));
        QCOMPARE(rig.progress.scannedRecords, 9u);
        QCOMPARE(rig.progress.plannedRecords, 9u);
        QCOMPARE(rig.progress.allRecords, 9u);
        QCOMPARE(rig.progress.scannedBytes, 18u);
    }

    void theNewestAreThoseOfAllPartitionsTogether() {
        Rig rig;
        rig.append(0, {10, 20, 30, 40, 50, 60});
        rig.append(1, {15, 65});
        rig.read({.from = reading::FromNewest{}, .pageRecords = 3});
        QVERIFY(rig.reaches(State::kDone));
        QCOMPARE(rig.values(), QStringList({"50", "60", "65"}));
        QCOMPARE(rig.progress.plannedRecords, 5u);
        QCOMPARE(rig.progress.allRecords, 8u);
    }

    void aPageWaitsAndIsReadOn() {
        Rig rig;
        rig.append(0, {10, 30, 50});
        rig.append(1, {20, 40, 60});
        rig.read({.from = reading::FromOldest{}, .pageRecords = 4});
        QVERIFY(rig.reaches(State::kPageFull));
        QCOMPARE(rig.values(), QStringList({"10", "20", "30", "40"}));
        rig.reading->readOn();
        QVERIFY(rig.reaches(State::kDone));
        QCOMPARE(rig.values(), QStringList({"10", "20", "30", "40", "50", "60"}));
    }

    void nothingIsFetchedWhileAPageWaits() {
        Rig rig;
        for (int i = 0; i < 50; ++i) rig.append(0, {i});
        rig.read({.from = reading::FromOldest{}, .pageRecords = 1});
        QVERIFY(rig.reaches(State::kPageFull));
        QVERIFY(rig.simulator.runFor(2s));
        const int fetches = rig.cluster.count(wire::ApiKey::kFetch);
        QVERIFY(rig.simulator.runFor(10s));
        QCOMPARE(rig.cluster.count(wire::ApiKey::kFetch), fetches);
    }

    void theBudgetOfBytesStopsAPageToo() {
        Rig rig;
        rig.append(0, {10, 20, 30});
        rig.read({.from = reading::FromOldest{}, .pageBytes = 1});
        QVERIFY(rig.reaches(State::kBytesFull));
        QCOMPARE(rig.values(), QStringList({"10"}));
        QVERIFY(rig.progress.keptBytes > 0);
    }

    void aLongValueIsKeptWithItsFront() {
        Rig rig;
        rig.append(0, {123456});
        rig.read({.from = reading::FromOldest{}, .frontBytes = 2});
        QVERIFY(rig.reaches(State::kDone));
        QCOMPARE(rig.values(), QStringList({"12"}));
        QCOMPARE(rig.records[0]->value->size, 6u);
        QVERIFY(!rig.records[0]->isWhole());
        QCOMPARE(rig.progress.scannedBytes, 6u);
    }

    void anOffsetBeyondALogsStartBeginsThere() {
        Rig rig;
        rig.append(0, {10, 30, 50});
        rig.append(1, {20});
        rig.read({.from = Offset(1)});
        QVERIFY(rig.reaches(State::kDone));
        QCOMPARE(rig.values(), QStringList({"30", "50"}));
        QCOMPARE(rig.progress.plannedRecords, 2u);
        QCOMPARE(rig.progress.allRecords, 4u);
    }

    void aTimeBeginsWithTheFirstThatIsNotOlder() {
        Rig rig;
        rig.append(0, {10, 30, 50});
        rig.append(1, {20, 40});
        rig.read({.from = Timestamp(35)});
        QVERIFY(rig.reaches(State::kDone));
        QCOMPARE(rig.values(), QStringList({"40", "50"}));
    }

    void liveShowsOnlyWhatComes() {
        Rig rig;
        rig.append(0, {10});
        rig.read({.from = reading::Live{}});
        QVERIFY(rig.reaches(State::kLive));
        QVERIFY(rig.simulator.runFor(2s));
        QCOMPARE(rig.values(), QStringList());
        rig.append(0, {100});
        rig.append(2, {50});
        QVERIFY(rig.simulator.runUntil([&] { return rig.records.size() == 2; }, {.time = 30s}));
        QCOMPARE(rig.progress.state, State::kLive);
        QCOMPARE(rig.progress.scannedRecords, 2u);
    }

    void aFilterScansWhatItDoesNotKeep() {
        Rig rig;
        for (int i = 100; i < 140; ++i) rig.append(i % 3, {i});
        rig.read({.from = reading::FromOldest{},
                  .filter = reading::Filter("7", reading::FilterPlace::kValue, reading::Format::kAuto,
                                            reading::Format::kAuto)});
        QVERIFY(rig.reaches(State::kDone));
        QCOMPARE(rig.values(), QStringList({"107", "117", "127", "137"}));
        QCOMPARE(rig.progress.scannedRecords, 40u);
        QCOMPARE(rig.progress.keptRecords, 4u);
    }

    void transactionsAreOpenThenCommittedOrAborted() {
        Rig rig;
        rig.append(0, {10}, 1);
        rig.append(0, {20}, 2);
        rig.append(0, {30});
        rig.end(0, 1, wire::ControlRecordType::kAbort);
        rig.cluster.partition("t", 0).lastStable = Offset(1);
        rig.append(0, {40}, 1);
        rig.read({.from = reading::FromOldest{}});
        QVERIFY(rig.reaches(State::kDone));
        QCOMPARE(rig.values(), QStringList({"10", "20", "30", "40"}));
        QCOMPARE(rig.records[0]->transaction, TransactionState::kAborted);
        QCOMPARE(rig.records[1]->transaction, TransactionState::kOpen);
        QCOMPARE(rig.records[2]->transaction, TransactionState::kNone);
        QCOMPARE(rig.records[3]->transaction, TransactionState::kOpen);
        QVERIFY(rig.settled.empty());
    }

    void aMarkerSettlesWhatWasHandedOut() {
        Rig rig;
        rig.cluster.partition("t", 0).lastStable = Offset(0);
        rig.read({.from = reading::Live{}});
        QVERIFY(rig.reaches(State::kLive));
        QVERIFY(rig.simulator.runFor(1s));
        rig.append(0, {10}, 1);
        QVERIFY(rig.simulator.runUntil([&] { return rig.records.size() == 1; }, {.time = 30s}));
        QCOMPARE(rig.records[0]->transaction, TransactionState::kOpen);
        rig.end(0, 1, wire::ControlRecordType::kCommit);
        QVERIFY(rig.simulator.runUntil([&] { return rig.settled.size() == 1; }, {.time = 30s}));
        QCOMPARE(rig.settled[0].after(*rig.records[0], TransactionState::kOpen),
                 TransactionState::kCommitted);
    }

    void aTopicThatIsGoneSaysSo() {
        Rig rig;
        rig.cluster.topics.clear();
        rig.read({.partitions = {PartitionIndex(0)}, .from = reading::FromOldest{}});
        QVERIFY(rig.reaches(State::kFailed));
        QCOMPARE(rig.progress.problems.size(), std::size_t{1});
        const std::string detail = rig.progress.problems.begin()->second.detail;
        QVERIFY2(detail.starts_with("finding an offset of t-0"), detail.c_str());
    }

    void aCorruptPartitionDoesNotHoldUpTheOthers() {
        Rig rig;
        rig.append(0, {10, 20});
        rig.append(1, {15, 25});
        rig.cluster.partition("t", 0).batches[1][40] ^= 1;
        rig.read({.from = reading::FromOldest{}});
        QVERIFY(rig.reaches(State::kDone));
        QCOMPARE(rig.values(), QStringList({"10", "15", "25"}));
        QCOMPARE(rig.progress.problems.at(PartitionIndex(0)).code, ErrorCode::kCorruptMessage);
    }

    void anEmptyTopicIsDoneAtOnce() {
        Rig rig;
        rig.read({.from = reading::FromNewest{}});
        QVERIFY(rig.reaches(State::kDone));
        QCOMPARE(rig.cluster.count(wire::ApiKey::kFetch), 0);
    }
};

BROKERSCOPE_TEST(TestReading)
#include "tst_reading.moc"
