#include "broker/node/internal_topics.h"

#include <chrono>

#include "broker/base/check.h"
#include "broker/node/diary.h"

namespace broker::node {

std::optional<wire::CreateTopicsRequest::Topic> InternalTopics::creationOf(std::string_view name) const {
    if (name != kOffsetsTopic) return std::nullopt;
    const config::Settings& settings = m_context.settings;
    const auto number = [&](std::string_view setting) { return settings.integer(setting); };
    return wire::CreateTopicsRequest::Topic{
        .name = std::string(name),
        .numPartitions = static_cast<std::int32_t>(number("offsets.topic.num.partitions")),
        .replicationFactor = static_cast<std::int16_t>(number("offsets.topic.replication.factor")),
        .configs = {
            {.name = "cleanup.policy", .value = "compact"},
            {.name = "compression.type", .value = "producer"},
            {.name = "segment.bytes", .value = std::to_string(number("offsets.topic.segment.bytes"))}}};
}

void InternalTopics::create(std::string_view name) {
    const auto topic = creationOf(name);
    CHECK(topic.has_value());
    if (!m_asked.insert(topic->name).second) return;
    wire::CreateTopicsRequest request;
    request.topics.push_back(*topic);
    request.timeoutMs = static_cast<std::int32_t>(m_context.settings.integer("request.timeout.ms"));
    const std::chrono::milliseconds deadline(request.timeoutMs);
    m_context.controller.forward<wire::CreateTopicsRequest>(
        request, wire::CreateTopicsRequest::kVersions.last, "", deadline,
        [this, name = topic->name](const Result<wire::CreateTopicsResponse>& created) {
            m_asked.erase(name);
            observe::DiagnosticSink& log = m_context.observer.diagnostics();
            if (!created)
                return diagnose(log, observe::Level::kWarning, "topic {} could not be made: {}", name,
                                created.error().detail);
            for (const auto& row : created->topics)
                if (row.errorCode != ErrorCode::kNone && row.errorCode != ErrorCode::kTopicAlreadyExists)
                    diagnose(log, observe::Level::kWarning, "topic {} could not be made: {} {}", name,
                             errorName(row.errorCode), row.errorMessage.value_or(""));
        });
}

}  // namespace broker::node
