#include "widgets/segments/json_view.h"

#include <algorithm>

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include "widgets/segments/look.h"

namespace widgets {

namespace {

constexpr int kRow = 18;
constexpr int kIndent = 16;
constexpr int kArrow = 12;

QColor colourOf(JsonOutline::Kind kind) {
    switch (kind) {
        case JsonOutline::Kind::kString:
            return look(Hue::kGreen);
        case JsonOutline::Kind::kNumber:
            return look(Hue::kBlue);
        case JsonOutline::Kind::kWord:
            return look(Hue::kViolet);
        case JsonOutline::Kind::kObject:
        case JsonOutline::Kind::kArray:
            return look(Hue::kDimText);
    }
    return look(Hue::kText);
}

}  // namespace

JsonView::JsonView(QWidget* parent)
    : QAbstractScrollArea(parent) {
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Value as JSON"));
}

void JsonView::show(JsonOutline outline) {
    m_outline = std::move(outline);
    m_folded = m_outline->foldedAtFirst();
    m_current = 0;
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    rebuild();
}

void JsonView::clear() {
    m_outline.reset();
    m_folded.clear();
    m_lines.clear();
    updateScroll();
    viewport()->update();
}

void JsonView::setFolded(std::size_t node, bool on) {
    if (node >= m_folded.size()) return;
    m_folded[node] = on;
    rebuild();
}

void JsonView::rebuild() {
    m_lines = m_outline ? m_outline->lines(m_folded) : std::vector<JsonOutline::Line>();
    m_current = m_lines.empty() ? 0 : std::min(m_current, m_lines.size() - 1);
    updateScroll();
    viewport()->update();
}

void JsonView::updateScroll() {
    const int visible = std::max(1, viewport()->height() / kRow);
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(m_lines.size()) - visible));
    verticalScrollBar()->setPageStep(visible);
    const int digit = QFontMetrics(fixedFont()).horizontalAdvance(u'0');
    qsizetype widest = 0;
    for (const auto& line : m_lines) {
        widest = std::max(widest, kArrow + static_cast<qsizetype>(line.depth) * kIndent +
                                      (line.key.size() + line.value.size() + 4) * digit);
    }
    horizontalScrollBar()->setRange(0, std::max<int>(0, static_cast<int>(widest) - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(digit * 4);
}

void JsonView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    updateScroll();
}

void JsonView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) viewport()->update();
    QAbstractScrollArea::changeEvent(event);
}

std::optional<std::size_t> JsonView::lineAt(QPoint point) const {
    const auto line = static_cast<std::size_t>(verticalScrollBar()->value() + point.y() / kRow);
    if (point.y() < 0 || line >= m_lines.size()) return std::nullopt;
    return line;
}

void JsonView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(fixedFont());
    const auto first = static_cast<std::size_t>(verticalScrollBar()->value());
    const auto shown = static_cast<std::size_t>(viewport()->height() / kRow + 1);
    for (std::size_t at = first; at < std::min(first + shown, m_lines.size()); ++at) {
        const int top = static_cast<int>(at - first) * kRow;
        if (at == m_current && hasFocus()) {
            painter.fillRect(0, top, viewport()->width(), kRow, look(Hue::kRaised));
        }
        const auto& line = m_lines[at];
        const int x = kArrow + static_cast<int>(line.depth) * kIndent - horizontalScrollBar()->value();
        paintLine(painter, line, x,
                  top + (kRow + painter.fontMetrics().ascent() - painter.fontMetrics().descent()) / 2);
    }
}

void JsonView::paintLine(QPainter& painter, const JsonOutline::Line& line, int x, int baseline) {
    const auto say = [&](const QString& text, const QColor& colour) {
        painter.setPen(colour);
        painter.drawText(x, baseline, text);
        x += painter.fontMetrics().horizontalAdvance(text);
    };
    if (line.isFoldable) {
        QPolygonF arrow;
        const double left = x - kArrow + 2;
        const double middle = baseline - 4;
        if (line.isFolded) {
            arrow << QPointF(left + 1, middle - 3.5) << QPointF(left + 6, middle)
                  << QPointF(left + 1, middle + 3.5);
        } else {
            arrow << QPointF(left, middle - 2) << QPointF(left + 7, middle - 2)
                  << QPointF(left + 3.5, middle + 3);
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(look(Hue::kDimText));
        painter.drawPolygon(arrow);
    }
    if (!line.key.isEmpty()) {
        say(line.key, look(Hue::kText));
        say(QStringLiteral(": "), look(Hue::kDimText));
    }
    say(line.value, colourOf(m_outline->nodes()[line.node].kind));
    if (line.hasComma) say(QStringLiteral(","), look(Hue::kDimText));
}

void JsonView::mouseMoveEvent(QMouseEvent* event) {
    const auto line = lineAt(event->pos());
    viewport()->setCursor(line && m_lines[*line].isFoldable ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void JsonView::mousePressEvent(QMouseEvent* event) {
    const auto line = lineAt(event->pos());
    if (!line) return;
    m_current = *line;
    if (m_lines[*line].isFoldable) setFolded(m_lines[*line].node, !m_lines[*line].isFolded);
    viewport()->update();
}

void JsonView::keyPressEvent(QKeyEvent* event) {
    if (m_lines.empty()) return QAbstractScrollArea::keyPressEvent(event);
    const JsonOutline::Line& line = m_lines[m_current];
    switch (event->key()) {
        case Qt::Key_Up:
            m_current -= m_current > 0 ? 1 : 0;
            break;
        case Qt::Key_Down:
            m_current += m_current + 1 < m_lines.size() ? 1 : 0;
            break;
        case Qt::Key_Left:
            if (line.isFoldable) setFolded(line.node, true);
            break;
        case Qt::Key_Right:
            if (line.isFoldable) setFolded(line.node, false);
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            if (line.isFoldable) setFolded(line.node, !line.isFolded);
            break;
        default:
            return QAbstractScrollArea::keyPressEvent(event);
    }
    const int current = static_cast<int>(m_current);
    const int top = verticalScrollBar()->value();
    if (current < top) verticalScrollBar()->setValue(current);
    if (current >= top + verticalScrollBar()->pageStep()) {
        verticalScrollBar()->setValue(current - verticalScrollBar()->pageStep() + 1);
    }
    viewport()->update();
}

}  // namespace widgets
