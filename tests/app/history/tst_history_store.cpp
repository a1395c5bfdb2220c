#include <QtTest/QtTest>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "app/history/history_store.h"
#include "tests/support/test_registry.h"

using namespace app;
using broker::Timestamp;
using broker::TopicPartition;
using broker::observe::Event;

namespace {

constexpr int kDeadline = 60'000;
const TopicPartition kPlace{"orders", broker::PartitionIndex(0)};

Event happened(int number) {
    Event made;
    made.number = static_cast<std::uint64_t>(number);
    made.time = Timestamp(number * 1000);
    made.arguments = {{"act", "kill broker 2"}};
    return made;
}

LagPoint at(int time, int records) { return {.time = Timestamp(time), .records = records}; }

LagQuestion all() {
    return {.group = "demo", .partitions = {kPlace}, .from = Timestamp(0), .to = Timestamp(1'000'000)};
}

}  // namespace

/// The history behind the window: in memory at once, on disk soon, and there again after a restart.
class TestHistoryStore : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    QString path() const { return m_folder.filePath(QTest::currentTestFunction() + QString(".db")); }

private slots:
    void lagAndEventsComeBackAfterARestart() {
        {
            HistoryStore store(path());
            QSignalSpy loaded(&store, &HistoryStore::loaded);
            QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, kDeadline);
            store.add({happened(1), happened(2)});
            store.note("demo", kPlace, at(1000, 5));
            store.write();
            // What the last second brought is written at the end.
            store.add({happened(3)});
            store.note("demo", kPlace, at(2000, 6));
        }
        HistoryStore store(path());
        QSignalSpy loaded(&store, &HistoryStore::loaded);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, kDeadline);
        QCOMPARE(store.earlierEvents().size(), std::size_t{3});
        QCOMPARE(store.earlierEvents().back().number, std::uint64_t{3});
        store.note("demo", kPlace, at(9000, 1));
        QCOMPARE(store.series(all())[0].points,
                 std::vector<LagPoint>({at(1000, 5), at(2000, 6), at(9000, 1)}));
        QCOMPARE(store.begin(), Timestamp(1000));
        QVERIFY(store.problem().isEmpty());
    }

    void withoutAFileItLivesInMemory() {
        HistoryStore store({});
        store.note("demo", kPlace, at(1000, 5));
        store.write();
        QCOMPARE(store.series(all())[0].points.size(), std::size_t{1});
        QVERIFY(store.problem().isEmpty());
    }

    void aDamagedFileIsToldAndTheRestGoesOn() {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        HistoryStore store(path());
        QSignalSpy failed(&store, &HistoryStore::failed);
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kDeadline);
        QVERIFY2(store.problem().contains(path()), qPrintable(store.problem()));
        store.note("demo", kPlace, at(1000, 5));
        store.add({happened(1)});
        store.write();
        QCOMPARE(store.series(all())[0].points.size(), std::size_t{1});
    }

    void aClockThatWasSetBackDoesNotFoldTheSeries() {
        {
            HistoryStore store(path());
            store.note("demo", kPlace, at(5000, 5));
        }
        HistoryStore store(path());
        QSignalSpy loaded(&store, &HistoryStore::loaded);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, kDeadline);
        store.note("demo", kPlace, at(3000, 1));
        QCOMPARE(store.series(all())[0].points, std::vector<LagPoint>({at(3000, 1)}));
    }
};

BROKERSCOPE_TEST(TestHistoryStore)
#include "tst_history_store.moc"
