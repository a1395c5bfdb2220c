#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/world/pending.h"

namespace broker::world {

/// An open file. Reads and writes go through the page cache and are quick; they outlive a crash of the
/// process but not of the machine, until a sync has completed. Any thread may call, and reads may run
/// beside writes; two writers must not. Closed by the last owner; stays readable after rename and removal.
class File {
public:
    virtual ~File() = default;

    /// Fills as much of `into` as the file holds from `position` on and returns how much: less only at the
    /// end of the file.
    virtual Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const = 0;
    /// Writes all pieces one after another from `position` on, extending the file as needed. After a failure
    /// the range may hold any part of them. kNoSpace, kInputOutput.
    virtual Result<void> writeAt(std::uint64_t position, std::span<const ByteView> pieces) = 0;
    Result<void> writeAt(std::uint64_t position, ByteView bytes) {
        return writeAt(position, std::span(&bytes, 1));
    }
    virtual Result<std::uint64_t> size() const = 0;
    /// Cuts, or extends with zeros.
    virtual Result<void> resize(std::uint64_t size) = 0;
    /// Blocks until content and length are durable. Only from Work jobs, at start-up and at shutdown: a
    /// loop uses Files::sync.
    virtual Result<void> syncNow() = 0;
    virtual const std::string& path() const = 0;
};

/// A range of an open file, valid whatever happens to the name. A connection may send it without copying.
/// `file` is never null; the range lay inside the file when the slice was made.
struct FileSlice {
    std::shared_ptr<const File> file;
    std::uint64_t position = 0;
    std::uint64_t length = 0;
};

enum class OpenMode : std::uint8_t {
    kRead,       ///< must exist
    kReadWrite,  ///< must exist
    kCreate,     ///< read and write, created if absent
    kCreateNew,  ///< read and write, kAlreadyExists if present
    kTruncate,   ///< read and write, created if absent, emptied if present
};

struct FolderEntry {
    std::string name;
    bool isFolder = false;
    std::uint64_t size = 0;  ///< bytes; 0 for a folder
};

/// A disk. Paths use '/'. Everything but sync is quick and blocking; all but the pending operations may be
/// called from Work jobs too. Errors: kNotFound, kAlreadyExists, kPermissionDenied, kNoSpace, kInputOutput,
/// their detail naming the path and the act.
class Files {
public:
    virtual ~Files() = default;

    virtual Result<std::shared_ptr<File>> open(const std::string& path, OpenMode mode) const = 0;
    virtual bool exists(const std::string& path) const = 0;
    /// Sorted by name.
    virtual Result<std::vector<FolderEntry>> list(const std::string& folder) const = 0;
    virtual Result<void> makeFolders(const std::string& path) = 0;
    /// Replaces an existing file at `to` atomically. Durable after syncFolderNow of the folder.
    virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
    /// A file; no error if it is absent.
    virtual Result<void> remove(const std::string& path) = 0;
    /// A folder with all its content; no error if it is absent.
    virtual Result<void> removeAll(const std::string& folder) = 0;
    /// Makes names created, renamed or removed in the folder durable. Blocks, as File::syncNow.
    virtual Result<void> syncFolderNow(const std::string& folder) = 0;

    /// Completes when everything written to the file before this call is durable, or with the error after
    /// which nothing about it is known (a failed sync is never retried: the pages count as lost).
    [[nodiscard]] virtual Call sync(std::shared_ptr<File> file, Completion<Result<void>> done) = 0;

    /// Bytes free on the disk that holds the path, for display; 0 if unknown.
    virtual std::uint64_t freeBytes(const std::string& path) const = 0;
};

/// The whole file, or kTooLarge beyond `limit` bytes.
Result<Bytes> readWhole(const Files& files, const std::string& path, std::size_t limit);
/// Leaves either the old or the new content at `path`, never a mix: writes `path`.tmp, syncs it, renames it
/// and syncs the folder. Blocks, as File::syncNow.
Result<void> replaceWhole(Files& files, const std::string& path, ByteView content);

/// "a" and "b/c" give "a/b/c".
std::string joinPath(std::string_view folder, std::string_view name);
/// The part before the last '/', "." if there is none.
std::string parentPath(std::string_view path);

}  // namespace broker::world
