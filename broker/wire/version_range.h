#pragma once

#include <cstdint>

namespace broker::wire {

struct StructInfo;  // description.h

/// Versions of a message or of a field, both ends included; empty if `first` is above `last`.
struct VersionRange {
    std::int16_t first = 0;
    std::int16_t last = kLatest;

    /// No end: every later version too.
    static constexpr std::int16_t kLatest = 0x7fff;

    static constexpr VersionRange none() { return {kLatest, 0}; }
    static constexpr VersionRange since(std::int16_t first) { return {first, kLatest}; }

    constexpr bool contains(std::int16_t version) const { return first <= version && version <= last; }
    constexpr bool isEmpty() const { return first > last; }

    friend constexpr bool operator==(VersionRange, VersionRange) = default;
};

/// The versions in both; empty if there are none. The highest common version is its `last`.
constexpr VersionRange commonVersions(VersionRange a, VersionRange b) {
    return {a.first > b.first ? a.first : b.first, a.last < b.last ? a.last : b.last};
}

/// `kFlexibleFrom` of a message none of whose versions uses compact lengths and tagged fields (KIP-482).
inline constexpr std::int16_t kNeverFlexible = VersionRange::kLatest;

}  // namespace broker::wire
