#include "broker/faults/faulty_files.h"

#include <algorithm>
#include <utility>

#include "broker/faults/chained.h"
#include "broker/faults/faulty_work.h"

namespace broker::faults {
namespace {

std::uint64_t totalSize(std::span<const ByteView> pieces) {
    std::uint64_t total = 0;
    for (const ByteView piece : pieces) total += piece.size();
    return total;
}

/// The first bytes of a write.
std::vector<ByteView> beginning(std::span<const ByteView> pieces, std::uint64_t length) {
    std::vector<ByteView> kept;
    for (const ByteView piece : pieces) {
        kept.push_back(piece.first(std::min<std::uint64_t>(piece.size(), length)));
        length -= kept.back().size();
    }
    return kept;
}

bool isDiskFull(const DiskFault& fault) { return fault.trouble == DiskTrouble::kFull; }

}  // namespace

// One file.

FaultyFile::FaultyFile(std::shared_ptr<world::File> below, std::shared_ptr<DiskState> disk,
                       std::shared_ptr<UnsyncedFile> unsynced)
    : m_below(std::move(below))
    , m_disk(std::move(disk))
    , m_unsynced(std::move(unsynced))
    , m_life(m_disk->life()) {}

FaultyFile::~FaultyFile() {
    if (m_unsynced) m_disk->release(path(), std::move(m_unsynced));
}

Result<std::size_t> FaultyFile::readAt(std::uint64_t position, MutableByteView into) const {
    RETURN_IF_ERROR(m_disk->check(DiskAct::kRead, "reading", path(), m_life));
    return m_below->readAt(position, into);
}

Result<void> FaultyFile::writeAt(std::uint64_t position, std::span<const ByteView> pieces) {
    RETURN_IF_ERROR(m_disk->check(DiskAct::kWrite, "writing", path(), m_life));
    const std::uint64_t length = totalSize(pieces);
    ASSIGN_OR_RETURN(const std::uint64_t admitted,
                     m_disk->admitWrite(*m_below, m_unsynced.get(), position, length));
    if (admitted == length) return m_below->writeAt(position, pieces);
    RETURN_IF_ERROR(m_below->writeAt(position, beginning(pieces, admitted)));
    return failure(ErrorCode::kNoSpace, "writing {} bytes to {}: no space left", length, path());
}

Result<void> FaultyFile::resize(std::uint64_t size) {
    RETURN_IF_ERROR(m_disk->check(DiskAct::kWrite, "cutting", path(), m_life));
    RETURN_IF_ERROR(m_disk->admitResize(*m_below, m_unsynced.get(), size));
    return m_below->resize(size);
}

Result<FaultyFile::SyncStep> FaultyFile::beginSync() {
    Result<void> checked = m_disk->check(DiskAct::kSync, "syncing", path(), m_life);
    if (checked && m_hasFailedSync)
        checked = failure(ErrorCode::kInputOutput, "syncing {}: an earlier sync failed", path());
    const DiskFault fault = m_disk->fault();
    const SyncStep step{.number = m_disk->beginSync(m_unsynced.get()),
                        .atLeast = fault.trouble == DiskTrouble::kSlow ? fault.delay : Duration::zero()};
    if (checked) return step;
    return failure(endSync(step, std::move(checked)).error());
}

Result<void> FaultyFile::endSync(const SyncStep& step, Result<void> result) {
    if (!result) m_hasFailedSync = true;
    m_disk->endSync(m_unsynced.get(), step.number, result.has_value());
    return result;
}

Result<void> FaultyFile::syncNow() {
    ASSIGN_OR_RETURN(const SyncStep step, beginSync());
    FaultyWork::owe(step.atLeast);
    return endSync(step, m_below->syncNow());
}

bool FaultyFile::mayFailReads() const { return m_disk->mayFailReads() || m_disk->life() != m_life; }

std::shared_ptr<const world::File> uncovered(std::shared_ptr<const world::File> file) {
    const auto* faulty = dynamic_cast<const FaultyFile*>(file.get());
    if (!faulty || faulty->mayFailReads()) return file;
    return faulty->below();
}

// The disk.

FaultyFiles::FaultyFiles(world::Files& below, const world::Clock& clock, world::Timers& timers,
                         std::shared_ptr<DiskState> disk)
    : m_below(below)
    , m_clock(clock)
    , m_timers(timers)
    , m_disk(std::move(disk)) {}

Result<std::shared_ptr<world::File>> FaultyFiles::open(const std::string& path, world::OpenMode mode) const {
    const bool mayChange = mode != world::OpenMode::kRead && mode != world::OpenMode::kReadWrite;
    RETURN_IF_ERROR(
        m_disk->check(mayChange ? DiskAct::kWrite : DiskAct::kRead, "opening", path, m_disk->life()));
    if (mode != world::OpenMode::kRead && m_disk->tracksUnsynced()) return openTracked(path, mode);
    ASSIGN_OR_RETURN(auto below, m_below.open(path, mode));
    return std::make_shared<FaultyFile>(std::move(below), m_disk, nullptr);
}

Result<std::shared_ptr<world::File>> FaultyFiles::openTracked(const std::string& path,
                                                              world::OpenMode mode) const {
    const bool empties = mode == world::OpenMode::kTruncate;
    const bool existed = m_below.exists(path);
    // Emptied in a second step, so that what it held can be kept before.
    ASSIGN_OR_RETURN(auto below, m_below.open(path, empties ? world::OpenMode::kCreate : mode));
    ASSIGN_OR_RETURN(const std::uint64_t size, below->size());
    if (!existed) m_disk->noteCreated(path, false);
    auto file = std::make_shared<FaultyFile>(std::move(below), m_disk, m_disk->track(path, size));
    if (empties && size > 0) RETURN_IF_ERROR(file->resize(0));
    return file;
}

Result<std::vector<world::FolderEntry>> FaultyFiles::list(const std::string& folder) const {
    RETURN_IF_ERROR(m_disk->check(DiskAct::kRead, "listing", folder, m_disk->life()));
    return m_below.list(folder);
}

Result<void> FaultyFiles::makeFolders(const std::string& path) {
    RETURN_IF_ERROR(m_disk->check(DiskAct::kWrite, "making the folder", path, m_disk->life()));
    std::vector<std::string> made;
    if (m_disk->tracksUnsynced())
        for (std::string folder = path; !m_below.exists(folder); folder = world::parentPath(folder)) {
            made.push_back(folder);
            if (world::parentPath(folder) == folder || world::parentPath(folder) == ".") break;
        }
    RETURN_IF_ERROR(m_below.makeFolders(path));
    for (auto folder = made.rbegin(); folder != made.rend(); ++folder) m_disk->noteCreated(*folder, true);
    return {};
}

Result<void> FaultyFiles::rename(const std::string& from, const std::string& to) {
    RETURN_IF_ERROR(m_disk->check(DiskAct::kWrite, "renaming", from, m_disk->life()));
    return m_disk->rename(m_below, from, to);
}

std::uint64_t FaultyFiles::sizeOf(const std::string& path) const {
    const auto file = m_below.open(path, world::OpenMode::kRead);
    return file ? (*file)->size().value_or(0) : 0;
}

std::uint64_t FaultyFiles::sizeWithin(const std::string& folder) const {
    std::uint64_t sum = 0;
    const auto entries = m_below.list(folder);
    if (!entries) return 0;
    for (const world::FolderEntry& entry : *entries)
        sum += entry.isFolder ? sizeWithin(world::joinPath(folder, entry.name)) : entry.size;
    return sum;
}

Result<void> FaultyFiles::remove(const std::string& path) {
    RETURN_IF_ERROR(m_disk->check(DiskAct::kWrite, "removing", path, m_disk->life()));
    const std::uint64_t size = isDiskFull(m_disk->fault()) ? sizeOf(path) : 0;
    RETURN_IF_ERROR(m_below.remove(path));
    m_disk->freed(size);
    m_disk->noteRemoved(path);
    return {};
}

Result<void> FaultyFiles::removeAll(const std::string& folder) {
    RETURN_IF_ERROR(m_disk->check(DiskAct::kWrite, "removing", folder, m_disk->life()));
    const std::uint64_t size = isDiskFull(m_disk->fault()) ? sizeWithin(folder) : 0;
    RETURN_IF_ERROR(m_below.removeAll(folder));
    m_disk->freed(size);
    m_disk->noteRemoved(folder);
    return {};
}

Result<void> FaultyFiles::syncFolderNow(const std::string& folder) {
    RETURN_IF_ERROR(m_disk->check(DiskAct::kSync, "syncing", folder, m_disk->life()));
    const DiskFault fault = m_disk->fault();
    if (fault.trouble == DiskTrouble::kSlow) FaultyWork::owe(fault.delay);
    const std::uint64_t mark = m_disk->beginFolderSync();
    RETURN_IF_ERROR(m_below.syncFolderNow(folder));
    m_disk->endFolderSync(folder, mark);
    return {};
}

world::Call FaultyFiles::sync(std::shared_ptr<world::File> file, world::Completion<Result<void>> done) {
    const auto faulty = std::dynamic_pointer_cast<FaultyFile>(file);
    if (!faulty) return m_below.sync(std::move(file), std::move(done));
    Result<FaultyFile::SyncStep> step = faulty->beginSync();
    if (!step)
        return m_timers.after(Duration::zero(), [done = std::move(done), step]() mutable {
            done(failure(std::move(step).error()));
        });
    auto chained = std::make_unique<Chained>();
    Chained* chain = chained.get();
    // A slow one is durable at its end, not before.
    const world::Moment earliest = m_clock.now() + step->atLeast;
    chain->pending = m_below.sync(faulty->below(), [this, chain, faulty, step = *step, earliest,
                                                    done = std::move(done)](Result<void> result) mutable {
        const Duration left = earliest - m_clock.now();
        if (left <= Duration::zero()) return done(faulty->endSync(step, std::move(result)));
        chain->pending = m_timers.after(
            left, [faulty, step, done = std::move(done), result = std::move(result)]() mutable {
                done(faulty->endSync(step, std::move(result)));
            });
    });
    return chained;
}

std::uint64_t FaultyFiles::freeBytes(const std::string& path) const {
    const std::uint64_t below = m_below.freeBytes(path);
    const DiskFault fault = m_disk->fault();
    return isDiskFull(fault) ? std::min(fault.bytesLeft, below) : below;
}

}  // namespace broker::faults
