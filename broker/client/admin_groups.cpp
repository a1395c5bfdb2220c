#include <utility>

#include "broker/client/admin.h"
#include "broker/client/admin_command.h"
#include "broker/client/group_requests.h"

namespace broker::client {
namespace {

/// The group is elsewhere, or will be here soon.
ErrorCode movedOr(ErrorCode code) {
    switch (code) {
        case ErrorCode::kNotCoordinator:
        case ErrorCode::kCoordinatorLoadInProgress:
        case ErrorCode::kCoordinatorNotAvailable:
            return code;
        default:
            return ErrorCode::kNone;
    }
}

template <class Topics>
ErrorCode coordinatorMoved(const Topics& topics) {
    for (const auto& topic : topics)
        for (const auto& partition : topic.partitions)
            if (const ErrorCode code = movedOr(partition.errorCode); code != ErrorCode::kNone) return code;
    return ErrorCode::kNone;
}

using Offsets = std::vector<GroupOffset>;

}  // namespace

world::Call Admin::removeGroupMember(const std::string& group, const std::string& memberId,
                                     const std::string& reason,
                                     world::Completion<Result<wire::LeaveGroupResponse>> done) {
    using Leave = AdminCommand<wire::LeaveGroupRequest>;
    return std::make_unique<Leave>(
        m_world, m_brokers,
        Leave::Setup{.request = leaveRequest(group, memberId, reason),
                     .target = Leave::Target::kCoordinator,
                     .group = group,
                     .versions = {},
                     .verdict = [](const auto& response) { return movedOr(response.errorCode); },
                     .done = std::move(done)});
}

world::Call Admin::deleteGroup(const std::string& group,
                               world::Completion<Result<wire::DeleteGroupsResponse>> done) {
    using Delete = AdminCommand<wire::DeleteGroupsRequest>;
    return std::make_unique<Delete>(
        m_world, m_brokers,
        Delete::Setup{.request = {.groupsNames = {group}},
                      .target = Delete::Target::kCoordinator,
                      .group = group,
                      .versions = {},
                      .verdict =
                          [](const auto& response) {
                              return response.results.empty() ? ErrorCode::kNone
                                                              : movedOr(response.results.front().errorCode);
                          },
                      .done = std::move(done)});
}

world::Call Admin::groupOffsets(const std::string& group, const std::vector<TopicPartition>& partitions,
                                world::Completion<Result<Offsets>> done) {
    using Fetch = AdminCommand<wire::OffsetFetchRequest>;
    return std::make_unique<Fetch>(
        m_world, m_brokers,
        Fetch::Setup{.request = fetchRequest(group, partitions),
                     .target = Fetch::Target::kCoordinator,
                     .group = group,
                     .versions = kFetchesByName,
                     .verdict =
                         [](const auto& response) {
                             return movedOr(response.groups.empty() ? response.errorCode
                                                                    : response.groups.front().errorCode);
                         },
                     .done =
                         [done = std::move(done)](Result<wire::OffsetFetchResponse> response) mutable {
                             done(response ? offsetsIn(*response)
                                           : Result<Offsets>(failure(std::move(response).error())));
                         }});
}

world::Call Admin::commitGroupOffsets(const std::string& group, const std::vector<GroupOffset>& offsets,
                                      world::Completion<Result<Offsets>> done) {
    using Commit = AdminCommand<wire::OffsetCommitRequest>;
    return std::make_unique<Commit>(
        m_world, m_brokers,
        Commit::Setup{.request = commitRequest(group, offsets),
                      .target = Commit::Target::kCoordinator,
                      .group = group,
                      .versions = kCommitsByName,
                      .verdict = [](const auto& response) { return coordinatorMoved(response.topics); },
                      .done =
                          [offsets = offsets, done = std::move(done)](
                              const Result<wire::OffsetCommitResponse>& response) mutable {
                              if (!response) return done(failure(response.error()));
                              done(committedOffsets(std::move(offsets), *response));
                          }});
}

}  // namespace broker::client
