#include "broker/log/offset_index.h"

#include "broker/base/byte_reader.h"
#include "broker/base/byte_writer.h"

namespace broker::log {
namespace {

IndexEntry decode(const IndexFile::Entry& bytes, Offset base) {
    ByteReader reader(ByteView(bytes).first(kIndexEntrySize));
    const std::uint32_t relative = reader.uint32();
    return {base + static_cast<std::int64_t>(relative), reader.uint32()};
}

}  // namespace

Result<std::optional<IndexEntry>> OffsetIndex::before(std::uint64_t index) const {
    if (index == 0) return std::nullopt;
    ASSIGN_OR_RETURN(const IndexFile::Entry entry, m_file.at(index - 1));
    return decode(entry, m_base);
}

Result<std::optional<IndexEntry>> OffsetIndex::floor(Offset offset) const {
    ASSIGN_OR_RETURN(const std::uint64_t after, m_file.firstWhere([&](const IndexFile::Entry& entry) {
        return decode(entry, m_base).offset > offset;
    }));
    return before(after);
}

Result<std::optional<IndexEntry>> OffsetIndex::floorPosition(std::uint64_t position) const {
    ASSIGN_OR_RETURN(const std::uint64_t after, m_file.firstWhere([&](const IndexFile::Entry& entry) {
        return decode(entry, m_base).position > position;
    }));
    return before(after);
}

Result<std::optional<IndexEntry>> OffsetIndex::last() const { return before(m_file.count()); }

Result<void> OffsetIndex::append(const IndexEntry& entry) {
    ByteWriter writer;
    writer.reserve(kIndexEntrySize);
    writer.int32(static_cast<std::int32_t>(entry.offset - m_base));
    writer.int32(static_cast<std::int32_t>(entry.position));
    return m_file.append(writer.view());
}

Result<void> OffsetIndex::truncateTo(Offset offset) {
    ASSIGN_OR_RETURN(const std::uint64_t kept, m_file.firstWhere([&](const IndexFile::Entry& entry) {
        return decode(entry, m_base).offset >= offset;
    }));
    return m_file.truncate(kept);
}

}  // namespace broker::log
