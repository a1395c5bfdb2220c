#include <algorithm>

#include <QTest>

#include "app/map/map_groups.h"
#include "broker/base/random.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/support/test_registry.h"

using namespace app;
using namespace broker;
using namespace broker::observe;

namespace {

using SnapshotPointer = MapGroups::SnapshotPointer;

/// The snapshot with one partition of one topic changed.
template <class Act>
SnapshotPointer withPartition(const SnapshotPointer& snapshot, std::size_t topicAt, std::size_t at,
                              const Act& act) {
    auto next = std::make_shared<ClusterSnapshot>(*snapshot);
    auto metadata = std::make_shared<MetadataSnapshot>(*next->metadata);
    auto topic = std::make_shared<TopicSnapshot>(*metadata->topics.at(topicAt));
    auto partition = std::make_shared<PartitionSnapshot>(*topic->partitions.at(at));
    act(*partition);
    topic->partitions[at] = std::move(partition);
    metadata->topics[topicAt] = std::move(topic);
    next->metadata = std::move(metadata);
    return next;
}

/// The snapshot with one replica of one broker changed.
template <class Act>
SnapshotPointer withReplica(const SnapshotPointer& snapshot, std::size_t brokerAt, std::size_t at,
                            const Act& act) {
    auto next = std::make_shared<ClusterSnapshot>(*snapshot);
    auto broker = std::make_shared<BrokerSnapshot>(*next->brokers.at(brokerAt));
    auto replica = std::make_shared<ReplicaSnapshot>(*broker->replicas.at(at));
    act(*replica);
    broker->replicas[at] = std::move(replica);
    next->brokers[brokerAt] = std::move(broker);
    return next;
}

std::size_t anyOf(Random& random, std::size_t count) {
    return static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(count) - 1));
}

void changeAnything(Random& random, PartitionSnapshot& partition) {
    switch (random.between(0, 3)) {
        case 0:
            partition.leader = partition.replicas[anyOf(random, partition.replicas.size())];
            break;
        case 1:
            partition.leader = kNoBroker;
            break;
        case 2:
            partition.isr = {partition.replicas.front()};
            break;
        default:
            partition.isr = partition.replicas;
    }
}

std::size_t placeOf(const SnapshotPointer& snapshot, const std::string& topic) {
    const auto& topics = snapshot->metadata->topics;
    return static_cast<std::size_t>(
        std::ranges::find(topics, topic, [](const auto& one) { return one->name; }) - topics.begin());
}

/// What there is must be what somebody makes of it who has seen nothing before.
bool isAsMadeAnew(const MapGroups& groups, const SnapshotPointer& snapshot) {
    MapGroups anew;
    anew.show(snapshot);
    for (std::size_t i = 0; i < snapshot->brokers.size(); ++i)
        if (groups.groups(i) != anew.groups(i) || groups.leaders(i) != anew.leaders(i)) return false;
    return true;
}

}  // namespace

/// The cells of the map that are kept from snapshot to snapshot.
class TestMapGroups : public QObject {
    Q_OBJECT
private slots:
    void changesComeToTheSameAsMakingThemAnew() {
        Random random(11);
        MapGroups groups;
        SnapshotPointer cluster = sample::cluster({.second = 10});
        for (int round = 0; round < 300; ++round) {
            const auto& topics = cluster->metadata->topics;
            const std::size_t topic = anyOf(random, topics.size());
            const std::size_t broker = anyOf(random, cluster->brokers.size());
            if (random.between(0, 3) > 0)
                cluster = withPartition(cluster, topic, anyOf(random, topics[topic]->partitions.size()),
                                        [&](auto& partition) { changeAnything(random, partition); });
            else
                cluster =
                    withReplica(cluster, broker, anyOf(random, cluster->brokers[broker]->replicas.size()),
                                [&](auto& replica) {
                                    replica.isLeader = !replica.isLeader;
                                    replica.failure = random.between(0, 4) == 0 ? "the disk" : "";
                                });
            groups.show(cluster);
            QVERIFY(isAsMadeAnew(groups, cluster));
        }
    }

    void whatDidNotChangeIsTheSameValue() {
        MapGroups groups;
        const SnapshotPointer before = sample::cluster({.second = 10});
        groups.show(before);
        const auto last = groups.groups(0);
        const std::size_t orders = placeOf(before, "orders");
        const SnapshotPointer after =
            withPartition(before, orders, 1, [](auto& partition) { partition.leader = kNoBroker; });
        groups.show(after);
        const auto& now = groups.groups(0);
        QCOMPARE(now.size(), last.size());
        int made = 0;
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (now[i].isSameAs(last[i])) continue;
            ++made;
            QCOMPARE(now[i]->topic, QString("orders"));
            QVERIFY(now[i]->cells[1].isLost);
            QVERIFY(now[i]->cells[0] == last[i]->cells[0]);
        }
        QCOMPARE(made, 1);
    }

    void movedReplicasStandOnTheirNewCards() {
        MapGroups groups;
        SnapshotPointer cluster = sample::cluster({.second = 10});
        groups.show(cluster);
        const std::size_t orders = placeOf(cluster, "orders");
        cluster = withPartition(cluster, orders, 2, [](auto& partition) {
            partition.replicas = partition.isr = {BrokerId(2)};
            partition.leader = partition.preferredLeader = BrokerId(2);
        });
        groups.show(cluster);
        QVERIFY(isAsMadeAnew(groups, cluster));
    }

    void deathTurnsAllCellsOfACard() {
        MapGroups groups;
        groups.show(sample::cluster({.second = 10}));
        const SnapshotPointer dead = sample::cluster({.second = 60, .brokerThreeDead = true});
        groups.show(dead);
        QVERIFY(isAsMadeAnew(groups, dead));
        for (const auto& group : groups.groups(2))
            for (const auto& cell : group->cells)
                QVERIFY(cell.kind == widgets::MapPicture::CellKind::kOffline);
    }

    void topicsComeAndGo() {
        MapGroups groups;
        const SnapshotPointer with = sample::cluster({.second = 10});
        const SnapshotPointer without = sample::cluster({.second = 10, .withoutTopics = true});
        for (const SnapshotPointer& one : {with, without, with}) {
            groups.show(one);
            QVERIFY(isAsMadeAnew(groups, one));
        }
        QVERIFY(!groups.groups(0).empty());
    }
};

BROKERSCOPE_TEST(TestMapGroups)
#include "tst_map_groups.moc"
