#include <QtTest/QtTest>

#include <QDateTime>
#include <chrono>
#include <future>

#include "broker/cluster/local_cluster.h"
#include "broker/wire/message.h"
#include "broker/wire/messages/list_offsets.h"
#include "broker/wire/messages/produce.h"
#include "broker/wire/record_batch_builder.h"
#include "tests/conformance/hostile_peer.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using cluster::CommandOutcome;
using cluster::LocalCluster;
using tests::conformance::HostilePeer;

namespace {

constexpr std::chrono::milliseconds kDeadline = 60s;
constexpr int kPatience = 60'000;
const TopicPartition kPartition{"orders", PartitionIndex(0)};

CommandOutcome run(LocalCluster& cluster, cluster::Command command) {
    auto promise = std::make_shared<std::promise<CommandOutcome>>();
    std::future<CommandOutcome> outcome = promise->get_future();
    cluster.submit(std::move(command),
                   [promise](CommandOutcome done) { promise->set_value(std::move(done)); });
    if (outcome.wait_for(kDeadline) != std::future_status::ready) return {.code = ErrorCode::kTimedOut};
    return outcome.get();
}

/// A client of one broker, over its socket.
class Client {
public:
    explicit Client(std::uint16_t port)
        : m_peer(port) {}

    /// The error, kNetworkException if nothing came.
    ErrorCode produce(const std::vector<std::string>& values, std::int16_t acks) {
        wire::BatchBuilder builder(wire::BatchBuilder::Options{});
        for (const std::string& value : values)
            builder.append(
                {.timestamp = Timestamp(QDateTime::currentMSecsSinceEpoch()), .value = asBytes(value)});
        const Bytes batch = builder.build().value();
        wire::ProduceRequest request{.acks = acks, .timeoutMs = 30'000};
        auto& topic = request.topicData.emplace_back(wire::ProduceRequest::Topic{.name = kPartition.topic});
        topic.partitionData.push_back({.index = kPartition.partition, .records = wire::Records(batch)});
        const Bytes answer = exchange(wire::encodeRequest(request, kProduce, ++m_last, "watermark").bytes);
        const auto response = wire::decodeResponse<wire::ProduceRequest>(answer, kProduce);
        if (!response) return ErrorCode::kNetworkException;
        return response->responses.at(0).partitionResponses.at(0).errorCode;
    }
    /// What ListOffsets answers for "the latest".
    Offset latest() {
        wire::ListOffsetsRequest request;
        wire::ListOffsetsRequest::Partition row;
        row.partitionIndex = kPartition.partition;
        row.timestamp = Timestamp(-1);
        request.topics.push_back({.name = kPartition.topic, .partitions = {row}});
        const Bytes answer =
            exchange(wire::encodeRequest(request, kListOffsets, ++m_last, "watermark").bytes);
        const auto response = wire::decodeResponse<wire::ListOffsetsRequest>(answer, kListOffsets);
        if (!response || response->topics.at(0).partitions.at(0).errorCode != ErrorCode::kNone)
            return Offset(-1);
        return response->topics.at(0).partitions.at(0).offset;
    }

private:
    static constexpr std::int16_t kProduce = 9;
    static constexpr std::int16_t kListOffsets = 6;

    Bytes exchange(const Bytes& frame) { return m_peer.sendFrame(frame) ? m_peer.receiveFrame() : Bytes(); }

    HostilePeer m_peer;
    std::int32_t m_last = 0;
};

const observe::ReplicaSnapshot* leaderIn(const observe::ClusterSnapshot& snapshot) {
    const observe::TopicSnapshot* topic = snapshot.topic(kPartition.topic);
    if (!topic || topic->partitions.empty()) return nullptr;
    const observe::ReplicaSnapshot* replica = snapshot.replica(kPartition, topic->partitions.front()->leader);
    return replica && replica->isLeader ? replica : nullptr;
}

Offset watermark(const LocalCluster& cluster) {
    const auto snapshot = cluster.snapshot();
    const observe::ReplicaSnapshot* leader = leaderIn(*snapshot);
    return leader ? leader->highWatermark : Offset(-1);
}

Offset logEnd(const LocalCluster& cluster) {
    const auto snapshot = cluster.snapshot();
    const observe::ReplicaSnapshot* leader = leaderIn(*snapshot);
    return leader ? leader->logEnd : Offset(-1);
}

bool areAllInSync(const LocalCluster& cluster) {
    const auto snapshot = cluster.snapshot();
    const observe::ReplicaSnapshot* leader = leaderIn(*snapshot);
    return leader && std::ranges::count(leader->followers, true, &observe::FollowerSnapshot::isInSync) == 2;
}

}  // namespace

/// What the window shows as the high watermark is what a client is told.
class TestWatermark : public QObject {
    Q_OBJECT

private slots:
    void theSnapshotsWatermarkIsWhatListOffsetsAnswers() {
        // Nobody is fenced nor leaves the in-sync replicas while a follower is frozen.
        auto started = LocalCluster::start(
            {.brokers = 3,
             .port = 0,
             .timing = "classroom",
             .settings = {{"broker.session.timeout.ms", "120000"}, {"replica.lag.time.max.ms", "120000"}}});
        QVERIFY(started);
        LocalCluster& cluster = **started;
        QVERIFY(cluster.waitUntilRunning(kDeadline));
        QVERIFY(run(cluster, cluster::CreateTopic{.name = "orders", .partitions = 1, .replicationFactor = 3})
                    .ok());
        QTRY_VERIFY_WITH_TIMEOUT(areAllInSync(cluster), kPatience);
        const auto snapshot = cluster.snapshot();
        const BrokerId leader = leaderIn(*snapshot)->broker;
        BrokerId frozen = kNoBroker;
        for (const auto& broker : snapshot->brokers)
            if (broker->id != leader && broker->id != snapshot->activeController) frozen = broker->id;
        Client client(snapshot->broker(leader)->port);

        QCOMPARE(client.produce({"a", "b", "c"}, -1), ErrorCode::kNone);
        QTRY_COMPARE_WITH_TIMEOUT(watermark(cluster).value(), std::int64_t{3}, kPatience);
        QCOMPARE(client.latest().value(), std::int64_t{3});

        QVERIFY(run(cluster, cluster::FreezeBroker{frozen}).ok());
        QCOMPARE(client.produce({"d", "e", "f", "g"}, 1), ErrorCode::kNone);
        QTRY_COMPARE_WITH_TIMEOUT(logEnd(cluster).value(), std::int64_t{7}, kPatience);
        QCOMPARE(watermark(cluster).value(), std::int64_t{3});
        QCOMPARE(client.latest().value(), std::int64_t{3});

        QVERIFY(run(cluster, cluster::ThawBroker{frozen}).ok());
        QTRY_COMPARE_WITH_TIMEOUT(watermark(cluster).value(), std::int64_t{7}, kPatience);
        QCOMPARE(client.latest().value(), std::int64_t{7});
    }
};

BROKERSCOPE_TEST(TestWatermark)
#include "tst_watermark.moc"
