#include "broker/simulation/disk.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "broker/base/check.h"
#include "broker/simulation/folder_node.h"
#include "broker/simulation/inode.h"

namespace broker::simulation {
namespace {

/// "a//b/./c/" in parts: a, b, c.
std::vector<std::string> splitPath(const std::string& path) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        std::string part = path.substr(begin, end - begin);
        if (!part.empty() && part != ".") parts.push_back(std::move(part));
        begin = end + 1;
    }
    return parts;
}

}  // namespace

/// Where a path leads: its folder, which may be null, and its last name.
struct Place {
    std::shared_ptr<FolderNode> folder;
    std::string name;

    const FolderChild* child() const { return folder ? folder->find(name) : nullptr; }
    std::shared_ptr<Inode> file() const { return child() ? child()->file : nullptr; }
    std::shared_ptr<FolderNode> subfolder() const { return child() ? child()->folder : nullptr; }
};

struct DiskState {
    Scheduler& scheduler;
    MachineId machine;
    DiskOptions options;
    Random random;
    std::shared_ptr<DiskSpace> space;
    std::shared_ptr<FolderNode> root = std::make_shared<FolderNode>();
    std::vector<DiskFault> faults{};
    std::uint64_t nextInode = 1;
    /// Grows with each loss of power: what was under way before it is lost.
    std::uint64_t powerCycle = 0;
    Moment lastSyncEnd{};
    Duration blocked{};

    void note(DiskOperation operation, std::string_view path) {
        scheduler.trace().mix(static_cast<std::uint64_t>(operation) << 32 |
                              static_cast<std::uint32_t>(machine.value()));
        scheduler.trace().mix(path);
    }

    Result<void> faultFor(DiskOperation operation, const std::string& path) {
        for (auto fault = faults.begin(); fault != faults.end(); ++fault) {
            if (fault->operation != operation || path.find(fault->pathPart) == std::string::npos) continue;
            const ErrorCode code = fault->code;
            if (--fault->count <= 0) faults.erase(fault);
            return failure(code, "{}: injected fault of the disk", path);
        }
        return {};
    }

    std::shared_ptr<FolderNode> folder(const std::vector<std::string>& parts) const {
        std::shared_ptr<FolderNode> here = root;
        for (const std::string& part : parts) {
            const FolderChild* child = here->find(part);
            if (!child || !child->folder) return nullptr;
            here = child->folder;
        }
        return here;
    }
    std::shared_ptr<FolderNode> folder(const std::string& path) const { return folder(splitPath(path)); }

    Place place(const std::string& path) const {
        std::vector<std::string> parts = splitPath(path);
        if (parts.empty()) return {};
        std::string name = std::move(parts.back());
        parts.pop_back();
        return {.folder = folder(parts), .name = std::move(name)};
    }

    Duration drawSync() {
        const std::int64_t drawn = random.between(options.minSync.count(), options.maxSync.count());
        return Duration(random.oneIn(64) ? drawn * static_cast<std::int64_t>(1 + random.below(16)) : drawn);
    }

    Result<void> endSync(const Inode::SyncPoint& point, Inode& inode, const std::string& path) {
        const Result<void> result = faultFor(DiskOperation::kSync, path);
        note(DiskOperation::kSync, path);
        inode.endSync(point, result.has_value());
        if (result && options.syncKeepsName) {
            const Place where = place(path);
            if (where.file().get() == &inode) where.folder->sync();
        }
        return result;
    }
};

namespace {

/// An open file; several may share an inode.
class OpenFile final : public world::File {
public:
    OpenFile(DiskState& theDisk, std::shared_ptr<Inode> theInode, std::string path, bool writable)
        : disk(theDisk)
        , inode(std::move(theInode))
        , m_path(std::move(path))
        , m_writable(writable) {}

    Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override {
        RETURN_IF_ERROR(disk.faultFor(DiskOperation::kRead, m_path));
        return inode->read(position, into);
    }

    using world::File::writeAt;
    Result<void> writeAt(std::uint64_t position, std::span<const ByteView> pieces) override {
        RETURN_IF_ERROR(mayWrite("writing"));
        disk.note(DiskOperation::kWrite, m_path);
        disk.scheduler.trace().mix(position);
        const Result<void> fault = disk.faultFor(DiskOperation::kWrite, m_path);
        for (const ByteView piece : pieces) {
            disk.scheduler.trace().mix(piece);
            if (!fault) {
                inode->write(position, piece.first(disk.random.below(piece.size() + 1)));
                return fault;
            }
            if (inode->write(position, piece) < piece.size())
                return failure(ErrorCode::kNoSpace, "writing {}: no space left on the disk", m_path);
            position += piece.size();
        }
        return fault;
    }

    Result<std::uint64_t> size() const override { return inode->size(); }

