#include <QtTest/QtTest>

#include "tests/broker/metadata/replicated_cluster.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;
using tests::ids;
using Cluster = tests::ReplicatedCluster;

class TestAlterPartition : public QObject {
    Q_OBJECT

private slots:
    void aLeaderShrinksAndGrowsItsIsr() {
        Cluster cluster;
        cluster.create("t", ids({1, 2, 3}));
        auto answer = cluster.alter(cluster.asking("t", {1, 2}));
        QVERIFY(answer.outcome.ok() && answer.isr == ids({1, 2}));
        QCOMPARE(answer.partitionEpoch.value(), 1);
        QVERIFY(cluster.partition("t").isr == ids({1, 2}) && cluster.partition("t").elr.empty());
        answer = cluster.alter(cluster.asking("t", {1}));
        QVERIFY(cluster.partition("t").elr == ids({2}));
        answer = cluster.alter(cluster.asking("t", {1, 2, 3}));
        QVERIFY(cluster.partition("t").isr == ids({1, 2, 3}) && cluster.partition("t").elr.empty());
        QCOMPARE(answer.partitionEpoch.value(), 3);
        QCOMPARE(answer.leader.value(), 1);
        QCOMPARE(cluster.partition("t").leaderEpoch.value(), 0);  // not a matter of who leads
    }
    void askingForTheIsrAsItIsMakesEarlierRequestsVoid() {
        Cluster cluster;
        cluster.create("t", ids({1, 2, 3}));
        const AlterPartition late = cluster.asking("t", {1, 2});
        const auto answer = cluster.alter(cluster.asking("t", {2, 1, 3}));
        QVERIFY(answer.outcome.ok() && answer.isr == ids({1, 2, 3}));
        QCOMPARE(answer.partitionEpoch.value(), 1);
        QCOMPARE(cluster.partition("t").partitionEpoch.value(), 1);
        QCOMPARE(cluster.alter(late).outcome.error, ErrorCode::kInvalidUpdateVersion);
    }

    void anIsrChangeIsRefused_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, int number, ErrorCode code) {
            QTest::newRow(name) << number << static_cast<int>(code);
        };
        row("a leader epoch ahead of the controller", 0, ErrorCode::kNotController);
        row("a partition epoch ahead of the controller", 1, ErrorCode::kNotController);
        row("an old leader epoch", 2, ErrorCode::kFencedLeaderEpoch);
        row("an old partition epoch", 3, ErrorCode::kInvalidUpdateVersion);
        row("from a follower", 4, ErrorCode::kInvalidRequest);
        row("a member without a replica", 5, ErrorCode::kInvalidRequest);
        row("a member twice", 6, ErrorCode::kInvalidRequest);
        row("without the leader", 7, ErrorCode::kInvalidRequest);
        row("a member of an old uptime", 8, ErrorCode::kIneligibleReplica);
        row("a fenced member", 9, ErrorCode::kIneligibleReplica);
        row("recovering again", 10, ErrorCode::kInvalidRequest);
        row("an unknown recovery state", 11, ErrorCode::kInvalidRequest);
        row("an unknown topic", 12, ErrorCode::kUnknownTopicId);
        row("an unknown partition", 13, ErrorCode::kUnknownTopicOrPartition);
    }
    void anIsrChangeIsRefused() {
        QFETCH(int, row);
        QFETCH(int, code);
        Cluster cluster;
        cluster.create("t", ids({1, 2, 3}));
        cluster.silence({1});  // broker 2 leads in epoch 1
        cluster.join(1, 2);
        cluster.alter(cluster.asking("t", {2, 3, 1}));
        AlterPartition command = cluster.asking("t", {2, 3});
        AlterPartition::Partition& asked = command.partitions[0];
        switch (row) {
            case 0:
                ++asked.leaderEpoch;
                break;
            case 1:
                ++asked.partitionEpoch;
                break;
            case 2:
                asked.leaderEpoch = asked.leaderEpoch - 1;
                break;
            case 3:
                asked.partitionEpoch = asked.partitionEpoch - 1;
                break;
            case 4:
                command.broker = BrokerId{3};
                command.epoch = cluster.brokerOf(3).epoch;
                break;
            case 5:
                asked.isr.push_back({BrokerId{9}});
                break;
            case 6:
                asked.isr.push_back(asked.isr[1]);
                break;
            case 7:
                asked.isr.erase(asked.isr.begin());
                break;
            case 8:
                asked.isr[1].epoch = asked.isr[1].epoch - 1;
                break;
            case 9: {
                BrokerRegistrationChangeRecord fence{.broker = BrokerId{3},
                                                     .epoch = cluster.brokerOf(3).epoch};
                fence.fencing = BrokerRegistrationChangeRecord::Fencing::kFence;
                cluster.append({fence});
                break;
            }
            case 10:
                asked.isr.resize(1);
                asked.recovery = LeaderRecoveryState::kRecovering;
                break;
            case 11:
                asked.recovery = static_cast<LeaderRecoveryState>(7);
                break;
            case 12:
                asked.topicId.bytes[0] ^= 1;
                break;
            case 13:
                ++asked.index;
                break;
        }
        const auto decision = cluster.controller.alterPartition(command);
        QVERIFY(decision.records.empty());
        QCOMPARE(static_cast<int>(decision.reply.partitions.at(0).outcome.error), code);
        QVERIFY(!decision.reply.partitions[0].outcome.detail.empty());
    }
    void anotherUptimeOfTheLeaderIsNotHeard() {
        Cluster cluster;
        cluster.create("t", ids({1, 2, 3}));
        AlterPartition command = cluster.asking("t", {1, 2});
        command.epoch = command.epoch - 1;
        const auto decision = cluster.controller.alterPartition(command);
        QCOMPARE(decision.reply.outcome.error, ErrorCode::kStaleBrokerEpoch);
        QVERIFY(decision.records.empty() && decision.reply.partitions.empty());
    }
    void aPartitionThatIsNamedTwiceIsChangedOnce() {
        Cluster cluster;
        cluster.create("t", ids({1, 2, 3}));
        AlterPartition command = cluster.asking("t", {1, 2});
        command.partitions.push_back(command.partitions[0]);
        const auto decision = cluster.controller.alterPartition(command);
        QCOMPARE(decision.records.size(), std::size_t{1});
        QVERIFY(decision.reply.partitions[0].outcome.ok());
        QCOMPARE(decision.reply.partitions[1].outcome.error, ErrorCode::kInvalidRequest);
    }
    void whatIsTooMuchForOneStepIsLeftOut() {
        Cluster cluster;
        AlterPartition command;
        for (const char* name : {"a", "b"}) {
            cluster.create(name, ids({1, 2}), {}, 6000);
            const AlterPartition one = cluster.asking(name, {1});
            command.broker = one.broker;
            command.epoch = one.epoch;
            for (int i = 0; i < 6000; ++i) {
                command.partitions.push_back(one.partitions[0]);
                command.partitions.back().index = PartitionIndex{i};
            }
        }
        const auto decision = cluster.controller.alterPartition(command);
        QCOMPARE(decision.records.size(), kMaxRecordsPerDecision);
        QVERIFY(decision.reply.partitions[9999].outcome.ok());
        QCOMPARE(decision.reply.partitions[10000].outcome.error, ErrorCode::kOperationNotAttempted);
    }
};

BROKERSCOPE_TEST(TestAlterPartition)
#include "tst_alter_partition.moc"
