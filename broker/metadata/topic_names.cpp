#include "broker/metadata/topic_names.h"

#include <algorithm>

namespace broker::metadata {
namespace {

bool isAllowed(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

}  // namespace

Result<void> checkTopicName(std::string_view name) {
    const auto invalid = [](std::string_view what) {
        return failure(ErrorCode::kInvalidTopicException, "the topic name is invalid: {}", what);
    };
    if (name.empty()) return invalid("it is empty");
    if (name == "." || name == "..") return invalid("it must not be '.' or '..'");
    if (name.size() > kMaxTopicName)
        return failure(ErrorCode::kInvalidTopicException,
                       "the topic name is invalid: it has {} characters, at most {} are allowed", name.size(),
                       kMaxTopicName);
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
