#include <algorithm>

#include "broker/node/handlers/handlers.h"

namespace broker::node {
namespace {

using Request = wire::DescribeConfigsRequest;
using Response = wire::DescribeConfigsResponse;

constexpr auto kTopicResource = static_cast<std::int8_t>(metadata::ResourceType::kTopic);
constexpr auto kBrokerResource = static_cast<std::int8_t>(metadata::ResourceType::kBroker);

Response::Config describe(const config::Resolved& resolved, const Request& request) {
    const config::Parameter& parameter = *resolved.parameter;
    Response::Config row;
    row.name = parameter.name;
    if (!resolved.origins.empty()) row.value = resolved.value;
    row.readOnly = parameter.change == config::Change::kReadOnly;
    row.configSource = static_cast<std::int8_t>(resolved.source);
    row.configType = static_cast<std::int8_t>(parameter.type);
    if (request.includeDocumentation) row.documentation = std::string(parameter.meaning);
    if (request.includeSynonyms)
        for (const config::Resolved::Origin& origin : resolved.origins)
            row.synonyms.push_back({.name = origin.name,
                                    .value = origin.value,
                                    .source = static_cast<std::int8_t>(origin.source)});
    return row;
}

bool isWanted(const Request::Resource& resource, std::string_view name) {
    const auto& keys = resource.configurationKeys;
    return !keys || keys->empty() || std::ranges::find(*keys, name) != keys->end();
}

Result<std::vector<Response::Config>> describeResource(const BrokerContext& broker, const Request& request,
                                                       const Request::Resource& resource) {
    const config::Settings& settings = broker.options.settings;
    std::vector<Response::Config> rows;
    if (resource.resourceType == kTopicResource) {
        if (!broker.image->topic(resource.resourceName))
            return failure(ErrorCode::kUnknownTopicOrPartition, "there is no topic {}",
                           resource.resourceName);
        const config::Values& own =
            broker.image->config(metadata::ConfigResource::topic(resource.resourceName));
        for (const config::Parameter& parameter : config::parameters(config::Scope::kTopic))
            if (isWanted(resource, parameter.name))
                rows.push_back(describe(settings.resolveTopic(parameter, own), request));
        return rows;
    }
    if (resource.resourceType != kBrokerResource)
        return failure(ErrorCode::kInvalidRequest, "resources of type {} have no settings here",
                       resource.resourceType);
    if (resource.resourceName.empty()) {  // what the metadata sets for all brokers, and nothing else
        for (const auto& [name, value] : broker.image->config(metadata::ConfigResource::allBrokers())) {
            const config::Parameter* parameter = config::find(config::Scope::kBroker, name);
            if (!parameter || !isWanted(resource, name)) continue;
            const config::Resolved::Origin origin{name, value, config::Source::kAllBrokers};
            rows.push_back(describe({.parameter = parameter,
                                     .value = value,
                                     .source = config::Source::kAllBrokers,
                                     .origins = {origin}},
                                    request));
        }
        return rows;
    }
    if (resource.resourceName != std::to_string(broker.options.id.value()))
        return failure(ErrorCode::kInvalidRequest, "this is broker {}, not {}", broker.options.id,
                       resource.resourceName);
    for (const config::Parameter& parameter : config::parameters(config::Scope::kBroker))
        if (isWanted(resource, parameter.name))
            rows.push_back(describe(settings.resolve(parameter), request));
    return rows;
}

}  // namespace

void handleDescribeConfigs(BrokerContext& broker, Exchange<wire::DescribeConfigsRequest> exchange) {
    Response response;
    bool hasError = false;
    for (const Request::Resource& resource : exchange.request.resources) {
        Response::Resource row{.resourceType = resource.resourceType, .resourceName = resource.resourceName};
        Result<std::vector<Response::Config>> rows = describeResource(broker, exchange.request, resource);
        if (rows) {
            row.configs = std::move(*rows);
        } else {
            row.errorCode = toWire(rows.error().code);
            row.errorMessage = rows.error().detail;
            hasError = true;
        }
        response.results.push_back(std::move(row));
    }
    exchange.reply.send(response, hasError);
}

}  // namespace broker::node
