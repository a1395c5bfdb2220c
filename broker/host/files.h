#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "broker/host/helper_pool.h"
#include "broker/host/posix.h"
#include "broker/world/files.h"

namespace broker::host {

/// A file of the operating system. After a failed sync it fails every further one: the kernel has dropped
/// the pages and would report success.
class File final : public world::File {
public:
    File(Descriptor descriptor, std::string path);

    using world::File::writeAt;
    Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override;
    Result<void> writeAt(std::uint64_t position, std::span<const ByteView> pieces) override;
    Result<std::uint64_t> size() const override;
    Result<void> resize(std::uint64_t size) override;
    Result<void> syncNow() override;
    const std::string& path() const override { return m_path; }

    /// For sendfile.
    int descriptor() const { return m_descriptor.number(); }

private:
    const Descriptor m_descriptor;
    const std::string m_path;
    std::atomic<bool> m_hasFailedSync = false;
};

/// The disks of this machine. `sync` runs on a helper thread of its own, one after another.
class Files final : public world::Files {
public:
    explicit Files(HelperPool& syncer)
        : m_syncer(syncer) {}

    Result<std::shared_ptr<world::File>> open(const std::string& path, world::OpenMode mode) const override;
    bool exists(const std::string& path) const override;
    Result<std::vector<world::FolderEntry>> list(const std::string& folder) const override;
    Result<void> makeFolders(const std::string& path) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<void> remove(const std::string& path) override;
    Result<void> removeAll(const std::string& folder) override;
    Result<void> syncFolderNow(const std::string& folder) override;
    world::Call sync(std::shared_ptr<world::File> file, world::Completion<Result<void>> done) override;
    std::uint64_t freeBytes(const std::string& path) const override;

private:
    HelperPool& m_syncer;
};

}  // namespace broker::host
