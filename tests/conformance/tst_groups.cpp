#include <QtTest/QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/conformance/group_admin.h"
#include "tests/conformance/group_member.h"
#include "tests/conformance/kcat.h"
#include "tests/conformance/rdkafka_client.h"
#include "tests/support/test_registry.h"

using namespace tests::conformance;

namespace {

/// `count` lines "first", "first + 1" …
QByteArray numbers(int first, int count) {
    QByteArray lines;
    for (int i = 0; i < count; ++i) lines += QByteArray::number(first + i) + '\n';
    return lines;
}

/// Read by a member of a group of its own making that ends when it has all; each "value\n".
QByteArray readByGroup(const ServedCluster& cluster, const QString& group, const QString& topic,
                       const QStringList& arguments = {}) {
    return kcat(cluster, QStringList{"-q", "-e"} + arguments + QStringList{"-G", group, topic}).output;
}

int leaderOfOffsets(const ServedCluster& cluster, int partition) {
    const QJsonDocument answer =
        QJsonDocument::fromJson(kcat(cluster, {"-L", "-J", "-t", "__consumer_offsets"}).output);
    for (const QJsonValue& row : answer["topics"][0]["partitions"].toArray())
        if (row["partition"] == partition) return row["leader"].toInt();
    return -1;
}

}  // namespace

/// Consumer groups as kcat's and librdkafka's users have them, with the timing `classroom`.
class TestGroups : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void membersShareATopicAndOneThatLeavesGivesItsPartitionsBack();
    void aKilledMemberIsExpelledAfterItsSessionTimeout();
    void aMemberFrozenBeyondItsSessionComesBackAsAnotherOne();
    void addedPartitionsAreAssigned();
    void aTopicThatFitsThePatternIsAssigned();
    void aGroupResumesWhereItCommitted();
    void twoGroupsReadTheSameRecords();
    void groupsAreDeletedOnlyWhenEmpty();
    void groupsAreToldAndChangedFromTheStandardInput();
    void aGroupContinuesWhenItsCoordinatorIsKilled();
    void whereAGroupIsCoordinatedFollowsFromItsName_data();
    void whereAGroupIsCoordinatedFollowsFromItsName();

private:
    void createTopic(const QString& topic, int partitions) {
        RdkafkaClient client(m_cluster.bootstrapServers(), {});
        QCOMPARE(client.createTopic(topic, partitions, {}, 3), QString());
    }
    GroupMember::Program member(const QStringList& settings = shortSession()) const {
        return kcatMember(m_cluster, m_group, {m_topic}, settings);
    }
    /// What the cluster told of this test's group.
    QStringList events(const QString& kind) {
        return m_cluster.lines().filter("event " + kind + ' ').filter(m_group);
    }

    ServedCluster m_cluster;
    QString m_topic;  ///< of this test, as `m_group`
    QString m_group;
    int m_test = 0;
};

void TestGroups::initTestCase() {
    REQUIRE_KCAT();
    QVERIFY2(m_cluster.start({"--profile", "classroom"}), qPrintable(m_cluster.errors()));
}

void TestGroups::init() {
    ++m_test;
    m_topic = QStringLiteral("topic%1").arg(m_test);
    m_group = QStringLiteral("group%1").arg(m_test);
}

void TestGroups::membersShareATopicAndOneThatLeavesGivesItsPartitionsBack() {
    createTopic(m_topic, 6);
    // With such a session only who says goodbye leaves within the deadline.
    const QStringList longSession{"session.timeout.ms=300000", "max.poll.interval.ms=300000"};
    GroupMember first(member(longSession));
    QCOMPARE(waitForOwners(m_cluster, {&first}, m_topic, 6), QString());
    GroupMember second(member(longSession));
    GroupMember third(member(longSession));
    QCOMPARE(waitForOwners(m_cluster, {&first, &second, &third}, m_topic, 6), QString());
    for (const GroupMember* each : {&first, &second, &third}) QCOMPARE(each->owned().size(), std::size_t(2));

    const DescribedGroup described = GroupAdmin(m_cluster.bootstrapServers()).describe(m_group);
    QCOMPARE(described.state, QString("Stable"));
    QCOMPARE(described.assignor, QString("range"));
    QCOMPARE(described.members.size(), std::size_t(3));
    for (const DescribedGroup::Member& each : described.members) QCOMPARE(each.owned.size(), std::size_t(2));

    QVERIFY(produce(m_cluster, m_topic, numbers(0, 300)));
    QVERIFY(waitForRecords(m_cluster, {&first, &second, &third}, 300));
    QCOMPARE(second.leave(), 0);
    QCOMPARE(waitForOwners(m_cluster, {&first, &third}, m_topic, 6), QString());
    QCOMPARE(events("MemberLeft").size(), 1);
    QVERIFY(events("MemberExpelled").isEmpty());
    QCOMPARE(first.leave(), 0);
    QCOMPARE(third.leave(), 0);
    QVERIFY(m_cluster.waitForLine(m_group + " has no members any more").startsWith("event GroupEmptied"));
    // Whoever gave partitions up had committed: nobody read twice.
    QCOMPARE(first.records().size() + second.records().size() + third.records().size(), std::size_t(300));
}

