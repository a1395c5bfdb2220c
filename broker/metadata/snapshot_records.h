#pragma once

#include <vector>

#include "broker/metadata/image.h"

namespace broker::metadata {

/// The image as records (KIP-630): applied to the empty image they give one with the same content and hash.
/// Ordered as the parts depend on each other: features, brokers, topics with their partitions, settings,
/// producer ids. A snapshot's writer cuts them into batches as it likes.
std::vector<Record> recordsOf(const MetadataImage& image);

}  // namespace broker::metadata
