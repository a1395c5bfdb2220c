#pragma once

#include <cstddef>
#include <cstdint>

#include "broker/base/ids.h"

namespace broker::log {

/// An entry of an `.index` file.
struct IndexEntry {
    Offset offset;           ///< the last of its batch
    std::uint32_t position;  ///< where its batch begins in the segment
    friend bool operator==(const IndexEntry&, const IndexEntry&) = default;
};

/// An entry of a `.timeindex` file.
struct TimeIndexEntry {
    Timestamp timestamp;  ///< the greatest so far in the segment
    Offset offset;        ///< the last of the batch that has it
    friend bool operator==(const TimeIndexEntry&, const TimeIndexEntry&) = default;
};

inline constexpr std::size_t kIndexEntrySize = 8;
inline constexpr std::size_t kTimeIndexEntrySize = 12;

}  // namespace broker::log
