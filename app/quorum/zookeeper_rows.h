#pragma once

#include <vector>

#include "app/tables/rows_model.h"
#include "broker/observe/snapshot.h"

namespace app {

/// What ZooKeeper kept for Kafka before 4.0, node by node, who keeps it now, and what it is here at this
/// moment: cells for node, content, keeper, here.
std::vector<TableRow> zookeeperRows(const broker::observe::ClusterSnapshot& snapshot);

}  // namespace app
