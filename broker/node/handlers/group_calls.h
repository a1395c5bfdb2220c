#pragma once

#include <utility>

#include "broker/groups/commands.h"
#include "broker/node/handlers/handlers.h"

// What the handlers of the group APIs share.
namespace broker::node {

/// Whom the coordinator takes the request to be from; the host as Kafka tells it.
template <wire::Request T>
groups::Caller callerOf(const Exchange<T>& exchange) {
    return {.clientId = exchange.peer.clientId,
            .host = "/" + exchange.peer.address.host,
            .version = exchange.version()};
}

/// Takes the request out and lets its frame go: an answer may be a long time in coming.
template <wire::Request T>
T takeRequest(Exchange<T>& exchange) {
    exchange.frame = nullptr;
    return std::exchange(exchange.request, T{});
}

inline Error noGroupId() { return {ErrorCode::kInvalidGroupId, "the group id is empty"}; }

}  // namespace broker::node
