#include <algorithm>
#include <array>
#include <chrono>
#include <thread>

#include <fmt/core.h>

#include "tests/benchmark/cluster_view.h"
#include "tests/benchmark/machine.h"
#include "tests/benchmark/measures.h"
#include "tests/benchmark/rdkafka_traffic.h"
#include "tests/benchmark/three_brokers.h"

namespace tests::benchmark {
namespace {

constexpr int kPartitions = 6;
constexpr std::size_t kRateRecord = 1024;
/// Three logs of it, what is on its way, and room for what else takes pages meanwhile.
constexpr std::size_t kTouchedPerByte = 15;

struct RecordSize {
    std::size_t bytes;
    const char* name;
};
constexpr std::array<RecordSize, 3> kRecordSizes{{{100, "100 B"}, {1024, "1 KiB"}, {16'384, "16 KiB"}}};

/// One cluster and what was measured of it.
struct Contender {
    struct Flow {
        Samples throughput;
        Samples records;
        Samples cpu;
    };

    std::unique_ptr<ThreeBrokers> brokers;
    std::unique_ptr<ClusterView> view;
    std::array<Flow, kRecordSizes.size()> flows;
    Samples p50;
    Samples p99;
    Samples p999;
    Samples cpuAtRate;
    Samples idleMemory;
    Samples idleCpu;
    Samples busyMemory;

    explicit Contender(std::unique_ptr<ThreeBrokers> started)
        : brokers(std::move(started)) {
        if (brokers) view = std::make_unique<ClusterView>(brokers->bootstrapServers());
    }

    void createTopic(const std::string& topic) const {
        if (const std::string reason = view->createTopic(topic, kPartitions); !reason.empty()) giveUp(reason);
    }
    void beIdle(const Plan& plan);
    void takeRecords(const Plan& plan, std::size_t sizeIndex, int turn);
    void takeRecordsAtRate(const Plan& plan, int turn);
};

void Contender::beIdle(const Plan& plan) {
    std::this_thread::sleep_for(std::chrono::duration<double>(plan.settleSeconds));
    const double before = brokers->cpuSeconds();
    const double seconds =
        secondsOf([&] { std::this_thread::sleep_for(std::chrono::duration<double>(plan.idleSeconds)); });
    idleCpu.add(100 * (brokers->cpuSeconds() - before) / seconds);
    idleMemory.add(brokers->residentMebibytes());
}

/// Turn -1 warms up: it makes the virtual machine compile what it will run, and is not counted.
void Contender::takeRecords(const Plan& plan, std::size_t sizeIndex, int turn) {
    const std::size_t bytes = kRecordSizes[sizeIndex].bytes;
    const Traffic traffic{
        .topic = fmt::format("records-{}-{}", bytes, turn),
        .partitions = kPartitions,
        .recordBytes = bytes,
        .records = std::min(plan.mostRecords, plan.replicatedBytes / static_cast<std::int64_t>(bytes))};
    createTopic(traffic.topic);
    touchMemory(kTouchedPerByte * static_cast<std::size_t>(traffic.bytes()));
    const double before = brokers->cpuSeconds();
    const double seconds = produceAll(brokers->bootstrapServers(), traffic);
    // What acks=all has acknowledged, all replicas in sync have: nothing is left to be copied.
    const double cpuUsed = brokers->cpuSeconds() - before;
    if (turn >= 0) {
        const auto produced = static_cast<double>(traffic.bytes());
        flows[sizeIndex].throughput.add(produced / 1e6 / seconds);
        flows[sizeIndex].records.add(static_cast<double>(traffic.records) / 1e3 / seconds);
        flows[sizeIndex].cpu.add(cpuUsed / (produced / 1e9));
        busyMemory.add(brokers->residentMebibytes());
    }
    view->deleteTopic(traffic.topic);
}

void Contender::takeRecordsAtRate(const Plan& plan, int turn) {
    const Traffic traffic{.topic = fmt::format("rate-{}", turn),
                          .partitions = kPartitions,
                          .recordBytes = kRateRecord,
                          .records = std::int64_t{plan.recordsPerSecond} * plan.secondsAtRate};
    createTopic(traffic.topic);
    const double before = brokers->cpuSeconds();
    Samples latencies;
    const double seconds = secondsOf(
        [&] { latencies = produceAtRate(brokers->bootstrapServers(), traffic, plan.recordsPerSecond); });
    if (turn >= 0) {
        cpuAtRate.add(100 * (brokers->cpuSeconds() - before) / seconds);
        p50.add(latencies.median());
        p99.add(latencies.quantile(0.99));
        p999.add(latencies.quantile(0.999));
    }
    view->deleteTopic(traffic.topic);
}

/// Both in turn, so that what else the machine does meanwhile meets both.
struct Match {
    Contender ours;
    Contender kafka;

    template <class Act>
    void inTurns(int turns, const Act& act) {
        for (int turn = kafka.brokers ? -1 : 0; turn < turns; ++turn)
            for (Contender* contender : {&ours, &kafka})
                if (contender->brokers) act(*contender, turn);
    }
};

void tellFlows(const Match& match, Table& table) {
    const std::string kafka = kafkaName();
    table.beginGroup(
        fmt::format("Replication: librdkafka {}, acks=all, 3 brokers, {} partitions, "
                    "replication factor 3, min.insync.replicas 2",
                    rdkafkaVersion(), kPartitions));
    for (std::size_t i = 0; i < kRecordSizes.size(); ++i) {
        const Contender::Flow& ours = match.ours.flows[i];
        const Contender::Flow& theirs = match.kafka.flows[i];
        table.add({.name = fmt::format("produce, records of {}", kRecordSizes[i].name),
                   .unit = Unit::kMegabytesPerSecond,
                   .ours = ours.throughput,
                   .raw = {{kafka, theirs.throughput}},
                   .ratioAtLeast = 3});
        table.add({.name = "", .unit = Unit::kRecordsPerSecond, .ours = ours.records});
        table.add({.name = "  processor of the brokers",
                   .unit = Unit::kCpuSecondsPerGigabyte,
                   .ours = ours.cpu,
                   .raw = {{kafka, theirs.cpu}},
                   .ratioAtMost = 1.0 / 3});
    }
}

void tellLatencies(const Plan& plan, const Match& match, Table& table) {
    const std::string kafka = kafkaName();
    table.beginGroup(fmt::format("Latency: {} records of 1 KiB a second, acks=all, replication factor 3",
                                 plan.recordsPerSecond));
    const auto tell = [&](const char* name, const Samples& ours, const Samples& theirs) {
        table.add({.name = name, .unit = Unit::kMilliseconds, .ours = ours, .raw = {{kafka, theirs}}});
    };
    tell("p50", match.ours.p50, match.kafka.p50);
    tell("p99", match.ours.p99, match.kafka.p99);
    tell("p99.9", match.ours.p999, match.kafka.p999);
    table.add({.name = "  processor of the brokers",
               .unit = Unit::kPercentOfACore,
               .ours = match.ours.cpuAtRate,
               .raw = {{kafka, match.kafka.cpuAtRate}}});
}

void tellMemory(const Match& match, Table& table) {
    const std::string kafka = kafkaName();
    table.beginGroup("Three brokers together");
    table.add({.name = "memory, idle",
               .unit = Unit::kMebibytes,
               .ours = match.ours.idleMemory,
               .raw = {{kafka, match.kafka.idleMemory}},
               .atMost = 60});
    table.add({.name = "memory, under load",
               .unit = Unit::kMebibytes,
               .ours = match.ours.busyMemory,
               .raw = {{kafka, match.kafka.busyMemory}}});
    table.add({.name = "processor, idle",
               .unit = Unit::kPercentOfACore,
               .ours = match.ours.idleCpu,
               .raw = {{kafka, match.kafka.idleCpu}}});
}

}  // namespace

void measureReplication(const Plan& plan, Table& table) {
    Match match{.ours = Contender(startOurs("kafka")),
                .kafka = Contender(plan.withKafka ? startKafka("kafka") : nullptr)};
    match.ours.beIdle(plan);
    if (match.kafka.brokers) match.kafka.beIdle(plan);
    for (std::size_t i = 0; i < kRecordSizes.size(); ++i)
        match.inTurns(plan.turns, [&](Contender& one, int turn) { one.takeRecords(plan, i, turn); });
    match.inTurns(plan.turns, [&](Contender& one, int turn) { one.takeRecordsAtRate(plan, turn); });
    tellFlows(match, table);
    tellLatencies(plan, match, table);
    tellMemory(match, table);
}

}  // namespace tests::benchmark
