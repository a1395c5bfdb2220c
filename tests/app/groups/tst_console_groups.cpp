#include <QtTest/QtTest>

#include "app/console_groups.h"
#include "app/console_words.h"
#include "app/serve_console.h"
#include "tests/app/groups/sample_group.h"
#include "tests/support/test_registry.h"

using namespace app;
using namespace broker;
using sample::at;

namespace {

constexpr Timestamp kNow{1'700'000'000'000};

/// "orders-0 orders-*"
std::string told(const std::vector<TopicPartition>& partitions) {
    std::string text;
    for (const TopicPartition& one : partitions)
        text += (text.empty() ? "" : " ") + one.topic + '-' +
                (one.partition == kEveryPartition ? "*" : std::to_string(one.partition.value()));
    return text;
}

std::string told(const client::OffsetRule& rule) {
    if (std::holds_alternative<client::ToEarliest>(rule)) return "earliest";
    if (std::holds_alternative<client::ToLatest>(rule)) return "latest";
    if (const auto* to = std::get_if<client::ToOffset>(&rule)) return std::to_string(to->offset.value());
    if (const auto* to = std::get_if<client::ToTime>(&rule)) return "@" + std::to_string(to->time.value());
    return "by " + std::to_string(std::get<client::ShiftBy>(rule).records);
}

std::string told(const ConsoleLine& line) {
    if (line.kind == ConsoleLine::Kind::kError) return "error";
    if (line.kind == ConsoleLine::Kind::kGroups) return "groups";
    if (line.kind == ConsoleLine::Kind::kGroup) return "group " + line.group;
    if (const auto* one = std::get_if<cluster::DeleteGroup>(&line.command)) return "delete " + one->group;
    if (const auto* one = std::get_if<cluster::RemoveGroupMember>(&line.command))
        return "remove " + one->memberId + " from " + one->group;
    if (const auto* one = std::get_if<cluster::ResetOffsets>(&line.command))
        return "reset " + one->group + " in [" + told(one->partitions) + "] to " + told(one->rule) +
               (one->previewOnly ? " preview" : "");
    return "other";
}

/// A snapshot in which broker 1 tells of the group.
observe::ClusterSnapshot snapshotOf(const sample::GroupCluster& cluster) {
    observe::ClusterSnapshot snapshot = cluster.snapshot();
    auto broker = *snapshot.brokers.front();
    broker.groups.push_back(std::make_shared<const observe::GroupSnapshot>(cluster.group));
    snapshot.brokers.front() = std::make_shared<const observe::BrokerSnapshot>(std::move(broker));
    return snapshot;
}

sample::GroupCluster twoPartitions() {
    sample::GroupCluster cluster;
    cluster.topic("orders", 2).log(at("orders", 0), 0, 20).log(at("orders", 1), 5, 9);
    cluster.group.id = "billing";
    cluster.member({"one-1", {"orders"}, {at("orders", 0)}}).committed(at("orders", 0), 12);
    return cluster;
}

}  // namespace

