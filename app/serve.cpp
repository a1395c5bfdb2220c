#include "app/serve.h"

#include <algorithm>
#include <cstdio>
#include <future>
#include <memory>
#include <mutex>
#include <string>

#include <unistd.h>

#include "app/console_groups.h"
#include "app/console_words.h"
#include "app/diagnostic_file.h"
#include "app/serve_console.h"
#include "broker/host/host_loop.h"
#include "broker/host/process.h"
#include "broker/observe/event.h"

namespace app {
namespace {

using namespace broker;

constexpr world::Duration kEventInterval = std::chrono::milliseconds(50);
constexpr std::chrono::seconds kStartDeadline(60);

int complain(const Error& error) {
    std::fprintf(stderr, "brokerscope: %s\n", error.detail.c_str());
    return 1;
}

/// Until all brokers answer, or a signal says not to wait any longer.
Result<void> waitUntilRunning(const cluster::LocalCluster& cluster, const std::future<void>& ended) {
    constexpr std::chrono::milliseconds kStep(200);
    Result<void> running;
    for (std::chrono::milliseconds waited{}; waited < kStartDeadline; waited += kStep) {
        running = cluster.waitUntilRunning(kStep);
        if (running || ended.wait_for(std::chrono::seconds(0)) == std::future_status::ready) return running;
    }
    return running;
}

/// Lines from several threads, whole and flushed.
class Output {
public:
    void line(std::string_view text) {
        const std::scoped_lock lock(m_mutex);
        std::fwrite(text.data(), 1, text.size(), stdout);
        std::fputc('\n', stdout);
        std::fflush(stdout);
    }

private:
    std::mutex m_mutex;
};

/// Prints events and answers commands, on a loop of its own, until a signal ends it.
class Console {
public:
    Console(host::HostLoop& loop, cluster::LocalCluster& cluster, Output& output)
        : m_loop(loop)
        , m_cluster(cluster)
        , m_output(output)
        , m_input(loop, STDIN_FILENO,
                  {.onLine = [this](std::string line) { onLine(line); }, .onEnd = [] {}}) {
        printEvents();
    }
    ~Console() { printNewEvents(); }

private:
    void printEvents() {
        printNewEvents();
        m_timer = m_loop.world().timers.after(kEventInterval, [this] { printEvents(); });
    }

    void printNewEvents() {
        for (const observe::Event& event : m_cluster.eventsAfter(m_printed)) {
            m_printed = event.number;
            m_output.line(
                fmt::format("event {} {}", observe::describe(event.kind).name, observe::tell(event)));
        }
    }

    void onLine(const std::string& text) {
        ConsoleLine line = parseConsoleLine(text);
        switch (line.kind) {
            case ConsoleLine::Kind::kNothing:
                return;
            case ConsoleLine::Kind::kStatus:
                return m_output.line("ok " + statusText(*m_cluster.snapshot()));
            case ConsoleLine::Kind::kGroups:
                return tellGroups();
            case ConsoleLine::Kind::kGroup:
                return tellGroup(line.group);
            case ConsoleLine::Kind::kHelp:
                return m_output.line("ok " + consoleHelp());
            case ConsoleLine::Kind::kError:
                return m_output.line("error " + line.error);
            case ConsoleLine::Kind::kCommand:
                break;
        }
        if (const Result<void> named = nameEveryPartition(line.command, *m_cluster.snapshot()); !named)
            return m_output.line("error " + named.error().detail);
        m_cluster.submit(
            std::move(line.command), [&output = m_output](const cluster::CommandOutcome& outcome) {
                output.line(resetLines(outcome) + (outcome.ok() ? "ok " : "error ") + outcome.sentence);
            });
    }

    void tellGroups() {
        const auto snapshot = m_cluster.snapshot();
        const std::string lines = groupLines(*snapshot, m_loop.world().clock.wallTime());
        m_output.line(fmt::format("{}ok groups={}", lines, std::ranges::count(lines, '\n')));
    }

    void tellGroup(const std::string& group) {
        const auto snapshot = m_cluster.snapshot();
        const auto lines = groupLines(*snapshot, group, m_loop.world().clock.wallTime());
        m_output.line(lines ? *lines + "ok group " + asWord(group)
                            : fmt::format("error There is no group {}; groups lists them", asWord(group)));
    }

    host::HostLoop& m_loop;
    cluster::LocalCluster& m_cluster;
    Output& m_output;
    std::uint64_t m_printed = 0;
    world::Timer m_timer;
    host::LineReader m_input;
};

}  // namespace

int serve(const CommandLine& line) {
    Result<std::unique_ptr<DiagnosticFile>> diagnostics = DiagnosticFile::open(line.logFile, line.logLevel);
    if (!diagnostics) return complain(diagnostics.error());
    Result<std::unique_ptr<host::HostLoop>> loop = host::HostLoop::start({.name = "console"});
    if (!loop) return complain(loop.error());

    // Watched from the beginning, so that an impatient Ctrl+C still cleans up.
    auto signalled = std::make_shared<std::promise<void>>();
    std::future<void> ended = signalled->get_future();
    std::unique_ptr<world::Operation> signals;
    (*loop)->runAndWait([&] {
        auto watch = host::watchSignals(**loop, [signalled, told = false](int) mutable {
            if (!std::exchange(told, true)) signalled->set_value();
        });
        if (watch) signals = std::move(*watch);
    });

    cluster::ClusterOptions options = line.cluster;
    options.diagnostics = diagnostics->get();
    int exitCode = 0;
    if (auto cluster = cluster::LocalCluster::start(std::move(options)); !cluster) {
        exitCode = complain(cluster.error());
    } else if (const Result<void> running = waitUntilRunning(**cluster, ended); !running) {
        exitCode = complain(running.error());
    } else {
        Output output;
        output.line("bootstrap.servers=" + (*cluster)->bootstrapServers());
        std::unique_ptr<Console> console;
        (*loop)->runAndWait([&] { console = std::make_unique<Console>(**loop, **cluster, output); });
        ended.wait();
        (*loop)->runAndWait([&] { console = nullptr; });
    }
    (*loop)->runAndWait([&] { signals = nullptr; });
    return exitCode;
}

}  // namespace app
