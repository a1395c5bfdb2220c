#include <QtTest/QtTest>
#include <vector>

#include "broker/faults/faulty_files.h"
#include "tests/broker/faults/faulty_worlds.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::faults;
using namespace std::chrono_literals;
using world::Connection;

namespace {

constexpr BrokerId kListening{2};

world::Frame frameOf(std::string_view text) {
    world::Frame frame;
    frame.emplace_back(toBytes(asBytes(text)));
    return frame;
}

/// One end of a connection and what it heard.
struct End : Connection::Observer {
    explicit End(std::unique_ptr<Connection> established)
        : connection(std::move(established)) {
        connection->start(*this);
    }
    void onFrame(Bytes frame) override {
        frames.emplace_back(asText(frame));
        if (whenFrame) whenFrame();
    }
    void onWritable() override { ++writable; }
    void onClosed(const Error& reason) override {
        isClosed = true;
        code = reason.code;
    }

    std::unique_ptr<Connection> connection;
    std::vector<std::string> frames;
    int writable = 0;
    bool isClosed = false;
    ErrorCode code = ErrorCode::kNone;
    std::function<void()> whenFrame;
};

/// Broker 2, which listens, and broker 1 and a client, which call it; each in a world of its own over the
/// same one below. Lives on the loop.
struct Two : world::ListenerObserver {
    explicit Two(tests::FaultyHarness& theHarness, world::World& below)
        : harness(theHarness)
        , plain(below)
        , two(below, harness.book()) {
        listener = two.world().network.listen(harness.anyAddress(), {}, *this).value();
        harness.book().addBroker(kListening, listener->address());
    }
    void onAccepted(std::unique_ptr<Connection> connection) override {
        accepted.push_back(std::make_unique<End>(std::move(connection)));
    }
    void onRefused(const world::Address&, const Error&) override {}

    void call(world::Network& network, std::unique_ptr<End>& into) {
        calls.push_back(network.connect(listener->address(), {}, [&](auto made) {
            if (made)
                into = std::make_unique<End>(std::move(*made));
            else
                failed = made.error().code;
        }));
    }
    void callAsBroker() { call(harness.faults().world().network, caller); }
    void callAsClient() { call(plain.network, client); }
    /// So that a moment passes on the loop.
    void tickAfter(world::Duration delay) {
        calls.push_back(plain.timers.after(delay, [this] { ++ticks; }));
    }
    void set(Direction direction, const LinkFault& fault) {
        harness.faults().setLink(kListening, direction, fault);
    }

    tests::FaultyHarness& harness;
    world::World plain;
    Faults two;
    std::unique_ptr<world::Listener> listener;
    std::vector<std::unique_ptr<End>> accepted;
    std::unique_ptr<End> caller;
    std::unique_ptr<End> client;
    std::optional<ErrorCode> failed;
    std::vector<world::Call> calls;
    int ticks = 0;
};

class OnLoopTwo {
public:
    explicit OnLoopTwo(tests::FaultyHarness& harness)
        : m_harness(harness) {
        harness.onLoopBelow([&](world::World& below) { m_two = std::make_unique<Two>(harness, below); });
    }
    ~OnLoopTwo() {
        m_harness.onLoopBelow([&](world::World&) { m_two = nullptr; });
    }
    Two* operator->() { return m_two.get(); }

private:
    tests::FaultyHarness& m_harness;
    std::unique_ptr<Two> m_two;
};

constexpr LinkFault kCut{.trouble = LinkTrouble::kCut};

}  // namespace

#define ON_LOOP(...) harness.onLoopBelow([&](world::World&) { __VA_ARGS__; })
#define CALLER_CONNECTED()        \
    FAULTY_WORLD();               \
    OnLoopTwo net(harness);       \
    ON_LOOP(net->callAsBroker()); \
    WAIT_UNTIL(net->caller && net->accepted.size() == 1)

/// Each fault of a link, over the real and the simulated network.
class TestLinkFaults : public QObject {
    Q_OBJECT

private slots:
    void whatACutLinkHoldsArrivesWhenItHeals_data() { BOTH_WORLDS(); }
    void whatACutLinkHoldsArrivesWhenItHeals() {
        CALLER_CONNECTED();
        ON_LOOP(net->set(Direction::kOutgoing, kCut); net->caller->connection->send(frameOf("one"));
                net->caller->connection->send(frameOf("two")); net->tickAfter(50ms));
        WAIT_UNTIL(net->ticks == 1);
        QCOMPARE(net->accepted[0]->frames.size(), std::size_t{0});
        QVERIFY(!net->caller->isClosed);
        QCOMPARE(net->caller->connection->unsentBytes(), std::size_t{14});
        ON_LOOP(harness.faults().healLinks(); net->caller->connection->send(frameOf("three")));
        WAIT_UNTIL(net->accepted[0]->frames.size() == 3);
        QVERIFY((net->accepted[0]->frames == std::vector<std::string>{"one", "two", "three"}));
    }

