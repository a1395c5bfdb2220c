#pragma once

#include <QByteArray>

class QWidget;

/// A view as a file, as it is shown at the moment.
namespace app {

QByteArray viewAsPng(QWidget& view);

/// Lines and texts, sharp at any size; 1 unit is 1 pixel of the window.
QByteArray viewAsSvg(QWidget& view);

}  // namespace app
