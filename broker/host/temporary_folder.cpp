#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "broker/host/posix.h"
#include "broker/host/process.h"
#include "broker/world/files.h"

namespace broker::host {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "brokerscope-";

Result<std::string> placeFor(const std::string& parent) {
    if (!parent.empty()) return parent;
    std::error_code error;
    const fs::path found = fs::temp_directory_path(error);
    if (error) return systemFailure(error.value(), "finding the folder for temporary files");
    return found.string();
}

/// The process in `brokerscope-4711-x1y2z3`, 0 if it is no such name.
long makerOf(std::string_view name) {
    if (!name.starts_with(kPrefix)) return 0;
    name.remove_prefix(kPrefix.size());
    long process = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), process);
    const bool isOurs =
        error == std::errc() && process > 0 && end != name.data() + name.size() && *end == '-';
    return isOurs ? process : 0;
}

/// A folder of ours, not a link to one that somebody laid there.
bool isOwnFolder(const std::string& path) {
    struct stat status{};
    return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid();
}

void removeTree(const std::string& path) {
    std::error_code ignored;
    fs::remove_all(path, ignored);
}

}  // namespace

Result<TemporaryFolder> TemporaryFolder::create(const std::string& parent) {
    ASSIGN_OR_RETURN(const std::string place, placeFor(parent));
    std::string path = world::joinPath(place, fmt::format("{}{}-XXXXXX", kPrefix, ::getpid()));
    if (::mkdtemp(path.data()) == nullptr)
        return systemFailure(errno, "making a temporary folder in {}", place);
    ASSIGN_OR_RETURN(FolderLock lock, FolderLock::take(path));
    return TemporaryFolder(std::move(lock));
}

TemporaryFolder::TemporaryFolder(FolderLock lock)
    : m_lock(std::make_unique<FolderLock>(std::move(lock))) {}

TemporaryFolder& TemporaryFolder::operator=(TemporaryFolder&& other) noexcept {
    if (this == &other) return *this;
    remove();
    m_lock = std::move(other.m_lock);
    return *this;
}

TemporaryFolder::~TemporaryFolder() { remove(); }

/// While the lock is held, so that no sweep meets a half-removed folder.
void TemporaryFolder::remove() {
    if (m_lock) removeTree(m_lock->folder());
    m_lock.reset();
}

std::vector<std::string> sweepTemporaryFolders(const std::string& parent) {
    std::vector<std::string> removed;
    const Result<std::string> place = placeFor(parent);
    if (!place) return removed;
    std::error_code error;
    for (fs::directory_iterator entry(*place, fs::directory_options::skip_permission_denied, error), end;
         !error && entry != end; entry.increment(error)) {
        const long maker = makerOf(entry->path().filename().string());
        const std::string path = entry->path().string();
        if (maker == 0 || !isOwnFolder(path)) continue;
        // Somebody who has just made the folder may not have locked it yet, but is alive.
        const bool isAlive = ::kill(static_cast<pid_t>(maker), 0) == 0 || errno == EPERM;
        if (isAlive && !fs::exists(path + "/.lock", error)) continue;
        const Result<FolderLock> lock = FolderLock::take(path);
        if (!lock) continue;
        removeTree(path);
        if (!fs::exists(path, error)) removed.push_back(path);
        error.clear();
    }
    return removed;
}

}  // namespace broker::host
