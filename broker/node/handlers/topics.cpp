#include <algorithm>
#include <chrono>

#include "broker/node/handlers/handlers.h"

namespace broker::node {
namespace {

/// What a client waits for a forwarded request, bounded by this broker's own patience.
world::Duration patience(const BrokerContext& broker, std::int32_t timeoutMs) {
    const std::int64_t most = broker.options.settings.integer("request.timeout.ms");
    return std::chrono::milliseconds(std::clamp<std::int64_t>(timeoutMs, 0, most));
}

/// Runs `answer(expired)` once the image satisfies `isThere`, so that a client that was told of a change
/// finds it at this broker.
template <class IsThere, class Answer>
void whenApplied(BrokerContext& broker, world::Duration longest, IsThere isThere, Answer answer) {
    if (isThere()) return answer();
    broker.delayed.add({kImageKey}, longest,
                       [isThere = std::move(isThere), answer = std::move(answer)](bool expired) mutable {
                           if (!isThere() && !expired) return false;
                           answer();
                           return true;
                       });
}

}  // namespace

void handleCreateTopics(BrokerContext& broker, Exchange<wire::CreateTopicsRequest> exchange) {
    const world::Duration longest = patience(broker, exchange.request.timeoutMs);
    const std::int16_t version = exchange.version();
    const wire::CreateTopicsRequest request = exchange.request;
    broker.controller.forward<wire::CreateTopicsRequest>(
        request, version, exchange.peer.clientId, longest,
        [&broker, longest,
         exchange = std::move(exchange)](Result<wire::CreateTopicsResponse> created) mutable {
            wire::CreateTopicsResponse response;
            if (created) {
                response = std::move(*created);
            } else {
                for (const auto& topic : exchange.request.topics)
                    response.topics.push_back({.name = topic.name,
                                               .errorCode = toWire(created.error().code),
                                               .errorMessage = created.error().detail});
            }
            const bool isRefused = std::ranges::any_of(
                response.topics, [](const auto& topic) { return topic.errorCode != ErrorCode::kNone; });
            auto areThere = [&broker, response, validateOnly = exchange.request.validateOnly] {
                return validateOnly || std::ranges::all_of(response.topics, [&](const auto& topic) {
                           return topic.errorCode != ErrorCode::kNone || broker.image->topic(topic.name);
                       });
            };
            whenApplied(broker, longest, std::move(areThere),
                        [response, isRefused, exchange = std::move(exchange)]() mutable {
                            exchange.reply.send(response, isRefused);
                        });
        });
}

void handleDeleteTopics(BrokerContext& broker, Exchange<wire::DeleteTopicsRequest> exchange) {
    const world::Duration longest = patience(broker, exchange.request.timeoutMs);
    const std::int16_t version = exchange.version();
    const wire::DeleteTopicsRequest request = exchange.request;
    broker.controller.forward<wire::DeleteTopicsRequest>(
        request, version, exchange.peer.clientId, longest,
        [&broker, longest,
         exchange = std::move(exchange)](Result<wire::DeleteTopicsResponse> deleted) mutable {
            wire::DeleteTopicsResponse response;
            if (deleted) {
                response = std::move(*deleted);
            } else {
                const ErrorCode code = toWire(deleted.error().code);
                for (const std::string& name : exchange.request.topicNames)
                    response.responses.push_back({.name = name, .errorCode = code});
                for (const auto& topic : exchange.request.topics)
                    response.responses.push_back(
                        {.name = topic.name, .topicId = topic.topicId, .errorCode = code});
            }
            const bool isRefused = std::ranges::any_of(
                response.responses, [](const auto& topic) { return topic.errorCode != ErrorCode::kNone; });
            auto areGone = [&broker, response] {
                return std::ranges::all_of(response.responses, [&](const auto& topic) {
                    if (topic.errorCode != ErrorCode::kNone) return true;
                    // Ids travel from version 6 on.
                    return topic.topicId.isZero() ? !broker.image->topic(topic.name.value_or(""))
                                                  : !broker.image->topic(topic.topicId);
                });
            };
            whenApplied(broker, longest, std::move(areGone),
                        [response, isRefused, exchange = std::move(exchange)]() mutable {
                            exchange.reply.send(response, isRefused);
                        });
        });
}

}  // namespace broker::node
