#pragma once

#include <cstdint>

namespace broker::groups {

/// Known mistakes of group coordinators, built in so that the checkers can be shown to catch them. Only
/// checking ever sets another value than kNone.
enum class Mutant : std::uint8_t {
    kNone,
    /// Who had an assignment keeps it in the next generation, whatever the leader says.
    kKeepAssignments,
    /// A commit is taken from whoever sends it, of whatever generation.
    kAcceptStrangers,
    /// An answer leaves before what it saw is committed.
    kAnswerBeforeCommitted,
    /// A log is loaded with the first value of each offset instead of the last.
    kLoadFirstValues,
    /// A static member that comes back makes the group rebalance, as any other newcomer does.
    kRebalanceForReturning,
};

}  // namespace broker::groups
