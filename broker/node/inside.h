#pragma once

#include "broker/log/partition_log.h"
#include "broker/metadata/image.h"
#include "broker/node/broker_lifecycle.h"
#include "broker/node/coordinator_runtime/group_service.h"
#include "broker/node/partitions.h"
#include "broker/quorum/quorum.h"

namespace broker::node {

/// The parts of a node as whoever checks it may look at them, between two events of its loop and without
/// touching anything. Valid until the node's next event.
struct Inside {
    const quorum::Quorum* quorum = nullptr;          ///< null until the folder is open
    const log::PartitionLog* metadataLog = nullptr;  ///< null until then, and once closed
    const BrokerLifecycle* lifecycle = nullptr;      ///< null until the folder is open
    metadata::ImagePointer image;                    ///< as applied; never null
    const Partitions& partitions;
    const GroupService* groups = nullptr;  ///< null until the folder is open
};

}  // namespace broker::node
