#include <QtTest/QtTest>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "broker/client/consumer.h"
#include "broker/client/producer.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using observe::EventKind;

namespace {

constexpr int kPartitions = 3;

/// Three brokers with a topic of three partitions, three replicas each; broker 1 is the only voter and is
/// left alone.
class Cluster {
public:
    explicit Cluster(std::uint64_t seed = 1)
        : brokers(3,
                  {{"min.insync.replicas", "2"},
                   {"replica.lag.time.max.ms", "1000"},
                   {"replica.fetch.backoff.ms", "200"},
                   {"broker.session.timeout.ms", "2000"},
                   {"broker.heartbeat.interval.ms", "200"},
                   {"auto.leader.rebalance.enable", "false"}},
                  {}, seed) {
        if (!brokers.areServing()) return;
        tests::FrameClient client(brokers);
        isReady = tests::createTopic(client, "t", kPartitions, {}, 3);
    }

    const observe::ReplicaSnapshot* replica(int broker, int partition) const {
        const auto snapshot = brokers.told.snapshots.find(broker);
        if (snapshot == brokers.told.snapshots.end()) return nullptr;
        for (const auto& row : snapshot->second->replicas)
            if (row->partition == TopicPartition{"t", PartitionIndex(partition)}) return row.get();
        return nullptr;
    }
    /// As the running broker that is told to lead it in the newest epoch sees it; null if there is none.
    const observe::ReplicaSnapshot* leader(int partition) {
        const observe::ReplicaSnapshot* newest = nullptr;
        for (int broker = 1; broker <= 3; ++broker) {
            const observe::ReplicaSnapshot* one = replica(broker, partition);
            if (!one || !one->isLeader || !brokers.machine(broker).isRunning()) continue;
            if (!newest || newest->leaderEpoch < one->leaderEpoch) newest = one;
        }
        return newest;
    }
    int inSync(int partition) {
        const observe::ReplicaSnapshot* row = leader(partition);
        if (!row) return 0;
        return 1 + static_cast<int>(
                       std::ranges::count(row->followers, true, &observe::FollowerSnapshot::isInSync));
    }
    bool waitForInSync(int count) {
        return brokers.simulator.runUntil(
            [&] {
                for (int partition = 0; partition < kPartitions; ++partition)
                    if (inSync(partition) != count) return false;
                return true;
            },
            {.time = 1min});
    }
    /// All three have the same ends and know all of it to be committed.
    bool waitForEqualReplicas() {
        return brokers.simulator.runUntil(
            [&] {
                for (int partition = 0; partition < kPartitions; ++partition) {
                    const observe::ReplicaSnapshot* first = replica(1, partition);
                    for (int broker = 1; broker <= 3; ++broker) {
                        const observe::ReplicaSnapshot* one = replica(broker, partition);
                        if (!first || !one || one->logEnd != first->logEnd ||
                            one->highWatermark != first->logEnd)
                            return false;
                    }
                }
                return true;
            },
            {.time = 1min});
    }
    world::World client() { return brokers.simulator.machine("client").world(); }
    static client::ClientOptions clientOptions() {
        client::ClientOptions options;
        for (int broker = 1; broker <= 3; ++broker)
            options.bootstrap.push_back(tests::SimulatedBrokers::addressOf(broker));
        return options;
    }

    tests::SimulatedBrokers brokers;
    bool isReady = false;
};

/// Numbered values round the partitions with acks=all, and which of them were acknowledged.
class Writer {
public:
    explicit Writer(Cluster& cluster)
        : m_world(cluster.client())
        , m_producer(Cluster::clientOptions(), {.batchBytes = 400, .deliveryDeadline = 30s}, m_world) {
        next();
    }
    void stop() { m_timer.reset(); }
    bool isSettled() const { return m_producer.bufferedRecords() == 0; }

    std::set<int> acknowledged;
    int sent = 0;

private:
    void next() {
        m_timer = m_world.timers.after(world::Duration(m_world.random.between(500, 5'000)), [this] {
            const int number = sent++;
            client::OutgoingRecord record{.topic = "t",
                                          .partition = PartitionIndex(number % kPartitions),
                                          .key = {},
                                          .value = toBytes(asBytes(std::to_string(number))),
                                          .headers = {}};
            m_calls.push_back(
                m_producer.send(std::move(record), [this, number](Result<client::Delivered> delivered) {
                    if (delivered) acknowledged.insert(number);
                }));
            next();
        });
    }

    world::World m_world;
    std::vector<world::Call> m_calls;
    client::Producer m_producer;
    world::Timer m_timer;
};

/// Reads all of the topic.
class Reading final : client::Consumer::Observer {
public:
    explicit Reading(Cluster& cluster)
        : m_consumer(Cluster::clientOptions(), {}, cluster.client(), *this) {
        for (int i = 0; i < kPartitions; ++i) m_consumer.assign({"t", PartitionIndex(i)}, client::Earliest{});
        isComplete = cluster.brokers.simulator.runUntil([this] { return m_ended.size() == kPartitions; },
                                                        {.time = 60s});
    }

    bool isComplete = false;
    bool isOrdered = true;
    std::map<int, int> timesRead;

private:
    void onRecord(const TopicPartition& partition, const client::ConsumedRecord& record) override {
        const int number = std::stoi(std::string(asText(record.value.value())));
        ++timesRead[number];
        const auto last = m_last.find(partition);
        isOrdered = isOrdered && (last == m_last.end() || last->second < number);
        m_last[partition] = number;
    }
    void onPosition(const TopicPartition& partition, Offset next, Offset highWatermark) override {
        if (next == highWatermark) m_ended.insert(partition);
    }
    void onProblem(const TopicPartition&, const Error& error) override {
        qWarning("%s", error.detail.c_str());
    }

