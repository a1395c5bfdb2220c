#include <map>
#include <utility>

#include "broker/client/admin.h"
#include "broker/client/admin_command.h"
#include "broker/wire/messages/offset_commit.h"
#include "broker/wire/messages/offset_fetch.h"

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

Result<Offsets> offsetsOf(const wire::OffsetFetchResponse& response) {
    // Since version 8 by group, and only one was asked for.
    const bool isByGroup = !response.groups.empty();
    const ErrorCode code = isByGroup ? response.groups.front().errorCode : response.errorCode;
    if (code != ErrorCode::kNone) return failure(code, "reading committed offsets: {}", errorName(code));
    Offsets offsets;
    for (const auto& topic : isByGroup ? response.groups.front().topics : response.topics)
        for (const auto& one : topic.partitions)
            offsets.push_back({.partition = {topic.name, one.partitionIndex},
                               .offset = one.committedOffset,
                               .leaderEpoch = one.committedLeaderEpoch,
                               .metadata = one.metadata.value_or(""),
                               .code = one.errorCode});
    return offsets;
}

}  // namespace

world::Call Admin::removeGroupMember(const std::string& group, const std::string& memberId,
                                     const std::string& reason,
                                     world::Completion<Result<wire::LeaveGroupResponse>> done) {
    using Leave = AdminCommand<wire::LeaveGroupRequest>;
    wire::LeaveGroupRequest request;
    request.groupId = group;
    // Versions before 3 have one member; both are filled in, and the version chooses.
    request.memberId = memberId;
    request.members.push_back({.memberId = memberId, .groupInstanceId = {}, .reason = reason});
    return std::make_unique<Leave>(
        m_world, m_brokers,
        Leave::Setup{.request = std::move(request),
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
    std::optional<std::vector<wire::OffsetFetchRequest::Topic>> topics;
    if (!partitions.empty()) {
        std::map<std::string, std::vector<PartitionIndex>> byTopic;
        for (const TopicPartition& one : partitions) byTopic[one.topic].push_back(one.partition);
        topics.emplace();
        for (auto& [topic, indexes] : byTopic)
            topics->push_back({.name = topic, .topicId = {}, .partitionIndexes = std::move(indexes)});
    }
    wire::OffsetFetchRequest request;
    request.groupId = group;
    request.topics = topics;
    request.groups.push_back({.groupId = group, .memberId = {}, .topics = std::move(topics)});
    return std::make_unique<Fetch>(
        m_world, m_brokers,
        Fetch::Setup{.request = std::move(request),
                     .target = Fetch::Target::kCoordinator,
                     .group = group,
                     // Version 1 cannot ask for everything, versions since 10 have no names.
                     .versions = {2, 9},
                     .verdict =
                         [](const auto& response) {
                             return movedOr(response.groups.empty() ? response.errorCode
                                                                    : response.groups.front().errorCode);
                         },
                     .done =
                         [done = std::move(done)](Result<wire::OffsetFetchResponse> response) mutable {
                             done(response ? offsetsOf(*response)
                                           : Result<Offsets>(failure(std::move(response).error())));
                         }});
}

world::Call Admin::commitGroupOffsets(const std::string& group, const std::vector<GroupOffset>& offsets,
                                      world::Completion<Result<Offsets>> done) {
    using Commit = AdminCommand<wire::OffsetCommitRequest>;
    std::map<std::string, std::vector<wire::OffsetCommitRequest::Partition>> byTopic;
    for (const GroupOffset& one : offsets)
        byTopic[one.partition.topic].push_back({.partitionIndex = one.partition.partition,
                                                .committedOffset = one.offset,
                                                .committedLeaderEpoch = one.leaderEpoch,
                                                .committedMetadata = one.metadata});
    wire::OffsetCommitRequest request;
    request.groupId = group;
    for (auto& [topic, partitions] : byTopic)
        request.topics.push_back({.name = topic, .topicId = {}, .partitions = std::move(partitions)});
    return std::make_unique<Commit>(
        m_world, m_brokers,
        Commit::Setup{.request = std::move(request),
                      .target = Commit::Target::kCoordinator,
                      .group = group,
                      // Versions since 10 have no names.
                      .versions = {2, 9},
                      .verdict = [](const auto& response) { return coordinatorMoved(response.topics); },
                      .done =
                          [offsets = offsets, done = std::move(done)](
                              const Result<wire::OffsetCommitResponse>& response) mutable {
                              if (!response) return done(failure(response.error()));
                              std::map<TopicPartition, ErrorCode> codes;
                              for (const auto& topic : response->topics)
                                  for (const auto& one : topic.partitions)
                                      codes[{topic.name, one.partitionIndex}] = one.errorCode;
                              for (GroupOffset& one : offsets) {
                                  const auto code = codes.find(one.partition);
                                  one.code = code == codes.end() ? ErrorCode::kMalformed : code->second;
                              }
                              done(std::move(offsets));
                          }});
}

}  // namespace broker::client
