#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/log/index_entry.h"
#include "broker/log/index_file.h"

namespace broker::log {

/// `.index`: sparse, from a batch's last offset to where the batch begins; both grow from entry to entry.
class OffsetIndex {
public:
    OffsetIndex(world::Files& files, std::string path, Offset base)
        : m_file(files, std::move(path), kIndexEntrySize)
        , m_base(base) {}

    IndexFile& file() { return m_file; }
    const IndexFile& file() const { return m_file; }
    std::uint64_t count() const { return m_file.count(); }

    /// The greatest entry whose offset is not after `offset`.
    Result<std::optional<IndexEntry>> floor(Offset offset) const;
    /// The greatest entry whose batch begins at or before `position`.
    Result<std::optional<IndexEntry>> floorPosition(std::uint64_t position) const;
    Result<std::optional<IndexEntry>> last() const;
    /// The offset is after the last one's and within 2^31 of the base.
    Result<void> append(const IndexEntry& entry);
    /// Removes the entries from `offset` on.
    Result<void> truncateTo(Offset offset);

private:
    Result<std::optional<IndexEntry>> before(std::uint64_t index) const;

    IndexFile m_file;
    Offset m_base;
};

}  // namespace broker::log
