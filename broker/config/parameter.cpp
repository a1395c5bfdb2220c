#include "broker/config/parameter.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <vector>

namespace broker::config {
namespace {

template <class T>
Result<T> parseWhole(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return failure(ErrorCode::kInvalidConfig, "'{}' is not a number", text);
    return value;
}

bool isChoice(std::string_view choices, std::string_view value) {
    while (!choices.empty()) {
        const std::size_t comma = std::min(choices.find(','), choices.size());
        if (choices.substr(0, comma) == value) return true;
        choices.remove_prefix(std::min(comma + 1, choices.size()));
    }
    return false;
}

std::string rangeText(const Parameter& parameter) {
    const bool bounded = parameter.most != kUnbounded;
    if (bounded) return fmt::format("a number from {} to {}", parameter.least, parameter.most);
    return fmt::format("a number of at least {}", parameter.least);
}

Result<void> inRange(const Parameter& parameter, std::string_view value, double number) {
    if (number >= static_cast<double>(parameter.least) && number <= static_cast<double>(parameter.most))
        return {};
    return failure(ErrorCode::kInvalidConfig, "{} = {}: {} is expected", parameter.name, value,
                   rangeText(parameter));
}

Result<void> validateList(const Parameter& parameter, std::string_view value) {
    std::string_view rest = value;
    do {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        std::string_view item = rest.substr(0, comma);
        while (item.starts_with(' ')) item.remove_prefix(1);
        while (item.ends_with(' ')) item.remove_suffix(1);
        if (!parameter.choices.empty() && !isChoice(parameter.choices, item))
            return failure(ErrorCode::kInvalidConfig, "{} = {}: each item is one of {}", parameter.name,
                           value, parameter.choices);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    } while (!rest.empty());
    return {};
}

/// Levenshtein's distance, to propose the name that was meant.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

Result<std::int64_t> parseInteger(std::string_view text) { return parseWhole<std::int64_t>(text); }
Result<double> parseNumber(std::string_view text) { return parseWhole<double>(text); }

Result<bool> parseBoolean(std::string_view text) {
    if (text == "true") return true;
    if (text == "false") return false;
    return failure(ErrorCode::kInvalidConfig, "'{}' is neither true nor false", text);
}

Result<void> validate(const Parameter& parameter, std::string_view value) {
    const auto expected = [&](std::string_view what) {
        return failure(ErrorCode::kInvalidConfig, "{} = {}: {} is expected", parameter.name, value, what);
    };
    switch (parameter.type) {
        case Type::kBoolean:
            if (!parseBoolean(value)) return expected("true or false");
            break;
        case Type::kInt:
        case Type::kLong: {
            const Result<std::int64_t> number = parseInteger(value);
            if (!number || *number < parameter.least || *number > parameter.most)
                return expected(rangeText(parameter));
            break;
        }
        case Type::kDouble: {
            const Result<double> number = parseNumber(value);
            if (!number) return expected(rangeText(parameter));
            RETURN_IF_ERROR(inRange(parameter, value, *number));
            break;
        }
        case Type::kList:
            return validateList(parameter, value);
        case Type::kString:
            break;
    }
    if (!parameter.choices.empty() && !isChoice(parameter.choices, value))
        return expected(fmt::format("one of {}", parameter.choices));
    return {};
}

Result<void> validate(Scope scope, std::string_view name, std::string_view value) {
    if (const Parameter* parameter = find(scope, name)) return validate(*parameter, value);
    const std::span<const Parameter> rows = parameters(scope);
    const auto nearest =
        std::ranges::min_element(rows, {}, [&](const Parameter& row) { return distance(row.name, name); });
    return failure(ErrorCode::kInvalidConfig, "there is no {} setting '{}' here; did you mean {}?",
                   scope == Scope::kTopic ? "topic" : "broker", name, nearest->name);
}

}  // namespace broker::config
