#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "broker/checking/checker.h"
#include "broker/checking/plan.h"

namespace broker::checking {

struct RunResult {
    std::optional<Finding> finding;
    std::string story;  ///< the last events before it, in words
    std::uint64_t traceHash = 0;
    std::uint64_t steps = 0;
    Duration virtualTime{};
    Duration settledAfter{};  ///< the last fault was healed
    std::size_t faults = 0;
    std::size_t writes = 0;
    std::size_t acked = 0;
    std::size_t reads = 0;
};

/// One seed from beginning to end: a cluster starts, clients write and read while faults strike (safety),
/// then everything is healed and the cluster has to settle (liveness), and all is read once more. `onLine`
/// hears what happens as it happens.
RunResult run(const Plan& plan, const std::function<void(std::string_view)>& onLine = {});

}  // namespace broker::checking
