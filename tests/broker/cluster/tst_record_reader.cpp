#include <QtTest/QtTest>

#include <chrono>
#include <future>

#include "broker/client/key_hash.h"
#include "broker/cluster/local_cluster.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using cluster::CommandOutcome;
using cluster::LocalCluster;
using reading::State;

namespace {

constexpr int kDeadline = 60'000;

std::unique_ptr<LocalCluster> start() {
    cluster::ClusterOptions options;
    options.port = 0;
    options.timing = "classroom";
    auto made = LocalCluster::start(options);
    if (!made || !(*made)->waitUntilRunning(60s)) return nullptr;
    return std::move(*made);
}

CommandOutcome run(LocalCluster& cluster, cluster::Command command) {
    auto promise = std::make_shared<std::promise<CommandOutcome>>();
    std::future<CommandOutcome> outcome = promise->get_future();
    cluster.submit(std::move(command),
                   [promise](CommandOutcome done) { promise->set_value(std::move(done)); });
    if (outcome.wait_for(60s) != std::future_status::ready) return {.code = ErrorCode::kTimedOut};
    return outcome.get();
}

Bytes bytes(std::string_view text) { return toBytes(asBytes(text)); }

/// Everything that a reading brings, gathered.
struct Reader {
    explicit Reader(std::unique_ptr<reading::Source> theSource)
        : source(std::move(theSource)) {}

    State ask() {
        auto delivery = source->take();
        records.insert(records.end(), delivery.records.begin(), delivery.records.end());
        progress = delivery.progress;
        return progress.state;
    }

    std::unique_ptr<reading::Source> source;
    std::vector<reading::RecordPointer> records;
    reading::Progress progress;
};

}  // namespace

/// Records through a whole cluster and back, over TCP.
class TestRecordReader : public QObject {
    Q_OBJECT
private slots:
    void whatWasProducedIsRead() {
        const auto cluster = start();
        QVERIFY(cluster);
        QVERIFY(run(*cluster, cluster::CreateTopic{.name = "orders", .partitions = 3}).ok());
        for (const char* key : {"alice", "bob", "alice"}) {
            const CommandOutcome stored =
                run(*cluster, cluster::ProduceRecord{.topic = "orders",
                                                     .key = bytes(key),
                                                     .value = bytes(std::string("order of ") + key),
                                                     .headers = {{"trace", bytes("7")}, {"none", {}}}});
            QVERIFY2(stored.ok() && stored.stored, stored.sentence.c_str());
            const auto expected = client::keyHash(asBytes(key)) % 3;
            QCOMPARE(stored.stored->first, PartitionIndex(static_cast<std::int32_t>(expected)));
        }
        Reader reader(cluster
                          ->read({.topic = "orders",
                                  .partitions = {PartitionIndex(0), PartitionIndex(1), PartitionIndex(2)}})
                          .value());
        QTRY_COMPARE_WITH_TIMEOUT(reader.ask(), State::kDone, kDeadline);
        QCOMPARE(reader.records.size(), std::size_t{3});
        QCOMPARE(std::string(asText(reader.records[1]->value->front)), std::string("order of bob"));
        QCOMPARE(reader.records[0]->headers.size(), std::size_t{2});
        QVERIFY(!reader.records[0]->headers[1].value);
        QCOMPARE(reader.progress.scannedRecords, std::uint64_t{3});
        QCOMPARE(reader.progress.allRecords, std::uint64_t{3});
        QVERIFY(reader.records[0]->timestamp <= reader.records[1]->timestamp);
    }

    void aLiveReadingHearsWhatComesAndJoinsNoGroup() {
        const auto cluster = start();
        QVERIFY(cluster);
        QVERIFY(run(*cluster, cluster::CreateTopic{.name = "orders", .partitions = 1}).ok());
        QVERIFY(run(*cluster, cluster::ProduceRecord{.topic = "orders", .value = bytes("before")}).ok());
        Reader reader(
            cluster->read({.topic = "orders", .partitions = {PartitionIndex(0)}, .from = reading::Live{}})
                .value());
        QTRY_COMPARE_WITH_TIMEOUT(reader.ask(), State::kLive, kDeadline);
        QVERIFY(run(*cluster, cluster::ProduceRecord{.topic = "orders", .value = bytes("after")}).ok());
        QTRY_VERIFY_WITH_TIMEOUT((reader.ask(), !reader.records.empty()), kDeadline);
        QCOMPARE(std::string(asText(reader.records[0]->value->front)), std::string("after"));
        QVERIFY(!cluster->snapshot()->topic("__consumer_offsets"));
    }

    void aLargeRecordIsKeptWithItsFrontAndReadWhole() {
        const auto cluster = start();
        QVERIFY(cluster);
        QVERIFY(run(*cluster,
                    cluster::CreateTopic{
                        .name = "big", .partitions = 1, .settings = {{"max.message.bytes", "20000000"}}})
                    .ok());
        Bytes value(10'000'000, 'x');
        value.back() = 'y';
        const CommandOutcome stored = run(*cluster, cluster::ProduceRecord{.topic = "big", .value = value});
        QVERIFY2(stored.ok(), stored.sentence.c_str());
        const reading::Plan plan{.topic = "big", .partitions = {PartitionIndex(0)}};
        Reader reader(cluster->read(plan).value());
        QTRY_COMPARE_WITH_TIMEOUT(reader.ask(), State::kDone, kDeadline);
        QCOMPARE(reader.records.size(), std::size_t{1});
        QCOMPARE(reader.records[0]->value->size, std::uint64_t{10'000'000});
        QCOMPARE(reader.records[0]->value->front.size(), plan.frontBytes);
        reading::Plan all = plan;
        all.frontBytes = all.pageBytes = std::size_t{1} << 30;
        Reader whole(cluster->read(all).value());
        QTRY_COMPARE_WITH_TIMEOUT(whole.ask(), State::kDone, kDeadline);
        QCOMPARE(whole.records[0]->value->front, value);
    }

    void aTopicThatIsNotThereIsTold() {
        const auto cluster = start();
        QVERIFY(cluster);
        Reader reader(cluster->read({.topic = "nowhere", .partitions = {PartitionIndex(0)}}).value());
        QTRY_COMPARE_WITH_TIMEOUT(reader.ask(), State::kFailed, kDeadline);
        QVERIFY(reader.progress.problems.at(PartitionIndex(0))
                    .detail.starts_with("finding an offset of nowhere-0"));
        QVERIFY(!cluster->snapshot()->topic("nowhere"));
    }
};

BROKERSCOPE_TEST(TestRecordReader)
#include "tst_record_reader.moc"
