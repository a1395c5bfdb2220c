#pragma once

#include <chrono>

#include "broker/cluster/local_cluster.h"

class QApplication;

namespace app {

/// Starts a local cluster and runs the window over it until it is closed; the brokers then stop cleanly. The
/// exit code: 0, or 1 when the cluster could not start, which a message box has said.
/// `startedAt` is when the program began; the diagnostic log tells how long the first picture took from
/// there.
int runWindow(QApplication& application, broker::cluster::ClusterOptions options,
              std::chrono::steady_clock::time_point startedAt);

}  // namespace app
