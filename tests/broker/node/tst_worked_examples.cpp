#include <QtTest/QtTest>

#include <algorithm>
#include <chrono>

#include "broker/wire/messages/fetch.h"
#include "tests/broker/node/consuming_app.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using tests::ConsumingApp;

namespace {

constexpr std::int16_t kFetchVersion = 11;

using Setting = std::pair<const char*, const char*>;

/// One broker with topic "t".
struct Served {
    explicit Served(
        int partitions = 1, tests::SimulatedBrokers::SettingValues topicSettings = {},
        tests::SimulatedBrokers::SettingValues settings = {{"offsets.topic.replication.factor", "1"},
                                                           {"group.initial.rebalance.delay.ms", "0"}})
        : brokers(1, settings) {
        if (!brokers.areServing()) return;
        client = std::make_unique<tests::FrameClient>(brokers);
        isReady = tests::createTopic(*client, "t", partitions, topicSettings);
    }

    Timestamp wallTime() { return brokers.simulator.machine("client").world().clock.wallTime(); }
    world::Moment now() const { return brokers.simulator.now(); }
    bool waitFor(const std::function<bool()>& predicate) { return brokers.simulator.runUntil(predicate); }

    /// With the time of the moment.
    ErrorCode produce(const std::vector<std::pair<std::string, std::string>>& records) {
        wire::BatchBuilder builder({});
        for (const auto& [key, value] : records)
            builder.append({.timestamp = wallTime(), .key = asBytes(key), .value = asBytes(value)});
        const Bytes batch = builder.build().value();
        const auto response = client->call(tests::produceRequest("t", batch), tests::kProduceVersion);
        return response ? response->responses.at(0).partitionResponses.at(0).errorCode
                        : ErrorCode::kUnknownServerError;
    }
    static wire::FetchRequest fetchFrom(Offset offset) {
        wire::FetchRequest request{.maxWaitMs = 0, .minBytes = 1, .maxBytes = 1 << 20};
        request.topics.push_back(
            {.topic = "t", .partitions = {{.fetchOffset = offset, .partitionMaxBytes = 1 << 20}}});
        return request;
    }
    /// By somebody who has just come: after ten idle minutes a connection is closed. Records are borrowed
    /// from the answer that came last.
    wire::FetchResponse::Partition fetch(Offset offset) {
        m_reader = std::make_unique<tests::FrameClient>(brokers);
        const auto response = m_reader->call(fetchFrom(offset), kFetchVersion);
        return response ? response->responses.at(0).partitions.at(0)
                        : wire::FetchResponse::Partition{.errorCode = ErrorCode::kUnknownServerError};
    }
    ErrorCode codeOfFetch(Offset offset) { return fetch(offset).errorCode; }

    tests::SimulatedBrokers brokers;
    std::unique_ptr<tests::FrameClient> client;
    bool isReady = false;

private:
    std::unique_ptr<tests::FrameClient> m_reader;
};

std::int64_t inMs(world::Duration duration) { return duration / 1ms; }

}  // namespace

/// Worked examples that need a clock of their own, so that they are exact: hours pass in a moment. (W10 has a
/// class of its own: absent_members.)
class TestWorkedExamples : public QObject {
    Q_OBJECT

private slots:
    // W11

    void aFetchIsAnsweredWhenItsBytesAreThere() {
        Served served;
        QVERIFY(served.isReady);
        tests::FrameClient reader(served.brokers);
        wire::FetchRequest request = Served::fetchFrom(Offset(0));
        request.minBytes = 20 * 1024;
        request.maxWaitMs = 500;
        const world::Moment asked = served.now();
        const std::int32_t id = reader.send(request, kFetchVersion);
        int produced = 0;
        while (!reader.isAnswered(id)) {
            QVERIFY(produced < 25);
            QCOMPARE(served.produce({{"k", std::string(1000, 'v')}}), ErrorCode::kNone);
            ++produced;
            served.brokers.simulator.runFor(5ms);
        }
        QVERIFY(served.now() - asked < 500ms);
        const auto response = reader.receive<wire::FetchRequest>(id, kFetchVersion);
        const std::size_t bytes = response->responses.at(0).partitions.at(0).records.bytes().size();
        QVERIFY(bytes >= 20 * 1024);
        QVERIFY(bytes - bytes / static_cast<std::size_t>(produced) < 20 * 1024);
    }

