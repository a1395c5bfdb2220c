#include <QtTest/QtTest>

#include <vector>

#include "broker/base/random.h"
#include "broker/metadata/records.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;

namespace {

Uuid id(std::uint8_t last) {
    Uuid uuid;
    uuid.bytes[15] = last;
    return uuid;
}

std::vector<Record> samples() {
    PartitionChangeRecord everything{.partition = PartitionIndex{3}, .topicId = id(9)};
    everything.isr = std::vector{BrokerId{1}, BrokerId{2}};
    everything.leader = BrokerId{2};
    everything.replicas = std::vector{BrokerId{1}, BrokerId{2}, BrokerId{3}};
    everything.removing = std::vector<BrokerId>{};
    everything.adding = std::vector{BrokerId{3}};
    everything.recovery = LeaderRecoveryState::kRecovering;
    everything.elr = std::vector{BrokerId{3}};
    everything.lastKnownElr = std::vector{BrokerId{1}};
    everything.directories = std::vector{id(1), id(2), id(3)};
    using Change = BrokerRegistrationChangeRecord;
    return {
        RegisterBrokerRecord{.broker = BrokerId{1},
                             .incarnationId = id(1),
                             .epoch = BrokerEpoch{77},
                             .endpoints = {{.name = "PLAINTEXT", .host = "localhost", .port = 65535}},
                             .features = {{.name = "metadata.version", .least = 7, .most = 29}},
                             .rack = "r1",
                             .logDirs = {id(5)}},
        RegisterBrokerRecord{.broker = BrokerId{2}, .fenced = false, .inControlledShutdown = true},
        UnregisterBrokerRecord{.broker = BrokerId{1}, .epoch = BrokerEpoch{5}},
        FenceBrokerRecord{.broker = BrokerId{1}, .epoch = BrokerEpoch{5}},
        UnfenceBrokerRecord{.broker = BrokerId{1}, .epoch = BrokerEpoch{5}},
        Change{.broker = BrokerId{1}, .epoch = BrokerEpoch{5}, .fencing = Change::Fencing::kUnfence},
        Change{.broker = BrokerId{1},
               .epoch = BrokerEpoch{5},
               .shutdown = Change::Shutdown::kEntered,
               .logDirs = {id(2)}},
        TopicRecord{.name = "orders", .id = id(9)},
        RemoveTopicRecord{.id = id(9)},
        PartitionRecord{.partition = PartitionIndex{1},
                        .topicId = id(9),
                        .replicas = {BrokerId{1}, BrokerId{2}},
                        .isr = {BrokerId{1}},
                        .leader = BrokerId{1},
                        .leaderEpoch = LeaderEpoch{4},
                        .partitionEpoch = PartitionEpoch{6},
                        .directories = {id(1), id(2)},
                        .elr = std::vector{BrokerId{2}}},
        PartitionChangeRecord{.topicId = id(9), .leader = kNoBroker},
        everything,
        ConfigRecord{.resourceType = 2, .resourceName = "orders", .name = "retention.ms", .value = "1"},
        ConfigRecord{.resourceType = 4, .resourceName = "", .name = "retention.ms", .value = std::nullopt},
        ProducerIdsRecord{.broker = BrokerId{1}, .epoch = BrokerEpoch{5}, .next = ProducerId{1000}},
        FeatureLevelRecord{.name = "metadata.version", .level = 29},
        NoOpRecord{},
        ClearElrRecord{.topicName = "orders"},
        ClearElrRecord{},
    };
}

}  // namespace

class TestRecords : public QObject {
    Q_OBJECT

private slots:
    void everyRecordIsReadBackAsItWasWritten() {
        for (const Record& record : samples()) {
            const auto read = decode(encode(record));
            QVERIFY2(read.has_value() && *read == record, tell(record).c_str());
        }
    }

