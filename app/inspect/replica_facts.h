#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "broker/observe/snapshot.h"

/// How the replicas of a partition stand to one another, worked out from a snapshot once for everything that
/// tells it: tables, pictures, sentences.
namespace app {

enum class ReplicaState : std::uint8_t { kLeader, kInSync, kOutOfSync, kEligible, kOffline };

/// One replica beside its leader. Pointers are into the snapshot; what nobody has told is null or nothing.
struct ReplicaFacts {
    broker::BrokerId broker = broker::kNoBroker;
    ReplicaState state = ReplicaState::kOutOfSync;
    bool isInSync = false;    ///< as the controller has it, also of one that is down
    bool isEligible = false;  ///< out of the ISR, but known to have all that is committed (KIP-966)
    bool isDown = false;      ///< its broker is dead, or its folder failed
    bool isFrozen = false;
    const broker::observe::BrokerSnapshot* holder = nullptr;
    const broker::observe::ReplicaSnapshot* replica = nullptr;
    const broker::observe::ReplicaSnapshot* leader = nullptr;    ///< as the leading broker has it
    const broker::observe::FollowerSnapshot* asKnown = nullptr;  ///< as its leader sees it
    std::optional<std::int64_t> behind;                          ///< offsets to the leader's log end
    /// Since when it lacks something that its leader has, in milliseconds; nothing: it has all of it.
    std::optional<std::int64_t> lateFor;
    /// A cut that is not long ago.
    const broker::observe::TruncationSnapshot* cut = nullptr;

    /// It follows, but its leader has not heard from it in this leader epoch.
    bool isUnheard() const { return asKnown && asKnown->logEnd < broker::Offset(0); }
};

/// So long a truncation counts as recent: it is drawn and told.
inline constexpr std::int64_t kRecentCutMillis = 30'000;

/// `now`: the cluster's time.
ReplicaFacts replicaFacts(const broker::observe::ClusterSnapshot& snapshot,
                          const broker::TopicPartition& which,
                          const broker::observe::PartitionSnapshot& partition, broker::BrokerId id,
                          broker::Timestamp now);

/// replica.lag.time.max.ms of the broker that leads, and where it was set; nothing if nobody tells.
std::optional<broker::observe::BrokerSnapshot::Setting> lagLimit(
    const broker::observe::ClusterSnapshot& snapshot, broker::BrokerId leader);
std::optional<std::int64_t> lagLimitMillis(const broker::observe::ClusterSnapshot& snapshot,
                                           broker::BrokerId leader);

/// min.insync.replicas: of the topic, else of that broker or another that tells; 1 if nobody does.
std::int64_t minInSyncSetting(const broker::observe::ClusterSnapshot& snapshot,
                              const broker::observe::TopicSnapshot& topic, broker::BrokerId leader);
/// As it counts for the partition: never more than it has replicas.
std::int64_t minInSync(const broker::observe::ClusterSnapshot& snapshot,
                       const broker::observe::TopicSnapshot& topic,
                       const broker::observe::PartitionSnapshot& partition);
/// Writes with acks=all are refused: too few replicas are in sync.
bool isUnderMinIsr(const broker::observe::ClusterSnapshot& snapshot,
                   const broker::observe::TopicSnapshot& topic,
                   const broker::observe::PartitionSnapshot& partition);

/// A broker's replicas of a topic, by partition.
std::span<const std::shared_ptr<const broker::observe::ReplicaSnapshot>> replicasOfTopic(
    const broker::observe::BrokerSnapshot& broker, const std::string& topic);

/// Offsets [from, to) whose records had been committed and that the leader does not have.
struct LostOffsets {
    broker::Offset from{0};
    broker::Offset to{0};

    std::int64_t count() const { return to - from; }
    friend bool operator==(const LostOffsets&, const LostOffsets&) = default;
};
/// What an unclean election lost, as far as another replica knows or knew it to be committed; nothing: nobody
/// knows of a loss. A replica tells for as long as its broker lives, a dead one's last word counts.
std::optional<LostOffsets> lostOffsets(const broker::observe::ClusterSnapshot& snapshot,
                                       const broker::TopicPartition& which,
                                       const broker::observe::PartitionSnapshot& partition);

}  // namespace app