    Result<void> resize(std::uint64_t size) override {
        RETURN_IF_ERROR(mayWrite("resizing"));
        RETURN_IF_ERROR(disk.faultFor(DiskOperation::kWrite, m_path));
        disk.note(DiskOperation::kWrite, m_path);
        disk.scheduler.trace().mix(size);
        inode->resize(size);
        return {};
    }

    Result<void> syncNow() override {
        disk.blocked += disk.drawSync();
        return disk.endSync(inode->beginSync(), *inode, m_path);
    }

    const std::string& path() const override { return m_path; }

    DiskState& disk;
    std::shared_ptr<Inode> inode;

private:
    Result<void> mayWrite(const char* act) const {
        if (m_writable) return {};
        return failure(ErrorCode::kPermissionDenied, "{} {}: opened for reading only", act, m_path);
    }

    std::string m_path;
    bool m_writable;
};

/// The part of a pending sync that its handle owns; the disk's own work goes on without it.
struct SyncWaiter {
    world::Completion<Result<void>> done;
    world::Pending onLoop;
};

class SyncOperation final : public world::Operation {
public:
    explicit SyncOperation(std::shared_ptr<SyncWaiter> waiter)
        : m_waiter(std::move(waiter)) {}

private:
    std::shared_ptr<SyncWaiter> m_waiter;
};

}  // namespace

SimulatedDisk::SimulatedDisk(Scheduler& scheduler, MachineId machine, const DiskOptions& options,
                             Random random)
    : m_state(new DiskState{.scheduler = scheduler,
                            .machine = machine,
                            .options = options,
                            .random = random,
                            .space = std::make_shared<DiskSpace>(DiskSpace{.capacity = options.capacity})}) {}

SimulatedDisk::~SimulatedDisk() = default;

Result<std::shared_ptr<world::File>> SimulatedDisk::open(const std::string& path,
                                                         world::OpenMode mode) const {
    using world::OpenMode;
    RETURN_IF_ERROR(m_state->faultFor(DiskOperation::kOpen, path));
    const Place place = m_state->place(path);
    if (place.subfolder() || place.name.empty())
        return failure(ErrorCode::kInvalidArgument, "opening {}: it is a folder", path);
    std::shared_ptr<Inode> inode = place.file();
    const bool creates =
        mode == OpenMode::kCreate || mode == OpenMode::kCreateNew || mode == OpenMode::kTruncate;
    if (inode && mode == OpenMode::kCreateNew)
        return failure(ErrorCode::kAlreadyExists, "creating {}: the file exists", path);
    if (!inode && (!creates || !place.folder))
        return failure(ErrorCode::kNotFound, "opening {}: no such file or folder", path);
    if (!inode) {
        m_state->note(DiskOperation::kOpen, path);
        inode = std::make_shared<Inode>(m_state->nextInode++, m_state->space);
        place.folder->add(place.name, {.file = inode, .folder = nullptr});
    } else if (mode == OpenMode::kTruncate) {
        m_state->note(DiskOperation::kOpen, path);
        inode->resize(0);
    }
    return std::make_shared<OpenFile>(*m_state, std::move(inode), path, mode != OpenMode::kRead);
}

bool SimulatedDisk::exists(const std::string& path) const {
    return m_state->place(path).child() || m_state->folder(path);
}

Result<std::vector<world::FolderEntry>> SimulatedDisk::list(const std::string& folder) const {
    const auto node = m_state->folder(folder);
    if (!node) return failure(ErrorCode::kNotFound, "listing {}: no such folder", folder);
    std::vector<world::FolderEntry> entries;
    for (const auto& [name, child] : node->names())
        entries.push_back(
            {.name = name, .isFolder = child.folder != nullptr, .size = child.file ? child.file->size() : 0});
    return entries;
}

Result<void> SimulatedDisk::makeFolders(const std::string& path) {
    std::shared_ptr<FolderNode> here = m_state->root;
    for (const std::string& part : splitPath(path)) {
        const FolderChild* child = here->find(part);
        if (child && child->file)
            return failure(ErrorCode::kAlreadyExists, "making folder {}: {} is a file", path, part);
        if (!child) {
            m_state->note(DiskOperation::kOpen, path);
            here->add(part, {.file = nullptr, .folder = std::make_shared<FolderNode>()});
        }
        here = here->find(part)->folder;
    }
    return {};
}

