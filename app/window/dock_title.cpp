#include "app/window/dock_title.h"

#include <QPainter>

#include "app/desktop/look.h"

namespace app {

constexpr int kHeight = 9;
constexpr int kDots = 3;
constexpr int kStep = 6;

DockTitle::DockTitle(QWidget* parent)
    : QWidget(parent) {
    setCursor(Qt::SizeAllCursor);
}

QSize DockTitle::minimumSizeHint() const { return {24, kHeight}; }

void DockTitle::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), Look::now().panel);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Look::now().line);
    const double first = width() / 2.0 - (kDots - 1) * kStep / 2.0;
    for (int i = 0; i < kDots; ++i) painter.drawEllipse(QPointF(first + i * kStep, height() / 2.0), 1.2, 1.2);
}

}  // namespace app
