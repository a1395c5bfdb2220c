#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "broker/base/ids.h"

/// How the files of a partition's folder are called.
namespace broker::log {

inline constexpr std::string_view kLogSuffix = ".log";
inline constexpr std::string_view kIndexSuffix = ".index";
inline constexpr std::string_view kTimeIndexSuffix = ".timeindex";
inline constexpr std::string_view kTransactionIndexSuffix = ".txnindex";
inline constexpr std::string_view kSnapshotSuffix = ".snapshot";
inline constexpr std::string_view kDeletedSuffix = ".deleted";
inline constexpr std::string_view kCleanedSuffix = ".cleaned";
inline constexpr std::string_view kSwapSuffix = ".swap";
inline constexpr std::string_view kTemporarySuffix = ".tmp";

/// "00000000000000170410.log"
std::string offsetFileName(Offset offset, std::string_view suffix);
/// The offset of a name that has exactly this form. Nothing for others and for offsets so great that a
/// segment's relative offsets would pass 2^63.
std::optional<Offset> parseOffsetFileName(std::string_view name, std::string_view suffix);

}  // namespace broker::log
