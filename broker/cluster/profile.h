#pragma once

#include <map>
#include <string>
#include <vector>

#include "broker/cluster/local_cluster.h"
#include "broker/config/settings.h"
#include "broker/world/files.h"

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

/// Of a new cluster brokers 1 to this many vote in the metadata quorum, later ones observe.
inline constexpr int kMostVoters = 5;

/// Who votes in a cluster of so many brokers in this folder. A folder that is there already keeps the voters
/// that it was made with, because with static voters (kraft.version 0) they never change. kInvalidArgument:
/// they are more than there are brokers now.
Result<std::vector<BrokerId>> votersFor(const world::Files& files, const std::string& folder, int brokers);

}  // namespace broker::cluster
