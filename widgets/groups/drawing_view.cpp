#include "widgets/groups/drawing_view.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/palette.h"

namespace widgets {

constexpr int kUsualWidth = 420;
constexpr int kLeastWidth = 200;

DrawingView::DrawingView(QWidget* parent)
    : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int DrawingView::heightForWidth(int width) const {
    if (m_known.first != width)
        m_known = {width, static_cast<int>(std::ceil(draw(width, DrawingFonts(font())).height))};
    return m_known.second;
}

QSize DrawingView::sizeHint() const { return {kUsualWidth, heightForWidth(std::max(width(), kLeastWidth))}; }

QSize DrawingView::minimumSizeHint() const {
    return {kLeastWidth, heightForWidth(std::max(width(), kLeastWidth))};
}

void DrawingView::redraw() {
    const double before = m_drawing.height;
    m_known.first = -1;
    m_drawing = draw(width(), DrawingFonts(font()));
    m_known = {width(), static_cast<int>(std::ceil(m_drawing.height))};
    setFocusPolicy(m_drawing.spots.empty() ? Qt::NoFocus : Qt::StrongFocus);
    update();
    if (before == m_drawing.height) return;
    updateGeometry();
    emit heightChanged();
}

void DrawingView::select(std::optional<std::size_t> item) {
    if (item == m_selected) return;
    m_selected = item;
    update();
}

std::optional<std::size_t> DrawingView::selectedSpot() const {
    const auto& spots = m_drawing.spots;
    const auto found =
        std::ranges::find_if(spots, [this](const auto& spot) { return spot.item == m_selected; });
    if (found == spots.end()) return std::nullopt;
    return static_cast<std::size_t>(found - spots.begin());
}

void DrawingView::choose(std::size_t spot) {
    m_selected = m_drawing.spots[spot].item;
    update();
    emit chosen(*m_selected);
}

void DrawingView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    // In what scrolls, a widget is transparent and tells nothing of the theme.
    const Palette& palette = Palette::of(*window());
    if (const auto spot = selectedSpot()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(hasFocus() ? QPen(palette.blue, 1) : QPen(Qt::NoPen));
        painter.setBrush(palette.selection);
        painter.drawRoundedRect(m_drawing.spots[*spot].rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    }
    paintDrawing(painter, m_drawing, palette, DrawingFonts(font()));
}

void DrawingView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) redraw();
}

void DrawingView::mousePressEvent(QMouseEvent* event) {
    if (const auto spot = m_drawing.spotAt(event->position()))
        choose(*spot);
    else
        QWidget::mousePressEvent(event);
}

void DrawingView::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    const bool isNext = key == Qt::Key_Down || key == Qt::Key_Right;
    if ((!isNext && key != Qt::Key_Up && key != Qt::Key_Left) || m_drawing.spots.empty())
        return QWidget::keyPressEvent(event);
    const std::size_t last = m_drawing.spots.size() - 1;
    const auto now = selectedSpot();
    const std::size_t spot = !now     ? (isNext ? 0 : last)
                             : isNext ? std::min(*now + 1, last)
                                      : *now - (*now > 0);
    choose(spot);
    emit reached(m_drawing.spots[spot].rect.toRect());
}

void DrawingView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) redraw();
}

bool DrawingView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QString tip = m_drawing.shortenedAt(help->pos(), DrawingFonts(font()));
        if (const auto spot = m_drawing.spotAt(help->pos()); spot && !m_drawing.spots[*spot].tip.isEmpty())
            tip = m_drawing.spots[*spot].tip;
        QToolTip::showText(help->globalPos(), tip, this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace widgets
