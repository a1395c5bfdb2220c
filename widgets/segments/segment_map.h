#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "broker/log/folder_reader.h"
#include "widgets/segments/contents.h"

namespace widgets {

/// Everything that is known of one segment, gathered from the pages that were read: its batches, ascending by
/// position, which parts were read at all, its index, and what is wrong with it. A plain value.
class SegmentMap {
public:
    /// Half open, in bytes of the segment.
    struct Part {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
        friend bool operator==(const Part&, const Part&) = default;
    };
    struct Tail {
        std::uint64_t position = 0;
        std::uint64_t bytes = 0;
        std::string reason;
    };

    /// More than these are not kept: a page that would pass them replaces the ones before.
    static constexpr std::size_t kMaxBatches = 250'000;

    /// Takes a page in. One of another segment, or of a segment that shrank, replaces everything.
    void add(const SegmentContents& page);
    void clear();

    bool isEmpty() const { return m_bytes == 0; }
    broker::Offset base() const { return m_base; }
    std::uint64_t bytes() const { return m_bytes; }
    const std::vector<broker::log::BatchInfo>& batches() const { return m_batches; }
    const std::vector<broker::log::IndexEntry>& index() const { return m_index; }
    const std::optional<Tail>& tail() const { return m_tail; }
    /// Rows of the batches whose CRC is wrong, ascending.
    const std::vector<std::size_t>& badRows() const { return m_badRows; }
    bool isComplete() const;

    /// Of the batch that covers the byte; nothing where none was read.
    std::optional<std::size_t> rowAt(std::uint64_t position) const;
    /// Of the batch that begins exactly there.
    std::optional<std::size_t> rowBeginningAt(std::uint64_t position) const;
    /// Rows of the batches that have a byte in the part: [first, second).
    std::pair<std::size_t, std::size_t> rowsIn(Part part) const;
    /// Of the batch that holds the offset or is the first after it.
    std::optional<std::size_t> rowOf(broker::Offset offset) const;
    /// Entries whose batch begins in the part.
    std::span<const broker::log::IndexEntry> entriesIn(Part part) const;

    /// Where what lies before the offset ends: the begin of the first batch that reaches it or more. Nothing
    /// if the batches that were read end before it.
    std::optional<std::uint64_t> endBefore(broker::Offset offset) const;

    bool wasRead(std::uint64_t position) const;
    /// Where to go on reading so that the part gets filled: a place where a batch surely begins. Nothing if
    /// all of it was read.
    std::optional<std::uint64_t> nextToRead(Part part) const;
    const std::vector<Part>& readParts() const { return m_read; }

private:
    void addRead(Part part);
    void addBatches(const std::vector<broker::log::BatchInfo>& batches, Part part);

    broker::Offset m_base;
    std::uint64_t m_bytes = 0;
    std::vector<broker::log::BatchInfo> m_batches;
    std::vector<broker::log::IndexEntry> m_index;
    std::vector<std::size_t> m_badRows;
    std::vector<Part> m_read;  ///< ascending, apart
    std::optional<Tail> m_tail;
};

}  // namespace widgets
