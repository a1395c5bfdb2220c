#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/groups/log_ends.h"
#include "broker/observe/snapshot.h"

namespace app {

/// How far a group is behind in one partition.
struct PartitionLag {
    broker::TopicPartition partition;
    std::string clientId;  ///< of the member that reads it; empty: nobody does
    std::optional<broker::Offset> committed{};
    broker::Timestamp committedAt = broker::kNoTimestamp;
    /// Up to where it can be read; none: the partition has no leader, or is gone.
    std::optional<broker::Offset> end{};
    /// Between what is committed and the end; of that only what is still there. -1: one of the two is
    /// unknown.
    std::int64_t records = -1;
    /// Age of the oldest unread record in milliseconds: 0 where nothing is unread, -1 where it is not known,
    /// and at least so old where `isOlder`.
    std::int64_t age = -1;
    bool isOlder = false;

    friend bool operator==(const PartitionLag&, const PartitionLag&) = default;
};

struct GroupLag {
    std::vector<PartitionLag> partitions;  ///< ascending; those with a committed offset, and those being read
    std::int64_t records = 0;              ///< of all that are known
    int unknown = 0;                       ///< partitions whose lag is not known
    std::int64_t age = -1;                 ///< the greatest; -1: of none known
    bool isOlder = false;

    friend bool operator==(const GroupLag&, const GroupLag&) = default;
};

GroupLag groupLag(const broker::observe::ClusterSnapshot& snapshot,
                  const broker::observe::GroupSnapshot& group, const LogEnds& ends, broker::Timestamp now);

}  // namespace app
