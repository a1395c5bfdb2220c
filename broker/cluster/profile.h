#pragma once

#include <map>
#include <string>

#include "broker/cluster/local_cluster.h"
#include "broker/config/settings.h"

namespace broker::cluster {

/// A broker's settings and who gave each of them.
struct ProfiledSettings {
    config::Settings settings;
    std::map<std::string, std::string> sources;
};

/// What a local cluster sets for its brokers ("this cluster"), under what the person gave ("command line").
/// Timing `classroom` detects a dead broker well under a second; no deadline is below 80 ms, because a busy
/// machine may hold any thread that long. kInvalidConfig, kInvalidArgument.
Result<ProfiledSettings> profiledSettings(const ClusterOptions& options);

}  // namespace broker::cluster
