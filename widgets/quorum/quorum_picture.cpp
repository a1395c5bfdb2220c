#include "widgets/quorum/quorum_picture.h"

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

broker::Offset between(broker::Offset from, broker::Offset to, double share) {
    const auto span = static_cast<double>(to - from);
    return from + static_cast<std::int64_t>(std::llround(span * share));
}

}  // namespace

QuorumPicture between(const QuorumPicture& from, const QuorumPicture& to, double share) {
    QuorumPicture now = to;
    if (share >= 1) return now;
    for (QuorumRow& row : now.rows) {
        const auto before = std::ranges::find(from.rows, row.broker, &QuorumRow::broker);
        if (before == from.rows.end() || !before->isKnown || !row.isKnown) continue;
        row.committed = between(before->committed, row.committed, share);
        row.synced = between(before->synced, row.synced, share);
        row.end = between(before->end, row.end, share);
    }
    if (from.highWatermark && to.highWatermark)
        now.highWatermark = between(*from.highWatermark, *to.highWatermark, share);
    return now;
}

}  // namespace widgets
