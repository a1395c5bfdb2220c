#include <QtTest/QtTest>

#include "broker/log/checkpoint.h"
#include "broker/log/data_folder.h"
#include "broker/log/file_names.h"
#include "tests/broker/log/memory_files.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;
using namespace tests;

namespace {

const Uuid kTopic = Uuid::fromText("u1Q6zPqhSDqtkqT9e4Ziyw").value();

QByteArray text(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())};
}

}  // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT

private slots:
    void offsetsAreWrittenAsKafkaDoes() {
        const OffsetCheckpoint offsets = {{{"orders", PartitionIndex(1)}, Offset(42)},
                                          {{"a.b-c", PartitionIndex(0)}, Offset(0)}};
        const Bytes file = encodeOffsetCheckpoint(offsets);
        QCOMPARE(text(file), QByteArray("0\n2\na.b-c 0 0\norders 1 42\n"));
        QVERIFY(decodeOffsetCheckpoint(file) == offsets);
    }

    void epochsAreWrittenAsKafkaDoes() {
        const std::vector<EpochEntry> entries = {{LeaderEpoch(0), Offset(0)}, {LeaderEpoch(4), Offset(17)}};
        const Bytes file = encodeEpochCheckpoint(entries);
        QCOMPARE(text(file), QByteArray("0\n2\n0 0\n4 17\n"));
        QVERIFY(decodeEpochCheckpoint(file) == entries);
    }

    void hostileCheckpointsAreRefused_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("unknown version") << QByteArray("1\n0\n");
        QTest::newRow("no count") << QByteArray("0\n");
        QTest::newRow("count of words") << QByteArray("0\nx\n");
        QTest::newRow("negative count") << QByteArray("0\n-1\n");
        QTest::newRow("enormous count") << QByteArray("0\n9223372036854775807\n0 0\n");
        QTest::newRow("fewer than announced") << QByteArray("0\n2\n0 0\n");
        QTest::newRow("more than announced") << QByteArray("0\n1\n0 0\n1 1\n");
        QTest::newRow("not growing") << QByteArray("0\n2\n1 5\n1 9\n");
        QTest::newRow("offsets falling") << QByteArray("0\n2\n1 5\n2 5\n");
        QTest::newRow("negative") << QByteArray("0\n1\n-1 0\n");
        QTest::newRow("too great") << QByteArray("0\n1\n1 99999999999999999999\n");
        QTest::newRow("three words") << QByteArray("0\n1\n1 2 3\n");
    }
    void hostileCheckpointsAreRefused() {
        QFETCH(QByteArray, file);
        const auto result = decodeEpochCheckpoint(asBytes({file.constData(), std::size_t(file.size())}));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::kMalformed);
    }

    void anAbsentOffsetCheckpointIsEmpty() {
        const MemoryFiles files;
        QVERIFY(readOffsetCheckpoint(files, "/data/recovery-point-offset-checkpoint")->empty());
    }

    void aCheckpointIsOldOrNewWhateverActFails() {
        const std::string path = "/data/replication-offset-checkpoint";
        const OffsetCheckpoint before = {{{"t", PartitionIndex(0)}, Offset(1)}};
        const OffsetCheckpoint after = {{{"t", PartitionIndex(0)}, Offset(123456789)}};
        for (int failing = 0; failing < 20; ++failing) {
            for (const std::size_t torn : {std::size_t{0}, std::size_t{3}}) {
                MemoryFiles files;
                QVERIFY(writeOffsetCheckpoint(files, path, before));
                int acts = 0;
                files.judge([&](DiskAct, const std::string&) -> std::optional<MemoryFiles::Fate> {
                    if (acts++ < failing) return std::nullopt;
                    return MemoryFiles::Fate{{ErrorCode::kInputOutput, "crashed"}, torn};
                });
                const bool written = writeOffsetCheckpoint(files, path, after).has_value();
                const auto found = readOffsetCheckpoint(*files.copy(), path);
                QVERIFY(found && (*found == before || *found == after));
                QVERIFY(!written || *found == after);
            }
        }
    }

    void metaPropertiesRoundTripAndTakeJavasForm() {
        MemoryFiles files;
        const MetaProperties properties{"Jb3bK8nESiO0-6vPZTLrVg", BrokerId(2), kTopic};
        QVERIFY(writeMetaProperties(files, "/data", properties));
        QVERIFY(readMetaProperties(files, "/data") == properties);
        const auto java = decodeMetaProperties(
            asBytes("#\n#Sun Nov 22 05:46:13 UTC 2026\r\ncluster.id=abc\r\nnew.key=x\r\ndirectory.id="
                    "u1Q6zPqhSDqtkqT9e4Ziyw\r\nnode.id=2\r\nversion=1\r\n"));
        QVERIFY(java);
        QCOMPARE(java->nodeId.value(), 2);
    }

    void wrongMetaPropertiesAreRefused_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("version 0") << QByteArray(
            "version=0\ncluster.id=a\nnode.id=1\ndirectory.id=u1Q6zPqhSDqtkqT9e4Ziyw\n");
        QTest::newRow("no node") << QByteArray(
            "version=1\ncluster.id=a\ndirectory.id=u1Q6zPqhSDqtkqT9e4Ziyw\n");
        QTest::newRow("node too great") << QByteArray(
            "version=1\ncluster.id=a\nnode.id=99999999999\ndirectory.id=u1Q6zPqhSDqtkqT9e4Ziyw\n");
        QTest::newRow("broken uuid") << QByteArray("version=1\ncluster.id=a\nnode.id=1\ndirectory.id=zzz\n");
    }
    void wrongMetaPropertiesAreRefused() {
        QFETCH(QByteArray, file);
        const auto result = decodeMetaProperties(asBytes({file.constData(), std::size_t(file.size())}));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::kMalformed);
    }

    void theCleanShutdownMarkIsTakenOnce() {
        MemoryFiles files;
        QVERIFY(!*takeCleanShutdownMark(files, "/data"));
        QVERIFY(writeCleanShutdownMark(files, "/data", {BrokerEpoch(77)}));
        QCOMPARE(text(files.content("/data/.kafka_cleanshutdown")),
                 QByteArray("{\"version\":0,\"brokerEpoch\":77}"));
        const auto mark = takeCleanShutdownMark(files, "/data");
        QVERIFY(mark && *mark);
        QCOMPARE((*mark)->brokerEpoch.value(), std::int64_t{77});
        QVERIFY(!files.has("/data/.kafka_cleanshutdown"));
        files.put("/data/.kafka_cleanshutdown", asBytes("{\"brokerEpoch\":"));
        const auto torn = takeCleanShutdownMark(files, "/data");
        QVERIFY(torn && *torn && (*torn)->brokerEpoch == kNoBrokerEpoch);
    }

    void aMarkThatCannotBeRemovedIsNotTaken() {
        MemoryFiles files;
        QVERIFY(writeCleanShutdownMark(files, "/data", {}));
        files.judge([](DiskAct act, const std::string&) -> std::optional<MemoryFiles::Fate> {
            if (act != DiskAct::kRemove) return std::nullopt;
            return MemoryFiles::Fate{{ErrorCode::kInputOutput, "broken"}};
        });
        QVERIFY(!takeCleanShutdownMark(files, "/data"));
    }

    void partitionMetadataHasNoFinalNewline() {
        const Bytes file = encodePartitionMetadata(kTopic);
        QCOMPARE(text(file), QByteArray("version: 0\ntopic_id: u1Q6zPqhSDqtkqT9e4Ziyw"));
        QVERIFY(decodePartitionMetadata(file) == kTopic);
        QVERIFY(!decodePartitionMetadata(asBytes("version: 1\ntopic_id: u1Q6zPqhSDqtkqT9e4Ziyw")));
        QVERIFY(!decodePartitionMetadata(asBytes("version: 0\n")));
    }

    void folderNames() {
        const TopicPartition partition{"a-b.c_d", PartitionIndex(12)};
        QCOMPARE(partitionFolderName(partition), std::string("a-b.c_d-12"));
        QVERIFY(parsePartitionFolderName("a-b.c_d-12")->partition == partition);
        const std::string gone = partitionFolderName(partition, FolderPurpose::kDelete, kTopic);
        QVERIFY(gone.ends_with("-delete") && gone.starts_with("a-b.c_d-12."));
        QVERIFY(parsePartitionFolderName(gone)->purpose == FolderPurpose::kDelete);
        QVERIFY(parsePartitionFolderName(gone)->partition == partition);
        const TopicPartition longest{std::string(249, 'x'), PartitionIndex(0)};
        QCOMPARE(partitionFolderName(longest, FolderPurpose::kDelete, kTopic).size(), std::size_t{255});
        for (const char* other : {"", "x", "x-", "-0", "x-01", "x--", "x-99999999999", "a/b-0", "..-0"})
            QVERIFY2(!parsePartitionFolderName(other), other);
    }

    void segmentNamesHaveTwentyDigits() {
        QCOMPARE(offsetFileName(Offset(170410), kLogSuffix), std::string("00000000000000170410.log"));
        QVERIFY(parseOffsetFileName("00000000000000170410.log", kLogSuffix) == Offset(170410));
        for (const char* other : {"170410.log", "0000000000000017041x.log", "00000000000000170410.index",
                                  "00000000000000170410.log.deleted", "09223372036854775807.log",
                                  "99999999999999999999.log", "-0000000000000170410.log"})
            QVERIFY2(!parseOffsetFileName(other, kLogSuffix), other);
    }
};

BROKERSCOPE_TEST(TestCheckpoint)
#include "tst_checkpoint.moc"
