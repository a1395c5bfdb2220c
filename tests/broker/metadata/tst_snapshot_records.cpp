#include <QtTest/QtTest>

#include "broker/metadata/snapshot_records.h"
#include "tests/broker/metadata/controller_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;
using tests::ControllerFixture;

namespace {

/// The image of what a snapshot's bytes say.
ImagePointer restored(const MetadataImage& image) {
    std::vector<Record> read;
    for (const Record& record : recordsOf(image)) read.push_back(decode(encode(record)).value());
    return MetadataImage::empty()->apply(read, image.end(), image.epoch()).value();
}

}  // namespace

class TestSnapshotRecords : public QObject {
    Q_OBJECT

private slots:
    void nothingIsWrittenOfAnEmptyImage() { QVERIFY(recordsOf(*MetadataImage::empty()).empty()); }

    void everythingComesBack() {
        ControllerFixture cluster;
        cluster.join(1);
        RegisterBroker other = cluster.registration(2);
        other.rack = "east";
        cluster.run(cluster.controller.registerBroker(other, cluster.now));
        cluster.run(cluster.controller.createTopics(
            {.topics = {{.name = "a", .partitions = 3, .settings = {{"retention.ms", "5"}}},
                        {.name = "b", .partitions = 1}}}));
        cluster.run(cluster.controller.allocateProducerIds(
            {.broker = BrokerId{1}, .epoch = cluster.brokerOf(1).epoch}));
        PartitionChangeRecord change{.partition = PartitionIndex{1},
                                     .topicId = cluster.image().topic("a")->id,
                                     .isr = std::vector<BrokerId>{},
                                     .leader = kNoBroker,
                                     .recovery = LeaderRecoveryState::kRecovering,
                                     .elr = std::vector{BrokerId{1}},
                                     .lastKnownElr = std::vector{BrokerId{2}}};
        change.adding = std::vector{BrokerId{2}};
        change.removing = std::vector{BrokerId{1}};
        BrokerRegistrationChangeRecord stopping{.broker = BrokerId{1}, .epoch = cluster.brokerOf(1).epoch};
        stopping.shutdown = BrokerRegistrationChangeRecord::Shutdown::kEntered;
        cluster.append({change, stopping,
                        ConfigRecord{.resourceType = 4, .resourceName = "", .name = "x", .value = "y"}});

        const MetadataImage& image = cluster.image();
        const ImagePointer again = restored(image);
        QCOMPARE(again->hash(), image.hash());
        QCOMPARE(again->end(), image.end());
        QVERIFY(again->features() == image.features());
        QCOMPARE(again->nextProducerId().value(), 1000);
        QVERIFY(*again->broker(BrokerId{1}) == *image.broker(BrokerId{1}));
        QVERIFY(*again->broker(BrokerId{2}) == *image.broker(BrokerId{2}));
        QVERIFY(again->broker(BrokerId{2})->fenced && again->broker(BrokerId{1})->inControlledShutdown);
        for (int i = 0; i < 3; ++i)
            QVERIFY(*again->topic("a")->partition(PartitionIndex{i}) == cluster.partition("a", i));
        QVERIFY(again->config(ConfigResource::topic("a")) == image.config(ConfigResource::topic("a")));
        QCOMPARE(again->config(ConfigResource::allBrokers()).size(), std::size_t{1});
    }
    void theVersionComesFirst() {
        ControllerFixture cluster;
        const std::vector<Record> records = recordsOf(cluster.image());
        QVERIFY(std::get<FeatureLevelRecord>(records.front()).name == kMetadataVersionFeature);
    }
    void whatWasDeletedIsNotWritten() {
        ControllerFixture cluster;
        cluster.join(1);
        const std::size_t before = recordsOf(cluster.image()).size();
        cluster.create("a", 5);
        QCOMPARE(recordsOf(cluster.image()).size(), before + 6);
        cluster.run(cluster.controller.deleteTopics({.topics = {{.name = "a"}}}));
        QCOMPARE(recordsOf(cluster.image()).size(), before);
    }
};

BROKERSCOPE_TEST(TestSnapshotRecords)
#include "tst_snapshot_records.moc"
