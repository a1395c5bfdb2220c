#pragma once

#include <optional>

#include "broker/base/ids.h"
#include "broker/log/epoch_cache.h"

namespace broker::replication {

/// As much of a log as decisions about it need, at the moment of the question.
struct LogView {
    Offset start{0};
    Offset end{0};
    const log::EpochCache& epochs;
};

/// Where a replica stands: the next offset it wants and the epoch of the record before it, -1 if it has none.
struct LogPosition {
    Offset offset{0};
    LeaderEpoch lastEpoch = kNoLeaderEpoch;

    friend bool operator==(const LogPosition&, const LogPosition&) = default;
};

LogPosition endOf(const LogView& log);

/// The leader's side (KIP-279, KIP-595): nothing if `log` holds all that lies before the position, else the
/// greatest epoch both may share and where it ends here. A position without an epoch diverges from nothing.
/// The end is unknown (-1) if the position's epoch is newer than all that this log knows.
std::optional<log::EpochEnd> divergenceOf(const LogPosition& position, const LogView& log);

/// The follower's side: where to cut the log after the leader told the end of the greatest common epoch it
/// knows of. Each round either makes the logs agree or ends with an earlier epoch, so that asking again ends.
Offset truncationPoint(const log::EpochEnd& leaders, const LogView& own);

}  // namespace broker::replication
