#pragma once

#include <memory>
#include <optional>

#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/base/uuid.h"
#include "broker/log/partition_log.h"
#include "broker/node/delayed_operations.h"
#include "broker/observe/snapshot.h"
#include "broker/replication/follower_replica.h"
#include "broker/replication/leader_replica.h"
#include "broker/world/pending.h"

namespace broker::node {

/// A replica that this broker holds.
struct HostedPartition {
    TopicPartition name;
    Uuid topicId;
    DelayedOperations::Key key = 0;          ///< touched when anything a client waits for changes
    std::unique_ptr<log::PartitionLog> log;  ///< null while it is being opened
    std::optional<Error> failure;            ///< why it is offline
    BrokerId leader = kNoBroker;             ///< as the metadata says
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    Offset highWatermark{0};
    /// At most one of them; neither while there is no leader or the log is not open.
    std::unique_ptr<replication::LeaderReplica> leading;
    std::unique_ptr<replication::FollowerReplica> following;
    /// It was truncated: nothing is appended until that is durable.
    bool isHeld = false;
    std::optional<observe::TruncationSnapshot> lastTruncation;
    Timestamp roleSince = kNoTimestamp;  ///< since when it leads, or follows its leader
    observe::TrafficCounters traffic;
    world::Call opening;
    world::Call flushing;
    world::Call holding;
    std::size_t place = 0;  ///< among those that were published last
    bool isShown = false;   ///< it looks as it did then

    bool isOpen() const { return log != nullptr && !failure; }
    bool isBeingOpened() const { return !log && !failure; }
    replication::LogView view() const { return {log->start(), log->end(), log->epochs()}; }
};

}  // namespace broker::node
