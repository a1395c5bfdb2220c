#include "broker/config/settings.h"

#include "broker/base/check.h"

namespace broker::config {
namespace {

const Parameter& known(Scope scope, std::string_view name) {
    const Parameter* parameter = find(scope, name);
    CHECK(parameter != nullptr);
    return *parameter;
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

Resolved Settings::resolve(const Parameter& parameter) const {
    Resolved resolved{.parameter = &parameter};
    if (const auto set = m_values.find(parameter.name); set != m_values.end())
        resolved.origins.push_back({std::string(parameter.name), set->second, Source::kStatic});
    resolved.origins.push_back(
        {std::string(parameter.name), std::string(parameter.byDefault), Source::kDefault});
    resolved.value = resolved.origins.front().value;
    resolved.source = resolved.origins.front().source;
    return resolved;
}

Resolved Settings::resolveTopic(const Parameter& parameter, const Values& topicValues) const {
    Resolved resolved = resolve(known(Scope::kBroker, parameter.brokerName));
    resolved.parameter = &parameter;
    if (const auto own = topicValues.find(parameter.name); own != topicValues.end()) {
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
