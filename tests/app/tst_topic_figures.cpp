#include <QTest>

#include <algorithm>

#include "app/session/topic_figures.h"
#include "broker/base/random.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/support/test_registry.h"

using namespace app;
using namespace broker;
using namespace broker::observe;

namespace {

using SnapshotPointer = Figures::SnapshotPointer;

/// What differences must come to: another `Figures` that has seen nothing before.
Figures fresh(const SnapshotPointer& snapshot) {
    Figures figures;
    figures.show(snapshot);
    return figures;
}

std::shared_ptr<ClusterSnapshot> copyOf(const SnapshotPointer& snapshot) {
    return std::make_shared<ClusterSnapshot>(*snapshot);
}

/// The broker at this place with its replicas changed.
template <class Act>
SnapshotPointer withReplicas(const SnapshotPointer& snapshot, std::size_t at, const Act& act) {
    auto next = copyOf(snapshot);
    auto broker = std::make_shared<BrokerSnapshot>(*next->brokers.at(at));
    act(broker->replicas);
    next->brokers[at] = std::move(broker);
    return next;
}

void grow(std::shared_ptr<const ReplicaSnapshot>& replica, std::int64_t records) {
    auto grown = std::make_shared<ReplicaSnapshot>(*replica);
    grown->logEnd = grown->logEnd + records;
    grown->sizeBytes += static_cast<std::uint64_t>(records) * 100;
    replica = std::move(grown);
}

}  // namespace

/// Sums over partitions that are kept by differences.
class TestTopicFigures : public QObject {
    Q_OBJECT
private slots:
    void sumsAreThoseOfTheLeaders() {
        const SnapshotPointer cluster = sample::cluster({.second = 10});
        const Figures figures = fresh(cluster);
        const TopicSnapshot* orders = cluster->topic("orders");
        QVERIFY(orders);
        TopicFigures expected;
        expected.partitions = static_cast<std::int64_t>(orders->partitions.size());
        for (const auto& partition : orders->partitions) {
            expected.replicas += static_cast<std::int64_t>(partition->replicas.size());
            const auto* leader = cluster->replica({"orders", partition->index}, partition->leader);
            QVERIFY(leader);
            expected.offsets += leader->logEnd - leader->logStart;
            expected.bytes += static_cast<std::int64_t>(leader->sizeBytes);
        }
        expected.underReplicated = figures.topic("orders").underReplicated;
        QVERIFY(figures.topic("orders") == expected);
        QVERIFY(figures.topic("no such topic") == TopicFigures{});
    }

    void differencesComeToTheSameAsAddingUpAnew() {
        Random random(7);
        Figures figures;
        SnapshotPointer cluster = sample::cluster({.second = 10});
        for (int round = 0; round < 200; ++round) {
            const auto at = static_cast<std::size_t>(
                random.between(0, static_cast<std::int64_t>(cluster->brokers.size()) - 1));
            cluster = withReplicas(cluster, at, [&](auto& replicas) {
                if (replicas.empty()) return;
                const auto last = static_cast<std::int64_t>(replicas.size()) - 1;
                const auto chosen = static_cast<std::size_t>(random.between(0, last));
                if (random.between(0, 9) == 0)
                    replicas.erase(replicas.begin() + static_cast<std::ptrdiff_t>(chosen));
                else
                    grow(replicas[chosen], random.between(-5, 50));
            });
            figures.show(cluster);
            const Figures anew = fresh(cluster);
            QVERIFY(figures.cluster() == anew.cluster());
            for (const auto& topic : cluster->metadata->topics)
                QVERIFY(figures.topic(topic->name) == anew.topic(topic->name));
            for (const auto& broker : cluster->brokers)
                QCOMPARE(figures.ledBy(broker->id), anew.ledBy(broker->id));
        }
    }

