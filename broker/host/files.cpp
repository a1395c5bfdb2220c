#include "broker/host/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

#include "broker/base/check.h"

namespace broker::host {
namespace {

constexpr std::size_t kPiecesPerWrite = 64;
constexpr mode_t kFileMode = 0644;

int openFlags(world::OpenMode mode) {
    switch (mode) {
        case world::OpenMode::kRead:
            return O_RDONLY;
        case world::OpenMode::kReadWrite:
            return O_RDWR;
        case world::OpenMode::kCreate:
            return O_RDWR | O_CREAT;
        case world::OpenMode::kCreateNew:
            return O_RDWR | O_CREAT | O_EXCL;
        case world::OpenMode::kTruncate:
            return O_RDWR | O_CREAT | O_TRUNC;
    }
    checkFailed(__FILE__, __LINE__, "a known mode");
}

/// Pieces of a write that is under way: what is left, a bounded number at a time.
class Gather {
public:
    explicit Gather(std::span<const ByteView> pieces)
        : m_pieces(pieces) {
        skipEmpty();
    }

    bool isDone() const { return m_pieces.empty(); }
    std::span<const iovec> next() {
        const std::size_t count = std::min(m_pieces.size(), kPiecesPerWrite);
        for (std::size_t i = 0; i < count; ++i) {
            const ByteView piece = i == 0 ? m_pieces[0].subspan(m_written) : m_pieces[i];
            m_vectors[i] = {const_cast<std::uint8_t*>(piece.data()), piece.size()};
        }
        return std::span(m_vectors).first(count);
    }
    void advance(std::size_t bytes) {
        m_written += bytes;
        while (!m_pieces.empty() && m_written >= m_pieces[0].size()) {
            m_written -= m_pieces[0].size();
            m_pieces = m_pieces.subspan(1);
        }
    }

private:
    void skipEmpty() { advance(0); }

