#include <QtTest/QtTest>

#include <optional>
#include <string>
#include <vector>

#include "broker/rpc/peer.h"
#include "broker/wire/messages/broker_heartbeat.h"
#include "broker/wire/messages/fetch.h"
#include "broker/wire/messages/find_coordinator.h"
#include "broker/wire/messages/produce.h"
#include "tests/broker/rpc/fake_world.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::rpc;
using wire::ApiKey;

namespace {

using HeartbeatReply = Reply<wire::BrokerHeartbeatRequest>;

struct Stage {
    FakeTimers timers;
    FakeNetwork network{timers};
    Random random{5};
    std::unique_ptr<Peer> peer;
    std::vector<std::string> log;  ///< "a ok", "b TIMED_OUT": calls as they completed

    explicit Stage(PeerOptions options = {}) {
        options.address = {"broker-1", 9092};
        options.clientId = "test";
        peer = std::make_unique<Peer>(std::move(options), network, timers, random);
    }

    world::Call heartbeat(std::string name, world::Duration deadline = 30s) {
        return peer->send(
            wire::BrokerHeartbeatRequest{.brokerId = BrokerId{1}}, {.deadline = deadline},
            [this, name](Result<HeartbeatReply> reply) { log.push_back(name + " " + describe(reply)); });
    }
    static std::string describe(const auto& reply) {
        return reply ? "ok" : std::to_string(static_cast<int>(reply.error().code));
    }

    FakeLine& line() { return *network.lines.back(); }

    /// Answers ApiVersions with the ranges that the tests use.
    void negotiate() {
        timers.run();
        const wire::PeekedHeader asked = *wire::peekHeader(line().takeRequest());
        QCOMPARE(asked.key, ApiKey::kApiVersions);
        wire::ApiVersionsResponse answer;
        answer.apiKeys = {{ApiKey::kApiVersions, 0, 4},
                          {ApiKey::kBrokerHeartbeat, 0, 1},
                          {ApiKey::kFetch, 4, 11},
                          {ApiKey::kProduce, 0, 13},
                          {ApiKey::kFindCoordinator, 9, 12}};
        line().answer(
            wire::encodeResponse<wire::ApiVersionsRequest>(answer, asked.version, asked.correlationId).bytes);
        timers.run();
    }

    /// Answers the oldest heartbeat; true if there was one.
    bool answerHeartbeat(bool caughtUp = true) {
        if (!line().hasRequest()) return false;
        const wire::PeekedHeader asked = *wire::peekHeader(line().takeRequest());
        line().answer(wire::encodeResponse<wire::BrokerHeartbeatRequest>({.isCaughtUp = caughtUp},
                                                                         asked.version, asked.correlationId)
                          .bytes);
        return true;
    }

    std::string said() const {
        std::string all;
        for (const std::string& line : log) all += (all.empty() ? "" : ", ") + line;
        return all;
    }
};

}  // namespace

class TestPeer : public QObject {
    Q_OBJECT

private slots:
    void nothingConnectsBeforeTheFirstCall() {
        Stage stage;
        stage.timers.run(1min);
        QCOMPARE(stage.network.attempts.size(), std::size_t{0});
    }

    void aCallConnectsNegotiatesAndIsAnswered() {
        Stage stage;
        std::optional<Result<HeartbeatReply>> got;
        const world::Call call =
            stage.peer->send(wire::BrokerHeartbeatRequest{.brokerId = BrokerId{7}}, {},
                             [&](Result<HeartbeatReply> reply) { got = std::move(reply); });
        QCOMPARE(stage.peer->state(), Peer::State::kConnecting);
        stage.negotiate();
        QCOMPARE(stage.peer->state(), Peer::State::kReady);
        const Bytes frame = stage.line().takeRequest();
        ByteReader reader(frame);
        const auto header = wire::decodeRequestHeader(reader);
        QCOMPARE(header->version, std::int16_t{1});  // ours 0-2, the peer's 0-1
        QVERIFY(header->clientId == std::optional<std::string>("test"));
        const auto request = wire::decodeRequestBody<wire::BrokerHeartbeatRequest>(reader, header->version);
        QCOMPARE(request->brokerId.value(), 7);
        stage.line().answer(wire::encodeResponse<wire::BrokerHeartbeatRequest>(
                                {.isFenced = false}, header->version, header->correlationId)
                                .bytes);
        QVERIFY(!got);
        stage.timers.run();
        QVERIFY(got && got->has_value());
        QCOMPARE((*got)->version, std::int16_t{1});
        QVERIFY(!(*got)->response.isFenced);
    }

