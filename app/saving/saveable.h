#pragma once

#include <functional>
#include <vector>

#include <QByteArray>
#include <QString>

class QWidget;

namespace app {

/// Something that can become a file, in one format.
struct Saveable {
    QString name;    ///< "Map of the cluster"
    QString suffix;  ///< "svg"
    std::function<QByteArray()> bytes;

    /// "Map of the cluster (*.svg)", as file dialogs want it.
    QString filter() const { return name + QStringLiteral(" (*.%1)").arg(suffix); }
};

/// A view as a picture, in every format. The views must live for as long as the list does.
void addPicture(std::vector<Saveable>& list, const QString& name, QWidget* view);

/// What is visible in it and can be saved by itself: painted views as pictures, every table that has an
/// accessible name.
void addContents(std::vector<Saveable>& list, const QWidget& root);

/// Which one a path asks for: the one of the chosen filter, unless the path's suffix says another format of
/// the same thing. `list` is not empty.
const Saveable& chosenOf(const std::vector<Saveable>& list, const QString& filter, const QString& path);

}  // namespace app