    void theBytesAreThoseOfKafka_data() {
        QTest::addColumn<int>("sample");
        QTest::addColumn<QByteArray>("bytes");
        // Frame 1, type 12, version 0; compact string of 16; int16 29; no tagged fields.
        QTest::newRow("FeatureLevel") << 15 << QByteArray("010c00116d657461646174612e76657273696f6e001d00");
        QTest::newRow("Topic") << 7 << QByteArray("010200076f72646572730000000000000000000000000000000900");
        // Version 2; tag 1, 4 bytes: the leader.
        QTest::newRow("PartitionChange") << 10
                                         << QByteArray(
                                                "01050200000000000000000000000000000000000000090101"
                                                "04ffffffff");
        // Version 2; tag 0, 1 byte: -1 unfences.
        QTest::newRow("BrokerRegistrationChange") << 5
                                                  << QByteArray(
                                                         "01110200000001000000000000000501"
                                                         "0001ff");
        QTest::newRow("a setting removed") << 13 << QByteArray("01040004010d726574656e74696f6e2e6d730000");
        QTest::newRow("ProducerIds") << 14 << QByteArray("010f0000000001000000000000000500000000000003e800");
        // Version 0; compact string of 6; no tagged fields.
        QTest::newRow("ClearElr") << 17 << QByteArray("011c00076f726465727300");
        QTest::newRow("NoOp") << 16 << QByteArray("01140000");
    }
    void theBytesAreThoseOfKafka() {
        QFETCH(int, sample);
        QFETCH(QByteArray, bytes);
        const Bytes written = encode(samples()[static_cast<std::size_t>(sample)]);
        QCOMPARE(
            QByteArray(reinterpret_cast<const char*>(written.data()), static_cast<qsizetype>(written.size()))
                .toHex(),
            bytes);
    }

    void recordsOfUnknownTypesAreKeptAndNotUnderstood() {
        const Bytes foreign{1, 27, 0, 42, 43};
        const auto read = decode(foreign);
        QVERIFY(read.has_value());
        QVERIFY(nameOf(*read) == "type 27");
        QVERIFY(encode(*read) == foreign);
    }
    void versionsAboveTheKnownOnesAreRefused() {
        QCOMPARE(decode(Bytes{1, 2, 1, 0}).error().code, ErrorCode::kUnsupportedVersion);
        QCOMPARE(decode(Bytes{2, 2, 0, 0}).error().code, ErrorCode::kUnsupportedVersion);
        QCOMPARE(decode(Bytes{1, 2, 0xff, 0xff, 0xff, 0xff, 0x0f}).error().code,
                 ErrorCode::kUnsupportedVersion);
    }
    void anEarlierRegistrationHasNoFolders() {
        Bytes bytes = encode(samples()[1]);
        bytes[2] = 1;                        // version 1 has neither the migration flag nor folders
        bytes.erase(bytes.begin() + 3 + 4);  // the flag
        const auto read = decode(bytes);
        QVERIFY(read.has_value() && *read == samples()[1]);
    }
    void everyCutIsRefused() {
        for (const Record& record : samples()) {
            const Bytes whole = encode(record);
            for (std::size_t length = 0; length < whole.size(); ++length)
                QVERIFY2(!decode(ByteView(whole).first(length)), tell(record).c_str());
            Bytes longer = whole;
            longer.push_back(0);
            QVERIFY2(!decode(longer), tell(record).c_str());
        }
    }
    void randomDamageNeverDoesMoreThanFail() {
        Random random(3);
        const auto all = samples();
        for (int i = 0; i < 50000; ++i) {
            Bytes damaged = encode(all[random.below(all.size())]);
            for (std::uint64_t n = 1 + random.below(3); n > 0; --n)
                damaged[random.below(damaged.size())] = static_cast<std::uint8_t>(random.below(256));
            if (const auto read = decode(damaged)) QVERIFY(!tell(*read).empty());
        }
    }
};

BROKERSCOPE_TEST(TestRecords)
#include "tst_records.moc"
