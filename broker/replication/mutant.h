#pragma once

#include <cstdint>

namespace broker::replication {

/// Known mistakes of replicated logs, built in so that the checkers can be shown to catch them. Only checking
/// ever sets another value than kNone.
enum class Mutant : std::uint8_t {
    kNone,
    /// A new follower cuts its log to its own high watermark, as before KIP-101.
    kTruncateToOwnHighWatermark,
    /// Where an epoch ended is told without telling which epoch, as between KIP-101 and KIP-279.
    kEpochEndWithoutEpoch,
    /// A follower joins the ISR before it reached the start of the leader's epoch, as in KIP-320's first try.
    kJoinBeforeEpochStart,
    /// While a growth of the ISR is under way, the leader waits for the old members only (before KIP-497).
    kNoMaximalIsr,
    /// The high watermark moves although fewer than min.insync.replicas are in sync (before KIP-966).
    kIgnoreMinInSync,
    /// A batch is acknowledged although the log did not take it in.
    kAckBeforeAppend,
};

}  // namespace broker::replication
