#pragma once

#include <cstdint>
#include <string>

#include "broker/base/ids.h"
#include "broker/world/time.h"

namespace broker::faults {

using world::Duration;

/// The far end of a link that is no broker of the cluster: all clients together.
inline constexpr BrokerId kClients = kNoBroker;

/// The most that a person may ask for: a day, and a pebibyte, so that no sum of them overflows.
inline constexpr Duration kMostDelay = std::chrono::hours(24);
inline constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 50;

enum class LinkTrouble : std::uint8_t {
    kNone,
    /// Nothing passes and nobody is told, as with an unplugged cable: what is sent waits, new connections
    /// get no answer.
    kCut,
    kSlow,
    /// Each connection breaks at the first frame that would pass the limit.
    kResetting,
};

/// What is wrong with one direction of a link. A plain value.
struct LinkFault {
    LinkTrouble trouble = LinkTrouble::kNone;
    Duration delay{};                   ///< kSlow: added to each frame's way
    std::uint64_t bytesPerSecond = 0;   ///< kSlow: pace of each connection; 0: unlimited
    std::uint64_t resetAfterBytes = 0;  ///< kResetting: that a connection still carries, from now on

    friend bool operator==(const LinkFault&, const LinkFault&) = default;
};

/// Seen from the broker whose world is decorated.
enum class Direction : std::uint8_t { kOutgoing, kIncoming };

enum class DiskTrouble : std::uint8_t {
    kNone,
    /// Syncs take at least `delay`. Reads and writes stay quick: they only touch the page cache.
    kSlow,
    /// kNoSpace once files have grown by `bytesLeft`; removing and cutting files gives space back. The write
    /// that does not fit leaves the part that does.
    kFull,
    /// kInputOutput from the chosen acts on the chosen files. An open file whose sync failed once fails
    /// every later one: the pages count as lost.
    kFailing,
};

/// What is wrong with a disk. A plain value.
struct DiskFault {
    DiskTrouble trouble = DiskTrouble::kNone;
    Duration delay{};             ///< kSlow
    std::uint64_t bytesLeft = 0;  ///< kFull
    bool failsReads = true;       ///< kFailing
    bool failsWrites = true;      ///< kFailing; creating, renaming, cutting and removing are writes
    bool failsSyncs = true;       ///< kFailing
    std::string pathPart;         ///< kFailing: hits paths that contain it (".index"); empty: all

    friend bool operator==(const DiskFault&, const DiskFault&) = default;
};

/// "broker 2", "clients".
std::string linkEndName(BrokerId end);

}  // namespace broker::faults
