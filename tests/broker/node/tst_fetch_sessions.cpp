#include <QtTest/QtTest>

#include <string>
#include <vector>

#include "broker/node/fetch_sessions.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using node::FetchContext;
using node::FetchSessions;

namespace {

constexpr std::int16_t kByName = 12;
constexpr std::int16_t kById = 13;

/// The sessions of a broker, its partitions of topic "t", and the clock.
class Served {
    Random m_random{3};

public:
    explicit Served(const FetchSessions::Limits& limits = {.sessions = 10})
        : sessions(limits, m_random) {}

    using Row = wire::FetchResponse::Partition;

    /// What a broker would answer to the request.
    wire::FetchResponse fetch(const wire::FetchRequest& request, std::int16_t version = kByName) {
        const Result<FetchContext> context = sessions.begin(request, version, now);
        if (context) return answer(*context);
        wire::FetchResponse response;
        response.errorCode = context.error().code;
        return response;
    }

    wire::FetchResponse answer(const FetchContext& context) {
        wire::FetchResponse response;
        for (const auto& topic : context.topics) {
            response.responses.push_back({.topic = topic.topic, .topicId = topic.topicId, .partitions = {}});
            for (const auto& asked : topic.partitions) {
                Row row = rows[asked.partition.value()];
                row.partitionIndex = asked.partition;
                if (row.highWatermark <= asked.fetchOffset) row.records = {};
                response.responses.back().partitions.push_back(row);
            }
        }
        sessions.finish(context, response, now);
        return response;
    }

    void append(int partition) {
        Row& row = rows[partition];
        row.highWatermark = row.highWatermark + 1;
        row.records = wire::Records(asBytes("batch"));
    }

    FetchSessions sessions;
    std::map<int, Row> rows;
    world::Moment now{1h};
};

struct Wanted {
    int partition;
    std::int64_t offset = 0;
};

wire::FetchRequest request(std::int32_t session, std::int32_t epoch, std::vector<Wanted> wanted,
                           std::vector<int> forgotten = {}) {
    wire::FetchRequest request{.sessionId = session, .sessionEpoch = epoch};
    if (!wanted.empty()) request.topics.push_back({.topic = "t", .partitions = {}});
    for (const Wanted& one : wanted)
        request.topics[0].partitions.push_back(
            {.partition = PartitionIndex(one.partition), .fetchOffset = Offset(one.offset)});
    if (!forgotten.empty()) request.forgottenTopicsData.push_back({.topic = "t", .partitions = {}});
    for (const int partition : forgotten) request.forgottenTopicsData[0].partitions.emplace_back(partition);
    return request;
}

wire::FetchRequest newSession(int partitions, BrokerId replica = kNoBroker) {
    std::vector<Wanted> wanted;
    for (int i = 0; i < partitions; ++i) wanted.push_back({i});
    wire::FetchRequest full = request(0, 0, std::move(wanted));
    full.replicaId = replica;
    return full;
}

/// "0 2": the partitions that the answer names, in its order.
std::string named(const wire::FetchResponse& response) {
    std::string text;
    for (const auto& topic : response.responses)
        for (const auto& row : topic.partitions)
            text += (text.empty() ? "" : " ") + std::to_string(row.partitionIndex.value());
    return text;
}

}  // namespace

class TestFetchSessions : public QObject {
    Q_OBJECT

private slots:
    void aClientThatWantsNoSessionGetsNone() {
        Served served;
        const auto response = served.fetch(request(0, -1, {{0}, {1}}));
        QCOMPARE(response.sessionId, 0);
        QCOMPARE(named(response), "0 1");
        QCOMPARE(served.sessions.size(), std::size_t{0});
    }

    void aFullFetchBeginsASessionAndNamesEverything() {
        Served served;
        const auto response = served.fetch(newSession(3));
        QVERIFY(response.sessionId > 0);
        QCOMPARE(named(response), "0 1 2");
        QCOMPARE(served.sessions.size(), std::size_t{1});
        QCOMPARE(served.sessions.partitions(), std::size_t{3});
    }

    void onlyWhatChangedIsNamed() {
        Served served;
        const std::int32_t id = served.fetch(newSession(3)).sessionId;
        QCOMPARE(named(served.fetch(request(id, 1, {}))), "");
        served.append(1);
        const auto response = served.fetch(request(id, 2, {}));
        QCOMPARE(response.sessionId, id);
        QCOMPARE(named(response), "1");
        // Until the client moves on it is given the records again.
        QCOMPARE(named(served.fetch(request(id, 3, {}))), "1");
        QCOMPARE(named(served.fetch(request(id, 4, {{1, 1}}))), "");
        served.rows[2].logStartOffset = Offset(7);
        QCOMPARE(named(served.fetch(request(id, 5, {}))), "2");
        QCOMPARE(named(served.fetch(request(id, 6, {}))), "");
    }

