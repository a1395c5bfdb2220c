#pragma once

#include <QtTest/QtTest>

#include "broker/checking/mutant.h"
#include "broker/checking/run.h"

namespace tests {

/// Runs the mutant with one seed after another until a checker finds it that finds nothing without it. Coming
/// to rest too late does not count.
inline bool isFound(const broker::checking::NamedMutant& mutant, std::uint64_t seeds) {
    using namespace broker::checking;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        Plan plan = drawPlan(seed, {.safety = std::chrono::seconds(20),
                                    .leastVoters = mutant.leastVoters,
                                    .leastReplicas = mutant.leastReplicas,
                                    .isHarsh = true,
                                    .hasGroups = mutant.hasGroups,
                                    .mutants = mutant.mutants});
        const RunResult result = run(plan);
        if (!result.finding || result.finding->invariant == "liveness") continue;
        // It must be the mistake that was found.
        plan.mutants = {};
        if (run(plan).finding) continue;
        qInfo("seed %d: %s: %s", static_cast<int>(seed), result.finding->invariant.c_str(),
              result.finding->what.c_str());
        return true;
    }
    return false;
}

}  // namespace tests
