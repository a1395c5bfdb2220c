#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/log/index_entry.h"
#include "broker/log/index_file.h"

namespace broker::log {

/// `.timeindex`: from the greatest timestamp so far to the last offset of the first batch that has it;
/// timestamps and offsets grow from entry to entry.
class TimeIndex {
public:
    TimeIndex(world::Files& files, std::string path, Offset base)
        : m_file(files, std::move(path), kTimeIndexEntrySize)
        , m_base(base) {}

    IndexFile& file() { return m_file; }
    const IndexFile& file() const { return m_file; }
    std::uint64_t count() const { return m_file.count(); }

    /// The greatest entry whose timestamp is not after `timestamp`: no batch before its own is later.
    Result<std::optional<TimeIndexEntry>> floor(Timestamp timestamp) const;
    Result<std::optional<TimeIndexEntry>> last() const;
    /// Declines what is not later than the last entry, and -1.
    Result<void> maybeAppend(const TimeIndexEntry& entry);
    /// Removes the entries from `offset` on.
    Result<void> truncateTo(Offset offset);

private:
    Result<std::optional<TimeIndexEntry>> before(std::uint64_t index) const;

    IndexFile m_file;
    Offset m_base;
};

}  // namespace broker::log
