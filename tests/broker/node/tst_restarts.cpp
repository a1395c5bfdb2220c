#include <QtTest/QtTest>

#include <chrono>
#include <string>

#include "broker/log/checkpoint.h"
#include "broker/log/data_folder.h"
#include "broker/node/inside.h"
#include "broker/wire/messages/create_topics.h"
#include "broker/wire/messages/delete_topics.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using tests::FrameClient;
using tests::SimulatedBrokers;

namespace {

/// Everybody has the same metadata.
bool haveCaughtUp(SimulatedBrokers& brokers, int count) {
    return brokers.simulator.runUntil(
        [&] {
            Offset end{-1};
            for (int broker = 1; broker <= count; ++broker) {
                const node::Node* node = brokers.node(broker);
                if (!node || !node->inside().metadataLog) return false;
                const node::Inside inside = node->inside();
                if (end < Offset(0)) end = inside.metadataLog->end();
                if (inside.image->end() != end || inside.metadataLog->end() != end) return false;
            }
            return true;
        },
        {.time = 1min});
}

metadata::ImagePointer imageOf(SimulatedBrokers& brokers, int broker) {
    return brokers.node(broker)->inside().image;
}

/// What the folder of a broker that is down says of its last stop.
std::optional<log::CleanShutdownMark> cleanMark(SimulatedBrokers& brokers, int broker) {
    const auto mark = log::takeCleanShutdownMark(brokers.machine(broker).disk(), "data");
    return mark ? *mark : std::nullopt;
}

/// The only voter that leads, once there is one.
int awaitController(SimulatedBrokers& brokers) {
    brokers.simulator.runUntil([&] { return brokers.controller() != 0; }, {.time = 1min});
    return brokers.controller();
}

}  // namespace

/// Brokers that stop, die and come back, at moments that once did harm.
class TestRestarts : public QObject {
    Q_OBJECT

private slots:
    void metadataBehindASnapshotOutlivesACleanRestart() {
        SimulatedBrokers brokers(1, {{"metadata.log.max.record.bytes.between.snapshots", "600"}});
        QVERIFY(brokers.areServing());
        {
            FrameClient client(brokers);
            for (int i = 0; i < 12; ++i) QVERIFY(tests::createTopic(client, "topic-" + std::to_string(i)));
        }
        const node::Inside inside = brokers.node(1)->inside();
        QVERIFY(!inside.quorum->snapshots().empty() && inside.metadataLog->start() > Offset(0));
        QVERIFY(inside.quorum->snapshots().back().end < inside.metadataLog->end());
        const Offset end = inside.metadataLog->end();
        for (int round = 0; round < 3; ++round) {
            QVERIFY(brokers.stop(1));
            brokers.machine(1).restart();
            QVERIFY(awaitController(brokers) == 1 && haveCaughtUp(brokers, 1));
            QVERIFY(brokers.node(1)->inside().metadataLog->end() > end);
            for (int i = 0; i < 12; ++i) QVERIFY(imageOf(brokers, 1)->topic("topic-" + std::to_string(i)));
        }
    }

    void stoppingBeforeItIsRegisteredKeepsWhatTheLastStopVouchedFor() {
        SimulatedBrokers brokers(2);
        QVERIFY(brokers.areServing() && haveCaughtUp(brokers, 2));
        const BrokerEpoch epoch = brokers.node(2)->inside().lifecycle->epoch();
        QVERIFY(brokers.stop(2));
        brokers.machine(1).kill();
        brokers.machine(2).restart();
        brokers.simulator.runFor(3s);  // nobody is there to register with
        QCOMPARE(brokers.node(2)->inside().lifecycle->epoch(), kNoBrokerEpoch);
        QVERIFY(brokers.stop(2));
        const auto mark = cleanMark(brokers, 2);
        QVERIFY(mark && mark->brokerEpoch == epoch);
    }

    void metadataThatTakesThePlaceOfACutTailIsReplayed() {
        SimulatedBrokers brokers(3, {}, {}, 7, 3);
        QVERIFY(brokers.areServing() && haveCaughtUp(brokers, 3));
        const int first = awaitController(brokers);
        // Dead, so that nothing of the tail reaches them on its way.
        for (int other = 1; other <= 3; ++other)
            if (other != first) brokers.machine(other).kill();
        FrameClient lonely(brokers, first);
        wire::CreateTopicsRequest request{.timeoutMs = 500};
        request.topics.push_back({.name = "uncommitted", .numPartitions = 12, .replicationFactor = 1});
        lonely.send(request, 5);
        const Offset committed = imageOf(brokers, first)->end();
        brokers.simulator.runFor(300ms);
        const Offset tail = brokers.node(first)->inside().metadataLog->end();
        QVERIFY(tail >= committed + 13);
        brokers.machine(first).kill();
        for (int other = 1; other <= 3; ++other)
            if (other != first) brokers.machine(other).restart();

        QVERIFY(brokers.simulator.runUntil([&] { return brokers.controller() != 0; }, {.time = 1min}));
        {
            // One batch that begins before the end of the tail and reaches beyond it.
            FrameClient client(brokers, first == 3 ? 2 : 3);
            QVERIFY(tests::createTopic(client, "committed", 40));
        }
        brokers.machine(first).restart();
        QVERIFY(haveCaughtUp(brokers, 3));
        QVERIFY(imageOf(brokers, first)->topic("committed") &&
                !imageOf(brokers, first)->topic("uncommitted"));
        QCOMPARE(imageOf(brokers, first)->hash(), imageOf(brokers, first == 3 ? 2 : 3)->hash());
    }

