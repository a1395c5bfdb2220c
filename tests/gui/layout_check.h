#pragma once

#include <QString>
#include <QStringList>

class QImage;
class QWidget;

namespace layout {

/// Every visible label, button, tab, header and input of the window whose text does not fit into it, as
/// sentences that name the widget and the text. Empty: all is well.
QStringList overflows(const QWidget& window);

/// Every text that a visible widget paints by hand and that is cut at an edge, lies over another one, or is
/// shortened without a tooltip that says it whole; a shortened number in any case. As sentences.
QStringList badPaintedTexts(QWidget& window);

/// What keeps the window from being smaller: its large widgets with what they need at least.
QString tallest(const QWidget& window);

/// Visible areas of some size that show nothing at all: one single colour. As sentences.
QStringList blanks(QWidget& window);

}  // namespace layout
