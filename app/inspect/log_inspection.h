#pragma once

#include "app/inspect/inspection.h"
#include "broker/observe/snapshot.h"

namespace app {

/// What there is to say about a batch and a record that were read from a segment.
Inspection inspectBatch(const broker::observe::ClusterSnapshot& snapshot, const BatchSubject& subject);
Inspection inspectRecord(const broker::observe::ClusterSnapshot& snapshot, const RecordSubject& subject);

}  // namespace app
