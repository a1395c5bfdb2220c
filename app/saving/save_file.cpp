#include "app/saving/save_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace app {
namespace {

struct SaveWords {
    Q_DECLARE_TR_FUNCTIONS(SaveWords)
};

bool writeAll(QFileDevice& file, const QByteArray& bytes) {
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush();
}

}  // namespace

QString whyNotSaved(const QString& path, QFileDevice::FileError error, const QString& systemWords) {
    const QFileInfo file(path);
    const QFileInfo folder(file.absolutePath());
    const QString folderName = QDir::toNativeSeparators(folder.filePath());
    if (file.isDir()) return SaveWords::tr("%1 is a folder.").arg(path);
    if (!folder.exists()) return SaveWords::tr("There is no folder %1.").arg(folderName);
    if (error == QFileDevice::ResourceError)
        return SaveWords::tr("The disk that holds %1 is full. Choose another place or make room.")
            .arg(folderName);
    if (file.exists() && !file.isWritable())
        return SaveWords::tr("%1 is there and may not be changed. Choose another name.").arg(path);
    if (!folder.isWritable() || error == QFileDevice::PermissionsError)
        return SaveWords::tr("You may not write into %1. Choose another folder.").arg(folderName);
    return SaveWords::tr("%1 could not be written: %2").arg(path, systemWords);
}

QString saveFile(const QString& path, const QByteArray& bytes) {
    const QFileInfo target(path);
    // What is no plain file (a pipe, a device) is written to, not replaced.
    if (target.exists() && !target.isFile() && !target.isDir()) {
        QFile file(path);
        return writeAll(file, bytes) ? QString() : whyNotSaved(path, file.error(), file.errorString());
    }
    QSaveFile file(path);
    if (writeAll(file, bytes) && file.commit()) return {};
    return whyNotSaved(path, file.error(), file.errorString());
}

}  // namespace app
