#include "broker/config/settings.h"

#include "broker/base/check.h"

namespace broker::config {
namespace {

const Parameter& known(Scope scope, std::string_view name) {
    const Parameter* parameter = find(scope, name);
    CHECK(parameter != nullptr);
    return *parameter;
}

/// A number in units of a finer parameter; -1, for ever, stays what it is.
std::string inUnits(const std::string& value, std::int64_t unit) {
    if (unit == 1) return value;
    const std::int64_t number = parseInteger(value).value();
    return std::to_string(number < 0 ? number : number * unit);
}

Values thoseThatCount(const Values& values) {
    Values counting;
    for (const auto& [name, value] : values) {
        const Parameter* parameter = find(Scope::kBroker, name);
        if (parameter && parameter->change == Change::kDynamic && validate(*parameter, value))
            counting.emplace(name, value);
    }
    return counting;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\f";
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

}  // namespace

Result<void> Settings::set(std::string_view name, std::string_view value) {
    RETURN_IF_ERROR(validate(Scope::kBroker, name, value));
    m_values.insert_or_assign(std::string(name), std::string(value));
    return {};
}

void Settings::setDynamic(const Values& ofThisBroker, const Values& ofAllBrokers) {
    m_dynamic = thoseThatCount(ofThisBroker);
    m_dynamicForBrokers = thoseThatCount(ofAllBrokers);
}

Resolved Settings::resolve(const Parameter& parameter) const {
    Resolved resolved{.parameter = &parameter};
    std::int64_t unit = 1;  // of the parameter looked at, in units of the one asked for
    for (const Parameter* at = &parameter; at;) {
        const std::size_t before = resolved.origins.size();
        const auto add = [&](const Values& values, Source source) {
            if (const auto set = values.find(at->name); set != values.end())
                resolved.origins.push_back({std::string(at->name), set->second, source});
        };
        add(m_dynamic, Source::kBroker);
        add(m_dynamicForBrokers, Source::kAllBrokers);
        add(m_values, Source::kStatic);
        if (!isOptional(*at))
            resolved.origins.push_back({std::string(at->name), std::string(at->byDefault), Source::kDefault});
        if (before == 0 && !resolved.origins.empty()) {
            resolved.value = inUnits(resolved.origins.front().value, unit);
            resolved.source = resolved.origins.front().source;
        }
        unit *= at->coarserIs;
        at = isOptional(*at) ? &known(Scope::kBroker, at->coarser) : nullptr;
    }
    return resolved;
}

Resolved Settings::resolveTopic(const Parameter& parameter, const Values& topicValues) const {
    Resolved resolved = resolve(known(Scope::kBroker, parameter.brokerName));
    resolved.parameter = &parameter;
    if (const auto own = topicValues.find(parameter.name);
        own != topicValues.end() && validate(parameter, own->second)) {
        resolved.origins.insert(resolved.origins.begin(),
                                {std::string(parameter.name), own->second, Source::kTopic});
        resolved.value = own->second;
        resolved.source = Source::kTopic;
    }
    return resolved;
}

// What is read here was validated when it was set, or is the table's own default.
std::int64_t Settings::integer(std::string_view name) const {
    return parseInteger(resolve(known(Scope::kBroker, name)).value).value();
}
bool Settings::boolean(std::string_view name) const {
    return parseBoolean(resolve(known(Scope::kBroker, name)).value).value();
}
std::string Settings::text(std::string_view name) const { return resolve(known(Scope::kBroker, name)).value; }

std::int64_t Settings::topicInteger(std::string_view name, const Values& topicValues) const {
    return parseInteger(resolveTopic(known(Scope::kTopic, name), topicValues).value).value();
}
std::string Settings::topicText(std::string_view name, const Values& topicValues) const {
    return resolveTopic(known(Scope::kTopic, name), topicValues).value;
}

Result<std::vector<std::pair<std::string, std::string>>> parseProperties(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> pairs;
    std::string logical;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (logical.empty() && (line.empty() || line.front() == '#' || line.front() == '!')) continue;
        const bool continues = line.ends_with('\\') && !text.empty();
        if (line.ends_with('\\')) line.remove_suffix(1);
        logical += line;
        if (continues) continue;
        const std::size_t separator = logical.find_first_of("=:");
        if (separator == std::string::npos || separator == 0)
            return failure(ErrorCode::kInvalidConfig, "line {}: '{}' is not name=value", number, logical);
        const std::string_view whole = logical;
        pairs.emplace_back(trimmed(whole.substr(0, separator)), trimmed(whole.substr(separator + 1)));
        logical.clear();
    }
    return pairs;
}

}  // namespace broker::config
