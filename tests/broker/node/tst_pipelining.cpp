#include <algorithm>
#include <chrono>
#include <span>

#include "broker/node/connections.h"
#include "broker/wire/messages/create_topics.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using tests::batchOf;
using tests::kProduceVersion;
using tests::produceRequest;

namespace {

constexpr std::int16_t kAcksLeader = 1;

/// Two brokers and a topic that both hold, led by broker 1; the other one has just died, so that acks=all
/// waits.
struct Waiting {
    Waiting()
        : brokers(2, {{"replica.lag.time.max.ms", "5000"}, {"broker.session.timeout.ms", "6000"}}) {
        if (!brokers.areServing()) return;
        client = std::make_unique<tests::FrameClient>(brokers, 1);
        wire::CreateTopicsRequest request{.timeoutMs = 10'000};
        auto& row = request.topics.emplace_back(
            wire::CreateTopicsRequest::Topic{.name = "t", .numPartitions = -1, .replicationFactor = -1});
        row.assignments.push_back(
            {.partitionIndex = PartitionIndex(0), .brokerIds = {BrokerId(1), BrokerId(2)}});
        client->call(request, 7);
        isReady = brokers.simulator.runUntil(
            [this] {
                const auto* held = replica();
                return held && held->isLeader && held->followers.size() == 1 && held->followers[0].isInSync &&
                       held->followers[0].logEnd == Offset(0);
            },
            {.time = 1min});
        brokers.machine(2).kill();
    }

    const observe::ReplicaSnapshot* replica() const {
        const auto& replicas = brokers.told.snapshots.at(1)->replicas;
        return replicas.empty() ? nullptr : replicas.front().get();
    }
    Offset logEnd() const { return replica()->logEnd; }
    std::int32_t send(const Bytes& batch, std::int16_t acks = -1) {
        return client->send(produceRequest("t", batch, 0, acks), kProduceVersion);
    }

    tests::SimulatedBrokers brokers;
    std::unique_ptr<tests::FrameClient> client;
    bool isReady = false;
};

}  // namespace

/// Requests of one connection that follow one that waits for the replicas in sync.
class TestPipelining : public QObject {
    Q_OBJECT
private slots:
    void whatFollowsIsAppendedMeanwhile() {
        Waiting waiting;
        QVERIFY(waiting.isReady);
        const std::vector<Bytes> batches{batchOf({"a"}), batchOf({"b"}), batchOf({"c"})};
        std::vector<std::int32_t> sent;
        for (const Bytes& batch : batches) sent.push_back(waiting.send(batch));
        waiting.client->pause(1s);
        QCOMPARE(waiting.logEnd(), Offset(3));
        for (const std::int32_t id : sent) QVERIFY(!waiting.client->isAnswered(id));
    }

    void answersKeepTheirOrder() {
        Waiting waiting;
        QVERIFY(waiting.isReady);
        const std::vector<Bytes> batches{batchOf({"a"}), batchOf({"b"}), batchOf({"c"})};
        const std::vector<std::int32_t> sent{waiting.send(batches[0]), waiting.send(batches[1], kAcksLeader),
                                             waiting.send(batches[2])};
        waiting.client->pause(1s);
        QVERIFY(!waiting.client->isAnswered(sent[1]));
        // The dead broker leaves the ISR, and all of it is committed.
        for (std::size_t i = 0; i < sent.size(); ++i) {
            const auto answer = waiting.client->receive<wire::ProduceRequest>(sent[i], kProduceVersion);
            QVERIFY(answer);
            QCOMPARE(answer->responses.at(0).partitionResponses.at(0).errorCode, ErrorCode::kNone);
            QCOMPARE(answer->responses.at(0).partitionResponses.at(0).baseOffset,
                     Offset(static_cast<std::int64_t>(i)));
        }
        const auto& answered = waiting.client->answered();
        QVERIFY(std::ranges::equal(sent, std::span(answered).last(sent.size())));
    }

    void noMoreThanSoManyAreOwedAtATime() {
        Waiting waiting;
        QVERIFY(waiting.isReady);
        const Bytes batch = batchOf({"a"});
        std::vector<std::int32_t> sent;
        for (std::size_t i = 0; i < node::Connections::kMaxOwed + 10; ++i)
            sent.push_back(waiting.send(batch));
        waiting.client->pause(1s);
        QCOMPARE(waiting.logEnd(), Offset(std::int64_t{node::Connections::kMaxOwed}));
        for (const std::int32_t id : sent)
            QVERIFY(waiting.client->receive<wire::ProduceRequest>(id, kProduceVersion));
        waiting.client->pause(1s);
        QCOMPARE(waiting.logEnd(), Offset(static_cast<std::int64_t>(sent.size())));
    }

    void aConnectionThatGoesAwayIsOwedNothing() {
        Waiting waiting;
        QVERIFY(waiting.isReady);
        const std::vector<Bytes> batches{batchOf({"a"}), batchOf({"b"})};
        for (const Bytes& batch : batches) waiting.send(batch);
        waiting.client->pause(1s);
        waiting.client->disconnect();
        waiting.brokers.simulator.runFor(20s);
        QCOMPARE(waiting.logEnd(), Offset(2));
        QVERIFY(waiting.brokers.told.failures.empty());
    }
};

BROKERSCOPE_TEST(TestPipelining)
#include "tst_pipelining.moc"
