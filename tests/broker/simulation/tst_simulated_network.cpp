#include <QtTest/QtTest>

#include <algorithm>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "broker/simulation/simulator.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::simulation;
using namespace std::chrono_literals;
using world::Address;
using world::ConnectionLimits;

namespace {

constexpr std::uint16_t kPort = 9092;

/// One end of a connection and what it heard.
struct Talker final : world::Connection::Observer {
    explicit Talker(std::unique_ptr<world::Connection> theConnection)
        : connection(std::move(theConnection)) {
        connection->start(*this);
    }
    void onFrame(Bytes frame) override { heard.emplace_back(asText(frame)); }
    void onWritable() override { ++writable; }
    void onClosed(const Error& reason) override { closed = reason.code; }

    void say(std::string_view text) {
        world::Frame frame;
        frame.emplace_back(toBytes(asBytes(text)));
        connection->send(std::move(frame));
    }
    bool isClosed() const { return closed != ErrorCode::kNone; }

    std::unique_ptr<world::Connection> connection;
    std::vector<std::string> heard;
    int writable = 0;
    ErrorCode closed = ErrorCode::kNone;
};

/// Accepts everybody on a machine.
struct Server final : world::ListenerObserver {
    explicit Server(SimulatedMachine& machine, const ConnectionLimits& limits = {}) {
        auto listening =
            machine.world().network.listen({.host = machine.host(), .port = kPort}, limits, *this);
        if (!listening) qFatal("%s", listening.error().detail.c_str());
        listener = std::move(*listening);
    }
    void onAccepted(std::unique_ptr<world::Connection> connection) override {
        talkers.push_back(std::make_unique<Talker>(std::move(connection)));
    }
    void onRefused(const Address&, const Error& reason) override { refused.push_back(reason.code); }

    std::vector<std::unique_ptr<Talker>> talkers;
    std::vector<ErrorCode> refused;
    std::unique_ptr<world::Listener> listener;
};

struct Rig {
    explicit Rig(std::uint64_t seed = 1)
        : simulator(seed)
        , client(simulator.addMachine("client"))
        , broker(simulator.addMachine("broker")) {}

    /// The client's end of a new connection, or null.
    std::unique_ptr<Talker> connect(const std::string& host = "broker", const ConnectionLimits& limits = {}) {
        std::unique_ptr<Talker> talker;
        error = ErrorCode::kNone;
        world::Call call = client.world().network.connect(
            {.host = host, .port = kPort}, limits, [&](Result<std::unique_ptr<world::Connection>> result) {
                if (result)
                    talker = std::make_unique<Talker>(std::move(*result));
                else
                    error = result.error().code;
            });
        simulator.runUntil([&] { return talker || error != ErrorCode::kNone; });
        return talker;
    }
    bool settle() { return simulator.runFor(1s); }

    Simulator simulator;
    SimulatedMachine& client;
    SimulatedMachine& broker;
    ErrorCode error = ErrorCode::kNone;
};

std::vector<std::string> numbered(int count) {
    std::vector<std::string> texts;
    for (int i = 0; i < count; ++i) texts.push_back("frame " + std::to_string(i));
    return texts;
}

bool isPrefix(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
    return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

}  // namespace

class TestSimulatedNetwork : public QObject {
    Q_OBJECT

private slots:
    void framesArriveWholeInOrderAndOnce() {
        Rig rig;
        Server server(rig.broker);
        const auto talker = rig.connect();
        QVERIFY(talker);
        const auto sent = numbered(500);
        for (const auto& text : sent) talker->say(text);
        QVERIFY(rig.settle());
        QCOMPARE(server.talkers.at(0)->heard, sent);
        server.talkers[0]->say("answer");
        QVERIFY(rig.settle());
        QCOMPARE(talker->heard, std::vector<std::string>{"answer"});
        QCOMPARE(talker->connection->peer().text(), std::string("broker:9092"));
        QCOMPARE(server.talkers[0]->connection->peer(), talker->connection->local());
    }