    void aLinkCutOneWayCarriesTheOther_data() { BOTH_WORLDS(); }
    void aLinkCutOneWayCarriesTheOther() {
        CALLER_CONNECTED();
        ON_LOOP(net->set(Direction::kIncoming, kCut); net->caller->connection->send(frameOf("heard"));
                net->accepted[0]->connection->send(frameOf("not heard")); net->tickAfter(50ms));
        WAIT_UNTIL(net->ticks == 1 && net->accepted[0]->frames.size() == 1);
        QVERIFY(net->caller->frames.empty());
        ON_LOOP(net->set(Direction::kIncoming, {}));
        WAIT_UNTIL(net->caller->frames == std::vector<std::string>{"not heard"});
    }

    void thePeersEndIsNewsThatACutHoldsBack_data() { BOTH_WORLDS(); }
    void thePeersEndIsNewsThatACutHoldsBack() {
        CALLER_CONNECTED();
        ON_LOOP(net->set(Direction::kIncoming, kCut); net->accepted[0]->connection->send(frameOf("last"));
                net->accepted[0]->connection->closeAfterSending(); net->tickAfter(50ms));
        WAIT_UNTIL(net->ticks == 1);
        QVERIFY(!net->caller->isClosed);
        ON_LOOP(net->set(Direction::kIncoming, {}));
        WAIT_UNTIL(net->caller->isClosed);
        QVERIFY(net->caller->frames == std::vector<std::string>{"last"});
    }

    void whoIsLetGoOfOverACutLinkIsNotHeardOfUntilItHeals_data() { BOTH_WORLDS(); }
    void whoIsLetGoOfOverACutLinkIsNotHeardOfUntilItHeals() {
        CALLER_CONNECTED();
        ON_LOOP(net->set(Direction::kOutgoing, kCut); net->caller.reset(); net->tickAfter(50ms));
        WAIT_UNTIL(net->ticks == 1);
        QVERIFY(!net->accepted[0]->isClosed);
        ON_LOOP(harness.faults().healLinks());
        WAIT_UNTIL(net->accepted[0]->isClosed);
    }

    void aCallOverACutLinkGetsNoAnswer() {
        tests::FaultyHarness harness(tests::WorldKind::kSimulated);
        OnLoopTwo net(harness);
        ON_LOOP(net->set(Direction::kIncoming, kCut); net->callAsBroker());
        WAIT_UNTIL(net->failed.has_value());
        QCOMPARE(*net->failed, ErrorCode::kTimedOut);
        QVERIFY(net->accepted.empty());
    }

    void aCallOverACutLinkGoesOutWhenItHeals_data() { BOTH_WORLDS(); }
    void aCallOverACutLinkGoesOutWhenItHeals() {
        FAULTY_WORLD();
        OnLoopTwo net(harness);
        ON_LOOP(net->set(Direction::kOutgoing, kCut); net->callAsBroker(); net->tickAfter(20ms));
        WAIT_UNTIL(net->ticks == 1);
        QVERIFY(!net->caller && !net->failed);
        ON_LOOP(net->set(Direction::kOutgoing, {}));
        WAIT_UNTIL(net->caller != nullptr);
    }

    void aCallThatIsGivenUpOverACutLinkIsGone_data() { BOTH_WORLDS(); }
    void aCallThatIsGivenUpOverACutLinkIsGone() {
        FAULTY_WORLD();
        OnLoopTwo net(harness);
        ON_LOOP(net->set(Direction::kOutgoing, kCut); net->callAsBroker(); net->calls.clear();
                net->set(Direction::kOutgoing, {}); net->tickAfter(20ms));
        WAIT_UNTIL(net->ticks == 1);
        QVERIFY(!net->caller && net->accepted.empty());
    }

    void clientsAreCutOffWhileBrokersAreNot_data() { BOTH_WORLDS(); }
    void clientsAreCutOffWhileBrokersAreNot() {
        CALLER_CONNECTED();
        ON_LOOP(net->callAsClient());
        WAIT_UNTIL(net->client && net->accepted.size() == 2);
        ON_LOOP(net->two.setLink(kClients, Direction::kIncoming, kCut);
                net->client->connection->send(frameOf("client"));
                net->caller->connection->send(frameOf("broker")); net->tickAfter(50ms));
        WAIT_UNTIL(net->ticks == 1 && net->accepted[0]->frames.size() == 1);
        QVERIFY(net->accepted[1]->frames.empty());
        ON_LOOP(net->two.healLinks());
        WAIT_UNTIL(net->accepted[1]->frames == std::vector<std::string>{"client"});
    }

