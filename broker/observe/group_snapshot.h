#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "broker/base/generation_id.h"
#include "broker/base/ids.h"

/// What a group coordinator knows of its groups, as plain values. Only the coordinator of a group tells of
/// it: the leader of its partition of `__consumer_offsets`.
namespace broker::observe {

/// States of a group of the classic protocol.
enum class GroupState : std::uint8_t {
    kEmpty,                ///< no members, perhaps offsets
    kPreparingRebalance,   ///< waits for all members to join
    kCompletingRebalance,  ///< all joined; waits for the assignment that the leading member makes
    kStable,
    kDead,  ///< deleted or moved away
};

/// "PreparingRebalance", as DescribeGroups calls it.
std::string_view groupStateName(GroupState state);

/// What a member stands still for, with a request that the coordinator has not answered yet.
enum class MemberWait : std::uint8_t {
    kNothing,
    kJoin,  ///< for the others to join
    kSync,  ///< for the assignment
};

using PartitionList = std::vector<TopicPartition>;  ///< ascending

struct GroupMemberSnapshot {
    std::string id;          ///< as the coordinator named it
    std::string instanceId;  ///< group.instance.id of a static member (KIP-345); empty: a dynamic one
    std::string clientId;
    std::string host;
    bool isLeader = false;               ///< it makes the assignment
    std::vector<std::string> protocols;  ///< assignors it offers, its favourite first
    std::vector<std::string> topics;     ///< of its subscription; empty if that is not a consumer's
    /// Never null. Empty as well where the assignment is not a consumer's.
    std::shared_ptr<const PartitionList> assignment = std::make_shared<const PartitionList>();
    std::uint64_t subscriptionBytes = 0;
    std::uint64_t assignmentBytes = 0;
    MemberWait waitsFor = MemberWait::kNothing;
    Timestamp joined = kNoTimestamp;     ///< when this coordinator first saw it
    Timestamp lastHeard = kNoTimestamp;  ///< its last request; kNoTimestamp: none since the group was loaded
    /// It is expelled then unless it is heard of; kNoTimestamp: no deadline runs, as while it waits.
    Timestamp deadline = kNoTimestamp;
    std::int64_t sessionTimeoutMs = 0;
    std::int64_t rebalanceTimeoutMs = 0;

    friend bool operator==(const GroupMemberSnapshot&, const GroupMemberSnapshot&) = default;
};

/// What a group has read of one partition, as it last committed it.
struct CommittedOffsetSnapshot {
    PartitionIndex partition{0};
    Offset offset{0};  ///< the next one to read
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    std::string metadata;
    Timestamp time = kNoTimestamp;

    friend bool operator==(const CommittedOffsetSnapshot&, const CommittedOffsetSnapshot&) = default;
};

struct CommittedTopicSnapshot {
    std::string topic;
    std::vector<CommittedOffsetSnapshot> partitions;  ///< ascending
};

/// Who owned a partition.
struct OwnedPartitionSnapshot {
    TopicPartition partition;
    std::string member;
    std::string clientId;

    friend bool operator==(const OwnedPartitionSnapshot&, const OwnedPartitionSnapshot&) = default;
};
using Ownership = std::vector<OwnedPartitionSnapshot>;  ///< ascending by partition

/// How a member went through a rebalance. kNoTimestamp: it has not come so far, or never did.
struct MemberPhasesSnapshot {
    std::string member;
    std::string clientId;
    Timestamp askedToJoin = kNoTimestamp;  ///< its JoinGroup came: from here on it stands still
    Timestamp joined = kNoTimestamp;       ///< it was told the new generation
    Timestamp askedToSync = kNoTimestamp;  ///< its SyncGroup came
    Timestamp assigned = kNoTimestamp;     ///< it was given its assignment and goes on

    friend bool operator==(const MemberPhasesSnapshot&, const MemberPhasesSnapshot&) = default;
};

/// A rebalance, over or under way. The phases: members are waited for from `began` to `joined`, the
/// assignment is made until `assigned`, written and handed out until `completed`.
struct RebalanceSnapshot {
    std::string reason;  ///< of the first cause, in words
    GenerationId generationBefore = kNoGeneration;
    GenerationId generation = kNoGeneration;  ///< to which it led; kNoGeneration: not yet
    std::string protocol;                     ///< the assignor that was chosen; empty: not yet
    Timestamp began = kNoTimestamp;
    Timestamp joined = kNoTimestamp;            ///< the new generation began
    Timestamp assigned = kNoTimestamp;          ///< the leading member's assignment came
    Timestamp completed = kNoTimestamp;         ///< the group is stable, or nobody is left
    std::vector<MemberPhasesSnapshot> members;  ///< by member id
    // Who owned what; never null. `after` is empty until the rebalance is completed.
    std::shared_ptr<const Ownership> before = std::make_shared<const Ownership>();
    std::shared_ptr<const Ownership> after = std::make_shared<const Ownership>();
    /// Partitions that have another owner than before, or none any more. A static member that came back under
    /// another id is the same owner.
    std::uint32_t moved = 0;

    bool isUnderWay() const { return completed == kNoTimestamp; }
};

/// A group as its coordinator has it. Equal pointers below it mean equal content.
struct GroupSnapshot {
    std::string id;
    BrokerId coordinator = kNoBroker;
    PartitionIndex partition{0};  ///< of `__consumer_offsets`
    GroupState state = GroupState::kEmpty;
    Timestamp stateSince = kNoTimestamp;  ///< of a group that was loaded: as its log says
    std::string protocolType;             ///< "consumer", "connect"; empty: only offsets were committed
    std::string protocol;                 ///< the assignor that was chosen; empty: none
    GenerationId generation = kNoGeneration;
    std::string leader;  ///< the member that makes the assignment; empty: none
    std::vector<std::shared_ptr<const GroupMemberSnapshot>> members;     ///< by id
    std::vector<std::shared_ptr<const CommittedTopicSnapshot>> offsets;  ///< by topic
    /// The last one, or the one under way; null: none since this coordinator has the group.
    std::shared_ptr<const RebalanceSnapshot> rebalance;
    // Since this coordinator has the group.
    std::uint64_t rebalances = 0;
    std::uint64_t commits = 0;  ///< requests that were accepted

    const GroupMemberSnapshot* member(std::string_view memberId) const;
    /// Null: nothing was committed for it.
    const CommittedOffsetSnapshot* committed(const TopicPartition& where) const;
};

/// A partition of `__consumer_offsets` that a broker leads.
struct CoordinatorShardSnapshot {
    PartitionIndex partition{0};
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    bool isLoading = false;  ///< it reads its log; its groups are told to wait
    Offset loadedTo{0};      ///< the first offset not replayed
    Offset loadsUpTo{0};     ///< the log's end when it began
    Timestamp since = kNoTimestamp;
    std::uint32_t groups = 0;

    friend bool operator==(const CoordinatorShardSnapshot&, const CoordinatorShardSnapshot&) = default;
};

}  // namespace broker::observe
