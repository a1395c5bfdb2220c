#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/ids.h"
#include "broker/base/uuid.h"
#include "broker/observe/group_snapshot.h"
#include "broker/observe/quorum_snapshot.h"

/// What a cluster looks like at one moment, as plain values. Snapshots are trees of shared_ptr<const …>:
/// equal pointers mean equal content, and a publisher rebuilds only the leaves that changed, so that cost
/// follows change. Rates are not here: they are differences of the counters, made by whoever shows them.
namespace broker::observe {

/// A counter only grows while its broker lives and starts at 0 with it.
struct TrafficCounters {
    std::uint64_t recordsIn = 0;
    std::uint64_t bytesIn = 0;   ///< record batches appended as leader
    std::uint64_t bytesOut = 0;  ///< record bytes given to consumers
    std::uint64_t fetches = 0;
    std::uint64_t batchesIn = 0;

    TrafficCounters& operator+=(const TrafficCounters& more);
    /// What came after `earlier`, an earlier state of the same counters.
    TrafficCounters operator-(const TrafficCounters& earlier) const;
    friend bool operator==(const TrafficCounters&, const TrafficCounters&) = default;
};

/// A follower, as the leader of its partition sees it.
struct FollowerSnapshot {
    BrokerId broker = kNoBroker;
    Offset logEnd{-1};  ///< all before it is known to be there; -1: it has not fetched in this leader epoch
    /// When it last had all that the leader had; kNoTimestamp: it has, or never had.
    Timestamp lastCaughtUp = kNoTimestamp;
    bool isInSync = false;

    friend bool operator==(const FollowerSnapshot&, const FollowerSnapshot&) = default;
};

/// A follower cut the end of its log, because its leader's log goes on differently there (KIP-101, KIP-279).
/// Rounds that follow one another before anything is appended again are one cut.
struct TruncationSnapshot {
    Timestamp time = kNoTimestamp;
    BrokerId leader = kNoBroker;             ///< whose log it agrees with afterwards
    LeaderEpoch lastEpoch = kNoLeaderEpoch;  ///< of the last record before the last round
    LeaderEpoch epoch = kNoLeaderEpoch;      ///< the greatest that both may share; -1: nobody could tell
    Offset epochEnd{-1};                     ///< where that ends in the leader's log
    int rounds = 1;
    Offset from{0};  ///< the log's end before: the offsets from `to` to here are gone
    Offset to{0};    ///< the log's end after
    /// Of those that are gone, the ones before this had been known here to be committed: they are lost. `to`:
    /// none was.
    Offset committedEnd{0};

    std::int64_t offsets() const { return from - to; }
    bool losesCommitted() const { return to < committedEnd; }

    friend bool operator==(const TruncationSnapshot&, const TruncationSnapshot&) = default;
};

/// One replica, as the broker that holds it sees it.
struct ReplicaSnapshot {
    TopicPartition partition;
    Uuid topicId;
    BrokerId broker = kNoBroker;
    bool isLeader = false;
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    Offset logStart{0};
    Offset highWatermark{0};
    Offset logEnd{0};
    std::uint64_t sizeBytes = 0;
    std::uint32_t segments = 0;
    std::string folder;   ///< absolute; Segments reads it
    std::string failure;  ///< empty: well. Why the replica is offline otherwise.
    TrafficCounters traffic;
    /// Whom it fetches from; kNoBroker: it leads, or there is nobody to follow.
    BrokerId follows = kNoBroker;
    /// Since when it leads, or follows that broker, without a break; kNoTimestamp: it does neither.
    Timestamp roleSince = kNoTimestamp;
    /// It was cut, and appends nothing until that is durable.
    bool isTruncating = false;
    std::optional<TruncationSnapshot> lastTruncation;  ///< of this life of the broker
    // Of a leader only.
    Offset epochStart{-1};                    ///< where its leader epoch begins
    std::vector<FollowerSnapshot> followers;  ///< ascending by broker
};

/// One connection of a client to a broker.
struct ClientSnapshot {
    std::uint64_t connection = 0;  ///< unique within the broker's life
    std::string clientId;
    std::string software;  ///< "librdkafka 2.0.2", empty if it did not say
    std::string address;   ///< host:port
    Timestamp since = kNoTimestamp;
    std::uint64_t requests = 0;
    std::uint64_t bytesIn = 0;
    std::uint64_t bytesOut = 0;
    bool isProducer = false;                            ///< has sent Produce
    bool isConsumer = false;                            ///< has sent Fetch
    bool isBroker = false;                              ///< another broker of the cluster
    BrokerId follower = kNoBroker;                      ///< of a connection that copies: who copies
    std::map<std::string, std::uint64_t> producedTo;    ///< topic → record bytes
    std::map<std::string, std::uint64_t> consumedFrom;  ///< topic → record bytes, a follower's too
};

/// Requests of one kind.
struct RequestCounters {
    std::string api;  ///< "Produce"
    std::uint64_t count = 0;
    std::uint64_t errors = 0;       ///< answered with an error code
    std::uint64_t totalMicros = 0;  ///< from the frame's arrival to the answer being queued
    std::uint64_t maxMicros = 0;    ///< worst since the last snapshot

