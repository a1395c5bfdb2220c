#include <QtTest/QtTest>
#include <algorithm>

#include <sys/resource.h>

#include "tests/broker/host/host_harness.h"
#include "tests/broker/host/raw_peer.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::world;
using namespace std::chrono_literals;
using tests::announced;
using tests::framed;
using tests::HostHarness;
using tests::RawPeer;

#define WAIT_UNTIL(condition) QVERIFY(m_harness->runUntil([&] { return static_cast<bool>(condition); }))

namespace {

/// An accepted connection that answers each frame with the same, if told to.
struct Served : Connection::Observer {
    void onFrame(Bytes frame) override {
        frames.emplace_back(asText(frame));
        if (pausesInFrames) connection->pauseReading(true);
        if (!echoes) return;
        Frame answer;
        answer.emplace_back(std::move(frame));
        connection->send(std::move(answer));
    }
    void onClosed(const Error& reason) override { closed = reason; }

    ErrorCode closedCode() const { return closed ? closed->code : ErrorCode::kNone; }

    std::unique_ptr<Connection> connection;
    std::vector<std::string> frames;
    std::optional<Error> closed;
    bool echoes = false;
    bool pausesInFrames = false;
};

/// Listens on a free port and keeps all it accepts.
class Server : public ListenerObserver {
public:
    explicit Server(World& w)
        : world(w) {}
    bool listen(const ConnectionLimits& limits) {
        auto result = world.network.listen({"127.0.0.1", 0}, limits, *this);
        if (!result) return false;
        listener = std::move(*result);
        port = listener->address().port;
        return true;
    }
    void onAccepted(std::unique_ptr<Connection> connection) override {
        served.push_back(std::make_unique<Served>());
        served.back()->echoes = echoes;
        served.back()->connection = std::move(connection);
        served.back()->connection->pauseReading(pausesAtOnce);
        served.back()->connection->start(*served.back());
    }
    void onRefused(const Address&, const Error& reason) override { refusals.push_back(reason); }
    bool hasClosed(std::size_t index) const { return index < served.size() && served[index]->closed; }
    bool hasFrames(std::size_t index, std::size_t count) const {
        return index < served.size() && served[index]->frames.size() == count;
    }

    World& world;
    std::unique_ptr<Listener> listener;
    std::uint16_t port = 0;
    bool echoes = false;
    bool pausesAtOnce = false;
    std::vector<std::unique_ptr<Served>> served;
    std::vector<Error> refusals;
};

/// A file that is no file of the system's, as a decorated one is.
class Wrapped : public File {
public:
    explicit Wrapped(std::shared_ptr<File> inner)
        : m_inner(std::move(inner)) {}
    Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override {
        m_largestRead = std::max(m_largestRead, into.size());
        return m_inner->readAt(position, into);
    }
    Result<void> writeAt(std::uint64_t position, std::span<const ByteView> pieces) override {
        return m_inner->writeAt(position, pieces);
    }
    Result<std::uint64_t> size() const override { return m_inner->size(); }
    Result<void> resize(std::uint64_t size) override { return m_inner->resize(size); }
    Result<void> syncNow() override { return m_inner->syncNow(); }
    const std::string& path() const override { return m_inner->path(); }
    std::size_t largestRead() const { return m_largestRead; }

private:
    std::shared_ptr<File> m_inner;
    mutable std::size_t m_largestRead = 0;
};

/// Lowers the number of descriptors that the process may have.
class FewDescriptors {
public:
    FewDescriptors() {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit few = m_before;
        // Exactly those that are open now, with none below to spare.
        const host::Descriptor next(::dup(0));
        few.rlim_cur = static_cast<rlim_t>(next.number());
        ::setrlimit(RLIMIT_NOFILE, &few);
    }
    ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &m_before); }

private:
    rlimit m_before{};
};

}  // namespace

class TestNetwork : public QObject {
    Q_OBJECT

    std::unique_ptr<HostHarness> m_harness;
    std::unique_ptr<tests::OnLoop<Server>> m_server;

    Server& server() { return *m_server->operator->(); }
    std::uint16_t serve(const ConnectionLimits& limits = {}, bool echoes = false) {
        m_server = std::make_unique<tests::OnLoop<Server>>(*m_harness);
        bool listens = false;
        m_harness->onLoop([&](World&) {
            server().echoes = echoes;
            listens = server().listen(limits);
        });
        return listens ? server().port : 0;
    }