/// The commands of `serve` about groups, as lines and as answers.
class TestConsoleGroups : public QObject {
    Q_OBJECT

private slots:
    void aLineIsUnderstood_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("meaning");
        const auto row = [](const char* line, const char* meaning) {
            QTest::newRow(line) << QString(line) << QString(meaning);
        };
        row("groups", "groups");
        row("group billing", "group billing");
        row("group \"two words\"", "group two words");
        row("group", "error");
        row("group a b", "error");
        row("delete-group billing", "delete billing");
        row("delete-group", "error");
        row("remove-member billing one-1", "remove one-1 from billing");
        row("remove-member billing", "error");
        row("reset-offsets billing orders earliest", "reset billing in [orders-*] to earliest");
        row("reset-offsets billing orders:1 shop latest", "reset billing in [orders-1 shop-*] to latest");
        row("reset-offsets billing * 17 preview", "reset billing in [] to 17 preview");
        row("reset-offsets billing * +5", "reset billing in [] to by 5");
        row("reset-offsets billing * -5", "reset billing in [] to by -5");
        row("reset-offsets billing * @1700000000000", "reset billing in [] to @1700000000000");
        row("reset-offsets billing * soon", "error");
        row("reset-offsets billing * +-5", "error");
        row("reset-offsets billing * 9223372036854775808", "error");
        row("reset-offsets billing orders:x earliest", "error");
        row("reset-offsets billing orders:-1 earliest", "error");
        row("reset-offsets billing orders:4294967296 earliest", "error");
        row("reset-offsets billing earliest", "error");
        row("reset-offsets billing earliest preview", "error");
        row("group \"open", "error");
        row("group \"a\\q\"", "error");
    }
    void aLineIsUnderstood() {
        QFETCH(QString, line);
        QFETCH(QString, meaning);
        QCOMPARE(told(parseConsoleLine(line.toStdString())), meaning.toStdString());
    }

    void anyNameIsAWordThatIsReadAgain_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("plain") << QByteArray("billing");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("blanks") << QByteArray("two words ");
        QTest::newRow("quotes") << QByteArray("\"a\\\"");
        QTest::newRow("lines") << QByteArray("a\nok b\r\t\x7f");
        QTest::newRow("UTF-8") << QByteArray("账单");
    }
    void anyNameIsAWordThatIsReadAgain() {
        QFETCH(QByteArray, name);
        const std::string word = asWord(name.toStdString());
        QVERIFY(word.find_first_of("\r\n") == std::string::npos);
        QVERIFY(wordsOf(word + "  next") == (std::vector<std::string>{name.toStdString(), "next"}));
    }

    void aTopicStandsForAllItsPartitions() {
        const auto cluster = twoPartitions().snapshot();
        ConsoleLine line = parseConsoleLine("reset-offsets billing orders earliest");
        QVERIFY(nameEveryPartition(line.command, cluster));
        QCOMPARE(told(std::get<cluster::ResetOffsets>(line.command).partitions),
                 std::string("orders-0 orders-1"));
        line = parseConsoleLine("reset-offsets billing orders:1 earliest");
        QVERIFY(nameEveryPartition(line.command, cluster));
        QCOMPARE(told(std::get<cluster::ResetOffsets>(line.command).partitions), std::string("orders-1"));
        line = parseConsoleLine("reset-offsets billing nowhere earliest");
        QCOMPARE(nameEveryPartition(line.command, cluster).error().detail,
                 std::string("There is no topic nowhere."));
    }

    void aGroupIsToldWithItsMembersPartitionsAndLastRebalance() {
        sample::GroupCluster cluster = twoPartitions();
        cluster.before({});
        auto rebalance = *cluster.group.rebalance;
        rebalance.reason = "one-1 joined";
        rebalance.generation = GenerationId(3);
        rebalance.began = kNow - 4250;
        rebalance.completed = kNow - 4000;
        cluster.group.rebalance = std::make_shared<const observe::RebalanceSnapshot>(rebalance);
        const auto lines = groupLines(snapshotOf(cluster), "billing", kNow);
        QVERIFY(lines.has_value());
        const QStringList all = QString::fromStdString(*lines).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(all.size(), 4);
        QVERIFY2(all[0].startsWith("group billing state=") && all[0].contains("members=1 ") &&
                     all[0].contains(" lag=8"),
                 qPrintable(all[0]));
        QVERIFY2(all[1].startsWith("member one-1 ") && all[1].endsWith("partitions=orders-0"),
                 qPrintable(all[1]));
        QVERIFY2(all[2].startsWith("partition orders-0 committed=12 end=20 lag=8 "), qPrintable(all[2]));
        QVERIFY2(all[3].startsWith("rebalance generation=3 took=250ms ago=4.0s ") &&
                     all[3].endsWith("reason=\"one-1 joined\""),
                 qPrintable(all[3]));
        QVERIFY(!groupLines(snapshotOf(cluster), "nobody", kNow));
        QCOMPARE(QString::fromStdString(groupLines(snapshotOf(cluster), kNow)).count('\n'), 1);
    }

    void whatALagIsNotKnownOfIsCounted() {
        sample::GroupCluster cluster = twoPartitions();
        cluster.committed(at("orders", 1), 7).leaderless(at("orders", 1));
        const std::string text = groupLines(snapshotOf(cluster), kNow);
        QVERIFY2(text.ends_with(" lag=8+?1\n"), text.c_str());
    }
};

BROKERSCOPE_TEST(TestConsoleGroups)
#include "tst_console_groups.moc"
