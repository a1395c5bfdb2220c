#include "broker/checking/simulate.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

#include <fmt/format.h>

#include "broker/base/check.h"
#include "broker/checking/mutant.h"
#include "broker/checking/run.h"
#include "broker/simulation/trace_hash.h"

namespace broker::checking {
namespace {

using namespace std::chrono_literals;

constexpr Duration kProgressEvery = 5s;

template <class Number>
std::optional<Number> parsed(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

Result<void> parseSeeds(std::string_view text, SimulateOptions& options) {
    const std::size_t dots = text.find("..");
    const auto first = parsed<std::uint64_t>(text.substr(0, dots));
    const auto last = dots == std::string_view::npos ? first : parsed<std::uint64_t>(text.substr(dots + 2));
    if (!first || !last || *last < *first)
        return failure(ErrorCode::kInvalidArgument, "'{}' is no seed and no range of seeds such as 1..100",
                       text);
    options.first = *first;
    options.last = *last;
    return {};
}

Result<void> parseMutant(std::string_view name, SimulateOptions& options) {
    const NamedMutant* mutant = findMutant(name);
    if (!mutant) return failure(ErrorCode::kInvalidArgument, "there is no mutant '{}'", name);
    options.mutant = name;
    options.limits.mutants = mutant->mutants;
    options.limits.leastVoters = mutant->leastVoters;
    options.limits.leastReplicas = mutant->leastReplicas;
    options.limits.hasGroups = mutant->hasGroups;
    options.limits.isHarsh = true;
    return {};
}

Result<void> parseCount(std::string_view name, std::string_view text, int& into) {
    const auto number = parsed<int>(text);
    if (!number || *number < 1 || *number > 5)
        return failure(ErrorCode::kInvalidArgument, "{} takes 1 to 5, not '{}'", name, text);
    into = *number;
    return {};
}

/// The command that runs the seed alone.
std::string replayCommand(const SimulateOptions& options, std::uint64_t seed) {
    std::string command = fmt::format("simulate --seed {}", seed);
    const PlanLimits& limits = options.limits;
    const PlanLimits byDefault;
    if (limits.safety != byDefault.safety)
        command += fmt::format(" --minutes {}", static_cast<double>(limits.safety.count()) / 60e6);
    if (!options.mutant.empty())
        command += " --mutant " + options.mutant;
    else if (limits.isHarsh)
        command += " --harsh";
    if (limits.mostVoters != byDefault.mostVoters) command += fmt::format(" --voters {}", limits.mostVoters);
    if (limits.mostReplicas != byDefault.mostReplicas)
        command += fmt::format(" --replicas {}", limits.mostReplicas);
    return command + " --tell";
}

struct Totals {
    std::size_t seeds = 0;
    std::size_t faults = 0;
    std::size_t writes = 0;
    std::size_t acked = 0;
    std::size_t reads = 0;
    std::uint64_t steps = 0;
    Duration virtualTime{};
    Duration slowestRest{};
    simulation::TraceHash hashes;

    void add(const RunResult& result) {
        ++seeds;
        faults += result.faults;
        writes += result.writes;
        acked += result.acked;
        reads += result.reads;
        steps += result.steps;
        virtualTime += result.virtualTime;
        slowestRest = std::max(slowestRest, result.settledAfter);
        hashes.mix(result.traceHash);
    }
    std::string text(Duration real) const {
        const double seconds = std::max(static_cast<double>(real.count()) / 1e6, 1e-6);
        return fmt::format(
            "{} seeds in {:.1f} s: {:.2f} seeds a second, {:.0f} times real time; {} events, {} faults, {} "
            "records sent, {} acknowledged, {} read; settled within {:.1f} s",
            seeds, seconds, static_cast<double>(seeds) / seconds,
            static_cast<double>(virtualTime.count()) / 1e6 / seconds, steps, faults, writes, acked, reads,
            static_cast<double>(slowestRest.count()) / 1e6);
    }
};

/// For the line that a failed CHECK leaves behind (D2).
std::string g_replay;  // NOLINT: a failed CHECK tells nobody else what ran
std::function<void(std::string_view)> g_write;

void onCheckFailed(std::string_view file, int line, std::string_view condition) {
    g_write(fmt::format("FAILED D2: {}:{}: CHECK failed: {}\n  {}", file, line, condition, g_replay));
}

std::optional<Finding> runSeed(const SimulateOptions& options, std::uint64_t seed, Totals& totals,
                               const std::function<void(std::string_view)>& write) {
    const Plan plan = drawPlan(seed, options.limits);
    if (options.tells) write(describe(plan));
    const RunResult result = run(plan, options.tells ? write : std::function<void(std::string_view)>());
    totals.add(result);
    std::optional<Finding> finding = result.finding;
    if (!finding && options.runsTwice) {
        const RunResult again = run(plan);
        totals.add(again);
        if (again.traceHash != result.traceHash)
            finding = Finding{"D1", fmt::format("two runs differ: trace hashes {:016x} and {:016x}",
                                                result.traceHash, again.traceHash)};
    }
    if (finding) {
        if (!options.tells) write(describe(plan) + "...\n" + result.story);
        write(fmt::format("FAILED seed {} at {:.3f} s, event {}: {}: {}\n  {}", seed,
                          static_cast<double>(result.virtualTime.count()) / 1e6, result.steps,
                          finding->invariant, finding->what, replayCommand(options, seed)));
    } else if (options.first == options.last) {
        write(fmt::format("seed {}: trace hash {:016x}", seed, result.traceHash));
    }
    return finding;
}

}  // namespace

std::string simulateUsage() {
    std::string text =
        "simulate: a cluster of real brokers in a simulated world, with faults, watched from outside\n"
        "  --seed N            one run\n"
        "  --seeds A..B        one run after another, until one fails\n"
        "  --minutes M         virtual minutes of faults in each run (default 1)\n"
        "  --voters N          at most so many (default 5)\n"
        "  --replicas N        replication factor at most (default 3)\n"
        "  --harsh             brokers die, freeze and are cut off all the time\n"
        "  --twice             each run twice: the trace hashes must be the same\n"
        "  --tell              every event in words\n"
        "  --mutant NAME       with a mistake built in, which must be found:\n";
    for (const NamedMutant& mutant : allMutants())
        text += fmt::format("      {:34} {}\n", mutant.name, mutant.meaning);
    return text;
}

Result<SimulateOptions> parseArguments(std::span<const std::string_view> arguments) {
    SimulateOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view name = arguments[i];
        if (name == "--help") {
            options.wantsHelp = true;
        } else if (name == "--twice") {
            options.runsTwice = true;
        } else if (name == "--tell") {
            options.tells = true;
        } else if (name == "--harsh") {
            options.limits.isHarsh = true;
        } else if (i + 1 == arguments.size()) {
            return failure(ErrorCode::kInvalidArgument, "'{}' is unknown or lacks its value", name);
        } else if (const std::string_view value = arguments[++i]; name == "--seed" || name == "--seeds") {
            RETURN_IF_ERROR(parseSeeds(value, options));
        } else if (name == "--minutes") {
            const auto minutes = parsed<double>(value);
            if (!minutes || !(*minutes > 0 && *minutes <= 1'000))
                return failure(ErrorCode::kInvalidArgument, "--minutes takes a number up to 1000, not '{}'",
                               value);
            options.limits.safety = Duration(static_cast<std::int64_t>(*minutes * 60e6));
        } else if (name == "--voters") {
            RETURN_IF_ERROR(parseCount(name, value, options.limits.mostVoters));
        } else if (name == "--replicas") {
            RETURN_IF_ERROR(parseCount(name, value, options.limits.mostReplicas));
        } else if (name == "--mutant") {
            RETURN_IF_ERROR(parseMutant(value, options));
        } else {
            return failure(ErrorCode::kInvalidArgument, "'{}' is unknown", name);
        }
    }
    return options;
}

int simulate(const SimulateOptions& options, const std::function<void(std::string_view)>& write,
             const std::function<Duration()>& realTime) {
    const Duration begun = realTime();
    Duration told = begun;
    Totals totals;
    g_write = write;
    setCheckObserver(onCheckFailed);
    bool isFine = true;
    for (std::uint64_t seed = options.first; isFine; ++seed) {
        g_replay = replayCommand(options, seed);
        isFine = !runSeed(options, seed, totals, write);
        if (seed == options.last) break;
        if (const Duration now = realTime(); now - told > kProgressEvery) {
            write(totals.text(now - begun));
            told = now;
        }
    }
    setCheckObserver(nullptr);
    if (isFine) write(fmt::format("trace hashes together: {:016x}", totals.hashes.value()));
    write(totals.text(realTime() - begun));
    return isFine ? 0 : 1;
}

}  // namespace broker::checking
