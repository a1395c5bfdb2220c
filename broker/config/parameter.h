#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "broker/base/result.h"

namespace broker::config {

/// Numbers as DescribeConfigs sends them (ConfigType of KIP-569).
enum class Type : std::uint8_t { kBoolean = 1, kString = 2, kInt = 3, kLong = 5, kDouble = 6, kList = 7 };

enum class Scope : std::uint8_t { kBroker, kTopic };

/// When a change takes effect.
enum class Change : std::uint8_t {
    kReadOnly,  ///< at the next start of the broker
    kDynamic,   ///< at once
};

inline constexpr std::int64_t kUnbounded = std::numeric_limits<std::int64_t>::max();

/// One row of the table: it validates, answers DescribeConfigs, draws its form and documents itself.
struct Parameter {
    std::string_view name;
    Scope scope = Scope::kBroker;
    Type type = Type::kString;
    std::string_view byDefault;
    std::int64_t least = std::numeric_limits<std::int64_t>::min();  ///< numbers only
    std::int64_t most = kUnbounded;
    Change change = Change::kReadOnly;
    std::string_view choices;     ///< comma-separated; empty: any
    std::string_view unit;        ///< "ms", "bytes", "" – for people
    std::string_view brokerName;  ///< of a topic's parameter: the broker's that supplies its default
    /// The parameter of a coarser unit that counts where this one is not set, as log.retention.minutes for
    /// log.retention.ms; the default is empty then. One of that unit is `coarserIs` of this one's.
    std::string_view coarser;
    std::int64_t coarserIs = 1;
    std::string_view meaning;  ///< one English sentence or two
};

/// Every parameter of brokers and topics, sorted by scope and name.
std::span<const Parameter> parameters();
std::span<const Parameter> parameters(Scope scope);
const Parameter* find(Scope scope, std::string_view name);

/// A parameter that may be left unset: it has no default of its own.
inline bool isOptional(const Parameter& parameter) { return !parameter.coarser.empty(); }

/// kInvalidConfig with a sentence that names the parameter, the value and what is allowed.
Result<void> validate(const Parameter& parameter, std::string_view value);
/// The same by name; an unknown name is an error that proposes the nearest known one.
Result<void> validate(Scope scope, std::string_view name, std::string_view value);

Result<std::int64_t> parseInteger(std::string_view text);
Result<double> parseNumber(std::string_view text);
Result<bool> parseBoolean(std::string_view text);

}  // namespace broker::config
