#include <QtTest/QtTest>

#include <string>

#include "broker/base/random.h"
#include "broker/wire/consumer_protocol.h"
#include "broker/wire/group_record.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::wire;

namespace {

Bytes fromHex(const char* hex) {
    const QByteArray raw = QByteArray::fromHex(hex);
    return {raw.begin(), raw.end()};
}
QByteArray toHex(const Bytes& bytes) {
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), int(bytes.size())).toHex();
}

OffsetCommitRecord commit(std::int64_t offset) {
    OffsetCommitRecord record{.key = {"demo", "orders", PartitionIndex{1}}, .value = OffsetCommitValue{}};
    record.value->offset = Offset{offset};
    record.value->leaderEpoch = LeaderEpoch{3};
    record.value->metadata = "m";
    record.value->commitTimestamp = Timestamp{5};
    return record;
}

GroupMetadataRecord group() {
    GroupMetadataValue::Member member{.memberId = "c0-1",
                                      .groupInstanceId = std::nullopt,
                                      .clientId = "c0",
                                      .clientHost = "/127.0.0.1",
                                      .rebalanceTimeout = 300000,
                                      .sessionTimeout = 45000,
                                      .subscription = {},
                                      .assignment = {}};
    ConsumerProtocolSubscription subscription;
    subscription.topics = {"orders"};
    member.subscription = encodeSubscription(subscription);
    ConsumerProtocolAssignment assignment;
    assignment.assignedPartitions.push_back({"orders", {PartitionIndex{0}, PartitionIndex{2}}});
    member.assignment = encodeAssignment(assignment);
    GroupMetadataValue value;
    value.protocolType = "consumer";
    value.generation = GenerationId{7};
    value.protocol = "range";
    value.leader = "c0-1";
    value.currentStateTimestamp = Timestamp{9};
    value.members.push_back(std::move(member));
    return {.key = {"demo"}, .value = std::move(value)};
}

const InspectedField* find(const InspectedField& root, std::initializer_list<std::string_view> path) {
    const InspectedField* at = &root;
    for (const std::string_view name : path) {
        const InspectedField* next = nullptr;
        for (const InspectedField& child : at->children)
            if (child.name == name) next = &child;
        if (next == nullptr) return nullptr;
        at = next;
    }
    return at;
}

}  // namespace

class TestGroupRecord : public QObject {
    Q_OBJECT

private slots:
    void aCommittedOffsetHasTheBytesOfKafka() {
        // Key: type 1, group, topic, partition. Value: version 4, offset, epoch, metadata, time, no tags.
        const GroupRecordBytes bytes = encodeGroupRecord(commit(42));
        QCOMPARE(toHex(bytes.key), QByteArray("0001000464656d6f00066f726465727300000001"));
        QVERIFY(bytes.value.has_value());
        QCOMPARE(toHex(*bytes.value), QByteArray("0004000000000000002a00000003026d000000000000000500"));
    }

    void aCommitWithARetentionOfItsOwnIsWrittenAtVersion1() {
        OffsetCommitRecord record = commit(42);
        record.value->expireTimestamp = Timestamp{6};
        const GroupRecordBytes bytes = encodeGroupRecord(record);
        QCOMPARE(toHex(*bytes.value),
                 QByteArray("0001000000000000002a00016d00000000000000050000000000000006"));
        record.value->leaderEpoch = kNoLeaderEpoch;  // version 1 has none
        QVERIFY(decodeGroupRecord(bytes.key, ByteView(*bytes.value)) == GroupRecord(record));
    }

    void aGroupIsWrittenAtVersion3() {
        const GroupRecordBytes bytes = encodeGroupRecord(group());
        QCOMPARE(toHex(bytes.key), QByteArray("0002000464656d6f"));
        QVERIFY(toHex(*bytes.value).startsWith("00030008636f6e73756d657200000007"));
    }

