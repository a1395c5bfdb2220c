#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "broker/base/result.h"
#include "broker/checking/plan.h"

namespace broker::checking {

/// What `simulate` was asked for.
struct SimulateOptions {
    std::uint64_t first = 1;
    std::uint64_t last = 1;
    PlanLimits limits;
    std::string mutant;      ///< empty: none
    bool runsTwice = false;  ///< each seed twice, and the trace hashes must be the same (D1)
    bool tells = false;      ///< every line of what happens
    bool wantsHelp = false;
};

/// kInvalidArgument says what is wrong.
Result<SimulateOptions> parseArguments(std::span<const std::string_view> arguments);
std::string simulateUsage();

/// Runs the seeds one after another until one fails, and tells of it line by line. The exit code: 0, or 1 for
/// a failure. `realTime` is a clock of the world outside.
int simulate(const SimulateOptions& options, const std::function<void(std::string_view)>& write,
             const std::function<Duration()>& realTime);

}  // namespace broker::checking
