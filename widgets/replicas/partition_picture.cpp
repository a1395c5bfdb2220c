#include "widgets/replicas/partition_picture.h"

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

broker::Offset between(broker::Offset from, broker::Offset to, double share) {
    const auto way = static_cast<double>(to - from);
    return from + static_cast<std::int64_t>(std::llround(way * share));
}

}  // namespace

PartitionPicture between(const PartitionPicture& from, const PartitionPicture& to, double share) {
    PartitionPicture picture = to;
    if (share >= 1 || from.id != to.id) return picture;
    for (ReplicaPicture& replica : picture.replicas) {
        const auto before = std::ranges::find(from.replicas, replica.broker, &ReplicaPicture::broker);
        if (before == from.replicas.end() || !before->isKnown || !replica.isKnown) continue;
        replica.start = between(before->start, replica.start, share);
        replica.end = between(before->end, replica.end, share);
    }
    if (from.highWatermark && picture.highWatermark)
        picture.highWatermark = between(*from.highWatermark, *picture.highWatermark, share);
    return picture;
}

}  // namespace widgets
