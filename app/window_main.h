#pragma once

#include "broker/cluster/local_cluster.h"

class QApplication;

namespace app {

/// Starts a local cluster and runs the window over it until it is closed; the brokers then stop cleanly. The
/// exit code: 0, or 1 when the cluster could not start, which a message box has said.
int runWindow(QApplication& application, broker::cluster::ClusterOptions options);

}  // namespace app
