#include <cstdio>
#include <span>
#include <string_view>

#include <QCoreApplication>

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
            .roundTrips = 50};
}

namespace {

constexpr const char* kUsage = "usage: brokerscope_benchmark [--quick] [starts|traffic]\n";

}  // namespace

/// Prints a table of what the program manages on this machine. It judges nothing: the exit code is 0 when the
/// table is whole, whatever stands in it, 1 when something did not work, 2 for a wrong argument.
int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    Plan plan;
    bool withStarts = true;
    bool withTraffic = true;
    for (const std::string_view argument : std::span(argv + 1, static_cast<std::size_t>(argc - 1))) {
        if (argument == "--quick") {
            plan = Plan::quick();
        } else if (argument == "starts" || argument == "traffic") {
            withStarts = argument == "starts";
            withTraffic = !withStarts;
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
    if (withStarts) measureStarts(plan, table);
    if (withTraffic) measureTraffic(plan, table);
    std::fputs((head + '\n' + table.text()).c_str(), stdout);
    if (table.missedAims() > 0) std::printf("\n%d aims are missed.\n", table.missedAims());
    return 0;
}