    void aBrokerMayBeStoppedAtAnyMomentOfItsStart() {
        SimulatedBrokers brokers(
            2, {{"broker.session.timeout.ms", "500"}, {"broker.heartbeat.interval.ms", "50"}});
        QVERIFY(brokers.areServing() && haveCaughtUp(brokers, 2));
        {
            FrameClient client(brokers);
            QVERIFY(tests::createTopic(client, "t", 3, {}, 2));
        }
        for (int wait = 0; wait <= 400; wait += 4) {
            const BrokerEpoch before = imageOf(brokers, 1)->broker(BrokerId(2))->epoch;
            const bool isOpen = brokers.node(2)->inside().lifecycle != nullptr;
            QVERIFY(brokers.stop(2));
            if (isOpen) {
                // One that is not vouched for costs its replicas their standing with the controller.
                const auto mark = cleanMark(brokers, 2);
                QVERIFY2(mark && mark->brokerEpoch >= before, qPrintable(QString("after %1 ms").arg(wait)));
                QVERIFY(log::writeCleanShutdownMark(brokers.machine(2).disk(), "data", *mark).has_value());
            }
            brokers.machine(2).restart();
            brokers.simulator.runFor(std::chrono::milliseconds(wait));
        }
        QVERIFY(haveCaughtUp(brokers, 2));
        QVERIFY(brokers.told.failures.empty());
    }

    /// The checkpoints name partitions, not topics.
    void aTopicInheritsNoCheckpointOfAnEarlierOneOfItsName() {
        SimulatedBrokers brokers(1, {{"replica.high.watermark.checkpoint.interval.ms", "100"}});
        QVERIFY(brokers.areServing());
        FrameClient client(brokers);
        QVERIFY(tests::createTopic(client, "t"));
        const Bytes batch = tests::batchOf({"a", "b", "c"});
        QVERIFY(client.call(tests::produceRequest("t", batch), tests::kProduceVersion));
        brokers.simulator.runFor(2s);
        const auto watermark = [&brokers] {
            const auto read =
                log::readOffsetCheckpoint(brokers.machine(1).disk(), "data/replication-offset-checkpoint");
            const auto known =
                read ? read->find({"t", PartitionIndex(0)}) : log::OffsetCheckpoint::const_iterator();
            return read && known != read->end() ? known->second : Offset(0);
        };
        QCOMPARE(watermark(), Offset(3));
        QVERIFY(client.call(wire::DeleteTopicsRequest{.topics = {}, .topicNames = {"t"}, .timeoutMs = 30'000},
                            5));
        wire::CreateTopicsRequest create{.timeoutMs = 30'000};
        create.topics.push_back({.name = "t", .numPartitions = 1, .replicationFactor = 1});
        QVERIFY(client.call(create, 5));
        QVERIFY(brokers.simulator.runUntil([&] { return brokers.machine(1).disk().exists("data/t-0"); }));
        QCOMPARE(watermark(), Offset(0));
    }

    void metadataThatDoesNotFitOnTheDiskIsAskedForNowAndThen() {
        SimulatedBrokers brokers(2);
        QVERIFY(brokers.areServing() && haveCaughtUp(brokers, 2));
        brokers.machine(2).disk().setCapacity(1);
        FrameClient client(brokers);
        QVERIFY(tests::createTopic(client, "t"));
        const std::uint64_t before = brokers.simulator.stepNumber();
        brokers.simulator.runFor(10s);
        const std::uint64_t steps = brokers.simulator.stepNumber() - before;
        QVERIFY2(steps < 20'000, qPrintable(QString::number(steps)));
        brokers.machine(2).disk().setCapacity(std::uint64_t{64} << 30);
        if (!brokers.node(2)->inside().metadataLog || !brokers.told.failures.empty()) {
            brokers.machine(2).kill();
            brokers.machine(2).restart();
        }
        QVERIFY(haveCaughtUp(brokers, 2));
        QVERIFY(imageOf(brokers, 2)->topic("t"));
    }
};

BROKERSCOPE_TEST(TestRestarts)
#include "tst_restarts.moc"
