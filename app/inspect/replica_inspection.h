#pragma once

#include "app/inspect/inspection.h"

namespace app {

/// What there is to say about a partition and a replica of it; of one that is gone, nothing.
std::optional<Inspection> inspectPartition(const ClusterSession& session, const PartitionSubject& subject);
std::optional<Inspection> inspectReplica(const ClusterSession& session, const ReplicaSubject& subject);

}  // namespace app