void TestGroups::aKilledMemberIsExpelledAfterItsSessionTimeout() {
    createTopic(m_topic, 4);
    GroupMember survivor(member());
    GroupMember victim(member());
    QCOMPARE(waitForOwners(m_cluster, {&survivor, &victim}, m_topic, 4), QString());
    QElapsedTimer sinceKill;
    sinceKill.start();
    victim.kill();
    QVERIFY(!m_cluster.waitForLine("was expelled from group " + m_group).isEmpty());
    // Its last heartbeat may have been 200 ms before the kill.
    QVERIFY2(sinceKill.elapsed() >= 750, QByteArray::number(sinceKill.elapsed()).constData());
    QCOMPARE(waitForOwners(m_cluster, {&survivor}, m_topic, 4), QString());
    QVERIFY(produce(m_cluster, m_topic, numbers(0, 100)));
    QVERIFY(waitForRecords(m_cluster, {&survivor}, 100));
    QCOMPARE(survivor.leave(), 0);
}

void TestGroups::aMemberFrozenBeyondItsSessionComesBackAsAnotherOne() {
    createTopic(m_topic, 4);
    GroupMember awake(member());
    GroupMember sleeper(member());
    QCOMPARE(waitForOwners(m_cluster, {&awake, &sleeper}, m_topic, 4), QString());
    sleeper.freeze();
    QVERIFY(!m_cluster.waitForLine("was expelled from group " + m_group).isEmpty());
    QCOMPARE(waitForOwners(m_cluster, {&awake}, m_topic, 4), QString());
    QVERIFY(produce(m_cluster, m_topic, numbers(0, 100)));
    QVERIFY(waitForRecords(m_cluster, {&awake}, 100));
    sleeper.thaw();
    QCOMPARE(waitForOwners(m_cluster, {&awake, &sleeper}, m_topic, 4), QString());
    QCOMPARE(events("MemberJoined").size(), 3);
    QCOMPARE(awake.leave(), 0);
    QCOMPARE(sleeper.leave(), 0);
}

void TestGroups::addedPartitionsAreAssigned() {
    createTopic(m_topic, 2);
    const QStringList attentive =
        shortSession() + QStringList{"topic.metadata.refresh.interval.ms=200", "metadata.max.age.ms=200"};
    GroupMember first(member(attentive));
    GroupMember second(member(attentive));
    QCOMPARE(waitForOwners(m_cluster, {&first, &second}, m_topic, 2), QString());
    RdkafkaClient client(m_cluster.bootstrapServers(), {});
    QCOMPARE(client.growTopic(m_topic, 5), QString());
    QCOMPARE(waitForOwners(m_cluster, {&first, &second}, m_topic, 5), QString());
    QVERIFY(produce(m_cluster, m_topic, numbers(0, 10), {"-p", "4"}));
    QVERIFY(waitForRecords(m_cluster, {&first, &second}, 10));
    QCOMPARE(first.leave(), 0);
    QCOMPARE(second.leave(), 0);
}

void TestGroups::aTopicThatFitsThePatternIsAssigned() {
    createTopic("pattern-a", 2);
    GroupMember reader(kcatMember(
        m_cluster, m_group, {"^pattern-.*"},
        shortSession() + QStringList{"topic.metadata.refresh.interval.ms=200", "metadata.max.age.ms=200"}));
    QCOMPARE(waitForOwners(m_cluster, {&reader}, "pattern-a", 2), QString());
    createTopic("pattern-b", 3);
    QCOMPARE(waitForOwners(m_cluster, {&reader}, "pattern-b", 3), QString());
    QCOMPARE(reader.owned().size(), std::size_t(5));
    QCOMPARE(reader.leave(), 0);
}

void TestGroups::aGroupResumesWhereItCommitted() {
    createTopic(m_topic, 1);
    QVERIFY(produce(m_cluster, m_topic, numbers(0, 100)));
    const QStringList fromFirst{"-X", "auto.offset.reset=earliest"};
    QCOMPARE(readByGroup(m_cluster, m_group, m_topic, fromFirst + QStringList{"-c", "30"}), numbers(0, 30));
    auto committed = GroupAdmin(m_cluster.bootstrapServers()).committed(m_group, m_topic, 1);
    QCOMPARE(committed[0], std::int64_t{30});
    QCOMPARE(readByGroup(m_cluster, m_group, m_topic, fromFirst), numbers(30, 70));
    QCOMPARE(readByGroup(m_cluster, m_group, m_topic, fromFirst), QByteArray());
    QVERIFY(produce(m_cluster, m_topic, numbers(100, 5)));
    QCOMPARE(readByGroup(m_cluster, m_group, m_topic, fromFirst), numbers(100, 5));
}

