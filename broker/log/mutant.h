#pragma once

#include <cstdint>

namespace broker::log {

/// Known mistakes of compaction, built in so that the checkers can be shown to catch them. Only checking ever
/// sets another value than kNone.
enum class Mutant : std::uint8_t {
    kNone,
    /// The last value of a key goes with those that it superseded.
    kDropLatestValues,
    /// The new segment takes the place of the old ones before it is durable.
    kSwapBeforeDurable,
};

}  // namespace broker::log
