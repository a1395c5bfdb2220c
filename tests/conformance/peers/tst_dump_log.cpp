#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>
#include <functional>

#include "tests/conformance/peers/log_dump.h"
#include "tests/conformance/peers/peers.h"
#include "tests/conformance/segment_files.h"
#include "tests/support/test_registry.h"

using namespace tests;
using peers::LogDump;

namespace {

const QStringList kAllCodecs{"none", "gzip", "snappy", "lz4", "zstd"};

/// With the classroom's timing a killed broker's place is free again soon.
QStringList serving(const QTemporaryDir& data) {
    return {"--data", data.path(), "--set", "log.segment.bytes=1048576", "--profile", "classroom"};
}

/// Changes a byte of a file in place.
bool overwrite(QFile& file, qint64 position) { return file.seek(position) && file.putChar('\x55'); }

/// Appends the file's own first bytes: the beginning of a batch, and not its end.
bool tear(QFile& file) {
    const QByteArray begin = file.read(75);
    return file.seek(file.size()) && file.write(begin) == begin.size();
}

/// Takes a whole batch out of a log, the first or the second.
bool leaveOut(QFile& log, int index) {
    constexpr qsizetype kLengthAt = 8;
    constexpr qsizetype kCounted = 12;
    QByteArray bytes = log.readAll();
    const auto size = [&](qsizetype batch) {
        return kCounted + qFromBigEndian<qint32>(bytes.constData() + batch + kLengthAt);
    };
    const qsizetype begin = index == 0 ? 0 : size(0);
    bytes.remove(begin, size(begin));
    return log.resize(0) && log.seek(0) && log.write(bytes) == bytes.size();
}

bool copyFiles(const QString& from, const QString& to) {
    if (!QDir().mkpath(to)) return false;
    for (const QString& name : QDir(from).entryList(QDir::Files))
        if (!QFile::copy(from + '/' + name, to + '/' + name)) return false;
    return true;
}

using Damage = std::function<bool(QFile&)>;

}  // namespace

Q_DECLARE_METATYPE(Damage)

/// Kafka's DumpLogSegments on what brokers leave on disk.
class TestDumpLog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void filesOfAStoppedClusterAreSound();
    void everyMetadataRecordIsDecoded();
    void filesOfAKilledAndRecoveredClusterAreSound_data();
    void filesOfAKilledAndRecoveredClusterAreSound();
    void damageIsComplainedOf_data();
    void damageIsComplainedOf();
    void damageOfMetadataIsComplainedOf();

private:
    void checkTopics(const QString& data);
    void checkMetadata(const QString& data);

    QTemporaryDir m_classes;
    /// Of a cluster that had all codecs, many segments and idempotent producers, and was stopped.
    QTemporaryDir m_stopped;
};

void TestDumpLog::initTestCase() {
    REQUIRE_PEER("kafka");
    QCOMPARE(peers::compileJava(m_classes.path()), QByteArray());
    conformance::ServedCluster cluster(serving(m_stopped));
    QVERIFY2(cluster.start(), qPrintable(cluster.errors()));
    VERIFY_RAN(peers::runScenario(cluster, m_classes.path(), "admin"));
    VERIFY_RAN(peers::runScenario(cluster, m_classes.path(), "records", {kAllCodecs.join(',')}));
    QCOMPARE(cluster.stop(), 0);
}

void TestDumpLog::checkTopics(const QString& data) {
    const QStringList files =
        peers::filesBelow(data, {"*.log", "*.index", "*.timeindex", "*.snapshot"}, peers::Of::kTopics);
    const LogDump dump = peers::dumpFiles(files);
    QCOMPARE(dump.complaints.join('\n'), QByteArray());
    QCOMPARE(dump.files, files.size());
    QVERIFY(dump.batches > 0);
    // An index entry, a time entry and a producer, so that the files were not merely empty.
    QVERIFY(dump.output.contains("\noffset: "));
    QVERIFY(dump.output.contains("\ntimestamp: "));
    QVERIFY(dump.output.contains("\nproducerId: "));

    const QStringList indexes = peers::filesBelow(data, {"*.index", "*.timeindex"}, peers::Of::kTopics);
    const LogDump checked = peers::checkIndexes(indexes);
    QCOMPARE(checked.complaints.join('\n'), QByteArray());
    QCOMPARE(checked.files, indexes.size());
}