    /// What is the loop's is asked for on the loop.
    template <class Question>
    auto ask(Question question) {
        decltype(question()) answer{};
        m_harness->onLoop([&](World&) { answer = question(); });
        return answer;
    }
    ErrorCode closedCode(std::size_t index) {
        return ask([&] { return server().served[index]->closedCode(); });
    }
    std::string closedDetail(std::size_t index) {
        return ask([&] { return server().served[index]->closed->detail; });
    }
    bool hasClosed(std::size_t index) {
        return ask([&] { return server().hasClosed(index); });
    }
    bool hasFrames(std::size_t index, std::size_t count) {
        return ask([&] { return server().hasFrames(index, count); });
    }
    std::size_t servedCount() {
        return ask([&] { return server().served.size(); });
    }

private slots:
    void init() { m_harness = std::make_unique<HostHarness>(); }
    void cleanup() {
        m_server.reset();
        m_harness.reset();
    }

    void framesSentByteByByteArriveWhole() {
        RawPeer peer(serve({}, true));
        for (const char* content : {"first", "", "third"})
            for (const std::uint8_t byte : framed(content)) peer.send(Bytes{byte});
        QCOMPARE(peer.receive(22), std::string(asText(framed("first"))) + std::string(asText(framed(""))) +
                                       std::string(asText(framed("third"))));
    }

