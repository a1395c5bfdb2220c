#include "broker/faults/name_journal.h"

#include <algorithm>
#include <utility>

namespace broker::faults {
namespace {

Result<void> undo(world::Files& files, const std::string& path, const std::string& from, bool isFolder,
                  const std::optional<Bytes>& replaced) {
    if (from.empty()) return isFolder ? files.removeAll(path) : files.remove(path);
    RETURN_IF_ERROR(files.rename(path, from));
    if (!replaced) return {};
    ASSIGN_OR_RETURN(const auto file, files.open(path, world::OpenMode::kTruncate));
    return file->writeAt(0, *replaced);
}

}  // namespace

bool isWithin(std::string_view path, std::string_view folder) {
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string moved(const std::string& path, const std::string& from, const std::string& to) {
    return isWithin(path, from) ? to + path.substr(from.size()) : path;
}

void NameJournal::add(Change change) {
    if (m_changes.size() == kMaxChanges) m_changes.erase(m_changes.begin());
    change.number = ++m_lastNumber;
    m_changes.push_back(std::move(change));
}

void NameJournal::created(const std::string& path, bool isFolder) {
    add({.path = path, .from = {}, .isFolder = isFolder, .replaced = {}});
}

void NameJournal::renamed(const std::string& from, const std::string& to, bool isFolder,
                          std::optional<Bytes> replaced) {
    add({.path = to, .from = from, .isFolder = isFolder, .replaced = std::move(replaced)});
}

bool NameJournal::hasMovedFolders() const {
    return std::ranges::any_of(m_changes,
                               [](const Change& change) { return change.isFolder && !change.from.empty(); });
}

/// What the path of a change is called today.
std::string NameJournal::presentPath(std::size_t index) const {
    std::string path = m_changes[index].path;
    for (std::size_t later = index + 1; later < m_changes.size(); ++later) {
        const Change& change = m_changes[later];
        if (change.isFolder && !change.from.empty()) path = moved(path, change.from, change.path);
    }
    return path;
}

void NameJournal::removed(const std::string& path) {
    // Of what was inside nothing is left to undo.
    const bool hasMoved = hasMovedFolders();
    std::size_t index = 0;
    bool wasFresh = false;
    while (index < m_changes.size()) {
        const std::string present = hasMoved ? presentPath(index) : m_changes[index].path;
        const bool isItself = present == path;
        if (isItself) wasFresh = m_changes[index].from.empty();
        const bool goes = present != path ? isWithin(present, path) : wasFresh;
        if (goes)
            m_changes.erase(m_changes.begin() + static_cast<std::ptrdiff_t>(index));
        else
            ++index;
    }
    if (!wasFresh) commit(world::parentPath(path), m_lastNumber);
}

void NameJournal::commit(const std::string& folder, std::uint64_t mark) {
    const bool hasMoved = hasMovedFolders();
    std::size_t index = 0;
    while (index < m_changes.size() && m_changes[index].number <= mark) {
        const std::string present = hasMoved ? presentPath(index) : m_changes[index].path;
        if (world::parentPath(present) != folder) {
            ++index;
            continue;
        }
        const Change durable = std::move(m_changes[index]);
        m_changes.erase(m_changes.begin() + static_cast<std::ptrdiff_t>(index));
        if (durable.from.empty() || !durable.isFolder) continue;
        // What came before is undone, if at all, under the name that lasts.
        for (std::size_t earlier = 0; earlier < index; ++earlier) {
            Change& change = m_changes[earlier];
            change.path = moved(change.path, durable.from, durable.path);
            if (!change.from.empty()) change.from = moved(change.from, durable.from, durable.path);
        }
    }
}

Result<void> NameJournal::revert(world::Files& files) {
    Result<void> first;
    const std::vector<Change> changes = std::exchange(m_changes, {});
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        Result<void> undone = undo(files, change->path, change->from, change->isFolder, change->replaced);
        if (!undone && first) first = std::move(undone);
    }
    return first;
}

}  // namespace broker::faults
