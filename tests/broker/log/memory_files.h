#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "broker/world/files.h"
#include "broker/world/work.h"

namespace tests {

/// What changes a disk, so that a test can count, fail and cut it short.
enum class DiskAct { kOpen, kWrite, kResize, kRename, kRemove, kSync };

/// A disk in memory that keeps all that was written, as a page cache survives its process. `onAct` is asked
/// before each change: an error fails it; of a failing write the first `tornBytes` arrive all the same.
class MemoryFiles final : public broker::world::Files {
public:
    struct Node {
        broker::Bytes content;
        std::string path;
    };
    struct Fate {
        broker::Error error;
        std::size_t tornBytes = 0;
    };
    using Judge = std::function<std::optional<Fate>(DiskAct, const std::string& path)>;

    MemoryFiles() { m_folders.insert("/data"); }

    /// The same files, independent of this disk; no judge.
    std::unique_ptr<MemoryFiles> copy() const;
    void judge(Judge judge) { m_judge = std::move(judge); }
    broker::Bytes& content(const std::string& path);
    bool has(const std::string& path) const { return m_nodes.contains(path); }
    /// How many have the file open.
    long openHandles(const std::string& path) const { return m_nodes.at(path).use_count() - 1; }
    void put(const std::string& path, broker::ByteView content);
    std::vector<std::string> names(const std::string& folder) const;

    broker::Result<std::shared_ptr<broker::world::File>> open(const std::string& path,
                                                              broker::world::OpenMode mode) const override;
    bool exists(const std::string& path) const override;
    broker::Result<std::vector<broker::world::FolderEntry>> list(const std::string& folder) const override;
    broker::Result<void> makeFolders(const std::string& path) override;
    broker::Result<void> rename(const std::string& from, const std::string& to) override;
    broker::Result<void> remove(const std::string& path) override;
    broker::Result<void> removeAll(const std::string& folder) override;
    broker::Result<void> syncFolderNow(const std::string& folder) override;
    broker::world::Call sync(std::shared_ptr<broker::world::File> file,
                             broker::world::Completion<broker::Result<void>> done) override;
    std::uint64_t freeBytes(const std::string&) const override { return 0; }

    broker::Result<void> allow(DiskAct act, const std::string& path, std::size_t* tornBytes = nullptr) const;
    /// Completes the syncs that were asked for.
    void finishSyncs();

private:
    struct PendingSync {
        std::shared_ptr<broker::world::File> file;
        broker::world::Completion<broker::Result<void>> done;
    };
    class SyncHandle;

    mutable std::map<std::string, std::shared_ptr<Node>> m_nodes;
    std::set<std::string> m_folders;
    Judge m_judge;
    std::deque<std::shared_ptr<PendingSync>> m_syncs;
};

/// Jobs wait until the test lets them run.
class ManualWork final : public broker::world::Work {
public:
    using Work::run;
    broker::world::Call run(broker::world::Callback job, broker::world::Callback done) override;
    /// Runs what waits, and what that starts.
    void runAll();
    /// The oldest; false if none waits.
    bool runNext();
    std::size_t waiting() const { return m_jobs.size(); }

private:
    struct Job {
        broker::world::Callback job;
        broker::world::Callback done;
    };
    class Handle;
    std::deque<std::shared_ptr<Job>> m_jobs;
};

}  // namespace tests
