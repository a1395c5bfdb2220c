#include <QtTest/QtTest>
#include <algorithm>
#include <optional>
#include <vector>

#include "tests/broker/world/world_contract.h"

using namespace broker;
using namespace broker::world;
using namespace std::chrono_literals;

#define WAIT_UNTIL(condition) QVERIFY(m_harness->runUntil([&] { return static_cast<bool>(condition); }))

namespace tests {
namespace {

Frame frameOf(std::string_view text) {
    Frame frame;
    frame.emplace_back(toBytes(asBytes(text)));
    return frame;
}

/// One end of a connection: what it heard, and what it does when it hears something.
struct End : Connection::Observer {
    using Reaction = std::function<void()>;

    void attach(std::unique_ptr<Connection> established) {
        connection = std::move(established);
        connection->start(*this);
    }
    void onFrame(Bytes frame) override {
        frames.emplace_back(asText(frame));
        react(whenFrame);
    }
    void onWritable() override {
        ++writable;
        react(whenWritable);
    }
    void onClosed(const Error& reason) override {
        closed = reason.code;
        react(whenClosed);
    }
    /// A copy, because the reaction may destroy this.
    static void react(const Reaction& reaction) {
        const Reaction copy = reaction;
        if (copy) copy();
    }

    std::unique_ptr<Connection> connection;
    std::vector<std::string> frames;
    int writable = 0;
    std::optional<ErrorCode> closed;
    Reaction whenFrame;
    Reaction whenWritable;
    Reaction whenClosed;
};

ErrorCode codeOf(const std::optional<ErrorCode>& closed) { return closed.value_or(ErrorCode::kNone); }

}  // namespace

/// A listener, those it accepted, and those who called.
class WorldContract::Net : public ListenerObserver {
public:
    explicit Net(World& w)
        : world(w) {}

    bool listen(const Address& address, const ConnectionLimits& limits = {}) {
        auto result = world.network.listen(address, limits, *this);
        if (!result) {
            listenFailure = result.error().code;
            return false;
        }
        listener = std::move(*result);
        return true;
    }
    /// Calls the listener; the connection ends up in `into`.
    void call(std::unique_ptr<End>& into) { call(listener->address(), into); }
    void call(const Address& address, std::unique_ptr<End>& into) {
        Call& slot = *calls.emplace_back(std::make_unique<Call>());
        slot = world.network.connect(address, {},
                                     [this, &slot, &into](Result<std::unique_ptr<Connection>> result) {
                                         slot.reset();  // a completion may destroy its own handle
                                         if (!result) {
                                             callFailure = result.error().code;
                                             return;
                                         }
                                         into = std::make_unique<End>();
                                         into->attach(std::move(*result));
                                     });
    }
    void onAccepted(std::unique_ptr<Connection> connection) override {
        accepted.push_back(std::make_unique<End>());
        accepted.back()->attach(std::move(connection));
        if (stopAfterFirst) listener.reset();
    }
    void onRefused(const Address& peer, const Error& reason) override {
        refused.push_back(peer);
        refusal = reason.code;
    }
    /// Both ends of the first connection stand.
    bool isUp() const { return client && accepted.size() == 1; }

