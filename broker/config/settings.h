#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "broker/config/parameter.h"

namespace broker::config {

/// Where a value comes from, strongest first; numbers as DescribeConfigs sends them (ConfigSource, KIP-226).
enum class Source : std::uint8_t { kTopic = 1, kBroker = 2, kAllBrokers = 3, kStatic = 4, kDefault = 5 };

struct Resolved {
    const Parameter* parameter = nullptr;
    std::string value;
    Source source = Source::kDefault;
    /// Every place that gives a value, strongest first, this one included; the name is the one used there.
    struct Origin {
        std::string name;
        std::string value;
        Source source;
    };
    std::vector<Origin> origins;
};

/// Names to values that were set; only validated pairs get in.
using Values = std::map<std::string, std::string, std::less<>>;

/// What a broker runs with: what the cluster's metadata sets for it or for all brokers (KIP-226), over what
/// was set at its start, over the table's defaults. A value; copied freely.
class Settings {
public:
    /// At the start. kInvalidConfig: an unknown name or a value that is not allowed.
    Result<void> set(std::string_view name, std::string_view value);
    /// What the metadata sets, in place of what it set before. Whatever is unknown, not valid or may not
    /// change while a broker runs does not count: it may stem from another program.
    void setDynamic(const Values& ofThisBroker, const Values& ofAllBrokers);

    // Typed reading of a broker's parameter. The name must be in the table, with that type.
    std::int64_t integer(std::string_view name) const;
    bool boolean(std::string_view name) const;
    std::string text(std::string_view name) const;

    /// What was set at the start.
    const Values& explicitValues() const { return m_values; }

    Resolved resolve(const Parameter& brokerParameter) const;
    /// A topic's parameter: its own value if that is valid, else this broker's for it, else the default.
    Resolved resolveTopic(const Parameter& topicParameter, const Values& topicValues) const;
    std::int64_t topicInteger(std::string_view name, const Values& topicValues) const;
    std::string topicText(std::string_view name, const Values& topicValues) const;

private:
    Values m_values;
    Values m_dynamic;            ///< of this broker
    Values m_dynamicForBrokers;  ///< of all
};

/// Kafka's properties format as far as people use it for settings: `name=value` or `name: value` a line, `#`
/// and
/// `!` begin comments, a backslash at the end continues the line. kInvalidConfig names the line.
Result<std::vector<std::pair<std::string, std::string>>> parseProperties(std::string_view text);

}  // namespace broker::config