    void anOldPeerIsAskedAgainWithTheVersionItNames() {
        Stage stage;
        const world::Call call = stage.heartbeat("a");
        stage.timers.run();
        wire::PeekedHeader asked = *wire::peekHeader(stage.line().takeRequest());
        QCOMPARE(asked.version, wire::ApiVersionsRequest::kVersions.last);
        wire::ApiVersionsResponse refusal{.errorCode = ErrorCode::kUnsupportedVersion,
                                          .apiKeys = {{ApiKey::kApiVersions, 0, 2}}};
        stage.line().answer(
            wire::encodeResponse<wire::ApiVersionsRequest>(refusal, 0, asked.correlationId).bytes);
        stage.timers.run();
        const Bytes again = stage.line().takeRequest();
        QCOMPARE(wire::peekHeader(again)->version, std::int16_t{2});
        QCOMPARE(stage.said(), std::string());
    }

    void aPeerThatRefusesEveryVersionIsGivenUp() {
        Stage stage;
        const world::Call call = stage.heartbeat("a");
        stage.timers.run();
        for (int i = 0; i < 10 && !stage.network.lines.empty() && stage.line().hasRequest(); ++i) {
            const wire::PeekedHeader asked = *wire::peekHeader(stage.line().takeRequest());
            wire::ApiVersionsResponse refusal{.errorCode = ErrorCode::kUnsupportedVersion,
                                              .apiKeys = {{ApiKey::kApiVersions, 0, 4}}};
            stage.line().answer(
                wire::encodeResponse<wire::ApiVersionsRequest>(refusal, 0, asked.correlationId).bytes);
            stage.timers.run();
        }
        QCOMPARE(stage.said(), std::string("a 35"));
        QVERIFY(!stage.line().isOpen());
    }

    void callsWaitUntilThereIsRoomInFlightAndKeepTheirOrder() {
        Stage stage({.maxInFlight = 2});
        std::vector<world::Call> calls;
        for (const char* name : {"a", "b", "c"}) calls.push_back(stage.heartbeat(name));
        stage.negotiate();
        QCOMPARE(stage.line().requests(), std::size_t{2});
        QCOMPARE(stage.peer->inFlight(), std::size_t{2});
        QCOMPARE(stage.peer->waiting(), std::size_t{1});
        QVERIFY(stage.answerHeartbeat());
        stage.timers.run();
        QCOMPARE(stage.line().requests(), std::size_t{2});
        while (stage.answerHeartbeat()) stage.timers.run();
        QCOMPARE(stage.said(), std::string("a ok, b ok, c ok"));
    }

    void aCongestedConnectionTakesNoMore() {
        Stage stage;
        std::vector<world::Call> calls;
        calls.push_back(stage.heartbeat("a"));
        stage.negotiate();
        stage.line().congest(true);
        calls.push_back(stage.heartbeat("b"));
        QCOMPARE(stage.line().requests(), std::size_t{1});
        stage.line().congest(false);
        stage.timers.run();
        QCOMPARE(stage.line().requests(), std::size_t{2});
    }

    void moreThanMayWaitAreRefusedLaterInTheLoop() {
        Stage stage({.maxWaiting = 1});
        stage.network.mode = FakeNetwork::Mode::kSilent;
        const world::Call a = stage.heartbeat("a");
        const world::Call b = stage.heartbeat("b");
        QCOMPARE(stage.said(), std::string());
        stage.timers.run();
        QCOMPARE(stage.said(), "b " + std::to_string(static_cast<int>(ErrorCode::kInUse)));
    }

