#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "broker/base/ids.h"
#include "broker/base/strong.h"
#include "broker/observe/event.h"
#include "broker/wire/group_record.h"
#include "broker/wire/messages/delete_groups.h"
#include "broker/wire/messages/describe_groups.h"
#include "broker/wire/messages/heartbeat.h"
#include "broker/wire/messages/join_group.h"
#include "broker/wire/messages/leave_group.h"
#include "broker/wire/messages/list_groups.h"
#include "broker/wire/messages/offset_commit.h"
#include "broker/wire/messages/offset_delete.h"
#include "broker/wire/messages/offset_fetch.h"
#include "broker/wire/messages/sync_group.h"
#include "broker/world/time.h"

/// What goes into a group coordinator and what comes out.
namespace broker::groups {

/// The caller's name for a request, by which it finds the reply again: JoinGroup and SyncGroup are answered
/// when others have come, or something expired.
using Ticket = Strong<struct TicketTag, std::uint64_t>;

/// Deadlines follow the monotonic clock, timestamps and retention the wall's.
struct Now {
    world::Moment moment;
    Timestamp wall;
};

/// Who asks. The version is the request's, for what Kafka does differently for old clients.
struct Caller {
    std::string clientId;
    std::string host;  ///< as Kafka tells it: "/127.0.0.1"
    std::int16_t version = 0;
};

/// `std::vector<…Group>` answers DescribeGroups and ListGroups for the groups of one coordinator.
using Response = std::variant<wire::JoinGroupResponse, wire::SyncGroupResponse, wire::HeartbeatResponse,
                              wire::LeaveGroupResponse, wire::OffsetCommitResponse,
                              wire::OffsetFetchResponse::Group, wire::OffsetDeleteResponse,
                              wire::DeleteGroupsResponse, std::vector<wire::DescribeGroupsResponse::Group>,
                              std::vector<wire::ListGroupsResponse::Group>>;

struct Reply {
    Ticket ticket;
    Response response;
    /// It may leave when the partition's high watermark is at least this: all that it saw is committed then.
    Offset waitsFor{0};
};

/// What a command led to.
struct Outcome {
    /// To be appended to the coordinator's partition, in this order. While there are any the coordinator
    /// takes no other command: first each record that the log accepted is replayed with its offset, then
    /// `appended` or `refused` is called, which give the replies that depended on them.
    std::vector<wire::GroupRecord> records;
    /// All of them or none, so one batch. Otherwise any number of them may be appended, also none.
    bool isAtomic = true;
    /// These do not depend on `records`.
    std::vector<Reply> replies;
    /// What happened, for people; numbers are the collector's.
    std::vector<observe::Event> events;
};

}  // namespace broker::groups
