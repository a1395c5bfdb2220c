#pragma once

#include <cstddef>
#include <deque>
#include <memory>

#include "broker/observe/snapshot.h"

namespace app {

/// A cluster as it was, and as it was a little earlier: two states of its counters make rates.
struct Moment {
    using SnapshotPointer = std::shared_ptr<const broker::observe::ClusterSnapshot>;

    SnapshotPointer snapshot;
    broker::Timestamp time;   ///< from when on it looked like this
    SnapshotPointer earlier;  ///< null: nothing is known of what was before
    broker::Timestamp earlierTime = broker::kNoTimestamp;
};

/// Snapshots of one session, to look back at. Neighbours share what did not change between them, so that
/// what they cost follows change; beyond a number of bytes the oldest go. A value of the GUI thread.
class Moments {
public:
    using SnapshotPointer = Moment::SnapshotPointer;

    static constexpr std::size_t kMaxBytes = std::size_t{96} << 20;

    explicit Moments(std::size_t maxBytes = kMaxBytes)
        : m_maxBytes(maxBytes) {}

    /// How it looks from `now` on. The snapshot that was noted last, or a time that is not later, is passed
    /// over.
    void note(SnapshotPointer snapshot, broker::Timestamp now);
    /// What was at that time; its snapshot is null before the first one that is kept.
    Moment at(broker::Timestamp when) const;
    /// kNoTimestamp: nothing was noted.
    broker::Timestamp begin() const;
    std::size_t size() const { return m_kept.size(); }
    /// About as much as they hold, each shared leaf counted once.
    std::size_t bytes() const { return m_bytes; }

private:
    struct Kept {
        SnapshotPointer snapshot;
        broker::Timestamp time;
        std::size_t bytes = 0;  ///< of what it does not share with the one before
    };

    std::size_t m_maxBytes;
    std::deque<Kept> m_kept;  ///< ascending by time
    std::size_t m_bytes = 0;
};

}  // namespace app
