#include "broker/world/files.h"

namespace broker::world {

Result<Bytes> readWhole(const Files& files, const std::string& path, std::size_t limit) {
    ASSIGN_OR_RETURN(const auto file, files.open(path, OpenMode::kRead));
    ASSIGN_OR_RETURN(const std::uint64_t size, file->size());
    if (size > limit)
        return failure(ErrorCode::kTooLarge, "reading {}: {} bytes, at most {} expected", path, size, limit);
    Bytes content(size);
    ASSIGN_OR_RETURN(const std::size_t count, file->readAt(0, content));
    content.resize(count);
    return content;
}

Result<void> replaceWhole(Files& files, const std::string& path, ByteView content) {
    const std::string temporary = path + ".tmp";
    ASSIGN_OR_RETURN(const auto file, files.open(temporary, OpenMode::kTruncate));
    RETURN_IF_ERROR(file->writeAt(0, content));
    RETURN_IF_ERROR(file->syncNow());
    RETURN_IF_ERROR(files.rename(temporary, path));
    return files.syncFolderNow(parentPath(path));
}

std::string joinPath(std::string_view folder, std::string_view name) {
    std::string path(folder);
    if (!path.empty() && path.back() != '/') path += '/';
    return path.append(name);
}

std::string parentPath(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return ".";
    return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

}  // namespace broker::world
