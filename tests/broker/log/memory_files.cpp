#include "tests/broker/log/memory_files.h"

#include <algorithm>
#include <utility>

using namespace broker;

namespace tests {
namespace {

class MemoryFile final : public world::File {
public:
    MemoryFile(const MemoryFiles& disk, std::shared_ptr<MemoryFiles::Node> node)
        : m_disk(disk)
        , m_node(std::move(node))
        , m_path(m_node->path) {}

    Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override {
        const Bytes& content = m_node->content;
        if (position >= content.size()) return std::size_t{0};
        const std::size_t count = std::min<std::uint64_t>(content.size() - position, into.size());
        std::copy_n(content.begin() + static_cast<std::ptrdiff_t>(position), count, into.begin());
        return count;
    }

    Result<void> writeAt(std::uint64_t position, std::span<const ByteView> pieces) override {
        std::size_t torn = 0;
        const auto allowed = m_disk.allow(DiskAct::kWrite, m_path, &torn);
        Bytes all;
        for (const ByteView piece : pieces) all.insert(all.end(), piece.begin(), piece.end());
        if (!allowed) all.resize(std::min(all.size(), torn));
        Bytes& content = m_node->content;
        if (!all.empty() && content.size() < position + all.size()) content.resize(position + all.size());
        std::copy(all.begin(), all.end(), content.begin() + static_cast<std::ptrdiff_t>(position));
        return allowed;
    }

