#pragma once

#include <QStringList>

#include "tests/benchmark/table.h"
#include "tests/conformance/served_cluster.h"

namespace tests::benchmark {

/// How much is measured.
struct Plan {
    int repetitions = 3;
    int starts = 5;
    double settleSeconds = 2;  ///< from the first answer until a program counts as idle
    double idleSeconds = 3;
    std::int64_t trafficBytes = 150'000'000;  ///< of a repetition
    std::int64_t mostRecords = 600'000;       ///< of a repetition
    int roundTrips = 2000;
    int replicas = 1;

    /// A few of everything: to see that the table comes out whole.
    static Plan quick();
};

/// Starts `/bin/true`, `serve`, a bare window and ours in turn, and lets each of them idle.
void measureStarts(const Plan& plan, Table& table);

/// One served cluster: round trips, then records in and out, then its memory.
void measureTraffic(const Plan& plan, Table& table);

}  // namespace tests::benchmark
