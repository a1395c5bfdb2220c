#include <algorithm>
#include <chrono>
#include <thread>

#include <fmt/core.h>

#include "tests/benchmark/cluster_view.h"
#include "tests/benchmark/log_on_disk.h"
#include "tests/benchmark/machine.h"
#include "tests/benchmark/measures.h"
#include "tests/benchmark/paced_producer.h"
#include "tests/benchmark/rdkafka_traffic.h"
#include "tests/benchmark/three_brokers.h"

namespace tests::benchmark {
namespace {

using std::chrono::steady_clock;

/// Everything happens on this one.
constexpr int kBroker = 1;
constexpr std::size_t kRecord = 1024;
constexpr std::int64_t kVersions = 10;
constexpr std::int64_t kSegments = 20;
constexpr std::int64_t kLeastSegment = 1 << 20;
constexpr int kMostSecondsAtRate = 120;
/// The log, what takes its place, what is on its way, and room for what else takes pages meanwhile.
constexpr std::size_t kTouchedPerByte = 4;

/// What was compacted away leaves the disk this long after its name, and that is watched too.
constexpr const char* kDeleteDelayMs = "1000";
constexpr auto kAftermath = std::chrono::milliseconds(1500);

const BrokerSettings kSettings{{"log.cleaner.backoff.ms", "100"}};

double secondsBetween(steady_clock::time_point from, steady_clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

/// One cluster and what was measured of it.
struct Contender {
    struct Latencies {
        Samples p50;
        Samples p99;
        Samples p999;

        void add(const Samples& ofRecords) {
            p50.add(ofRecords.median());
            p99.add(ofRecords.quantile(0.99));
            p999.add(ofRecords.quantile(0.999));
        }
    };
    struct Round {
        double bytes = 0;
        double bytesLeft = 0;
        steady_clock::time_point begin;
        steady_clock::time_point end;

        double megabytesPerSecond() const { return bytes / 1e6 / secondsBetween(begin, end); }
    };

    std::unique_ptr<ThreeBrokers> brokers;
    std::unique_ptr<ClusterView> view;
    Samples alone;
    Samples cpuAlone;
    Samples left;
    Samples besideRecords;
    Latencies without;
    Latencies with;

    explicit Contender(std::unique_ptr<ThreeBrokers> started)
        : brokers(std::move(started)) {
        if (brokers) view = std::make_unique<ClusterView>(brokers->bootstrapServers());
    }

    void fill(const Plan& plan, const std::string& topic) const;
    Round compact(const Plan& plan, const std::string& topic) const;
    void compactAlone(const Plan& plan, int turn);
    void compactBesideRecords(const Plan& plan, int turn);
};

/// No log is dirtier than 1: nobody compacts it until it is configured anew.
ClusterView::Settings settingsOf(const Plan& plan, const char* dirtyRatio) {
    return {{"cleanup.policy", "compact"},
            {"segment.bytes", std::to_string(std::max(plan.compactedBytes / kSegments, kLeastSegment))},
            {"min.cleanable.dirty.ratio", dirtyRatio},
            {"file.delete.delay.ms", kDeleteDelayMs}};
}

void Contender::fill(const Plan& plan, const std::string& topic) const {
    if (const auto reason = view->createTopicOn(kBroker, topic, settingsOf(plan, "1")); !reason.empty())
        giveUp(reason);
    const std::int64_t records = plan.compactedBytes / static_cast<std::int64_t>(kRecord);
    touchMemory(kTouchedPerByte * static_cast<std::size_t>(plan.compactedBytes));
    produceAll(brokers->bootstrapServers(), {.topic = topic,
                                             .partitions = 1,
                                             .recordBytes = kRecord,
                                             .records = records,
                                             .keys = static_cast<std::uint64_t>(records / kVersions)});
    std::this_thread::sleep_for(std::chrono::duration<double>(plan.settleSeconds));
}

Contender::Round Contender::compact(const Plan& plan, const std::string& topic) const {
    LogOnDisk log(brokers->dataFolder(kBroker) + '/' + topic + "-0");
    const auto before = static_cast<double>(log.sealedBytes());
    const auto begin = steady_clock::now();
    if (const auto reason = view->configureTopic(topic, settingsOf(plan, "0.01")); !reason.empty())
        giveUp(reason);
    const auto end = log.waitForLastChange();
    return {.bytes = before, .bytesLeft = static_cast<double>(log.sealedBytes()), .begin = begin, .end = end};
}

/// Turn -1 warms up: it makes the virtual machine compile what it will run, and is not counted.
void Contender::compactAlone(const Plan& plan, int turn) {
    const std::string topic = fmt::format("compacted-{}", turn);
    fill(plan, topic);
    const double before = brokers->cpuSeconds();
    const Round round = compact(plan, topic);
    const double cpuUsed = brokers->cpuSeconds() - before;
    if (turn >= 0) {
        alone.add(round.megabytesPerSecond());
        cpuAlone.add(cpuUsed / (round.bytes / 1e9));
        left.add(100 * round.bytesLeft / round.bytes);
    }
    view->deleteTopic(topic);
}

void Contender::compactBesideRecords(const Plan& plan, int turn) {
    const std::string topic = fmt::format("compacted-beside-{}", turn);
    const std::string records = fmt::format("records-{}", turn);
    fill(plan, topic);
    if (const auto reason = view->createTopicOn(kBroker, records, {}); !reason.empty()) giveUp(reason);
    PacedProducer producer(brokers->bootstrapServers(),
                           {.topic = records,
                            .partitions = 1,
                            .recordBytes = kRecord,
                            .records = std::int64_t{plan.recordsPerSecond} * kMostSecondsAtRate},
                           plan.recordsPerSecond);
    std::this_thread::sleep_until(producer.dueAt(std::int64_t{plan.recordsPerSecond} * plan.secondsAtRate));
    const Round round = compact(plan, topic);
    producer.stop();
    if (turn >= 0) {
        besideRecords.add(round.megabytesPerSecond());
        // The first records also wait for connections.
        without.add(producer.latencies(producer.dueAt(plan.recordsPerSecond / 2), round.begin));
        with.add(producer.latencies(round.begin, round.end + kAftermath));
    }
    view->deleteTopic(topic);
    view->deleteTopic(records);
}

}  // namespace

void measureCompaction(const Plan& plan, Table& table) {
    Contender ours(startOurs("kafka", kSettings));
    Contender kafka(plan.withKafka ? startKafka("kafka", kSettings) : nullptr);
    for (int turn = kafka.brokers ? -1 : 0; turn < plan.turns; ++turn) {
        for (Contender* contender : {&ours, &kafka})
            if (contender->brokers) contender->compactAlone(plan, turn);
        for (Contender* contender : {&ours, &kafka})
            if (contender->brokers) contender->compactBesideRecords(plan, turn);
    }

    const std::string name = kafkaName();
    table.beginGroup(
        fmt::format("Compaction: {} MB of records of 1 KiB, {} for each key, {} segments; {} records of 1 "
                    "KiB a second beside it",
                    plan.compactedBytes / 1'000'000, kVersions, kSegments, plan.recordsPerSecond));
    const auto tell = [&](const char* row, Unit unit, const Samples& ofOurs, const Samples& ofKafka) {
        table.add({.name = row, .unit = unit, .ours = ofOurs, .raw = {{name, ofKafka}}});
    };
    tell("a log is compacted", Unit::kMegabytesPerSecond, ours.alone, kafka.alone);
    tell("  processor of the brokers", Unit::kCpuSecondsPerGigabyte, ours.cpuAlone, kafka.cpuAlone);
    tell("  left of it", Unit::kPercent, ours.left, kafka.left);
    tell("the same beside a producer", Unit::kMegabytesPerSecond, ours.besideRecords, kafka.besideRecords);
    tell("a record, nothing compacted: p50", Unit::kMilliseconds, ours.without.p50, kafka.without.p50);
    tell("  p99", Unit::kMilliseconds, ours.without.p99, kafka.without.p99);
    tell("  p99.9", Unit::kMilliseconds, ours.without.p999, kafka.without.p999);
    tell("a record meanwhile: p50", Unit::kMilliseconds, ours.with.p50, kafka.with.p50);
    tell("  p99", Unit::kMilliseconds, ours.with.p99, kafka.with.p99);
    tell("  p99.9", Unit::kMilliseconds, ours.with.p999, kafka.with.p999);
}

}  // namespace tests::benchmark