void TestDumpLog::checkMetadata(const QString& data) {
    const QStringList logs = peers::filesBelow(data, {"*.log"}, peers::Of::kMetadata);
    QCOMPARE(logs.size(), 3);
    const LogDump dump = peers::dumpMetadata(logs);
    QCOMPARE(dump.complaints.join('\n'), QByteArray());
    QCOMPARE(dump.files, logs.size());
    QVERIFY(dump.batches > 0);

    const QStringList others =
        peers::filesBelow(data, {"*.index", "*.timeindex", "*.snapshot"}, peers::Of::kMetadata);
    const LogDump dumpOfOthers = peers::dumpFiles(others);
    QCOMPARE(dumpOfOthers.complaints.join('\n'), QByteArray());
    QCOMPARE(dumpOfOthers.files, others.size());
}

void TestDumpLog::filesOfAStoppedClusterAreSound() {
    for (const QString& codec : kAllCodecs) {
        const QString folder = conformance::replicaFolder(m_stopped.path(), "records-" + codec);
        const QStringList logs = peers::filesBelow(folder, {"*.log"}, peers::Of::kTopics);
        QVERIFY(logs.size() > 1);
        const LogDump dump = peers::dumpFiles(logs);
        QVERIFY(dump.batches > 1);
        QCOMPARE(dump.output.count("compresscodec: " + codec.toUtf8() + ' '), dump.batches);
    }
    checkTopics(m_stopped.path());
    if (QTest::currentTestFailed()) return;
    checkMetadata(m_stopped.path());
}

void TestDumpLog::everyMetadataRecordIsDecoded() {
    const QStringList logs = peers::filesBelow(m_stopped.path(), {"*.log"}, peers::Of::kMetadata);
    const LogDump dump = peers::dumpMetadata(logs);
    qsizetype decoded = dump.output.count(" LeaderChange: {");
    for (const char* type :
         {"FEATURE_LEVEL_RECORD", "REGISTER_BROKER_RECORD", "BROKER_REGISTRATION_CHANGE_RECORD",
          "TOPIC_RECORD", "PARTITION_RECORD", "CONFIG_RECORD", "PRODUCER_IDS_RECORD", "REMOVE_TOPIC_RECORD",
          "PARTITION_CHANGE_RECORD"}) {
        const qsizetype count = dump.output.count(QByteArray("payload: {\"type\":\"") + type + '"');
        QVERIFY2(count > 0, type);
        decoded += count;
    }
    QCOMPARE(dump.output.count("\n| offset: "), decoded);
}

void TestDumpLog::filesOfAKilledAndRecoveredClusterAreSound_data() {
    QTest::addColumn<QString>("codec");
    QTest::addColumn<bool>("isTorn");
    QTest::newRow("plain batches") << "none" << false;
    QTest::newRow("packed batches, and a torn tail") << "zstd" << true;
}

