#include <QtTest/QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/conformance/kcat.h"
#include "tests/conformance/sample_lines.h"
#include "tests/conformance/segment_files.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace tests::conformance;

namespace {

constexpr int kLines = 100'000;

}  // namespace

/// What kcat sends comes back, and lies on the disk as it asked for.
class TestKcat : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        REQUIRE_KCAT();
        m_lines = sampleLines(kLines);
        m_cluster = std::make_unique<ServedCluster>(QStringList{
            "--data", m_data.path(), "--set", "num.partitions=1", "--set", "log.segment.bytes=1048576"});
        QVERIFY2(m_cluster->start(), qPrintable(m_cluster->errors()));
    }
    void cleanupTestCase() {
        if (!m_cluster) return;
        QCOMPARE(m_cluster->stop(), 0);
        QCOMPARE(m_cluster->errors(), QString());
    }

    void listsBrokersAndTopics() {
        QVERIFY(produce(*m_cluster, "listed", "one\n"));
        const QJsonObject answer = QJsonDocument::fromJson(kcat(*m_cluster, {"-L", "-J"}).output).object();
        const int controller = answer["controllerid"].toInt();
        QVERIFY(controller >= 1 && controller <= 3);
        const QJsonArray brokers = answer["brokers"].toArray();
        QCOMPARE(brokers.size(), 3);
        for (const QJsonValue& row : brokers)
            QCOMPARE(row["name"].toString(), QString("127.0.0.1:%1").arg(m_cluster->port(row["id"].toInt())));
        QJsonObject topic;
        for (const QJsonValue& row : answer["topics"].toArray())
            if (row["topic"] == "listed") topic = row.toObject();
        const QJsonArray partitions = topic["partitions"].toArray();
        QCOMPARE(partitions.size(), 1);
        const int leader = partitions[0]["leader"].toInt();
        QVERIFY(leader >= 1 && leader <= 3);
        QCOMPARE(partitions[0]["isrs"].toArray().size(), 3);
        QCOMPARE(partitions[0]["replicas"].toArray().size(), 3);
    }

    void aHundredThousandLinesComeBackWithEachCodec_data() {
        QTest::addColumn<int>("codec");
        for (const wire::Codec codec : {wire::Codec::kNone, wire::Codec::kGzip, wire::Codec::kSnappy,
                                        wire::Codec::kLz4, wire::Codec::kZstd})
            QTest::newRow(std::string(wire::codecName(codec)).c_str()) << static_cast<int>(codec);
    }
    void aHundredThousandLinesComeBackWithEachCodec() {
        QFETCH(int, codec);
        const QString name = QTest::currentDataTag();
        const QString topic = "text-" + name;
        QVERIFY(produce(*m_cluster, topic, asText(m_lines), {"-z", name}));
        // Not QCOMPARE: it would print megabytes.
        QVERIFY(consume(*m_cluster, topic) == asText(m_lines));

        const SegmentFiles files = readSegments(replicaFolder(m_data.path(), topic));
        QCOMPARE(files.trouble, QString());
        std::int64_t next = 0;
        for (const log::BatchInfo& batch : files.batches) {
            QVERIFY(batch.crcIsRight);
            QCOMPARE(batch.header.baseOffset.value(), next);
            next = batch.header.nextOffset().value();
            // librdkafka leaves plain what a codec would make larger: a few short records.
            if (batch.header.recordCount < 10) continue;
            QCOMPARE(batch.header.attributes & wire::batch_attribute::kCodecMask, codec);
        }
        QCOMPARE(next, std::int64_t{kLines});
        QVERIFY(files.batches.size() > 3);
    }

    void segmentsRollAtTheSizeThatIsSet() {
        const SegmentFiles files = readSegments(replicaFolder(m_data.path(), "text-none"));
        QVERIFY(files.segments.size() >= 8);
        for (const log::SegmentInfo& segment : files.segments) {
            QVERIFY(segment.bytes <= 1024 * 1024);
            QVERIFY(segment.hasIndex);
        }
        QVERIFY(!m_cluster->waitForLine("event SegmentRolled text-none-0").isEmpty());
    }

    void readsFromAnOffset_data() {
        QTest::addColumn<int>("offset");
        QTest::newRow("first") << 0;
        QTest::newRow("in the middle") << 54'321;
        QTest::newRow("last") << kLines - 1;
    }
    void readsFromAnOffset() {
        QFETCH(int, offset);
        for (const char* topic : {"text-none", "text-zstd"}) {
            const QByteArray record =
                consume(*m_cluster, topic, {"-o", QString::number(offset), "-c", "1", "-f", "%o %s\n"});
            QCOMPARE(record, QByteArray::number(offset) + ' ' + m_lines[offset] + '\n');
        }
    }

    void readsEverySegmentsFirstAndLastRecord() {
        const SegmentFiles files = readSegments(replicaFolder(m_data.path(), "text-lz4"));
        QVERIFY(files.segments.size() >= 3);
        for (std::size_t i = 1; i < files.segments.size(); ++i) {
            const auto first = static_cast<int>(files.segments[i].baseOffset.value());
            const QByteArray records =
                consume(*m_cluster, "text-lz4", {"-o", QString::number(first - 1), "-c", "2"});
            QCOMPARE(records, m_lines[first - 1] + '\n' + m_lines[first] + '\n');
        }
    }

    void readsTheTail() {
        QCOMPARE(consume(*m_cluster, "text-gzip", {"-o", "-7"}), asText(m_lines.mid(kLines - 7)));
        QCOMPARE(consume(*m_cluster, "text-gzip", {"-o", "end"}), QByteArray());
    }

    void anOffsetBeyondTheEndIsAnError() {
        const Ended ended = kcat(*m_cluster, {"-C", "-q", "-e", "-t", "text-none", "-o", "100001", "-X",
                                              "auto.offset.reset=error"});
        QVERIFY(ended.exitCode != 0);
        QVERIFY2(ended.errors.contains("out of range"), ended.errors.constData());
    }

    void keysAndHeadersAreKept() {
        QVERIFY(produce(*m_cluster, "kept", "k1|v1\nk2|v2\n",
                        {"-K", "|", "-H", "colour=blue", "-H", "colour=green", "-H", "名=值", "-H", "none"}));
        QVERIFY(produce(*m_cluster, "kept", "v3\n"));
        QCOMPARE(consume(*m_cluster, "kept", {"-f", "%k=%s [%h]\n"}),
                 QByteArray("k1=v1 [colour=blue,colour=green,名=值,none=NULL]\n"
                            "k2=v2 [colour=blue,colour=green,名=值,none=NULL]\n"
                            "=v3 []\n"));
    }

    void aTombstoneIsNotAnEmptyValue() {
        QVERIFY(produce(*m_cluster, "tombs", "alive:1\ndead:\n", {"-K", ":", "-Z"}));
        QVERIFY(produce(*m_cluster, "tombs", "empty:\n", {"-K", ":"}));
        QCOMPARE(consume(*m_cluster, "tombs", {"-f", "%k %S\n"}), QByteArray("alive 1\ndead -1\nempty 0\n"));
    }

    void binaryValuesAreKept() {
        QTemporaryFile file;
        QVERIFY(file.open());
        QByteArray bytes(200'000, '\0');
        for (qsizetype i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31 + i / 256);
        file.write(bytes);
        file.close();
        QVERIFY(produce(*m_cluster, "binary", {}, {file.fileName()}));
        QVERIFY(consume(*m_cluster, "binary", {"-f", "%s"}) == bytes);
    }

    void anIdempotentProducersBatchesCarryItsSequence() {
        QVERIFY(
            produce(*m_cluster, "once", asText(m_lines.mid(0, 20'000)), {"-X", "enable.idempotence=true"}));
        QVERIFY(consume(*m_cluster, "once") == asText(m_lines.mid(0, 20'000)));
        const SegmentFiles files = readSegments(replicaFolder(m_data.path(), "once"));
        QCOMPARE(files.trouble, QString());
        std::int32_t sequence = 0;
        for (const log::BatchInfo& batch : files.batches) {
            QVERIFY(batch.header.hasProducerId());
            QCOMPARE(batch.header.producerEpoch.value(), std::int16_t{0});
            QCOMPARE(batch.header.baseSequence.value(), sequence);
            sequence += batch.header.recordCount;
        }
        QCOMPARE(sequence, 20'000);
    }

    void twoIdempotentProducersAreTwo() {
        for (const char* line : {"a\n", "b\n"})
            QVERIFY(produce(*m_cluster, "two", line, {"-X", "enable.idempotence=true"}));
        const SegmentFiles files = readSegments(replicaFolder(m_data.path(), "two"));
        QCOMPARE(files.batches.size(), std::size_t{2});
        QVERIFY(files.batches[0].header.producerId != files.batches[1].header.producerId);
    }

    void withoutAcknowledgementsRecordsArriveToo() {
        QVERIFY(produce(*m_cluster, "unasked", asText(m_lines.mid(0, 1000)), {"-X", "acks=0"}));
        QVERIFY(produce(*m_cluster, "unasked", "end\n", {"-X", "acks=all"}));
        const QByteArray received = consume(*m_cluster, "unasked");
        QVERIFY(received.contains("end\n"));
        QCOMPARE(received.count('\n'), 1001);
    }

    void anUnknownTopicStaysUnknownIfNoneAreMade() {
        ServedCluster cluster({"--brokers", "1", "--set", "auto.create.topics.enable=false"});
        QVERIFY(cluster.start());
        const Ended ended =
            kcat(cluster, {"-P", "-t", "absent", "-X", "topic.metadata.propagation.max.ms=500"}, "lost\n");
        QVERIFY(ended.exitCode != 0);
        QVERIFY2(ended.errors.contains("Unknown topic"), ended.errors.constData());
        QVERIFY(kcat(cluster, {"-L", "-t", "absent"}).output.contains("Unknown topic or partition"));
        QVERIFY(cluster.command("status").contains("topics=0"));
    }

    void whoMadeATopicIsTold() {
        QVERIFY(produce(*m_cluster, "made", "x\n", {"-X", "client.id=a-maker"}));
        const QString line = m_cluster->waitForLine("event TopicAutoCreated Topic made");
        QVERIFY2(line.contains("a-maker"), qPrintable(line));
    }

private:
    QTemporaryDir m_data;
    QByteArrayList m_lines;
    std::unique_ptr<ServedCluster> m_cluster;
};

BROKERSCOPE_TEST(TestKcat)
#include "tst_kcat.moc"