    void connectionsReorderAmongEachOther() {
        bool reordered = false;
        for (std::uint64_t seed = 0; seed < 20 && !reordered; ++seed) {
            Rig rig(seed);
            Server server(rig.broker);
            const auto first = rig.connect();
            const auto second = rig.connect();
            first->say("first");
            second->say("second");
            rig.simulator.runUntil(
                [&] { return !server.talkers[0]->heard.empty() || !server.talkers[1]->heard.empty(); });
            reordered = server.talkers[0]->heard.empty();
        }
        QVERIFY(reordered);
    }

    void nobodyThereIsRefusedAndUnknownNamesAreNotFound() {
        Rig rig;
        QVERIFY(!rig.connect());
        QCOMPARE(rig.error, ErrorCode::kConnectionRefused);
        QVERIFY(!rig.connect("nowhere"));
        QCOMPARE(rig.error, ErrorCode::kNotFound);
        rig.broker.losePower();
        QVERIFY(!rig.connect());
        QCOMPARE(rig.error, ErrorCode::kTimedOut);
    }

    void aKilledMachinesPeersHearOfIt() {
        std::set<std::size_t> arrived;
        const auto sent = numbered(20);
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            Rig rig(seed);
            Server server(rig.broker);
            const auto talker = rig.connect();
            QVERIFY(rig.settle());
            for (const auto& text : sent) server.talkers[0]->say(text);
            rig.simulator.runFor(1us);
            rig.broker.kill();
            QVERIFY(rig.settle());
            QCOMPARE(talker->closed, ErrorCode::kConnectionClosed);
            QVERIFY(isPrefix(talker->heard, sent));
            arrived.insert(talker->heard.size());
            QVERIFY(!server.talkers[0]->isClosed());
        }
        QVERIFY(arrived.size() > 3);
    }

    void aPeerWithoutPowerIsNoticedOnlyWhenSomethingIsSent() {
        Rig rig;
        Server server(rig.broker);
        const auto talker = rig.connect();
        QVERIFY(rig.settle());
        rig.broker.losePower();
        QVERIFY(rig.simulator.runFor(kTransmissionTimeout * 2));
        QVERIFY(!talker->isClosed());
        talker->say("anybody there?");
        QVERIFY(rig.simulator.runFor(kTransmissionTimeout / 2));
        QVERIFY(!talker->isClosed());
        QVERIFY(rig.simulator.runFor(kTransmissionTimeout));
        QCOMPARE(talker->closed, ErrorCode::kTimedOut);
    }

    void aMachineThatCameBackResetsOldConnections() {
        Rig rig;
        Server server(rig.broker);
        const auto talker = rig.connect();
        QVERIFY(rig.settle());
        rig.broker.losePower();
        talker->say("lost");
        QVERIFY(rig.settle());
        rig.broker.start([](world::World) { return std::make_shared<int>(1); });
        QVERIFY(rig.settle());
        QCOMPARE(talker->closed, ErrorCode::kConnectionClosed);
        QVERIFY(server.talkers[0]->heard.empty());
    }

    void anIdleConnectionIsClosedAfterItsDeadline() {
        Rig rig;
        Server server(rig.broker, {.idleDeadline = 10s});
        const auto talker = rig.connect();
        QVERIFY(rig.simulator.runFor(6s));
        talker->say("alive");
        QVERIFY(rig.simulator.runFor(6s));
        QVERIFY(!talker->isClosed());
        QVERIFY(rig.simulator.runFor(6s));
        QCOMPARE(server.talkers[0]->closed, ErrorCode::kTimedOut);
        QCOMPARE(talker->closed, ErrorCode::kConnectionClosed);
    }

    void aPartitionHoldsFramesUntilItHeals() {
        Rig rig;
        Server server(rig.broker);
        const auto talker = rig.connect();
        QVERIFY(rig.settle());
        rig.simulator.network().partition({"client"}, {"broker"});
        talker->say("one");
        talker->say("two");
        QVERIFY(rig.simulator.runFor(10s));
        QVERIFY(server.talkers[0]->heard.empty());
        rig.simulator.network().healAll();
        QVERIFY(rig.settle());
        QCOMPARE(server.talkers[0]->heard, (std::vector<std::string>{"one", "two"}));
        QVERIFY(rig.simulator.runFor(kTransmissionTimeout * 2));
        QVERIFY(!talker->isClosed());
    }

