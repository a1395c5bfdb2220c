#include "broker/metadata/topic_names.h"

#include <algorithm>

namespace broker::metadata {
namespace {

bool isAllowed(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

/// As much of a name as may be a name, on one line.
std::string shown(std::string_view name) {
    std::string text(name.substr(0, kMaxTopicName));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; },
        '?');
    return name.size() > kMaxTopicName ? text + "…" : text;
}

}  // namespace

Result<void> checkTopicName(std::string_view name) {
    const auto invalid = [name](const std::string& what) {
        return failure(ErrorCode::kInvalidTopicException, "the topic name '{}' is invalid: {}", shown(name),
                       what);
    };
    if (name.empty()) return failure(ErrorCode::kInvalidTopicException, "the topic name is empty");
    if (name == "." || name == "..") return invalid("it must not be '.' or '..'");
    if (name.size() > kMaxTopicName)
        return invalid(
            fmt::format("it has {} characters, at most {} are allowed", name.size(), kMaxTopicName));
    if (!std::all_of(name.begin(), name.end(), isAllowed))
        return invalid("only ASCII letters and digits, '.', '_' and '-' are allowed");
    return {};
}

bool mayCollide(std::string_view name) { return name.find_first_of("._") != std::string_view::npos; }

std::string collisionKey(std::string_view name) {
    std::string key(name);
    std::replace(key.begin(), key.end(), '.', '_');
    return key;
}

}  // namespace broker::metadata
