#include <QtTest/QtTest>

#include "app/history/snapshot_builder.h"
#include "tests/app/history/snapshot_bytes.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/support/test_registry.h"

using namespace app;
using namespace broker::observe;

namespace {

GroupSnapshot group() {
    GroupMemberSnapshot member{.id = "c0-1", .clientId = "c0", .protocols = {"range"}, .topics = {"orders"}};
    member.assignment = std::make_shared<PartitionList>(PartitionList{{"orders", broker::PartitionIndex(3)}});
    CommittedTopicSnapshot committed{.topic = "orders"};
    committed.partitions.push_back({.partition = broker::PartitionIndex(3), .offset = broker::Offset(71)});
    RebalanceSnapshot rebalance{.reason = "c0 joined", .generation = broker::GenerationId(4), .moved = 1};
    rebalance.members.push_back({.member = "c0-1", .clientId = "c0"});
    GroupSnapshot made{.id = "demo",
                       .state = GroupState::kStable,
                       .generation = broker::GenerationId(4),
                       .leader = "c0-1",
                       .commits = 9};
    made.members.push_back(std::make_shared<GroupMemberSnapshot>(member));
    made.offsets.push_back(std::make_shared<CommittedTopicSnapshot>(committed));
    made.rebalance = std::make_shared<RebalanceSnapshot>(rebalance);
    return made;
}

sample::SnapshotPointer clusterWithGroup() {
    const auto base = sample::cluster({.second = 7, .afterFailover = true, .hasFaults = true});
    auto broker = std::make_shared<BrokerSnapshot>(*base->brokers[0]);
    broker->groups.push_back(std::make_shared<GroupSnapshot>(group()));
    auto cluster = std::make_shared<ClusterSnapshot>(*base);
    cluster->brokers[0] = broker;
    return cluster;
}

}  // namespace

/// A snapshot's nodes as bytes.
class TestLeafBytes : public QObject {
    Q_OBJECT
private slots:
    void aSnapshotComesBackAsItWas() {
        const auto cluster = clusterWithGroup();
        SnapshotBuilder builder;
        for (const auto& [place, bytes] : bytesOf(*cluster)) builder.add(place, bytes);
        const auto built = builder.build();
        QVERIFY(built);
        QCOMPARE(bytesOf(*built), bytesOf(*cluster));
        QCOMPARE(built->brokers.size(), cluster->brokers.size());
        QCOMPARE(built->metadata->topics.size(), cluster->metadata->topics.size());
        const GroupSnapshot& group = *built->brokers[0]->groups.at(0);
        QCOMPARE(group.members.at(0)->assignment->at(0).partition, broker::PartitionIndex(3));
        QCOMPARE(group.rebalance->reason, std::string("c0 joined"));
        QCOMPARE(built->faults, cluster->faults);
    }

    void onlyWhatChangedIsTold() {
        const auto before = sample::cluster({.second = 7});
        auto after = std::make_shared<ClusterSnapshot>(*before);
        auto one = std::make_shared<BrokerSnapshot>(*before->brokers[2]);
        one->clients.clear();
        after->brokers[2] = one;
        int told = 0;
        int gone = 0;
        forEachChangedLeaf(
            before.get(), *after, [&told](const LeafPlace&, const auto&) { ++told; },
            [&gone](const LeafPlace& place) {
                QCOMPARE(place.kind, LeafPlace::Kind::kClient);
                ++gone;
            });
        QCOMPARE(told, 2);  // the cluster itself and its broker
        QCOMPARE(gone, static_cast<int>(before->brokers[2]->clients.size()));
    }

    void bytesThatAreCutShortAreRefused() {
        const QByteArray whole = encodeLeaf(group());
        GroupSnapshot read;
        QVERIFY(decodeLeaf(whole, read));
        for (qsizetype size = 0; size < whole.size(); ++size) {
            GroupSnapshot none;
            QVERIFY2(!decodeLeaf(whole.left(size), none), qPrintable(QString::number(size)));
        }
    }

    void aHugeCountAllocatesNothing() {
        // A topic of another version, and one whose name claims more bytes than there are.
        TopicSnapshot topic;
        QVERIFY(!decodeLeaf(QByteArray::fromHex("7002"), topic));
        QVERIFY(!decodeLeaf(QByteArray::fromHex("7001ffffffffffffffff7f"), topic));
        MetadataTail tail;
        QVERIFY(!decodeLeaf(QByteArray::fromHex("7001ffffffffffffffff7f"), tail));
        QVERIFY(!decodeLeaf(QByteArray::fromHex("63ffffffff00"), tail));
    }
};

BROKERSCOPE_TEST(TestLeafBytes)
#include "tst_leaf_bytes.moc"
