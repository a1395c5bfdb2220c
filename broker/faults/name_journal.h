#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/world/files.h"

namespace broker::faults {

/// Whether `path` is `folder` itself or lies in it, however deep.
bool isWithin(std::string_view path, std::string_view folder);
/// `path` after its folder `from`, or itself, was renamed.
std::string moved(const std::string& path, const std::string& from, const std::string& to);

/// The names that were made or changed on a disk and not synced with their folder, in their order. Removals
/// are not kept: the journal of a real file system writes its changes in order, so a removal that lasted took
/// with it whatever came before in its folder.
class NameJournal {
public:
    static constexpr std::size_t kMaxChanges = 10'000;  ///< the oldest beyond count as durable

    void created(const std::string& path, bool isFolder);
    /// Within one folder. `replaced`: what the file that had the name durably held.
    void renamed(const std::string& from, const std::string& to, bool isFolder,
                 std::optional<Bytes> replaced);
    /// The name is gone. If nobody had made it durable it leaves no trace.
    void removed(const std::string& path);

    std::uint64_t mark() const { return m_lastNumber; }
    /// The folder's changes up to the mark are durable.
    void commit(const std::string& folder, std::uint64_t mark);
    bool isEmpty() const { return m_changes.empty(); }

    /// Undoes everything, newest first, and is empty. Goes on after an error and returns the first.
    Result<void> revert(world::Files& files);

private:
    struct Change {
        std::uint64_t number = 0;
        std::string path;  ///< as it was called right after the change
        std::string from;  ///< of a renaming; empty: created
        bool isFolder = false;
        std::optional<Bytes> replaced;
    };

    void add(Change change);
    bool hasMovedFolders() const;
    std::string presentPath(std::size_t index) const;

    std::vector<Change> m_changes;
    std::uint64_t m_lastNumber = 0;
};

}  // namespace broker::faults
