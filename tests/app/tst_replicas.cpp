#include <QtTest/QtTest>

#include "app/desktop/language.h"
#include "app/inspect/inspection.h"
#include "app/inspect/replica_facts.h"
#include "app/navigation/event_place.h"
#include "app/replicas/partition_pictures.h"
#include "app/replicas/replica_words.h"
#include "app/session/recorded_session.h"
#include "app/words/engine_words.h"
#include "app/words/event_words.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/support/test_registry.h"

using namespace app;
using namespace broker::observe;
using broker::BrokerId;
using broker::Offset;
using broker::PartitionIndex;
using broker::TopicPartition;

namespace {

constexpr int kSecond = 60;

TopicPartition orders(int partition) { return {"orders", PartitionIndex(partition)}; }

/// "orders" after broker 3 came back, as it is and as a test changes it.
struct Scene {
    std::shared_ptr<ClusterSnapshot> snapshot =
        std::make_shared<ClusterSnapshot>(*sample::cluster({.second = kSecond, .afterFailover = true}));
    broker::Timestamp now = snapshot->time;

    const TopicSnapshot& topic() const { return *snapshot->topic("orders"); }
    const PartitionSnapshot& partition(int index) const {
        return *topic().partitions[static_cast<std::size_t>(index)];
    }
    ReplicaFacts facts(int index, int broker) const {
        return replicaFacts(*snapshot, orders(index), partition(index), BrokerId(broker), now);
    }
    void changeReplica(int index, int broker, const std::function<void(ReplicaSnapshot&)>& change) {
        for (auto& member : snapshot->brokers) {
            if (member->id != BrokerId(broker)) continue;
            auto copy = std::make_shared<BrokerSnapshot>(*member);
            for (auto& replica : copy->replicas) {
                if (replica->partition != orders(index)) continue;
                auto changed = std::make_shared<ReplicaSnapshot>(*replica);
                change(*changed);
                replica = changed;
            }
            member = copy;
        }
    }
    void changeBroker(int broker, const std::function<void(BrokerSnapshot&)>& change) {
        for (auto& member : snapshot->brokers) {
            if (member->id != BrokerId(broker)) continue;
            auto copy = std::make_shared<BrokerSnapshot>(*member);
            change(*copy);
            member = copy;
        }
    }
};

const Inspection::Row* rowOf(const Inspection& inspection, const QString& label) {
    for (const auto& section : inspection.sections)
        for (const auto& row : section.rows)
            if (row.label == label) return &row;
    return nullptr;
}

}  // namespace

/// What the window says of replicas is what the snapshot says.
class TestReplicas : public QObject {
    Q_OBJECT

private slots:
    void init() { m_languages.use(Language::kEnglish); }

    void everyReplicaHasTheStateThatTheMetadataGivesIt() {
        const Scene scene;
        QCOMPARE(scene.facts(1, 2).state, ReplicaState::kLeader);
        QCOMPARE(scene.facts(1, 1).state, ReplicaState::kInSync);
        QCOMPARE(scene.facts(1, 3).state, ReplicaState::kOutOfSync);
        QCOMPARE(scene.facts(3, 2).state, ReplicaState::kEligible);
    }

    void aDeadBrokersReplicaIsOfflineUnlessItMayLead() {
        Scene scene;
        for (const int id : {2, 3})
            scene.changeBroker(id, [](BrokerSnapshot& broker) { broker.state = BrokerState::kDead; });
        QCOMPARE(scene.facts(1, 3).state, ReplicaState::kOffline);
        QCOMPARE(scene.facts(3, 2).state, ReplicaState::kEligible);
        QVERIFY(scene.facts(3, 2).isDown);
    }