    void manyFramesInOneWriteAreAllAnswered() {
        RawPeer peer(serve({}, true));
        std::string stream;
        for (int i = 0; i < 5'000; ++i) stream += asText(framed(std::to_string(i)));
        peer.send(stream);
        QVERIFY(peer.receive(stream.size()) == stream);
    }

    void aNegativeLengthCostsTheConnection() {
        RawPeer peer(serve());
        peer.send(announced(0xffffffff));
        QVERIFY(peer.hearsTheEnd());
        WAIT_UNTIL(server().hasClosed(0));
        QCOMPARE(closedCode(0), ErrorCode::kMalformed);
    }

    void moreThanAHundredMebibytesAreRefusedByTheirLength() {
        RawPeer peer(serve());
        peer.send(announced(100 * 1024 * 1024 + 1));
        QVERIFY(peer.hearsTheEnd());
        WAIT_UNTIL(server().hasClosed(0));
        QCOMPARE(closedCode(0), ErrorCode::kTooLarge);
    }

    void announcedBytesCostNothingBeforeTheyArrive() {
        const std::uint16_t port = serve();
        const std::uint64_t before = host::residentBytes();
        std::vector<std::unique_ptr<RawPeer>> peers;
        for (int i = 0; i < 20; ++i) {
            peers.push_back(std::make_unique<RawPeer>(port));
            peers.back()->send(announced(100 * 1024 * 1024));
            peers.back()->send("a beginning");
        }
        WAIT_UNTIL(server().served.size() == 20);
        RawPeer last(port);
        last.send(framed("after them"));
        WAIT_UNTIL(server().hasFrames(20, 1));
        QVERIFY(host::residentBytes() < before + 100 * 1024 * 1024);
    }

    void halfFramesOfAllConnectionsHaveOneLimit() {
        const std::uint16_t port = serve({.maxHalfFrameBytes = 100'000});
        const std::string half(60'000, 'x');
        RawPeer first(port);
        first.send(announced(1'000'000));
        first.send(half);
        RawPeer second(port);
        second.send(announced(1'000'000));
        second.send(half);
        WAIT_UNTIL(server().hasClosed(0) || server().hasClosed(1));
        const bool isFirst = hasClosed(0);
        QCOMPARE(closedCode(isFirst ? 0 : 1), ErrorCode::kTooLarge);
        // What it held is free again.
        RawPeer third(port);
        third.send(framed(std::string(30'000, 'y')));
        WAIT_UNTIL(server().hasFrames(2, 1));
        QVERIFY(!hasClosed(isFirst ? 1 : 0));
    }

    void aFrameThatDoesNotEndIsCutOffByItsDeadline() {
        RawPeer peer(serve({.frameDeadline = 50ms, .idleDeadline = 10min}));
        peer.send(framed("in time"));
        peer.send(announced(1000));
        peer.send("half");
        QVERIFY(peer.hearsTheEnd());
        WAIT_UNTIL(server().hasClosed(0));
        QCOMPARE(closedCode(0), ErrorCode::kTimedOut);
        QVERIFY(closedDetail(0).find("8 bytes of a frame of 1000") != std::string::npos);
        QVERIFY(hasFrames(0, 1));
    }

    void anIdleConnectionIsClosedByItsDeadline() {
        RawPeer peer(serve({.idleDeadline = 50ms}));
        QVERIFY(peer.hearsTheEnd());
        WAIT_UNTIL(server().hasClosed(0));
        QCOMPARE(closedCode(0), ErrorCode::kTimedOut);
    }

    void aPeerThatNeverReadsIsClosedByTheIdleDeadline() {
        RawPeer peer(serve({.idleDeadline = 500ms}, true));
        peer.send(framed("hello"));
        QCOMPARE(peer.receive(9).size(), std::size_t{9});
        m_harness->onLoop([&](World&) {
            // Our own silence is no reason, but this one does not take what we send.
            server().served[0]->connection->pauseReading(true);
            for (int i = 0; i < 400; ++i) {
                Frame frame;
                frame.emplace_back(Bytes(64 * 1024));
                server().served[0]->connection->send(std::move(frame));
            }
        });
        WAIT_UNTIL(server().hasClosed(0));
        QCOMPARE(closedCode(0), ErrorCode::kTimedOut);
    }

    void aConnectionThatWePausedIsNotIdle() {
        const std::uint16_t port = serve({.frameDeadline = 20ms, .idleDeadline = 20ms});
        m_harness->onLoop([&](World&) { server().pausesAtOnce = true; });
        RawPeer peer(port);
        peer.send(Bytes{0, 0});
        WAIT_UNTIL(server().served.size() == 1);
        Timer timer;
        bool hasPassed = false;
        m_harness->onLoop(
            [&](World& world) { timer = world.timers.after(100ms, [&] { hasPassed = true; }); });
        WAIT_UNTIL(hasPassed);
        QVERIFY(!hasClosed(0));
        m_harness->onLoop([&](World&) { timer.reset(); });
    }

    void aResetInTheMiddleOfAFrameIsHeard() {
        RawPeer peer(serve());
        peer.send(announced(1000));
        peer.send("half");
        WAIT_UNTIL(server().served.size() == 1);
        peer.reset();
        WAIT_UNTIL(server().hasClosed(0));
        QCOMPARE(closedCode(0), ErrorCode::kConnectionClosed);
        QVERIFY(hasFrames(0, 0));
    }

    void anEndInTheMiddleOfAFrameIsToldAsSuch() {
        RawPeer peer(serve());
        peer.send(announced(1000));
        peer.send("half");
        peer.close();
        WAIT_UNTIL(server().hasClosed(0));
        QCOMPARE(closedCode(0), ErrorCode::kConnectionClosed);
        QVERIFY(closedDetail(0).find("in the middle of a frame, after 8 bytes") != std::string::npos);
    }

    void aPeerThatEndsWhileWeSendDoesNotEndUs() {
        const std::uint16_t port = serve();
        RawPeer peer(port);
        WAIT_UNTIL(server().served.size() == 1);
        m_harness->onLoop([&](World& world) {
            const auto file = world.files.open(joinPath(m_harness->folder(), "slice"), OpenMode::kCreate);
            if (!file || !(*file)->resize(64 << 20)) return;
            Frame frame;
            frame.emplace_back(FileSlice{*file, 0, 64 << 20});
            server().served[0]->connection->send(std::move(frame));
        });
        QCOMPARE(peer.receive(1000).size(), std::size_t{1000});
        peer.reset();
        WAIT_UNTIL(server().hasClosed(0));
        QCOMPARE(closedCode(0), ErrorCode::kConnectionClosed);
    }

    void aDecoratedFileIsSentByBoundedReads() {
        RawPeer peer(serve());
        WAIT_UNTIL(server().served.size() == 1);
        std::string content;
        for (int i = 0; i < 50'000; ++i) content += std::to_string(i) + ",";
        std::shared_ptr<Wrapped> wrapped;
        m_harness->onLoop([&](World& world) {
            const auto file = world.files.open(joinPath(m_harness->folder(), "slice"), OpenMode::kCreate);
            if (!file || !(*file)->writeAt(0, asBytes(content))) return;
            wrapped = std::make_shared<Wrapped>(*file);
            Frame frame;
            frame.emplace_back(FileSlice{wrapped, 5, content.size() - 10});
            server().served[0]->connection->send(std::move(frame));
        });
        const std::string expected = content.substr(5, content.size() - 10);
        const std::string received = peer.receive(4 + expected.size());
        QVERIFY(received.substr(4) == expected);
        QVERIFY(wrapped->largestRead() <= 64 * 1024);
    }

    void aThousandConnectionsAreServed() {
        constexpr std::size_t kPeers = 1000;
        // Both ends are ours.
        if (host::raiseDescriptorLimit() < 2 * kPeers + 100) QSKIP("this machine allows too few descriptors");
        const std::uint16_t port = serve({}, true);
        std::vector<std::unique_ptr<RawPeer>> peers;
        for (std::size_t i = 0; i < kPeers; ++i) {
            peers.push_back(std::make_unique<RawPeer>(port));
            QVERIFY(peers.back()->isConnected());
            peers.back()->send(framed(fmt::format("{:06}", i)));
        }
        for (std::size_t i = 0; i < kPeers; ++i)
            QCOMPARE(peers[i]->receive(10).substr(4), fmt::format("{:06}", i));
        peers.clear();
        WAIT_UNTIL(
            std::ranges::all_of(server().served, [](const auto& one) { return one->closed.has_value(); }));
        QCOMPARE(servedCount(), kPeers);
    }

    void withoutADescriptorLeftCallersAreTurnedAwayAndServedLater() {
        const std::uint16_t port = serve({}, true);
        RawPeer first(port);
        first.send(framed("x"));
        QCOMPARE(first.receive(5).size(), std::size_t{5});
        {
            // Room for the caller's own socket and for nothing else.
            host::Descriptor room(::dup(0));
            const FewDescriptors few;
            room.reset();
            const RawPeer turnedAway(port);
            QVERIFY(turnedAway.isConnected());
            QVERIFY(turnedAway.hearsTheEnd());
        }
        WAIT_UNTIL(!server().refusals.empty());
        QVERIFY(ask([&] { return server().refusals[0].detail; }).find("Too many open files") !=
                std::string::npos);
        RawPeer later(port);
        later.send(framed("z"));
        QCOMPARE(later.receive(5).size(), std::size_t{5});
    }

    void aListenerTakesNoNameBecauseNoLoopWaitsForOne() {
        QVERIFY(serve() != 0);
        m_harness->onLoop([&](World& world) {
            const auto listener = world.network.listen({"localhost", 0}, {}, server());
            QVERIFY(!listener);
            QCOMPARE(listener.error().code, ErrorCode::kInvalidArgument);
        });
    }

    void namesAreResolved() {
        const std::uint16_t port = serve();
        Call call;
        std::optional<Result<std::unique_ptr<Connection>>> outcome;
        m_harness->onLoop([&](World& world) {
            call = world.network.connect(
                {"localhost", port}, {},
                [&](Result<std::unique_ptr<Connection>> result) { outcome.emplace(std::move(result)); });
        });
        WAIT_UNTIL(outcome && !server().served.empty());
        QVERIFY(outcome->has_value());
        QCOMPARE((**outcome)->peer().port, port);
        m_harness->onLoop([&](World&) {
            outcome.reset();
            call.reset();
        });
    }

    void aNameThatDoesNotExistIsNotFound() {
        Call call;
        std::optional<ErrorCode> code;
        m_harness->onLoop([&](World& world) {
            call = world.network.connect({"no such name", 9092}, {},
                                         [&](Result<std::unique_ptr<Connection>> result) {
                                             code = result ? ErrorCode::kNone : result.error().code;
                                         });
        });
        WAIT_UNTIL(code);
        QCOMPARE(*code, ErrorCode::kNotFound);
        m_harness->onLoop([&](World&) { call.reset(); });
    }

    void ipv6IsServedWhereThereIs() {
        std::unique_ptr<tests::OnLoop<Server>> own = std::make_unique<tests::OnLoop<Server>>(*m_harness);
        Server& six = *own->operator->();
        Call call;
        std::unique_ptr<Connection> connection;
        bool listens = false;
        m_harness->onLoop([&](World& world) {
            auto result = world.network.listen({"::1", 0}, {}, six);
            listens = result.has_value();
            if (!listens) return;
            six.listener = std::move(*result);
            const Address address{"[::1]", six.listener->address().port};
            call = world.network.connect(address, {}, [&](Result<std::unique_ptr<Connection>> outcome) {
                if (outcome) connection = std::move(*outcome);
            });
        });
        if (!listens) QSKIP("this machine has no IPv6");
        WAIT_UNTIL(connection && six.served.size() == 1);
        QCOMPARE(connection->peer().host, std::string("::1"));
        m_harness->onLoop([&](World&) {
            connection.reset();
            call.reset();
        });
    }

    void whatWasReadBeforeAPauseIsDeliveredBeforeWhatCameLater() {
        const std::uint16_t port = serve({.idleDeadline = 500ms});
        RawPeer peer(port);
        WAIT_UNTIL(server().served.size() == 1);
        m_harness->onLoop([&](World&) { server().served[0]->pausesInFrames = true; });
        Bytes both = framed("first");
        const Bytes second = framed("second");
        both.insert(both.end(), second.begin(), second.end());
        peer.send(both);
        WAIT_UNTIL(server().hasFrames(0, 1));
        // In one pass after the freeze: first the reading is resumed, then the idle deadline looks at the
        // socket.
        m_harness->loop().setFrozen(true);
        Timer resume;
        m_harness->onLoop([&](World& world) {
            server().served[0]->pausesInFrames = false;
            resume =
                world.timers.after(Duration(0), [&] { server().served[0]->connection->pauseReading(false); });
        });
        peer.send(framed("third"));
        HostHarness other({.name = "other"});
        Timer pause;
        bool isOver = false;
        other.onLoop([&](World& world) { pause = world.timers.after(600ms, [&] { isOver = true; }); });
        QVERIFY(other.runUntil([&] { return isOver; }));
        other.onLoop([&](World&) { pause.reset(); });
        m_harness->loop().setFrozen(false);
        WAIT_UNTIL(server().hasFrames(0, 3) || server().hasClosed(0));
        QVERIFY(ask([&] { return server().served[0]->frames; }) ==
                (std::vector<std::string>{"first", "second", "third"}));
        m_harness->onLoop([&](World&) { resume.reset(); });
    }

    void aLoopMayEndWhileAConnectionAwaitsItsPeersEnd() {
        RawPeer peer(serve());
        peer.send(framed("unread"));
        WAIT_UNTIL(server().hasFrames(0, 1));
        m_harness->onLoop([&](World&) {
            Frame frame;
            frame.emplace_back(toBytes(asBytes("good-bye")));
            server().served[0]->connection->send(std::move(frame));
            server().served[0]->connection->closeAfterSending();
        });
        WAIT_UNTIL(server().hasClosed(0));
        QCOMPARE(peer.receive(12).substr(4), std::string("good-bye"));
        m_server.reset();
        m_harness.reset();
        QVERIFY(peer.hearsTheEnd());
    }

    void aFrozenBrokerLetsItsCallersWait() {
        const std::uint16_t port = serve({.frameDeadline = 50ms}, true);
        RawPeer peer(port);
        peer.send(framed("before"));
        QCOMPARE(peer.receive(10).size(), std::size_t{10});
        m_harness->loop().setFrozen(true);
        // The kernel still shakes hands and takes bytes, as for a process that got no processor.
        RawPeer second(port);
        QVERIFY(second.isConnected());
        second.send(framed("meanwhile"));
        peer.send(framed("more"));
        std::size_t frames = 0;
        for (int i = 0; i < 50; ++i)
            m_harness->onLoop([&](World&) { frames = server().served[0]->frames.size(); });
        QCOMPARE(frames, std::size_t{1});
        QCOMPARE(servedCount(), std::size_t{1});
        m_harness->loop().setFrozen(false);
        QCOMPARE(peer.receive(8).substr(4), std::string("more"));
        QCOMPARE(second.receive(13).substr(4), std::string("meanwhile"));
    }

    void twoLoopsOfOneProcessTalk() {
        HostHarness other({.name = "other"});
        const std::uint16_t port = serve({}, true);
        Served client;
        Call call;
        other.onLoop([&](World& world) {
            call = world.network.connect({"127.0.0.1", port}, {},
                                         [&](Result<std::unique_ptr<Connection>> result) {
                                             client.connection = std::move(*result);
                                             client.connection->start(client);
                                             for (int i = 0; i < 1000; ++i) {
                                                 Frame frame;
                                                 frame.emplace_back(toBytes(asBytes(std::to_string(i))));
                                                 client.connection->send(std::move(frame));
                                             }
                                         });
        });
        QVERIFY(other.runUntil([&] { return client.frames.size() == 1000; }));
        QCOMPARE(client.frames.back(), std::string("999"));
        other.onLoop([&](World&) {
            client.connection.reset();
            call.reset();
        });
        WAIT_UNTIL(server().hasClosed(0));
    }
};

BROKERSCOPE_TEST(TestNetwork)
#include "tst_network.moc"
