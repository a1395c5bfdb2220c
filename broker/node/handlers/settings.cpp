#include "broker/node/handlers/settings.h"

#include <algorithm>
#include <chrono>

#include "broker/node/handlers/handlers.h"

namespace broker::node {
namespace {

using metadata::AlterConfigs;
using metadata::ConfigResource;

metadata::Outcome outcomeOf(const Error& error) { return {toWire(error.code), error.detail}; }

template <class Response>
bool hasErrors(const Response& response) {
    return std::ranges::any_of(response.responses,
                               [](const auto& row) { return row.errorCode != ErrorCode::kNone; });
}

/// The settings as the request wants them are those that this broker has applied, as far as they were
/// accepted: a client that was told of a change finds it here.
template <class Response>
bool areApplied(const metadata::MetadataImage& image, const AlterConfigs& command, const Response& response) {
    for (const auto& row : response.responses) {
        if (row.errorCode != ErrorCode::kNone) continue;
        const ConfigResource resource{row.resourceType, row.resourceName};
        const metadata::ConfigValues& values = image.config(resource);
        const auto asked = std::ranges::find(command.resources, resource, &AlterConfigs::Resource::resource);
        if (asked == command.resources.end()) continue;
        for (const AlterConfigs::Change& change : asked->changes) {
            const auto set = values.find(change.name);
            if (change.act == AlterConfigs::Act::kDelete && set != values.end()) return false;
            if (change.act == AlterConfigs::Act::kSet && (set == values.end() || set->second != change.value))
                return false;
        }
    }
    return true;
}

/// How long the answer may wait for this broker to have applied what was decided elsewhere; another change
/// may have come in between, so that it never looks as asked.
constexpr world::Duration kPatience = std::chrono::seconds(1);

template <class Request>
void alter(BrokerContext& broker, Exchange<Request> exchange) {
    using Response = typename Request::Response;
    const auto longest = std::chrono::milliseconds(broker.options.settings.integer("request.timeout.ms"));
    const Request request = exchange.request;
    const std::int16_t version = exchange.version();
    broker.controller.forward<Request>(
        request, version, exchange.peer.clientId, longest,
        [&broker, exchange = std::move(exchange)](Result<Response> altered) mutable {
            Response response =
                altered ? std::move(*altered) : refusalOf(exchange.request, outcomeOf(altered.error()));
            const bool isRefused = hasErrors(response);
            auto isDone = [&broker, command = commandOf(exchange.request), response] {
                return command.validateOnly || areApplied(*broker.image, command, response);
            };
            if (isDone()) return exchange.reply.send(response, isRefused);
            broker.delayed.add(
                {kImageKey}, kPatience,
                [isDone, response, isRefused, exchange = std::move(exchange)](bool expired) mutable {
                    if (!isDone() && !expired) return false;
                    exchange.reply.send(response, isRefused);
                    return true;
                });
        });
}

}  // namespace

metadata::CreatePartitions commandOf(const wire::CreatePartitionsRequest& request) {
    metadata::CreatePartitions command{.validateOnly = request.validateOnly};
    for (const auto& topic : request.topics) {
        auto& asked = command.topics.emplace_back();
        asked.name = topic.name;
        asked.count = topic.count;
        if (!topic.assignments) continue;
        asked.assignments.emplace();
        for (const auto& assignment : *topic.assignments) asked.assignments->push_back(assignment.brokerIds);
    }
    return command;
}

AlterConfigs commandOf(const wire::AlterConfigsRequest& request) {
    AlterConfigs command{.replacesAll = true, .validateOnly = request.validateOnly};
    for (const auto& resource : request.resources) {
        auto& asked = command.resources.emplace_back();
        asked.resource = {resource.resourceType, resource.resourceName};
        for (const auto& config : resource.configs)
            asked.changes.push_back({config.name, AlterConfigs::Act::kSet, config.value});
    }
    return command;
}

AlterConfigs commandOf(const wire::IncrementalAlterConfigsRequest& request) {
    AlterConfigs command{.validateOnly = request.validateOnly};
    for (const auto& resource : request.resources) {
        auto& asked = command.resources.emplace_back();
        asked.resource = {resource.resourceType, resource.resourceName};
        for (const auto& config : resource.configs)
            asked.changes.push_back(
                {config.name, static_cast<AlterConfigs::Act>(config.configOperation), config.value});
    }
    return command;
}

wire::CreatePartitionsResponse answerOf(const metadata::CreatePartitionsReply& decided, bool& isRefused) {
    wire::CreatePartitionsResponse response;
    for (const metadata::CreatePartitionsReply::Topic& topic : decided.topics) {
        auto& row = response.results.emplace_back();
        row.name = topic.name;
        row.errorCode = topic.outcome.error;
        if (!topic.outcome.ok()) row.errorMessage = topic.outcome.detail;
        isRefused = isRefused || !topic.outcome.ok();
    }
    return response;
}

wire::CreatePartitionsResponse refusalOf(const wire::CreatePartitionsRequest& request,
                                         const metadata::Outcome& outcome) {
    wire::CreatePartitionsResponse response;
    for (const auto& topic : request.topics) {
        auto& row = response.results.emplace_back();
        row.name = topic.name;
        row.errorCode = outcome.error;
        if (!outcome.detail.empty()) row.errorMessage = outcome.detail;
    }
    return response;
}

void handleAlterConfigs(BrokerContext& broker, Exchange<wire::AlterConfigsRequest> exchange) {
    alter(broker, std::move(exchange));
}

void handleIncrementalAlterConfigs(BrokerContext& broker,
                                   Exchange<wire::IncrementalAlterConfigsRequest> exchange) {
    alter(broker, std::move(exchange));
}

void handleCreatePartitions(BrokerContext& broker, Exchange<wire::CreatePartitionsRequest> exchange) {
    const std::int64_t most = broker.options.settings.integer("request.timeout.ms");
    const world::Duration longest =
        std::chrono::milliseconds(std::clamp<std::int64_t>(exchange.request.timeoutMs, 0, most));
    const wire::CreatePartitionsRequest request = exchange.request;
    const std::int16_t version = exchange.version();
    broker.controller.forward<wire::CreatePartitionsRequest>(
        request, version, exchange.peer.clientId, longest,
        [&broker, longest,
         exchange = std::move(exchange)](Result<wire::CreatePartitionsResponse> grown) mutable {
            wire::CreatePartitionsResponse response =
                grown ? std::move(*grown) : refusalOf(exchange.request, outcomeOf(grown.error()));
            const bool isRefused = std::ranges::any_of(
                response.results, [](const auto& row) { return row.errorCode != ErrorCode::kNone; });
            auto areThere = [&broker, request = exchange.request, response] {
                return request.validateOnly || std::ranges::all_of(request.topics, [&](const auto& asked) {
                           const auto row = std::ranges::find(response.results, asked.name,
                                                              &wire::CreatePartitionsResponse::Result::name);
                           if (row == response.results.end() || row->errorCode != ErrorCode::kNone)
                               return true;
                           const metadata::TopicImage* topic = broker.image->topic(asked.name);
                           return topic && topic->partitions.size() >= static_cast<std::size_t>(asked.count);
                       });
            };
            if (areThere()) return exchange.reply.send(response, isRefused);
            broker.delayed.add(
                {kImageKey}, longest,
                [areThere, response, isRefused, exchange = std::move(exchange)](bool expired) mutable {
                    if (!areThere() && !expired) return false;
                    exchange.reply.send(response, isRefused);
                    return true;
                });
        });
}

}  // namespace broker::node
