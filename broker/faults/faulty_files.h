#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "broker/faults/disk_state.h"
#include "broker/world/files.h"
#include "broker/world/time.h"

namespace broker::faults {

/// A file on a disk with troubles.
class FaultyFile final : public world::File {
public:
    FaultyFile(std::shared_ptr<world::File> below, std::shared_ptr<DiskState> disk,
               std::shared_ptr<UnsyncedFile> unsynced);
    ~FaultyFile() override;

    using world::File::writeAt;
    Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override;
    Result<void> writeAt(std::uint64_t position, std::span<const ByteView> pieces) override;
    Result<std::uint64_t> size() const override { return m_below->size(); }
    Result<void> resize(std::uint64_t size) override;
    Result<void> syncNow() override;
    const std::string& path() const override { return m_below->path(); }

    const std::shared_ptr<world::File>& below() const { return m_below; }
    bool mayFailReads() const;

    /// A sync in two steps, for Files::sync.
    struct SyncStep {
        std::uint64_t number = 0;
        Duration atLeast{};
    };
    Result<SyncStep> beginSync();
    Result<void> endSync(const SyncStep& step, Result<void> result);

private:
    const std::shared_ptr<world::File> m_below;
    const std::shared_ptr<DiskState> m_disk;
    std::shared_ptr<UnsyncedFile> m_unsynced;
    const std::uint64_t m_life;
    std::atomic<bool> m_hasFailedSync = false;
};

/// The file below, for a transport that can send its kind without copying; the file itself if it is not a
/// FaultyFile or if reading it may fail.
std::shared_ptr<const world::File> uncovered(std::shared_ptr<const world::File> file);

/// A disk with troubles; see Faults for what they mean. Without any, each act goes straight through.
class FaultyFiles final : public world::Files {
public:
    FaultyFiles(world::Files& below, const world::Clock& clock, world::Timers& timers,
                std::shared_ptr<DiskState> disk);

    Result<std::shared_ptr<world::File>> open(const std::string& path, world::OpenMode mode) const override;
    bool exists(const std::string& path) const override { return m_below.exists(path); }
    Result<std::vector<world::FolderEntry>> list(const std::string& folder) const override;
    Result<void> makeFolders(const std::string& path) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<void> remove(const std::string& path) override;
    Result<void> removeAll(const std::string& folder) override;
    Result<void> syncFolderNow(const std::string& folder) override;
    [[nodiscard]] world::Call sync(std::shared_ptr<world::File> file,
                                   world::Completion<Result<void>> done) override;
    std::uint64_t freeBytes(const std::string& path) const override;

private:
    Result<std::shared_ptr<world::File>> openTracked(const std::string& path, world::OpenMode mode) const;
    std::uint64_t sizeOf(const std::string& path) const;
    std::uint64_t sizeWithin(const std::string& folder) const;

    world::Files& m_below;
    const world::Clock& m_clock;
    world::Timers& m_timers;
    std::shared_ptr<DiskState> m_disk;
};

}  // namespace broker::faults
