#include "broker/metadata/topic_rules.h"

#include <algorithm>
#include <string>

#include "broker/metadata/features.h"

namespace broker::metadata {
namespace {

/// A log from elsewhere may hold values that are not valid here; they do not count.
std::optional<std::string> valueInMetadata(const MetadataImage& image, const TopicImage& topic,
                                           const config::Parameter& parameter) {
    const auto validIn = [&](const ConfigResource& resource,
                             std::string_view name) -> std::optional<std::string> {
        const ConfigValues& values = image.config(resource);
        const auto at = values.find(name);
        if (at == values.end() || !config::validate(config::Scope::kTopic, parameter.name, at->second))
            return std::nullopt;
        return at->second;
    };
    if (auto own = validIn(ConfigResource::topic(topic.name), parameter.name)) return own;
    return validIn(ConfigResource::allBrokers(), parameter.brokerName);
}

std::string resolve(const config::Settings& settings, const MetadataImage& image, const TopicImage& topic,
                    std::string_view name) {
    const config::Parameter* parameter = config::find(config::Scope::kTopic, name);
    if (auto value = valueInMetadata(image, topic, *parameter)) return *value;
    return settings.topicText(name, {});
}

}  // namespace

std::size_t minInsyncReplicas(const config::Settings& settings, const MetadataImage& image,
                              const TopicImage& topic) {
    const std::string text = resolve(settings, image, topic, "min.insync.replicas");
    return static_cast<std::size_t>(std::max<std::int64_t>(config::parseInteger(text).value_or(1), 1));
}

bool allowsUncleanElection(const config::Settings& settings, const MetadataImage& image,
                           const TopicImage& topic) {
    const std::string text = resolve(settings, image, topic, "unclean.leader.election.enable");
    return config::parseBoolean(text).value_or(false);
}

bool hasEligibleLeaders(const MetadataImage& image) {
    const auto level = image.features().find(std::string(kElrFeature));
    return level != image.features().end() && level->second > 0;
}

PartitionRules rulesOf(const config::Settings& settings, const MetadataImage& image,
                       const TopicImage& topic) {
    return {.minIsr = minInsyncReplicas(settings, image, topic), .hasElr = hasEligibleLeaders(image)};
}

}  // namespace broker::metadata
