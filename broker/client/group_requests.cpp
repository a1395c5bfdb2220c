#include "broker/client/group_requests.h"

#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace broker::client {

Result<CoordinatorPlace> coordinatorIn(const wire::FindCoordinatorResponse& response) {
    wire::FindCoordinatorResponse::Coordinator found{.key = {},
                                                     .nodeId = response.nodeId,
                                                     .host = response.host,
                                                     .port = response.port,
                                                     .errorCode = response.errorCode,
                                                     .errorMessage = response.errorMessage};
    if (!response.coordinators.empty()) found = response.coordinators.front();
    const bool isPort = found.port >= 0 && found.port <= UINT16_MAX;
    const ErrorCode code =
        found.errorCode == ErrorCode::kNone && !isPort ? ErrorCode::kMalformed : found.errorCode;
    if (code != ErrorCode::kNone)
        return failure(code, "finding the group's coordinator: {}",
                       found.errorMessage.value_or(std::string(errorName(code))));
    return CoordinatorPlace{found.nodeId,
                            {.host = found.host, .port = static_cast<std::uint16_t>(found.port)}};
}

wire::OffsetCommitRequest commitRequest(const std::string& group, const std::vector<GroupOffset>& offsets) {
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
    return request;
}

std::vector<GroupOffset> committedOffsets(std::vector<GroupOffset> offsets,
                                          const wire::OffsetCommitResponse& response) {
    std::map<TopicPartition, ErrorCode> codes;
    for (const auto& topic : response.topics)
        for (const auto& one : topic.partitions) codes[{topic.name, one.partitionIndex}] = one.errorCode;
    for (GroupOffset& one : offsets) {
        const auto code = codes.find(one.partition);
        one.code = code == codes.end() ? ErrorCode::kMalformed : code->second;
    }
    return offsets;
}

wire::OffsetFetchRequest fetchRequest(const std::string& group,
                                      const std::vector<TopicPartition>& partitions) {
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
    return request;
}

Result<std::vector<GroupOffset>> offsetsIn(const wire::OffsetFetchResponse& response) {
    const bool isByGroup = !response.groups.empty();
    const ErrorCode code = isByGroup ? response.groups.front().errorCode : response.errorCode;
    if (code != ErrorCode::kNone) return failure(code, "reading committed offsets: {}", errorName(code));
    std::vector<GroupOffset> offsets;
    for (const auto& topic : isByGroup ? response.groups.front().topics : response.topics)
        for (const auto& one : topic.partitions)
            offsets.push_back({.partition = {topic.name, one.partitionIndex},
                               .offset = one.committedOffset,
                               .leaderEpoch = one.committedLeaderEpoch,
                               .metadata = one.metadata.value_or(""),
                               .code = one.errorCode});
    return offsets;
}

wire::LeaveGroupRequest leaveRequest(const std::string& group, const std::string& memberId,
                                     const std::string& reason) {
    wire::LeaveGroupRequest request;
    request.groupId = group;
    request.memberId = memberId;
    request.members.push_back({.memberId = memberId, .groupInstanceId = {}, .reason = reason});
    return request;
}

}  // namespace broker::client
