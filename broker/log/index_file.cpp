#include "broker/log/index_file.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"

namespace broker::log {
namespace {

constexpr std::size_t kMaxResident = std::size_t{64} * 1024 * 1024;

}  // namespace

IndexFile::IndexFile(world::Files& files, std::string path, std::size_t entrySize)
    : m_files(files)
    , m_path(std::move(path))
    , m_entrySize(entrySize) {
    CHECK(entrySize <= kMaxEntrySize);
}

Result<void> IndexFile::create() {
    ASSIGN_OR_RETURN(m_file, m_files.open(m_path, world::OpenMode::kTruncate));
    m_count = 0;
    m_resident.emplace();
    return {};
}

Result<void> IndexFile::open() {
    m_file.reset();
    m_resident.reset();
    m_count = 0;
    ASSIGN_OR_RETURN(const auto opened, file());
    ASSIGN_OR_RETURN(const std::uint64_t size, opened->size());
    m_count = size / m_entrySize;
    if (size % m_entrySize != 0)
        return failure(ErrorCode::kMalformed, "opening {}: {} bytes are no whole number of entries", m_path,
                       size);
    return {};
}

Result<void> IndexFile::load() {
    if (m_resident) return {};
    const std::uint64_t size = m_count * m_entrySize;
    if (size > kMaxResident)
        return failure(ErrorCode::kTooLarge, "loading {}: {} bytes, at most {} expected", m_path, size,
                       kMaxResident);
    ASSIGN_OR_RETURN(const auto opened, file());
    Bytes content(size);
    ASSIGN_OR_RETURN(const std::size_t count, opened->readAt(0, content));
    if (count != size) return failure(ErrorCode::kMalformed, "loading {}: it shrank meanwhile", m_path);
    m_resident = std::move(content);
    return {};
}

void IndexFile::release() {
    m_resident.reset();
    m_file.reset();
}

Result<IndexFile::Entry> IndexFile::at(std::uint64_t index) const {
    CHECK(index < m_count);
    Entry entry{};
    if (m_resident) {
        std::copy_n(m_resident->begin() + static_cast<std::ptrdiff_t>(index * m_entrySize), m_entrySize,
                    entry.begin());
        return entry;
    }
    ASSIGN_OR_RETURN(const auto opened, file());
    ASSIGN_OR_RETURN(const std::size_t count,
                     opened->readAt(index * m_entrySize, MutableByteView(entry).first(m_entrySize)));
    if (count != m_entrySize)
        return failure(ErrorCode::kMalformed, "reading entry {} of {}: the file is too short", index, m_path);
    return entry;
}

Result<void> IndexFile::append(ByteView entry) {
    CHECK(entry.size() == m_entrySize);
    ASSIGN_OR_RETURN(const auto opened, file());
    RETURN_IF_ERROR(opened->writeAt(m_count * m_entrySize, entry));
    if (m_resident) m_resident->insert(m_resident->end(), entry.begin(), entry.end());
    ++m_count;
    return {};
}

Result<void> IndexFile::truncate(std::uint64_t count) {
    if (count > m_count) return {};
    ASSIGN_OR_RETURN(const auto opened, file());
    RETURN_IF_ERROR(opened->resize(count * m_entrySize));
    if (m_resident) m_resident->resize(count * m_entrySize);
    m_count = count;
    return {};
}

Result<std::shared_ptr<world::File>> IndexFile::file() const {
    if (!m_file) {
        ASSIGN_OR_RETURN(m_file, m_files.open(m_path, world::OpenMode::kReadWrite));
    }
    return m_file;
}

}  // namespace broker::log
