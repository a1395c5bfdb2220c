#pragma once

#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "broker/node/exchange.h"
#include "broker/wire/api_key.h"
#include "broker/wire/messages/api_versions.h"

namespace broker::node {

/// What one listener answers: an API, its versions and who handles it. ApiVersions is derived from it, so a
/// listener never promises what it has no handler for.
struct Api {
    wire::ApiKey key{};
    wire::VersionRange versions;       ///< handled
    std::int16_t advertisedFirst = 0;  ///< what ApiVersions says; versions below `versions` are refused
    /// Decodes the body and hands it on. An error is a body that cannot be read: the connection is closed.
    std::move_only_function<Result<void>(IncomingRequest)> handle;
};

class ApiTable {
public:
    /// Adds an API whose handler takes an Exchange<T>. `versions` lies within the described ones.
    template <wire::Request T, class Handler>
    void add(wire::VersionRange versions, Handler handler) {
        CHECK(T::kVersions.contains(versions.first) && T::kVersions.contains(versions.last));
        m_apis.push_back(
            {.key = T::kKey,
             .versions = versions,
             .advertisedFirst = versions.first,
             .handle = [handler = std::move(handler)](IncomingRequest incoming) mutable -> Result<void> {
                 return decodeAndHandle<T>(std::move(incoming), handler);
             }});
    }
    /// Promises versions of the API added last that are refused when they come (KAFKA-18659).
    void advertiseFrom(std::int16_t first) { m_apis.back().advertisedFirst = first; }

    Api* find(wire::ApiKey key);
    std::vector<wire::ApiVersionsResponse::ApiVersion> advertised() const;

private:
    template <wire::Request T, class Handler>
    static Result<void> decodeAndHandle(IncomingRequest incoming, Handler& handler) {
        const std::int16_t version = incoming.header.version;
        ByteReader reader(incoming.body());
        // What follows the body is left alone, as Kafka leaves it: librdkafka 2.15's request for the metadata
        // of all topics ends with three bytes too many.
        ASSIGN_OR_RETURN(T request, wire::decodeMessage<T>(reader, version));
        handler(Exchange<T>{
            .request = std::move(request),
            .frame = std::move(incoming.frame),
            .peer = std::move(incoming.peer),
            .reply = Reply<T>(version, incoming.header.correlationId, std::move(incoming.respond))});
        return {};
    }

    std::vector<Api> m_apis;
};

}  // namespace broker::node