    void anApiWithoutCommonVersionIsRefusedAndTheConnectionStays() {
        Stage stage;
        std::string outcome;
        const world::Call call = stage.peer->send(
            wire::FindCoordinatorRequest{}, {},
            [&](Result<Reply<wire::FindCoordinatorRequest>> reply) { outcome = Stage::describe(reply); });
        stage.negotiate();
        QCOMPARE(outcome, std::string("35"));
        QCOMPARE(stage.peer->state(), Peer::State::kReady);
    }

    void theCallerMayNarrowTheVersions() {
        Stage stage;
        const world::Call call = stage.peer->send(wire::FetchRequest{}, {.versions = {0, 7}},
                                                  [](Result<Reply<wire::FetchRequest>>) {});
        stage.negotiate();
        QCOMPARE(wire::peekHeader(stage.line().takeRequest())->version, std::int16_t{7});
    }

    void aBrokenConnectionAnswersEveryCallOnceInOrder() {
        Stage stage({.maxInFlight = 1});
        std::vector<world::Call> calls;
        for (const char* name : {"a", "b"}) calls.push_back(stage.heartbeat(name));
        stage.negotiate();
        stage.line().close();
        stage.timers.run();
        QCOMPARE(stage.said(), std::string("a -110, b -110"));
        stage.timers.run(10min);
        QCOMPARE(stage.log.size(), std::size_t{2});
        QCOMPARE(stage.network.attempts.size(), std::size_t{1});
    }

    void attemptsAreSpacedByAGrowingBackOff() {
        Stage stage({.backoff = {.first = 100ms, .most = 1s, .jitterPercent = 0}});
        stage.network.mode = FakeNetwork::Mode::kRefuse;
        for (int i = 0; i < 5; ++i) {
            const world::Call call = stage.heartbeat("a", 1h);
            stage.timers.run(5s);
        }
        // The second attempt waits for the first back-off only if it comes before its end.
        QCOMPARE(stage.log.size(), std::size_t{5});
        stage.log.clear();
        stage.network.attempts.clear();
        std::vector<world::Call> calls;
        for (int i = 0; i < 3; ++i) {
            calls.push_back(stage.heartbeat("b", 1h));
            stage.timers.run();
        }
        QCOMPARE(stage.network.attempts.size(), std::size_t{1});
        QCOMPARE(stage.said(), std::string("b -109"));
        stage.timers.run(999ms);
        QCOMPARE(stage.network.attempts.size(), std::size_t{1});
        stage.timers.run(1ms);
        QCOMPARE(stage.network.attempts.size(), std::size_t{2});
        QCOMPARE(stage.said(), std::string("b -109, b -109, b -109"));
    }

    void anUnusedConnectionThatEndsCostsNoBackOff() {
        Stage stage;
        const world::Call a = stage.heartbeat("a");
        stage.negotiate();
        stage.answerHeartbeat();
        stage.timers.run();
        stage.line().close();
        stage.timers.run();
        QCOMPARE(stage.peer->state(), Peer::State::kIdle);
        const world::Call b = stage.heartbeat("b");
        QCOMPARE(stage.peer->state(), Peer::State::kConnecting);
    }

    void connectingHasADeadline() {
        Stage stage({.connectDeadline = 2s});
        stage.network.mode = FakeNetwork::Mode::kSilent;
        const world::Call call = stage.heartbeat("a");
        stage.timers.run(1999ms);
        QCOMPARE(stage.said(), std::string());
        stage.timers.run(1ms);
        QCOMPARE(stage.said(), std::string("a -111"));
    }

    void negotiatingHasTheSameDeadline() {
        Stage stage({.connectDeadline = 2s});
        const world::Call call = stage.heartbeat("a");
        stage.timers.run(2s);
        QCOMPARE(stage.said(), std::string("a -111"));
        QVERIFY(!stage.line().isOpen());
    }

