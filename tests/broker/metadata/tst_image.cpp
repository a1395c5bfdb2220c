#include <QtTest/QtTest>

#include <limits>
#include <set>

#include "broker/metadata/delta.h"
#include "broker/metadata/image.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;

namespace {

Uuid id(std::uint8_t last) {
    Uuid uuid;
    uuid.bytes[15] = last;
    return uuid;
}

PartitionRecord partition(std::uint8_t topic, int index) {
    PartitionRecord record;
    record.partition = PartitionIndex{index};
    record.topicId = id(topic);
    record.replicas = record.isr = {BrokerId{1}};
    record.leader = BrokerId{1};
    return record;
}

ConfigRecord setting(const std::string& topic, const std::string& name, std::optional<std::string> value) {
    return {.resourceType = 2, .resourceName = topic, .name = name, .value = std::move(value)};
}

ImagePointer apply(const ImagePointer& image, const std::vector<Record>& records) {
    return image->apply(records, image->end() + static_cast<std::int64_t>(records.size()), LeaderEpoch{1})
        .value();
}

/// Topics a (2 partitions, one setting) and b (1), broker 1 with epoch 0.
ImagePointer example() {
    return apply(MetadataImage::empty(),
                 {RegisterBrokerRecord{.broker = BrokerId{1}, .epoch = BrokerEpoch{0}},
                  TopicRecord{.name = "a", .id = id(1)}, partition(1, 0), partition(1, 1),
                  setting("a", "retention.ms", "5"), TopicRecord{.name = "b", .id = id(2)}, partition(2, 0)});
}

}  // namespace

class TestImage : public QObject {
    Q_OBJECT

private slots:
    void aBatchMovesEndAndEpochEvenIfItIsEmpty() {
        const ImagePointer image = example()->apply({}, Offset{99}, LeaderEpoch{4}).value();
        QCOMPARE(image->end().value(), 99);
        QCOMPARE(image->epoch().value(), 4);
        QCOMPARE(image->hash(), example()->hash());
    }
    void topicsAreFoundByNameAndById() {
        const ImagePointer image = example();
        QVERIFY(image->topic("a") == image->topic(id(1)));
        QCOMPARE(image->topic("a")->partitions.size(), std::size_t{2});
        QVERIFY(!image->topic("c") && !image->topic(id(3)) && !image->partition(id(1), PartitionIndex{2}));
        QVERIFY(!image->partition(id(1), PartitionIndex{-1}));
    }
    void aChangeRaisesThePartitionEpochAndALeaderTheLeaderEpoch() {
        PartitionChangeRecord change{.partition = PartitionIndex{1}, .topicId = id(1)};
        change.isr = std::vector{BrokerId{1}, BrokerId{2}};
        ImagePointer image = apply(example(), {change});
        QCOMPARE(image->topic("a")->partitions[1]->partitionEpoch.value(), 1);
        QCOMPARE(image->topic("a")->partitions[1]->leaderEpoch.value(), 0);
        change = {.partition = PartitionIndex{1}, .topicId = id(1), .leader = BrokerId{1}};
        image = apply(image, {change});
        QCOMPARE(image->topic("a")->partitions[1]->partitionEpoch.value(), 2);
        QCOMPARE(image->topic("a")->partitions[1]->leaderEpoch.value(), 1);
        QCOMPARE(image->topic("a")->partitions[1]->isr.size(), std::size_t{2});
    }
    void clearingForgetsWhoIsEligibleAndRaisesThePartitionEpochOnlyThere() {
        PartitionChangeRecord change{.partition = PartitionIndex{1}, .topicId = id(1)};
        change.elr = std::vector{BrokerId{2}};
        const ImagePointer before = apply(example(), {change});
        for (const std::string& name : {std::string("a"), std::string()}) {
            const ImagePointer image = apply(before, {ClearElrRecord{.topicName = name}});
            const TopicImage& topic = *image->topic("a");
            QVERIFY(topic.partitions[1]->elr.empty() && topic.partitions[1]->lastKnownElr.empty());
            QCOMPARE(topic.partitions[1]->partitionEpoch.value(), 2);
            QVERIFY(topic.partitions[0] == before->topic("a")->partitions[0]);
            QCOMPARE(image->topic("b")->partitions[0]->partitionEpoch.value(), 0);
        }
        QVERIFY(apply(before, {ClearElrRecord{.topicName = "b"}})->hash() == before->hash());
        QVERIFY(!before->apply(std::vector<Record>{ClearElrRecord{.topicName = "nobody"}}, Offset{99},
                               LeaderEpoch{4}));
    }
    void clearingKnowsWhatItsBatchHasMadeAndRemoved() {
        PartitionChangeRecord change{.partition = PartitionIndex{1}, .topicId = id(1)};
        change.lastKnownElr = std::vector{BrokerId{2}};
        const ImagePointer image =
            apply(example(), {change, RemoveTopicRecord{.id = id(2)}, ClearElrRecord{}});
        QVERIFY(image->topic("a")->partitions[1]->lastKnownElr.empty() && !image->topic("b"));
    }
    void removingATopicTakesItsSettingsWithIt() {
        const ImagePointer image = apply(example(), {RemoveTopicRecord{.id = id(1)}});
        QVERIFY(!image->topic("a") && !image->topic(id(1)) && image->topic("b"));
        QVERIFY(image->configs().empty());
    }
    void aNameMayComeBackInTheSameBatchWithAnotherId() {
        const ImagePointer before = example();
        const ImagePointer image = apply(
            before, {RemoveTopicRecord{.id = id(1)}, TopicRecord{.name = "a", .id = id(3)}, partition(3, 0)});
        QVERIFY(image->topic("a")->id == id(3));
        QCOMPARE(image->topics().size(), std::size_t{2});
        QVERIFY(image->config(ConfigResource::topic("a")).empty());
        const ImageDelta delta = compare(*before, *image);
        QCOMPARE(delta.topics.size(), std::size_t{2});
        QVERIFY(!delta.topics[0].after && delta.topics[0].topic().id == id(1));
        QVERIFY(!delta.topics[1].before && delta.topics[1].topic().id == id(3));
    }
    void aTopicThatCameAndWentLeavesNothing() {
        const ImagePointer image = apply(example(), {TopicRecord{.name = "c", .id = id(3)}, partition(3, 0),
                                                     RemoveTopicRecord{.id = id(3)}});
        QCOMPARE(image->hash(), example()->hash());
        QVERIFY(!image->topic("c") && !image->topic(id(3)));
    }

