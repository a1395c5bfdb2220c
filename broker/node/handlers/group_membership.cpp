#include "broker/node/handlers/group_calls.h"

namespace broker::node {
namespace {

void refuse(Exchange<wire::JoinGroupRequest>& exchange, const std::string& memberId, const Error& error) {
    wire::JoinGroupResponse response;
    response.errorCode = toWire(error.code);
    response.memberId = memberId;
    if (exchange.version() < 7) response.protocolName = "";
    exchange.reply.send(response, true);
}

void refuse(Exchange<wire::SyncGroupRequest>& exchange, const Error& error) {
    exchange.reply.send({.errorCode = toWire(error.code)}, true);
}

}  // namespace

void handleJoinGroup(BrokerContext& broker, Exchange<wire::JoinGroupRequest> exchange) {
    wire::JoinGroupRequest request = takeRequest(exchange);
    const std::string group = request.groupId;
    const groups::Caller caller = callerOf(exchange);
    std::string memberId = request.memberId;
    if (group.empty()) return refuse(exchange, memberId, noGroupId());
    broker.groups.ask<wire::JoinGroupResponse>(
        group,
        [request = std::move(request), caller](groups::GroupCoordinator& coordinator, groups::Ticket ticket,
                                               const groups::Now& now) mutable {
            return coordinator.join(ticket, caller, std::move(request), now);
        },
        [exchange = std::move(exchange),
         memberId = std::move(memberId)](Result<wire::JoinGroupResponse> answer) mutable {
            if (!answer) return refuse(exchange, memberId, answer.error());
            exchange.reply.send(*answer, answer->errorCode != ErrorCode::kNone);
        });
}

void handleSyncGroup(BrokerContext& broker, Exchange<wire::SyncGroupRequest> exchange) {
    wire::SyncGroupRequest request = takeRequest(exchange);
    const std::string group = request.groupId;
    if (group.empty()) return refuse(exchange, noGroupId());
    if (exchange.version() >= 5 && (!request.protocolType || !request.protocolName))
        return refuse(exchange, {ErrorCode::kInconsistentGroupProtocol, "a protocol must be named"});
    broker.groups.ask<wire::SyncGroupResponse>(
        group,
        [request = std::move(request)](groups::GroupCoordinator& coordinator, groups::Ticket ticket,
                                       const groups::Now& now) {
            return coordinator.sync(ticket, request, now);
        },
        [exchange = std::move(exchange)](Result<wire::SyncGroupResponse> answer) mutable {
            if (!answer) return refuse(exchange, answer.error());
            exchange.reply.send(*answer, answer->errorCode != ErrorCode::kNone);
        });
}

void handleHeartbeat(BrokerContext& broker, Exchange<wire::HeartbeatRequest> exchange) {
    const wire::HeartbeatRequest request = takeRequest(exchange);
    if (request.groupId.empty()) return exchange.reply.send({.errorCode = ErrorCode::kInvalidGroupId}, true);
    broker.groups.ask<wire::HeartbeatResponse>(
        request.groupId,
        [request](groups::GroupCoordinator& coordinator, groups::Ticket ticket, const groups::Now& now) {
            return coordinator.heartbeat(ticket, request, now);
        },
        [exchange = std::move(exchange)](Result<wire::HeartbeatResponse> answer) mutable {
            if (answer) return exchange.reply.send(*answer, answer->errorCode != ErrorCode::kNone);
            // While its group is being loaded a member is given the benefit of the doubt, as in Kafka: its
            // session begins when that is done.
            const ErrorCode code = toWire(answer.error().code);
            const bool isLoading = code == ErrorCode::kCoordinatorLoadInProgress;
            exchange.reply.send({.errorCode = isLoading ? ErrorCode::kNone : code}, !isLoading);
        });
}

void handleLeaveGroup(BrokerContext& broker, Exchange<wire::LeaveGroupRequest> exchange) {
    wire::LeaveGroupRequest request = takeRequest(exchange);
    const std::string group = request.groupId;
    const groups::Caller caller = callerOf(exchange);
    if (request.groupId.empty()) return exchange.reply.send({.errorCode = ErrorCode::kInvalidGroupId}, true);
    broker.groups.ask<wire::LeaveGroupResponse>(
        group,
        [request = std::move(request), caller](groups::GroupCoordinator& coordinator, groups::Ticket ticket,
                                               const groups::Now& now) mutable {
            return coordinator.leave(ticket, caller, std::move(request), now);
        },
        [exchange = std::move(exchange)](Result<wire::LeaveGroupResponse> answer) mutable {
            if (!answer) return exchange.reply.send({.errorCode = toWire(answer.error().code)}, true);
            exchange.reply.send(*answer, answer->errorCode != ErrorCode::kNone);
        });
}

}  // namespace broker::node
