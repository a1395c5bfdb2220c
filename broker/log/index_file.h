#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/world/files.h"

namespace broker::log {

/// Entries of one size in a file, written one after another with positional writes. The index of the segment
/// that grows keeps its entries in memory too; a sealed one is read through its file, which is opened when
/// needed and can be let go.
class IndexFile {
public:
    static constexpr std::size_t kMaxEntrySize = 12;
    using Entry = std::array<std::uint8_t, kMaxEntrySize>;

    IndexFile(world::Files& files, std::string path, std::size_t entrySize);

    /// Starts empty, whatever was there; entries stay in memory.
    Result<void> create();
    /// Takes what is there. kNotFound; kMalformed if the size is not a whole number of entries.
    Result<void> open();
    /// Reads all entries into memory. kTooLarge beyond 64 MiB.
    Result<void> load();
    /// Forgets what is in memory and closes the file.
    void release();

    std::uint64_t count() const { return m_count; }
    Result<Entry> at(std::uint64_t index) const;
    Result<void> append(ByteView entry);
    /// Keeps the first `count`.
    Result<void> truncate(std::uint64_t count);

    Result<std::shared_ptr<world::File>> file() const;
    const std::string& path() const { return m_path; }
    void relocate(std::string path) { m_path = std::move(path); }

    /// Index of the first entry for which `isAfter` holds, given that all further ones then hold too.
    template <class IsAfter>
    Result<std::uint64_t> firstWhere(IsAfter isAfter) const {
        std::uint64_t begin = 0;
        std::uint64_t end = m_count;
        while (begin < end) {
            const std::uint64_t middle = begin + (end - begin) / 2;
            ASSIGN_OR_RETURN(const Entry entry, at(middle));
            if (isAfter(entry))
                end = middle;
            else
                begin = middle + 1;
        }
        return begin;
    }

private:
    world::Files& m_files;
    std::string m_path;
    std::size_t m_entrySize;
    std::uint64_t m_count = 0;
    mutable std::shared_ptr<world::File> m_file;
    std::optional<Bytes> m_resident;
};

}  // namespace broker::log
