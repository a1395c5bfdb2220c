#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "broker/base/ids.h"

/// What one broker knows of the metadata quorum (KIP-595; pre-vote KIP-996; snapshots KIP-630), as plain
/// values.
namespace broker::observe {

enum class QuorumRole : std::uint8_t {
    kUnattached,   ///< knows an epoch but no leader in it
    kProspective,  ///< asks whether it would win an election; its epoch stays
    kCandidate,    ///< stands for election in its epoch
    kLeader,       ///< the active controller
    kFollower,     ///< a voter that fetches from the leader
    kObserver,     ///< no voter: fetches, or looks for whom to fetch from
    kResigned,     ///< says goodbye
};

/// "leader", as Kafka calls it.
std::string_view roleName(QuorumRole role);

/// A replica of the metadata log as the leader sees it.
struct QuorumReplica {
    BrokerId broker = kNoBroker;
    bool isVoter = false;
    Offset logEnd{-1};                      ///< -1: it has not fetched in this epoch
    Timestamp lastFetch = kNoTimestamp;     ///< kNoTimestamp: never in this epoch
    Timestamp lastCaughtUp = kNoTimestamp;  ///< when it last fetched from the end of that time

    friend bool operator==(const QuorumReplica&, const QuorumReplica&) = default;
};

/// One record of `__cluster_metadata`, in words.
struct MetadataLine {
    Offset offset{0};
    LeaderEpoch epoch = kNoLeaderEpoch;
    Timestamp time = kNoTimestamp;  ///< when the controller wrote it
    std::string type;               ///< "PartitionChangeRecord"
    std::string subject;            ///< what it is about: "orders-1", "broker 2"; may be empty
    std::vector<std::string> says;  ///< "leader 2", "ISR 2, 3"

    friend bool operator==(const MetadataLine&, const MetadataLine&) = default;
};
/// "PartitionChangeRecord orders-1: leader 2, ISR 2, 3".
std::string tell(const MetadataLine& line);

/// The newest records of one broker's metadata log, by offset; whether they are committed its high watermark
/// says.
using MetadataTail = std::vector<std::shared_ptr<const MetadataLine>>;
inline constexpr std::size_t kMetadataTailSize = 200;

struct QuorumSnapshot {
    QuorumRole role = QuorumRole::kUnattached;
    Timestamp since = kNoTimestamp;  ///< when role, epoch or leader last changed
    LeaderEpoch epoch = kNoLeaderEpoch;
    BrokerId leader = kNoBroker;        ///< of this epoch, as far as it knows
    BrokerId voted = kNoBroker;         ///< whom it voted for in this epoch
    BrokerId silentLeader = kNoBroker;  ///< prospective: whom it followed in this epoch and no longer hears
    std::vector<BrokerId> voters;       ///< ascending
    Offset logStart{0};
    Offset logEnd{0};
    Offset syncedEnd{0};       ///< all before it survives a power cut
    Offset highWatermark{-1};  ///< -1: not known yet
    Offset epochStart{-1};     ///< leader: the first offset of its epoch
    Offset snapshotEnd{-1};    ///< the newest snapshot holds everything before it; -1: there is none
    LeaderEpoch snapshotEpoch = kNoLeaderEpoch;
    /// Standing: who would vote or has voted for it, itself among them, and who refused. Leader: who elected
    /// it.
    std::vector<BrokerId> granted;
    std::vector<BrokerId> refused;
    std::vector<QuorumReplica> replicas;  ///< leader: everybody else, ascending by broker
    std::shared_ptr<const MetadataTail> tail = std::make_shared<const MetadataTail>();  ///< never null

    friend bool operator==(const QuorumSnapshot&, const QuorumSnapshot&) = default;
};

}  // namespace broker::observe
