#pragma once

#include <vector>

#include "broker/metadata/image.h"

namespace broker::metadata {

/// Which broker leads and who is in sync, after brokers came and went. Without a leader the ISR keeps its
/// last member: it alone is known to hold everything that was committed.

/// Takes `leaving` out of every ISR and gives its partitions another leader from what is left of the ISR, or
/// none. Appends at most `limit` changes; false if more were needed.
bool removeFromPartitions(const MetadataImage& image, BrokerId leaving, std::size_t limit,
                          std::vector<Record>& records);

/// Elects leaders for partitions that have none, from their ISR. `returning` counts as active whatever the
/// image says; with kNoBroker only the image counts. Limit and result as above.
bool electMissingLeaders(const MetadataImage& image, BrokerId returning, std::size_t limit,
                         std::vector<Record>& records);

bool leadsAny(const MetadataImage& image, BrokerId broker);

}  // namespace broker::metadata