    std::span<const ByteView> m_pieces;
    std::size_t m_written = 0;  ///< of the first piece left
    std::array<iovec, kPiecesPerWrite> m_vectors;
};

std::uint64_t totalSize(std::span<const ByteView> pieces) {
    std::uint64_t total = 0;
    for (const ByteView piece : pieces) total += piece.size();
    return total;
}

Result<void> syncDescriptor(int descriptor, const std::string& path, bool withMetadata) {
    int result;
    do {
        result = withMetadata ? ::fsync(descriptor) : ::fdatasync(descriptor);
    } while (result != 0 && errno == EINTR);
    if (result != 0) return systemFailure(errno, "syncing {}", path);
    return {};
}

}  // namespace

File::File(Descriptor descriptor, std::string path)
    : m_descriptor(std::move(descriptor))
    , m_path(std::move(path)) {}

Result<std::size_t> File::readAt(std::uint64_t position, MutableByteView into) const {
    std::size_t done = 0;
    while (done < into.size()) {
        const ssize_t count = ::pread(m_descriptor.number(), into.data() + done, into.size() - done,
                                      static_cast<off_t>(position + done));
        if (count == 0) break;
        if (count < 0) {
            if (errno == EINTR) continue;
            return systemFailure(errno, "reading {} bytes at {} from {}", into.size(), position, m_path);
        }
        done += static_cast<std::size_t>(count);
    }
    return done;
}

Result<void> File::writeAt(std::uint64_t position, std::span<const ByteView> pieces) {
    Gather gather(pieces);
    while (!gather.isDone()) {
        const std::span<const iovec> vectors = gather.next();
        const ssize_t count = ::pwritev(m_descriptor.number(), vectors.data(),
                                        static_cast<int>(vectors.size()), static_cast<off_t>(position));
        if (count < 0) {
            if (errno == EINTR) continue;
            return systemFailure(errno, "writing {} bytes to {}", totalSize(pieces), m_path);
        }
        if (count == 0)
            return failure(ErrorCode::kInputOutput, "writing {} bytes to {}: the system takes no more",
                           totalSize(pieces), m_path);
        position += static_cast<std::uint64_t>(count);
        gather.advance(static_cast<std::size_t>(count));
    }
    return {};
}

Result<std::uint64_t> File::size() const {
    struct stat status{};
    if (::fstat(m_descriptor.number(), &status) != 0)
        return systemFailure(errno, "asking for the size of {}", m_path);
    return static_cast<std::uint64_t>(status.st_size);
}

Result<void> File::resize(std::uint64_t size) {
    int result;
    do {
        result = ::ftruncate(m_descriptor.number(), static_cast<off_t>(size));
    } while (result != 0 && errno == EINTR);
    if (result != 0) return systemFailure(errno, "resizing {} to {} bytes", m_path, size);
    return {};
}

Result<void> File::syncNow() {
    if (m_hasFailedSync)
        return failure(ErrorCode::kInputOutput, "syncing {}: an earlier sync of it failed", m_path);
    Result<void> result = syncDescriptor(m_descriptor.number(), m_path, false);
    if (!result) m_hasFailedSync = true;
    return result;
}

Result<std::shared_ptr<world::File>> Files::open(const std::string& path, world::OpenMode mode) const {
    int number;
    do {
        number = ::open(path.c_str(), openFlags(mode) | O_CLOEXEC, kFileMode);
    } while (number < 0 && errno == EINTR);
    if (number < 0) return systemFailure(errno, "opening {}", path);
    Descriptor descriptor(number);
    struct stat status{};
    if (::fstat(number, &status) == 0 && S_ISDIR(status.st_mode))
        return systemFailure(EISDIR, "opening {}", path);
    return std::make_shared<File>(std::move(descriptor), path);
}

bool Files::exists(const std::string& path) const {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0;
}

Result<std::vector<world::FolderEntry>> Files::list(const std::string& folder) const {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(folder.c_str()), ::closedir);
    if (!stream) return systemFailure(errno, "listing {}", folder);
    std::vector<world::FolderEntry> entries;
    for (;;) {
        errno = 0;
        const dirent* entry = ::readdir(stream.get());
        if (entry == nullptr) break;
        const std::string name = entry->d_name;
        if (name == "." || name == "..") continue;
        struct stat status{};
        // Gone since it was listed: as if it had been removed before.
        if (::fstatat(::dirfd(stream.get()), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
        const bool isFolder = S_ISDIR(status.st_mode);
        entries.push_back({name, isFolder, isFolder ? 0 : static_cast<std::uint64_t>(status.st_size)});
    }
    if (errno != 0) return systemFailure(errno, "listing {}", folder);
    std::ranges::sort(entries, {}, &world::FolderEntry::name);
    return entries;
}

Result<void> Files::makeFolders(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (!error && std::filesystem::is_directory(path, error)) return {};
    if (!error || exists(path)) return systemFailure(EEXIST, "making the folder {}", path);
    return systemFailure(error.value(), "making the folder {}", path);
}

Result<void> Files::rename(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return systemFailure(errno, "renaming {} to {}", from, to);
    return {};
}

Result<void> Files::remove(const std::string& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return systemFailure(errno, "removing {}", path);
    return {};
}

Result<void> Files::removeAll(const std::string& folder) {
    std::error_code error;
    std::filesystem::remove_all(folder, error);
    if (error) return systemFailure(error.value(), "removing {} and all in it", folder);
    return {};
}

Result<void> Files::syncFolderNow(const std::string& folder) {
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor) return systemFailure(errno, "opening {} to sync it", folder);
    return syncDescriptor(descriptor.number(), folder, true);
}

world::Call Files::sync(std::shared_ptr<world::File> file, world::Completion<Result<void>> done) {
    CHECK(file != nullptr);
    return m_syncer.run<Result<void>>([file = std::move(file)] { return file->syncNow(); }, std::move(done));
}

std::uint64_t Files::freeBytes(const std::string& path) const {
    struct statvfs status{};
    if (::statvfs(path.c_str(), &status) != 0) return 0;
    return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

}  // namespace broker::host
