#include <QtTest/QtTest>

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

#include "app/history/history_database.h"
#include "tests/support/test_registry.h"

using namespace app;
using broker::ErrorCode;
using broker::Timestamp;
using broker::observe::Event;
using broker::observe::EventKind;

namespace {

HistoryRows second(int time) {
    HistoryRows rows;
    rows.events.push_back({.number = static_cast<std::uint64_t>(time),
                           .time = Timestamp(time * 1000),
                           .kind = EventKind::kBrokerKilled,
                           .broker = broker::BrokerId(2),
                           .partition = broker::TopicPartition{"orders", broker::PartitionIndex(1)},
                           .arguments = {{"reason", "killed"}, {"empty", ""}}});
    for (const int partition : {0, 1})
        rows.lag.push_back({.group = "demo",
                            .partition = {"orders", broker::PartitionIndex(partition)},
                            .point = {.time = Timestamp(time * 1000), .records = time, .milliseconds = 7}});
    return rows;
}

/// Runs statements on a file that nobody has open.
void execute(const QString& path, const QStringList& statements) {
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", "by-hand");
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        for (const QString& statement : statements) QVERIFY2(query.exec(statement), qPrintable(statement));
    }
    QSqlDatabase::removeDatabase("by-hand");
}

}  // namespace

/// The history's file.
class TestHistoryDatabase : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    QString path() const { return m_folder.filePath(QTest::currentTestFunction() + QString(".db")); }

private slots:
    void whatWasWrittenIsThereAfterARestart() {
        {
            auto database = HistoryDatabase::open(path());
            QVERIFY2(database, database ? "" : database.error().detail.c_str());
            QVERIFY((*database)->write(second(1)));
            QVERIFY((*database)->write(second(2)));
        }
        const auto again = HistoryDatabase::open(path());
        QVERIFY(again);
        const auto rows = (*again)->read(Timestamp(0), 100);
        QVERIFY(rows);
        QCOMPARE(rows->events.size(), std::size_t{2});
        const Event& event = rows->events[1];
        QCOMPARE(event.time, Timestamp(2000));
        QCOMPARE(event.kind, EventKind::kBrokerKilled);
        QCOMPARE(event.broker, broker::BrokerId(2));
        QCOMPARE(event.partition->topic, std::string("orders"));
        QCOMPARE(std::string(event.argument("reason")), std::string("killed"));
        QCOMPARE(event.arguments.size(), std::size_t{2});
        QCOMPARE(rows->lag.size(), std::size_t{4});
        QCOMPARE(rows->lag.back(), second(2).lag[1]);
    }

    void onlyTheNewestAreReadWhereThereAreMany() {
        auto database = HistoryDatabase::open(path());
        for (int time = 1; time <= 10; ++time) QVERIFY((*database)->write(second(time)));
        const auto rows = (*database)->read(Timestamp(3000), 4);
        QCOMPARE(rows->events.size(), std::size_t{4});
        QCOMPARE(rows->events.front().time, Timestamp(7000));
        QCOMPARE((*database)->read(Timestamp(9500), 100)->events.size(), std::size_t{1});
    }

    void theOldestGoWhenTheFileGrowsTooLarge() {
        constexpr std::int64_t kMost = 256 * 1024;
        auto database = HistoryDatabase::open(path(), kMost);
        HistoryRows rows;
        for (int time = 1; time <= 4000; ++time) {
            const HistoryRows one = second(time);
            rows.events.push_back(one.events[0]);
            rows.lag.insert(rows.lag.end(), one.lag.begin(), one.lag.end());
            if (time % 200 == 0) QVERIFY((*database)->write(std::exchange(rows, {})));
        }
        QVERIFY2((*database)->bytes() <= kMost, qPrintable(QString::number((*database)->bytes())));
        const auto left = (*database)->read(Timestamp(0), 100'000);
        QVERIFY(!left->events.empty() && left->events.size() < 4000);
        QCOMPARE(left->events.back().time, Timestamp(4'000'000));
        QCOMPARE(left->lag.back().point.time, Timestamp(4'000'000));
    }

    void anOlderFileIsBroughtUpToDate() {
        execute(path(), {"CREATE TABLE event(id INTEGER PRIMARY KEY, time INTEGER NOT NULL, number INTEGER "
                         "NOT NULL, kind TEXT NOT NULL, broker INTEGER, topic TEXT, part INTEGER, arguments "
                         "BLOB)",
                         "CREATE INDEX event_time ON event(time)",
                         "INSERT INTO event(time, number, kind, broker) VALUES(5000, 5, 'BrokerStarted', 1)",
                         "INSERT INTO event(time, number, kind, broker) VALUES(5000, 6, 'FromTheFuture', 1)",
                         "PRAGMA user_version = 1"});
        auto database = HistoryDatabase::open(path());
        QVERIFY2(database, database ? "" : database.error().detail.c_str());
        QVERIFY((*database)->write(second(6)));
        const auto rows = (*database)->read(Timestamp(0), 100);
        QCOMPARE(rows->events.size(), std::size_t{2});
        QCOMPARE(rows->events[0].number, std::uint64_t{5});
        QCOMPARE(rows->lag.size(), std::size_t{2});
    }

    void aFileOfALaterProgramIsLeftAlone() {
        execute(path(), {"PRAGMA user_version = 99"});
        const auto database = HistoryDatabase::open(path());
        QCOMPARE(database.error().code, ErrorCode::kUnsupportedVersion);
    }

    void aFileThatIsNoDatabaseIsSaidToBeNone() {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray words(8192, 'x');
        file.write(words);
        file.close();
        const auto database = HistoryDatabase::open(path());
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::kCorruptMessage);
        QVERIFY(QString::fromStdString(database.error().detail).contains(path()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), words);
    }

    void aSecondProgramHearsThatItIsInUse() {
        const auto first = HistoryDatabase::open(path());
        QVERIFY((*first)->write(second(1)));
        const auto other = HistoryDatabase::open(path());
        QVERIFY(!other);
        QCOMPARE(other.error().code, ErrorCode::kInUse);
    }

    void aFolderThatIsNotThereIsToldApart() {
        const auto database = HistoryDatabase::open(m_folder.filePath("nowhere/history.db"));
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::kPermissionDenied);
    }

    void brokenArgumentsAreNone() {
        const QByteArray whole = encodeArguments({{"a", "1"}});
        QCOMPARE(decodeArguments(whole).size(), std::size_t{1});
        QVERIFY(decodeArguments(whole.chopped(1)).empty());
        QVERIFY(decodeArguments(QByteArray("\xff\xff\xff\xffx", 5)).empty());
    }
};

BROKERSCOPE_TEST(TestHistoryDatabase)
#include "tst_history_database.moc"