    void aOneWayCutLetsTheOtherWayPass() {
        Rig rig;
        Server server(rig.broker);
        const auto talker = rig.connect();
        QVERIFY(rig.settle());
        rig.simulator.network().cut("broker", "client");
        talker->say("heard");
        server.talkers[0]->say("not heard");
        QVERIFY(rig.settle());
        QCOMPARE(server.talkers[0]->heard, std::vector<std::string>{"heard"});
        QVERIFY(talker->heard.empty());
        // Neither learns that its data arrived, so both give up.
        QVERIFY(rig.simulator.runFor(kTransmissionTimeout));
        QCOMPARE(talker->closed, ErrorCode::kTimedOut);
        QCOMPARE(server.talkers[0]->closed, ErrorCode::kTimedOut);
    }

    void aResetLosesAllFramesFromSomePointOn() {
        std::set<std::size_t> arrived;
        const auto sent = numbered(20);
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            Rig rig(seed);
            Server server(rig.broker);
            const auto talker = rig.connect();
            QVERIFY(rig.settle());
            for (const auto& text : sent) talker->say(text);
            rig.simulator.runFor(1us);
            rig.simulator.network().resetConnections("client", "broker");
            QVERIFY(rig.settle());
            QVERIFY(isPrefix(server.talkers[0]->heard, sent));
            arrived.insert(server.talkers[0]->heard.size());
            QVERIFY(talker->isClosed() && server.talkers[0]->isClosed());
        }
        QVERIFY(arrived.size() > 3);
    }

    void aSlowLinkTakesItsTimeAndCongests() {
        Rig rig;
        Server server(rig.broker);
        rig.simulator.network().setLink("client", "broker", {.bytesPerSecond = 1'000'000});
        const auto talker = rig.connect();
        QVERIFY(rig.settle());
        const Moment begin = rig.simulator.now();
        for (int i = 0; i < 4; ++i) talker->say(std::string(500'000, 'x'));
        QVERIFY(talker->connection->isCongested());
        QVERIFY(rig.simulator.runUntil([&] { return talker->writable == 1; }));
        QVERIFY(talker->connection->unsentBytes() <= kCongestedBytes / 2 + 4);
        QVERIFY(rig.simulator.runUntil([&] { return server.talkers[0]->heard.size() == 4; }));
        const auto took = rig.simulator.now() - begin;
        QVERIFY(took >= 2s && took < 2100ms);
    }

    void aReaderWhoPausesStopsTheSenderAtTheWindow() {
        Rig rig;
        Server server(rig.broker);
        const auto talker = rig.connect();
        QVERIFY(rig.settle());
        server.talkers[0]->connection->pauseReading(true);
        for (int i = 0; i < 10; ++i) talker->say(std::string(400'000, 'x'));
        QVERIFY(rig.settle());
        QVERIFY(server.talkers[0]->heard.empty());
        QVERIFY(talker->connection->unsentBytes() >= 4'000'000 - kWindowBytes - 400'000);
        server.talkers[0]->connection->pauseReading(false);
        QVERIFY(rig.settle());
        QCOMPARE(server.talkers[0]->heard.size(), std::size_t{10});
        QCOMPARE(talker->connection->unsentBytes(), std::size_t{0});
    }

    void aSliceIsReadWhenItsTurnComes() {
        Rig rig;
        Server server(rig.broker);
        const auto talker = rig.connect();
        const auto file = *rig.client.disk().open("f", world::OpenMode::kCreate);
        QVERIFY(file->writeAt(0, asBytes("before")));
        for (const bool shrinks : {false, true}) {
            world::Frame frame;
            frame.emplace_back(world::FileSlice{.file = file, .position = 0, .length = 6});
            talker->connection->send(std::move(frame));
            if (shrinks)
                QVERIFY(file->resize(3));
            else
                QVERIFY(file->writeAt(0, asBytes("AFTER!")));
            QVERIFY(rig.settle());
        }
        QCOMPARE(server.talkers[0]->heard, std::vector<std::string>{"AFTER!"});
        QVERIFY(talker->isClosed() && server.talkers[0]->isClosed());
    }

    void limitsCostTheConnection() {
        Rig rig;
        Server server(rig.broker, {.maxFrameBytes = 100, .maxConnections = 2});
        const auto first = rig.connect();
        const auto second = rig.connect();
        const auto third = rig.connect();
        QVERIFY(rig.settle());
        QCOMPARE(server.talkers.size(), std::size_t{2});
        QCOMPARE(server.refused, std::vector<ErrorCode>{ErrorCode::kInUse});
        QCOMPARE(third->closed, ErrorCode::kConnectionClosed);
        first->say(std::string(100, 'x'));
        second->say(std::string(101, 'x'));
        QVERIFY(rig.settle());
        QVERIFY(!first->isClosed() && second->isClosed());
        QCOMPARE(server.talkers[1]->closed, ErrorCode::kTooLarge);
        const auto fourth = rig.connect();
        QVERIFY(rig.settle());
        QVERIFY(fourth && !fourth->isClosed());
    }

    void aFrameThatTakesTooLongTimesOut() {
        Rig rig;
        Server server(rig.broker, {.frameDeadline = 1s});
        rig.simulator.network().setLink("client", "broker", {.bytesPerSecond = 1'000});
        const auto talker = rig.connect();
        talker->say(std::string(2'000, 'x'));
        QVERIFY(rig.simulator.runFor(5s));
        QCOMPARE(server.talkers[0]->closed, ErrorCode::kTimedOut);
        QVERIFY(talker->isClosed());
    }

    void everythingIsSentBeforeClosing() {
        Rig rig;
        Server server(rig.broker);
        const auto talker = rig.connect();
        const auto sent = numbered(50);
        for (const auto& text : sent) talker->say(text);
        talker->connection->closeAfterSending();
        QVERIFY(!talker->isClosed());
        QVERIFY(rig.settle());
        QCOMPARE(server.talkers[0]->heard, sent);
        QVERIFY(talker->isClosed() && server.talkers[0]->isClosed());
    }

    void aFrozenMachineStillTakesConnectionsAndAnswersAfterThawing() {
        Rig rig;
        Server server(rig.broker);
        rig.broker.freeze();
        const auto talker = rig.connect();
        QVERIFY(talker);
        talker->say("hello");
        QVERIFY(rig.simulator.runFor(30s));
        QVERIFY(server.talkers.empty());
        rig.broker.thaw();
        QVERIFY(rig.settle());
        QCOMPARE(server.talkers.at(0)->heard, std::vector<std::string>{"hello"});
    }

    void aConnectThatIsLetGoClosesWhatTheListenerAccepted() {
        Rig rig;
        Server server(rig.broker);
        bool completed = false;
        world::Call call = rig.client.world().network.connect(
            {.host = "broker", .port = kPort}, {},
            [&completed](Result<std::unique_ptr<world::Connection>>) { completed = true; });
        QVERIFY(rig.simulator.runUntil([&server] { return !server.talkers.empty(); }));
        call.reset();
        QVERIFY(rig.settle());
        QVERIFY(!completed);
        QVERIFY(server.talkers[0]->isClosed());
    }

    void connectionsThatEndedAreForgotten() {
        Rig rig;
        Server server(rig.broker);
        for (int i = 0; i < 20; ++i) rig.connect();
        QVERIFY(rig.settle());
        server.talkers.clear();
        QVERIFY(rig.settle());
        QCOMPARE(rig.simulator.network().connectionCount(), std::size_t{0});
        server.listener.reset();
        QVERIFY(!rig.connect());
    }
};

BROKERSCOPE_TEST(TestSimulatedNetwork)
#include "tst_simulated_network.moc"