    void aFollowerIsToldHowFarHowLongAndAgainstWhichLimit() {
        const Scene scene;
        const ReplicaFacts late = scene.facts(2, 3);
        QCOMPARE(late.behind, std::optional<std::int64_t>(1'140));
        QCOMPARE(late.lateFor, std::optional<std::int64_t>(12'000));
        QCOMPARE(lagLimitMillis(*scene.snapshot, BrokerId(1)), std::optional<std::int64_t>(10'000));
        QCOMPARE(replicaWhy(late, 10'000), QString("1,140 behind for 12 s, limit 10 s"));
        QCOMPARE(outOfSyncWords(*scene.snapshot, orders(2), scene.partition(2), scene.now),
                 QString("broker 3: 1,140 behind for 12 s, limit 10 s"));
    }

    void aFollowerThatHasEverythingIsNotLate() {
        Scene scene;
        scene.changeReplica(0, 1, [](ReplicaSnapshot& leader) {
            leader.followers[0].logEnd = leader.logEnd;
            leader.followers[0].lastCaughtUp = broker::kNoTimestamp;
        });
        scene.changeReplica(0, 2, [](ReplicaSnapshot& replica) { replica.logEnd = Offset(50'377); });
        const ReplicaFacts facts = scene.facts(0, 2);
        QCOMPARE(facts.behind, std::optional<std::int64_t>(0));
        QVERIFY(!facts.lateFor);
    }

    void aFollowerThatNeverCaughtUpIsLateSinceItsLeaderLeads() {
        Scene scene;
        scene.changeReplica(2, 1, [](ReplicaSnapshot& leader) {
            for (auto& follower : leader.followers) follower.lastCaughtUp = broker::kNoTimestamp;
        });
        QCOMPARE(scene.facts(2, 3).lateFor, std::optional<std::int64_t>(20'000));
    }

    void aCutIsRecentForAWhile() {
        Scene scene;
        QVERIFY(scene.facts(1, 3).cut);
        QCOMPARE(scene.facts(1, 3).cut->offsets(), std::int64_t{64});
        scene.now = scene.now + kRecentCutMillis;
        QVERIFY(!scene.facts(1, 3).cut);
    }

    void aTopicsReplicasAreCounted() {
        const Scene scene;
        const ReplicaCounts counts = countReplicas(*scene.snapshot, scene.topic(), scene.now);
        QCOMPARE(counts.partitions, std::int64_t{4});
        QCOMPARE(counts.replicas, std::int64_t{12});
        QCOMPARE(counts.inSync, std::int64_t{8});
        QCOMPARE(counts.underReplicated, std::int64_t{3});
        QCOMPARE(counts.underMinIsr, std::int64_t{1});
        QCOMPARE(counts.cut, std::int64_t{1});
        QCOMPARE(counts.cutRecords, std::int64_t{64});
        QCOMPARE(counts.lostRecords, std::int64_t{0});
        QCOMPARE(counts.toCatchUp, std::int64_t{4'062 + 1'140 + 31 + 2'938});
        QCOMPARE(counts.down, std::int64_t{0});
    }

    void aPictureShowsTheLeaderFirstAndItsWatermark() {
        const Scene scene;
        const auto picture = partitionPicture(*scene.snapshot, scene.topic(), 1, scene.now);
        QCOMPARE(picture.replicas.size(), std::size_t{3});
        QCOMPARE(picture.replicas.front().broker, BrokerId(2));
        QCOMPARE(picture.highWatermark, std::optional(Offset(50'206)));
        QVERIFY(picture.boundary);
        QCOMPARE(picture.boundary->at, Offset(46'152));
        QCOMPARE(picture.boundary->before, QString("epoch 6"));
        const auto third = std::ranges::find(picture.replicas, BrokerId(3), &widgets::ReplicaPicture::broker);
        QVERIFY(third != picture.replicas.end() && third->cut);
        QVERIFY(!partitionPicture(*scene.snapshot, scene.topic(), 0, scene.now).boundary);
    }

    void whatAnUncleanElectionLostIsKnownFromWhoHadIt() {
        Scene scene;
        QVERIFY(!lostOffsets(*scene.snapshot, orders(1), scene.partition(1)));
        // The old leader is down, and knew more to be committed than the new one has.
        scene.changeReplica(1, 3, [](ReplicaSnapshot& replica) {
            replica.lastTruncation.reset();
            replica.leaderEpoch = broker::LeaderEpoch(6);
            replica.logEnd = Offset(46'200);
            replica.highWatermark = Offset(46'190);
        });
        QCOMPARE(lostOffsets(*scene.snapshot, orders(1), scene.partition(1)),
                 std::optional(LostOffsets{Offset(46'152), Offset(46'190)}));
        // It came back and cut them.
        scene.changeReplica(1, 3, [&](ReplicaSnapshot& replica) {
            replica.leaderEpoch = broker::LeaderEpoch(7);
            replica.logEnd = replica.highWatermark = Offset(46'152);
            replica.lastTruncation = TruncationSnapshot{.time = scene.now,
                                                        .from = Offset(46'200),
                                                        .to = Offset(46'152),
                                                        .committedEnd = Offset(46'190)};
        });
        QCOMPARE(lostOffsets(*scene.snapshot, orders(1), scene.partition(1))->count(), std::int64_t{38});
        QCOMPARE(countReplicas(*scene.snapshot, scene.topic(), scene.now).lostRecords, std::int64_t{38});
        m_session.show(scene.snapshot);
        m_session.pull();
        const QString words = inspect(m_session, PartitionSubject{orders(1)}).words;
        QVERIFY2(words.contains("lost 38 committed records: offsets 46,152 to 46,189"), qPrintable(words));
    }

    void underMinIsrIsToldWithTheErrorsThatProducersGet() {
        const Inspection inspection = inspected(PartitionSubject{orders(3)});
        QVERIFY2(inspection.words.contains("NOT_ENOUGH_REPLICAS_AFTER_APPEND"), qPrintable(inspection.words));
        QVERIFY(inspection.words.contains("Eligible to lead: broker 2"));
        QVERIFY(!inspected(PartitionSubject{orders(2)}).words.contains("NOT_ENOUGH"));
    }

    void aCutReplicaTellsHowItFoundThePlace() {
        const Inspection inspection = inspected(ReplicaSubject{orders(1), BrokerId(3)});
        QVERIFY2(inspection.words.contains("offsets 46,152 to 46,215"), qPrintable(inspection.words));
        QVERIFY(inspection.words.contains("older rule"));
        QCOMPARE(rowOf(inspection, "fetchOffset")->value, QString("46,216"));
        QCOMPARE(rowOf(inspection, "← divergingEpoch")->value, QString("6"));
        QCOMPARE(rowOf(inspection, "← endOffset")->value, QString("46,152"));
        QCOMPARE(rowOf(inspection, "replica.lag.time.max.ms")->value, QString("10000"));
        QCOMPARE(rowOf(inspection, "replica.lag.time.max.ms")->tag, QString("this cluster"));
        QCOMPARE(rowOf(inspection, "Fetches from")->value, QString("broker 2"));
    }

    void whatHappenedToReplicasLeadsToThem() {
        Event event;
        event.kind = EventKind::kLogTruncated;
        event.broker = BrokerId(3);
        event.partition = orders(1);
        QCOMPARE(eventPlace(event), std::optional(topicPlace("orders", Tab::kTopicReplicas)));
        event.kind = EventKind::kSegmentRolled;
        QCOMPARE(eventPlace(event), std::optional(segmentsPlace(orders(1), BrokerId(3))));
        event.kind = EventKind::kTopicCreated;
        event.partition = TopicPartition{"orders", PartitionIndex(-1)};
        QCOMPARE(eventPlace(event), std::optional(topicPlace("orders", Tab::kPartitions)));
        event.partition.reset();
        QVERIFY(!eventPlace(event));
    }

    void theReasonOfATruncationSpeaksChineseWithItsNumbers() {
        m_languages.use(Language::kChinese);
        const QString lost = engineWords(
            "it follows broker 3, where leader epoch 0 ends at offset 1; offsets 2 to 4 are gone, and up to "
            "5 "
            "they had been committed: these are lost");
        for (const char* number : {"3", "0", "1", "2", "4", "5"}) QVERIFY(lost.contains(number));
        QVERIFY2(!lost.contains("lost") && !lost.contains("gone"), qPrintable(lost));
        const QString cut = engineWords(
            "it follows broker 3, where leader epoch 0 ends at offset 1; offsets 2 to 4 are gone");
        QVERIFY2(!cut.contains("gone"), qPrintable(cut));
    }

private:
    Inspection inspected(const Subject& subject) {
        m_session.show(Scene().snapshot);
        m_session.pull();
        return inspect(m_session, subject);
    }

    RecordedSession m_session;
    Languages m_languages;
};

BROKERSCOPE_TEST(TestReplicas)
#include "tst_replicas.moc"
