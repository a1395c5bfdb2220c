#include <QtTest/QtTest>

#include <algorithm>

#include "tests/conformance/kcat.h"
#include "tests/conformance/rdkafka_client.h"
#include "tests/conformance/sample_lines.h"
#include "tests/conformance/segment_files.h"
#include "tests/support/test_registry.h"

using namespace tests::conformance;

namespace {

QByteArray listing(const ServedCluster& cluster) {
    QByteArrayList lines = kcat(cluster, {"-L"}).output.split('\n');
    // Addresses differ from start to start.
    lines.removeIf([](const QByteArray& line) { return line.contains("127.0.0.1"); });
    std::ranges::sort(lines);
    return lines.join('\n');
}

}  // namespace

/// Topics, records and settings: what clients of librdkafka made, found by time, and after a restart.
class TestKeptFolder : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { REQUIRE_KCAT(); }

    void everythingComesBackAfterARestart() {
        const QTemporaryDir data;
        ServedCluster cluster({"--data", data.path(), "--profile", "classroom"});
        QVERIFY(cluster.start());
        {
            RdkafkaClient admin(cluster.bootstrapServers(), {});
            QCOMPARE(
                admin.createTopic("kept", 4, {{"segment.bytes", "2097152"}, {"retention.ms", "86400000"}}),
                QString());
            QCOMPARE(admin.createTopic("other", 1), QString());
            QCOMPARE(admin.createTopic("kept", 4), QString("TOPIC_ALREADY_EXISTS"));
            QCOMPARE(admin.createTopic("bad", 1, {{"segment.bytes", "x"}}), QString("INVALID_CONFIG"));
        }
        const QByteArrayList lines = sampleLines(10'000);
        QVERIFY(produce(cluster, "other", asText(lines), {"-z", "snappy"}));
        QVERIFY(produce(cluster, "kept", asText(lines)));
        const QByteArray topics = listing(cluster);
        QVERIFY(topics.contains("topic \"kept\" with 4 partitions"));

        for (const bool cleanly : {true, false}) {
            if (cleanly)
                QCOMPARE(cluster.stop(), 0);
            else
                cluster.kill();
            QVERIFY2(cluster.start(), qPrintable(cluster.errors()));
            QCOMPARE(listing(cluster), topics);
            QVERIFY(consume(cluster, "other") == asText(lines));
            QByteArrayList received = consume(cluster, "kept").trimmed().split('\n');
            std::ranges::sort(received);
            QByteArrayList sorted = lines;
            std::ranges::sort(sorted);
            QVERIFY(received == sorted);
            RdkafkaClient admin(cluster.bootstrapServers(), {});
            const Settings settings = admin.describeTopic("kept");
            QCOMPARE(settings.at("segment.bytes"), QString("2097152"));
            QCOMPARE(settings.at("retention.ms"), QString("86400000"));
            QCOMPARE(admin.describeTopic("other").at("retention.ms"), QString("604800000"));
        }
    }

    void aDifferentNumberOfBrokersMayBeStartedOnAKeptFolder() {
        const QTemporaryDir data;
        ServedCluster cluster({"--data", data.path(), "--brokers", "1"});
        QVERIFY(cluster.start());
        QVERIFY(produce(cluster, "grown", "one\n"));
        QCOMPARE(cluster.stop(), 0);
        QVERIFY(cluster.start({"--data", data.path(), "--brokers", "3"}));
        QCOMPARE(consume(cluster, "grown"), QByteArray("one\n"));
        QVERIFY(cluster.command("status").contains("1:running,2:running,3:running"));
    }

    void recordsAreFoundByTime_data() {
        QTest::addColumn<QString>("codec");
        QTest::newRow("none") << "none";
        QTest::newRow("zstd") << "zstd";
    }
    /// Records five milliseconds apart, a hundred of them in a batch, over many segments.
    void recordsAreFoundByTime() {
        QFETCH(QString, codec);
        constexpr int kRecords = 30'000;
        constexpr std::int64_t kStep = 5;
        const QTemporaryDir data;
        ServedCluster cluster(
            {"--brokers", "1", "--data", data.path(), "--set", "log.segment.bytes=1048576"});
        QVERIFY(cluster.start());
        const std::int64_t began = QDateTime::currentMSecsSinceEpoch() - kRecords * kStep - 3'600'000;
        RdkafkaClient client(
            cluster.bootstrapServers(),
            {{"batch.num.messages", "100"}, {"linger.ms", "50"}, {"compression.codec", codec}});
        QCOMPARE(client.createTopic("timed", 1), QString());
        QRandomGenerator random(7);
        for (int i = 0; i < kRecords; ++i) {
            // Of hexadecimal digits, which a codec can only halve.
            QByteArray value(120, '\0');
            random.fillRange(reinterpret_cast<quint32*>(value.data()), value.size() / 4);
            const RdkafkaClient::Record record{
                .number = i, .value = value.toHex(), .timestamp = began + i * kStep};
            while (!client.send("timed", record)) client.poll(100);
        }
        QVERIFY(client.flush(kDeadlineMs));
        QCOMPARE(client.trouble(), QString());
        const SegmentFiles files = readSegments(replicaFolder(data.path(), "timed"));
        QVERIFY2(files.segments.size() >= 3, qPrintable(QString::number(files.segments.size())));
        QVERIFY(files.batches.size() <= kRecords / 50);

        const auto firstSince = [&](std::int64_t time) {
            return consume(cluster, "timed", {"-o", QString("s@%1").arg(time), "-c", "1", "-f", "%o %T\n"});
        };
        const auto expected = [&](int offset) {
            return QByteArray::number(offset) + ' ' +
                   QByteArray::number(static_cast<qlonglong>(began + offset * kStep)) + '\n';
        };
        for (const int offset : {0, 1, 57, 4321, 15'050, 29'999}) {
            QCOMPARE(firstSince(began + offset * kStep), expected(offset));
            if (offset > 0) QCOMPARE(firstSince(began + offset * kStep - kStep + 1), expected(offset));
        }
        for (const auto& segment : files.segments) {
            const auto offset = static_cast<int>(segment.baseOffset.value());
            QCOMPARE(firstSince(began + offset * kStep), expected(offset));
            if (offset > 0) QCOMPARE(firstSince(began + offset * kStep - kStep), expected(offset - 1));
        }
        QCOMPARE(firstSince(began - 1'000'000), expected(0));
        QCOMPARE(firstSince(began + kRecords * kStep), QByteArray());

        const QByteArray between = consume(cluster, "timed",
                                           {"-o", QString("s@%1").arg(began + 1000 * kStep), "-o",
                                            QString("e@%1").arg(began + 1010 * kStep), "-f", "%o\n"});
        QCOMPARE(between, QByteArray("1000\n1001\n1002\n1003\n1004\n1005\n1006\n1007\n1008\n1009\n"));
    }

    void aTopicHasAsManyReplicasAsThereAreBrokersAtMost() {
        ServedCluster cluster({"--brokers", "3"});
        QVERIFY(cluster.start());
        RdkafkaClient admin(cluster.bootstrapServers(), {});
        QCOMPARE(admin.createTopic("fourfold", 1, {}, 4), QString("INVALID_REPLICATION_FACTOR"));
        QCOMPARE(admin.createTopic("tripled", 3, {}, 3), QString());
        const QByteArrayList lines{"a", "b", "c", "d"};
        QVERIFY(produce(cluster, "tripled", asText(lines), {"-X", "acks=all"}));
        QByteArrayList received = consume(cluster, "tripled").trimmed().split('\n');
        std::ranges::sort(received);
        QCOMPARE(received, lines);
    }
};

BROKERSCOPE_TEST(TestKeptFolder)
#include "tst_kept_folder.moc"
