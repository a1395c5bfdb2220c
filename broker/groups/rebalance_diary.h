#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "broker/base/generation_id.h"
#include "broker/groups/group_member.h"
#include "broker/observe/group_snapshot.h"

namespace broker::groups {

/// Notes how a group goes through its rebalances: the phases, how long each member stood still, what moved.
/// One that begins again before it was completed is the same rebalance, with the reason of its first cause.
class RebalanceDiary {
public:
    using Members = std::map<std::string, GroupMember>;

    void began(const std::string& reason, GenerationId before, const Members& members, Timestamp now);
    void askedToJoin(const GroupMember& member, Timestamp now);
    /// The new generation began; who is in `members` was told.
    void joined(GenerationId generation, const std::string& protocol, const Members& members, Timestamp now);
    void askedToSync(const GroupMember& member, Timestamp now);
    void assignmentCame(Timestamp now);
    void handedOut(const GroupMember& member, Timestamp now);
    void completed(const Members& members, Timestamp now);
    /// A static member goes by another id.
    void renamed(const std::string& oldId, const GroupMember& member);

    bool isUnderWay() const { return m_isUnderWay; }
    std::uint64_t count() const { return m_count; }
    const observe::RebalanceSnapshot& last() const { return m_last; }
    /// Null: there was none.
    std::shared_ptr<const observe::RebalanceSnapshot> snapshot() const;

private:
    struct Owner {
        TopicPartition partition;
        std::string identity;
    };
    observe::MemberPhasesSnapshot& phases(const GroupMember& member);
    static std::vector<Owner> owners(const Members& members);
    static std::shared_ptr<const observe::Ownership> ownership(const Members& members);

    bool m_isUnderWay = false;
    std::uint64_t m_count = 0;
    std::vector<Owner> m_before;
    std::vector<Owner> m_owned;  ///< since the last one was completed, also by who has left since then
    observe::RebalanceSnapshot m_last;
    mutable std::shared_ptr<const observe::RebalanceSnapshot> m_leaf;
};

}  // namespace broker::groups
