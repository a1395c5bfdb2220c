#include "tests/broker/node/group_peer.h"

#include <chrono>
#include <utility>

#include "broker/wire/messages/find_coordinator.h"
#include "broker/wire/messages/heartbeat.h"
#include "broker/wire/messages/leave_group.h"
#include "broker/wire/messages/offset_commit.h"
#include "broker/wire/messages/offset_fetch.h"

using namespace broker;
using namespace std::chrono_literals;

namespace tests {
namespace {

Bytes bytesOf(const std::string& text) { return Bytes(text.begin(), text.end()); }

}  // namespace

int coordinatorOf(SimulatedBrokers& brokers, int askedBroker, const std::string& group) {
    FrameClient client(brokers, askedBroker);
    for (int attempt = 0; attempt < 120; ++attempt) {
        const auto found = client.call(wire::FindCoordinatorRequest{.coordinatorKeys = {group}}, 4);
        if (!found) return 0;
        if (found->coordinators.at(0).errorCode == ErrorCode::kNone)
            return found->coordinators[0].nodeId.value();
        client.pause(500ms);
    }
    return 0;
}

GroupPeer::GroupPeer(SimulatedBrokers& brokers, int broker, std::string name)
    : client(brokers, broker)
    , group(std::move(name)) {}

std::int32_t GroupPeer::sendJoin(std::int16_t version) {
    wire::JoinGroupRequest request;
    request.groupId = group;
    request.sessionTimeoutMs = sessionTimeoutMs;
    request.rebalanceTimeoutMs = rebalanceTimeoutMs.value_or(2 * sessionTimeoutMs);
    request.memberId = memberId;
    if (version >= 5) request.groupInstanceId = instanceId;
    request.protocolType = "consumer";
    request.protocols = {{.name = "range", .metadata = bytesOf("what I want")}};
    return client.send(request, version);
}

std::optional<wire::JoinGroupResponse> GroupPeer::receiveJoin(std::int32_t id, std::int16_t version) {
    auto response = client.receive<wire::JoinGroupRequest>(id, version);
    if (!response) return std::nullopt;
    if (!response->memberId.empty()) memberId = response->memberId;
    generation = response->generationId;
    leader = response->leader;
    return response;
}

bool GroupPeer::join() {
    auto answer = receiveJoin(sendJoin());
    if (answer && answer->errorCode == ErrorCode::kMemberIdRequired) answer = receiveJoin(sendJoin());
    return answer && answer->errorCode == ErrorCode::kNone;
}

std::int32_t GroupPeer::sendSync(const std::vector<wire::SyncGroupRequest::Assignment>& assignments) {
    wire::SyncGroupRequest request;
    request.groupId = group;
    request.generationId = generation;
    request.memberId = memberId;
    request.groupInstanceId = instanceId;
    request.protocolType = "consumer";
    request.protocolName = "range";
    request.assignments = assignments;
    return client.send(request, 5);
}

std::optional<wire::SyncGroupResponse> GroupPeer::receiveSync(std::int32_t id) {
    auto response = client.receive<wire::SyncGroupRequest>(id, 5);
    if (response) assignment.assign(response->assignment.begin(), response->assignment.end());
    return response;
}

ErrorCode GroupPeer::sync(const std::vector<wire::SyncGroupRequest::Assignment>& assignments) {
    const auto answer = receiveSync(sendSync(assignments));
    return answer ? answer->errorCode : ErrorCode::kNetworkException;
}

bool GroupPeer::becomeOnlyMember(const std::string& all) {
    return join() && sync({{.memberId = memberId, .assignment = bytesOf(all)}}) == ErrorCode::kNone;
}

ErrorCode GroupPeer::heartbeat() {
    wire::HeartbeatRequest request;
    request.groupId = group;
    request.generationId = generation;
    request.memberId = memberId;
    request.groupInstanceId = instanceId;
    const auto answer = client.call(request, 4);
    return answer ? answer->errorCode : ErrorCode::kNetworkException;
}

ErrorCode GroupPeer::leave() {
    wire::LeaveGroupRequest request;
    request.groupId = group;
    request.members = {{.memberId = memberId, .groupInstanceId = instanceId}};
    const auto answer = client.call(request, 5);
    if (!answer) return ErrorCode::kNetworkException;
    return answer->members.empty() ? answer->errorCode : answer->members[0].errorCode;
}

ErrorCode GroupPeer::commit(const std::string& topic, std::int64_t offset, const std::string& metadata) {
    wire::OffsetCommitRequest request;
    request.groupId = group;
    request.generationIdOrMemberEpoch = generation;
    request.memberId = generation == kNoGeneration ? "" : memberId;
    request.groupInstanceId = instanceId;
    request.topics = {{.name = topic,
                       .partitions = {{.partitionIndex = PartitionIndex(0),
                                       .committedOffset = Offset(offset),
                                       .committedMetadata = metadata}}}};
    const auto answer = client.call(request, 9);
    return answer ? answer->topics.at(0).partitions.at(0).errorCode : ErrorCode::kNetworkException;
}

std::int64_t GroupPeer::committed(const std::string& topic, ErrorCode* error) {
    wire::OffsetFetchRequest request;
    request.groupId = group;
    request.topics.emplace().push_back({.name = topic, .partitionIndexes = {PartitionIndex(0)}});
    const auto answer = client.call(request, 7);
    const ErrorCode code = answer ? answer->errorCode : ErrorCode::kNetworkException;
    if (error) *error = code;
    if (code != ErrorCode::kNone) return -2;
    return answer->topics.at(0).partitions.at(0).committedOffset.value();
}

}  // namespace tests