    void aBrokerThatCallsDuringACutOfClientsPasses_data() { BOTH_WORLDS(); }
    void aBrokerThatCallsDuringACutOfClientsPasses() {
        FAULTY_WORLD();
        OnLoopTwo net(harness);
        ON_LOOP(for (const Direction direction : {Direction::kIncoming, Direction::kOutgoing})
                    net->two.setLink(kClients, direction, kCut);
                net->callAsBroker());
        WAIT_UNTIL(net->caller && net->accepted.size() == 1);
        ON_LOOP(net->accepted[0]->whenFrame = [&] { net->accepted[0]->connection->send(frameOf("yes")); };
                net->caller->connection->send(frameOf("anybody?")));
        WAIT_UNTIL(net->caller->frames == std::vector<std::string>{"yes"});
    }

    void aSlowLinkDelaysAndPacesFrames_data() { BOTH_WORLDS(); }
    void aSlowLinkDelaysAndPacesFrames() {
        CALLER_CONNECTED();
        world::Moment sent;
        world::Moment arrived;
        ON_LOOP(net->set(Direction::kOutgoing,
                         {.trouble = LinkTrouble::kSlow, .delay = 30ms, .bytesPerSecond = 1'000'000});
                net->accepted[0]->whenFrame = [&] { arrived = net->plain.clock.now(); };
                sent = net->plain.clock.now();
                for (int i = 0; i < 3; ++i) net->caller->connection->send(frameOf(std::string(20'000, 'x'))));
        WAIT_UNTIL(net->accepted[0]->frames.size() == 3);
        QVERIFY(arrived - sent >= 90ms);
    }

    void whatASlowLinkHoldsStaysInOrderWhenItIsWellAgain_data() { BOTH_WORLDS(); }
    void whatASlowLinkHoldsStaysInOrderWhenItIsWellAgain() {
        CALLER_CONNECTED();
        ON_LOOP(net->set(Direction::kOutgoing, {.trouble = LinkTrouble::kSlow, .delay = 1h});
                net->caller->connection->send(frameOf("first")); net->set(Direction::kOutgoing, {});
                net->caller->connection->send(frameOf("second")));
        WAIT_UNTIL(net->accepted[0]->frames.size() == 2);
        QVERIFY((net->accepted[0]->frames == std::vector<std::string>{"first", "second"}));
    }

    void everythingHeldIsSentBeforeClosing_data() { BOTH_WORLDS(); }
    void everythingHeldIsSentBeforeClosing() {
        CALLER_CONNECTED();
        ON_LOOP(net->set(Direction::kOutgoing, {.trouble = LinkTrouble::kSlow, .delay = 20ms});
                net->caller->connection->send(frameOf("last")); net->caller->connection->closeAfterSending());
        WAIT_UNTIL(net->accepted[0]->isClosed && net->caller->isClosed);
        QVERIFY(net->accepted[0]->frames == std::vector<std::string>{"last"});
    }

    void aResettingLinkBreaksAtTheFrameThatPassesTheLimit_data() { BOTH_WORLDS(); }
    void aResettingLinkBreaksAtTheFrameThatPassesTheLimit() {
        CALLER_CONNECTED();
        ON_LOOP(net->set(Direction::kOutgoing, {.trouble = LinkTrouble::kResetting, .resetAfterBytes = 16});
                for (const char* text : {"four", "more", "over"})
                    net->caller->connection->send(frameOf(text)));
        WAIT_UNTIL(net->caller->isClosed && net->accepted[0]->isClosed);
        QCOMPARE(net->caller->code, ErrorCode::kConnectionClosed);
        // What passed before may still be lost with the connection, but nothing after it arrives.
        QVERIFY(net->accepted[0]->frames.size() <= 2);
        // The next connection breaks as well.
        ON_LOOP(net->callAsBroker());
        WAIT_UNTIL(net->accepted.size() == 2 && !net->caller->isClosed);
        ON_LOOP(net->accepted[1]->whenFrame = nullptr;
                net->caller->connection->send(frameOf("much too long a frame")));
        WAIT_UNTIL(net->caller->isClosed && net->accepted[1]->isClosed);
        QVERIFY(net->accepted[1]->frames.empty());
    }

    void anIncomingFrameIsResetBeforeItIsHeard_data() { BOTH_WORLDS(); }
    void anIncomingFrameIsResetBeforeItIsHeard() {
        CALLER_CONNECTED();
        ON_LOOP(net->set(Direction::kIncoming, {.trouble = LinkTrouble::kResetting});
                net->accepted[0]->connection->send(frameOf("answer")));
        WAIT_UNTIL(net->caller->isClosed && net->accepted[0]->isClosed);
        QVERIFY(net->caller->frames.empty());
    }

    void aCutCongestsTheSenderAndHealingRelievesHim_data() { BOTH_WORLDS(); }
    void aCutCongestsTheSenderAndHealingRelievesHim() {
        CALLER_CONNECTED();
        std::size_t sent = 0;
        ON_LOOP(net->set(Direction::kOutgoing, kCut);
                for (; !net->caller->connection->isCongested() && sent < 1000; ++sent)
                    net->caller->connection->send(frameOf(std::string(64 * 1024, 'x'))));
        QVERIFY(sent > 1 && sent < 100);
        ON_LOOP(harness.faults().healLinks());
        WAIT_UNTIL(net->accepted[0]->frames.size() == sent && net->caller->writable >= 1);
        QVERIFY(!net->caller->connection->isCongested());
    }

    void aPausedOwnerGetsNothingThatWasHeld_data() { BOTH_WORLDS(); }
    void aPausedOwnerGetsNothingThatWasHeld() {
        CALLER_CONNECTED();
        ON_LOOP(net->set(Direction::kIncoming, {.trouble = LinkTrouble::kSlow, .delay = 300ms});
                net->accepted[0]->connection->send(frameOf("held")); net->tickAfter(5ms));
        WAIT_UNTIL(net->ticks == 1);
        ON_LOOP(net->caller->connection->pauseReading(true); net->tickAfter(500ms));
        WAIT_UNTIL(net->ticks == 2);
        QVERIFY(net->caller->frames.empty());
        ON_LOOP(net->caller->connection->pauseReading(false));
        WAIT_UNTIL(net->caller->frames.size() == 1);
    }

    void aConnectionMayBeDestroyedInAFrameThatWasHeld_data() { BOTH_WORLDS(); }
    void aConnectionMayBeDestroyedInAFrameThatWasHeld() {
        CALLER_CONNECTED();
        ON_LOOP(net->set(Direction::kIncoming, kCut);
                net->caller->whenFrame = [&] { net->caller->connection.reset(); };
                for (const char* text : {"one", "two"}) net->accepted[0]->connection->send(frameOf(text));
                net->tickAfter(20ms));
        WAIT_UNTIL(net->ticks == 1);
        ON_LOOP(net->set(Direction::kIncoming, {}));
        WAIT_UNTIL(net->accepted[0]->isClosed);
        QCOMPARE(net->caller->frames.size(), std::size_t{1});
    }

    void aSliceIsSentByTheTransportItselfUnlessReadingMayFail_data() { BOTH_WORLDS(); }
    void aSliceIsSentByTheTransportItselfUnlessReadingMayFail() {
        CALLER_CONNECTED();
        std::shared_ptr<world::File> file;
        ON_LOOP(file = harness.faults()
                           .world()
                           .files.open(world::joinPath(harness.folder(), "slice"), world::OpenMode::kCreate)
                           .value();
                (void)file->writeAt(0, asBytes("from a file"));
                net->caller->connection->send({world::FileSlice{file, 0, 11}}));
        WAIT_UNTIL(net->accepted[0]->frames == std::vector<std::string>{"from a file"});
        QVERIFY(uncovered(file) != file);
        ON_LOOP(harness.faults().setDisk({.trouble = DiskTrouble::kFailing});
                net->caller->connection->send({world::FileSlice{file, 0, 11}}));
        QVERIFY(uncovered(file) == file);
        WAIT_UNTIL(net->caller->isClosed && net->accepted[0]->isClosed);
        QCOMPARE(net->accepted[0]->frames.size(), std::size_t{1});
    }

    void aDarkMachineSaysNoGoodbyeAndAnswersNobody_data() { BOTH_WORLDS(); }
    void aDarkMachineSaysNoGoodbyeAndAnswersNobody() {
        CALLER_CONNECTED();
        ON_LOOP(net->two.goDark(); net->accepted.clear(); net->listener.reset(); net->tickAfter(50ms));
        WAIT_UNTIL(net->ticks == 1);
        QVERIFY(!net->caller->isClosed);
        world::Address address;
        ON_LOOP(net->two.powerOn());
        WAIT_UNTIL(net->caller->isClosed);
    }

    void aMachineThatComesBackTakesItsPortAgain_data() { BOTH_WORLDS(); }
    void aMachineThatComesBackTakesItsPortAgain() {
        CALLER_CONNECTED();
        bool isListening = false;
        ON_LOOP(const world::Address address = net->listener->address(); net->two.goDark();
                net->accepted.clear(); net->listener.reset(); net->two.powerOn();
                auto again = net->two.world().network.listen(address, {}, *net.operator->());
                if (isListening = again.has_value(); again) net->listener = std::move(*again));
        QVERIFY(isListening);
        ON_LOOP(net->callAsClient());
        WAIT_UNTIL(net->client && net->accepted.size() == 1);
    }
};

BROKERSCOPE_TEST(TestLinkFaults)
#include "tst_link_faults.moc"
