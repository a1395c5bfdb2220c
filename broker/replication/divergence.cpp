#include "broker/replication/divergence.h"

#include <algorithm>

namespace broker::replication {

LogPosition endOf(const LogView& log) {
    const auto latest = log.epochs.latest();
    return {log.end, latest ? latest->epoch : kNoLeaderEpoch};
}

std::optional<log::EpochEnd> divergenceOf(const LogPosition& position, const LogView& log) {
    if (position.lastEpoch == kNoLeaderEpoch) return std::nullopt;
    const log::EpochEnd end = log.epochs.endOffsetFor(position.lastEpoch, log.end);
    if (end.isKnown() && end.epoch == position.lastEpoch && end.endOffset >= position.offset)
        return std::nullopt;
    return end;
}

Offset truncationPoint(const log::EpochEnd& leaders, const LogView& own) {
    if (!leaders.isKnown()) return own.end;
    const log::EpochEnd mine = own.epochs.endOffsetFor(leaders.epoch, own.end);
    // Nothing of that epoch and of none before it: all that lies before its end on the leader may agree.
    if (!mine.isKnown()) return std::min(leaders.endOffset, own.end);
    // Of an epoch between the two nothing is shared: only what came before it can be.
    if (mine.epoch != leaders.epoch) return std::min(mine.endOffset, own.end);
    return std::min({mine.endOffset, leaders.endOffset, own.end});
}

}  // namespace broker::replication