    friend bool operator==(const RequestCounters&, const RequestCounters&) = default;
};

enum class BrokerState : std::uint8_t {
    kStarting,  ///< opening logs, not registered
    kFenced,    ///< registered, catching up with the metadata
    kRunning,
    kStopping,  ///< controlled shutdown
    kStopped,   ///< left cleanly
    kDead,      ///< killed or failed
};

/// One broker. Of a dead one the last that was published, with the state changed.
struct BrokerSnapshot {
    BrokerId id = kNoBroker;
    BrokerState state = BrokerState::kStarting;
    std::string stateReason;  ///< why it is dead, in words; may be empty
    Timestamp stateSince = kNoTimestamp;
    std::string rack;  ///< may be empty
    std::string host;  ///< as advertised
    std::uint16_t port = 0;
    std::uint16_t controllerPort = 0;
    std::string folder;  ///< its log.dirs
    BrokerEpoch epoch = kNoBrokerEpoch;
    bool isVoter = false;
    BrokerId activeController = kNoBroker;  ///< as this broker knows it
    LeaderEpoch controllerEpoch = kNoLeaderEpoch;
    Offset metadataEnd{0};                         ///< first offset of __cluster_metadata it has not applied
    std::shared_ptr<const QuorumSnapshot> quorum;  ///< null until its folder is open
    TrafficCounters traffic;
    std::uint64_t logBytes = 0;  ///< all replicas together
    std::uint64_t diskFreeBytes = 0;
    std::uint32_t delayedOperations = 0;
    std::vector<RequestCounters> requests;                         ///< by API, sorted by name
    std::vector<std::shared_ptr<const ReplicaSnapshot>> replicas;  ///< sorted by partition
    std::vector<std::shared_ptr<const ClientSnapshot>> clients;    ///< sorted by connection
    // As a group coordinator.
    std::vector<std::shared_ptr<const GroupSnapshot>> groups;  ///< sorted by id
    std::vector<CoordinatorShardSnapshot> coordinates;         ///< sorted by partition
    /// Settings that are not at their default: name → value and where it was set.
    struct Setting {
        std::string name;
        std::string value;
        std::string source;  ///< "this cluster", "command line", "broker", "default"
    };
    std::vector<Setting> settings;
};

/// One partition, as the committed metadata has it.
struct PartitionSnapshot {
    PartitionIndex index{0};
    BrokerId leader = kNoBroker;           ///< kNoBroker: offline
    BrokerId preferredLeader = kNoBroker;  ///< replicas.front()
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    PartitionEpoch partitionEpoch{0};
    std::vector<BrokerId> replicas;
    std::vector<BrokerId> isr;
    /// Not in sync, but known to have everything that was committed, so that they may lead (KIP-966).
    std::vector<BrokerId> eligible;
    std::vector<BrokerId> lastKnownLeaders;  ///< of a partition that is offline
    bool isRecovering = false;               ///< the leader comes from an unclean election (KIP-704)
};

struct TopicSnapshot {
    std::string name;
    Uuid id;
    bool isInternal = false;
    std::vector<std::shared_ptr<const PartitionSnapshot>> partitions;  ///< by index, without holes
    /// Settings of the topic that differ from the broker's, by name.
    std::map<std::string, std::string> settings;
};

struct RegisteredBroker {
    BrokerId id = kNoBroker;
    BrokerEpoch epoch = kNoBrokerEpoch;
    bool isFenced = false;
    bool isLeaving = false;  ///< in controlled shutdown
    std::string rack;
    std::string host;
    std::uint16_t port = 0;
};

/// The metadata as one broker has applied it; the cluster shows the most advanced one.
struct MetadataSnapshot {
    std::string clusterId;
    Offset end{0};
    LeaderEpoch epoch = kNoLeaderEpoch;
    std::vector<std::shared_ptr<const TopicSnapshot>> topics;      ///< sorted by name
    std::vector<std::shared_ptr<const RegisteredBroker>> brokers;  ///< sorted by id
    /// Settings for all brokers and for single ones ("", "1"): resource → name → value.
    std::map<std::string, std::map<std::string, std::string>> brokerSettings;
};

enum class LinkTrouble : std::uint8_t { kCut, kSlow, kResetting };

/// One direction of a link that somebody made wrong.
struct LinkSnapshot {
    BrokerId from = kNoBroker;  ///< kNoBroker: clients
    BrokerId to = kNoBroker;    ///< kNoBroker: clients
    LinkTrouble trouble = LinkTrouble::kCut;
    std::int64_t delayMillis = 0;       ///< kSlow
    std::uint64_t bytesPerSecond = 0;   ///< kSlow; 0: unlimited
    std::uint64_t resetAfterBytes = 0;  ///< kResetting

