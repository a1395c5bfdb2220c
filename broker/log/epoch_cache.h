#pragma once

#include <optional>
#include <vector>

#include "broker/base/ids.h"

namespace broker::log {

/// The first offset that a leader epoch wrote, or would have written.
struct EpochEntry {
    LeaderEpoch epoch;
    Offset startOffset;

    friend auto operator<=>(const EpochEntry&, const EpochEntry&) = default;
};

/// Answer to OffsetsForLeaderEpoch. Both -1: this log cannot tell.
struct EpochEnd {
    LeaderEpoch epoch = kNoLeaderEpoch;
    Offset endOffset{-1};

    bool isKnown() const { return endOffset >= Offset(0); }
    friend bool operator==(const EpochEnd&, const EpochEnd&) = default;
};

/// Where each leader epoch begins in a log (KIP-101, KIP-279), the content of `leader-epoch-checkpoint`.
/// Invariant: epochs and start offsets both strictly increase from entry to entry.
class EpochCache {
public:
    EpochCache() = default;
    /// Entries that break the invariant give way to the later one, as if assigned in order.
    explicit EpochCache(const std::vector<EpochEntry>& entries);

    /// Notes that `epoch` begins at `startOffset`. Entries of that or a later epoch, or at that or a later
    /// offset, go: they belong to leaders that wrote nothing that is still there. False if nothing changed,
    /// as for each further batch of the newest epoch.
    bool assign(LeaderEpoch epoch, Offset startOffset);

    /// The greatest epoch not after `epoch` that this log has, and where it ends, exclusive: where the next
    /// one begins, or the log's end for the newest. For an epoch before the first one: `epoch` itself and the
    /// first one's start. Unknown for an epoch after the newest and for -1.
    EpochEnd endOffsetFor(LeaderEpoch epoch, Offset logEnd) const;
    /// The epoch of the record at `offset`; nothing before the first entry.
    std::optional<LeaderEpoch> epochFor(Offset offset) const;

    std::optional<EpochEntry> latest() const;
    std::optional<EpochEntry> earliest() const;

    /// Entries from `logEnd` on go. True if something changed.
    bool truncateFromEnd(Offset logEnd);
    /// Entries wholly before `logStart` go; the one it lies in begins at it from then on.
    bool truncateFromStart(Offset logStart);
    bool clear();

    const std::vector<EpochEntry>& entries() const { return m_entries; }

private:
    std::vector<EpochEntry> m_entries;
};

}  // namespace broker::log
