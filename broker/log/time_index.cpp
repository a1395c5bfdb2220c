#include "broker/log/time_index.h"

#include "broker/base/byte_reader.h"
#include "broker/base/byte_writer.h"

namespace broker::log {
namespace {

TimeIndexEntry decode(const IndexFile::Entry& bytes, Offset base) {
    ByteReader reader(ByteView(bytes).first(kTimeIndexEntrySize));
    const Timestamp timestamp(reader.int64());
    return {timestamp, base + static_cast<std::int64_t>(reader.uint32())};
}

}  // namespace

Result<std::optional<TimeIndexEntry>> TimeIndex::before(std::uint64_t index) const {
    if (index == 0) return std::nullopt;
    ASSIGN_OR_RETURN(const IndexFile::Entry entry, m_file.at(index - 1));
    return decode(entry, m_base);
}

Result<std::optional<TimeIndexEntry>> TimeIndex::floor(Timestamp timestamp) const {
    ASSIGN_OR_RETURN(const std::uint64_t after, m_file.firstWhere([&](const IndexFile::Entry& entry) {
        return decode(entry, m_base).timestamp > timestamp;
    }));
    return before(after);
}

Result<std::optional<TimeIndexEntry>> TimeIndex::last() const { return before(m_file.count()); }

Result<void> TimeIndex::maybeAppend(const TimeIndexEntry& entry) {
    if (entry.timestamp < Timestamp(0)) return {};
    ASSIGN_OR_RETURN(const auto newest, last());
    if (newest && entry.timestamp <= newest->timestamp) return {};
    ByteWriter writer;
    writer.reserve(kTimeIndexEntrySize);
    writer.int64(entry.timestamp.value());
    writer.int32(static_cast<std::int32_t>(entry.offset - m_base));
    return m_file.append(writer.view());
}

Result<void> TimeIndex::truncateTo(Offset offset) {
    ASSIGN_OR_RETURN(const std::uint64_t kept, m_file.firstWhere([&](const IndexFile::Entry& entry) {
        return decode(entry, m_base).offset >= offset;
    }));
    return m_file.truncate(kept);
}

}  // namespace broker::log
