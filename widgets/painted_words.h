#pragma once

#include <QRectF>
#include <QString>

class QColor;
class QFont;
class QPainter;

namespace widgets {

/// One line of text, in the middle of the rectangle's height; what has no room ends in "…". Draws nothing in
/// a null rectangle. The painter's font and pen are changed.
void paintWords(QPainter& painter, const QRectF& rect, const QString& text, const QColor& colour,
                const QFont& font, Qt::Alignment alignment = Qt::AlignLeft);

}  // namespace widgets
