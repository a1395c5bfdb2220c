#include <QtTest/QtTest>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "broker/simulation/simulator.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::simulation;
using namespace std::chrono_literals;
using world::Address;

namespace {

constexpr std::uint16_t kPort = 9000;
constexpr std::size_t kLineBytes = 16;

Bytes line(int number) { return toBytes(asBytes(fmt::format("{:015}\n", number))); }

world::Frame frameOf(Bytes bytes) {
    world::Frame frame;
    frame.emplace_back(std::move(bytes));
    return frame;
}

/// A toy server: appends each frame to its file and answers with it once it is synced.
class LineKeeper final : world::ListenerObserver {
public:
    explicit LineKeeper(world::World world, const std::string& host)
        : m_world(world) {
        makeFile(world.files);
        m_file = *world.files.open("lines", world::OpenMode::kCreate);
        // A torn tail is no line.
        m_end = *m_file->size() / kLineBytes * kLineBytes;
        m_listener = *world.network.listen({.host = host, .port = kPort}, {}, *this);
    }

private:
    struct Guest final : world::Connection::Observer {
        Guest(LineKeeper& theKeeper, std::unique_ptr<world::Connection> theConnection)
            : keeper(theKeeper)
            , connection(std::move(theConnection)) {
            connection->start(*this);
        }
        void onFrame(Bytes frame) override { keeper.keep(*this, std::move(frame)); }
        void onClosed(const Error&) override { connection.reset(); }

        LineKeeper& keeper;
        std::unique_ptr<world::Connection> connection;
    };

    static void makeFile(world::Files& files) {
        if (!files.exists("lines")) {
            (void)files.open("lines", world::OpenMode::kCreateNew);
            (void)files.syncFolderNow(".");
        }
    }

    void keep(Guest& guest, Bytes frame) {
        if (!m_file->writeAt(m_end, frame)) return;
        m_end += frame.size();
        m_syncs.push_back(m_world.files.sync(m_file, [&guest, frame](Result<void> synced) mutable {
            if (synced && guest.connection) guest.connection->send(frameOf(std::move(frame)));
        }));
    }

    void onAccepted(std::unique_ptr<world::Connection> connection) override {
        m_guests.push_back(std::make_unique<Guest>(*this, std::move(connection)));
    }
    void onRefused(const Address&, const Error&) override {}