    std::map<TopicPartition, int> m_last;
    std::set<TopicPartition> m_ended;
    client::Consumer m_consumer;
};

/// Everything acknowledged is there once, in order.
void verifyNothingIsLost(Cluster& cluster, Writer& writer) {
    writer.stop();
    QVERIFY(cluster.brokers.simulator.runUntil([&] { return writer.isSettled(); }, {.time = 1min}));
    const Reading reading(cluster);
    QVERIFY(reading.isComplete);
    QVERIFY(reading.isOrdered);
    for (const int number : writer.acknowledged)
        QVERIFY2(reading.timesRead.contains(number), qPrintable(QString("lost %1").arg(number)));
    for (const auto& [number, times] : reading.timesRead)
        QVERIFY2(times == 1, qPrintable(QString("%1 is there %2 times").arg(number).arg(times)));
    QVERIFY(cluster.brokers.told.failures.empty());
}

enum class Blow { kKill, kPowerLoss, kFreeze };

}  // namespace

class TestSimulatedReplication : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrittenReachesAllReplicas() {
        Cluster cluster;
        QVERIFY(cluster.isReady);
        QVERIFY(cluster.waitForInSync(3));
        Writer writer(cluster);
        QVERIFY(cluster.brokers.simulator.runUntil([&] { return writer.acknowledged.size() > 300; },
                                                   {.time = 1min}));
        verifyNothingIsLost(cluster, writer);
        QCOMPARE(writer.acknowledged.size(), static_cast<std::size_t>(writer.sent));
        QVERIFY(cluster.waitForEqualReplicas());
    }

    void aDeadFollowerLeavesTheIsrAndComesBack() {
        Cluster cluster;
        QVERIFY(cluster.isReady && cluster.waitForInSync(3));
        Writer writer(cluster);
        cluster.brokers.simulator.runFor(1s);
        cluster.brokers.machine(3).kill();
        QVERIFY(cluster.waitForInSync(2));
        const std::size_t before = writer.acknowledged.size();
        QVERIFY(cluster.brokers.simulator.runUntil([&] { return writer.acknowledged.size() > before + 200; },
                                                   {.time = 1min}));
        cluster.brokers.machine(3).restart();
        QVERIFY(cluster.waitForInSync(3));
        verifyNothingIsLost(cluster, writer);
        QVERIFY(cluster.waitForEqualReplicas());
    }

    void nothingAcknowledgedIsLostWithALeader_data() {
        QTest::addColumn<int>("blow");
        QTest::newRow("killed") << static_cast<int>(Blow::kKill);
        QTest::newRow("without power") << static_cast<int>(Blow::kPowerLoss);
        QTest::newRow("frozen") << static_cast<int>(Blow::kFreeze);
    }

    void nothingAcknowledgedIsLostWithALeader() {
        QFETCH(int, blow);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            loseALeader(seed, static_cast<Blow>(blow));
            if (QTest::currentTestFailed()) QFAIL(qPrintable(QString("seed %1").arg(seed)));
        }
    }

    void withTooFewInSyncNothingIsAcknowledged() {
        Cluster cluster;
        QVERIFY(cluster.isReady && cluster.waitForInSync(3));
        cluster.brokers.machine(2).kill();
        cluster.brokers.machine(3).kill();
        QVERIFY(cluster.waitForInSync(1));
        const Offset before = cluster.leader(0)->highWatermark;
        Writer writer(cluster);
        cluster.brokers.simulator.runFor(3s);
        QVERIFY(writer.sent > 0);
        QVERIFY(writer.acknowledged.empty());
        QCOMPARE(cluster.leader(0)->highWatermark.value(), before.value());
        cluster.brokers.machine(2).restart();
        QVERIFY(cluster.brokers.simulator.runUntil([&] { return writer.acknowledged.size() > 50; },
                                                   {.time = 1min}));
        verifyNothingIsLost(cluster, writer);
    }

private:
    static void loseALeader(std::uint64_t seed, Blow blow) {
        Cluster cluster(seed);
        simulation::Simulator& simulator = cluster.brokers.simulator;
        QVERIFY(cluster.isReady && cluster.waitForInSync(3));
        int victim = 1;
        for (int partition = 0; partition < kPartitions; ++partition)
            if (cluster.leader(partition)->broker != BrokerId(1))
                victim = cluster.leader(partition)->broker.value();
        QVERIFY(victim != 1);
        Writer writer(cluster);
        simulator.runFor(world::Duration(simulator.random().between(500'000, 2'000'000)));
        simulation::SimulatedMachine& machine = cluster.brokers.machine(victim);
        if (blow == Blow::kKill) machine.kill();
        if (blow == Blow::kPowerLoss) machine.losePower();
        if (blow == Blow::kFreeze) machine.freeze();
        const auto isReplaced = [&] {
            for (int partition = 0; partition < kPartitions; ++partition) {
                const observe::ReplicaSnapshot* row = cluster.leader(partition);
                if (!row || row->broker == BrokerId(victim) || cluster.inSync(partition) != 2) return false;
            }
            return true;
        };
        QVERIFY(simulator.runUntil(isReplaced, {.time = 1min}));
        const std::size_t before = writer.acknowledged.size();
        QVERIFY(
            simulator.runUntil([&] { return writer.acknowledged.size() > before + 100; }, {.time = 1min}));
        if (blow == Blow::kFreeze)
            machine.thaw();
        else
            machine.restart();
        QVERIFY(cluster.waitForInSync(3));
        verifyNothingIsLost(cluster, writer);
        QVERIFY(cluster.waitForEqualReplicas());
    }
};

BROKERSCOPE_TEST(TestSimulatedReplication)
#include "tst_simulated_replication.moc"
