#include <map>
#include <memory>

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include "broker/groups/group_partition.h"
#include "tests/conformance/kcat.h"
#include "tests/conformance/peers/peers.h"
#include "tests/support/test_registry.h"

using namespace tests;
using conformance::GroupMember;
using conformance::Members;

namespace {

constexpr int kPartitions = 8;
constexpr int kRecords = 400;
/// In a group beside kcat.
const QStringList kPeers{"Java", "kafkajs", "kafka-python", "franz-go"};

}  // namespace

/// Members of groups that other people wrote, each kind alone and all in one group, with the timing
/// `classroom`.
class TestPeerGroups : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void membersOfOneKindJoinLeaveDieAndSleep_data();
    void membersOfOneKindJoinLeaveDieAndSleep();
    void membersOfAllKindsShareAGroup();
    void twoHundredMembersAndAThousandGroups();

private:
    std::unique_ptr<GroupMember> join(const QString& peer) const {
        return std::make_unique<GroupMember>(m_programs.member(peer, m_cluster, m_group, m_topic));
    }
    bool createTopic(int partitions) const;
    int coordinatorOf(const QString& group) const;
    /// Sends more records and waits until these members have read all that were ever sent.
    QString sendAndRead(const Members& all);

    QTemporaryDir m_built;
    peers::MemberPrograms m_programs{.classes = m_built.filePath("classes"),
                                     .franzGo = m_built.filePath("franz-go")};
    conformance::ServedCluster m_cluster;
    QString m_topic;  ///< of this test, as `m_group`
    QString m_group;
    int m_test = 0;
    std::size_t m_sent = 0;
};

void TestPeerGroups::initTestCase() {
    REQUIRE_KCAT();
    REQUIRE_PEER("kafka");
    REQUIRE_PEER("kafkajs");
    REQUIRE_PEER("kafka-python");
    REQUIRE_PEER("franz-go");
    QVERIFY(QDir().mkpath(m_programs.classes));
    QCOMPARE(peers::compileJava(m_programs.classes), QByteArray());
    QCOMPARE(peers::buildFranzGo(m_programs.franzGo), QByteArray());
    QVERIFY2(m_cluster.start({"--profile", "classroom"}), qPrintable(m_cluster.errors()));
}

void TestPeerGroups::init() {
    ++m_test;
    m_topic = QStringLiteral("topic%1").arg(m_test);
    m_group = QStringLiteral("group%1").arg(m_test);
    m_sent = 0;
}

bool TestPeerGroups::createTopic(int partitions) const {
    const conformance::Ended ended =
        peers::runJava("org.apache.kafka.tools.TopicCommand",
                       {"--bootstrap-server", m_cluster.bootstrapServers(), "--create", "--topic", m_topic,
                        "--partitions", QString::number(partitions), "--replication-factor", "3"});
    if (ended.exitCode != 0) qWarning("%s", peers::told(ended).constData());
    return ended.exitCode == 0;
}

int TestPeerGroups::coordinatorOf(const QString& group) const {
    const conformance::Ended listed = conformance::kcat(m_cluster, {"-L", "-J", "-t", "__consumer_offsets"});
    const QJsonArray partitions = QJsonDocument::fromJson(listed.output)["topics"][0]["partitions"].toArray();
    const auto number = broker::groups::partitionOfGroup(group.toStdString(), 50);
    for (const QJsonValue& row : partitions)
        if (row["partition"] == number.value()) return row["leader"].toInt();
    return -1;
}

QString TestPeerGroups::sendAndRead(const Members& all) {
    // Every partition gets its share: what nobody reads would be noticed.
    for (int partition = 0; partition < kPartitions; ++partition) {
        QByteArray lines;
        for (int i = 0; i < kRecords / kPartitions; ++i) lines += QByteArray::number(m_sent++) + '\n';
        if (!conformance::produce(m_cluster, m_topic, lines, {"-p", QString::number(partition)}))
            return QStringLiteral("kcat could not produce");
    }
    if (conformance::waitForRecords(m_cluster, all, m_sent)) return {};
    QString trouble =
        QStringLiteral("%1 of %2 records were read").arg(conformance::countRecords(all)).arg(m_sent);
    for (const GroupMember* member : all) trouble += '\n' + member->told();
    return trouble;
}

void TestPeerGroups::membersOfOneKindJoinLeaveDieAndSleep_data() {
    QTest::addColumn<QString>("peer");
    for (const char* peer : {"kafkajs", "kafka-python", "franz-go"}) QTest::newRow(peer) << peer;
}

