#pragma once

#include <string>
#include <string_view>

#include "broker/base/result.h"

namespace broker::metadata {

inline constexpr std::size_t kMaxTopicName = 249;
inline constexpr std::string_view kMetadataTopic = "__cluster_metadata";

/// kInvalidTopicException says what is wrong: letters, digits, '.', '_' and '-', at most 249, not "." or
/// "..".
Result<void> checkTopicName(std::string_view name);

/// Names that differ only in '.' and '_' collide, because metric names replace one by the other.
bool mayCollide(std::string_view name);
std::string collisionKey(std::string_view name);

}  // namespace broker::metadata