void TestDumpLog::filesOfAKilledAndRecoveredClusterAreSound() {
    QFETCH(QString, codec);
    QFETCH(bool, isTorn);
    QTemporaryDir data;
    conformance::ServedCluster cluster(serving(data));
    QVERIFY2(cluster.start(), qPrintable(cluster.errors()));

    QProcess producer;
    producer.start(peers::javaProgram(),
                   peers::javaArguments("Peer", {"steady", cluster.bootstrapServers(), "steady", codec},
                                        m_classes.path()));
    QByteArray told;
    QVERIFY(conformance::waitUntil(producer, [&] {
        told += producer.readAllStandardOutput();
        return told.contains("acknowledged 20000\n");
    }));
    cluster.kill();
    producer.kill();
    QVERIFY(producer.waitForFinished(conformance::kDeadlineMs));
    told += producer.readAllStandardOutput();
    const QByteArray lastTold = told.trimmed().split('\n').last();
    const qint64 acknowledged = lastTold.mid(lastTold.lastIndexOf(' ') + 1).toLongLong();
    if (isTorn) {
        const QString segment =
            conformance::activeSegment(conformance::replicaFolder(data.path(), "steady", 0));
        QFile file(segment);
        QVERIFY(file.open(QIODevice::ReadWrite) && tear(file));
        file.close();
        QVERIFY(!peers::dumpFiles({segment}).complaints.isEmpty());
    }

    QVERIFY2(cluster.start(), qPrintable(cluster.errors()));
    const conformance::Ended counted = peers::runScenario(cluster, m_classes.path(), "count", {"steady"});
    VERIFY_RAN(counted);
    QVERIFY(counted.output.trimmed().toLongLong() >= acknowledged);
    QCOMPARE(cluster.stop(), 0);

    checkTopics(data.path());
    if (QTest::currentTestFailed()) return;
    checkMetadata(data.path());
}

void TestDumpLog::damageIsComplainedOf_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<Damage>("damage");
    const auto overwrites = [](qint64 position) {
        return Damage([position](QFile& file) { return overwrite(file, position); });
    };
    const auto leavesOut = [](int index) {
        return Damage([index](QFile& file) { return leaveOut(file, index); });
    };
    QTest::newRow("a record's byte") << "*.log" << overwrites(100);
    QTest::newRow("a batch that has no end") << "*.log" << Damage(tear);
    QTest::newRow("the first batch is missing") << "*.log" << leavesOut(0);
    QTest::newRow("a later batch is missing") << "*.log" << leavesOut(1);
    QTest::newRow("the offset of an index entry") << "*.index" << overwrites(8 + 2);
    QTest::newRow("the position of an index entry") << "*.index" << overwrites(8 + 7);
    QTest::newRow("the time of a time entry") << "*.timeindex" << overwrites(12 + 7);
    QTest::newRow("a producer's sequence number") << "*.snapshot" << overwrites(10 + 12);
}

void TestDumpLog::damageIsComplainedOf() {
    QFETCH(QString, pattern);
    QFETCH(Damage, damage);
    QTemporaryDir copy;
    QVERIFY(copyFiles(conformance::replicaFolder(m_stopped.path(), "records-none"), copy.path()));
    // A segment from the middle: its first offset is not 0.
    QFile file(peers::filesBelow(copy.path(), {pattern}, peers::Of::kTopics).value(1));
    QCOMPARE(peers::dumpFiles({file.fileName()}).complaints.join('\n'), QByteArray());

    QVERIFY(file.open(QIODevice::ReadWrite) && damage(file));
    file.close();
    QVERIFY(!peers::dumpFiles({file.fileName()}).complaints.isEmpty());
}

void TestDumpLog::damageOfMetadataIsComplainedOf() {
    QTemporaryDir copy;
    const QString folder = copy.filePath(QStringLiteral("__cluster_metadata-0"));
    QVERIFY(copyFiles(m_stopped.path() + QStringLiteral("/broker-1/__cluster_metadata-0"), folder));
    QFile file(peers::filesBelow(folder, {"*.log"}, peers::Of::kMetadata).value(0));
    QCOMPARE(peers::dumpMetadata({file.fileName()}).complaints.join('\n'), QByteArray());

    QVERIFY(file.open(QIODevice::ReadWrite) && overwrite(file, 200));
    file.close();
    QVERIFY(!peers::dumpMetadata({file.fileName()}).complaints.isEmpty());
}

BROKERSCOPE_TEST(TestDumpLog)
#include "tst_dump_log.moc"
