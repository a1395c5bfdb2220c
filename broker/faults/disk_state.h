#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "broker/faults/fault.h"
#include "broker/faults/name_journal.h"
#include "broker/faults/unsynced_file.h"
#include "broker/world/files.h"

namespace broker::faults {

/// Which choice of DiskFault an act is under.
enum class DiskAct : std::uint8_t { kRead, kWrite, kSync };

/// What the files of a disk share: what is wrong with it and what is unsynced on it. Files are used from the
/// loop and from Work jobs at once, so every call is safe on any thread; the lock is never held over reads
/// or syncs of file content.
class DiskState {
public:
    explicit DiskState(bool tracksUnsynced)
        : m_tracksUnsynced(tracksUnsynced) {}

    void setFault(const DiskFault& fault);
    DiskFault fault() const;
    /// Whether reads may fail; asked for each slice that is sent, so without the lock.
    bool mayFailReads() const { return m_mayFailReads.load(std::memory_order_relaxed); }

    /// Lives of the machine, counted by losses of power: what was opened in an earlier one is dead.
    std::uint64_t life() const { return m_life.load(std::memory_order_relaxed); }
    /// What speaks against the act; `doing` and `path` for the error's words.
    Result<void> check(DiskAct act, std::string_view doing, const std::string& path,
                       std::uint64_t life) const;

    /// What a file would lose without power; null if nothing is kept track of. One per path.
    std::shared_ptr<UnsyncedFile> track(const std::string& path, std::uint64_t size);
    /// The last user of a path's file is gone.
    void release(const std::string& path, std::shared_ptr<UnsyncedFile> file);

    /// Before a write: how many of its bytes the disk has room for.
    Result<std::uint64_t> admitWrite(const world::File& file, UnsyncedFile* unsynced, std::uint64_t position,
                                     std::uint64_t length);
    Result<void> admitResize(const world::File& file, UnsyncedFile* unsynced, std::uint64_t size);
    void freed(std::uint64_t bytes);

    std::uint64_t beginSync(UnsyncedFile* unsynced);
    void endSync(UnsyncedFile* unsynced, std::uint64_t number, bool succeeded);

    bool tracksUnsynced() const { return m_tracksUnsynced; }
    void noteCreated(const std::string& path, bool isFolder);
    /// Carries out the renaming.
    Result<void> rename(world::Files& files, const std::string& from, const std::string& to);
    void noteRemoved(const std::string& path);
    std::uint64_t beginFolderSync() const;
    void endFolderSync(const std::string& folder, std::uint64_t mark);

    /// Takes back all that is unsynced. The first error, after having tried everything.
    Result<void> losePower(world::Files& files);

private:
    Result<std::uint64_t> takeRoom(const world::File& file, std::uint64_t position, std::uint64_t length);
    std::optional<Bytes> durableContent(const world::Files& files, const std::string& path) const;
    void moveTracked(const std::string& from, const std::string& to);

    const bool m_tracksUnsynced;
    std::atomic<bool> m_isFailing = false;
    std::atomic<bool> m_mayFailReads = false;
    std::atomic<std::uint64_t> m_life = 1;

    mutable std::mutex m_mutex;
    DiskFault m_fault;
    UndoBudget m_budget;
    NameJournal m_names;
    std::map<std::string, std::shared_ptr<UnsyncedFile>> m_files;
};

}  // namespace broker::faults
