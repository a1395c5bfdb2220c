#pragma once

#include <cstdint>

#include "broker/base/strong.h"

namespace broker {

/// Counts the rebalances of a group of the classic protocol; members of an older one are fenced. -1: none, as
/// of a group that never had a member and of who commits without being one.
using GenerationId = Strong<struct GenerationIdTag, std::int32_t>;

inline constexpr GenerationId kNoGeneration{-1};

}  // namespace broker