    void aWaitingCallThatIsLateHurtsNobodyElse() {
        Stage stage({.maxInFlight = 1});
        const world::Call a = stage.heartbeat("a", 30s);
        const world::Call b = stage.heartbeat("b", 1s);
        stage.negotiate();
        stage.timers.run(1s);
        QCOMPARE(stage.said(), std::string("b -111"));
        QVERIFY(stage.line().isOpen());
        stage.answerHeartbeat();
        stage.timers.run();
        QCOMPARE(stage.said(), std::string("b -111, a ok"));
    }

    void aSentCallThatIsLateBreaksTheConnection() {
        Stage stage;
        const world::Call a = stage.heartbeat("a", 30s);
        const world::Call b = stage.heartbeat("b", 1s);
        stage.negotiate();
        stage.timers.run(1s);
        QCOMPARE(stage.said(), std::string("b -111, a -111"));
        QVERIFY(!stage.line().isOpen());
        QCOMPARE(stage.peer->lastError()->code, ErrorCode::kTimedOut);
    }

    void aCancelledCallThatWaitsIsNotSent() {
        Stage stage;
        world::Call a = stage.heartbeat("a");
        const world::Call b = stage.heartbeat("b");
        a.reset();
        stage.negotiate();
        QCOMPARE(stage.line().requests(), std::size_t{1});
        stage.answerHeartbeat();
        stage.timers.run();
        QCOMPARE(stage.said(), std::string("b ok"));
    }

    void theAnswerToACancelledCallIsDropped() {
        Stage stage({.maxInFlight = 1});
        world::Call a = stage.heartbeat("a");
        const world::Call b = stage.heartbeat("b");
        stage.negotiate();
        a.reset();
        QCOMPARE(stage.line().requests(), std::size_t{1});
        stage.answerHeartbeat();
        stage.timers.run();
        stage.answerHeartbeat();
        stage.timers.run();
        QCOMPARE(stage.said(), std::string("b ok"));
    }

    void aHostileAnswerBreaksTheConnection_data() {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<int>("code");
        // The heartbeat has correlation id 1; the frame is id, tags, then the body.
        QTest::newRow("empty frame") << QByteArray() << static_cast<int>(ErrorCode::kConnectionClosed);
        QTest::newRow("id of nobody") << QByteArray("0000000900") << static_cast<int>(ErrorCode::kMalformed);
        QTest::newRow("cut short") << QByteArray("00000001000000")
                                   << static_cast<int>(ErrorCode::kEndOfInput);
        QTest::newRow("too long") << QByteArray(
                                         "0000000100"
                                         "00000000"
                                         "0000"
                                         "000000"
                                         "00"
                                         "ff")
                                  << static_cast<int>(ErrorCode::kMalformed);
        QTest::newRow("four billion tags") << QByteArray(
                                                  "0000000100"
                                                  "00000000"
                                                  "0000"
                                                  "000000"
                                                  "ffffffff0f")
                                           << static_cast<int>(ErrorCode::kMalformed);
    }
    void aHostileAnswerBreaksTheConnection() {
        QFETCH(QByteArray, hex);
        QFETCH(int, code);
        Stage stage;
        const world::Call call = stage.heartbeat("a");
        stage.negotiate();
        const QByteArray raw = QByteArray::fromHex(hex);
        stage.line().answer(Bytes(raw.begin(), raw.end()));
        stage.timers.run();
        if (code == static_cast<int>(ErrorCode::kConnectionClosed))
            code = static_cast<int>(ErrorCode::kEndOfInput);
        QCOMPARE(stage.said(), "a " + std::to_string(code));
        QVERIFY(!stage.line().isOpen());
        QCOMPARE(stage.peer->state(), Peer::State::kBackingOff);
    }

