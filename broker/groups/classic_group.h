#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "broker/base/generation_id.h"
#include "broker/groups/committed_offsets.h"
#include "broker/groups/group_member.h"
#include "broker/groups/group_state.h"
#include "broker/groups/rebalance_diary.h"

namespace broker::groups {

/// A group of the classic protocol: who is in it, in which state it is, what it has committed. It holds
/// together what belongs together; what a request or a deadline does to it `Membership` knows.
///
/// Members stand in the order of their ids: wherever Kafka takes the next best member (a new leader), this is
/// the first of them.
///
/// Invariants: a member without a group instance id has an id that no other has; leader is a member, or there
/// are no members; who awaits a join is counted; all members offer at least one protocol in common.
class ClassicGroup {
public:
    using Members = std::map<std::string, GroupMember>;

    ClassicGroup(std::string id, Timestamp since);

    const std::string& id() const { return m_id; }
    GroupState state() const { return m_state; }
    GroupState previousState() const { return m_previousState; }
    bool is(GroupState state) const { return m_state == state; }
    /// When it entered its state; kNoTimestamp: an early broker did not write it down.
    Timestamp since() const { return m_since; }
    GenerationId generation() const { return m_generation; }
    /// "consumer"; none: only offsets were committed.
    const std::optional<std::string>& protocolType() const { return m_protocolType; }
    /// Of this generation.
    const std::optional<std::string>& protocol() const { return m_protocol; }
    const std::optional<std::string>& leader() const { return m_leader; }
    bool isLeader(std::string_view memberId) const { return m_leader && *m_leader == memberId; }
    bool isConsumerGroup() const;

    // Members.

    const Members& members() const { return m_members; }
    /// Null: there is none.
    GroupMember* member(const std::string& id);
    const GroupMember* member(const std::string& id) const;
    /// The member with this group instance id; null: there is none.
    const std::string* staticMember(const std::string& instanceId) const;
    /// Whether this member may speak: UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID.
    ErrorCode validate(const std::string& memberId, const std::optional<std::string>& instanceId) const;

    /// The group supports its protocols, and nobody has its id. The first member decides the protocol type.
    GroupMember& add(GroupMember member, std::string_view protocolType);
    /// Nobody waits for an answer to it. A leader that goes is followed by the next member.
    void remove(const std::string& id);
    /// The same member under a new id, without what it waited for.
    GroupMember& rename(const std::string& oldId, const std::string& newId);
    void offer(GroupMember& member, Protocols protocols);
    void assign(GroupMember& member, Bytes assignment);
    void park(GroupMember& member, Ticket join);
    std::optional<Ticket> takeJoin(GroupMember& member);

    std::size_t awaitingJoin() const { return m_awaitingJoin; }
    bool haveAllJoined() const { return m_members.size() == m_awaitingJoin && pendingJoin.empty(); }
    /// The longest of all members.
    world::Duration rebalanceTimeout() const;
    /// Whether a member that offers these could join.
    bool supports(std::string_view protocolType, const Protocols& protocols) const;
    /// What the members choose; there are members. `changed` is counted as offering `offers`.
    std::string selectProtocol(const GroupMember* changed = nullptr, const Protocols* offers = nullptr) const;
    /// If the leader did not join, someone who did becomes leader. False: nobody did.
    bool electJoinedLeader();

    // States.

    void transitionTo(GroupState state, Timestamp now);
    /// All who will have joined: the next generation, Empty or CompletingRebalance.
    void beginNextGeneration(Timestamp now);

    // What survives.

    /// As the log has it; null: nothing is stored.
    std::shared_ptr<const wire::GroupMetadataValue> stored;
    CommittedOffsets offsets;
    /// The volatile part as it follows from what is stored: Stable with members, or Empty.
    void load(Timestamp now);
    /// The group as it would be stored now, with these assignments.
    wire::GroupMetadataValue metadata(const std::map<std::string, Bytes>& assignments) const;
    std::map<std::string, Bytes> assignments() const;

    /// Whether some member reads it as far as the coordinator can tell; of a group of consumers whose
    /// subscriptions it cannot read it says yes.
    bool isSubscribedTo(const std::string& topic) const;
    /// Since when an offset has been of no use, if the group's offsets can expire at all now.
    std::optional<Timestamp> unusedSince(const wire::OffsetCommitValue& offset) const;

    // What runs; `Membership` keeps it.

    struct JoinTimer {
        world::Moment due;
        bool isInitial = false;
        // Of an initial one: how long this round is, and how much longer newcomers may put it off.
        world::Duration delay{0};
        world::Duration remaining{0};
    };
    struct SyncTimer {
        world::Moment due;
    };
    std::map<std::string, world::Moment> pendingJoin;  ///< ids given out (KIP-394), and until when
    std::set<std::string> pendingSync;                 ///< told of the generation, SyncGroup not seen
    bool hasNewcomers = false;                         ///< since the initial delay last began
    std::optional<JoinTimer> joinTimer;
    std::optional<SyncTimer> syncTimer;
    /// When it is looked at next; it never is later than its first deadline.
    std::optional<world::Moment> wake;

    // For people.

    RebalanceDiary diary;
    std::uint64_t commits = 0;
    /// Something that a snapshot shows has changed.
    void touch() { m_leaf.reset(); }
    void touch(const GroupMember& member);
    std::shared_ptr<const observe::GroupSnapshot> snapshot(BrokerId coordinator, PartitionIndex partition,
                                                           Now now) const;

private:
    std::shared_ptr<const observe::GroupMemberSnapshot> memberSnapshot(const GroupMember& member,
                                                                       Now now) const;
    void count(const Protocols& protocols, std::int32_t by);
    void chooseLeaderAfter(const std::string& gone);
    std::optional<std::set<std::string>> subscribedTopics() const;

    std::string m_id;
    GroupState m_state = GroupState::kEmpty;
    GroupState m_previousState = GroupState::kDead;
    Timestamp m_since;
    GenerationId m_generation{0};
    std::optional<std::string> m_protocolType;
    std::optional<std::string> m_protocol;
    std::optional<std::string> m_leader;
    Members m_members;
    std::map<std::string, std::string> m_staticMembers;  ///< instance id to member id
    std::map<std::string, std::int32_t> m_offered;       ///< how many members offer a protocol
    std::size_t m_awaitingJoin = 0;
    std::optional<std::set<std::string>> m_subscribedTopics;
    mutable std::shared_ptr<const observe::GroupSnapshot> m_leaf;
    mutable std::map<std::string, std::shared_ptr<const observe::GroupMemberSnapshot>> m_memberLeaves;
};

}  // namespace broker::groups
