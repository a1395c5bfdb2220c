#pragma once

#include <string>
#include <vector>

#include "broker/base/result.h"
#include "broker/client/group_offsets.h"
#include "broker/wire/messages/find_coordinator.h"
#include "broker/wire/messages/leave_group.h"
#include "broker/wire/messages/offset_commit.h"
#include "broker/wire/messages/offset_fetch.h"
#include "broker/world/network.h"

/// Requests about groups, made and read so that any version may travel: what a message has in two places for
/// that is filled in at both. For the sources of this folder.
namespace broker::client {

struct CoordinatorPlace {
    BrokerId broker;
    world::Address address;
};
/// Of the one group that was asked for.
Result<CoordinatorPlace> coordinatorIn(const wire::FindCoordinatorResponse& response);

/// Versions since 10 have ids instead of names.
inline constexpr wire::VersionRange kCommitsByName{2, 9};
/// As nobody's member.
wire::OffsetCommitRequest commitRequest(const std::string& group, const std::vector<GroupOffset>& offsets);
/// The offsets with what the answer says of each.
std::vector<GroupOffset> committedOffsets(std::vector<GroupOffset> offsets,
                                          const wire::OffsetCommitResponse& response);

/// Version 1 cannot ask for everything, versions since 10 have ids instead of names.
inline constexpr wire::VersionRange kFetchesByName{2, 9};
/// No partitions: everything.
wire::OffsetFetchRequest fetchRequest(const std::string& group,
                                      const std::vector<TopicPartition>& partitions);
Result<std::vector<GroupOffset>> offsetsIn(const wire::OffsetFetchResponse& response);

wire::LeaveGroupRequest leaveRequest(const std::string& group, const std::string& memberId,
                                     const std::string& reason);

}  // namespace broker::client
