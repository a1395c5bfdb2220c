#pragma once

#include "broker/metadata/commands.h"
#include "broker/wire/messages/alter_configs.h"
#include "broker/wire/messages/create_partitions.h"
#include "broker/wire/messages/incremental_alter_configs.h"

/// Requests that change settings or let topics grow, as commands of the controller, and its replies as
/// answers.
namespace broker::node {

metadata::CreatePartitions commandOf(const wire::CreatePartitionsRequest& request);
metadata::AlterConfigs commandOf(const wire::AlterConfigsRequest& request);
metadata::AlterConfigs commandOf(const wire::IncrementalAlterConfigsRequest& request);

wire::CreatePartitionsResponse answerOf(const metadata::CreatePartitionsReply& decided, bool& isRefused);
/// Of either request.
template <class Response>
Response answerOf(const metadata::AlterConfigsReply& decided, bool& isRefused) {
    Response response;
    for (const metadata::AlterConfigsReply::Resource& changed : decided.resources) {
        auto& row = response.responses.emplace_back();
        row.resourceType = changed.resource.type;
        row.resourceName = changed.resource.name;
        row.errorCode = changed.outcome.error;
        if (!changed.outcome.ok()) row.errorMessage = changed.outcome.detail;
        isRefused = isRefused || !changed.outcome.ok();
    }
    return response;
}

/// The same answer to all that was asked.
wire::CreatePartitionsResponse refusalOf(const wire::CreatePartitionsRequest& request,
                                         const metadata::Outcome& outcome);
template <class Request>
typename Request::Response refusalOf(const Request& request, const metadata::Outcome& outcome) {
    typename Request::Response response;
    for (const auto& resource : request.resources) {
        auto& row = response.responses.emplace_back();
        row.resourceType = resource.resourceType;
        row.resourceName = resource.resourceName;
        row.errorCode = outcome.error;
        if (!outcome.detail.empty()) row.errorMessage = outcome.detail;
    }
    return response;
}

}  // namespace broker::node
