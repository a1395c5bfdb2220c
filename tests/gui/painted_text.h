#pragma once

#include <vector>

#include <QRectF>
#include <QString>

class QWidget;

namespace layout {

/// A text as a widget painted it.
struct PaintedText {
    QString text;
    QRectF rect;  ///< what it takes, in the widget's pixels
    QRectF seen;  ///< what its painter let through of the widget
};

/// Every text that the widget paints itself, without its children, whichever way it paints.
std::vector<PaintedText> paintedTexts(QWidget& widget);

}  // namespace layout