    void everyRecordComesBackEqual() {
        OffsetCommitRecord withTopicId = commit(1);
        Random random(1);
        withTopicId.value->topicId = Uuid::random(random);
        const UnknownGroupRecord unknown{.type = 99, .key = {0, 99, 1, 2}, .value = Bytes{9, 8}};
        for (const GroupRecord& record :
             {GroupRecord(commit(42)), GroupRecord(withTopicId), GroupRecord(group()),
              GroupRecord(OffsetCommitRecord{.key = {"g", "t", PartitionIndex{0}}, .value = {}}),
              GroupRecord(GroupMetadataRecord{.key = {"g"}, .value = {}}), GroupRecord(unknown)}) {
            const GroupRecordBytes bytes = encodeGroupRecord(record);
            std::optional<ByteView> value;
            if (bytes.value) value = *bytes.value;
            const Result<GroupRecord> read = decodeGroupRecord(bytes.key, value);
            QVERIFY(read.has_value());
            QVERIFY(*read == record);
        }
    }

    void everyVersionThatKafkaWroteIsRead_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("0") << QByteArray("0000000000000000002a00016d0000000000000005");
        QTest::newRow("1") << QByteArray("0001000000000000002a00016d0000000000000005ffffffffffffffff");
        QTest::newRow("2") << QByteArray("0002000000000000002a00016d0000000000000005");
        QTest::newRow("3") << QByteArray("0003000000000000002a0000000300016d0000000000000005");
        QTest::newRow("4") << QByteArray("0004000000000000002a00000003026d000000000000000500");
    }
    void everyVersionThatKafkaWroteIsRead() {
        QFETCH(QByteArray, value);
        const Bytes key = fromHex("0001000464656d6f00066f726465727300000001");
        const Bytes bytes = fromHex(value.constData());
        const auto read = decodeGroupRecord(key, ByteView(bytes));
        QVERIFY(read.has_value());
        OffsetCommitRecord expected = commit(42);
        if (bytes[1] < 3) expected.value->leaderEpoch = kNoLeaderEpoch;
        QVERIFY(*read == GroupRecord(expected));
    }

    void theTypeOfEarlyBrokersIsReadAsAnOffset() {
        const Bytes key = fromHex("0000000464656d6f00066f726465727300000001");
        const Bytes value = fromHex("0000000000000000002a00016d0000000000000005");
        const auto read = decodeGroupRecord(key, ByteView(value));
        OffsetCommitRecord expected = commit(42);
        expected.value->leaderEpoch = kNoLeaderEpoch;
        QVERIFY(read == GroupRecord(expected));
    }

    void hostileBytesAreRefused_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("unsupported");
        const QByteArray key = "0001000464656d6f00066f726465727300000001";
        const QByteArray value = "0004000000000000002a00000003026d000000000000000500";
        QTest::newRow("an empty key") << QByteArray() << value << false;
        QTest::newRow("half a type") << QByteArray("00") << value << false;
        QTest::newRow("a key that breaks off") << key.left(20) << value << false;
        QTest::newRow("a key with more behind it") << key + "00" << value << false;
        QTest::newRow("an empty value") << key << QByteArray() << false;
        QTest::newRow("a value that breaks off") << key << value.left(20) << false;
        QTest::newRow("a later version") << key << QByteArray("0005") + value.mid(4) << true;
        QTest::newRow("a negative version") << key << QByteArray("ffff") + value.mid(4) << true;
    }
    void hostileBytesAreRefused() {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        QFETCH(bool, unsupported);
        const Bytes keyBytes = fromHex(key.constData());
        const Bytes valueBytes = fromHex(value.constData());
        const auto read = decodeGroupRecord(ByteView(keyBytes), ByteView(valueBytes));
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code == ErrorCode::kUnsupportedVersion, unsupported);
        const InspectedGroupRecord inspected = inspectGroupRecord(ByteView(keyBytes), ByteView(valueBytes));
        QVERIFY(inspected.error.has_value());
        QVERIFY(!groupRecordText(ByteView(keyBytes), ByteView(valueBytes)).empty());
    }
    void aRecordWithoutAKeyIsRefused() {
        QCOMPARE(decodeGroupRecord(std::nullopt, std::nullopt).error().code, ErrorCode::kMalformed);
    }

    void wordsTellARecord_data() {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("words");
        QTest::newRow("offset") << 0 << "OffsetCommit demo orders-1: offset 42, leader epoch 3, metadata m";
        QTest::newRow("end of an offset") << 1 << "OffsetCommit demo orders-1: deleted";
        QTest::newRow("group") << 2
                               << "GroupMetadata demo: generation 7, protocol range, leader c0-1, "
                                  "member c0-1 has orders-0 orders-2";
        QTest::newRow("end of a group") << 3 << "GroupMetadata demo: deleted";
        QTest::newRow("of another kind") << 4 << "ConsumerGroupMemberMetadata: 2 bytes";
        QTest::newRow("unknown") << 5 << "record type 99: deleted";
    }
    void wordsTellARecord() {
        QFETCH(int, which);
        QFETCH(QString, words);
        const GroupRecord records[] = {
            commit(42),
            OffsetCommitRecord{.key = commit(1).key, .value = {}},
            group(),
            GroupMetadataRecord{.key = {"demo"}, .value = {}},
            UnknownGroupRecord{.type = 5, .key = {0, 5, 0}, .value = Bytes{1, 2}},
            UnknownGroupRecord{.type = 99, .key = {0, 99}, .value = {}},
        };
        const GroupRecordBytes bytes = encodeGroupRecord(records[which]);
        std::optional<ByteView> value;
        if (bytes.value) value = *bytes.value;
        QCOMPARE(QString::fromStdString(groupRecordText(bytes.key, value)), words);
    }

    void inspectionGivesEveryFieldItsBytes() {
        const GroupRecordBytes bytes = encodeGroupRecord(group());
        const InspectedGroupRecord inspected = inspectGroupRecord(bytes.key, ByteView(*bytes.value));
        QVERIFY(!inspected.error);
        const InspectedField* name = find(inspected.key, {"group"});
        QVERIFY(name != nullptr);
        QCOMPARE(name->begin, std::size_t{2});
        QCOMPARE(name->end, bytes.key.size());
        QCOMPARE(find(inspected.value, {"version"})->value, std::string("3"));
        QCOMPARE(find(inspected.value, {"generation"})->value, std::string("7"));
        // What the members told each other is opened up, and its bytes are those of the record.
        const InspectedField* topic =
            find(inspected.value, {"members", "[0]", "subscription", "topics", "[0]"});
        QVERIFY(topic != nullptr);
        QCOMPARE(topic->value, std::string("orders"));
        const ByteView raw = ByteView(*bytes.value).subspan(topic->begin, topic->end - topic->begin);
        QCOMPARE(toHex(toBytes(raw)), QByteArray("00066f7264657273"));
        const InspectedField* partition =
            find(inspected.value,
                 {"members", "[0]", "assignment", "assignedPartitions", "[0]", "partitions", "[1]"});
        QVERIFY(partition != nullptr);
        QCOMPARE(partition->value, std::string("2"));
    }

    void laterVersionsOfTheConsumerProtocolAreReadAsTheLastKnown() {
        ConsumerProtocolSubscription subscription;
        subscription.topics = {"a", "b"};
        subscription.rackId = "r";
        Bytes bytes = encodeSubscription(subscription);
        bytes[1] = 9;
        bytes.push_back(77);
        const auto read = decodeSubscription(bytes);
        QVERIFY(read.has_value() && *read == subscription);
        bytes[0] = 0xff;
        QVERIFY(!decodeSubscription(bytes));
        QVERIFY(!decodeSubscription({}));
        QVERIFY(decodeAssignment({}).has_value());
    }
};

BROKERSCOPE_TEST(TestGroupRecord)
#include "tst_group_record.moc"