    void leadersAndLogsMayChangeAtOnce() {
        Random random(8);
        Figures figures;
        SnapshotPointer cluster = sample::cluster({.second = 10});
        for (int round = 0; round < 200; ++round) {
            auto next = copyOf(cluster);
            auto metadata = std::make_shared<MetadataSnapshot>(*next->metadata);
            for (auto& topic : metadata->topics) {
                auto changed = std::make_shared<TopicSnapshot>(*topic);
                for (auto& partition : changed->partitions) {
                    if (random.between(0, 2) > 0) continue;
                    auto other = std::make_shared<PartitionSnapshot>(*partition);
                    const auto at = static_cast<std::size_t>(random.between(0, 3));
                    other->leader = at < other->replicas.size() ? other->replicas[at] : kNoBroker;
                    other->isr.resize(1);
                    partition = std::move(other);
                }
                topic = std::move(changed);
            }
            next->metadata = std::move(metadata);
            cluster = withReplicas(next, 1, [&](auto& replicas) {
                for (auto& replica : replicas)
                    if (random.between(0, 1) == 0) grow(replica, random.between(-5, 50));
            });
            figures.show(cluster);
            const Figures anew = fresh(cluster);
            QVERIFY(figures.cluster() == anew.cluster());
            for (const auto& topic : cluster->metadata->topics)
                QVERIFY(figures.topic(topic->name) == anew.topic(topic->name));
        }
    }

    void whatABrokerLeadsIsWhatItSaysItself() {
        SnapshotPointer cluster = sample::cluster({.second = 10});
        Figures figures;
        figures.show(cluster);
        const std::int64_t before = figures.ledBy(cluster->brokers[1]->id);
        const auto counted =
            std::ranges::count_if(cluster->brokers[1]->replicas, [](const auto& r) { return r->isLeader; });
        QCOMPARE(before, std::int64_t{counted});
        QVERIFY(before > 0);
        cluster = withReplicas(cluster, 1, [](auto& replicas) {
            const auto led = std::ranges::find_if(replicas, [](const auto& r) { return r->isLeader; });
            auto follower = std::make_shared<ReplicaSnapshot>(**led);
            follower->isLeader = false;
            *led = std::move(follower);
        });
        figures.show(cluster);
        QCOMPARE(figures.ledBy(cluster->brokers[1]->id), before - 1);
        auto fewer = copyOf(cluster);
        fewer->brokers.erase(fewer->brokers.begin() + 1);
        figures.show(fewer);
        QCOMPARE(figures.ledBy(cluster->brokers[1]->id), std::int64_t{0});
        QCOMPARE(figures.ledBy(cluster->brokers[0]->id), fresh(cluster).ledBy(cluster->brokers[0]->id));
    }

    void anotherLeaderBringsItsOwnLog() {
        SnapshotPointer cluster = sample::cluster({.second = 10});
        Figures figures;
        figures.show(cluster);
        auto next = copyOf(cluster);
        auto metadata = std::make_shared<MetadataSnapshot>(*next->metadata);
        auto topic = std::make_shared<TopicSnapshot>(*metadata->topics.front());
        auto partition = std::make_shared<PartitionSnapshot>(*topic->partitions.front());
        partition->leader = partition->leader == partition->replicas.back() ? partition->replicas.front()
                                                                            : partition->replicas.back();
        topic->partitions.front() = std::move(partition);
        metadata->topics.front() = std::move(topic);
        next->metadata = std::move(metadata);
        figures.show(next);
        QVERIFY(figures.cluster() == fresh(next).cluster());
    }

    void topicsComeAndGo() {
        SnapshotPointer cluster = sample::cluster({.second = 10});
        Figures figures;
        figures.show(cluster);
        auto next = copyOf(cluster);
        auto metadata = std::make_shared<MetadataSnapshot>(*next->metadata);
        const std::string gone = metadata->topics.front()->name;
        metadata->topics.erase(metadata->topics.begin());
        next->metadata = std::move(metadata);
        figures.show(next);
        QVERIFY(figures.topic(gone) == TopicFigures{});
        QVERIFY(figures.cluster() == fresh(next).cluster());
        figures.show(cluster);
        QVERIFY(figures.cluster() == fresh(cluster).cluster());
    }
};

BROKERSCOPE_TEST(TestTopicFigures)
#include "tst_topic_figures.moc"