    Result<std::uint64_t> size() const override { return m_node->content.size(); }
    Result<void> resize(std::uint64_t size) override {
        RETURN_IF_ERROR(m_disk.allow(DiskAct::kResize, m_path));
        m_node->content.resize(size);
        return {};
    }
    Result<void> syncNow() override { return m_disk.allow(DiskAct::kSync, m_path); }
    const std::string& path() const override { return m_path; }

private:
    const MemoryFiles& m_disk;
    std::shared_ptr<MemoryFiles::Node> m_node;
    std::string m_path;
};

}  // namespace

class MemoryFiles::SyncHandle : public world::Operation {
public:
    explicit SyncHandle(std::shared_ptr<PendingSync> sync)
        : m_sync(std::move(sync)) {}
    ~SyncHandle() override { m_sync->done = nullptr; }

private:
    std::shared_ptr<PendingSync> m_sync;
};

std::unique_ptr<MemoryFiles> MemoryFiles::copy() const {
    auto other = std::make_unique<MemoryFiles>();
    other->m_folders = m_folders;
    for (const auto& [path, node] : m_nodes) other->m_nodes[path] = std::make_shared<Node>(*node);
    return other;
}

Bytes& MemoryFiles::content(const std::string& path) { return m_nodes.at(path)->content; }

void MemoryFiles::put(const std::string& path, ByteView content) {
    m_folders.insert(world::parentPath(path));
    m_nodes[path] = std::make_shared<Node>(Node{toBytes(content), path});
}

std::vector<std::string> MemoryFiles::names(const std::string& folder) const {
    std::vector<std::string> found;
    const auto entries = list(folder);
    for (const auto& entry : *entries) found.push_back(entry.name);
    return found;
}

Result<void> MemoryFiles::allow(DiskAct act, const std::string& path, std::size_t* tornBytes) const {
    if (!m_judge) return {};
    const auto fate = m_judge(act, path);
    if (!fate) return {};
    if (tornBytes) *tornBytes = fate->tornBytes;
    return failure(fate->error);
}

Result<std::shared_ptr<world::File>> MemoryFiles::open(const std::string& path, world::OpenMode mode) const {
    const auto found = m_nodes.find(path);
    const bool present = found != m_nodes.end();
    const bool needed = mode == world::OpenMode::kRead || mode == world::OpenMode::kReadWrite;
    if (!present && needed) return failure(ErrorCode::kNotFound, "opening {}: no such file", path);
    if (present && mode == world::OpenMode::kCreateNew)
        return failure(ErrorCode::kAlreadyExists, "opening {}: it exists", path);
    if (!m_folders.contains(world::parentPath(path)))
        return failure(ErrorCode::kNotFound, "opening {}: no such folder", path);
    if (!present || mode == world::OpenMode::kTruncate) RETURN_IF_ERROR(allow(DiskAct::kOpen, path));
    auto& node = m_nodes[path];
    if (!node) node = std::make_shared<Node>(Node{{}, path});
    if (mode == world::OpenMode::kTruncate) node->content.clear();
    return std::make_shared<MemoryFile>(*this, node);
}

bool MemoryFiles::exists(const std::string& path) const {
    return m_nodes.contains(path) || m_folders.contains(path);
}

Result<std::vector<world::FolderEntry>> MemoryFiles::list(const std::string& folder) const {
    if (!m_folders.contains(folder))
        return failure(ErrorCode::kNotFound, "listing {}: no such folder", folder);
    std::vector<world::FolderEntry> entries;
    for (const auto& [path, node] : m_nodes)
        if (world::parentPath(path) == folder)
            entries.push_back({path.substr(folder.size() + 1), false, node->content.size()});
    return entries;
}

Result<void> MemoryFiles::makeFolders(const std::string& path) {
    m_folders.insert(path);
    return {};
}

Result<void> MemoryFiles::rename(const std::string& from, const std::string& to) {
    RETURN_IF_ERROR(allow(DiskAct::kRename, from));
    if (m_folders.erase(from) > 0) {
        m_folders.insert(to);
        std::map<std::string, std::shared_ptr<Node>> moved;
        for (auto& [path, node] : m_nodes) {
            const bool inside = world::parentPath(path) == from;
            moved[inside ? to + path.substr(from.size()) : path] = std::move(node);
        }
        m_nodes = std::move(moved);
        return {};
    }
    const auto found = m_nodes.find(from);
    if (found == m_nodes.end()) return failure(ErrorCode::kNotFound, "renaming {}: no such file", from);
    m_nodes[to] = found->second;
    m_nodes.erase(from);
    return {};
}

Result<void> MemoryFiles::remove(const std::string& path) {
    RETURN_IF_ERROR(allow(DiskAct::kRemove, path));
    m_nodes.erase(path);
    return {};
}

Result<void> MemoryFiles::removeAll(const std::string& folder) {
    RETURN_IF_ERROR(allow(DiskAct::kRemove, folder));
    std::erase_if(m_nodes, [&](const auto& pair) { return world::parentPath(pair.first) == folder; });
    m_folders.erase(folder);
    return {};
}

Result<void> MemoryFiles::syncFolderNow(const std::string& folder) { return allow(DiskAct::kSync, folder); }

world::Call MemoryFiles::sync(std::shared_ptr<world::File> file, world::Completion<Result<void>> done) {
    auto pending = std::make_shared<PendingSync>(PendingSync{std::move(file), std::move(done)});
    m_syncs.push_back(pending);
    return std::make_unique<SyncHandle>(std::move(pending));
}

void MemoryFiles::finishSyncs() {
    while (!m_syncs.empty()) {
        const auto sync = m_syncs.front();
        m_syncs.pop_front();
        if (auto done = std::exchange(sync->done, nullptr)) done(sync->file->syncNow());
    }
}

class ManualWork::Handle : public world::Operation {
public:
    explicit Handle(std::shared_ptr<Job> job)
        : m_job(std::move(job)) {}
    ~Handle() override {
        m_job->job = nullptr;
        m_job->done = nullptr;
    }

private:
    std::shared_ptr<Job> m_job;
};

world::Call ManualWork::run(world::Callback job, world::Callback done) {
    auto waiting = std::make_shared<Job>(Job{std::move(job), std::move(done)});
    m_jobs.push_back(waiting);
    return std::make_unique<Handle>(std::move(waiting));
}

bool ManualWork::runNext() {
    if (m_jobs.empty()) return false;
    const auto next = m_jobs.front();
    m_jobs.pop_front();
    if (auto job = std::exchange(next->job, nullptr)) job();
    if (auto done = std::exchange(next->done, nullptr)) done();
    return true;
}

void ManualWork::runAll() {
    while (runNext()) {
    }
}

}  // namespace tests