    void anErrorIsNamedEveryTimeAndSoIsItsEnd() {
        Served served;
        const std::int32_t id = served.fetch(newSession(2)).sessionId;
        served.rows[0].errorCode = ErrorCode::kNotLeaderOrFollower;
        QCOMPARE(named(served.fetch(request(id, 1, {}))), "0");
        QCOMPARE(named(served.fetch(request(id, 2, {}))), "0");
        served.rows[0].errorCode = ErrorCode::kNone;
        QCOMPARE(named(served.fetch(request(id, 3, {}))), "0");
        QCOMPARE(named(served.fetch(request(id, 4, {}))), "");
    }

    void aFollowerThatHadToCutItsLogHearsTheWatermarkAgain() {
        Served served;
        served.append(0);
        const std::int32_t id = served.fetch(request(0, 0, {{0, 1}})).sessionId;
        QCOMPARE(named(served.fetch(request(id, 1, {}))), "");
        served.rows[0].divergingEpoch = {LeaderEpoch(3), Offset(1)};
        QCOMPARE(named(served.fetch(request(id, 2, {}))), "0");
        served.rows[0].divergingEpoch = {};
        const wire::FetchResponse next = served.fetch(request(id, 3, {}));
        QCOMPARE(named(next), "0");
        QCOMPARE(next.responses[0].partitions[0].highWatermark, served.rows[0].highWatermark);
        QCOMPARE(named(served.fetch(request(id, 4, {}))), "");
    }

    void partitionsAreAddedAndForgotten() {
        Served served;
        const std::int32_t id = served.fetch(newSession(2)).sessionId;
        QCOMPARE(named(served.fetch(request(id, 1, {{5}}))), "5");
        served.append(0);
        served.append(5);
        QCOMPARE(named(served.fetch(request(id, 2, {}, {0}))), "5");
        QCOMPARE(served.sessions.partitions(), std::size_t{2});
    }

    void whoeverWasGivenRecordsWaitsForTheOthers() {
        Served served;
        const std::int32_t id = served.fetch(newSession(3)).sessionId;
        served.append(0);
        QCOMPARE(named(served.fetch(request(id, 1, {}))), "0");
        served.append(2);
        QCOMPARE(named(served.fetch(request(id, 2, {}))), "2 0");
    }

    void theEpochMustBeTheNextOne() {
        Served served;
        const std::int32_t id = served.fetch(newSession(1)).sessionId;
        QCOMPARE(served.fetch(request(id, 2, {})).errorCode, ErrorCode::kInvalidFetchSessionEpoch);
        QCOMPARE(served.fetch(request(id, 1, {})).errorCode, ErrorCode::kNone);
        QCOMPARE(served.fetch(request(id, 1, {})).errorCode, ErrorCode::kInvalidFetchSessionEpoch);
        QCOMPARE(served.fetch(request(id, 2, {})).errorCode, ErrorCode::kNone);
    }

    void anUnknownSessionIsNotFound() {
        Served served;
        const std::int32_t id = served.fetch(newSession(1)).sessionId;
        QCOMPARE(served.fetch(request(id == 1 ? 2 : 1, 1, {})).errorCode, ErrorCode::kFetchSessionIdNotFound);
        QCOMPARE(served.fetch(request(0, 1, {})).errorCode, ErrorCode::kFetchSessionIdNotFound);
    }

    void aSessionNamesTopicsTheWayItBegan() {
        Served served;
        const std::int32_t byName = served.fetch(newSession(1), kByName).sessionId;
        QCOMPARE(served.fetch(request(byName, 1, {}), kById).errorCode, ErrorCode::kFetchSessionTopicIdError);
        const std::int32_t byId = served.fetch(newSession(1), kById).sessionId;
        QCOMPARE(served.fetch(request(byId, 1, {}), kByName).errorCode, ErrorCode::kFetchSessionTopicIdError);
    }

    void aSessionEndsWhenItsClientSaysSo_data() {
        QTest::addColumn<int>("epoch");
        QTest::newRow("for good") << -1;
        QTest::newRow("for a new one") << 0;
    }
    void aSessionEndsWhenItsClientSaysSo() {
        QFETCH(int, epoch);
        Served served;
        const std::int32_t id = served.fetch(newSession(2)).sessionId;
        const auto response = served.fetch(request(id, epoch, {{0}}));
        QCOMPARE(named(response), "0");
        QCOMPARE(response.sessionId > 0, epoch == 0);
        QVERIFY(response.sessionId != id);
        QCOMPARE(served.fetch(request(id, 1, {})).errorCode, ErrorCode::kFetchSessionIdNotFound);
        QCOMPARE(served.sessions.partitions(), std::size_t(epoch == 0 ? 1 : 0));
    }

