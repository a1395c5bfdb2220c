#include <QtTest/QtTest>

#include "broker/log/index_entry.h"
#include "tests/broker/log/log_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;
using namespace tests;

namespace {

std::string segmentFile(std::int64_t base) {
    const std::string digits = std::to_string(base);
    return std::string(kFolder) + '/' + std::string(20 - digits.size(), '0') + digits + ".log";
}

/// A log with these base offsets, each segment one batch that ends where the next one begins, as compaction
/// may leave them; the last has a hundred offsets.
std::unique_ptr<PartitionLog> logOf(LogFixture& fixture, const std::vector<std::int64_t>& bases) {
    std::unique_ptr<PartitionLog> log = fixture.open();
    for (std::size_t i = 0; i < bases.size(); ++i) {
        const std::int64_t next = i + 1 < bases.size() ? bases[i + 1] : bases[i] + 100;
        const Bytes batch = makeBatch(
            {.baseOffset = bases[i], .lastOffsetDelta = static_cast<std::int32_t>(next - bases[i] - 1)});
        if (!log->appendAsFollower(batch, {.leaderEpoch = kEpoch, .now = kNow})) return nullptr;
        if (i + 1 < bases.size() && !log->roll(kNow)) return nullptr;
    }
    return log;
}

}  // namespace

/// Worked example W15.
class TestSegmentLookup : public QObject {
    Q_OBJECT

private slots:
    void anOffsetIsInTheSegmentWithTheGreatestBaseNotAfterIt_data() {
        QTest::addColumn<QList<qint64>>("bases");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<qint64>("base");
        const QList<qint64> three{0, 170410, 239430};
        QTest::newRow("170409") << three << qint64{170409} << qint64{0};
        QTest::newRow("170410") << three << qint64{170410} << qint64{170410};
        QTest::newRow("200000") << three << qint64{200000} << qint64{170410};
        QTest::newRow("239430") << three << qint64{239430} << qint64{239430};
        QTest::newRow("368769") << QList<qint64>{0, 368769, 737337, 1105814} << qint64{368769}
                                << qint64{368769};
    }
    void anOffsetIsInTheSegmentWithTheGreatestBaseNotAfterIt() {
        QFETCH(QList<qint64>, bases);
        QFETCH(qint64, offset);
        QFETCH(qint64, base);
        LogFixture fixture;
        const std::vector<std::int64_t> all(bases.begin(), bases.end());
        std::unique_ptr<PartitionLog> log = logOf(fixture, all);
        QVERIFY(log != nullptr);
        QCOMPARE(log->segmentCount(), static_cast<std::uint32_t>(bases.size()));
        for (const std::int64_t each : all) QVERIFY(fixture.files->has(segmentFile(each)));
        // As it was written, and as it is found again.
        for (int time = 0; time < 2; ++time) {
            const auto found = log->read(Offset(offset), {.maxBytes = 1, .upperBound = log->end()});
            QVERIFY(found && !found->empty());
            QCOMPARE(found->firstOffset, Offset(base));
            QVERIFY(bytesOf(*found) == fixture.files->content(segmentFile(base)));
            log = fixture.open(true, log->end());
        }
    }

    void aSegmentHasAnIndexEntryForEveryIntervalAtMost_data() {
        QTest::addColumn<int>("valueSize");
        QTest::newRow("many batches to an interval") << 100;
        QTest::newRow("a batch is an interval and a little") << 4050;
        QTest::newRow("a batch is many intervals") << 50'000;
    }
    void aSegmentHasAnIndexEntryForEveryIntervalAtMost() {
        QFETCH(int, valueSize);
        // The smallest batch that is larger than an interval would have an entry each.
        LogFixture fixture;
        fixture.config.segmentBytes = 4 << 20;
        const auto log = fixture.open();
        while (log->segmentCount() < 2)
            QVERIFY(produce(*log, {.valueSize = static_cast<std::size_t>(valueSize)}));
        const std::uint64_t size = fixture.files->content(segmentFile(0)).size();
        std::string index = segmentFile(0);
        index.replace(index.size() - 3, 3, "index");
        const std::uint64_t entries = fixture.files->content(index).size() / kIndexEntrySize;
        QVERIFY2(entries > 0 && entries * fixture.config.indexIntervalBytes <= size,
                 std::to_string(entries).c_str());
    }

    void aFullSegmentOfADefaultTopicHasRoomInItsIndex() {
        const LogConfig byDefault;
        const std::uint64_t entries = byDefault.segmentBytes / byDefault.indexIntervalBytes;
        QCOMPARE(entries, std::uint64_t{262'144});
        QCOMPARE(entries * kIndexEntrySize, std::uint64_t{2} << 20);
        QVERIFY(entries * kIndexEntrySize <= byDefault.segmentIndexBytes);
    }
};

BROKERSCOPE_TEST(TestSegmentLookup)
#include "tst_segment_lookup.moc"