    void recordsThatDoNotFitStopTheReplay_data() {
        QTest::addColumn<int>("row");
        QTest::newRow("topic twice") << 0;
        QTest::newRow("topic id twice") << 1;
        QTest::newRow("removing an unknown topic") << 2;
        QTest::newRow("partition of an unknown topic") << 3;
        QTest::newRow("partition behind a hole") << 4;
        QTest::newRow("negative partition") << 5;
        QTest::newRow("change of an unknown partition") << 6;
        QTest::newRow("unknown broker") << 7;
        QTest::newRow("stale broker epoch") << 8;
        QTest::newRow("broker epoch falls") << 9;
        QTest::newRow("producer ids fall") << 10;
        QTest::newRow("negative feature level") << 11;
    }
    void recordsThatDoNotFitStopTheReplay() {
        QFETCH(int, row);
        const std::vector<Record> records{
            TopicRecord{.name = "a", .id = id(9)},
            TopicRecord{.name = "z", .id = id(1)},
            RemoveTopicRecord{.id = id(9)},
            partition(9, 0),
            partition(1, 3),
            partition(1, -1),
            PartitionChangeRecord{.partition = PartitionIndex{2}, .topicId = id(1)},
            FenceBrokerRecord{.broker = BrokerId{2}, .epoch = BrokerEpoch{0}},
            UnfenceBrokerRecord{.broker = BrokerId{1}, .epoch = BrokerEpoch{3}},
            RegisterBrokerRecord{.broker = BrokerId{1}, .epoch = BrokerEpoch{-1}},
            ProducerIdsRecord{.next = ProducerId{-1}},
            FeatureLevelRecord{.name = "x", .level = -1},
        };
        const Record record = records[static_cast<std::size_t>(row)];
        const auto applied = example()->apply(std::span(&record, 1), Offset{50}, LeaderEpoch{1});
        QVERIFY(!applied);
        QCOMPARE(applied.error().code, ErrorCode::kInvalidRecordState);
    }
    void epochsThatAreUsedUpStopTheReplay() {
        PartitionRecord last = partition(1, 0);
        last.leaderEpoch = LeaderEpoch{std::numeric_limits<std::int32_t>::max()};
        const ImagePointer image = apply(example(), {last});
        const Record change = PartitionChangeRecord{.topicId = id(1), .leader = kNoBroker};
        QVERIFY(!image->apply(std::span(&change, 1), Offset{50}, LeaderEpoch{1}));
    }

