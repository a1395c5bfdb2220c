#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "broker/groups/commands.h"
#include "broker/observe/group_snapshot.h"

namespace broker::groups {

using Protocols = std::vector<wire::JoinGroupRequest::Protocol>;

/// Protocols as a member offers them, its favourite first; of a name that comes twice the first.
Protocols withUniqueNames(const Protocols& offered);

/// A member of a classic group.
struct GroupMember {
    std::string id;
    std::optional<std::string> instanceId;  ///< of a static one (KIP-345)
    std::string clientId;
    std::string host;
    std::int32_t rebalanceTimeoutMs = 0;
    std::int32_t sessionTimeoutMs = 0;

    std::optional<Ticket> awaitsJoin;
    std::optional<Ticket> awaitsSync;
    /// Its first JoinGroup has not been answered.
    bool isNew = false;
    /// When it is expelled unless it is heard of. None: nothing runs, for it waits itself.
    std::optional<world::Moment> deadline;
    Timestamp joined = kNoTimestamp;
    Timestamp lastHeard = kNoTimestamp;

    const Protocols& protocols() const { return m_protocols; }
    void offer(Protocols protocols, std::string_view protocolType);
    const Bytes& assignment() const { return m_assignment; }
    void assign(Bytes assignment, std::string_view protocolType);
    /// What it gets to read, where a consumer can tell. Never null; ascending.
    const std::shared_ptr<const observe::PartitionList>& partitions() const { return m_partitions; }
    /// Topics of its favourite protocol, where those are a consumer's.
    const std::vector<std::string>& topics() const { return m_topics; }

    bool isStatic() const { return instanceId.has_value(); }
    bool isWaiting() const { return awaitsJoin || awaitsSync; }
    /// Empty if it does not offer the protocol.
    ByteView metadata(std::string_view protocol) const;
    /// The same protocols with the same metadata in the same order.
    bool matches(const Protocols& protocols) const;
    /// The first of its protocols that is one of the candidates; there is one.
    const std::string& vote(const std::set<std::string>& candidates) const;
    /// Who it is for people: the client id, else the member id.
    const std::string& name() const { return clientId.empty() ? id : clientId; }
    /// Who it is across restarts: the instance id of a static member.
    const std::string& identity() const { return instanceId ? *instanceId : id; }

private:
    Protocols m_protocols;
    std::vector<std::string> m_topics;
    Bytes m_assignment;
    std::shared_ptr<const observe::PartitionList> m_partitions =
        std::make_shared<const observe::PartitionList>();
};

}  // namespace broker::groups
