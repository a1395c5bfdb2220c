#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "broker/base/ids.h"

namespace broker::groups {

/// `String.hashCode` of Java over the UTF-16 of the text, which decides where a group lives. What is no UTF-8
/// counts as U+FFFD, as when Java reads it.
std::int32_t javaHashCode(std::string_view utf8);
/// `String.length` of Java: UTF-16 code units.
std::size_t javaLength(std::string_view utf8);

/// The partition of `__consumer_offsets` whose leader coordinates the group: the hash without its sign, where
/// the least number counts as 0, modulo `partitions` (at least 1).
PartitionIndex partitionOfGroup(std::string_view groupId, std::int32_t partitions);

}  // namespace broker::groups
