#include <QtTest/QtTest>

#include <QSignalSpy>
#include <QTemporaryDir>

#include "app/history/history_database.h"
#include "app/history/history_store.h"
#include "tests/app/history/snapshot_bytes.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/support/test_registry.h"

using namespace app;
using broker::Timestamp;

namespace {

constexpr int kDeadline = 60'000;

sample::SnapshotPointer second(int number) {
    return sample::cluster({.second = number, .brokerThreeDead = number % 3 == 2});
}

Timestamp timeOf(int number) { return Timestamp(1'000'000 + number * 1000); }

}  // namespace

/// Snapshots, to look back at: in memory, and in the file.
class TestMoments : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    QString path() const { return m_folder.filePath(QTest::currentTestFunction() + QString(".db")); }

private slots:
    void aMomentIsTheLastSnapshotBeforeIt() {
        Moments moments;
        QVERIFY(!moments.at(timeOf(1)).snapshot);
        const auto first = second(1);
        const auto next = second(2);
        moments.note(first, timeOf(1));
        moments.note(first, timeOf(2));
        moments.note(next, timeOf(3));
        QCOMPARE(moments.size(), std::size_t{2});
        QVERIFY(!moments.at(timeOf(0)).snapshot);
        QCOMPARE(moments.at(timeOf(2)).snapshot, first);
        QVERIFY(!moments.at(timeOf(2)).earlier);
        const Moment later = moments.at(timeOf(9));
        QCOMPARE(later.snapshot, next);
        QCOMPARE(later.time, timeOf(3));
        QCOMPARE(later.earlier, first);
        QCOMPARE(moments.begin(), timeOf(1));
    }

    void theOldestGoWhereTheyHoldTooMuch() {
        Moments all;
        for (int i = 0; i < 40; ++i) all.note(second(i), timeOf(i));
        QCOMPARE(all.size(), std::size_t{40});
        Moments few(all.bytes() / 4);
        for (int i = 0; i < 40; ++i) few.note(second(i), timeOf(i));
        QVERIFY2(few.size() >= 5 && few.size() <= 20, qPrintable(QString::number(few.size())));
        QVERIFY(few.bytes() <= all.bytes() / 4);
        QVERIFY(few.begin() > timeOf(10));
    }

    void theFileGivesEveryMomentOfEveryRun() {
        for (int run = 0; run < 2; ++run) {
            auto database = HistoryDatabase::open(path());
            QVERIFY2(database, database ? "" : database.error().detail.c_str());
            sample::SnapshotPointer before;
            for (int i = run * 10; i < run * 10 + 5; ++i) {
                const auto after = second(i);
                QVERIFY((*database)->writeMoment(before.get(), *after, timeOf(i)));
                before = after;
            }
        }
        const auto database = HistoryDatabase::open(path());
        QVERIFY(database);
        QCOMPARE(*(*database)->momentsBegin(), timeOf(0));
        for (const int i : {0, 1, 4, 10, 14}) {
            const auto moment = (*database)->readMoment(timeOf(i) + 500);
            QVERIFY(moment && moment->snapshot);
            QCOMPARE(moment->time, timeOf(i));
            QCOMPARE(bytesOf(*moment->snapshot), bytesOf(*second(i)));
            // A run does not know what was before it.
            QCOMPARE(moment->earlier != nullptr, i % 10 != 0);
        }
        QVERIFY(!(*database)->readMoment(timeOf(-1))->snapshot);
        // Between two runs it is as the first left it.
        QCOMPARE((*database)->readMoment(timeOf(8))->time, timeOf(4));
    }

    void whatIsLeftAfterDroppingTheOldestIsWhole() {
        auto database = HistoryDatabase::open(path(), 400'000);
        QVERIFY(database);
        sample::SnapshotPointer before;
        constexpr int kSeconds = 400;
        for (int i = 0; i < kSeconds; ++i) {
            const auto after = second(i);
            const auto written = (*database)->writeMoment(before.get(), *after, timeOf(i));
            QVERIFY2(written, written ? "" : written.error().detail.c_str());
            before = after;
        }
        QVERIFY2((*database)->bytes() <= 500'000, qPrintable(QString::number((*database)->bytes())));
        const Timestamp begin = *(*database)->momentsBegin();
        QVERIFY(begin > timeOf(0));
        QVERIFY(begin < timeOf(kSeconds - 1));
        QVERIFY(!(*database)->readMoment(begin - 1)->snapshot);
        for (int i = static_cast<int>((begin - timeOf(0)) / 1000); i < kSeconds; i += 7)
            QCOMPARE(bytesOf(*(*database)->readMoment(timeOf(i))->snapshot), bytesOf(*second(i)));
    }

    void aMomentOfAnEarlierRunIsFound() {
        {
            HistoryStore store(path());
            QSignalSpy loaded(&store, &HistoryStore::loaded);
            QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, kDeadline);
            QCOMPARE(store.momentsBegin(), broker::kNoTimestamp);
            store.note(second(1), timeOf(1));
            store.write();
            store.note(second(2), timeOf(2));
        }
        HistoryStore store(path());
        QSignalSpy loaded(&store, &HistoryStore::loaded);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, kDeadline);
        QCOMPARE(store.momentsBegin(), timeOf(1));
        Moment found;
        connect(&store, &HistoryStore::found, this, [&found](const Moment& moment) { found = moment; });
        store.find(timeOf(1));
        store.find(timeOf(5));  // only what was asked last is told
        QTRY_VERIFY_WITH_TIMEOUT(found.snapshot, kDeadline);
        QCOMPARE(found.time, timeOf(2));
        QCOMPARE(bytesOf(*found.snapshot), bytesOf(*second(2)));
        QCOMPARE(bytesOf(*found.earlier), bytesOf(*second(1)));
    }
};

BROKERSCOPE_TEST(TestMoments)
#include "tst_moments.moc"
