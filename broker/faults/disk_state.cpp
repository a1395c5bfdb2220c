#include "broker/faults/disk_state.h"

#include <algorithm>
#include <utility>

#include "broker/faults/faulty_work.h"

namespace broker::faults {
namespace {

/// A replaced file larger than this counts as replaced durably at once.
constexpr std::size_t kMaxReplacedBytes = std::size_t{1024} * 1024;

bool isChosen(const DiskFault& fault, DiskAct act) {
    switch (act) {
        case DiskAct::kRead:
            return fault.failsReads;
        case DiskAct::kWrite:
            return fault.failsWrites;
        case DiskAct::kSync:
            return fault.failsSyncs;
    }
    return false;
}

}  // namespace

void DiskState::setFault(const DiskFault& fault) {
    const std::scoped_lock lock(m_mutex);
    m_fault = fault;
    m_isFailing = fault.trouble == DiskTrouble::kFailing;
    m_mayFailReads = m_isFailing && fault.failsReads;
}

DiskFault DiskState::fault() const {
    const std::scoped_lock lock(m_mutex);
    return m_fault;
}

Result<void> DiskState::check(DiskAct act, std::string_view doing, const std::string& path,
                              std::uint64_t life) const {
    if (life != m_life.load(std::memory_order_relaxed) || FaultyWork::isJobOfEarlierLife(*this))
        return failure(ErrorCode::kInputOutput, "{} {}: the machine lost its power", doing, path);
    if (!m_isFailing.load(std::memory_order_relaxed)) return {};
    const std::scoped_lock lock(m_mutex);
    if (m_fault.trouble != DiskTrouble::kFailing || !isChosen(m_fault, act) ||
        path.find(m_fault.pathPart) == std::string::npos)
        return {};
    return failure(ErrorCode::kInputOutput, "{} {}: input/output error", doing, path);
}

std::shared_ptr<UnsyncedFile> DiskState::track(const std::string& path, std::uint64_t size) {
    if (!m_tracksUnsynced) return nullptr;
    const std::scoped_lock lock(m_mutex);
    std::shared_ptr<UnsyncedFile>& tracked = m_files[path];
    if (!tracked) tracked = std::make_shared<UnsyncedFile>(size, m_budget);
    return tracked;
}

void DiskState::release(const std::string& path, std::shared_ptr<UnsyncedFile> file) {
    const std::scoped_lock lock(m_mutex);
    if (file.use_count() == 1) return file.reset();  // its name is gone
    auto found = m_files.find(path);
    // Renamed since it was opened: look at them all, which is rare.
    if (found == m_files.end() || found->second != file)
        found = std::ranges::find(m_files, file, [](const auto& entry) { return entry.second; });
    // The map's and the caller's: nobody else uses it.
    if (found != m_files.end() && file.use_count() == 2 && file->isClean()) m_files.erase(found);
    file.reset();
}

Result<std::uint64_t> DiskState::takeRoom(const world::File& file, std::uint64_t position,
                                          std::uint64_t length) {
    if (m_fault.trouble != DiskTrouble::kFull) return length;
    ASSIGN_OR_RETURN(const std::uint64_t size, file.size());
    const std::uint64_t growth = std::max(size, position + length) - size;
    const std::uint64_t missing = growth - std::min(growth, m_fault.bytesLeft);
    m_fault.bytesLeft -= growth - missing;
    return length - missing;
}

Result<std::uint64_t> DiskState::admitWrite(const world::File& file, UnsyncedFile* unsynced,
                                            std::uint64_t position, std::uint64_t length) {
    const std::scoped_lock lock(m_mutex);
    ASSIGN_OR_RETURN(const std::uint64_t admitted, takeRoom(file, position, length));
    if (unsynced && admitted > 0) unsynced->beforeWrite(file, position, admitted);
    return admitted;
}

Result<void> DiskState::admitResize(const world::File& file, UnsyncedFile* unsynced, std::uint64_t size) {
    const std::scoped_lock lock(m_mutex);
    if (m_fault.trouble == DiskTrouble::kFull) {
        ASSIGN_OR_RETURN(const std::uint64_t before, file.size());
        if (size > before + m_fault.bytesLeft)
            return failure(ErrorCode::kNoSpace, "extending {} to {} bytes: no space left", file.path(), size);
        m_fault.bytesLeft = m_fault.bytesLeft + before - size;
    }
    if (unsynced) unsynced->beforeResize(file, size);
    return {};
}

void DiskState::freed(std::uint64_t bytes) {
    const std::scoped_lock lock(m_mutex);
    if (m_fault.trouble == DiskTrouble::kFull) m_fault.bytesLeft += bytes;
}

std::uint64_t DiskState::beginSync(UnsyncedFile* unsynced) {
    if (!unsynced) return 0;
    const std::scoped_lock lock(m_mutex);
    return unsynced->beginSync();
}

void DiskState::endSync(UnsyncedFile* unsynced, std::uint64_t number, bool succeeded) {
    if (!unsynced) return;
    const std::scoped_lock lock(m_mutex);
    unsynced->endSync(number, succeeded);
}

void DiskState::noteCreated(const std::string& path, bool isFolder) {
    const std::scoped_lock lock(m_mutex);
    m_names.created(path, isFolder);
}

std::optional<Bytes> DiskState::durableContent(const world::Files& files, const std::string& path) const {
    Result<Bytes> content = world::readWhole(files, path, kMaxReplacedBytes);
    if (!content) return std::nullopt;
    const auto tracked = m_files.find(path);
    return tracked == m_files.end() ? std::move(*content) : tracked->second->restored(std::move(*content));
}

void DiskState::moveTracked(const std::string& from, const std::string& to) {
    std::map<std::string, std::shared_ptr<UnsyncedFile>> going;
    for (auto file = m_files.lower_bound(from); file != m_files.end() && file->first.starts_with(from);) {
        if (!isWithin(file->first, from)) {
            ++file;
            continue;
        }
        going.emplace(moved(file->first, from, to), std::move(file->second));
        file = m_files.erase(file);
    }
    for (auto& [path, file] : going) m_files[path] = std::move(file);
}

Result<void> DiskState::rename(world::Files& files, const std::string& from, const std::string& to) {
    const std::scoped_lock lock(m_mutex);
    if (!m_tracksUnsynced) return files.rename(from, to);
    const bool replaces = files.exists(to);
    const bool isFolder = files.list(from).has_value();
    std::optional<Bytes> replaced;
    if (replaces && !isFolder) replaced = durableContent(files, to);
    RETURN_IF_ERROR(files.rename(from, to));
    m_files.erase(to);
    moveTracked(from, to);
    const std::string folder = world::parentPath(from);
    const std::string target = world::parentPath(to);
    m_names.renamed(from, to, isFolder, std::move(replaced));
    // What cannot be undone by a renaming back is durable, with what came before.
    if (folder == target && (!replaces || replaced)) return {};
    m_names.commit(target, m_names.mark());
    m_names.commit(folder, m_names.mark());
    return {};
}

void DiskState::noteRemoved(const std::string& path) {
    if (!m_tracksUnsynced) return;
    const std::scoped_lock lock(m_mutex);
    for (auto file = m_files.lower_bound(path); file != m_files.end() && file->first.starts_with(path);)
        file = isWithin(file->first, path) ? m_files.erase(file) : std::next(file);
    m_names.removed(path);
}

std::uint64_t DiskState::beginFolderSync() const {
    const std::scoped_lock lock(m_mutex);
    return m_names.mark();
}

void DiskState::endFolderSync(const std::string& folder, std::uint64_t mark) {
    const std::scoped_lock lock(m_mutex);
    m_names.commit(folder, mark);
}

Result<void> DiskState::losePower(world::Files& files) {
    const std::scoped_lock lock(m_mutex);
    ++m_life;
    Result<void> first;
    for (const auto& [path, unsynced] : m_files) {
        if (unsynced->isClean() || !files.exists(path)) continue;
        const Result<std::shared_ptr<world::File>> file = files.open(path, world::OpenMode::kReadWrite);
        Result<void> restored = file ? unsynced->restore(**file) : Result<void>(failure(file.error()));
        if (!restored && first) first = std::move(restored);
    }
    m_files.clear();
    Result<void> reverted = m_names.revert(files);
    return first ? reverted : first;
}

}  // namespace broker::faults
