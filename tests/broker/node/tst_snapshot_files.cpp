#include <QtTest/QtTest>

#include <string>

#include "broker/base/random.h"
#include "broker/metadata/records.h"
#include "broker/node/raft_driver/snapshot_files.h"
#include "broker/simulation/simulator.h"
#include "broker/wire/record_batch.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::node;

namespace {

const quorum::SnapshotId kId{Offset(120), LeaderEpoch(3)};
const std::string kFolder = "data";

/// Two brokers, a topic with settings, and a feature; a batch's worth of topics more.
metadata::ImagePointer image(int moreTopics = 0) {
    Random random(1);
    std::vector<metadata::Record> records;
    records.emplace_back(metadata::FeatureLevelRecord{.name = "metadata.version", .level = 29});
    for (int broker = 1; broker <= 2; ++broker)
        records.emplace_back(metadata::RegisterBrokerRecord{.broker = BrokerId(broker),
                                                            .incarnationId = Uuid::random(random),
                                                            .epoch = BrokerEpoch(broker),
                                                            .fenced = false});
    for (int i = 0; i <= moreTopics; ++i) {
        const std::string name = "topic-" + std::to_string(i);
        const Uuid id = Uuid::random(random);
        records.emplace_back(metadata::TopicRecord{.name = name, .id = id});
        records.emplace_back(metadata::PartitionRecord{.topicId = id,
                                                       .replicas = {BrokerId(1), BrokerId(2)},
                                                       .isr = {BrokerId(2)},
                                                       .leader = BrokerId(2),
                                                       .leaderEpoch = LeaderEpoch(4)});
        records.emplace_back(metadata::ConfigRecord{
            .resourceType = 2, .resourceName = name, .name = "retention.ms", .value = "1000"});
    }
    records.emplace_back(metadata::ProducerIdsRecord{.broker = BrokerId(1), .next = ProducerId(5000)});
    return metadata::MetadataImage::empty()->apply(records, kId.end, kId.epoch).value();
}

Bytes encoded(int moreTopics = 0) {
    return encodeSnapshot(*image(moreTopics), Timestamp(1'700'000'000'000)).value();
}

}  // namespace

class TestSnapshotFiles : public QObject {
    Q_OBJECT

private slots:
    void namesAreThoseOfKafka() {
        QCOMPARE(snapshotFileName(kId), std::string("00000000000000000120-0000000003.checkpoint"));
        QVERIFY(parseSnapshotFileName("00000000000000000120-0000000003.checkpoint") == kId);
    }
    void otherNamesAreNoSnapshots() {
        for (const char* name :
             {"", "bootstrap.checkpoint", "00000000000000000120-0000000003.checkpoint.part",
              "00000000000000000120-0000000003.snapshot", "0000000000000000012x-0000000003.checkpoint",
              "-0000000000000000120-0000000003.checkpoint", "00000000000000000120_0000000003.checkpoint",
              "99999999999999999999-0000000003.checkpoint", "00000000000000000120-9999999999.checkpoint"})
            QVERIFY2(!parseSnapshotFileName(name), name);
    }
    void whatWasWrittenIsReadBack() {
        for (const int more : {0, 12'000}) {
            const metadata::ImagePointer before = image(more);
            const auto after = decodeSnapshot(encoded(more), kId);
            QVERIFY(after.has_value());
            QCOMPARE((*after)->hash(), before->hash());
            QVERIFY((*after)->end() == kId.end && (*after)->epoch() == kId.epoch);
        }
    }
    void anEmptyImageIsASnapshotToo() {
        const auto empty = encodeSnapshot(*metadata::MetadataImage::empty(), Timestamp(0));
        QCOMPARE(decodeSnapshot(*empty, kId).value()->hash(), metadata::MetadataImage::empty()->hash());
    }
    void itIsControlBatchesAroundBatchesOfGrowingOffsets() {
        const Bytes file = encoded(12'000);
        wire::BatchCursor cursor(file);
        Offset next{0};
        std::vector<bool> control;
        while (const auto batch = cursor.next().value()) {
            QVERIFY(batch->header.baseOffset == next && batch->header.leaderEpoch == kId.epoch);
            QVERIFY(wire::checkCrc(batch->bytes).has_value());
            next = batch->header.nextOffset();
            control.push_back(batch->header.isControl());
        }
        QVERIFY(control.size() > 3);
        QVERIFY(control.front() && control.back());
        QCOMPARE(std::count(control.begin(), control.end(), true), 2);
    }

    void whatIsNotWholeIsRefused() {
        const Bytes file = encoded();
        for (std::size_t size = 0; size < file.size(); size += 7)
            QVERIFY(!decodeSnapshot(ByteView(file).subspan(0, size), kId));
        Bytes twice = file;
        twice.insert(twice.end(), file.begin(), file.end());
        QVERIFY(!decodeSnapshot(twice, kId));
    }
    void aFlippedBitIsRefused() {
        Random random(3);
        for (int i = 0; i < 300; ++i) {
            Bytes file = encoded();
            // Base offset and epoch are outside the sum, as in every log.
            const std::size_t at = 17 + random.below(file.size() - 17);
            file[at] ^= static_cast<std::uint8_t>(1U << random.below(8));
            const auto read = decodeSnapshot(file, kId);
            QVERIFY(!read || (*read)->hash() == image()->hash());
        }
    }

    void aFolderKeepsTheNewOnesAndForgetsTheOld() {
        simulation::Simulator simulator(1);
        world::World world = simulator.addMachine("machine").world();
        QVERIFY(world.files.makeFolders(kFolder));
        const auto write = [&](std::int64_t end) {
            const auto moved = image()->apply({}, Offset(end), kId.epoch).value();
            QVERIFY(writeSnapshot(world.files, kFolder, *moved, Timestamp(0)));
        };
        write(300);
        write(200);
        write(250);
        QCOMPARE(listSnapshots(world.files, kFolder)->size(), std::size_t{3});
        removeSnapshotsBefore(world.files, kFolder, Offset(250));
        const auto left = listSnapshots(world.files, kFolder).value();
        QCOMPARE(left.size(), std::size_t{2});
        QVERIFY(left[0].end == Offset(250) && left[1].end == Offset(300));
        QCOMPARE(readSnapshot(world.files, kFolder, left[1]).value()->hash(), image()->hash());
    }
    void anUnfinishedFileGetsItsNameOnlyWhenItIsWhole() {
        simulation::Simulator simulator(1);
        world::World world = simulator.addMachine("machine").world();
        QVERIFY(world.files.makeFolders(kFolder));
        const Bytes file = encoded();
        const std::string path = world::joinPath(kFolder, unfinishedSnapshotFileName(kId));
        const auto put = [&](std::size_t size) {
            const auto open = world.files.open(path, world::OpenMode::kTruncate);
            QVERIFY((*open)->writeAt(0, ByteView(file).subspan(0, size)));
        };
        put(file.size() - 1);
        QVERIFY(!finishSnapshot(world.files, kFolder, kId));
        QVERIFY(!world.files.exists(path));
        QVERIFY(listSnapshots(world.files, kFolder)->empty());
        put(file.size());
        QCOMPARE(finishSnapshot(world.files, kFolder, kId).value()->hash(), image()->hash());
        QVERIFY(!world.files.exists(path));
        QVERIFY(listSnapshots(world.files, kFolder).value() == std::vector<quorum::SnapshotId>{kId});
    }
};

BROKERSCOPE_TEST(TestSnapshotFiles)
#include "tst_snapshot_files.moc"
