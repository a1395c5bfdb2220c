#include <QtTest/QtTest>

#include <set>

#include "tests/broker/log/log_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;
using namespace tests;

class TestFlush : public QObject {
    Q_OBJECT

private slots:
    void theRecoveryPointMovesWhenTheSyncIsDone() {
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {.records = 3}));
        fixture.settle();  // The epoch's checkpoint takes its turn.
        Offset upTo{-1};
        const auto call = log->flush([&](Result<Offset> result) { upTo = result.value(); });
        QCOMPARE(log->recoveryPoint().value(), std::int64_t{0});
        QVERIFY(produce(*log, {}));
        fixture.settle();
        QCOMPARE(upTo.value(), std::int64_t{3});
        QCOMPARE(log->recoveryPoint().value(), std::int64_t{3});
    }

    void nothingCompletesInsideTheCallAndWaitersShareASync() {
        LogFixture fixture;
        const auto log = fixture.open();
        std::vector<std::int64_t> done;
        const auto note = [&](Result<Offset> result) { done.push_back(result.value().value()); };
        const auto empty = log->flush(note);
        QVERIFY(done.empty());
        QVERIFY(produce(*log, {}));
        const auto second = log->flush(note);
        QVERIFY(produce(*log, {}));
        const auto third = log->flush(note);
        fixture.settle();
        QVERIFY((done == std::vector<std::int64_t>{0, 2, 2}));
    }

    void aDroppedHandleIsNeverCalled() {
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {}));
        int calls = 0;
        auto dropped = log->flush([&](const Result<Offset>&) { ++calls; });
        const auto kept = log->flush([&](const Result<Offset>&) { ++calls; });
        dropped.reset();
        fixture.settle();
        QCOMPARE(calls, 1);
    }

    void aWaiterMayDestroyTheLogAndItsSiblings() {
        LogFixture fixture;
        auto log = fixture.open();
        fixture.settle();
        QVERIFY(produce(*log, {}));
        int calls = 0;
        world::Call blocker = log->flush([](const Result<Offset>&) {});
        world::Call first;
        world::Call second;
        first = log->flush([&](const Result<Offset>&) {
            ++calls;
            log.reset();
            first.reset();
        });
        second = log->flush([&](const Result<Offset>&) { ++calls; });
        fixture.settle();
        QCOMPARE(calls, 1);
        QVERIFY(!log);
    }

    void aFailedSyncTakesTheLogOffline() {
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {}));
        fixture.files->judge([](DiskAct act, const std::string&) -> std::optional<MemoryFiles::Fate> {
            if (act != DiskAct::kSync) return std::nullopt;
            return MemoryFiles::Fate{{ErrorCode::kInputOutput, "the pages are lost"}};
        });
        bool failed = false;
        const auto call = log->flush([&](const Result<Offset>& result) { failed = !result; });
        fixture.settle();
        QVERIFY(failed && log->failure());
        QCOMPARE(log->recoveryPoint().value(), std::int64_t{0});
        fixture.files->judge(nullptr);
        QCOMPARE(produce(*log, {}).error().error.code, ErrorCode::kKafkaStorageError);
        const auto again = log->flush([&](const Result<Offset>& result) { failed = result.has_value(); });
        fixture.settle();
        QVERIFY(!failed);
    }

    void aRolledSegmentIsFlushedWithoutBeingAsked() {
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {}));
        QVERIFY(log->roll(kNow));
        QVERIFY(produce(*log, {}));
        fixture.settle();
        QCOMPARE(log->recoveryPoint().value(), std::int64_t{1});
    }

    void anEpochReachesItsCheckpointSoon() {
        LogFixture fixture;
        const auto log = fixture.open();
        log->assignEpoch(LeaderEpoch(5));
        QVERIFY(!fixture.files->has(std::string(kFolder) + "/leader-epoch-checkpoint"));
        fixture.settle();
        QVERIFY(asText(fixture.files->content(std::string(kFolder) + "/leader-epoch-checkpoint")) ==
                "0\n1\n5 0\n");
    }

    void aLateEpochWriteBringsNothingOldBack() {
        LogFixture fixture;
        const auto log = fixture.open();
        log->assignEpoch(LeaderEpoch(5));
        QVERIFY(produce(*log, {}, LeaderEpoch(6)));
        QVERIFY(log->close());
        fixture.settle();
        QVERIFY(asText(fixture.files->content(std::string(kFolder) + "/leader-epoch-checkpoint")) ==
                "0\n1\n6 0\n");
    }

    void closingDoesNotTrustAFlushThatItCutShort() {
        LogFixture fixture;
        const auto log = fixture.open();
        QVERIFY(produce(*log, {}));
        fixture.settle();
        QVERIFY(produce(*log, {}));
        QVERIFY(log->roll(kNow));  // plans the sync of the sealed segment
        std::set<std::string> synced;
        fixture.files->judge([&](DiskAct act, const std::string& path) -> std::optional<MemoryFiles::Fate> {
            if (act == DiskAct::kSync) synced.insert(path);
            return std::nullopt;
        });
        QVERIFY(log->close());
        for (const char* suffix : {".log", ".index", ".timeindex"})
            QVERIFY2(synced.contains(std::string(kFolder) + "/00000000000000000000" + suffix), suffix);
        QCOMPARE(log->recoveryPoint().value(), std::int64_t{2});
    }

    void flushesAreDueByCountAndTime() {
        LogFixture fixture;
        fixture.config.flushMessages = 10;
        fixture.config.flushMs = 1000;
        const auto log = fixture.open();
        const Timestamp later(kNow.value() + 1000);
        QVERIFY(!log->isFlushDue(later));
        QVERIFY(produce(*log, {.records = 9}));
        QVERIFY(!log->isFlushDue(kNow));
        QVERIFY(log->isFlushDue(later));
        QVERIFY(produce(*log, {.records = 1}));
        QVERIFY(log->isFlushDue(kNow));
    }
};

BROKERSCOPE_TEST(TestFlush)
#include "tst_flush.moc"