    World& world;
    std::unique_ptr<Listener> listener;
    std::optional<ErrorCode> listenFailure;
    std::optional<ErrorCode> callFailure;
    std::vector<std::unique_ptr<Call>> calls;
    std::vector<std::unique_ptr<End>> accepted;
    std::vector<Address> refused;
    std::optional<ErrorCode> refusal;
    bool stopAfterFirst = false;
    std::unique_ptr<End> client;
    std::unique_ptr<End> other;
    std::vector<Pending> pending;
    int ticks = 0;
};

/// Declares `net` with a listener and one connection between `net->client` and `net->accepted[0]`.
#define CONNECTED_NET(limits)                                   \
    OnLoop<Net> net(*m_harness);                                \
    bool listens = false;                                       \
    m_harness->onLoop([&](World&) {                             \
        listens = net->listen(m_harness->anyAddress(), limits); \
        if (listens) net->call(net->client);                    \
    });                                                         \
    QVERIFY(listens);                                           \
    WAIT_UNTIL(net->isUp())

void WorldContract::aListenerTellsThePortItWasGiven() {
    OnLoop<Net> net(*m_harness);
    Address address;
    m_harness->onLoop([&](World&) {
        if (net->listen(m_harness->anyAddress())) address = net->listener->address();
    });
    QVERIFY(address.port != 0);
    QCOMPARE(address.host, m_harness->anyAddress().host);
}

void WorldContract::aSecondListenerOnAPortIsRefused() {
    OnLoop<Net> first(*m_harness);
    OnLoop<Net> second(*m_harness);
    bool isSecondUp = true;
    bool isThirdUp = false;
    m_harness->onLoop([&](World&) {
        if (!first->listen(m_harness->anyAddress())) return;
        const Address taken = first->listener->address();
        isSecondUp = second->listen(taken);
        first->listener.reset();
        isThirdUp = first->listen(taken);
    });
    QVERIFY(!isSecondUp);
    QCOMPARE(codeOf(second->listenFailure), ErrorCode::kAddressInUse);
    QVERIFY(isThirdUp);
}

void WorldContract::connectingToNobodyIsRefused() {
    OnLoop<Net> net(*m_harness);
    m_harness->onLoop([&](World&) {
        if (!net->listen(m_harness->anyAddress())) return;
        const Address address = net->listener->address();
        net->listener.reset();
        net->call(address, net->client);
    });
    WAIT_UNTIL(net->callFailure.has_value());
    QCOMPARE(codeOf(net->callFailure), ErrorCode::kConnectionRefused);
}

void WorldContract::framesArriveWholeAndInOrder() {
    CONNECTED_NET(ConnectionLimits{});
    std::vector<std::string> sent;
    m_harness->onLoop([&](World& world) {
        for (std::size_t i = 0; i < 500; ++i) {
            const std::size_t size = i % 50 == 0 ? world.random.below(400'000) : world.random.below(40);
            sent.push_back(std::string(size, static_cast<char>('a' + i % 26)));
            net->client->connection->send(frameOf(sent.back()));
        }
    });
    WAIT_UNTIL(net->accepted[0]->frames.size() == 500);
    bool areEqual = false;
    m_harness->onLoop([&](World&) {
        areEqual = net->accepted[0]->frames == sent;
        net->accepted[0]->connection->send(frameOf("answer"));
    });
    QVERIFY(areEqual);
    WAIT_UNTIL(net->client->frames == std::vector<std::string>{"answer"});
    WAIT_UNTIL(net->client->connection->unsentBytes() == 0);
}

void WorldContract::aFrameIsItsPiecesOneAfterAnother() {
    CONNECTED_NET(ConnectionLimits{});
    const std::string content(300'000, 'f');
    m_harness->onLoop([&](World& world) {
        const auto file = world.files.open(joinPath(m_harness->folder(), "slice"), OpenMode::kCreate);
        if (!file || !(*file)->writeAt(0, asBytes("skip" + content + "rest"))) return;
        Frame frame;
        frame.emplace_back(toBytes(asBytes("head ")));
        frame.emplace_back(Bytes());
        frame.emplace_back(std::make_shared<const Bytes>(toBytes(asBytes("shared "))));
        frame.emplace_back(FileSlice{*file, 4, content.size()});
        frame.emplace_back(FileSlice{*file, 0, 0});
        frame.emplace_back(FileSlice{*file, 0, 4});
        frame.emplace_back(toBytes(asBytes(" tail")));
        net->client->connection->send(std::move(frame));
        net->client->connection->send({});
        net->client->connection->send(frameOf("next"));
    });
    WAIT_UNTIL(net->accepted[0]->frames.size() == 3);
    QVERIFY(net->accepted[0]->frames[0] == "head shared " + content + "skip tail");
    QCOMPARE(net->accepted[0]->frames[1], std::string());
    QCOMPARE(net->accepted[0]->frames[2], std::string("next"));
}

void WorldContract::aSliceThatComesUpShortBreaksTheConnection() {
    CONNECTED_NET(ConnectionLimits{});
    m_harness->onLoop([&](World& world) {
        const auto file = world.files.open(joinPath(m_harness->folder(), "slice"), OpenMode::kCreate);
        if (!file || !(*file)->resize(200'000)) return;
        Frame frame;
        frame.emplace_back(FileSlice{*file, 100'000, 100'000});
        net->client->connection->send(std::move(frame));
        net->client->connection->send(frameOf("never seen"));
        (void)(*file)->resize(150'000);
    });
    WAIT_UNTIL(net->client->closed && net->accepted[0]->closed);
    QCOMPARE(codeOf(net->client->closed), ErrorCode::kInputOutput);
    QCOMPARE(codeOf(net->accepted[0]->closed), ErrorCode::kConnectionClosed);
    QVERIFY(net->accepted[0]->frames.empty());
}

void WorldContract::aFrameBeyondTheLimitCostsTheConnection() {
    CONNECTED_NET(ConnectionLimits{.maxFrameBytes = 1000});
    m_harness->onLoop([&](World&) {
        net->client->connection->send(frameOf(std::string(1000, 'x')));
        net->client->connection->send(frameOf(std::string(1001, 'y')));
        net->client->connection->send(frameOf("never seen"));
    });
    WAIT_UNTIL(net->client->closed && net->accepted[0]->closed);
    QCOMPARE(codeOf(net->accepted[0]->closed), ErrorCode::kTooLarge);
    QCOMPARE(codeOf(net->client->closed), ErrorCode::kConnectionClosed);
    QCOMPARE(net->accepted[0]->frames.size(), std::size_t{1});
}

void WorldContract::oneConnectionTooManyIsRefused() {
    CONNECTED_NET(ConnectionLimits{.maxConnections = 1});
    m_harness->onLoop([&](World&) { net->call(net->other); });
    WAIT_UNTIL(net->refused.size() == 1 && (net->callFailure || (net->other && net->other->closed)));
    QCOMPARE(net->accepted.size(), std::size_t{1});
    QVERIFY(codeOf(net->refusal) != ErrorCode::kNone);
    // A place that becomes free can be taken.
    m_harness->onLoop([&](World&) { net->client.reset(); });
    WAIT_UNTIL(net->accepted[0]->closed);
    m_harness->onLoop([&](World&) { net->call(net->client); });
    WAIT_UNTIL(net->accepted.size() == 2 && net->client);
}

void WorldContract::aDestroyedConnectionIsSilentAndItsPeerHears() {
    CONNECTED_NET(ConnectionLimits{});
    m_harness->onLoop([&](World&) {
        net->accepted[0]->connection->send(frameOf("too late"));
        net->client->connection.reset();
    });
    WAIT_UNTIL(net->accepted[0]->closed);
    QCOMPARE(codeOf(net->accepted[0]->closed), ErrorCode::kConnectionClosed);
    QVERIFY(!net->client->closed);
    QVERIFY(net->client->frames.empty());
}

void WorldContract::everythingIsSentBeforeClosing() {
    CONNECTED_NET(ConnectionLimits{});
    m_harness->onLoop([&](World&) {
        for (int i = 0; i < 20; ++i) net->client->connection->send(frameOf(std::string(300'000, 'x')));
        net->client->connection->closeAfterSending();
    });
    WAIT_UNTIL(net->client->closed && net->accepted[0]->closed);
    QCOMPARE(net->accepted[0]->frames.size(), std::size_t{20});
    QCOMPARE(codeOf(net->accepted[0]->closed), ErrorCode::kConnectionClosed);
    QCOMPARE(codeOf(net->client->closed), ErrorCode::kConnectionClosed);
}

void WorldContract::aPausedConnectionDeliversNothing() {
    CONNECTED_NET(ConnectionLimits{});
    m_harness->onLoop([&](World& world) {
        End& reader = *net->accepted[0];
        reader.whenFrame = [&reader] { reader.connection->pauseReading(true); };
        for (const char* text : {"one", "two", "three"}) net->client->connection->send(frameOf(text));
        net->pending.push_back(world.timers.after(50ms, [&] { ++net->ticks; }));
    });
    WAIT_UNTIL(net->ticks == 1 && !net->accepted[0]->frames.empty());
    QCOMPARE(net->accepted[0]->frames.size(), std::size_t{1});
    std::size_t deliveredInside = 0;
    m_harness->onLoop([&](World&) {
        net->accepted[0]->whenFrame = nullptr;
        net->accepted[0]->connection->pauseReading(false);
        deliveredInside = net->accepted[0]->frames.size() - 1;
    });
    QCOMPARE(deliveredInside, std::size_t{0});
    WAIT_UNTIL(net->accepted[0]->frames.size() == 3);
}

void WorldContract::aReaderThatNeverReadsCongestsItsSender() {
    CONNECTED_NET(ConnectionLimits{});
    constexpr int kMost = 2000;
    int sent = 0;
    int quietTicks = 0;
    int seenWritable = 0;
    std::size_t mostUnsent = 0;
    const std::string content(64 * 1024, 'x');
    bool isFilling = true;
    const auto fill = [&] {
        if (!net->client || !isFilling) return;
        while (!net->client->connection->isCongested() && sent < kMost) {
            net->client->connection->send(frameOf(content));
            ++sent;
            mostUnsent = std::max(mostUnsent, net->client->connection->unsentBytes());
        }
    };
    std::function<void()> tick = [&] {
        quietTicks = net->client->writable == seenWritable ? quietTicks + 1 : 0;
        seenWritable = net->client->writable;
        net->pending.push_back(net->world.timers.after(5ms, tick));
    };
    m_harness->onLoop([&](World&) {
        net->accepted[0]->connection->pauseReading(true);
        net->client->whenWritable = fill;
        fill();
        tick();
    });
    WAIT_UNTIL(quietTicks >= 20);
    QVERIFY(sent < kMost);
    QVERIFY(net->client->connection->isCongested());
    QVERIFY(mostUnsent < 16 * 1024 * 1024);
    m_harness->onLoop([&](World&) {
        isFilling = false;
        seenWritable = net->client->writable;
        net->pending.clear();
        net->accepted[0]->connection->pauseReading(false);
    });
    WAIT_UNTIL(net->accepted[0]->frames.size() == static_cast<std::size_t>(sent));
    WAIT_UNTIL(net->client->writable == seenWritable + 1);
    QVERIFY(!net->client->connection->isCongested());
}

void WorldContract::aConnectionMayBeDestroyedInItsFrame() {
    CONNECTED_NET(ConnectionLimits{});
    m_harness->onLoop([&](World&) {
        End& reader = *net->accepted[0];
        reader.whenFrame = [&reader] { reader.connection.reset(); };
        for (const char* text : {"one", "two", "three"}) net->client->connection->send(frameOf(text));
    });
    WAIT_UNTIL(net->client->closed);
    QCOMPARE(net->accepted[0]->frames.size(), std::size_t{1});
    QVERIFY(!net->accepted[0]->closed);
}

void WorldContract::aConnectionsOwnerMayBeDestroyedInItsFrame() {
    CONNECTED_NET(ConnectionLimits{});
    m_harness->onLoop([&](World&) {
        net->accepted[0]->whenFrame = [&] { net->accepted.clear(); };
        for (const char* text : {"one", "two", "three"}) net->client->connection->send(frameOf(text));
    });
    WAIT_UNTIL(net->client->closed);
    QVERIFY(net->accepted.empty());
}

void WorldContract::aConnectionMayDestroyItsSiblingInItsFrame() {
    CONNECTED_NET(ConnectionLimits{});
    m_harness->onLoop([&](World&) { net->call(net->other); });
    WAIT_UNTIL(net->accepted.size() == 2 && net->other);
    m_harness->onLoop([&](World&) {
        for (std::size_t i = 0; i < 2; ++i)
            net->accepted[i]->whenFrame = [&net, i] { net->accepted[1 - i]->connection.reset(); };
        net->client->connection->send(frameOf("first"));
        net->other->connection->send(frameOf("second"));
    });
    // Whichever was delivered first took the other away.
    WAIT_UNTIL(net->client->closed || net->other->closed);
    QCOMPARE(net->accepted[0]->frames.size() + net->accepted[1]->frames.size(), std::size_t{1});
}

void WorldContract::aConnectionMayBeDestroyedWhenItCloses() {
    CONNECTED_NET(ConnectionLimits{});
    m_harness->onLoop([&](World&) {
        net->accepted[0]->whenClosed = [&] {
            net->accepted.clear();
            ++net->ticks;
        };
        net->client.reset();
    });
    WAIT_UNTIL(net->ticks == 1);
}

void WorldContract::aConnectionMayBeDestroyedWhenWritable() {
    CONNECTED_NET(ConnectionLimits{});
    m_harness->onLoop([&](World&) {
        net->client->whenWritable = [&] {
            net->client.reset();
            ++net->ticks;
        };
        for (int i = 0; i < 10'000 && !net->client->connection->isCongested(); ++i)
            net->client->connection->send(frameOf(std::string(64 * 1024, 'x')));
    });
    WAIT_UNTIL(net->ticks == 1 && net->accepted[0]->closed);
}

void WorldContract::aConnectionMayBeReplacedWhenItCloses() {
    CONNECTED_NET(ConnectionLimits{});
    m_harness->onLoop([&](World&) {
        net->client->whenClosed = [&] { net->call(net->client); };
        net->accepted[0]->connection.reset();
    });
    WAIT_UNTIL(net->accepted.size() == 2 && net->client->connection && !net->client->closed);
    m_harness->onLoop([&](World&) { net->client->connection->send(frameOf("again")); });
    WAIT_UNTIL(net->accepted[1]->frames == std::vector<std::string>{"again"});
}

void WorldContract::aListenerMayBeDestroyedWhenItAccepts() {
    OnLoop<Net> net(*m_harness);
    bool listens = false;
    m_harness->onLoop([&](World&) {
        net->stopAfterFirst = true;
        listens = net->listen(m_harness->anyAddress());
        if (!listens) return;
        net->call(net->client);
        net->call(net->other);
    });
    QVERIFY(listens);
    WAIT_UNTIL(net->accepted.size() == 1);
    m_harness->onLoop([&](World&) { net->accepted[0]->connection->send(frameOf("lives on")); });
    WAIT_UNTIL((net->client && !net->client->frames.empty()) || (net->other && !net->other->frames.empty()));
    QCOMPARE(net->accepted.size(), std::size_t{1});
}

void WorldContract::aDestroyedConnectNeverCompletes() {
    OnLoop<Net> net(*m_harness);
    m_harness->onLoop([&](World&) {
        if (!net->listen(m_harness->anyAddress())) return;
        net->call(net->other);
        net->calls.clear();
        net->call(net->client);
    });
    WAIT_UNTIL(net->client != nullptr);
    QVERIFY(net->other == nullptr);
    QVERIFY(!net->callFailure);
}

}  // namespace tests