void TestPeerGroups::membersOfOneKindJoinLeaveDieAndSleep() {
    QFETCH(QString, peer);
    QVERIFY(createTopic(kPartitions));
    const auto first = join(peer);
    QCOMPARE(conformance::waitForOwners(m_cluster, {first.get()}, m_topic, kPartitions), QString());
    const auto second = join(peer);
    const auto third = join(peer);
    const Members all{first.get(), second.get(), third.get()};
    QCOMPARE(conformance::waitForOwners(m_cluster, all, m_topic, kPartitions), QString());
    QCOMPARE(sendAndRead(all), QString());

    QCOMPARE(second->leave(), 0);
    QVERIFY(!m_cluster.waitForLine(" left group " + m_group + ": ").isEmpty());
    QVERIFY(m_cluster.lines().filter("expelled from group " + m_group).isEmpty());
    QCOMPARE(conformance::waitForOwners(m_cluster, {first.get(), third.get()}, m_topic, kPartitions),
             QString());
    QCOMPARE(sendAndRead(all), QString());

    first->freeze();
    QCOMPARE(conformance::waitForOwners(m_cluster, {third.get()}, m_topic, kPartitions), QString());
    QCOMPARE(sendAndRead(all), QString());
    first->thaw();
    QCOMPARE(conformance::waitForOwners(m_cluster, {first.get(), third.get()}, m_topic, kPartitions),
             QString());

    third->kill();
    QCOMPARE(conformance::waitForOwners(m_cluster, {first.get()}, m_topic, kPartitions), QString());
    QVERIFY(m_cluster.waitForLines("expelled from group " + m_group, 2));
    QCOMPARE(sendAndRead(all), QString());
    QCOMPARE(first->leave(), 0);
}

void TestPeerGroups::membersOfAllKindsShareAGroup() {
    QVERIFY(createTopic(kPartitions));
    std::map<QString, std::unique_ptr<GroupMember>> members;
    Members all;
    const auto living = [&] {
        Members found;
        for (GroupMember* member : all)
            if (member->process().state() == QProcess::Running) found.push_back(member);
        return found;
    };
    for (const QString& peer : QStringList{"kcat"} + kPeers) {
        members[peer] = join(peer);
        all.push_back(members[peer].get());
        QCOMPARE(conformance::waitForOwners(m_cluster, all, m_topic, kPartitions), QString());
        QCOMPARE(sendAndRead(all), QString());
    }
    // One after another leads the group: whoever led it is away.
    members["kcat"]->freeze();
    Members awake = all;
    std::erase(awake, members["kcat"].get());
    QCOMPARE(conformance::waitForOwners(m_cluster, awake, m_topic, kPartitions), QString());
    QCOMPARE(sendAndRead(all), QString());
    members["kcat"]->thaw();
    QCOMPARE(conformance::waitForOwners(m_cluster, all, m_topic, kPartitions), QString());

    const int coordinator = coordinatorOf(m_group);
    QVERIFY(m_cluster.command(QStringLiteral("kill %1").arg(coordinator)).startsWith("ok"));
    QCOMPARE(sendAndRead(all), QString());
    QCOMPARE(conformance::waitForOwners(m_cluster, all, m_topic, kPartitions), QString());
    QVERIFY(coordinatorOf(m_group) != coordinator);
    QVERIFY(m_cluster.command(QStringLiteral("restart %1").arg(coordinator)).startsWith("ok"));

    members["Java"]->kill();
    QCOMPARE(conformance::waitForOwners(m_cluster, living(), m_topic, kPartitions), QString());
    QCOMPARE(sendAndRead(all), QString());
    QCOMPARE(members["franz-go"]->leave(), 0);
    QCOMPARE(conformance::waitForOwners(m_cluster, living(), m_topic, kPartitions), QString());
    QCOMPARE(sendAndRead(all), QString());
    QCOMPARE(members["kafkajs"]->leave(), 0);
    QCOMPARE(members["kafka-python"]->leave(), 0);
    QCOMPARE(conformance::waitForOwners(m_cluster, living(), m_topic, kPartitions), QString());
    QCOMPARE(sendAndRead(all), QString());
    QCOMPARE(members["kcat"]->leave(), 0);
}

void TestPeerGroups::twoHundredMembersAndAThousandGroups() {
    QVERIFY(createTopic(400));
    const auto many = [&](int partitions, int groups, int members) {
        return conformance::runProgram(
            m_programs.franzGo,
            {"many", m_cluster.bootstrapServers(), m_topic, QString::number(partitions),
             QString::number(groups), QString::number(members)},
            {}, 3 * conformance::kDeadlineMs);
    };
    const conformance::Ended one = many(400, 1, 200);
    VERIFY_RAN(one);
    qInfo("%s", one.output.trimmed().constData());
    m_topic += "-small";
    QVERIFY(createTopic(2));
    const conformance::Ended thousand = many(2, 1000, 1);
    VERIFY_RAN(thousand);
    qInfo("%s", thousand.output.trimmed().constData());
    QVERIFY(m_cluster.isRunning());
}

BROKERSCOPE_TEST(TestPeerGroups)
#include "tst_peer_groups.moc"
