#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "broker/cluster/local_cluster.h"

namespace app {

/// One line of `serve`'s standard input understood: a cluster command, or a question answered at once.
struct ConsoleLine {
    enum class Kind : std::uint8_t { kNothing, kCommand, kStatus, kGroups, kGroup, kHelp, kError };

    Kind kind = Kind::kNothing;
    broker::cluster::Command command = broker::cluster::KillBroker{broker::kNoBroker};
    std::string group;  ///< that is asked for
    std::string error;
};
ConsoleLine parseConsoleLine(std::string_view line);

/// `brokers=1:running,2:dead,3:frozen controller=1 epoch=3 topics=2 partitions=12 offline=0`, and what is
/// wrong with links and disks: ` links=1>2:cut disks=2:full`
std::string statusText(const broker::observe::ClusterSnapshot& cluster);
std::string consoleHelp();

}  // namespace app
