#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "tests/benchmark/kafka_exchange.h"
#include "tests/benchmark/loopback.h"
#include "tests/benchmark/machine.h"
#include "tests/benchmark/measures.h"
#include "tests/benchmark/page_cache.h"
#include "tests/benchmark/rdkafka_traffic.h"
#include "tests/conformance/rdkafka_client.h"

namespace tests::benchmark {
namespace {

constexpr int kPartitions = 6;
constexpr std::size_t kSmallRecord = 100;
constexpr double kP99 = 0.99;
constexpr double kMebibyte = 1024.0 * 1024.0;

struct RecordSize {
    std::size_t bytes;
    const char* name;
};
constexpr std::array<RecordSize, 3> kRecordSizes{{{100, "100 B"}, {1024, "1 KiB"}, {102'400, "100 KiB"}}};

using conformance::ServedCluster;

pid_t processOf(const ServedCluster& cluster) { return static_cast<pid_t>(cluster.processId()); }

void createTopic(const ServedCluster& cluster, const std::string& topic, int partitions, int replicas) {
    conformance::RdkafkaClient admin(cluster.bootstrapServers(), {});
    const QString error = admin.createTopic(QString::fromStdString(topic), partitions, {}, replicas);
    if (!error.isEmpty()) giveUp("creating topic " + topic + ": " + error.toStdString());
}

Traffic trafficOf(const Plan& plan, const RecordSize& size, int repetition) {
    return {.topic = fmt::format("records-{}-{}", size.bytes, repetition),
            .partitions = kPartitions,
            .recordBytes = size.bytes,
            .records = std::min(plan.mostRecords, plan.trafficBytes / static_cast<std::int64_t>(size.bytes))};
}

/// One direction at one record size, and the same bytes raw.
struct Flow {
    Samples throughput;
    Samples records;
    Samples cpu;
    Samples loopback;
    Samples loopbackCpu;
    Samples pageCache;
    Samples pageCacheCpu;

    void add(const Traffic& traffic, double seconds, double cpuUsed, const Transfer& raw,
             const PageCache::Cost& file) {
        const auto bytes = static_cast<double>(traffic.bytes());
        throughput.add(bytes / 1e6 / seconds);
        records.add(static_cast<double>(traffic.records) / 1e3 / seconds);
        cpu.add(cpuUsed / (bytes / 1e9));
        loopback.add(bytes / 1e6 / raw.seconds);
        loopbackCpu.add(raw.cpuSeconds / (bytes / 1e9));
        pageCache.add(bytes / 1e6 / file.seconds);
        pageCacheCpu.add(file.cpuSeconds / (bytes / 1e9));
    }

    void tell(Table& table, const std::string& name, const std::string& pageCacheName) const {
        table.add({.name = name,
                   .unit = Unit::kMegabytesPerSecond,
                   .ours = throughput,
                   .raw = {{"loopback TCP", loopback}, {pageCacheName, pageCache}}});
        table.add({.name = "", .unit = Unit::kRecordsPerSecond, .ours = records});
        table.add({.name = "  processor of the brokers",
                   .unit = Unit::kCpuSecondsPerGigabyte,
                   .ours = cpu,
                   .raw = {{"loopback TCP, both ends", loopbackCpu}, {pageCacheName, pageCacheCpu}}});
    }
};

void measureFlows(const Plan& plan, ServedCluster& cluster, PageCache& pageCache, const RecordSize& size,
                  Table& table) {
    Flow in;
    Flow out;
    const std::string servers = cluster.bootstrapServers().toStdString();
    for (int i = 0; i < plan.repetitions; ++i) {
        const Traffic traffic = trafficOf(plan, size, i);
        createTopic(cluster, traffic.topic, kPartitions, plan.replicas);
        const PageCache::Costs file = pageCache.writeAndRead(traffic.bytes());
        double before = cpuSeconds(processOf(cluster));
        double seconds = produceAll(servers, traffic);
        in.add(traffic, seconds, cpuSeconds(processOf(cluster)) - before, sendOverLoopback(traffic.bytes()),
               file.write);
        before = cpuSeconds(processOf(cluster));
        seconds = consumeAll(servers, traffic);
        out.add(traffic, seconds, cpuSeconds(processOf(cluster)) - before, sendOverLoopback(traffic.bytes()),
                file.read);
    }
    in.tell(table, fmt::format("produce, records of {}", size.name), "page cache, write");
    out.tell(table, fmt::format("consume, records of {}", size.name), "page cache, read");
}

/// Median and tail of many round trips, repeated.
struct RoundTrips {
    Samples p50;
    Samples p99;

    void add(const Samples& one) {
        p50.add(one.median());
        p99.add(one.quantile(kP99));
    }
};

void measureRoundTrips(const Plan& plan, ServedCluster& cluster, Table& table) {
    const Traffic one{
        .topic = "round-trips", .partitions = 1, .recordBytes = kSmallRecord, .records = plan.roundTrips};
    createTopic(cluster, one.topic, 1, plan.replicas);
    RoundTrips produced;
    RoundTrips asked;
    RoundTrips raw;
    for (int i = 0; i < plan.repetitions; ++i) {
        produced.add(produceRoundTrips(cluster.bootstrapServers().toStdString(), one));
        asked.add(apiVersionsRoundTrips(cluster.port(1), plan.roundTrips));
        raw.add(pingPong(plan.roundTrips, kSmallRecord));
    }
    const auto tell = [&](const std::string& name, const Samples& ours, const std::string& rawName,
                          const Samples& rawOnes) {
        table.add({.name = name, .unit = Unit::kMicroseconds, .ours = ours, .raw = {{rawName, rawOnes}}});
    };
    table.beginGroup("Round trip: one at a time");
    tell("ApiVersions, plain socket, p50", asked.p50, "loopback ping-pong, p50", raw.p50);
    tell("ApiVersions, plain socket, p99", asked.p99, "loopback ping-pong, p99", raw.p99);
    tell("produce 100 B, acks=all, p50", produced.p50, "loopback ping-pong, p50", raw.p50);
    tell("produce 100 B, acks=all, p99", produced.p99, "loopback ping-pong, p99", raw.p99);
}

}  // namespace

void measureTraffic(const Plan& plan, Table& table) {
    ServedCluster cluster;
    if (!cluster.start()) giveUp("serve did not start: " + cluster.errors().toStdString());
    measureRoundTrips(plan, cluster, table);
    table.beginGroup(fmt::format("Throughput: librdkafka {}, 3 brokers, {} partitions, replication factor {}",
                                 rdkafkaVersion(), kPartitions, plan.replicas));
    PageCache pageCache;
    for (const RecordSize& size : kRecordSizes) measureFlows(plan, cluster, pageCache, size, table);

    Samples memory;
    memory.add(static_cast<double>(residentBytes(processOf(cluster))) / kMebibyte);
    Samples peak;
    peak.add(static_cast<double>(cluster.peakResidentBytes()) / kMebibyte);
    table.beginGroup("After all of this");
    table.add({.name = "serve: memory", .unit = Unit::kMebibytes, .ours = memory});
    table.add({.name = "serve: most memory ever", .unit = Unit::kMebibytes, .ours = peak});
    if (cluster.stop() != 0) giveUp("serve did not stop cleanly: " + cluster.errors().toStdString());
}

}  // namespace tests::benchmark