/// Worked example W1.
void TestGroups::twoGroupsReadTheSameRecords() {
    createTopic(m_topic, 2);
    GroupMember first(member());
    GroupMember second(member());
    GroupMember other(kcatMember(m_cluster, m_group + "-other", {m_topic}, shortSession()));
    QCOMPARE(waitForOwners(m_cluster, {&first, &second}, m_topic, 2), QString());
    QCOMPARE(waitForOwners(m_cluster, {&other}, m_topic, 2), QString());

    RdkafkaClient producer(m_cluster.bootstrapServers(), {});
    for (int i = 0; i < 100; ++i)
        QVERIFY(
            producer.send(m_topic, {.partition = i % 2, .number = i / 2, .value = QByteArray::number(i)}));
    QVERIFY(producer.flush(kDeadlineMs));
    QVERIFY(waitForRecords(m_cluster, {&first, &second}, 100));
    QVERIFY(waitForRecords(m_cluster, {&other}, 100));
    for (GroupMember* each : {&first, &second, &other}) QCOMPARE(each->leave(), 0);
    QCOMPARE(first.records().size(), std::size_t(50));
    QCOMPARE(second.records().size(), std::size_t(50));
    QCOMPARE(other.records().size(), std::size_t(100));

    const QByteArray late =
        readByGroup(m_cluster, m_group + "-late", m_topic, {"-X", "auto.offset.reset=latest"});
    QCOMPARE(late, QByteArray());
    const QByteArray early =
        readByGroup(m_cluster, m_group + "-early", m_topic, {"-X", "auto.offset.reset=earliest"});
    QCOMPARE(early.count('\n'), 100);
}

void TestGroups::groupsAreDeletedOnlyWhenEmpty() {
    createTopic(m_topic, 1);
    GroupAdmin admin(m_cluster.bootstrapServers());
    QVERIFY(produce(m_cluster, m_topic, numbers(0, 10)));
    GroupMember reader(member());
    QVERIFY(waitForRecords(m_cluster, {&reader}, 10));
    QCOMPARE(admin.deleteGroup(m_group), QString("NON_EMPTY_GROUP"));
    QCOMPARE(reader.leave(), 0);
    QCOMPARE(admin.describe(m_group).state, QString("Empty"));
    QCOMPARE(admin.committed(m_group, m_topic, 1).size(), std::size_t(1));
    QCOMPARE(admin.deleteGroup(m_group), QString());
    QCOMPARE(admin.committed(m_group, m_topic, 1).size(), std::size_t(0));
    QCOMPARE(admin.deleteGroup(m_group), QString("GROUP_ID_NOT_FOUND"));
    QCOMPARE(readByGroup(m_cluster, m_group, m_topic, {"-X", "auto.offset.reset=earliest"}), numbers(0, 10));
}

void TestGroups::groupsAreToldAndChangedFromTheStandardInput() {
    createTopic(m_topic, 2);
    QVERIFY(produce(m_cluster, m_topic, numbers(0, 10)));
    GroupMember reader(member());
    QVERIFY(waitForRecords(m_cluster, {&reader}, 10));
    // Of what was told, the last line that begins so.
    const auto last = [&](const QString& begin) {
        QString found;
        for (const QString& line : m_cluster.lines())
            if (line.startsWith(begin)) found = line;
        return found;
    };

    QVERIFY(m_cluster.command("groups").startsWith("ok groups="));
    QVERIFY(last("group " + m_group).contains(" state=Stable members=1 "));
    QCOMPARE(m_cluster.command("group " + m_group), "ok group " + m_group);
    const QString one = last("member ");
    QVERIFY2(one.endsWith(QString("partitions=%1-0,%1-1").arg(m_topic)), qPrintable(one));
    QVERIFY(last("rebalance ").contains(" reason=\""));
    QVERIFY(last(QString("partition %1-1 ").arg(m_topic)).contains("client=rdkafka"));
    QCOMPARE(m_cluster.command("group nobody"), QString("error There is no group nobody; groups lists them"));

    QVERIFY(m_cluster.command("delete-group " + m_group).startsWith("error "));
    const QString reset = QString("reset-offsets %1 %2 earliest").arg(m_group, m_topic);
    QVERIFY(m_cluster.command(reset).startsWith("error "));
    QVERIFY(m_cluster.command("remove-member " + m_group + " nobody").startsWith("error "));
    QVERIFY(m_cluster.command(QString("remove-member %1 %2").arg(m_group, one.section(' ', 1, 1)))
                .startsWith("ok "));
    QVERIFY(!m_cluster.waitForLine("event MemberLeft").isEmpty());
    QCOMPARE(reader.leave(), 0);
    QVERIFY(m_cluster.waitForLine(m_group + " has no members any more").startsWith("event GroupEmptied"));

    QVERIFY(m_cluster.command(reset).startsWith("ok "));
    QVERIFY(last(QString("offset %1-0 ").arg(m_topic)).endsWith(" after=0"));
    QCOMPARE(readByGroup(m_cluster, m_group, m_topic).count('\n'), 10);
    QVERIFY(
        m_cluster.command(QString("reset-offsets %1 nowhere earliest").arg(m_group)).startsWith("error "));
    QVERIFY(m_cluster.command("delete-group " + m_group).startsWith("ok "));
    QVERIFY(m_cluster.command("delete-group " + m_group).startsWith("error "));
}