    friend bool operator==(const LinkSnapshot&, const LinkSnapshot&) = default;
};

enum class DiskTrouble : std::uint8_t { kSlow, kFull, kFailing };

/// A broker's disk that somebody made wrong.
struct DiskSnapshot {
    BrokerId broker = kNoBroker;
    DiskTrouble trouble = DiskTrouble::kSlow;
    std::int64_t delayMillis = 0;  ///< kSlow: the least a sync takes
    std::uint64_t bytesLeft = 0;   ///< kFull: when it was made so
    std::string what;              ///< kFailing: what fails, in words

    friend bool operator==(const DiskSnapshot&, const DiskSnapshot&) = default;
};

/// What is wrong with a cluster because somebody wanted it so.
struct FaultsSnapshot {
    std::vector<BrokerId> frozen;     ///< sorted; their snapshots are the last before
    std::vector<LinkSnapshot> links;  ///< sorted by from, to; one per direction
    std::vector<DiskSnapshot> disks;  ///< sorted by broker

    bool isFrozen(BrokerId broker) const;
    /// Null: nothing is wrong with it.
    const LinkSnapshot* link(BrokerId from, BrokerId to) const;
    const DiskSnapshot* disk(BrokerId broker) const;
    bool isEmpty() const { return frozen.empty() && links.empty() && disks.empty(); }

    friend bool operator==(const FaultsSnapshot&, const FaultsSnapshot&) = default;
};

struct ClusterSnapshot {
    std::uint64_t number = 0;  ///< grows with each change
    Timestamp time = kNoTimestamp;
    std::string clusterId;
    std::string name;              ///< "classroom", or the profile's
    std::string bootstrapServers;  ///< host:port,…
    std::string folder;            ///< the data folder
    bool folderIsTemporary = false;
    BrokerId activeController = kNoBroker;
    LeaderEpoch controllerEpoch = kNoLeaderEpoch;
    std::string noControllerReason;                              ///< in words, when there is none
    std::vector<std::shared_ptr<const BrokerSnapshot>> brokers;  ///< sorted by id, dead ones too
    std::shared_ptr<const MetadataSnapshot> metadata;            ///< never null
    FaultsSnapshot faults;
    std::uint64_t residentBytes = 0;  ///< of the whole program
    std::uint64_t eventsDropped = 0;  ///< events that nobody collected in time

    const BrokerSnapshot* broker(BrokerId id) const;
    const TopicSnapshot* topic(std::string_view topicName) const;
    /// The replica of a partition on a broker, dead ones too; null if it holds none.
    const ReplicaSnapshot* replica(const TopicPartition& partition, BrokerId broker) const;
    /// Who leads that partition of `__consumer_offsets`, lives and has loaded it; null: nobody.
    const BrokerSnapshot* coordinator(PartitionIndex partition) const;
    /// All groups, each once, sorted by id, as their coordinators have them; those that nobody coordinates at
    /// the moment as they were told of last.
    std::vector<std::shared_ptr<const GroupSnapshot>> groups() const;
    /// One of them; null if nobody knows it.
    const GroupSnapshot* group(std::string_view id) const;
};

bool isAlive(BrokerState state);

}  // namespace broker::observe
