#include <algorithm>

#include "broker/node/coordinator_runtime/gathering.h"
#include "broker/node/handlers/authorized_operations.h"
#include "broker/node/handlers/group_calls.h"

namespace broker::node {
namespace {

using Described = wire::DescribeGroupsResponse::Group;
using Listed = std::vector<wire::ListGroupsResponse::Group>;
using Deleted = wire::DeleteGroupsResponse::Result;

template <class Row>
bool hasError(const std::vector<Row>& rows) {
    return std::ranges::any_of(rows, [](const Row& row) { return row.errorCode != ErrorCode::kNone; });
}

}  // namespace

void handleDescribeGroups(BrokerContext& broker, Exchange<wire::DescribeGroupsRequest> exchange) {
    const wire::DescribeGroupsRequest request = takeRequest(exchange);
    if (request.groups.empty()) return exchange.reply.send(wire::DescribeGroupsResponse{});
    const groups::Caller caller = callerOf(exchange);
    const auto gathered = std::make_shared<Gathering<Described>>(
        request.groups.size(),
        [exchange = std::move(exchange),
         tellsOperations = request.includeAuthorizedOperations](std::vector<Described> rows) mutable {
            for (Described& row : rows)
                if (tellsOperations && row.errorCode == ErrorCode::kNone)
                    row.authorizedOperations = kAllGroupOperations;
            const bool isRefused = hasError(rows);
            wire::DescribeGroupsResponse response;
            response.groups = std::move(rows);
            exchange.reply.send(response, isRefused);
        });
    for (std::size_t i = 0; i < request.groups.size(); ++i) {
        const std::string& group = request.groups[i];
        broker.groups.ask<std::vector<Described>>(
            group,
            [group, caller](groups::GroupCoordinator& coordinator, groups::Ticket ticket,
                            const groups::Now&) { return coordinator.describe(ticket, caller, {group}); },
            [gathered, i, group](Result<std::vector<Described>> answer) {
                if (answer) return gathered->put(i, std::move(answer->at(0)));
                gathered->put(i, {.errorCode = toWire(answer.error().code), .groupId = group});
            });
    }
}

void handleListGroups(BrokerContext& broker, Exchange<wire::ListGroupsRequest> exchange) {
    const wire::ListGroupsRequest request = takeRequest(exchange);
    broker.groups.askAll<Listed>(
        [request](groups::GroupCoordinator& coordinator, groups::Ticket ticket, const groups::Now&) {
            return coordinator.list(ticket, request);
        },
        [exchange = std::move(exchange)](Result<std::vector<Listed>> answer) mutable {
            wire::ListGroupsResponse response;
            if (!answer) {
                response.errorCode = toWire(answer.error().code);
                return exchange.reply.send(response, true);
            }
            for (Listed& part : *answer) std::ranges::move(part, std::back_inserter(response.groups));
            std::ranges::sort(response.groups, {}, &wire::ListGroupsResponse::Group::groupId);
            exchange.reply.send(response);
        });
}

void handleDeleteGroups(BrokerContext& broker, Exchange<wire::DeleteGroupsRequest> exchange) {
    const wire::DeleteGroupsRequest request = takeRequest(exchange);
    if (request.groupsNames.empty()) return exchange.reply.send(wire::DeleteGroupsResponse{});
    const auto gathered = std::make_shared<Gathering<Deleted>>(
        request.groupsNames.size(), [exchange = std::move(exchange)](std::vector<Deleted> rows) mutable {
            const bool isRefused = hasError(rows);
            wire::DeleteGroupsResponse response;
            response.results = std::move(rows);
            exchange.reply.send(response, isRefused);
        });
    for (std::size_t i = 0; i < request.groupsNames.size(); ++i) {
        const std::string& group = request.groupsNames[i];
        broker.groups.ask<wire::DeleteGroupsResponse>(
            group,
            [group](groups::GroupCoordinator& coordinator, groups::Ticket ticket, const groups::Now& now) {
                return coordinator.deleteGroups(ticket, {group}, now);
            },
            [gathered, i, group](Result<wire::DeleteGroupsResponse> answer) {
                if (answer) return gathered->put(i, std::move(answer->results.at(0)));
                gathered->put(i, {.groupId = group, .errorCode = toWire(answer.error().code)});
            });
    }
}

}  // namespace broker::node
