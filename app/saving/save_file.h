#pragma once

#include <QByteArray>
#include <QFileDevice>
#include <QString>

namespace app {

/// Writes the file as a whole or leaves what was there. Empty: it is written; else why not, as a sentence.
/// Blocks for as long as the disk takes.
QString saveFile(const QString& path, const QByteArray& bytes);

/// Why a file could not be written, for people.
QString whyNotSaved(const QString& path, QFileDevice::FileError error, const QString& systemWords);

}  // namespace app
