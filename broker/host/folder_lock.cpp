#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "broker/host/posix.h"
#include "broker/host/process.h"
#include "broker/world/files.h"

namespace broker::host {
namespace {

constexpr const char* kLockName = ".lock";

std::string holderOf(int lockFile) {
    std::array<char, 32> text{};
    const ssize_t count = ::pread(lockFile, text.data(), text.size(), 0);
    std::string holder(text.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    holder.resize(std::min(holder.find_first_not_of("0123456789"), holder.size()));
    return holder.empty() ? "another process" : "process " + holder;
}

Result<void> makeFolder(const std::string& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return systemFailure(error.value(), "making the folder {}", folder);
    return {};
}

}  // namespace

Result<FolderLock> FolderLock::take(const std::string& folder) {
    RETURN_IF_ERROR(makeFolder(folder));
    const std::string path = world::joinPath(folder, kLockName);
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (!file) return systemFailure(errno, "opening {}", path);
    if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return systemFailure(errno, "locking {}", path);
        return failure(ErrorCode::kInUse, "the folder {} is in use by {}", folder, holderOf(file.number()));
    }
    const std::string content = std::to_string(::getpid()) + "\n";
    if (::ftruncate(file.number(), 0) != 0 ||
        ::pwrite(file.number(), content.data(), content.size(), 0) != static_cast<ssize_t>(content.size()))
        return systemFailure(errno, "writing {}", path);
    return FolderLock(file.release(), folder);
}

FolderLock::FolderLock(int descriptor, std::string folder)
    : m_descriptor(descriptor)
    , m_folder(std::move(folder)) {}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_folder(std::move(other.m_folder)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
    if (this == &other) return *this;
    release();
    m_descriptor = std::exchange(other.m_descriptor, -1);
    m_folder = std::move(other.m_folder);
    return *this;
}

FolderLock::~FolderLock() { release(); }

/// The file stays: removing it would let a second and a third holder lock different files of one name.
void FolderLock::release() {
    if (m_descriptor >= 0) ::close(m_descriptor);
    m_descriptor = -1;
}

}  // namespace broker::host
