#pragma once

#include <cstdint>

#include "broker/base/ids.h"

namespace broker::log {

/// What a round did.
struct CleanReport {
    Offset upTo{0};  ///< before it no key occurs twice any more
    std::uint64_t recordsBefore = 0;
    std::uint64_t records = 0;
    std::uint64_t bytesBefore = 0;
    std::uint64_t bytes = 0;
    std::uint32_t segmentsBefore = 0;
    std::uint32_t segments = 0;
};

}  // namespace broker::log
