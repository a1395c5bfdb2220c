#include "widgets/segments/segment_map.h"

#include <algorithm>

namespace widgets {

using broker::Offset;
using broker::log::BatchInfo;
using broker::log::IndexEntry;

namespace {

std::uint64_t endOf(const BatchInfo& batch) { return batch.position + batch.header.size(); }

}  // namespace

void SegmentMap::clear() { *this = SegmentMap(); }

void SegmentMap::add(const SegmentContents& page) {
    if (page.base != m_base || page.segmentBytes < m_bytes) clear();
    m_base = page.base;
    m_bytes = page.segmentBytes;
    const auto& list = page.batches;
    if (m_batches.size() + list.batches.size() > kMaxBatches) {
        m_batches.clear();
        m_read.clear();
    }
    const Part part{page.firstPosition, std::max(page.firstPosition, list.nextPosition)};
    addBatches(list.batches, part);
    addRead(part);
    if (list.tailBytes > 0) {
        m_tail = Tail{list.nextPosition, list.tailBytes, list.tailReason};
        addRead({list.nextPosition, list.nextPosition + list.tailBytes});
    } else if (m_tail && part.begin <= m_tail->position && m_tail->position < part.end) {
        m_tail.reset();
    }

    std::vector<IndexEntry> index;
    index.reserve(m_index.size() + page.index.size());
    const auto before = [](const IndexEntry& a, const IndexEntry& b) { return a.position < b.position; };
    std::set_union(page.index.begin(), page.index.end(), m_index.begin(), m_index.end(),
                   std::back_inserter(index), before);
    m_index = std::move(index);
}

void SegmentMap::addBatches(const std::vector<BatchInfo>& batches, Part part) {
    const auto atOrAfter = [&](std::uint64_t position) {
        return std::lower_bound(m_batches.begin(), m_batches.end(), position,
                                [](const BatchInfo& b, std::uint64_t wanted) { return b.position < wanted; });
    };
    const auto place = m_batches.erase(atOrAfter(part.begin), atOrAfter(part.end));
    m_batches.insert(place, batches.begin(), batches.end());
    m_badRows.clear();
    for (std::size_t row = 0; row < m_batches.size(); ++row) {
        if (!m_batches[row].crcIsRight) m_badRows.push_back(row);
    }
}

void SegmentMap::addRead(Part part) {
    if (part.end <= part.begin) return;
    std::vector<Part> parts;
    for (const Part& old : m_read) {
        if (old.end < part.begin || old.begin > part.end) {
            parts.push_back(old);
        } else {
            part = {std::min(part.begin, old.begin), std::max(part.end, old.end)};
        }
    }
    const auto place = std::lower_bound(parts.begin(), parts.end(), part.begin,
                                        [](const Part& p, std::uint64_t begin) { return p.begin < begin; });
    parts.insert(place, part);
    m_read = std::move(parts);
}

bool SegmentMap::isComplete() const {
    return m_bytes == 0 || (m_read.size() == 1 && m_read[0].begin == 0 && m_read[0].end >= m_bytes);
}

std::optional<std::size_t> SegmentMap::rowAt(std::uint64_t position) const {
    const auto after =
        std::upper_bound(m_batches.begin(), m_batches.end(), position,
                         [](std::uint64_t wanted, const BatchInfo& b) { return wanted < b.position; });
    if (after == m_batches.begin() || position >= endOf(*(after - 1))) return std::nullopt;
    return static_cast<std::size_t>(after - 1 - m_batches.begin());
}

std::optional<std::size_t> SegmentMap::rowBeginningAt(std::uint64_t position) const {
    const auto row = rowAt(position);
    if (!row || m_batches[*row].position != position) return std::nullopt;
    return row;
}

std::pair<std::size_t, std::size_t> SegmentMap::rowsIn(Part part) const {
    const auto first = std::partition_point(m_batches.begin(), m_batches.end(),
                                            [&](const BatchInfo& b) { return endOf(b) <= part.begin; });
    const auto end = std::partition_point(first, m_batches.end(),
                                          [&](const BatchInfo& b) { return b.position < part.end; });
    return {static_cast<std::size_t>(first - m_batches.begin()),
            static_cast<std::size_t>(end - m_batches.begin())};
}

std::optional<std::size_t> SegmentMap::rowOf(Offset offset) const {
    const auto found = std::partition_point(m_batches.begin(), m_batches.end(), [&](const BatchInfo& b) {
        return b.header.lastOffset() < offset;
    });
    if (found == m_batches.end()) return std::nullopt;
    return static_cast<std::size_t>(found - m_batches.begin());
}

std::span<const IndexEntry> SegmentMap::entriesIn(Part part) const {
    const auto first = std::partition_point(m_index.begin(), m_index.end(),
                                            [&](const IndexEntry& e) { return e.position < part.begin; });
    const auto end = std::partition_point(first, m_index.end(),
                                          [&](const IndexEntry& e) { return e.position < part.end; });
    return {first, end};
}

std::optional<std::uint64_t> SegmentMap::endBefore(broker::Offset offset) const {
    const std::optional<std::size_t> row = rowOf(offset);
    if (!row) return std::nullopt;
    return m_batches[*row].position;
}

bool SegmentMap::wasRead(std::uint64_t position) const {
    return std::any_of(m_read.begin(), m_read.end(),
                       [&](const Part& part) { return part.begin <= position && position < part.end; });
}

std::optional<std::uint64_t> SegmentMap::nextToRead(Part part) const {
    std::uint64_t missing = part.begin;
    std::uint64_t surely = 0;
    for (const Part& read : m_read) {
        if (read.begin <= missing && missing < read.end) missing = read.end;
        if (read.end <= missing) surely = read.end;
    }
    if (missing >= std::min(part.end, m_bytes)) return std::nullopt;
    const auto after =
        std::upper_bound(m_index.begin(), m_index.end(), missing,
                         [](std::uint64_t wanted, const IndexEntry& e) { return wanted < e.position; });
    if (after != m_index.begin()) surely = std::max<std::uint64_t>(surely, (after - 1)->position);
    return surely;
}

}  // namespace widgets