    void recordsOfAReplyLiveAsLongAsItsFrame() {
        Stage stage;
        std::optional<Reply<wire::FetchRequest>> kept;
        const world::Call call =
            stage.peer->send(wire::FetchRequest{}, {},
                             [&](Result<Reply<wire::FetchRequest>> reply) { kept = std::move(*reply); });
        stage.negotiate();
        const wire::PeekedHeader asked = *wire::peekHeader(stage.line().takeRequest());
        const Bytes batch{1, 2, 3, 4};
        wire::FetchResponse response;
        response.responses.push_back({.topic = "t", .partitions = {{.records = wire::Records(batch)}}});
        stage.line().answer(
            wire::encodeResponse<wire::FetchRequest>(response, asked.version, asked.correlationId).bytes);
        stage.timers.run();
        stage.peer.reset();
        QVERIFY(std::ranges::equal(kept->response.responses[0].partitions[0].records.bytes(), batch));
    }

    void payloadsAreSplicedInAndAcksZeroExpectsNoAnswer() {
        Stage stage;
        const auto batch = std::make_shared<const Bytes>(Bytes{0xde, 0xad});
        wire::ProduceRequest request{.acks = 0, .timeoutMs = 5};
        request.topicData.push_back(
            {.name = "t", .partitionData = {{.records = wire::Records::external(0, batch->size())}}});
        std::string outcome;
        SendOptions options{.versions = {3, 9}, .oneWay = true};
        options.payloads.emplace_back(batch);
        const world::Call call = stage.peer->send(
            request, std::move(options),
            [&](Result<Reply<wire::ProduceRequest>> reply) { outcome = Stage::describe(reply); });
        stage.negotiate();
        QCOMPARE(outcome, std::string("ok"));
        QCOMPARE(stage.peer->inFlight(), std::size_t{0});
        const Bytes frame = stage.line().takeRequest();
        ByteReader reader(frame);
        const auto header = wire::decodeRequestHeader(reader);
        const auto sent = wire::decodeRequestBody<wire::ProduceRequest>(reader, header->version);
        QVERIFY(sent.has_value());
        QVERIFY(std::ranges::equal(sent->topicData[0].partitionData[0].records.bytes(), *batch));
    }

    void aCompletionMayDestroyThePeerAndEveryHandle() {
        Stage stage;
        std::vector<world::Call> calls;
        int completed = 0;
        for (int i = 0; i < 3; ++i)
            calls.push_back(stage.peer->send(wire::BrokerHeartbeatRequest{}, {}, [&](Result<HeartbeatReply>) {
                ++completed;
                calls.clear();
                stage.peer.reset();
            }));
        stage.negotiate();
        stage.line().close();
        stage.timers.run(1min);
        QCOMPARE(completed, 1);
    }

    void aCompletionMaySendAgain() {
        Stage stage;
        world::Call second;
        const world::Call first =
            stage.peer->send(wire::BrokerHeartbeatRequest{}, {},
                             [&](Result<HeartbeatReply>) { second = stage.heartbeat("second"); });
        stage.negotiate();
        stage.line().close();
        stage.timers.run(1s);
        QCOMPARE(stage.network.attempts.size(), std::size_t{2});
        stage.negotiate();
        stage.answerHeartbeat();
        stage.timers.run();
        QCOMPARE(stage.said(), std::string("second ok"));
    }

    void handlesMayOutliveThePeer() {
        Stage stage;
        world::Call waiting = stage.heartbeat("a");
        stage.peer.reset();
        stage.timers.run(1h);
        QCOMPARE(stage.said(), std::string());
        QCOMPARE(stage.timers.pending(), std::size_t{0});
        waiting.reset();
    }

    void destroyingThePeerClosesTheConnectionSilently() {
        Stage stage;
        const world::Call a = stage.heartbeat("a");
        stage.negotiate();
        stage.peer.reset();
        QVERIFY(!stage.line().isOpen());
        stage.timers.run(1h);
        QCOMPARE(stage.said(), std::string());
    }

    void disconnectAnswersLaterInTheLoop() {
        Stage stage;
        const world::Call a = stage.heartbeat("a");
        stage.negotiate();
        stage.peer->disconnect();
        QCOMPARE(stage.said(), std::string());
        stage.timers.run();
        QCOMPARE(stage.said(), std::string("a -110"));
    }
};

BROKERSCOPE_TEST(TestPeer)
#include "tst_peer.moc"
