#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <span>
#include <string_view>

#ifdef BROKERSCOPE_WINDOW
#include <QApplication>
#else
#include <QCoreApplication>
#endif

#include <fmt/core.h>

#include "tests/benchmark/machine.h"
#include "tests/benchmark/measures.h"

using namespace tests::benchmark;

Plan Plan::quick() {
    return {.repetitions = 1,
            .starts = 1,
            .settleSeconds = 0,
            .idleSeconds = 0.1,
            .trafficBytes = 1'000'000,
            .mostRecords = 2'000,
            .roundTrips = 50,
            .withKafka = false,
            .turns = 1,
            .replicatedBytes = 1'000'000,
            .recordsPerSecond = 500,
            .secondsAtRate = 1,
            .failovers = 1,
            .slowFailovers = 0,
            .groups = 20,
            .compactedBytes = 5'000'000,
            .snapshots = 2};
}

namespace {

#ifdef BROKERSCOPE_WINDOW
using Application = QApplication;
#else
using Application = QCoreApplication;
#endif

void measureSnapshots(const Plan& plan, Table& table) {
    measurePublishing(plan, table);
#ifdef BROKERSCOPE_WINDOW
    measurePages(plan, table);
    measureStalls(plan, table);
#endif
}

struct Part {
    std::string_view name;
    void (*measure)(const Plan&, Table&);
};
constexpr std::array<Part, 7> kParts{{{"starts", measureStarts},
                                      {"snapshots", measureSnapshots},
                                      {"traffic", measureTraffic},
                                      {"replication", measureReplication},
                                      {"failover", measureFailover},
                                      {"groups", measureGroups},
                                      {"compaction", measureCompaction}}};

constexpr const char* kUsage =
    "usage: brokerscope_benchmark [--quick] "
    "[starts|snapshots|traffic|replication|failover|groups|compaction]\n";

}  // namespace

/// Prints a table of what the program manages on this machine. It judges nothing: the exit code is 0 when the
/// table is whole, whatever stands in it, 1 when something did not work, 2 for a wrong argument.
int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const Application application(argc, argv);
    Plan plan;
    std::optional<std::string_view> only;
    for (const std::string_view argument : std::span(argv + 1, static_cast<std::size_t>(argc - 1))) {
        if (argument == "--quick") {
            plan = Plan::quick();
        } else if (std::ranges::any_of(kParts, [&](const Part& part) { return part.name == argument; })) {
            only = argument;
        } else {
            std::fputs(kUsage, stderr);
            return 2;
        }
    }
    std::string head = "Brokerscope benchmark\n" + machineText() + "\n";
    head +=
        fmt::format("Medians of {} starts and of {} repetitions of the rest, in turn with the raw figures.\n",
                    plan.starts, plan.repetitions);
    Table table;
    for (const Part& part : kParts)
        if (!only || part.name == *only) part.measure(plan, table);
    std::fputs((head + '\n' + table.text()).c_str(), stdout);
    if (table.missedAims() > 0) std::printf("\n%d aims are missed.\n", table.missedAims());
    return 0;
}
