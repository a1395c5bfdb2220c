#include "app/session/read_only_files.h"

#include <utility>

#include <QDir>
#include <QFile>
#include <QStorageInfo>

namespace app {
namespace {

using broker::ErrorCode;
using broker::failure;
using broker::Result;
namespace world = broker::world;

std::unexpected<broker::Error> refused(const std::string& path) {
    return failure(ErrorCode::kPermissionDenied, "changing {}: files are only looked at here", path);
}

class ReadOnlyFile final : public world::File {
public:
    explicit ReadOnlyFile(std::string path)
        : m_path(std::move(path))
        , m_file(QString::fromStdString(m_path)) {}

    bool open() { return m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    QString reason() const { return m_file.errorString(); }

    Result<std::size_t> readAt(std::uint64_t position, broker::MutableByteView into) const override {
        if (!m_file.seek(static_cast<qint64>(position))) return std::size_t{0};
        const qint64 got =
            m_file.read(reinterpret_cast<char*>(into.data()), static_cast<qint64>(into.size()));
        if (got < 0)
            return failure(ErrorCode::kInputOutput, "reading {}: {}", m_path,
                           m_file.errorString().toStdString());
        return static_cast<std::size_t>(got);
    }
    using world::File::writeAt;
    Result<void> writeAt(std::uint64_t, std::span<const broker::ByteView>) override {
        return refused(m_path);
    }
    Result<std::uint64_t> size() const override { return static_cast<std::uint64_t>(m_file.size()); }
    Result<void> resize(std::uint64_t) override { return refused(m_path); }
    Result<void> syncNow() override { return refused(m_path); }
    const std::string& path() const override { return m_path; }

private:
    const std::string m_path;
    mutable QFile m_file;
};

}  // namespace

Result<std::shared_ptr<world::File>> ReadOnlyFiles::open(const std::string& path,
                                                         world::OpenMode mode) const {
    if (mode != world::OpenMode::kRead) return refused(path);
    auto file = std::make_shared<ReadOnlyFile>(path);
    if (file->open()) return file;
    const ErrorCode code = exists(path) ? ErrorCode::kPermissionDenied : ErrorCode::kNotFound;
    return failure(code, "opening {}: {}", path, file->reason().toStdString());
}

bool ReadOnlyFiles::exists(const std::string& path) const {
    return QFile::exists(QString::fromStdString(path));
}

Result<std::vector<world::FolderEntry>> ReadOnlyFiles::list(const std::string& folder) const {
    const QDir dir(QString::fromStdString(folder));
    if (!dir.exists()) return failure(ErrorCode::kNotFound, "listing {}: there is no such folder", folder);
    std::vector<world::FolderEntry> entries;
    for (const QFileInfo& info :
         dir.entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden, QDir::Name))
        entries.push_back({info.fileName().toStdString(), info.isDir(),
                           info.isDir() ? 0 : static_cast<std::uint64_t>(info.size())});
    return entries;
}

Result<void> ReadOnlyFiles::makeFolders(const std::string& path) { return refused(path); }
Result<void> ReadOnlyFiles::rename(const std::string& from, const std::string&) { return refused(from); }
Result<void> ReadOnlyFiles::remove(const std::string& path) { return refused(path); }
Result<void> ReadOnlyFiles::removeAll(const std::string& folder) { return refused(folder); }
Result<void> ReadOnlyFiles::syncFolderNow(const std::string& folder) { return refused(folder); }

world::Call ReadOnlyFiles::sync(std::shared_ptr<world::File>, world::Completion<Result<void>>) { return {}; }

std::uint64_t ReadOnlyFiles::freeBytes(const std::string& path) const {
    const qint64 bytes = QStorageInfo(QString::fromStdString(path)).bytesAvailable();
    return bytes < 0 ? 0 : static_cast<std::uint64_t>(bytes);
}

}  // namespace app
