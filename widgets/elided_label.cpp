#include "widgets/elided_label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace widgets {

constexpr int kLeastWidth = 10;

ElidedLabel::ElidedLabel(QWidget* parent, Qt::TextElideMode mode)
    : QLabel(parent)
    , m_mode(mode) {
    setTextFormat(Qt::PlainText);
    setMinimumWidth(kLeastWidth);
}

QSize ElidedLabel::minimumSizeHint() const { return {kLeastWidth, QLabel::minimumSizeHint().height()}; }

QString ElidedLabel::shown() const {
    const int room = contentsRect().width();
    const QFontMetrics metrics = fontMetrics();
    // Measured as it is laid out: in whole pixels.
    return metrics.horizontalAdvance(text()) <= room ? text() : metrics.elidedText(text(), m_mode, room);
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), static_cast<int>(alignment()) | Qt::TextSingleLine | Qt::TextDontClip,
                     shown());
}

bool ElidedLabel::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || !toolTip().isEmpty()) return QLabel::event(event);
    if (shown() == text())
        QToolTip::hideText();
    else
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text(), this);
    return true;
}

}  // namespace widgets