void TestGroups::aGroupContinuesWhenItsCoordinatorIsKilled() {
    createTopic(m_topic, 4);
    // Sessions that outlive the change: nobody has to join again, and so nobody reads anything twice.
    const QStringList session{"session.timeout.ms=10000", "heartbeat.interval.ms=200"};
    GroupMember first(member(session));
    GroupMember second(member(session));
    const Members both{&first, &second};
    QCOMPARE(waitForOwners(m_cluster, both, m_topic, 4), QString());
    QVERIFY(produce(m_cluster, m_topic, numbers(0, 200)));
    QVERIFY(waitForRecords(m_cluster, both, 200));

    GroupAdmin admin(m_cluster.bootstrapServers());
    const int before = admin.describe(m_group).coordinator;
    QVERIFY(before >= 1 && before <= 3);
    const auto allCommitted = [&](std::int64_t count) {
        std::int64_t sum = 0;
        for (const auto& [partition, offset] : admin.committed(m_group, m_topic, 4)) sum += offset;
        return sum == count;
    };
    QTRY_VERIFY_WITH_TIMEOUT(allCommitted(200), kDeadlineMs);
    QCOMPARE(m_cluster.command(QStringLiteral("kill %1").arg(before)),
             QStringLiteral("ok Killed broker %1.").arg(before));
    QVERIFY(produce(m_cluster, m_topic, numbers(200, 200)));
    QVERIFY(waitForRecords(m_cluster, both, 400));
    QTRY_VERIFY_WITH_TIMEOUT(allCommitted(400), kDeadlineMs);
    const DescribedGroup described = admin.describe(m_group);
    QVERIFY(described.coordinator != before);
    QCOMPARE(described.members.size(), std::size_t(2));
    QCOMPARE(waitForOwners(m_cluster, both, m_topic, 4), QString());
    QCOMPARE(first.leave(), 0);
    QCOMPARE(second.leave(), 0);
    // Nothing that was committed is read again, and nothing was read by both.
    QCOMPARE(readByGroup(m_cluster, m_group, m_topic), QByteArray());
    QCOMPARE(first.records().size() + second.records().size(), std::size_t(400));
    QVERIFY(m_cluster.command(QStringLiteral("restart %1").arg(before)).startsWith("ok"));
    QVERIFY(m_cluster.waitForStatus("1:running,2:running,3:running"));
}

/// Worked example W13.
void TestGroups::whereAGroupIsCoordinatedFollowsFromItsName_data() {
    QTest::addColumn<int>("partition");
    QTest::newRow("demo") << 1;
    QTest::newRow("test") << 48;
    QTest::newRow("my-group") << 12;
}

void TestGroups::whereAGroupIsCoordinatedFollowsFromItsName() {
    QFETCH(int, partition);
    createTopic(m_topic, 1);
    QVERIFY(produce(m_cluster, m_topic, "x\n"));
    const QString group = QTest::currentDataTag();
    QCOMPARE(readByGroup(m_cluster, group, m_topic, {"-X", "auto.offset.reset=earliest"}), QByteArray("x\n"));
    // Its records lie there and nowhere else: keys hold the group's name.
    const QByteArray keys = consume(m_cluster, "__consumer_offsets", {"-f", "%p %k\n"});
    int found = 0;
    for (const QByteArray& line : keys.split('\n'))
        if (line.contains(group.toUtf8())) {
            ++found;
            QCOMPARE(line.left(line.indexOf(' ')).toInt(), partition);
        }
    QVERIFY(found >= 2);
    const DescribedGroup described = GroupAdmin(m_cluster.bootstrapServers()).describe(group);
    QCOMPARE(described.coordinator, leaderOfOffsets(m_cluster, partition));
}

BROKERSCOPE_TEST(TestGroups)
#include "tst_groups.moc"
