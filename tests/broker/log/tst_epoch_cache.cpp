#include <QtTest/QtTest>

#include "broker/log/epoch_cache.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;

namespace {

EpochEntry at(std::int32_t epoch, std::int64_t offset) { return {LeaderEpoch(epoch), Offset(offset)}; }
EpochEnd end(std::int32_t epoch, std::int64_t offset) { return {LeaderEpoch(epoch), Offset(offset)}; }

}  // namespace

class TestEpochCache : public QObject {
    Q_OBJECT

private slots:
    void endOfAnEpochIsWhereTheNextBegins_data() {
        QTest::addColumn<int>("asked");
        QTest::addColumn<int>("epoch");
        QTest::addColumn<qlonglong>("offset");
        QTest::newRow("the newest ends at the log's end") << 7 << 7 << qlonglong{100};
        QTest::newRow("an older one") << 2 << 2 << qlonglong{20};
        QTest::newRow("a missing one falls to the one before it") << 3 << 2 << qlonglong{20};
        QTest::newRow("before the first") << 0 << 0 << qlonglong{5};
        QTest::newRow("after the newest") << 8 << -1 << qlonglong{-1};
        QTest::newRow("undefined") << -1 << -1 << qlonglong{-1};
    }
    void endOfAnEpochIsWhereTheNextBegins() {
        QFETCH(int, asked);
        QFETCH(int, epoch);
        QFETCH(qlonglong, offset);
        const EpochCache cache({at(1, 5), at(2, 10), at(5, 20), at(7, 30)});
        QVERIFY(cache.endOffsetFor(LeaderEpoch(asked), Offset(100)) == end(epoch, offset));
    }

    void anEpochThatWroteNothingGivesWay() {
        EpochCache cache({at(1, 0), at(2, 10)});
        QVERIFY(cache.assign(LeaderEpoch(3), Offset(10)));
        QVERIFY((cache.entries() == std::vector{at(1, 0), at(3, 10)}));
    }

    void anEarlierOffsetRemovesLaterEpochs() {
        EpochCache cache({at(1, 0), at(2, 10), at(3, 20)});
        QVERIFY(cache.assign(LeaderEpoch(4), Offset(7)));
        QVERIFY((cache.entries() == std::vector{at(1, 0), at(4, 7)}));
    }

    void furtherBatchesOfTheNewestEpochChangeNothing() {
        EpochCache cache({at(1, 0)});
        QVERIFY(!cache.assign(LeaderEpoch(1), Offset(50)));
        QCOMPARE(cache.entries().size(), std::size_t{1});
    }

    void truncationFromTheEndIncludesEntriesAtTheNewEnd() {
        EpochCache cache({at(1, 0), at(2, 10), at(3, 20)});
        QVERIFY(cache.truncateFromEnd(Offset(10)));
        QVERIFY((cache.entries() == std::vector{at(1, 0)}));
        QVERIFY(!cache.truncateFromEnd(Offset(10)));
    }

    void truncationFromTheStartMovesTheEntryItLiesIn() {
        EpochCache cache({at(1, 0), at(2, 10), at(3, 20)});
        QVERIFY(cache.truncateFromStart(Offset(15)));
        QVERIFY((cache.entries() == std::vector{at(2, 15), at(3, 20)}));
        QVERIFY(!cache.truncateFromStart(Offset(15)));
    }

    void epochForAnOffset() {
        const EpochCache cache({at(1, 5), at(4, 10)});
        QVERIFY(!cache.epochFor(Offset(4)));
        QVERIFY(cache.epochFor(Offset(9)) == LeaderEpoch(1));
        QVERIFY(cache.epochFor(Offset(10)) == LeaderEpoch(4));
    }
};

BROKERSCOPE_TEST(TestEpochCache)
#include "tst_epoch_cache.moc"
