#include <algorithm>

#include "broker/metadata/features.h"
#include "broker/node/handlers/handlers.h"

namespace broker::node {
namespace {

bool isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// KIP-511: letters, digits, '-' and '.', beginning and ending with a letter or digit.
bool isSoftwareText(std::string_view text) {
    return !text.empty() && isAlphanumeric(text.front()) && isAlphanumeric(text.back()) &&
           std::ranges::all_of(text, [](char c) { return isAlphanumeric(c) || c == '-' || c == '.'; });
}

}  // namespace

void handleApiVersions(BrokerContext& broker, Exchange<wire::ApiVersionsRequest> exchange) {
    const wire::ApiVersionsRequest& request = exchange.request;
    wire::ApiVersionsResponse response;
    if (exchange.version() >= 3) {
        if (!isSoftwareText(request.clientSoftwareName) || !isSoftwareText(request.clientSoftwareVersion)) {
            response.errorCode = ErrorCode::kInvalidRequest;
            return exchange.reply.send(response, true);
        }
        broker.connections.noteSoftware(exchange.peer.connection,
                                        request.clientSoftwareName + " " + request.clientSoftwareVersion);
    }
    response.apiKeys = broker.apis.advertised();
    for (const metadata::SupportedFeature& feature : metadata::supportedFeatures())
        // Clients of version 3 take a feature that may be off for a mistake (KAFKA-17011).
        if (feature.least > 0 || exchange.version() >= 4)
            response.supportedFeatures.push_back(
                {.name = feature.name, .minVersion = feature.least, .maxVersion = feature.most});
    for (const auto& [name, level] : broker.image->features())
        response.finalizedFeatures.push_back(
            {.name = name, .maxVersionLevel = level, .minVersionLevel = level});
    if (!response.finalizedFeatures.empty())
        response.finalizedFeaturesEpoch = broker.image->end().value() - 1;
    exchange.reply.send(response);
}

}  // namespace broker::node
