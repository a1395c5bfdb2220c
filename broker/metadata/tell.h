#pragma once

#include <vector>

#include "broker/metadata/delta.h"
#include "broker/observe/event.h"

namespace broker::metadata {

/// What the change that led to `after` means to people: registrations, fencing, topics, elections,
/// partitions that lost their leader, ISR changes. A pure function of two images, so that any broker can tell
/// it alike and the cluster picks one to listen to. Number and time are left for the collector.
std::vector<observe::Event> tellChanges(const MetadataImage& after, const ImageDelta& delta);

}  // namespace broker::metadata
