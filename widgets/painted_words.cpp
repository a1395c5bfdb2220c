#include "widgets/painted_words.h"

#include <QFontMetricsF>
#include <QPainter>

namespace widgets {

void paintWords(QPainter& painter, const QRectF& rect, const QString& text, const QColor& colour,
                const QFont& font, Qt::Alignment alignment) {
    if (rect.isNull() || text.isEmpty()) return;
    painter.setFont(font);
    painter.setPen(colour);
    const QFontMetricsF metrics(font);
    const bool fits = metrics.horizontalAdvance(text) <= rect.width() + 1;
    painter.drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter | Qt::TextDontClip),
                     fits ? text : metrics.elidedText(text, Qt::ElideRight, rect.width()));
}

}  // namespace widgets
