#include <QtTest/QtTest>

#include "broker/metadata/partition_change.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;

namespace {

using Ids = std::vector<BrokerId>;

Ids ids(std::initializer_list<int> values) {
    Ids result;
    for (const int value : values) result.push_back(BrokerId{value});
    return result;
}

/// Brokers 1 to 3, of which those named are active.
ImagePointer cluster(std::initializer_list<int> active) {
    std::vector<Record> records;
    for (int id = 1; id <= 3; ++id) {
        RegisterBrokerRecord record{.broker = BrokerId{id}, .epoch = BrokerEpoch{id}};
        record.fenced = std::find(active.begin(), active.end(), id) == active.end();
        records.push_back(record);
    }
    return MetadataImage::empty()->apply(records, Offset{3}, LeaderEpoch{1}).value();
}

/// Replicas 1, 2, 3, all in sync, led by 1.
PartitionImage partition() {
    PartitionImage image;
    image.replicas = image.isr = ids({1, 2, 3});
    image.leader = BrokerId{1};
    image.leaderEpoch = LeaderEpoch{5};
    return image;
}

/// The partition without its leader; nobody is in sync any more.
PartitionImage offline(Ids elr, Ids lastKnown) {
    PartitionImage image = partition();
    image.isr.clear();
    image.elr = std::move(elr);
    image.lastKnownElr = std::move(lastKnown);
    image.leader = kNoBroker;
    return image;
}

constexpr PartitionRules kMinIsr2{.minIsr = 2};

}  // namespace