    void orAfterHalfASecond() {
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.produce({{"k", "too little"}}), ErrorCode::kNone);
        wire::FetchRequest request = Served::fetchFrom(Offset(0));
        request.minBytes = 20 * 1024;
        request.maxWaitMs = 500;
        const world::Moment asked = served.now();
        const auto response = served.client->call(request, kFetchVersion);
        QVERIFY(!response->responses.at(0).partitions.at(0).records.bytes().empty());
        const std::int64_t waited = inMs(served.now() - asked);
        QVERIFY2(waited >= 500 && waited < 510, std::to_string(waited).c_str());
    }

    /// 100 records and polls a second, committed every 5 s.
    void whatWasReadSinceTheLastCommitIsReadAgain_data() {
        QTest::addColumn<int>("crashAfterMs");
        QTest::addColumn<int>("again");
        QTest::newRow("2 s after a commit") << 2000 << 200;
        QTest::newRow("as the next one is due: the most that there can be") << 5000 << 500;
    }
    void whatWasReadSinceTheLastCommitIsReadAgain() {
        QFETCH(int, crashAfterMs);
        QFETCH(int, again);
        Served served;
        QVERIFY(served.isReady);
        QCOMPARE(served.produce({3000, {"k", "v"}}), ErrorCode::kNone);
        auto first = std::make_unique<ConsumingApp>(served.brokers, "c0", ConsumingApp::Options{});
        std::vector<Offset> readByFirst;
        world::Timer crash;
        world::Timers& timers = served.brokers.simulator.machine("client").world().timers;
        first->onCommit = [&] {
            if (first->commits.size() != 2) return;
            crash = timers.after(std::chrono::milliseconds(crashAfterMs), [&] {
                readByFirst = first->read;
                first = nullptr;
            });
        };
        QVERIFY(served.waitFor([&] { return !first; }));

        ConsumingApp second(served.brokers, "c1", {});
        QVERIFY(served.waitFor([&] { return second.read.size() >= 1000; }));
        const auto twice = std::ranges::count_if(second.read, [&](Offset offset) {
            return std::ranges::find(readByFirst, offset) != readByFirst.end();
        });
        QCOMPARE(static_cast<int>(twice), again);
        QCOMPARE(second.read.front() + again, readByFirst.back() + 1);
    }

    // W14

    void theFinestUnitOfRetentionWins_data() {
        QTest::addColumn<int>("units");
        QTest::addColumn<int>("keptSeconds");
        QTest::newRow("hours 168, minutes 60, ms 1000: a second") << 3 << 1;
        QTest::newRow("hours 168, minutes 60: an hour") << 2 << 3600;
        QTest::newRow("hours 168: a week") << 1 << 7 * 24 * 3600;
    }
    void theFinestUnitOfRetentionWins() {
        QFETCH(int, units);
        QFETCH(int, keptSeconds);
        const Setting check{"log.retention.check.interval.ms", "1000"};
        const Setting hours{"log.retention.hours", "168"};
        const Setting minutes{"log.retention.minutes", "60"};
        const Setting milliseconds{"log.retention.ms", "1000"};
        Served served = units == 3   ? Served(1, {}, {check, hours, minutes, milliseconds})
                        : units == 2 ? Served(1, {}, {check, hours, minutes})
                                     : Served(1, {}, {check, hours});
        QVERIFY(served.isReady);
        QCOMPARE(served.produce({{"k", "v"}}), ErrorCode::kNone);
        const world::Moment written = served.now();
        served.brokers.simulator.runUntil(written + std::chrono::seconds(keptSeconds) - 100ms);
        QCOMPARE(served.codeOfFetch(Offset(0)), ErrorCode::kNone);
        served.client->pause(2s);
        QCOMPARE(served.codeOfFetch(Offset(0)), ErrorCode::kOffsetOutOfRange);
    }

    void whatIsKeptForTwoDaysIsThereForTwoDaysAndGoneAtACheckAfterThem() {
        Served served(1, {{"retention.ms", "172800000"}});
        QVERIFY(served.isReady);
        QCOMPARE(served.produce({{"k", "v"}}), ErrorCode::kNone);
        const world::Moment written = served.now();
        // Whoever reads it takes nothing away.
        for (const auto age : {1h, 24h, 47h, 48h}) {
            served.brokers.simulator.runUntil(written + age - 1s);
            for (int reader = 0; reader < 2; ++reader)
                QVERIFY(!served.fetch(Offset(0)).records.bytes().empty());
        }
        // The default of log.retention.check.interval.ms.
        served.brokers.simulator.runUntil(written + 48h + 5min + 1s);
        QCOMPARE(served.codeOfFetch(Offset(0)), ErrorCode::kOffsetOutOfRange);
        QCOMPARE(served.fetch(Offset(1)).logStartOffset, Offset(1));
    }

    void aFetchOfWhatWasCompactedAwayGivesTheNext() {
        Served served(
            1, {{"cleanup.policy", "compact"}, {"segment.ms", "1000"}, {"min.cleanable.dirty.ratio", "0.01"}},
            {{"log.cleaner.backoff.ms", "1000"}});
        QVERIFY(served.isReady);
        for (const char* key : {"a", "b", "c", "d", "e", "f", "same", "same"})
            QCOMPARE(served.produce({{key, "v"}}), ErrorCode::kNone);
        const auto firstFrom = [&](Offset offset) {
            wire::BatchCursor cursor(served.fetch(offset).records.bytes());
            return cursor.next().value()->header.baseOffset;
        };
        QCOMPARE(firstFrom(Offset(6)), Offset(6));
        served.client->pause(70s);
        QCOMPARE(served.produce({{"last", "v"}}), ErrorCode::kNone);  // what is active is not compacted
        served.client->pause(70s);
        QCOMPARE(firstFrom(Offset(6)), Offset(7));
        QCOMPARE(firstFrom(Offset(5)), Offset(5));
    }
};

BROKERSCOPE_TEST(TestWorkedExamples)
#include "tst_worked_examples.moc"
