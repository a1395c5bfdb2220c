#include <chrono>
#include <thread>

#include "tests/benchmark/kafka_exchange.h"
#include "tests/benchmark/machine.h"
#include "tests/benchmark/measures.h"
#include "tests/benchmark/watched_program.h"

namespace tests::benchmark {
namespace {

constexpr int kBrokers = 3;
constexpr double kMebibyte = 1024.0 * 1024.0;

double millisecondsOf(const std::function<void()>& act) { return 1e3 * secondsOf(act); }

/// A process that runs and has nothing to do.
struct Idleness {
    Samples memory;
    Samples cpuPercent;

    void measure(const Plan& plan, pid_t process) {
        std::this_thread::sleep_for(std::chrono::duration<double>(plan.settleSeconds));
        const double before = cpuSeconds(process);
        const double seconds =
            secondsOf([&] { std::this_thread::sleep_for(std::chrono::duration<double>(plan.idleSeconds)); });
        cpuPercent.add(100 * (cpuSeconds(process) - before) / seconds);
        memory.add(static_cast<double>(residentBytes(process)) / kMebibyte);
    }
};

struct Serve {
    Samples toServers;
    Samples toMetadata;
    Idleness idleness;

    void measure(const Plan& plan, bool withIdleness) {
        conformance::ServedCluster cluster({"--brokers", QString::number(kBrokers)});
        const auto begin = std::chrono::steady_clock::now();
        const auto sinceBegin = [&] {
            return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
                .count();
        };
        if (!cluster.start()) giveUp("serve did not start: " + cluster.errors().toStdString());
        toServers.add(sinceBegin());
        if (brokersToldBy(cluster.port(1)) != kBrokers) giveUp("the first Metadata lacks a broker");
        toMetadata.add(sinceBegin());
        if (withIdleness) idleness.measure(plan, static_cast<pid_t>(cluster.processId()));
        if (cluster.stop() != 0) giveUp("serve did not stop cleanly: " + cluster.errors().toStdString());
    }
};

struct Window {
    Samples toPicture;
    Samples toWholePicture;
    Idleness idleness;

    void measure(const Plan& plan, bool withIdleness, const QString& program, const QStringList& arguments,
                 const QStringList& texts) {
        WatchedProgram window;
        const std::vector<double> times = window.start(program, arguments, texts);
        toPicture.add(times.front());
        toWholePicture.add(times.back());
        if (withIdleness) idleness.measure(plan, window.processId());
    }
};

}  // namespace

void measureStarts(const Plan& plan, Table& table) {
    Samples nothing;
    Serve serve;
    Window bare;
    Window ours;
    for (int i = 0; i < plan.starts; ++i) {
        const bool withIdleness = i < plan.repetitions;
        nothing.add(millisecondsOf([] { conformance::runProgram(QStringLiteral("/bin/true"), {}); }));
        serve.measure(plan, withIdleness);
#ifdef BROKERSCOPE_BARE_WINDOW
        bare.measure(plan, withIdleness, QStringLiteral(BROKERSCOPE_BARE_WINDOW), {},
                     {QStringLiteral("first picture")});
        ours.measure(plan, withIdleness, QStringLiteral(BROKERSCOPE_PROGRAM),
                     {QStringLiteral("--port=0"), QStringLiteral("--log-level=info"),
                      QStringLiteral("--brokers=%1").arg(kBrokers)},
                     {QStringLiteral("window: first picture"),
                      QStringLiteral("%1 of %1 brokers running").arg(kBrokers)});
#endif
    }

    const std::string run = "exec of /bin/true";
    const std::string bareWindow = "a bare Qt window";
    table.beginGroup("Start: from exec, three brokers");
    table.add({.name = "serve: bootstrap.servers printed",
               .unit = Unit::kMilliseconds,
               .ours = serve.toServers,
               .raw = {{run, nothing}},
               .atMost = 100});
    table.add({.name = "serve: first Metadata answered",
               .unit = Unit::kMilliseconds,
               .ours = serve.toMetadata,
               .raw = {{run, nothing}},
               .atMost = 100});
    if (!ours.toPicture.isEmpty()) {
        table.add({.name = "window: first picture",
                   .unit = Unit::kMilliseconds,
                   .ours = ours.toPicture,
                   .raw = {{bareWindow, bare.toPicture}}});
        table.add({.name = "window: picture, brokers running",
                   .unit = Unit::kMilliseconds,
                   .ours = ours.toWholePicture,
                   .raw = {{bareWindow, bare.toPicture}},
                   .atMost = 500});
    }

    table.beginGroup("Idle: three brokers, no client");
    table.add({.name = "serve: processor",
               .unit = Unit::kPercentOfACore,
               .ours = serve.idleness.cpuPercent,
               .atMost = 2});
    table.add({.name = "serve: memory", .unit = Unit::kMebibytes, .ours = serve.idleness.memory});
    if (ours.toPicture.isEmpty()) return;
    table.add({.name = "window: processor",
               .unit = Unit::kPercentOfACore,
               .ours = ours.idleness.cpuPercent,
               .raw = {{bareWindow, bare.idleness.cpuPercent}},
               .atMost = 2});
    table.add({.name = "window: memory",
               .unit = Unit::kMebibytes,
               .ours = ours.idleness.memory,
               .raw = {{bareWindow, bare.idleness.memory}}});
}

}  // namespace tests::benchmark