/// KIP-966, rule by rule.
class TestPartitionChange : public QObject {
    Q_OBJECT

private slots:
    void nothingWishedChangesNothing() {
        const auto image = cluster({1, 2, 3});
        QVERIFY(!decideChange(partition(), {.isr = ids({1, 2, 3})}, {.image = *image}, kMinIsr2));
        QVERIFY(!decideChange(partition(), {.isr = ids({3, 1, 2})}, {.image = *image}, kMinIsr2));
    }
    void whoLeavesAnIsrThatStaysLargeEnoughIsNotEligible() {
        const auto image = cluster({1, 2, 3});
        const auto change = decideChange(partition(), {.isr = ids({1, 2})}, {.image = *image}, kMinIsr2);
        QVERIFY(change && change->isr == ids({1, 2}));
        QVERIFY(!change->elr && change->leader == kLeaderUnchanged && !change->lastKnownElr);
    }
    void whoLeavesAnIsrBelowItsMinimumStaysEligible() {
        const auto image = cluster({1, 2, 3});
        const auto change = decideChange(partition(), {.isr = ids({1})}, {.image = *image}, kMinIsr2);
        QVERIFY(change && change->isr == ids({1}) && change->elr == ids({2, 3}));
        QCOMPARE(change->leader, kLeaderUnchanged);
    }
    void theEligibleAreForgottenOnceEnoughAreInSync() {
        const auto image = cluster({1, 2, 3});
        PartitionImage now = partition();
        now.isr = ids({1});
        now.elr = ids({2, 3});
        const auto change = decideChange(now, {.isr = ids({1, 2})}, {.image = *image}, kMinIsr2);
        QVERIFY(change && change->isr == ids({1, 2}) && change->elr == Ids{});
    }
    void aPartitionWithFewerReplicasNeedsThemAll() {
        const auto image = cluster({1, 2});
        PartitionImage now = partition();
        now.replicas = now.isr = ids({1, 2});
        const auto change = decideChange(now, {.isr = ids({1})}, {.image = *image}, {.minIsr = 3});
        QVERIFY(change && change->elr == ids({2}));
        now.isr = ids({1});
        now.elr = ids({2});
        const auto back = decideChange(now, {.isr = ids({1, 2})}, {.image = *image}, {.minIsr = 3});
        QVERIFY(back && back->elr == Ids{});
    }
    void theFirstReplicaInSyncLeadsNext() {
        const auto image = cluster({1, 2, 3});
        PartitionImage now = partition();
        now.isr = ids({1, 3, 2});
        const auto change =
            decideChange(now, {.isr = ids({3, 2})}, {.image = *image, .leaving = BrokerId{1}}, kMinIsr2);
        QVERIFY(change && change->leader == BrokerId{2} && change->isr == ids({3, 2}));
        QCOMPARE(change->recovery, LeaderRecoveryState::kUnchanged);
    }
    void theLastOneInSyncLeavesAnEmptyIsrAndIsRemembered() {
        const auto image = cluster({1});
        PartitionImage now = partition();
        now.isr = ids({1});
        now.elr = ids({2});
        const auto change =
            decideChange(now, {.isr = {}}, {.image = *image, .leaving = BrokerId{1}}, kMinIsr2);
        QVERIFY(change && change->leader == kNoBroker && change->isr == Ids{});
        QVERIFY(change->elr == ids({1, 2}) && change->lastKnownElr == ids({1}));
    }
    void anEligibleReplicaIsElectedWithoutLoss() {
        const auto image = cluster({3});
        const auto change = decideChange(offline(ids({1, 3}), ids({1})), {}, {.image = *image}, kMinIsr2);
        QVERIFY(change && change->leader == BrokerId{3} && change->isr == ids({3}));
        QVERIFY(change->elr == ids({1}) && change->lastKnownElr == Ids{});
        QCOMPARE(change->recovery, LeaderRecoveryState::kUnchanged);
    }
    void whoReturnsInTheSameDecisionMayLead() {
        const auto image = cluster({});
        QVERIFY(!decideChange(offline(ids({2}), ids({2})), {}, {.image = *image}, kMinIsr2));
        const auto change = decideChange(offline(ids({2}), ids({2})), {},
                                         {.image = *image, .returning = BrokerId{2}}, kMinIsr2);
        QVERIFY(change && change->leader == BrokerId{2});
    }
    void whoMayHaveLostRecordsIsNeitherInSyncNorEligible() {
        const auto image = cluster({1, 3});
        PartitionImage now = partition();
        now.isr = ids({1, 2});
        const auto left = decideChange(now, {.isr = ids({1}), .distrusted = BrokerId{2}},
                                       {.image = *image, .leaving = BrokerId{2}}, kMinIsr2);
        QVERIFY(left && left->isr == ids({1}) && !left->elr);
        now.isr = ids({1});
        now.elr = ids({2, 3});
        const auto distrusted = decideChange(now, {.isr = ids({1}), .distrusted = BrokerId{2}},
                                             {.image = *image, .leaving = BrokerId{2}}, kMinIsr2);
        QVERIFY(distrusted && !distrusted->isr && distrusted->elr == ids({3}));
    }
    void theLastKnownLeaderReturnsWhenNobodyElseIsEligible() {
        const auto image = cluster({1, 2});
        const auto change = decideChange(offline({}, ids({2})), {}, {.image = *image}, kMinIsr2);
        QVERIFY(change && change->leader == BrokerId{2} && change->isr == ids({2}));
        QCOMPARE(change->recovery, LeaderRecoveryState::kRecovering);
        QVERIFY(change->lastKnownElr == Ids{});
        // Not while somebody who has everything may come back.
        QVERIFY(!decideChange(offline(ids({3}), ids({2})), {}, {.image = *image}, kMinIsr2));
        // Nor if it is not there.
        QVERIFY(!decideChange(offline({}, ids({3})), {}, {.image = *image}, kMinIsr2));
    }
    void anUncleanElectionTakesTheLastKnownLeaderFirst() {
        const auto image = cluster({1, 2});
        const PartitionWish wish{.election = Election::kUnclean};
        auto change = decideChange(offline(ids({3}), ids({2})), wish, {.image = *image}, kMinIsr2);
        QVERIFY(change && change->leader == BrokerId{2});
        change = decideChange(offline(ids({3}), ids({3})), wish, {.image = *image}, kMinIsr2);
        QVERIFY(change && change->leader == BrokerId{1} && change->isr == ids({1}));
        QVERIFY(change->elr == Ids{} && change->lastKnownElr == Ids{});
        QCOMPARE(change->recovery, LeaderRecoveryState::kRecovering);
    }
    void anUncleanElectionIsCleanIfItCanBe() {
        const auto image = cluster({1, 3});
        const auto change = decideChange(offline(ids({3}), ids({1})), {.election = Election::kUnclean},
                                         {.image = *image}, kMinIsr2);
        QVERIFY(change && change->leader == BrokerId{3});
        QCOMPARE(change->recovery, LeaderRecoveryState::kUnchanged);
    }
    void aPreferredElectionReplacesALeaderThatMayStay() {
        const auto image = cluster({1, 2, 3});
        PartitionImage now = partition();
        now.leader = BrokerId{2};
        QVERIFY(!decideChange(now, {.isr = now.isr}, {.image = *image}, kMinIsr2));
        const auto change = decideChange(now, {.isr = now.isr, .election = Election::kPreferred},
                                         {.image = *image}, kMinIsr2);
        QVERIFY(change && change->leader == BrokerId{1} && !change->isr);
        now.isr = ids({2, 3});
        QVERIFY(!decideChange(now, {.isr = now.isr, .election = Election::kPreferred}, {.image = *image},
                              kMinIsr2));
    }
    void aLeaderThatHasRecoveredSaysSo() {
        const auto image = cluster({1, 2, 3});
        PartitionImage now = partition();
        now.isr = ids({1});
        now.recovery = LeaderRecoveryState::kRecovering;
        const auto change = decideChange(now, {.isr = ids({1}), .recovery = LeaderRecoveryState::kRecovered},
                                         {.image = *image}, {.minIsr = 1});
        QVERIFY(change && !change->isr);
        QCOMPARE(change->recovery, LeaderRecoveryState::kRecovered);
    }

    void withoutEligibleReplicasTheLastInSyncStaysInTheIsr() {
        const auto image = cluster({2});
        constexpr PartitionRules kOld{.minIsr = 2, .hasElr = false};
        PartitionImage now = partition();
        now.isr = ids({1});
        const auto change = decideChange(now, {.isr = {}}, {.image = *image, .leaving = BrokerId{1}}, kOld);
        QVERIFY(change && change->leader == kNoBroker && !change->isr && !change->elr);
        QVERIFY(!change->lastKnownElr);
        now.leader = kNoBroker;
        QVERIFY(!decideChange(now, {.isr = now.isr}, {.image = *image}, kOld));
        const auto unclean =
            decideChange(now, {.isr = now.isr, .election = Election::kUnclean}, {.image = *image}, kOld);
        QVERIFY(unclean && unclean->leader == BrokerId{2} && unclean->isr == ids({2}));
        QCOMPARE(unclean->recovery, LeaderRecoveryState::kRecovering);
        const auto back =
            decideChange(now, {.isr = now.isr}, {.image = *image, .returning = BrokerId{1}}, kOld);
        QVERIFY(back && back->leader == BrokerId{1} && !back->isr);
    }
};

BROKERSCOPE_TEST(TestPartitionChange)
#include "tst_partition_change.moc"
