#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "broker/base/result.h"
#include "broker/cluster/commands.h"
#include "broker/observe/snapshot.h"

namespace app {

/// The commands of `serve` that change groups, as words of a line. None: the first word is not one of them.
///
///     remove-member GROUP MEMBER | delete-group GROUP
///     reset-offsets GROUP WHAT... RULE [preview]
///     WHAT = TOPIC | TOPIC:PARTITION, or * alone: everything for which the group has committed
///     RULE = earliest | latest | OFFSET | +RECORDS | -RECORDS | @MILLISECONDS (since 1970)
std::optional<broker::Result<broker::cluster::Command>> parseGroupCommand(
    std::span<const std::string_view> words);

/// A topic that a line names without a partition stands in the command as this one of its partitions.
inline constexpr broker::PartitionIndex kEveryPartition{-1};
/// The same with all partitions that the topic has.
broker::Result<void> nameEveryPartition(broker::cluster::Command& command,
                                        const broker::observe::ClusterSnapshot& cluster);

/// What the answers to `groups` and `group NAME` are preceded by, a line each: `group NAME key=value...`,
/// then of one group alone `member ID ...`, `partition TOPIC-PARTITION ...` and `rebalance ...`. Nothing:
/// there is no such group.
std::string groupLines(const broker::observe::ClusterSnapshot& cluster, broker::Timestamp now);
std::optional<std::string> groupLines(const broker::observe::ClusterSnapshot& cluster, std::string_view group,
                                      broker::Timestamp now);

/// What the answer to `reset-offsets` is preceded by, a line for each partition.
std::string resetLines(const broker::cluster::CommandOutcome& outcome);

}  // namespace app
