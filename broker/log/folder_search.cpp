#include "broker/log/folder_search.h"

#include <algorithm>
#include <array>
#include <optional>

#include "broker/base/byte_reader.h"
#include "broker/log/batch_scanner.h"
#include "broker/log/file_names.h"

namespace broker::log {
namespace {

/// Headers shown at most; a search with an index looks at far fewer.
constexpr std::size_t kMaxShown = 10000;

void chooseSegment(OffsetSearch& search) {
    std::size_t begin = 0;
    std::size_t end = search.segments.size();
    while (begin < end) {
        const std::size_t middle = begin + (end - begin) / 2;
        ++search.segmentLooks;
        if (search.segments[middle] > search.wanted)
            end = middle;
        else
            begin = middle + 1;
    }
    if (begin > 0) search.segment = begin - 1;
}

class IndexSearch {
public:
    IndexSearch(const world::File& file, Offset base, OffsetSearch& search)
        : m_file(file)
        , m_base(base)
        , m_search(search) {}

    Result<void> run() {
        ASSIGN_OR_RETURN(const std::uint64_t size, m_file.size());
        m_search.indexEntries = size / kIndexEntrySize;
        std::uint64_t begin = 0;
        std::uint64_t end = m_search.indexEntries;
        while (begin < end) {
            const std::uint64_t middle = begin + (end - begin) / 2;
            m_search.indexLooks.push_back(middle);
            ASSIGN_OR_RETURN(const auto entry, at(middle));
            if (!entry || entry->offset > m_search.wanted) {
                end = middle;
            } else {
                m_search.entry = entry;
                begin = middle + 1;
            }
        }
        return {};
    }

private:
    /// Nothing for the zeros of a preallocated file, which lie behind all entries.
    Result<std::optional<IndexEntry>> at(std::uint64_t index) {
        std::array<std::uint8_t, kIndexEntrySize> bytes{};
        ASSIGN_OR_RETURN(const std::size_t count, m_file.readAt(index * kIndexEntrySize, bytes));
        m_search.indexBytesRead += count;
        ByteReader reader(bytes);
        const std::uint32_t relative = reader.uint32();
        const std::uint32_t position = reader.uint32();
        // An entry never points to the first batch: it comes after the interval's bytes.
        if (count < kIndexEntrySize || position == 0) return std::nullopt;
        return IndexEntry{m_base + static_cast<std::int64_t>(relative), position};
    }

    const world::File& m_file;
    Offset m_base;
    OffsetSearch& m_search;
};

Result<void> scan(const world::File& file, Offset base, OffsetSearch& search) {
    ASSIGN_OR_RETURN(const std::uint64_t size, file.size());
    BatchScanner scanner(file, {.begin = search.seekPosition, .end = size, .leastOffset = base});
    while (!search.found && search.scanned.size() < kMaxShown) {
        ASSIGN_OR_RETURN(const auto batch, scanner.next());
        if (!batch) break;
        search.scanned.push_back({.header = batch->header, .position = batch->position});
        search.found = batch->header.lastOffset() >= search.wanted;
        search.atGap = search.found && batch->header.baseOffset > search.wanted;
    }
    search.logBytesRead += scanner.bytesRead();
    return {};
}

}  // namespace

Result<OffsetSearch> findOffset(const world::Files& files, const std::string& folder,
                                const std::vector<SegmentInfo>& segments, Offset wanted) {
    OffsetSearch search{.wanted = wanted};
    for (const SegmentInfo& segment : segments) search.segments.push_back(segment.baseOffset);
    chooseSegment(search);
    if (!search.segment) return search;
    const SegmentInfo& segment = segments[*search.segment];
    if (segment.hasIndex) {
        const std::string path = world::joinPath(folder, offsetFileName(segment.baseOffset, kIndexSuffix));
        if (const auto index = files.open(path, world::OpenMode::kRead)) {
            RETURN_IF_ERROR(IndexSearch(**index, segment.baseOffset, search).run());
        } else if (index.error().code != ErrorCode::kNotFound) {
            return failure(index.error());
        }
    }
    if (search.entry) search.seekPosition = search.entry->position;
    const std::string path = world::joinPath(folder, offsetFileName(segment.baseOffset, kLogSuffix));
    ASSIGN_OR_RETURN(const auto log, files.open(path, world::OpenMode::kRead));
    RETURN_IF_ERROR(scan(*log, segment.baseOffset, search));
    return search;
}

}  // namespace broker::log