    void aSessionThatFollowsNothingEnds() {
        Served served;
        const std::int32_t id = served.fetch(newSession(2)).sessionId;
        const auto response = served.fetch(request(id, 1, {}, {0, 1}));
        QCOMPARE(response.errorCode, ErrorCode::kNone);
        QCOMPARE(response.sessionId, 0);
        QCOMPARE(served.sessions.size(), std::size_t{0});
    }

    void aFetchThatWaitedWhileItsClientAskedAnewIsRefused() {
        Served served;
        const std::int32_t id = served.fetch(newSession(1)).sessionId;
        const FetchContext waiting = served.sessions.begin(request(id, 1, {}), kByName, served.now).value();
        QCOMPARE(served.fetch(request(id, 2, {})).errorCode, ErrorCode::kNone);
        QCOMPARE(served.answer(waiting).errorCode, ErrorCode::kInvalidFetchSessionEpoch);
    }

    void aFetchWhoseSessionWentWhileItWaitedIsAnsweredWhole() {
        Served served;
        const std::int32_t id = served.fetch(newSession(2)).sessionId;
        const FetchContext waiting = served.sessions.begin(request(id, 1, {}), kByName, served.now).value();
        served.fetch(request(id, -1, {}));
        QCOMPARE(named(served.answer(waiting)), "0 1");
    }

    void aFullCacheServesNewcomersWithoutASession() {
        Served served({.sessions = 2});
        const std::int32_t first = served.fetch(newSession(3)).sessionId;
        served.fetch(newSession(3));
        QCOMPARE(served.fetch(newSession(9)).sessionId, 0);
        QCOMPARE(served.fetch(request(first, 1, {})).errorCode, ErrorCode::kNone);
        QCOMPARE(Served({.sessions = 0}).fetch(newSession(1)).sessionId, 0);
    }

    void aSessionThatIsNotUsedGivesWay() {
        Served served({.sessions = 2});
        const std::int32_t idle = served.fetch(newSession(9)).sessionId;
        const std::int32_t used = served.fetch(newSession(1)).sessionId;
        served.now = served.now + FetchSessions::kSafeFor;
        served.fetch(request(used, 1, {}));
        served.now = served.now + 1ms;
        QVERIFY(served.fetch(newSession(1)).sessionId > 0);
        QCOMPARE(served.fetch(request(idle, 1, {})).errorCode, ErrorCode::kFetchSessionIdNotFound);
        QCOMPARE(served.fetch(request(used, 2, {})).errorCode, ErrorCode::kNone);
    }

    void anOldSessionGivesWayToALargerOne() {
        Served served({.sessions = 2});
        const std::int32_t small = served.fetch(newSession(2)).sessionId;
        const std::int32_t large = served.fetch(newSession(5)).sessionId;
        served.now = served.now + FetchSessions::kSafeFor + 1ms;
        // In use, but old.
        served.now = served.now - 1ms;
        served.fetch(request(small, 1, {}));
        served.fetch(request(large, 1, {}));
        served.now = served.now + 2ms;
        QCOMPARE(served.fetch(newSession(2)).sessionId, 0);
        QVERIFY(served.fetch(newSession(3)).sessionId > 0);
        QCOMPARE(served.fetch(request(small, 2, {})).errorCode, ErrorCode::kFetchSessionIdNotFound);
        QCOMPARE(served.fetch(request(large, 2, {})).errorCode, ErrorCode::kNone);
    }

    void aReplicaTakesThePlaceOfAConsumerButNotOfAReplica() {
        Served served({.sessions = 1});
        const std::int32_t consumer = served.fetch(newSession(5)).sessionId;
        const std::int32_t replica = served.fetch(newSession(1, BrokerId(2))).sessionId;
        QVERIFY(replica > 0);
        QCOMPARE(served.fetch(request(consumer, 1, {})).errorCode, ErrorCode::kFetchSessionIdNotFound);
        QCOMPARE(served.fetch(newSession(9, BrokerId(3))).sessionId, 0);
        QCOMPARE(served.fetch(newSession(9)).sessionId, 0);
        QCOMPARE(served.fetch(request(replica, 1, {})).errorCode, ErrorCode::kNone);
    }

    void thePartitionsOfAllSessionsTogetherAreBounded() {
        Served served({.sessions = 10, .partitions = 10});
        const int many = 4;
        const std::int32_t first = served.fetch(newSession(many)).sessionId;
        QVERIFY(first > 0);
        QVERIFY(served.fetch(newSession(many)).sessionId > 0);
        QCOMPARE(served.fetch(newSession(many)).sessionId, 0);
        std::vector<Wanted> more;
        for (int i = 0; i < many; ++i) more.push_back({many + i});
        QCOMPARE(served.fetch(request(first, 1, std::move(more))).sessionId, 0);
        QCOMPARE(served.sessions.partitions(), static_cast<std::size_t>(many));
    }
};

BROKERSCOPE_TEST(TestFetchSessions)
#include "tst_fetch_sessions.moc"