Result<void> SimulatedDisk::rename(const std::string& from, const std::string& to) {
    RETURN_IF_ERROR(m_state->faultFor(DiskOperation::kRename, from));
    const Place source = m_state->place(from);
    const Place target = m_state->place(to);
    if (!source.child()) return failure(ErrorCode::kNotFound, "renaming {} to {}: no such file", from, to);
    if (!target.folder)
        return failure(ErrorCode::kNotFound, "renaming {} to {}: no such target folder", from, to);
    if (source.folder == target.folder && source.name == target.name) return {};
    const FolderChild* replaced = target.child();
    const bool fits = !replaced || (replaced->file && source.file()) ||
                      (replaced->folder && source.subfolder() && replaced->folder->names().empty());
    if (!fits) return failure(ErrorCode::kAlreadyExists, "renaming {} to {}: the target exists", from, to);
    m_state->note(DiskOperation::kRename, from);
    m_state->note(DiskOperation::kRename, to);
    if (source.folder == target.folder) {
        source.folder->rename(source.name, target.name);
        return {};
    }
    target.folder->add(target.name, *source.child());
    source.folder->remove(source.name);
    target.folder->sync();
    source.folder->sync();
    return {};
}

Result<void> SimulatedDisk::remove(const std::string& path) {
    RETURN_IF_ERROR(m_state->faultFor(DiskOperation::kRemove, path));
    const Place place = m_state->place(path);
    if (!place.child()) return {};
    if (place.subfolder()) return failure(ErrorCode::kInvalidArgument, "removing {}: it is a folder", path);
    m_state->note(DiskOperation::kRemove, path);
    place.folder->remove(place.name);
    return {};
}

Result<void> SimulatedDisk::removeAll(const std::string& folder) {
    RETURN_IF_ERROR(m_state->faultFor(DiskOperation::kRemove, folder));
    const Place place = m_state->place(folder);
    if (!place.child()) return {};
    // From the inside out, so that a loss of power finds any prefix of it done.
    if (const auto node = place.subfolder()) {
        const FolderNode::Names names = node->names();
        for (const auto& [name, child] : names) {
            const std::string inner = world::joinPath(folder, name);
            RETURN_IF_ERROR(child.folder ? removeAll(inner) : remove(inner));
        }
    }
    m_state->note(DiskOperation::kRemove, folder);
    place.folder->remove(place.name);
    return {};
}

Result<void> SimulatedDisk::syncFolderNow(const std::string& folder) {
    const auto node = m_state->folder(folder);
    if (!node) return failure(ErrorCode::kNotFound, "syncing folder {}: no such folder", folder);
    RETURN_IF_ERROR(m_state->faultFor(DiskOperation::kSync, folder));
    m_state->note(DiskOperation::kSync, folder);
    m_state->blocked += m_state->drawSync();
    node->sync();
    return {};
}

world::Call SimulatedDisk::sync(std::shared_ptr<world::File> file, world::Completion<Result<void>> done) {
    const auto open = std::dynamic_pointer_cast<OpenFile>(file);
    CHECK(open && &open->disk == m_state.get());
    Scheduler& scheduler = m_state->scheduler;
    const Moment end = std::max(scheduler.now() + m_state->drawSync(), m_state->lastSyncEnd + Duration(1));
    m_state->lastSyncEnd = end;
    auto waiter = std::make_shared<SyncWaiter>(SyncWaiter{.done = std::move(done), .onLoop = nullptr});
    auto finish = [state = m_state.get(), open, point = open->inode->beginSync(),
                   weak = std::weak_ptr(waiter), cycle = m_state->powerCycle,
                   life = scheduler.life(m_state->machine)] {
        if (cycle != state->powerCycle) return;
        Result<void> result = state->endSync(point, *open->inode, open->path());
        const auto alive = weak.lock();
        if (!alive || life != state->scheduler.life(state->machine)) return;
        alive->onLoop =
            state->scheduler.pend(Duration::zero(), EventKind::kSynced, state->machine,
                                  [complete = std::move(alive->done), result = std::move(result)]() mutable {
                                      complete(std::move(result));
                                  });
    };
    scheduler.schedule(end - scheduler.now(), EventKind::kDisk, kNoMachine, std::move(finish));
    return std::make_unique<SyncOperation>(std::move(waiter));
}

std::uint64_t SimulatedDisk::freeBytes(const std::string&) const { return m_state->space->free(); }

void SimulatedDisk::setCapacity(std::uint64_t bytes) { m_state->space->capacity = bytes; }

void SimulatedDisk::inject(DiskFault fault) { m_state->faults.push_back(std::move(fault)); }

void SimulatedDisk::clearFaults() { m_state->faults.clear(); }

void SimulatedDisk::losePower() {
    ++m_state->powerCycle;
    m_state->root->losePower(m_state->random);
}

void SimulatedDisk::erase() {
    ++m_state->powerCycle;
    m_state->root = std::make_shared<FolderNode>();
}

void SimulatedDisk::flushAll() { m_state->root->flush(); }

Duration SimulatedDisk::takeBlockedTime() { return std::exchange(m_state->blocked, Duration::zero()); }

}  // namespace broker::simulation