    void leavesThatNoRecordTouchedAreShared() {
        const ImagePointer before = example();
        const ImagePointer after = apply(
            before,
            {PartitionChangeRecord{.partition = PartitionIndex{1}, .topicId = id(1), .leader = kNoBroker}});
        QVERIFY(before->topics().find("b") == after->topics().find("b"));
        QVERIFY(before->topic("a")->partitions[0] == after->topic("a")->partitions[0]);
        QVERIFY(before->topic("a")->partitions[1] != after->topic("a")->partitions[1]);
        QVERIFY(before->brokers().find(BrokerId{1}) == after->brokers().find(BrokerId{1}));
    }
    void theDeltaNamesWhatDiffersAcrossBatches() {
        const ImagePointer before = example();
        ImagePointer after = apply(before, {TopicRecord{.name = "c", .id = id(3)}, partition(3, 0)});
        after = apply(
            after, {setting("a", "retention.ms", std::nullopt), FeatureLevelRecord{.name = "f", .level = 1}});
        after = apply(after, {PartitionChangeRecord{
                                  .partition = PartitionIndex{1}, .topicId = id(1), .leader = kNoBroker},
                              RemoveTopicRecord{.id = id(2)}, ProducerIdsRecord{.next = ProducerId{1000}}});
        const ImageDelta delta = compare(*before, *after);
        QCOMPARE(delta.topics.size(), std::size_t{3});
        QVERIFY(delta.topics[0].topic().name == "a" && delta.topics[0].partitions.size() == 1);
        QCOMPARE(delta.topics[0].partitions[0].index.value(), 1);
        QVERIFY(delta.topics[1].topic().name == "b" && !delta.topics[1].after);
        QVERIFY(delta.topics[2].topic().name == "c" && !delta.topics[2].before);
        QCOMPARE(delta.configs.size(), std::size_t{1});
        QVERIFY(!delta.configs[0].after && delta.featuresChanged && delta.producerIdsChanged &&
                delta.brokers.empty());
        QVERIFY(compare(*after, *after).empty());
    }
    void everyFieldOfAPartitionCountsInTheHash() {
        const auto hashOf = [](auto change) {
            PartitionRecord record = partition(1, 0);
            change(record);
            return apply(example(), {record})->hash();
        };
        std::set<std::uint64_t> hashes{example()->hash()};
        hashes.insert(hashOf([](PartitionRecord& r) { r.leader = kNoBroker; }));
        hashes.insert(hashOf([](PartitionRecord& r) { r.isr.clear(); }));
        hashes.insert(hashOf([](PartitionRecord& r) { r.replicas.push_back(BrokerId{2}); }));
        hashes.insert(hashOf([](PartitionRecord& r) { r.elr = std::vector{BrokerId{2}}; }));
        hashes.insert(hashOf([](PartitionRecord& r) { r.adding = {BrokerId{2}}; }));
        hashes.insert(hashOf([](PartitionRecord& r) { r.removing = {BrokerId{2}}; }));
        hashes.insert(hashOf([](PartitionRecord& r) { r.leaderEpoch = LeaderEpoch{1}; }));
        hashes.insert(hashOf([](PartitionRecord& r) { r.partitionEpoch = PartitionEpoch{1}; }));
        hashes.insert(hashOf([](PartitionRecord& r) { r.directories = {id(7)}; }));
        QCOMPARE(hashes.size(), std::size_t{10});
    }
};

BROKERSCOPE_TEST(TestImage)
#include "tst_image.moc"
