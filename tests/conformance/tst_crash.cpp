#include <QtTest/QtTest>

#include "tests/conformance/crash_rounds.h"
#include "tests/conformance/sample_lines.h"
#include "tests/conformance/segment_files.h"
#include "tests/support/test_registry.h"

using namespace tests::conformance;

/// Kill -9 while it writes, and what a restart finds.
class TestCrash : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { REQUIRE_KCAT(); }

    void tenCrashesLoseAndRepeatNothing() {
        CrashRounds rounds(20'260'717);
        QCOMPARE(rounds.begin(), QString());
        for (int round = 0; round < 10; ++round) QCOMPARE(rounds.writeAndCrash(), QString());
        QCOMPARE(rounds.finish(), QString());
        QVERIFY(rounds.recoveries() > 0);
        // The rounds are about many segments: one per partition would prove little.
        for (int partition = 0; partition < CrashRounds::kPartitions; ++partition) {
            const SegmentFiles files = readSegments(replicaFolder(rounds.dataFolder(), "ledger", partition));
            QCOMPARE(files.trouble, QString());
            QVERIFY2(files.segments.size() >= 10, qPrintable(QString::number(files.segments.size())));
        }
    }

    void aTornTailIsCutAndReported_data() {
        QTest::addColumn<int>("cut");
        QTest::addColumn<QByteArray>("garbage");
        QTest::addColumn<int>("left");
        QTest::newRow("the last byte is missing") << 1 << QByteArray() << 2000;
        QTest::newRow("half a header is left") << -30 << QByteArray() << 2000;
        QTest::newRow("garbage follows") << 0 << QByteArray(500, '\x5a') << 3000;
        QTest::newRow("zeros follow") << 0 << QByteArray(4096, '\0') << 3000;
        QTest::newRow("the last byte is another") << 1 << QByteArray(1, '\x7f') << 2000;
    }
    /// Three batches of a thousand records; the tail is that of the third.
    void aTornTailIsCutAndReported() {
        QFETCH(int, cut);
        QFETCH(QByteArray, garbage);
        QFETCH(int, left);
        const QTemporaryDir data;
        ServedCluster cluster(
            {"--brokers", "1", "--data", data.path(), "--profile", "classroom", "--set", "num.partitions=1"});
        QVERIFY(cluster.start());
        const QByteArrayList lines = sampleLines(3000);
        for (int part = 0; part < 3; ++part)
            QVERIFY(produce(cluster, "torn", asText(lines.mid(part * 1000, 1000)),
                            {"-X", "linger.ms=1000", "-X", "batch.num.messages=1000"}));
        cluster.kill();

        const SegmentFiles before = readSegments(replicaFolder(data.path(), "torn"));
        QCOMPARE(before.batches.size(), std::size_t{3});
        const auto lastBegins = static_cast<qint64>(before.batches.back().position);
        QFile segment(activeSegment(replicaFolder(data.path(), "torn")));
        QVERIFY(segment.open(QIODevice::ReadWrite));
        const qint64 kept = cut < 0 ? lastBegins - cut : segment.size() - cut;
        QVERIFY(segment.resize(kept) && segment.seek(kept));
        segment.write(garbage);
        segment.close();

        QVERIFY2(cluster.start(), qPrintable(cluster.errors()));
        const QString told = cluster.waitForLine("event LogTruncated");
        const qint64 ends = left == 3000 ? kept : lastBegins;
        const qint64 gone = kept + garbage.size() - ends;
        QVERIFY2(told.contains(QString("cut %1 bytes from torn-0 at offset %2: ").arg(gone).arg(left)),
                 qPrintable(told));
        QVERIFY(consume(cluster, "torn") == asText(lines.mid(0, left)));

        // Writing goes on where the good part ends.
        QVERIFY(produce(cluster, "torn", "after\n"));
        QCOMPARE(consume(cluster, "torn", {"-o", QString::number(left), "-f", "%o %s\n"}),
                 QByteArray::number(left) + " after\n");
        QCOMPARE(cluster.stop(), 0);
        QCOMPARE(readSegments(replicaFolder(data.path(), "torn")).trouble, QString());
    }

    void indexesThatAreGoneOrWrongAreMadeAnew_data() {
        QTest::addColumn<bool>("gone");
        QTest::newRow("gone") << true;
        QTest::newRow("zeros") << false;
    }
    void indexesThatAreGoneOrWrongAreMadeAnew() {
        QFETCH(bool, gone);
        const QTemporaryDir data;
        ServedCluster cluster({"--brokers", "1", "--data", data.path(), "--profile", "classroom", "--set",
                               "num.partitions=1", "--set", "log.segment.bytes=1048576"});
        QVERIFY(cluster.start());
        const QByteArrayList lines = sampleLines(40'000);
        QVERIFY(produce(cluster, "indexed", asText(lines)));
        cluster.kill();
        const QDir folder(replicaFolder(data.path(), "indexed"));
        const QStringList names = folder.entryList({"*.index", "*.timeindex"}, QDir::Files);
        QVERIFY(names.size() >= 6);
        for (const QString& name : names) {
            QFile file(folder.filePath(name));
            if (gone) {
                QVERIFY(file.remove());
                continue;
            }
            const qint64 size = file.size();
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(size + 5, '\0'));
        }
        QVERIFY(cluster.start());
        for (const int offset : {0, 12'345, 25'000, 39'999})
            QCOMPARE(consume(cluster, "indexed", {"-o", QString::number(offset), "-c", "1"}),
                     lines[offset] + '\n');
        QVERIFY(consume(cluster, "indexed") == asText(lines));
        QCOMPARE(folder.entryList({"*.index", "*.timeindex"}, QDir::Files), names);
    }

    void aKilledBrokerServesItsRecordsAgain() {
        ServedCluster cluster({"--brokers", "2", "--profile", "classroom", "--set", "num.partitions=2"});
        QVERIFY(cluster.start());
        QByteArrayList lines = sampleLines(5000);
        QVERIFY(produce(cluster, "crashed", asText(lines)));
        QCOMPARE(cluster.command("kill 2"), QString("ok Killed broker 2."));
        QVERIFY(cluster.waitForStatus("offline=1"));
        QVERIFY(cluster.command("restart 2").startsWith("ok Restarted broker 2."));
        QVERIFY(cluster.waitForStatus("2:running"));
        QVERIFY(cluster.waitForStatus("offline=0"));
        std::ranges::sort(lines);
        // Whoever leads shows what is committed once it has heard of the other replica.
        const auto received = [&] {
            QByteArrayList read = consume(cluster, "crashed").trimmed().split('\n');
            std::ranges::sort(read);
            return read;
        };
        QTRY_VERIFY_WITH_TIMEOUT(received() == lines, 60000);
    }
};

BROKERSCOPE_TEST(TestCrash)
#include "tst_crash.moc"
