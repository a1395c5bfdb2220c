#include "tests/app/sample/sample_cluster.h"

#include "tests/app/sample/sample_faults.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

namespace sample {
namespace {

using namespace broker;
using namespace broker::observe;

struct TopicRow {
    const char* name;
    int partitions;
    int recordsPerSecond;
    int bytesPerRecord;
    bool isInternal;
};

constexpr TopicRow kTopics[] = {
    {"__consumer_offsets", 3, 0, 0, true}, {"audit", 1, 12, 300, false},     {"clicks", 2, 84, 180, false},
    {"orders", 4, 800, 1240, false},       {"payments", 3, 320, 410, false},
};

Uuid idOf(const std::string& name) {
    Uuid id;
    for (std::size_t i = 0; i < id.bytes.size(); ++i)
        id.bytes[i] =
            static_cast<std::uint8_t>(0x41 + (name[i % name.size()] * 7 + static_cast<int>(i) * 31) % 120);
    return id;
}

bool isDead(const Options& options, int broker) {
    return (options.brokerThreeDead && broker == 3) || (options.withoutController && broker == 1);
}

std::vector<TopicRow> topicRows(const Options& options) {
    std::vector<TopicRow> rows;
    if (!options.withoutTopics) rows.assign(std::begin(kTopics), std::end(kTopics));
    if (options.manyPartitions > 0) rows.push_back({"zillions", options.manyPartitions, 0, 0, false});
    return rows;
}

/// A partition of "orders" as it stands a while after broker 3 came back.
struct Failover {
    int leader;
    std::vector<int> isr;
    std::vector<int> eligible;
    int epoch;
    std::int64_t epochStart;
    std::int64_t highWatermark;
    std::int64_t ends[3];  ///< of brokers 1 to 3
    int lateSeconds;       ///< of those that are out of sync
};

const Failover kFailovers[] = {
    {1, {1, 2, 3}, {}, 5, 0, 50'343, {50'377, 50'371, 50'343}, 0},
    {2, {2, 1}, {}, 7, 46'152, 50'206, {50'206, 50'214, 46'152}, 20},
    {1, {1, 2}, {}, 4, 31'007, 49'961, {49'986, 49'961, 48'846}, 12},
    {1, {1}, {2}, 3, 12'250, 50'031, {50'102, 50'071, 47'164}, 31},
};

const Failover* failoverOf(const Options& options, const std::string& topic, PartitionIndex partition) {
    if (!options.afterFailover || topic != "orders") return nullptr;
    return &kFailovers[static_cast<std::size_t>(partition.value()) % std::size(kFailovers)];
}

void applyFailover(const Failover& failover, PartitionSnapshot& partition) {
    partition.leader = BrokerId(failover.leader);
    partition.leaderEpoch = LeaderEpoch(failover.epoch);
    partition.isr.clear();
    for (const int id : failover.isr) partition.isr.emplace_back(id);
    for (const int id : failover.eligible) partition.eligible.emplace_back(id);
}

void applyFailover(const Failover& failover, const Options& options, ReplicaSnapshot& replica) {
    const int id = replica.broker.value();
    const auto momentBefore = [&options](int seconds) {
        return Timestamp(start().value() + (options.second - seconds) * 1000);
    };
    replica.leaderEpoch = LeaderEpoch(failover.epoch);
    replica.logStart = Offset(0);
    replica.highWatermark = Offset(std::min(failover.highWatermark, failover.ends[id - 1]));
    replica.logEnd = Offset(failover.ends[id - 1]);
    replica.roleSince = momentBefore(20);
    if (!replica.isLeader) {
        replica.follows = BrokerId(failover.leader);
        if (id == 3 && failover.epoch == 7)
            replica.lastTruncation = TruncationSnapshot{.time = momentBefore(1),
                                                        .leader = BrokerId(2),
                                                        .lastEpoch = LeaderEpoch(6),
                                                        .epoch = LeaderEpoch(6),
                                                        .epochEnd = Offset(46'152),
                                                        .from = Offset(46'216),
                                                        .to = Offset(46'152),
                                                        .committedEnd = Offset(46'152)};
        return;
    }
    replica.epochStart = Offset(failover.epochStart);
    for (int other = 1; other <= 3; ++other) {
        if (other == id) continue;
        const bool isInSync = std::ranges::count(failover.isr, other) > 0;
        const Timestamp caughtUp =
            isInSync ? Timestamp(momentBefore(0).value() - 400) : momentBefore(failover.lateSeconds);
        replica.followers.push_back({.broker = BrokerId(other),
                                     .logEnd = Offset(failover.ends[other - 1]),
                                     .lastCaughtUp = caughtUp,
                                     .isInSync = isInSync});
    }
}

std::shared_ptr<const TopicSnapshot> makeTopic(const Options& options, const TopicRow& row) {
    auto topic = std::make_shared<TopicSnapshot>();
    topic->name = row.name;
    topic->id = idOf(row.name);
    topic->isInternal = row.isInternal;
    if (topic->name == "orders")
        topic->settings = {{"min.insync.replicas", "2"}, {"segment.bytes", "16777216"}};
    for (int p = 0; p < row.partitions; ++p) {
        auto partition = std::make_shared<PartitionSnapshot>();
        partition->index = PartitionIndex(p);
        for (int r = 0; r < 3; ++r) partition->replicas.emplace_back((p + r) % 3 + 1);
        partition->preferredLeader = partition->replicas.front();
        for (const BrokerId id : partition->replicas)
            if (!isDead(options, id.value())) partition->isr.push_back(id);
        partition->leader = partition->isr.empty() ? kNoBroker : partition->isr.front();
        partition->leaderEpoch = LeaderEpoch(partition->leader == partition->preferredLeader ? 5 : 6);
        partition->partitionEpoch = PartitionEpoch(7);
        if (const Failover* failover = failoverOf(options, row.name, partition->index))
            applyFailover(*failover, *partition);
        topic->partitions.push_back(std::move(partition));
    }
    return topic;
}

std::shared_ptr<const ReplicaSnapshot> makeReplica(const Options& options, const TopicRow& row,
                                                   const PartitionSnapshot& partition, int broker) {
    auto replica = std::make_shared<ReplicaSnapshot>();
    const std::int64_t second = isDead(options, broker) ? std::min(options.second, 20) : options.second;
    const std::int64_t records = (48'000 + second * row.recordsPerSecond) / row.partitions;
    replica->partition = {row.name, partition.index};
    replica->topicId = idOf(row.name);
    replica->broker = BrokerId(broker);
    replica->isLeader = partition.leader.value() == broker;
    replica->leaderEpoch = partition.leaderEpoch;
    replica->logEnd = Offset(row.recordsPerSecond == 0 ? 0 : records + (replica->isLeader ? 3 : 0));
    replica->highWatermark = Offset(row.recordsPerSecond == 0 ? 0 : records);
    replica->sizeBytes = static_cast<std::uint64_t>(replica->logEnd.value() * row.bytesPerRecord);
    replica->segments = 1 + static_cast<std::uint32_t>(replica->sizeBytes / 16'777'216);
    replica->folder =
        fmt::format("/tmp/brokerscope-sample/broker-{}/{}-{}", broker, row.name, partition.index.value());
    if (!options.replicaFolder.empty() && replica->partition.topic == "orders" &&
        partition.index.value() == 0) {
        replica->folder = options.replicaFolder;
        replica->logStart = Offset(35'094);
        replica->logEnd = Offset(35'274);
        replica->highWatermark = Offset(35'271);
    }
    if (const Failover* failover = failoverOf(options, row.name, partition.index))
        applyFailover(*failover, options, *replica);
    if (replica->isLeader) {
        replica->traffic.recordsIn = static_cast<std::uint64_t>(records);
        replica->traffic.bytesIn = static_cast<std::uint64_t>(records * row.bytesPerRecord);
        replica->traffic.bytesOut = replica->traffic.bytesIn * 2;
        replica->traffic.batchesIn = replica->traffic.recordsIn / 3;
        replica->traffic.fetches = replica->traffic.recordsIn / 2;
    }
    return replica;
}

std::vector<std::shared_ptr<const ClientSnapshot>> makeClients(const Options& options, int broker) {
    struct Row {
        const char* id;
        const char* software;
        const char* topic;
        bool produces;
        int bytesPerSecond;
    };
    static constexpr Row kClients[] = {{"web-shop", "librdkafka 2.0.2", "orders", true, 330'000},
                                       {"cashier", "kafkajs 2.2.4", "payments", true, 44'000},
                                       {"tracker", "apache-kafka-java 4.1.0", "clicks", true, 5'000},
                                       {"billing", "librdkafka 2.0.2", "orders", false, 330'000},
                                       {"kcat", "librdkafka 2.0.2", "clicks", false, 5'000}};
    std::vector<std::shared_ptr<const ClientSnapshot>> clients;
    if (options.withoutTopics) return clients;
    std::uint64_t connection = 11;
    for (const Row& row : kClients) {
        auto client = std::make_shared<ClientSnapshot>();
        client->connection = connection++;
        client->clientId = row.id;
        client->software = row.software;
        client->address = fmt::format("127.0.0.1:{}", 40'000 + broker * 100 + static_cast<int>(connection));
        client->since = start();
        client->isProducer = row.produces;
        client->isConsumer = !row.produces;
        const auto bytes =
            static_cast<std::uint64_t>(row.bytesPerSecond) * static_cast<std::uint64_t>(options.second + 40);
        client->requests = bytes / 4'000;
        (row.produces ? client->bytesIn : client->bytesOut) = bytes;
        (row.produces ? client->producedTo : client->consumedFrom)[row.topic] = bytes;
        clients.push_back(std::move(client));
    }
    return clients;
}

std::vector<RequestCounters> makeRequests(const Options& options) {
    const auto seconds = static_cast<std::uint64_t>(options.second + 40);
    return {{"ApiVersions", 14, 0, 900, 120},
            {"CreateTopics", 5, 1, 21'000, 9'200},
            {"Fetch", seconds * 210, 0, seconds * 210 * 310, 2'300},
            {"ListOffsets", 9, 0, 1'100, 260},
            {"Metadata", 61, 0, 7'300, 480},
            {"Produce", seconds * 130, 2, seconds * 130 * 190, 4'100}};
}

std::shared_ptr<const BrokerSnapshot> makeBroker(const Options& options, const MetadataSnapshot& metadata,
                                                 int id) {
    auto made = std::make_shared<BrokerSnapshot>();
    made->id = BrokerId(id);
    made->state = isDead(options, id) ? BrokerState::kDead : BrokerState::kRunning;
    made->stateReason = isDead(options, id) ? "killed" : "";
    made->stateSince = Timestamp(start().value() + (isDead(options, id) ? 20'000 : 0));
    made->rack = std::string(1, static_cast<char>('a' + id - 1));
    made->host = "127.0.0.1";
    made->port = static_cast<std::uint16_t>(9091 + id);
    made->controllerPort = static_cast<std::uint16_t>(19091 + id);
    made->folder = fmt::format("/tmp/brokerscope-sample/broker-{}", id);
    made->epoch = BrokerEpoch(10 + id);
    made->isVoter = id == 1;
    made->activeController = options.withoutController ? kNoBroker : BrokerId(1);
    made->controllerEpoch = LeaderEpoch(4);
    made->metadataEnd = Offset(61);
    made->diskFreeBytes = 200'000'000'000;
    made->delayedOperations = 3;
    const auto rows = topicRows(options);
    for (std::size_t t = 0; t < rows.size(); ++t)
        for (const auto& partition : metadata.topics[t]->partitions) {
            if (rows[t].partitions > 100 && partition->preferredLeader.value() != id) continue;
            made->replicas.push_back(makeReplica(options, rows[t], *partition, id));
            const ReplicaSnapshot& replica = *made->replicas.back();
            made->logBytes += replica.sizeBytes;
            made->traffic.recordsIn += replica.traffic.recordsIn;
            made->traffic.bytesIn += replica.traffic.bytesIn;
            made->traffic.bytesOut += replica.traffic.bytesOut;
            made->traffic.batchesIn += replica.traffic.batchesIn;
            made->traffic.fetches += replica.traffic.fetches;
        }
    if (!isDead(options, id)) {
        made->clients = makeClients(options, id);
        if (!options.withoutTopics)
            for (auto& copy : copies(id, options.second, options.brokerThreeDead))
                made->clients.push_back(std::move(copy));
    }
    made->requests = makeRequests(options);
    made->settings = {{"default.replication.factor", "3", "this cluster"},
                      {"min.insync.replicas", "2", "this cluster"},
                      {"num.partitions", "6", "this cluster"},
                      {"replica.lag.time.max.ms", "10000", "this cluster"}};
    return made;
}

Event makeEvent(std::uint64_t number, int milliseconds, EventKind kind, int broker,
                std::vector<EventArgument> arguments) {
    Event event;
    event.number = number;
    event.time = Timestamp(start().value() + milliseconds);
    event.kind = kind;
    event.broker = BrokerId(broker);
    event.arguments = std::move(arguments);
    return event;
}

}  // namespace

Timestamp start() { return Timestamp(1'795'000'000'000); }

SnapshotPointer cluster(const Options& options) {
    auto snapshot = std::make_shared<ClusterSnapshot>();
    snapshot->number = static_cast<std::uint64_t>(options.second) + 1;
    snapshot->time = Timestamp(start().value() + options.second * 1000);
    snapshot->clusterId = "Yk3JmQ7TQ0yZl1aS9bXw2A";
    snapshot->name = "classroom";
    snapshot->bootstrapServers = "127.0.0.1:9092,127.0.0.1:9093,127.0.0.1:9094";
    snapshot->folder = "/tmp/brokerscope-sample";
    snapshot->folderIsTemporary = true;
    snapshot->activeController = options.withoutController ? kNoBroker : BrokerId(1);
    snapshot->controllerEpoch = LeaderEpoch(4);
    if (options.withoutController)
        snapshot->noControllerReason =
            "the metadata quorum needs 1 of its 1 voters and has 0: replicas serve on, but no leader can be "
            "elected and no topic created";
    snapshot->residentBytes = 48'000'000;

    auto metadata = std::make_shared<MetadataSnapshot>();
    metadata->clusterId = snapshot->clusterId;
    metadata->end = Offset(61);
    metadata->epoch = LeaderEpoch(4);
    for (const TopicRow& row : topicRows(options)) metadata->topics.push_back(makeTopic(options, row));
    for (int id = 1; id <= 3; ++id) {
        snapshot->brokers.push_back(makeBroker(options, *metadata, id));
        metadata->brokers.push_back(
            std::make_shared<RegisteredBroker>(RegisteredBroker{.id = BrokerId(id),
                                                                .epoch = BrokerEpoch(10 + id),
                                                                .isFenced = isDead(options, id),
                                                                .rack = snapshot->brokers.back()->rack,
                                                                .host = "127.0.0.1",
                                                                .port = snapshot->brokers.back()->port}));
    }
    snapshot->metadata = std::move(metadata);
    addGroups(*snapshot, options.groups, options.second);
    if (options.hasFaults) addFaults(*snapshot);
    return snapshot;
}

std::vector<Event> events() {
    std::vector<Event> all;
    std::uint64_t number = 1;
    for (int id = 1; id <= 3; ++id)
        all.push_back(
            makeEvent(number++, id * 40, EventKind::kBrokerStarted, id, {{"broker", fmt::format("{}", id)}}));
    all.push_back(
        makeEvent(number++, 400, EventKind::kControllerElected, 1, {{"broker", "1"}, {"epoch", "4"}}));
    all.push_back(makeEvent(number++, 6'000, EventKind::kPersonActed, -1, {{"act", "create topic orders"}}));
    Event created = makeEvent(number++, 6'100, EventKind::kTopicCreated, -1,
                              {{"topic", "orders"}, {"partitions", "4"}, {"factor", "3"}});
    created.partition = TopicPartition{"orders", PartitionIndex(-1)};
    all.push_back(std::move(created));
    all.push_back(makeEvent(number++, 11'000, EventKind::kClientConnected, 2,
                            {{"client", "web-shop"}, {"broker", "2"}, {"address", "127.0.0.1:40212"}}));
    all.push_back(makeEvent(number++, 20'000, EventKind::kPersonActed, 3, {{"act", "kill broker 3"}}));
    all.push_back(makeEvent(number++, 20'020, EventKind::kBrokerKilled, 3, {{"broker", "3"}}));
    Event elected = makeEvent(
        number++, 20'900, EventKind::kLeaderElected, 1,
        {{"broker", "1"}, {"partition", "orders-2"}, {"epoch", "6"}, {"reason", "broker 3 was killed"}});
    elected.partition = TopicPartition{"orders", PartitionIndex(2)};
    all.push_back(std::move(elected));
    Event isr = makeEvent(number++, 21'000, EventKind::kIsrShrank, 2,
                          {{"partition", "orders-1"}, {"isr", "2, 1"}, {"reason", "broker 3 was killed"}});
    isr.partition = TopicPartition{"orders", PartitionIndex(1)};
    all.push_back(std::move(isr));
    Event cut =
        makeEvent(number++, 59'000, EventKind::kLogTruncated, 3,
                  {{"broker", "3"},
                   {"partition", "orders-1"},
                   {"bytes", "79360"},
                   {"offset", "46152"},
                   {"reason",
                    "it follows broker 2, where leader epoch 6 ends at offset 46152; offsets 46152 to "
                    "46215 are gone"}});
    cut.partition = TopicPartition{"orders", PartitionIndex(1)};
    all.push_back(std::move(cut));
    return all;
}

}  // namespace sample
