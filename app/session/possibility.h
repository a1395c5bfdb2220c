#pragma once

#include <QString>

#include "broker/cluster/local_cluster.h"

namespace app {

/// Why a command cannot succeed on a cluster that looks like this, as a sentence in the window's language;
/// empty when nothing speaks against it.
QString whyImpossible(const broker::observe::ClusterSnapshot& snapshot,
                      const broker::cluster::Command& command);

}  // namespace app
