#include <QtTest/QtTest>

#include "tests/broker/log/log_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;
using namespace tests;

namespace {

MemoryFiles::Judge failing(DiskAct act, std::string suffix, std::size_t torn = 0) {
    return [act, suffix = std::move(suffix), torn](
               DiskAct asked, const std::string& path) -> std::optional<MemoryFiles::Fate> {
        if (asked != act || !path.ends_with(suffix)) return std::nullopt;
        return MemoryFiles::Fate{{ErrorCode::kNoSpace, "writing " + path + ": no space left"}, torn};
    };
}

}  // namespace

class TestDiskErrors : public QObject {
    Q_OBJECT

private slots:
    void aFailedWriteLeavesTheLogAsItWas_data() {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<int>("torn");
        QTest::newRow("nothing of the batch written") << ".log" << 0;
        QTest::newRow("half the batch written") << ".log" << 40;
        QTest::newRow("all of it written") << ".log" << 100000;
        QTest::newRow("the index entry") << ".index" << 3;
        QTest::newRow("the time index entry") << ".timeindex" << 5;
    }
    void aFailedWriteLeavesTheLogAsItWas() {
        QFETCH(QString, suffix);
        QFETCH(int, torn);
        LogFixture fixture;
        fixture.config.indexIntervalBytes = 1;
        auto log = fixture.open();
        QVERIFY(produce(*log, {.producerId = 1}));
        QVERIFY(produce(*log, {.timestamp = kNow.value() + 1, .producerId = 1, .sequence = 1}));
        const auto before = fixture.files->copy();
        fixture.files->judge(failing(DiskAct::kWrite, suffix.toStdString(), std::size_t(torn)));
        const BatchSpec third{.timestamp = kNow.value() + 2, .producerId = 1, .sequence = 2};
        const auto refused = produce(*log, third, LeaderEpoch(4));
        QCOMPARE(refused.error().error.code, ErrorCode::kNoSpace);
        fixture.files->judge(nullptr);
        QVERIFY(!log->failure());
        QCOMPARE(log->end().value(), std::int64_t{2});
        QCOMPARE(log->epochs().entries().size(), std::size_t{1});
        for (const char* name :
             {"00000000000000000000.log", "00000000000000000000.index", "00000000000000000000.timeindex"}) {
            const std::string path = std::string(kFolder) + "/" + name;
            QVERIFY2(fixture.files->content(path) == before->content(path), name);
        }
        const auto retried = produce(*log, third);
        QVERIFY(retried && !retried->duplicate);
        QCOMPARE(retried->firstOffset.value(), std::int64_t{2});
        const auto reopened = fixture.open();
        QVERIFY(reopened->recovery().cuts.empty());
        QVERIFY((batchBases(*reopened, Offset(0)) == std::vector<std::int64_t>{0, 1, 2}));
    }

    void whatCannotBeUndoneTakesTheLogOffline() {
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {}));
        fixture.files->judge([](DiskAct act, const std::string& path) -> std::optional<MemoryFiles::Fate> {
            if (act != DiskAct::kWrite && act != DiskAct::kResize) return std::nullopt;
            return MemoryFiles::Fate{{ErrorCode::kInputOutput, "writing " + path + ": broken"}, 30};
        });
        QVERIFY(!produce(*log, {}));
        fixture.files->judge(nullptr);
        QVERIFY(log->failure() && log->failure()->code == ErrorCode::kKafkaStorageError);
        QVERIFY(log->takeNotes().back().kind == LogNote::Kind::kFailed);
        QCOMPARE(produce(*log, {}).error().error.code, ErrorCode::kKafkaStorageError);
        QCOMPARE(log->truncateTo(Offset(0)).error().code, ErrorCode::kKafkaStorageError);
        QVERIFY(!log->close());
        // Opened anew it ends before what was half written.
        const auto reopened = fixture.open();
        QCOMPARE(reopened->end().value(), std::int64_t{1});
        QCOMPARE(reopened->recovery().cutBytes(), std::uint64_t{30});
    }

    void aSegmentThatCannotBeMadeLeavesTheLastOneInUse_data() {
        QTest::addColumn<int>("act");
        QTest::addColumn<QString>("suffix");
        QTest::newRow("log") << int(DiskAct::kOpen) << ".log";
        QTest::newRow("index") << int(DiskAct::kOpen) << ".index";
        QTest::newRow("time index") << int(DiskAct::kOpen) << ".timeindex";
        QTest::newRow("snapshot") << int(DiskAct::kOpen) << ".snapshot";
        QTest::newRow("snapshot's content") << int(DiskAct::kWrite) << ".snapshot";
        QTest::newRow("last time index entry") << int(DiskAct::kWrite) << ".timeindex";
    }
    void aSegmentThatCannotBeMadeLeavesTheLastOneInUse() {
        QFETCH(int, act);
        QFETCH(QString, suffix);
        LogFixture fixture;
        fixture.config.segmentBytes = 400;
        const auto log = fixture.open();
        for (int i = 0; i < 2; ++i) QVERIFY(produce(*log, {.valueSize = 80}));
        fixture.files->judge(failing(DiskAct(act), suffix.toStdString()));
        QVERIFY(!produce(*log, {.valueSize = 80}));
        QCOMPARE(log->end().value(), std::int64_t{2});
        QCOMPARE(log->segmentCount(), 1U);
        fixture.files->judge(nullptr);
        QVERIFY(produce(*log, {.valueSize = 80}));
        QCOMPARE(log->segmentCount(), 2U);
        QVERIFY((batchBases(*fixture.open(), Offset(0)) == std::vector<std::int64_t>{0, 1, 2}));
    }

    void anOpenThatFailsSaysWhy() {
        LogFixture fixture;
        {
            const auto log = fixture.open();
            QVERIFY(produce(*log, {}));
            QVERIFY(log->roll(kNow));
        }
        fixture.files->judge(failing(DiskAct::kOpen, ".index"));
        const auto refused = fixture.tryOpen();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::kNoSpace);
    }

    void aTruncationThatFailsTakesTheLogOffline() {
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {}));
        QVERIFY(produce(*log, {}));
        fixture.files->judge(failing(DiskAct::kResize, ".log"));
        QVERIFY(!log->truncateTo(Offset(1)));
        QVERIFY(log->failure());
    }
};

BROKERSCOPE_TEST(TestDiskErrors)
#include "tst_disk_errors.moc"