    world::World m_world;
    std::shared_ptr<world::File> m_file;
    std::uint64_t m_end = 0;
    std::vector<std::unique_ptr<Guest>> m_guests;
    std::vector<world::Call> m_syncs;
    std::unique_ptr<world::Listener> m_listener;
};

/// Sends numbered lines to one server after the other, at random times, and notes what was answered.
class LineSender final : world::Connection::Observer {
public:
    LineSender(world::World world, std::vector<std::string> servers,
               std::map<std::string, std::set<int>>& acked)
        : m_world(world)
        , m_servers(std::move(servers))
        , m_acked(acked) {
        later();
    }

private:
    void later() {
        m_timer = m_world.timers.after(Duration(m_world.random.between(100, 20'000)), [this] { next(); });
    }
    void next() {
        m_server = m_servers[m_world.random.below(m_servers.size())];
        m_connection.reset();
        m_connecting = m_world.network.connect({.host = m_server, .port = kPort}, {},
                                               [this](Result<std::unique_ptr<world::Connection>> connected) {
                                                   if (!connected) return later();
                                                   m_connection = std::move(*connected);
                                                   m_connection->start(*this);
                                                   m_left = 10;
                                                   for (int i = 0; i < m_left; ++i)
                                                       m_connection->send(frameOf(line(m_nextLine++)));
                                               });
    }
    void onFrame(Bytes frame) override {
        m_acked[m_server].insert(std::stoi(std::string(asText(frame))));
        if (--m_left == 0) later();
    }
    void onClosed(const Error&) override { later(); }

    world::World m_world;
    std::vector<std::string> m_servers;
    std::map<std::string, std::set<int>>& m_acked;
    std::string m_server;
    int m_nextLine = 1;
    int m_left = 0;
    std::unique_ptr<world::Connection> m_connection;
    world::Call m_connecting;
    world::Timer m_timer;
};

struct Outcome {
    std::uint64_t traceHash = 0;
    std::uint64_t steps = 0;
    std::size_t acked = 0;
    std::size_t lost = 0;
    std::size_t invented = 0;
};

/// Three servers and a client for five seconds; every half second something happens to a server.
Outcome runToyCluster(std::uint64_t seed) {
    Simulator simulator(seed);
    const std::vector<std::string> servers = {"server-1", "server-2", "server-3"};
    for (const auto& host : servers) {
        simulator.addMachine(host).start(
            [host](world::World world) { return std::make_shared<LineKeeper>(world, host); });
    }
    std::map<std::string, std::set<int>> acked;
    simulator.addMachine("client").start([&servers, &acked](world::World world) {
        return std::make_shared<LineSender>(world, servers, acked);
    });
    for (int round = 0; round < 10; ++round) {
        simulator.runFor(Duration(simulator.random().between(100'000, 900'000)));
        SimulatedMachine& victim = simulator.machine(servers[simulator.random().below(servers.size())]);
        switch (simulator.random().below(4)) {
            case 0:
                victim.kill();
                victim.restart();
                break;
            case 1:
                victim.losePower();
                simulator.runFor(100ms);
                victim.restart();
                break;
            case 2:
                victim.freeze();
                simulator.runFor(200ms);
                victim.thaw();
                break;
            default:
                simulator.network().resetConnections("client", victim.host());
        }
    }
    simulator.runFor(1s);

    Outcome outcome{.traceHash = simulator.traceHash(), .steps = simulator.stepNumber()};
    for (const auto& host : servers) {
        const auto content = world::readWhole(simulator.machine(host).disk(), "lines", 1 << 20);
        std::set<int> kept;
        const std::string text(asText(*content));
        for (std::size_t at = 0; at + kLineBytes <= text.size(); at += kLineBytes) {
            const std::string one = text.substr(at, kLineBytes);
            // What was not synced may be zeros; anything else must be a line that was sent.
            if (one == std::string(kLineBytes, '\0')) continue;
            if (one.find_first_not_of("0123456789") != kLineBytes - 1) ++outcome.invented;
            kept.insert(std::stoi(one));
        }
        outcome.acked += acked[host].size();
        for (const int number : acked[host]) outcome.lost += kept.contains(number) ? 0 : 1;
    }
    return outcome;
}

}  // namespace

class TestSimulator : public QObject {
    Q_OBJECT

private slots:
    void twoRunsOfASeedGiveTheSameTraceHashAndAnotherSeedAnother() {
        std::set<std::uint64_t> hashes;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const Outcome first = runToyCluster(seed);
            const Outcome second = runToyCluster(seed);
            QCOMPARE(first.traceHash, second.traceHash);
            QCOMPARE(first.steps, second.steps);
            hashes.insert(first.traceHash);
        }
        QCOMPARE(hashes.size(), std::size_t{5});
    }

    void whatWasAnsweredAfterItsSyncIsNeverLost() {
        std::size_t acked = 0;
        for (std::uint64_t seed = 100; seed < 140; ++seed) {
            const Outcome outcome = runToyCluster(seed);
            QCOMPARE(outcome.lost, std::size_t{0});
            QCOMPARE(outcome.invented, std::size_t{0});
            acked += outcome.acked;
        }
        QVERIFY(acked > 10'000);
    }

    void theTraceHashIsTheSameWithEveryCompiler() {
        QCOMPARE(QString::number(runToyCluster(42).traceHash, 16), QString(kHashOfSeed42));
    }

    void theClockStandsWhereItWasSentTo() {
        Simulator simulator(1);
        QVERIFY(simulator.runUntil(Moment(5s)));
        QVERIFY(simulator.now() == Moment(5s));
        QCOMPARE(simulator.wallTime().value(), kWallStart.value() + 5000);
        int ran = 0;
        const auto command = simulator.at(Moment(6s), [&ran] { ++ran; });
        QVERIFY(simulator.runFor(999ms));
        QCOMPARE(ran, 0);
        QVERIFY(simulator.runFor(1ms));
        QCOMPARE(ran, 1);
    }

    void aRunEndsAtItsLimits() {
        Simulator simulator(1);
        SimulatedMachine& machine = simulator.addMachine("m");
        world::Timer timer;
        std::function<void()> again = [&] { timer = machine.world().timers.after(0us, [&] { again(); }); };
        again();
        QVERIFY(!simulator.runUntil([] { return false; }, {.time = 1s, .steps = 1000}));
        QCOMPARE(simulator.stepNumber(), std::uint64_t{1000});
        timer.reset();
        QVERIFY(!simulator.runUntil([] { return false; }));
        QVERIFY(!simulator.step());
    }

    void theWallClockOfAMachineMayBeWrong() {
        Simulator simulator(1);
        SimulatedMachine& machine = simulator.addMachine("m", {.clockSkew = -3s});
        simulator.runFor(10s);
        QCOMPARE(machine.world().clock.wallTime().value(), kWallStart.value() + 7000);
        QVERIFY(machine.world().clock.now() == Moment(10s));
        machine.setClockSkew(1s);
        QCOMPARE(machine.world().clock.wallTime().value(), kWallStart.value() + 11'000);
    }

    void aKillEndsEverythingThatWasPending() {
        Simulator simulator(1);
        SimulatedMachine& machine = simulator.addMachine("m");
        int ran = 0;
        world::World world = machine.world();
        const auto timer = world.timers.after(1s, [&ran] { ++ran; });
        const auto job = world.work.run([&ran] { ++ran; }, [&ran] { ++ran; });
        const auto connect = world.network.connect({.host = "m", .port = 1}, {}, [&ran](auto) { ++ran; });
        machine.kill();
        QVERIFY(simulator.runFor(10s));
        QCOMPARE(ran, 0);
        const auto again = world.timers.after(1s, [&ran] { ++ran; });
        QVERIFY(simulator.runFor(10s));
        QCOMPARE(ran, 1);
    }

    void aJobsResultArrivesLaterAndItsHandleWithdrawsIt() {
        Simulator simulator(1);
        SimulatedMachine& machine = simulator.addMachine("m");
        world::World world = machine.world();
        int began = 0;
        std::optional<int> result;
        world::Call call =
            world.work.run<int>([&began] { return ++began; }, [&result](int r) { result = r; });
        QCOMPARE(began, 0);
        QVERIFY(simulator.runUntil([&began] { return began == 1; }));
        QVERIFY(!result);
        QVERIFY(simulator.runFor(1s));
        QCOMPARE(result.value(), 1);

        result.reset();
        call = world.work.run<int>([&began] { return ++began; }, [&result](int r) { result = r; });
        QVERIFY(simulator.runUntil([&began] { return began == 2; }));
        call.reset();
        call = world.work.run<int>([&began] { return ++began; }, [&result](int r) { result = r; });
        call.reset();
        QVERIFY(simulator.runFor(1s));
        QVERIFY(!result);
        QCOMPARE(began, 2);
    }

    void aRestartedProgramDrawsOtherNumbers() {
        Simulator simulator(1);
        SimulatedMachine& machine = simulator.addMachine("m");
        std::vector<std::uint64_t> drawn;
        machine.start([&drawn](world::World world) {
            drawn.push_back(world.random.next());
            return std::make_shared<int>();
        });
        QVERIFY(machine.isRunning());
        machine.kill();
        QVERIFY(!machine.isRunning());
        machine.restart();
        QCOMPARE(drawn.size(), std::size_t{2});
        QVERIFY(drawn[0] != drawn[1]);
    }

private:
    /// Changes with whatever the simulation does or traces differently; never with the compiler.
    static constexpr const char* kHashOfSeed42 = "aa4c4d85c9b7f9b8";
};

BROKERSCOPE_TEST(TestSimulator)
#include "tst_simulator.moc"
