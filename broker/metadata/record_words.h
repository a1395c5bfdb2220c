#pragma once

#include <functional>
#include <string>

#include "broker/base/uuid.h"
#include "broker/metadata/records.h"
#include "broker/observe/quorum_snapshot.h"
#include "broker/wire/messages/control_records.h"

namespace broker::metadata {

/// The name of a topic, empty if it is not known.
using TopicNames = std::function<std::string(const Uuid&)>;

/// The record as people read it; offset, epoch and time are the caller's. A topic whose name is not known
/// stands by its id.
observe::MetadataLine describe(const Record& record, const TopicNames& names);
/// The first record of a leader.
observe::MetadataLine describe(const wire::LeaderChangeMessage& message);

}  // namespace broker::metadata
